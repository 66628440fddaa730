package battle

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"scutum/internal/hint"
	"scutum/scenario"
	"scutum/systems/interceptor"
	"scutum/systems/sensor"
)

// TestKinematicAgreesWithFull: over the same runs of europe-mixed and of
// cooperation the two fidelities kill, shoot and engage alike. Full fidelity
// confirms a track some seconds later and waits until the predicted meeting is
// sure enough, so that it loses a little: at most 0.4 kills a run, and of any
// one missile at most a quarter of its engagements.
func TestKinematicAgreesWithFull(t *testing.T) {
	const runs = 30
	for _, name := range []string{"europe-mixed", "cooperation"} {
		set := study(t, name)
		var kills, shots [2]float64
		engaged := [2][]float64{make([]float64, len(set.Raid.Missiles)), make([]float64, len(set.Raid.Missiles))}
		for f := range engaged {
			w := ready(t, set, Options{Fidelity: Fidelity(f)}).Worker()
			var l log
			for run := range uint64(runs) {
				l.clear()
				w.Run(run, &l)
				for i, o := range l.outcomes {
					if !o.Leaked {
						kills[f] += 1. / runs
					}
					if o.FirstDeparture >= 0 {
						engaged[f][i] += 1. / runs
					}
				}
				shots[f] += float64(len(l.shots)) / runs
			}
		}
		t.Logf("%s: kills a run %.2f and %.2f, shots %.2f and %.2f", name, kills[0], kills[1], shots[0], shots[1])
		if math.Abs(kills[0]-kills[1]) > 0.4 || math.Abs(shots[0]-shots[1]) > 0.5 {
			t.Errorf("%s: kills a run %.2f and %.2f, shots %.2f and %.2f", name, kills[0], kills[1], shots[0], shots[1])
		}
		for i, m := range set.Raid.Missiles {
			if math.Abs(engaged[0][i]-engaged[1][i]) > 0.25 {
				t.Errorf("%s: %s is engaged in %.2f and %.2f of the runs", name, m.Name, engaged[0][i], engaged[1][i])
			}
		}
	}
}

// TestFullIsNoBetter: in random cases with certain kills full fidelity kills
// what can be met, less what it tracks too late or foretells too badly, and
// nothing else; estimates a little off may turn a narrow case.
func TestFullIsNoBetter(t *testing.T) {
	var shields []*scenario.Setting
	for _, name := range []string{"plan-2007-forward", "epaa-1", "epaa-2", "epaa-3", "epaa-3-ships"} {
		shields = append(shields, study(t, name))
	}
	rng := rand.New(rand.NewPCG(4, 6))
	can, killed, beyond := 0, 0, 0
	var l log
	for i := range 60 {
		set := randomBattle(t, rng, shields)
		set.Doctrine.Handover = 5e3
		l.clear()
		ready(t, set, Options{Fidelity: Full}).Worker().Run(uint64(i), &l)
		for k, o := range l.outcomes {
			met := canBeMet(t, set, &set.Raid.Missiles[k])
			switch {
			case met && !o.Leaked:
				can, killed = can+1, killed+1
			case met:
				can++
			case !o.Leaked:
				beyond++
			}
		}
	}
	t.Logf("%d can be met, %d of them are killed; %d besides", can, killed, beyond)
	if killed < can*8/10 || beyond > can/20 {
		t.Errorf("%d can be met, %d of them are killed; %d besides", can, killed, beyond)
	}
}

// TestFullKillArithmetic: at full fidelity, too, salvoes and successive shots
// kill as the closed forms have it, where the radar sees everything.
func TestFullKillArithmetic(t *testing.T) {
	const runs = 160
	for _, c := range []struct {
		p            float64
		salvo, shots int
	}{{0.56, 4, 1}, {0.56, 1, 3}, {0.25, 2, 2}} {
		set := small(1, 100, c.p)
		set.Doctrine.Salvo, set.Doctrine.Shots = c.salvo, c.shots
		w := ready(t, set, Options{Fidelity: Full}).Worker()
		killed, beside := 0.0, 0
		var l log
		for run := range uint64(runs) {
			l.clear()
			w.Run(run, &l)
			if !l.outcomes[0].Leaked {
				killed++
			}
			for _, s := range l.shots {
				if s.Outcome == outcomeBasket {
					beside++
				}
			}
		}
		if want := interceptor.KillProbability(c.p, c.salvo*c.shots); !near(killed/runs, want, runs) || beside > runs*c.salvo*c.shots/100 {
			t.Errorf("%+v: killed %.3f, closed form %.3f; %d shots out of basket", c, killed/runs, want, beside)
		}
	}
}

// TestBasket: where a radar's angles are wrong all the time, the meeting is
// foretold beside the missile, and interceptors find nothing; where the doctrine
// wants the meeting surer than it can be foretold, none leaves.
func TestBasket(t *testing.T) {
	set := small(1, 100, 1)
	w := ready(t, set, Options{Fidelity: Full}).Worker()
	var l log
	w.Run(1, &l)
	if l.outcomes[0].Leaked || l.shots[0].Outcome != outcomeKilled {
		t.Fatalf("%+v", l.shots)
	}
	w.network.stations[0].radar.Bias = [3]float64{0, 0.05, 0}
	l.clear()
	w.Run(1, &l)
	if len(l.shots) == 0 || !l.outcomes[0].Leaked {
		t.Errorf("with a biased radar: %+v", l.outcomes[0])
	}
	for _, s := range l.shots {
		if s.Outcome != outcomeBasket {
			t.Errorf("with a biased radar: %+v", s)
		}
	}
	set.Doctrine.Handover = 1
	l.clear()
	l.wants = true
	ready(t, set, Options{Fidelity: Full}).Worker().Run(1, &l)
	if o := l.outcomes[0]; len(l.shots) > 0 || o.Lost != NotEngaged || o.Why != words[uncertain] || !strings.Contains(l.why(NotEngaged)[0], "km allowed") {
		t.Errorf("with a handover of 1 m: %+v, %q", o, l.why(NotEngaged))
	}
}

