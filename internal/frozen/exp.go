package frozen

import "math"

// The interval of exp is ln 2 / 128; its head has 11 zero bits at the end, so
// that its product with an index below 2^18 is exact.
const (
	expSteps    = 128
	stepsPerLn2 = 184.6649652337873
	lnStepHigh  = 0.005415212347998022
	lnStepLow   = 1.2655086083325438e-13
)

// Exp returns e to the x, within 0.6 ulp.
func Exp(x float64) float64 {
	if !(math.Abs(x) < 700) {
		return expFar(x)
	}
	bits, rest := expParts(x, 0)
	scale := math.Float64frombits(bits)
	return scale + float64(scale*rest)
}

// expParts returns e^(x+low) as (1 + rest) times the power of two and of its
// 128th root whose bits it returns; the exponent may have run over.
func expParts(x, low float64) (scale uint64, rest float64) {
	const (
		c3 = 1.0 / 6
		c4 = 1.0 / 24
		c5 = 1.0 / 120
	)
	shifted := float64(x*stepsPerLn2) + shifter
	n := math.Float64bits(shifted)
	k := shifted - shifter
	r := ((x - float64(k*lnStepHigh)) - float64(k*lnStepLow)) + low
	e := &expTable[n%expSteps]
	z := float64(r * r)
	p := (0.5 + float64(r*c3)) + float64(z*(c4+float64(r*c5)))
	rest = (e.tail + r) + float64(z*p)
	return e.bits + n/expSteps<<52, rest
}

// expFar serves |x| >= 700, infinities and NaN.
func expFar(x float64) float64 {
	switch {
	case x > 710:
		return math.Inf(1)
	case x < -746:
		return 0
	case x != x:
		return x
	}
	return expScaled(x, 0)
}

// expScaled returns e^(x+low) where the result may overflow or lose digits
// below the smallest normal number; |x| < 2^10.
func expScaled(x, low float64) float64 {
	bits, rest := expParts(x, low)
	if x > 0 {
		scale := math.Float64frombits(bits - 1000<<52)
		return (scale + float64(scale*rest)) * 0x1p1000
	}
	scale := math.Float64frombits(bits + 1000<<52)
	return (scale + float64(scale*rest)) * 0x1p-1000
}
