package battle

import (
	"fmt"
	"math"
	"time"

	"scutum/engagement/firing"
	"scutum/engagement/reach"
	"scutum/internal/frozen"
	"scutum/physics/orbit"
	"scutum/scenario"
)

// estimated returns how a battery can meet target k from now on by the estimate
// that its command has, or why it cannot.
func (w *Worker) estimated(k, battery int) (option, reason) {
	w.refresh(k)
	t := &w.targets[k]
	e := t.estimate
	switch {
	case e.contact < 0:
		return option{}, leftView
	case !e.sound:
		return option{}, noArc
	case e.doubt != noReason:
		return option{}, e.doubt
	case !t.engaging:
		return option{}, undefended
	}
	x := &w.b.batteries[battery]
	if e.class >= 0 && !w.b.allowed(x, w.b.classes[e.class].Name) {
		return option{}, againstRules
	}
	a := &e.by[battery]
	a.commit = w.commitOf(int(t.command), e.contact, x.side, x.Site)
	if a.commit < 0 {
		return option{}, noTrack
	}
	from := max(w.clock, a.commit)
	if a.version == e.version && a.from <= from && (a.why != noReason || from <= a.option.launch) {
		return a.option, a.why
	}
	a.version, a.from = e.version, from
	a.option, a.why = w.aim(k, battery, from)
	a.had = a.had || a.option.ok
	return a.option, a.why
}

// control returns a side's fire control, having looked at a target's estimate.
func (w *Worker) control(k, side int) *control {
	n, e := w.network, w.targets[k].estimate
	class := e.class
	if class < 0 {
		class = len(w.b.classes)
	}
	c := &n.controls[side*(len(w.b.classes)+1)+class]
	if c.estimate != e || c.version != e.version {
		c.estimate, c.version = e, e.version
		c.View.Look(&e.arc)
	}
	return c
}

// question states what is asked of a battery on an estimate, for launches from
// a time on.
func (w *Worker) question(k, battery int, from time.Duration) (reach.Problem, reason) {
	x, e := &w.b.batteries[battery], w.targets[k].estimate
	q, why := w.control(k, x.side).From(&x.Battery, &e.arc, from.Seconds())
	switch why {
	case firing.BelowMinimum:
		return q, belowMinimum
	case firing.NoTrack:
		return q, noTrack
	case firing.RadarHorizon:
		return q, noSight
	}
	if sector, limited := w.sectorOf(e, x.side); limited {
		w.spans = orbit.Intersect(w.spans[:0], q.Spans, sector)
		if q.Spans = w.spans; len(q.Spans) == 0 {
			return q, outsideSector
		}
	}
	return q, noReason
}

// sectorOf returns where command lets a side meet what is estimated.
func (w *Worker) sectorOf(e *estimate, side int) (spans []orbit.Span, limited bool) {
	switch w.b.o.Command {
	case scenario.SectorsByImpact:
		if w.b.owner(e.impact.At.LatDeg(), e.impact.At.LonDeg()) == side {
			return nil, false
		}
		return nil, true
	case scenario.SectorsByTrack:
		return w.b.above(&e.arc, side), true
	}
	return nil, false
}

// aim asks for a battery's first meeting with a target's estimate.
func (w *Worker) aim(k, battery int, from time.Duration) (option, reason) {
	x, e := &w.b.batteries[battery], w.targets[k].estimate
	q, why := w.question(k, battery, from)
	if why != noReason {
		return option{}, why
	}
	m := q.Within(x.Speed)
	if !(m.Speed <= x.Speed) {
		return option{}, w.tooLate(k, battery, &q)
	}
	m = q.Earliest(x.Speed, m)
	r, at := q.Arc.PositionTime(m.Anomaly)
	fixed := w.b.set.Earth.Rotating(r, at)
	place := w.b.set.Earth.Place(fixed)
	o := option{true, max(from, nanoseconds(m.Depart-q.LostTime)), nanoseconds(at), m.Speed, place.LatDeg(), place.LonDeg(), place.Alt / 1e3}
	if limit := w.b.set.Doctrine.Handover; limit > 0 {
		if s := w.spread(e, o.meeting); s > limit {
			return o, uncertain
		}
	}
	return o, noReason
}

// spread is the greatest standard deviation, along any axis, of where an
// estimate will be at a time if nothing more is measured, m.
func (w *Worker) spread(e *estimate, at time.Duration) float64 {
	s := w.network.motion.Ahead(&e.state, (at - e.at).Seconds())
	return frozen.Sqrt(greatest(&s.P))
}

