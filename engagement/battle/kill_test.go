package battle

import (
	"fmt"
	"math"
	"testing"
	"time"

	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
	"scutum/systems/interceptor"
	kind "scutum/systems/missile"
	"scutum/systems/sensor"
)

// small is a small scenario with time for many shots: missiles from one place
// to another, a radar that sees everything, one site with fast interceptors.
func small(missiles, interceptors int, kill float64) *scenario.Setting {
	class := kind.Class{Name: "irbm", Burnout: kind.Burnout{BurnTime: 180, Altitude: 180e3, Downrange: 300e3}}
	set := &scenario.Setting{Seed: 7, Date: "2011-12-01", Earth: earth.WGS84, Shields: []scenario.Shield{{
		Name: "shield", Infrared: &sensor.SpaceInfrared{Name: "space-infrared", FirstReport: 45, ReportProbability: 1, PointError: 5e3, AzimuthError: 0.05},
		Radars: []scenario.RadarSite{{Name: "radar", Place: earth.Degrees(41, 35), Radar: sensor.Radar{Range: 5000e3, ElevationMax: math.Pi / 2, AzimuthTo: 2 * math.Pi,
			SNR: 1000, Swerling: 1, FalseAlarm: 1e-6, FalseDetections: 1, Revisit: 1, Beam: 0.01, RangeResolution: 15, AngleFloor: 1e-4, RangeFloor: 5, Tracks: 100, ConfirmDetections: 3, ConfirmLooks: 5}}},
		Sites: []scenario.Site{{Name: "site", Place: earth.Degrees(44.4, 26.1), OwnRadar: -1, Batteries: []scenario.Battery{{Number: interceptors,
			Interceptor: interceptor.Interceptor{Name: "fast", BurnoutSpeed: 6500, LostTime: 5, MinAltitude: 100e3, KillProbability: kill}}}}},
		Delays: scenario.Delays{TrackToCommit: 5}}},
		Doctrine: scenario.Doctrine{Handover: 5e3, Salvo: 1, Shots: 1, Look: true, Tick: time.Second, AssessDelay: 10 * time.Second}}
	for i := range missiles {
		set.Raid.Missiles = append(set.Raid.Missiles, scenario.RaidMissile{Name: fmt.Sprintf("irbm-%d", i+1), Class: class, Shape: flight.MinimumEnergy,
			From: scenario.Area{Name: "Isfahan", Place: earth.Degrees(32.65, 51.67)}, To: scenario.Area{Name: "Bucharest", Place: earth.Degrees(44.4325, 26.1039)}})
	}
	return set
}

// arithmetic counts, over runs, missiles that were killed, runs in which all
// were, and interceptors spent.
type arithmetic struct {
	runs, missiles        int
	killed, all, expended float64
}

func count(t *testing.T, set *scenario.Setting, runs int) arithmetic {
	t.Helper()
	w := ready(t, set, Options{}).Worker()
	a := arithmetic{runs: runs, missiles: len(set.Raid.Missiles)}
	var l log
	for run := range uint64(runs) {
		l.clear()
		w.Run(run, &l)
		killed := 0
		for _, o := range l.outcomes {
			if !o.Leaked {
				killed++
			}
		}
		a.killed += float64(killed)
		if killed == a.missiles {
			a.all++
		}
		a.expended += float64(len(l.shots))
	}
	return a
}

// near says whether a share of n is what was wanted to within four standard
// deviations of a binomial's: one honest test in 16,000 fails.
func near(share, wanted float64, n int) bool {
	return math.Abs(share-wanted) <= 4*math.Sqrt(math.Max(wanted*(1-wanted), 1/float64(n))/float64(n))
}

