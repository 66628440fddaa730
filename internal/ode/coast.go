package ode

import "scutum/internal/frozen"

// Attraction gives the acceleration at a position, alone.
type Attraction interface {
	Acceleration(r, a *[3]float64)
}

// Coast is an integration of a field that does not depend on velocity or time,
// by Stoermer's rule extrapolated to the twelfth order (Hairer, Norsett and
// Wanner 1993, II.14). Its steps are hundreds of seconds long. Weights are
// those of RungeKutta.
type Coast struct {
	Now, Last      Node
	PositionWeight float64
	VelocityWeight float64
	Evaluations    int
	pace           pace
	row            [coastRows]State // results with 1, 2, ... parts
	r, d, a        [3]float64       // of one part; here because what an interface sees is not on the stack
}

// coastRows is the number of results that are extrapolated.
const coastRows = 6

// coastWeights extrapolate the rows to parts of no length; coastLess do so
// without the coarsest, for the error.
var coastWeights, coastLess = extrapolation(0), extrapolation(1)

func extrapolation(first int) (w [coastRows]float64) {
	for j := first; j < coastRows; j++ {
		w[j] = 1
		nj := float64((j + 1) * (j + 1))
		for i := first; i < coastRows; i++ {
			if i != j {
				w[j] *= nj / (nj - float64((i+1)*(i+1)))
			}
		}
	}
	return w
}

// Start sets the integration to a state at a time, with a first step to try.
func (w *Coast) Start(f Attraction, t float64, y *State, step float64) {
	w.Now.T, w.Now.Y, w.pace.step = t, *y, step
	w.slope(f)
}

func (w *Coast) slope(f Attraction) {
	n := &w.Now
	a := &w.a
	f.Acceleration((*[3]float64)(n.Y[:3]), a)
	n.Dy = State{n.Y[3], n.Y[4], n.Y[5], a[0], a[1], a[2]}
	w.Evaluations++
}

// Step advances by one accepted step that does not pass end.
func (w *Coast) Step(f Attraction, end float64) error {
	w.Last = w.Now
	for {
		h, last, ok := w.pace.propose(w.Last.T, end, 2)
		if !ok {
			return ErrStuck
		}
		if !w.pace.accepts(w.try(f, h), h, 11, 3) {
			continue
		}
		w.Now.T = w.Last.T + h
		if last {
			w.Now.T = end
		}
		w.slope(f)
		return nil
	}
}

// try computes the step of size h from Last into Now and returns its weighted
// error.
func (w *Coast) try(f Attraction, h float64) float64 {
	for j := range w.row {
		w.leap(f, h, j)
	}
	w.Evaluations += coastRows * (coastRows + 1) / 2
	var position, velocity float64
	for i := range w.Now.Y {
		var best, less float64
		for j := range w.row {
			best += float64(coastWeights[j] * w.row[j][i])
			less += float64(coastLess[j] * w.row[j][i])
		}
		w.Now.Y[i] = best
		d := float64((best - less) * (best - less))
		if i < 3 {
			position += d
		} else {
			velocity += d
		}
	}
	p, v := w.PositionWeight, w.VelocityWeight
	return frozen.Sqrt(float64(p*p*position) + float64(v*v*velocity))
}

// leap is Stoermer's rule over h in j+1 parts.
func (w *Coast) leap(f Attraction, h float64, j int) {
	start := &w.Last
	part := h / float64(j+1)
	r, d, a := &w.r, &w.d, &w.a
	for i := range r {
		d[i] = float64(part * (start.Y[i+3] + float64(0.5*part*start.Dy[i+3])))
		r[i] = start.Y[i] + d[i]
	}
	square := part * part
	for range j {
		f.Acceleration(r, a)
		for i := range r {
			d[i] += float64(square * a[i])
			r[i] += d[i]
		}
	}
	f.Acceleration(r, a)
	row := &w.row[j]
	for i := range r {
		row[i] = r[i]
		row[i+3] = d[i]/part + float64(0.5*part*a[i])
	}
}
