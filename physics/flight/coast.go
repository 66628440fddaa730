package flight

import (
	"math"

	"scutum/internal/frozen"
	"scutum/internal/ode"
	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// Coasted is the end of a coast on the surface.
type Coasted struct {
	Time     float64 // since the start, s
	Apogee   float64 // greatest altitude, m
	Position orbit.Vec
	Velocity orbit.Vec
	Impact   earth.Vec[earth.ECEF] // where the axes of both frames agreed at time 0
}

// Coast follows a body in empty space, under gravity to J2, from an inertial
// position and velocity at time start (s since the frames agreed) to the
// surface, to an accuracy in m. ErrNoReturn where it does not come down.
//
// Method: extrapolated leap-frog (ode.Coast) to about where two-body motion
// would end, then short Nystroem steps of the fourth order. See
// TestCoastYardstick and TestCoastIsKepler.
func (w *Workspace) Coast(model earth.Model, r, v orbit.Vec, start, accuracy float64) (Coasted, error) {
	m, c := &w.motion, &w.coast
	*m = motion{}
	m.setEarth(model)
	w.Track = w.Track[:0]
	y := ode.State{r.X, r.Y, r.Z, v.X, v.Y, v.Z}
	if m.climb(&y) <= 0 && m.height(&y) < 0 {
		return Coasted{}, ErrNoReturn // under the ground, going down
	}
	radius := m.surface(float64(r.Z*r.Z) / r.Dot(r))
	left, err := m.timeDownTo(radius, &y)
	if err != nil {
		return Coasted{}, err
	}
	// A metre per second at the start is a metre for every second on the way.
	c.PositionWeight, c.VelocityWeight = 1/accuracy, left/accuracy
	c.Evaluations = 0
	c.Start(m, start, &y, 400)
	w.flown = Flown{ApogeeAltitude: m.height(&y)}
	w.rate = rate{climb: m.climb(&y)}
	if w.Record {
		w.Track = append(w.Track, c.Now)
	}
	for end := start + left; c.Now.T < end; {
		limit := end
		if w.Record {
			limit = math.Min(end, c.Now.T+longestRecorded)
		}
		if err := c.Step(m, limit); err != nil {
			return Coasted{}, err
		}
		before := w.rate.climb
		if w.rate.climb = m.climb(&c.Now.Y); before > 0 && w.rate.climb <= 0 {
			w.apogee(&c.Last, &c.Now)
		}
		if w.Record {
			w.Track = append(w.Track, c.Now)
		}
	}
	if err := w.alight(); err != nil {
		return Coasted{}, err
	}
	n := &c.Now
	s, k := frozen.Sincos(m.spin * n.T)
	return Coasted{
		Time:     n.T - start,
		Apogee:   w.flown.ApogeeAltitude,
		Position: orbit.Vec{X: n.Y[0], Y: n.Y[1], Z: n.Y[2]},
		Velocity: orbit.Vec{X: n.Y[3], Y: n.Y[4], Z: n.Y[5]},
		Impact: earth.Vec[earth.ECEF]{
			X: float64(k*n.Y[0]) + float64(s*n.Y[1]), Y: float64(k*n.Y[1]) - float64(s*n.Y[0]), Z: n.Y[2],
		},
	}, nil
}

// alight goes from a point near the surface, above or below it, onto it.
func (w *Workspace) alight() error {
	m, n := &w.motion, &w.coast.Now
	for range 20 {
		h := m.height(&n.Y)
		if math.Abs(h) < 1e-5 {
			if k := len(w.Track); w.Record && k > 0 {
				w.Track[k-1] = *n
			}
			return nil
		}
		climb := m.climb(&n.Y)
		if climb >= 0 {
			return ErrNoReturn
		}
		// Close by the fall is a parabola.
		rr := float64(n.Y[0]*n.Y[0]) + float64(n.Y[1]*n.Y[1]) + float64(n.Y[2]*n.Y[2])
		vv := float64(n.Y[3]*n.Y[3]) + float64(n.Y[4]*n.Y[4]) + float64(n.Y[5]*n.Y[5])
		lift := (vv-float64(climb*climb))/frozen.Sqrt(rr) - m.mu/rr
		root := float64(climb*climb) - float64(2*lift*h)
		if !(root > 0) {
			return ErrNoReturn
		}
		w.hop(-2 * h / (climb - frozen.Sqrt(root)))
	}
	return ErrNoReturn
}

// hop is one step of the classical method of Nystroem, forwards or backwards.
func (w *Workspace) hop(h float64) {
	m, n := &w.motion, &w.coast.Now
	var r, k2, k3 [3]float64
	for i := range r {
		r[i] = n.Y[i] + float64(h*(float64(0.5*n.Y[i+3])+float64(0.125*h*n.Dy[i+3])))
	}
	m.Acceleration(&r, &k2)
	for i := range r {
		r[i] = n.Y[i] + float64(h*(n.Y[i+3]+float64(0.5*h*k2[i])))
	}
	m.Acceleration(&r, &k3)
	for i := range r {
		k1 := n.Dy[i+3]
		n.Y[i] += float64(h * (n.Y[i+3] + float64(h/6*(k1+float64(2*k2[i])))))
		n.Y[i+3] += float64(h / 6 * (k1 + float64(4*k2[i]) + k3[i]))
	}
	n.T += h
	m.Acceleration((*[3]float64)(n.Y[:3]), &k3)
	n.Dy = ode.State{n.Y[3], n.Y[4], n.Y[5], k3[0], k3[1], k3[2]}
}
