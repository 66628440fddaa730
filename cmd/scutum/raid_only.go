package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scutum/campaign"
	"scutum/engagement/battle"
	"scutum/internal/outdir"
)

// only does a single run, prints its events and writes its files.
func (r *raid) only(cmd *cobra.Command) error {
	dir, err := outdir.Create(r.target(), r.o.force)
	if err != nil {
		return err
	}
	defer dir.Discard()
	run, detections, err := campaign.One(r.newRunner(), r.o.onlyRun)
	if err != nil {
		return err
	}
	tally := campaign.Tell([]campaign.Run{*run}, detections, r.order)
	w := &raidWriter{raid: r, cmd: cmd, dir: dir}
	if err := w.alone(run); err != nil {
		return err
	}
	answer := r.answer(tally, run.Number, run.Number+1, run.Number)
	if err := w.rest(cmd.Context(), tally, answer, run, "chosen by --only-run"); err != nil {
		return err
	}
	if err := errors.Join(cmd.Context().Err(), dir.Commit()); err != nil {
		return err
	}
	if r.o.asJSON {
		return printJSON(cmd, newRunAnswer(answer, run))
	}
	return r.printRun(cmd.OutOrStdout(), run, detections)
}

// alone writes the tables of a single run.
func (w *raidWriter) alone(run *campaign.Run) error {
	return w.withTables(func(f campaign.Files) error {
		t := campaign.NewWriter(f)
		return errors.Join(t.Add(&campaign.Block{First: run.Number, Runs: []campaign.Run{*run}}), t.Close())
	})
}

// The answer of a single run as --json prints it.
type (
	runAnswer struct {
		*raidAnswer
		Events []runEvent `json:"events"`
	}
	runEvent struct {
		TimeS   float64 `json:"time_s"`
		Event   string  `json:"event"`
		Party   string  `json:"party"`
		Missile string  `json:"missile"`
		Track   int     `json:"track"`
		Site    string  `json:"site"`
		Battery string  `json:"battery"`
		Sensor  string  `json:"sensor"`
		Why     string  `json:"why"`
	}
)

func newRunAnswer(a *raidAnswer, run *campaign.Run) runAnswer {
	out := runAnswer{raidAnswer: a, Events: []runEvent{}}
	for _, e := range run.Events {
		out.Events = append(out.Events, runEvent{rounded(e.Time.Seconds(), 3), e.Kind.String(), e.Party, e.Missile, e.Track, e.Site, e.Battery, e.Sensor, e.Why})
	}
	return out
}

// printRun prints the events of a run and what became of its missiles.
func (r *raid) printRun(w io.Writer, run *campaign.Run, detections int) error {
	fmt.Fprintf(w, "%s (%s)\nrun %d of seed %d, %s fidelity, %s figures: %d missiles, %d killed, %d leaked, %d shots\n\n", r.setting.Title, r.setting.Date, run.Number, r.seed,
		r.o.fidelity, r.o.assumptions, len(run.Outcomes), run.Kills(), run.Leakers(), len(run.Shots))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "time, s\tevent\tmissile\tby\twhy")
	for i := range run.Events {
		e := &run.Events[i]
		fmt.Fprintf(t, "%.1f\t%s\t%s\t%s\t%s\n", e.Time.Seconds(), e.Kind.String(), orWord(e.Missile, falseTrack(e)), by(e), e.Why)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\nseed %d  inputs %s  detections %d\nreport: %s\n", r.seed, r.inputSum[:16], detections, filepath.Join(r.target(), "report.html"))
	return err
}

// falseTrack names an event's track where no missile stands behind it.
func falseTrack(e *battle.Event) string {
	if e.Track == 0 {
		return "-"
	}
	return fmt.Sprintf("track %d", e.Track)
}

// by says who or what an event was done by.
func by(e *battle.Event) string {
	switch {
	case e.Sensor != "":
		return e.Sensor
	case e.Site != "" && e.Battery != "":
		return e.Site + ", " + e.Battery
	}
	return orWord(e.Site, orWord(e.Party, "-"))
}
