package search

import (
	"context"
	"math"
	"slices"
)

// mostCapKmS is the highest cap that is proposed: above it the certificate's
// model has no answer.
const mostCapKmS = 7.0

// loosen takes from limits what the guarantee does not need: first a cap that
// slows the study's own kinds, then the time of commit, to the second, then the
// lines at sea, then the cap beyond the fastest kind.
func (p *Problem) loosen(ctx context.Context, levels []*level, d *Deal, tried *Tried) (Deal, error) {
	lim := d.Limits
	at := slices.IndexFunc(levels, func(l *level) bool { return l.CommitS == lim.commit() })
	l := levels[at]
	if !p.guarantee.HasMargin {
		return *d, nil
	}
	need := p.need()
	least := func(l *level) float64 {
		land, _ := p.ashore(l, p.kept(&lim))
		sea, _ := p.waters(l, &lim.Waters)
		return math.Min(land, sea)
	}
	if lim.SpeedCapKmS < p.fastest {
		lim.SpeedCapKmS = math.Min(p.fastest, math.Max(lim.SpeedCapKmS, floor2(least(l)-need)))
	}
	if lim.CommitAfterS != nil && p.o.Refine {
		from, until := int(levels[at-1].CommitS), int(l.CommitS)
		for until-from > 1 {
			mid := (from + until) / 2
			m, err := p.refined(ctx, float64(mid), levels[at-1], tried)
			if err != nil {
				return *d, err
			}
			if least(m) >= lim.SpeedCapKmS+need-slack {
				until, l = mid, m
			} else {
				from = mid
			}
		}
		x := l.CommitS
		lim.CommitAfterS = &x
	}
	p.loosenWaters(l, &lim, need)
	if lim.SpeedCapKmS >= p.fastest {
		lim.SpeedCapKmS = math.Max(lim.SpeedCapKmS, math.Min(mostCapKmS, floor2(least(l)-need)))
	}
	return p.value(l, &lim), nil
}

func (p *Problem) loosenWaters(l *level, lim *Limits, need float64) {
	w := &lim.Waters
	if w.NoShips || len(p.ships) == 0 {
		return
	}
	will := func(w Waters) bool { least, _ := p.waters(l, &w); return least >= lim.SpeedCapKmS+need-slack }
	together := w.WestNorthDeg == w.EastNorthDeg
	for _, side := range []*float64{&w.WestNorthDeg, &w.EastNorthDeg} {
		if *side >= 89 {
			continue
		}
		*side = loosest([2]float64{*side, 89}, func(x float64) bool {
			try := *w
			if together {
				try.WestNorthDeg, try.EastNorthDeg = x, x
			} else if side == &w.WestNorthDeg {
				try.WestNorthDeg = x
			} else {
				try.EastNorthDeg = x
			}
			return will(try)
		})
		if together {
			w.EastNorthDeg = w.WestNorthDeg
			return
		}
	}
}

// refined is a level between two of the lattice.
func (p *Problem) refined(ctx context.Context, commitS float64, below *level, tried *Tried) (*level, error) {
	if l, ok := p.between[commitS]; ok {
		return l, nil
	}
	l, err := p.loadLevel(ctx, commitS, below)
	if err != nil {
		return nil, err
	}
	if p.between == nil {
		p.between = map[float64]*level{}
	}
	p.between[commitS] = l
	tried.Refinements++
	return l, nil
}
