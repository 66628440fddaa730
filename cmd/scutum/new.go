package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"scutum/internal/hint"
	"scutum/internal/outdir"
	"scutum/scenario"
)

func newNewCommand() *cobra.Command {
	var force, asJSON bool
	var from string
	cmd := &cobra.Command{
		Use:   "new FILE",
		Short: "Write a commented starter study",
		Long: `Writes a small study with a comment on every key, or with --from a copy of a
built-in study. It refuses to replace a file unless --force is given.`,
		Example: "  scutum new mine.yaml\n  scutum new mine.yaml --from epaa-3",
		Args:    argumentsBetween(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if name := args[0]; strings.TrimSpace(name) == "" || name == "-" {
				return hint.New("for example: scutum new mine.yaml", "%s is no name for a file", quoted(name))
			}
			content := scenario.Starter()
			if from != "" {
				var err error
				if content, err = scenario.Copy(from); err != nil {
					return err
				}
			}
			if err := outdir.WriteFile(args[0], content, force); err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd, struct {
					File string `json:"file"`
				}{args[0]})
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "edit it, then: scutum check %s\n", args[0])
			_, err := fmt.Fprintln(cmd.OutOrStdout(), args[0])
			return err
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace the file if it exists")
	cmd.Flags().StringVar(&from, "from", "", "copy the built-in study of this `NAME`")
	jsonFlag(cmd, &asJSON)
	return cmd
}
