package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"scutum/agreement/limits"
	"scutum/assessment/deterrence"
	"scutum/internal/hint"
	"scutum/physics/flight"
	"scutum/report"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// checkFlags are the flags of agreement check.
type checkFlags struct {
	shieldFlags
	day       string // "" for the study's
	proofFile string // of --certificate
	prove     bool
}

func newAgreementCheckCommand() *cobra.Command {
	var o checkFlags
	cmd := &cobra.Command{
		Use:   "check AGREEMENT STUDY",
		Short: "Say which clauses a shield keeps, by what margin, and what each is worth",
		Long: `Asks every clause of an agreement of one shield of a study, and prints whether it is
kept and by what margin; for each failure the trajectory of the protected force that
the offending thing comes nearest to, with site, commit and times; and for each clause
what would become reachable if what it is there against came about, so that idle
clauses show. Clauses about engagements are asked in action, by the guard. Exit code 1
where a clause in force is not kept.

--out writes a page that a delegation can read: article by article, with a map of each
counter-example, both sides' figures side by side, which figure moves the margin and
where it turns the conclusion. --prove proves the guarantee and puts the proof on the
page, or the meeting that stands against it, on a map; with both-sides-2011 that takes
about a minute. --certificate puts a certificate of agreement certify there instead.
Either is shown as proved only after the independent checker has accepted it.`,
		Example: "  scutum agreement check both-sides-2011 epaa-3\n  scutum agreement check both-sides-2011 epaa-3 --out out/both-sides\n  scutum agreement check nato-2011 europe --shield epaa-4 --json",
		Args:    argumentsBetween(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.day != "" && (o.proofFile != "" || o.prove) {
				return hint.New("leave one out", "--certificate and --prove are of the study at its own date, --date asks at another")
			}
			return o.check(cmd, args)
		},
	}
	o.add(cmd)
	cmd.Flags().StringVar(&o.proofFile, "certificate", "", "certificate of the agreement and the study, a `FILE` of agreement certify; needs --out")
	cmd.Flags().BoolVar(&o.prove, "prove", false, "prove the guarantee too, as agreement certify does, and check the proof; exit code 1 where it fails")
	cmd.Flags().StringVar(&o.day, "date", "", "ask on this `DAY`, as 2016-01-31, in place of the study's date: articles that wait or end by a date")
	return cmd
}

// check is the work of the verb.
func (o *checkFlags) check(cmd *cobra.Command, args []string) error {
	a, s, flights, err := o.openAgreement(cmd, args)
	if err != nil {
		return err
	}
	found, err := limits.Check(a, s.setting, s.index, flights)
	if err != nil {
		return err
	}
	together := limits.InPairs(found, s.setting, s.index, flights)
	answer := newCheckedAgreement(a, s, found, together)
	w := &agreementFiles{o: &o.shieldFlags, cmd: cmd, args: args, text: a, study: s, flights: flights, report: found, pairs: together}
	if err := w.all(o, answer); err != nil {
		return err
	}
	if o.asJSON {
		err = printJSON(cmd, answer)
	} else {
		err = answer.print(cmd.OutOrStdout())
	}
	if err != nil {
		return err
	}
	switch g := answer.Guarantee; {
	case !found.Holds():
		return violated("%s does not keep %s", found.Shield, a.Name)
	case g != nil && !g.Proved:
		return violated("the guarantee is not proved: %s", g.shortfall())
	}
	return nil
}

// openAgreement reads the agreement and the study that the arguments name, and
// flies the study's protected force.
func (o *checkFlags) openAgreement(cmd *cobra.Command, args []string) (*limits.Agreement, *oneShield, []flight.Ballistic, error) {
	a, err := limits.Open(args[0], catalogue.Default())
	if err == nil {
		err = a.CheckSatisfiable()
	}
	if err != nil {
		return nil, nil, nil, err
	}
	for _, note := range a.Doubts() {
		fmt.Fprintf(cmd.ErrOrStderr(), "note: %s\n", note)
	}
	s, err := o.open(cmd, args[1:])
	if err == nil {
		err = o.date(s)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	flights, err := deterrence.Flights(s.setting.Earth, &s.setting.Force)
	return a, s, flights, err
}

// date puts the study to the day of --date.
func (o *checkFlags) date(s *oneShield) (err error) {
	if o.day == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, o.day); err != nil {
		return hint.New("write it as 2016-01-31", "--date: %s is no date", quoted(o.day))
	}
	s.file.Date = o.day
	s.setting, err = scenario.Expand(s.file, s.cat, s.base)
	if err == nil {
		s.shield = &s.setting.Shields[s.index]
	}
	return err
}

