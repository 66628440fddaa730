package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"scutum"
	"scutum/campaign"
	"scutum/internal/progress"
	"scutum/report"
	"scutum/report/export"
	"scutum/scenario"
	"scutum/scenario/geography"
)

// raidWriter writes the files of a raid.
type raidWriter struct {
	*raid
	cmd *cobra.Command
	dir interface {
		Create(name string) (*os.File, error)
		FS() fs.FS
	}
	store *campaign.Store // nil for a single run
}

// The names of a raid's tables.
const (
	engagementsCSV, engagementsTable = "engagements.csv", "engagements.parquet"
	missilesTable, eventsTable       = "missiles.parquet", "events.parquet"
)

// write writes everything. What is held in memory does not grow with the
// number of runs.
func (w *raidWriter) write(ctx context.Context) (*raidAnswer, error) {
	tally, err := w.tables(ctx)
	if err != nil {
		return nil, err
	}
	shown, why, err := w.shown(tally)
	if err != nil {
		return nil, err
	}
	answer := w.answer(tally, 0, w.store.Header.Events, shown.Number)
	return answer, w.rest(ctx, tally, answer, shown, why)
}

// tables writes the tables from the blocks.
func (w *raidWriter) tables(ctx context.Context) (tally *campaign.Tally, err error) {
	bar := progress.On(w.cmd.ErrOrStderr()).Start("writing", "runs", w.store.Header.Runs)
	defer bar.End()
	err = w.withTables(func(to campaign.Files) (err error) {
		tally, err = w.store.Finish(ctx, to, w.order, bar.Add)
		return err
	})
	return tally, err
}

// withTables opens the files of the tables, and closes them when they are
// written.
func (w *raidWriter) withTables(write func(campaign.Files) error) error {
	names := [...]string{engagementsCSV, engagementsTable, missilesTable, eventsTable}
	var files [len(names)]*os.File
	var buffers [len(names)]*bufio.Writer
	var err error
	for i, name := range names {
		if files[i], err = w.dir.Create(name); err != nil {
			return err
		}
		defer files[i].Close()
		buffers[i] = bufio.NewWriterSize(files[i], 1<<18)
	}
	if err := write(campaign.Files{EngagementsCSV: buffers[0], Engagements: buffers[1], Missiles: buffers[2], Events: buffers[3]}); err != nil {
		return err
	}
	for i := range names {
		err = errors.Join(err, buffers[i].Flush(), files[i].Close())
	}
	return err
}

// shown does the run again that the report shows, with its events, and makes
// sure that it is the same run.
func (w *raidWriter) shown(t *campaign.Tally) (run *campaign.Run, why string, err error) {
	number, why := w.o.showRun, "chosen by --show-run"
	if number < 0 {
		number, _ = t.MedianRun()
		why = "the first with the median number of leakers"
	}
	run, _, err = campaign.One(w.newRunner(), number)
	if err != nil {
		return nil, "", err
	}
	before, err := w.store.Run(number)
	if err != nil {
		return nil, "", err
	}
	if !slices.Equal(before.Shots, run.Shots) || !slices.Equal(before.Outcomes, run.Outcomes) {
		return nil, "", fmt.Errorf("run %d done alone differs from run %d of the campaign: that is a fault of scutum", number, number)
	}
	return run, why, nil
}

// rest writes what is not a table: the shown run's files, the summary, the
// study, the report and the manifest.
func (w *raidWriter) rest(ctx context.Context, tally *campaign.Tally, answer *raidAnswer, shown *campaign.Run, why string) error {
	replay, err := campaign.NewReplay(w.setting, shown)
	if err != nil {
		return err
	}
	epoch, err := time.Parse(time.DateOnly, w.setting.Date)
	if err != nil {
		panic("the study's date was checked: " + err.Error())
	}
	command := w.command(w.cmd)
	if w.store != nil {
		command = w.store.Header.AgainValue(againCommand)
	}
	title := fmt.Sprintf("%s, run %d", w.setting.Title, shown.Number)
	folder := fmt.Sprintf("run-%d/", shown.Number)
	outputs := []output{
		{folder + "events.csv", func(out io.Writer) error { return campaign.EventsCSV(out, shown) }},
		{folder + "raid.czml", func(out io.Writer) error { return export.RaidCZML(out, title, epoch, w.setting, replay) }},
		{"study.yaml", bytesOf(scenario.Show(w.file, w.cat, w.base).YAML())},
		{"summary.json", func(out io.Writer) error { return writeJSON(out, answer) }},
	}
	for _, f := range outputs {
		if err := w.put(ctx, f); err != nil {
			return err
		}
	}
	p := report.Provenance{Version: scutum.Version, Seed: fmt.Sprint(w.seed), StudyHash: w.inputSum, CatalogueHash: w.cat.Hash(), Command: command,
		Attributions: []string{geography.PlacesAttribution, geography.BordersAttribution}}
	if p.Files, err = w.sums(); err != nil {
		return err
	}
	page := report.Raid{Setting: w.setting, Catalogue: w.cat, Figures: w.base, Fidelity: w.o.fidelity, Assumptions: w.o.assumptions, Tally: tally, HalfWidth: w.o.halfWidth,
		Alone: w.o.onlyRun >= 0, Shown: shown, ShownWhy: why, Replay: replay, Unconfirmed: answer.Unconfirmed, NotModelled: answer.NotModelled, Provenance: p}
	for _, c := range w.changed {
		page.Changed = append(page.Changed, c.Key)
	}
	if err := w.put(ctx, output{"report.html", func(out io.Writer) error { return page.Write(out) }}); err != nil {
		return err
	}
	m := export.Manifest{Version: scutum.Version, Command: command, Study: w.setting.Name, Seed: w.seed, Inputs: w.inputs,
		Catalogue: export.File{Name: "catalogue", SHA256: w.cat.Hash()}}
	return w.put(ctx, output{export.ManifestName, func(out io.Writer) error { return m.Write(out, w.dir.FS()) }})
}

// put writes one file.
func (w *raidWriter) put(ctx context.Context, o output) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f, err := w.dir.Create(o.name)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	if err := errors.Join(o.write(b), b.Flush(), f.Close()); err != nil {
		return fmt.Errorf("%s: %w", o.name, err)
	}
	return nil
}

// sums lists the files written so far.
func (w *raidWriter) sums() ([]report.File, error) {
	files, err := export.Sums(w.dir.FS())
	var out []report.File
	for _, f := range files {
		out = append(out, report.File{Name: f.Name, SHA256: f.SHA256})
	}
	return out, err
}

// writeJSON writes a value as printJSON prints it.
func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
