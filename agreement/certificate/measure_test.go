package certificate

import (
	"context"
	"math"
	"testing"
)

// TestMeasure: on the ellipsoid under J2 thresholds lie within 0.1 km/s of the
// sphere's, and not all on one side.
func TestMeasure(t *testing.T) {
	terms := phase3(t, Commit{AfterBurnoutS: at(0)})
	n := 500
	if testing.Short() {
		n = 50
	}
	d, err := Measure(context.Background(), &terms, n, 1, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	if d.Cases < n*9/10 || d.Least < -0.1 || d.Greatest > 0.1 || d.Least > 0 {
		t.Errorf("%+v", d)
	}
	t.Logf("%d cases: %.4f to %.4f km/s, median %.4f; worst %s: %.4f on the sphere, %.4f on the ellipsoid", d.Cases, d.Least, d.Greatest, d.Median, d.Worst.Case, d.WorstSphere, d.WorstOblate)
}

// TestNearestBelow: below a limit NearestBelow says what Nearest says, and no
// less than the limit where Nearest finds nothing below.
func TestNearestBelow(t *testing.T) {
	terms := phase3(t, Commit{AfterBurnoutS: at(0)})
	terms.Sites = append(terms.Sites, Named{Name: "a ship", LatDeg: 60, LonDeg: 0, RadiusKm: 71})
	cases, err := terms.Cases()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for i := 0; i < len(cases); i += 7 {
		want, ok := Nearest(&cases[i], 60, 1)
		for _, over := range []float64{-0.3, -0.01, 0.01, 0.3, math.Inf(1)} {
			limit := want.SpeedKmS + over
			got, has := NearestBelow(&cases[i], 60, 1, limit)
			switch {
			case over < 0 && has && got.SpeedKmS < limit:
				t.Errorf("%s: %.5f km/s below %.5f, where the least is %.5f", cases[i].Name, got.SpeedKmS, limit, want.SpeedKmS)
			case over > 0 && (has != ok || ok && math.Abs(got.SpeedKmS-want.SpeedKmS) > 0.005):
				t.Errorf("%s: %.5f km/s below %.5f, want %.5f", cases[i].Name, got.SpeedKmS, limit, want.SpeedKmS)
			case over > 0 && ok:
				found++
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d answers", found)
	}
}
