package search

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
)

// kinds is the set of kinds of limits that a deal uses.
type kinds uint8

const (
	limitsSpeed kinds = 1 << iota
	limitsCommit
	limitsSites
	limitsWaters
	limitsSensors
	limitsNumber
)

func (p *Problem) kindsOf(l *Limits) (k kinds) {
	for kind, is := range map[kinds]bool{limitsSpeed: l.SpeedCapKmS < p.fastest-slack, limitsCommit: l.CommitAfterS != nil,
		limitsSites: len(l.Sites) < len(p.land), limitsWaters: len(p.ships) > 0 && l.Waters.count() > 0,
		limitsSensors: l.OwnRadars, limitsNumber: l.Interceptors > 0} {
		if is {
			k |= kind
		}
	}
	return k
}

// note remembers a candidate that keeps enough, where it is the best of its
// kinds: fewest limits, then most people, then margin.
func (p *Problem) note(l *level, c *candidate) {
	k := p.kindsOf(&c.limits)
	if b, ok := p.best[k]; ok && order(&b, c) <= 0 {
		return
	}
	if d := p.value(l, &c.limits); d.Keeps {
		if p.best == nil {
			p.best = map[kinds]candidate{}
		}
		p.best[k] = *c
	}
}

// nameDeals names the deals: of every set of kinds of limits that no smaller set
// does as well as, the one of fewest limits that defends most, made as loose as
// the guarantee lets; and for every number of limits the widest margin.
func (p *Problem) nameDeals(ctx context.Context, levels []*level, r *Result) error {
	add := func(d Deal, kind string) {
		if slices.ContainsFunc(r.Deals, func(o Deal) bool { return o.Limits.String() == d.Limits.String() }) {
			return
		}
		d.Kind, d.Name = kind, fmt.Sprintf("%s@deal-%d", p.Setting.Name, len(r.Deals)+1)
		r.Deals = append(r.Deals, d)
	}
	sets := slices.Sorted(maps.Keys(p.best))
	all := slices.Clone(sets)
	sets = slices.DeleteFunc(sets, func(k kinds) bool {
		return slices.ContainsFunc(all, func(o kinds) bool {
			a, b := p.best[o], p.best[k]
			return o != k && o&k == o && a.constraints <= b.constraints && a.share >= b.share-slack
		})
	})
	slices.SortStableFunc(sets, func(a, b kinds) int {
		x, y := p.best[a], p.best[b]
		return cmp.Or(order(&x, &y), cmp.Compare(a, b))
	})
	for _, k := range sets {
		c := p.best[k]
		d := p.value(levels[c.level], &c.limits)
		d, err := p.loosen(ctx, levels, &d, &r.Tried)
		if err != nil {
			return err
		}
		add(d, "loosest")
	}
	p.widest(r, add)
	return nil
}

// widest adds the deals of the front that have the widest margin with so many
// limits, as long as another limit widens it; where nothing keeps enough, it
// says what comes nearest.
func (p *Problem) widest(r *Result, add func(Deal, string)) {
	best := map[int]*Deal{}
	for i := range r.Front {
		d := &r.Front[i]
		switch {
		case d.Keeps && (best[d.Constraints] == nil || d.MarginKmS > best[d.Constraints].MarginKmS+slack):
			best[d.Constraints] = d
		case !d.Keeps && len(best) == 0 && (r.NearestToKeep == nil || d.Share > r.NearestToKeep.Share):
			r.NearestToKeep = d
		}
	}
	if len(best) > 0 {
		r.NearestToKeep = nil
	}
	margin := 0.0
	for _, n := range slices.Sorted(maps.Keys(best)) {
		if d := best[n]; d.MarginKmS > margin+0.1 {
			margin = d.MarginKmS
			add(*d, "widest margin")
		}
	}
}
