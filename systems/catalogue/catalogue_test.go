package catalogue

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"scutum/internal/hint"
	"scutum/systems/sensor"
)

var update = flag.Bool("update", false, "rewrite docs/references.bib")

// TestData reads the embedded data: every figure has a source that exists, a
// place in it, a tag that goes with it, and a value inside its own range.
func TestData(t *testing.T) {
	c, err := read(embedded)
	if err != nil {
		t.Fatal(err)
	}
	cited := map[string]bool{}
	for _, f := range c.figures {
		cited[f.Source] = true
		if f.Source == "" || f.Tag == "" || f.Unit == "" || f.Date == "" {
			t.Errorf("%s lacks a source, tag, unit or date: %+v", f.Key, f)
		}
		if f.Swept() && math.IsInf(f.Value, 1) {
			t.Errorf("%s sweeps a lifted limit", f.Key)
		}
		for _, a := range f.Alternatives {
			cited[a.Source] = true
		}
	}
	if len(c.figures) < 200 || len(c.points) != 64 {
		t.Errorf("%d figures and %d points", len(c.figures), len(c.points))
	}
	for _, s := range c.sets {
		for _, change := range s.Changes {
			if err := c.Check(change.Key, change.Value); err != nil {
				t.Errorf("set %s: %v", s.Name, err)
			}
			cited[change.Source] = true
		}
	}
	// Sources of facts that are told and not computed with.
	for _, key := range []string{"points-list", "state-2007", "crs-rl34051", "act-2012-05", "aca-2016", "pifer-2016", "state-2013",
		"gao-13-382r", "dod-2009", "lewis-2008", "spacenews-iib", "srbijadanas-2012", "afp-2007-gabala"} {
		cited[key] = true
	}
	for _, r := range c.references {
		if !cited[r.Key] {
			t.Errorf("reference %s is cited by nothing", r.Key)
		}
	}
}

// TestMissingSource: data without a source, or tagged as read from a work that
// nobody read, are refused.
func TestMissingSource(t *testing.T) {
	good := fstest.MapFS{}
	names, _ := filepath.Glob("data/*")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		good[name] = &fstest.MapFile{Data: data}
	}
	if _, err := read(good); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"tag: A, source: assumption, note: \"space infrared report", "tag: A, note: \"space infrared report", "source: is missing"},
		{"cue_s: {value: 15, tag: A", "cue_s: {value: 15, tag: R", "R does not go with source assumption"},
		{"cue_s: {value: 15, tag: A, source: assumption", "cue_s: {value: 15, tag: R, source: nrc-2012, where: p", "R does not go with source nrc-2012"},
		{"cue_s: {value: 15", "cue_s: {value: -15", "-15 is not in [0, 3600]"},
		{"low: 10, high: 30, tag: A, source: assumption, note: \"added", "low: 11, high: 30, tag: A, source: assumption, note: \"added", "not in its own range"},
		{"cue_s:", "queue_s:", "is no figure of a procedure"},
	} {
		bad := fstest.MapFS{}
		for name, file := range good {
			bad[name] = file
		}
		text := string(good["data/study.yaml"].Data)
		if !strings.Contains(text, c.old) {
			t.Fatalf("data/study.yaml does not hold %q", c.old)
		}
		bad["data/study.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(text, c.old, c.new, 1))}
		if _, err := read(bad); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %q", c.new, err, c.want)
		}
	}
}

