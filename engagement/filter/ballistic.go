package filter

import (
	"math"

	"scutum/physics/earth"
)

// Ballistic is free fall over the rotating Earth: position (m) and velocity
// (m/s) in Earth-fixed axes, moved by central gravity, the model's J2 (none
// where it is 0), the Coriolis and the centrifugal acceleration, and by white
// acceleration noise that is alike in all directions.
//
// Assumptions: no air, no thrust. It fails below some 80 km, where drag is not
// noise, and while an engine burns. Where the truth is a two-body arc the Earth
// must be one without J2: at 0.015 m/s2 the difference is 700 m in 300 s.
//
// Source: Bar-Shalom, Li and Kirubarajan, Estimation with Applications to
// Tracking and Navigation, 2001, section 6.2.2 (white acceleration noise);
// Li and Jilkov, "A survey of maneuvering target tracking, part II:
// ballistic target models", Proc. SPIE 4473, 2001. See TestBallisticIsFreeFall,
// TestTransitionIsTheSlope and TestRootMeanSquareNearTheBound.
type Ballistic struct {
	Earth earth.Model
	Noise float64 // density of the acceleration noise, each axis, m2/s3
}

// Flow is a motion that can also move a bare state and say its noise, which
// filters that linearise by themselves (UKF) ask.
type Flow interface {
	Motion
	// Move carries position and velocity on by dt seconds.
	Move(x *[6]float64, dt float64)
	// AddNoise adds the process noise of dt seconds at x to a covariance.
	AddNoise(x *[6]float64, dt float64, p *[6][6]float64)
}

// The longest steps in s: of Predict, 5 mm in 600 s and the transition to 1e-4
// of itself; of Ahead, 0.4 m in 600 s and 1e-3.
const (
	longestStep = 10
	longStride  = 30
)

// Predict carries an estimate on by dt seconds, backwards if dt is negative
// (the noise then counts as if forwards).
func (b *Ballistic) Predict(s *State, dt float64) { b.predict(s, dt, longestStep) }

func (b *Ballistic) predict(s *State, dt, longest float64) {
	n := steps(dt, longest)
	h := dt / float64(n)
	var g gradient
	for range n {
		b.step(&s.X, h, &g)
		b.spread(&s.P, h, &g)
		addNoise(&s.P, b.Noise, h)
	}
}

// steps is the number of equal steps that a time takes.
func steps(dt, longest float64) int {
	if math.Abs(dt) <= longest {
		return 1
	}
	return int(math.Ceil(math.Abs(dt) / longest))
}

// Move carries position and velocity on by dt seconds.
func (b *Ballistic) Move(x *[6]float64, dt float64) {
	n := steps(dt, longestStep)
	h := dt / float64(n)
	var g gradient
	for range n {
		b.step(x, h, &g)
	}
}

// AddNoise adds the process noise of dt seconds to a covariance.
func (b *Ballistic) AddNoise(_ *[6]float64, dt float64, p *[6][6]float64) {
	addNoise(p, b.Noise, dt)
}

// Transition is the matrix of the slopes of the state dt seconds on, to the
// state x: that by which Predict spreads a covariance. See TestTransitionIsTheSlope.
func (b *Ballistic) Transition(x *[6]float64, dt float64) (f [6][6]float64) {
	y := *x
	for i := range f {
		f[i][i] = 1
	}
	n := steps(dt, longestStep)
	h := dt / float64(n)
	var g gradient
	for range n {
		b.step(&y, h, &g)
		m := b.kick(h, &g)
		for j := range 6 {
			m.column(&f, j, h)
		}
	}
	return f
}

// addNoise adds q times the covariance of white acceleration noise.
func addNoise(p *[6][6]float64, q, h float64) {
	h = math.Abs(h)
	vv := float64(q * h)
	rv := float64(0.5 * h * vv)
	rr := float64(h * rv * (2. / 3))
	for i := range 3 {
		p[i][i] += rr
		p[i][i+3] += rv
		p[i+3][i] += rv
		p[i+3][i+3] += vv
	}
}
