package detection

import (
	"math"
	"testing"
	"time"

	"scutum/internal/random"
	"scutum/physics/earth"
	"scutum/systems/catalogue"
)

// TestInfrared: launches are reported as often as the figure says, after the
// delay, with errors of the size told and no bias, near a pole too.
func TestInfrared(t *testing.T) {
	const n = 4000
	system, err := catalogue.Default().SpaceInfrared("space-infrared", catalogue.Default().Published())
	if err != nil {
		t.Fatal(err)
	}
	m := earth.WGS84
	s := NewInfrared(m, system)
	for _, at := range []earth.Place{earth.Degrees(32.65, 51.67), earth.Degrees(89.9, 10), earth.Degrees(-10, 179.99)} {
		stream, seen := random.New(1, 0, "infrared"), 0
		north, east := earth.NorthEast(at)
		var mean, square [3]float64
		for i := range n {
			l := Launch{Time: 1400 * time.Millisecond, At: at, Azimuth: 0.01, Origin: i}
			r, ok := s.Report(l, &stream)
			if !ok {
				continue
			}
			seen++
			if r.Time != l.Time+45*time.Second || r.Launched != time.Second || r.Origin != i || r.At.Alt != 0 || !(r.Azimuth >= 0 && r.Azimuth < 2*math.Pi) {
				t.Fatalf("%+v", r)
			}
			off := m.Fixed(r.At).Sub(m.Fixed(at))
			turn := math.Mod(r.Azimuth-l.Azimuth+3*math.Pi, 2*math.Pi) - math.Pi
			for k, e := range [3]float64{off.Dot(north) / r.PointSigma, off.Dot(east) / r.PointSigma, turn / r.AzimuthSigma} {
				mean[k], square[k] = mean[k]+e, square[k]+e*e
			}
		}
		k := float64(seen)
		if math.Abs(k/n-0.98) > band(0.98, n) {
			t.Errorf("%d of %d are reported", seen, n)
		}
		for i := range mean {
			if math.Abs(mean[i]/k) > 5/math.Sqrt(k) || math.Abs(square[i]/k-1) > 5*math.Sqrt(2/k)+0.01 {
				t.Errorf("at %v: error %d has mean %v and square %v in deviations", at, i, mean[i]/k, square[i]/k)
			}
		}
	}
}
