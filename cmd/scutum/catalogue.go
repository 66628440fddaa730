package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scutum/internal/hint"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// catalogueFigure is a figure as JSON has it.
type catalogueFigure struct {
	Key          string                 `json:"key"`
	Value        any                    `json:"value"` // a number, or "none"
	Low          *float64               `json:"sweep_low"`
	High         *float64               `json:"sweep_high"`
	Unit         string                 `json:"unit"`
	Tag          string                 `json:"tag"`
	Unconfirmed  bool                   `json:"unconfirmed"`
	Source       string                 `json:"source"`
	Where        string                 `json:"where,omitempty"`
	Date         string                 `json:"date"`
	Note         string                 `json:"note,omitempty"`
	UsedBy       []string               `json:"used_by"`
	Alternatives []catalogueAlternative `json:"alternatives,omitempty"`
}

type catalogueAlternative struct {
	Value  any    `json:"value"`
	Tag    string `json:"tag"`
	Source string `json:"source"`
	Where  string `json:"where,omitempty"`
	Note   string `json:"note,omitempty"`
}

type catalogueReference struct {
	Key    string `json:"key"`
	Author string `json:"author"`
	Title  string `json:"title"`
	Date   string `json:"date"`
	URL    string `json:"url,omitempty"`
	Read   bool   `json:"read"`
}

type catalogueAnswer struct {
	SHA256     string               `json:"sha256"`
	Figures    []catalogueFigure    `json:"figures"`
	References []catalogueReference `json:"references"`
}

func newCatalogueCommand() *cobra.Command {
	var audit, asJSON bool
	var study string
	cmd := &cobra.Command{
		Use:   "catalogue [NAME]",
		Short: "List every figure with unit, range, tag and source",
		Long: `Lists the figures of the open literature that studies rest on: all of them, or
those of one system (sm-3-iia), or one figure with what disagrees with it
(sm-3-iia.burnout_speed_km_s). The names places, references and assumptions list
those. Tags: R read in the source, M recalled and unconfirmed, C computed,
A assumed.

--audit lists what is unconfirmed, tagged M or A, by the results that depend on
it; with --study, only what that study uses.`,
		Example: "  scutum catalogue sm-3-iia\n  scutum catalogue --audit --study epaa-3",
		Args:    argumentsBetween(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, out := catalogue.Default(), cmd.OutOrStdout()
			if len(args) == 1 {
				if list := catalogueLists[args[0]]; list != nil {
					return list(cmd, c, asJSON)
				}
			}
			figures, err := chosenFigures(c, args, study, audit)
			switch {
			case err != nil:
				return err
			case asJSON:
				return printJSON(cmd, answerFigures(c, figures))
			case audit:
				return printAudit(out, figures)
			case len(args) == 1 && len(figures) == 1:
				return printFigure(out, c, figures[0])
			}
			return printFigures(out, c, figures)
		},
	}
	cmd.Flags().BoolVar(&audit, "audit", false, "list what is unconfirmed and what depends on it")
	cmd.Flags().StringVar(&study, "study", "", "only the figures that this `study` uses")
	jsonFlag(cmd, &asJSON)
	return cmd
}

// chosenFigures are the figures of a name that a study uses and an audit
// lists.
func chosenFigures(c *catalogue.Catalogue, args []string, study string, audit bool) ([]catalogue.Figure, error) {
	keys := c.Keys()
	if study != "" {
		f, err := scenario.Open(study, c)
		if err != nil {
			return nil, err
		}
		keys = f.Uses(c)
	}
	var chosen []catalogue.Figure
	for _, key := range keys {
		f, _ := c.Figure(key)
		named := len(args) == 0 || f.Key == args[0] || f.System == args[0]
		if named && (!audit || f.Tag.Unconfirmed()) {
			chosen = append(chosen, f)
		}
	}
	if len(chosen) > 0 || len(args) == 0 {
		return chosen, nil
	}
	if _, known := c.System(args[0]); known {
		return nil, nil
	}
	if _, known := c.Figure(args[0]); known {
		return nil, nil
	}
	advice := "scutum catalogue lists every name"
	if name, ok := c.DidYouMean(args[0]); ok {
		advice = "did you mean " + name + "?"
	}
	return nil, hint.New(advice, "the catalogue has no %s", quoted(args[0]))
}

