package certificate

import (
	"context"
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
