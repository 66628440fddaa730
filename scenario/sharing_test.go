package scenario

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const twoParties = `
name: two
date: 2011-12-01
raid: {missiles: [{class: irbm, from: Tabriz, to: Rome}]}
shields:
  - name: west
    fire_control: engage-on-remote
    sites: [{name: Deveselu, own_radar: spy-1d, interceptors: [{kind: sm-3-ib, number: 1}]}]
    radars: [{name: Kurecik, kind: an-tpy-2}]
    space_trackers: [ptss]
  - name: east
    fire_control: engage-on-remote
    space_infrared: false
    sites: [{name: Moscow, interceptors: [{kind: sm-3-ib, number: 1}]}]
    radars: [{name: Armavir, kind: voronezh-dm, commit_only: true}, {name: Gabala, kind: daryal}]
parties:
  - {name: West, shield: west, defends: [NATO]}
  - {name: East, shield: east, defends: [RU]}
`

// TestKnown: each level tells what it is called after, later by the exchange,
// and nothing of a party's own is lost or changed.
func TestKnown(t *testing.T) {
	f, err := Parse("two.yaml", []byte(twoParties), cat)
	if err != nil {
		t.Fatal(err)
	}
	s := expand(t, f, "published")
	before := expand(t, f, "published")
	for party, want := range [][]string{
		{"Kurecik, Deveselu spy-1d", "Kurecik, Deveselu spy-1d", "Kurecik, Deveselu spy-1d, Armavir, Gabala", "Kurecik, Deveselu spy-1d, Armavir, Gabala"},
		{"Armavir, Gabala", "Armavir, Gabala", "Armavir, Gabala, Kurecik, Deveselu spy-1d", "Armavir, Gabala, Kurecik, Deveselu spy-1d"},
	} {
		own := s.Shields[party]
		for _, level := range Sharings {
			got := s.Known(party, level)
			if radars(*got) != want[level] || cmp.Diff(got.Sites, own.Sites) != "" || cmp.Diff(got.Radars[:len(own.Radars)], own.Radars) != "" {
				t.Errorf("party %d at %v: %s", party, level, radars(*got))
			}
			for _, r := range got.Radars[len(own.Radars):] {
				if r.Delay != 15 || r.CommitOnly != (r.Name == "Armavir") {
					t.Errorf("party %d at %v: %+v", party, level, r)
				}
			}
			for i := range got.Radars {
				got.Radars[i].Delay = 99
			}
			if got.Infrared != nil {
				got.Infrared.FirstReport = 99
			}
		}
	}
	if diff := cmp.Diff(before, s); diff != "" {
		t.Errorf("asking changed the setting: %s", diff)
	}
	if w := s.Known(0, SharePlanning); w.Infrared.FirstReport != 45 || len(w.Trackers) != 1 {
		t.Errorf("the West is warned at %g s", w.Infrared.FirstReport)
	}
	if e := s.Known(1, ShareNothing); e.Infrared != nil || e.Trackers != nil {
		t.Error("the East has satellites of its own")
	}
	if e := s.Known(1, ShareWarning); e.Infrared.FirstReport != 60 || e.Trackers != nil {
		t.Errorf("the East is warned at %g s", e.Infrared.FirstReport)
	}
	if e := s.Known(1, ShareTracks); len(e.Trackers) != 1 {
		t.Error("the East is not told what the satellites track")
	}
	if Independent.String() != "independent" || SectorsByImpact.String() != "sectors-by-impact" || ShareTracks.String() != "tracks" {
		t.Error("names")
	}
}