// TestSalvoArithmetic: salvoes and successive shots kill as 1 - (1-p)^n, and
// all of m missiles are stopped with that to the m-th power: the figures of the
// policy debate (domain.md, V9; systems/interceptor.KillProbability), by the
// engine itself.
func TestSalvoArithmetic(t *testing.T) {
	const runs = 4000
	for _, c := range []struct {
		p                      float64
		salvo, shots, missiles int
		look                   bool
	}{
		{0.56, 4, 1, 1, true}, {0.56, 1, 4, 1, true}, {0.56, 2, 2, 1, false}, {0.56, 1, 4, 1, false},
		{0.55, 3, 1, 1, true}, {0.25, 4, 1, 1, true}, {0.56, 4, 1, 9, true}, {0.25, 2, 2, 11, true}, {0.8, 2, 1, 3, true},
	} {
		set := small(c.missiles, 100, c.p)
		set.Doctrine.Salvo, set.Doctrine.Shots, set.Doctrine.Look = c.salvo, c.shots, c.look
		a := count(t, set, runs)
		n := c.salvo * c.shots
		kill, all := interceptor.KillProbability(c.p, n), interceptor.AllStopped(c.p, n, c.missiles)
		if got := a.killed / float64(runs*c.missiles); !near(got, kill, runs*c.missiles) {
			t.Errorf("%+v: killed %.4f, closed form %.4f", c, got, kill)
		}
		if got := a.all / runs; !near(got, all, runs) {
			t.Errorf("%+v: all stopped %.4f, closed form %.4f", c, got, all)
		}
	}
	// The published figures themselves.
	set := small(9, 36, 0.56)
	set.Doctrine.Salvo = 4
	if got := count(t, set, runs).all / runs; got < 0.67 || got > 0.74 {
		t.Errorf("nine missiles against 36 interceptors: all stopped with %.3f, published 0.699 to 0.709", got)
	}
}

// TestLookArithmetic: shoot-look-shoot with errors of the kill assessment. With
// a = (1-p)(1-f) the chance to go on after a miss that is seen as one, a shot k
// is at a live target with a^(k-1) and at a dead one with the sum over j < k of
// a^(j-1) p m^(k-j).
func TestLookArithmetic(t *testing.T) {
	const runs = 6000
	for _, c := range []struct {
		p, f, m float64
		shots   int
	}{{0.56, 0, 0, 4}, {0.56, 0.1, 0, 3}, {0.56, 0, 0.2, 3}, {0.7, 0.05, 0.05, 4}, {0.3, 0.3, 0.4, 4}} {
		set := small(1, 100, c.p)
		set.Doctrine.Shots, set.Doctrine.FalseKill, set.Doctrine.MissedKill = c.shots, c.f, c.m
		got := count(t, set, runs)
		a := (1 - c.p) * (1 - c.f)
		kill, spent := 0.0, 0.0
		for k := 1; k <= c.shots; k++ {
			kill += c.p * math.Pow(a, float64(k-1))
			spent += math.Pow(a, float64(k-1))
			for j := 1; j < k; j++ {
				spent += math.Pow(a, float64(j-1)) * c.p * math.Pow(c.m, float64(k-j))
			}
		}
		if share := got.killed / runs; !near(share, kill, runs) {
			t.Errorf("%+v: killed %.4f, closed form %.4f", c, share, kill)
		}
		// At most shots a run, so that their spread is below shots/2.
		if mean := got.expended / runs; math.Abs(mean-spent) > 4*0.5*float64(c.shots)/math.Sqrt(runs) {
			t.Errorf("%+v: %.4f shots a run, closed form %.4f", c, mean, spent)
		}
	}
}

// TestReserveArithmetic: of n interceptors the reserve stays, and the missiles
// that get one are killed with p each.
func TestReserveArithmetic(t *testing.T) {
	const runs = 3000
	for _, c := range []struct{ n, reserve, missiles, salvo, spent, targets int }{
		{10, 4, 9, 1, 6, 6}, {10, 0, 9, 1, 9, 9}, {44, 0, 12, 4, 44, 11}, {10, 10, 3, 1, 0, 0}, {3, 7, 3, 1, 0, 0}, {7, 2, 9, 2, 5, 3},
	} {
		set := small(c.missiles, c.n, 0.5)
		set.Doctrine.Salvo, set.Doctrine.Reserve = c.salvo, c.reserve
		a := count(t, set, runs)
		if a.expended != float64(runs*c.spent) {
			t.Errorf("%+v: %.3f interceptors a run", c, a.expended/runs)
		}
		whole := c.spent / c.salvo
		want := float64(whole) * interceptor.KillProbability(0.5, c.salvo)
		if c.targets > whole {
			want += interceptor.KillProbability(0.5, c.spent%c.salvo)
		}
		if got := a.killed / runs; math.Abs(got-want) > 4*0.5*math.Sqrt(float64(max(c.targets, 1))/runs) {
			t.Errorf("%+v: %.3f killed a run, closed form %.3f", c, got, want)
		}
	}
}
