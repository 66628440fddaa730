package fusion

import (
	"math"
	"time"
)

// explain finds the reason for which a source's track differs from what the
// others have, which is c.witness.
func (c *Centre) explain(s *slot, a *Accusation) {
	a.Reason = Biased
	switch {
	case s.repeats > 0 || s.stands(&c.witness.X):
		a.Reason = Frozen
	case c.late(s, a):
		a.Reason = Replayed
	}
}

// compareToAll finds out whether a track that nobody else reports is one of the
// others', badly reported, rather than an invention.
func (c *Centre) compareToAll(s *slot, a *Accusation) {
	if s.repeats > 0 || s.stands(&s.state.X) {
		a.Reason = Frozen
		return
	}
	nearest := farthest
	for _, o := range c.objects {
		if o == s.object || o.members == 0 || (o.fused&^c.named).Count() < o.needed() || c.reportsNow(s.Source, o) {
			continue
		}
		c.witness = o.state
		if o.at < c.now {
			c.settings.Motion.Predict(&c.witness, (c.now - o.at).Seconds())
		}
		if c.late(s, a) {
			a.Reason, a.Offset = Replayed, apart(&c.witness, &s.state)
			return
		}
		if d := apart(&c.witness, &s.state); d < nearest && sameVelocity(&c.witness.X, &s.state.X, &c.witness.P, &s.state.P) {
			nearest = d
			a.Reason, a.Offset = Biased, d
		}
	}
}

// farthest is how far beside an object a report may be for it to count as one
// of it, m.
const farthest = 300e3

// reportsNow says whether a source reports an object.
func (c *Centre) reportsNow(source int, o *object) bool {
	for _, s := range o.slots {
		if s.Source == source && c.now-s.heard < 2*c.settings.Scan {
			return true
		}
	}
	return false
}

// stands says whether a source reports an object, which moves as given, again
// and again where it was.
func (s *slot) stands(moving *vector) bool {
	if s.kept < 2 {
		return false
	}
	now, before := s.latest(), s.before(1)
	dt := (now.time - before.time).Seconds()
	way := apart(&now.state, &before.state)
	v := vector{moving[3], moving[4], moving[5]}
	return way*way < 0.01*dot(&v, &v)*dt*dt
}

// late says whether a report would be right some seconds later, and how many:
// the shift that brings it nearest to where the others have the object, by
// Gauss-Newton steps in the measure of the covariances.
func (c *Centre) late(s *slot, a *Accusation) bool {
	shift, left := 0.0, math.Inf(1)
	for range 8 {
		c.scratch = s.state
		if shift != 0 {
			c.settings.Motion.Predict(&c.scratch, shift)
		}
		p := c.scratch.P
		add(&p, &c.witness.P, 1)
		var l matrix
		if !cholesky(&p, &l) {
			return false
		}
		d := less(&c.witness.X, &c.scratch.X)
		// How the state changes in a second; gravity counts for little.
		d, rate := whiten(&l, &d), whiten(&l, &vector{c.scratch.X[3], c.scratch.X[4], c.scratch.X[5]})
		along := dot(&d, &rate)
		left = dot(&d, &d)
		step := along / dot(&rate, &rate)
		if shift+step <= 0 || !(shift+step < latest) {
			return false
		}
		if shift += step; math.Abs(step) < 1e-4 {
			break
		}
	}
	if shift < 0.2*c.settings.Scan.Seconds() || left > gate {
		return false
	}
	a.Shift = time.Duration(shift * float64(time.Second))
	return true
}

// latest is how old a replayed report may be, s.
const latest = 600

// turned is the greatest error of an angle that counts as one, rad.
const turned = 0.02

// sameVelocity says whether two velocities differ by no more than chance, or than
// a wrong angle turns them.
func sameVelocity(a, b *vector, p, q *matrix) bool {
	v := vector{a[3], a[4], a[5]}
	d := vector{a[3] - b[3], a[4] - b[4], a[5] - b[5]}
	if dot(&d, &d) < turned*turned*dot(&v, &v) {
		return true
	}
	var l matrix
	for i := range 3 {
		for j := range 3 {
			l[i][j] = p[i+3][j+3] + q[i+3][j+3]
		}
		l[i+3][i+3] = 1
	}
	var factor matrix
	if !cholesky(&l, &factor) {
		return false
	}
	return quadratic(&factor, &d) <= gate
}