// TestFalseTracks: what noise makes is dealt with as a track, has no missile and
// no kill, and does not keep real ones from being killed.
func TestFalseTracks(t *testing.T) {
	set := small(1, 100, 1)
	r := &set.Shields[0].Radars[0].Radar
	r.FalseDetections, r.Range, r.RangeResolution = 200, 2000e3, 2000
	r.AzimuthFrom, r.AzimuthTo, r.ElevationMax = -1.4, 2.6, 0.6
	set.Doctrine.Undefended = true
	w := ready(t, set, Options{Fidelity: Full}).Worker()
	tracks, killed := 0, 0
	l := log{wants: true}
	const runs = 2
	for run := range uint64(runs) {
		l.clear()
		w.Run(run, &l)
		for _, e := range l.events {
			if e.Kind == Tracked && e.Missile == "" {
				tracks++
				if e.Why != "a false track" || e.Track == 0 {
					t.Errorf("%+v", e)
				}
			}
		}
		for _, s := range l.shots {
			if s.Missile == "" && s.Outcome != outcomeBasket {
				t.Errorf("%+v", s)
			}
		}
		if !l.outcomes[0].Leaked {
			killed++
		}
	}
	t.Logf("%d false tracks, %d of %d killed, %d detections", tracks, killed, runs, w.Detections())
	if tracks == 0 || killed < runs {
		t.Errorf("%d false tracks, %d of %d killed", tracks, killed, runs)
	}
}

// TestEmptySkyIsScanned: a radar in whose view nothing ever comes looks as often
// as any other while the missile flies, and tells what noise makes of it.
func TestEmptySkyIsScanned(t *testing.T) {
	set := small(1, 100, 1)
	r := &set.Shields[0].Radars[0].Radar
	r.Range, r.ReferenceRCS, r.FalseDetections = 10e3, 0, 4
	var l log
	w := ready(t, set, Options{Fidelity: Full}).Worker()
	const runs = 20
	want := 0.0
	for run := range uint64(runs) {
		l.clear()
		w.Run(run, &l)
		if o := l.outcomes[0]; o.Detected >= 0 || !o.Leaked {
			t.Fatalf("%+v", o)
		}
		want += 4 * (l.outcomes[0].Impact - l.outcomes[0].Launched).Seconds() / w.network.stations[0].radar.Revisit.Seconds()
	}
	if got := float64(w.Detections()); math.Abs(got-want) > 0.02*want {
		t.Errorf("%.0f detections, %.0f expected", got, want)
	}
}

// TestFullParties: sharing and commands at full fidelity: nobody double under a
// common plan, sectors kept to within the error of estimates, reports counted.
func TestFullParties(t *testing.T) {
	set := study(t, "cooperation")
	var l log
	for _, command := range scenario.Commands {
		for _, sharing := range scenario.Sharings {
			o := Options{Fidelity: Full, Sharing: sharing, Command: command}
			b := ready(t, set, o)
			w := b.Worker()
			beside := 0
			for run := range uint64(1) {
				l.clear()
				w.Run(run, &l)
				for _, s := range l.shots {
					if command == scenario.SectorsByTrack && b.sides[max(0, b.owner(s.MeetingLatDeg, s.MeetingLonDeg))].Name != s.Party {
						beside++
					}
				}
				for _, x := range l.outcomes {
					if sharing == scenario.SharePlanning && x.Doubled > 0 {
						t.Errorf("%+v: %+v", o, x)
					}
				}
				for _, a := range w.Accounts() {
					r := a.Revealed
					if (r.LaunchReports > 0) != (sharing >= scenario.ShareWarning && a.Party == "NATO") || (r.Plans > 0) != (sharing >= scenario.SharePlanning) {
						t.Errorf("%+v: %s revealed %+v", o, a.Party, r)
					}
				}
			}
			if len(l.shots) == 0 || beside > 0 {
				t.Errorf("%+v: %d shots, %d beside the sector", o, len(l.shots), beside)
			}
		}
	}
}

// TestNoCueNoTrack: a radar that cannot search follows nothing where no
// launch is reported, and what is reported where it is.
func TestNoCueNoTrack(t *testing.T) {
	set := small(1, 10, 1)
	set.Shields[0].Radars[0].Radar.NeedsCue = true
	for _, p := range []float64{0, 1} {
		set.Shields[0].Infrared.ReportProbability = p
		var l log
		ready(t, set, Options{Fidelity: Full}).Worker().Run(1, &l)
		if o := l.outcomes[0]; (o.Detected >= 0) != (p > 0) || (o.Warned >= 0) != (p > 0) || o.Leaked != (p == 0) {
			t.Errorf("launches are reported with probability %g: %+v", p, o)
		}
	}
}

// TestSatellitesAreKinematic: a ring of tracking satellites is not modelled in
// full, and that is said.
func TestSatellitesAreKinematic(t *testing.T) {
	set := small(1, 10, 1)
	set.Shields[0].Trackers = []sensor.SpaceTracker{{Name: "ring", Satellites: 12, Altitude: 1500e3, Range: 3000e3}}
	if _, err := New(set, Options{Fidelity: Full}); err == nil || !strings.Contains(err.Error(), "kinematic") || !strings.Contains(hint.Of(err), "--fidelity kinematic") {
		t.Errorf("error %v", err)
	}
	if _, err := New(set, Options{}); err != nil {
		t.Error(err)
	}
}
