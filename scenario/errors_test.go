package scenario

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"scutum/internal/hint"
	"scutum/internal/strictyaml"
	"scutum/studies"
)

// TestBadInput: what a person gets wrong is an error with file, line, field
// and allowed range.
func TestBadInput(t *testing.T) {
	everything, err := os.ReadFile("testdata/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, want, hint string }{
		{"lat_deg: 35.5", "lat_deg: 91", "x.yaml:15: threats[0].areas[1].lat_deg: 91 is not in [-90, 90]", ""},
		{"lon_deg: 50", "lon_deg: 181", "x.yaml:16: threats[0].areas[1].lon_deg: 181 is not in [-180, 180]", ""},
		{"burnout_speed_km_s: 4.6", "burnout_speed_km_s: -4.6", "x.yaml:42: shields[0].sites[0].interceptors[0].burnout_speed_km_s: -4.6 is not in [0.5, 15]", ""},
		{"lat_deg: 40, lon_deg: 25.5", "lat_deg: 42, lon_deg: 181", "x.yaml:45: shields[0].sites[1].lon_deg: 181 is not in [-180, 180]", ""},
		{"burnout_speed_km_s: 4.6", "burnout_speed_m_s: 4600", "x.yaml:42: shields[0].sites[0].interceptors[0].burnout_speed_m_s: unknown key", "did you mean burnout_speed_km_s?"},
		{"burnout_speed_km_s: 4.6", "burnout_speed_km_s: 4.6 km/s", `x.yaml:42: shields[0].sites[0].interceptors[0].burnout_speed_km_s: "4.6 km/s" is not a number in [0.5, 15]`, "the unit is part of the key (burnout_speed_km_s): write the number alone"},
		{"burnout_speed_km_s: 4.6", "burnout_speed_km_s: 4600", "x.yaml:42: shields[0].sites[0].interceptors[0].burnout_speed_km_s: 4600 is not in [0.5, 15]", ""},
		{"burnout_speed_km_s: 4.6", "burnout_speed_km_s: .nan", "x.yaml:42: shields[0].sites[0].interceptors[0].burnout_speed_km_s: .nan is not in [0.5, 15]", ""},
		{"burnout_speed_km_s: 4.6", "burnout_speed_km_s: 1e308", "x.yaml:42: shields[0].sites[0].interceptors[0].burnout_speed_km_s: 1e308 is not in [0.5, 15]", ""},
		{"number: 12", "number: 10001", "x.yaml:41: shields[0].sites[0].interceptors[0].number: 10001 is not in [0, 10000]", ""},
		{"kind: sm-3-iia", "kind: sm3-iia", `x.yaml:40: shields[0].sites[0].interceptors[0].kind: "sm3-iia" is unknown: one of`, "did you mean sm-3-iia?"},
		{"kind: an-tpy-2", "kind: an-tpy2", `x.yaml:48: shields[0].radars[0].kind: "an-tpy2" is unknown: one of`, "did you mean an-tpy-2?"},
		{"sm-3-iib.burnout_speed_km_s: 5.2", "sm-3-iib.burnout_speed_m_s: 5200", `x.yaml:60: figures.sm-3-iib.burnout_speed_m_s: unknown figure "sm-3-iib.burnout_speed_m_s"`, "did you mean sm-3-iib.burnout_speed_km_s?"},
		{"sm-3-iib.burnout_speed_km_s: 5.2", "sm-3-iib.max_altitude_km: [1]", "x.yaml:60: figures.sm-3-iib.max_altitude_km: is a list, where a number in [5, 40000] is wanted", ""},
		{"sm-3-iib.lost_time_s: 20", "mrbm.burn_s: 20", "x.yaml:55: shields[0].figures.mrbm.burn_s: mrbm.burn_s is the whole study's, not one shield's", "write it under figures of the study"},
		{"      - Tabriz", "      - Tabris", `x.yaml:13: threats[0].areas[0]: unknown place "Tabris"`, "did you mean Tabriz?"},
		{"place: Isfahan", "place: Isfahaan", `x.yaml:17: threats[1].areas[0].place: unknown place "Isfahaan"`, "did you mean Isfahan?"},
		{"name: again, ", "", `x.yaml:17: threats[1].class: a second threat is called "mrbm"`, "names must differ"},
		{"name: There", "name: Tabriz", `x.yaml:14: threats[0].areas[1]: a second area is called "Tabriz"`, "names must differ"},
		{"name: A tender", "name: North Poland", `x.yaml:45: shields[0].sites[1].name: a second site is called "North Poland"`, "names must differ"},
		{"lat_deg: 40, lon_deg: 25.5", "lat_deg: 35.504, lon_deg: 50", "x.yaml:45: shields[0].sites[1]: stands 0.4 km from the launch area There: at least 1 km is wanted", ""},
		{"lat_deg: 40, lon_deg: 25.5", "lat_deg: 57, lon_deg: 40", "x.yaml:45: shields[0].sites[1]: stands 0.0 km from the missile field Here: at least 1 km is wanted", ""},
		{"lat_deg: 40, lon_deg: 25.5", "lat_deg: 48, lon_deg: -100", "x.yaml:45: shields[0].sites[1]: stands 0.0 km from the target North: at least 1 km is wanted", ""},
		{"lat_deg: 40, lon_deg: 25.5", "lat_deg: 50, lon_deg: 25.5", "x.yaml:45: shields[0].sites[1]: is a ship at 50, 25.5: open sea within 20 km is wanted", ""},
		{"lat_deg: 40, lon_deg: 25.5", "lat_deg: 42, lon_deg: 50.5", "x.yaml:45: shields[0].sites[1]: is a ship at 42, 50.5: open sea within 20 km is wanted", ""},
		{"missiles: [icbm-solid]", "missiles: [solid]", `x.yaml:22: protected_force.fields[0].missiles[0]: unknown missile "solid"`, "the catalogue has icbm, icbm-liquid, icbm-solid, irbm, mrbm, mrbm-liquid"},
		{"missiles: [icbm-solid]", "missiles: []", "x.yaml:22: protected_force.fields[0].missiles: has 0 entries, which is not in [1, 5]", ""},
		{"field: Here, target: Miami", "field: Hier, target: Miami", `x.yaml:26: protected_force.trajectories[0].field: "Hier" is unknown: one of Here, Kozelsk is wanted`, ""},
		{"- epaa-1", "- epaa-9", "x.yaml:57: shields[1]: epaa-9: there is no such file, and no such built-in study", "did you mean epaa-1?"},
		{"- epaa-1", "- ../secrets.yaml", "x.yaml:57: shields[1]: ../secrets.yaml: there is no such file", "built-in studies:"},
		{"name: first", "name: epaa-1", `x.yaml:57: shields[1]: a second shield is called "epaa-1"`, "names must differ"},
		{"name: everything", "name: ../everything", `x.yaml:2: name: "../everything" holds more than small letters, digits and hyphens`, "it names the folder of results: write it like epaa-3"},
		{"    fire_control: organic\n", "", "x.yaml:31: shields[0].fire_control: is missing (one of engage-on-remote, launch-on-remote, organic)", ""},
		{"azimuth_to_deg: 300", "elevation_min_deg: 89\n        elevation_max_deg: 30", "x.yaml:52: shields[0].radars[0].elevation_max_deg: 30 is not above the lowest elevation 89", ""},
		{"south_deg: 30, north_deg: 72", "south_deg: 72, north_deg: 30", "x.yaml:8: map.north_deg: 30 is not north of south_deg 72", ""},
		{"space_trackers: [ptss]", "space_trackers: [ptts]", `x.yaml:56: shields[0].space_trackers[0]: unknown tracker "ptts"`, "did you mean ptss?"},
		{"space_trackers: [ptss]", "space_trackers: [ptss, ptss]", "x.yaml:56: shields[0].space_trackers[1]: ptss is given twice", ""},
		{"space_trackers: [ptss]", "space_trackers: ptss", "x.yaml:56: shields[0].space_trackers: is \"ptss\", where a list is wanted", "begin each entry with '- '"},
		{"space_trackers: [ptss]", "space_trackers: []", "x.yaml:56: shields[0].space_trackers: has 0 entries, which is not in [1, 5]", ""},
		{"space_trackers: [ptss]", "space_tracker: [ptss]", "x.yaml:56: shields[0].space_tracker: unknown key", "did you mean space_trackers?"},
		{"to: Ankara, count", "to: Berlin, count", "x.yaml:67: raid.missiles[0]: Tabriz to Berlin is 2993 km, beyond its range: mrbm flies 225 to 2000 km", ""},
		{"name: Town, place: Sochi", "name: Town, lat_deg: 34, lon_deg: 52", "x.yaml:68: raid.missiles[1]: Somewhere to Town is 111 km, too near: irbm flies 450 to 5500 km", ""},
		{"from: Tabriz, to: Ankara, count", "from: Shahrud, to: Ankara, shape: lofted, count", "x.yaml:67: raid.missiles[0]: Shahrud to Ankara needs a burnout speed of 3.93 km/s as lofted: mrbm has 3.89", "use minimum-energy, or a nearer target"},
		{"name: from nowhere", "name: mrbm-2", `x.yaml:68: raid.missiles[1]: a second missile is called "mrbm-2"`, "names must differ; missiles of the same name are numbered"},
		{"from: Tabriz, to: Ankara", "from: Tabris, to: Ankara", `x.yaml:67: raid.missiles[0].from: unknown place "Tabris"`, "did you mean Tabriz?"},
		{"{class: mrbm, from: Tabriz, to: Ankara", "{class: mrmb, from: Tabriz, to: Ankara", `x.yaml:67: raid.missiles[0].class: "mrmb" is unknown: one of`, "did you mean mrbm?"},
		{", to: Ankara, count: 2", ", count: 2", "x.yaml:67: raid.missiles[0].to: is missing (text)", ""},
		{"shape: lofted", "shape: loftd", `x.yaml:72: raid.missiles[1].shape: "loftd" is unknown: one of minimum-energy, lofted, depressed is wanted`, "did you mean lofted?"},
		{"launch_s: 12.5", "launch_s: -1", "x.yaml:73: raid.missiles[1].launch_s: -1 is not in [0, 86400]", ""},
		{"count: 2", "count: 1000", "x.yaml:66: raid.missiles: has 1001 missiles, which is not in [1, 1000]", ""},
		{"sensor: Kurecik", "sensor: Kurecick", `x.yaml:74: raid.faults[1].sensor: no radar of the study is called "Kurecick"`, "did you mean Kurecik?"},
		{"sensor: Kurecik", "sensor: space-infrared", `x.yaml:74: raid.faults[1].sensor: no radar of the study is called "space-infrared"`, "radars: Kurecik, North Poland spy-1d, East Mediterranean spy-1d"},
		{"sensor: Kurecik", "sensor: North Poland spy-1d", `x.yaml:74: raid.faults[1].sensor: a second fault of North Poland spy-1d`, "a radar has one fault"},
		{"kind: frozen", "kind: lying", `x.yaml:74: raid.faults[1].kind: "lying" is unknown: one of biased, frozen, replayed, inventing is wanted`, ""},
		{"kind: frozen", "kind: replayed", "x.yaml:74: raid.faults[1].delay_s: is missing (a number in [1, 600])", ""},
		{"kind: frozen", "kind: inventing, tracks: 0", "x.yaml:74: raid.faults[1].tracks: 0 is not in [1, 20]", ""},
		{"kind: frozen", "kind: frozen, sigma: 5", "x.yaml:74: raid.faults[1].sigma: is no figure of a frozen radar", "it is of kind: biased"},
		{"from_s: 200", "from: 200", "x.yaml:74: raid.faults[0].from: unknown key", "did you mean from_s?"},
		{"spread_s: 12", "spread: 12", "x.yaml:65: raid.spread: unknown key", "did you mean spread_s?"},
		{"spread_s: 12", "spread_s: -1", "x.yaml:65: raid.spread_s: -1 is not in [0, 3600]", ""},
		{"commit.after_burnout_s: 30", "raid.spread_s: 30", "x.yaml:65: raid.spread_s: is given beside figures.raid.spread_s", "remove one of them"},
		{"salvo: 2", "salvo: 0", "x.yaml:76: doctrine.salvo: 0 is not in [1, 10]", ""},
		{"shoot: no-look", "shoot: no-lock", `x.yaml:78: doctrine.shoot: "no-lock" is unknown: one of look, no-look is wanted`, "did you mean no-look?"},
		{"missed_kill: 0.1", "missed_kill: 1.1", "x.yaml:81: doctrine.missed_kill: 1.1 is not in [0, 1]", ""},
		{"North Poland: [irbm]", "North Polnd: [irbm]", "x.yaml:87: doctrine.engage.North Polnd: no shield of the study has a site of this name", "did you mean North Poland?"},
		{"North Poland: [irbm]", "North Poland: [irbn]", `x.yaml:87: doctrine.engage.North Poland[0]: unknown missile "irbn"`, "did you mean irbm?"},
		{"A tender: [mrbm, irbm]", "A tender: [irbm, irbm]", "x.yaml:88: doctrine.engage.A tender[1]: irbm is given twice", ""},
		{"shield: epaa-1", "shield: epaa-2", `x.yaml:93: parties[0].shield: "epaa-2" is unknown: one of first, epaa-1 is wanted`, "did you mean epaa-1?"},
		{"shield: epaa-1", "shield: first", "x.yaml:96: parties[1].shield: first is East's already", "each party needs a shield of its own"},
		{"defends: [RU, NATO]", "defends: [RUS, NATO]", `x.yaml:94: parties[0].defends[0]: "RUS" is no country that the data know`, "NATO, or two-letter codes such as RU, TR or PL"},
		{"    defends: [RU, NATO]\n", "", "x.yaml:92: parties[0].defends: is missing (a list of NATO and two-letter codes of countries)", ""},
		{"name: West", "name: East", `x.yaml:96: parties[1].name: a second party is called "East"`, "names must differ"},
		{"[60, 190], [40, 190]", "[40, 190], [60, 190]", "x.yaml:95: parties[0].sector_lat_lon_deg: crosses itself: the sides after corners 2 and 4 meet", "list the corners in the order in which one walks round"},
		{"[60, 190], [40, 190]", "[60, 190], [91, 190]", "x.yaml:95: parties[0].sector_lat_lon_deg[3][0]: 91 is not in [-90, 90]", ""},
		{"[60, 190], [40, 190]", "[60, 190], [40]", "x.yaml:95: parties[0].sector_lat_lon_deg[3]: is a list, where two numbers, [a, b], are wanted", ""},
		{"[60, 190], [40, 190]", "[60, 290], [40, 290]", "x.yaml:95: parties[0].sector_lat_lon_deg: spans 260 degrees of longitude, more than 180", "across the antimeridian add 360 to the western longitudes"},
		{"[60, 30], [60, 190], [40, 190]", "[50, 30], [60, 30]", "x.yaml:95: parties[0].sector_lat_lon_deg: encloses nothing", ""},
		{"[60, 30], [60, 190], [40, 190]", "[50, 30]", "x.yaml:95: parties[0].sector_lat_lon_deg: has 2 corners: at least 3 are wanted", ""},
		{"[60, 190], [40, 190]", "[60, 190], [40, 30]", "x.yaml:95: parties[0].sector_lat_lon_deg: has the corner 40, 30 twice running", "the polygon closes itself: do not repeat the first corner"},
		{"azimuth_to_deg: 300", "commit_only: maybe", "x.yaml:51: shields[0].radars[0].commit_only: is \"maybe\", where true or false is wanted", ""},
		{"shields:", "shield:", "x.yaml:31: shield: is a list, where 'key: value' lines are wanted", ""},
		{"title: First", "name: second", "x.yaml:32: shields[0].name: is given twice, first on line 31", "keep one of them"},
	} {
		bad := strings.Replace(string(everything), c.old, c.new, 1)
		if bad == string(everything) {
			t.Errorf("everything.yaml does not hold %q", c.old)
			continue
		}
		_, err := Parse("x.yaml", []byte(bad), cat)
		var first *strictyaml.Error
		if !errors.As(err, &first) {
			t.Errorf("%q: %v", c.new, err)
			continue
		}
		if !strings.HasPrefix(first.Error(), c.want) || !strings.HasPrefix(first.Hint(), c.hint) || (c.hint == "") != (first.Hint() == "") {
			t.Errorf("%q\n got %s (%s)\nwant %s (%s)", c.new, first, first.Hint(), c.want, c.hint)
		}
		var all strictyaml.Errors
		if errors.As(err, &all) && len(all) > 1 {
			t.Errorf("%q: one slip gives %d errors: %v", c.new, len(all), all)
		}
	}
}

