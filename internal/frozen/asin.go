package frozen

import "math"

// pi/2 and pi/4 with their tails.
const (
	halfPiHigh    = 1.5707963267948966
	halfPiLow     = 6.123233995736766e-17
	quarterPiHigh = 0.7853981633974483
)

// asinOver returns asin(s)/s - 1 for z = s*s <= 1/4, in error by less than
// 2^-57. A polynomial, because a division would stand in the way of the square
// root's.
func asinOver(z float64) float64 {
	const (
		a0  = 0.16666666666666669
		a1  = 0.07499999999998433
		a2  = 0.04464285714635543
		a3  = 0.030381944138531247
		a4  = 0.02237217294214989
		a5  = 0.017352392720869973
		a6  = 0.013971212973552933
		a7  = 0.011479177415184906
		a8  = 0.01032281435018578
		a9  = 0.005457506718640358
		a10 = 0.01740087944269402
		a11 = -0.014851887071247204
		a12 = 0.028757851367421566
	)
	w := float64(z * z)
	v := float64(w * w)
	p := (a0 + float64(z*a1)) + float64(w*(a2+float64(z*a3)))
	q := (a4 + float64(z*a5)) + float64(w*(a6+float64(z*a7)))
	r := (a8 + float64(z*a9)) + float64(w*(a10+float64(z*a11)))
	return float64(z * (p + float64(v*(q+float64(v*(r+float64(v*a12)))))))
}

// rootOfHalf returns the square root of z > 0 in two parts, the first of 26
// bits.
func rootOfHalf(z float64) (s, high, low float64) {
	s = math.Sqrt(z)
	high = math.Float64frombits(math.Float64bits(s) &^ (1<<27 - 1))
	rest := z - float64(high*high)
	return s, high, rest / (s + high)
}

// Asin returns the arc sine of x in rad, within 0.9 ulp; NaN where |x| > 1.
func Asin(x float64) float64 {
	a := math.Abs(x)
	if a < 0.5 {
		return x + float64(x*asinOver(float64(x*x)))
	}
	if !(a < 1) {
		if a == 1 {
			return math.Copysign(halfPiHigh, x)
		}
		return math.NaN()
	}
	z := float64(0.5 * (1 - a))
	s, high, low := rootOfHalf(z)
	p := float64(2*s*asinOver(z)) - (halfPiLow - float64(2*low))
	return math.Copysign(quarterPiHigh-(p-(quarterPiHigh-float64(2*high))), x)
}

// Acos returns the arc cosine of x in rad, within 0.9 ulp; NaN where |x| > 1.
func Acos(x float64) float64 {
	a := math.Abs(x)
	if a < 0.5 {
		return halfPiHigh - (x - (halfPiLow - float64(x*asinOver(float64(x*x)))))
	}
	if !(a < 1) {
		switch {
		case x == 1:
			return 0
		case x == -1:
			return math.Pi
		}
		return math.NaN()
	}
	z := float64(0.5 * (1 - a))
	s, high, low := rootOfHalf(z)
	w := float64(s * asinOver(z))
	if x < 0 {
		return math.Pi - float64(2*(s+(w-halfPiLow)))
	}
	return 2 * (high + (low + w))
}
