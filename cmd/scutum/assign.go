package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"scutum/engagement/assignment"
	"scutum/internal/hint"
	"scutum/internal/progress"
)

// assignFlags are the flags of scutum assign.
type assignFlags struct {
	timeMs        float64
	work, parts   int
	bound, write  bool
	generate      generateValue
	asJSON        bool
	given         func(name string) bool
	sha256, named string // of the instance
}

func newAssignCommand() *cobra.Command {
	var o assignFlags
	cmd := &cobra.Command{
		Use:   "assign (INSTANCE | --generate W,T,SEED)",
		Short: "Spend weapons on targets so that least is left, with a proved bound",
		Long: `Answers the static weapon-target assignment problem: spend units of W weapons on T
targets so that the value left, sum V_j prod (1-p_ij)^x_ij, is least. Every unit may
go to any target or stay.

INSTANCE is a file, or - for standard input, in the text format of Andersen, Pavlikov
and Toffolo 2022: a line "W T mu" (mu units of each weapon), T values, then lines
"i j p" with indices from 0; a pair without a line is not allowed. Or it is JSON:
{"value": [60, 40], "units": [2, 1], "max_shots": 2, "probability": [[0.7, 0.5], [0.6, 0]]}
with a row for each weapon; units and max_shots (at each target) are a number for all
or one for each, and may be left out. --generate makes an instance of the random class
V 25-100, p 0.60-0.90 in its place, and --write prints it in the text format.

The answer gets better for --time-ms, and may then vary from run to run; with --work
in its place (pairs looked at, about 2 ns each) it is the same on every machine.
--bound proves a lower bound by Lagrangian relaxation, cuts the problem into up to
--parts parts where that leaves a gap, and betters the answer on the way; it takes
its own time. gap is the part of the value by which the answer may be above the
optimum. The assignment is rows of weapon, target and count.`,
		Example: "  scutum assign --generate 80,80,1 --write > instance.txt\n  scutum assign --generate 80,40,1 --time-ms 10 --bound --json",
		Args:    argumentsBetween(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.given = cmd.Flags().Changed
			p, err := o.instance(cmd, args)
			if err != nil {
				return err
			}
			if o.write {
				return p.Write(cmd.OutOrStdout())
			}
			answer, err := o.answer(cmd, p)
			if err != nil {
				return err
			}
			if o.asJSON {
				return printJSON(cmd, answer)
			}
			return answer.print(cmd.OutOrStdout(), p)
		},
	}
	o.add(cmd)
	return cmd
}

func (o *assignFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	numberVar(f, &o.timeMs, "time-ms", 100, 0, 3.6e6, "time to better the answer, ms, after reading; without --bound's")
	wholeVar(f, &o.work, "work", 0, 0, 1e15, "work to better the answer in place of a time, pairs looked at")
	f.BoolVar(&o.bound, "bound", false, "prove a lower bound, and better the answer by what it finds")
	wholeVar(f, &o.parts, "parts", 0, 0, 1e9, "parts into which --bound may cut the problem (default what takes seconds)")
	f.Var(&o.generate, "generate", "answer the random instance of so many weapons and targets, and that seed")
	f.BoolVar(&o.write, "write", false, "print the instance in the text format in place of an answer")
	jsonFlag(cmd, &o.asJSON)
}

// generateValue is the value of --generate.
type generateValue struct {
	text             string
	weapons, targets int
	seed             uint64
}

func (v *generateValue) Type() string   { return "W,T,SEED" }
func (v *generateValue) String() string { return v.text }

