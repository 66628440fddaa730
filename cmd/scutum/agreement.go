package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"scutum/agreement/limits"
	"scutum/internal/hint"
	"scutum/report/export"
	"scutum/systems/catalogue"
)

func newAgreementCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "agreement",
		Short: "Limits that a machine can check, and prove",
		Long: `An agreement is a file of clauses: a text as in a treaty, a condition that runs, the
evidence that it needs, who can check it and how. Built in are ` + strings.Join(limits.BuiltIns(), ", ") + `.`,
		Example: "  scutum agreement show both-sides-2011\n  scutum agreement check both-sides-2011 epaa-3",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAgreementNewCommand(), newAgreementShowCommand(), newAgreementCheckCommand(), newAgreementCertifyCommand(), newAgreementSearchCommand())
	return cmd
}

func newAgreementNewCommand() *cobra.Command {
	var force, asJSON bool
	var from string
	cmd := &cobra.Command{
		Use:   "new FILE",
		Short: "Write a commented draft of an agreement",
		Long: `Writes a small agreement with a comment on every key, or with --from a copy of a
built-in one. It refuses to replace a file unless --force is given.`,
		Example: "  scutum agreement new limits.yaml\n  scutum agreement new limits-2012.yaml --from moscow-2012",
		Args:    argumentsBetween(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if name := args[0]; strings.TrimSpace(name) == "" || name == "-" {
				return hint.New("for example: scutum agreement new limits.yaml", "%s is no name for a file", quoted(name))
			}
			content := limits.Starter()
			if from != "" {
				if !slices.Contains(limits.BuiltIns(), from) {
					return hint.New(orWord(hint.DidYouMean(from, limits.BuiltIns()), "there are "+strings.Join(limits.BuiltIns(), ", ")), "--from: no agreement is called %s", quoted(from))
				}
				content, _ = limits.Source(from)
			}
			return writeDraft(cmd, args[0], content, force, asJSON, "scutum agreement check "+args[0]+" epaa-3")
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace the file if it exists")
	cmd.Flags().StringVar(&from, "from", "", "copy the built-in agreement of this `NAME`")
	jsonFlag(cmd, &asJSON)
	return cmd
}

func newAgreementShowCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show NAME|FILE",
		Short: "Print an agreement, with the guarantee's places and figures filled in",
		Long: `Prints an agreement as people read it. With --json it prints the canonical form, whose
SHA-256 stands in certificates: every place with its coordinates, every figure.`,
		Example: "  scutum agreement show moscow-2012\n  scutum agreement show both-sides-2011 --json",
		Args:    argumentsBetween(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := limits.Open(args[0], catalogue.Default())
			if err != nil {
				return err
			}
			content := a.JSON()
			if !asJSON {
				content = []byte(a.Text())
			}
			_, err = cmd.OutOrStdout().Write(content)
			return err
		},
	}
	jsonFlag(cmd, &asJSON)
	return cmd
}

// agreementSum is the digest of an agreement's canonical form.
func agreementSum(a *limits.Agreement) string { return export.Sum("agreement", a.JSON()).SHA256 }
