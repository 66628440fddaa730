package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"scutum/internal/hint"
	"scutum/internal/strictyaml"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

type checkAnswer struct {
	File         string         `json:"file"`
	Valid        bool           `json:"valid"`
	Name         string         `json:"name,omitempty"`
	Shields      []string       `json:"shields,omitempty"`
	Threats      []string       `json:"threats,omitempty"`
	Trajectories int            `json:"protected_trajectories"`
	Raid         []checkedWave  `json:"raid,omitempty"`
	Doctrine     *checkedOrders `json:"doctrine,omitempty"`
	Parties      []checkedParty `json:"parties,omitempty"`
	Seed         int            `json:"seed"`
	Inputs       []checkedInput `json:"inputs,omitempty"`
	InputsSHA256 string         `json:"inputs_sha256,omitempty"` // of all of them, as results quote it
	Errors       []checkedError `json:"errors"`
}

type checkedInput struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
}

// checkedWave is how many missiles of a class a raid aims at a town.
type checkedWave struct {
	Class    string `json:"class"`
	To       string `json:"to"`
	Missiles int    `json:"missiles"`
}

type checkedOrders struct {
	Salvo       int     `json:"salvo"`
	Shots       int     `json:"shots,omitempty"` // absent: the interceptor's own
	Look        bool    `json:"look"`
	Reserve     int     `json:"reserve"`
	AssessDelay float64 `json:"kill_assessment_s"`
}

type checkedParty struct {
	Name    string   `json:"name"`
	Shield  string   `json:"shield"`
	Defends []string `json:"defends"`
	Corners int      `json:"sector_corners"`
}

type checkedError struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Field   string `json:"field,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

func newCheckCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check FILE",
		Short: "Say what is wrong with a study, without running it",
		Long: `Reads a study and the files that it includes, and prints every error with its file,
line, field and allowed range. Exit code 2 if there is one.`,
		Example: "  scutum check mine.yaml\n  scutum check europe",
		Args:    argumentsBetween(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			answer, err := checkStudy(args[0])
			if asJSON {
				if printErr := printJSON(cmd, answer); printErr != nil {
					return printErr
				}
				return err
			}
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is a study: %s, %s, %s\n%sseed %d  inputs %s\n",
				answer.File, counted(len(answer.Shields), "shield", "shields"), counted(len(answer.Threats), "threat", "threats"),
				counted(answer.Trajectories, "protected trajectory", "protected trajectories"), raidInWords(&answer), answer.Seed, answer.InputsSHA256[:16])
			return err
		},
	}
	jsonFlag(cmd, &asJSON)
	return cmd
}

// checkStudy reads a study and expands it under every assumption set, for what
// only shows then.
func checkStudy(name string) (checkAnswer, error) {
	answer := checkAnswer{File: name, Errors: []checkedError{}}
	fail := func(err error) (checkAnswer, error) {
		answer.Errors = checkedErrors(name, err)
		return answer, err
	}
	cat := catalogue.Default()
	f, err := scenario.Open(name, cat)
	if err != nil {
		return fail(err)
	}
	for _, set := range cat.SetNames() {
		base, err := f.Base(cat, set)
		if err != nil {
			return fail(err)
		}
		setting, err := scenario.Expand(f, cat, base)
		if err != nil {
			return fail(fmt.Errorf("%s, under %s: %w", name, set, err))
		}
		answer.Trajectories = len(setting.Force.Trajectories)
		answer.addRaid(setting)
	}
	answer.Valid, answer.Name, answer.Seed = true, f.Name, f.Seed
	for _, s := range f.Shields {
		answer.Shields = append(answer.Shields, s.Name)
	}
	for _, t := range f.Threats {
		answer.Threats = append(answer.Threats, t.Name)
	}
	sums, all := inputSums(f)
	for i, input := range f.Inputs() {
		answer.Inputs = append(answer.Inputs, checkedInput{input.Name, sums[i].SHA256})
	}
	answer.InputsSHA256 = all
	return answer, nil
}

// addRaid tells the raid, how parties shoot and who they are, where the study
// has a raid or parties.
func (a *checkAnswer) addRaid(s *scenario.Setting) {
	a.Raid, a.Parties = nil, nil
	for _, m := range s.Raid.Missiles {
		same := func(w checkedWave) bool { return w.Class == m.Class.Name && w.To == m.To.Name }
		i := slices.IndexFunc(a.Raid, same)
		if i < 0 {
			i, a.Raid = len(a.Raid), append(a.Raid, checkedWave{m.Class.Name, m.To.Name, 0})
		}
		a.Raid[i].Missiles++
	}
	if len(s.Raid.Missiles) == 0 && len(s.Parties) == 0 {
		return
	}
	d := &s.Doctrine
	a.Doctrine = &checkedOrders{d.Salvo, d.Shots, d.Look, d.Reserve, d.AssessDelay.Seconds()}
	for _, p := range s.Sides() {
		a.Parties = append(a.Parties, checkedParty{p.Name, s.Shields[p.Shield].Name, p.Countries, len(p.Sector)})
	}
}

// raidInWords is what check prints of a raid and its parties.
func raidInWords(a *checkAnswer) string {
	var b strings.Builder
	if len(a.Raid) > 0 {
		total := 0
		var waves []string
		for _, w := range a.Raid {
			total += w.Missiles
			waves = append(waves, fmt.Sprintf("%d %s at %s", w.Missiles, w.Class, w.To))
		}
		fmt.Fprintf(&b, "raid of %s: %s\n", counted(total, "missile", "missiles"), strings.Join(waves, ", "))
	}
	for _, p := range a.Parties {
		fmt.Fprintf(&b, "%s has %s and defends %s", p.Name, p.Shield, strings.Join(p.Defends, ", "))
		if p.Corners > 0 {
			fmt.Fprintf(&b, "; a sector of %d corners", p.Corners)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// counted writes a number and what is counted.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func checkedErrors(name string, err error) []checkedError {
	var all strictyaml.Errors
	if !errors.As(err, &all) {
		return []checkedError{{File: name, Message: err.Error(), Hint: hint.Of(err)}}
	}
	var checked []checkedError
	for _, e := range all {
		checked = append(checked, checkedError{e.File, e.Line, e.Field, e.Message, e.Advice})
	}
	return checked
}
