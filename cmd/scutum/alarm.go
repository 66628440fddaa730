package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scutum/engagement/warning"
	"scutum/internal/hint"
)

func newAlarmCommand() *cobra.Command {
	var asJSON, show bool
	cmd := &cobra.Command{
		Use:   "alarm [NAME|FILE]",
		Short: "Replay a false alarm: would the public have been warned?",
		Long: `Replays false alarms of record through the rules by which a warning centre decides:
a launch is confirmed by two kinds of sensor whose reports they vouch for, never by
one; a launch notice explains what fits it; a public warning needs two persons; two
centres that see different things are an alarm in themselves. Without a name it runs
all that are built in, two controls that must warn among them. With --show it prints
the file of one, to be changed and run. Exit code 1 where a replay comes to something
other than its file expects.

Engagement is not decided here: a doctrine may act on one radar's firm track.`,
		Example: "  scutum alarm\n  scutum alarm 1983-sunlight\n  scutum alarm 1979-test-tape --show > mine.yaml",
		Args:    argumentsBetween(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if show {
				return showReplay(cmd, args)
			}
			names := args
			if len(names) == 0 {
				names = warning.BuiltIns()
			}
			return runReplays(cmd, names, len(args) == 1, asJSON)
		},
	}
	cmd.Flags().BoolVar(&show, "show", false, "print the replay's file in place of running it")
	jsonFlag(cmd, &asJSON)
	return cmd
}

// replaySource returns the bytes of a built-in replay, or of a file.
func replaySource(name string) ([]byte, error) {
	if data, ok := warning.Source(name); ok {
		return data, nil
	}
	if !strings.ContainsAny(name, "./\\") {
		built := warning.BuiltIns()
		return nil, hint.New(orWord(hint.DidYouMean(name, built), "there are "+strings.Join(built, ", ")+"; a file's name holds a dot or a slash"), "no replay is called %s", quoted(name))
	}
	return os.ReadFile(name)
}

func openReplay(name string) (*warning.Replay, []byte, error) {
	data, err := replaySource(name)
	if err != nil {
		return nil, nil, err
	}
	if _, ok := warning.Source(name); ok {
		r, err := warning.Parse(name+".yaml", data)
		return r, data, err
	}
	r, err := warning.ReadFile(name)
	return r, data, err
}

func showReplay(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return hint.New("for example: scutum alarm 1983-sunlight --show", "--show needs the name of a replay")
	}
	data, err := replaySource(args[0])
	if err != nil {
		return err
	}
	_, err = cmd.OutOrStdout().Write(data)
	return err
}

// alarmAnswer is what one replay came to.
type alarmAnswer struct {
	Name       string         `json:"name"`
	Title      string         `json:"title"`
	Confirmed  bool           `json:"confirmed"`
	Warned     bool           `json:"public_warning"`
	WarnedAtS  *float64       `json:"public_warning_at_s"` // null for never
	AsExpected bool           `json:"as_expected"`
	Misses     []string       `json:"misses"`
	InputHash  string         `json:"input_sha256"`
	Findings   []alarmFinding `json:"findings"`
	happened   string
}

type alarmFinding struct {
	AtS    float64 `json:"at_s"`
	Centre string  `json:"centre"`
	Kind   string  `json:"kind"`
	Launch int     `json:"launch,omitempty"`
	Why    string  `json:"why"`
}

func runReplays(cmd *cobra.Command, names []string, log, asJSON bool) error {
	var answers []alarmAnswer
	for _, name := range names {
		r, data, err := openReplay(name)
		if err != nil {
			return err
		}
		answers = append(answers, replayed(r, data))
	}
	var err error
	switch {
	case asJSON:
		err = printJSON(cmd, answers)
	case log:
		err = printReplay(cmd.OutOrStdout(), &answers[0])
	default:
		err = printReplays(cmd.OutOrStdout(), answers)
	}
	if err != nil {
		return err
	}
	for i := range answers {
		if a := &answers[i]; !a.AsExpected {
			return violated("replay %s: %s", a.Name, strings.Join(a.Misses, "; "))
		}
	}
	return nil
}

func replayed(r *warning.Replay, data []byte) alarmAnswer {
	o := r.Run()
	sum := sha256.Sum256(data)
	a := alarmAnswer{Name: r.Name, Title: r.Title, happened: r.Happened, Confirmed: o.Confirmed, Warned: o.Warned,
		Misses: slices.Concat([]string{}, r.Misses(o)), InputHash: hex.EncodeToString(sum[:]), Findings: []alarmFinding{}}
	a.AsExpected = len(a.Misses) == 0
	if o.Warned {
		at := o.WarnedAt.Seconds()
		a.WarnedAtS = &at
	}
	for _, f := range o.Findings {
		a.Findings = append(a.Findings, alarmFinding{f.At.Seconds(), f.Centre, f.Kind, f.Object, f.Why})
	}
	return a
}

func printReplay(w io.Writer, a *alarmAnswer) error {
	fmt.Fprintf(w, "%s\n\n%s\n\n", a.Title, wrapped(a.happened, 80))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "time, s\tcentre\tfinding\twhy")
	for _, f := range a.Findings {
		about := f.Kind
		if f.Launch > 0 {
			about = fmt.Sprintf("%s (launch %d)", f.Kind, f.Launch)
		}
		fmt.Fprintf(t, "%g\t%s\t%s\t%s\n", f.AtS, f.Centre, about, f.Why)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	verdict := "No public warning was given."
	if a.Warned {
		verdict = fmt.Sprintf("A public warning was given at %g s.", *a.WarnedAtS)
	}
	_, err := fmt.Fprintf(w, "\n%s\ninput %s\n", verdict, a.InputHash[:16])
	return err
}

func printReplays(w io.Writer, answers []alarmAnswer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "replay\tconfirmed\tpublic warning\tas expected\twhat")
	for i := range answers {
		a := &answers[i]
		warned := yesNo(a.Warned)
		if a.Warned {
			warned = fmt.Sprintf("at %g s", *a.WarnedAtS)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", a.Name, yesNo(a.Confirmed), warned, yesNo(a.AsExpected), a.Title)
	}
	return t.Flush()
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
