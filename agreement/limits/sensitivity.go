package limits

import (
	"context"
	"math"
	"slices"

	"scutum/assessment/deterrence"
	"scutum/campaign"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// Sensitivity says which figures of the catalogue move the best margin of a
// shield against the protected force, and where the conclusion turns.
//
// It computes the margin (km/s, the interceptor's speed less the threshold; not
// negative means reached) with one figure changed at a time, all others as the
// study has them, ceilings lifted and commit as the agreement counts it.
// Figures that move together in the world (a faster missile burns longer) are
// not moved together here; a range is what the literature states, not a
// probability. Two turns between neighbouring samples are missed. See
// TestSensitivity.
type Sensitivity struct {
	Margin  float64         // with nothing changed; NaN where nothing can be met
	Commit  scenario.Commit // by which it counts
	Figures []Moved         // that move the margin, the one that moves it most first
	Idle    []string        // that the study uses, and that move nothing
	Fixed   []string        // that have a range, and that the study itself fixes
}

// Moved is how one figure moves the best margin.
type Moved struct {
	Key, Unit             string
	Value, Low, High      float64 // as used, and the range that is stated
	MarginLow, MarginHigh float64 // km/s at the ends of the range; NaN where nothing can be met
	Least, Greatest       float64 // of the margin, over the range
	Turns                 []float64
	Beyond                []float64 // where it turns up to one width of the range outside it
	Unconfirmed           bool
}

// Reached says whether a margin is within reach; NaN is not.
func Reached(marginKmS float64) bool { return marginKmS >= 0 }

const (
	samplesInRange = 9 // ends and what lies between
	samplesBeyond  = 4 // on each side
	turnTolerance  = 1e-4
	commitKey      = "commit.after_burnout_s"
)

// Sensitive varies every figure that a study uses over its stated range. The
// answer does not depend on the workers. progress, if not nil, is told of every
// finished figure; Swept says how many there are.
func Sensitive(ctx context.Context, a *Agreement, f *scenario.File, cat *catalogue.Catalogue, base catalogue.Figures, shield, workers int, progress func(int)) (*Sensitivity, error) {
	set, err := scenario.Expand(f, cat, base)
	if err != nil {
		return nil, err
	}
	q := &swept{a: a, file: f, cat: cat, base: base, shield: shield, commit: a.commit(set)}
	out := &Sensitivity{Commit: q.commit}
	if out.Margin, err = q.margin("", 0); err != nil {
		return nil, err
	}
	q.nominal = out.Margin
	keys, fixed := Swept(f, cat, base)
	found, errs := make([]Moved, len(keys)), make([]error, len(keys))
	err = campaign.Each(ctx, len(keys), workers, progress, func(_, i int) {
		found[i], errs[i] = q.vary(ctx, keys[i])
	})
	if err != nil {
		return nil, err
	}
	out.Fixed = fixed
	for i := range found {
		if errs[i] != nil {
			return nil, errs[i]
		}
		if found[i].moves(out.Margin) {
			out.Figures = append(out.Figures, found[i])
		} else {
			out.Idle = append(out.Idle, keys[i])
		}
	}
	slices.SortStableFunc(out.Figures, func(a, b Moved) int {
		switch x, y := a.span(), b.span(); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return out, nil
}

// Swept lists the figures that a study uses and that have a range, and apart
// those that the study fixes itself.
func Swept(f *scenario.File, cat *catalogue.Catalogue, base catalogue.Figures) (keys, fixed []string) {
	for _, key := range f.Uses(cat) {
		switch figure, _ := cat.Figure(key); {
		case !figure.Swept():
		case base.Origin(key).Kind == catalogue.OfFile:
			fixed = append(fixed, key)
		default:
			keys = append(keys, key)
		}
	}
	return keys, fixed
}

// swept is the work of Sensitive.
type swept struct {
	a       *Agreement
	file    *scenario.File
	cat     *catalogue.Catalogue
	base    catalogue.Figures
	shield  int
	commit  scenario.Commit
	nominal float64
}

// margin is the best margin with one figure changed; with none for "".
func (q *swept) margin(key string, value float64) (float64, error) {
	figures, commit := q.base, q.commit
	if key != "" {
		var err error
		if figures, err = q.base.With(key, value, catalogue.Origin{Kind: catalogue.OfDraw}); err != nil {
			return math.NaN(), err
		}
		if key == commitKey && !commit.BySensors { // of none that is counted from launch
			commit.AfterBurnout = value
		}
	}
	set, err := scenario.Expand(q.file, q.cat, figures)
	if err != nil {
		return math.NaN(), err
	}
	flights, err := deterrence.Flights(set.Earth, &set.Force)
	if err != nil {
		return math.NaN(), err
	}
	best := deterrence.NewForce(withoutCeilings(set, q.shield), flights, commit).Summarise(q.shield).BestMargin
	if math.IsInf(best, 0) {
		return math.NaN(), nil
	}
	return best, nil
}

// sample is the margin at a value of a figure.
type sample struct{ at, margin float64 }

func (q *swept) vary(ctx context.Context, key string) (Moved, error) {
	figure, _ := q.cat.Figure(key)
	m := Moved{Key: key, Unit: figure.Unit, Value: q.base.Get(key), Low: figure.Low, High: figure.High, Unconfirmed: q.base.Unconfirmed(key),
		Least: math.NaN(), Greatest: math.NaN()}
	if key == commitKey && !q.commit.BySensors && !q.commit.ByLaunch {
		m.Value = q.commit.AfterBurnout
	}
	inside, err := q.samples(ctx, key, spaced(m.Low, m.High, samplesInRange, figure.Whole))
	if err != nil || len(inside) == 0 {
		return m, err
	}
	m.MarginLow, m.MarginHigh = inside[0].margin, inside[len(inside)-1].margin
	for _, s := range inside {
		if !(s.margin >= m.Least) {
			m.Least = s.margin
		}
		if !(s.margin <= m.Greatest) {
			m.Greatest = s.margin
		}
	}
	if !m.moves(q.nominal) {
		return m, nil
	}
	width := m.High - m.Low
	if m.Turns, err = q.turns(key, inside, width, figure.Whole); err != nil {
		return m, err
	}
	for _, side := range [2][2]float64{{math.Max(figure.Least, m.Low-width), m.Low}, {m.High, math.Min(figure.Most, m.High+width)}} {
		// What cannot be flown ends the search on its side.
		outside, err := q.samples(ctx, key, spaced(side[0], side[1], samplesBeyond+1, figure.Whole))
		if err != nil {
			continue
		}
		turns, err := q.turns(key, outside, width, figure.Whole)
		if err != nil {
			continue
		}
		m.Beyond = append(m.Beyond, turns...)
	}
	return m, nil
}

// spaced returns values from one to another, ends included; whole numbers only
// where the figure is one.
func spaced(from, to float64, n int, whole bool) (all []float64) {
	for i := range n {
		x := from + float64((to-from)*float64(i)/float64(n-1))
		if i == n-1 {
			x = to
		}
		if whole {
			x = math.Round(x)
		}
		if len(all) == 0 || x > all[len(all)-1] {
			all = append(all, x)
		}
	}
	return all
}

func (q *swept) samples(ctx context.Context, key string, at []float64) (all []sample, err error) {
	for _, x := range at {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		m, err := q.margin(key, x)
		if err != nil {
			return nil, err
		}
		all = append(all, sample{x, m})
	}
	return all, nil
}

// turns finds where the conclusion turns between samples, by bisection, to a
// ten-thousandth of the range.
func (q *swept) turns(key string, all []sample, width float64, whole bool) (turns []float64, err error) {
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		if Reached(a.margin) == Reached(b.margin) {
			continue
		}
		for b.at-a.at > turnTolerance*width && !(whole && b.at-a.at <= 1) {
			mid := sample{at: a.at + float64((b.at-a.at)/2)}
			if whole {
				mid.at = math.Floor(mid.at)
			}
			if mid.margin, err = q.margin(key, mid.at); err != nil {
				return turns, err
			}
			if Reached(mid.margin) == Reached(a.margin) {
				a = mid
			} else {
				b = mid
			}
		}
		turns = append(turns, b.at)
	}
	return turns, nil
}

// moves says whether a figure moves the margin at all, by more than 0.1 m/s.
func (m *Moved) moves(nominal float64) bool {
	const nothing = 1e-4
	same := func(x float64) bool {
		return math.IsNaN(x) && math.IsNaN(nominal) || math.Abs(x-nominal) <= nothing
	}
	return !(same(m.MarginLow) && same(m.MarginHigh) && same(m.Least) && same(m.Greatest))
}

// span is how far a figure moves the margin over its range; what makes a meeting
// possible or impossible moves it most.
func (m *Moved) span() float64 {
	if math.IsNaN(m.MarginLow) != math.IsNaN(m.MarginHigh) {
		return math.Inf(1)
	}
	return m.Greatest - m.Least
}
