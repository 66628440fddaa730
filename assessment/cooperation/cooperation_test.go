package cooperation

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scutum/assessment/footprint"
	"scutum/campaign"
	"scutum/engagement/battle"
	"scutum/internal/hint"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

var cat = catalogue.Default()

func setting(t *testing.T, set string) *scenario.Setting {
	t.Helper()
	f, err := scenario.Open("cooperation", cat)
	if err != nil {
		t.Fatal(err)
	}
	base, err := f.Base(cat, set)
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Expand(f, cat, base)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// run runs the built-in study with some missiles of its raid alone.
func run(t *testing.T, missiles []int, o Options) *Result {
	t.Helper()
	f, err := scenario.Open("cooperation", cat)
	if err != nil {
		t.Fatal(err)
	}
	all := f.Raid.Missiles
	f.Raid.Missiles = nil
	for _, i := range missiles {
		f.Raid.Missiles = append(f.Raid.Missiles, all[i])
	}
	r, err := Run(context.Background(), f, cat, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// small is a result that several tests look at.
func small(t *testing.T) *Result {
	t.Helper()
	if theSmall == nil {
		theSmall = run(t, []int{0, 3, 4, 7, 10, 12, 15, 16}, Options{SpacingKm: 300, Runs: 40, Seed: 1})
	}
	return theSmall
}

var theSmall *Result

// TestCoverIsTheMap: what a party alone defends with what it knows is what the
// defended-area map of the same sensors and interceptors says, cell for cell.
func TestCoverIsTheMap(t *testing.T) {
	set := setting(t, "published")
	set.Map.SpacingKm = 300
	g := footprint.NewGrid(set.Map, set.Map.SpacingKm)
	ground := newGround(set, g)
	o := Options{Progress: silent{}}
	for i := range set.Threats {
		c, err := cover(context.Background(), set, &set.Threats[i], g, ground.wanted, &o)
		if err != nil {
			t.Fatal(err)
		}
		for party := range set.Sides() {
			for _, level := range []scenario.Sharing{scenario.ShareNothing, scenario.ShareTracks} {
				m, err := footprint.Compute(context.Background(), set.Earth, set.Known(party, level), &set.Threats[i], scenario.Commit{BySensors: true}, g, footprint.Options{Exact: true})
				if err != nil {
					t.Fatal(err)
				}
				defended := 0
				for cell := range g.Cells() {
					if !ground.wanted[cell] {
						continue
					}
					want := m.Reason[cell] == footprint.Defended
					if c.Threatened[cell] != (m.Reason[cell] != footprint.NotThreatened) || c.Alone(cell, party, level) != want {
						t.Errorf("%s, party %d, %v, cell %d: %v, the map %v", c.Class, party, level, cell, c.Alone(cell, party, level), m.Reason[cell])
					}
					if want {
						defended++
					}
				}
				if defended == 0 {
					t.Errorf("%s, party %d, %v: nothing is defended, so nothing is compared", c.Class, party, level)
				}
			}
		}
	}
}

// TestSharingNeverHarms: what the search leaves out, because a wider picture
// could not do it either, it may leave out: asked outright, more sensors meet
// all that fewer do, and what is met above a sector is met.
func TestSharingNeverHarms(t *testing.T) {
	set := setting(t, "published")
	g := footprint.NewGrid(set.Map, 400)
	for i := range set.Threats {
		a := newAsker(set, &set.Threats[i])
		asked := 0
		for row := range g.Rows() {
			for cell := g.RowStart[row]; cell < g.RowStart[row+1]; cell++ {
				for _, area := range set.Threats[i].Areas[:2] {
					all := a.flights(area.Place, g.Place(row, cell))
					for k := range all {
						clear(a.known)
						for party := range a.sides {
							var free, over [pictures]bool
							for p := range pictures {
								clear(a.looked[p])
								if c := a.control(p, party, &all[k]); c != nil {
									free[p], over[p] = a.meets(c, party, &all[k], true)
								} else {
									free[p], over[p] = free[p-1], over[p-1]
								}
								if over[p] && !free[p] || p > 0 && (free[p-1] && !free[p] || over[p-1] && !over[p]) {
									t.Errorf("%s to cell %d, party %d: met %v, above the sector %v", area.Name, cell, party, free, over)
								}
							}
							asked++
						}
					}
				}
			}
		}
		if asked < 300 {
			t.Errorf("only %d questions", asked)
		}
	}
}

// TestArrangements: who may shoot decides what is held, and taking a party's
// interceptors away takes what it alone held.
func TestArrangements(t *testing.T) {
	c := &Cover{parties: 2, cells: make([]answers, 1), Threatened: []bool{true}}
	both, west := []bool{true, true}, []bool{true, false}
	tracks, plans := scenario.ShareTracks, scenario.SharePlanning
	for _, x := range []struct {
		bits         []int
		party, owner int
		command      scenario.Command
		level        scenario.Sharing
		armed        []bool
		want         bool
		what         string
	}{
		{bits: []int{c.alone(0)}, party: 0, command: scenario.Independent, level: tracks, armed: both, want: true, what: "its own"},
		{bits: []int{c.alone(0), c.joint()}, party: 1, command: scenario.Independent, level: tracks, armed: both, want: false, what: "another's do not shoot for it"},
		{bits: []int{c.alone(0), c.joint()}, party: 1, command: scenario.Independent, level: plans, armed: both, want: true, what: "in a joint plan they do"},
		{bits: []int{c.alone(0), c.joint()}, party: 1, command: scenario.Independent, level: plans, armed: west, want: true, what: "and without its own"},
		{bits: []int{c.alone(1), c.joint()}, party: 1, command: scenario.Independent, level: plans, armed: west, want: false, what: "what it alone held is gone"},
		{bits: []int{c.alone(0), c.above(0), c.anyAbove()}, party: 1, owner: 1, command: scenario.SectorsByTrack, level: tracks, armed: west, want: true, what: "above the west's sector"},
		{bits: []int{c.alone(0), c.joint()}, party: 0, command: scenario.SectorsByTrack, level: tracks, armed: both, want: false, what: "not above any sector"},
		{bits: []int{c.alone(0)}, party: 0, owner: 1, command: scenario.SectorsByImpact, level: tracks, armed: both, want: false, what: "the owner cannot"},
		{bits: []int{c.alone(1)}, party: 0, owner: 1, command: scenario.SectorsByImpact, level: tracks, armed: both, want: true, what: "the owner can"},
		{bits: []int{c.alone(0)}, party: 0, owner: -1, command: scenario.SectorsByImpact, level: tracks, armed: both, want: false, what: "nobody's sector"},
	} {
		c.cells[0] = 0
		for _, question := range x.bits {
			c.cells[0] |= c.bit(picture(x.level), question)
		}
		if got := c.Defended(0, x.party, x.owner, x.command, x.level, x.armed); got != x.want {
			t.Errorf("%s: %v", x.what, got)
		}
		if c.Defended(0, x.party, x.owner, x.command, scenario.ShareNothing, x.armed) {
			t.Errorf("%s: with nothing shared too", x.what)
		}
	}
}

// TestNotices: reports come when the satellites and the exchange say, sharing
// brings none later, and what it cannot bring it does not.
func TestNotices(t *testing.T) {
	r := small(t)
	s := &r.Sheets[0]
	all, err := flights(s.Setting)
	if err != nil {
		t.Fatal(err)
	}
	const nato, russia = 0, 1
	close := func(what string, got, want float64) {
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %g, want %g", what, got, want)
		}
	}
	for i := range all {
		fall := all[i].FlightTime
		none, warned := s.Notices[scenario.ShareNothing], s.Notices[scenario.ShareWarning]
		close("NATO's satellites", none[nato][i].Report, fall-45)
		close("Russia by NATO's satellites", warned[russia][i].Report, fall-45-15)
		close("Russia alone has one kind of sensor", none[russia][i].Two, 0)
		// Gabala looks at every launch area: Russia's first track is at burnout.
		close("Russia's first track", none[russia][i].Track, fall-all[i].Boost.Time)
		close("NATO by Russia's radars", s.Notices[scenario.ShareTracks][nato][i].Track, math.Max(none[nato][i].Track, fall-all[i].Boost.Time-15))
		for party := range r.Parties {
			for l := 1; l < len(scenario.Sharings); l++ {
				less, more := s.Notices[l-1][party][i], s.Notices[l][party][i]
				if more.Report < less.Report || more.Two < less.Two || more.Track < less.Track || more.Commit < less.Commit {
					t.Errorf("%s, party %d: %v then %v", less.Missile, party, less, more)
				}
			}
		}
	}
}

// TestRun holds the result's shape and what must be so whatever the figures.
func TestRun(t *testing.T) {
	r := small(t)
	if diff := cmp.Diff(r.Aims, []int{0, 0, 0, 0, 0, 1, 1, 1}); diff != "" {
		t.Errorf("aims: %s", diff)
	}
	if len(r.Variants) != 2 || !cmp.Equal(r.Variants[1].Armed, []bool{true, false}) || len(r.Classes) != 2 || len(r.Sheets) != 3 || r.Guided == nil {
		t.Errorf("%+v", r.Variants)
	}
	missiles := []float64{5, 3}
	for i := range r.Rows {
		w := &r.Rows[i]
		if got := w.Kills.Value + w.Leakers.Value; math.Abs(got-missiles[w.Party]) > 1e-9 {
			t.Errorf("row %d: %g missiles", i, got)
		}
		if r.Row(w.Variant, w.Command, w.Level, w.Party) != w {
			t.Errorf("row %d is not found where it stands", i)
		}
		if w.Command == scenario.Independent && w.Level == scenario.ShareNothing && (w.Kills.Gain != campaign.Estimate{} || w.People[1].Gain.Value != 0) {
			t.Errorf("the baseline gains %+v", w.Kills.Gain)
		}
		for class := range r.Classes {
			all := r.Ground.threatened(r.Sheets[0].Covers[class], w.Party).people
			if w.People[class].Value > all || all == 0 {
				t.Errorf("row %d: %g of %g people", i, w.People[class].Value, all)
			}
			if w.Command == scenario.Independent && w.People[class].Gain.Value < 0 {
				t.Errorf("row %d: sharing costs people their defence", i)
			}
		}
		if w.Variant == 1 && w.Party == 1 && w.Shots.Value != 0 {
			t.Error("Russia shoots without interceptors")
		}
	}
	alone := r.Row(1, scenario.Independent, scenario.ShareTracks, 1)
	joint := r.Row(1, scenario.Independent, scenario.SharePlanning, 1)
	if alone.Kills.Value != 0 || joint.Kills.Value == 0 || joint.People[1].Value == 0 {
		t.Errorf("NATO's shield does nothing for Russia in a joint plan: %+v", joint)
	}
	for i := range r.Helps {
		h := &r.Helps[i]
		if r.Help(h.By, h.For, h.Class, h.Level) != h || h.People.Value > h.Threatens {
			t.Errorf("help %d: %+v", i, h)
		}
		if h.By == h.For && h.People.Value != r.Row(0, scenario.Independent, min(h.Level, scenario.ShareTracks), h.By).People[h.Class].Value {
			t.Errorf("a party's own: %+v", h)
		}
	}
	for i := range r.Totals {
		if r.Total(r.Totals[i].Variant, r.Totals[i].Command, r.Totals[i].Level) != &r.Totals[i] {
			t.Errorf("total %d is not found where it stands", i)
		}
	}
	if plans := r.Total(0, scenario.SectorsByTrack, scenario.SharePlanning); plans.Doubled.Value != 0 {
		t.Errorf("a joint plan shoots twice: %g", plans.Doubled.Value)
	}
	for _, v := range r.Sheets[0].Reveals {
		if v.Reports != 8 || (v.Level >= scenario.ShareTracks) != (len(v.Sensors) > 0) || (v.Level == scenario.SharePlanning) != (v.Interceptors > 0) {
			t.Errorf("%+v", v)
		}
	}
}

// TestSameForAnyWorkers: the same seed gives the same result.
func TestSameForAnyWorkers(t *testing.T) {
	a := run(t, []int{3, 12}, Options{SpacingKm: 400, Runs: 30, Seed: 7, Workers: 1})
	b := run(t, []int{3, 12}, Options{SpacingKm: 400, Runs: 30, Seed: 7, Workers: 4})
	c := run(t, []int{3, 12}, Options{SpacingKm: 400, Runs: 30, Seed: 8, Workers: 4})
	if !cmp.Equal(a.Rows, b.Rows) || !cmp.Equal(a.Totals, b.Totals) {
		t.Error("workers change the result")
	}
	if cmp.Equal(a.Totals, c.Totals) {
		t.Error("the seed does not matter")
	}
}

// TestBadStudies: what cooperation needs is said when it is missing.
func TestBadStudies(t *testing.T) {
	for text, want := range map[string]string{
		"raid: {missiles: [{class: mrbm, from: Isfahan, to: Ankara}]}\n":                                               "study x has 1 party: cooperation needs two",
		"protected_force: {}\nparties: [{name: A, shield: a, defends: [NATO]}, {name: B, shield: b, defends: [RU]}]\n": "study x has no raid",
	} {
		f, err := scenario.Parse("x.yaml", []byte("name: x\ndate: 2011-12-01\n"+text+"shields: [{name: a, fire_control: organic, sites: [{name: Deveselu, interceptors: [{kind: sm-3-ib, number: 1}]}]}, {name: b, fire_control: organic, sites: [{name: Rota, interceptors: [{kind: sm-3-ib, number: 1}]}]}]\n"), cat)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Run(context.Background(), f, cat, Options{Runs: 1})
		if err == nil || err.Error() != want || !strings.Contains(hint.Of(err), "scutum show cooperation") {
			t.Errorf("%v (%s)", err, hint.Of(err))
		}
	}
}

// TestCancelled: a run that is broken off says so.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	f, err := scenario.Open("cooperation", cat)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Run(ctx, f, cat, Options{Runs: 5, SpacingKm: 400}); err == nil {
		t.Error("no error")
	}
}

