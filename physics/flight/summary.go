package flight

import (
	"math"

	"scutum/internal/frozen"
	"scutum/internal/ode"
	"scutum/physics/earth"
)

// Summary is what people ask of a flight, whatever model flew it.
type Summary struct {
	Range        float64 // shortest path on the surface from launch to impact, m
	Azimuth      float64 // bearing of the impact from the launch point, rad
	Apogee       float64 // greatest altitude, m
	Time         float64 // launch to impact, s
	BurnoutTime  float64 // s after launch
	BurnoutSpeed float64 // Earth-relative, m/s
	BurnoutAngle float64 // of that velocity above the horizontal, rad
	Impact       earth.Place
}

// Apogee returns the greatest altitude of the arc in m and its time in s.
func (b *Ballistic) Apogee() (altitude, time float64) {
	eta := math.Max(b.Arc.From, math.Min(0, b.Arc.To))
	r, t := b.Arc.PositionTime(eta)
	return b.Earth.Altitude(b.Earth.Rotating(r, t)), t
}

// Summary returns the figures of a flight of the burnout model.
func (b *Ballistic) Summary() Summary {
	s := Summary{Time: b.FlightTime, BurnoutTime: b.Boost.Time, BurnoutSpeed: b.BurnoutSpeed, BurnoutAngle: b.BurnoutAngle, Impact: b.To}
	s.Apogee, _ = b.Apogee()
	s.Range, s.Azimuth, _ = b.Earth.Distance(b.From, b.To)
	return s
}

// Summary returns the figures of a staged flight from a place.
func (s *Staged) Summary(from earth.Place, f *Flown) Summary {
	sum := Summary{Apogee: f.ApogeeAltitude, Time: f.Time, BurnoutTime: f.Burnout.T, Impact: s.earth.Place(f.Impact)}
	sum.Impact.Alt = 0
	sum.Range, sum.Azimuth, _ = s.earth.Distance(from, sum.Impact)
	sum.BurnoutSpeed, sum.BurnoutAngle = relative(s.earth, &f.Burnout)
	return sum
}

// relative returns the Earth-relative speed of a node and its angle above the
// horizontal.
func relative(m earth.Model, n *ode.Node) (speed, angle float64) {
	r := earth.Vec[earth.ECI]{X: n.Y[0], Y: n.Y[1], Z: n.Y[2]}
	v := earth.Vec[earth.ECI]{X: n.Y[3], Y: n.Y[4], Z: n.Y[5]}.Sub(m.SurfaceVelocity(r))
	up := m.Inertial(earth.Up(m.Place(m.Rotating(r, n.T))), n.T)
	speed = v.Norm()
	if speed == 0 {
		return 0, 0
	}
	return speed, frozen.Asin(clamp(v.Dot(up)/speed, -1, 1))
}
