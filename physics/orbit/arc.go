package orbit

import (
	"errors"
	"math"

	"scutum/internal/frozen"
)

// Arc is an elliptic coast, parametrised by the eccentric anomaly from apogee
// (rad, negative before, positive after): no equation need be solved for a
// position or a time along it. Times are seconds since the epoch.
type Arc struct {
	Mu, A, E     float64 // gravitational parameter, semi-major axis (m), eccentricity
	From, To     float64 // anomaly from apogee at burnout and at impact
	ApogeeTime   float64 // s
	n            float64 // mean motion, rad/s
	major, minor Vec     // from the centre towards apogee, and along the motion there, in m
}

// ErrNotElliptic says that a state is not on a usable ellipse.
var ErrNotElliptic = errors.New("the trajectory is not an ellipse about the Earth")

// NewArc returns the arc that leaves r with velocity v at time t and goes on
// for duration seconds.
func NewArc(r, v Vec, t, duration, mu float64) (Arc, error) {
	rn := r.Norm()
	alpha := 2/rn - v.Dot(v)/mu
	if !(alpha > 0) {
		return Arc{}, ErrNotElliptic
	}
	h := r.Cross(v)
	// Eccentricity vector, towards perigee.
	ev := v.Cross(h).Scale(1/mu).AddScaled(-1/rn, r)
	e := ev.Norm()
	if !(e > 1e-9) || !(e < 1) || h.Norm() == 0 {
		return Arc{}, ErrNotElliptic
	}
	a := Arc{Mu: mu, A: 1 / alpha, E: e}
	a.n = frozen.Sqrt(mu*alpha) * alpha
	p := ev.Scale(-1 / e) // towards apogee
	q := h.Scale(1 / h.Norm()).Cross(p)
	a.major = p.Scale(a.A)
	a.minor = q.Scale(a.A * frozen.Sqrt(1-float64(e*e)))
	// r = A (1 + e cos eta); the sine from the radial speed.
	sq := frozen.Sqrt(mu * a.A)
	a.From = frozen.Atan2(-r.Dot(v)/sq, float64(rn*alpha)-1)
	a.ApogeeTime = t - a.sinceApogee(a.From)
	a.To = a.At(t + duration)
	return a, nil
}

func (a *Arc) sinceApogee(eta float64) float64 {
	return (eta + float64(a.E*frozen.Sin(eta))) / a.n
}

// Time returns the time at which the arc is at anomaly eta.
func (a *Arc) Time(eta float64) float64 { return a.ApogeeTime + a.sinceApogee(eta) }

// Position returns the inertial position at anomaly eta, in m.
func (a *Arc) Position(eta float64) Vec {
	s, c := frozen.Sincos(eta)
	return a.major.Scale(c+a.E).AddScaled(s, a.minor)
}

// PositionTime returns position (m) and time (s) at anomaly eta.
func (a *Arc) PositionTime(eta float64) (Vec, float64) {
	s, c := frozen.Sincos(eta)
	return a.major.Scale(c+a.E).AddScaled(s, a.minor), a.ApogeeTime + (eta+float64(a.E*s))/a.n
}

// Velocity returns the inertial velocity at anomaly eta, in m/s.
func (a *Arc) Velocity(eta float64) Vec {
	s, c := frozen.Sincos(eta)
	k := a.n / (1 + float64(a.E*c))
	return a.major.Scale(-s*k).AddScaled(c*k, a.minor)
}

// Radius returns the distance from the centre at anomaly eta, in m.
func (a *Arc) Radius(eta float64) float64 { return a.A * (1 + float64(a.E*frozen.Cos(eta))) }

// At returns the anomaly at time t: Newton's steps kept in the bracket that
// the eccentricity gives, |eta - M| <= e.
func (a *Arc) At(t float64) float64 {
	m := float64(a.n * (t - a.ApogeeTime))
	lo, hi := m-a.E, m+a.E
	x := m / (1 + a.E)
	if x < lo || x > hi {
		x = m
	}
	for range 60 {
		s, c := frozen.Sincos(x)
		f := x + float64(a.E*s) - m
		if f > 0 {
			hi = x
		} else {
			lo = x
		}
		next := x - f/(1+float64(a.E*c))
		if !(next > lo && next < hi) {
			next = 0.5 * (lo + hi)
		}
		if math.Abs(next-x) < 1e-14 {
			return next
		}
		x = next
	}
	return x
}
