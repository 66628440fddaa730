package main

import (
	"bytes"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"scutum/assessment/cooperation"
	"scutum/engagement/battle"
	"scutum/internal/outdir"
	"scutum/internal/progress"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// cooperateFlags are the flags of scutum cooperate.
type cooperateFlags struct {
	out, fidelity string
	runs, workers int
	seed          uint64
	spacingKm     float64
	force, asJSON bool
}

func newCooperateCommand() *cobra.Command {
	var o cooperateFlags
	cmd := &cobra.Command{
		Use:   "cooperate [NAME|FILE]",
		Short: "Say what parties gain by telling each other what they see, and what they give away",
		Long: `Asks the same raid and the same defended areas at four levels of sharing: nothing;
launch warning; tracks, by way of a data fusion centre; plans, in a planning and
operations centre. Under independent commands, under sectors by what crosses them, and
under sectors by where missiles fall; with and without interceptors that are notional.
For each level and party: warning time, people and ground defended, kills, shots saved,
double shots, and what the party tells the others about itself. It also answers what
each shield does for the other's own territory.

Without a name it runs the built-in study cooperation, in some 20 seconds. Results go to
a directory; report.html there is the report. The same study, seed and version give the
same bytes, whatever the workers.`,
		Example: "  scutum cooperate --spacing-km 200 --runs 100",
		Args:    argumentsBetween(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := "cooperation"
			if len(args) > 0 {
				name = args[0]
			}
			return o.run(cmd, name)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.out, "out", "", "directory of the results (default out/cooperate-NAME)")
	wholeVar(f, &o.runs, "runs", 400, 10, 100000, "runs of the raid at each level")
	choiceVar(f, &o.fidelity, "fidelity", battle.Kinematic.String(), []string{battle.Kinematic.String(), battle.Full.String()}, "how the picture of each run is made")
	f.Var(&seedValue{&o.seed}, "seed", "seed of the raid's chances (default the study's own)")
	numberVar(f, &o.spacingKm, "spacing-km", 0, 10, 500, "spacing of the maps' cells in km (default the study's own)")
	wholeVar(f, &o.workers, "workers", 0, 0, 1024, "number of workers (0: one for each processor)")
	f.BoolVar(&o.force, "force", false, "replace a directory that scutum did not make")
	jsonFlag(cmd, &o.asJSON)
	return cmd
}

func (o *cooperateFlags) run(cmd *cobra.Command, name string) error {
	cat := catalogue.Default()
	f, err := scenario.Open(name, cat)
	if err != nil {
		return err
	}
	seed := uint64(f.Seed)
	if cmd.Flags().Changed("seed") {
		seed = o.seed
	}
	fidelity, err := battle.FidelityByName(o.fidelity)
	if err != nil {
		return err
	}
	target := o.out
	if target == "" {
		target = filepath.Join("out", "cooperate-"+f.Name)
	}
	dir, err := outdir.Create(target, o.force)
	if err != nil {
		return err
	}
	defer dir.Discard()
	stages := &stages{screen: progress.On(cmd.ErrOrStderr())}
	defer stages.end()
	r, err := cooperation.Run(cmd.Context(), f, cat, cooperation.Options{SpacingKm: o.spacingKm, Runs: o.runs, Seed: seed, Fidelity: fidelity, Workers: o.workers, Progress: stages})
	if err != nil {
		return err
	}
	stages.end()
	w := &cooperateWriter{dir: dir, result: r, file: f, cat: cat, command: commandLine(cmd, []string{name})}
	if err := w.write(cmd.Context()); err != nil {
		return err
	}
	if err := dir.Commit(); err != nil {
		return err
	}
	if o.asJSON {
		_, err = cmd.OutOrStdout().Write(w.summary)
		return err
	}
	var b bytes.Buffer
	printCooperation(&b, r)
	fmt.Fprintf(&b, "\nstudy %s  seed %d  inputs %s\nreport: %s\n", r.Name, seed, w.inputHash[:16], filepath.Join(target, "report.html"))
	_, err = b.WriteTo(cmd.OutOrStdout())
	return err
}
