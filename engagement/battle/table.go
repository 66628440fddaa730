package battle

import (
	"math"
	"time"

	"scutum/engagement/reach"
)

// option is one way to engage a missile with one battery: an interceptor that
// leaves then and meets it there. Times are after the missile's launch.
type option struct {
	ok             bool
	launch         time.Duration
	meeting        time.Duration
	speed          float64 // that the meeting needs, m/s
	lat, lon, high float64 // of the meeting, degrees and km
}

// table is the question of one battery against one missile, and its answer at
// commit: what every worker shares.
type table struct {
	question reach.Problem
	commit   time.Duration // earliest launch; never where no sensor serves
	speed    float64       // of the interceptor, m/s
	first    option        // from commit on
	why      reason        // there is no first option
	needs    float64       // speed that a launch at burnout would need, m/s, where that is why
}

// solve returns the earliest meeting of an interceptor that may leave from a
// time on.
func (t *table) solve(b *Battle, from time.Duration) option {
	q := t.problem(from)
	m := q.Within(t.speed)
	if !(m.Speed <= t.speed) {
		return option{}
	}
	m = q.Earliest(t.speed, m)
	r, at := q.Arc.PositionTime(m.Anomaly)
	place := b.set.Earth.Place(b.set.Earth.Rotating(r, at))
	return option{true, max(from, nanoseconds(m.Depart-q.LostTime)), nanoseconds(at), m.Speed, place.LatDeg(), place.LonDeg(), place.Alt / 1e3}
}

// step of a memo's entries: an interceptor that is not ordered at commit may
// leave up to so much later than it could.
const memoStep = time.Second

// page is how many entries are made room for at a time, and mostPages how often
// a worker does so: 30 MB. What has no room is solved each time.
const (
	page      = 16
	mostPages = 1 << 14
)

// memo remembers a table's answers at later times: functions of the time
// alone, so that what a worker has run before changes nothing.
type memo struct {
	latest  time.Duration // launch
	known   bool
	entries [][]entry
}

type entry struct {
	option
	known bool
}

// lastLaunch returns the latest launch that still meets the missile.
func (m *memo) lastLaunch(t *table) time.Duration {
	if !m.known {
		m.known, m.latest = true, never
		q := t.problem(t.commit)
		if s := q.LatestLaunch(t.speed); !math.IsNaN(s) {
			m.latest = time.Duration(math.Floor(s * 1e9))
		}
		m.latest = max(m.latest, t.first.launch)
	}
	return m.latest
}

// at returns the option of an interceptor that may leave from a time on. The
// first one serves until it should have left; after it entries are memoStep
// apart, and what is left at the end of the window is asked exactly.
func (m *memo) at(b *Battle, t *table, from time.Duration, pages *int) option {
	if !t.first.ok || from <= t.first.launch {
		return t.first
	}
	if from > m.lastLaunch(t) {
		return option{}
	}
	k := int((from + memoStep - 1) / memoStep)
	var spare entry
	e := m.entry(k, pages)
	if e == nil {
		e = &spare
	}
	if !e.known {
		e.known, e.option = true, t.solve(b, time.Duration(k)*memoStep)
	}
	if e.ok {
		return e.option
	}
	return t.solve(b, from)
}

// entry returns the entry of a second, nil where there is no room for it.
func (m *memo) entry(k int, pages *int) *entry {
	for len(m.entries) <= k/page {
		m.entries = append(m.entries, nil)
	}
	if m.entries[k/page] == nil {
		if *pages == mostPages {
			return nil
		}
		*pages++
		m.entries[k/page] = make([]entry, page)
	}
	return &m.entries[k/page][k%page]
}
