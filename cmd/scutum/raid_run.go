package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"scutum"
	"scutum/campaign"
	"scutum/engagement/battle"
	"scutum/internal/hint"
	"scutum/internal/outdir"
	"scutum/internal/progress"
)

// Missiles of a block, all of its runs together: what is lost when a campaign is
// broken off, and what is held in memory at a time. A run at full fidelity
// takes a thousand times as long.
const (
	blockKinematic = 2400
	blockFull      = 60
)

// Names of what a campaign's header holds beside the runs.
const (
	itemVersion, itemBuild, itemStudy, itemInputs = "version", "build", "study", "inputs"
	itemCatalogue, itemSeed, itemFidelity         = "catalogue", "seed", "fidelity"
	itemAssumptions, itemFigures                  = "assumptions", "figures"
	itemHalfWidth, itemShowRun                    = "half-width", "show-run"
	againName, againCommand                       = "name", "command"
)

// header says what the results of this campaign depend on.
func (r *raid) header(cmd *cobra.Command) campaign.Header {
	missiles := blockFull
	if r.o.fidelity == battle.Kinematic.String() {
		missiles = blockKinematic
	}
	h := campaign.Header{Runs: r.o.runs, Block: max(1, missiles/len(r.order)), Events: min(int(r.o.events), r.o.runs)}
	var figures []string
	for _, f := range r.changed {
		value := "none"
		if f.Value != nil {
			value = formatNumber(*f.Value)
		}
		figures = append(figures, f.Key+"="+value)
	}
	h.Items = []campaign.Item{
		{Name: itemVersion, Value: scutum.Version}, {Name: itemBuild, Value: revision()}, {Name: itemStudy, Value: r.setting.Name}, {Name: itemInputs, Value: r.inputSum},
		{Name: itemCatalogue, Value: r.cat.Hash()}, {Name: itemSeed, Value: strconv.FormatUint(r.seed, 10)}, {Name: itemFidelity, Value: r.o.fidelity},
		{Name: itemAssumptions, Value: r.o.assumptions}, {Name: itemFigures, Value: strings.Join(figures, " ")},
		{Name: itemHalfWidth, Value: formatNumber(r.o.halfWidth)}, {Name: itemShowRun, Value: strconv.Itoa(r.o.showRun)},
	}
	name := r.name
	if absolute, err := filepath.Abs(name); err == nil && strings.ContainsAny(name, `./\`) {
		name = absolute // the campaign may go on from another directory
	}
	h.Again = []campaign.Item{{Name: againName, Value: name}, {Name: againCommand, Value: r.command(cmd)}}
	return h
}

// revision tells builds of one version apart, where the build says what it is of.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	commit, changed := "", ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			commit = s.Value
		case "vcs.modified":
			if s.Value == "true" {
				changed = "+"
			}
		}
	}
	return commit + changed
}

// command is the command line as the manifest quotes it.
func (r *raid) command(cmd *cobra.Command) string {
	return commandLine(cmd, []string{r.name})
}

// begin begins a campaign.
func (r *raid) begin(cmd *cobra.Command) error {
	dir, err := outdir.Begin(r.target(), r.o.force)
	if exists := (*outdir.Exists)(nil); errors.As(err, &exists) {
		return hint.New(fmt.Sprintf("scutum raid --resume %s goes on with it; --force begins anew", r.target()), "%v", err)
	}
	if err != nil {
		return err
	}
	defer dir.Discard()
	store, err := campaign.NewStore(dir.State(), r.header(cmd))
	if err != nil {
		return err
	}
	return r.campaign(cmd, dir, store, r.target())
}

// goOn goes on with a campaign. Flags that are not given are as they were.
func (o *raidFlags) goOn(cmd *cobra.Command, args []string) error {
	dir, err := outdir.Resume(o.resume)
	if err != nil {
		return err
	}
	defer dir.Keep()
	store, err := campaign.OpenStore(dir.State())
	if err != nil {
		return err
	}
	h := &store.Header
	if was := h.Value(itemVersion); was != scutum.Version {
		return hint.New("go on with that version, or begin anew with --out and --force", "%s was begun by version %s of scutum, this is %s", o.resume, was, scutum.Version)
	}
	if err := o.asBegun(cmd, h); err != nil {
		return err
	}
	name := h.AgainValue(againName)
	if len(args) > 0 {
		name = args[0]
	}
	r, err := o.open(cmd, name)
	if err != nil {
		return err
	}
	wanted := r.header(cmd)
	if err := h.Same(&wanted); err != nil {
		return fmt.Errorf("%s: %w", o.resume, err)
	}
	return r.campaign(cmd, dir, store, o.resume)
}

// asBegun sets the flags that are not given to what the campaign was begun
// with.
func (o *raidFlags) asBegun(cmd *cobra.Command, h *campaign.Header) error {
	f := cmd.Flags()
	for name, value := range map[string]string{
		"runs": strconv.Itoa(h.Runs), "events": strconv.Itoa(h.Events), "seed": h.Value(itemSeed), "fidelity": h.Value(itemFidelity),
		"assumptions": h.Value(itemAssumptions), "half-width": h.Value(itemHalfWidth),
	} {
		if !f.Changed(name) {
			if err := f.Set(name, value); err != nil {
				return hint.New("begin anew with --out and --force", "%s: the campaign was begun with %s %s: %v", o.resume, name, value, err)
			}
		}
	}
	if !f.Changed("figure") {
		o.figures = strings.Fields(h.Value(itemFigures))
	}
	if !f.Changed("show-run") {
		run, err := strconv.Atoi(h.Value(itemShowRun))
		if err != nil {
			return err
		}
		o.showRun = run
	}
	return nil
}

// campaign does the runs that are missing, and writes the results.
func (r *raid) campaign(cmd *cobra.Command, dir *outdir.Unfinished, store *campaign.Store, target string) error {
	err := r.fight(cmd, store)
	var answer *raidAnswer
	if err == nil {
		w := &raidWriter{raid: r, cmd: cmd, dir: dir, store: store}
		answer, err = w.write(cmd.Context())
	}
	if err == nil {
		err = dir.Commit()
	}
	if err != nil {
		return r.broken(dir, store, target, err)
	}
	if r.o.asJSON {
		return printJSON(cmd, answer)
	}
	return answer.print(cmd.OutOrStdout(), filepath.Join(target, "report.html"))
}

// fight does the runs that the store does not hold yet.
func (r *raid) fight(cmd *cobra.Command, store *campaign.Store) error {
	o := store.Options()
	o.Workers, o.Order = r.o.workers, r.order
	bar := progress.On(cmd.ErrOrStderr()).Start("raid "+r.setting.Name, "runs", o.Runs)
	defer bar.End()
	var mu sync.Mutex
	var status campaign.Status
	bar.Note(func() string {
		mu.Lock()
		defer mu.Unlock()
		return leakersNote(status, len(r.order), r.o.halfWidth)
	})
	o.Progress = func(s campaign.Status) {
		mu.Lock()
		fresh := s.Done - status.Done
		first := status.Runs == 0
		status = s
		mu.Unlock()
		if first {
			bar.Before(fresh - 1)
			fresh = 1
		}
		bar.Add(fresh)
	}
	return campaign.Raid(cmd.Context(), r.newRunner, store, o)
}

// leakersNote says what is known of the leakers so far, and how many runs the
// interval that is wanted still needs.
func leakersNote(s campaign.Status, missiles int, halfWidth float64) string {
	if s.Done < 2 {
		return ""
	}
	mean := s.Leakers.Mean(missiles)
	text := fmt.Sprintf("leakers %.2f ± %.2g", mean.Value, mean.HalfWidth())
	switch needed := s.Leakers.Needed(halfWidth); {
	case needed > s.Done:
		text += fmt.Sprintf(", ± %s needs %s more runs", formatNumber(halfWidth), wholeText(needed-s.Done))
	case s.Done >= 30:
		text += fmt.Sprintf(", ± %s reached", formatNumber(halfWidth))
	}
	return text
}

// broken ends a campaign that was broken off: what is done is kept, and the
// message says how to go on.
func (r *raid) broken(dir *outdir.Unfinished, store *campaign.Store, target string, err error) error {
	done, storeErr := store.Done()
	if storeErr != nil || done == 0 {
		return err // nothing to keep: the caller discards
	}
	dir.Keep()
	advice := "scutum raid --resume " + target + " goes on"
	kept := fmt.Sprintf("%s of %s runs are kept in %s", wholeText(done), wholeText(store.Header.Runs), target)
	if errors.Is(err, context.Canceled) {
		return &interruption{message: "interrupted; " + kept, advice: advice}
	}
	return hint.New(advice, "%v; %s", err, kept)
}
