package track

import (
	"math"
	"testing"
	"time"

	"scutum/engagement/filter"
	"scutum/engagement/track/score"
	"scutum/internal/random"
	"scutum/physics/earth"
)

// shieldScans is what one radar of the shield sees of objects that fall over
// the rotating Earth, once a second: nine of ten, with errors, and three false
// detections a scan.
func shieldScans(objects, scans int, seed uint64) ([]Scan, [][]score.Truth) {
	place := earth.Place{Lat: 0.67, Lon: 0.66, Alt: 2000}
	station := filter.NewStation(earth.WGS84, place)
	fall := filter.Ballistic{Earth: earth.WGS84}
	noise := random.New(seed, 0, "shield")
	from := earth.Place{Lat: 0.63, Lon: 0.80, Alt: 250e3}
	north, east := earth.NorthEast(from)
	up := earth.Up(from)
	start := make([]filter.State, objects)
	for i := range start {
		r := earth.WGS84.Fixed(earth.Place{Lat: from.Lat + noise.Uniform(-0.02, 0.02), Lon: from.Lon + noise.Uniform(-0.02, 0.02), Alt: noise.Uniform(200e3, 300e3)})
		v := up.Scale(noise.Uniform(1000, 2000)).AddScaled(noise.Uniform(1500, 3000), north).AddScaled(noise.Uniform(-3500, -2500), east)
		start[i].X = [6]float64{r.X, r.Y, r.Z, v.X, v.Y, v.Z}
	}
	sigma := [3]float64{1e-3, 1e-3, 10}
	all, truth := make([]Scan, scans), make([][]score.Truth, scans)
	for k := range all {
		s := &all[k]
		s.Time, s.Station = time.Duration(k)*time.Second, &station
		for i := range start {
			x := start[i].X
			fall.Move(&x, float64(k))
			truth[k] = append(truth[k], score.Truth{ID: i, X: x})
			if noise.Uniform(0, 1) < 0.9 {
				z := station.Measure((*[3]float64)(x[:3]), nil)
				for n := range z {
					z[n] += sigma[n] * noise.Normal()
				}
				s.Detections = append(s.Detections, filter.Measurement{Z: z, Sigma: sigma})
			}
		}
		for range noise.Whole(0, 6) {
			z := [3]float64{noise.Uniform(0, 2*math.Pi), noise.Uniform(0, 1), noise.Uniform(300e3, 1500e3)}
			s.Detections = append(s.Detections, filter.Measurement{Z: z, Sigma: sigma})
		}
	}
	return all, truth
}

var shield = Default(&filter.Ballistic{Earth: earth.WGS84, Noise: 0.1})

// TestShieldScenario: a dozen objects that fall over the rotating Earth are all
// tracked, nothing else is, and the covariances are true.
func TestShieldScenario(t *testing.T) {
	for _, c := range []Config{shield, mixed(shield)} {
		for seed := range uint64(4) {
			scans, truth := shieldScans(12, 60, seed)
			r := scoreOf(New(c), scans, truth)
			if r.MissedPerScan > 0.05 || r.FalsePerScan > 0.05 || r.Life.Switches > 0 {
				t.Errorf("seed %d: %.3f missed and %.3f false a scan, %d switches", seed, r.MissedPerScan, r.FalsePerScan, r.Life.Switches)
			}
			if r.NEES.Mean < 4 || r.NEES.Mean > 8 || r.WithoutNEES > 0 {
				t.Errorf("seed %d: NEES %.2f", seed, r.NEES.Mean)
			}
		}
	}
}

// BenchmarkShield is the cost of one radar of the shield.
func BenchmarkShield(b *testing.B) {
	scans, _ := shieldScans(12, 300, 1)
	detections := 0
	for _, s := range scans {
		detections += len(s.Detections)
	}
	tracker := New(shield)
	run := func() {
		tracker.Reset()
		for k := range scans {
			tracker.Step(&scans[k])
		}
	}
	run()
	b.ReportAllocs()
	for b.Loop() {
		run()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*detections), "ns/detection")
}