// TestDefaults spells out the table of defaults and sweep ranges that the
// studies rest on, so that a slip in the data shows.
func TestDefaults(t *testing.T) {
	inf := math.Inf(1)
	for key, want := range map[string][3]float64{
		"sm-3-ia.burnout_speed_km_s":         {3.0, 3.0, 3.5},
		"sm-3-ib.burnout_speed_km_s":         {3.0, 3.0, 3.5},
		"sm-3-iia.burnout_speed_km_s":        {4.5, 4.2, 4.8},
		"sm-3-iib.burnout_speed_km_s":        {5.5, 5.0, 5.5},
		"gbi-two-stage.burnout_speed_km_s":   {6.3, 6.3, 9.0},
		"kei.burnout_speed_km_s":             {6, 6, 6},
		"nrc-evolved-gbi.burnout_speed_km_s": {6, 6, 6},
		"thaad.burnout_speed_km_s":           {2.8, 2.38, 3.22},
		"pac-3.burnout_speed_km_s":           {1.6, 1.36, 1.84},
		"aster-30.burnout_speed_km_s":        {1.4, 1.19, 1.61},
		"sm-3-ia.lost_time_s":                {20, 10, 30},
		"sm-3-iia.lost_time_s":               {25, 15, 35},
		"gbi-two-stage.lost_time_s":          {70, 40, 100},
		"sm-3-iia.min_altitude_km":           {100, 100, 150},
		"gbi-two-stage.min_altitude_km":      {100, 100, 250},
		"sm-3-ib.max_altitude_km":            {500, 500, 500},
		"sm-3-iia.max_altitude_km":           {1000, 1000, 1500},
		"sm-3-iib.max_altitude_km":           {inf, inf, inf},
		"sm-3-iia.kill_probability":          {0.8, 0.25, 0.9},
		"gbi-two-stage.kill_probability":     {0.55, 0.25, 0.9},
		"sm-3-iia.shots_per_target":          {2, 1, 5},
		"gbi-two-stage.shots_per_target":     {4, 1, 5},
		"an-tpy-2.range_km":                  {850, 800, 1500},
		"spy-1d.range_km":                    {450, 310, 585},
		"emr.range_km":                       {2000, 990, 2060},
		"voronezh-dm.range_km":               {4000, 4000, 6000},
		"space-infrared.first_report_s":      {45, 30, 60},
		"ptss.satellites":                    {9, 9, 12},
		"ptss.altitude_km":                   {1500, 1500, 1500},
		"ptss.limb_height_km":                {100, 80, 150},
		"ptss.range_km":                      {6500, 4500, 8500},
		"commit.after_burnout_s":             {60, -60, 240},
		"delay.cue_s":                        {15, 15, 15},
		"delay.track_to_commit_s":            {30, 30, 30},
		"delay.communication_s":              {10, 10, 30},
		"delay.kill_assessment_s":            {20, 20, 20},
		"exchange.delay_s":                   {15, 5, 60},
		"raid.spread_s":                      {20, 0, 60},
		"doctrine.missed_kill":               {0.05, 0, 0.2},
		"doctrine.false_kill":                {0.05, 0, 0.2},
		"doctrine.minimum_hit_share":         {0.05, 0.05, 0.05},
		"doctrine.tick_s":                    {1, 1, 1},
		"doctrine.handover_km":               {5, 2, 20},
		"mrbm.burn_s":                        {130, 104, 156},
		"mrbm-liquid.burn_s":                 {110, 88, 132},
		"irbm.burn_s":                        {180, 144, 216},
		"icbm.burn_s":                        {240, 192, 288},
		"icbm-solid.burn_s":                  {180, 144, 216},
		"icbm-liquid.burn_s":                 {300, 240, 360},
	} {
		f, ok := Default().Figure(key)
		if !ok || f.Value != want[0] || f.Low != want[1] || f.High != want[2] {
			t.Errorf("%s is %v in [%v, %v], want %v", key, f.Value, f.Low, f.High, want)
		}
	}
}

// TestBeams: a beam that is said to come from the aperture's gain does.
func TestBeams(t *testing.T) {
	c, figures := Default(), Default().Published()
	for _, name := range []string{"an-tpy-2", "gbx", "spy-1d"} {
		a, ok := c.Array(name, figures)
		want := sensor.SpeedOfLight / a.Frequency / math.Sqrt(a.Aperture*a.Efficiency) * 180 / math.Pi
		if f, _ := c.Figure(name + ".beam_deg"); !ok || f.Tag != Computed || math.Abs(f.Value-want) > 0.006 {
			t.Errorf("%s: %v degrees, the aperture gives %v", name, f.Value, want)
		}
	}
	if !Statistics("radar", "snr") || Statistics("radar", "range_km") || Statistics("radar", "colour") {
		t.Error("statistics")
	}
}

// TestNotional: the notional Russian interceptor and its radar have the figures
// of the machines they stand for, under every assumption set, and nothing more.
func TestNotional(t *testing.T) {
	c := Default()
	for notional, real := range map[string]string{"notional-regional": "sm-3-ib", "notional-fire-control": "spy-1d"} {
		system, ok := c.System(notional)
		if !ok || !strings.Contains(system.Note, "no machine") {
			t.Errorf("%s: %+v", notional, system)
		}
		needed, _ := Names(system.Kind)
		if len(system.Figures) != len(needed) {
			t.Errorf("%s has %d figures, %d wanted", notional, len(system.Figures), len(needed))
		}
		for _, name := range needed {
			ours, _ := c.Figure(notional + "." + name)
			theirs, _ := c.Figure(real + "." + name)
			if ours.Low != theirs.Low || ours.High != theirs.High || ours.Tag != Assumed {
				t.Errorf("%s [%s] is drawn from %v to %v, %s from %v to %v", ours.Key, ours.Tag, ours.Low, ours.High, theirs.Key, theirs.Low, theirs.High)
			}
			for _, set := range c.SetNames() {
				if f := mustSet(t, set); f.Get(ours.Key) != f.Get(theirs.Key) {
					t.Errorf("under %s %s is %v, %s %v", set, ours.Key, f.Get(ours.Key), theirs.Key, f.Get(theirs.Key))
				}
			}
		}
	}
}

