package random

import (
	"math"

	"scutum/internal/frozen"
)

// The ziggurat of Marsaglia and Tsang (2000): 256 layers of equal area under
// exp(-x^2/2), the lowest with the tail beyond its edge.
const (
	layers     = 256
	tailStarts = 3.6541528853610088
	layerArea  = 0.00492867323399
)

// layer is one layer of the ziggurat.
type layer struct {
	width  float64 // where the layer ends; of the lowest, were it a box with the tail's area
	inside float64 // share of the width that lies wholly under the curve
	low    float64 // height of the curve at the layer's outer and inner edge
	high   float64
}

// ziggurat is computed by functions whose bits are the same everywhere.
var ziggurat = func() (z [layers]layer) {
	curve := func(x float64) float64 { return frozen.Exp(float64(-0.5*x) * x) }
	edge := tailStarts
	z[0] = layer{width: layerArea / curve(edge), low: 0, high: curve(edge)}
	z[0].inside = edge / z[0].width
	for i := 1; i < layers; i++ {
		top := math.Min(1, curve(edge)+layerArea/edge)
		next := frozen.Sqrt(-2 * frozen.Log(top))
		if i == layers-1 {
			next, top = 0, 1
		}
		z[i] = layer{width: edge, inside: next / edge, low: curve(edge), high: top}
		edge = next
	}
	return z
}()

// Normal returns a number from the standard normal distribution: a ziggurat,
// whose multiples of 2^-52 of a layer's width make it as fine as a float64 near
// its edge. One number of the stream in 98.8 % of draws. See TestNormal.
func (s Stream) Normal() float64 {
	for {
		bits := s.pcg.Uint64()
		l := &ziggurat[bits%layers]
		u := float64(int64(bits)>>11) * 0x1p-52 // in [-1, 1)
		if math.Abs(u) < l.inside {
			return float64(u * l.width)
		}
		if bits%layers == 0 {
			return math.Copysign(s.tail(), u)
		}
		x := float64(u * l.width)
		if l.low+float64((l.high-l.low)*s.Float64()) < frozen.Exp(float64(-0.5*x)*x) {
			return x
		}
	}
}

// tail draws from the normal distribution beyond tailStarts (Marsaglia 1964).
func (s Stream) tail() float64 {
	for {
		x := s.Exponential() / tailStarts
		if 2*s.Exponential() > float64(x*x) {
			return tailStarts + x
		}
	}
}

// Exponential returns a number from the exponential distribution of mean 1,
// never 0: the logarithm of a number in (0, 1), whose steps of 2^-53 end it at
// 37.4. See TestExponential.
func (s Stream) Exponential() float64 {
	return -frozen.Log((float64(s.pcg.Uint64()>>11) + 0.5) * 0x1p-53)
}

// atOnce is the largest mean that Poisson draws from one number.
const atOnce = 16

// Poisson returns a number from the Poisson distribution of a mean, by adding
// up probabilities until they pass one number of the stream; a large mean is
// drawn in parts, whose numbers add up. A mean of 0 draws nothing. It takes
// time in proportion to the mean, which may be up to a million; any other is a
// broken promise. See TestPoisson.
func (s Stream) Poisson(mean float64) int {
	if !(mean >= 0 && mean <= 1e6) {
		panic("random: a Poisson mean outside [0, 1e6]")
	}
	sum := 0
	for ; mean > atOnce; mean -= atOnce {
		sum += s.poisson(atOnce)
	}
	if mean > 0 {
		sum += s.poisson(mean)
	}
	return sum
}

func (s Stream) poisson(mean float64) (n int) {
	left, p := s.Float64(), frozen.Exp(-mean)
	for left >= p && p > 0 {
		left -= p
		n++
		p = float64(p * (mean / float64(n)))
	}
	return n
}
