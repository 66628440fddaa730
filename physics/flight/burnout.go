package flight

import (
	"errors"
	"fmt"
	"math"

	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// Boost is the burnout model of the policy literature: Time seconds after
// launch the missile is Altitude metres above and Downrange metres along the
// great circle from its launch point, Earth-fixed, and coasts from there.
type Boost struct{ Time, Altitude, Downrange float64 }

// Shape is one of the three trajectory shapes.
type Shape int

// The shapes: least Earth-relative burnout speed; burnout angle 0.15 rad
// higher; 0.10 rad lower (definitions, "Flight").
const (
	MinimumEnergy Shape = iota
	Lofted
	Depressed
)

// Shapes lists the three in the order of reports.
var Shapes = [3]Shape{MinimumEnergy, Lofted, Depressed}

// String returns the name used in files, flags and reports.
func (s Shape) String() string { return [...]string{"minimum-energy", "lofted", "depressed"}[s] }

// ShapeByName returns the shape called minimum-energy, lofted or depressed.
func ShapeByName(name string) (Shape, error) {
	for _, s := range Shapes {
		if s.String() == name {
			return s, nil
		}
	}
	return 0, fmt.Errorf("unknown shape %q: use minimum-energy, lofted or depressed", name)
}

// Turn is the burnout angle of the shape relative to minimum energy, rad.
func (s Shape) Turn() float64 { return [...]float64{0, 0.15, -0.10}[s] }

// ErrNoFlight says that the burnout model has no flight for a pair of points.
var ErrNoFlight = errors.New("no ballistic flight joins these points")

// Ballistic is a flight of the burnout model: everything after burnout is the
// two-body Arc; before it nothing is modelled.
type Ballistic struct {
	Earth        earth.Model
	Boost        Boost
	Shape        Shape
	Arc          orbit.Arc
	From, To     earth.Place
	BurnoutSpeed float64 // Earth-relative, m/s
	BurnoutAngle float64 // Earth-relative, above the horizontal, rad
	FlightTime   float64 // launch to impact, s
}

// Aim is a pair of points with the burnout between them, ready to be flown in
// any shape.
type Aim struct {
	earth    earth.Model
	boost    Boost
	from, to earth.Place
	burnout  orbit.Vec             // inertial, at burnout
	up       orbit.Vec             // surface normal there
	site     orbit.Vec             // velocity of the Earth-fixed burnout point
	target   earth.Vec[earth.ECEF] // Earth-fixed
	way      orbit.Way
	tofLeast float64
	least    float64 // burnout speed of the minimum-energy shape, m/s
	angle    float64 // and its angle
	ok       bool
}

// NewAim places the burnout on the great circle from one point to the other
// and finds the minimum-energy flight. Both points may have altitudes.
func NewAim(m earth.Model, b Boost, from, to earth.Place) Aim {
	a := Aim{earth: m, boost: b, from: from, to: to}
	u, w := earth.Up(from), earth.Up(to)
	axis := u.Cross(w)
	s := axis.Norm()
	if s < 1e-9 && b.Downrange > 0 {
		return a
	}
	up := u
	if b.Downrange > 0 {
		along := axis.Scale(1 / s).Cross(u)
		ang := b.Downrange / curvature(m, u, along)
		sn, cs := frozen.Sincos(ang)
		up = u.Scale(cs).AddScaled(sn, along)
	}
	alt := b.Altitude
	if b.Downrange == 0 && b.Altitude == 0 {
		alt = from.Alt
	}
	fixed := m.FixedUp(up, alt)
	a.burnout = m.Inertial(fixed, b.Time)
	a.up = m.Inertial(up, b.Time)
	a.site = m.SurfaceVelocity(a.burnout)
	a.target = m.Fixed(to)
	a.findLeast()
	return a
}

// curvature is the radius of curvature of the surface where its normal is u,
// in the direction along (Euler's theorem), m.
func curvature(m earth.Model, u, along earth.Vec[earth.ECEF]) float64 {
	if m.Flattening == 0 {
		return m.Radius
	}
	// The sine of the azimuth's complement: along . north = along.Z / cos(lat).
	cos2 := 1 - float64(u.Z*u.Z)
	c2 := 1.0
	if cos2 > 1e-20 {
		c2 = along.Z * along.Z / cos2
	}
	e2 := float64(m.Flattening * (2 - m.Flattening))
	w2 := 1 - float64(float64(e2*u.Z)*u.Z)
	n := m.Radius / frozen.Sqrt(w2)
	mer := float64(n*(1-e2)) / w2
	return 1 / (c2/mer + (1-c2)/n)
}

// leave returns the inertial velocity at burnout for a coast of tof seconds,
// and the square of its Earth-relative speed.
func (a *Aim) leave(tof float64) (orbit.Vec, float64, bool) {
	r2 := a.earth.Inertial(a.target, a.boost.Time+tof)
	tr := orbit.NewTransfer(a.burnout, r2, a.earth.Mu, a.way)
	v, ok := tr.Depart(tof)
	if !ok {
		return v, 0, false
	}
	rel := v.Sub(a.site)
	return v, rel.Dot(rel), true
}

// findLeast minimises the Earth-relative burnout speed over the time of
// flight: the closed form for fixed ends, the target carried on by its time of
// flight, then parabolas through three exact transfers. See TestMinimumEnergy.
func (a *Aim) findLeast() {
	tof, ok := a.startLeast()
	if !ok {
		return
	}
	for _, h := range [...]float64{0.02, 0.002} {
		var ok bool
		if tof, ok = a.parabola(tof, h); !ok {
			return
		}
	}
	v, s2, ok := a.leave(tof)
	if !ok {
		return
	}
	a.tofLeast, a.least, a.angle, a.ok = tof, frozen.Sqrt(s2), a.elevation(v), true
}

func (a *Aim) startLeast() (float64, bool) {
	tof := 0.0
	for range 3 {
		r2 := a.earth.Inertial(a.target, a.boost.Time+tof)
		tr := orbit.NewTransfer(a.burnout, r2, a.earth.Mu, a.way)
		_, next, ok := tr.Least(a.site)
		if !ok {
			return tof, tof > 0
		}
		tof = next
	}
	return tof, true
}

// parabola takes one step to the vertex through tof and tof (1 +- h); where
// the curve is not convex there, it walks downhill.
func (a *Aim) parabola(tof, h float64) (float64, bool) {
	for range 40 {
		d := float64(h * tof)
		_, lo, ok1 := a.leave(tof - d)
		_, mid, ok2 := a.leave(tof)
		_, hi, ok3 := a.leave(tof + d)
		if !ok1 || !ok2 || !ok3 {
			return 0, false
		}
		curve := lo - 2*mid + hi
		move := 0.5 * (lo - hi) / curve
		if curve > 0 && math.Abs(move) <= 2 {
			return tof + float64(move*d), true
		}
		if lo < hi {
			tof -= float64(2 * d)
		} else {
			tof += float64(2 * d)
		}
	}
	return 0, false
}

// elevation of the Earth-relative velocity at burnout, rad.
func (a *Aim) elevation(v orbit.Vec) float64 {
	rel := v.Sub(a.site)
	return frozen.Asin(clamp(rel.Dot(a.up)/rel.Norm(), -1, 1))
}

// Fly returns the flight in a shape. ErrNoFlight where there is none.
func (a *Aim) Fly(s Shape) (Ballistic, error) {
	if !a.ok {
		return Ballistic{}, ErrNoFlight
	}
	tof := a.tofLeast
	if turn := s.Turn(); turn != 0 {
		var ok bool
		if tof, ok = a.atAngle(a.angle + turn); !ok {
			return Ballistic{}, ErrNoFlight
		}
	}
	return a.After(tof, s)
}

// After returns the flight whose coast lasts tof seconds.
func (a *Aim) After(tof float64, s Shape) (Ballistic, error) {
	v, s2, ok := a.leave(tof)
	if !ok {
		return Ballistic{}, ErrNoFlight
	}
	arc, err := orbit.NewArc(a.burnout, v, a.boost.Time, tof, a.earth.Mu)
	if err != nil {
		return Ballistic{}, fmt.Errorf("%w: %w", ErrNoFlight, err)
	}
	return Ballistic{
		Earth: a.earth, Boost: a.boost, Shape: s, Arc: arc, From: a.from, To: a.to,
		BurnoutSpeed: frozen.Sqrt(s2), BurnoutAngle: a.elevation(v), FlightTime: a.boost.Time + tof,
	}, nil
}

// LeastSpeed returns the burnout speed of the minimum-energy shape in m/s.
func (a *Aim) LeastSpeed() (float64, bool) { return a.least, a.ok }

// atAngle finds the coast time whose burnout angle is want. The angle grows
// with the time; secant steps inside a bracket.
func (a *Aim) atAngle(want float64) (float64, bool) {
	f := func(tof float64) (float64, bool) {
		v, _, ok := a.leave(tof)
		return a.elevation(v) - want, ok
	}
	x0, f0 := a.tofLeast, a.angle-want
	x1 := x0 * frozen.Exp(-1.6*f0)
	lo, hi := 0.0, math.Inf(1)
	for range 40 {
		f1, ok := f(x1)
		if !ok {
			return 0, false
		}
		if f1 < 0 {
			lo = math.Max(lo, x1)
		} else {
			hi = math.Min(hi, x1)
		}
		if math.Abs(f1) < 1e-11 {
			return x1, true
		}
		next := x1 - f1*(x1-x0)/(f1-f0)
		if !(next > lo && next < hi) {
			next = math.Sqrt(math.Max(lo, x1*0.25) * math.Min(hi, x1*4))
		}
		if math.Abs(next-x1) < 1e-12*x1 {
			return next, true
		}
		x0, f0, x1 = x1, f1, next
	}
	return x1, false
}

func clamp(x, lo, hi float64) float64 { return math.Max(lo, math.Min(hi, x)) }

// GroundRange returns the length in m of the great circle between the surface
// normals of two places, the radius of curvature along it averaged by Simpson's
// rule; on WGS-84 within 100 m of the geodesic up to 6,000 km (see
// TestGroundRange). It is for kernels: package earth measures exactly.
func GroundRange(m earth.Model, from, to earth.Place) float64 {
	u, w := earth.Up(from), earth.Up(to)
	axis := u.Cross(w)
	s := axis.Norm()
	if s == 0 {
		return 0
	}
	ang := frozen.Atan2(s, u.Dot(w))
	return ang * meanCurvature(m, u, axis.Scale(1/s), ang)
}

// Along returns the place distance metres from one place towards another.
func Along(m earth.Model, from, to earth.Place, distance float64) earth.Place {
	u := earth.Up(from)
	axis := u.Cross(earth.Up(to)).Unit()
	ang := distance / m.Radius
	for range 3 {
		ang = distance / meanCurvature(m, u, axis, ang)
	}
	s, c := frozen.Sincos(ang)
	v := u.Scale(c).AddScaled(s, axis.Cross(u))
	return earth.Place{Lat: frozen.Atan2(v.Z, frozen.Sqrt(float64(v.X*v.X)+float64(v.Y*v.Y))), Lon: frozen.Atan2(v.Y, v.X)}
}

// meanCurvature averages the radius of curvature over an angle of the great
// circle that starts at the normal u and turns about axis.
func meanCurvature(m earth.Model, u, axis earth.Vec[earth.ECEF], ang float64) float64 {
	if m.Flattening == 0 {
		return m.Radius
	}
	sum := 0.0
	for i, w := range [...]float64{1, 4, 2, 4, 1} {
		s, c := frozen.Sincos(ang * float64(i) / 4)
		v := u.Scale(c).AddScaled(s, axis.Cross(u))
		sum += float64(w * curvature(m, v, axis.Cross(v)))
	}
	return sum / 12
}
