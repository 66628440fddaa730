package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scutum/assessment/deterrence"
	"scutum/campaign"
	"scutum/internal/hint"
	"scutum/internal/progress"
	"scutum/physics/flight"
	"scutum/report/export"
	"scutum/scenario"
)

// deterrenceFlags are the flags of scutum deterrence.
type deterrenceFlags struct {
	shieldFlags
	commit, site string
}

func newDeterrenceCommand() *cobra.Command {
	var o deterrenceFlags
	cmd := &cobra.Command{
		Use:   "deterrence [STUDY|FILE]",
		Short: "List which protected trajectories one shield can reach, and by what margin",
		Long: `Computes for every trajectory of a study's protected force the threshold speed from
every site of one shield, and prints the best site for each, sorted by margin: the
interceptor's speed less the threshold, positive where it can be reached. The
commit is the study's own, or one of the conventions: published (60 s after
burnout), moscow (60 s before), brussels (240 s after), sensors (first track and
delays). --json and --out give every site and interceptor.`,
		Example: "  scutum deterrence --shield epaa-4\n  scutum deterrence europe --shield epaa-3-ships --commit moscow --site \"Norwegian Sea\" --json",
		Args:    argumentsBetween(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd, args)
		},
	}
	o.add(cmd)
	f := cmd.Flags()
	commits := []string{"study"}
	for _, c := range deterrence.Conventions {
		commits = append(commits, c.Name)
	}
	choiceVar(f, &o.commit, "commit", commits[0], commits, "when the interceptors may leave")
	f.StringVar(&o.site, "site", "", "this site of the shield alone")
	return cmd
}

func (o *deterrenceFlags) run(cmd *cobra.Command, args []string) error {
	s, err := o.open(cmd, args)
	if err != nil {
		return err
	}
	if len(s.setting.Force.Trajectories) == 0 {
		return hint.New("scutum footprint asks whom it defends", "study %s has no protected_force", s.setting.Name)
	}
	if err := o.chooseSite(s); err != nil {
		return err
	}
	dir, err := o.create()
	if err != nil {
		return err
	}
	if dir != nil {
		defer dir.Discard()
	}
	commit, words := o.commitOf(s.setting)
	flights, err := deterrence.Flights(s.setting.Earth, &s.setting.Force)
	if err != nil {
		return err
	}
	bar := progress.On(cmd.ErrOrStderr()).Start("protected trajectories", "pairs", len(guns(s.shield))*len(flights))
	defer bar.End()
	pairs, err := allPairs(cmd.Context(), s, flights, commit, o.workers, bar.Add)
	bar.End()
	if err != nil {
		return err
	}
	for i := range pairs {
		pairs[i].Commit = o.commit
	}
	a := newDeterrenceAnswer(s, s.head(&o.shieldFlags, words), pairs)
	if dir != nil {
		files := []output{{"summary.json", jsonOf(a)}, {s.shield.Name + "-pairs.csv", func(w io.Writer) error { return export.PairsCSV(w, pairs) }}}
		if err := s.write(cmd, args, dir, files); err != nil {
			return err
		}
	}
	if o.asJSON {
		return printJSON(cmd, a)
	}
	return a.print(cmd.OutOrStdout(), o.out)
}

// chooseSite leaves the shield with the one site that was asked for. Its radars
// all stay: they are the owner's.
func (o *deterrenceFlags) chooseSite(s *oneShield) error {
	if o.site == "" {
		return nil
	}
	var names []string
	for _, site := range s.shield.Sites {
		names = append(names, site.Name)
	}
	i := slices.Index(names, o.site)
	if i < 0 {
		return hint.New(orWord(hint.DidYouMean(o.site, names), "it has "+strings.Join(names, ", ")), "--site: shield %s has no site %s", s.shield.Name, quoted(o.site))
	}
	one := *s.shield
	one.Sites = []scenario.Site{s.shield.Sites[i]}
	s.shield = &one
	return nil
}

// commitOf returns the commit that was asked for, and says it in words.
func (o *deterrenceFlags) commitOf(set *scenario.Setting) (scenario.Commit, string) {
	c := set.Commit
	if o.commit != "study" {
		c = commitOf(o.commit)
	}
	if c.BySensors {
		return c, "by sensors"
	}
	return c, aboutBurnout(c.AfterBurnout)
}

