package flight

import (
	"math"

	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// NewFarAim is NewAim for any distance: beyond 16,000 km the rotating Earth
// can carry the target past the point opposite, so that the way that looks
// short is the long one in inertial axes. The way is taken that leaves along
// the shortest path on the ground.
func NewFarAim(m earth.Model, b Boost, from, to earth.Place) Aim {
	a := NewAim(m, b, from, to)
	u, w := earth.Up(from), earth.Up(to)
	if u.Dot(w) > -0.8 || a.leavesAlong(u, w) {
		return a
	}
	long := a
	long.way, long.ok = orbit.Long, false
	tof, ok := 2600.0, true // half an orbit
	for _, h := range [...]float64{0.1, 0.03, 0.006, 0.001} {
		if tof, ok = long.parabola(tof, h); !ok {
			return a
		}
	}
	b2, err := long.After(tof, MinimumEnergy)
	if err != nil {
		return a
	}
	long.tofLeast, long.least, long.angle, long.ok = tof, b2.BurnoutSpeed, b2.BurnoutAngle, true
	if !a.ok || long.leavesAlong(u, w) {
		return long
	}
	return a
}

// leavesAlong says whether the flight of least speed leaves towards w as seen
// from u, rather than round the other side of the Earth.
func (a *Aim) leavesAlong(u, w earth.Vec[earth.ECEF]) bool {
	if !a.ok {
		return false
	}
	v, _, ok := a.leave(a.tofLeast)
	along := u.Cross(w).Cross(u)
	return ok && a.earth.Rotating(v.Sub(a.site), a.boost.Time).Dot(along) >= 0
}

// ToApogee returns the flight whose apogee is at an altitude in m: lofted where
// that is above the apogee of minimum energy, depressed where it is below.
// ErrNoFlight where no flight goes there, such as below the burnout.
func (a *Aim) ToApogee(altitude float64) (Ballistic, error) {
	const longest = 1e6 // s
	if !a.ok || !(altitude > 0) {
		return Ballistic{}, ErrNoFlight
	}
	least, err := a.After(a.tofLeast, MinimumEnergy)
	if err != nil {
		return Ballistic{}, err
	}
	shape, grow := Depressed, 0.9
	if top, _ := least.Apogee(); top < altitude {
		shape, grow = Lofted, 1.2
	}
	// over is how far above the altitude the flight goes; flights that do not
	// climb at all count as below.
	over := func(tof float64) float64 {
		b, err := a.After(tof, shape)
		if err != nil || b.BurnoutAngle <= 0 || b.Arc.To < 0 {
			return -altitude
		}
		top, _ := b.Apogee()
		return top - altitude
	}
	near, far := a.tofLeast, a.tofLeast*grow
	for sign := over(near) > 0; (over(far) > 0) == sign; far *= grow {
		near = far
		if far > longest || far < 1e-3*a.tofLeast {
			return Ballistic{}, ErrNoFlight
		}
	}
	lo, hi := math.Min(near, far), math.Max(near, far)
	for hi-lo > 1e-12*hi {
		mid := 0.5 * (lo + hi)
		if mid <= lo || mid >= hi {
			break
		}
		if over(mid) > 0 {
			hi = mid
		} else {
			lo = mid
		}
	}
	if math.Abs(over(hi)) > 1 {
		return Ballistic{}, ErrNoFlight
	}
	return a.After(hi, shape)
}
