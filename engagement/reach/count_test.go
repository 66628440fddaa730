package reach

import (
	"math"
	"testing"

	"scutum/physics/earth"
	"scutum/physics/flight"
)

func BenchmarkMixed(b *testing.B) {
	m := earth.WGS84
	var qs []Problem
	for _, sh := range flight.Shapes {
		for i := range 20 {
			f := arcOf(b, m, flight.Boost{Time: 180, Altitude: 180e3, Downrange: 300e3}, sh, 32.65+float64(i%5), 51.67, 40+float64(i), 10+float64(i%7))
			for _, s := range [][2]float64{{44.0667, 24.3833}, {54.4728, 17.1231}, {34.5, 29}, {37, 19}, {55.5, 4}} {
				site := NewSite(m, earth.Degrees(s[0], s[1]))
				fc := f.Arc
				qs = append(qs, Problem{Site: &site, Arc: &fc, Spans: f.Arc.Altitudes(m, nil, 100e3, math.Inf(1)), LostTime: 25, Commit: 240})
			}
		}
	}
	b.ResetTimer()
	b.ReportAllocs()
	for i := range b.N {
		qs[i%len(qs)].Threshold()
	}
}