func (v *generateValue) Set(text string) error {
	words := strings.Split(text, ",")
	if len(words) != 3 {
		return hint.New("for example 80,80,1", "%s is not W,T,SEED", quoted(text))
	}
	for k, n := range []*int{&v.weapons, &v.targets} {
		var err error
		if *n, err = strconv.Atoi(strings.TrimSpace(words[k])); err != nil || *n < 1 || *n > assignment.MaxUnits {
			return hint.New("", "%s is not a whole number in [1, %d]", quoted(words[k]), assignment.MaxUnits)
		}
	}
	if v.weapons > assignment.MaxPairs/v.targets {
		return hint.New("", "%d weapons x %d targets are more than %d pairs", v.weapons, v.targets, assignment.MaxPairs)
	}
	v.text = text
	return (&seedValue{&v.seed}).Set(words[2])
}

// instance reads or makes the instance.
func (o *assignFlags) instance(cmd *cobra.Command, args []string) (*assignment.Problem, error) {
	const example = "for example: scutum assign instance.txt --bound, or --generate 80,80,1"
	switch {
	case len(args) == 0 && !o.given("generate"):
		return nil, hint.New(example, "assign needs an instance")
	case len(args) == 1 && o.given("generate"):
		return nil, hint.New(example, "--generate takes the place of %s", quoted(args[0]))
	case o.given("time-ms") && o.given("work"):
		return nil, hint.New("--time-ms is a time, --work the same on every machine", "--time-ms and --work exclude each other")
	case o.given("parts") && !o.bound:
		return nil, hint.New("add --bound", "--parts needs --bound")
	case o.given("generate"):
		o.named = "--generate " + o.generate.text
		p := assignment.Generate(o.generate.weapons, o.generate.targets, o.generate.seed)
		sum := sha256.New()
		if err := p.Write(sum); err != nil {
			return nil, err
		}
		o.sha256 = hex.EncodeToString(sum.Sum(nil))
		return p, nil
	}
	o.named = args[0]
	in := cmd.InOrStdin()
	if o.named == "-" {
		o.named = "standard input"
	} else {
		file, err := os.Open(o.named)
		if err != nil {
			return nil, hint.New("an instance is a file, or - for standard input", "cannot read %s: %v", quoted(o.named), reason(err))
		}
		defer file.Close()
		in = file
	}
	sum := sha256.New()
	p, err := assignment.Read(io.TeeReader(in, sum), o.named)
	if err != nil {
		return nil, err
	}
	o.sha256 = hex.EncodeToString(sum.Sum(nil))
	if p.Missing > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "note: %d of %d pairs have no line, and are not allowed\n", p.Missing, len(p.Probability))
	}
	return &p.Problem, nil
}

// reason is what the operating system says, without the file's name.
func reason(err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return at.Err
	}
	return err
}

// assignAnswer is the answer. Bound and gap are null where they were not asked
// for.
type assignAnswer struct {
	Value      float64           `json:"value"` // left, in expectation
	LowerBound *float64          `json:"lower_bound"`
	Gap        *float64          `json:"gap"` // (value - lower_bound) / value
	Proved     bool              `json:"proved"`
	Unopposed  float64           `json:"value_unopposed"`
	Weapons    int               `json:"weapons"`
	Targets    int               `json:"targets"`
	Units      int               `json:"units"`
	Spent      int               `json:"units_spent"`
	Work       int               `json:"work"`
	Instance   string            `json:"instance"`
	InputHash  string            `json:"input_sha256"`
	Assignment []assignment.Shot `json:"assignment"`
}

// answer solves, and bounds if asked to.
func (o *assignFlags) answer(cmd *cobra.Command, p *assignment.Problem) (*assignAnswer, error) {
	ctx := cmd.Context()
	var s assignment.Solver
	if err := o.solve(ctx, &s, p); err != nil {
		return nil, err
	}
	a := &assignAnswer{Weapons: len(p.Units), Targets: len(p.Value), Work: s.Work(), Instance: o.named, InputHash: o.sha256}
	a.Proved = s.Proved()
	if o.bound {
		b := assignment.NewProver(&s)
		if err := o.prove(ctx, cmd.ErrOrStderr(), b); err != nil {
			return nil, err
		}
		lower, gap := digits(b.Lower()), rounded(b.Gap(), 9)
		a.LowerBound, a.Gap, a.Proved = &lower, &gap, a.Proved || b.Gap() <= assignment.ProvedWithin
	}
	a.Value, a.Assignment = digits(s.Value()), s.Shots([]assignment.Shot{})
	for _, v := range p.Value {
		a.Unopposed += v
	}
	a.Unopposed = digits(a.Unopposed)
	for _, n := range p.Units {
		a.Units += n
	}
	for _, shot := range a.Assignment {
		a.Spent += shot.Count
	}
	return a, nil
}

