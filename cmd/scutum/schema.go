package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"scutum/scenario"
	"scutum/systems/catalogue"
)

func newSchemaCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of a study",
		Long: `Prints the JSON Schema of a study file. An editor that knows it completes keys and
marks mistakes while one writes.`,
		Example: "  scutum schema > study.schema.json",
		RunE: func(cmd *cobra.Command, _ []string) error {
			schema, err := scenario.SchemaJSON(catalogue.Default())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s\n", schema)
			return err
		},
	}
	jsonFlag(cmd, &asJSON) // it is JSON either way
	return cmd
}
