package deterrence

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
	"scutum/systems/interceptor"
	"scutum/systems/missile"
	"scutum/systems/sensor"
)

// testSetting has two shields, one ashore and one with ships too and a battery
// of two kinds, against 22 trajectories.
func testSetting() *scenario.Setting {
	fast := interceptor.Interceptor{Name: "fast", BurnoutSpeed: 6000, LostTime: 25, MinAltitude: 100e3, MaxAltitude: math.Inf(1)}
	slow := interceptor.Interceptor{Name: "slow", BurnoutSpeed: 4500, LostTime: 25, MinAltitude: 100e3, MaxAltitude: 1000e3}
	gbi := interceptor.Interceptor{Name: "gbi", BurnoutSpeed: 7000, LostTime: 70, MinAltitude: 100e3, MinFlight: 200}
	site := func(name string, lat, lon float64, ship bool, own int, kinds ...interceptor.Interceptor) scenario.Site {
		s := scenario.Site{Name: name, Place: earth.Degrees(lat, lon), Ship: ship, OwnRadar: own}
		for _, k := range kinds {
			s.Batteries = append(s.Batteries, scenario.Battery{Interceptor: k, Number: 10})
		}
		return s
	}
	radar := func(lat, lon, km float64) scenario.RadarSite {
		return scenario.RadarSite{Name: "radar", Place: earth.Degrees(lat, lon), Radar: sensor.Radar{Band: sensor.X, Range: km * 1e3, ReferenceRCS: 0.01, ElevationMax: math.Pi / 2}}
	}
	shield := scenario.Shield{Name: "ashore", Delays: scenario.Delays{TrackToCommit: 30, Communication: 10},
		Sites:  []scenario.Site{site("Redzikowo", 54.4728, 17.1231, false, 0, slow, gbi), site("empty", 50, 20, false, -1)},
		Radars: []scenario.RadarSite{radar(54.4728, 17.1231, 1500), radar(49.6352, 13.7479, 3000)}}
	ships := shield
	ships.Name, ships.FireControl = "with ships", scenario.LaunchOnRemote
	ships.Sites = append(append([]scenario.Site(nil), shield.Sites...), site("Norwegian Sea", 68, 5, true, -1, fast, slow))
	set := &scenario.Setting{Earth: earth.WGS84, Shields: []scenario.Shield{shield, ships},
		Threats: []scenario.Threat{{Name: "icbm", Intercontinental: true, Class: missile.Class{RCS: map[sensor.Band]float64{sensor.X: 0.02}}}}}
	all := testForce().Trajectories
	for i := 0; i < len(all); i += 5 {
		x := all[i]
		x.Field, x.Target, x.Missile = fmt.Sprint("field ", i/9), fmt.Sprint("target ", i%9), "solid"
		set.Force.Trajectories = append(set.Force.Trajectories, x)
	}
	return set
}

func testFlights(t *testing.T, set *scenario.Setting) []flight.Ballistic {
	t.Helper()
	flights, err := Flights(set.Earth, &set.Force)
	if err != nil {
		t.Fatal(err)
	}
	return flights
}

