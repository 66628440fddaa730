package scenario

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scutum/physics/flight"
)

// TestEuropeMixed holds the built-in raid: a dozen missiles of two classes at
// six towns, within half a minute, and one party that has the shield of epaa-3.
func TestEuropeMixed(t *testing.T) {
	s := expand(t, open(t, "europe-mixed"), "published")
	towns, classes, names := map[string]int{}, map[string]int{}, map[string]bool{}
	for _, m := range s.Raid.Missiles {
		towns[m.To.Name]++
		classes[m.Class.Name]++
		names[m.Name] = true
		if m.Launch < 0 || m.Launch > 30*time.Second {
			t.Errorf("%s is launched at %v", m.Name, m.Launch)
		}
		if p, err := cat.Point(m.From.Name); err != nil || p.Kind != "area" || p.Place() != m.From.Place {
			t.Errorf("%s comes from %s", m.Name, m.From.Name)
		}
	}
	if len(names) != 12 || !names["mrbm-4"] || !names["irbm-8"] || classes["mrbm"] != 4 || s.Raid.Spread != 20*time.Second {
		t.Errorf("raid: %v, %v, spread %v", names, classes, s.Raid.Spread)
	}
	if diff := cmp.Diff(towns, map[string]int{"Ankara": 2, "Athens": 2, "Bucharest": 2, "Rome": 2, "Warsaw": 2, "Berlin": 2}); diff != "" {
		t.Error(diff)
	}
	want := Doctrine{Salvo: 1, Look: true, AssessDelay: 20 * time.Second, MissedKill: 0.05, FalseKill: 0.05, Tick: time.Second, Handover: 5000, MinimumHitShare: 0.05}
	if diff := cmp.Diff(want, s.Doctrine); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(s.Shields, expand(t, open(t, "epaa-3"), "published").Shields); diff != "" {
		t.Errorf("the shield is not that of epaa-3: %s", diff)
	}
	if diff := cmp.Diff(s.Sides(), []Party{{Name: "NATO", Countries: []string{"NATO"}}}); diff != "" || s.Parties != nil {
		t.Errorf("sides: %s", diff)
	}
	members := s.Sides()[0].Defends(s.Date)
	if !members["PL"] || !members["TR"] || members["RU"] || members["FI"] || members["NATO"] {
		t.Errorf("NATO of %s is %v", s.Date, members)
	}
}

// TestRaidOfEverything holds what the keys of a raid, a doctrine and parties
// expand to.
func TestRaidOfEverything(t *testing.T) {
	s := expand(t, open(t, "testdata/everything.yaml"), "published")
	var names []string
	for _, m := range s.Raid.Missiles {
		names = append(names, m.Name)
	}
	if got := strings.Join(names, ", "); got != "mrbm-1, mrbm-2, from nowhere" || s.Raid.Spread != 12*time.Second {
		t.Errorf("raid: %s, spread %v", got, s.Raid.Spread)
	}
	if diff := cmp.Diff(s.Raid.Faults, []Fault{{Sensor: "North Poland spy-1d", Kind: Biased, From: 200 * time.Second, Sigma: 6.5}, {Sensor: "Kurecik", Kind: Frozen}}); diff != "" {
		t.Error(diff)
	}
	last := s.Raid.Missiles[2]
	if last.Shape != flight.Lofted || last.Launch != 12500*time.Millisecond || last.To.Name != "Town" || math.Abs(last.To.Place.LatDeg()-43.5992) > 1e-9 {
		t.Errorf("%+v", last)
	}
	want := Doctrine{Salvo: 2, Shots: 3, Reserve: 4, AssessDelay: 25 * time.Second, MissedKill: 0.1, FalseKill: 0.02, Tick: 500 * time.Millisecond, Handover: 3000,
		MinimumHitShare: 0.2, Undefended: true, Rules: []Rule{{"North Poland", []string{"irbm"}}, {"A tender", []string{"mrbm", "irbm"}}}}
	if diff := cmp.Diff(want, s.Doctrine); diff != "" {
		t.Error(diff)
	}
	if s.Shields[1].Delays.KillAssess != 25 {
		t.Error("the delay of the doctrine is not that of the maps")
	}
	if len(s.Parties) != 2 || s.Parties[0].Shield != 1 || s.Parties[1].Shield != 0 || len(s.Parties[0].Sector) != 4 || s.Parties[1].Sector != nil {
		t.Errorf("parties: %+v", s.Parties)
	}
	east := s.Parties[0].Defends(s.Date)
	if !east["RU"] || !east["PL"] || east["CN"] {
		t.Errorf("East defends %v", east)
	}
}

// TestOwns: a sector owns what is inside it, across the antimeridian too, and
// no sector owns nothing.
func TestOwns(t *testing.T) {
	p := Party{Sector: []Corner{{50, 20}, {60, 20}, {60, 190}, {50, 190}}}
	for _, c := range []struct {
		lat, lon float64
		want     bool
	}{{55, 30, true}, {55, 179, true}, {55, -175, true}, {55, -165, false}, {49, 30, false}, {61, 30, false}, {55, 19, false}, {55, 380, true}} {
		if got := p.Owns(c.lat, c.lon); got != c.want {
			t.Errorf("%g, %g: %v", c.lat, c.lon, got)
		}
	}
	dart := Party{Sector: []Corner{{0, 0}, {10, 0}, {5, 5}, {10, 10}, {0, 10}}}
	if dart.Owns(8, 5) || !dart.Owns(8, 1) || !dart.Owns(8, 9) || !dart.Owns(4, 5) {
		t.Error("a notch is inside")
	}
	if (&Party{}).Owns(0, 0) {
		t.Error("a party without a sector owns something")
	}
}

// TestIncludedRaid: what includes a study takes its shield and leaves its raid.
func TestIncludedRaid(t *testing.T) {
	f, err := Parse("x.yaml", []byte("name: a\ndate: 2011-12-01\nraid: {missiles: [{class: irbm, from: Tabriz, to: Rome}]}\nshield: {fire_control: organic, sites: [{name: Deveselu, interceptors: [{kind: sm-3-ib, number: 1}]}]}\n"), cat)
	if err != nil {
		t.Fatal(err)
	}
	s := expand(t, f, "moscow")
	if len(s.Raid.Missiles) != 1 || s.Raid.Missiles[0].Name != "irbm" || s.Threats != nil || s.Doctrine.Salvo != 1 {
		t.Errorf("%+v", s.Raid)
	}
	if !strings.Contains(string(Show(f, cat, cat.Published()).YAML()), "shoot: look # default\n") {
		t.Error("the doctrine's defaults are not shown")
	}
}
