package footprint

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
	"scutum/systems/interceptor"
	"scutum/systems/missile"
	"scutum/systems/sensor"
)

// plan2007 is the shield of the coverage case: GBI at Redzikowo, and Brdy alone
// to commit them.
func plan2007(speed, lowest, elevationDeg float64) *scenario.Shield {
	gbi := interceptor.Interceptor{Name: "GBI", BurnoutSpeed: speed, LostTime: 70, MinAltitude: lowest, MaxAltitude: math.Inf(1), MinFlight: 200}
	return &scenario.Shield{
		Name: "Brdy only", FireControl: scenario.EngageOnRemote, Delays: scenario.Delays{TrackToCommit: 30},
		Sites:  []scenario.Site{{Name: "Redzikowo", Place: earth.Degrees(54.48, 17.10), OwnRadar: -1, Batteries: []scenario.Battery{{Interceptor: gbi, Number: 10}}}},
		Radars: []scenario.RadarSite{{Name: "Brdy", Place: earth.Degrees(49.6352, 13.7479), Radar: sensor.Radar{Range: 2000e3, ElevationMin: elevationDeg * (math.Pi / 180)}}},
	}
}

// launchPoints are those of the case, in the order of the columns of its file.
var launchPoints = []scenario.Area{
	{Name: "Isfahan", Place: earth.Degrees(32.65, 51.67)}, {Name: "Tabriz", Place: earth.Degrees(38.1, 46.3)}, {Name: "Shahrud", Place: earth.Degrees(36.4, 55.0)},
}

// city is a row of testdata/brdy_cities.csv.
type city struct {
	name  string
	place earth.Place
	want  map[string]string // by launch point; "-" where nothing was said
}

func brdyCities(t *testing.T) (cities []city) {
	t.Helper()
	f, err := os.Open("testdata/brdy_cities.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		lat, err1 := strconv.ParseFloat(row[1], 64)
		lon, err2 := strconv.ParseFloat(row[2], 64)
		if err1 != nil || err2 != nil {
			t.Fatal(row)
		}
		c := city{row[0], earth.Degrees(lat, lon), map[string]string{}}
		for i, name := range rows[0][4:] {
			c.want[name] = row[4+i]
		}
		cities = append(cities, c)
	}
	return cities
}

// brdyThreat is the intermediate class of the case.
func brdyThreat() *scenario.Threat {
	return &scenario.Threat{Name: "irbm", Areas: launchPoints,
		Class: missile.Class{Burnout: missile.Burnout{BurnTime: 180, Altitude: 180e3, Downrange: 300e3}}}
}

// answers asks a shield about a city from each launch point: by the reference
// model, which leaves exactly at commit and asks for no track at the meeting,
// and as the study does, free to wait and with the meeting in Brdy's view.
func answers(t *testing.T, m earth.Model, s *scenario.Shield, to earth.Place) (reference, study map[string]bool) {
	t.Helper()
	p := NewProber(m, s, brdyThreat(), scenario.Commit{BySensors: true})
	reference, study = map[string]bool{}, map[string]bool{}
	for i, from := range launchPoints {
		a, ok := p.aimAt(i, to)
		if !ok {
			t.Fatalf("nothing flies from %s", from.Name)
		}
		f, err := a.aim.Fly(flight.MinimumEnergy)
		if err != nil {
			t.Fatal(err)
		}
		p.look(&f)
		g := &p.guns[0]
		study[from.Name] = p.reaches(g, &f)
		q, why := p.problem(g, &f, 0)
		if why == NoTrack || why == BelowMinimum {
			reference[from.Name] = false
			continue
		}
		q.Spans = f.Arc.Altitudes(m, nil, g.MinAltitude, g.MaxAltitude)
		q.LeaveAtCommit, q.SiteAtLaunch = true, true
		reference[from.Name] = q.Reaches(g.Speed)
	}
	return reference, study
}

func protectedWord(yes bool) string {
	if yes {
		return "protected"
	}
	return "unprotected"
}

// TestCoverageOf2007 holds the coverage of the 2007 plan city by city when the
// Brdy radar commits, as published in words and as the reference model has it:
// at 6.3 km/s for every elevation and lowest altitude that the source tried, and
// at 8.5 km/s, where only Sofia from Tabriz turns. What waiting, a track at the
// meeting and WGS-84 change is logged.
func TestCoverageOf2007(t *testing.T) {
	cities := brdyCities(t)
	for _, elevation := range []float64{0, 2, 4} {
		for _, lowest := range []float64{100e3, 150e3, 250e3} {
			for _, c := range cities {
				reference, study := answers(t, earth.Sphere, plan2007(6300, lowest, elevation), c.place)
				for _, from := range launchPoints {
					if want := c.want[from.Name]; want != "-" && protectedWord(reference[from.Name]) != want {
						if c.name == "Cluj" && from.Name == "Tabriz" && lowest > 100e3 {
							// The source names Cluj from Isfahan; of this pair it says nothing.
							t.Logf("Cluj from Tabriz, elevation %g deg, lowest %g km: %s", elevation, lowest/1e3, protectedWord(reference[from.Name]))
							continue
						}
						t.Errorf("%s from %s, elevation %g deg, lowest %g km: %v, want %s", c.name, from.Name, elevation, lowest/1e3, protectedWord(reference[from.Name]), want)
					}
					if study[from.Name] != reference[from.Name] {
						t.Logf("%s from %s, elevation %g deg, lowest %g km: the study's model has it %s", c.name, from.Name, elevation, lowest/1e3, protectedWord(study[from.Name]))
					}
				}
			}
		}
	}
	for _, c := range cities {
		reference, study := answers(t, earth.Sphere, plan2007(8500, 100e3, 2), c.place)
		for _, from := range launchPoints {
			want := c.want[from.Name]
			if c.name == "Sofia" && from.Name == "Tabriz" {
				want = "protected"
			}
			if want != "-" && protectedWord(reference[from.Name]) != want {
				t.Errorf("%s from %s, 8.5 km/s: %s, want %s", c.name, from.Name, protectedWord(reference[from.Name]), want)
			}
			if study[from.Name] != reference[from.Name] {
				t.Logf("%s from %s, 8.5 km/s: the study's model has it %s", c.name, from.Name, protectedWord(study[from.Name]))
			}
		}
	}
	for _, c := range cities {
		_, study := answers(t, earth.WGS84, plan2007(6300, 100e3, 2), c.place)
		for _, from := range launchPoints {
			if want := c.want[from.Name]; want != "-" && protectedWord(study[from.Name]) != want {
				t.Logf("%s from %s on WGS-84, free to wait: %s", c.name, from.Name, protectedWord(study[from.Name]))
			}
		}
	}
}