// digits rounds to twelve significant digits: the rest is noise of summing.
func digits(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 11, 64), 64)
	if err != nil {
		panic(err)
	}
	return y
}

// slowest is the work done in a nanosecond on a slow machine.
const slowest = 0.3

// solve betters the answer for the work or the time that is given. Between two
// looks at the clock lie three quarters of the time that is left, for the rate
// of the work is not known well at first, and half a second at most.
func (o *assignFlags) solve(ctx context.Context, s *assignment.Solver, p *assignment.Problem) error {
	start := time.Now()
	s.Start(p)
	if o.given("work") {
		const piece = 100_000_000 // between two looks at the context
		for o.work > s.Work() && s.Improve(min(piece, o.work-s.Work())) && ctx.Err() == nil {
		}
		return ctx.Err()
	}
	end := start.Add(time.Duration(o.timeMs * 1e6))
	for more := true; more && ctx.Err() == nil; {
		now := time.Now()
		left := end.Sub(now)
		if left <= 0 {
			break
		}
		rate := max(slowest, float64(s.Work())/float64(now.Sub(start)+1))
		more = s.Improve(max(2000, int(rate*float64(min(left*3/4, time.Second/2)))))
	}
	return ctx.Err()
}

// prove betters the bound until it meets the answer, or is as good as it gets.
func (o *assignFlags) prove(ctx context.Context, screen io.Writer, b *assignment.Prover) error {
	bar := progress.On(screen).Start("lower bound", "rounds", 0)
	bar.Note(func() string { return fmt.Sprintf("gap %.4f %%", 100*b.Gap()) })
	defer bar.End()
	const rounds, most = 10, 1000
	for n := 0; n < most && ctx.Err() == nil && b.Ascend(rounds); n += rounds {
		bar.Add(rounds)
	}
	parts := o.parts
	if !o.given("parts") {
		parts = b.PartsInSeconds()
	}
	b.Branch(parts, func() bool { bar.Add(1); return ctx.Err() != nil })
	return ctx.Err()
}

// print writes the answer for people.
func (a *assignAnswer) print(out io.Writer, p *assignment.Problem) error {
	var b strings.Builder
	fmt.Fprintf(&b, "instance     %s: %d weapons, %d units, %d targets\n", a.Instance, a.Weapons, a.Units, a.Targets)
	fmt.Fprintf(&b, "value        %.6g is left of %.6g, in expectation\n", a.Value, a.Unopposed)
	if a.LowerBound != nil {
		fmt.Fprintf(&b, "lower bound  %.6g, proved: the answer is at most %.4f %% above the optimum\n", *a.LowerBound, 100**a.Gap)
	}
	if a.Proved {
		fmt.Fprintf(&b, "             no assignment leaves less by a part of 1e-6\n")
	}
	fmt.Fprintf(&b, "spent        %d units\n\nweapon  target  units  kills with\n", a.Spent)
	for _, s := range a.Assignment {
		fmt.Fprintf(&b, "%6d  %6d  %5d  %10.4f\n", s.Weapon, s.Target, s.Count, p.Probability[s.Weapon*a.Targets+s.Target])
	}
	fmt.Fprintf(&b, "\nwork %d  inputs %s\n", a.Work, a.InputHash[:16])
	_, err := io.WriteString(out, b.String())
	return err
}
