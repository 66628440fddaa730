package verifier

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

const bits = 200

func exact(x float64) *big.Float { return new(big.Float).SetPrec(bits).SetFloat64(x) }

func add(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(bits).Add(a, b) }
func sub(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(bits).Sub(a, b) }
func mul(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(bits).Mul(a, b) }
func quo(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(bits).Quo(a, b) }

// at returns a's polynomial at a point.
func (a *quadratic) at(x *[variables]*big.Float) *big.Float {
	value := exact(a.c)
	for i := range x {
		value = add(value, mul(exact(a.g[i]), x[i]))
		for j := i; j < variables; j++ {
			if a.h[i][j] == 0 {
				continue
			}
			part := mul(exact(a.h[i][j]), mul(x[i], x[j]))
			if i == j {
				part = mul(part, exact(0.5))
			}
			value = add(value, part)
		}
	}
	return value
}

// random draws a quadratic about a value: of few or many variables, wide or
// narrow.
func random(r *rand.Rand, c float64) quadratic {
	a := quadratic{c: c}
	wide := math.Abs(c) * math.Exp(-1-12*r.Float64())
	share := []float64{0.1, 0.4, 1}[r.IntN(3)]
	draw := func(scale float64) float64 {
		if r.Float64() > share {
			return 0
		}
		return scale * r.NormFloat64()
	}
	for i := range variables {
		a.g[i] = draw(wide)
		for j := i; j < variables; j++ {
			a.h[i][j] = draw(wide / 4)
		}
	}
	a.e = math.Abs(draw(wide / 20))
	return a.finish(0)
}

// point draws a point of the box, on its edges as often as inside.
func point(r *rand.Rand) (x [variables]*big.Float) {
	for i := ofCoast; i < variables; i++ {
		x[i] = exact([]float64{-1, 1, 2*r.Float64() - 1}[r.IntN(3)])
	}
	for i := 0; i < ofCoast; i += 2 {
		angle, radius := 2*math.Pi*r.Float64(), []float64{1, math.Sqrt(r.Float64())}[r.IntN(2)]
		radius *= 1 - 0x1p-50
		x[i], x[i+1] = exact(radius*math.Cos(angle)), exact(radius*math.Sin(angle))
	}
	return x
}

// within draws a value that a's enclosure allows at a point.
func (a *quadratic) within(r *rand.Rand, x *[variables]*big.Float) *big.Float {
	return add(a.at(x), mul(exact(a.e), exact([]float64{-1, 1, 2*r.Float64() - 1}[r.IntN(3)])))
}

// exactSeries sums a series whose ratio of coefficients is given in halves.
func exactSeries(first *big.Float, x *big.Float, over, under func(n int64) int64) *big.Float {
	value, term := exact(0), first
	for n := int64(1); n < 2000 && term.Sign() != 0 && term.MantExp(nil) > -bits; n++ {
		value = add(value, term)
		ratio := quo(new(big.Float).SetPrec(bits).SetInt64(over(n)), new(big.Float).SetPrec(bits).SetInt64(under(n)))
		term = mul(term, mul(ratio, x))
	}
	return value
}

func exactStumpff(k int64, x *big.Float) *big.Float {
	first := exact(1)
	for n := int64(2); n <= k; n++ {
		first = quo(first, exact(float64(n)))
	}
	return exactSeries(first, x, func(int64) int64 { return 1 }, func(n int64) int64 { return (k + 2*n) * (k + 2*n - 1) })
}

func exactBend(x *big.Float) *big.Float {
	return exactSeries(quo(exact(4), exact(3)), x, func(n int64) int64 { return 2*n + 4 }, func(n int64) int64 { return 2*n + 3 })
}

