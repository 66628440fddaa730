package compare

import (
	"context"
	"math"
	"strings"
	"testing"

	"scutum/agreement/limits"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

var quick = Options{SpacingKm: 300, Workers: 2}

func side(t *testing.T, name, set string) (*scenario.File, catalogue.Figures, *Side) {
	t.Helper()
	cat := catalogue.Default()
	f, err := scenario.Open(name, cat)
	if err != nil {
		t.Fatal(err)
	}
	base, err := f.Base(cat, set)
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Expand(f, cat, base)
	if err != nil {
		t.Fatal(err)
	}
	return f, base, &Side{name, s, 0}
}

// TestSpeedTurnsPhaseFour: of all that differs between phases 3 and 4 the speed
// at Redzikowo alone turns what is reached at Moscow's commit, at its threshold
// there; just below it nothing is reached, at it something is.
func TestSpeedTurnsPhaseFour(t *testing.T) {
	_, _, a := side(t, "epaa-3", "published")
	_, _, b := side(t, "epaa-4", "published")
	c, err := Shields(context.Background(), a, b, quick)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Turns) != 1 || c.Turns[0].Figure != "Redzikowo battery 1 burnout_speed_km_s" || c.Turns[0].At == nil || math.Abs(*c.Turns[0].At-4.627) > 0.001 {
		t.Fatalf("%+v", c.Turns)
	}
	for _, x := range []struct {
		speed float64
		some  bool
	}{{*c.Turns[0].At - 0.001, false}, {*c.Turns[0].At + 1e-9, true}} {
		moved, s := clone(a)
		for i := range s.Sites {
			if s.Sites[i].Name == "Redzikowo" {
				s.Sites[i].Batteries[0].Interceptor.BurnoutSpeed = x.speed * 1e3
			}
		}
		values, err := newComparer("", "", "", quick).reached(context.Background(), moved)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			if strings.HasSuffix(v.what, "commit moscow") && (v.x > 0) != x.some {
				t.Errorf("at %g km/s %g are reached", x.speed, v.x)
			}
		}
	}
}

// TestSameIsSame: nothing differs from itself.
func TestSameIsSame(t *testing.T) {
	_, _, a := side(t, "epaa-3", "published")
	c, err := Shields(context.Background(), a, a, quick)
	if err != nil || len(c.Figures)+len(c.Things)+len(c.Turns) > 0 || len(c.Conclusions) < 6 {
		t.Errorf("%+v %v", c, err)
	}
	g, err := limits.Open("both-sides-2011", catalogue.Default())
	if err != nil {
		t.Fatal(err)
	}
	if c, err = Agreements(context.Background(), g, g, a, quick); err != nil || len(c.Figures)+len(c.Things)+len(c.Turns) > 0 {
		t.Errorf("%+v %v", c, err)
	}
}

// TestSets: a figure that turns a conclusion between the two sides' sets lies
// between their values.
func TestSets(t *testing.T) {
	f, a, _ := side(t, "epaa-3", "published")
	_, b, _ := side(t, "epaa-3", "moscow")
	cat := catalogue.Default()
	expand := func(x catalogue.Figures) (*Side, error) {
		set, err := scenario.Expand(f, cat, x)
		return &Side{"epaa-3", set, 0}, err
	}
	c, err := Sets(context.Background(), "epaa-3", f.Uses(cat), a, b, [2]string{"published", "moscow"}, expand, quick)
	if err != nil || len(c.Figures) == 0 || len(c.Turns) == 0 {
		t.Fatalf("%+v %v", c, err)
	}
	for _, x := range c.Turns {
		if x.At != nil && (*x.At < math.Min(x.A, x.B) || *x.At > math.Max(x.A, x.B)) {
			t.Errorf("%+v", x)
		}
	}
}

// TestAgreements: a clause that differs in one number turns at the fastest kind.
func TestAgreements(t *testing.T) {
	_, _, on := side(t, "epaa-3", "published")
	var both [2]*limits.Agreement
	for i, name := range []string{"both-sides-2011", "moscow-2012"} {
		var err error
		if both[i], err = limits.Open(name, catalogue.Default()); err != nil {
			t.Fatal(err)
		}
	}
	c, err := Agreements(context.Background(), both[0], both[1], on, quick)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Turns) != 1 || c.Turns[0].Conclusion != "clause speed" || math.Abs(*c.Turns[0].At-4.5) > 1e-9 {
		t.Errorf("%+v", c.Turns)
	}
}
