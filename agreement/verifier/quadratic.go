package verifier

import "math"

// The variables of a box: the launch point, the aim point and the site run over
// the unit disc with two each; coast, meeting and departure from -1 to 1.
const (
	ofLaunch, ofAim, ofSite      = 0, 2, 4
	ofCoast, ofMeeting, ofDepart = 6, 7, 8
	variables                    = 9

	slack     = 0x1p-46     // of the magnitudes in an operation, for its rounding
	outward   = 1 + 0x1p-40 // for the rounding of a bound
	underflow = 0x1p-400
)

// A quadratic encloses a function of the box's variables: c + g.x + x'hx/2, give
// or take e. An operation that cannot be enclosed leaves e infinite or not a
// number, which stays so and proves nothing: every test asks whether a bound is
// greater than something.
//
// Rounding, with u = 2^-53. Let |a| be the sum of the magnitudes of a's
// coefficients, h's diagonal halved, and A = |c| + lin + sq. By the sums of
// squares in finish |a| <= 2A. A coefficient of a product is a sum of at most four
// products, so all errors come to less than 4.1 u |a||b| < 17 u AB; those of a sum
// of multiples, whose factors may be off by 2^-49 of themselves, to 36 u of them.
// slack is 128 u. Bounds are made of at most a hundred sums, products and roots of
// numbers that are not negative, which outward covers; underflow covers what is
// too small for either. See TestKernels.
type quadratic struct {
	c         float64
	g         [variables]float64
	h         [variables][variables]float64 // second derivatives; h[i][j] for j >= i only
	e         float64
	lin, sq   float64 // bounds of |g.x| and of |x'hx/2|
	low, high float64 // bounds of the function
}

// finish sets the bounds, and takes into e the rounding of an operation that had
// so much in it. By Cauchy and Schwarz g.x over a disc is at most the root of the
// sum of g's squares, and so is what crosses two pairs by h's. A disc's own square
// is h.(x^2, 2xy, y^2)/2, at most 1/sqrt2 of that root; that of a variable without
// a second is taken together with its slope.
func (a quadratic) finish(magnitude float64) quadratic {
	var down, up, either float64 // what lies below and above c; and what may do both
	a.lin, a.sq = 0, 0
	for i := 0; i < variables; i = next(i) {
		slope, own := math.Abs(a.g[i]), float64(math.Abs(a.h[i][i])/2)
		if i < ofCoast {
			slope, own = math.Sqrt(float64(a.g[i]*a.g[i])+float64(a.g[i+1]*a.g[i+1])), float64(0.7072*a.norm(i, i))
			either += slope + own
		} else {
			down, up = down+depth(slope, a.h[i][i]/2), up+depth(slope, -a.h[i][i]/2)
		}
		a.lin, a.sq = a.lin+slope, a.sq+own
		for j := next(i); j < variables; j = next(j) {
			crossing := a.norm(i, j)
			a.sq, either = a.sq+crossing, either+crossing
		}
	}
	a.e = float64((a.e+float64(slack*magnitude))*outward) + underflow
	either += a.e + float64(slack*a.size())
	a.low, a.high = a.c-(float64((down+either)*outward)+underflow), a.c+(float64((up+either)*outward)+underflow)
	return a
}

// next is the first variable after that of a disc or of a single one.
func next(i int) int {
	if i < ofCoast {
		return i + 2
	}
	return i + 1
}

// norm is the root of the sum of h's squares where two of them cross.
func (a *quadratic) norm(i, j int) float64 {
	squares := 0.0
	for k := i; k < next(i); k++ {
		for l := j; l < next(j); l++ {
			squares += float64(a.h[k][l] * a.h[k][l])
		}
	}
	return math.Sqrt(squares)
}

// depth is the greatest of slope r - square r^2, r from 0 to 1.
func depth(slope, square float64) float64 {
	if slope < 2*square {
		return slope * slope / (4 * square)
	}
	return math.Max(slope-square, 0)
}

// size is A of the rounding's argument.
func (a *quadratic) size() float64 { return math.Abs(a.c) + a.lin + a.sq }

func exactly(c float64) quadratic { return quadratic{c: c}.finish(0) }

var unknown = quadratic{e: math.Inf(1)}.finish(0)

// variable encloses a number between two bounds as variable i.
func variable(i int, from, until float64) (r quadratic) {
	r.c, r.g[i] = (from+until)/2, (until-from)/2
	return r.finish(math.Abs(from) + math.Abs(until))
}

// sum returns k + f a + g b. All three may be off by 2^-49 of themselves.
func sum(k, f float64, a quadratic, g float64, b quadratic) (r quadratic) {
	r.c = k + (float64(f*a.c) + float64(g*b.c))
	for i := range variables {
		r.g[i] = float64(f*a.g[i]) + float64(g*b.g[i])
		for j := i; j < variables; j++ {
			r.h[i][j] = float64(f*a.h[i][j]) + float64(g*b.h[i][j])
		}
	}
	f, g = math.Abs(f), math.Abs(g)
	r.e = float64(f*a.e) + float64(g*b.e)
	return r.finish(math.Abs(k) + float64(f*a.size()) + float64(g*b.size()))
}