func TestAfloat(t *testing.T) {
	for _, p := range cat.Points("station") {
		if !afloat(Spot{p.Name, p.LatDeg, p.LonDeg}) {
			t.Errorf("%s is on land", p.Name)
		}
	}
	rota, _ := cat.Point("Rota")
	if !afloat(Spot{rota.Name, rota.LatDeg, rota.LonDeg}) || !afloat(Spot{"pole", 90, 0}) || afloat(Spot{"Madrid", 40.4, -3.7}) {
		t.Error("a port is on land, or a capital at sea")
	}
}

func TestBattery(t *testing.T) {
	text := strings.Replace(string(Starter()), "          # burnout_speed_km_s: 4.6   # this battery's own figure", "          max_altitude_km: 90", 1)
	f, err := Parse("x.yaml", []byte(text), cat)
	if err != nil {
		t.Fatal(err)
	}
	base, _ := f.Base(cat, "published")
	if _, err := Expand(f, cat, base); err == nil || !strings.Contains(err.Error(), "lowest meeting 100 km is not below the highest, 90 km") {
		t.Errorf("got %v", err)
	}
}

// TestIncludes: files beside a study can be included; files elsewhere cannot,
// not even by a link, nor studies that include others, nor large ones.
func TestIncludes(t *testing.T) {
	folder := t.TempDir()
	inner := filepath.Join(folder, "inside")
	if err := os.Mkdir(inner, 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	one, err := studies.Files.ReadFile("epaa-1.yaml")
	if err != nil {
		t.Fatal(err)
	}
	write("outside.yaml", string(one))
	write("inside/mine.yaml", strings.Replace(string(one), "name: epaa-1", "name: mine", 1))
	write("inside/fast.yaml", strings.Replace(string(one), "name: epaa-1", "name: fast\nfigures: {sm-3-ia.burnout_speed_km_s: 3.4}", 1))
	write("inside/global.yaml", strings.Replace(string(one), "name: epaa-1", "name: global\nfigures: {mrbm.burn_s: 100}", 1))
	write("inside/broken.yaml", strings.Replace(string(one), "number: 24", "number: many", 1))
	if err := os.Symlink(filepath.Join(folder, "outside.yaml"), filepath.Join(inner, "link.yaml")); err != nil {
		t.Skip(err)
	}
	europe := "name: europe\ndate: 2011-12-01\nprotected_force: {}\nshields: ["
	write("inside/two.yaml", europe+"mine.yaml]\n")
	read := func(list string) (*File, error) {
		write("inside/study.yaml", europe+list+"]\n")
		return Open(filepath.Join(inner, "study.yaml"), cat)
	}
	f, err := read("mine.yaml, epaa-2, fast.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s := expand(t, f, "published")
	if s.Shields[0].Name != "mine" || s.Shields[1].Name != "epaa-2" || len(f.Inputs()) != 4 ||
		s.Shields[0].Sites[0].Batteries[0].Interceptor.BurnoutSpeed != 3000 || s.Shields[2].Sites[0].Batteries[0].Interceptor.BurnoutSpeed != 3400 {
		t.Errorf("%+v", s.Shields)
	}
	if len(s.Force.Trajectories) != 135 || s.Threats != nil {
		t.Errorf("force %d, threats %v", len(s.Force.Trajectories), s.Threats)
	}
	for list, want := range map[string]string{
		"../outside.yaml":      "../outside.yaml is outside the folder of the study",
		"/etc/passwd":          "/etc/passwd is outside the folder of the study",
		"link.yaml":            "link.yaml cannot be read",
		"none.yaml":            "none.yaml: there is no such file, and no such built-in study",
		"two.yaml":             "an included study may not include others",
		"study.yaml":           "an included study may not include others",
		"europe":               "an included study may not include others",
		"global.yaml":          "figures.mrbm.burn_s is not the shield's own and would be lost",
		"broken.yaml":          `broken.yaml:34: shield.sites[0].interceptors[0].number: "many" is not a number in [0, 10000]`,
		"mine.yaml, mine.yaml": `a second shield is called "mine"`,
	} {
		if _, err := read(list); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", list, err, want)
		}
	}
}

func TestOpenUnknown(t *testing.T) {
	_, err := Open("epaa3", cat)
	if err == nil || err.Error() != "epaa3: there is no such file, and no such built-in study" || hint.Of(err) != "did you mean epaa-3?" {
		t.Errorf("%v (%s)", err, hint.Of(err))
	}
	big := filepath.Join(t.TempDir(), "big.yaml")
	f, err := os.Create(big)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(1 << 30); err != nil {
		t.Skip(err)
	}
	f.Close()
	if _, err := Open(big, cat); err == nil || !strings.Contains(err.Error(), "is larger than the 262144 bytes allowed") {
		t.Errorf("1 GB: %v", err)
	}
}

// TestNoHang bounds the time for files of the largest size that are made to
// take long. The bound is generous for a busy machine.
func TestNoHang(t *testing.T) {
	head := "name: a\ndate: 2011-12-01\n"
	for name, line := range map[string]string{
		"figures: {\n":                              " sm-3-iib.burnout_speed_m_s%d: 1,\n",
		"protected_force: {trajectories: [\n":       " {field: Kozelks, target: Washingtom%d},\n",
		"threats: [{class: irbm, areas: [\n":        " {name: n%d, place: Tabris},\n",
		"shields: [\n":                              " epaa-%d,\n",
		"shield: {sites: [\n":                       " {name: n%d, lat_deg: 1, lon_deg: 1, interceptors: [{kind: kie, number: 1}]},\n",
		"shield: {sites: [{interceptors: [\n":       " {kind: sm%d, number: 1},\n",
		"protected_force: {fields: [{missiles: [\n": " icbm-%d,\n",
	} {
		var b strings.Builder
		b.WriteString(head + name)
		for i := 0; b.Len() < maxFileBytes-200; i++ {
			b.WriteString(strings.Replace(line, "%d", strconv.Itoa(i), 1))
		}
		closing := ""
		for _, r := range name {
			switch r {
			case '{':
				closing = "}" + closing
			case '[':
				closing = "]" + closing
			}
		}
		b.WriteString(closing + "\n")
		start := time.Now()
		_, err := Parse("x.yaml", []byte(b.String()), cat)
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%q took %v", name, took)
		}
		var all strictyaml.Errors
		if !errors.As(err, &all) || len(all) < 2 {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// FuzzParse: no input makes the reader panic or hang; what it accepts it can
// write, read again and expand.
func FuzzParse(f *testing.F) {
	f.Add(Starter())
	if data, err := os.ReadFile("testdata/everything.yaml"); err == nil {
		f.Add(data)
	}
	f.Add([]byte("name: a\ndate: 2011-12-01\nprotected_force: {}\nshields: [epaa-1, europe, {name: b, fire_control: organic}]\n"))
	f.Add([]byte("name: a\ndate: 2011-12-01\nthreats: [{class: irbm, areas: [{name: P, lat_deg: 90, lon_deg: 180}]}]\nshield: {fire_control: organic, sites: [{name: Q, lat_deg: -90, lon_deg: 0, interceptors: [{kind: kei, number: 0}]}]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		study, err := Parse("x.yaml", data, cat)
		if took := time.Since(start); took > time.Second {
			t.Fatalf("took %v", took)
		}
		if err != nil {
			return
		}
		again, err := Parse("again.yaml", study.YAML(), cat)
		if err != nil {
			t.Fatalf("%v\n%s", err, study.YAML())
		}
		if string(again.YAML()) != string(study.YAML()) {
			t.Fatalf("written twice it differs:\n%s\n%s", study.YAML(), again.YAML())
		}
		base, err := study.Base(cat, "moscow")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = Expand(study, cat, base)
	})
}
