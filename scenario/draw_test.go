package scenario

import (
	"math"
	"testing"

	"scutum/systems/catalogue"
)

// TestDraw: draws stay inside their ranges, cover them evenly, leave fixed
// figures alone, and do not move when another figure is fixed.
func TestDraw(t *testing.T) {
	base := cat.Published()
	fixed, err := base.With("sm-3-ia.lost_time_s", 17, catalogue.Origin{Kind: catalogue.OfFile, At: "x.yaml:1"})
	if err != nil {
		t.Fatal(err)
	}
	const n = 200
	sums, shots := map[string]float64{}, map[float64]int{}
	for i := range n {
		a, b := Draw(cat, base, 1, i), Draw(cat, fixed, 1, i)
		for _, key := range cat.Keys() {
			f, _ := cat.Figure(key)
			v := a.Get(key)
			if !(v >= f.Low && v <= f.High) && !math.IsInf(v, 1) {
				t.Fatalf("%s was drawn as %v", key, v)
			}
			if key == "sm-3-ia.lost_time_s" {
				if b.Get(key) != 17 {
					t.Fatal("a fixed figure was drawn")
				}
			} else if b.Get(key) != v {
				t.Fatalf("%s moved when another figure was fixed", key)
			}
			if f.Swept() {
				sums[key] += (v - f.Low) / (f.High - f.Low)
			}
		}
		shots[a.Get("sm-3-iia.shots_per_target")]++
	}
	for key, sum := range sums {
		// Six standard errors of the mean of an even spread (of five whole
		// numbers for the shots, a little wider).
		if math.Abs(sum/n-0.5) > 6*0.36/math.Sqrt(n) {
			t.Errorf("%s: mean %v of its range", key, sum/n)
		}
	}
	if len(shots) != 5 {
		t.Errorf("shots were drawn as %v", shots)
	}
	if Draw(cat, base, 1, 3).Get("irbm.burn_s") == Draw(cat, base, 2, 3).Get("irbm.burn_s") {
		t.Error("the seed does not matter")
	}
	moscow, err := cat.Set("moscow")
	if err != nil {
		t.Fatal(err)
	}
	if v := Draw(cat, moscow, 1, 0).Get("sm-3-iia.burnout_speed_km_s"); v != 4.8 {
		t.Errorf("a figure that the set fixed was drawn as %v", v)
	}
}

// TestDrawSame holds what was drawn when this was written.
func TestDrawSame(t *testing.T) {
	f := Draw(cat, cat.Published(), 1, 0)
	for key, want := range map[string]float64{"sm-3-iia.burnout_speed_km_s": 4.339895268493843, "irbm.burn_s": 206.13633302178374, "sm-3-iia.shots_per_target": 3} {
		if got := f.Get(key); got != want {
			t.Errorf("%s is drawn as %v, want %v", key, got, want)
		}
	}
}
