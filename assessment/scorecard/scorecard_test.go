package scorecard

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"scutum/assessment/footprint"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

const tiny = `
name: tiny
title: "A study of seconds"
date: 2011-12-01
seed: 3
map: {south_deg: 42, north_deg: 54, west_deg: 8, east_deg: 30, spacing_km: 200}
threats:
  - class: irbm
    areas: [Tabriz]
  - class: icbm
    areas: [Isfahan]
protected_force:
  fields: [Kozelsk, Tatishchevo]
  targets: [Washington]
shields:
  - epaa-4
`

func readTiny(t *testing.T) (*scenario.File, *catalogue.Catalogue) {
	t.Helper()
	cat := catalogue.Default()
	f, err := scenario.Parse("tiny.yaml", []byte(tiny), cat)
	if err != nil {
		t.Fatal(err)
	}
	return f, cat
}

// counted is a Progress that adds up, and may break the run off.
type counted struct {
	promised, done atomic.Int64
	stage          func(name string)
}

func (c *counted) Stage(name string, pieces int) {
	c.promised.Add(int64(pieces))
	if c.stage != nil {
		c.stage(name)
	}
}
func (c *counted) Piece(n int) { c.done.Add(int64(n)) }

// written is everything that a value holds, unexported fields and what pointers
// point to included, and NaN as equal to itself.
func written(b *strings.Builder, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			written(b, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			written(b, v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		fmt.Fprint(b, "[", v.Len())
		for i := range v.Len() {
			written(b, v.Index(i))
		}
	case reflect.Map:
		fmt.Fprint(b, "map", v.Len()) // the order of keys is nobody's
	default:
		fmt.Fprint(b, v, " ")
	}
}

// TestRun runs a tiny study with one worker and with four: all that it says is
// the same, progress comes to what was promised, and the scorecard, the turns and
// the explanations are what they are said to be.
func TestRun(t *testing.T) {
	f, cat := readTiny(t)
	var results [2]*Result
	var text [2]string
	for i, workers := range []int{1, 4} {
		var p counted
		r, err := Run(context.Background(), f, cat, Options{Seed: 3, Draws: 5, Workers: workers, Progress: &p})
		if err != nil {
			t.Fatal(err)
		}
		if p.done.Load() != p.promised.Load() {
			t.Errorf("%d pieces done of %d promised", p.done.Load(), p.promised.Load())
		}
		var b strings.Builder
		written(&b, reflect.ValueOf(r))
		results[i], text[i] = r, b.String()
	}
	if text[0] != text[1] || len(text[0]) < 100_000 {
		t.Errorf("four workers say otherwise than one, in %d and %d bytes", len(text[1]), len(text[0]))
	}
	r := results[0]
	if len(r.Sets) != len(Sets) || len(r.Maps) != 1 || len(r.Exclusions) != 2 || len(r.Cities) == 0 || len(r.J2) == 0 || len(r.TimeCharts) != 2 {
		t.Errorf("%d sets, %d maps, %d exclusion maps, %d cities, %d checks of J2, %d charts", len(r.Sets), len(r.Maps), len(r.Exclusions), len(r.Cities), len(r.J2), len(r.TimeCharts))
	}
	for i, s := range r.Sets {
		if s.Assumptions != Sets[i] || len(s.Rows) != 1 {
			t.Fatalf("set %d is %+v", i, s)
		}
		checkRow(t, &s.Rows[0])
	}
	checkTurns(t, r)
	checkExplanations(t, f, cat, r)
}

func checkRow(t *testing.T, row *Row) {
	t.Helper()
	if row.Verdict == "" || row.Reach.Of != 4 || len(row.Defence) != 2 {
		t.Errorf("row %+v", *row)
	}
	figure := func(f Figure, least, most float64) {
		t.Helper()
		if f.Holds < 0 || f.Holds > f.Of || f.Of != 0 && f.Of != 5 || f.Low > f.High || f.Value < least || f.Value > most || f.Low < least || f.High > most {
			t.Errorf("figure %+v is not in [%g, %g]", f, least, most)
		}
	}
	for _, d := range row.Defence {
		for _, f := range []Figure{d.PeopleOneShot, d.PeopleTwoShots, d.EuropeOneShot, d.EuropeTwoShots, d.AreaOneShot, d.AreaTwoShots} {
			figure(f, 0, 1)
		}
		if d.PeopleTwoShots.Value > d.PeopleOneShot.Value || d.EuropeTwoShots.Value > d.EuropeOneShot.Value || d.AreaTwoShots.Value > d.AreaOneShot.Value {
			t.Errorf("two shots defend more than one: %+v", d)
		}
		figure(d.RaidFailsOneShot, 0, 1000)
		figure(d.RaidFailsTwoShots, 0, 1000)
		figure(d.CitiesDefended, 0, float64(d.CitiesOf))
	}
	figure(row.Reach.Reachable, 0, 4)
	figure(row.Reach.LandReachable, 0, row.Reach.Reachable.High+row.Reach.Reachable.Value)
	figure(row.Reach.LowestThreshold, 1, 15)
	figure(row.Reach.BestMargin, -10, 10)
	if (row.Reach.Reachable.Value > 0) != (row.Reach.BestMargin.Value >= 0) {
		t.Errorf("reach %+v", row.Reach)
	}
}

// checkTurns: a turn is one, from a margin of published to one on the other side
// of nought.
func checkTurns(t *testing.T, r *Result) {
	t.Helper()
	if len(r.Turns) == 0 {
		t.Error("nothing turns")
	}
	for _, x := range r.Turns {
		if (x.MarginFrom >= 0) == (x.MarginTo >= 0) || x.From == x.To || x.Figure == "" {
			t.Errorf("no turn: %+v", x)
		}
		found := false
		for _, p := range r.Pairs {
			found = found || p.Commit == "published" && p.Shield == x.Shield && p.Site == x.Site && p.Field == x.Field && p.Target == x.Target && p.Missile == x.Missile &&
				(p.MarginKmS == x.MarginFrom || math.IsNaN(p.MarginKmS) && math.IsNaN(x.MarginFrom))
		}
		if !found {
			t.Errorf("no pair has the margin of %+v", x)
		}
	}
}

// checkExplanations: the share is that of the difference that the figure makes
// alone, and no other figure makes more.
func checkExplanations(t *testing.T, f *scenario.File, cat *catalogue.Catalogue, result *Result) {
	t.Helper()
	ctx := context.Background()
	r := &run{Options: Options{MapsSet: Sets[0], Progress: silent{}}, file: f, cat: cat}
	if err := r.prepare(); err != nil {
		t.Fatal(err)
	}
	explained := 0
	for _, c := range r.conclusions(ctx) {
		for _, e := range result.Explanations {
			if e.Conclusion != c.name {
				continue
			}
			to := 1
			if e.ToSet == Sets[2] {
				to = 2
			}
			if e.FromSet != Sets[0] || e.From == e.To || e.From != c.of(r.setting[0], 0, r.flights[0]) || e.To != c.of(r.setting[to], 0, r.flights[to]) {
				t.Errorf("explains what is not: %+v", e)
			}
			for _, key := range r.differing(0, to) {
				set, flights, err := r.oneChanged(0, to, key)
				if err != nil {
					t.Fatal(err)
				}
				share := (c.of(set, 0, flights) - e.From) / (e.To - e.From)
				if key == e.Figure {
					explained++
					if share != e.Share || e.FigureFrom != r.base[0].Get(key) || e.FigureTo != r.base[to].Get(key) || e.FigureFrom == e.FigureTo {
						t.Errorf("%+v: the share is %g", e, share)
					}
				} else if share > e.Share {
					t.Errorf("%+v, but %s makes %g", e, key, share)
				}
			}
		}
	}
	if explained < 2 {
		t.Errorf("%d explanations: %+v", explained, result.Explanations)
	}
}

// TestRunIsBrokenOff: in every stage the context's error comes back, soon, and no
// result.
func TestRunIsBrokenOff(t *testing.T) {
	f, cat := readTiny(t)
	for _, stage := range []string{"defended areas", "assumption sets", "protected trajectories", "what explains the differences", "draws", "exclusion map"} {
		ctx, cancel := context.WithCancel(context.Background())
		var when time.Time
		p := &counted{stage: func(name string) {
			if name == stage {
				when = time.Now()
				cancel()
			}
		}}
		r, err := Run(ctx, f, cat, Options{Draws: 2, Workers: 2, SpacingKm: 400, Progress: p})
		if !errors.Is(err, context.Canceled) || r != nil {
			t.Errorf("%s: %v, a result %v", stage, err, r != nil)
		}
		if late := time.Since(when); late > time.Second {
			t.Errorf("%s: comes back %v late", stage, late)
		}
		cancel()
	}
}

// TestUnknownSet: an error, not a panic.
func TestUnknownSet(t *testing.T) {
	f, cat := readTiny(t)
	if _, err := Run(context.Background(), f, cat, Options{MapsSet: "london"}); err == nil || !strings.Contains(err.Error(), "london") {
		t.Errorf("%v", err)
	}
}

// TestQuantile: order statistics, and between them in proportion.
func TestQuantile(t *testing.T) {
	v := []float64{5, 1, 3, 2, 4}
	for p, want := range map[float64]float64{0: 1, 0.25: 2, 0.5: 3, 0.6: 3.4, 0.95: 4.8, 1: 5} {
		if got := quantile(v, p); math.Abs(got-want) > 1e-12 {
			t.Errorf("%g of 1 to 5: %g, want %g", p, got, want)
		}
	}
	if got := quantile([]float64{7}, 0.05); got != 7 {
		t.Errorf("of one value: %g", got)
	}
	if got := quantile(nil, 0.5); !math.IsNaN(got) {
		t.Errorf("of nothing: %g", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SliceOfN(rapid.Float64Range(-9, 9), 1, 30).Draw(t, "v")
		low, high := quantile(v, 0.05), quantile(v, 0.95)
		below := 0
		for _, x := range v {
			if x < low {
				below++
			}
		}
		if low > high || low < v[0] || high > v[len(v)-1] || float64(below) > 0.05*float64(len(v)-1)+1 {
			t.Fatalf("%g to %g of %v", low, high, v)
		}
	})
}

// TestBand: the borders belong to the better band.
func TestBand(t *testing.T) {
	for share, want := range map[float64]string{0: "hardly anything", 0.0999: "hardly anything", 0.1: "less than half", 0.4999: "less than half",
		0.5: "more than half", 0.8999: "more than half", 0.9: "nearly everything", 1: "nearly everything"} {
		if got := Band(share); got != want {
			t.Errorf("%g: %s, want %s", share, got, want)
		}
	}
	if got := Band(math.NaN()); got != "nothing threatened" {
		t.Errorf("NaN: %s", got)
	}
}

// TestDefence: shares of a tally by hand, and of nothing.
func TestDefence(t *testing.T) {
	d := defence("irbm", footprint.Tally{NATOThreatened: 200, NATOOne: 150, NATOTwo: 50, EuropeThreatened: 400, EuropeOne: 100, AreaThreatened: 10, AreaOne: 9, AreaTwo: 1, InventoryOne: 24, InventoryTwo: 10})
	for _, c := range []struct{ got, want float64 }{{d.PeopleOneShot.Value, 0.75}, {d.PeopleTwoShots.Value, 0.25}, {d.EuropeOneShot.Value, 0.25}, {d.EuropeTwoShots.Value, 0},
		{d.AreaOneShot.Value, 0.9}, {d.AreaTwoShots.Value, 0.1}, {d.RaidFailsOneShot.Value, 25}, {d.RaidFailsTwoShots.Value, 6}} {
		if c.got != c.want {
			t.Errorf("%g, want %g", c.got, c.want)
		}
	}
	if n := defence("irbm", footprint.Tally{}); !math.IsNaN(n.PeopleOneShot.Value) || n.RaidFailsOneShot.Value != 0 {
		t.Errorf("of nothing: %+v", n)
	}
}

// TestOddStudies: what a file may say is answered, however odd: no site, no
// interceptor, no radar, no class with a map, no protected force, a map of one
// cell, across the antimeridian, up to the pole.
func TestOddStudies(t *testing.T) {
	head := "name: odd\ntitle: odd\ndate: 2011-12-01\nseed: 1\n"
	europe := "map: {south_deg: 44, north_deg: 50, west_deg: 15, east_deg: 25, spacing_km: 300}\n"
	irbm := "threats:\n  - {class: irbm, areas: [Tabriz]}\n"
	force := "protected_force:\n  fields: [Barents Sea]\n  targets: [Seattle]\n"
	site := "shield:\n  fire_control: engage-on-remote\n  space_infrared: true\n  sites:\n    - name: here\n      lat_deg: 47\n      lon_deg: 20\n      interceptors: [{kind: sm-3-iia, number: 10}]\n"
	for name, text := range map[string]string{
		"no site":        head + europe + irbm + force + "shield:\n  fire_control: organic\n  sites: []\n",
		"no interceptor": head + europe + irbm + force + strings.Replace(site, "number: 10", "number: 0", 1),
		"no radar":       head + europe + irbm + force + site,
		"no map":         head + europe + strings.Replace(irbm, "irbm", "icbm", 1) + site,
		"no force":       head + europe + irbm + site,
		"one cell":       head + "map: {south_deg: 47, north_deg: 47.1, west_deg: 20, east_deg: 20.1, spacing_km: 100}\n" + irbm + site,
		"antimeridian":   head + "map: {south_deg: 40, north_deg: 50, west_deg: 175, east_deg: 190, spacing_km: 300}\n" + irbm + site,
		"pole":           head + "map: {south_deg: 80, north_deg: 90, west_deg: -180, east_deg: 180, spacing_km: 400}\n" + irbm + site,
	} {
		cat := catalogue.Default()
		f, err := scenario.Parse("odd.yaml", []byte(text), cat)
		if err != nil {
			if name != "no site" { // a file may refuse it
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		r, err := Run(context.Background(), f, cat, Options{Draws: 1, Workers: 1})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, s := range r.Sets {
			for _, row := range s.Rows {
				if row.Verdict == "" || strings.Contains(row.Verdict, "NaN") || strings.Contains(row.Verdict, "Inf") {
					t.Errorf("%s: verdict %q", name, row.Verdict)
				}
			}
		}
	}
}
