package scenario

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"scutum/systems/catalogue"
)

var cat = catalogue.Default()

func open(t *testing.T, name string) *File {
	t.Helper()
	f, err := Open(name, cat)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func expand(t *testing.T, f *File, set string) *Setting {
	t.Helper()
	base, err := f.Base(cat, set)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Expand(f, cat, base)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestEurope holds the built-in study to the definition of the six
// architectures, of the threats and of the protected force.
func TestEurope(t *testing.T) {
	s := expand(t, open(t, "europe"), "published")
	if s.Name != "europe" || s.Date != "2011-12-01" || s.Map.SpacingKm != 25 || s.Earth.Name != "wgs84" || s.Commit.AfterBurnout != 60 || s.Commit.BySensors {
		t.Errorf("head: %+v", s)
	}
	want := []struct {
		name    string
		control FireControl
		sites   string // name:kindxnumber, ship marked ~, own radar marked *
		radars  string
	}{
		{"plan-2007", EngageOnRemote, "Redzikowo gbi-two-stage x10", "Brdy, Fylingdales"},
		{"epaa-1", LaunchOnRemote, "East Mediterranean~* sm-3-ia x24", "Kurecik, East Mediterranean spy-1d"},
		{"epaa-2", LaunchOnRemote, "Deveselu* sm-3-ib x24; East Mediterranean~* sm-3-ib x24; Ionian Sea~* sm-3-ib x24", "Kurecik, Deveselu spy-1d, East Mediterranean spy-1d, Ionian Sea spy-1d"},
		{"epaa-3", EngageOnRemote, "Deveselu* sm-3-ib x12 sm-3-iia x12; Redzikowo* sm-3-iia x24; East Mediterranean~* sm-3-iia x24; Ionian Sea~* sm-3-iia x24", "Kurecik, Deveselu spy-1d, Redzikowo spy-1d, East Mediterranean spy-1d, Ionian Sea spy-1d"},
		{"epaa-4", EngageOnRemote, "Deveselu* sm-3-ib x12 sm-3-iia x12; Redzikowo* sm-3-iib x24; East Mediterranean~* sm-3-iia x24; Ionian Sea~* sm-3-iia x24", "Kurecik, Deveselu spy-1d, Redzikowo spy-1d, East Mediterranean spy-1d, Ionian Sea spy-1d"},
		{"epaa-3-ships", EngageOnRemote, "Deveselu* sm-3-ib x12 sm-3-iia x12; Redzikowo* sm-3-iia x24; East Mediterranean~* sm-3-iia x24; Ionian Sea~* sm-3-iia x24; North Sea~* sm-3-iia x24; Baltic Sea~* sm-3-iia x24; Norwegian Sea~* sm-3-iia x24",
			"Kurecik, Deveselu spy-1d, Redzikowo spy-1d, East Mediterranean spy-1d, Ionian Sea spy-1d, North Sea spy-1d, Baltic Sea spy-1d, Norwegian Sea spy-1d"},
	}
	if len(s.Shields) != len(want) {
		t.Fatalf("%d shields", len(s.Shields))
	}
	for i, w := range want {
		got := s.Shields[i]
		if got.Name != w.name || got.FireControl != w.control || sites(got) != w.sites || radars(got) != w.radars || got.Infrared == nil || got.Infrared.FirstReport != 45 {
			t.Errorf("shield %d: %s, %v\n%s\n%s", i, got.Name, got.FireControl, sites(got), radars(got))
		}
		if got.Delays != (Delays{15, 30, 10, 20}) {
			t.Errorf("%s: delays %+v", got.Name, got.Delays)
		}
	}
	if len(s.Threats) != 3 || len(s.Threats[1].Areas) != 5 || !s.Threats[2].Intercontinental || s.Threats[1].Intercontinental || s.Threats[1].Class.MaxRange != 5500e3 {
		t.Errorf("threats: %+v", s.Threats)
	}
	if got := s.Shields[0].Radars[0].Radar; !got.NeedsCue || got.Range != 2000e3 {
		t.Errorf("Brdy: %+v", got)
	}
}

func sites(s Shield) string {
	var all []string
	for _, site := range s.Sites {
		line := site.Name
		if site.Ship {
			line += "~"
		}
		if site.OwnRadar >= 0 {
			line += "*"
			if s.Radars[site.OwnRadar].Place != site.Place {
				line += "(elsewhere)"
			}
		}
		for _, b := range site.Batteries {
			line += " " + b.Interceptor.Name + " x" + scalar(b.Number)
		}
		all = append(all, line)
	}
	return strings.Join(all, "; ")
}

func radars(s Shield) string {
	var all []string
	for _, r := range s.Radars {
		all = append(all, r.Name)
	}
	return strings.Join(all, ", ")
}

// TestForce: 135 trajectories in a fixed order, with the burnout of each type.
func TestForce(t *testing.T) {
	force := expand(t, open(t, "europe"), "published").Force.Trajectories
	if len(force) != 135 {
		t.Fatalf("%d trajectories", len(force))
	}
	for i, want := range map[int]Trajectory{
		0:   {Field: "Kozelsk", Target: "Washington", Missile: "icbm-liquid"},
		9:   {Field: "Kozelsk", Target: "Washington", Missile: "icbm-solid"},
		26:  {Field: "Tatishchevo", Target: "Minot", Missile: "icbm-liquid"},
		36:  {Field: "Dombarovsky", Target: "Washington", Missile: "icbm-liquid"},
		134: {Field: "Sea of Okhotsk", Target: "Minot", Missile: "icbm-solid", Sea: true},
	} {
		got := force[i]
		if got.Field != want.Field || got.Target != want.Target || got.Missile != want.Missile || got.Sea != want.Sea {
			t.Errorf("trajectory %d is %+v, want %+v", i, got, want)
		}
	}
	if b := force[9].Burnout; b.BurnTime != 180 || b.Altitude != 200e3 || b.Downrange != 400e3 {
		t.Errorf("solid burns out at %+v", b)
	}
	if b := force[0].Burnout; b.BurnTime != 300 || b.Altitude != 250e3 || b.Downrange != 500e3 {
		t.Errorf("liquid burns out at %+v", b)
	}
}

var sameFile = cmp.Options{cmpopts.IgnoreUnexported(File{}), cmpopts.EquateEmpty()}

// TestRoundTrip: what is written, as YAML or JSON, reads as the same study;
// what `show` prints expands to the same setting.
func TestRoundTrip(t *testing.T) {
	for _, name := range append(BuiltIns(), "testdata/everything.yaml") {
		f := open(t, name)
		for _, written := range [][]byte{f.YAML(), f.JSON()} {
			again, err := Parse("again.yaml", written, cat)
			if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, written)
			}
			if diff := cmp.Diff(f, again, sameFile); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if !bytes.Equal(f.YAML(), again.YAML()) {
				t.Errorf("%s: written twice it differs", name)
			}
		}
		for _, set := range cat.SetNames() {
			base, err := f.Base(cat, set)
			if err != nil {
				t.Fatal(err)
			}
			shown := Show(f, cat, base)
			again, err := Parse("shown.yaml", shown.YAML(), cat)
			if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, shown.YAML())
			}
			wanted, got := expand(t, f, set), expand(t, again, "published")
			if f.Force == nil {
				wanted.Commit, got.Commit = Commit{}, Commit{} // not used, so not shown
			}
			if diff := cmp.Diff(wanted, got); diff != "" {
				t.Errorf("%s under %s: what is shown expands differently: %s", name, set, diff)
			}
			if !json.Valid(shown.JSON()) {
				t.Errorf("%s: shown JSON is not valid", name)
			}
		}
	}
}

