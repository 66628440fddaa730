package sighting

import (
	"math"
	"testing"

	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
	"scutum/systems/catalogue"
	"scutum/systems/sensor"
)

var cat = catalogue.Default()

// ptss is the catalogue's ring under an assumption set.
func ptss(t *testing.T, set string) sensor.SpaceTracker {
	t.Helper()
	figures, err := cat.Set(set)
	if err != nil {
		t.Fatal(err)
	}
	s, err := cat.SpaceTracker("ptss", figures)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fly is a minimum-energy flight of a class between two places of the catalogue.
func fly(t *testing.T, from, to, class string) flight.Ballistic {
	t.Helper()
	a, err := cat.Point(from)
	if err != nil {
		t.Fatal(err)
	}
	b, err := cat.Point(to)
	if err != nil {
		t.Fatal(err)
	}
	c, err := cat.Class(class, cat.Published())
	if err != nil {
		t.Fatal(err)
	}
	aim := flight.NewAim(earth.WGS84, flight.Boost{Time: c.Burnout.BurnTime, Altitude: c.Burnout.Altitude, Downrange: c.Burnout.Downrange}, a.Place(), b.Place())
	f, err := aim.Fly(flight.MinimumEnergy)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// held is the time of a flight that the ring holds, s, and the highest latitude
// at which it does.
func held(s sensor.SpaceTracker, f *flight.Ballistic) (seconds, northDeg float64) {
	m := earth.WGS84
	k := NewTracker(m, s)
	var path Path
	path.FollowFinely(m, &f.Arc)
	northDeg = math.Inf(-1)
	for _, span := range k.Holds(&path, nil) {
		seconds += f.Arc.Time(span.To) - f.Arc.Time(span.From)
		for i := range 101 {
			place := m.Place(path.fixed(span.From + (span.To-span.From)*float64(i)/100))
			northDeg = math.Max(northDeg, place.LatDeg())
		}
	}
	return seconds, northDeg
}

// TestTrackerArctic: the ring is blind to Arctic paths, as was published, under
// any assumption set, and holds flights from Iran to southern Europe. That it
// would see more with 24 satellites in planes of its own is not looked at.
func TestTrackerArctic(t *testing.T) {
	circle := 66.5
	for _, set := range cat.SetNames() {
		s := ptss(t, set)
		for _, c := range [][3]string{
			{"Kozelsk", "Washington", "icbm-liquid"}, {"Kozelsk", "Los Angeles", "icbm-liquid"}, {"Tatishchevo", "Minot", "icbm-solid"},
			{"Uzhur", "Washington", "icbm-liquid"}, {"Novosibirsk", "Chicago", "icbm-solid"},
		} {
			f := fly(t, c[0], c[1], c[2])
			if seconds, north := held(s, &f); seconds > 0 && north > circle {
				t.Errorf("%s: %s to %s is held up to %.1f N", set, c[0], c[1], north)
			}
		}
	}
	published := ptss(t, "published")
	for _, c := range []struct {
		from, to, class string
		least, most     float64 // share of the time after burnout
	}{
		{"Isfahan", "Rome", "irbm", 0.9, 1},
		{"Isfahan", "Ankara", "mrbm", 0.8, 1},
		{"Isfahan", "Warsaw", "irbm", 0.7, 0.9},          // the end is too far north
		{"Kozelsk", "Washington", "icbm-liquid", 0, 0.2}, // only where it comes down
		{"Tatishchevo", "Minot", "icbm-solid", 0, 0},
	} {
		f := fly(t, c.from, c.to, c.class)
		seconds, north := held(published, &f)
		share := seconds / (f.FlightTime - f.Boost.Time)
		if share < c.least || share > c.most {
			t.Errorf("%s to %s: %.2f of the flight is held, up to %.1f N", c.from, c.to, share, north)
		}
	}
}

// shieldWith has one radar that never sees the flight, a site, and the ring.
func shieldWith(t *testing.T, control scenario.FireControl) *scenario.Shield {
	return &scenario.Shield{
		Sites:       []scenario.Site{{Name: "site", Place: earth.Degrees(-40, 100), OwnRadar: 0}},
		Radars:      []scenario.RadarSite{{Name: "own", Place: earth.Degrees(-40, 100), Radar: sensor.Radar{Range: 500e3, ElevationMax: math.Pi / 2}}},
		Infrared:    &sensor.SpaceInfrared{FirstReport: 45},
		Trackers:    []sensor.SpaceTracker{ptss(t, "published")},
		FireControl: control, Delays: scenario.Delays{Cue: 15, TrackToCommit: 30, Communication: 10},
	}
}

// TestViewTracker: a tracker comes after the radars, holds nothing before its
// cue, serves the commit as another's track, and the meeting with engage on
// remote alone.
func TestViewTracker(t *testing.T) {
	m := earth.WGS84
	f := fly(t, "Isfahan", "Rome", "irbm")
	look := func(s *scenario.Shield) *View {
		v := NewView(m, s, nil)
		v.Look(&f.Arc)
		return v
	}
	v := look(shieldWith(t, scenario.EngageOnRemote))
	if v.Sensors() != 2 || v.Sensor(0) != "own" || v.Sensor(1) != "ptss" || !math.IsInf(v.FirstTrack(0), 1) {
		t.Errorf("%d sensors, %s first track %g", v.Sensors(), v.Sensor(0), v.FirstTrack(0))
	}
	if first := v.FirstTrack(1); math.Abs(first-f.Boost.Time) > 1e-6 {
		t.Errorf("first track at %g s, burnout at %g", first, f.Boost.Time)
	}
	if commit, by := v.Commit(0); by != 1 || math.Abs(commit-(v.FirstTrack(1)+40)) > 1e-9 {
		t.Errorf("commit at %g s by sensor %d", commit, by)
	}
	if len(v.Meetings(0)) != 1 {
		t.Errorf("meetings %v", v.Meetings(0))
	}
	v = look(shieldWith(t, scenario.LaunchOnRemote))
	if _, by := v.Commit(0); by != 1 || len(v.Meetings(0)) != 0 {
		t.Errorf("launch on remote: sensor %d, meetings %v", by, v.Meetings(0))
	}
	v = look(shieldWith(t, scenario.Organic))
	if commit, by := v.Commit(0); by != -1 || !math.IsInf(commit, 1) {
		t.Errorf("organic: commit at %g s by sensor %d", commit, by)
	}
	late := shieldWith(t, scenario.EngageOnRemote)
	late.Infrared.FirstReport = 400
	if v = look(late); math.Abs(v.FirstTrack(1)-415) > 1e-3 {
		t.Errorf("a cue at 415 s gives a first track at %g s", v.FirstTrack(1))
	}
	late.Infrared = nil
	if v = look(late); !math.IsInf(v.FirstTrack(1), 1) || len(v.Meetings(0)) != 0 {
		t.Errorf("without a cue the first track is at %g s", v.FirstTrack(1))
	}
	late.Radars[0].Place, late.Radars[0].Radar.Range = earth.Degrees(38, 45), 2000e3 // where it sees the launch
	if v = look(late); math.Abs(v.FirstTrack(1)-v.FirstTrack(0)-15) > 1e-3 {
		t.Errorf("cued by a radar at %g s the first track is at %g s", v.FirstTrack(0), v.FirstTrack(1))
	}
}

// TestViewTrackerKeepsRadars: what radars hold does not change beside a tracker.
func TestViewTrackerKeepsRadars(t *testing.T) {
	f := fly(t, "Isfahan", "Ankara", "mrbm")
	with := shieldWith(t, scenario.LaunchOnRemote)
	with.Radars[0].Place, with.Radars[0].Radar.Range = earth.Degrees(38.35, 37.79), 900e3
	without := *with
	without.Trackers = nil
	a, b := NewView(earth.WGS84, with, nil), NewView(earth.WGS84, &without, nil)
	a.Look(&f.Arc)
	b.Look(&f.Arc)
	if b.Sensors() != 1 || a.FirstTrack(0) != b.FirstTrack(0) || math.IsInf(b.FirstTrack(0), 1) || len(a.Meetings(0)) != 1 || a.Meetings(0)[0] != b.Meetings(0)[0] {
		t.Errorf("%g and %g s, %v and %v", a.FirstTrack(0), b.FirstTrack(0), a.Meetings(0), b.Meetings(0))
	}
}

// TestLookAllocatesNothing: one view serves any number of flights.
func TestLookAllocatesNothing(t *testing.T) {
	f := fly(t, "Isfahan", "Warsaw", "irbm")
	v := NewView(earth.WGS84, shieldWith(t, scenario.EngageOnRemote), nil)
	if n := testing.AllocsPerRun(20, func() { v.Look(&f.Arc) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}