// aboutBurnout is a time after burnout in words.
func aboutBurnout(s float64) string {
	if s < 0 {
		return fmt.Sprintf("%g s before burnout", -s)
	}
	return fmt.Sprintf("%g s after burnout", s)
}

// gun is one kind of interceptor at one site.
type gun struct{ site, battery int }

func guns(s *scenario.Shield) (all []gun) {
	for i, site := range s.Sites {
		for j, b := range site.Batteries {
			if b.Number > 0 {
				all = append(all, gun{i, j})
			}
		}
	}
	return all
}

// trajectoriesAtOnce is how many are asked about between two looks at Ctrl-C.
const trajectoriesAtOnce = 20

// allPairs answers every site, interceptor and trajectory of the shield, in
// that order.
func allPairs(ctx context.Context, s *oneShield, flights []flight.Ballistic, c scenario.Commit, workers int, progress func(int)) ([]deterrence.Pair, error) {
	all := guns(s.shield)
	pieces := (len(flights) + trajectoriesAtOnce - 1) / trajectoriesAtOnce
	out := make([]deterrence.Pair, len(all)*len(flights))
	err := campaign.Each(ctx, len(all)*pieces, workers, nil, func(_, job int) {
		g, from := all[job/pieces], job%pieces*trajectoriesAtOnce
		to := min(from+trajectoriesAtOnce, len(flights))
		site := s.shield.Sites[g.site]
		site.Batteries = []scenario.Battery{site.Batteries[g.battery]}
		shield := *s.shield
		shield.Sites = []scenario.Site{site}
		part := *s.setting
		part.Shields = []scenario.Shield{shield}
		part.Force.Trajectories = part.Force.Trajectories[from:to]
		copy(out[job/pieces*len(flights)+from:], deterrence.Margins(&part, 0, flights[from:to], c))
		progress(to - from)
	})
	return out, err
}

// pairAnswer is one trajectory against one interceptor at one site.
type pairAnswer struct {
	Field        string   `json:"field"`
	Target       string   `json:"target"`
	Missile      string   `json:"missile"`
	Site         string   `json:"site"`
	Interceptor  string   `json:"interceptor"`
	SpeedKmS     float64  `json:"speed_km_s"`
	CommitS      *float64 `json:"commit_s"` // null where no sensor ever allows it
	ThresholdKmS *float64 `json:"threshold_speed_km_s"`
	MarginKmS    *float64 `json:"margin_km_s"`
	Reachable    bool     `json:"reachable"`
	MeetingS     *float64 `json:"meeting_s"` // at the threshold
	AltitudeKm   *float64 `json:"meeting_altitude_km"`
	LatDeg       *float64 `json:"meeting_lat_deg"`
	LonDeg       *float64 `json:"meeting_lon_deg"`
	Reason       *string  `json:"reason"` // where no meeting is admissible
}

func newPairAnswer(p *deterrence.Pair) pairAnswer {
	a := pairAnswer{p.Field, p.Target, p.Missile, p.Site, p.Interceptor, rounded(p.SpeedKmS, 6), roundedOrNull(p.CommitS, 3), roundedOrNull(p.ThresholdKmS, 5),
		roundedOrNull(p.MarginKmS, 5), p.MarginKmS >= 0, roundedOrNull(p.MeetingS, 3), roundedOrNull(p.MeetingAltitudeKm, 3),
		roundedOrNull(p.MeetingLatDeg, 4), roundedOrNull(p.MeetingLonDeg, 4), nil}
	if p.Reason != "" {
		a.Reason = &p.Reason
	}
	return a
}

type deterrenceAnswer struct {
	shieldHead
	Of              int          `json:"protected_trajectories"`
	Reachable       int          `json:"reachable"`
	LandReachable   int          `json:"reachable_from_land"`
	LowestThreshold *float64     `json:"lowest_threshold_speed_km_s"` // over all sites; null where no meeting is admissible
	BestMargin      *float64     `json:"best_margin_km_s"`
	Best            *pairAnswer  `json:"best"`         // whose margin that is
	Trajectories    []pairAnswer `json:"trajectories"` // with the best site of each, by margin
	Pairs           []pairAnswer `json:"pairs"`        // every site and interceptor
	Note            string       `json:"note"`
}