// TestShowOrigins: every value says where it comes from.
func TestShowOrigins(t *testing.T) {
	f := open(t, "testdata/everything.yaml")
	base, err := f.Base(cat, "moscow")
	if err != nil {
		t.Fatal(err)
	}
	shown := Show(f, cat, base)
	for path, want := range map[string]string{
		"name":                                  "testdata/everything.yaml:2",
		"earth":                                 "testdata/everything.yaml:6",
		"map.spacing_km":                        "testdata/everything.yaml:8",
		"threats[0].name":                       "default",
		"threats[0].areas[0].lat_deg":           "catalogue places, Tabriz [A]",
		"threats[0].areas[1].lat_deg":           "testdata/everything.yaml:15",
		"protected_force.fields[1].missiles[0]": "catalogue places, Kozelsk [R]",
		"protected_force.fields[0].missiles[0]": "testdata/everything.yaml:22",
		"shields[0].name":                       "testdata/everything.yaml:32",
		"shields[0].sites[0].lat_deg":           "catalogue places, Redzikowo [R]",
		"shields[0].sites[0].interceptors[0].burnout_speed_km_s": "testdata/everything.yaml:42",
		"shields[0].sites[0].ship":                               "default",
		"shields[0].figures.delay.communication_s":               "testdata/everything.yaml:53",
		"shields[0].space_trackers[0]":                           "testdata/everything.yaml:56",
		"shields[1].fire_control":                                "studies/epaa-1.yaml:28",
		"raid.missiles[0].name":                                  "default",
		"raid.missiles[0].count":                                 "testdata/everything.yaml:67",
		"raid.missiles[0].from.lat_deg":                          "catalogue places, Tabriz [A]",
		"raid.missiles[1].from.lat_deg":                          "testdata/everything.yaml:70",
		"raid.missiles[1].to.lon_deg":                            "catalogue places, Sochi [R]",
		"doctrine.engage.A tender[1]":                            "testdata/everything.yaml:88",
		"figures.raid.spread_s":                                  "testdata/everything.yaml:65",
		"figures.delay.kill_assessment_s":                        "testdata/everything.yaml:80",
		"parties[0].defends[1]":                                  "testdata/everything.yaml:94",
		"parties[0].sector_lat_lon_deg[2][0]":                    "testdata/everything.yaml:95",
		"figures.sm-3-iib.burnout_speed_km_s":                    "testdata/everything.yaml:60",
		"figures.sm-3-ia.lost_time_s":                            "assumptions moscow [A] lower end of the sweep range",
		"figures.warhead.rcs_x_m2":                               "catalogue [R] lewis-postol-2012",
	} {
		if got := shown.Origin(path); got != want {
			t.Errorf("%s is from %q, want %q", path, got, want)
		}
	}
	yaml := string(shown.YAML())
	for _, line := range strings.Split(strings.TrimSpace(yaml), "\n") {
		if !strings.HasSuffix(line, ":") && !strings.Contains(line, " # ") {
			t.Errorf("no origin: %s", line)
		}
	}
	if !strings.Contains(yaml, "sm-3-ia.max_altitude_km: none # assumptions moscow [A] no ceiling\n") {
		t.Error("a lifted limit is not shown")
	}
}

