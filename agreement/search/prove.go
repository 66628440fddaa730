package search

import (
	"context"
	"fmt"

	"scutum/agreement/certificate"
	"scutum/agreement/limits"
	"scutum/systems/catalogue"
)

// Prove certifies the deals of a result as their files state them: land always,
// the sea if asked, some minutes a deal.
func (p *Problem) Prove(ctx context.Context, r *Result, sea bool, progress func(string)) error {
	for i := range r.Deals {
		d := &r.Deals[i]
		a, err := limits.Parse(d.Name+".yaml", p.YAML(d), catalogue.Default())
		if err != nil {
			return fmt.Errorf("the file of %s cannot be read: %w", d.Name, err)
		}
		terms := *a.Guarantee
		d.Proof = &Proof{CapKmS: terms.SpeedCapKmS, Land: true, Open: []string{}}
		if len(terms.Sites) > 0 {
			land := terms
			land.Sea = nil
			progress(d.Name + ", land")
			if d.Proof.Land, err = certify(ctx, &land, p.o.Workers, d.Proof); err != nil {
				return err
			}
		}
		if sea && terms.Sea != nil {
			only := terms
			only.Sites = nil
			progress(d.Name + ", sea")
			proved, err := certify(ctx, &only, p.o.Workers, d.Proof)
			if err != nil {
				return err
			}
			d.Proof.Sea = &proved
		}
	}
	return nil
}

func certify(ctx context.Context, t *certificate.Terms, workers int, out *Proof) (bool, error) {
	result, err := certificate.Certify(ctx, t, workers, nil)
	if err != nil {
		return false, err
	}
	out.Cases += result.Cases
	out.Boxes += result.Boxes
	for i := range result.Failures {
		if f := &result.Failures[i]; len(out.Open) < 20 {
			out.Open = append(out.Open, f.Case.Name+": "+f.Where())
		}
	}
	return len(result.Failures) == 0, nil
}
