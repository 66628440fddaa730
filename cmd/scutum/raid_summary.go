package main

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"scutum"
	"scutum/campaign"
	"scutum/engagement/battle"
)

// The answer of a raid, as summary.json and --json hold it.
type (
	raidAnswer struct {
		Study           string            `json:"study"`
		Title           string            `json:"title"`
		Date            string            `json:"date"`
		Version         string            `json:"version"`
		Fidelity        string            `json:"fidelity"`
		Assumptions     string            `json:"assumptions"`
		Figures         []changedFigure   `json:"figures"` // that the command line changed
		Seed            uint64            `json:"seed"`
		InputsSHA256    string            `json:"inputs_sha256"`
		CatalogueSHA256 string            `json:"catalogue_sha256"`
		FirstRun        int               `json:"first_run"`
		Runs            int               `json:"runs"`
		Missiles        int               `json:"missiles"`
		Leakers         raidMean          `json:"leakers"`
		Kills           raidMean          `json:"kills"`
		Shots           raidMean          `json:"shots"`
		DoubleShots     raidMean          `json:"double_shots"`
		NoLeaker        raidShare         `json:"runs_without_leaker"`
		LeakersOf       []raidBar         `json:"leakers_distribution"`
		FirstMeeting    raidTime          `json:"first_meeting_after_first_launch_s"`
		FirstKill       raidTime          `json:"first_kill_after_first_launch_s"`
		HalfWidth       float64           `json:"half_width_wanted"`
		RunsNeeded      *int              `json:"runs_needed"` // null where it cannot be told
		KillChain       []raidStage       `json:"kill_chain"`
		Losses          []raidLoss        `json:"losses"`
		ByMissile       []raidMissile     `json:"by_missile"`
		BySite          []raidSite        `json:"by_site"`
		ShotOutcomes    []raidShotOutcome `json:"shot_outcomes"`
		Faults          []string          `json:"faults"` // of radars, that the study sets
		Accused         []raidAccused     `json:"accused_sensors"`
		Detections      int               `json:"detections"`
		EventsOfRuns    int               `json:"events_of_runs"` // events.parquet holds those of the first so many
		ShownRun        int               `json:"shown_run"`
		Unconfirmed     []string          `json:"unconfirmed_figures"`
		NotModelled     []string          `json:"not_modelled"`

		again string // the command that does the shown run again
	}
	raidMean struct { // of one run
		Mean float64 `json:"mean"`
		Low  float64 `json:"low"`
		High float64 `json:"high"`
	}
	raidShare struct {
		Share float64 `json:"share"`
		Low   float64 `json:"low"`
		High  float64 `json:"high"`
	}
	raidTime struct { // in s; null where there was none in any run
		Median *float64 `json:"median"`
		Low    *float64 `json:"low"`
		High   *float64 `json:"high"`
		Runs   int      `json:"runs"`
	}
	raidBar struct {
		Leakers int `json:"leakers"`
		Runs    int `json:"runs"`
		raidShare
	}
	raidStage struct {
		Stage    string  `json:"stage"`
		Missiles int     `json:"missiles"`
		PerRun   float64 `json:"per_run"`
		raidShare
	}
	raidLoss struct {
		After    string  `json:"after"` // the last stage reached
		Why      string  `json:"why"`
		Missiles int     `json:"missiles"`
		PerRun   float64 `json:"per_run"`
		raidShare
	}
	raidMissile struct {
		Missile      string     `json:"missile"`
		Class        string     `json:"class"`
		From         string     `json:"from"`
		To           string     `json:"to"`
		Shape        string     `json:"shape"`
		Leaked       raidShare  `json:"leaked"`
		Tracked      raidShare  `json:"tracked"`
		Engaged      raidShare  `json:"engaged"`
		Track        raidTime   `json:"track_after_launch_s"`
		Commit       raidTime   `json:"commit_after_launch_s"`
		FirstMeeting raidTime   `json:"first_meeting_after_launch_s"`
		Kill         raidTime   `json:"kill_after_launch_s"`
		ShotsPerRun  float64    `json:"shots_per_run"`
		Losses       []raidLoss `json:"losses"`
	}
	raidSite struct {
		Party       string    `json:"party"`
		Site        string    `json:"site"`
		Interceptor string    `json:"interceptor"`
		Shots       int       `json:"shots"`
		PerRun      float64   `json:"shots_per_run"`
		Killed      raidShare `json:"shots_that_killed"`
	}
	raidAccused struct { // a sensor that a command named a liar, and why
		Party     string `json:"party"`
		Sensor    string `json:"sensor"`
		Reason    string `json:"reason"`
		Runs      int    `json:"runs"`
		TakenBack int    `json:"taken_back_in_runs"`
		raidShare
	}
	raidShotOutcome struct {
		Outcome string `json:"outcome"`
		Shots   int    `json:"shots"`
	}
)

