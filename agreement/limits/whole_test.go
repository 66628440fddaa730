package limits

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"scutum/physics/earth"
	"scutum/scenario"
	"scutum/systems/interceptor"
)

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
		// Not between bounds: sums that whole sites, and whole batteries, cannot come to.
		{[]string{"shield: shield.interceptors == 25", "site: site.interceptors == 10"}, []string{"c0", "c1"}},
		{[]string{"shield: shield.interceptors == 30", "site: site.interceptors == 10"}, nil},
		{[]string{"site: site.interceptors == 10", "interceptor: interceptor.number == 3"}, []string{"c0", "c1"}},
		{[]string{"site: site.interceptors == 10", "interceptor: interceptor.number == 3 || interceptor.number == 4"}, nil},
		{[]string{"shield: shield.interceptors < 8", "site: site.interceptors > 2", "interceptor: interceptor.number == 4"}, nil},
		// A ship must carry some, and those are too fast.
		{[]string{"shield: shield.fastest <= km_s(4.5)", "shield: shield.ships >= 1", "ship: ship.interceptors >= 1", "interceptor: !interceptor.site.ship || interceptor.burnout_speed > km_s(5)"}, []string{"c0", "c1", "c2", "c3"}},
		{[]string{"shield: shield.fastest >= km_s(5)", "shield: shield.ships == 0", "interceptor: interceptor.site.ship || interceptor.burnout_speed < km_s(4)"}, []string{"c0", "c1", "c2"}},
		// Names differ.
		{[]string{"site: site.name == 'Deveselu' || site.name == 'Redzikowo'", "shield: shield.sites + shield.ships >= 0", "shield: shield.sites >= 3"}, []string{"c0", "c2"}},
		{[]string{"site: site.name == 'Deveselu' || site.name == 'Redzikowo'", "shield: shield.sites >= 2"}, nil},
		{[]string{"site: site.name == 'Deveselu' || site.name == 'Redzikowo'", "shield: shield.sites >= 2", "shield: shield.ships >= 1"}, []string{"c0", "c1", "c2"}},
		{[]string{"site: site.name != 'Deveselu'", "interceptor: interceptor.site.name == 'Deveselu'"}, []string{"c0", "c1"}},
		// A site has one radar of its own.
		{[]string{"sensor: sensor.own", "shield: shield.sensors >= 3", "shield: shield.sites <= 1", "shield: shield.ships <= 1"}, []string{"c0", "c1", "c2", "c3"}},
		{[]string{"sensor: sensor.own", "shield: shield.sensors >= 3", "shield: shield.sites <= 1", "shield: shield.ships <= 2"}, nil},
		{[]string{"sensor: sensor.own", "shield: shield.sensors >= 2", "shield: shield.interceptors <= 5", "site: site.interceptors >= 3"}, []string{"c0", "c1", "c2", "c3"}},
		{[]string{"sensor: sensor.name == 'Kurecik'", "shield: shield.sensors >= 2"}, []string{"c0", "c1"}},
		{[]string{"sensor: sensor.range < km(100) && sensor.range > km(200)", "shield: shield.sensors == 0"}, nil},
		// What is no number of degrees, or of anything.
		{[]string{"site: site.lat > deg(90)"}, []string{"c0"}},
		{[]string{"interceptor: interceptor.burnout_speed < km_s(0)"}, []string{"c0"}},
		{[]string{"interceptor: interceptor.site.interceptors < 1"}, []string{"c0"}},
		// Other clauses, which are more than comparisons, do not blur what is certain.
		{[]string{"site: apart(site.lat, site.lon, deg(54), deg(35)) >= km(1200)", "shield: shield.fastest >= km_s(5)", "interceptor: interceptor.burnout_speed <= km_s(4.5)"}, []string{"c1", "c2"}},
		// What is asked of the threat is no conflict for ever.
		{[]string{"shield: shield.ships == 0 || threat.index > 3", "shield: shield.ships >= 1"}, nil},
		// Many figures at once.
		{[]string{"shield: shield.interceptors <= 100", "shield: shield.sites <= 4", "shield: shield.ships <= 6", "shield: shield.sensors <= 12", "shield: shield.fastest <= km_s(4.5)",
			"shield: shield.interceptors >= 90", "site: site.interceptors <= 8"}, []string{"c1", "c2", "c5", "c6"}},
		{[]string{"commit: commit.after_burnout >= s(60)", "engagement: engagement.after_burnout <= s(30)"}, nil}, // a commit by sensors
		{[]string{"commit: commit.by_sensors && commit.after_burnout <= s(60)"}, []string{"c0"}},
		{[]string{"engagement: engagement.site == 'Redzikowo'", "site: site.name != 'Redzikowo'"}, []string{"c0", "c1"}},
		{[]string{"engagement: engagement.interceptor == 'sm-3-iib'", "interceptor: interceptor.kind != 'sm-3-iib'"}, []string{"c0", "c1"}},
		{[]string{"engagement: engagement.interceptor != 'sm-3-iib'", "interceptor: interceptor.kind != 'sm-3-iib'"}, nil},
		{[]string{"engagement: engagement.meeting_altitude >= km(300)", "interceptor: interceptor.max_altitude <= km(200)"}, []string{"c0", "c1"}},
		{[]string{"engagement: engagement.meeting_altitude >= km(200)", "interceptor: interceptor.max_altitude <= km(200)"}, nil},
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
			if len(less) == 0 {
				break
			}
			if err := withClauses(t, less...).CheckSatisfiable(); err != nil && len(c.want) == len(c.clauses) {
				t.Errorf("%v: %v", less, err)
			}
		}
	}
}

