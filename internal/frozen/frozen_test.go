package frozen

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// function is one of ours with math's, a big one, random arguments and the
// greatest error its doc comment states.
type function struct {
	name        string
	ours, plain func(x, y float64) float64
	exact       func(x, y float64) *big.Float
	draw        func(r *rand.Rand) (x, y float64)
	ulps        float64
}

func one(f func(float64) float64) func(x, y float64) float64 {
	return func(x, _ float64) float64 { return f(x) }
}

func spread(low, high float64) func(*rand.Rand) (float64, float64) {
	return func(r *rand.Rand) (float64, float64) { return low + (high-low)*r.Float64(), 0 }
}

// signedPowers draws either sign and sizes from 2^low to 2^high.
func signedPowers(low, high float64) func(*rand.Rand) (float64, float64) {
	draw := func(r *rand.Rand) float64 {
		return math.Copysign(math.Exp2(low+(high-low)*r.Float64()), r.Float64()-0.5)
	}
	return func(r *rand.Rand) (float64, float64) { return draw(r), draw(r) }
}

func positive(draw func(*rand.Rand) (float64, float64)) func(*rand.Rand) (float64, float64) {
	return func(r *rand.Rand) (float64, float64) { x, y := draw(r); return math.Abs(x), y }
}

func bigSin(x, _ float64) *big.Float { s, _ := bigSincos(x); return s }
func bigCos(x, _ float64) *big.Float { _, c := bigSincos(x); return c }
func bigTan(x, _ float64) *big.Float { s, c := bigSincos(x); return quo(s, c) }
func bigAsin(x, _ float64) *big.Float {
	return bigAtan(quo(bigOf(x), root(sub(bigOf(1), mul(bigOf(x), bigOf(x))))))
}
func bigAcos(x, _ float64) *big.Float {
	return times(bigAtan(root(quo(sub(bigOf(1), bigOf(x)), add(bigOf(1), bigOf(x))))), 1)
}
func bigLogOf(x, _ float64) *big.Float { return bigLog(bigOf(x)) }
func bigLog1p(x, _ float64) *big.Float { return bigLog(add(bigOf(1), bigOf(x))) }
func bigPow(x, y float64) *big.Float   { return bigExp(mul(bigOf(y), bigLog(bigOf(x)))) }
func bigCbrt(x, _ float64) *big.Float {
	c := bigExp(quo(bigLog(bigOf(math.Abs(x))), bigOf(3)))
	if x < 0 {
		c.Neg(c)
	}
	return c
}
func bigSinh(x, _ float64) *big.Float {
	return times(sub(bigExp(bigOf(x)), bigExp(bigOf(-x))), -1)
}
func bigCosh(x, _ float64) *big.Float {
	return times(add(bigExp(bigOf(x)), bigExp(bigOf(-x))), -1)
}

var functions = []function{
	{"Sin", one(Sin), one(math.Sin), bigSin, spread(-10, 10), 0.8},
	{"Sin of tiny", one(Sin), one(math.Sin), bigSin, signedPowers(-200, 0), 0.8},
	{"Sin of large", one(Sin), nil, bigSin, signedPowers(2, 16), 0.8},
	{"Sin of huge", one(Sin), nil, bigSin, signedPowers(16, 1023), 0.8},
	{"Cos", one(Cos), one(math.Cos), bigCos, spread(-10, 10), 0.8},
	{"Cos of large", one(Cos), nil, bigCos, signedPowers(2, 16), 0.8},
	{"Cos of huge", one(Cos), nil, bigCos, signedPowers(16, 1023), 0.8},
	{"Tan", one(Tan), one(math.Tan), bigTan, spread(-10, 10), 2},
	{"Atan", one(Atan), one(math.Atan), func(x, _ float64) *big.Float { return bigAtan(bigOf(x)) }, signedPowers(-20, 10), 1.2},
	{"Atan2", Atan2, math.Atan2, bigAtan2, signedPowers(-3, 3), 1.4},
	{"Atan2 of all sizes", Atan2, math.Atan2, bigAtan2, signedPowers(-500, 500), 1.4},
	{"Asin", one(Asin), one(math.Asin), bigAsin, spread(-1, 1), 0.9},
	{"Acos", one(Acos), one(math.Acos), bigAcos, spread(-1, 1), 0.9},
	{"Exp", one(Exp), one(math.Exp), func(x, _ float64) *big.Float { return bigExp(bigOf(x)) }, spread(-707, 709), 0.6},
	{"Exp of small", one(Exp), one(math.Exp), func(x, _ float64) *big.Float { return bigExp(bigOf(x)) }, signedPowers(-60, 1), 0.6},
	{"Log", one(Log), one(math.Log), bigLogOf, positive(signedPowers(-1074, 1023)), 0.6},
	{"Log near one", one(Log), one(math.Log), bigLogOf, spread(0.5, 2), 0.6},
	{"Log very near one", one(Log), one(math.Log), bigLogOf, spread(1-1e-9, 1+1e-9), 0.6},
	{"Log1p", one(Log1p), one(math.Log1p), bigLog1p, spread(-0.99, 3), 1},
	{"Log1p of all sizes", one(Log1p), one(math.Log1p), bigLog1p, positive(signedPowers(-90, 200)), 1},
	{"Pow", Pow, math.Pow, bigPow, positive(signedPowers(-10, 4)), 0.6},
	{"Pow near one", Pow, nil, bigPow, func(r *rand.Rand) (float64, float64) { return 1 + r.NormFloat64()*1e-3, 1e4 * r.NormFloat64() }, 0.6},
	{"Cbrt", one(Cbrt), one(math.Cbrt), bigCbrt, signedPowers(-1074, 1023), 0.7},
	{"Sinh", one(Sinh), one(math.Sinh), bigSinh, signedPowers(-20, 9), 1.5},
	{"Cosh", one(Cosh), one(math.Cosh), bigCosh, signedPowers(-20, 9), 1.3},
}

