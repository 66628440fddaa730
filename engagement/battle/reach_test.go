package battle

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"scutum/engagement/reach"
	"scutum/engagement/sighting"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// randomBattle makes case i of a series: a built-in shield, moved or with
// fewer sensors or another fire control, ample magazines and certain kills,
// against missiles from the areas on cities in the three shapes.
func randomBattle(t *testing.T, rng *rand.Rand, shields []*scenario.Setting) *scenario.Setting {
	t.Helper()
	base := shields[rng.IntN(len(shields))]
	set := *base
	set.Seed = rng.Uint64()
	set.Shields = []scenario.Shield{base.Shields[0]}
	s := &set.Shields[0]
	s.Sites, s.Radars = append([]scenario.Site(nil), s.Sites...), append([]scenario.RadarSite(nil), s.Radars...)
	s.FireControl = [...]scenario.FireControl{scenario.EngageOnRemote, scenario.EngageOnRemote, scenario.LaunchOnRemote, scenario.Organic}[rng.IntN(4)]
	if rng.IntN(4) == 0 {
		s.Infrared = nil
	}
	for i := range s.Sites {
		site := &s.Sites[i]
		if rng.IntN(3) == 0 {
			site.Place = earth.Degrees(35+20*rng.Float64(), 5+35*rng.Float64())
		}
		site.Batteries = append([]scenario.Battery(nil), site.Batteries...)
		for j := range site.Batteries {
			site.Batteries[j].Number = 200
			site.Batteries[j].Interceptor.KillProbability = 1
		}
	}
	for i := range s.Radars {
		s.Radars[i].Radar.Range *= 0.7 + 1.5*rng.Float64()
	}
	set.Doctrine = scenario.Doctrine{Salvo: 1 + rng.IntN(2), Shots: 1, Look: rng.IntN(2) == 0, Tick: time.Second, AssessDelay: 20 * time.Second, Undefended: true}
	set.Raid = scenario.Raid{Spread: time.Duration(rng.IntN(2)) * time.Minute}
	cities := [...]string{"Ankara", "Athens", "Bucharest", "Warsaw", "Berlin", "Rome", "Sofia", "Budapest", "Istanbul"}
	for len(set.Raid.Missiles) < 1+rng.IntN(4) {
		th := &set.Threats[rng.IntN(len(set.Threats))]
		if th.Intercontinental {
			continue
		}
		p, err := catalogue.Default().Point(cities[rng.IntN(len(cities))])
		if err != nil {
			t.Fatal(err)
		}
		m := scenario.RaidMissile{Name: fmt.Sprint("m-", len(set.Raid.Missiles)), Class: th.Class, From: th.Areas[rng.IntN(len(th.Areas))],
			To: scenario.Area{Name: p.Name, Place: p.Place()}, Shape: flight.Shapes[rng.IntN(3)], Launch: time.Duration(rng.IntN(100)) * time.Second}
		if d := flight.GroundRange(set.Earth, m.From.Place, m.To.Place); d < m.Class.MaxRange && d > scenario.LeastRange*m.Class.Burnout.Downrange {
			set.Raid.Missiles = append(set.Raid.Missiles, m)
		}
	}
	return &set
}

// canBeMet asks packages reach and sighting, and nothing of the engine's.
func canBeMet(t *testing.T, set *scenario.Setting, m *scenario.RaidMissile) bool {
	t.Helper()
	s := &set.Shields[0]
	b := m.Class.Burnout
	aim := flight.NewAim(set.Earth, flight.Boost{Time: b.BurnTime, Altitude: b.Altitude, Downrange: b.Downrange}, m.From.Place, m.To.Place)
	f, err := aim.Fly(m.Shape)
	if err != nil {
		t.Fatal(err)
	}
	v := sighting.NewView(set.Earth, s, m.Class.RCS)
	v.Look(&f.Arc)
	for i := range s.Sites {
		commit, _ := v.Commit(i)
		if math.IsInf(commit, 1) {
			continue
		}
		site := reach.NewSite(set.Earth, s.Sites[i].Place)
		for _, x := range s.Sites[i].Batteries {
			k := x.Interceptor
			q := reach.Problem{Site: &site, Arc: &f.Arc, LostTime: k.LostTime, MinFlight: k.MinFlight, Commit: commit,
				Spans: orbit.Intersect(nil, f.Arc.Altitudes(set.Earth, nil, k.MinAltitude, k.MaxAltitude), v.Meetings(i))}
			if q.Reaches(k.BurnoutSpeed) {
				return true
			}
		}
	}
	return false
}

// TestBattleAgreesWithReach: with sensors as package sighting has them, certain
// kills and ample magazines the engine intercepts exactly the missiles that
// package reach says can be met, in 1,000 random cases.
func TestBattleAgreesWithReach(t *testing.T) {
	var shields []*scenario.Setting
	for _, name := range []string{"plan-2007", "plan-2007-forward", "epaa-1", "epaa-2", "epaa-3", "epaa-3-ships", "epaa-4"} {
		shields = append(shields, study(t, name))
	}
	rng := rand.New(rand.NewPCG(3, 5))
	cases, missiles, met := 1000, 0, 0
	if testing.Short() {
		cases = 100
	}
	var l log
	for i := range cases {
		set := randomBattle(t, rng, shields)
		l.clear()
		if err := ready(t, set, Options{}).Worker().Run(uint64(i), &l); err != nil {
			t.Fatal(err)
		}
		for k, o := range l.outcomes {
			want := canBeMet(t, set, &set.Raid.Missiles[k])
			if want == o.Leaked {
				t.Errorf("case %d: reach says %v, the battle %+v", i, want, o)
			}
			if want {
				met++
			}
			missiles++
		}
	}
	t.Logf("%d missiles, %d can be met", missiles, met)
	if met < missiles/4 || met > missiles*3/4 {
		t.Errorf("%d of %d can be met: the cases are not what they should be", met, missiles)
	}
}
