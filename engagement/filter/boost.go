package filter

import (
	"math"

	"scutum/physics/earth"
)

// Boost is motion under thrust: free fall as in Ballistic, and a thrust along
// the Earth-relative velocity (a gravity turn flies that way) whose size is
// partly known, from a template, and partly white noise, of which there is more
// along the velocity than across it.
//
// The acceleration is no part of the state, so that all modes of an IMM share
// one: what is unknown of it, with standard deviation s and correlation time c,
// stands as noise of density 2 s2 c (Li and Jilkov, "Survey of maneuvering
// target tracking, part I", IEEE Trans. AES 39, 2003, on the Singer model where
// the interval is longer than c). Without a template thrust lags by
// what the filter's gain leaves of it.
//
// Assumptions: no air; thrust along the velocity, upwards below 50 m/s. It
// fails while the missile pitches over (thrust across the velocity up to the
// noise), at staging, where the template ends on another missile's burnout
// speed, and for a radar so sharp and quick that the noise is seen not to be
// white. Templates: Li and Jilkov, part II, Proc. SPIE 4473, 2001. See TestBoostIsItsSlope and TestBurnoutIsNoticed.
type Boost struct {
	Earth    earth.Model
	Along    float64  // noise density along the velocity, m2/s3
	Across   float64  // and across it
	Template []Thrust // by rising speed; empty: no mean thrust
}

// Thrust is the acceleration of an engine, in m/s2, at a speed over ground in
// m/s.
type Thrust struct{ Speed, Acceleration float64 }

// NewBoost returns a boost without template: thrust that is all noise, of
// 50 m/s2 and 2 s along the velocity, and a tenth of that density across it.
// With a template a twentieth of it is enough.
func NewBoost(m earth.Model) Boost { return Boost{Earth: m, Along: 1e4, Across: 1e3} }

// slowest is the speed in m/s below which the direction of motion is not
// trusted and thrust is taken to be upwards.
const slowest = 50

// longestBurn is the longest step under thrust, s.
const longestBurn = 2

// thrust returns the template's acceleration at a speed, and its slope;
// constant beyond the template's ends.
func (b *Boost) thrust(speed float64) (a, slope float64) {
	t := b.Template
	if len(t) == 0 {
		return 0, 0
	}
	if speed <= t[0].Speed {
		return t[0].Acceleration, 0
	}
	for i := 1; i < len(t); i++ {
		if speed < t[i].Speed {
			slope = (t[i].Acceleration - t[i-1].Acceleration) / (t[i].Speed - t[i-1].Speed)
			return t[i-1].Acceleration + float64(slope*(speed-t[i-1].Speed)), slope
		}
	}
	return t[len(t)-1].Acceleration, 0
}

// push adds h seconds of thrust to the velocity, which it lengthens. It returns
// the factors by which deviations of the velocity grow, across and along.
func (b *Boost) push(x *[6]float64, h float64) (across, along float64) {
	u := math.Sqrt(float64(x[3]*x[3]) + float64(x[4]*x[4]) + float64(x[5]*x[5]))
	if u < slowest {
		a, _ := b.thrust(u)
		k := h * a / math.Sqrt(float64(x[0]*x[0])+float64(x[1]*x[1])+float64(x[2]*x[2]))
		for i := range 3 {
			x[i+3] += float64(k * x[i])
		}
		return 1, 1
	}
	a, _ := b.thrust(u)
	a, slope := b.thrust(u + float64(0.5*h*a))
	across = max(1+h*a/u, 0)
	for i := range 3 {
		x[i+3] = float64(x[i+3] * across)
	}
	return across, 1 + float64(h*slope)
}

// Predict carries an estimate on by dt seconds: half the thrust, free fall, the
// other half, in steps of 2 s or less.
func (b *Boost) Predict(s *State, dt float64) {
	n := steps(dt, longestBurn)
	h := dt / float64(n)
	fall := Ballistic{Earth: b.Earth}
	var g gradient
	for range n {
		b.grow(s, 0.5*h)
		fall.step(&s.X, h, &g)
		fall.spread(&s.P, h, &g)
		b.grow(s, 0.5*h)
		b.AddNoise(&s.X, h, &s.P)
	}
}

// grow is push on an estimate: the velocity's deviations v become
// across v + (along - across) (v.u) u.
func (b *Boost) grow(s *State, h float64) {
	if len(b.Template) == 0 {
		return
	}
	across, along := b.push(&s.X, h)
	u, _ := b.direction(&s.X)
	more := along - across
	for i := range 6 {
		p := &s.P[i]
		d := float64(more * (float64(p[3]*u[0]) + float64(p[4]*u[1]) + float64(p[5]*u[2])))
		for j := range 3 {
			p[j+3] = float64(across*p[j+3]) + float64(d*u[j])
		}
	}
	for j := range 6 {
		d := float64(more * (float64(s.P[3][j]*u[0]) + float64(s.P[4][j]*u[1]) + float64(s.P[5][j]*u[2])))
		for i := range 3 {
			s.P[i+3][j] = float64(across*s.P[i+3][j]) + float64(d*u[i])
		}
	}
	symmetrise(&s.P)
}

// direction is that of the velocity, and whether it is to be trusted.
func (b *Boost) direction(x *[6]float64) (u [3]float64, ok bool) {
	n := math.Sqrt(float64(x[3]*x[3]) + float64(x[4]*x[4]) + float64(x[5]*x[5]))
	if n < slowest {
		return u, false
	}
	return [3]float64{x[3] / n, x[4] / n, x[5] / n}, true
}

// symmetrise takes the mean of both halves.
func symmetrise(p *[6][6]float64) {
	for i := range 6 {
		for j := range i {
			v := 0.5 * (p[i][j] + p[j][i])
			p[i][j], p[j][i] = v, v
		}
	}
}

// Move carries position and velocity on by dt seconds.
func (b *Boost) Move(x *[6]float64, dt float64) {
	n := steps(dt, longestBurn)
	h := dt / float64(n)
	fall := Ballistic{Earth: b.Earth}
	var g gradient
	for range n {
		b.push(x, 0.5*h)
		fall.step(x, h, &g)
		b.push(x, 0.5*h)
	}
}

// AddNoise adds the process noise of dt seconds: Across everywhere and what
// Along is more in the direction of the velocity; Along everywhere where there
// is none.
func (b *Boost) AddNoise(x *[6]float64, dt float64, p *[6][6]float64) {
	u, ok := b.direction(x)
	if !ok {
		addNoise(p, max(b.Along, b.Across), dt)
		return
	}
	addNoise(p, b.Across, dt)
	h := math.Abs(dt)
	vv := float64((b.Along - b.Across) * h)
	rv := float64(0.5 * h * vv)
	rr := float64(h * rv * (2. / 3))
	for i := range 3 {
		for j := range 3 {
			uu := u[i] * u[j]
			p[i][j] += float64(rr * uu)
			p[i][j+3] += float64(rv * uu)
			p[i+3][j] += float64(rv * uu)
			p[i+3][j+3] += float64(vv * uu)
		}
	}
}
