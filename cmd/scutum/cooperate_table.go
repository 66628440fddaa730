package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"scutum/assessment/cooperation"
	"scutum/scenario"
)

// arrangementTitles are the headings of the tables.
var arrangementTitles = [...]string{"independent commands", "sectors, by what crosses them", "sectors, by where missiles fall"}

// printCooperation prints a table for each variant and command: a line for each
// level and party, and a line for all parties together.
func printCooperation(w io.Writer, r *cooperation.Result) {
	fmt.Fprintf(w, "%s (%s)\n%d missiles, %d runs of the raid, %s fidelity\n", r.Title, r.Date, len(r.Aims), r.Runs, r.Fidelity)
	for v := range r.Variants {
		for _, command := range scenario.Commands {
			fmt.Fprintf(w, "\n%s, %s\n", arrangementTitles[command], r.Variants[v].Name)
			t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
			fmt.Fprint(t, "sharing\tparty\tfirst report\ttwo kinds\tfirst track\t")
			for _, class := range r.Classes {
				fmt.Fprintf(t, "people, %s\t", class)
			}
			fmt.Fprintln(t, "kills\tshots\tdouble\tsaved\t")
			for _, level := range scenario.Sharings {
				for party := range r.Parties {
					printLevel(t, r, r.Row(v, command, level, party))
				}
				printTotal(t, r, r.Total(v, command, level))
			}
			t.Flush()
		}
	}
	printEager(w, r)
	printHelps(w, r)
	fmt.Fprint(w, "\nFirst report, two kinds of sensor, first track: s before impact, mean over the missiles aimed at the party. People: million,\ndefended of those threatened. Kills, of missiles aimed at the party, and shots, by it: mean of a run, [95 %]. In round\nbrackets: gain over independent commands that share nothing. Double: shots by a second party while a first one's was on\nits way. Saved: shots that the same kills would have cost without cooperation. Published figures; summary.json has the\nspread over assumption sets.\n")
}

func printLevel(w io.Writer, r *cooperation.Result, row *cooperation.Row) {
	fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t", row.Level, r.Parties[row.Party].Name, gained(row.Report, "%.0f", 1, 0.5), gained(row.Two, "%.0f", 1, 0.5), gained(row.Track, "%.0f", 1, 0.5))
	for class := range r.Classes {
		fmt.Fprintf(w, "%s\t", gained(row.People[class], "%.1f", 1e-6, 5e4))
	}
	fmt.Fprintf(w, "%s\t%s\t\t\t\n", counted95(row.Kills), counted95(row.Shots))
}

func printTotal(w io.Writer, r *cooperation.Result, t *cooperation.Total) {
	fmt.Fprint(w, "\tall\t\t\t\t")
	for range r.Classes {
		fmt.Fprint(w, "\t")
	}
	fmt.Fprintf(w, "%s\t%s\t%.1f\t%+.1f\t\n", counted95(t.Kills), counted95(t.Shots), rounded(t.Doubled.Value, 1), rounded(t.Saved.Value, 1))
}

// printEager prints what comes of parties that shoot at whatever they can reach.
func printEager(w io.Writer, r *cooperation.Result) {
	fmt.Fprintln(w, "\nindependent commands, if each shot at whatever it can reach, whomever it threatens")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "sharing\tkills\tshots\tdouble\tsaved\t")
	for i := range r.Eager {
		e := &r.Eager[i]
		fmt.Fprintf(t, "%s\t%s\t%s\t%.1f\t%+.1f\t\n", e.Level, counted95(e.Kills), counted95(e.Shots), rounded(e.Doubled.Value, 1), rounded(e.Saved.Value, 1))
	}
	t.Flush()
}

// gained writes a value and, where there is one, its gain.
func gained(a cooperation.Amount, format string, scale, least float64) string {
	s := fmt.Sprintf(format, rounded(a.Value*scale, 6))
	if a.Gain.Value > least || a.Gain.Value < -least {
		s += fmt.Sprintf(" (%+"+format[1:]+")", a.Gain.Value*scale)
	}
	return s
}

func counted95(a cooperation.Amount) string {
	s := fmt.Sprintf("%.1f [%.1f, %.1f]", a.Value, rounded(a.Low, 1), rounded(a.High, 1))
	if a.Gain.Low > 0 || a.Gain.High < 0 {
		s += fmt.Sprintf(" (%+.1f)", a.Gain.Value)
	}
	return s
}

// printHelps prints what each party's interceptors could do for the others.
func printHelps(w io.Writer, r *cooperation.Result) {
	fmt.Fprintln(w, "\nwhat each party's interceptors could hold of the others' people, if their command wished: million of those threatened")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(t, "interceptors of\tpeople of\tclass\tthreatened\t")
	for _, level := range scenario.Sharings {
		fmt.Fprintf(t, "%s\t", level)
	}
	fmt.Fprintln(t)
	for by := range r.Parties {
		for whose := range r.Parties {
			for class := range r.Classes {
				if by == whose {
					continue
				}
				fmt.Fprintf(t, "%s\t%s\t%s\t%.1f\t", r.Parties[by].Name, r.Parties[whose].Name, r.Classes[class], r.Help(by, whose, class, 0).Threatens/1e6)
				for _, level := range scenario.Sharings {
					fmt.Fprintf(t, "%.1f\t", r.Help(by, whose, class, level).People.Value/1e6)
				}
				fmt.Fprintln(t)
			}
		}
	}
	t.Flush()
}
