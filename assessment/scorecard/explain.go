package scorecard

import (
	"context"
	"fmt"
	"math"
	"strings"

	"scutum/assessment/deterrence"
	"scutum/assessment/footprint"
	"scutum/campaign"
	"scutum/physics/flight"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

func raid(inventory, shots int) float64 { return float64(footprint.RaidFails(inventory, shots)) }

// differing returns the keys whose values differ between two sets and that the
// study rests on.
func (r *run) differing(from, to int) (keys []string) {
	for _, k := range r.file.Uses(r.cat) {
		if strings.HasSuffix(k, "kill_probability") || strings.HasSuffix(k, "shots_per_target") {
			continue // no conclusion below asks them
		}
		if a, b := r.base[from].Get(k), r.base[to].Get(k); a != b {
			keys = append(keys, k)
		}
	}
	return keys
}

// oneChanged returns the setting of one set with one figure of another.
func (r *run) oneChanged(from, to int, key string) (*scenario.Setting, []flight.Ballistic, error) {
	f, err := r.base[from].With(key, r.base[to].Get(key), catalogue.Origin{Kind: catalogue.OfSet, At: Sets[to]})
	if err != nil {
		return nil, nil, err
	}
	set, err := scenario.Expand(r.file, r.cat, f)
	if err != nil {
		return nil, nil, err
	}
	flights, err := deterrence.Flights(set.Earth, &set.Force)
	return set, flights, err
}

// conclusion is one number that a set gives and a figure may explain.
type conclusion struct {
	name string
	of   func(set *scenario.Setting, shield int, flights []flight.Ballistic) float64
}

func (r *run) conclusions(ctx context.Context) []conclusion {
	out := []conclusion{
		{"best margin against the protected force (km/s)", func(set *scenario.Setting, i int, f []flight.Ballistic) float64 {
			return deterrence.NewForce(set, f, set.Commit).Summarise(i).BestMargin
		}},
		{"protected trajectories reachable", func(set *scenario.Setting, i int, f []flight.Ballistic) float64 {
			return float64(deterrence.NewForce(set, f, set.Commit).Summarise(i).Reachable)
		}},
	}
	for _, t := range mapped(r.out.Setting) {
		out = append(out, conclusion{"people defended against " + r.out.Setting.Threats[t].Name + " (share)",
			func(set *scenario.Setting, i int, _ []flight.Ballistic) float64 { return r.shares(ctx, set, i, t)[0] }})
	}
	return out
}

// explain names, for every shield and conclusion, the single figure that alone
// makes most of the difference between published and each of the other sets,
// and the pairs that turn.
func (r *run) explain(ctx context.Context) error {
	type job struct{ shield, to, what int }
	var jobs []job
	what := r.conclusions(ctx)
	for i := range r.out.Setting.Shields {
		for to := 1; to < len(Sets); to++ {
			for w := range what {
				jobs = append(jobs, job{i, to, w})
			}
		}
	}
	r.Progress.Stage("what explains the differences", len(jobs)+len(r.out.Setting.Shields))
	found := make([]*Explanation, len(jobs))
	errs := make([]error, len(jobs))
	err := campaign.Each(ctx, len(jobs), r.Workers, r.Progress.Piece, func(_, k int) {
		j := jobs[k]
		found[k], errs[k] = r.explain1(ctx, what[j.what], j.shield, j.to)
	})
	if err != nil {
		return err
	}
	for k, e := range found {
		if errs[k] != nil {
			return errs[k]
		}
		if e != nil {
			r.out.Explanations = append(r.out.Explanations, *e)
		}
	}
	return r.turns(ctx)
}

func (r *run) explain1(ctx context.Context, c conclusion, shield, to int) (*Explanation, error) {
	from := c.of(r.setting[0], shield, r.flights[0])
	end := c.of(r.setting[to], shield, r.flights[to])
	if from == end || math.IsNaN(from) || math.IsNaN(end) || math.IsInf(from, 0) || math.IsInf(end, 0) {
		return nil, nil
	}
	e := &Explanation{Shield: r.out.Setting.Shields[shield].Name, Conclusion: c.name, FromSet: Sets[0], ToSet: Sets[to], From: from, To: end}
	best := 0.0
	for _, key := range r.differing(0, to) {
		if ctx.Err() != nil {
			return nil, nil
		}
		if !r.concerns(key, shield) {
			continue
		}
		set, flights, err := r.oneChanged(0, to, key)
		if err != nil {
			return nil, fmt.Errorf("explaining %s: %w", key, err)
		}
		share := (c.of(set, shield, flights) - from) / (end - from)
		if !(share > best) {
			continue
		}
		best = share
		fig, _ := r.cat.Figure(key)
		e.Figure, e.Unit, e.Share = key, fig.Unit, share
		e.FigureFrom, e.FigureTo = r.base[0].Get(key), r.base[to].Get(key)
	}
	return e, nil
}

// concerns reports whether a figure could matter to a shield: it belongs to no
// interceptor, or to one that the shield has.
func (r *run) concerns(key string, shield int) bool {
	fig, _ := r.cat.Figure(key)
	sys, _ := r.cat.System(fig.System)
	if sys.Kind != "interceptor" {
		return true
	}
	for _, s := range r.out.Setting.Shields[shield].Sites {
		for _, b := range s.Batteries {
			if b.Interceptor.Name == fig.System || b.Interceptor.Name == sys.Title {
				return true
			}
		}
	}
	return false
}

// turns lists the pairs whose answer turns between published and another set,
// with every figure that alone turns it.
func (r *run) turns(ctx context.Context) error {
	n := len(r.out.Setting.Shields)
	found := make([][]Turn, n)
	errs := make([]error, n)
	err := campaign.Each(ctx, n, r.Workers, r.Progress.Piece, func(_, i int) {
		for to := 1; to < len(Sets) && errs[i] == nil && ctx.Err() == nil; to++ {
			var t []Turn
			t, errs[i] = r.turnsOf(ctx, i, to)
			found[i] = append(found[i], t...)
		}
	})
	if err != nil {
		return err
	}
	for i := range found {
		if errs[i] != nil {
			return errs[i]
		}
		r.out.Turns = append(r.out.Turns, found[i]...)
	}
	return nil
}

func (r *run) turnsOf(ctx context.Context, shield, to int) (out []Turn, err error) {
	before := deterrence.Margins(r.setting[0], shield, r.flights[0], r.setting[0].Commit)
	after := deterrence.Margins(r.setting[to], shield, r.flights[to], r.setting[to].Commit)
	turned := false
	for k := range before {
		turned = turned || (before[k].MarginKmS >= 0) != (after[k].MarginKmS >= 0)
	}
	if !turned {
		return nil, nil
	}
	for _, key := range r.differing(0, to) {
		if !r.concerns(key, shield) || ctx.Err() != nil {
			continue
		}
		set, flights, err := r.oneChanged(0, to, key)
		if err != nil {
			return nil, err
		}
		fig, _ := r.cat.Figure(key)
		changed := deterrence.Margins(set, shield, flights, set.Commit)
		for k, p := range changed {
			if (before[k].MarginKmS >= 0) == (after[k].MarginKmS >= 0) || (p.MarginKmS >= 0) == (before[k].MarginKmS >= 0) {
				continue
			}
			out = append(out, Turn{Shield: p.Shield, Site: p.Site, Field: p.Field, Target: p.Target, Missile: p.Missile,
				Figure: key, From: r.base[0].Get(key), To: r.base[to].Get(key), Unit: fig.Unit,
				MarginFrom: before[k].MarginKmS, MarginTo: p.MarginKmS})
		}
	}
	return out, nil
}
