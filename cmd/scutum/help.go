package main

import "github.com/spf13/cobra"

// newHelpCommand is help as a verb. Unlike the library's it does not take an
// unknown verb for none.
func newHelpCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "help [VERB]",
		Short:   "Tell what a verb does and takes",
		Long:    "Prints the help of a verb: what it does, an example and its flags.",
		Example: "  scutum help study",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			target, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownVerb(target, rest[0])
			}
			target.InitDefaultHelpFlag()
			return target.Help()
		},
	}
}
