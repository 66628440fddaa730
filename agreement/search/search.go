package search

import (
	"context"
	"fmt"
	"math"
)

// Result is what a search has found.
type Result struct {
	Study         string    `json:"study"`
	Shield        string    `json:"shield"`
	Guarantee     string    `json:"guarantee"`
	Keep          string    `json:"keep"`
	Seed          uint64    `json:"seed"`
	FastestKmS    float64   `json:"fastest_km_s"`
	Trajectories  int       `json:"protected_trajectories"`
	Unlimited     Deal      `json:"unlimited"` // the study as it is: no limits, ships anywhere
	Alone         []Alone   `json:"one_limit_alone"`
	Deals         []Deal    `json:"deals"`
	Front         []Deal    `json:"front"`
	NearestToKeep *Deal     `json:"nearest_to_keep"` // where no deal keeps enough
	Searched      []string  `json:"searched"`
	Sure          []string  `json:"how_sure"`
	Tried         Tried     `json:"tried"`
	Levels        []float64 `json:"commit_levels_s"`
	SpacingKm     float64   `json:"sampled_spacing_km"`
	Draws         int       `json:"draws_per_family"`
}

// Alone is how far a single limit must go to keep the guarantee by itself.
type Alone struct {
	Limit string `json:"limit"`
	Found bool   `json:"found"`
	Deal  *Deal  `json:"deal"`
	Says  string `json:"says"`
}

// Run searches. Same options, same answer, whatever the workers.
func (p *Problem) Run(ctx context.Context, g *Guarantee, k *Keep) (*Result, error) {
	p.guarantee, p.keep = g, k
	levels, err := p.levels(ctx)
	if err != nil {
		return nil, err
	}
	p.lattice = levels
	if err := p.nothingDefended(); err != nil {
		return nil, err
	}
	r := &Result{Study: p.Setting.Name, Shield: p.shield.Name, Guarantee: g.Text, Keep: k.Text, Seed: p.o.Seed, FastestKmS: p.fastest,
		Trajectories: len(p.flights), Levels: p.o.Levels, SpacingKm: p.o.SpacingKm, Draws: p.o.Draws, Deals: []Deal{}, Front: []Deal{}}
	for i := range p.classes {
		r.Tried.Thresholds += len(p.everywhere(i))
	}
	r.Unlimited = p.value(levels[0], p.none())
	r.Alone = p.alone(levels)
	for _, c := range p.enumerate(levels, &r.Tried) {
		d := p.value(levels[c.level], &c.limits)
		r.Front = append(r.Front, d)
	}
	if err := p.nameDeals(ctx, levels, r); err != nil {
		return nil, err
	}
	p.account(r)
	return r, nil
}

// none is no limit at all, ships anywhere.
func (p *Problem) none() *Limits {
	w := openWaters
	if len(p.ships) == 0 {
		w = Waters{NoShips: true}
	}
	return &Limits{SpeedCapKmS: p.fastest, Sites: p.names(1<<len(p.land) - 1), Waters: w}
}

// alone asks of each single limit how far it must go to keep the margin, all
// else free.
func (p *Problem) alone(levels []*level) (all []Alone) {
	least := func(l *level, lim *Limits) float64 { d := p.value(l, lim); return d.MarginKmS + lim.SpeedCapKmS }
	need := p.need()
	speed := p.none()
	speed.SpeedCapKmS = math.Min(p.fastest, floor2(least(levels[0], speed)-need))
	all = append(all, p.single("speed", levels[0], speed, "a cap on speed"))
	commit, at := p.none(), levels[len(levels)-1]
	for _, l := range levels {
		if least(l, commit) >= p.fastest+need {
			at = l
			break
		}
	}
	if x := at.CommitS; at != levels[0] {
		commit.CommitAfterS = &x
	}
	all = append(all, p.single("commit", at, commit, "an earliest launch"))
	if len(p.ships) > 0 {
		waters := p.none()
		north := loosest([2]float64{25, 89}, func(n float64) bool {
			w, _ := p.waters(levels[0], &Waters{WestNorthDeg: n, EastNorthDeg: n})
			return w >= p.fastest+need
		})
		if least(levels[0], waters) < p.fastest+need {
			waters.Waters = Waters{WestNorthDeg: north, EastNorthDeg: north}
		}
		all = append(all, p.single("waters", levels[0], waters, "a line for ships"))
	}
	places := p.none()
	kept := 0
	for i := range p.land {
		if levels[0].Land[i].Least >= p.fastest+need {
			kept |= 1 << i
		}
	}
	places.Sites = p.names(kept)
	all = append(all, p.single("places", levels[0], places, "closing sites on land"))
	own := p.none()
	own.OwnRadars = true
	return append(all, p.single("sensors", levels[0], own, "using own radars only"))
}

func (p *Problem) single(limit string, l *level, lim *Limits, what string) Alone {
	d := p.value(l, lim)
	a := Alone{Limit: limit, Deal: &d, Found: d.MarginKmS >= p.need()-slack && lim.SpeedCapKmS > 0}
	holds := "does not hold"
	if a.Found {
		holds = "holds"
	}
	if d.Batteries == 0 {
		a.Says = fmt.Sprintf("%s alone (%s) leaves no interceptor", what, d.Binding[0])
		return a
	}
	terms := "nothing to limit"
	if len(d.Binding) > 0 {
		terms = fmt.Sprint(d.Binding[0])
		if len(d.Binding) > 1 {
			terms += fmt.Sprintf(" and %d more", len(d.Binding)-1)
		}
	}
	a.Says = fmt.Sprintf("%s alone (%s) %s: %.1f %% of the people, margin %+.2f km/s (%s)", what, terms, holds, 100*d.Share, d.MarginKmS, d.MarginBy)
	return a
}