// TestAgainstBig holds every function to the error in its doc comment.
func TestAgainstBig(t *testing.T) {
	draws := 10000
	if testing.Short() {
		draws = 300
	}
	for _, f := range functions {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(7, 11))
			var worst, at, at2 float64
			for range draws {
				x, y := f.draw(r)
				want := f.exact(x, y)
				if e := ulps(f.ours(x, y), want); !(e <= worst) {
					worst, at, at2 = e, x, y
				}
			}
			t.Logf("worst %.3f ulp at (%g, %g)", worst, at, at2)
			if !(worst <= f.ulps) {
				t.Errorf("%.3f ulp off at (%g, %g), want %g", worst, at, at2, f.ulps)
			}
		})
	}
}

// TestSpecialCases: zeros with their signs, infinities and NaN come out as in
// package math.
func TestSpecialCases(t *testing.T) {
	special := []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 1, -1, -2, -3, -2.5, 2.5}
	for _, f := range functions {
		if f.plain == nil {
			continue
		}
		for _, x := range special {
			for _, y := range special {
				got, want := f.ours(x, y), f.plain(x, y)
				if math.IsNaN(got) && math.IsNaN(want) {
					continue
				}
				near := got == want || math.Abs(got-want) <= 1e-15*math.Abs(want)
				if !near || math.Signbit(got) != math.Signbit(want) {
					t.Errorf("%s(%g, %g) = %g, want %g", f.name, x, y, got, want)
				}
			}
		}
	}
}

// TestEnds holds the functions to the same errors where a kernel could fall
// out of its depth: multiples of pi/2, the smallest and greatest numbers, the
// last steps before overflow and underflow.
func TestEnds(t *testing.T) {
	circle := []float64{math.Pi, math.Pi / 2, 3 * math.Pi / 2, 1e5 * math.Pi, 1<<16 - 1, 1 << 16, 1e22, 1e300,
		math.MaxFloat64, math.SmallestNonzeroFloat64, 0x1p-1022, 6381956970095103 * 0x1p797, 2.2, -math.Pi}
	small := []float64{math.SmallestNonzeroFloat64, 1e-310, 0x1p-1022, 1e-300, 1e-17, -1e-310, -1e-20}
	unit := append([]float64{math.Nextafter(1, 0), math.Nextafter(-1, 0), 0.5, -0.5, math.Nextafter(0.5, 0)}, small...)
	for _, c := range []struct {
		name      string
		arguments []float64
	}{
		{"Sin", circle}, {"Cos", circle}, {"Tan", circle}, {"Asin", unit}, {"Acos", unit}, {"Atan", append(unit, 1e300, -1e17)},
		{"Exp", []float64{700, 709.7, 709.78, -700, -708, -708.5, -740, -745.1, 1e-300, -1e-17}},
		{"Log", []float64{math.SmallestNonzeroFloat64, 1e-310, 0x1p-1022, math.MaxFloat64, 0.9375, 1.0665, 1.375, 0.6875}},
		{"Log1p", []float64{-0.9999999999999999, -0.0625, 0.0665, 1e17, 1e300, -0x1p-30}},
		{"Cbrt", append([]float64{math.MaxFloat64, 8, -27}, small...)},
		{"Sinh", []float64{1, 22, 700, 709.9, 710.4, -710}},
		{"Cosh", []float64{1, 22, 700, 709.9, 710.4, -710}},
	} {
		f := functions[slices.IndexFunc(functions, func(f function) bool { return f.name == c.name })]
		for _, x := range c.arguments {
			// Below the normal numbers half a unit is added by the last rounding.
			if e := ulps(f.ours(x, 0), f.exact(x, 0)); !(e <= f.ulps+0.5) {
				t.Errorf("%s(%g) = %g: %g ulp off", c.name, x, f.ours(x, 0), e)
			}
		}
	}
	for _, c := range [][2]float64{{1e-310, 1}, {1e-310, 0.5}, {2, 1023.9}, {2, -1073.5}, {1e300, 1.02}, {1e-300, 1.05},
		{1.0000000000000002, 1e18}, {0.9999999999999999, -1e18}, {0.5, 1e-300}, {1e-320, -0.96}, {3, 646.1}} {
		if e := ulps(Pow(c[0], c[1]), bigPow(c[0], c[1])); !(e <= 1.1) {
			t.Errorf("Pow(%g, %g) = %g: %g ulp off", c[0], c[1], Pow(c[0], c[1]), e)
		}
	}
	for _, c := range [][3]float64{{2, 1024, math.Inf(1)}, {2, -1075.5, 0}, {2, 1e300, math.Inf(1)}, {-2, 3, -8}, {-2, -1e300, 0}, {-0.5, 1e300, 0}} {
		if got := Pow(c[0], c[1]); got != c[2] {
			t.Errorf("Pow(%g, %g) = %g, want %g", c[0], c[1], got, c[2])
		}
	}
}
