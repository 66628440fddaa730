package limits

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"scutum/assessment/deterrence"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// setting expands a built-in study under the published figures.
func setting(t *testing.T, name string) *scenario.Setting {
	t.Helper()
	cat := catalogue.Default()
	f, err := scenario.Open(name, cat)
	if err != nil {
		t.Fatal(err)
	}
	base, err := f.Base(cat, "published")
	if err != nil {
		t.Fatal(err)
	}
	set, err := scenario.Expand(f, cat, base)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func checked(t *testing.T, agreement, study string) *Report {
	t.Helper()
	a, err := Open(agreement, catalogue.Default())
	if err != nil {
		t.Fatal(err)
	}
	set := setting(t, study)
	flights, err := deterrence.Flights(set.Earth, &set.Force)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Check(a, set, 0, flights)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *Report) verdictOf(id string) *Verdict {
	for i := range r.Verdicts {
		if r.Verdicts[i].Clause.ID == id {
			return &r.Verdicts[i]
		}
	}
	return nil
}

// TestCheck: phase 3 keeps the proposal but the clause that waits for the
// threat; phase 4 breaks its speed clause, by 1 km/s and with a trajectory to
// open.
func TestCheck(t *testing.T) {
	r := checked(t, "both-sides-2011", "epaa-4")
	if r.Holds() {
		t.Error("phase 4 keeps the proposal")
	}
	v := r.verdictOf("speed")
	if v.Broken != 1 || math.Abs(v.Margin+1) > 1e-9 || v.Unit != "km/s" {
		t.Errorf("speed: %d broken, margin %g %s", v.Broken, v.Margin, v.Unit)
	}
	found := false
	for _, f := range v.Findings {
		if !f.Holds {
			found = f.Counter != nil && f.Counter.Site == "Redzikowo"
		}
	}
	if !found {
		t.Error("no counter-example from Redzikowo")
	}
	if r = checked(t, "nato-2011", "epaa-3"); !r.Holds() {
		t.Error("phase 3 breaks an agreement without limits")
	}
	r = checked(t, "moscow-2012", "epaa-3")
	for id, broken := range map[string]int{"number": 1, "speed": 4, "places": 1, "northern-seas": 0} {
		if v := r.verdictOf(id); v.Broken != broken {
			t.Errorf("moscow-2012 %s: %d broken, want %d: %+v", id, v.Broken, broken, v.Findings)
		}
	}
	r = checked(t, "moscow-2012", "epaa-4")
	if v := r.verdictOf("northern-seas"); v.Without <= r.Reached {
		t.Errorf("without the clause on ships %d are reached, with it %d", v.Without, r.Reached)
	}
}

// TestRefused: what a clause must not be is refused, with file and line.
func TestRefused(t *testing.T) {
	good, _ := Source("both-sides-2011")
	const speedLine = `condition: "interceptor.burnout_speed <= km_s(4.5)"`
	for _, c := range []struct{ to, want string }{
		{`condition: "interceptor.burnout_speed <= km(4.5)"`, "no matching overload for '_<=_' applied to '(speed, distance)'"},
		{`condition: "interceptor.burnout_speed <= 4.5"`, "no matching overload"},
		{`condition: "interceptor.colour == 'red'"`, "undefined field 'colour'"},
		{`condition: "missile.speed > km_s(1)"`, "undeclared reference to 'missile'"},
		{`condition: "interceptor.burnout_speed"`, "is a speed and not true or false"},
		{`condition: "interceptor.burnout_speed <= "`, "Syntax error"},
		{`condition: "[1,2,3].all(x, x > 0)"`, "undeclared reference"},
		{`condition: "interceptor.number / 0 > 1"`, "division by zero"},
		{`condition: "interceptor.number % 0 > 1"`, "division by zero"},
		{`condition: "1.0 / 0.0 > 1.0"`, "division by zero"},
		{`condition: "interceptor.burnout_speed < km_s(1.0 / double(interceptor.number))"`, "what may be zero"},
		{`condition: "interceptor.burnout_speed < km_s(1e308 * 1e308)"`, "no number"},
		{`condition: "60 / interceptor.site.interceptors < 3"`, "division by zero"},
		{`condition: "1 / (interceptor.number - interceptor.number) > 0"`, "division by zero"},
		{`condition: "interceptor.number <= 9223372036854775807 + interceptor.number"`, "overflow"},
		{`condition: "'` + strings.Repeat("a", 1200) + `'.matches('` + strings.Repeat("(a+)+", 60) + `b')"`, "cost"},
	} {
		text := strings.Replace(string(good), speedLine, c.to, 1)
		_, err := Parse("x.yaml", []byte(text), catalogue.Default())
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "x.yaml:") {
			t.Errorf("%s: %v", c.to, err)
		}
	}
}

// TestRefusedWhen: what a clause waits for is the threat alone, and is refused at
// its own line.
func TestRefusedWhen(t *testing.T) {
	good, _ := Source("both-sides-2011")
	const line = `when: "threat.months_below(1) >= 120"`
	at := "x.yaml:" + fmt.Sprint(1+strings.Count(string(good[:strings.Index(string(good), line)]), "\n")) + ":"
	for _, c := range []struct{ to, want string }{
		{`when: "interceptor.number > 3"`, "interceptor"},
		{`when: "threat.index > 'a'"`, "no matching overload"},
		{`when: "60 / threat.index > 3"`, "division by zero"},
		{`when: "threat.index"`, "is a whole number and not true or false"},
	} {
		_, err := Parse("x.yaml", []byte(strings.Replace(string(good), line, c.to, 1)), catalogue.Default())
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), at) {
			t.Errorf("%s: %v, want it at %s", c.to, err, at)
		}
	}
}
