package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scutum/agreement/limits"
	"scutum/agreement/search/compare"
	"scutum/internal/hint"
	"scutum/internal/progress"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// compareFlags are the flags of compare.
type compareFlags struct {
	shieldFlags
	on        string
	spacingKm float64
}

func newCompareCommand() *cobra.Command {
	var o compareFlags
	cmd := &cobra.Command{
		Use:   "compare A B",
		Short: "Put two shields, agreements or assumption sets side by side, and say what turns",
		Long: `Compares two shields (STUDY or STUDY#SHIELD, a name or a file), two agreements, or two
assumption sets (` + strings.Join(assumptionSets, ", ") + `): what differs, which conclusions
turn, and which single figure turns each, moved from A's value to B's with all else as
in A; where it turns between the two is found by bisection. Agreements and sets are
asked of the study of --on. Conclusions are the people defended against each class, to
tenths, whether protected trajectories are reached by each convention of commit, and
the verdict on each clause.`,
		Example: "  scutum compare epaa-3 epaa-4 --spacing-km 300\n" +
			"  scutum compare published moscow --on epaa-3 --spacing-km 300\n" +
			"  scutum compare both-sides-2011 moscow-2012 --json",
		Args: argumentsBetween(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	f := cmd.Flags()
	f.StringVar(&o.on, "on", "epaa-3", "`STUDY` or STUDY#SHIELD that agreements and assumption sets are asked of")
	numberVar(f, &o.spacingKm, "spacing-km", 150, 50, 1000, "one place is sampled in each square of this size")
	choiceVar(f, &o.assumptions, "assumptions", "published", assumptionSets, "assumption set of the catalogue's figures")
	f.StringArrayVar(&o.figures, "figure", nil, "change a figure of the catalogue, as KEY=VALUE; may be repeated")
	wholeVar(f, &o.workers, "workers", 0, 0, 1024, "number of workers (0: one for each processor)")
	jsonFlag(cmd, &o.asJSON)
	return cmd
}

// compared is the answer of compare.
type compared struct {
	*compare.Comparison
	Seed   uint64   `json:"seed"`
	Inputs []string `json:"inputs_sha256"`
}

func (o *compareFlags) run(cmd *cobra.Command, args []string) error {
	var bar *progress.Bar
	options := compare.Options{SpacingKm: o.spacingKm, Workers: o.workers, Progress: func(n int) { bar.Add(n) }}
	for _, name := range args {
		if err := meant(name); err != nil {
			return err
		}
	}
	kinds := [2]string{kindOf(args[0]), kindOf(args[1])}
	if kinds[0] != kinds[1] {
		return hint.New("compare two of a kind; --on names the study that agreements and sets are asked of", "%s is %s and %s is %s", args[0], kinds[0], args[1], kinds[1])
	}
	if kinds[0] != anAgreement {
		bar = progress.On(cmd.ErrOrStderr()).Start("compare", "evaluations", 0)
		defer bar.End()
	}
	answer := &compared{}
	var err error
	switch kinds[0] {
	case aSet:
		if cmd.Flags().Changed("assumptions") {
			return hint.New("leave it out: the sets are given", "--assumptions and two sets go not together")
		}
		err = o.sets(cmd, args, options, answer)
	case anAgreement:
		err = o.agreements(cmd, args, options, answer)
	default:
		if cmd.Flags().Changed("on") {
			return hint.New("leave it out: the studies are given", "--on is for agreements and assumption sets")
		}
		err = o.shields(cmd, args, options, answer)
	}
	bar.End()
	if err != nil {
		return err
	}
	if o.asJSON {
		return printJSON(cmd, answer)
	}
	return answer.print(cmd.OutOrStdout())
}

// The kinds of things that can be compared.
const (
	aSet        = "an assumption set"
	anAgreement = "an agreement"
	aShield     = "a study"
)

// kindOf tells what a name stands for: a file with clauses is an agreement.
func kindOf(name string) string {
	if slices.Contains(assumptionSets, name) {
		return aSet
	}
	if slices.Contains(limits.BuiltIns(), name) {
		return anAgreement
	}
	if data, err := os.ReadFile(name); err == nil && (strings.HasPrefix(string(data), "clauses:") || strings.Contains(string(data), "\nclauses:")) {
		return anAgreement
	}
	return aShield
}

// meant refuses a name that nothing has, with what is called nearly so.
func meant(name string) error {
	study, _, _ := strings.Cut(name, "#")
	known := slices.Concat(assumptionSets, limits.BuiltIns(), scenario.BuiltIns())
	if slices.Contains(known, name) || slices.Contains(known, study) {
		return nil
	}
	if _, err := os.Stat(study); err == nil {
		return nil
	}
	return hint.New(orWord(hint.DidYouMean(study, known), "there are "+strings.Join(known, ", ")), "no study, agreement or assumption set, nor a file, is called %s", quoted(study))
}

// side opens STUDY or STUDY#SHIELD.
func (o *compareFlags) side(cmd *cobra.Command, name, assumptions string) (*oneShield, *compare.Side, error) {
	study, shield, _ := strings.Cut(name, "#")
	s, err := openSetting(cmd, study, assumptions, o.figures)
	if err == nil {
		err = s.choose(shield)
	}
	if err != nil {
		if strings.Contains(err.Error(), "--shield says which") {
			err = hint.New("write it as "+study+"#SHIELD: "+hint.Of(err), "study %s has several shields", study)
		}
		return nil, nil, err
	}
	return s, &compare.Side{Name: name, Setting: s.setting, Index: s.index}, nil
}

func (o *compareFlags) shields(cmd *cobra.Command, args []string, options compare.Options, answer *compared) error {
	var sides [2]*compare.Side
	for i, name := range args {
		s, side, err := o.side(cmd, name, o.assumptions)
		if err != nil {
			return err
		}
		sides[i], answer.Seed = side, s.setting.Seed
		answer.Inputs = append(answer.Inputs, s.inputSum)
	}
	var err error
	answer.Comparison, err = compare.Shields(cmd.Context(), sides[0], sides[1], options)
	return err
}

func (o *compareFlags) sets(cmd *cobra.Command, args []string, options compare.Options, answer *compared) error {
	a, sideA, err := o.side(cmd, o.on, args[0])
	if err != nil {
		return err
	}
	b, _, err := o.side(cmd, o.on, args[1])
	if err != nil {
		return err
	}
	answer.Seed, answer.Inputs = a.setting.Seed, []string{a.inputSum}
	expand := func(f catalogue.Figures) (*compare.Side, error) {
		set, err := scenario.Expand(a.file, a.cat, f)
		if err != nil {
			return nil, err
		}
		return &compare.Side{Name: sideA.Name, Setting: set, Index: a.index}, nil
	}
	answer.Comparison, err = compare.Sets(cmd.Context(), o.on, a.file.Uses(a.cat), a.base, b.base, [2]string{args[0], args[1]}, expand, options)
	return err
}

func (o *compareFlags) agreements(cmd *cobra.Command, args []string, options compare.Options, answer *compared) error {
	s, on, err := o.side(cmd, o.on, o.assumptions)
	if err != nil {
		return err
	}
	answer.Seed, answer.Inputs = s.setting.Seed, []string{s.inputSum}
	var both [2]*limits.Agreement
	for i, name := range args {
		if both[i], err = limits.Open(name, s.cat); err != nil {
			return err
		}
		answer.Inputs = append(answer.Inputs, agreementSum(both[i]))
	}
	answer.Comparison, err = compare.Agreements(cmd.Context(), both[0], both[1], on, options)
	return err
}

func (c *compared) print(w io.Writer) error {
	fmt.Fprintf(w, "%s: %s against %s", c.Kind, c.A, c.B)
	if c.On != "" {
		fmt.Fprintf(w, ", asked of %s", c.On)
	}
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if len(c.Figures)+len(c.Things) > 0 {
		fmt.Fprintf(t, "\nwhat differs\t%s\t%s\n", c.A, c.B)
	} else {
		fmt.Fprintln(t, "\nnothing differs")
	}
	for _, x := range c.Things {
		fmt.Fprintf(t, "%s\t%s\t%s\n", x.What, x.A, x.B)
	}
	for _, x := range c.Figures {
		fmt.Fprintf(t, "%s\t%s\t%s\n", x.Key, figureText(x.A), figureText(x.B))
	}
	t.Flush()
	fmt.Fprintf(t, "\nconclusion\t%s\t%s\tturns\n", c.A, c.B)
	for _, x := range c.Conclusions {
		turns := ""
		if x.Turns {
			turns = "TURNS"
		}
		fmt.Fprintf(t, "%s\t%s %s, %s\t%s %s, %s\t%s\n", x.What, formatNumber(rounded(x.A, 1)), x.Unit, x.SaysA, formatNumber(rounded(x.B, 1)), x.Unit, x.SaysB, turns)
	}
	t.Flush()
	if len(c.Turns) == 0 {
		fmt.Fprintln(w, "\nno single figure of B turns a conclusion of A")
	} else {
		fmt.Fprintln(t, "\none figure alone\tturns\tat\thow")
		for _, x := range c.Turns {
			at := "-"
			if x.At != nil {
				at = formatNumber(rounded(*x.At, 3))
			}
			fmt.Fprintf(t, "%s (%s to %s)\t%s\t%s\t%s\n", x.Figure, formatNumber(rounded(x.A, 3)), formatNumber(rounded(x.B, 3)), x.Conclusion, at, x.Says)
		}
		t.Flush()
	}
	fmt.Fprintf(w, "\n%s, people sampled %g km apart\nseed %d ", counted(c.Evaluations, "evaluation", "evaluations"), c.SpacingKm, c.Seed)
	for _, x := range c.Inputs {
		fmt.Fprintf(w, " inputs %s", x[:16])
	}
	_, err := fmt.Fprintln(w)
	return err
}

func figureText(x *float64) string {
	if x == nil {
		return "none"
	}
	return formatNumber(rounded(*x, 4))
}
