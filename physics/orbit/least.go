package orbit

import (
	"math"

	"scutum/internal/frozen"
)

// Least returns the transfer whose departure velocity differs least from w,
// and its time of flight: with w the velocity of the launch site, the transfer
// of least launch speed from fixed ends. ok is false when the ends define no
// transfer or lie opposite each other.
//
// On the skewed axes of chord and radius every transfer is d along the chord
// and k/d along the radius with k = mu c / (r1 r2 (1 + cos theta)) (Godal 1961;
// Battin 1999, section 6.4). The site's velocity is at right angles to its
// radius, so the distance to w is least where d - k^2/d^3 = w . chord: a few
// Newton steps. See TestLeastIsLeast.
func (t *Transfer) Least(w Vec) (v1 Vec, tof float64, ok bool) {
	if !t.ok || t.lambda < 1e-6 {
		return Vec{}, 0, false
	}
	chord := t.r2.Sub(t.r1)
	c := chord.Norm()
	chord = chord.Scale(1 / c)
	k := t.mu * c / (float64(t.n1*t.n2) + t.r1.Dot(t.r2))
	k2 := k * k
	cw := chord.Dot(w)
	d := frozen.Sqrt(k) + float64(0.25*cw)
	for range 3 {
		d2 := d * d
		q := k2 / (d2 * d2)
		d -= (d - float64(q*d) - cw) / (1 + float64(3*q))
	}
	v1 = chord.Scale(d).AddScaled(k/d, t.u1)
	// The transverse speed gives y + lambda x, and that gives x.
	u := v1.Dot(t.t1) * t.n1 / (t.gamma * t.si)
	l := t.lambda
	x := (float64(u*u) - 1 + float64(l*l)) / (2 * u * l)
	if !(x > -1) {
		return Vec{}, 0, false
	}
	y := u - float64(l*x)
	tof = timeOfFlight(l, x, y) / t.scale
	return v1, tof, tof > 0 && !math.IsInf(tof, 1)
}
