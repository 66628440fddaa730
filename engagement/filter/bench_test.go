package filter

import (
	"testing"

	"scutum/physics/earth"
)

// One second of tracking: predict, expect, update. In CAL: the time over that of
// a step of docs/benchmarks/cal.cpp.
func benchmarkSecond(b *testing.B, f Element) {
	arc := isfahanBerlin(b)
	at := NewStation(earth.WGS84, earth.Degrees(38.3494, 37.7936))
	start := State{X: fixedState(&arc, 200), P: cue}
	sigma := [3]float64{5e-4, 5e-4, 10}
	v := [3]float64{1e-4, -1e-4, 5}
	var e Expected
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i&127 == 0 {
			f.Start(&start)
		}
		f.Predict(1)
		f.Expect(&at, &sigma, &e)
		f.Update(&e, &v)
	}
}

func BenchmarkSecondOfEKF(b *testing.B)         { benchmarkSecond(b, filters(1e-3)[0]) }
func BenchmarkSecondOfSecondOrder(b *testing.B) { benchmarkSecond(b, filters(1e-3)[1]) }
func BenchmarkSecondOfUKF(b *testing.B)         { benchmarkSecond(b, filters(1e-3)[2]) }
func BenchmarkSecondOfIMM(b *testing.B)         { benchmarkSecond(b, filters(1e-3)[3]) }