func TestSets(t *testing.T) {
	c := Default()
	published, moscow, brussels := c.Published(), mustSet(t, "moscow"), mustSet(t, "brussels")
	for _, key := range []string{"sm-3-ia.burnout_speed_km_s", "sm-3-iia.burnout_speed_km_s", "sm-3-iib.burnout_speed_km_s", "gbi-two-stage.burnout_speed_km_s",
		"sm-3-iia.max_altitude_km", "sm-3-iib.max_altitude_km", "spy-1d.range_km", "an-tpy-2.range_km", "emr.range_km", "ptss.range_km", "ptss.satellites", "sm-3-iia.kill_probability"} {
		if !(moscow.Get(key) >= published.Get(key) && published.Get(key) >= brussels.Get(key) && moscow.Get(key) > brussels.Get(key)) {
			t.Errorf("%s: moscow %v, published %v, brussels %v", key, moscow.Get(key), published.Get(key), brussels.Get(key))
		}
	}
	for _, key := range []string{"sm-3-ia.lost_time_s", "sm-3-iia.lost_time_s", "sm-3-iib.lost_time_s", "gbi-two-stage.lost_time_s", "commit.after_burnout_s",
		"sm-3-iia.min_altitude_km", "space-infrared.first_report_s", "delay.communication_s", "ptss.limb_height_km"} {
		if !(moscow.Get(key) <= published.Get(key) && published.Get(key) <= brussels.Get(key) && moscow.Get(key) < brussels.Get(key)) {
			t.Errorf("%s: moscow %v, published %v, brussels %v", key, moscow.Get(key), published.Get(key), brussels.Get(key))
		}
	}
	if o := moscow.Origin("commit.after_burnout_s"); o.String() != "assumptions moscow [A]" || !moscow.Fixed("commit.after_burnout_s") {
		t.Errorf("origin is %v", o)
	}
	if o := published.Origin("sm-3-iia.burnout_speed_km_s"); o.String() != "catalogue [M]" || published.Fixed("sm-3-iia.burnout_speed_km_s") {
		t.Errorf("origin is %v", o)
	}
	if _, err := c.Set("moskow"); err == nil || hint.Of(err) != "did you mean moscow?" {
		t.Errorf("moskow: %v, %s", err, hint.Of(err))
	}
}