// TestEverything holds what the file that uses every key expands to.
func TestEverything(t *testing.T) {
	s := expand(t, open(t, "testdata/everything.yaml"), "published")
	first, second := s.Shields[0], s.Shields[1]
	if first.Sites[0].Batteries[0].Interceptor.BurnoutSpeed != 4600 || first.Sites[0].Batteries[1].Interceptor.BurnoutSpeed != 5200 {
		t.Errorf("batteries: %+v", first.Sites[0].Batteries)
	}
	if !math.IsInf(first.Sites[0].Batteries[0].Interceptor.MaxAltitude, 1) {
		t.Error("the ceiling was not lifted")
	}
	if first.Delays.Communication != 25 || second.Delays.Communication != 10 || first.Infrared != nil || first.Sites[1].OwnRadar != -1 {
		t.Errorf("first shield: %+v", first)
	}
	if got := first.Radars[0].Radar; math.Abs(got.AzimuthFrom-math.Pi) > 1e-15 || got.Range != 1200e3 {
		t.Errorf("radar: %+v", got)
	}
	if len(first.Trackers) != 1 || first.Trackers[0].Altitude != 1500e3 || second.Trackers != nil {
		t.Errorf("trackers: %+v, %+v", first.Trackers, second.Trackers)
	}
	if len(s.Force.Trajectories) != 2 || s.Force.Trajectories[1].Missile != "icbm-liquid" || s.Force.Trajectories[0].Field != "Here" {
		t.Errorf("force: %+v", s.Force)
	}
	if s.Commit.AfterBurnout != 30 || !s.Commit.BySensors {
		t.Errorf("commit: %+v", s.Commit)
	}
	if s.Map.EastDeg != 190 || s.Earth.Name != "sphere" {
		t.Errorf("map %+v, earth %v", s.Map, s.Earth.Name)
	}
}

// TestBuiltIns: each built-in study also runs alone, and in `europe` has the
// same shield.
func TestBuiltIns(t *testing.T) {
	want := "cooperation epaa-1 epaa-2 epaa-3 epaa-3-ships epaa-4 epaa-4-ptss europe europe-mixed plan-2007 plan-2007-forward"
	if got := strings.Join(BuiltIns(), " "); got != want {
		t.Fatalf("built in: %s", got)
	}
	europe := expand(t, open(t, "europe"), "brussels")
	for _, shield := range europe.Shields {
		alone := expand(t, open(t, shield.Name), "brussels")
		if diff := cmp.Diff(alone.Shields, []Shield{shield}); diff != "" {
			t.Errorf("%s: %s", shield.Name, diff)
		}
		if diff := cmp.Diff([]any{alone.Threats, alone.Force, alone.Map}, []any{europe.Threats, europe.Force, europe.Map}); diff != "" {
			t.Errorf("%s: %s", shield.Name, diff)
		}
	}
	if n := len(open(t, "europe").Inputs()); n != 7 {
		t.Errorf("europe was read from %d files", n)
	}
	// The file in the source tree is the study of that name.
	onDisk := open(t, "../studies/europe.yaml")
	if diff := cmp.Diff(open(t, "europe"), onDisk, sameFile); diff != "" {
		t.Error(diff)
	}
}

// A copy of a built-in study stands in any folder.
func TestCopy(t *testing.T) {
	for _, name := range BuiltIns() {
		data, err := Copy(name)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "mine.yaml")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(open(t, name), open(t, path), sameFile); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if _, err := Copy("starter"); err == nil {
		t.Error("there is no built-in study called starter")
	}
}