// TestConflictAmongTooMany: where there are too many combinations, what is found by
// trial is looked at alone and certain.
func TestConflictAmongTooMany(t *testing.T) {
	var clauses []string
	for i := range 8 {
		clauses = append(clauses, fmt.Sprintf("interceptor: interceptor.site.lat <= deg(%d) || interceptor.site.lon > deg(%d) || interceptor.number < %d || interceptor.burnout_speed < km_s(%g)", 30+2*i, 10+i, 5+2*i, 3+float64(i)/10))
	}
	if constantsOf(withClauses(t, clauses...).steady()).trial(&Agreement{}, AboutInterceptor, mostCandidates).complete {
		t.Fatal("all combinations were tried")
	}
	a := withClauses(t, append(clauses, "shield: shield.fastest >= km_s(5)", "interceptor: interceptor.burnout_speed <= km_s(4.5)")...)
	if c := a.Conflicts(); len(c) != 1 || !c[0].fatal() || !slices.Equal(c[0].Clauses, []string{"c8", "c9"}) {
		t.Errorf("%+v", c)
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

// everySite is a site as clauses can tell them apart: what it and its batteries
// fail, how many interceptors it has, and the greatest speed of them.
type everySite struct {
	fails        uint64
	ship         bool
	number, fast int
}

// failsOf says which clauses objects do not keep.
func failsOf(a *Agreement, vars map[string]any) (m uint64) {
	vars["threat"] = a.threatAt(a.Date)
	for i := range a.Clauses {
		c := &a.Clauses[i]
		if _, asked := vars[string(c.About)]; asked {
			if holds, err := c.condition.yes(vars); err != nil || !holds {
				m |= 1 << i
			}
		}
	}
	return m
}

// fill puts batteries at a site until it has as many interceptors as it says.
func fill(a *Agreement, at *object, number int, all map[everySite]bool) {
	ship := at.fields["ship"] == true
	vars := map[string]any{"site": at}
	if ship {
		vars["ship"] = at
	}
	standing := map[everySite]bool{{failsOf(a, vars), ship, 0, 0}: true}
	for filled := range number {
		for s := range standing {
			if s.number != filled {
				continue
			}
			for n := 1; n <= number-filled; n++ {
				for fast := 4; fast <= 6; fast++ {
					b := &object{interceptorKind, map[string]any{"kind": "x", "number": n, "burnout_speed": quantity{speed, float64(fast)}, "site": at}}
					standing[everySite{s.fails | failsOf(a, map[string]any{"interceptor": b}), ship, filled + n, max(s.fast, fast)}] = true
				}
			}
		}
	}
	for s := range standing {
		if s.number == number {
			all[s] = true
		}
	}
}

// every has the sets of clauses, by bits, that some shield breaks no more than,
// found by putting together every shield from what clauses can tell apart: numbers
// of interceptors up to six, of sites and ships up to two, speeds and latitudes
// below, at and above the one constant. Constants must be those of smallForms.
func every(a *Agreement) map[uint64]bool {
	sites := map[everySite]bool{}
	for _, ship := range []bool{false, true} {
		for _, lat := range []float64{40, 50, 60} {
			for n := range 7 {
				fill(a, &object{siteKind, map[string]any{"name": "x", "lat": quantity{angle, lat}, "lon": quantity{angle, 0}, "ship": ship, "interceptors": n}}, n, sites)
			}
		}
	}
	type shield struct {
		fails                           uint64
		land, ships, interceptors, fast int // two, two and four are so many or more
	}
	shields := map[shield]bool{{}: true}
	for next := []shield{{}}; len(next) > 0; {
		h := next[0]
		next = next[1:]
		for s := range sites {
			more := shield{h.fails | s.fails, h.land, h.ships, min(4, h.interceptors+s.number), max(h.fast, s.fast)}
			if s.ship {
				more.ships = min(2, h.ships+1)
			} else {
				more.land = min(2, h.land+1)
			}
			if !shields[more] {
				shields[more] = true
				next = append(next, more)
			}
		}
	}
	broken := map[uint64]bool{}
	for h := range shields {
		if h.interceptors > 0 {
			o := &object{shieldKind, map[string]any{"name": "x", "interceptors": h.interceptors, "sites": h.land, "ships": h.ships, "sensors": 0, "fastest": quantity{speed, float64(h.fast)}}}
			broken[h.fails|failsOf(a, map[string]any{"shield": o})] = true
		}
	}
	return broken
}

// smallForms are clauses by chance, whose constants every knows.
func smallForms(r *rand.Rand) []func() string {
	compare := func() string { return []string{"<", "<=", ">", ">=", "==", "!="}[r.IntN(6)] }
	whole := func(field string, least, most int) string {
		return fmt.Sprintf("%s %s %d", field, compare(), least+r.IntN(most-least+1))
	}
	fast := func(field string) string { return fmt.Sprintf("%s %s km_s(5)", field, compare()) }
	north := func(field string) string { return fmt.Sprintf("%s %s deg(50)", field, compare()) }
	return []func() string{
		func() string { return "shield: " + whole("shield.interceptors", 1, 3) },
		func() string { return "shield: " + whole("shield.sites", 0, 1) + " || " + whole("shield.ships", 0, 1) },
		func() string { return "shield: " + whole("shield.ships", 0, 1) },
		func() string { return "shield: " + fast("shield.fastest") },
		func() string { return "site: " + whole("site.interceptors", 0, 3) },
		func() string { return "site: site.ship || " + north("site.lat") },
		func() string { return "ship: " + north("ship.lat") },
		func() string { return "ship: " + whole("ship.interceptors", 0, 2) },
		func() string { return "interceptor: " + whole("interceptor.number", 1, 2) },
		func() string { return "interceptor: interceptor.site.ship || " + fast("interceptor.burnout_speed") },
		func() string { return "interceptor: " + fast("interceptor.burnout_speed") },
		func() string {
			return "interceptor: " + north("interceptor.site.lat") + " || " + whole("interceptor.site.interceptors", 1, 2)
		},
	}
}

// TestEveryShieldTried: of small agreements, and of all sets of their clauses, what
// is possible is what one of all shields keeps; and the smallest set in conflict is
// the smallest of all sets that none keeps.
func TestEveryShieldTried(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	forms := smallForms(r)
	sizes := map[int]int{}
	for range 120 {
		var clauses []string
		for range 4 + r.IntN(5) {
			clauses = append(clauses, forms[r.IntN(len(forms))]())
		}
		a := withClauses(t, clauses...)
		broken := every(a)
		w := newWhole(a, a.steady())
		if !w.complete {
			t.Fatalf("%v: not complete", clauses)
		}
		least := 0
		for set := uint64(0); set < 1<<len(clauses); set++ {
			want := false
			for b := range broken {
				want = want || b&set == 0
			}
			if got := w.possible(set); got != want {
				t.Errorf("%v: of %v a shield is possible: %v, want %v", clauses, members(set), got, want)
			}
			if n := len(members(set)); !want && (least == 0 || n < least) {
				least = n
			}
		}
		switch err, found := a.CheckSatisfiable(), a.Conflicts(); {
		case (err != nil) != (least > 0):
			t.Errorf("%v: %v, the smallest conflict has %d", clauses, err, least)
		case err != nil:
			for i := range found {
				if found[i].fatal() && len(found[i].Clauses) != least {
					t.Errorf("%v: %v, the smallest has %d", clauses, found[i].Clauses, least)
				}
			}
		}
		sizes[least]++
	}
	if t.Logf("agreements by the size of their smallest conflict: %v", sizes); sizes[0] < 20 || sizes[1] < 5 || sizes[2] < 10 || sizes[3] < 2 {
		t.Error("too few of a kind")
	}
}

// TestSmallestSet: among random conditions the smallest set is that of trying all.
func TestSmallestSet(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 500 {
		n := 1 + r.IntN(9)
		var broken []uint64
		for range r.IntN(12) + 1 {
			broken = append(broken, r.Uint64N(1<<n))
		}
		possible := func(set uint64) bool {
			return set == 0 || slices.ContainsFunc(broken, func(b uint64) bool { return b&set == 0 })
		}
		want := 0
		for set := uint64(1); set < 1<<n; set++ {
			if c := len(members(set)); !possible(set) && (want == 0 || c < want) {
				want = c
			}
		}
		if got := smallestSet(n, possible); len(members(got)) != want || got != 0 && possible(got) {
			t.Errorf("%d conditions, broken %b: %b, the smallest has %d", n, broken, got, want)
		}
	}
}
