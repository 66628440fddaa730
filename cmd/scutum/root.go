package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"scutum"
	"scutum/internal/hint"
	"scutum/internal/nearest"
)

// verbs are the constructors of the verbs, in the order in which help lists
// them. A verb is one file with one constructor.
var verbs = []func() *cobra.Command{
	newStudyCommand,
	newRaidCommand,
	newCooperateCommand,
	newReachCommand,
	newFootprintCommand,
	newDeterrenceCommand,
	newAgreementCommand,
	newVerifyCommand,
	newCompareCommand,
	newTrackCommand,
	newAssignCommand,
	newAlarmCommand,
	newFlightCommand,
	newNewCommand,
	newCheckCommand,
	newShowCommand,
	newSchemaCommand,
	newCatalogueCommand,
	newRadarCommand,
	newAtmosphereCommand,
	newHorizonCommand,
	newGeodesicCommand,
	newLambertCommand,
	newPropagateCommand,
	newValidateCommand,
	newVersionCommand,
}

func newRootCommand() *cobra.Command {
	cobra.EnableCommandSorting = false
	root := &cobra.Command{
		Use:   "scutum",
		Short: "A missile shield that both sides can check",
		Long: `Scutum says, for a missile shield written down in a file, whom it defends and
whose missiles it can reach, with public figures only and a source for each.`,
		Example:       "  scutum study",
		Version:       scutum.Version,
		SilenceErrors: true, // main prints them
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs, // so that RunE can say what was meant
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownVerb(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(explainFlag)
	root.SetVersionTemplate("scutum {{.Version}}\n") // as the verb prints it
	root.SetHelpCommand(newHelpCommand())
	for _, newVerb := range verbs {
		root.AddCommand(newVerb())
	}
	closeArguments(root)
	strictFlags(root)
	return root
}

// closeArguments makes every verb that says nothing about its arguments take
// none, and every group of verbs name the one that was meant.
func closeArguments(parent *cobra.Command) {
	for _, cmd := range parent.Commands() {
		if cmd.Args == nil && !cmd.HasSubCommands() {
			cmd.Args = noArguments
		}
		closeArguments(cmd)
	}
}

func unknownVerb(cmd *cobra.Command, word string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	advice := hint.DidYouMean(word, names)
	if advice == "" {
		advice = fmt.Sprintf("%s --help lists the verbs", cmd.CommandPath())
	}
	return hint.New(advice, "unknown verb %q", word)
}

// noArguments refuses positional arguments.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if cmd.HasAvailableSubCommands() {
		return unknownVerb(cmd, args[0])
	}
	return hint.New(fmt.Sprintf("%s --help shows its flags", cmd.CommandPath()), "%s takes no argument, got %q", cmd.Name(), args[0])
}

// argumentsBetween refuses fewer than least and more than most positional
// arguments.
func argumentsBetween(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= least && len(args) <= most {
			return nil
		}
		return hint.New(fmt.Sprintf("usage: %s", cmd.UseLine()), "%s got %d arguments", cmd.Name(), len(args))
	}
}

// explainFlag turns the flag library's errors into those of this command.
func explainFlag(cmd *cobra.Command, err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	if invalid := (*pflag.InvalidValueError)(nil); errors.As(err, &invalid) {
		cause := invalid.Unwrap()
		return &hint.Error{Message: fmt.Sprintf("--%s: %v", invalid.GetFlag().Name, cause), Advice: hint.Of(cause)}
	}
	see := fmt.Sprintf("%s --help shows its flags", cmd.CommandPath())
	if missing := (*pflag.NotExistError)(nil); errors.As(err, &missing) {
		if letters := missing.GetSpecifiedShortnames(); letters != "" {
			return hint.New(see, "unknown flag -%s", letters)
		}
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if name, ok := nearest.Name(missing.GetSpecifiedName(), names); ok {
			see = fmt.Sprintf("did you mean --%s?", name)
		}
		return hint.New(see, "unknown flag --%s", missing.GetSpecifiedName())
	}
	if bare := (*pflag.ValueRequiredError)(nil); errors.As(err, &bare) {
		return hint.New(see, "--%s needs a value", bare.GetSpecifiedName())
	}
	return &hint.Error{Message: err.Error(), Advice: see}
}

// require makes flags obligatory, with an error that shows the example.
func require(cmd *cobra.Command, names ...string) {
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		for _, name := range names {
			if !cmd.Flags().Changed(name) {
				verb := strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
				return hint.New("for example: "+strings.TrimSpace(cmd.Example), "%s needs --%s", verb, name)
			}
		}
		return nil
	}
}
