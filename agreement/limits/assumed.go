package limits

import (
	"context"
	"math"

	"scutum/assessment/deterrence"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// Assumed is what an agreement comes to under one side's figures.
type Assumed struct {
	Assumptions string
	Report      *Report
	Margin      float64         // best, km/s, by the agreement's commit; NaN where nothing can be met
	Own         scenario.Commit // that the side itself supposes
	OwnReached  int             // by that commit, ceilings lifted
	OwnMargin   float64
	agreed      scenario.Commit
}

// Agreed is the commit by which the report counts.
func (x *Assumed) Agreed() scenario.Commit { return x.agreed }

// AssumeEach checks an agreement under each of some assumption sets. The study's
// own figures stand above every set's.
func AssumeEach(ctx context.Context, a *Agreement, f *scenario.File, cat *catalogue.Catalogue, shield int, sets []string) (all []Assumed, err error) {
	for _, name := range sets {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		figures, err := f.Base(cat, name)
		if err != nil {
			return nil, err
		}
		set, err := scenario.Expand(f, cat, figures)
		if err != nil {
			return nil, err
		}
		flights, err := deterrence.Flights(set.Earth, &set.Force)
		if err != nil {
			return nil, err
		}
		x := Assumed{Assumptions: name, Own: set.Commit, agreed: a.commit(set)}
		if x.Report, err = Check(a, set, shield, flights); err != nil {
			return nil, err
		}
		free := withoutCeilings(set, shield)
		x.Margin = finiteOr(deterrence.NewForce(free, flights, x.agreed).Summarise(shield).BestMargin)
		own := deterrence.NewForce(free, flights, x.Own).Summarise(shield)
		x.OwnReached, x.OwnMargin = own.Reachable, finiteOr(own.BestMargin)
		all = append(all, x)
	}
	return all, nil
}

func finiteOr(x float64) float64 {
	if math.IsInf(x, 0) {
		return math.NaN()
	}
	return x
}