func (a quadratic) scaled(k, f float64) quadratic { return sum(k, f, a, 0, quadratic{}) }
func (a quadratic) plus(b quadratic) quadratic    { return sum(0, 1, a, 1, b) }
func (a quadratic) minus(b quadratic) quadratic   { return sum(0, 1, a, -1, b) }

// times returns a b. What is of third and fourth order goes into e.
func (a quadratic) times(b quadratic) (r quadratic) {
	r.c = a.c * b.c
	for i := range variables {
		r.g[i] = float64(a.c*b.g[i]) + float64(b.c*a.g[i])
		for j := i; j < variables; j++ {
			r.h[i][j] = (float64(a.c*b.h[i][j]) + float64(b.c*a.h[i][j])) + (float64(a.g[i]*b.g[j]) + float64(b.g[i]*a.g[j]))
		}
	}
	r.e = float64(a.lin*b.sq) + float64(a.sq*b.lin) + float64(a.sq*b.sq) + float64(a.e*(b.size()+b.e)) + float64(a.size()*b.e)
	return r.finish(a.size() * b.size())
}

// apply returns a function of a: its expansion at a's centre by the value and two
// derivatives there, which are off by 2^-49 of themselves and by as much as off;
// third bounds the third derivative over a's range.
func (a quadratic) apply(at [3]float64, off, third float64) quadratic {
	p := a
	p.c = 0
	r, width := sum(at[0], at[1], p, at[2]/2, p.times(p)), p.size()+p.e
	r.e += float64(off*(1+width)*(1+width)) + float64(third/6*width*width*width)
	return r.finish(0)
}

// root and inverse are for what is positive; third derivatives are greatest at
// the least value.
func (a quadratic) root() quadratic {
	if s, low := math.Sqrt(a.c), a.low; low > 0 {
		return a.apply([3]float64{s, 0.5 / s, -0.25 / (s * a.c)}, 0, 0.375/(low*low*math.Sqrt(low)))
	}
	return unknown
}

func (a quadratic) inverse() quadratic {
	if c, low := a.c, a.low; low > 0 {
		return a.apply([3]float64{1 / c, -1 / (c * c), 2 / (c * c * c)}, 0, 6/(low*low*low*low))
	}
	return unknown
}

// A series is a function by its Taylor series, all of whose coefficients are
// positive: the first, and the ratio of the n-th to the one before. What so many
// terms leave out, up to the limit, is below 2^-60 of the first in each derivative.
type series struct {
	first, terms, limit float64
	ratio               func(n float64) float64
}

// newStumpff returns c_k(-x) = sum x^n/(k+2n)!; factorial is that of k.
func newStumpff(k, factorial float64) *series {
	return &series{1 / factorial, 30, 24, func(n float64) float64 { return 1 / ((k + 2*n) * (k + 2*n - 1)) }}
}

var (
	stumpff = [4]*series{newStumpff(0, 1), newStumpff(1, 1), newStumpff(2, 2), newStumpff(3, 6)}
	bend    = &series{4.0 / 3, 340, 0.8, func(n float64) float64 { return (n + 2) / (n + 1.5) }} // see flown
)

// derivatives returns the value and the first three derivatives, by Horner's
// rule. The term in x^n is off by at most (4n + 8) u in each, together less than
// 2^-42 of the sum of the terms' magnitudes.
func (s *series) derivatives(x float64) (d [4]float64) {
	if !(math.Abs(x) <= s.limit) {
		x = math.NaN()
	}
	terms := s.terms
	if r := math.Abs(x); r < 1 {
		terms = min(terms, math.Ceil(10-76/math.Log(r))) // r^n is below 2^-100 from there
	}
	for n := terms; n > 0; n-- {
		f := s.ratio(n)
		d[3] = f * (float64(d[3]*x) + d[2])
		d[2] = f * (float64(d[2]*x) + d[1])
		d[1] = f * (float64(d[1]*x) + d[0])
		d[0] = float64(f*d[0]*x) + 1
	}
	return [4]float64{s.first * d[0], s.first * d[1], 2 * s.first * d[2], 6 * s.first * d[3]}
}

// of returns the function of a. Above 0 the third derivative rises with x, as all
// coefficients are positive; below 0 it is no greater than at 0 (docs/certificate.md).
func (s *series) of(a quadratic) quadratic {
	at, most := s.derivatives(a.c), s.derivatives(math.Max(math.Abs(a.c), a.high))
	return a.apply([3]float64(at[:3]), 0x1p-42*math.Max(most[0], math.Max(most[1], most[2])), most[3]*outward)
}

// turned returns the cosine and the sine of an angle.
func (a quadratic) turned() (cosine, sine quadratic) {
	square := a.times(a).scaled(0, -1)
	return stumpff[0].of(square), stumpff[1].of(square).times(a)
}
