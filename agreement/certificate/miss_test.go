package certificate

import (
	"context"
	"math"
	"testing"
)

// TestClosest: the nearest flight of the phase 3 sites misses by about as much
// as the speed that is wanting takes in the time of flight, and a cap just below
// what a meeting needs leaves next to nothing.
func TestClosest(t *testing.T) {
	zero := 0.0
	terms := phase3(t, Commit{AfterBurnoutS: &zero})
	terms.Fields, terms.Aims = terms.Fields[:2], terms.Aims[:4]
	m, ok, err := NearestOfAll(context.Background(), &terms, 500, 1, 2)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	last := math.Inf(1)
	for _, short := range []float64{0.5, 0.2, 0.05, 0.001} {
		terms.SpeedCapKmS = m.SpeedKmS - short
		x, ok, err := Closest(context.Background(), &terms, 500, 1, 2)
		if err != nil || !ok {
			t.Fatal(short, ok, err)
		}
		rough := short * (x.AtS - x.LeftS)
		if !(x.Km < last) || x.Km > 1.1*rough {
			t.Errorf("%g km/s short: %.1f km, after %.0f s of flight", short, x.Km, x.AtS-x.LeftS)
		}
		if x.AtAltitudeKm < terms.LeastAltitudeKm || x.LeftS < 0 {
			t.Errorf("%g km/s short: %+v", short, x)
		}
		last = x.Km
	}
	terms.SpeedCapKmS = m.SpeedKmS + 0.1
	if _, ok, err := Closest(context.Background(), &terms, 500, 1, 2); ok || err != nil {
		t.Error("a cap that suffices has a miss", err)
	}
}
