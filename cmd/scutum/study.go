package main

import (
	"bytes"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"scutum/assessment/scorecard"
	"scutum/internal/hint"
	"scutum/internal/outdir"
	"scutum/internal/progress"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// studyFlags are the flags of scutum study.
type studyFlags struct {
	out, assumptions string
	workers          int
	seed             uint64
	spacingKm        float64
	exact, force     bool
	draws            int
	asJSON           bool
}

func newStudyCommand() *cobra.Command {
	var o studyFlags
	cmd := &cobra.Command{
		Use:   "study [NAME|FILE]",
		Short: "Say whom the shields of a study defend and whose missiles they can reach",
		Long: `Runs a study: maps of the defended areas, the protected trajectories that each
shield can reach, the map of where a ship must not stand, and the scorecard under
three assumption sets with a range for every cell. Without a name it runs the
built-in study europe. Results go to a directory; report.html there is the report.

The same study, seed and version give the same bytes, whatever the workers.`,
		Example: "  scutum study\n  scutum study studies/epaa-3.yaml --spacing-km 50 --out out/mine",
		Args:    argumentsBetween(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := "europe"
			if len(args) > 0 {
				name = args[0]
			}
			return runStudy(cmd, name, &o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.out, "out", "", "directory of the results (default out/NAME)")
	choiceVar(f, &o.assumptions, "assumptions", "published", assumptionSets, "assumption set that maps are drawn for")
	wholeVar(f, &o.workers, "workers", 0, 0, 1024, "number of workers (0: one for each processor)")
	f.Var(&seedValue{&o.seed}, "seed", "seed of the draws (default the study's own)")
	numberVar(f, &o.spacingKm, "spacing-km", 0, 10, 500, "spacing of the map's cells in km (default the study's own, 25)")
	wholeVar(f, &o.draws, "draws", 200, 0, 100000, "draws behind each range; 0 for none")
	f.BoolVar(&o.exact, "exact", false, "evaluate every cell by the full search (some thirty times slower)")
	f.BoolVar(&o.force, "force", false, "replace a directory that scutum did not make")
	jsonFlag(cmd, &o.asJSON)
	return cmd
}

func runStudy(cmd *cobra.Command, name string, o *studyFlags) error {
	cat := catalogue.Default()
	f, err := scenario.Open(name, cat)
	if err != nil {
		return err
	}
	if len(f.Threats) == 0 && f.Force == nil {
		return hint.New("scutum raid runs its raid", "study %s has a raid alone: no threats and no protected force", f.Name)
	}
	seed := uint64(f.Seed)
	if cmd.Flags().Changed("seed") {
		seed = o.seed
	}
	target := o.out
	if target == "" {
		target = filepath.Join("out", f.Name)
	}
	dir, err := outdir.Create(target, o.force)
	if err != nil {
		return err
	}
	defer dir.Discard()
	stages := &stages{screen: progress.On(cmd.ErrOrStderr())}
	defer stages.end()
	draws := o.draws
	if draws == 0 {
		draws = -1
	}
	r, err := scorecard.Run(cmd.Context(), f, cat, scorecard.Options{MapsSet: o.assumptions, SpacingKm: o.spacingKm, Seed: seed,
		Draws: draws, Workers: o.workers, Exact: o.exact, Progress: stages})
	if err != nil {
		return err
	}
	stages.end()
	w := &studyWriter{dir: dir, result: r, file: f, cat: cat, set: o.assumptions, command: commandLine(cmd, []string{name}), progress: stages}
	if err := w.write(cmd.Context()); err != nil {
		return err
	}
	if err := cmd.Context().Err(); err != nil {
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
	printScorecard(&b, r)
	fmt.Fprintf(&b, "\nstudy %s  seed %d  inputs %s\nreport: %s\n", r.Name, seed, w.inputHash[:16], filepath.Join(target, "report.html"))
	_, err = b.WriteTo(cmd.OutOrStdout())
	return err
}

// stages shows the stages of a run one after the other.
type stages struct {
	screen *progress.Screen
	bar    *progress.Bar
}

func (s *stages) Stage(name string, pieces int) {
	s.end()
	s.bar = s.screen.Start(name, "pieces", pieces)
}

func (s *stages) Piece(n int) { s.bar.Add(n) }

func (s *stages) end() {
	s.bar.End()
	s.bar = nil
}
