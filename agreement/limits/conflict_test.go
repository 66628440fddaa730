package limits

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"scutum/physics/earth"
	"scutum/scenario"
	"scutum/systems/catalogue"
	"scutum/systems/interceptor"
)

// withClauses is the proposal with other clauses, each "about: condition".
func withClauses(t *testing.T, clauses ...string) *Agreement {
	t.Helper()
	text := "name: x\ntitle: x\ndate: 2011-12-01\nparties: [A]\nclauses:\n"
	for i, c := range clauses {
		about, condition, _ := strings.Cut(c, ": ")
		text += "  - {id: c" + string(rune('0'+i)) + ", text: t, about: " + about + ", condition: \"" + condition + "\", on_failure: f}\n"
	}
	a, err := Parse("x.yaml", []byte(text), catalogue.Default())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestConflicts: the smallest set of clauses that nothing can keep is named, and
// no other.
func TestConflicts(t *testing.T) {
	for _, c := range []struct {
		clauses []string
		want    []string
		fatal   bool // no shield can keep the agreement
	}{
		{[]string{"interceptor: interceptor.burnout_speed <= km_s(3)", "interceptor: interceptor.burnout_speed >= km_s(3)"}, nil, false},
		{[]string{"interceptor: interceptor.burnout_speed < km_s(3)", "interceptor: interceptor.number > 0", "interceptor: interceptor.burnout_speed >= km_s(3)"}, []string{"c0", "c2"}, true},
		{[]string{"shield: shield.ships > 3 && shield.ships < 4"}, []string{"c0"}, true},
		{[]string{"site: site.lat > deg(50) || site.ship", "site: !site.ship", "site: site.lat < deg(45)"}, []string{"c0", "c1", "c2"}, true},
		{[]string{"engagement: engagement.class == 'mrbm'", "engagement: engagement.class != 'mrbm'"}, []string{"c0", "c1"}, true},
		{[]string{"interceptor: interceptor.site.lat > deg(50)", "interceptor: interceptor.site.lat < deg(60)", "site: site.lat > deg(70)"}, []string{"c1", "c2"}, true},
		{[]string{"site: apart(site.lat, site.lon, deg(50), deg(50)) < km(10)", "site: apart(site.lat, site.lon, deg(-50), deg(-50)) < km(10)"}, []string{"c0", "c1"}, false}, // by trial alone
		{[]string{"ship: ship.lat < deg(40)", "ship: ship.lat > deg(50)"}, []string{"c0", "c1"}, false},                                                                       // no ships
		{[]string{"ship: false"}, []string{"c0"}, false},
		{[]string{"sensor: sensor.range < km(100) && sensor.range > km(200)"}, []string{"c0"}, false},
		{[]string{"shield: shield.name.matches('^epaa')"}, []string{"c0"}, false}, // no candidate is called so, a shield may be
		{[]string{"shield: shield.interceptors > shield.sites * 1000"}, nil, false},
		{[]string{"interceptor: interceptor.number < 1"}, []string{"c0"}, true},
		// The smallest: not what dropping one by one leaves.
		{[]string{"site: site.lat > deg(10)", "site: site.lat < deg(10) || site.ship", "site: !site.ship || site.lat > deg(90)", "site: site.lat > deg(60)", "site: site.lat < deg(50)"}, []string{"c3", "c4"}, true},
	} {
		a := withClauses(t, c.clauses...)
		got := a.Conflicts()
		switch {
		case c.want == nil && len(got) > 0:
			t.Errorf("%v: %+v", c.clauses, got)
		case c.want != nil && (len(got) != 1 || !slices.Equal(got[0].Clauses, c.want)):
			t.Errorf("%v: %+v, want %v", c.clauses, got, c.want)
		}
		if (a.CheckSatisfiable() != nil) != c.fatal {
			t.Errorf("%v: %v", c.clauses, a.CheckSatisfiable())
		}
		if (len(a.Doubts()) > 0) != (c.want != nil && !c.fatal) {
			t.Errorf("%v: %v", c.clauses, a.Doubts())
		}
	}
	for _, name := range BuiltIns() {
		a, err := Open(name, catalogue.Default())
		if err != nil {
			t.Fatal(err)
		}
		if err := a.CheckSatisfiable(); err != nil {
			t.Error(err)
		}
	}
}

// TestConflictsOfWhole: clauses about several kinds of object that no shield can
// keep together are named, the fewest that do; those that one can keep are not.
func TestConflictsOfWhole(t *testing.T) {
	for _, c := range []struct {
		clauses []string
		want    []string
	}{
		{[]string{"shield: shield.interceptors >= 40", "shield: shield.sites <= 2", "shield: shield.ships == 0", "site: site.interceptors <= 10"}, []string{"c0", "c1", "c2", "c3"}},
		{[]string{"shield: shield.interceptors >= 20", "shield: shield.sites <= 2", "shield: shield.ships == 0", "site: site.interceptors <= 10"}, nil},
		{[]string{"shield: shield.interceptors >= 40", "shield: shield.sites <= 2", "site: site.interceptors <= 10"}, nil}, // ships carry the rest
		{[]string{"shield: shield.interceptors >= 40", "shield: shield.sites <= 2", "site: site.interceptors <= 10 && !site.ship"}, []string{"c0", "c1", "c2"}},
		{[]string{"shield: shield.interceptors <= 5", "shield: shield.sites >= 2", "site: site.interceptors >= 3"}, []string{"c0", "c1", "c2"}},
		{[]string{"shield: shield.interceptors <= 6", "shield: shield.sites >= 2", "site: site.interceptors >= 3"}, nil},
		{[]string{"shield: shield.fastest >= km_s(5)", "interceptor: interceptor.burnout_speed <= km_s(4.5)"}, []string{"c0", "c1"}},
		{[]string{"shield: shield.fastest > km_s(4.5)", "interceptor: interceptor.burnout_speed <= km_s(4.5)"}, []string{"c0", "c1"}},
		{[]string{"shield: shield.fastest >= km_s(4.5)", "interceptor: interceptor.burnout_speed <= km_s(4.5)"}, nil},
		{[]string{"shield: shield.ships >= 1", "ship: ship.lat < deg(40)", "ship: ship.lat > deg(50)"}, []string{"c0", "c1", "c2"}},
		{[]string{"shield: shield.ships >= 1", "ship: ship.lat < deg(40)", "site: site.lat > deg(50)"}, []string{"c0", "c1", "c2"}},
		{[]string{"shield: shield.ships >= 1 || shield.sites >= 1", "ship: ship.lat < deg(40)", "site: site.lat > deg(50)"}, nil},
		{[]string{"shield: shield.ships >= 1", "site: !site.ship"}, []string{"c0", "c1"}},
		{[]string{"shield: shield.sensors >= 3", "sensor: sensor.range < km(100)", "sensor: sensor.range > km(200)"}, []string{"c0", "c1", "c2"}},
		{[]string{"interceptor: interceptor.number >= 20", "site: site.interceptors <= 10"}, []string{"c0", "c1"}},
		{[]string{"interceptor: interceptor.number >= 10", "site: site.interceptors <= 10"}, nil},
		{[]string{"interceptor: interceptor.site.ship", "shield: shield.ships == 0"}, []string{"c0", "c1"}},
		{[]string{"interceptor: interceptor.site.lat <= deg(50)", "site: site.lat > deg(50)"}, []string{"c0", "c1"}},
		{[]string{"commit: commit.after_burnout >= s(60)", "engagement: engagement.after_burnout <= s(30)"}, nil}, // a commit by sensors
		{[]string{"commit: commit.after_burnout >= s(60)", "commit: !commit.by_sensors", "engagement: engagement.after_burnout <= s(30)"}, []string{"c0", "c1", "c2"}},
		{[]string{"commit: commit.after_burnout >= s(-60)", "commit: !commit.by_sensors", "engagement: engagement.after_burnout <= s(-30)"}, nil},
		{[]string{"commit: commit.after_burnout >= s(-20)", "commit: !commit.by_sensors", "engagement: engagement.after_burnout < s(-20)"}, []string{"c0", "c1", "c2"}},
	} {
		a := withClauses(t, c.clauses...)
		switch got := a.Conflicts(); {
		case c.want == nil && a.CheckSatisfiable() != nil:
			t.Errorf("%v: %v", c.clauses, a.CheckSatisfiable())
		case c.want != nil && (a.CheckSatisfiable() == nil || !slices.ContainsFunc(got, func(x Conflict) bool { return x.fatal() && slices.Equal(x.Clauses, c.want) })):
			t.Errorf("%v: %+v, want %v", c.clauses, got, c.want)
		}
		// Without any one clause of the set it is none.
		for i := range c.clauses {
			less := slices.Delete(slices.Clone(c.clauses), i, i+1)
			if err := withClauses(t, less...).CheckSatisfiable(); err != nil && len(c.want) == len(c.clauses) {
				t.Errorf("%v: %v", less, err)
			}
		}
	}
}

// randomShield draws a small shield.
func randomShield(r *rand.Rand) *scenario.Shield {
	s := &scenario.Shield{Name: "x", Radars: make([]scenario.RadarSite, r.IntN(3))}
	for range 1 + r.IntN(3) {
		site := scenario.Site{Place: earth.Degrees(float64(30+5*r.IntN(7)), 20), Ship: r.IntN(2) == 0, OwnRadar: -1}
		for range r.IntN(3) {
			site.Batteries = append(site.Batteries, scenario.Battery{Number: 1 + r.IntN(6), Interceptor: interceptor.Interceptor{BurnoutSpeed: 3000 + 500*float64(r.IntN(6))}})
		}
		s.Sites = append(s.Sites, site)
	}
	return s
}

// TestNoConflictThatAShieldRefutes: of no agreement that a drawn shield keeps is it
// said that none can.
func TestNoConflictThatAShieldRefutes(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	compare := func() string { return []string{"<", "<=", ">", ">=", "==", "!="}[r.IntN(6)] }
	whole := func(field string, most int) string { return fmt.Sprintf("%s %s %d", field, compare(), r.IntN(most)) }
	forms := []func() string{
		func() string { return "shield: " + whole("shield.interceptors", 20) },
		func() string { return "shield: " + whole("shield.sites", 4) + " || " + whole("shield.ships", 4) },
		func() string { return "shield: " + whole("shield.ships", 3) },
		func() string { return "shield: " + whole("shield.sensors", 3) },
		func() string {
			return fmt.Sprintf("shield: shield.fastest %s km_s(%g)", compare(), 3+0.5*float64(r.IntN(6)))
		},
		func() string { return "site: " + whole("site.interceptors", 10) },
		func() string { return fmt.Sprintf("site: site.ship || site.lat %s deg(%d)", compare(), 30+5*r.IntN(7)) },
		func() string { return fmt.Sprintf("ship: ship.lat %s deg(%d)", compare(), 30+5*r.IntN(7)) },
		func() string { return "interceptor: " + whole("interceptor.number", 6) },
		func() string {
			return fmt.Sprintf("interceptor: interceptor.burnout_speed %s km_s(%g)", compare(), 3+0.5*float64(r.IntN(6)))
		},
		func() string {
			return fmt.Sprintf("interceptor: interceptor.site.lat %s deg(%d)", compare(), 30+5*r.IntN(7))
		},
	}
	var shields []*scenario.Shield
	for range 600 {
		if s := randomShield(r); shieldObject(s).fields["interceptors"] != 0 {
			shields = append(shields, s)
		}
	}
	set, impossible, kept := &scenario.Setting{}, 0, 0
	for range 400 {
		var clauses []string
		for range 2 + r.IntN(4) {
			clauses = append(clauses, forms[r.IntN(len(forms))]())
		}
		a := withClauses(t, clauses...)
		fatal := a.CheckSatisfiable()
		if fatal != nil {
			impossible++
		}
		i := slices.IndexFunc(shields, func(s *scenario.Shield) bool {
			return !slices.ContainsFunc(a.Clauses, func(c Clause) bool {
				v, err := a.verdict(&c, set, s, a.threatAt(a.Date), a.Date)
				return err != nil || v.Broken > 0
			})
		})
		if i < 0 {
			continue
		}
		if kept++; fatal != nil {
			t.Errorf("%v: %v, but %+v keeps them", clauses, fatal, shields[i])
		}
	}
	if t.Logf("%d agreements are impossible, %d are kept by a shield that was drawn", impossible, kept); impossible < 40 || kept < 40 {
		t.Error("too few of either kind")
	}
}
