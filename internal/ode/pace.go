package ode

import (
	"errors"
	"math"
)

// ErrStuck says that the step shrank to nothing: the field is not smooth or
// not finite.
var ErrStuck = errors.New("the integration's step shrank to nothing")

// pace chooses the sizes of steps.
type pace struct{ step float64 } // the next to try, s

// propose returns the size of the next step from t, which does not pass end;
// last says that it ends there. A way of less than roomy steps is taken in two
// even ones rather than in a step and a crumb. ok is false when the step has
// shrunk to nothing.
func (p *pace) propose(t, end, roomy float64) (h float64, last, ok bool) {
	h = p.step
	if last = t+h >= end; last {
		h = end - t
	} else if t+float64(roomy*h) > end {
		h = 0.5 * (end - t)
	}
	return h, last, h > 1e-12*(1+math.Abs(t)) || last && h >= 0
}

// accepts judges a step of size h by its weighted error, of which the n-th
// root grows with the step, and chooses the next; it grows at most greatest
// times.
func (p *pace) accepts(e, h float64, n uint64, greatest float64) bool {
	factor := greatest
	if e != e {
		factor = 0.2
	} else if e > 1e-30 {
		factor = math.Min(greatest, 0.9*rootLike(e, n))
	}
	if !(e <= 1) {
		p.step = h * math.Max(0.2, factor)
		return false
	}
	if grown := h * factor; grown > p.step || h > 0.99*p.step {
		p.step = grown
	}
	return true
}

// rootLike returns about x^(-1/n) for x > 0, within a few per cent, which is
// enough to choose a step by: it divides the number's bits, whose upper part
// is nearly its logarithm.
func rootLike(x float64, n uint64) float64 {
	const one = 0x3ff << 52
	return math.Float64frombits(one + one/n - math.Float64bits(x)/n)
}
