package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"scutum/agreement/limits"
	"scutum/agreement/search"
	"scutum/internal/hint"
	"scutum/systems/catalogue"
)

// searchedWithin is the answer of agreement search --within.
type searchedWithin struct {
	*search.Within
	AgreementHash string `json:"agreement_sha256"`
	InputsSHA256  string `json:"inputs_sha256"`
}

// runWithin finds the best shield inside an agreement.
func (o *searchFlags) runWithin(cmd *cobra.Command, s *oneShield) error {
	for _, name := range []string{"guarantee", "keep", "out", "resume", "certify"} {
		if cmd.Flags().Changed(name) {
			return hint.New("leave it out: the agreement is given", "--within and --%s go not together", name)
		}
	}
	a, err := limits.Open(o.within, catalogue.Default())
	if err == nil {
		err = a.CheckSatisfiable()
	}
	if err != nil {
		return err
	}
	options := o.options(cmd, s)
	found, err := search.InsideOf(cmd.Context(), s.setting, s.index, a, options)
	if err != nil {
		return err
	}
	answer := &searchedWithin{found, agreementSum(a), s.inputSum}
	if o.asJSON {
		err = printJSON(cmd, answer)
	} else {
		err = answer.print(cmd.OutOrStdout())
	}
	if err == nil && len(found.Steps) == 0 {
		return violated("no shield of the study's kinds and sites is inside %s", a.Name)
	}
	return err
}

func (a *searchedWithin) print(w io.Writer) error {
	fmt.Fprintf(w, "The best shield of study %s inside %s", a.Study, a.Agreement)
	if a.CommitS != nil {
		fmt.Fprintf(w, ", no launch before burnout")
		if *a.CommitS != 0 {
			fmt.Fprintf(w, " %+g s", *a.CommitS)
		}
	}
	fmt.Fprintf(w, "\n\n%s as it is, without the agreement: %s\nall that is allowed together: %s (the shares below are of this)\n\n", a.Shield, peopleText(a.Own, false), peopleText(a.Bound, false))
	for i := range a.Steps {
		c := &a.Steps[i]
		fmt.Fprintf(w, "%s, %d interceptors each: %s\n  %s\n", counted(len(c.Batteries), "battery", "batteries"), c.Each, strings.Join(c.Batteries, ", "), peopleText(c.People, true))
	}
	if len(a.Refused) > 0 {
		fmt.Fprintln(w, "\nnot allowed:")
		for _, r := range a.Refused {
			fmt.Fprintf(w, "  %s: %s\n", r.What, strings.Join(r.Clause, ", "))
		}
	}
	_, err := fmt.Fprintf(w, "\nsearched: %s\nseed %d  inputs %s  agreement %s\n", a.Method(), a.Seed, a.InputsSHA256[:16], a.AgreementHash[:16])
	return err
}
