package flight

import (
	"scutum/internal/frozen"
	"scutum/internal/ode"
	"scutum/physics/atmosphere"
	"scutum/physics/earth"
)

// motion is the right-hand side of a flight: gravity to J2 about a rotating
// Earth, thrust and drag; everything a step needs, in a form that is smooth
// through the step: one band of the atmosphere, one piece of the drag table.
//
// Assumptions: a point mass, no wind, no lift, attitude fixed or along the
// Earth-relative velocity. The height is that above the ellipsoid along the
// radius, which differs from the geodetic height by less than 6e-6 of it.
type motion struct {
	mu, oblate   float64    // m3/s2; 1.5 J2 a^2, m2
	radius, spin float64    // equatorial radius, m; rad/s
	figure       [5]float64 // radius of the ellipsoid over the equator's, less 1, by powers of sin^2 of geocentric latitude

	air     *atmosphere.Profile
	band    int
	drag    []dragPiece
	piece   *dragPiece // nil: look it up
	area    float64    // of the drag, powered, m2
	perMass float64    // area over mass, falling, m2/kg

	powered, steered bool
	toward           [3]float64 // attitude while steered
	thrust, exit     float64    // vacuum thrust, N; exit area, m2
	mass, flow, lit  float64    // mass (kg) at ignition, flow (kg/s), time of ignition (s)
}

// setEarth takes the constants of a model. The series of the figure is
// (1 + e'^2 s)^(-1/2), good to 2e-5 m on the Earth.
func (m *motion) setEarth(model earth.Model) {
	m.mu, m.radius, m.spin = model.Mu, model.Radius, model.RotationRad
	m.oblate = 1.5 * model.J2 * model.Radius * model.Radius
	f := 1 - model.Flattening
	second := 1/(f*f) - 1
	c := 1.0
	for i := range m.figure {
		k := float64(i)
		c *= -second * (k + 0.5) / (k + 1)
		m.figure[i] = c
	}
}

// surface returns the radius of the ellipsoid where the square of the sine of
// the geocentric latitude is s.
func (m *motion) surface(s float64) float64 {
	f := &m.figure
	high := float64(s*f[4]) + f[3]
	high = float64(s*high) + f[2]
	high = float64(s*high) + f[1]
	return float64(m.radius * (1 + float64(s*(float64(s*high)+f[0]))))
}

// height returns the height of a position, m.
func (m *motion) height(y *ode.State) float64 {
	zz := float64(y[2] * y[2])
	rr := float64(y[0]*y[0]) + float64(y[1]*y[1]) + zz
	return frozen.Sqrt(rr) - m.surface(zz/rr)
}

// Acceleration is gravity alone, for coasts.
func (m *motion) Acceleration(r, a *[3]float64) {
	x, y, z := r[0], r[1], r[2]
	zz := float64(z * z)
	rr := float64(x*x) + float64(y*y) + zz
	i := 1 / frozen.Sqrt(rr)
	ii := float64(i * i)
	g := -m.mu * ii * i
	q := m.oblate * ii
	s := 1 - float64(5*zz*ii)
	h := float64(g * (1 + float64(q*s)))
	a[0], a[1] = h*x, h*y
	a[2] = g * (1 + float64(q*(s+2))) * z
}

// Derivative is the whole of it.
func (m *motion) Derivative(t float64, y, dy *ode.State) {
	px, py, pz := y[0], y[1], y[2]
	zz := float64(pz * pz)
	rr := float64(px*px) + float64(py*py) + zz
	r := frozen.Sqrt(rr)
	i := 1 / r
	ii := float64(i * i)
	g := -m.mu * ii * i
	q := m.oblate * ii
	sine := float64(zz * ii)
	s := 1 - float64(5*sine)
	h := float64(g * (1 + float64(q*s)))
	ax, ay, az := float64(h*px), float64(h*py), float64(g*(1+float64(q*(s+2)))*pz)
	dy[0], dy[1], dy[2] = y[3], y[4], y[5]

	height := r - m.surface(sine)
	if m.powered {
		k, f := m.push(t, height, y)
		vx, vy := y[3]+float64(m.spin*py), y[4]-float64(m.spin*px)
		ax += float64(k * vx)
		ay += float64(k * vy)
		az += float64(k * y[5])
		if m.steered {
			ax += float64(f * m.toward[0])
			ay += float64(f * m.toward[1])
			az += float64(f * m.toward[2])
		}
	} else if height < m.air.Top {
		vx, vy := y[3]+float64(m.spin*py), y[4]-float64(m.spin*px)
		v := frozen.Sqrt(float64(vx*vx) + float64(vy*vy) + float64(y[5]*y[5]))
		rho, slowness := m.air.Density(m.band, height)
		k := -0.5 * rho * v * m.cd(v*slowness) * m.perMass
		ax += float64(k * vx)
		ay += float64(k * vy)
		az += float64(k * y[5])
	}
	dy[3], dy[4], dy[5] = ax, ay, az
}

// push returns the acceleration of the engine and the drag: k times the
// Earth-relative velocity and, while steered, f along the attitude.
func (m *motion) push(t, height float64, y *ode.State) (k, f float64) {
	vx, vy := y[3]+float64(m.spin*y[1]), y[4]-float64(m.spin*y[0])
	v := frozen.Sqrt(float64(vx*vx) + float64(vy*vy) + float64(y[5]*y[5]))
	inverse := 1 / (m.mass - float64(m.flow*(t-m.lit)))
	f = m.thrust
	if height < m.air.Top {
		rho, pressure, slowness := m.air.All(m.band, height)
		f -= float64(pressure * m.exit)
		k = -0.5 * rho * v * m.cd(v*slowness) * m.area
	}
	if !m.steered {
		k += f / v
	}
	return k * inverse, f * inverse
}

// cd is the drag coefficient at a Mach number.
func (m *motion) cd(mach float64) float64 {
	p := m.piece
	if p == nil {
		p = &m.drag[pieceOf(m.drag, mach)]
	}
	return p.cd0 + float64(p.cd1*mach)
}

func pieceOf(drag []dragPiece, mach float64) int {
	i := 0
	for mach >= drag[i].to {
		i++
	}
	return i
}
