package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"scutum"
	"scutum/agreement/search"
	"scutum/internal/hint"
	"scutum/internal/outdir"
	"scutum/internal/progress"
	"scutum/report/export"
)

// searchFlags are the flags of agreement search.
type searchFlags struct {
	shieldFlags
	guarantee, keep string
	within, resume  string
	seed            uint64
	spacingKm       float64
	coarse, certify bool
}

const (
	defaultGuarantee = "no protected trajectory reachable"
	defaultKeep      = "people defended >= 95 %"
)

func newAgreementSearchCommand() *cobra.Command {
	var o searchFlags
	cmd := &cobra.Command{
		Use:   "search STUDY",
		Short: "Find the loosest limits that keep a guarantee, and what they cost the defence",
		Long: `Searches limits on a shield (speed, earliest launch, sites on land, waters for ships,
radars) for those that keep a guarantee and leave enough of the defence, and names the
loosest: STUDY@deal-1 and so on. With --out each is written as an agreement that scutum
agreement check, certify and show take, beside the study as it would then be; the
study's own file is never touched. Percentages are of what the study defends without
limits. Ships count as being anywhere that the limits let them be.

A guarantee is: no protected trajectory reachable; margin >= 0.1 km/s; protected
trajectories reachable <= 10; protected missiles stopped <= 10. What is kept is: people
defended >= 95 %; people defended from irbm >= 90 %; interceptors >= 24; sites >= 2.
Terms are joined by "and".

The named deals are then certified, ships included, which takes some minutes for each
that lets ships be; one that cannot be is tightened until it can, or says that it is
sampled only. --certify=false leaves that out.

With --within AGREEMENT it goes the other way: the best shield inside given limits, out
of the kinds and sites of all shields of the study.

A search that was broken off goes on with --resume DIR. Exit code 1 where no limits
keep both.`,
		Example: "  scutum agreement search epaa-3-ships --coarse --out out/deals\n" +
			"  scutum agreement search plan-2007 --coarse --guarantee \"margin >= 0.1 km/s\" --keep \"people defended >= 50 %\"\n" +
			"  scutum agreement search epaa-3-ships --within both-sides-2011 --coarse",
		Args: argumentsBetween(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	o.add(cmd)
	f := cmd.Flags()
	f.StringVar(&o.guarantee, "guarantee", defaultGuarantee, "what must hold against the protected force")
	f.StringVar(&o.keep, "keep", defaultKeep, "what must be left of the defence")
	f.StringVar(&o.within, "within", "", "find the best shield inside this `AGREEMENT` instead")
	f.StringVar(&o.resume, "resume", "", "go on with the search that was begun in `DIR`, with the same flags otherwise")
	f.Var(&seedValue{&o.seed}, "seed", "seed of the draws (default the study's own)")
	numberVar(f, &o.spacingKm, "spacing-km", 50, 25, 500, "one place is sampled in each square of this size")
	f.BoolVar(&o.coarse, "coarse", false, "a first look: few commit times, places 200 km apart")
	f.BoolVar(&o.certify, "certify", true, "prove the deals, ships included: some minutes for each with ships; with --coarse on land alone unless asked")
	return cmd
}

// coarseLevels are the commit times of a first look, s after burnout.
var coarseLevels = []float64{search.NoCommitS, 60}

func (o *searchFlags) options(cmd *cobra.Command, s *oneShield) search.Options {
	out := search.Options{SpacingKm: o.spacingKm, Seed: s.setting.Seed, Workers: o.workers, Refine: true}
	if cmd.Flags().Changed("seed") {
		out.Seed = o.seed
	}
	if o.coarse {
		out.Levels, out.Draws, out.Refine = coarseLevels, 20, false
		out.SpacingKm = max(200, o.spacingKm)
	}
	return out
}

func (o *searchFlags) run(cmd *cobra.Command, args []string) error {
	if o.resume != "" && o.out != "" {
		return hint.New("--resume names the directory", "--resume and --out go not together")
	}
	s, err := o.open(cmd, args)
	if err != nil {
		return err
	}
	if o.within != "" {
		return o.runWithin(cmd, s)
	}
	g, err := search.ParseGuarantee(o.guarantee)
	if err != nil {
		return err
	}
	k, err := search.ParseKeep(o.keep, search.Classes(s.setting))
	if err != nil {
		return err
	}
	options := o.options(cmd, s)
	dir, store, err := o.directory(cmd, s, &options)
	if err != nil {
		return err
	}
	if dir != nil {
		defer dir.Discard()
		options.Store = store
	}
	bar := progress.On(cmd.ErrOrStderr())
	var working *progress.Bar
	options.Progress = func(n int) { working.Add(n) }
	p, err := search.New(s.setting, s.index, options)
	if err != nil {
		return err
	}
	working = bar.Start("search "+s.setting.Name, "pieces", p.Pieces())
	defer working.End()
	result, err := p.Run(cmd.Context(), g, k)
	if err == nil {
		working.End()
		working, err = nil, o.prove(cmd, p, result, bar)
	}
	if err != nil {
		return o.brokenOff(dir, store, err)
	}
	return o.finish(cmd, s, p, result, dir)
}

// prove certifies the deals that were found.
func (o *searchFlags) prove(cmd *cobra.Command, p *search.Problem, r *search.Result, bar *progress.Screen) error {
	asked := cmd.Flags().Changed("certify")
	if !o.certify {
		return nil
	}
	var working *progress.Bar
	err := p.Prove(cmd.Context(), r, asked || !o.coarse, func(deal string, families int) func(int) {
		working.End()
		working = bar.Start("certify "+deal, "families", families)
		return working.Add
	})
	working.End()
	return err
}

// brokenOff keeps what is done.
func (o *searchFlags) brokenOff(dir *outdir.Unfinished, store *searchStore, err error) error {
	if dir == nil || store.kept == 0 {
		return err
	}
	dir.Keep()
	target := orWord(o.resume, o.out)
	return &interruption{message: fmt.Sprintf("%v; %s kept in %s", err, counted(store.kept, "part is", "parts are"), target),
		advice: "the same command with --resume " + target + " in place of --out goes on"}
}

// searchedStudy is the answer of agreement search.
type searchedStudy struct {
	*search.Result
	InputsSHA256 string   `json:"inputs_sha256"`
	Files        []string `json:"files"`
}

func (o *searchFlags) finish(cmd *cobra.Command, s *oneShield, p *search.Problem, r *search.Result, dir *outdir.Unfinished) error {
	answer := &searchedStudy{r, s.inputSum, []string{}}
	target := orWord(o.resume, o.out)
	if dir != nil {
		if err := o.writeDeals(cmd, s, p, answer, dir, target); err != nil {
			return err
		}
	}
	var err error
	if o.asJSON {
		err = printJSON(cmd, answer)
	} else {
		err = answer.print(cmd.OutOrStdout(), target)
	}
	if err == nil && len(r.Deals) == 0 {
		return violated("no limits keep both the guarantee and the defence")
	}
	return err
}

// searchStore keeps levels and proofs in a directory's state.
type searchStore struct {
	folder string
	kept   int
}

func (s *searchStore) Load(name string) ([]byte, bool) {
	data, err := os.ReadFile(filepath.Join(s.folder, name))
	if err == nil {
		s.kept++
	}
	return data, err == nil
}

func (s *searchStore) Save(name string, data []byte) error {
	path := filepath.Join(s.folder, name)
	if err := os.WriteFile(path+".partial", data, 0o644); err != nil {
		return err
	}
	s.kept++
	return os.Rename(path+".partial", path)
}

// searchHeader is what the levels that are kept depend on.
func (o *searchFlags) header(s *oneShield, options *search.Options) ([]byte, error) {
	h := struct {
		Version, Build, Inputs, Catalogue, Shield, Assumptions string
		Figures                                                []changedFigure
		Seed                                                   uint64
		SpacingKm                                              float64
		Draws                                                  int
		Levels                                                 []float64
	}{scutum.Version, revision(), s.inputSum, s.cat.Hash(), s.shield.Name, o.assumptions, s.changed, options.Seed, options.SpacingKm, options.Draws, options.Levels}
	for i := range h.Figures {
		if v := h.Figures[i].Value; v != nil && math.IsInf(*v, 0) {
			h.Figures[i].Value = nil
		}
	}
	return json.Marshal(h)
}

// directory begins or resumes the directory of the results, none without --out.
func (o *searchFlags) directory(cmd *cobra.Command, s *oneShield, options *search.Options) (*outdir.Unfinished, *searchStore, error) {
	if o.out == "" && o.resume == "" {
		return nil, nil, nil
	}
	want, err := o.header(s, options)
	if err != nil {
		return nil, nil, err
	}
	const name = "header.json"
	if o.resume != "" {
		dir, err := outdir.Resume(o.resume)
		if err != nil {
			return nil, nil, err
		}
		if had, err := os.ReadFile(filepath.Join(dir.State(), name)); err != nil || string(had) != string(want) {
			dir.Keep()
			return nil, nil, hint.New("give the flags as they were, or begin anew with --out and --force", "%s was begun with another study, version or flags", o.resume)
		}
		return dir, &searchStore{folder: dir.State()}, nil
	}
	dir, err := outdir.Begin(o.out, o.force)
	if exists := (*outdir.Exists)(nil); errors.As(err, &exists) {
		return nil, nil, hint.New(fmt.Sprintf("--resume %s goes on with it; --force begins anew", o.out), "%s holds a search that is not finished", o.out)
	}
	if err != nil {
		return nil, nil, err
	}
	if err := os.WriteFile(filepath.Join(dir.State(), name), want, 0o644); err != nil {
		dir.Discard()
		return nil, nil, err
	}
	return dir, &searchStore{folder: dir.State()}, nil
}

// writeDeals writes the agreements, the studies under them and the whole answer.
func (o *searchFlags) writeDeals(cmd *cobra.Command, s *oneShield, p *search.Problem, answer *searchedStudy, dir *outdir.Unfinished, target string) error {
	type file struct {
		name string
		data []byte
	}
	var files []file
	for i := range answer.Deals {
		d := &answer.Deals[i]
		files = append(files, file{d.Name + ".yaml", p.YAML(d)}, file{d.Name + ".study.yaml", p.Variant(s.file, d).YAML()})
	}
	for _, f := range files {
		answer.Files = append(answer.Files, f.name)
	}
	data, err := json.MarshalIndent(answer, "", "  ")
	if err != nil {
		return err
	}
	files = append(files, file{"search.json", append(data, '\n')}, file{"front.csv", answer.frontCSV()})
	var sums []export.File
	for _, f := range files {
		sums = append(sums, export.Sum(f.name, f.data))
	}
	page, err := dealsPage(cmd, s, answer, sums)
	if err != nil {
		return err
	}
	files = append(files, file{"report.html", page})
	for _, f := range files {
		if err := dir.WriteFile(f.name, f.data); err != nil {
			return err
		}
	}
	m := export.Manifest{Version: scutum.Version, Command: commandLine(cmd, []string{s.setting.Name}), Study: s.file.Name, Seed: answer.Seed, Inputs: s.inputs,
		Catalogue: export.File{Name: "catalogue", SHA256: s.cat.Hash()}}
	var b strings.Builder
	if err := m.Write(&b, dir.FS()); err != nil {
		return err
	}
	if err := dir.WriteFile(export.ManifestName, []byte(b.String())); err != nil {
		return err
	}
	return dir.Commit()
}