// newDeterrenceAnswer draws the pairs together; they hold all trajectories for
// the first gun, then for the second, and so on.
func newDeterrenceAnswer(s *oneShield, head shieldHead, pairs []deterrence.Pair) *deterrenceAnswer {
	n := len(s.setting.Force.Trajectories)
	a := &deterrenceAnswer{shieldHead: head, Of: n, Trajectories: []pairAnswer{}, Pairs: []pairAnswer{}, Note: "meetings before burnout are not modelled"}
	ship := map[string]bool{}
	for _, site := range s.shield.Sites {
		ship[site.Name] = site.Ship
	}
	lowest := math.NaN()
	var best []*deterrence.Pair
	for t := range n {
		var first *deterrence.Pair
		any, land := false, false
		for i := t; i < len(pairs); i += n {
			p := &pairs[i]
			if first == nil || byMargin(p, first) < 0 {
				first = p
			}
			if !(p.ThresholdKmS >= lowest) && !math.IsNaN(p.ThresholdKmS) {
				lowest = p.ThresholdKmS
			}
			if p.MarginKmS >= 0 {
				any, land = true, land || !ship[p.Site]
			}
		}
		if first != nil {
			best = append(best, first)
		}
		a.Reachable += oneIf(any)
		a.LandReachable += oneIf(land)
	}
	slices.SortStableFunc(best, byMargin)
	for _, p := range best {
		a.Trajectories = append(a.Trajectories, newPairAnswer(p))
	}
	for i := range pairs {
		a.Pairs = append(a.Pairs, newPairAnswer(&pairs[i]))
	}
	a.LowestThreshold = roundedOrNull(lowest, 5)
	if len(best) > 0 && !math.IsNaN(best[0].MarginKmS) {
		a.Best, a.BestMargin = &a.Trajectories[0], a.Trajectories[0].MarginKmS
	}
	return a
}

// byMargin orders by margin, the greatest first and those without one last.
func byMargin(p, q *deterrence.Pair) int {
	x, y := p.MarginKmS, q.MarginKmS
	switch {
	case math.IsNaN(x) && math.IsNaN(y):
		return 0
	case math.IsNaN(x):
		return 1
	case math.IsNaN(y):
		return -1
	}
	return cmp.Compare(y, x)
}

func oneIf(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func (a *deterrenceAnswer) print(out io.Writer, dir string) error {
	var b strings.Builder
	a.shieldHead.print(&b, fmt.Sprintf("%d protected trajectories", a.Of))
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "field\ttarget\tmissile\tmargin km/s\tthreshold km/s\tbest site\tinterceptor\tcommit s\tmeeting s\taltitude km\t")
	for i := range a.Trajectories {
		p := &a.Trajectories[i]
		reason := ""
		if p.Reason != nil {
			reason = *p.Reason
		}
		margin := "-"
		if p.MarginKmS != nil {
			margin = fmt.Sprintf("%+.3f", *p.MarginKmS)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", p.Field, p.Target, p.Missile, margin, numberText(p.ThresholdKmS, 3), p.Site, p.Interceptor,
			numberText(p.CommitS, 0), numberText(p.MeetingS, 0), numberText(p.AltitudeKm, 0), reason)
	}
	t.Flush()
	fmt.Fprintf(&b, "\nreachable %d of %d, %d from land\n", a.Reachable, a.Of, a.LandReachable)
	if a.Best != nil {
		fmt.Fprintf(&b, "lowest threshold speed %.3f km/s; best margin %+.3f km/s: %s to %s (%s), %s from %s\n", *a.LowestThreshold, *a.BestMargin,
			a.Best.Field, a.Best.Target, a.Best.Missile, a.Best.Interceptor, a.Best.Site)
	}
	fmt.Fprintln(&b, "Times are from the missile's launch; meetings before burnout are not modelled.")
	a.printFoot(&b, dir)
	_, err := io.WriteString(out, b.String())
	return err
}
