package limits

import (
	"context"
	"math"
	"reflect"
	"slices"
	"testing"

	"scutum/assessment/deterrence"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

func sensitive(t *testing.T, agreement, study string, workers int) (*Sensitivity, *swept) {
	t.Helper()
	cat := catalogue.Default()
	a, err := Open(agreement, cat)
	if err != nil {
		t.Fatal(err)
	}
	f, err := scenario.Open(study, cat)
	if err != nil {
		t.Fatal(err)
	}
	base, err := f.Base(cat, "published")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Sensitive(context.Background(), a, f, cat, base, 0, workers, nil)
	if err != nil {
		t.Fatal(err)
	}
	set, err := scenario.Expand(f, cat, base)
	if err != nil {
		t.Fatal(err)
	}
	return s, &swept{a: a, file: f, cat: cat, base: base, commit: a.commit(set), nominal: s.Margin}
}

// TestSensitivity: a faster interceptor gains at most by as much, the margin is
// what deterrence says, and at a turn the conclusion turns.
func TestSensitivity(t *testing.T) {
	s, q := sensitive(t, "both-sides-2011", "epaa-4", 2)
	if s.Commit.AfterBurnout != 0 || s.Commit.BySensors {
		t.Errorf("counted at %+v, not at the agreement's commit", s.Commit)
	}
	set, err := scenario.Expand(q.file, q.cat, q.base)
	if err != nil {
		t.Fatal(err)
	}
	flights, err := deterrence.Flights(set.Earth, &set.Force)
	if err != nil {
		t.Fatal(err)
	}
	best := math.Inf(-1)
	for _, p := range deterrence.Margins(withoutCeilings(set, 0), 0, flights, q.commit) {
		best = math.Max(best, p.MarginKmS)
	}
	if math.Abs(best-s.Margin) > 1e-6 {
		t.Errorf("margin %v, the pairs say %v", s.Margin, best)
	}
	i := slices.IndexFunc(s.Figures, func(m Moved) bool { return m.Key == "sm-3-iib.burnout_speed_km_s" })
	if i < 0 {
		t.Fatal("the speed of SM-3 IIB moves nothing")
	}
	speed := s.Figures[i]
	if speed.MarginHigh-speed.MarginLow > speed.High-speed.Low+1e-6 || speed.MarginHigh <= speed.MarginLow {
		t.Errorf("%+v: the margin moves by more than the speed, or falls", speed)
	}
	turns := 0
	for _, m := range s.Figures {
		for _, at := range append(slices.Clone(m.Turns), m.Beyond...) {
			turns++
			step := 2 * turnTolerance * (m.High - m.Low)
			below, _ := q.margin(m.Key, at-step)
			above, _ := q.margin(m.Key, at+step)
			if Reached(below) == Reached(above) {
				t.Errorf("%s does not turn at %v: %v and %v km/s", m.Key, at, below, above)
			}
		}
		for _, at := range m.Turns {
			if at < m.Low || at > m.High {
				t.Errorf("%s turns at %v, outside %v to %v", m.Key, at, m.Low, m.High)
			}
		}
	}
	if turns == 0 {
		t.Error("nothing turns the conclusion for phase 4")
	}
	for k := 1; k < len(s.Figures); k++ {
		if s.Figures[k].span() > s.Figures[k-1].span() {
			t.Error("the figures are not in the order of what they move")
		}
	}
	if again, _ := sensitive(t, "both-sides-2011", "epaa-4", 1); !reflect.DeepEqual(again.Figures, s.Figures) {
		t.Error("one worker and two differ")
	}
}

// TestSensitivityLeavesAlone: what plays no part is idle, and commit is counted
// as the agreement does.
func TestSensitivityLeavesAlone(t *testing.T) {
	s, _ := sensitive(t, "both-sides-2011", "epaa-3", 2)
	for _, key := range []string{"sm-3-iia.kill_probability", "sm-3-iia.max_altitude_km", "mrbm.burn_s", "spy-1d.range_km"} {
		if !slices.Contains(s.Idle, key) {
			t.Errorf("%s is not idle", key)
		}
	}
	i := slices.IndexFunc(s.Figures, func(m Moved) bool { return m.Key == commitKey })
	if i < 0 || s.Figures[i].Value != 0 {
		t.Error("commit is not varied from the agreement's")
	}
	if Reached(s.Margin) {
		t.Errorf("phase 3 reaches something by %v km/s", s.Margin)
	}
}

// TestAssumeEach: the sets are those of the catalogue, the fastest reaches most.
func TestAssumeEach(t *testing.T) {
	cat := catalogue.Default()
	a, err := Open("both-sides-2011", cat)
	if err != nil {
		t.Fatal(err)
	}
	f, err := scenario.Open("epaa-4", cat)
	if err != nil {
		t.Fatal(err)
	}
	all, err := AssumeEach(context.Background(), a, f, cat, 0, []string{"published", "moscow", "brussels"})
	if err != nil {
		t.Fatal(err)
	}
	if p, m, b := all[0], all[1], all[2]; !(m.OwnReached >= p.OwnReached && p.OwnReached >= b.OwnReached) || !(m.Margin >= p.Margin) {
		t.Errorf("reached %d, %d and %d; margins %v and %v", m.OwnReached, p.OwnReached, b.OwnReached, m.Margin, p.Margin)
	}
	if all[1].Own.AfterBurnout != -60 || all[1].Agreed().AfterBurnout != 0 {
		t.Errorf("commits %v and %v", all[1].Own, all[1].Agreed())
	}
}
