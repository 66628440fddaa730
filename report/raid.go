package report

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"scutum/assessment/scorecard"
	"scutum/campaign"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// Raid is what the page of a raid is made from.
type Raid struct {
	Setting     *scenario.Setting
	Catalogue   *catalogue.Catalogue
	Figures     catalogue.Figures // that the setting was filled in with
	Fidelity    string
	Assumptions string
	Changed     []string // keys that the command line changed
	Tally       *campaign.Tally
	HalfWidth   float64 // of the leakers' interval that was wanted
	Alone       bool    // a single run was asked for
	Shown       *campaign.Run
	ShownWhy    string
	Replay      *campaign.Replay // of the shown run
	Unconfirmed []string
	NotModelled []string
	Provenance  Provenance
}

// raidPage is everything that the template shows.
type raidPage struct {
	Title, Date, Question     string
	Answers                   []string
	NotShown                  []string
	Alone                     bool
	Runs                      string
	Numbers                   []raidNumber
	Chain                     template.HTML
	Losses                    []lossRow
	Leakers                   template.HTML
	Needed                    string
	Shown                     string
	ShownWhy, LeftOut         string
	Schedule                  template.HTML
	ScheduleKeys              []key
	Radars                    []swatch
	Fates                     []fateRow
	Events                    []eventRow
	Missiles                  []missileRow
	Map                       template.HTML
	MapDescription, MapCentre string
	MapKeys                   []key
	Sites                     []siteRow
	Doctrine                  []doctrineRow
	Liars                     []liarRow
	Faults                    string
	MapsSet                   string // of the assumptions
	Figures                   []shieldFigures
	Unconfirmed               []string
	Provenance                Provenance
	Data                      template.HTML
	Style                     template.CSS
	Script                    template.JS
}

// raidNumber is a figure of one run with its interval.
type raidNumber struct{ Name, Value, Range, Note string }

// key is an entry of a legend: a symbol and its words.
type key struct {
	Class, Path, Text string
}

// raidScripts are joined in this order inside one function.
var raidScripts = []string{"start", "raid", "sort"}

// Write writes the page. The same raid gives the same bytes.
func (r *Raid) Write(w io.Writer) error {
	t, err := templates()
	if err != nil {
		return err
	}
	page, err := r.compose()
	if err != nil {
		return err
	}
	if page.Style, err = style(); err != nil {
		return err
	}
	if page.Script, err = script(raidScripts); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "raid.gohtml", page); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

func (r *Raid) compose() (*raidPage, error) {
	if len(r.Replay.Missiles) == 0 || r.Tally.Runs == 0 {
		return nil, fmt.Errorf("report: a raid without missiles or runs")
	}
	ground := newRaidMap(r)
	p := &raidPage{Title: r.Setting.Title, Date: r.Setting.Date, Question: r.question(), Answers: r.answers(), NotShown: r.NotModelled, Alone: r.Alone,
		Runs: thousands(float64(r.Tally.Runs)), Numbers: r.numbers(), Chain: r.chain(), Losses: r.losses(), Leakers: r.leakers(), Needed: r.needed(),
		Shown: fmt.Sprint(r.Shown.Number), ShownWhy: r.ShownWhy, LeftOut: r.leftOut(), Schedule: r.schedule(), ScheduleKeys: scheduleKeys(), Radars: r.radarKeys(), Fates: r.fates(), Events: r.events(),
		Missiles: r.missiles(), Map: ground.draw(), MapDescription: ground.description(), MapCentre: place(ground.view.Projection.LatDeg, ground.view.Projection.LonDeg), MapKeys: mapKeys(),
		Liars: r.liars(), Faults: r.faults(), Sites: r.sites(), Doctrine: r.doctrine(), MapsSet: r.Assumptions, Figures: allFigures(r.shields()), Unconfirmed: r.Unconfirmed, Provenance: r.Provenance,
		Data: template.HTML(object("study", struct{}{}))}
	return p, nil
}

// shields is the part of the setting that the tables of figures show: the
// shields that take part, each once.
func (r *Raid) shields() *scorecard.Result {
	set := *r.Setting
	set.Shields = nil
	var seen []int
	for _, side := range r.Setting.Sides() {
		if !slices.Contains(seen, side.Shield) {
			seen = append(seen, side.Shield)
			set.Shields = append(set.Shields, r.Setting.Shields[side.Shield])
		}
	}
	return &scorecard.Result{Setting: &set, Unconfirmed: r.Unconfirmed, MapsSet: r.Assumptions}
}

func (r *Raid) question() string {
	if r.Alone {
		return fmt.Sprintf("What happens in run %d of this raid, from launch to outcome?", r.Shown.Number)
	}
	return "How many missiles of this raid get through, and why?"
}

// perRun is a count of all runs for one.
func (r *Raid) perRun(n int) float64 { return float64(n) / float64(r.Tally.Runs) }

