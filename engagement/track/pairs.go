package track

import (
	"math"
	"time"

	"scutum/engagement/filter"
)

// swerve is the acceleration (m/s2) that the quick look at a pair allows for
// besides that of an object at rest: Coriolis' at 7 km/s and the change of
// gravity on the way.
const swerve = 2

// foresight is what the leftovers of two scans, paired, say of the present one.
type foresight struct {
	first, second *leftover
	before, after float64 // s from the first to the second and from there to now
	ratio         float64
	bend          float64 // m
	noise         float64 // m
	sameRadar     bool
	triple        triple
}

// pair notes what this scan has in the gates of the pairs of two earlier ones.
func (t *Tracker) pair(s *Scan, first, second int) {
	m := &t.memory
	f := foresight{first: &m.scans[first], second: &m.scans[second]}
	f.triple.first, f.triple.second = int32(first), int32(second)
	if len(f.first.list) == 0 || len(f.second.list) == 0 || !f.timed(s.Time) {
		return
	}
	f.sameRadar = f.first.station == *s.Station && f.second.station == *s.Station
	for b := range f.second.list {
		if !f.second.list[b].taken {
			f.triple.b = int32(b)
			t.pairWith(s, &f, &f.second.list[b])
		}
	}
}

// timed computes how the scans lie in time; false if the pair would say next to
// nothing of now.
func (f *foresight) timed(now time.Duration) bool {
	f.before, f.after = seconds(f.second.time-f.first.time), seconds(now-f.second.time)
	if !(f.before > 0) || f.after > 4*f.before {
		return false
	}
	f.ratio = f.after / f.before
	f.bend = float64(float64(0.5*swerve*f.after) * (f.after + f.before))
	return true
}

// pairWith pairs one leftover with all of the first scan's that are near
// enough.
func (t *Tracker) pairWith(s *Scan, f *foresight, b *remembered) {
	drop := t.drop(b, f)
	for a := range f.first.list {
		first := &f.first.list[a]
		if first.taken {
			continue
		}
		var step [3]float64
		square := 0.0
		for i := range step {
			step[i] = b.at[i] - first.at[i]
			square += float64(step[i] * step[i])
		}
		reach := float64(t.config.MaxSpeed*f.before) + float64(t.config.Gate*(first.across+b.across))
		if square > float64(reach*reach) {
			continue
		}
		f.triple.a = int32(a)
		for i := range step {
			step[i] = b.at[i] + float64(f.ratio*step[i]) + drop[i]
		}
		t.lookAhead(s, f, &step, math.Sqrt(square))
	}
}

// drop is how far an object leaves the straight line through two points by the
// time of this scan, as far as one at rest would; and what the model's noise
// may add to that (m, one sigma, somewhat more than it can).
func (t *Tracker) drop(b *remembered, f *foresight) (d [3]float64) {
	s, whole := &t.memory.state, f.before+f.after
	*s = filter.State{X: [6]float64{b.at[0], b.at[1], b.at[2]}}
	t.config.Motion.Predict(s, whole)
	f.noise = math.Sqrt(max(s.P[0][0], s.P[1][1], s.P[2][2]))
	for i := range d {
		d[i] = float64((s.X[i] - b.at[i]) * (f.after / whole))
	}
	return d
}

// lookAhead examines this scan's detections near the point that a pair
// foretells: those in a shell of range first, then those of them that are not
// too far across, both with some room to spare.
func (t *Tracker) lookAhead(s *Scan, f *foresight, point *[3]float64, way float64) {
	gate := t.config.Gate
	a, b := &f.first.list[f.triple.a], &f.second.list[f.triple.b]
	var square float64
	for i := range point {
		d := point[i] - s.Station.Origin[i]
		square += float64(d * d)
	}
	r := math.Sqrt(square)
	wide := max(float64(r*max(t.widest[0], t.widest[1])), t.widest[2])
	across := f.spread(wide, b.across, a.across)
	deep := across
	if f.sameRadar {
		// What the first two are wrong by across, their lines of sight being
		// turned, is wrong in range too.
		turned := float64(across*(way*(1+f.ratio))) / max(r, 1)
		deep = turned + f.spread(t.widest[2], b.measured.Sigma[2], a.measured.Sigma[2])
	}
	reach := float64(gate*across) + f.bend
	deep = float64(gate*deep) + f.bend + float64(reach*reach)/(2*max(r, 1))
	list := t.memory.now
	for n := firstBeyond(list, r-deep); n < len(list) && list[n].measured.Z[2] <= r+deep; n++ {
		c := &list[n]
		square := 0.0
		for i := range point {
			d := c.at[i] - point[i]
			square += float64(d * d)
		}
		if square <= float64(reach*reach) {
			f.triple.c = int32(n)
			t.examine(s, f)
		}
	}
}

// spread is the sigma of a straight line's end, from those of three points and
// the model's noise.
func (f *foresight) spread(now, second, first float64) float64 {
	second *= 1 + f.ratio
	first *= f.ratio
	return math.Sqrt(float64(now*now) + float64(second*second) + float64(first*first) + float64(f.noise*f.noise))
}

// firstBeyond returns the first of a list in order of range that is as far.
func firstBeyond(list []remembered, least float64) int {
	low, high := 0, len(list)
	for low < high {
		if mid := (low + high) / 2; list[mid].measured.Z[2] < least {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// examine notes a triple whose third detection lies in the gate of the estimate
// that the other two make.
func (t *Tracker) examine(s *Scan, f *foresight) {
	m, x := &t.memory, &f.triple
	a, b, c := &f.first.list[x.a], &f.second.list[x.b], &m.now[x.c]
	m.state.TwoPoint(t.config.Motion, &f.first.station, &a.measured, &f.second.station, &b.measured, f.before)
	if f.after > 0 {
		t.config.Motion.Predict(&m.state, f.after)
	}
	filter.Expect(&m.state, s.Station, &c.measured.Sigma, &m.expected)
	v := m.expected.Innovation(&c.measured.Z)
	if d := m.expected.Distance2(&v); d < float64(t.config.Gate*t.config.Gate) {
		x.cost = d + m.expected.LogDet
		m.triples = append(m.triples, *x)
	}
}
