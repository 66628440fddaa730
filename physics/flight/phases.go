package flight

import (
	"math"

	"scutum/internal/frozen"
	"scutum/internal/ode"
	"scutum/physics/atmosphere"
	"scutum/physics/earth"
)

// ascend flies the stages.
func (w *Workspace) ascend() error {
	s, m, b := w.staged, &w.motion, &w.boost
	m.powered = true
	b.PositionWeight, b.VelocityWeight = 2/(boostShare*w.accuracy), s.leap/(boostShare*w.accuracy)
	lit := 0.0
	for i := range s.vehicle.Stages {
		st := &s.vehicle.Stages[i]
		m.mass, m.lit, m.area, m.exit = st.StartMass, lit, st.Area, st.NozzleArea
		m.flow = st.Propellant / st.BurnTime
		m.thrust = m.flow * st.Isp * standardGravity
		if i == 0 {
			if err := w.liftOff(); err != nil {
				return err
			}
		}
		lit += st.BurnTime
		if err := w.burn(lit); err != nil {
			return err
		}
	}
	w.flown.Burnout = b.Now
	last := &s.vehicle.Stages[len(s.vehicle.Stages)-1]
	m.powered, m.piece, m.band = false, nil, atmosphere.AnyBand
	m.perMass = last.Area / (last.StartMass - last.Propellant)
	if s.vehicle.Ballistic > 0 {
		m.perMass, m.drag = 1/s.vehicle.Ballistic, ballistic
	}
	return nil
}

// ballistic is the drag table under a ballistic coefficient.
var ballistic = []dragPiece{{to: math.Inf(1), cd0: 1}}

// liftOff checks the thrust against the weight, then rises and turns.
func (w *Workspace) liftOff() error {
	m, g := &w.motion, &w.staged.vehicle.Guidance
	h := m.height(&w.boost.Now.Y)
	thrust := m.thrust - float64(m.exit*m.air.Pressure(m.air.Band(h), h))
	if thrust < 1.001*standardGravity*m.mass {
		return ErrNoLiftOff
	}
	w.boost.Start(m, 0, &w.boost.Now.Y, 1)
	m.steered, m.toward = true, w.up
	if err := w.burn(g.Rise); err != nil {
		return err
	}
	m.toward = w.tilted
	err := w.burn(g.KickUntil)
	m.steered = false
	return err
}

// burn flies on under power to a time, from kink to kink.
func (w *Workspace) burn(end float64) error {
	b, m := &w.boost, &w.motion
	if b.Now.T >= end {
		return nil
	}
	b.Refresh(m)
	w.rate = rate{climb: w.rate.climb}
	w.observe(&b.Now)
	if w.Record {
		w.Track = append(w.Track, b.Now)
	}
	for b.Now.T < end {
		if err := w.step(end); err != nil {
			return err
		}
		w.reached(&b.Last, &b.Now)
		if w.rate.height < -landing {
			return ErrCrash
		}
		if w.steps > mostSteps {
			return ErrEndless
		}
	}
	return nil
}

// fall coasts above the air and falls through it to the ground. It may leave
// the air again, but not for ever.
func (w *Workspace) fall() error {
	const most = 50
	top := w.motion.radius + w.motion.air.Top
	for range most {
		if err := w.glide(top); err != nil {
			return err
		}
		if down, err := w.brake(top); down || err != nil {
			return err
		}
	}
	return ErrNoReturn
}

// glide coasts, where it is above the air, to where two-body motion would
// bring it back to the radius top.
func (w *Workspace) glide(top float64) error {
	b, c, m := &w.boost, &w.coast, &w.motion
	y := &b.Now.Y
	if float64(y[0]*y[0])+float64(y[1]*y[1])+float64(y[2]*y[2]) < top*top {
		return nil
	}
	left, err := m.timeDownTo(top, y)
	if err != nil || left <= 0 {
		return err
	}
	c.PositionWeight, c.VelocityWeight = 2/(coastShare*w.accuracy), w.staged.leap/(coastShare*w.accuracy)
	c.Start(m, b.Now.T, &b.Now.Y, 400)
	end := b.Now.T + left
	if w.Record {
		w.Track = append(w.Track, c.Now)
	}
	for c.Now.T < end {
		limit := end
		if w.Record {
			limit = math.Min(end, c.Now.T+longestRecorded)
		}
		if err := c.Step(m, limit); err != nil {
			return err
		}
		w.reached(&c.Last, &c.Now)
	}
	b.Now = c.Now
	return nil
}

