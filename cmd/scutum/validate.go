package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scutum"
	"scutum/internal/hint"
	"scutum/internal/outdir"
	"scutum/validation"
)

func newValidateCommand() *cobra.Command {
	var asJSON, disagreements bool
	var page string
	cmd := &cobra.Command{
		Use:   "validate [TABLE...]",
		Short: "Set published figures against ours",
		Long: `Prints the validation wall: the source's figure, ours, the difference, the
tolerance and a verdict. Disagreements stay in the table. Exit code 1 if a row
disagrees beyond those that are recorded and understood.`,
		Example: "  scutum validate\n  scutum validate V1 V2",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, names []string) error {
			for _, name := range names {
				if !slices.Contains(validation.GroupNames(), name) {
					return unknownTable(name)
				}
			}
			rows := validation.Wall(names...)
			if err := writeWall(cmd, rows, asJSON, disagreements); err != nil {
				return err
			}
			if page != "" {
				if err := writePage(page); err != nil {
					return err
				}
			}
			if tally := validation.Count(rows); !tally.Green() {
				return violated("%d rows disagree that are not known to", tally.Disagree-tally.Known)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&disagreements, "disagreements", false, "print only the rows that do not agree")
	cmd.Flags().StringVar(&page, "markdown", "", "also write the whole wall as a page to `FILE`")
	jsonFlag(cmd, &asJSON)
	return cmd
}

func unknownTable(name string) error {
	advice := hint.DidYouMean(name, validation.GroupNames())
	if advice == "" {
		advice = "the tables are " + strings.Join(validation.GroupNames(), ", ")
	}
	return hint.New(advice, "unknown table %s", quoted(name))
}

func writeWall(cmd *cobra.Command, rows []validation.Row, asJSON, disagreements bool) error {
	tally := validation.Count(rows)
	if disagreements {
		rows = slices.DeleteFunc(slices.Clone(rows), func(r validation.Row) bool { return r.Verdict == validation.Agrees })
	}
	if asJSON {
		return printJSON(cmd, struct {
			Tally validation.Tally `json:"tally"`
			Rows  []validation.Row `json:"rows"`
		}{tally, rows})
	}
	if err := printWall(cmd.OutOrStdout(), rows); err != nil {
		return err
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "\n%d rows: %d agree, %d disagree (%d of them known), %d unconfirmed, %d not comparable\n",
		tally.Rows, tally.Agree, tally.Disagree, tally.Known, tally.Unconfirmed, tally.NotComparable)
	return err
}

// printWall prints one table for each group.
func printWall(out io.Writer, rows []validation.Row) error {
	for _, g := range validation.Groups {
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		first := true
		for _, r := range rows {
			if r.Group != g.Name {
				continue
			}
			if first {
				fmt.Fprintf(w, "\n%s: %s\ncase\tquantity\treference\tours\tdifference\ttolerance\tverdict\n", g.Name, g.Title)
				first = false
			}
			verdict := string(r.Verdict)
			if r.Note != "" {
				verdict += ": " + r.Note
			}
			quantity := strings.TrimSuffix(r.Quantity+", "+r.Unit, ", ")
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Case, quantity, r.Reference, r.Ours, r.Difference, r.Tolerance, verdict)
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}

func writePage(page string) error {
	var b bytes.Buffer
	if err := validation.Markdown(&b, scutum.Version); err != nil {
		return err
	}
	return outdir.WriteFile(page, b.Bytes(), true)
}
