package ode

import "scutum/internal/frozen"

// RungeKutta is an integration by the pair of Dormand and Prince (1980), whose
// last derivative is the first of the next step. Now is where it stands, Last
// where its last step began.
//
// A step is accepted when the estimated errors of its position and velocity,
// times PositionWeight (1/m) and VelocityWeight (s/m), are below 1: weights let
// the caller measure an error by what comes of it.
type RungeKutta struct {
	Now, Last      Node
	PositionWeight float64
	VelocityWeight float64
	Evaluations    int
	pace           pace
	k              [7]State
}

// Start sets the integration to a state at a time, with a first step to try.
func (w *RungeKutta) Start(f Field, t float64, y *State, step float64) {
	w.Now.T, w.Now.Y, w.pace.step = t, *y, step
	w.Refresh(f)
}

// Refresh evaluates the derivative anew, after the field has changed.
func (w *RungeKutta) Refresh(f Field) {
	f.Derivative(w.Now.T, &w.Now.Y, &w.Now.Dy)
	w.Evaluations++
}

// Step advances by one accepted step that does not pass end.
func (w *RungeKutta) Step(f Field, end float64) error {
	w.Last = w.Now
	for {
		h, last, ok := w.pace.propose(w.Last.T, end, 1.5)
		if !ok {
			return ErrStuck
		}
		if !w.pace.accepts(w.try(f, h), h, 5, 5) {
			continue
		}
		w.Now.T = w.Last.T + h
		if last {
			w.Now.T = end
		}
		return nil
	}
}

// Repeat does the last step again so that it ends at t, which lies within it.
func (w *RungeKutta) Repeat(f Field, t float64) {
	w.try(f, t-w.Last.T)
	w.Now.T = t
}

// try computes the step of size h from Last into Now and returns its weighted
// error.
func (w *RungeKutta) try(f Field, h float64) float64 {
	t, y, k1 := w.Last.T, &w.Last.Y, &w.Last.Dy
	k := &w.k
	u := &w.k[0]
	for i := range u {
		u[i] = y[i] + float64(h*float64(1.0/5*k1[i]))
	}
	f.Derivative(t+float64(h/5), u, &k[1])
	k2 := &k[1]
	for i := range u {
		u[i] = y[i] + float64(h*(float64(3.0/40*k1[i])+float64(9.0/40*k2[i])))
	}
	f.Derivative(t+float64(0.3*h), u, &k[2])
	k3 := &k[2]
	for i := range u {
		u[i] = y[i] + float64(h*(float64(44.0/45*k1[i])-float64(56.0/15*k2[i])+float64(32.0/9*k3[i])))
	}
	f.Derivative(t+float64(0.8*h), u, &k[3])
	k4 := &k[3]
	for i := range u {
		u[i] = y[i] + float64(h*(float64(19372.0/6561*k1[i])-float64(25360.0/2187*k2[i])+float64(64448.0/6561*k3[i])-float64(212.0/729*k4[i])))
	}
	f.Derivative(t+float64(8.0/9*h), u, &k[4])
	k5 := &k[4]
	for i := range u {
		u[i] = y[i] + float64(h*(float64(9017.0/3168*k1[i])-float64(355.0/33*k2[i])+float64(46732.0/5247*k3[i])+float64(49.0/176*k4[i])-float64(5103.0/18656*k5[i])))
	}
	f.Derivative(t+h, u, &k[5])
	k6 := &k[5]
	now := &w.Now
	for i := range now.Y {
		now.Y[i] = y[i] + float64(h*(float64(35.0/384*k1[i])+float64(500.0/1113*k3[i])+float64(125.0/192*k4[i])-float64(2187.0/6784*k5[i])+float64(11.0/84*k6[i])))
	}
	f.Derivative(t+h, &now.Y, &now.Dy)
	w.Evaluations += 6
	var e [6]float64
	for i := range e {
		e[i] = float64(71.0/57600*k1[i]) - float64(71.0/16695*k3[i]) + float64(71.0/1920*k4[i]) - float64(17253.0/339200*k5[i]) + float64(22.0/525*k6[i]) - float64(1.0/40*now.Dy[i])
	}
	position := float64(e[0]*e[0]) + float64(e[1]*e[1]) + float64(e[2]*e[2])
	velocity := float64(e[3]*e[3]) + float64(e[4]*e[4]) + float64(e[5]*e[5])
	p, v := h*w.PositionWeight, h*w.VelocityWeight
	return frozen.Sqrt(float64(p*p*position) + float64(v*v*velocity))
}
