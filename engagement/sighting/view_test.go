package sighting

import (
	"math"
	"math/rand/v2"
	"testing"

	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
	"scutum/systems/sensor"
)

// randomShield has three radars about a flight, of which some need a cue, a site
// with each and one with none.
func randomShield(rng *rand.Rand, m earth.Model, f *flight.Ballistic) *scenario.Shield {
	s := &scenario.Shield{FireControl: scenario.FireControl(rng.IntN(3)),
		Delays: scenario.Delays{Cue: 40 * rng.Float64(), TrackToCommit: 60 * rng.Float64(), Communication: 30 * rng.Float64()}}
	if rng.IntN(2) == 0 {
		s.Infrared = &sensor.SpaceInfrared{FirstReport: 300 * rng.Float64()}
	}
	for i := range 3 {
		r := randomRadar(rng, m, f)
		r.Radar.NeedsCue = rng.IntN(3) == 0
		s.Radars = append(s.Radars, r)
		s.Sites = append(s.Sites, scenario.Site{OwnRadar: i, Place: r.Place})
	}
	s.Sites = append(s.Sites, scenario.Site{OwnRadar: -1})
	return s
}

// TestViewIsTheDefinition holds cue, first track, commit and meetings to their
// definitions, from the spans of the radars alone, under the three kinds of fire
// control.
func TestViewIsTheDefinition(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 3))
	m := earth.WGS84
	committed, cued := [3]int{}, 0
	for i := range 1500 {
		f, ok := randomFlight(rng, m)
		if !ok {
			continue
		}
		s := randomShield(rng, m, &f)
		v := NewView(m, s, nil)
		v.Look(&f.Arc)
		// The radars' own spans, then the cue.
		var path Path
		path.Follow(m, &f.Arc)
		holds := make([][]orbit.Span, len(s.Radars))
		cue := math.Inf(1)
		if s.Infrared != nil {
			cue = s.Infrared.FirstReport
		}
		for k, r := range s.Radars {
			ready := NewRadar(m, r, nil)
			holds[k] = ready.Holds(&path, nil)
			if s.Infrared == nil && !r.Radar.NeedsCue && len(holds[k]) > 0 {
				cue = math.Min(cue, f.Arc.Time(holds[k][0].From))
			}
		}
		first := make([]float64, len(s.Radars))
		for k, r := range s.Radars {
			if r.Radar.NeedsCue {
				late := cue + s.Delays.Cue
				var kept []orbit.Span
				for _, x := range holds[k] {
					if f.Arc.Time(x.To) > late {
						if f.Arc.Time(x.From) < late {
							x.From = f.Arc.At(late)
							cued++
						}
						kept = append(kept, x)
					}
				}
				holds[k] = kept
			}
			first[k] = math.Inf(1)
			if len(holds[k]) > 0 {
				first[k] = f.Arc.Time(holds[k][0].From)
			}
			if got := v.FirstTrack(k); got != first[k] && !(math.Abs(got-first[k]) < 1e-6) || got < f.Boost.Time-1e-6 {
				t.Fatalf("case %d: radar %d first holds it at %g s, want %g; burnout at %g", i, k, got, first[k], f.Boost.Time)
			}
		}
		for site, x := range s.Sites {
			want, by := math.Inf(1), -1
			for k := range first {
				c := first[k] + s.Delays.TrackToCommit
				if x.OwnRadar != k {
					c += s.Delays.Communication
				}
				if s.FireControl == scenario.Organic && x.OwnRadar != k {
					continue
				}
				if c < want {
					want, by = c, k
				}
			}
			got, radar := v.Commit(site)
			if radar != by || got != want && !(math.Abs(got-want) < 1e-6) {
				t.Fatalf("case %d: site %d commits at %g s by radar %d, want %g by %d", i, site, got, radar, want, by)
			}
			if by >= 0 {
				committed[s.FireControl]++
			}
			checkMeetings(t, v, s, &f.Arc, holds, site)
		}
	}
	t.Logf("%v commits, %d cued in the midst of a visit", committed, cued)
	if min(committed[0], committed[1], committed[2]) < 50 || cued < 30 {
		t.Error("the cases are not what they should be")
	}
}

// checkMeetings asks points of the arc whether they are in the meetings of a
// site: any radar's spans with engage on remote, else its own radar's.
func checkMeetings(t *testing.T, v *View, s *scenario.Shield, a *orbit.Arc, holds [][]orbit.Span, site int) {
	t.Helper()
	in := func(spans []orbit.Span, eta float64) bool {
		for _, x := range spans {
			if eta >= x.From && eta <= x.To {
				return true
			}
		}
		return false
	}
	for i := range 60 {
		eta := a.From + (a.To-a.From)*(float64(i)+0.5)/60
		want := false
		for k := range holds {
			if s.FireControl == scenario.EngageOnRemote || s.Sites[site].OwnRadar == k {
				want = want || in(holds[k], eta)
			}
		}
		if got := in(v.Meetings(site), eta); got != want {
			t.Fatalf("site %d with fire control %d may meet at %g: %v, want %v", site, s.FireControl, eta, got, want)
		}
	}
}

