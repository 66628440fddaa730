package firing

import (
	"math"
	"slices"
	"testing"

	"scutum/engagement/sighting"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
	"scutum/systems/interceptor"
	"scutum/systems/sensor"
)

var bySensors = scenario.Commit{BySensors: true}

// shield has a site with a radar of its own, one without, a forward radar and
// an empty battery.
func shield(control scenario.FireControl, reachOfRadar float64) *scenario.Shield {
	radar := sensor.Radar{Band: sensor.X, Range: reachOfRadar, ElevationMax: 1.5, AzimuthTo: 2 * math.Pi}
	slow := interceptor.Interceptor{Name: "slow", BurnoutSpeed: 3000, LostTime: 20, MinAltitude: 100e3, MaxAltitude: 500e3}
	fast := interceptor.Interceptor{Name: "fast", BurnoutSpeed: 4500, LostTime: 25, MinAltitude: 100e3}
	return &scenario.Shield{FireControl: control,
		Radars: []scenario.RadarSite{{Name: "own", Place: earth.Degrees(44, 24), Radar: radar}, {Name: "forward", Place: earth.Degrees(38, 38), Radar: radar}},
		Sites: []scenario.Site{
			{Name: "a", Place: earth.Degrees(44, 24), Batteries: []scenario.Battery{{Interceptor: slow, Number: 3}, {Interceptor: slow}, {Interceptor: fast, Number: 2}}},
			{Name: "b", Place: earth.Degrees(54.5, 17), Batteries: []scenario.Battery{{Interceptor: fast, Number: 1}}, OwnRadar: -1},
		},
		Infrared: &sensor.SpaceInfrared{FirstReport: 45},
		Delays:   scenario.Delays{Cue: 15, TrackToCommit: 30, Communication: 10}}
}

func missile(t *testing.T, from, to earth.Place) *flight.Ballistic {
	t.Helper()
	aim := flight.NewAim(earth.WGS84, flight.Boost{Time: 180, Altitude: 180e3, Downrange: 300e3}, from, to)
	f, err := aim.Fly(flight.MinimumEnergy)
	if err != nil {
		t.Fatal(err)
	}
	return &f
}

// TestQuestion: the batteries are those with interceptors; a question's spans
// are those of the altitudes where a sensor that fire control allows holds the
// missile, as package sighting says it; its commit is the convention's, or
// notBefore.
func TestQuestion(t *testing.T) {
	f := missile(t, earth.Degrees(32.65, 51.67), earth.Degrees(52.5, 13.4))
	for _, control := range []scenario.FireControl{scenario.EngageOnRemote, scenario.LaunchOnRemote, scenario.Organic} {
		s := shield(control, 1500e3)
		c := New(earth.WGS84, s, nil)
		view := sighting.NewView(earth.WGS84, s, nil)
		view.Look(&f.Arc)
		c.View.Look(&f.Arc)
		if len(c.Batteries) != 3 || c.Batteries[0].MaxAltitude != 500e3 || !math.IsInf(c.Batteries[1].MaxAltitude, 1) || c.Batteries[1].Index != 2 {
			t.Fatalf("batteries %+v", c.Batteries)
		}
		for i := range c.Batteries {
			b := &c.Batteries[i]
			alt := f.Arc.Altitudes(earth.WGS84, nil, b.MinAltitude, b.MaxAltitude)
			q, why := c.Question(b, f, scenario.Commit{AfterBurnout: 60}, 0)
			if why != Open || q.Commit != 240 || !slices.Equal(q.Spans, alt) || q.LostTime != b.LostTime {
				t.Errorf("%v, battery %d: %v %+v", control, i, why, q)
			}
			if q, _ = c.Question(b, f, scenario.Commit{AfterBurnout: 60}, 300); q.Commit != 300 {
				t.Errorf("not before 300 s: commit %g", q.Commit)
			}
			want := orbit.Intersect(nil, alt, view.Meetings(b.Site))
			commit, _ := view.Commit(b.Site)
			q, why = c.Question(b, f, bySensors, 0)
			if q.Commit != commit {
				t.Errorf("%v, battery %d: commit %g, sighting's %g", control, i, q.Commit, commit)
			}
			switch {
			case math.IsInf(commit, 1):
				if why != NoTrack {
					t.Errorf("%v, battery %d: never seen, %v", control, i, why)
				}
			case len(want) == 0:
				if why != RadarHorizon {
					t.Errorf("%v, battery %d: no meeting in view, %v", control, i, why)
				}
			case why != Open || !slices.Equal(q.Spans, want):
				t.Errorf("%v, battery %d: %v, spans %v, want %v", control, i, why, q.Spans, want)
			default:
				if again, _ := c.From(b, &f.Arc, commit); !slices.Equal(again.Spans, want) || again.Commit != commit {
					t.Errorf("%v, battery %d: from its commit %+v", control, i, again)
				}
			}
			if free := c.Free(b, &f.Arc, 77); free.Commit != 77 || !slices.Equal(free.Spans, alt) {
				t.Errorf("free %+v", free)
			}
		}
	}
}

