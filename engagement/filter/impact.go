package filter

import (
	"math"

	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// Impact is where and when an object would come down if nothing but gravity
// moved it from now on, and how well that is known.
type Impact struct {
	Place     earth.Place
	Time      float64       // from now, s
	TimeSigma float64       // s
	Spread    [2][2]float64 // covariance on the ground, north and east, m2
}

// Ellipse returns the standard deviations of the spread along its axes in m,
// the greater first, and the azimuth of that axis in rad, in (-pi/2, pi/2].
func (i *Impact) Ellipse() (major, minor, azimuth float64) {
	nn, ee, ne := i.Spread[0][0], i.Spread[1][1], i.Spread[0][1]
	mean, half := float64(0.5*(nn+ee)), float64(0.5*(nn-ee))
	root := math.Sqrt(float64(half*half) + float64(ne*ne))
	return math.Sqrt(mean + root), math.Sqrt(max(mean-root, 0)), 0.5 * frozen.Atan2(ne, half)
}

// fallStride is the longest step of Impact in s: 10 m on the ground.
const fallStride = 50

// Impact foretells the fall of an estimate onto the surface of the Earth model
// (height 0). ok is false where it does not come down within a revolution, or
// is under the ground on its way down.
//
// The two-body arc tells about when; the state and its covariance go there
// under J2 in strides of 50 s, with the motion's process noise, and by short
// steps onto the ellipsoid. A deviation of the state at that moment is a
// deviation of the place after it has been carried along the velocity back to
// the ground, and one of the time.
//
// Assumptions: no air, which holds a real body back by some kilometres to some
// tens; the deviations are small against the arc, so that slopes tell their
// effect: with a velocity known to 100 m/s the variances are right to 5 %, with
// 700 m/s, as after two measurements, to a third (see TestImpactIsTheSample).
// Some 100 CAL for a quarter of an hour. See TestImpactIsTheCoast.
func (b *Ballistic) Impact(s *State) (out Impact, ok bool) {
	arc, ok := arcTo(&b.Earth, &s.X, 0)
	if !ok {
		return out, false
	}
	now := *s
	out.Time = arc.Time(arc.To)
	b.predict(&now, out.Time, fallStride)
	up, climb := [3]float64{}, 0.0
	height := math.Inf(1)
	for range 12 {
		height = b.over(&now.X, &up)
		climb = float64(up[0]*now.X[3]) + float64(up[1]*now.X[4]) + float64(up[2]*now.X[5])
		if math.Abs(height) < 1e-3 || !(climb < -1) {
			break
		}
		// Not far at once: a shallow fall bends.
		dt := max(-longestStep, min(longestStep, -height/climb))
		out.Time += dt
		var g gradient
		b.step(&now.X, dt, &g)
		b.spread(&now.P, dt, &g)
	}
	if !(math.Abs(height) < 1e-3) || !(climb < -1) {
		return Impact{}, false
	}
	out.Place = b.Earth.Place(earth.Vec[earth.ECEF]{X: now.X[0], Y: now.X[1], Z: now.X[2]})
	out.Place.Alt = 0
	out.ground(&now, &up, climb)
	return out, !math.IsNaN(out.Spread[0][0] + out.TimeSigma)
}

// over returns the height of a point above the surface along the radius, m, and
// the surface's normal there.
func (b *Ballistic) over(x *[6]float64, up *[3]float64) float64 {
	k := 1 / ((1 - b.Earth.Flattening) * (1 - b.Earth.Flattening))
	z := k * x[2]
	n := 1 / math.Sqrt(float64(x[0]*x[0])+float64(x[1]*x[1])+float64(z*z))
	*up = [3]float64{n * x[0], n * x[1], n * z}
	return orbit.Height(&b.Earth, orbit.Vec{X: x[0], Y: x[1], Z: x[2]})
}

// ground writes the spread on the ground and in time of a state that crosses
// the surface, whose normal is up, with a rate of climb.
func (i *Impact) ground(s *State, up *[3]float64, climb float64) {
	north, east := earth.NorthEast(i.Place)
	rows := [3][3]float64{{north.X, north.Y, north.Z}, {east.X, east.Y, east.Z}, {}}
	for k := range 2 {
		r := &rows[k]
		along := (float64(r[0]*s.X[3]) + float64(r[1]*s.X[4]) + float64(r[2]*s.X[5])) / climb
		for j := range 3 {
			r[j] -= float64(along * up[j])
		}
	}
	for j := range 3 {
		rows[2][j] = -up[j] / climb
	}
	var cov [3][3]float64
	for a := range 3 {
		for c := a; c < 3; c++ {
			for j := range 3 {
				for k := range 3 {
					cov[a][c] += float64(float64(rows[a][j]*rows[c][k]) * s.P[j][k])
				}
			}
		}
	}
	i.Spread = [2][2]float64{{cov[0][0], cov[0][1]}, {cov[0][1], cov[1][1]}}
	i.TimeSigma = math.Sqrt(max(cov[2][2], 0))
}

// Ahead returns the estimate dt seconds from now if nothing is measured until
// then, such as at a meeting: state and covariance under J2 in strides of 30 s
// (0.4 m and 1e-3 of the transition in ten minutes), about 3 CAL each.
func (b *Ballistic) Ahead(s *State, dt float64) State {
	out := *s
	b.predict(&out, dt, longStride)
	return out
}

// Arc returns the two-body arc of an Earth-fixed state at time t, in s since
// the moment at which Earth-fixed and inertial axes agreed, from now to the
// surface. ok is false where the state is on no ellipse that comes down, or
// already below the ground and falling. Some 15 CAL. Under J2 the true path
// leaves it by 0.5 km in 300 s, 2 km in 600 s and 4.5 km at the impact from
// Isfahan in Berlin (see TestArcOfAState).
func Arc(m earth.Model, x *[6]float64, t float64) (arc orbit.Arc, ok bool) {
	return arcTo(&m, x, t)
}

func arcTo(m *earth.Model, x *[6]float64, t float64) (arc orbit.Arc, ok bool) {
	r := earth.Vec[earth.ECEF]{X: x[0], Y: x[1], Z: x[2]}
	v := earth.Vec[earth.ECEF]{X: x[3] - float64(m.RotationRad*x[1]), Y: x[4] + float64(m.RotationRad*x[0]), Z: x[5]}
	arc, err := orbit.NewArc(m.Inertial(r, t), m.Inertial(v, t), t, 0, m.Mu)
	if err != nil || math.IsNaN(arc.From+arc.ApogeeTime) {
		return orbit.Arc{}, false
	}
	// Where the ellipse's radius is that of the surface below it; the surface's
	// radius changes little on the way there.
	radius := m.Radius
	for range 30 {
		c := (radius/arc.A - 1) / arc.E
		if !(c > -1 && c < 1) {
			return orbit.Arc{}, false
		}
		arc.To = frozen.Acos(c)
		p := arc.Position(arc.To)
		height := orbit.Height(m, p)
		if math.Abs(height) < 1e-2 {
			return arc, arc.To > arc.From
		}
		radius = p.Norm() - height
	}
	return orbit.Arc{}, false
}
