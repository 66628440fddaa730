package limits

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"scutum/systems/catalogue"
)

// withClauses is the proposal with other clauses, each "about: condition".
func withClauses(t *testing.T, clauses ...string) *Agreement {
	t.Helper()
	text := "name: x\ntitle: x\ndate: 2011-12-01\nparties: [A]\nclauses:\n"
	for i, c := range clauses {
		about, condition, _ := strings.Cut(c, ": ")
		text += "  - {id: c" + strconv.Itoa(i) + ", text: t, about: " + about + ", condition: \"" + condition + "\", on_failure: f}\n"
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
		if err := a.CheckSatisfiable(); err != nil || len(a.Doubts()) > 0 {
			t.Error(name, err, a.Doubts())
		}
	}
}

// TestTooManyToPutTogether: where more clauses are in force than are looked at
// together, that is said, and the conflicts of one kind are named all the same.
func TestTooManyToPutTogether(t *testing.T) {
	var clauses []string
	for i := range mostOfWhole + 1 {
		clauses = append(clauses, fmt.Sprintf("sensor: sensor.range > km(%d)", i))
	}
	if d := withClauses(t, clauses[:mostOfWhole]...).Doubts(); len(d) > 0 {
		t.Error(d)
	}
	if d := withClauses(t, clauses...).Doubts(); len(d) != 1 || !strings.Contains(d[0], "65 clauses") {
		t.Error(d)
	}
	commit := "commit: commit.after_burnout >= s(1)" // of no shield's parts
	if d := withClauses(t, append(clauses[:mostOfWhole:mostOfWhole], commit)...).Doubts(); len(d) > 0 {
		t.Error(d)
	}
	clauses = append(clauses, "site: site.lat > deg(50)", "site: site.lat < deg(40)")
	if err := withClauses(t, clauses...).CheckSatisfiable(); err == nil {
		t.Error("no conflict between two clauses about sites")
	}
}
