package footprint

import (
	"context"
	"math"

	"scutum/campaign"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
)

// Pieces returns how many pieces Compute reports to Options.Progress.
func Pieces(g *Grid, o Options) int {
	l := newLattice(g.domain())
	n := g.Rows()
	if !o.Exact {
		n += l.nodes()
	}
	if o.Timelines {
		n += NewGrid(g.domain(), math.Max(TimelineSpacingKm, g.SpacingKm)).Rows()
	}
	return n
}

func (g *Grid) domain() scenario.Domain {
	return scenario.Domain{SouthDeg: g.SouthDeg, NorthDeg: g.NorthDeg, WestDeg: g.WestDeg, EastDeg: g.EastDeg}
}

// Compute returns the map of one shield against one threat. Thresholds are
// computed at the nodes of a lattice and interpolated; a cell is evaluated by
// the full search where the interpolation could mislead, or everywhere with
// Options.Exact. Reasons and timelines are added by Explain.
//
// Against Exact at most one cell in 10^4 differs, none whose threshold is more
// than 0.05 km/s from the interceptor's speed; see TestMapAgainstExact.
func Compute(ctx context.Context, m earth.Model, s *scenario.Shield, t *scenario.Threat, c scenario.Commit, g *Grid, o Options) (*Map, error) {
	o.Shots = true
	first := NewProber(m, s, t, c)
	n := newNet(g.domain(), len(t.Areas), len(first.guns))
	if !o.Exact {
		if err := n.fill(ctx, m, s, t, c, o); err != nil {
			return nil, err
		}
	}
	out := newMap(s, t, g)
	evaluators := make([]*evaluator, min(campaign.Workers(o.Workers), g.Rows()))
	for i := range evaluators {
		evaluators[i] = newEvaluator(NewProber(m, s, t, c), n, o.Exact)
	}
	err := campaign.Each(ctx, g.Rows(), o.Workers, o.Progress, func(w, row int) {
		for cell := g.RowStart[row]; cell < g.RowStart[row+1]; cell++ {
			evaluators[w].fill(out, row, cell)
			if ctx.Err() != nil {
				return
			}
		}
	})
	if err != nil {
		return nil, err
	}
	if o.Timelines {
		err = n.tell(ctx, out, evaluators, o)
	}
	return out, err
}

func newMap(s *scenario.Shield, t *scenario.Threat, g *Grid) *Map {
	k := g.Cells()
	out := &Map{Shield: s.Name, Class: t.Name, Grid: g, Shots: make([]uint8, k), Reason: make([]Reason, k),
		MarginKmS: make([]float32, k), Inventory: make([]uint16, k)}
	for _, a := range t.Areas {
		for _, sh := range flight.Shapes {
			out.Cases = append(out.Cases, Case{Area: a.Name, Shape: sh.String(), Answer: make([]Answer, k)})
		}
	}
	return out
}

// fill answers one cell of the map.
func (e *evaluator) fill(out *Map, row, cell int) {
	lat, lon := out.Grid.Centre(row, cell)
	st := e.net.stencil(lat, lon)
	e.start(earth.Degrees(lat, lon))
	worst, least := math.Inf(1), math.MaxUint16
	threatened := false
	for i := range e.net.cases {
		if !e.exists(i, &st) {
			continue
		}
		threatened = true
		m, number := e.best(i, &st)
		worst, least = math.Min(worst, m), min(least, number)
		out.Cases[i].Answer[cell] = Undefended
		if m >= 0 {
			out.Cases[i].Answer[cell] = Met
		}
	}
	switch {
	case !threatened:
		out.Reason[cell] = NotThreatened
		out.MarginKmS[cell] = float32(math.NaN())
	case worst < 0:
		out.Reason[cell] = TooFar // refined by tell
		out.MarginKmS[cell] = float32(worst / 1e3)
		if math.IsInf(worst, -1) {
			out.MarginKmS[cell] = float32(math.NaN())
		}
	default:
		out.MarginKmS[cell] = float32(worst / 1e3)
		out.Shots[cell] = e.countShots(out, cell, &st)
		out.Inventory[cell] = uint16(least)
	}
}

// countShots returns how many successive shots every case allows, at most 3.
func (e *evaluator) countShots(out *Map, cell int, st *stencil) uint8 {
	shots := uint8(3)
	for i := range e.net.cases {
		if out.Cases[i].Answer[cell] != Met {
			continue
		}
		m := e.further(i, st)
		switch {
		case m[0] < 0:
			return 1
		case m[1] < 0:
			shots = 2
		}
	}
	return shots
}