// TestCrossSection: range grows with the fourth root of the cross section of
// the radar's own band; without one it is the reference's.
func TestCrossSection(t *testing.T) {
	m := earth.Sphere
	site := scenario.RadarSite{Place: earth.Degrees(10, 20), Radar: sensor.Radar{Band: sensor.S, Range: 500e3, ReferenceRCS: 0.03, ElevationMax: math.Pi / 2}}
	reach := func(rcs map[sensor.Band]float64) float64 {
		r := NewRadar(m, site, rcs)
		low, high := 1e3, 1e7
		for high-low > 0.01 {
			mid := 0.5 * (low + high)
			p := site.Place
			p.Alt = mid
			if r.margin(m.Fixed(p)) > 0 {
				low = mid
			} else {
				high = mid
			}
		}
		return low
	}
	for _, c := range []struct {
		rcs  map[sensor.Band]float64
		want float64
	}{
		{nil, 500e3}, {map[sensor.Band]float64{sensor.X: 5}, 500e3}, {map[sensor.Band]float64{sensor.S: 0.03}, 500e3},
		{map[sensor.Band]float64{sensor.S: 0.48, sensor.X: 9}, 1000e3}, {map[sensor.Band]float64{sensor.S: 0.03 / 16}, 250e3},
	} {
		if got := reach(c.rcs); math.Abs(got-c.want) > 1 {
			t.Errorf("%v: sees to %g m, want %g", c.rcs, got, c.want)
		}
	}
}

// TestNeverSeen: a radar on the other side of the Earth, one that needs a cue
// that nobody gives, and no radar at all: no track, no commit, no meeting.
func TestNeverSeen(t *testing.T) {
	m := earth.WGS84
	aim := flight.NewAim(m, flight.Boost{Time: 180, Altitude: 180e3, Downrange: 300e3}, earth.Degrees(32.65, 51.67), earth.Degrees(52, 21))
	f, err := aim.Fly(flight.MinimumEnergy)
	if err != nil {
		t.Fatal(err)
	}
	radar := sensor.Radar{Band: sensor.X, Range: 4000e3, ElevationMax: math.Pi / 2}
	cued := radar
	cued.NeedsCue = true
	for name, s := range map[string]*scenario.Shield{
		"far side": {Radars: []scenario.RadarSite{{Place: earth.Degrees(-40, -140), Radar: radar}}, Infrared: &sensor.SpaceInfrared{FirstReport: 45}},
		"no cue":   {Radars: []scenario.RadarSite{{Place: earth.Degrees(45, 30), Radar: cued}}},
		"no radar": {Infrared: &sensor.SpaceInfrared{FirstReport: 45}},
	} {
		for _, c := range []scenario.FireControl{scenario.EngageOnRemote, scenario.LaunchOnRemote, scenario.Organic} {
			s.FireControl = c
			own := -1
			if len(s.Radars) > 0 {
				own = 0
			}
			s.Sites = []scenario.Site{{OwnRadar: own}}
			v := NewView(m, s, nil)
			v.Look(&f.Arc)
			if at, by := v.Commit(0); !math.IsInf(at, 1) || by != -1 || len(v.Meetings(0)) > 0 {
				t.Errorf("%s: commit at %g s by %d, meetings %v", name, at, by, v.Meetings(0))
			}
			if len(s.Radars) > 0 && !math.IsInf(v.FirstTrack(0), 1) {
				t.Errorf("%s: seen at %g s", name, v.FirstTrack(0))
			}
		}
	}
}

// TestRadarsAllocateNothing: maps look at every flight.
func TestRadarsAllocateNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	m := earth.WGS84
	var views []*View
	var flights []flight.Ballistic
	for len(views) < 30 {
		if f, ok := randomFlight(rng, m); ok {
			views, flights = append(views, NewView(m, randomShield(rng, m, &f), nil)), append(flights, f)
		}
	}
	n := testing.AllocsPerRun(3, func() {
		for i, v := range views {
			v.Look(&flights[i].Arc)
			for site := range 4 {
				v.Commit(site)
				v.Meetings(site)
			}
		}
	})
	if n != 0 {
		t.Errorf("%g allocations", n)
	}
}

// TestCommitOnly: a radar that serves the commit alone is no reason for a
// meeting, and what its tracks take besides is in the commit.
func TestCommitOnly(t *testing.T) {
	radar := sensor.Radar{Band: sensor.X, Range: 5000e3, ElevationMax: math.Pi / 2}
	s := scenario.Shield{FireControl: scenario.EngageOnRemote, Delays: scenario.Delays{TrackToCommit: 30, Communication: 10},
		Radars: []scenario.RadarSite{{Name: "early warning", Place: earth.Degrees(45, 41), Radar: radar}},
		Sites:  []scenario.Site{{Name: "site", Place: earth.Degrees(44, 24), OwnRadar: -1}}}
	aim := flight.NewAim(earth.WGS84, flight.Boost{Time: 180, Altitude: 180e3, Downrange: 300e3}, earth.Degrees(32.65, 51.67), earth.Degrees(52.5, 13.4))
	f, err := aim.Fly(flight.MinimumEnergy)
	if err != nil {
		t.Fatal(err)
	}
	guides := NewView(earth.WGS84, &s, nil)
	guides.Look(&f.Arc)
	commit, _ := guides.Commit(0)
	if math.IsInf(commit, 1) || len(guides.Meetings(0)) == 0 {
		t.Fatalf("commit %g, meetings %v", commit, guides.Meetings(0))
	}
	s.Radars[0].CommitOnly, s.Radars[0].Delay = true, 15
	warns := NewView(earth.WGS84, &s, nil)
	warns.Look(&f.Arc)
	if later, which := warns.Commit(0); later != commit+15 || which != 0 || len(warns.Meetings(0)) != 0 {
		t.Errorf("commit %g by %d, %g wanted; meetings %v", later, which, commit+15, warns.Meetings(0))
	}
}
