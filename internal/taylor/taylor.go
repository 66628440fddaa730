// Package taylor holds second-order Taylor models: a quadratic polynomial in a
// few variables, each over [-1, 1] or two together over the unit disc, and a
// remainder that bounds everything left out, rounding included. What a model
// says of a function holds for every point of the box, not for samples.
//
// Rounding: every result of floating-point arithmetic here is a sum of at most
// 64 products of which each is rounded, so that its error is at most
// 66 u/(1 - 66 u) times the sum of the products' magnitudes (Higham, Accuracy
// and Stability of Numerical Algorithms, 2002, section 3.1), u = 2^-53. Each
// operation adds 2^-46 of that sum of magnitudes to the remainder, which is
// nearly twice as much and covers the rounding of the bound itself. Nothing here
// is near the range of underflow: magnitudes below 2^-500 do not occur in what
// it is used for, and a tiny constant is added for the case that they do.
//
// Sources: Makino and Berz, Taylor models and other validated functional
// inclusion methods, 2003; the rounding argument is elementary. The claim is
// proved in TestEncloses, against 200-bit arithmetic.
package taylor

import "math"

// Most is the greatest number of variables.
const Most = 9

const terms = 1 + Most + Most*(Most+1)/2

// slack is what an operation adds to the remainder for each unit of magnitude.
const (
	slack = 0x1p-46
	tiny  = 0x1p-900
)

// Space says how many variables there are and which of them, two by two, lie in
// the unit disc rather than in a square: variables 2i and 2i+1 for i < Discs.
type Space struct{ Variables, Discs int }

// Model is a Taylor model: coefficients of 1, of each variable, and of each
// product of two in the order (0,0) (0,1) (1,1) (0,2) (1,2) (2,2) ..., and the
// remainder's radius.
type Model struct {
	C [terms]float64
	R float64
}

// Constant returns the model of a number that is known to within an error.
func Constant(x, err float64) Model {
	var m Model
	m.C[0], m.R = x, err
	return m
}

// Variable returns the model of mid + radius times variable i.
func Variable(i int, mid, radius float64) Model {
	m := Constant(mid, 0)
	m.C[1+i] = radius
	return m
}

// second is the index of the product of variables i <= j among n.
func second(n, i, j int) int { return 1 + n + j*(j+1)/2 + i }

// size is the number of coefficients in use.
func (s Space) size() int { return 1 + s.Variables + s.Variables*(s.Variables+1)/2 }

// linear bounds the linear part over the box.
func (s Space) linear(a *Model) (sum float64) {
	i := 0
	for ; i < 2*s.Discs; i += 2 {
		sum += float64(math.Sqrt(float64(a.C[1+i]*a.C[1+i])+float64(a.C[2+i]*a.C[2+i])) * (1 + slack))
	}
	for ; i < s.Variables; i++ {
		sum += math.Abs(a.C[1+i])
	}
	return sum
}

// quadratic bounds the quadratic part.
func (s Space) quadratic(a *Model) (sum float64) {
	for k := 1 + s.Variables; k < s.size(); k++ {
		sum += math.Abs(a.C[k])
	}
	return sum
}

// Radius bounds the distance of the model's values from its constant.
func (s Space) Radius(a *Model) float64 {
	return float64((s.linear(a) + s.quadratic(a) + a.R) * (1 + slack))
}

// Magnitude bounds the model's absolute value.
func (s Space) Magnitude(a *Model) float64 {
	return float64((math.Abs(a.C[0]) + s.Radius(a)) * (1 + slack))
}

// Lower returns a lower bound of the model's values. Each variable outside the
// discs has its linear and its square term taken together.
func (s Space) Lower(a *Model) float64 {
	n := s.Variables
	sum, size := a.C[0], math.Abs(a.C[0])
	down := func(x float64) { sum -= x; size += math.Abs(x) }
	for j := range n {
		for i := range j {
			down(math.Abs(a.C[second(n, i, j)]))
		}
	}
	i := 0
	for ; i < 2*s.Discs; i += 2 {
		down(math.Sqrt(float64(a.C[1+i]*a.C[1+i]) + float64(a.C[2+i]*a.C[2+i])))
		// s1^2 + s2^2 <= 1: the lesser coefficient, where negative, at most once.
		down(math.Max(0, -math.Min(a.C[second(n, i, i)], a.C[second(n, i+1, i+1)])))
	}
	for ; i < n; i++ {
		l, q := math.Abs(a.C[1+i]), a.C[second(n, i, i)]
		if q > 0 && l < 2*q {
			down(float64(l*l) / (4 * q))
		} else {
			down(l - q)
		}
	}
	return sum - a.R - float64(slack*size) - tiny
}

// Upper returns an upper bound of the model's values.
func (s Space) Upper(a *Model) float64 {
	b := Negative(a)
	return -s.Lower(&b)
}

// Negative returns -a.
func Negative(a *Model) Model {
	var out Model
	for i := range a.C {
		out.C[i] = -a.C[i]
	}
	out.R = a.R
	return out
}

