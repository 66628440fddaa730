package track

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"scutum/engagement/filter"
)

// drawScan draws detections of mixed quality about a point.
func drawScan(t *rapid.T, n int) *Scan {
	s := &Scan{Station: &local}
	for range n {
		f := func(lo, hi float64, name string) float64 { return rapid.Float64Range(lo, hi).Draw(t, name) }
		sigma := [3]float64{1e-3, 1e-3, 20}
		if rapid.Bool().Draw(t, "blunt") {
			sigma = [3]float64{3e-3, 2e-3, 100}
		}
		s.Detections = append(s.Detections, filter.Measurement{
			Z: [3]float64{f(-0.01, 0.01, "azimuth"), f(0.34, 0.36, "elevation"), f(850e3, 852e3, "range")}, Sigma: sigma})
	}
	return s
}

// TestGateEqualsBruteForce: with the order of range, the boxes and the shortcut
// for other sigmas the gates hold what a plain look at every detection finds.
func TestGateEqualsBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScan(t, rapid.IntRange(1, 40).Draw(t, "detections"))
		tracker := New(Trackgen(true))
		seeds := drawScan(t, 5)
		tracker.Step(seeds)
		tracker.advance(time.Duration(rapid.IntRange(1, 5).Draw(t, "s")) * time.Second)
		tracker.sort(s)
		tracker.gate(s, tracker.tracks, false)
		if len(tracker.gates.rows) != 5 {
			t.Fatalf("%d rows", len(tracker.gates.rows))
		}
		for i, k := range tracker.tracks {
			var want, got []int
			for j := range s.Detections {
				var e filter.Expected
				k.estimator.Expect(&local, &s.Detections[j].Sigma, &e)
				v := e.Innovation(&s.Detections[j].Z)
				if e.Distance2(&v) < 16 {
					want = append(want, j)
				}
			}
			for _, x := range tracker.gates.of(i) {
				got = append(got, int(x.detection))
				var e filter.Expected
				d := &s.Detections[x.detection]
				k.estimator.Expect(&local, &d.Sigma, &e)
				v := e.Innovation(&d.Z)
				if math.Abs(x.distance2-e.Distance2(&v)) > 1e-6 || math.Abs(x.logDet-e.LogDet) > 1e-9 {
					t.Fatalf("distance2 %v, log det %v; plainly %v %v", x.distance2, x.logDet, e.Distance2(&v), e.LogDet)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("track %d: gate holds %v, brute force %v", i, got, want)
			}
		}
	})
}

// TestPairsEqualBruteForce: the quick looks of two-point differencing lose no
// triple that a full look at all would find.
func TestPairsEqualBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		density := rapid.SampledFrom([]float64{0, 1, 400}).Draw(t, "density")
		motion := &filter.Linear{Acceleration: [3]float64{0, 0, -9}, Density: [3]float64{density, density, density}}
		c := Default(motion)
		tracker := New(c)
		interval := time.Duration(rapid.IntRange(1, 5).Draw(t, "interval")) * time.Second
		var scans []*Scan
		for k := range 3 {
			s := drawScan(t, rapid.IntRange(1, 8).Draw(t, "detections"))
			s.Time = time.Duration(k) * interval
			scans = append(scans, s)
		}
		tracker.Step(scans[0])
		tracker.Step(scans[1])
		tracker.advance(scans[2].Time)
		tracker.sort(scans[2])
		tracker.locate(scans[2])
		m := &tracker.memory
		tracker.pair(scans[2], 1, 0)
		got := map[triple]bool{}
		for _, x := range m.triples {
			x.cost = 0
			got[x] = true
		}
		found := 0
		f := foresight{first: &m.scans[1], second: &m.scans[0], triple: triple{first: 1}}
		f.timed(scans[2].Time)
		for a := range m.scans[1].list {
			for b := range m.scans[0].list {
				if apart(m.scans[1].list[a].at, m.scans[0].list[b].at) > c.MaxSpeed*f.before {
					continue
				}
				for n := range m.now {
					f.triple.a, f.triple.b, f.triple.c = int32(a), int32(b), int32(n)
					before := len(m.triples)
					tracker.examine(scans[2], &f)
					if len(m.triples) == before {
						continue
					}
					found++
					x := m.triples[before]
					x.cost = 0
					if !got[x] {
						t.Fatalf("missed %+v", m.triples[before])
					}
				}
			}
		}
		if found == 0 {
			t.Skip("no triple")
		}
	})
}

func apart(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}
