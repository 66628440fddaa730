package certificate

import (
	"scutum/internal/taylor"
)

// reason is why no meeting of a box can be made.
type reason uint8

const (
	open    reason = iota // not proved: to be split
	below                 // all of it is below the least altitude
	landed                // all of it is after impact
	tooHigh               // higher than the cap's energy rises
	noTime                // all of it is before departure
	tooFar                // farther than the cap's straight line in the time
	beyond                // beyond the ground range of the cap's energy
	tooFast               // the transfer needs more than the cap
)

// cap are the numbers that follow from the cap on speed.
type speedCap struct {
	relative float64 // Earth-relative, canonical
	inertial float64 // at most, with the ground's own speed
	ceiling  float64 // greatest distance from the centre that it can rise to
	cosRange float64 // cosine of the greatest range angle on the ground
}

// newSpeedCap assumes a cap that stays below the circular speed, so that a
// flight from the ground comes down again within half a turn.
func newSpeedCap(kmS float64) (c speedCap, ok bool) {
	const up = 1 + 0x1p-40
	c.relative = float64(kmS / unitKmS * up)
	c.inertial = float64((c.relative + rotationTU) * up)
	half := float64(c.inertial * c.inertial / 2 * up)
	if half >= 0.49 {
		return c, false
	}
	c.ceiling = 1 / (1 - half) * up
	x := float64(half / (1 - half) * up)
	c.cosRange = 1 - float64(2*float64(x*x)*up)
	return c, true
}

// early tries the reasons that do not depend on the departure.
func (s *space) early(c *Case, limit *speedCap, f *family, m *meeting) reason {
	floor := 1 + float64(c.LeastAltitudeKm/radiusKm*(1-0x1p-40))
	switch {
	case s.Upper(&m.radius) < floor:
		return below
	case s.Lower(&m.radius) > limit.ceiling:
		return tooHigh
	}
	after := s.Sub(&m.time, &f.coast)
	if s.Lower(&after) > 0 {
		return landed
	}
	return open
}

// late tries the reasons that depend on the departure. need is the model that
// decided or failed last, for the choice of the split; nil where arithmetic
// failed.
func (s *space) late(c *Case, limit *speedCap, f *fixed, m *meeting, b *box) (why reason, need *taylor.Model) {
	earliest := known(c.Depart / unitS)
	depart := s.variable(b, 2)
	depart = s.Add(&depart, &earliest)
	tof := s.Sub(&m.time, &depart)
	if s.Upper(&tof) <= 0 {
		return noTime, nil
	}
	rotation := known(rotationTU)
	angle := s.Mul(&depart, &rotation)
	sin, cos, ok := s.SinCos(&angle)
	if !ok {
		return open, nil
	}
	site := s.turned(&f.site, &sin, &cos)
	dot := s.dot(&site, &m.at)
	if far := s.beyond(limit, m, &dot); s.Lower(&far) > 0 {
		return beyond, nil
	}
	straight := s.straight(limit, m, &dot, &tof)
	if s.Lower(&straight) > 0 {
		return tooFar, nil
	}
	if !(s.Lower(&tof) > 0) {
		return open, &straight
	}
	speed, ok := s.speed(limit, m, &site, &dot, &tof)
	if !ok {
		return open, &straight
	}
	if s.Lower(&speed) > 0 {
		return tooFast, nil
	}
	return open, &speed
}

// beyond is positive where the meeting's angle from the site is more than the
// ground range of the cap: cos range times the radius, less site.at.
func (s *space) beyond(limit *speedCap, m *meeting, dot *taylor.Model) taylor.Model {
	k := known(limit.cosRange)
	far := s.Mul(&m.radius, &k)
	return s.Sub(&far, dot)
}

// straight is positive where the straight line to the meeting is longer than
// the inertial cap goes in the time: above the ground no flight is faster than
// when it left it.
func (s *space) straight(limit *speedCap, m *meeting, dot, tof *taylor.Model) taylor.Model {
	line := s.Square(&m.radius)
	line = s.Shift(&line, 1)
	twice := s.Scale(dot, -2)
	line = s.Add(&line, &twice)
	v := known(limit.inertial * limit.inertial)
	way := s.Square(tof)
	way = s.Mul(&way, &v)
	return s.Sub(&line, &way)
}

// speed is positive where the transfer's Earth-relative speed is more than the
// cap: |at + (y-1) site - g w|^2 - V^2 g^2, with g = A sqrt y and w the site's
// own velocity.
func (s *space) speed(limit *speedCap, m *meeting, site *vec, dot, tof *taylor.Model) (out taylor.Model, ok bool) {
	one := taylor.Constant(1, 0)
	h, ok := s.halves(&one, &m.radius, dot)
	if !ok {
		return out, false
	}
	t, ok := s.solve(&h, tof)
	if !ok {
		return out, false
	}
	g := s.Mul(&t.a, &t.rootY)
	k := s.Shift(&t.y, -1)
	u := s.times(site, &k)
	u = s.plus(&u, &m.at)
	rotation := known(rotationTU)
	gw := s.Mul(&g, &rotation)
	east := s.Mul(&site[1], &gw) // w = (-rotation y, rotation x, 0)
	north := s.Mul(&site[0], &gw)
	u[0] = s.Add(&u[0], &east)
	u[1] = s.Sub(&u[1], &north)
	square := s.dot(&u, &u)
	v := known(limit.relative * limit.relative)
	g2 := s.Square(&g)
	g2 = s.Mul(&g2, &v)
	return s.Sub(&square, &g2), true
}