func meanOf(c campaign.Count, most int) raidMean {
	e := c.Mean(most)
	return raidMean{rounded(e.Value, 4), rounded(e.Low, 4), rounded(e.High, 4)}
}

func shareOf(k, n int) raidShare {
	e := campaign.Share(k, n)
	return raidShare{rounded(e.Value, 5), rounded(e.Low, 5), rounded(e.High, 5)}
}

func timeOf(h *campaign.Histogram) raidTime {
	if h.Total() == 0 {
		return raidTime{}
	}
	seconds := func(bin int) *float64 { return roundedOrNull(campaign.Seconds(bin), 1) }
	median, low, high := h.Median()
	return raidTime{seconds(median), seconds(low), seconds(high), h.Total()}
}

// answer is what the tally says in the words of files.
func (r *raid) answer(t *campaign.Tally, first, events, shown int) *raidAnswer {
	a := &raidAnswer{Study: r.setting.Name, Title: r.setting.Title, Date: r.setting.Date, Version: scutum.Version, Fidelity: r.o.fidelity, Assumptions: r.o.assumptions,
		Figures: r.changed, Seed: r.seed, InputsSHA256: r.inputSum, CatalogueSHA256: r.cat.Hash(), FirstRun: first, Runs: t.Runs, Missiles: len(r.order),
		Leakers: meanOf(t.Leakers, len(r.order)), Kills: meanOf(t.Kills, len(r.order)), Shots: meanOf(t.Shots, campaign.MostShots(r.setting)), DoubleShots: meanOf(t.Doubled, campaign.MostShots(r.setting)),
		NoLeaker: shareOf(t.LeakersOf.At(0), t.Runs), FirstMeeting: timeOf(&t.FirstMeeting), FirstKill: timeOf(&t.FirstKill),
		HalfWidth: r.o.halfWidth, Detections: t.Detections, EventsOfRuns: events, ShownRun: shown,
		Losses: []raidLoss{}, BySite: []raidSite{}, ShotOutcomes: []raidShotOutcome{}, Accused: []raidAccused{}, Faults: []string{}, Unconfirmed: r.unconfirmed(), NotModelled: notModelled(r.o.fidelity), again: r.again(shown)}
	if a.Figures == nil {
		a.Figures = []changedFigure{}
	}
	if needed := t.Leakers.Needed(r.o.halfWidth); needed > 0 {
		a.RunsNeeded = &needed
	}
	if least, most, ok := t.LeakersOf.Bounds(); ok {
		for n := least; n <= most; n++ {
			a.LeakersOf = append(a.LeakersOf, raidBar{n, t.LeakersOf.At(n), shareOf(t.LeakersOf.At(n), t.Runs)})
		}
	}
	all := t.Runs * len(r.order)
	for s, n := range t.Reached() {
		a.KillChain = append(a.KillChain, raidStage{campaign.Stage(s).String(), n, rounded(float64(n)/float64(max(1, t.Runs)), 4), shareOf(n, all)})
	}
	a.Losses = append(a.Losses, lossesOf(t.Losses(), t.Runs, all)...)
	for i := range t.Missiles {
		a.ByMissile = append(a.ByMissile, r.missileAnswer(&t.Missiles[i]))
	}
	for _, s := range t.Sites {
		a.BySite = append(a.BySite, raidSite{s.Party, s.Site, s.Interceptor, s.Shots, rounded(float64(s.Shots)/float64(max(1, t.Runs)), 4), shareOf(s.Kills, s.Shots)})
	}
	for _, f := range r.setting.Raid.Faults {
		a.Faults = append(a.Faults, f.String())
	}
	for _, x := range t.Accused() {
		a.Accused = append(a.Accused, raidAccused{x.Party, x.Sensor, x.Reason, x.Runs, x.TakenBack, shareOf(x.Runs, t.Runs)})
	}
	for _, o := range t.Outcomes() {
		a.ShotOutcomes = append(a.ShotOutcomes, raidShotOutcome(o))
	}
	return a
}

