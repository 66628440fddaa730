package frozen

import (
	"math"
	"math/big"
)

// Reference functions on big numbers, by the plainest series after halving.

const bigPrecision = 160

func bigOf(x float64) *big.Float { return newBig().SetFloat64(x) }
func newBig() *big.Float         { return new(big.Float).SetPrec(bigPrecision) }
func add(a, b *big.Float) *big.Float {
	return newBig().Add(a, b)
}
func sub(a, b *big.Float) *big.Float { return newBig().Sub(a, b) }
func mul(a, b *big.Float) *big.Float { return newBig().Mul(a, b) }
func quo(a, b *big.Float) *big.Float { return newBig().Quo(a, b) }
func root(a *big.Float) *big.Float   { return newBig().Sqrt(a) }
func times(a *big.Float, power int) *big.Float {
	return newBig().SetMantExp(a, power)
}

// negligible says that a term no longer changes a sum of the size of first.
func negligible(term, first *big.Float) bool {
	return term.Sign() == 0 || term.MantExp(nil) < min(0, first.MantExp(nil))-bigPrecision
}

// bigPi is pi to 1400 bits, for the reduction of huge arguments.
var bigPi = func() *big.Float {
	const precision = 1400
	inverse := func(n int64) *big.Float {
		power := new(big.Float).SetPrec(precision).Quo(big.NewFloat(1).SetPrec(precision), new(big.Float).SetInt64(n))
		square := new(big.Float).SetInt64(n * n)
		sum := new(big.Float).SetPrec(precision)
		for k := int64(1); power.MantExp(nil) > -precision; k += 2 {
			term := new(big.Float).SetPrec(precision).Quo(power, new(big.Float).SetInt64(k))
			if k%4 == 3 {
				term.Neg(term)
			}
			sum.Add(sum, term)
			power.Quo(power, square)
		}
		return sum
	}
	a, b := inverse(5), inverse(239)
	return a.Sub(a.Mul(a, big.NewFloat(16)), b.Mul(b, big.NewFloat(4)))
}()

// bigSincos reduces by whole turns, halves eight times, sums and doubles back.
func bigSincos(x float64) (sin, cos *big.Float) {
	const precision = 1400
	turn := new(big.Float).SetPrec(precision).SetMantExp(bigPi, 1)
	a := new(big.Float).SetPrec(precision).SetFloat64(x)
	n, _ := new(big.Float).SetPrec(precision).Quo(a, turn).Int(nil)
	a.Sub(a, turn.Mul(turn, new(big.Float).SetPrec(precision).SetInt(n)))
	r := newBig().Set(a)
	const halvings = 8
	r = times(r, -halvings)
	sin, cos = newBig(), newBig()
	term := bigOf(1)
	for k := 1; !negligible(term, r); k++ {
		if k%2 == 1 {
			cos = add(cos, term)
		} else {
			sin = add(sin, term)
		}
		term = quo(mul(term, r), bigOf(float64(k)))
		if k%2 == 0 {
			term.Neg(term)
		}
	}
	for range halvings {
		sin, cos = times(mul(sin, cos), 1), sub(mul(cos, cos), mul(sin, sin))
	}
	return sin, cos
}

func bigExp(x *big.Float) *big.Float {
	const halvings = 18
	r := times(x, -halvings)
	sum, term := bigOf(1), bigOf(1)
	for k := 1; !negligible(term, r); k++ {
		term = quo(mul(term, r), bigOf(float64(k)))
		sum = add(sum, term)
	}
	for range halvings {
		sum = mul(sum, sum)
	}
	return sum
}

// bigLog returns log x for x > 0 as 2 atanh((m-1)/(m+1)) + k log 2.
func bigLog(x *big.Float) *big.Float {
	m := newBig()
	k := x.MantExp(m)
	if m.Cmp(bigOf(0.7)) < 0 {
		m, k = times(m, 1), k-1
	}
	series := func(m *big.Float) *big.Float {
		q := quo(sub(m, bigOf(1)), add(m, bigOf(1)))
		sum, power, square := newBig(), newBig().Set(q), mul(q, q)
		for n := 1; !negligible(power, q); n += 2 {
			sum = add(sum, quo(power, bigOf(float64(n))))
			power = mul(power, square)
		}
		return times(sum, 1)
	}
	return add(series(m), mul(bigOf(float64(k)), series(bigOf(2))))
}

func bigAtan(x *big.Float) *big.Float {
	const halvings = 4
	r := x
	for range halvings {
		r = quo(r, add(bigOf(1), root(add(bigOf(1), mul(r, r)))))
	}
	sum, power, square := newBig(), newBig().Set(r), mul(r, r)
	square.Neg(square)
	for n := 1; !negligible(power, r); n += 2 {
		sum = add(sum, quo(power, bigOf(float64(n))))
		power = mul(power, square)
	}
	return times(sum, halvings)
}

func bigAtan2(y, x float64) *big.Float {
	angle := func() *big.Float {
		if math.Abs(y) > math.Abs(x) {
			a := bigAtan(quo(bigOf(math.Abs(x)), bigOf(math.Abs(y))))
			return sub(times(newBig().Set(bigPi), -1), a)
		}
		return bigAtan(quo(bigOf(math.Abs(y)), bigOf(math.Abs(x))))
	}()
	if x < 0 {
		angle = sub(newBig().Set(bigPi), angle)
	}
	if math.Signbit(y) {
		angle.Neg(angle)
	}
	return angle
}

// ulps returns how far got is from want in units in want's last place.
func ulps(got float64, want *big.Float) float64 {
	near, _ := want.Float64()
	if near == got {
		near = math.Abs(near)
	}
	if math.IsInf(near, 0) || math.IsNaN(got) || math.IsInf(got, 0) {
		if near == got {
			return 0
		}
		return math.Inf(1)
	}
	unit := math.Nextafter(math.Abs(near), math.Inf(1)) - math.Abs(near)
	d, _ := quo(sub(bigOf(got), want), bigOf(unit)).Float64()
	return math.Abs(d)
}
