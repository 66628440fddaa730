package track

import (
	"slices"
	"testing"
	"time"

	"scutum/engagement/filter"
	"scutum/engagement/track/score"
	"scutum/engagement/track/trackgen"
)

// local is a radar at the origin of its own axes.
var local = filter.Station{Axes: [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}

// scansOf makes T(n, seed) with 10 false detections a scan.
func scansOf(n, scans int, seed uint64) ([]Scan, [][]score.Truth) {
	var all []Scan
	var truth [][]score.Truth
	for k, s := range trackgen.Make(n, scans, seed, 10) {
		one := Scan{Time: time.Duration(k) * 5 * time.Second, Station: &local}
		for _, d := range s.Detections {
			one.Detections = append(one.Detections, filter.Measurement{Z: [3]float64{d.Azimuth, d.Elevation, d.Range}, Sigma: [3]float64{1e-3, 1e-3, 20}})
		}
		all = append(all, one)
		var row []score.Truth
		for i, x := range s.Truth {
			row = append(row, score.Truth{ID: i, X: x.X})
		}
		truth = append(truth, row)
	}
	return all, truth
}

// scoreOf scores a tracker's confirmed tracks as the yardstick does.
func scoreOf(t *Tracker, scans []Scan, truth [][]score.Truth) score.Result {
	card := score.New(5000, 8)
	var est []score.Estimate
	for k := range scans {
		t.Step(&scans[k])
		est = est[:0]
		for _, tr := range t.Tracks() {
			if tr.Confirmed {
				est = append(est, score.Estimate{ID: tr.ID, State: tr.State()})
			}
		}
		card.Scan(truth[k], est)
	}
	return card.Result()
}

// benchmarkScenario measures a tracker on T(n, 1): time per detection, and the
// 99th percentile of the time per scan.
func benchmarkScenario(b *testing.B, c Config, n, scans int) {
	all, _ := scansOf(n, scans, 1)
	detections := 0
	for _, s := range all {
		detections += len(s.Detections)
	}
	t := New(c)
	times := make([]time.Duration, 0, 1<<20)
	run := func() {
		t.Reset()
		for k := range all {
			begin := time.Now()
			t.Step(&all[k])
			if len(times) < cap(times) {
				times = append(times, time.Since(begin))
			}
		}
	}
	run()
	times = times[:0]
	b.ReportAllocs()
	for b.Loop() {
		run()
	}
	slices.Sort(times)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*detections), "ns/detection")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "p99-us/scan")
}

func mixed(c Config) Config { c.Association = JPDA; return c }

// falling is for the scenario's objects without prior knowledge of velocity.
var falling = func() Config {
	c := Default(&filter.Linear{Acceleration: [3]float64{0, 0, -9}, Density: [3]float64{0.1, 0.1, 0.1}})
	c.KeepLost = Lost
	return c
}()

func BenchmarkTrackgen100(b *testing.B)     { benchmarkScenario(b, Trackgen(true), 100, 24) }
func BenchmarkTrackgen100CV(b *testing.B)   { benchmarkScenario(b, Trackgen(false), 100, 24) }
func BenchmarkTrackgen100JPDA(b *testing.B) { benchmarkScenario(b, mixed(Trackgen(true)), 100, 24) }
func BenchmarkTrackgen1000(b *testing.B)    { benchmarkScenario(b, Trackgen(true), 1000, 24) }
func BenchmarkTwoPoint100(b *testing.B)     { benchmarkScenario(b, falling, 100, 24) }
func BenchmarkTwoPoint1000(b *testing.B)    { benchmarkScenario(b, falling, 1000, 24) }
