package track

import (
	"cmp"
	"slices"
	"time"

	"scutum/engagement/filter"
)

// memory holds what earlier scans left over, for two-point differencing.
type memory struct {
	scans      []leftover // the last scan first
	now        []remembered
	triples    []triple
	state      filter.State // in work, kept here because Motion would let it escape
	expected   filter.Expected
	innovation [3]float64
}

// leftover is what one scan reported that was no track's.
type leftover struct {
	time    time.Duration
	station filter.Station
	list    []remembered
}

type remembered struct {
	measured filter.Measurement
	at       [3]float64
	across   float64 // m, one sigma at right angles to the line of sight
	index    int32   // among its scan's detections
	serial   int
	taken    bool
}

// triple is three detections that one object may have made: two that scans of
// the memory left over, and one of the present scan.
type triple struct {
	cost          float64
	first, second int32 // scans
	a, b, c       int32 // detections
}

func (m *memory) reset() {
	for i := range m.scans {
		m.scans[i].list = m.scans[i].list[:0]
	}
}

// forget takes a detection out of the memory: its track goes on.
func (m *memory) forget(serial int) {
	for i := range m.scans {
		list := m.scans[i].list
		for n := range list {
			if list[n].serial == serial {
				list[n].taken = true
				return
			}
		}
	}
}

// startFromOne starts a tentative track from every detection that is no
// track's.
func (t *Tracker) startFromOne(s *Scan) {
	c := &t.config
	for j := range s.Detections {
		if t.used[j] {
			continue
		}
		t.memory.state = filter.OnePoint(s.Station, &s.Detections[j], c.Velocity, c.VelocitySigma)
		k := t.begin(&t.memory.state, t.time)
		k.origin = t.serial + j
		t.hit(k, j)
		t.confirm(k)
	}
}

// startFromTwo starts tracks from two detections that earlier scans left over,
// where one of this scan's falls into the gate that they foretell. Many pairs
// are possible and few are right: of all triples the likeliest is taken, then
// the likeliest of those whose detections are still free, and so on.
func (t *Tracker) startFromTwo(s *Scan) {
	m := &t.memory
	t.locate(s)
	m.triples = m.triples[:0]
	if len(m.now) > 0 {
		for second := range m.scans {
			for first := second + 1; first < len(m.scans); first++ {
				t.pair(s, first, second)
			}
		}
	}
	slices.SortFunc(m.triples, func(x, y triple) int {
		return cmp.Or(cmp.Compare(x.cost, y.cost), cmp.Compare(x.second, y.second), cmp.Compare(x.first, y.first),
			cmp.Compare(x.c, y.c), cmp.Compare(x.b, y.b), cmp.Compare(x.a, y.a))
	})
	for i := range m.triples {
		t.startFromTriple(s, &m.triples[i])
	}
	t.remember(s)
}

// locate computes where the detections are that are no track's, in order of
// range.
func (t *Tracker) locate(s *Scan) {
	m := &t.memory
	m.now = m.now[:0]
	for _, j := range t.byRange {
		if t.used[j] {
			continue
		}
		d := &s.Detections[j]
		r := remembered{measured: *d, index: j, serial: t.serial + int(j)}
		r.at, _ = s.Station.Position(d)
		r.across = max(float64(d.Z[2]*max(d.Sigma[0], d.Sigma[1])), d.Sigma[2])
		m.now = append(m.now, r)
	}
}

// startFromTriple starts a track if its detections are still free.
func (t *Tracker) startFromTriple(s *Scan, x *triple) {
	m := &t.memory
	first, second := &m.scans[x.first], &m.scans[x.second]
	a, b, c := &first.list[x.a], &second.list[x.b], &m.now[x.c]
	if a.taken || b.taken || c.taken {
		return
	}
	a.taken, b.taken, c.taken = true, true, true
	m.state.TwoPoint(t.config.Motion, &first.station, &a.measured, &second.station, &b.measured, seconds(second.time-first.time))
	k := t.begin(&m.state, first.time)
	if dt := seconds(s.Time - second.time); dt > 0 {
		k.estimator.Predict(dt)
	}
	k.estimator.Expect(s.Station, &c.measured.Sigma, &m.expected)
	m.innovation = m.expected.Innovation(&c.measured.Z)
	k.estimator.Update(&m.expected, &m.innovation)
	k.Hits, k.Age = 2, int(x.first)+2
	k.history = 1<<(x.first+1) | 1<<(x.second+1)
	if t.config.KeepParents {
		k.Parents = append(k.Parents, a.serial, b.serial)
	}
	t.used[c.index] = true
	t.hit(k, int(c.index))
	t.confirm(k)
}

// remember puts this scan's leftovers in the place of the oldest.
func (t *Tracker) remember(s *Scan) {
	m := &t.memory
	last := len(m.scans) - 1
	oldest := m.scans[last]
	copy(m.scans[1:], m.scans[:last])
	oldest.time, oldest.station, oldest.list = s.Time, *s.Station, oldest.list[:0]
	for i := range m.now {
		if !m.now[i].taken {
			oldest.list = append(oldest.list, m.now[i])
		}
	}
	m.scans[0] = oldest
}
