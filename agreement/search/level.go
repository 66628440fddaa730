package search

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"scutum/campaign"
	"scutum/scenario"
)

// level is all that is known at one earliest commit. It is what a Store keeps.
type level struct {
	CommitS  float64            `json:"commit_after_burnout_s"`
	Land     []landReach        `json:"land"`     // by Problem.land
	Stations [][]float64        `json:"stations"` // the study's trajectories from each station at sea, by Problem.ships
	Waters   [2][]waterRow      `json:"waters"`   // west and east, from south to north
	Defence  [2][][]placeNeeds  `json:"defence"`  // all radars and own ones, by class
	curves   map[uint64][]curve // by mask, own radars in the highest bit
}

// levels computes or loads every level of the options, in order: the places
// that one does not defend are not asked at the next.
func (p *Problem) levels(ctx context.Context) ([]*level, error) {
	var all []*level
	var before *level
	for _, x := range p.o.Levels {
		l, err := p.loadLevel(ctx, x, before)
		if err != nil {
			return nil, err
		}
		all, before = append(all, l), l
	}
	for i := range p.classes {
		c := &p.classes[i]
		c.unlimited = 0
		for _, n := range all[0].Defence[0][i] {
			c.unlimited += c.people[n.Place]
		}
	}
	return all, nil
}

// loadLevel takes a level from the store, or computes it and keeps it there.
func (p *Problem) loadLevel(ctx context.Context, commitS float64, before *level) (*level, error) {
	name := fmt.Sprintf("level-%+g.json", commitS)
	if p.o.Store != nil {
		if data, ok := p.o.Store.Load(name); ok {
			l := &level{}
			if err := json.Unmarshal(data, l); err == nil && l.CommitS == commitS {
				p.o.Progress(len(p.land) + p.bands() + 2*len(p.classes))
				return l, nil
			}
		}
	}
	l, err := p.newLevel(ctx, commitS, before)
	if err != nil || p.o.Store == nil {
		return l, err
	}
	data, err := json.Marshal(l)
	if err != nil {
		return nil, err
	}
	return l, p.o.Store.Save(name, data)
}

// newLevel computes a level. before is one of an earlier commit, or nil: there
// every place is asked, and no limit holds the launch back.
func (p *Problem) newLevel(ctx context.Context, commitS float64, before *level) (*level, error) {
	l := &level{CommitS: commitS, Land: make([]landReach, len(p.land))}
	err := campaign.Each(ctx, len(p.land), p.o.Workers, p.o.Progress, func(_, i int) {
		l.Land[i] = p.landLevel(p.land[i], commitS)
	})
	if err != nil {
		return nil, err
	}
	for _, i := range p.ships {
		speed, _ := p.thresholds(p.shield.Sites[i].Place, commitS, math.Inf(1))
		l.Stations = append(l.Stations, speed)
	}
	if len(p.ships) > 0 {
		if l.Waters, err = p.watersLevel(ctx, commitS, before); err != nil {
			return nil, err
		}
		p.o.Progress(p.bands())
	}
	for k, s := range []*scenario.Shield{p.shield, p.own} {
		for i := range p.classes {
			held, notBefore := p.everywhere(i), math.Inf(-1)
			if before != nil {
				held, notBefore = placesOf(before.Defence[k][i]), commitS
			} else if k == 1 {
				held = placesOf(l.Defence[0][i])
			}
			needs, err := p.defended(ctx, s, &p.classes[i], held, notBefore)
			if err != nil {
				return nil, err
			}
			l.Defence[k] = append(l.Defence[k], needs)
			p.o.Progress(1)
		}
	}
	return l, nil
}

func (p *Problem) everywhere(class int) (all []int) {
	for i, n := range p.classes[class].people {
		if n > 0 {
			all = append(all, i)
		}
	}
	return all
}

func placesOf(needs []placeNeeds) (all []int) {
	for i := range needs {
		all = append(all, needs[i].Place)
	}
	return all
}

// curvesOf returns the people defended against a cap, by class, with the
// batteries of a mask.
func (p *Problem) curvesOf(l *level, own bool, mask uint64) []curve {
	k, key := 0, mask
	if own {
		k, key = 1, mask|1<<63
	}
	if c, ok := l.curves[key]; ok {
		return c
	}
	var out []curve
	for i := range p.classes {
		out = append(out, p.classes[i].curveOf(l.Defence[k][i], mask))
	}
	if l.curves == nil {
		l.curves = map[uint64][]curve{}
	}
	l.curves[key] = out
	return out
}

// atSea returns the lowest threshold of ships in a band south of a parallel.
func (l *level) atSea(band int, northDeg float64) (least float64, by string) {
	least = never
	for i := range l.Waters[band] {
		if r := &l.Waters[band][i]; r.SouthDeg < northDeg && r.Least < least {
			least, by = r.Least, fmt.Sprintf("a ship near %.0f N: %s", r.SouthDeg+waterSpacingKm/2/111.0, r.By)
		}
	}
	return least, by
}

// ashore returns the lowest threshold of the sites of a mask over Problem.land.
func (p *Problem) ashore(l *level, kept int) (least float64, by string) {
	least = never
	for i := range p.land {
		if kept>>i&1 == 1 && l.Land[i].Least < least {
			least, by = l.Land[i].Least, p.shield.Sites[p.land[i]].Name+": "+l.Land[i].By
		}
	}
	return least, by
}

// waters is the lowest threshold of ships within the limits.
func (p *Problem) waters(l *level, w *Waters) (least float64, by string) {
	if w.NoShips || len(p.ships) == 0 {
		return never, ""
	}
	least, by = l.atSea(0, w.WestNorthDeg)
	if e, who := l.atSea(1, w.EastNorthDeg); e < least {
		least, by = e, who
	}
	return least, by
}