func mustSet(t *testing.T, name string) Figures {
	t.Helper()
	f, err := Default().Set(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestOverrides(t *testing.T) {
	f := Default().Published()
	g, err := f.With("sm-3-iia.burnout_speed_km_s", 4.6, Origin{Kind: OfFile, At: "x.yaml:3"})
	if err != nil || g.Get("sm-3-iia.burnout_speed_km_s") != 4.6 || f.Get("sm-3-iia.burnout_speed_km_s") != 4.5 {
		t.Errorf("override: %v", err)
	}
	if g, err = g.With("sm-3-iia.max_altitude_km", math.Inf(1), Origin{}); err != nil || !math.IsInf(g.Get("sm-3-iia.max_altitude_km"), 1) {
		t.Errorf("a ceiling cannot be lifted: %v", err)
	}
	for _, c := range []struct {
		key   string
		value float64
		want  string
		hint  string
	}{
		{"sm-3-iia.burnout_speed_km_s", -1, "sm-3-iia.burnout_speed_km_s: -1 is not in [0.5, 15]", ""},
		{"sm-3-iia.burnout_speed_km_s", math.NaN(), "sm-3-iia.burnout_speed_km_s: NaN is not in [0.5, 15]", ""},
		{"sm-3-iia.burnout_speed_km_s", math.Inf(1), "sm-3-iia.burnout_speed_km_s: none is not in [0.5, 15]", ""},
		{"sm-3-iia.shots_per_target", 1.5, "sm-3-iia.shots_per_target: 1.5 is not a whole number", ""},
		{"sm-3-iia.burnout_speed_m_s", 4500, `unknown figure "sm-3-iia.burnout_speed_m_s"`, "did you mean sm-3-iia.burnout_speed_km_s?"},
	} {
		_, err := f.With(c.key, c.value, Origin{})
		if err == nil || err.Error() != c.want || hint.Of(err) != c.hint {
			t.Errorf("got %v (%s), want %s (%s)", err, hint.Of(err), c.want, c.hint)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("Get of an unknown key did not panic")
		}
	}()
	f.Get("sm-3-iia.colour")
}

func TestBuilders(t *testing.T) {
	c, f := Default(), Default().Published()
	i, err := c.Interceptor("sm-3-iia", f)
	if err != nil || i.BurnoutSpeed != 4500 || i.LostTime != 25 || i.MinAltitude != 100e3 || i.MaxAltitude != 1e6 || i.ShotsPerTarget != 2 {
		t.Errorf("%+v, %v", i, err)
	}
	r, err := c.Radar("an-tpy-2", f)
	if err != nil || r.Band != sensor.X || r.Range != 850e3 || math.Abs(r.AzimuthFrom-40*math.Pi/180) > 1e-15 || r.NeedsCue {
		t.Errorf("%+v, %v", r, err)
	}
	if r, err := c.Radar("emr", f); err != nil || !r.NeedsCue || !r.AllRound() {
		t.Errorf("%+v, %v", r, err)
	}
	if k, err := c.SpaceTracker("ptss", f); err != nil || k != (sensor.SpaceTracker{Name: "ptss", Satellites: 9, Altitude: 1500e3, LimbHeight: 100e3, Range: 6500e3}) {
		t.Errorf("%+v, %v", k, err)
	}
	if k, err := c.SpaceInfrared("space-infrared", f); err != nil || k.FirstReport != 45 || k.PointError != 5e3 || math.Abs(k.AzimuthError-5*math.Pi/180) > 1e-15 || k.ReportProbability != 0.98 {
		t.Errorf("%+v, %v", k, err)
	}
	if _, err := c.SpaceTracker("ptts", f); err == nil || err.Error() != `unknown tracker "ptts"` || hint.Of(err) != "did you mean ptss?" {
		t.Errorf("ptts: %v, %s", err, hint.Of(err))
	}
	m, err := c.Class("icbm-solid", f)
	if err != nil || m.Burnout.BurnTime != 180 || m.Burnout.Altitude != 200e3 || m.Burnout.Downrange != 400e3 || m.RCS[sensor.X] != 0.01 {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := c.Interceptor("sm-3-2a", f); err == nil || hint.Of(err) == "" {
		t.Errorf("sm-3-2a: %v", err)
	}
	if _, err := c.Radar("sm-3-iia", f); err == nil || err.Error() != `unknown radar "sm-3-iia"` {
		t.Errorf("an interceptor is no radar: %v", err)
	}
	// Every system of each kind can be built.
	for _, name := range c.Systems("interceptor") {
		if i, err := c.Interceptor(name, f); err != nil || !(i.MinAltitude < i.MaxAltitude) {
			t.Errorf("%s: %+v, %v", name, i, err)
		}
	}
	for _, name := range c.Systems("radar") {
		r, err := c.Radar(name, f)
		if err != nil || !(r.ElevationMin < r.ElevationMax) || r.SNR < 1 || r.Beam <= 0 || r.Tracks < 1 || r.ConfirmDetections > r.ConfirmLooks {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	for _, name := range c.Systems("missile") {
		if _, err := c.Class(name, f); err != nil {
			t.Error(err)
		}
	}
}

// TestArray: the catalogue's parameters give ranges inside the range to sweep.
func TestArray(t *testing.T) {
	c, f := Default(), Default().Published()
	for name, rcs := range map[string]float64{"an-tpy-2": 0.01, "spy-1d": 0.03} {
		a, ok := c.Array(name, f)
		swept, _ := c.Figure(name + ".range_km")
		if km := a.Range(rcs) / 1e3; !ok || km < swept.Low || km > swept.High {
			t.Errorf("%s: the radar equation gives %.0f km, outside [%v, %v]", name, km, swept.Low, swept.High)
		}
	}
	if _, ok := c.Array("daryal", f); ok {
		t.Error("daryal has an array")
	}
}

func TestPoints(t *testing.T) {
	c := Default()
	for kind, want := range map[string]int{"site": 3, "radar": 8, "field": 11, "sea": 2, "area": 5, "target": 9, "city": 19, "station": 5} {
		if got := len(c.Points(kind)); got != want {
			t.Errorf("%d points of kind %s, want %d", got, kind, want)
		}
	}
	trajectories := 0
	for _, p := range c.Points("field", "sea") {
		trajectories += len(p.Missiles) * len(c.Points("target"))
	}
	if trajectories != 135 {
		t.Errorf("%d protected trajectories, want 135", trajectories)
	}
	if _, err := c.Point("Develesu"); err == nil || hint.Of(err) != "did you mean Deveselu?" {
		t.Errorf("%v (%s)", err, hint.Of(err))
	}
}

// TestReferencesBib keeps docs/references.bib equal to the data.
func TestReferencesBib(t *testing.T) {
	const path = "../../docs/references.bib"
	want := Default().BibTeX()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("docs/references.bib is not that of the data (%v); run with -update", err)
	}
}

func TestHash(t *testing.T) {
	h := Default().Hash()
	if len(h) != 64 {
		t.Errorf("hash %q", h)
	}
	other, err := hashOf(fstest.MapFS{"data/a": {Data: []byte("b")}})
	if err != nil || other == h {
		t.Errorf("%v, %v", other, err)
	}
}
