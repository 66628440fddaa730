package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"scutum"
)

func newVersionCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  scutum version",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asJSON {
				return printJSON(cmd, struct {
					Version string `json:"version"`
				}{scutum.Version})
			}
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "scutum", scutum.Version)
			return err
		},
	}
	jsonFlag(cmd, &asJSON)
	return cmd
}