// TestKernels holds every operation to 200-bit arithmetic: whatever functions
// are within the operands, the result's enclosure and bounds hold what becomes of
// them; 10^5 random inputs.
func TestKernels(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	n := 100_000
	if testing.Short() {
		n = 10_000
	}
	tightest, nothing := 0.0, 0
	for i := range n {
		sign := float64(1 - 2*r.IntN(2))
		a, b := random(r, sign*math.Exp(3*r.NormFloat64())), random(r, math.Exp(3*r.NormFloat64()))
		f, g, k := r.NormFloat64(), r.NormFloat64(), r.NormFloat64()
		x := point(r)
		var result quadratic
		u := a.within(r, &x)
		var want *big.Float
		kind := i % 9
		switch kind {
		case 0:
			result, want = a.times(b), mul(u, b.within(r, &x))
		case 1:
			result, want = sum(k, f, a, g, b), add(exact(k), add(mul(exact(f), u), mul(exact(g), b.within(r, &x))))
		case 2:
			result, want = a.minus(b), sub(u, b.within(r, &x))
		case 3, 4:
			a = random(r, math.Abs(a.c))
			u = a.within(r, &x)
			if !(a.low > 0) {
				continue
			}
			if kind == 3 {
				result, want = a.root(), new(big.Float).SetPrec(bits).Sqrt(u)
			} else {
				result, want = a.inverse(), quo(exact(1), u)
			}
		case 5, 6:
			a = random(r, []float64{20, -35, 1, -1}[r.IntN(4)]*(2*r.Float64()-1))
			u = a.within(r, &x)
			result, want = stumpff[i/9%4].of(a), exactStumpff(int64(i/9%4), u)
		case 7:
			a = random(r, 1.6*r.Float64()-0.8)
			u = a.within(r, &x)
			if v, _ := u.Float64(); math.Abs(v) > 0.8 {
				continue
			}
			result, want = bend.of(a), exactBend(u)
		case 8:
			a = random(r, 2*r.Float64()-1)
			u = a.within(r, &x)
			cosine, sine := a.turned()
			square := mul(u, mul(u, exact(-1)))
			result, want = cosine, exactStumpff(0, square)
			if i%2 == 0 {
				result, want = sine, mul(u, exactStumpff(1, square))
			}
		}
		if math.IsNaN(result.e) || math.IsInf(result.e, 0) {
			nothing++
			continue
		}
		off, _ := sub(want, result.at(&x)).Float64()
		value, _ := want.Float64()
		if !(math.Abs(off) <= result.e) || !(result.low <= value && value <= result.high) {
			t.Fatalf("input %d, kind %d: off by %g where %g is allowed; %g in [%g, %g]", i, kind, off, result.e, value, result.low, result.high)
		}
		tightest = math.Max(tightest, math.Abs(off)/result.e)
	}
	t.Logf("%d inputs, of which %d prove nothing; the closest comes to %.3f of what is allowed", n, nothing, tightest)
	if nothing > n/10 {
		t.Error("too many inputs prove nothing")
	}
}

// TestRounding is TestKernels for operands without any width: what is left is the
// rounding alone.
func TestRounding(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 5000 {
		a, b := exactly(math.Exp(3*r.NormFloat64())), exactly(math.Exp(3*r.NormFloat64()))
		a.e, b.e = 0, 0
		x := point(r)
		small := exactly(1.6*r.Float64() - 0.8)
		small.e = 0
		for kind, c := range []struct {
			got  quadratic
			want *big.Float
		}{
			{a.times(b), mul(exact(a.c), exact(b.c))},
			{a.minus(b), sub(exact(a.c), exact(b.c))},
			{a.root(), new(big.Float).SetPrec(bits).Sqrt(exact(a.c))},
			{a.inverse(), quo(exact(1), exact(a.c))},
			{stumpff[i%4].of(small), exactStumpff(int64(i%4), exact(small.c))},
			{bend.of(small), exactBend(exact(small.c))},
		} {
			if off, _ := sub(c.want, c.got.at(&x)).Float64(); !(math.Abs(off) <= c.got.e) {
				t.Fatalf("kind %d: off by %g where %g is allowed", kind, off, c.got.e)
			}
		}
		deg := 250 * (2*r.Float64() - 1)
		cosine, sine := cosineSineDeg(deg)
		angle := mul(exact(deg), quo(pi, exact(180)))
		square := mul(angle, mul(angle, exact(-1)))
		for _, c := range []struct {
			got  quadratic
			want *big.Float
		}{{cosine, exactStumpff(0, square)}, {sine, mul(angle, exactStumpff(1, square))}} {
			if off, _ := sub(c.want, exact(c.got.c)).Float64(); !(math.Abs(off) <= c.got.e) || c.got.e > 0x1p-32 {
				t.Fatalf("%g degrees: off by %g where %g is allowed", deg, off, c.got.e)
			}
		}
	}
}

var pi = func() *big.Float {
	p, _, err := big.ParseFloat("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798214808651", 10, bits, big.ToNearestEven)
	if err != nil {
		panic(err)
	}
	return p
}()
