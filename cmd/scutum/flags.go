package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"scutum/internal/hint"
)

// strictFlags makes every flag of a command and of those below it refuse to be
// given twice, where one of the two would be lost, and to be given nothing, as
// an empty variable of the shell would.
func strictFlags(cmd *cobra.Command) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if _, list := f.Value.(pflag.SliceValue); !list {
			f.Value = &strictValue{Value: f.Value}
		}
	})
	for _, c := range cmd.Commands() {
		strictFlags(c)
	}
}

// strictValue is the value of a flag that is given once.
type strictValue struct {
	pflag.Value
	given string
	set   bool
}

func (v *strictValue) Set(text string) error {
	switch {
	case v.set && v.given == text:
		return hint.New("keep one of them", "is given twice")
	case v.set:
		return hint.New("keep one of them", "is given twice: %s and %s", quoted(v.given), quoted(text))
	case v.Type() == "string" && strings.TrimSpace(text) == "":
		return hint.New("leave the flag out for its default", "is empty")
	}
	if err := v.Value.Set(text); err != nil {
		if v.Type() == "bool" {
			return hint.New("the flag alone means true", "%s is neither true nor false", quoted(text))
		}
		return err
	}
	v.given, v.set = text, true
	return nil
}

// mostSeed is the largest seed: what a number in JSON holds exactly, and the
// same as a study file's.
const mostSeed = 1<<53 - 1

// seedValue is the value of a flag that takes a seed.
type seedValue struct{ seed *uint64 }

func (v *seedValue) Type() string { return "N" }

func (v *seedValue) String() string {
	if v.seed == nil {
		return ""
	}
	return strconv.FormatUint(*v.seed, 10)
}

func (v *seedValue) Set(text string) error {
	n, err := strconv.ParseUint(strings.TrimSpace(text), 10, 64)
	if err != nil || n > mostSeed {
		return hint.New("", "%s is not a whole number in [0, %d]", quoted(text), mostSeed)
	}
	*v.seed = n
	return nil
}
