package orbit

import (
	"errors"
	"math"

	"scutum/internal/frozen"
	"scutum/physics/earth"
)

// Vec is an inertial vector, m or m/s.
type Vec = earth.Vec[earth.ECI]

// Way says which way round the Earth's centre a transfer goes.
type Way int

// The two ways: through less or more than half a turn.
const (
	Short Way = iota
	Long
)

// ErrNoTransfer says that the two points and the time define no transfer: the
// points coincide, lie on one line through the centre, or the time is not
// positive and finite.
var ErrNoTransfer = errors.New("no transfer: the points are collinear with the centre or the time is not positive")

// Transfer holds what the Lambert problem of two points shares between times
// of flight.
type Transfer struct {
	mu             float64
	r1, r2         Vec
	n1, n2         float64 // lengths
	u1, t1         Vec     // unit radial and transversal (along the motion) at r1
	h              Vec     // unit normal
	lambda, scale  float64 // Izzo's lambda; sqrt(2 mu / s^3)
	gamma, rho, si float64 // for the velocities
	ok             bool
}

// NewTransfer prepares the transfer from r1 to r2 (m, inertial) about mu
// (m3/s2).
func NewTransfer(r1, r2 Vec, mu float64, way Way) (t Transfer) {
	t.mu, t.r1, t.r2 = mu, r1, r2
	t.n1, t.n2 = r1.Norm(), r2.Norm()
	c := r2.Sub(r1).Norm()
	h := r1.Cross(r2)
	hn := h.Norm()
	if !(hn > 1e-9*t.n1*t.n2) || !(c > 0) {
		return t
	}
	s := 0.5 * (t.n1 + t.n2 + c)
	l2 := 1 - c/s
	if l2 < 0 {
		l2 = 0
	}
	t.lambda = frozen.Sqrt(l2)
	ih := 1 / hn
	if way == Long {
		t.lambda, ih = -t.lambda, -ih
	}
	t.h = h.Scale(ih)
	t.u1 = r1.Scale(1 / t.n1)
	t.t1 = t.h.Cross(t.u1)
	t.gamma = frozen.Sqrt(0.5 * mu * s)
	t.scale = 2 * t.gamma / (s * s)
	t.rho = (t.n1 - t.n2) / c
	t.si = frozen.Sqrt(1 - float64(t.rho*t.rho))
	t.ok = true
	return t
}

// Solve returns the inertial velocities (m/s) at both ends of the transfer of
// less than one revolution that takes tof seconds.
//
// Method: D. Izzo, "Revisiting Lambert's problem", Celestial Mechanics and
// Dynamical Astronomy 121 (2015): the time of flight as a function of x,
// inverted by Householder's third-order steps. Relative error of the time below
// 1e-10 for points of like height 12 degrees and more apart, 5e-9 from 1 degree
// on, and 1e-5 for any (see TestLambertTimes and
// TestLambertClosesUnderPropagation); published cases in TestLambertPublished.
func (t *Transfer) Solve(tof float64) (v1, v2 Vec, err error) {
	if !t.ok || !(tof > 0) || math.IsInf(tof, 1) {
		return Vec{}, Vec{}, ErrNoTransfer
	}
	x, y, ok := solveX(t.lambda, t.scale*tof)
	if !ok {
		return Vec{}, Vec{}, ErrNoTransfer
	}
	ly := float64(t.lambda * y)
	vr2 := -t.gamma * (ly - x + float64(t.rho*(ly+x))) / t.n2
	vt2 := t.gamma * t.si * (y + float64(t.lambda*x)) / t.n2
	u2 := t.r2.Scale(1 / t.n2)
	return t.leave(x, y), u2.Scale(vr2).AddScaled(vt2, t.h.Cross(u2)), nil
}

// leave is the velocity at r1 of the transfer with x and y.
func (t *Transfer) leave(x, y float64) Vec {
	ly := float64(t.lambda * y)
	g := t.gamma / t.n1
	vr := g * (ly - x - float64(t.rho*(ly+x)))
	vt := g * t.si * (y + float64(t.lambda*x))
	return t.u1.Scale(vr).AddScaled(vt, t.t1)
}

// Depart is Solve without the arrival velocity.
func (t *Transfer) Depart(tof float64) (Vec, bool) {
	if !t.ok || !(tof > 0) {
		return Vec{}, false
	}
	x, y, ok := solveX(t.lambda, t.scale*tof)
	if !ok {
		return Vec{}, false
	}
	return t.leave(x, y), true
}

// solveX inverts the non-dimensional time of flight. The long way round, whose
// time bends sharply near minimum energy, is checked.
func solveX(l, T float64) (x, y float64, ok bool) {
	if !(T > 0) || T > 1e9 {
		return 0, 0, false
	}
	x, y, ok = quickX(l, T)
	if ok && (l > 0 || math.Abs(timeOfFlight(l, x, y)-T) < 1e-10*T) {
		return x, y, true
	}
	return bracketX(l, T)
}

// bracketX halves a bracket: the time falls as x grows.
func bracketX(l, T float64) (x, y float64, ok bool) {
	at := func(x float64) (y, t float64) {
		y = frozen.Sqrt(1 - float64(l*l*(1-float64(x*x))))
		return y, timeOfFlight(l, x, y)
	}
	lo, hi := -1+1e-9, 1.0
	for _, t := at(hi); t > T && hi < 1e9; _, t = at(hi) {
		lo, hi = hi, 2*hi
	}
	for range 100 {
		x = 0.5 * (lo + hi)
		if _, t := at(x); t > T {
			lo = x
		} else {
			hi = x
		}
	}
	y, t := at(x)
	return x, y, math.Abs(t-T) < 1e-6*T
}

