package fusion

import "time"

// separate finds what a slot that carries other sensors' data adds to what the
// centre has of them itself: its information less that of the reports which it
// contains, as far as they are remembered. Both kinds of error, of subtracting
// too little and too much, are avoided by not knowing: see intersect.
func (c *Centre) separate(o *object, s *slot, reference *vector) {
	if !s.parents.Known() {
		s.share = obscured
		for _, other := range o.slots {
			if other != s && !c.named.Has(other.Source) {
				return
			}
		}
		s.share = whole // nothing to have in common with
		return
	}
	news := false
	for _, span := range s.parents.Spans() {
		covered := false
		for _, other := range o.slots {
			if other == s || other.share == nothing {
				continue
			}
			own := other.parents.of(span.Sensor)
			if own == nil || own.From > span.To || own.To < span.From {
				continue
			}
			covered = covered || own.To >= span.To
			if !other.direct && other.compare(s.SourceTrack) > 0 {
				continue // the later of two centres' tracks yields
			}
			if !other.direct || !c.subtract(s, other, span.To, reference) {
				s.share = obscured
				return
			}
			s.share = rest
		}
		news = news || !covered
	}
	if !news {
		s.share = nothing
		return
	}
	if s.share == rest {
		var l matrix
		if !cholesky(&s.information, &l) {
			s.share = obscured
			return
		}
		s.square = quadratic(&l, &s.y)
	}
}

// subtract takes from s what it contains of a sensor's own track, up to the
// sensor's measurement at a time.
func (c *Centre) subtract(s, own *slot, to time.Duration, reference *vector) bool {
	if own.latest().data <= to {
		add(&s.information, &own.information, -1)
		s.y = less(&s.y, &own.y)
		return true
	}
	for i := range own.kept {
		e := own.before(i)
		if e.data != to {
			continue
		}
		c.scratch = e.state
		c.widen(own.Source, &c.scratch)
		information, y, ok := c.carry(e.time, reference)
		if !ok {
			return false
		}
		add(&s.information, &information, -1)
		s.y = less(&s.y, &y)
		return true
	}
	return false
}

// carry brings c.scratch from a time to now and turns it into information.
func (c *Centre) carry(from time.Duration, reference *vector) (information matrix, y vector, ok bool) {
	if c.now > from {
		c.settings.Motion.Predict(&c.scratch, (c.now - from).Seconds())
	}
	if !invert(&c.scratch.P, &information) {
		return information, y, false
	}
	d := less(&c.scratch.X, reference)
	return information, times(&information, &d), true
}

// intersect takes in the slots of which nobody knows what they have in common
// with the rest, by covariance intersection; those that contradict it stay out.
func (c *Centre) intersect(o *object) {
	for i, s := range o.slots {
		if s.share != obscured || c.named.Has(s.Source) || i >= 64 {
			continue
		}
		if distance(&o.state.X, &s.state.X, &o.state.P, &s.state.P) > gate {
			continue
		}
		if _, ok := Intersect(&o.state, &s.state, &o.state); ok {
			o.members |= 1 << uint(i)
		}
	}
}
