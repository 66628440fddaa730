package scenario

import (
	"slices"
	"strings"
	"testing"
)

const bentStudy = `name: bent
date: 2011-12-01
threats: [{class: mrbm, areas: [Tabriz]}]
shield:
  fire_control: organic
  refraction: four-thirds
  sites: [{name: Deveselu, own_radar: spy-1d, interceptors: [{kind: sm-3-ib, number: 24}]}]
  radars: [{name: Kurecik, kind: an-tpy-2, revisit_s: 2, tracks_at_once: 30}]
`

// TestSensorFigures: a radar's statistics come from the catalogue, from the
// shield or from the radar itself, and the bent view is every radar's.
func TestSensorFigures(t *testing.T) {
	parse := func(text string) (*File, error) { return Parse("x.yaml", []byte(text), cat) }
	f, err := parse(bentStudy)
	if err != nil {
		t.Fatal(err)
	}
	s := expand(t, f, "published").Shields[0]
	if r := s.Radars[0].Radar; r.Revisit != 2 || r.Tracks != 30 || r.SNR != 20 || !r.FourThirds {
		t.Errorf("Kurecik: %+v", r)
	}
	if r := s.Radars[1].Radar; r.Revisit != 1 || r.Tracks != 50 || !r.FourThirds {
		t.Errorf("Deveselu: %+v", r)
	}
	if s.Infrared == nil || s.Infrared.PointError != 5e3 || s.Infrared.FirstReport != 45 {
		t.Errorf("infrared: %+v", s.Infrared)
	}
	if again, err := parse(string(f.YAML())); err != nil || again.Shields[0].Refraction != "four-thirds" {
		t.Errorf("written and read again: %v", err)
	}
	straight, err := parse(strings.Replace(bentStudy, "  refraction: four-thirds\n", "", 1))
	if err != nil || expand(t, straight, "published").Shields[0].Radars[0].Radar.FourThirds {
		t.Errorf("bent without asking: %v", err)
	}
	if _, err := parse(strings.Replace(bentStudy, "four-thirds", "two-thirds", 1)); err == nil || !strings.Contains(err.Error(), `x.yaml:6: shield.refraction: "two-thirds" is unknown: one of none, four-thirds`) {
		t.Errorf("two-thirds: %v", err)
	}
	many, err := parse(strings.Replace(bentStudy, "revisit_s: 2", "confirm_detections: 6", 1))
	if err != nil {
		t.Fatal(err)
	}
	base, _ := many.Base(cat, "published")
	if _, err := Expand(many, cat, base); err == nil || !strings.Contains(err.Error(), "shields[0].radars[0]: confirm_detections 6 are more than confirm_looks 5") {
		t.Errorf("six of five: %v", err)
	}
}

// TestUsesOfARaid: what a sensor reports is asked by a raid alone.
func TestUsesOfARaid(t *testing.T) {
	for _, c := range []struct {
		study string
		uses  bool
	}{{"epaa-3", false}, {"europe-mixed", true}} {
		keys := open(t, c.study).Uses(cat)
		for _, key := range []string{"an-tpy-2.swerling_case", "spy-1d.tracks_at_once", "space-infrared.point_error_km"} {
			if slices.Contains(keys, key) != c.uses {
				t.Errorf("%s uses %s: want %v", c.study, key, c.uses)
			}
		}
		if !slices.Contains(keys, "space-infrared.first_report_s") {
			t.Errorf("%s does not use the first report", c.study)
		}
	}
}