// Add returns a + b.
func (s Space) Add(a, b *Model) (out Model) { s.add(&out, a, b, 1); return out }

// Sub returns a - b.
func (s Space) Sub(a, b *Model) (out Model) { s.add(&out, a, b, -1); return out }

func (s Space) add(out, a, b *Model, sign float64) {
	size := 0.0
	for i := range s.size() {
		out.C[i] = a.C[i] + float64(sign*b.C[i])
		size += math.Abs(out.C[i])
	}
	out.R = float64((a.R+b.R)*(1+slack)) + float64(slack*size) + tiny
}

// Scale returns k a for an exact number k.
func (s Space) Scale(a *Model, k float64) (out Model) {
	size := 0.0
	for i := range s.size() {
		out.C[i] = float64(k * a.C[i])
		size += math.Abs(out.C[i])
	}
	out.R = float64(math.Abs(k)*a.R*(1+slack)) + float64(slack*size) + tiny
	return out
}

// Shift returns a + k for an exact number k.
func (s Space) Shift(a *Model, k float64) Model {
	out := *a
	out.C[0] += k
	out.R = float64(out.R*(1+slack)) + float64(slack*(math.Abs(a.C[0])+math.Abs(k))) + tiny
	return out
}

// Mul returns a b. Products of third and fourth order go into the remainder.
func (s Space) Mul(a, b *Model) (out Model) {
	n := s.Variables
	a0, b0 := a.C[0], b.C[0]
	out.C[0] = float64(a0 * b0)
	for i := 1; i < s.size(); i++ {
		out.C[i] = float64(a0*b.C[i]) + float64(b0*a.C[i])
	}
	for j := range n {
		aj, bj := a.C[1+j], b.C[1+j]
		k := second(n, 0, j)
		if aj == 0 && bj == 0 {
			continue
		}
		for i := range j {
			out.C[k+i] += float64(a.C[1+i]*bj) + float64(b.C[1+i]*aj)
		}
		out.C[k+j] += float64(aj * bj)
	}
	la, lb := s.linear(a), s.linear(b)
	qa, qb := s.quadratic(a), s.quadratic(b)
	ma, mb := math.Abs(a0)+la+qa, math.Abs(b0)+lb+qb
	high := float64(la*qb) + float64(qa*lb) + float64(qa*qb)
	left := float64(a.R*mb) + float64(b.R*ma) + float64(a.R*b.R)
	// The magnitudes of all products: at most (1-norm of a)(1-norm of b), where
	// the disc's hypotenuse is at least 1/sqrt 2 of the sum.
	out.R = float64((high+left)*(1+slack)) + float64(float64(2*slack*ma)*mb) + tiny
	return out
}

// Square returns a^2.
func (s Space) Square(a *Model) Model { return s.Mul(a, a) }

// Point is a number known to within an error.
type Point struct{ X, Err float64 }

// compose returns f(a) from f, f' and f”/2 at the constant of a and a bound of
// |f”'|/6 over all values of a.
func (s Space) compose(a *Model, f0, f1, f2 Point, third float64) Model {
	d := *a
	d.C[0] = 0
	r := s.Radius(&d)
	square := s.Mul(&d, &d)
	out := s.Scale(&square, f2.X)
	one := s.Scale(&d, f1.X)
	out = s.Add(&out, &one)
	out = s.Shift(&out, f0.X)
	cubic := float64(third * r * r * r)
	out.R += float64((cubic + f0.Err + float64(f1.Err*r) + float64(float64(f2.Err*r)*r)) * (1 + slack))
	return out
}

// Inverse returns 1/a; false where a may be zero.
func (s Space) Inverse(a *Model) (Model, bool) {
	least := float64(math.Abs(a.C[0])*(1-slack)) - s.Radius(a)
	if !(least > 0) {
		return Model{}, false
	}
	x := 1 / a.C[0]
	e := 4 * slack * math.Abs(x)
	l2 := float64(least * least)
	third := float64(1+8*slack) / float64(l2*l2)
	return s.compose(a, Point{x, e}, Point{float64(-x * x), 2 * float64(e*math.Abs(x))}, Point{float64(x * x * x), 4 * e * x * x}, third), true
}

// Sqrt returns the square root of a; false where a may be zero or less.
func (s Space) Sqrt(a *Model) (Model, bool) {
	least := s.Lower(a)
	if l := float64(a.C[0]*(1-slack)) - s.Radius(a); l > least {
		least = l
	}
	if !(least > 0) || !(a.C[0] > 0) {
		return Model{}, false
	}
	x := math.Sqrt(a.C[0])
	i := 1 / x
	third := (1 + 16*slack) / (16 * least * least * math.Sqrt(least))
	return s.compose(a, Point{x, 4 * slack * x}, Point{i / 2, 4 * slack * i}, Point{-i * i * i / 8, 4 * slack * i * i * i}, third), true
}
