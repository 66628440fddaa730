package flight

import (
	"math"

	"scutum/internal/frozen"
	"scutum/internal/ode"
	"scutum/physics/atmosphere"
)

// rate is what steers the steps: where a flight stands and how fast it goes
// towards the next kink of the atmosphere or of the drag table.
type rate struct {
	height, climb, lift float64 // m, m/s, m/s2
	mach, machRate      float64
	machCurve           float64 // second derivative, from the step before; 0 where unknown
	brake               float64 // deceleration by drag, m/s2
	t                   float64
}

// timeTo returns how long a quantity that grows at a rate, itself growing,
// takes to gain d: +Inf where it never does.
func timeTo(d, rate, growth float64) float64 {
	square := float64(rate*rate) + float64(2*growth*d)
	if !(square >= 0) {
		return math.Inf(1)
	}
	q := rate + math.Copysign(frozen.Sqrt(square), rate)
	if t := 2 * d / q; t >= 0 {
		return t
	}
	if t := -q / growth; t >= 0 { // it turns first
		return t
	}
	return math.Inf(1)
}

// climb returns the rate of climb of a state, m/s: that of the radius less
// that of the surface below.
func (m *motion) climb(y *ode.State) float64 {
	rr := float64(y[0]*y[0]) + float64(y[1]*y[1]) + float64(y[2]*y[2])
	rv := float64(y[0]*y[3]) + float64(y[1]*y[4]) + float64(y[2]*y[5])
	return rv/frozen.Sqrt(rr) - m.surfaceRate(y, rr, rv)
}

// surfaceRate is the change of the surface's radius with latitude on the way,
// to first order in the flattening.
func (m *motion) surfaceRate(y *ode.State, rr, rv float64) float64 {
	return float64(2*m.radius*m.figure[0]*y[2]*(float64(y[5]*rr)-float64(y[2]*rv))) / float64(rr*rr)
}

// observe fills in w.rate for a node.
func (w *Workspace) observe(n *ode.Node) {
	m, y, a := &w.motion, &n.Y, &n.Dy
	r := &w.rate
	rr := float64(y[0]*y[0]) + float64(y[1]*y[1]) + float64(y[2]*y[2])
	rv := float64(y[0]*y[3]) + float64(y[1]*y[4]) + float64(y[2]*y[5])
	vv := float64(y[3]*y[3]) + float64(y[4]*y[4]) + float64(y[5]*y[5])
	ra := float64(y[0]*a[3]) + float64(y[1]*a[4]) + float64(y[2]*a[5])
	radius := frozen.Sqrt(rr)
	per := 1 / radius
	speed := float64(rv * per)
	r.height = radius - m.surface(float64(y[2]*y[2])*per*per)
	r.climb = speed - m.surfaceRate(y, rr, rv)
	r.lift = (ra + vv - float64(speed*speed)) * per
	if r.height >= m.air.Top {
		r.brake, r.mach, r.machRate, r.machCurve, r.t = 0, 0, 0, 0, n.T
		return
	}
	vx, vy := y[3]+float64(m.spin*y[1]), y[4]-float64(m.spin*y[0])
	ax, ay := a[3]+float64(m.spin*y[4]), a[4]-float64(m.spin*y[3])
	v := frozen.Sqrt(float64(vx*vx) + float64(vy*vy) + float64(y[5]*y[5]))
	rho, slow := m.air.Density(m.band, r.height)
	const up = 100.0
	_, above := m.air.Density(m.band, r.height+up)
	faster := 0.0
	if v > 0 {
		faster = (float64(vx*ax) + float64(vy*ay) + float64(y[5]*a[5])) / v
	}
	machRate := float64(faster*slow) + float64(v*(above-slow)*(1/up)*r.climb)
	r.machCurve = 0
	if n.T > r.t && r.mach > 0 {
		r.machCurve = (machRate - r.machRate) / (n.T - r.t)
	}
	r.mach, r.machRate, r.t = v*slow, machRate, n.T
	perMass := m.perMass
	if m.powered {
		perMass = m.area / (m.mass - float64(m.flow*(n.T-m.lit)))
	}
	r.brake = 0.5 * rho * v * v * m.cd(r.mach) * perMass
}

