// Package frozen holds elementary functions whose results are the same bits on
// every machine.
//
// The compiler may contract x*y+z into one fused operation (arm64, amd64 v3),
// and package math picks assembly for some functions at run time; either moves
// the last bit. Every kernel whose result reaches an output therefore calls
// these functions and writes float64(x*y) where a product is added. See
// TestSameBits and TestNoFusedMultiplyAdd.
package frozen

import "math"

// Pi to float64 precision.
const Pi = math.Pi

// Sqrt is correctly rounded by IEEE 754 on every machine.
func Sqrt(x float64) float64 { return math.Sqrt(x) }

func Sin(x float64) float64               { return math.Sin(x) }
func Cos(x float64) float64               { return math.Cos(x) }
func Sincos(x float64) (float64, float64) { return math.Sincos(x) }
func Tan(x float64) float64               { return math.Tan(x) }
func Atan(x float64) float64              { return math.Atan(x) }
func Atan2(y, x float64) float64          { return math.Atan2(y, x) }
func Asin(x float64) float64              { return math.Asin(x) }
func Acos(x float64) float64              { return math.Acos(x) }
func Exp(x float64) float64               { return math.Exp(x) }
func Log(x float64) float64               { return math.Log(x) }
func Log1p(x float64) float64             { return math.Log1p(x) }
func Pow(x, y float64) float64            { return math.Pow(x, y) }
func Cbrt(x float64) float64              { return math.Cbrt(x) }
func Sinh(x float64) float64              { return math.Sinh(x) }
func Cosh(x float64) float64              { return math.Cosh(x) }
