package main

import (
	"errors"
	"fmt"

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
	Seed         int            `json:"seed"`
	Inputs       []checkedInput `json:"inputs,omitempty"`
	InputsSHA256 string         `json:"inputs_sha256,omitempty"` // of all of them, as results quote it
	Errors       []checkedError `json:"errors"`
}

type checkedInput struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
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
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is a study: %s, %s, %s\nseed %d  inputs %s\n",
				answer.File, counted(len(answer.Shields), "shield", "shields"), counted(len(answer.Threats), "threat", "threats"),
				counted(answer.Trajectories, "protected trajectory", "protected trajectories"), answer.Seed, answer.InputsSHA256[:16])
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
