package flight

import (
	"math"
	"testing"

	"scutum/physics/earth"
)

func TestMinimumEnergy(t *testing.T) {
	m := earth.StillSphere
	for _, c := range [][]float64{{500, 2.17, 43.9, 123, 327}, {1000, 3.0161, 42.75, 239.9, 474.4}, {5000, 5.8834, 33.76, 976.0, 1236.7}, {13000, 7.5877, 15.77, 1195.8, 2233.1}} {
		to := earth.Place{Lon: c[0] * 1e3 / m.Radius}
		aim := NewAim(m, Boost{}, earth.Place{}, to)
		b, err := aim.Fly(MinimumEnergy)
		if err != nil {
			t.Fatal(err)
		}
		ap := b.Arc.Radius(0) - m.Radius
		t.Logf("%v: %.5f %.4f %.2f %.2f", c, b.BurnoutSpeed/1e3, b.BurnoutAngle*180/math.Pi, ap/1e3, b.FlightTime)
		for _, s := range Shapes {
			q, err := aim.Fly(s)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(q.BurnoutAngle-b.BurnoutAngle-s.Turn()) > 1e-9 {
				t.Errorf("%v turn %v", s, q.BurnoutAngle-b.BurnoutAngle)
			}
		}
	}
}
func BenchmarkAim(b *testing.B) {
	m := earth.WGS84
	from := earth.Degrees(32.65, 51.67)
	for i := range b.N {
		a := NewAim(m, Boost{180, 180e3, 300e3}, from, earth.Degrees(45+float64(i&7), 10))
		if _, err := a.Fly(Lofted); err != nil {
			b.Fatal(err)
		}
	}
}