// again is the command line that does one run of this campaign alone.
func (r *raid) again(run int) string {
	words := []string{"scutum raid", r.name, "--only-run", strconv.Itoa(run)}
	if r.seed != uint64(r.file.Seed) {
		words = append(words, "--seed", strconv.FormatUint(r.seed, 10))
	}
	if r.o.fidelity != battle.Full.String() {
		words = append(words, "--fidelity", r.o.fidelity)
	}
	if r.o.assumptions != "published" {
		words = append(words, "--assumptions", r.o.assumptions)
	}
	for _, f := range r.o.figures {
		words = append(words, "--figure", f)
	}
	return strings.Join(words, " ")
}

func lossesOf(losses []campaign.LossCount, runs, missiles int) []raidLoss {
	out := []raidLoss{}
	for _, l := range losses {
		out = append(out, raidLoss{l.Stage.String(), l.Why, l.Missiles, rounded(float64(l.Missiles)/float64(max(1, runs)), 4), shareOf(l.Missiles, missiles)})
	}
	return out
}

func (r *raid) missileAnswer(m *campaign.MissileTally) raidMissile {
	out := raidMissile{Missile: m.Name, Class: m.Class, Leaked: shareOf(m.Leaked, m.Runs), Tracked: shareOf(m.Reached[campaign.Tracked], m.Runs),
		Engaged: shareOf(m.Reached[campaign.Engaged], m.Runs), Track: timeOf(&m.Track), Commit: timeOf(&m.Commit), FirstMeeting: timeOf(&m.Meeting), Kill: timeOf(&m.Kill),
		ShotsPerRun: rounded(float64(m.Shots)/float64(max(1, m.Runs)), 4), Losses: lossesOf(m.Losses(), m.Runs, m.Runs)}
	for _, x := range r.setting.Raid.Missiles {
		if x.Name == m.Name {
			out.From, out.To, out.Shape = x.From.Name, x.To.Name, x.Shape.String()
		}
	}
	return out
}

// unconfirmed lists the figures that nobody has checked.
func (r *raid) unconfirmed() []string {
	out := []string{}
	for _, key := range r.file.Uses(r.cat) {
		if r.base.Unconfirmed(key) {
			out = append(out, key)
		}
	}
	return out
}

// notModelled is what no number of a raid holds.
func notModelled(fidelity string) []string {
	out := []string{"meetings before burnout", "decoys and discrimination: a track is taken to be the right object", "multiple warheads",
		"the interceptor's look angle, closing speed and divert: reach is kinematic and favours the defence",
		"common causes: each shot kills or misses by itself", "attacks on the shield, and its failures", "crews but for fixed delays"}
	if fidelity == battle.Kinematic.String() {
		out = append(out, "missed detections, errors of tracks, false alarms and radars' limits: kinematic fidelity tracks what can be held")
	}
	return out
}

// print writes the answer as tables.
func (a *raidAnswer) print(w io.Writer, page string) error {
	fmt.Fprintf(w, "%s (%s)\n%d missiles, %s runs, %s fidelity, %s figures", a.Title, a.Date, a.Missiles, wholeText(a.Runs), a.Fidelity, a.Assumptions)
	for _, f := range a.Figures {
		value := "none"
		if f.Value != nil {
			value = formatNumber(*f.Value)
		}
		fmt.Fprintf(w, ", %s = %s", f.Key, value)
	}
	fmt.Fprint(w, "\n\n")
	a.printRuns(w)
	a.printChain(w)
	a.printMissiles(w)
	a.printAccused(w)
	if a.RunsNeeded != nil {
		fmt.Fprintf(w, "\nThe leakers' mean is known to ± %.3f; ± %s needs %s runs in all.\n", (a.Leakers.High-a.Leakers.Low)/2, formatNumber(a.HalfWidth), wholeText(*a.RunsNeeded))
	}
	fmt.Fprintf(w, "Run %d has the median number of leakers: %s prints its events.\n", a.ShownRun, a.again)
	fmt.Fprintf(w, "\nseed %d  inputs %s  detections %s\nreport: %s\n", a.Seed, a.InputsSHA256[:16], wholeText(a.Detections), page)
	return nil
}

