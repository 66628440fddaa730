package frozen

import (
	"math"
	"testing"
)

var arguments = func() (xs [1024]float64) {
	for i := range xs {
		xs[i] = 2*math.Mod(float64(i)*0.618033988749895, 1) - 1
	}
	return xs
}()

var sink float64

func measure(b *testing.B, f func(float64) float64, scale, shift float64) {
	for i := range b.N {
		sink += f(arguments[i&1023]*scale + shift)
	}
}

func BenchmarkSincos(b *testing.B) {
	for i := range b.N {
		s, c := Sincos(3 * arguments[i&1023])
		sink += s + c
	}
}
func BenchmarkAtan2(b *testing.B) {
	for i := range b.N {
		sink += Atan2(arguments[i&1023], arguments[(i+77)&1023])
	}
}
func BenchmarkPow(b *testing.B) {
	for i := range b.N {
		sink += Pow(arguments[i&1023]+1.1, 5.25)
	}
}
func BenchmarkAcos(b *testing.B) { measure(b, Acos, 1, 0) }
func BenchmarkExp(b *testing.B)  { measure(b, Exp, 10, 0) }
func BenchmarkLog(b *testing.B)  { measure(b, Log, 1, 1.1) }
func BenchmarkCbrt(b *testing.B) { measure(b, Cbrt, 1, 0) }