func answerFigures(c *catalogue.Catalogue, figures []catalogue.Figure) catalogueAnswer {
	answer := catalogueAnswer{SHA256: c.Hash(), Figures: []catalogueFigure{}, References: []catalogueReference{}}
	cited := map[string]bool{}
	for _, f := range figures {
		one := catalogueFigure{Key: f.Key, Value: limit(f.Value), Unit: f.Unit, Tag: string(f.Tag), Unconfirmed: f.Tag.Unconfirmed(),
			Source: f.Source, Where: f.Where, Date: f.Date, Note: f.Note, UsedBy: append([]string{}, f.UsedBy...)}
		if f.Swept() {
			one.Low, one.High = &f.Low, &f.High
		}
		cited[f.Source] = true
		for _, a := range f.Alternatives {
			one.Alternatives = append(one.Alternatives, catalogueAlternative{limit(a.Value), string(a.Tag), a.Source, a.Where, a.Note})
			cited[a.Source] = true
		}
		answer.Figures = append(answer.Figures, one)
	}
	for _, r := range c.References() {
		if cited[r.Key] {
			answer.References = append(answer.References, catalogueReference(r))
		}
	}
	return answer
}

// limit is a value for JSON, in which a lifted limit is the word none.
func limit(v float64) any {
	if math.IsInf(v, 1) {
		return "none"
	}
	return v
}

func withUnit(v float64, unit string) string {
	if math.IsInf(v, 1) || unit == "1" {
		return fmt.Sprint(limit(v))
	}
	return formatNumber(v) + " " + unit
}

func sweep(f catalogue.Figure) string {
	if !f.Swept() {
		return "-"
	}
	return formatNumber(f.Low) + " to " + formatNumber(f.High)
}

func printFigures(out io.Writer, c *catalogue.Catalogue, figures []catalogue.Figure) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "figure\tvalue\tunit\tsweep\ttag\tsource")
	for _, f := range figures {
		fmt.Fprintf(w, "%s\t%v\t%s\t%s\t%s\t%s\n", f.Key, limit(f.Value), f.Unit, sweep(f), f.Tag, sourceOf(f.Source, f.Where))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "\n%d figures; R read in the source, M recalled and unconfirmed, C computed, A assumed\ncatalogue %s\n", len(figures), c.Hash())
	return err
}

func sourceOf(source, where string) string {
	if where == "" {
		return source
	}
	return source + ", " + where
}

var tagMeanings = map[catalogue.Tag]string{catalogue.Read: "read in the source", catalogue.Recalled: "recalled, unconfirmed",
	catalogue.Computed: "computed", catalogue.Assumed: "assumed, no source"}

func printFigure(out io.Writer, c *catalogue.Catalogue, f catalogue.Figure) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "figure\t%s\nvalue\t%s\nsweep\t%s\nallowed\t%s to %s\ntag\t%s, %s\n", f.Key, withUnit(f.Value, f.Unit), sweep(f),
		formatNumber(f.Least), formatNumber(f.Most), f.Tag, tagMeanings[f.Tag])
	reference, _ := c.Reference(f.Source)
	fmt.Fprintf(w, "source\t%s: %s, %s (%s)\n", f.Source, reference.Author, reference.Title, reference.Date)
	for _, line := range [][2]string{{"", reference.URL}, {"where", f.Where}, {"note", f.Note}, {"used by", strings.Join(f.UsedBy, ", ")}} {
		if line[1] != "" {
			fmt.Fprintf(w, "%s\t%s\n", line[0], line[1])
		}
	}
	for _, a := range f.Alternatives {
		fmt.Fprintf(w, "but\t%s [%s] %s", withUnit(a.Value, f.Unit), a.Tag, sourceOf(a.Source, a.Where))
		if a.Note != "" {
			fmt.Fprintf(w, ": %s", a.Note)
		}
		fmt.Fprintln(w)
	}
	for _, set := range c.Sets() {
		for _, change := range set.Changes {
			if change.Key == f.Key {
				fmt.Fprintf(w, "%s\t%s [%s] %s: %s\n", set.Name, withUnit(change.Value, f.Unit), change.Tag, change.Source, change.Why)
			}
		}
	}
	return w.Flush()
}

// printAudit lists unconfirmed figures by the result that depends on them.
func printAudit(out io.Writer, figures []catalogue.Figure) error {
	by, counts := map[string][]catalogue.Figure{}, map[catalogue.Tag]int{}
	var results []string
	for _, f := range figures {
		counts[f.Tag]++
		for _, result := range f.UsedBy {
			if by[result] == nil {
				results = append(results, result)
			}
			by[result] = append(by[result], f)
		}
	}
	slices.Sort(results)
	for _, result := range results {
		fmt.Fprintf(out, "%s rests on %d unconfirmed figures:\n", result, len(by[result]))
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		for _, f := range by[result] {
			source := sourceOf(f.Source, f.Where)
			if f.Note != "" {
				source += ": " + f.Note
			}
			fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", f.Key, withUnit(f.Value, f.Unit), f.Tag, source)
		}
		if err := w.Flush(); err != nil {
			return err
		}
		fmt.Fprintln(out)
	}
	_, err := fmt.Fprintf(out, "%d figures are unconfirmed: %d recalled [M], %d assumed [A]\n", len(figures), counts[catalogue.Recalled], counts[catalogue.Assumed])
	return err
}
