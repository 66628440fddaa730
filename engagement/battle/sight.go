package battle

import (
	"math"
	"time"

	"scutum/engagement/firing"
	"scutum/engagement/reach"
	"scutum/physics/orbit"
	"scutum/scenario"
)

// never is the time of what does not happen.
const never time.Duration = -1

// sight is what a side's sensors can say of a missile that nobody kills, by
// package sighting. Times are after the missile's launch.
type sight struct {
	warned  time.Duration // space infrared's launch report, the side's own or one that it is given
	held    []hold        // by sensors that ever hold it, by their first track
	tracked time.Duration // the side's first track
	first   int           // the sensor whose track that is
	commit  time.Duration // any site's
	by      int           // the sensor that decides that
}

// hold is when one sensor holds the missile.
type hold struct {
	sensor int
	first  time.Duration
	spans  [][2]time.Duration
}

// total is for how long the hold lasts before end.
func (h *hold) total(end time.Duration) (sum time.Duration) {
	for _, s := range h.spans {
		sum += max(0, min(s[1], end)-s[0])
	}
	return sum
}

// sight computes what each side sees of each missile, and every battery's table.
func (b *Battle) sight() {
	b.sights = make([]sight, len(b.missiles)*len(b.sides))
	b.tables = make([]table, len(b.missiles)*len(b.batteries))
	type key struct {
		side  int
		class string
	}
	controls := map[key]*firing.Control{}
	for i := range b.missiles {
		m := &b.missiles[i]
		for j := range b.sides {
			k := key{j, m.Class.Name}
			if controls[k] == nil {
				controls[k] = firing.New(b.set.Earth, b.sides[j].shield, m.Class.RCS)
			}
			c := controls[k]
			c.View.Look(&m.flight.Arc)
			b.sights[i*len(b.sides)+j] = b.see(c, i, j)
			sector := b.sector(i, j)
			for n := range b.batteries {
				if b.batteries[n].side == j {
					b.tables[i*len(b.batteries)+n] = b.newTable(c, i, n, sector)
				}
			}
		}
	}
}

// see reads one side's view of a missile that it has looked at.
func (b *Battle) see(c *firing.Control, missile, side int) sight {
	arc := &b.missiles[missile].flight.Arc
	s := sight{warned: never, tracked: never, first: -1, commit: never, by: -1}
	if r := b.sides[side].shield.Infrared; r != nil {
		s.warned = nanoseconds(r.FirstReport)
	}
	v := c.View
	for i := range v.Sensors() {
		f := v.FirstTrack(i)
		if math.IsInf(f, 1) {
			continue
		}
		h := hold{sensor: i, first: nanoseconds(f)}
		for _, x := range v.Holds(i) {
			h.spans = append(h.spans, [2]time.Duration{nanoseconds(arc.Time(x.From)), nanoseconds(arc.Time(x.To))})
		}
		s.held = append(s.held, h)
		known := h.first
		if owner := b.sides[side].sensors[i].side; owner != side {
			known += nanoseconds(b.set.Exchange)
		}
		if s.tracked < 0 || known < s.tracked {
			s.tracked, s.first = known, i
		}
	}
	for i := range b.sides[side].shield.Sites {
		t, sensor := v.Commit(i)
		if math.IsInf(t, 1) {
			continue
		}
		if at := nanoseconds(t); s.commit < 0 || at < s.commit {
			s.commit, s.by = at, sensor
		}
	}
	return s
}

// sectorSteps is into how many parts an arc is cut to find where it crosses a
// sector; a crossing shorter than one of them, a few seconds, may be missed.
const sectorSteps = 256

// sector returns the parts of a missile's arc in which command lets a side meet
// it; nil, which is no limit, where sectors do not count.
func (b *Battle) sector(missile, side int) []orbit.Span {
	m := &b.missiles[missile]
	whole := []orbit.Span{{From: m.flight.Arc.From, To: m.flight.Arc.To}}
	switch b.o.Command {
	case scenario.SectorsByImpact:
		if b.owner(m.To.Place.LatDeg(), m.To.Place.LonDeg()) == side {
			return whole
		}
		return []orbit.Span{}
	case scenario.SectorsByTrack:
		return b.above(&m.flight.Arc, side)
	}
	return nil
}

