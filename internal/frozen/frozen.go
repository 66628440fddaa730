// Package frozen holds elementary functions whose results are the same bits on
// every machine.
//
// The compiler may contract x*y+z into one fused operation (arm64, amd64 v3),
// and package math picks assembly for some functions at run time; either moves
// the last bit. Every kernel whose result reaches an output therefore calls
// these functions and writes float64(x*y) where a product is added. See
// TestSameBits and TestNoFusedMultiplyAdd.
//
// The functions are of the usual kind: reduction of the argument to a short
// interval in two-part arithmetic, a table where it saves terms, a polynomial
// fitted at Chebyshev nodes. Their greatest errors, found by TestAgainstBig on
// random arguments, stand in the doc comments in units in the last place (ulp).
package frozen

import "math"

// Pi to float64 precision.
const Pi = math.Pi

// Sqrt is correctly rounded by IEEE 754 on every machine.
func Sqrt(x float64) float64 { return math.Sqrt(x) }
