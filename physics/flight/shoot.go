package flight

import (
	"errors"
	"math"

	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// ErrNoAim says that shooting at a point did not converge.
var ErrNoAim = errors.New("no flight was found that ends on the aim point")

// Shoot aims a flight of the burnout model anew under gravity to J2, so that
// it ends within 0.1 m of its aim point. It keeps the burnout angle, or the
// apogee where keepApogee is set. The figures are those of the flight so found;
// it has no two-body arc.
//
// Newton's method in speed, bearing and angle at burnout, on numerical coasts
// (Workspace.Coast), from the two-body flight. See TestShoot.
func (b *Ballistic) Shoot(keepApogee bool, w *Workspace) (Summary, error) {
	g := newGun(b)
	g.angle = b.BurnoutAngle
	if keepApogee {
		g.apogee, _ = b.Apogee()
	}
	start := [3]float64{b.BurnoutSpeed, g.azimuth, b.BurnoutAngle}
	x, c, err := g.aim(start, w)
	if err != nil {
		// Flights near an orbit are touchy: let J2 grow little by little.
		const parts = 16
		x = start
		whole := g.model.J2
		for i := 1; i <= parts; i++ {
			g.model.J2 = whole * float64(i) / parts
			if x, c, err = g.aim(x, w); err != nil {
				return Summary{}, err
			}
		}
	}
	return g.summary(b, x, c), nil
}

// gun is a burnout point with its axes and an aim point with its own.
type gun struct {
	model           earth.Model
	position        orbit.Vec
	east, north     earth.Vec[earth.ECEF] // at the aim point
	target          earth.Vec[earth.ECEF]
	eastAt, northAt orbit.Vec // at the burnout point, inertial
	upAt, site      orbit.Vec
	time, azimuth   float64
	angle           float64 // to keep, rad
	apogee          float64 // to keep in its place, m; 0: keep the angle
}

func newGun(b *Ballistic) gun {
	m := b.Earth
	r, t := b.Arc.PositionTime(b.Arc.From)
	g := gun{model: m, position: r, time: t, target: m.Fixed(b.To), site: m.SurfaceVelocity(r)}
	g.north, g.east = earth.NorthEast(b.To)
	at := m.Place(m.Rotating(r, t))
	north, east := earth.NorthEast(at)
	g.northAt, g.eastAt, g.upAt = m.Inertial(north, t), m.Inertial(east, t), m.Inertial(earth.Up(at), t)
	v := b.Arc.Velocity(b.Arc.From).Sub(g.site)
	g.azimuth = frozen.Atan2(v.Dot(g.eastAt), v.Dot(g.northAt))
	return g
}

// miss returns how far a shot falls from the aim point (east, north) and how
// far it is from what is to be kept (up), in m; a radian counts as 1,000 km.
func (g *gun) miss(x [3]float64, w *Workspace) (earth.Vec[earth.ENU], Coasted, error) {
	c, err := g.fire(x, w)
	if err != nil {
		return earth.Vec[earth.ENU]{}, c, err
	}
	off := c.Impact.Sub(g.target)
	m := earth.Vec[earth.ENU]{X: off.Dot(g.east), Y: off.Dot(g.north), Z: 1e6 * (x[2] - g.angle)}
	if g.apogee > 0 {
		m.Z = c.Apogee - g.apogee
	}
	return m, c, nil
}

// aim takes Newton's steps, shortened where a whole one does not help.
func (g *gun) aim(x [3]float64, w *Workspace) ([3]float64, Coasted, error) {
	here, c, err := g.miss(x, w)
	for range 25 {
		if err != nil {
			return x, c, err
		}
		if here.Norm() < 0.1 {
			return x, c, nil
		}
		step, err := g.step(x, here, w)
		if err != nil {
			return x, c, err
		}
		better := false
		for range 10 {
			y := [3]float64{x[0] - step[0], x[1] - step[1], clamp(x[2]-step[2], -1.5, 1.57)}
			there, cy, err := g.miss(y, w)
			if err == nil && there.Norm() < here.Norm() {
				x, here, c, better = y, there, cy, true
				break
			}
			for i := range step {
				step[i] *= 0.4
			}
		}
		if !better {
			return x, c, ErrNoAim
		}
	}
	return x, c, ErrNoAim
}

// step is Newton's step by differences.
func (g *gun) step(x [3]float64, here earth.Vec[earth.ENU], w *Workspace) (step [3]float64, err error) {
	var column [3]earth.Vec[earth.ENU]
	for i, d := range [3]float64{0.05, 1e-5, 1e-5} {
		y := x
		y[i] += d
		there, _, err := g.miss(y, w)
		if err != nil {
			return step, err
		}
		column[i] = there.Sub(here).Scale(1 / d)
	}
	det := column[0].Dot(column[1].Cross(column[2]))
	if !(math.Abs(det) > 0) {
		return step, ErrNoAim
	}
	for i := range step {
		step[i] = here.Dot(column[(i+1)%3].Cross(column[(i+2)%3])) / det
	}
	return step, nil
}

// fire coasts from the burnout with a speed, a bearing and an angle.
func (g *gun) fire(x [3]float64, w *Workspace) (Coasted, error) {
	sa, ca := frozen.Sincos(x[1])
	se, ce := frozen.Sincos(x[2])
	v := g.northAt.Scale(ce*ca).AddScaled(ce*sa, g.eastAt).AddScaled(se, g.upAt).Scale(x[0]).Add(g.site)
	return w.Coast(g.model, g.position, v, g.time, 1e-3)
}

func (g *gun) summary(b *Ballistic, x [3]float64, c Coasted) Summary {
	s := Summary{Apogee: c.Apogee, Time: g.time + c.Time, BurnoutTime: g.time, BurnoutSpeed: x[0], BurnoutAngle: x[2]}
	s.Impact = g.model.Place(c.Impact)
	s.Impact.Alt = 0
	s.Range, s.Azimuth, _ = g.model.Distance(b.From, s.Impact)
	return s
}

// MovedByJ2 returns how far from its aim point a two-body flight would end if
// it were not aimed anew under J2, m.
func (b *Ballistic) MovedByJ2(w *Workspace) (float64, error) {
	g := newGun(b)
	c, err := w.Coast(g.model, g.position, b.Arc.Velocity(b.Arc.From), g.time, 1)
	if err != nil {
		return 0, err
	}
	metres, _, _ := g.model.Distance(b.To, g.model.Place(c.Impact))
	return metres, nil
}