// TestReasons: each is met where it should be, and commit is told all the same.
func TestReasons(t *testing.T) {
	for _, c := range []struct {
		name   string
		f      *flight.Ballistic
		shield *scenario.Shield
		site   int
		want   Reason
	}{
		{"in view", missile(t, earth.Degrees(32.65, 51.67), earth.Degrees(44, 24)), shield(scenario.Organic, 3000e3), 0, Open},
		{"site without radar", missile(t, earth.Degrees(32.65, 51.67), earth.Degrees(44, 24)), shield(scenario.LaunchOnRemote, 3000e3), 1, RadarHorizon},
		{"organic without radar", missile(t, earth.Degrees(32.65, 51.67), earth.Degrees(44, 24)), shield(scenario.Organic, 3000e3), 1, NoTrack},
		{"elsewhere", missile(t, earth.Degrees(-30, 100), earth.Degrees(-40, 120)), shield(scenario.EngageOnRemote, 1500e3), 0, NoTrack},
	} {
		k := New(earth.WGS84, c.shield, nil)
		k.View.Look(&c.f.Arc)
		b := k.Battery(c.site, 0)
		q, why := k.Question(&b, c.f, bySensors, 0)
		if why != c.want || (why == NoTrack) != math.IsInf(q.Commit, 1) {
			t.Errorf("%s: %v, commit %g", c.name, why, q.Commit)
		}
	}
	low := missile(t, earth.Degrees(32.65, 51.67), earth.Degrees(44, 24))
	k := New(earth.WGS84, shield(scenario.EngageOnRemote, 3000e3), nil)
	k.View.Look(&low.Arc)
	b := k.Battery(0, 0)
	b.MinAltitude, b.MaxAltitude = 5000e3, 6000e3
	if q, why := k.Question(&b, low, bySensors, 0); why != BelowMinimum || math.IsInf(q.Commit, 1) {
		t.Errorf("limits above the flight: %v, commit %g", why, q.Commit)
	}
}

// TestMove: a site that stands elsewhere is asked there.
func TestMove(t *testing.T) {
	f := missile(t, earth.Degrees(32.65, 51.67), earth.Degrees(52.5, 13.4))
	s := shield(scenario.EngageOnRemote, 1500e3)
	c := New(earth.WGS84, s, nil)
	s.Sites[0].Place = earth.Degrees(36, 30)
	c.Move(0)
	fresh := New(earth.WGS84, s, nil)
	a, _ := c.Question(&c.Batteries[0], f, scenario.Commit{AfterBurnout: 60}, 0)
	b, _ := fresh.Question(&fresh.Batteries[0], f, scenario.Commit{AfterBurnout: 60}, 0)
	if a.Threshold() != b.Threshold() {
		t.Errorf("moved %+v, built there %+v", a.Threshold(), b.Threshold())
	}
}

// TestQuestionAllocatesNothing: it stands in the kernel of every map.
func TestQuestionAllocatesNothing(t *testing.T) {
	f := missile(t, earth.Degrees(32.65, 51.67), earth.Degrees(52.5, 13.4))
	c := New(earth.WGS84, shield(scenario.EngageOnRemote, 3000e3), nil)
	if n := testing.AllocsPerRun(5, func() {
		c.View.Look(&f.Arc)
		for i := range c.Batteries {
			c.Question(&c.Batteries[i], f, bySensors, 100)
		}
	}); n != 0 {
		t.Errorf("%g allocations", n)
	}
}
