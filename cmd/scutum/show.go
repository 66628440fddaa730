package main

import (
	"github.com/spf13/cobra"

	"scutum/scenario"
	"scutum/systems/catalogue"
)

// assumptionSets are the values of --assumptions.
var assumptionSets = []string{"published", "moscow", "brussels"}

func newShowCommand() *cobra.Command {
	var assumptions string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show FILE|NAME",
		Short: "Print a study with every value and where it comes from",
		Long: `Prints a study with every default, place and figure written out, and behind each
value its origin: file and line, catalogue with tag and source, assumption set,
or default. What it prints is itself a study, with its figures fixed.`,
		Example: "  scutum show epaa-3 --assumptions moscow",
		Args:    argumentsBetween(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cat := catalogue.Default()
			f, err := scenario.Open(args[0], cat)
			if err != nil {
				return err
			}
			base, err := f.Base(cat, assumptions)
			if err != nil {
				return err
			}
			if _, err := scenario.Expand(f, cat, base); err != nil {
				return err
			}
			shown := scenario.Show(f, cat, base)
			content := shown.YAML()
			if asJSON {
				content = shown.JSON()
			}
			_, err = cmd.OutOrStdout().Write(content)
			return err
		},
	}
	choiceVar(cmd.Flags(), &assumptions, "assumptions", "published", assumptionSets, "assumption set")
	jsonFlag(cmd, &asJSON)
	return cmd
}
