package verifier

import "math"

// A transfer is a family of two-body arcs, the short way, between two places in
// a time: the sum of their radii, a = sqrt(r1 r2 + r1.r2), and the time.
//
// The unknown is s, the root of y in docs/certificate.md. With x = sin^2(E/4), E
// the difference of eccentric anomaly, negative for a hyperbola and always below
// 1, y = r1 + r2 - sqrt2 a (1 - 2x), and the time is s (a + s^2 q(x)/sqrt8) with
// q = (E - sin E)/sin^3(E/2). As d(E - sin E)/dx = 16 sqrt(x (1-x)), q is
// 2 (1-x)^(-3/2) times the integral of sqrt(t (1-xt)) over t from 0 to 1, which
// is 4/3 F(3, 1; 5/2; x), the integral of 2 sqrt(1-t) (1-xt)^-3. So q and all its
// derivatives are positive and rise with x, x rises with s^2, and the time, which
// is odd in s, rises with s everywhere.
type transfer struct{ radii, a, time quadratic }

// flown returns x and the time at s. perY is 1/(2 sqrt2 a).
func (t *transfer) flown(s, perY quadratic) (x, time quadratic) {
	y := s.times(s)
	x = y.minus(t.radii).times(perY).scaled(0.5, 1)
	return x, s.times(t.a.plus(y.times(flatness.of(x)).scaled(0, 1/(2*math.Sqrt2))))
}

// solve encloses s, and x. s is sought by two chord steps from the solution at
// the centre, which needs no proof; then the time at s - d must be less than the
// transfer's, and that at s + d more, all over the box: the true s lies between.
func (t *transfer) solve() (s, x quadratic) {
	start, slope := centre(t.radii.c, t.a.c, t.time.c)
	perY := t.a.inverse().scaled(0, 1/(2*math.Sqrt2))
	s, off := number(start, 0), 0.0
	for step := range 3 {
		_, time := t.flown(s, perY)
		short := t.time.minus(time)
		off = (short.size() + short.e) / slope
		if step < 2 {
			s = s.plus(short.scaled(0, 1/slope))
			s.e = 0
		}
	}
	for _, margin := range []float64{1.05, 1.2, 1.6, 3} {
		below, above := s, s
		below.c, above.c = s.c-margin*off, s.c+margin*off
		_, early := t.flown(below.finish(0), perY)
		_, late := t.flown(above.finish(0), perY)
		if t.time.minus(early).low > 0 && late.minus(t.time).low > 0 {
			s.e = math.Max(s.c-below.c, above.c-s.c) * outward
			s = s.finish(0)
			x, _ = t.flown(s, perY)
			return s, x
		}
	}
	return unknown, unknown
}

// centre seeks s of a transfer of plain numbers, and the slope of the time there,
// by Newton's method from above: the time is at least a s, and convex.
func centre(radii, a, time float64) (s, slope float64) {
	s = math.Min(time/a, math.Sqrt(radii+0.58*math.Sqrt2*a)) // x is 0.79 there
	for range 12 {
		q := flatness.derivatives(0.5 + (s*s-radii)/(2*math.Sqrt2*a))
		slope = a + s*s*(3*q[0]+s*s*q[1]/(math.Sqrt2*a))/math.Sqrt(8)
		s -= (s*(a+s*s*q[0]/math.Sqrt(8)) - time) / slope
	}
	return s, slope
}
