package report

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"

	"scutum/campaign"
	"scutum/physics/earth"
	"scutum/report/chart"
	"scutum/report/drawing"
	"scutum/report/rehearsal"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// rehearsedRaid makes up a campaign of the built-in raid, or a single run.
func rehearsedRaid(runs int, alone bool) *Raid {
	cat := catalogue.Default()
	must := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	f, err := scenario.Open("europe-mixed", cat)
	must(err)
	base, err := f.Base(cat, "published")
	must(err)
	set, err := scenario.Expand(f, cat, base)
	must(err)
	newRunner, err := rehearsal.Raid(set)
	must(err)
	var all []campaign.Run
	for i := range runs {
		run, _, err := campaign.One(newRunner(), i)
		must(err)
		all = append(all, *run)
	}
	r := &Raid{Setting: set, Catalogue: cat, Figures: base, Fidelity: "kinematic", Assumptions: "published", Tally: campaign.Tell(all, 1234, nil), HalfWidth: 0.1, Alone: alone,
		Shown: &all[runs/2], ShownWhy: "the first with the median number of leakers", Unconfirmed: []string{"sm-3-iia.burnout_speed_km_s"}, NotModelled: []string{"decoys"}, Provenance: provenance}
	r.Replay, err = campaign.NewReplay(set, r.Shown)
	must(err)
	return r
}

// raidPages are the pages of a campaign and of a single run.
var raidPages = sync.OnceValue(func() (pages []string) {
	for _, r := range []*Raid{rehearsedRaid(60, false), rehearsedRaid(1, true)} {
		var b bytes.Buffer
		if err := r.Write(&b); err != nil {
			panic(err)
		}
		pages = append(pages, b.String())
	}
	return pages
})

