package verifier

import "math"

// The variables of a box, each from -1 to 1, in blocks: the launch point, the aim
// point and the site run over the unit disc; coast, meeting and departure are
// alone.
const (
	ofLaunch, ofAim, ofSite      = 0, 2, 4
	ofCoast, ofMeeting, ofDepart = 6, 7, 8
	variables                    = 9
)

var blocks = [6]struct{ from, to int }{{0, 2}, {2, 4}, {4, 6}, {6, 7}, {7, 8}, {8, 9}}

const (
	slack     = 0x1p-46     // of the magnitudes in an operation, for its rounding
	outward   = 1 + 0x1p-40 // for the rounding of a bound
	underflow = 0x1p-400
)

// A quadratic encloses a function of the box's variables: c + g.x + x'hx/2, give
// or take e. An operation that cannot be enclosed leaves e infinite or not a
// number, which stays so and proves nothing: every test asks whether a bound is
// greater than something.
//
// Rounding. Let |a| be the sum of the magnitudes of a's coefficients, h's
// diagonal halved, and A = |c| + lin + sq. Over a disc |g1| + |g2| is at most
// sqrt2 times their hypotenuse, the four entries of a block at most twice its
// Frobenius norm, and |q11| + |q22| + |2 q12| at most 2 sqrt2 times the greatest
// eigenvalue of q = h/2; so |a| <= 2 sqrt2 A. A coefficient of a product is a sum
// of at most four products, so the errors of all come to less than 4.1 u |a||b|
// < 33 u AB, u = 2^-53. Those of a sum of multiples, whose factors may be off
// by 2^-49 of themselves, come to 18 u 2 sqrt2 of them. The slack is 128 u. The bounds are made of
// at most sixty sums, products and roots of numbers that are not negative, which
// outward covers; underflow covers what is too small for either. TestKernels.
type quadratic struct {
	c         float64
	g         [variables]float64
	h         [variables][variables]float64 // second derivatives; h[i][j] for j >= i only
	e         float64
	lin, sq   float64 // bounds of |g.x| and of |x'hx/2|
	low, high float64 // bounds of the function
}

// finish sets the bounds, and takes into e the rounding of an operation that had
// so much in it. A block's square is taken with its slope: with r from 0 to 1 its
// part lies between slope r + (middle + half) r^2 and -slope r + (middle - half)
// r^2, middle and half being those of the eigenvalues of h/2.
func (a quadratic) finish(magnitude float64) quadratic {
	a.lin, a.sq = 0, 0
	var down, up, crossed float64
	for n, b := range blocks {
		slope, middle, half := math.Abs(a.g[b.from]), a.h[b.from][b.from]/2, 0.0
		if b.to == b.from+2 {
			q := a.h[b.from+1][b.from+1] / 2
			slope, middle, half = hypotenuse(slope, a.g[b.from+1]), (middle+q)/2, hypotenuse((middle-q)/2, a.h[b.from][b.from+1]/2)
		}
		down, up = down+depth(slope, middle-half), up+depth(slope, -middle-half)
		a.lin, a.sq = a.lin+slope, a.sq+math.Abs(middle)+half
		for _, other := range blocks[n+1:] {
			square := 0.0
			for i := b.from; i < b.to; i++ {
				for j := other.from; j < other.to; j++ {
					square += float64(a.h[i][j] * a.h[i][j])
				}
			}
			crossed += math.Sqrt(square)
		}
	}
	a.sq += crossed
	a.e = (a.e+float64(slack*magnitude))*outward + underflow
	rest := crossed + a.e + float64(slack*a.size())
	a.low, a.high = a.c-((down+rest)*outward+underflow), a.c+((up+rest)*outward+underflow)
	return a
}

func hypotenuse(x, y float64) float64 { return math.Sqrt(float64(x*x) + float64(y*y)) }

// depth is the greatest of slope r - square r^2, r from 0 to 1.
func depth(slope, square float64) float64 {
	if slope < 2*square {
		return slope * slope / (4 * square)
	}
	return math.Max(slope-square, 0)
}

// size is A of the rounding's argument.
func (a *quadratic) size() float64 { return math.Abs(a.c) + a.lin + a.sq }

// number encloses a number that is off by at most so much.
func number(c, off float64) quadratic { return quadratic{c: c, e: off}.finish(0) }

var unknown = number(0, math.Inf(1))

// variable encloses a number between two bounds as variable i.
func variable(i int, from, until float64) (r quadratic) {
	r.c, r.g[i] = (from+until)/2, (until-from)/2
	return r.finish(math.Abs(from) + math.Abs(until))
}

// sum returns k + f a + g b. The factors may be off by 2^-49 of themselves.
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
		ai, bi := a.g[i], b.g[i]
		r.g[i] = float64(a.c*bi) + float64(b.c*ai)
		for j := i; j < variables; j++ {
			r.h[i][j] = (float64(a.c*b.h[i][j]) + float64(b.c*a.h[i][j])) + (float64(ai*b.g[j]) + float64(bi*a.g[j]))
		}
	}
	r.e = float64(a.lin*b.sq) + float64(a.sq*b.lin) + float64(a.sq*b.sq) + float64(a.e*(b.size()+b.e)) + float64(a.size()*b.e)
	return r.finish(a.size() * b.size())
}

// apply returns a function of a: its second-order expansion at a's centre, of
// which at has the value and two derivatives, exact to 64 u of the magnitudes in
// of; third bounds the third derivative over a's range. With p = a - c the square
// of p is that of its linear part, but for twice that times the rest and the
// square of the rest.
func (a quadratic) apply(at, of [3]float64, third float64) (r quadratic) {
	r.c = at[0]
	for i := range variables {
		r.g[i] = at[1] * a.g[i]
		for j := i; j < variables; j++ {
			r.h[i][j] = float64(at[1]*a.h[i][j]) + float64(at[2]*float64(a.g[i]*a.g[j]))
		}
	}
	rest := a.sq + a.e
	p := a.lin + rest
	r.e = float64(math.Abs(at[1])*a.e) + float64(math.Abs(at[2])/2*(2*a.lin+rest)*rest) + float64(third/6*p*p*p)
	return r.finish(math.Abs(of[0]) + math.Abs(float64(of[1]*p)) + math.Abs(float64(of[2]*p*p)))
}

// root and inverse are for what is positive; third derivatives are greatest at
// the least value.
func (a quadratic) root() quadratic {
	if !(a.low > 0) {
		return unknown
	}
	s := math.Sqrt(a.c)
	at := [3]float64{s, 0.5 / s, -0.25 / (s * a.c)}
	return a.apply(at, at, 0.375/(a.low*a.low*math.Sqrt(a.low)))
}

func (a quadratic) inverse() quadratic {
	if !(a.low > 0) {
		return unknown
	}
	at := [3]float64{1 / a.c, -1 / (a.c * a.c), 2 / (a.c * a.c * a.c)}
	return a.apply(at, at, 6/(a.low*a.low*a.low*a.low))
}