// printRuns prints what one run comes to.
func (a *raidAnswer) printRuns(w io.Writer) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(t, "of one run\tmean\t95 % interval\n")
	mean := func(name string, m raidMean) {
		fmt.Fprintf(t, "%s\t%.2f\t%.2f to %.2f\n", name, m.Mean, m.Low, m.High)
	}
	mean("leakers", a.Leakers)
	mean("kills", a.Kills)
	mean("shots", a.Shots)
	if a.DoubleShots.Mean > 0 {
		mean("double shots", a.DoubleShots)
	}
	fmt.Fprintf(t, "runs without a leaker\t%s\t%s to %s\n", percentText(a.NoLeaker.Share), percentText(a.NoLeaker.Low), percentText(a.NoLeaker.High))
	times := func(name string, x raidTime) {
		fmt.Fprintf(t, "%s\t%s\t%s\n", name, numberText(x.Median, 0), interval(x))
	}
	times("first meeting, s after the first launch, median", a.FirstMeeting)
	times("first kill, s after the first launch, median", a.FirstKill)
	t.Flush()
	fmt.Fprint(w, "\nruns by leakers:")
	for _, b := range a.LeakersOf {
		fmt.Fprintf(w, "  %d: %s", b.Leakers, percentText(b.Share))
	}
	fmt.Fprint(w, "\n\n")
}

func interval(x raidTime) string {
	if x.Median == nil {
		return "-"
	}
	return fmt.Sprintf("%s to %s", numberText(x.Low, 0), numberText(x.High, 0))
}

// printChain prints how far missiles came and why they were lost.
func (a *raidAnswer) printChain(w io.Writer) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "kill chain\tof one run\tshare\tlost after this step because")
	for _, s := range a.KillChain {
		var why []string
		for _, l := range a.Losses {
			if l.After == s.Stage {
				why = append(why, fmt.Sprintf("%.2f %s", l.PerRun, orWord(l.Why, "no reason given")))
			}
		}
		first, rest := "", []string(nil)
		if len(why) > 0 {
			first, rest = why[0], why[1:]
		}
		fmt.Fprintf(t, "%s\t%.2f\t%s\t%s\n", s.Stage, s.PerRun, percentText(s.Share), first)
		for _, more := range rest {
			fmt.Fprintf(t, "\t\t\t%s\n", more)
		}
	}
	t.Flush()
	fmt.Fprintln(w)
}

func (a *raidAnswer) printMissiles(w io.Writer) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "each missile; times are medians of the runs that have one, after its launch")
	fmt.Fprintln(t, "missile\tfrom, to\tshape\tleaks\t95 % interval\tshots\ttracked, s\tfirst meeting, s\t95 % interval")
	for i := range a.ByMissile {
		m := &a.ByMissile[i]
		fmt.Fprintf(t, "%s\t%s to %s\t%s\t%s\t%s to %s\t%.2f\t%s\t%s\t%s\n", m.Missile, m.From, m.To, m.Shape, percentText(m.Leaked.Share), percentText(m.Leaked.Low), percentText(m.Leaked.High),
			m.ShotsPerRun, numberText(m.Track.Median, 0), numberText(m.FirstMeeting.Median, 0), interval(m.FirstMeeting))
	}
	t.Flush()
}

// printAccused prints which sensors were named liars, if any.
func (a *raidAnswer) printAccused(w io.Writer) {
	if len(a.Faults) > 0 {
		fmt.Fprintf(w, "\nset by the study: %s\n", strings.Join(a.Faults, "; "))
	}
	if len(a.Accused) == 0 {
		return
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nsensors that did not tell the truth, as the centres found")
	fmt.Fprintln(t, "sensor\tnamed by\tas\truns\tof all\t95 % interval\ttaken back")
	for _, x := range a.Accused {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s to %s\t%s\n", x.Sensor, x.Party, liarWord(x.Reason), wholeText(x.Runs), percentText(x.Share), percentText(x.Low), percentText(x.High), wholeText(x.TakenBack))
	}
	t.Flush()
}

// liarWord is what a liar is called for its reason.
func liarWord(reason string) string {
	if reason == "invents" {
		return "inventing"
	}
	return reason
}

// percentText writes a share, with a decimal where it is near none or all.
func percentText(share float64) string {
	decimals := 0
	if share > 0 && share < 0.0995 || share < 1 && share > 0.9005 {
		decimals = 1
	}
	return strconv.FormatFloat(100*share, 'f', decimals, 64) + " %"
}

// wholeText writes 1,234,567.
func wholeText(n int) string {
	digits := strconv.FormatFloat(math.Abs(float64(n)), 'f', 0, 64)
	var b strings.Builder
	if n < 0 {
		b.WriteByte('-')
	}
	for i, c := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	return b.String()
}
