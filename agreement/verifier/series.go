package verifier

import "math"

// A series is the coefficients of a function, all positive, the n-th to (2n + 1)
// roundings, and up to which argument so many are enough: what is left out comes
// to less than 2^-60 of the first in each of the derivatives that are used.
type series struct {
	table []float64
	limit float64
}

func newSeries(limit, first float64, terms int, ratio func(n float64) float64) series {
	s := series{[]float64{first}, limit}
	for n := 1; n < terms; n++ {
		s.table = append(s.table, s.table[n-1]*ratio(float64(n)))
	}
	return s
}

// stumpff are the functions c_k(-x) = sum x^n/(k+2n)!, k from 0 to 3; flatness is
// 4/3 F(3, 1; 5/2; x), see transfer.
var (
	stumpff  = [4]series{newStumpff(0, 1), newStumpff(1, 1), newStumpff(2, 0.5), newStumpff(3, 1.0/6)}
	flatness = newSeries(0.8, 4.0/3, 340, func(n float64) float64 { return (n + 2) / (n + 1.5) })
)

func newStumpff(k, first float64) series {
	return newSeries(24, first, 30, func(n float64) float64 { return 1 / ((k + 2*n) * (k + 2*n - 1)) })
}

// derivatives returns the value and the first three derivatives, by Horner's
// rule. The term in x^n is off by at most (4n + 8) u in each.
func (s *series) derivatives(x float64) (d [4]float64) {
	terms := len(s.table)
	if r := math.Abs(x); !(r <= s.limit) {
		x = math.NaN()
	} else if r < 1 {
		terms = min(terms, 10-int(76/math.Log(r)))
	}
	for n := terms - 1; n >= 0; n-- {
		d[3] = float64(d[3]*x) + d[2]
		d[2] = float64(d[2]*x) + d[1]
		d[1] = float64(d[1]*x) + d[0]
		d[0] = float64(d[0]*x) + s.table[n]
	}
	d[2], d[3] = 2*d[2], 6*d[3]
	return d
}

// of returns the function of a. The magnitudes are the sums of (4n + 8)/64 of the
// terms' in the m-th derivative: (|x| d[m+1] + (m+2) d[m])/16 at |x|. The third
// derivative rises with x above 0, as all coefficients are positive. Below 0 it
// lies between plus and minus its value at 0. For c_k, that is the integral of
// (1-t)^(k-1)/(k-1)! cos(t sqrt z) over t from 0 to 1, z = -x, and the n-th
// derivative of cos(sqrt z) is at most n!/(2n)! by Poisson's integral for the
// spherical Bessel function of order n-1; flatness is an integral of powers
// of 1/(1-xt), which fall with -x, as do their derivatives.
func (s *series) of(a quadratic) quadratic {
	at, terms, third := s.derivatives(a.c), s.derivatives(math.Abs(a.c)), s.derivatives(math.Max(0, a.high))
	var of [3]float64
	for m := range of {
		of[m] = terms[m] + math.Abs(a.c)*terms[m+1]/16
	}
	return a.apply([3]float64(at[:3]), of, third[3]*outward)
}

// turned returns the cosine and the sine of an angle.
func (a quadratic) turned() (cosine, sine quadratic) {
	square := a.times(a).scaled(0, -1)
	return stumpff[0].of(square), stumpff[1].of(square).times(a)
}

// sineCosineDeg is for up to two turns, exact to 2^-49 of what it returns. The
// quarter turns come off without rounding: what is left is no greater than the
// angle and a multiple of its last place.
func sineCosineDeg(deg float64) (sine, cosine float64) {
	if !(math.Abs(deg) <= 720) {
		return math.NaN(), math.NaN()
	}
	quarter := math.Round(deg / 90)
	x := (deg - 90*quarter) * (math.Pi / 180)
	sine, cosine = x*stumpff[1].derivatives(-x * x)[0], stumpff[0].derivatives(-x * x)[0]
	for range (int(quarter)%4 + 4) % 4 {
		sine, cosine = cosine, -sine
	}
	return sine, cosine
}
