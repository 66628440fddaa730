package sighting

import (
	"math"
	"testing"

	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
	"scutum/systems/sensor"
)

// TestJoin: a view with another's sensors joined says what a view of one shield
// with all the sensors does, but for the delay from owner to owner; a warning
// by another cues a radar as an own one does.
func TestJoin(t *testing.T) {
	m := earth.WGS84
	aim := flight.NewAim(m, flight.Boost{Time: 180, Altitude: 180e3, Downrange: 300e3}, earth.Degrees(32.65, 51.67), earth.Degrees(52.5, 13.4))
	f, err := aim.Fly(flight.MinimumEnergy)
	if err != nil {
		t.Fatal(err)
	}
	radar := sensor.Radar{Range: 1500e3, ElevationMax: 1.5, AzimuthTo: 2 * math.Pi}
	cued := radar
	cued.NeedsCue = true
	near, far := scenario.RadarSite{Name: "near", Place: earth.Degrees(44, 24), Radar: radar}, scenario.RadarSite{Name: "far", Place: earth.Degrees(40, 45), Radar: radar}
	delays := scenario.Delays{Cue: 15, TrackToCommit: 30, Communication: 10}
	site := []scenario.Site{{Name: "site", OwnRadar: 0}}
	for _, control := range []scenario.FireControl{scenario.EngageOnRemote, scenario.LaunchOnRemote, scenario.Organic} {
		one := &scenario.Shield{Sites: site, Radars: []scenario.RadarSite{near}, FireControl: control, Delays: delays}
		other := &scenario.Shield{Radars: []scenario.RadarSite{far}, Delays: delays}
		both := &scenario.Shield{Sites: site, Radars: []scenario.RadarSite{near, far}, FireControl: control, Delays: delays}
		v, w, whole := NewView(m, one, nil), NewView(m, other, nil), NewView(m, both, nil)
		v.Look(&f.Arc)
		w.Look(&f.Arc)
		whole.Look(&f.Arc)
		alone := v.Warning()
		v.Join(w, 7)
		commit, by := v.Commit(0)
		want, wantBy := whole.Commit(0)
		if wantBy == 1 {
			want += 7
		}
		if commit != want || by != wantBy || v.Sensors() != 2 || v.Sensor(1) != "far" || v.FirstTrack(1) != whole.FirstTrack(1) {
			t.Errorf("%v: commit %g by %d, want %g by %d; %d sensors", control, commit, by, want, wantBy, v.Sensors())
		}
		if !sameSpans(v.Meetings(0), whole.Meetings(0)) || !sameSpans(v.Holds(1), whole.Holds(1)) {
			t.Errorf("%v: meetings %v, want %v", control, v.Meetings(0), whole.Meetings(0))
		}
		if alone != v.FirstTrack(0) {
			t.Errorf("warned at %g, first track %g", alone, v.FirstTrack(0))
		}
		v.Look(&f.Arc)
		if v.Sensors() != 1 {
			t.Error("a new look keeps what was joined")
		}
	}
	blind := &scenario.Shield{Radars: []scenario.RadarSite{{Name: "cued", Place: earth.Degrees(40, 45), Radar: cued}}, Delays: delays}
	v := NewView(m, blind, nil)
	if v.Look(&f.Arc); !math.IsInf(v.FirstTrack(0), 1) || !math.IsInf(v.Warning(), 1) {
		t.Error("a radar that needs a cue tracks without")
	}
	if v.LookWarned(&f.Arc, 300); v.FirstTrack(0) != f.Arc.Time(f.Arc.At(315)) && math.Abs(v.FirstTrack(0)-315) > 1e-6 {
		t.Errorf("cued at 315 s, first track %g", v.FirstTrack(0))
	}
}

func sameSpans(a, b []orbit.Span) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