// TestMean: the interval of a mean and of a paired difference, by hand.
func TestMean(t *testing.T) {
	a, b := []int16{4, 6, 4, 6}, []int16{3, 5, 3, 5}
	// Mean 5, standard deviation sqrt(4/3), half width 1.96 sqrt(4/3)/2.
	half := normal95 * math.Sqrt(4.0/3) / 2
	if e := mean(a, nil); e.Value != 5 || math.Abs(e.High-5-half) > 1e-12 || math.Abs(5-half-e.Low) > 1e-12 {
		t.Errorf("%+v", e)
	}
	if e := mean(a, b); e.Value != 1 || !(e.High > 1) || !(e.Low < 1) {
		t.Errorf("a difference that was always 1 is not known exactly: %+v", e)
	}
	if e := mean(nil, nil); e != (campaign.Estimate{}) {
		t.Errorf("%+v", e)
	}
}

// TestFightCounts: a raid that nobody can stop leaks whole.
func TestFightCounts(t *testing.T) {
	set := bare(setting(t, "published"))
	for i := range set.Shields {
		for j := range set.Shields[i].Sites {
			for k := range set.Shields[i].Sites[j].Batteries {
				set.Shields[i].Sites[j].Batteries[k].Number = 0
			}
		}
	}
	f, err := fight(context.Background(), set, aims(set), battle.Options{}, &Options{Runs: 3, Progress: silent{}})
	if err != nil {
		t.Fatal(err)
	}
	if got := mean(total(f.leaks), nil).Value; got != 18 {
		t.Errorf("%g of 18 leak", got)
	}
	if mean(total(f.kills), nil).Value != 0 || mean(total(f.shots), nil).Value != 0 {
		t.Error("something was shot at")
	}
}
