package main

import (
	"context"
	"math"
	"testing"

	"scutum/assessment/deterrence"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// TestDeterrenceAgreesWithTheScorecard: the list of pairs comes to what the
// study's scorecard says of the same shield, whose searches are cut short.
func TestDeterrenceAgreesWithTheScorecard(t *testing.T) {
	cat := catalogue.Default()
	for _, set := range assumptionSets {
		f, err := scenario.Open("europe", cat)
		if err != nil {
			t.Fatal(err)
		}
		base, err := f.Base(cat, set)
		if err != nil {
			t.Fatal(err)
		}
		setting, err := scenario.Expand(f, cat, base)
		if err != nil {
			t.Fatal(err)
		}
		flights, err := deterrence.Flights(setting.Earth, &setting.Force)
		if err != nil {
			t.Fatal(err)
		}
		force := deterrence.NewForce(setting, flights, setting.Commit)
		for i := range setting.Shields {
			s := &oneShield{file: f, cat: cat, setting: setting, shield: &setting.Shields[i], index: i}
			pairs, err := allPairs(context.Background(), s, flights, setting.Commit, 2, func(int) {})
			if err != nil {
				t.Fatal(err)
			}
			a := newDeterrenceAnswer(s, shieldHead{}, pairs)
			want := force.Summarise(i)
			if a.Reachable != want.Reachable || a.LandReachable != want.LandReachable {
				t.Errorf("%s, %s: %d and %d from land, scorecard %d and %d", set, s.shield.Name, a.Reachable, a.LandReachable, want.Reachable, want.LandReachable)
			}
			if math.Abs(*a.BestMargin-want.BestMargin) > 1e-3 || math.Abs(*a.LowestThreshold-want.LowestThreshold) > 1e-3 {
				t.Errorf("%s, %s: margin %v, threshold %v, scorecard %v and %v", set, s.shield.Name, *a.BestMargin, *a.LowestThreshold, want.BestMargin, want.LowestThreshold)
			}
		}
	}
}

// TestByMargin: the greatest first, those without a margin last, in order.
func TestByMargin(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		x, y float64
		want int
	}{{1, 2, 1}, {2, 1, -1}, {1, 1, 0}, {nan, -9, 1}, {-9, nan, -1}, {nan, nan, 0}} {
		if got := byMargin(&deterrence.Pair{MarginKmS: c.x}, &deterrence.Pair{MarginKmS: c.y}); got != c.want {
			t.Errorf("byMargin(%v, %v) = %d", c.x, c.y, got)
		}
	}
}
