package frozen

import "math"

// ln 2 in two parts, the first a multiple of 2^-42, so that its product with
// an exponent is exact and adds exactly to the heads in logTable.
const (
	ln2High = 0.6931471805598903
	ln2Low  = 5.497923018708371e-14
)

// The significands of logTable run from 0.6875, so that 1 falls inside.
const (
	logSteps = 128
	logFirst = 0x3fe6000000000000
)

// logParts splits x, normal and positive, into 2^k times z in [0.6875, 1.375)
// and names the interval of z.
func logParts(bits uint64) (k int64, z float64, i int) {
	t := bits - logFirst
	return int64(t) >> 52, math.Float64frombits(bits - t&(0xfff<<52)), int(t >> (52 - 7) % logSteps)
}

// Log returns the natural logarithm of x, within 0.6 ulp; NaN where x < 0.
func Log(x float64) float64 {
	bits := math.Float64bits(x)
	if bits-0x3fee000000000000 < 0x3090000000000 {
		return logNearOne(x - 1) // 1 - 2^-4 <= x < 1 + 0.0665
	}
	if bits-1<<52 >= 0x7ff<<52-1<<52 {
		if !(x > 0) || bits >= 0x7ff<<52 {
			return logOdd(x)
		}
		bits = math.Float64bits(x*0x1p52) - 52<<52 // below the normal numbers
	}
	k, z, i := logParts(bits)
	t := &logTable[i]
	r := float64((z - t.centre) * t.inverse)
	whole := float64(float64(k)*ln2High) + t.high
	s := whole + r
	low := ((whole - s) + r) + (float64(float64(k)*ln2Low) + t.low)
	w := float64(r * r)
	const (
		c3 = 1.0 / 3
		c5 = 1.0 / 5
		c6 = -1.0 / 6
	)
	p := (c3 - float64(0.25*r)) + float64(w*(c5+float64(r*c6)))
	return s + (low + float64(w*(float64(r*p)-0.5)))
}

// logOdd serves zero, negative numbers, infinity and NaN.
func logOdd(x float64) float64 {
	switch {
	case x == 0:
		return math.Inf(-1)
	case x < 0:
		return math.NaN()
	}
	return x
}

// logNearOne returns log(1+r) for -0.0625 <= r < 0.0665. The square is halved
// in two parts because it takes digits from r.
func logNearOne(r float64) float64 {
	const (
		c3  = 0.3333333333333333
		c4  = -0.25000000000000083
		c5  = 0.19999999999998863
		c6  = -0.16666666666265775
		c7  = 0.14285714288144405
		c8  = -0.1250000055866634
		c9  = 0.11111109404849216
		c10 = -0.09999682063202314
		c11 = 0.09091323598605959
		c12 = -0.08412486571636668
		c13 = 0.07687660165418242
	)
	z := float64(r * r)
	w := float64(r * z)
	p := (c3 + float64(r*c4)) + float64(z*c5)
	q := (c6 + float64(r*c7)) + float64(z*c8)
	u := (c9 + float64(r*c10)) + float64(z*c11) + float64(w*(c12+float64(r*c13)))
	y := float64(w * (p + float64(w*(q+float64(w*u)))))
	t := float64(r * 0x1p27)
	head := (r + t) - t
	half := float64(head * head * -0.5)
	high := r + half
	low := ((r - high) + half) + float64(-0.5*(r-head)*(head+r))
	return high + (y + low)
}

// Log1p returns log(1+x), within 1 ulp; NaN where x < -1.
func Log1p(x float64) float64 {
	if math.Abs(x) < 0x1p-53 {
		return x
	}
	if -0.0625 <= x && x < 0.0665 {
		return logNearOne(x)
	}
	u := 1 + x
	if !(u > 0) || u > math.MaxFloat64 {
		return logOdd(u)
	}
	lost := 1 - (u - x)
	if x < 1 {
		lost = x - (u - 1)
	}
	return Log(u) + lost/u
}