// TestRaidHolds: the parts that the page promises are there, the answer first.
func TestRaidHolds(t *testing.T) {
	page := raidPages()[0]
	for _, words := range []string{
		"On average ", " of 12 missiles leak (", "Why missiles get through", "The kill chain", "no radar that may be used held it", "every time", "time since the raid began, s",
		"leakers of 12 missiles in a run", "Run 30 over the ground", "Each missile in 60 runs", "irbm-8", "Semnan to Berlin, depressed", "illustrative launch area", "What this does not model",
		"shoot-look-shoot", "doctrine.missed_kill", "95 % interval", strings.Repeat("1", 64), "sm-3-iia.burnout_speed_km_s †", "space infrared",
	} {
		if !strings.Contains(page, words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	if a, b := strings.Index(page, "On average"), strings.Index(page, "The kill chain"); a > b {
		t.Error("the answer does not come first")
	}
	alone := raidPages()[1]
	for _, words := range []string{"What happens in run 0 of this raid", "Of 12 missiles", "The run that was asked for"} {
		if !strings.Contains(alone, words) {
			t.Errorf("the page of a single run does not say %q", words)
		}
	}
	for _, words := range []string{"On average", "95 % interval</th><th scope=\"col\">Which", "id=\"leakers\""} {
		if strings.Contains(alone, words) {
			t.Errorf("the page of a single run says %q", words)
		}
	}
}

func TestRaidSameBytes(t *testing.T) {
	var b bytes.Buffer
	if err := rehearsedRaid(60, false).Write(&b); err != nil {
		t.Fatal(err)
	}
	if b.String() != raidPages()[0] {
		t.Error("the same raid gives other bytes")
	}
	if err := (&Raid{Tally: &campaign.Tally{}, Replay: &campaign.Replay{}}).Write(&b); err == nil {
		t.Error("a raid without missiles is written")
	}
}

// TestRaidAddsUp: what comes to a step is what is lost there and what comes to
// the next, in the table as in the drawing.
func TestRaidAddsUp(t *testing.T) {
	r := rehearsedRaid(60, false)
	reached, lost := r.Tally.Reached(), [campaign.Stages]int{}
	for _, l := range r.Tally.Losses() {
		lost[l.Stage] += l.Missiles
	}
	for s := campaign.Launched; s < campaign.Killed; s++ {
		if reached[s] != lost[s]+reached[s+1] {
			t.Errorf("%v: %d come, %d are lost, %d go on", s, reached[s], lost[s], reached[s+1])
		}
	}
	if lost[campaign.Killed] != 0 || reached[campaign.Killed] != r.Tally.Kills.Sum || len(r.losses()) != len(r.Tally.Losses()) {
		t.Errorf("%d kills, %d lost after the kill", reached[campaign.Killed], lost[campaign.Killed])
	}
	if got, want := letter(0)+letter(25)+letter(26)+letter(52), "azaaba"; got != want {
		t.Errorf("letters %s, want %s", got, want)
	}
}

// TestReplayMeets: an interceptor's path begins at its site at the end of the
// lost time and ends where it met, and a missile's at its launch area and town.
func TestReplayMeets(t *testing.T) {
	r := rehearsedRaid(3, false)
	model := r.Setting.Earth
	known := 0
	for _, s := range r.Replay.Shots {
		if !s.Known {
			continue
		}
		known++
		from := model.Place(model.Rotating(s.Arc.Position(s.Arc.From), s.Arc.Time(s.Arc.From)))
		to := model.Place(model.Rotating(s.Arc.Position(s.Arc.To), s.Arc.Time(s.Arc.To)))
		var site earth.Place
		for _, x := range r.Setting.Shields[0].Sites {
			if x.Name == s.Shot.Site {
				site = x.Place
			}
		}
		if d, _, _ := model.Distance(from, site); d > 10 {
			t.Errorf("shot at %s begins %v m from its site", s.Shot.Missile, d)
		}
		if d, _, _ := model.Distance(to, earth.Degrees(s.Shot.MeetingLatDeg, s.Shot.MeetingLonDeg)); d > 10 || math.Abs(to.Alt/1000-s.Shot.MeetingKm) > 0.01 {
			t.Errorf("shot at %s ends %v m from its meeting", s.Shot.Missile, d)
		}
		if want := (s.Shot.Meeting - s.Launch).Seconds(); math.Abs(s.Arc.Time(s.Arc.To)-want) > 1e-6 {
			t.Errorf("shot at %s ends at %v s, want %v", s.Shot.Missile, s.Arc.Time(s.Arc.To), want)
		}
	}
	if known < 5 {
		t.Errorf("%d of %d shots have a path", known, len(r.Replay.Shots))
	}
	for _, p := range r.Replay.Missiles {
		for _, s := range p.Sights {
			if s.From < p.Missile.Class.Burnout.BurnTime-1e-6 || s.To > p.End.Seconds()+1e-6 || s.From >= s.To {
				t.Errorf("%s is held by %s from %v to %v s of %v", p.Missile.Name, s.Sensor, s.From, s.To, p.End)
			}
		}
	}
}

// TestRaidMarksDoNotOverlap: the labels of the map keep out of each other's way.
func TestRaidMarksDoNotOverlap(t *testing.T) {
	m := newRaidMap(rehearsedRaid(1, true))
	_, boxes := drawMarks(m.view, m.marks, 13)
	if len(boxes) < 14 {
		t.Errorf("%d labels", len(boxes))
	}
	noOverlap(t, "raid", boxes)
}

// TestWrap: no line is wider than it may be, and what is cut off is shown to be.
func TestWrap(t *testing.T) {
	const text = "leaks, falls 1006 s: no admissible meeting, never between the interceptor's altitude limits"
	lines := chart.Wrap(text, 11, 200, 2)
	if len(lines) != 2 || !strings.HasSuffix(lines[1], "…") || !strings.HasPrefix(text, lines[0]+" ") {
		t.Errorf("%q", lines)
	}
	for _, line := range lines {
		if w := drawing.TextWidth(line, 11); w > 200 {
			t.Errorf("%q is %v wide", line, w)
		}
	}
	if got := fmt.Sprint(chart.Wrap("one two", 11, 1000, 3), chart.Wrap("", 11, 10, 3)); got != "[one two] []" {
		t.Error(got)
	}
}