// answers says in plain words what the runs found.
func (r *Raid) answers() []string {
	t, of := r.Tally, len(r.Setting.Raid.Missiles)
	if r.Alone {
		out := []string{fmt.Sprintf("Of %d missiles %d are killed and %d leak; %s.", of, t.Kills.Sum, t.Leakers.Sum, plural(t.Shots.Sum, "interceptor is shot", "interceptors are shot"))}
		return append(out, r.chief()...)
	}
	e := t.Leakers.Mean(of)
	out := []string{fmt.Sprintf("On average %s of %d missiles leak (%s to %s, in %s runs).", fixed(e.Value, 2), of, fixed(e.Low, 2), fixed(e.High, 2), thousands(float64(t.Runs)))}
	none := share(float64(t.LeakersOf.At(0))/float64(t.Runs)) + " of the runs have no leaker"
	if t.LeakersOf.At(0) == 0 {
		none = "no run is without a leaker"
	}
	shots := t.Shots.Mean(campaign.MostShots(r.Setting))
	out = append(out, fmt.Sprintf("%s shots are spent a run; %s.", fixed(shots.Value, 1), none))
	out = append(out, r.chief()...)
	if t.FirstMeeting.Total() > 0 {
		median, low, high := t.FirstMeeting.Median()
		out = append(out, fmt.Sprintf("The first interceptor meets its target %s s after the first launch (median; interval %s to %s s).", fixed(campaign.Seconds(median), 0), fixed(campaign.Seconds(low), 0), fixed(campaign.Seconds(high), 0)))
	}
	return out
}

// chief gives the reasons for which most missiles get through.
func (r *Raid) chief() []string {
	losses := slices.Clone(r.Tally.Losses())
	if len(losses) == 0 {
		return []string{"Every missile is killed."}
	}
	slices.SortStableFunc(losses, func(a, b campaign.LossCount) int { return b.Missiles - a.Missiles })
	all := 0
	for _, l := range losses {
		all += l.Missiles
	}
	var why []string
	for _, l := range losses[:min(3, len(losses))] {
		why = append(why, fmt.Sprintf("%s (%s)", reasonWords(l.Why), share(float64(l.Missiles)/float64(all))))
	}
	return []string{"Why missiles get through, the most frequent reasons first: " + strings.Join(why, "; ") + "."}
}

func reasonWords(why string) string {
	if strings.TrimSpace(why) == "" {
		return "no reason given"
	}
	return why
}

// share writes a fraction with a decimal where it is near none or all.
func share(v float64) string {
	if v > 0 && v < 0.0995 || v < 1 && v > 0.9005 {
		return fixed(100*v, 1) + " %"
	}
	return percent(v)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(float64(n)) + " " + many
}

// numbers are the figures of one run with their intervals.
func (r *Raid) numbers() []raidNumber {
	t, of := r.Tally, len(r.Setting.Raid.Missiles)
	if r.Alone {
		return nil
	}
	mean := func(name string, c campaign.Count, most int, note string) raidNumber {
		e := c.Mean(most)
		return raidNumber{name, fixed(e.Value, 2), fixed(e.Low, 2) + " to " + fixed(e.High, 2), note}
	}
	out := []raidNumber{mean("Leakers", t.Leakers, of, fmt.Sprintf("of %d missiles, mean of a run", of)), mean("Kills", t.Kills, of, fmt.Sprintf("of %d missiles, mean of a run", of)),
		mean("Shots", t.Shots, campaign.MostShots(r.Setting), "interceptors, mean of a run")}
	if t.Doubled.Sum > 0 {
		out = append(out, mean("Double shots", t.Doubled, campaign.MostShots(r.Setting), "by a second party at a target already shot at"))
	}
	none := campaign.Share(t.LeakersOf.At(0), t.Runs)
	out = append(out, raidNumber{"Runs without a leaker", share(none.Value), share(none.Low) + " to " + share(none.High), ""})
	for _, h := range []struct {
		name string
		h    *campaign.Histogram
	}{{"First meeting", &t.FirstMeeting}, {"First kill", &t.FirstKill}} {
		if h.h.Total() == 0 {
			out = append(out, raidNumber{h.name, "none", "in no run", ""})
			continue
		}
		median, low, high := h.h.Median()
		note := "after the first launch, median of the runs"
		if n := h.h.Total(); n < t.Runs {
			note += fmt.Sprintf(" that have one (%s)", share(float64(n)/float64(t.Runs)))
		}
		out = append(out, raidNumber{h.name, fixed(campaign.Seconds(median), 0) + " s", fixed(campaign.Seconds(low), 0) + " to " + fixed(campaign.Seconds(high), 0) + " s", note})
	}
	return out
}

// needed says how much better the leakers' mean is known with more runs.
func (r *Raid) needed() string {
	e := r.Tally.Leakers.Mean(len(r.Setting.Raid.Missiles))
	n := r.Tally.Leakers.Needed(r.HalfWidth)
	switch {
	case r.Alone || n == 0:
		return ""
	case n <= r.Tally.Runs:
		return fmt.Sprintf("The mean is known to ± %s; ± %s was wanted, which %s runs give.", fixed(e.HalfWidth(), 3), plain(r.HalfWidth), thousands(float64(n)))
	}
	return fmt.Sprintf("The mean is known to ± %s; ± %s needs %s runs in all, %s more.", fixed(e.HalfWidth(), 3), plain(r.HalfWidth), thousands(float64(n)), thousands(float64(n-r.Tally.Runs)))
}