// quickX is solveX by Householder's steps.
func quickX(l, T float64) (x, y float64, ok bool) {
	l2 := float64(l * l)
	l3 := float64(l2 * l)
	om := 1 - l2
	// Starters: Izzo's far above minimum energy and beyond the parabola; about
	// minimum energy the hyperbola that has T's value, slope and curvature at
	// x = 0; between that and the parabola the rational function that has T's
	// value and slope at x = 0 and x = 1.
	rm := frozen.Sqrt(om)
	t00 := frozen.Acos(l) + float64(l*rm)
	t1 := float64((2.0 / 3.0) * (1 - l3))
	switch {
	case l > -0.5 && T > 0.75*t00 && T < 2*t00 && rm > 0.05:
		u := t00 - T
		x = u / (2 - float64(u*(float64(0.75*t00)+float64(0.5*l3)/rm)))
	case T >= t00:
		c := frozen.Cbrt(t00 / T)
		x = float64(c*c) - 1
	case T <= t1:
		x = 1 + float64(2.5*t1*(t1-T))/(T*(1-float64(l2*l3)))
	default:
		u, u1 := t00-T, t00-t1
		iu := 1 / u1
		beta := float64(2*iu*iu) - 1/(0.4*(1-float64(l2*l3)))
		alpha := 1 - float64(2*iu) - float64(beta*u1)
		x = u / (2 + float64(u*(alpha+float64(beta*u))))
	}
	for range 12 {
		w := 1 - float64(x*x)
		y = frozen.Sqrt(1 - float64(l2*w))
		if math.Abs(w) < 0.02 && x > 0 {
			return parabolic(l, x, T)
		}
		iw, iy := 1/w, 1/y
		var tx float64
		if w > 0 {
			// timeOfFlight on an ellipse, its divisions shared.
			r := frozen.Sqrt(w)
			psi := frozen.Atan2(float64((y-float64(l*x))*r), float64(x*y)+float64(l*w))
			tx = (float64(psi*r*iw) - x + float64(l*y)) * iw
		} else {
			tx = timeOfFlight(l, x, y)
		}
		iy2 := iy * iy
		ly3 := l3 * iy * iy2
		d1 := float64((float64(3*tx*x) - 2 + float64(2*l3*x*iy)) * iw)
		d2 := (float64(3*tx) + float64(5*x*d1) + float64(2*om*ly3)) * iw
		d3 := (float64(7*x*d2) + float64(8*d1) - float64(6*om*ly3*l2*iy2*x)) * iw
		f := tx - T
		q := float64(d1*d1) - float64(0.5*float64(f*d2))
		step := f * q / (float64(d1*(q-float64(0.5*float64(f*d2)))) + float64(float64(d3*f*f)*(1.0/6)))
		next := x - step
		if next <= -1 {
			next = 0.5 * (x - 1)
		}
		if !(math.Abs(step) < 1e9) {
			return 0, 0, false
		}
		// The step is of fourth order: one below 8e-4 of the distance to the
		// singularity leaves an error below 1e-10.
		done := math.Abs(step) <= 8e-4*(1+x)
		x = next
		if done {
			return x, frozen.Sqrt(1 - float64(l2*(1-float64(x*x)))), true
		}
	}
	return 0, 0, false
}

// parabolic inverts the time of flight near x = 1, where the derivatives above
// cancel: Newton's steps with a difference for the slope, on the series.
func parabolic(l, x, T float64) (float64, float64, bool) {
	at := func(x float64) float64 {
		return timeOfFlight(l, x, frozen.Sqrt(1-float64(l*l*(1-float64(x*x)))))
	}
	for range 30 {
		f := at(x) - T
		step := f * 2e-4 / (at(x+1e-4) - at(x-1e-4))
		x -= step
		if math.Abs(step) < 1e-13 {
			break
		}
		if !(math.Abs(step) < 1e9) || x <= -1 {
			return 0, 0, false
		}
	}
	y := frozen.Sqrt(1 - float64(l*l*(1-float64(x*x))))
	return x, y, math.Abs(at(x)-T) < 1e-11*T
}

// timeOfFlight is Izzo's T(x) for less than one revolution.
func timeOfFlight(l, x, y float64) float64 {
	w := 1 - float64(x*x)
	if math.Abs(w) < 0.03 && x > 0 {
		// Battin's series about the parabola, free of cancellation.
		eta := y - float64(l*x)
		s1 := 0.5 * (1 - l - float64(x*eta))
		q := (4.0 / 3.0) * hypergeometric(s1)
		return 0.5 * (float64(eta*eta*eta*q) + float64(4*l*eta))
	}
	if w > 0 {
		r := frozen.Sqrt(w)
		// psi in (0, pi): atan2 keeps its accuracy at both ends where acos does not.
		psi := frozen.Atan2(float64((y-float64(l*x))*r), float64(x*y)+float64(l*w))
		return (psi/r - x + float64(l*y)) / w
	}
	r := frozen.Sqrt(-w)
	sh := float64((y - float64(l*x)) * r) // sinh psi
	psi := frozen.Log(sh + frozen.Sqrt(float64(sh*sh)+1))
	return (-psi/r + x - float64(l*y)) / -w
}

// hypergeometric is 2F1(3, 1; 5/2; z).
func hypergeometric(z float64) float64 {
	sum, term := 1.0, 1.0
	for i := 0; i < 60; i++ {
		k := float64(i)
		term = float64(term * ((3 + k) * (1 + k) / ((2.5 + k) * (1 + k)) * z))
		sum += term
		if math.Abs(term) < 1e-16 {
			break
		}
	}
	return sum
}