// greatest eigenvalue of the covariance of position: powers of the matrix.
func greatest(p *[6][6]float64) float64 {
	v := [3]float64{1, 1, 1}
	l := 0.0
	for range 12 {
		var u [3]float64
		for i := range 3 {
			for j := range 3 {
				u[i] += float64(p[i][j] * v[j])
			}
		}
		l = frozen.Sqrt(float64(u[0]*u[0]) + float64(u[1]*u[1]) + float64(u[2]*u[2]))
		if !(l > 0) {
			return 0
		}
		v = [3]float64{u[0] / l, u[1] / l, u[2] / l}
	}
	return l
}

// tooLate tells why a battery cannot meet an estimate: what a launch at its
// burnout would need decides between too late and out of reach.
func (w *Worker) tooLate(k, battery int, q *reach.Problem) reason {
	a := &w.targets[k].estimate.by[battery]
	if a.needs == 0 {
		free := *q
		free.Commit = w.targets[k].estimate.burnout.Seconds()
		a.needs = free.Threshold().Speed
	}
	switch {
	case a.had:
		return passed
	case a.needs <= w.b.batteries[battery].Speed:
		return tooLate
	}
	return outOfReach
}

// estimatedLatest returns the latest launch of a battery at a target by its
// estimate; never for none.
func (w *Worker) estimatedLatest(k, battery int) time.Duration {
	return w.latestFrom(k, battery, w.targets[k].estimate.by[battery].commit)
}

func (w *Worker) latestFrom(k, battery int, from time.Duration) time.Duration {
	q, why := w.question(k, battery, from)
	if why != noReason {
		return never
	}
	s := q.LatestLaunch(w.b.batteries[battery].Speed)
	if math.IsNaN(s) {
		return never
	}
	return time.Duration(math.Floor(s * 1e9))
}

// estimatedMissed returns the latest launch that a commit came too late for.
func (w *Worker) estimatedMissed(k, battery int) (last, commit time.Duration) {
	e := w.targets[k].estimate
	return w.latestFrom(k, battery, e.burnout), e.by[battery].commit
}

// describeEstimate says of an order what its command knows of the target.
func (w *Worker) describeEstimate(k int, q *Order) {
	t := &w.targets[k]
	e, c := t.estimate, &w.network.centres[t.command]
	q.Class, q.Burnout = "unknown", e.burnout
	if e.class >= 0 {
		q.Class = w.b.classes[e.class].Name
	}
	q.ImpactLatDeg, q.ImpactLonDeg = e.impact.At.LatDeg(), e.impact.At.LonDeg()
	if e.contact < 0 || c.contacts[e.contact].track < 0 {
		return
	}
	track := &c.Tracks()[c.contacts[e.contact].track]
	for i := range c.sources {
		if track.Sources.Has(i) {
			w.sensors = append(w.sensors, w.network.stations[c.sources[i].station].radar.Name)
		}
	}
}

// basket is how many times the doctrine's greatest standard deviation a meeting
// may be beside where it was foretold [assumption]: what is allowed as a
// standard deviation must be made good where it comes out three times as large.
const basket = 3

// foundNear returns which missile is where a shot's meeting was foretold.
func (w *Worker) foundNear(s *shot) (int, string) {
	limit := basket * w.b.set.Doctrine.Handover
	if limit <= 0 {
		limit = math.Inf(1)
	}
	near := func(i int) float64 {
		f := &w.flown[i]
		after := w.clock - f.launch
		if after < w.b.missiles[i].burnout || after > w.b.missiles[i].impact {
			return math.Inf(1)
		}
		return w.b.position(i, after).Sub(w.b.fixed(s.option.lat, s.option.lon, s.option.high)).Norm()
	}
	own := math.Inf(1)
	if s.missile >= 0 {
		if own = near(s.missile); own <= limit && !w.flown[s.missile].over {
			return s.missile, ""
		}
	}
	best, at := math.Inf(1), -1
	for i := range w.flown {
		if f := &w.flown[i]; !f.over && f.launch <= w.clock {
			if d := near(i); d < best {
				best, at = d, i
			}
		}
	}
	switch {
	case best <= limit && at >= 0:
		return at, ""
	case own <= limit:
		return -1, outcomeDead
	}
	return -1, outcomeBasket
}

// whyUncertain says by how much a meeting is foretold too badly.
func (w *Worker) whyUncertain(k, battery int) string {
	e := w.targets[k].estimate
	return fmt.Sprintf("the predicted meeting is uncertain by %.1f km, %.1f km allowed", w.spread(e, e.by[battery].option.meeting)/1e3, w.b.set.Doctrine.Handover/1e3)
}