// checkedAgreement is the answer of agreement check.
type checkedAgreement struct {
	Agreement     string          `json:"agreement"`
	AgreementHash string          `json:"agreement_sha256"`
	Study         string          `json:"study"`
	Date          string          `json:"date"`
	Shield        string          `json:"shield"`
	InputsSHA256  string          `json:"inputs_sha256"`
	Seed          uint64          `json:"seed"`
	Holds         bool            `json:"holds"`
	Reached       int             `json:"protected_reached"`
	Of            int             `json:"protected_trajectories"`
	CommitS       *float64        `json:"commit_after_burnout_s"` // null for commit by sensors, or from launch
	LaunchS       *float64        `json:"commit_after_launch_s,omitempty"`
	Clauses       []checkedClause `json:"clauses"`
	Together      []clausePair    `json:"idle_alone_not_together"`

	Guarantee *certified `json:"guarantee,omitempty"` // with --prove alone

	// With --out alone:
	Sensitivity *sensitivityAnswer `json:"sensitivity,omitempty"`
	Sides       []sideAnswer       `json:"assumption_sets,omitempty"`
	Files       string             `json:"-"` // where they are
}

type checkedClause struct {
	ID        string          `json:"id"`
	Title     string          `json:"title"`
	InForce   bool            `json:"in_force"`
	Why       string          `json:"why_not_in_force,omitempty"`
	Holds     bool            `json:"holds"`
	Margin    *float64        `json:"margin"` // null where the condition is no comparison
	Unit      string          `json:"margin_unit"`
	Without   *int            `json:"protected_reached_without"` // null where it names nothing
	Feared    string          `json:"there_against,omitempty"`
	Idle      bool            `json:"idle"`
	There     bool            `json:"there_already"` // not kept: what it is there against is part of what stands
	Failures  []clauseFailure `json:"failures"`
	Objects   int             `json:"objects"`
	Condition string          `json:"condition"`
}

// clausePair are two clauses that are idle alone, and not together.
type clausePair struct {
	Clauses [2]string `json:"clauses"`
	Reached int       `json:"protected_reached_without"`
}

type clauseFailure struct {
	Object  string          `json:"object"`
	Values  string          `json:"values,omitempty"`
	Margin  *float64        `json:"margin"`
	Counter *counterExample `json:"counter_example"` // null without a protected force
}

// counterExample is a trajectory that anyone can reckon again, with scutum reach.
type counterExample struct {
	Field        string  `json:"field"`
	Target       string  `json:"target"`
	Missile      string  `json:"missile"`
	Site         string  `json:"site"`
	Interceptor  string  `json:"interceptor"`
	CommitS      float64 `json:"commit_s"`
	ThresholdKmS float64 `json:"threshold_km_s"`
	SpeedKmS     float64 `json:"speed_km_s"`
	MarginKmS    float64 `json:"margin_km_s"`
	MeetingS     float64 `json:"meeting_s"`
	AltitudeKm   float64 `json:"meeting_altitude_km"`
	LatDeg       float64 `json:"meeting_lat_deg"`
	LonDeg       float64 `json:"meeting_lon_deg"`
	Reachable    bool    `json:"reachable"`
	Again        string  `json:"reckon_again,omitempty"` // the command
}

func newCheckedAgreement(a *limits.Agreement, s *oneShield, r *limits.Report, together []limits.Together) *checkedAgreement {
	out := &checkedAgreement{Agreement: a.Name, AgreementHash: agreementSum(a), Study: s.setting.Name, Date: s.setting.Date, Shield: r.Shield, InputsSHA256: s.inputSum,
		Seed: s.setting.Seed, Holds: r.Holds(), Reached: r.Reached, Of: r.Of, Together: []clausePair{}}
	switch {
	case r.Commit.ByLaunch:
		out.LaunchS = &r.Commit.AfterLaunch
	case !r.Commit.BySensors:
		out.CommitS = &r.Commit.AfterBurnout
	}
	for _, p := range together {
		out.Together = append(out.Together, clausePair{[2]string{p.Clauses[0].ID, p.Clauses[1].ID}, p.Reached})
	}
	for i := range r.Verdicts {
		v := &r.Verdicts[i]
		c := checkedClause{ID: v.Clause.ID, Title: v.Clause.Title, InForce: v.InForce, Why: v.Why, Holds: v.Broken == 0,
			Margin: roundedOrNull(v.Margin, 4), Unit: v.Unit, Objects: len(v.Findings), Condition: v.Clause.Condition, Failures: []clauseFailure{}}
		if v.Without >= 0 {
			c.Without, c.Feared, c.Idle, c.There = &v.Without, v.Clause.Feared.String(), r.Idle(v) && c.Holds, r.Idle(v) && !c.Holds
		}
		for _, f := range v.Findings {
			if !f.Holds {
				c.Failures = append(c.Failures, clauseFailure{f.Object, f.Values, roundedOrNull(f.Margin, 4), newCounterExample(f.Counter, s, r)})
			}
		}
		out.Clauses = append(out.Clauses, c)
	}
	return out
}

