package frozen

import (
	"math"
	"math/bits"
)

// pi/2 in three parts, the first two of 33 bits, so that their products with
// an integer below 2^20 are exact (Cody and Waite).
const (
	halfPi1   = 1.5707963267341256
	halfPi2   = 6.077100506303966e-11
	halfPi3   = 2.0222662487959506e-21
	twoOverPi = 2 / math.Pi
)

// shifter added to a double below 2^51 in size leaves its nearest integer in
// the low bits.
const shifter = 0x1.8p52

// Sin returns the sine of x in rad, within 0.8 ulp.
func Sin(x float64) float64 {
	s, _ := Sincos(x)
	return s
}

// Cos returns the cosine of x in rad, within 0.8 ulp.
func Cos(x float64) float64 {
	_, c := Sincos(x)
	return c
}

// Tan returns the tangent of x in rad, within 2 ulp.
func Tan(x float64) float64 {
	s, c := Sincos(x)
	return s / c
}

// Sincos returns the sine and the cosine of x in rad, each within 0.8 ulp; an
// infinite x gives NaN and minus zero keeps its sign. There is no branch between the quadrants: in a fan of
// arcs they cannot be foretold. The coefficients of sine and cosine are those
// of fdlibm (Sun Microsystems 1993), in error by less than 2^-57.
func Sincos(x float64) (sin, cos float64) {
	const (
		s1 = 1.66666666666666324348e-01
		s2 = -8.33333333332248946124e-03
		s3 = 1.98412698298579493134e-04
		s4 = -2.75573137070700676789e-06
		s5 = 2.50507602534068634195e-08
		s6 = -1.58969099521155010221e-10
		c1 = 4.16666666666666019037e-02
		c2 = -1.38888888888741095749e-03
		c3 = 2.48015872894767294178e-05
		c4 = -2.75573143513906633035e-07
		c5 = 2.08757232129817482790e-09
		c6 = -1.13596475577881948265e-11
	)
	var near, tail float64 // x = quadrant pi/2 + near - tail
	var quadrant uint64
	if math.Abs(x) < 1<<16 {
		shifted := float64(x*twoOverPi) + shifter
		quadrant = math.Float64bits(shifted)
		n := shifted - shifter
		a := x - float64(n*halfPi1)
		b := float64(n * halfPi2)
		near = a - b
		tail = float64(n*halfPi3) - ((a - near) - b)
	} else {
		near, tail, quadrant = reduceFar(x)
	}
	z := float64(near * near)
	w := float64(z * z)
	half := float64(0.5 * z)
	one := 1 - half
	p := (s2 + float64(z*s3)) + float64(w*((s4+float64(z*s5))+float64(w*s6)))
	q := (c1 + float64(z*c2)) + float64(w*((c3+float64(z*c4))+float64(w*(c5+float64(z*c6)))))
	s := near - (float64(tail*one) + float64(float64(near*z)*(s1+float64(z*p))))
	c := one + (((1 - one) - half) + (float64(w*q) + float64(near*tail)))

	sb, cb := math.Float64bits(s), math.Float64bits(c)
	swap := (sb ^ cb) & -(quadrant & 1)
	sb ^= swap ^ (quadrant&2)<<62
	cb ^= swap ^ ((quadrant+1)&2)<<62
	return math.Float64frombits(sb), math.Float64frombits(cb)
}

// reduceFar serves |x| >= 2^16 by the reduction of Payne and Hanek: the bits of
// 2/pi that matter times the significand, in integers.
func reduceFar(x float64) (near, tail float64, quadrant uint64) {
	b := math.Float64bits(x)
	exponent := int(b>>52&0x7ff) - 1023
	if exponent == 1024 {
		return math.NaN(), 0, 0
	}
	m := b&(1<<52-1) | 1<<52
	// Bits of 2/pi of weight 2^-j with j < e-1 only add multiples of 4.
	skip := uint(exponent - 52 + 62) // twoOverPiBits has 64 leading zeros
	word, shift := skip/64, skip%64
	var win [3]uint64
	for i := range win {
		win[i] = twoOverPiBits[word+uint(i)]<<shift | twoOverPiBits[word+uint(i)+1]>>(64-shift)
	}
	// The low 192 bits of m times the window; the top two are the quadrant.
	p2hi, p2lo := bits.Mul64(m, win[2])
	p1hi, p1lo := bits.Mul64(m, win[1])
	mid, carry := bits.Add64(p1lo, p2hi, 0)
	top, _ := bits.Add64(m*win[0], p1hi, carry)

	quadrant = top >> 62
	top, mid, low := top<<2|mid>>62, mid<<2|p2lo>>62, p2lo<<2
	negative := top>>63 != 0
	if negative { // nearer to the next quadrant
		quadrant++
		var borrow uint64
		low, borrow = bits.Sub64(0, low, 0)
		mid, borrow = bits.Sub64(0, mid, borrow)
		top, _ = bits.Sub64(0, top, borrow)
	}
	near, tail = fractionTimesHalfPi(top, mid, low)
	if negative != (x < 0) {
		near, tail = -near, -tail
	}
	if x < 0 {
		quadrant = -quadrant
	}
	return near, -tail, quadrant
}

// fractionTimesHalfPi returns the 192-bit fraction times pi/2 as a double and
// its tail.
func fractionTimesHalfPi(top, mid, low uint64) (high, tail float64) {
	zeros := bits.LeadingZeros64(top)
	if zeros == 64 {
		top, mid, low = mid, low, 0
		zeros += bits.LeadingZeros64(top)
	}
	if s := uint(zeros % 64); s > 0 {
		top, mid = top<<s|mid>>(64-s), mid<<s|low>>(64-s)
	}
	scale := math.Float64frombits(uint64(1023-53-zeros) << 52)
	a := float64(float64(top>>11) * scale)
	b := float64(top<<53|mid>>11) * (scale * 0x1p-64)
	// pi/2 in a part of 33 bits and the rest; a split likewise.
	const rest = halfPi2 + halfPi3
	aHigh := math.Float64frombits(math.Float64bits(a) &^ (1<<33 - 1))
	aLow := a - aHigh
	p := float64(aHigh * halfPi1)
	e := float64(aLow*halfPi1) + (float64(a*rest) + float64(b*halfPi1))
	high = p + e
	return high, (p - high) + e
}
