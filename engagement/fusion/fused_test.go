package fusion

import (
	"testing"

	"scutum/internal/random"
)

// TestFusedCovariance: over honest radars the mean squared normalised error of
// the fused state, of 6 degrees of freedom, lies in its band without process
// noise; with it the covariance is too small, by the common process noise that
// is left out, and the log says how much.
func TestFusedCovariance(t *testing.T) {
	for _, c := range []struct {
		noise     float64
		low, high float64
	}{
		{0, 5.75, 6.25}, {0.01, 5.6, 6.8}, {1, 5.6, 10.5},
	} {
		const runs = 400
		sum, n := 0.0, 0
		for run := range runs {
			w := newWorld(random.New(11, uint64(run), "fused"), 1, 4, fall{c.noise})
			centre := New(Settings{Sources: sources(4), Motion: w.motion})
			for step := range 12 {
				w.step()
				for r := range w.radars {
					if step >= 2 {
						report := w.report(r, 0)
						if err := centre.Report(&report); err != nil {
							t.Fatal(err)
						}
					}
				}
				centre.Tick(w.now)
			}
			tracks := centre.Tracks()
			if len(tracks) != 1 {
				continue
			}
			sum += nees(&tracks[0].State, &w.truth[0])
			n++
		}
		mean := sum / float64(n)
		t.Logf("process noise %g m²/s³: %d of %d runs with one track, normalised squared error %.2f of 6", c.noise, n, runs, mean)
		if n < runs*98/100 || mean < c.low || mean > c.high {
			t.Errorf("out of its band of %g to %g", c.low, c.high)
		}
	}
}