// timeDownTo returns the time until two-body motion comes down through a
// radius: 0 where the state is below it and falling, ErrNoReturn where it
// never does.
func (m *motion) timeDownTo(radius float64, y *ode.State) (float64, error) {
	rr := float64(y[0]*y[0]) + float64(y[1]*y[1]) + float64(y[2]*y[2])
	rv := float64(y[0]*y[3]) + float64(y[1]*y[4]) + float64(y[2]*y[5])
	vv := float64(y[3]*y[3]) + float64(y[4]*y[4]) + float64(y[5]*y[5])
	r := frozen.Sqrt(rr)
	alpha := 2/r - vv/m.mu
	if !(alpha*longestAxis > 1) {
		return 0, ErrNoReturn
	}
	// r = a (1 - e cos E), r.v = sqrt(mu a) e sin E
	es := rv / frozen.Sqrt(m.mu/alpha)
	ec := 1 - float64(r*alpha)
	e := frozen.Sqrt(float64(es*es) + float64(ec*ec))
	c := (1 - float64(radius*alpha)) / e
	if !(c < 1) {
		return 0, ErrNoReturn
	}
	if c < -1 {
		return 0, nil // the whole ellipse is below
	}
	from, to := frozen.Atan2(es, ec), 2*math.Pi-frozen.Acos(c)
	if from < 0 {
		from += 2 * math.Pi
	}
	mean := to - from - float64(e*frozen.Sin(to)) + es
	return math.Max(0, mean/(alpha*frozen.Sqrt(m.mu*alpha))), nil
}

// longestAxis is the semi-major axis beyond which a flight is not followed:
// its apogee would be beyond 80,000 km.
const longestAxis = 50e6

// landing is the height below which the rest of the way is a parabola, m.
const landing = 20.0

// brake falls until the ground (down) or until it is out of the air again.
func (w *Workspace) brake(top float64) (down bool, err error) {
	b, m := &w.boost, &w.motion
	b.Start(m, b.Now.T, &b.Now.Y, 10)
	w.rate = rate{climb: w.rate.climb}
	w.observe(&b.Now)
	if w.Record {
		w.Track = append(w.Track, b.Now)
	}
	r := &w.rate
	for {
		// An error of velocity lasts to the ground.
		left := r.height/math.Max(-r.climb, 50) + 1
		b.PositionWeight, b.VelocityWeight = 1/(fallShare*w.accuracy), math.Min(left, w.staged.leap)/(fallShare*w.accuracy)
		ground := r.t + math.Max(timeTo(-r.height, r.climb, r.lift), 1e-3)
		if err := w.step(ground); err != nil {
			return false, err
		}
		if m.height(&b.Now.Y) < -landing {
			w.shorten()
		}
		w.reached(&b.Last, &b.Now)
		if r.height < landing && r.climb < 0 {
			return true, w.land()
		}
		if r.climb > 0 && r.height > m.air.Top {
			return false, nil
		}
		if w.steps > mostSteps {
			return false, ErrEndless
		}
	}
}

// shorten repeats a step that went below the ground so that it ends on it.
func (w *Workspace) shorten() {
	b, m := &w.boost, &w.motion
	lo, hi := b.Last.T, b.Now.T
	fl, fh := m.height(&b.Last.Y), m.height(&b.Now.Y)
	for i := 0; i < 40 && math.Abs(fh) > landing; i++ {
		t := lo + (hi-lo)*fl/(fl-fh)
		if i%3 == 2 {
			t = 0.5 * (lo + hi)
		}
		b.Repeat(m, t)
		f := m.height(&b.Now.Y)
		if math.Abs(f) <= landing {
			return
		}
		if f > 0 {
			lo, fl = t, f
		} else {
			hi, fh = t, f
		}
	}
}

// land follows the last metres on a parabola.
func (w *Workspace) land() error {
	b, m, r := &w.boost, &w.motion, &w.rate
	n := b.Now
	dt := -2 * r.height / (r.climb - frozen.Sqrt(math.Max(0, float64(r.climb*r.climb)-float64(2*r.lift*r.height))))
	for i := range 3 {
		n.Y[i] += float64(dt * (n.Y[i+3] + float64(0.5*dt*n.Dy[i+3])))
		n.Y[i+3] += float64(dt * n.Dy[i+3])
	}
	n.T += dt
	if n.T < w.staged.burn {
		return ErrCrash // it never was above the ground
	}
	if w.Record {
		if dt < 0 {
			w.Track = w.Track[:len(w.Track)-1]
		}
		w.Track = append(w.Track, n)
	}
	s, c := frozen.Sincos(m.spin * n.T)
	w.flown.Impact = earth.Vec[earth.ECEF]{
		X: float64(c*n.Y[0]) + float64(s*n.Y[1]),
		Y: float64(c*n.Y[1]) - float64(s*n.Y[0]),
		Z: n.Y[2],
	}
	w.flown.Time = n.T
	return nil
}