// branch chooses the band of the atmosphere and the piece of the drag table
// for the next step, a moment ahead, since a step that was to end at a kink may
// fall a little short of it. Where drag is not felt the step may go through
// any.
func (w *Workspace) branch() {
	m, r := &w.motion, &w.rate
	if r.brake < w.felt {
		m.band, m.piece = atmosphere.AnyBand, nil
		return
	}
	m.band = m.air.Band(r.height + float64(r.climb*w.after))
	w.piece = pieceOf(m.drag, r.mach+float64(r.machRate*w.after))
	m.piece = &m.drag[w.piece]
}

// felt is the deceleration below which kinks are left to the control of the
// step size, m/s2, in flights to 10 m and coarser.
const felt = 0.02

// ends of the band and of the piece that a step must not leave.
type ends struct{ low, high, slow, fast float64 }

func (w *Workspace) ends() ends {
	m := &w.motion
	e := ends{math.Inf(-1), math.Inf(1), math.Inf(-1), m.piece.to}
	if m.band > 0 {
		e.low = m.air.Kinks[m.band-1]
	}
	if m.band < len(m.air.Kinks) {
		e.high = m.air.Kinks[m.band]
	}
	if w.piece > 0 {
		e.slow = m.drag[w.piece-1].to
	}
	return e
}

// step takes one step of the boost or the fall that ends at a kink, if one
// comes before end. The time of the kink is foretold; a step that still went
// too far is taken again, shorter.
func (w *Workspace) step(end float64) error {
	b, m, r := &w.boost, &w.motion, &w.rate
	w.branch()
	if m.piece == nil {
		return b.Step(m, end)
	}
	e := w.ends()
	// A moment behind a kink counts as before it: see branch.
	left := end - r.t
	for _, mark := range [...]float64{e.low, e.high} {
		left = math.Min(left, timeBeyond(mark-r.height, r.climb, r.lift, w.after))
	}
	for _, mark := range [...]float64{e.slow, e.fast} {
		left = math.Min(left, timeBeyond(mark-r.mach, r.machRate, r.machCurve, w.after))
	}
	if err := b.Step(m, r.t+left); err != nil {
		return err
	}
	for range 4 {
		took := b.Now.T - r.t
		height, mach := m.height(&b.Now.Y), m.mach(&b.Now.Y)
		late := math.Min(
			math.Min(passed(r.height, r.climb, height, e.low, took, w.after), passed(r.height, r.climb, height, e.high, took, w.after)),
			math.Min(passed(r.mach, r.machRate, mach, e.slow, took, w.after), passed(r.mach, r.machRate, mach, e.fast, took, w.after)))
		if late >= took-2*w.after {
			break
		}
		b.Repeat(m, r.t+late)
	}
	return nil
}

// timeBeyond is timeTo, but +Inf for what is less than a moment away: the
// branch is already that beyond it.
func timeBeyond(d, rate, growth, moment float64) float64 {
	if math.Abs(d) <= math.Abs(rate)*moment || math.IsInf(d, 0) {
		return math.Inf(1)
	}
	return timeTo(d, rate, growth)
}

// passed returns when a quantity passed a mark between 0 and a time, given its
// value and rate at 0 and its value then: the root of the parabola through
// them. +Inf where it did not pass.
func passed(from, rate, to, mark, time, moment float64) float64 {
	if (from < mark) == (to < mark) || math.IsInf(mark, 0) || math.Abs(mark-from) <= math.Abs(rate)*moment {
		return math.Inf(1)
	}
	growth := 2 * (to - from - float64(rate*time)) / (time * time)
	return timeTo(mark-from, rate, growth)
}

// mach returns the Mach number of a state.
func (m *motion) mach(y *ode.State) float64 {
	vx, vy := y[3]+float64(m.spin*y[1]), y[4]-float64(m.spin*y[0])
	_, slow := m.air.Density(m.band, m.height(y))
	return slow * frozen.Sqrt(float64(vx*vx)+float64(vy*vy)+float64(y[5]*y[5]))
}
