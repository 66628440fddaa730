package frozen

import "math"

// Pow returns x to the y, within 0.6 ulp, with the special cases of math.Pow.
func Pow(x, y float64) float64 {
	switch {
	case y == 0 || x == 1:
		return 1
	case y == 1:
		return x
	case x != x || y != y:
		return math.NaN()
	case x == 0 || math.IsInf(x, 0) || math.IsInf(y, 0):
		return powOdd(x, y)
	}
	sign := 1.0
	if x < 0 {
		whole, odd := parity(y)
		if !whole {
			return math.NaN()
		}
		if odd {
			sign = -1
		}
		x = -x
	}
	if math.Abs(y) > 0x1p70 { // only 1, 0 and infinity are left
		if x == 1 {
			return sign
		}
		if (x > 1) == (y > 0) {
			return sign * math.Inf(1)
		}
		return sign * 0
	}
	if math.Abs(y) < 0x1p-70 {
		return sign
	}
	high, low := logTwice(x)
	// y (high + low), exact to the last bit but a few.
	yHead := math.Float64frombits(math.Float64bits(y) &^ (1<<27 - 1))
	lHead := math.Float64frombits(math.Float64bits(high) &^ (1<<27 - 1))
	head := float64(yHead * lHead)
	tail := float64((y-yHead)*lHead) + float64(y*((high-lHead)+low))
	switch {
	case head > 745:
		return sign * math.Inf(1)
	case head < -746:
		return sign * 0
	}
	return sign * expScaled(head, tail)
}

// parity says whether y is a whole number, and an odd one.
func parity(y float64) (whole, odd bool) {
	if math.Abs(y) >= 0x1p53 {
		return true, false
	}
	n := int64(y)
	whole = float64(n) == y
	return whole, whole && n&1 != 0
}

// powOdd serves a base of zero or infinity and an infinite exponent.
func powOdd(x, y float64) float64 {
	if math.IsInf(y, 0) {
		switch a := math.Abs(x); {
		case a == 1:
			return 1
		case (a > 1) == (y > 0):
			return math.Inf(1)
		}
		return 0
	}
	result := 0.0
	if (x == 0) == (y < 0) {
		result = math.Inf(1)
	}
	if _, odd := parity(y); odd && math.Signbit(x) {
		return -result
	}
	return result
}

// logTwice returns the logarithm of x > 0, finite, in two parts, in error by
// less than 2^-65 of it. The inverses in powTable have nine bits, so that the
// head of the reduced argument and its square are exact.
func logTwice(x float64) (high, low float64) {
	const (
		c3 = 1.0 / 3
		c5 = 1.0 / 5
		c6 = -1.0 / 6
		c7 = 1.0 / 7
		c8 = -1.0 / 8
		c9 = 1.0 / 9
	)
	bits := math.Float64bits(x)
	if bits < 1<<52 {
		bits = math.Float64bits(x*0x1p52) - 52<<52
	}
	k, z, i := logParts(bits)
	t := &powTable[i]
	zHead := math.Float64frombits((math.Float64bits(z) + 1<<31) &^ (1<<32 - 1))
	rHead := float64(zHead*t.inverse) - 1
	rTail := float64((z - zHead) * t.inverse)
	r := rHead + rTail

	whole := float64(float64(k)*ln2High) + t.high
	sum := whole + r
	low1 := float64(float64(k)*ln2Low) + t.low
	low2 := (whole - sum) + r
	half := float64(-0.5 * r)
	halfHead := float64(-0.5 * rHead)
	square := float64(rHead * halfHead)
	high = sum + square
	low3 := float64(rTail * (half + halfHead))
	low4 := (sum - high) + square
	w := float64(r * r)
	p := (c3 - float64(0.25*r)) + float64(w*((c5+float64(r*c6))+float64(w*((c7+float64(r*c8))+float64(w*c9)))))
	low = low1 + low2 + low3 + low4 + float64(float64(w*r)*p)
	s := high + low
	return s, (high - s) + low
}

// Cbrt returns the cube root of x, within 0.7 ulp (method of FreeBSD's
// s_cbrt.c: a third of the exponent, a polynomial, one Newton step).
func Cbrt(x float64) float64 {
	if x == 0 || x-x != 0 { // zero, infinity, NaN
		return x
	}
	const (
		p0 = 1.87595182427177009643
		p1 = -1.88497979543377169875
		p2 = 1.621429720105354466140
		p3 = -0.758397934778766047437
		p4 = 0.145996192886612446982
	)
	a := math.Abs(x)
	var t float64
	if a < 0x1p-1022 {
		high := math.Float64bits(a*0x1p54) >> 32
		t = math.Float64frombits((high/3 + 696219795) << 32)
	} else {
		t = math.Float64frombits((math.Float64bits(a)>>32/3 + 715094163) << 32)
	}
	r := float64(float64(t*t) * (t / a))
	t *= (p0 + float64(r*(p1+float64(r*p2)))) + float64(float64(float64(r*r)*r)*(p3+float64(r*p4)))
	t = math.Float64frombits((math.Float64bits(t) + 0x80000000) &^ 0x3fffffff)
	s := float64(t * t) // exact: t has 23 bits
	r = a / s
	t += float64(t * ((r - t) / (t + t + r)))
	return math.Copysign(t, x)
}
