package frozen

import "math"

// atanTurns[3*t+k] is the angle to which the arc tangent of the reduced
// quotient is added or from which it is taken, in two parts: k says whether
// the reduction was about 0, 1/2 or 1, t&1 that |y| > |x|, t&2 that x < 0.
var atanTurns = [12]struct{ high, low, sign float64 }{
	{0, 0, 1},
	{0.4636476090008061, 2.2698777452961687e-17, 1},
	{0.7853981633974483, 3.061616997868383e-17, 1},
	{1.5707963267948966, 6.123233995736766e-17, -1},
	{1.1071487177940904, 9.40447137356638e-17, -1},
	{0.7853981633974483, 3.061616997868383e-17, -1},
	{3.141592653589793, 1.2246467991473532e-16, -1},
	{2.677945044588987, 1.5527705369303147e-16, -1},
	{2.356194490192345, 9.184850993605148e-17, -1},
	{1.5707963267948966, 6.123233995736766e-17, 1},
	{2.0344439357957027, 2.841996617907152e-17, 1},
	{2.356194490192345, 9.184850993605148e-17, 1},
}

// atanCentres are the three quotients about which Atan2 reduces.
var atanCentres = [3]float64{0, 0.5, 1}

// Atan returns the arc tangent of x in rad, within 1.2 ulp.
func Atan(x float64) float64 { return Atan2(x, 1) }

// Atan2 returns the angle of the point (x, y) in rad, in [-pi, pi], within
// 1.4 ulp, with the special cases of math.Atan2. One division serves both the
// quotient and its reduction; the polynomial is that of atan(q)/q - 1 for
// |q| <= 3/8, in error by less than 2^-58.
func Atan2(y, x float64) float64 {
	const tiny, huge = 0x1p-960, 0x1p1000
	const (
		a0  = -0.3333333333333333
		a1  = 0.1999999999999929
		a2  = -0.14285714285512
		a3  = 0.11111111088568874
		a4  = -0.09090907799004908
		a5  = 0.07692264340981775
		a6  = -0.0666575498786751
		a7  = 0.058699380521169936
		a8  = -0.05152991555454791
		a9  = 0.04137484728027437
		a10 = -0.02206918278034167
	)
	xb, yb := math.Float64bits(x), math.Float64bits(y)
	big, small := xb&^(1<<63), yb&^(1<<63)
	turn := int(xb >> 63 << 1)
	if small > big {
		big, small = small, big
		turn++
	}
	if big-math.Float64bits(tiny) > math.Float64bits(huge)-math.Float64bits(tiny) {
		return atan2Odd(y, x)
	}
	far, near := math.Float64frombits(big), math.Float64frombits(small)
	k := 0
	if near > 0.375*far {
		k = 1
	}
	if near > 0.6875*far {
		k = 2
	}
	c := atanCentres[k]
	q := (near - float64(c*far)) / (far + float64(c*near))
	t := &atanTurns[3*turn+k]
	q = float64(q * t.sign)
	z := float64(q * q)
	w := float64(z * z)
	v := float64(w * w)
	p0 := (a0 + float64(z*a1)) + float64(w*(a2+float64(z*a3)))
	p1 := (a4 + float64(z*a5)) + float64(w*(a6+float64(z*a7)))
	p2 := (a8 + float64(z*a9)) + float64(w*a10)
	p := p0 + float64(v*(p1+float64(v*p2)))
	angle := t.high + (q + (float64(float64(q*z)*p) + t.low))
	return math.Float64frombits(math.Float64bits(angle) | yb&(1<<63))
}

// atan2Odd serves what is not finite, both zero, or very far or very near.
func atan2Odd(y, x float64) float64 {
	switch {
	case x != x || y != y:
		return math.NaN()
	case x == 0 && y == 0:
		if math.Signbit(x) {
			return math.Copysign(math.Pi, y)
		}
		return y
	case math.IsInf(x, 0) || math.IsInf(y, 0):
		return Atan2(infinityToOne(y), infinityToOne(x))
	case max(math.Abs(x), math.Abs(y)) > 1:
		return Atan2(y*0x1p-100, x*0x1p-100)
	}
	return Atan2(y*0x1p200, x*0x1p200)
}

// infinityToOne returns 1 for infinity and 0 for what is finite, with the sign.
func infinityToOne(x float64) float64 {
	if math.IsInf(x, 0) {
		return math.Copysign(1, x)
	}
	return math.Copysign(0, x)
}
