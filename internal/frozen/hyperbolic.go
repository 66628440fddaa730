package frozen

import "math"

// Sinh returns the hyperbolic sine of x, within 1.5 ulp.
func Sinh(x float64) float64 {
	const (
		c3  = 1.0 / 6
		c5  = 1.0 / 120
		c7  = 1.0 / 5040
		c9  = 1.0 / 362880
		c11 = 1.0 / 39916800
		c13 = 1.0 / 6227020800
		c15 = 1.0 / 1307674368000
		c17 = 1.0 / 355687428096000
	)
	a := math.Abs(x)
	switch {
	case a < 1:
		z := float64(x * x)
		w := float64(z * z)
		v := float64(w * w)
		p := (c3 + float64(z*c5)) + float64(w*(c7+float64(z*c9)))
		q := (c11 + float64(z*c13)) + float64(w*(c15+float64(z*c17)))
		return x + float64(float64(x*z)*(p+float64(v*q)))
	case a < 22:
		e := Exp(a)
		return math.Copysign(0.5*(e-1/e), x)
	case a < 700:
		return math.Copysign(0.5*Exp(a), x)
	}
	h := Exp(0.5 * a)
	return math.Copysign(0.5*h*h, x)
}

// Cosh returns the hyperbolic cosine of x, within 1.3 ulp.
func Cosh(x float64) float64 {
	a := math.Abs(x)
	if a < 700 {
		e := Exp(a)
		return 0.5 * (e + 1/e)
	}
	h := Exp(0.5 * a)
	return 0.5 * h * h
}
