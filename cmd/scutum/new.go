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
			return writeDraft(cmd, args[0], content, force, asJSON, "scutum check "+args[0])
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace the file if it exists")
	cmd.Flags().StringVar(&from, "from", "", "copy the built-in study of this `NAME`")
	jsonFlag(cmd, &asJSON)
	return cmd
}

// writeDraft writes a file for the user to edit, and says what to do with it.
func writeDraft(cmd *cobra.Command, file string, content []byte, force, asJSON bool, next string) error {
	if err := outdir.WriteFile(file, content, force); err != nil {
		return err
	}
	if asJSON {
		return printJSON(cmd, struct {
			File string `json:"file"`
		}{file})
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "edit it, then: %s\n", next)
	_, err := fmt.Fprintln(cmd.OutOrStdout(), file)
	return err
}
