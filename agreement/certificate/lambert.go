package certificate

import (
	"math"

	"scutum/internal/taylor"
)

// transfer is a two-point transfer of given end points and time over a box: the
// enclosure of its universal variable z (the square of the difference of
// eccentric anomaly), and what velocity needs of it.
type transfer struct {
	y, a, rootY taylor.Model
}

// halves are the geometry that the time equation needs.
type halves struct {
	sum, a taylor.Model // r1 + r2, and sqrt(r1 r2 + r1.r2)
}

func (s *space) halves(r1, r2, dot *taylor.Model) (h halves, ok bool) {
	product := s.Mul(r1, r2)
	product = s.Add(&product, dot)
	if h.a, ok = s.Sqrt(&product); !ok {
		return h, false
	}
	h.sum = s.Add(r1, r2)
	return h, true
}

// time returns the time of flight of a transfer as a function of z, with y and
// its root:
//
//	y = r1 + r2 - sqrt2 A c0(z/4),  t = sqrt y (A + sqrt8 y c3(z) / c1(z/4)^3)
//
// which rises with z from the straight line to one revolution (y and the
// quotient each do). It fails where y may not be positive.
func (s *space) time(h *halves, z *taylor.Model) (t, y, rootY taylor.Model, ok bool) {
	quarter := s.Scale(z, 0.25)
	c0, ok0 := s.Stumpff(0, &quarter)
	c1, ok1 := s.Stumpff(1, &quarter)
	c3, ok3 := s.Stumpff(3, z)
	if !ok0 || !ok1 || !ok3 {
		return t, y, rootY, false
	}
	root2, root8 := known(math.Sqrt2), known(2*math.Sqrt2)
	part := s.Mul(&h.a, &c0)
	part = s.Mul(&part, &root2)
	y = s.Sub(&h.sum, &part)
	if rootY, ok = s.Sqrt(&y); !ok {
		return t, y, rootY, false
	}
	cube := s.Mul(&c1, &c1)
	cube = s.Mul(&cube, &c1)
	inverse, ok := s.Inverse(&cube)
	if !ok {
		return t, y, rootY, false
	}
	q := s.Mul(&c3, &inverse)
	q = s.Mul(&q, &root8)
	q = s.Mul(&q, &y)
	q = s.Add(&q, &h.a)
	return s.Mul(&q, &rootY), y, rootY, true
}

// solve encloses z where the time of flight is tof: a polynomial by chord
// steps, then a margin about it at whose ends the time equation is proved to
// have opposite signs. The time rises with z, so the solution lies between.
func (s *space) solve(h *halves, tof *taylor.Model) (out transfer, ok bool) {
	z0, slope, ok := scalarRoot(h.sum.C[0], h.a.C[0], tof.C[0])
	if !ok {
		return out, false
	}
	z := taylor.Constant(z0, 0)
	var off taylor.Model
	for range 3 {
		t, _, _, ok := s.time(h, &z)
		if !ok {
			return out, false
		}
		off = s.Sub(&t, tof)
		off.R = 0
		off = s.Scale(&off, 1/slope)
		z = s.Sub(&z, &off)
		z.R = 0
	}
	t, _, _, ok := s.time(h, &z)
	if !ok {
		return out, false
	}
	off = s.Sub(&t, tof)
	margin := 1.25 * s.Magnitude(&off) / slope
	for range 3 {
		if s.signs(h, &z, tof, margin) {
			z.R = float64(margin * (1 + 0x1p-40))
			_, y, rootY, ok := s.time(h, &z)
			return transfer{y, h.a, rootY}, ok
		}
		margin *= 2
	}
	return out, false
}

// signs proves that the time at z - margin is less than tof and that at
// z + margin more.
func (s *space) signs(h *halves, z, tof *taylor.Model, margin float64) bool {
	low, high := s.Shift(z, -margin), s.Shift(z, margin)
	t, _, _, ok := s.time(h, &low)
	if !ok {
		return false
	}
	t = s.Sub(&t, tof)
	if !(s.Upper(&t) < 0) {
		return false
	}
	if t, _, _, ok = s.time(h, &high); !ok {
		return false
	}
	t = s.Sub(&t, tof)
	return s.Lower(&t) > 0
}

// scalarTime is time in ordinary arithmetic; NaN where y is not positive.
func scalarTime(sum, a, z float64) float64 {
	c0, c1, c3 := stumpff(0, z/4), stumpff(1, z/4), stumpff(3, z)
	y := sum - float64(math.Sqrt2*a*c0)
	return math.Sqrt(y) * (a + float64(2*math.Sqrt2*y*c3)/float64(c1*c1*c1))
}

// scalarRoot finds z and the slope of the time there, by bisection and
// Newton's step on differences. It proves nothing and need not.
func scalarRoot(sum, a, tof float64) (z, slope float64, ok bool) {
	low, high := -28.0, 28.0
	if !(scalarTime(sum, a, high) > tof) {
		return 0, 0, false
	}
	for range 60 {
		z = (low + high) / 2
		if t := scalarTime(sum, a, z); t > tof {
			high = z
		} else {
			low = z // NaN too: y is negative there
		}
	}
	const step = 1e-4
	slope = (scalarTime(sum, a, z+step) - scalarTime(sum, a, z-step)) / (2 * step)
	return z, slope, slope > 0 && !math.IsInf(slope, 0)
}

// stumpff is the series in ordinary arithmetic.
func stumpff(k int, z float64) float64 {
	t := 1.0
	for i := 2; i <= k; i++ {
		t /= float64(i)
	}
	sum := 0.0
	for j := 0; j < 40; j++ {
		sum += t
		t *= -z / (float64(k+2*j+1) * float64(k+2*j+2))
	}
	return sum
}
