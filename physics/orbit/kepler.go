// Package orbit is two-body motion: propagation by universal variables, the
// Lambert problem, the transfer of least speed in closed form, and the arc of a
// coasting missile. Everything is inertial and in SI units.
package orbit

import (
	"errors"
	"math"

	"scutum/internal/frozen"
)

// ErrPropagation says that a state cannot be propagated: it is not finite or
// sits at the centre.
var ErrPropagation = errors.New("cannot propagate: position, velocity and time must be finite and the position not at the centre")

// Propagate returns the state dt seconds after (r, v) about mu.
//
// Universal variables with Stumpff functions (Bate, Mueller and White 1971,
// chapter 4; Battin 1999, chapter 4). Plain Newton steps can diverge on arcs
// that cross the Earth, so the root is kept in a bracket: the time is strictly
// increasing in the universal variable. See TestPropagatePublished and
// TestPropagateNeverDiverges.
func Propagate(r, v Vec, dt, mu float64) (Vec, Vec, error) {
	r0 := r.Norm()
	if !(r0 > 0) || math.IsInf(r0, 0) || math.IsNaN(dt) || math.IsInf(dt, 0) || math.IsNaN(v.Norm()) || math.IsInf(v.Norm(), 0) {
		return Vec{}, Vec{}, ErrPropagation
	}
	if dt == 0 {
		return r, v, nil
	}
	sm := frozen.Sqrt(mu)
	rv := r.Dot(v) / sm
	alpha := 2/r0 - v.Dot(v)/mu
	if alpha > 0 {
		// Whole revolutions change nothing.
		period := 2 * math.Pi / (sm * alpha * frozen.Sqrt(alpha))
		dt -= float64(period * math.Trunc(dt/period))
	}
	chi, ok := universal(r0, rv, alpha, sm*dt)
	if !ok {
		return Vec{}, Vec{}, ErrPropagation
	}
	x2 := chi * chi
	c2, c3 := stumpff(alpha * x2)
	f := 1 - x2*c2/r0
	g := dt - x2*chi*c3/sm
	rn := r.Scale(f).AddScaled(g, v)
	n := rn.Norm()
	fd := sm / (n * r0) * chi * (float64(alpha*x2*c3) - 1)
	gd := 1 - x2*c2/n
	return rn, r.Scale(fd).AddScaled(gd, v), nil
}

// universal solves sqrt(mu) dt = t(chi) by Newton's steps inside a bracket.
func universal(r0, rv, alpha, target float64) (float64, bool) {
	sign := 1.0
	if target < 0 {
		sign, target, rv = -1, -target, -rv
	}
	time := func(x float64) (t, dt float64) {
		x2 := x * x
		c2, c3 := stumpff(alpha * x2)
		t = float64(rv*x2*c2) + float64((1-float64(alpha*r0))*x2*x*c3) + float64(r0*x)
		dt = float64(x2*c2) + float64(rv*x*(1-float64(alpha*x2*c3))) + float64(r0*(1-float64(alpha*x2*c2)))
		return
	}
	lo, hi := 0.0, target/r0+1
	if alpha < 0 {
		// On a hyperbola time grows as the exponential of sqrt(-alpha) x, so that
		// a bracket which reaches to where that overflows holds every time.
		const highest = 300
		hi = math.Min(hi, highest/frozen.Sqrt(-alpha))
	}
	for range 200 {
		if t, _ := time(hi); t >= target {
			break
		} else if math.IsNaN(t) {
			return 0, false
		}
		lo, hi = hi, hi*2
	}
	x := math.Min(hi, target*math.Abs(alpha))
	if alpha < 0 {
		// Newton's steps come down an exponential by one each: begin where it
		// has grown to the time asked for.
		b := frozen.Sqrt(-alpha)
		if grown := 2 * target / (rv/(b*b) + (1-float64(alpha*r0))/(b*b*b)); grown > 1 {
			x = math.Min(hi, frozen.Log(grown)/b)
		}
	}
	if x <= lo {
		x = 0.5 * (lo + hi)
	}
	for range 200 {
		t, d := time(x)
		if t > target {
			hi = x
		} else {
			lo = x
		}
		next := x - (t-target)/d
		if !(next > lo && next < hi) {
			next = 0.5 * (lo + hi)
		}
		if math.Abs(next-x) <= 1e-15*math.Abs(x) || hi-lo <= 1e-16*hi {
			return sign * next, true
		}
		x = next
	}
	t, _ := time(x)
	return sign * x, math.Abs(t-target) <= 1e-9*target
}

// stumpff returns C(z) and S(z), the universal functions c2 and c3.
func stumpff(z float64) (c2, c3 float64) {
	switch {
	case z > 0.5:
		q := frozen.Sqrt(z)
		s, c := frozen.Sincos(q)
		return (1 - c) / z, (q - s) / (q * z)
	case z < -0.5:
		q := frozen.Sqrt(-z)
		return (frozen.Cosh(q) - 1) / -z, (frozen.Sinh(q) - q) / (q * -z)
	}
	c2, c3 = 0.5, 1.0/6
	a, b := 0.5, 1.0/6
	for k := 2.0; k < 24; k += 2 {
		a = float64(a * (-z / ((k + 1) * (k + 2))))
		b = float64(b * (-z / ((k + 2) * (k + 3))))
		c2 += a
		c3 += b
		if math.Abs(a) < 1e-18 {
			break
		}
	}
	return c2, c3
}