// owner returns which side owns a point of the ground: the first in whose
// sector it is, or -1.
func (b *Battle) owner(latDeg, lonDeg float64) int {
	for i := range b.sides {
		if b.sides[i].Owns(latDeg, lonDeg) {
			return i
		}
	}
	return -1
}

// above returns the parts of an arc, by its launch's clock, that are above what
// a side owns.
func (b *Battle) above(arc *orbit.Arc, side int) []orbit.Span {
	in := func(eta float64) bool {
		r, t := arc.PositionTime(eta)
		at := b.set.Earth.Place(b.set.Earth.Rotating(r, t))
		return b.owner(at.LatDeg(), at.LonDeg()) == side
	}
	out := []orbit.Span{}
	was, open := in(arc.From), arc.From
	before := arc.From
	for i := 1; i <= sectorSteps; i++ {
		eta := arc.From + float64((arc.To-arc.From)*(float64(i)/sectorSteps))
		now := in(eta)
		if now != was {
			edge := border(in, before, eta, was)
			if now {
				open = edge
			} else {
				out = append(out, orbit.Span{From: open, To: edge})
			}
		}
		was, before = now, eta
	}
	if was {
		out = append(out, orbit.Span{From: open, To: arc.To})
	}
	return out
}

// border bisects between an anomaly where in is was and one where it is not,
// and returns a point on the inner side.
func border(in func(float64) bool, a, b float64, was bool) float64 {
	for range 40 {
		if mid := 0.5 * (a + b); in(mid) == was {
			a = mid
		} else {
			b = mid
		}
	}
	if was {
		return a
	}
	return b
}

// newTable asks the question of one battery against one missile.
func (b *Battle) newTable(c *firing.Control, i, n int, sector []orbit.Span) table {
	m, x := &b.missiles[i], &b.batteries[n]
	q, why := c.Question(&x.Battery, &m.flight, scenario.Commit{BySensors: true}, 0)
	t := table{commit: never, speed: x.Speed}
	if !math.IsInf(q.Commit, 1) {
		t.commit = nanoseconds(q.Commit)
	}
	if sector != nil && why == firing.Open {
		q.Spans = orbit.Intersect(nil, q.Spans, sector)
		if len(q.Spans) == 0 {
			t.why = outsideSector
		}
	}
	q.Spans = append([]orbit.Span(nil), q.Spans...)
	t.question = q
	switch {
	case !b.allowed(x, m.Class.Name):
		t.why = againstRules
	case t.why == outsideSector:
	case why != firing.Open:
		t.why = [...]reason{firing.BelowMinimum: belowMinimum, firing.NoTrack: noTrack, firing.RadarHorizon: noSight}[why]
	default:
		b.open(&t, c, x, m)
	}
	return t
}

// open fills in the first option of a battery that has a question, or why it
// has none.
func (b *Battle) open(t *table, c *firing.Control, x *battery, m *missile) {
	t.first = t.solve(b, t.commit)
	if t.first.ok {
		return
	}
	q := t.question
	q.Commit = m.flight.Boost.Time
	best := q.Threshold()
	t.needs = best.Speed
	t.why = outOfReach
	if best.Speed <= x.Speed {
		t.why = tooLate
	}
}

// allowed says whether the doctrine's rules let a battery's site engage a class.
func (b *Battle) allowed(x *battery, class string) bool {
	for _, r := range b.set.Doctrine.Rules {
		if r.Site != x.name {
			continue
		}
		for _, c := range r.Classes {
			if c == class {
				return true
			}
		}
		return false
	}
	return true
}

// problem returns a copy of the table's question for launches from t on.
func (t *table) problem(from time.Duration) reach.Problem {
	q := t.question
	q.Commit = from.Seconds()
	return q
}