func newCounterExample(p *deterrence.Pair, s *oneShield, r *limits.Report) *counterExample {
	if p == nil {
		return nil
	}
	return &counterExample{p.Field, p.Target, p.Missile, p.Site, p.Interceptor, rounded(p.CommitS, 1), rounded(p.ThresholdKmS, 4), rounded(p.SpeedKmS, 4),
		rounded(p.MarginKmS, 4), rounded(p.MeetingS, 1), rounded(p.MeetingAltitudeKm, 1), rounded(p.MeetingLatDeg, 3), rounded(p.MeetingLonDeg, 3), limits.Reached(p.MarginKmS),
		report.ReckonAgain(s.setting, s.index, r.Commit, p)}
}

func (a *checkedAgreement) print(w io.Writer) error {
	verdict := "keeps"
	if !a.Holds {
		verdict = "does not keep"
	}
	fmt.Fprintf(w, "%s %s %s on %s.\n", a.Shield, verdict, a.Agreement, a.Date)
	if a.Of > 0 {
		commit := "when sensors allow"
		if a.LaunchS != nil {
			commit = fmt.Sprintf("%g s after launch", *a.LaunchS)
		}
		if a.CommitS != nil {
			commit = aboutBurnout(*a.CommitS)
		}
		fmt.Fprintf(w, "As it stands it reaches %d of %d protected trajectories (commit %s, no ceiling).\n", a.Reached, a.Of, commit)
	}
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "clause\tverdict\tmargin\treached without it\tthere against")
	for i := range a.Clauses {
		c := &a.Clauses[i]
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", c.ID, c.verdict(), c.margin(), c.worth(), orDash(c.Feared))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, p := range a.Together {
		fmt.Fprintf(w, "\n%s and %s are idle alone, and not together: without both %d would be reached\n", p.Clauses[0], p.Clauses[1], p.Reached)
	}
	for i := range a.Clauses {
		a.Clauses[i].printFailures(w)
	}
	if g := a.Guarantee; g != nil {
		fmt.Fprint(w, "\nguarantee: ")
		if err := g.print(w); err != nil {
			return err
		}
	}
	if a.Files == "" && slices.ContainsFunc(a.Clauses, func(c checkedClause) bool { return c.InForce && len(c.Failures) > 0 }) {
		fmt.Fprintln(w, "\n--out DIR draws each of these on a map")
	}
	_, err := fmt.Fprintf(w, "\nseed %d  inputs %s  agreement %s\n", a.Seed, a.InputsSHA256[:16], a.AgreementHash[:16])
	if err == nil && a.Files != "" {
		_, err = fmt.Fprintf(w, "files: %s\n", a.Files)
	}
	return err
}

func (c *checkedClause) verdict() string {
	switch {
	case !c.InForce && c.Holds:
		return "not in force: " + c.Why
	case !c.InForce:
		return "not in force (would fail): " + c.Why
	case c.Holds:
		return "kept"
	}
	return "NOT KEPT"
}

func (c *checkedClause) margin() string {
	if c.Margin == nil {
		return "-"
	}
	return strings.TrimSpace(fmt.Sprintf("%+.4g %s", *c.Margin, c.Unit))
}

func (c *checkedClause) worth() string {
	switch {
	case c.Without == nil:
		return "-"
	case c.Idle:
		return fmt.Sprintf("%d (idle)", *c.Without)
	case c.There:
		return fmt.Sprintf("%d (there already)", *c.Without)
	}
	return fmt.Sprint(*c.Without)
}

func (c *checkedClause) printFailures(w io.Writer) {
	if !c.InForce {
		return
	}
	for _, f := range c.Failures {
		fmt.Fprintf(w, "\n%s: %s", c.ID, f.Object)
		if f.Values != "" {
			fmt.Fprintf(w, ": %s", f.Values)
		}
		fmt.Fprintln(w)
		if e := f.Counter; e != nil {
			reach := "misses"
			if e.Reachable {
				reach = "reaches"
			}
			fmt.Fprintf(w, "  its %s at %s %s %s to %s (%s) by %.3f km/s: launch from %.0f s on, meeting at %.0f s, %.0f km above %.2f, %.2f; needs %.3f km/s\n",
				e.Interceptor, e.Site, reach, e.Field, e.Target, e.Missile, math.Abs(e.MarginKmS), e.CommitS, e.MeetingS, e.AltitudeKm, e.LatDeg, e.LonDeg, e.ThresholdKmS)
			if e.Again != "" {
				fmt.Fprintf(w, "  again: %s\n", e.Again)
			}
		}
	}
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
