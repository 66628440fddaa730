package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"scutum/agreement/limits"
	"scutum/agreement/verifier"
	"scutum/campaign"
	"scutum/internal/hint"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// maxCertificateBytes bounds what is read as a certificate or canonical JSON.
const maxCertificateBytes = 256 << 20

func newVerifyCommand() *cobra.Command {
	var o shieldFlags
	cmd := &cobra.Command{
		Use:   "verify CERT AGREEMENT STUDY",
		Short: "Check a certificate by a program that shares nothing with what made it",
		Long: `Checks a certificate of scutum agreement certify: that it is about this agreement and
this study, that the study keeps within the terms, that the boxes cover the whole
domain, and every box anew in arithmetic of its own. Exit code 0 where it is accepted,
1 where it is refused, with the reason.

AGREEMENT and STUDY are names or files, or their canonical JSON as scutum agreement
show --json and scutum show --json print it. A certificate made under --assumptions or
--figure is about the study under them. tools/verify.py does the same in plain Python;
docs/certificate.md has the argument, to write another from.`,
		Example: "  scutum agreement certify both-sides-2011 epaa-3 --out cert.json\n  scutum verify cert.json both-sides-2011 epaa-3",
		Args:    argumentsBetween(3, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			cert, err := readBounded(args[0])
			if err != nil {
				return err
			}
			agreement, err := canonicalAgreement(args[1])
			if err != nil {
				return err
			}
			study, err := canonicalStudy(cmd, args[2], &o)
			if err != nil {
				return err
			}
			answer := make(chan verifier.Result, 1)
			go func() { answer <- verifier.Verify(cert, agreement, study, campaign.Workers(o.workers)) }()
			var result verifier.Result
			select {
			case result = <-answer:
			case <-cmd.Context().Done(): // the checker knows nothing of contexts
				return cmd.Context().Err()
			}
			if o.asJSON {
				err = printJSON(cmd, result)
			} else {
				err = printVerified(cmd.OutOrStdout(), &result)
			}
			if err == nil && !result.Accepted {
				return violated("refused: %s", result.Reason)
			}
			return err
		},
	}
	f := cmd.Flags()
	choiceVar(f, &o.assumptions, "assumptions", "published", assumptionSets, "assumption set of the study's figures")
	f.StringArrayVar(&o.figures, "figure", nil, "change a figure of the catalogue, as KEY=VALUE; may be repeated")
	wholeVar(f, &o.workers, "workers", 0, 0, 1024, "number of workers (default one for each processor)")
	jsonFlag(cmd, &o.asJSON)
	return cmd
}

// canonicalAgreement returns an agreement's canonical JSON, made of a name or a
// file, or as it stands in a file.
func canonicalAgreement(name string) ([]byte, error) {
	if data, ok := canonicalFile(name); ok {
		return data, nil
	}
	a, err := limits.Open(name, catalogue.Default())
	if err != nil {
		return nil, err
	}
	return a.JSON(), nil
}

// canonicalStudy is the same for a study.
func canonicalStudy(cmd *cobra.Command, name string, o *shieldFlags) ([]byte, error) {
	if data, ok := canonicalFile(name); ok {
		if cmd.Flags().Changed("assumptions") || cmd.Flags().Changed("figure") {
			return nil, hint.New("give the study itself", "%s is canonical JSON, whose figures are fixed", name)
		}
		return data, nil
	}
	s, err := openSetting(cmd, name, o.assumptions, o.figures)
	if err != nil {
		return nil, err
	}
	return scenario.Show(s.file, s.cat, s.base).JSON(), nil
}

// canonicalFile reads a file that begins as JSON does.
func canonicalFile(name string) ([]byte, bool) {
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
		return nil, false
	}
	data, err := readBounded(name)
	return data, err == nil && bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{"))
}

func readBounded(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, hint.New("the first argument is a file of scutum agreement certify --out", "%s cannot be read: %v", name, err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxCertificateBytes+1))
	if err == nil && len(data) > maxCertificateBytes {
		err = fmt.Errorf("it is larger than %d MiB", maxCertificateBytes>>20)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return data, nil
}

func printVerified(out io.Writer, r *verifier.Result) error {
	if !r.Accepted {
		_, err := fmt.Fprintf(out, "REFUSED: %s\n", r.Reason)
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "ACCEPTED: %s, %s, each proved anew\n\n%s\n\nNot covered:\n", counted(r.Cases, "case", "cases"), counted(r.Leaves, "box", "boxes"), r.Claim)
	for _, line := range r.NotCovered {
		fmt.Fprintf(&b, "  %s\n", line)
	}
	_, err := b.WriteTo(out)
	return err
}
