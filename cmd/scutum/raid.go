package main

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"scutum/campaign"
	"scutum/engagement/battle"
	"scutum/internal/hint"
	"scutum/scenario"
)

// raidFlags are the flags of scutum raid.
type raidFlags struct {
	runs, workers    int
	seed             uint64
	fidelity         string
	assumptions      string
	figures          []string // KEY=VALUE
	out, resume      string
	onlyRun, showRun int
	events           eventsValue
	halfWidth        float64
	force, asJSON    bool
}

const (
	defaultRaid  = "europe-mixed"
	defaultRuns  = 2000
	mostRuns     = 100_000_000
	defaultEvent = 100 // runs whose events are written
)

func newRaidCommand() *cobra.Command {
	var o raidFlags
	cmd := &cobra.Command{
		Use:   "raid [NAME|FILE]",
		Short: "Run a raid against a shield many times, from launch to outcome",
		Long: `Fights the raid of a study (the built-in europe-mixed without a name) against its
shields many times: sensors, tracks, fire plans, interceptors, kills. Prints leakers,
kills, shots and first-intercept times with intervals of 95 %, and how far the kill
chain went. Results go to a directory; report.html there is the report, with the time
chart of the run that has the median number of leakers.

With --fidelity full radars find and miss, and trackers follow what they report; with
kinematic a missile is tracked from the moment a sensor can hold it on.

The same study, seed and version give the same bytes, whatever the workers. A
campaign that was broken off, by Ctrl-C or worse, goes on with --resume DIR. A single
run is done again with --only-run I, with every event of it.`,
		Example: "  scutum raid --fidelity kinematic --runs 300\n" +
			"  scutum raid europe-mixed --only-run 17 --fidelity kinematic --out out/run-17",
		Args: argumentsBetween(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	f := cmd.Flags()
	wholeVar(f, &o.runs, "runs", defaultRuns, 1, mostRuns, "number of runs")
	f.Var(&seedValue{&o.seed}, "seed", "seed of the draws (default the study's own)")
	choiceVar(f, &o.fidelity, "fidelity", battle.Full.String(), []string{battle.Full.String(), battle.Kinematic.String()}, "how the picture of each run is made")
	choiceVar(f, &o.assumptions, "assumptions", "published", assumptionSets, "assumption set of the catalogue's figures")
	f.StringArrayVar(&o.figures, "figure", nil, "change a figure of the catalogue, as KEY=VALUE; may be repeated")
	wholeVar(f, &o.workers, "workers", 0, 0, 1024, "number of workers (0: one for each processor)")
	f.StringVar(&o.out, "out", "", "directory of the results (default out/raid-NAME)")
	f.StringVar(&o.resume, "resume", "", "go on with the campaign that was begun in `DIR`")
	wholeVar(f, &o.onlyRun, "only-run", -1, 0, mostRuns, "do this run alone, from 0, and print its events")
	wholeVar(f, &o.showRun, "show-run", -1, 0, mostRuns, "run whose time chart the report shows (default the first with the median number of leakers)")
	o.events = defaultEvent
	f.Var(&o.events, "events", "write the events of the first N runs: all, none or N")
	numberVar(f, &o.halfWidth, "half-width", 0.1, 0.0001, 1000, "half width of the leakers' interval that is wanted: it is told how many runs that needs")
	f.BoolVar(&o.force, "force", false, "replace a directory that scutum did not make, or a campaign that is not finished")
	jsonFlag(cmd, &o.asJSON)
	for _, name := range []string{"only-run", "show-run"} {
		f.Lookup(name).DefValue = "" // -1 stands for none
	}
	return cmd
}

// eventsValue is how many runs write their events.
type eventsValue int

func (v *eventsValue) Type() string { return "N" }

func (v *eventsValue) String() string {
	if v == nil {
		return ""
	}
	switch *v {
	case 0:
		return "none"
	case mostRuns:
		return "all"
	}
	return strconv.Itoa(int(*v))
}

func (v *eventsValue) Set(text string) error {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	switch {
	case text == "all":
		n = mostRuns
	case text == "none":
		n = 0
	case err != nil || n < 0 || n > mostRuns:
		return hint.New("", "%s is neither all, none nor a whole number in [0, %d]", quoted(text), mostRuns)
	}
	*v = eventsValue(n)
	return nil
}

// run chooses between beginning, going on and a single run.
func (o *raidFlags) run(cmd *cobra.Command, args []string) error {
	given := cmd.Flags().Changed
	switch {
	case given("resume") && given("out"):
		return hint.New("--resume names the directory", "--resume and --out go not together")
	case given("resume") && given("only-run"):
		return hint.New("a single run takes no time: leave --resume out", "--resume and --only-run go not together")
	case given("only-run") && given("show-run"):
		return hint.New("--only-run shows its run", "--only-run and --show-run go not together")
	}
	for _, name := range []string{"only-run", "show-run"} {
		which := o.onlyRun
		if name == "show-run" {
			which = o.showRun
		}
		if given(name) && (given("runs") || name == "show-run") && which >= o.runs && !given("resume") {
			return hint.New("they count from 0", "--%s: %d is none of %d runs", name, which, o.runs)
		}
	}
	if given("resume") {
		return o.goOn(cmd, args)
	}
	name := defaultRaid
	if len(args) > 0 {
		name = args[0]
	}
	r, err := o.open(cmd, name)
	if err != nil {
		return err
	}
	if given("only-run") {
		return r.only(cmd)
	}
	return r.begin(cmd)
}

// raid is a study's raid with its figures filled in, ready to be fought.
type raid struct {
	*oneShield
	o         *raidFlags
	name      string // as the command line has the study
	seed      uint64
	newRunner func() campaign.Runner
	order     []string // the missiles' names
}

// open reads the study and readies its battle.
func (o *raidFlags) open(cmd *cobra.Command, name string) (*raid, error) {
	s, err := openSetting(cmd, name, o.assumptions, o.figures)
	if err != nil {
		return nil, err
	}
	if len(s.setting.Raid.Missiles) == 0 {
		return nil, hint.New("give it a raid, as scutum show europe-mixed has one", "study %s has no raid", s.setting.Name)
	}
	r := &raid{oneShield: s, o: o, name: name, seed: s.setting.Seed}
	if cmd.Flags().Changed("seed") {
		r.seed = o.seed
	}
	s.setting.Seed = r.seed
	for _, m := range s.setting.Raid.Missiles {
		r.order = append(r.order, m.Name)
	}
	r.newRunner, err = newBattle(s.setting, o.fidelity)
	return r, err
}

// newBattle readies a setting's battle at a fidelity.
func newBattle(set *scenario.Setting, fidelity string) (func() campaign.Runner, error) {
	f, err := battle.FidelityByName(fidelity)
	if err != nil {
		return nil, err
	}
	b, err := battle.New(set, battle.Options{Fidelity: f})
	if err != nil {
		return nil, err
	}
	return func() campaign.Runner { return b.Worker() }, nil
}

// target is the directory of the results.
func (r *raid) target() string {
	if r.o.out != "" {
		return r.o.out
	}
	name := "raid-" + r.setting.Name
	if r.o.onlyRun >= 0 {
		name += fmt.Sprintf("-run-%d", r.o.onlyRun)
	}
	return filepath.Join("out", name)
}