// TestPairs: they come by shield, site, battery, trajectory and convention, say
// what a margin is, and are the same for any number of workers.
func TestPairs(t *testing.T) {
	set := testSetting()
	flights := testFlights(t, set)
	pairs, err := Pairs(context.Background(), set, flights, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	k, met, none := 0, 0, 0
	for _, s := range set.Shields {
		for _, x := range s.Sites {
			for _, b := range x.Batteries {
				for i, tr := range set.Force.Trajectories {
					for _, c := range Conventions {
						p := &pairs[k]
						k++
						if p.Shield != s.Name || p.Site != x.Name || p.Interceptor != b.Interceptor.Name || p.Field != tr.Field || p.Target != tr.Target || p.Missile != tr.Missile || p.Commit != c.Name {
							t.Fatalf("pair %d is %+v", k-1, *p)
						}
						checkPair(t, p, &flights[i], b.Interceptor, c.Commit)
						if p.MarginKmS >= 0 {
							met++
						} else if p.Reason != "" {
							none++
						}
					}
				}
			}
		}
	}
	if k != len(pairs) || met < 20 || none < 20 || met+none > len(pairs)-20 {
		t.Errorf("%d of %d pairs, %d can be met, %d have no meeting", k, len(pairs), met, none)
	}
	for _, workers := range []int{2, 64} {
		again, err := Pairs(context.Background(), set, flights, workers, nil)
		if err != nil || fmt.Sprint(again) != fmt.Sprint(pairs) {
			t.Errorf("%d workers give other pairs: %v", workers, err)
		}
	}
}

func checkPair(t *testing.T, p *Pair, f *flight.Ballistic, k interceptor.Interceptor, c scenario.Commit) {
	t.Helper()
	if !c.BySensors && p.CommitS != f.Boost.Time+c.AfterBurnout {
		t.Errorf("commit at %g s: %+v", p.CommitS, *p)
	}
	if math.IsNaN(p.ThresholdKmS) != (p.Reason != "") || p.SpeedKmS != k.BurnoutSpeed/1e3 {
		t.Errorf("threshold and reason: %+v", *p)
	}
	if p.Reason != "" {
		return
	}
	if math.Abs(p.ThresholdKmS+p.MarginKmS-p.SpeedKmS) > 1e-12 || p.MeetingS < p.CommitS+k.LostTime+k.MinFlight || p.MeetingS > f.FlightTime ||
		p.MeetingAltitudeKm < k.MinAltitude/1e3-0.1 || k.MaxAltitude > 0 && p.MeetingAltitudeKm > k.MaxAltitude/1e3+0.1 {
		t.Errorf("meeting: %+v", *p)
	}
	r, _ := f.Arc.PositionTime(f.Arc.At(p.MeetingS))
	at := earth.WGS84.Place(earth.WGS84.Rotating(r, p.MeetingS))
	if math.Abs(at.LatDeg()-p.MeetingLatDeg) > 1e-6 || math.Abs(math.Remainder(at.LonDeg()-p.MeetingLonDeg, 360)) > 1e-6 {
		t.Errorf("the missile is at %+v: %+v", at, *p)
	}
}

// TestSummarise: what a shield is said to reach is the best of its margins, for
// every commit, however often it is asked.
func TestSummarise(t *testing.T) {
	set := testSetting()
	flights := testFlights(t, set)
	for _, c := range Conventions {
		force := NewForce(set, flights, c.Commit)
		for _, i := range []int{0, 1, 0} {
			got := force.Summarise(i)
			margins := Margins(set, i, flights, c.Commit)
			lowest, best := math.Inf(1), math.Inf(-1)
			any, land := map[string]bool{}, map[string]bool{}
			for k := range margins {
				p := &margins[k]
				if p.ThresholdKmS < lowest {
					lowest = p.ThresholdKmS
				}
				if p.MarginKmS > best {
					best = p.MarginKmS
				}
				if p.MarginKmS >= 0 {
					any[p.Field+p.Target] = true
					if p.Site != "Norwegian Sea" {
						land[p.Field+p.Target] = true
					}
				}
			}
			if got.Reachable != len(any) || got.LandReachable != len(land) {
				t.Errorf("%s, shield %d: %d reachable, %d from land; by margins %d and %d", c.Name, i, got.Reachable, got.LandReachable, len(any), len(land))
			}
			same := func(a, b float64) bool { return a == b || math.Abs(a-b) < 1e-3 }
			if !same(got.LowestThreshold, lowest) || !same(got.BestMargin, best) {
				t.Errorf("%s, shield %d: lowest %g, best margin %g; by margins %g and %g", c.Name, i, got.LowestThreshold, got.BestMargin, lowest, best)
			}
			if got.Trajectory < 0 {
				if !math.IsInf(best, -1) || got.Site != "" {
					t.Errorf("%s, shield %d: %+v", c.Name, i, got)
				}
				continue
			}
			tr := &set.Force.Trajectories[got.Trajectory]
			found := false
			for k := range margins {
				p := &margins[k]
				found = found || p.Site == got.Site && p.Interceptor == got.Interceptor && p.Field == tr.Field && p.Target == tr.Target && same(p.MarginKmS, best)
			}
			if !found {
				t.Errorf("%s, shield %d: no margin is as %+v says", c.Name, i, got)
			}
		}
	}
}

// TestCurves: where a curve passes the published commit, or the interceptor's own
// lost time, it is the pair's; and it never falls.
func TestCurves(t *testing.T) {
	set := testSetting()
	set.Shields = set.Shields[1:]
	set.Force.Trajectories = set.Force.Trajectories[:8]
	flights := testFlights(t, set)
	pairs, err := Pairs(context.Background(), set, flights, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	commit, lost, err := Curves(context.Background(), set, flights, 2, nil)
	if err != nil || len(commit) != len(pairs)/len(Conventions) || len(lost) != len(commit) {
		t.Fatalf("%d and %d curves of %d pairs: %v", len(commit), len(lost), len(pairs), err)
	}
	compared := 0
	for i := range commit {
		for c, conv := range Conventions {
			p := &pairs[i*len(Conventions)+c]
			for k, x := range commit[i].X {
				if !conv.Commit.BySensors && x == conv.Commit.AfterBurnout && p.Reason == "" {
					compared++
					if math.Abs(commit[i].ThresholdKmS[k]-p.ThresholdKmS) > 1e-9 || commit[i].Site != p.Site || commit[i].Field != p.Field || commit[i].Interceptor != p.Interceptor {
						t.Errorf("curve %+v, pair %+v", commit[i], *p)
					}
				}
			}
		}
		for _, c := range []Curve{commit[i], lost[i]} {
			for k := range c.X[1:] {
				if a, b := c.ThresholdKmS[k], c.ThresholdKmS[k+1]; b < a-1e-3 || math.IsNaN(a) && !math.IsNaN(b) {
					t.Errorf("falls from %g at %g to %g at %g: %+v", a, c.X[k], b, c.X[k+1], c)
				}
			}
		}
	}
	if compared < 50 {
		t.Errorf("only %d points compared", compared)
	}
}

// TestFlights: a trajectory that cannot be flown is named.
func TestFlights(t *testing.T) {
	f := &scenario.Force{Trajectories: []scenario.Trajectory{{Field: "here", Target: "there", From: earth.Degrees(10, 20), To: earth.Degrees(10, 20), Burnout: missile.Burnout{BurnTime: 180, Altitude: 200e3, Downrange: 400e3}}}}
	_, err := Flights(earth.WGS84, f)
	var named *FlightError
	if !errors.As(err, &named) || !errors.Is(err, flight.ErrNoFlight) || named.Trajectory.Field != "here" {
		t.Errorf("%v", err)
	}
}
