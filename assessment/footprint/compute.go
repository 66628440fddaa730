package footprint

import (
	"context"
	"math"

	"scutum/campaign"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
)

// Pieces returns how many pieces Compute reports to Options.Progress for a
// threat of so many launch areas.
func Pieces(g *Grid, areas int, o Options) int {
	l := newLattice(g.domain())
	n := g.Rows() + (l.rows-1)*areas*len(flight.Shapes)
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
	first := NewProber(m, s, t, c)
	n := newNet(g.domain(), len(t.Areas), len(first.guns))
	if !o.Exact {
		if err := n.fill(ctx, m, s, t, c, o); err != nil {
			return nil, err
		}
	}
	out := newMap(s, t, g)
	workers := make([]*refiner, campaign.Workers(o.Workers))
	for i := range workers {
		workers[i] = &refiner{evaluator: newEvaluator(NewProber(m, s, t, c), n, o.Exact)}
	}
	squares := n.rows - 1
	err := campaign.Each(ctx, squares*len(n.cases), o.Workers, o.Progress, func(w, k int) {
		workers[w].row1(ctx, out, k/squares, k%squares)
	})
	if err != nil {
		return nil, err
	}
	err = campaign.Each(ctx, g.Rows(), o.Workers, o.Progress, func(w, row int) {
		for cell := g.RowStart[row]; cell < g.RowStart[row+1] && ctx.Err() == nil; cell++ {
			workers[w].conclude(out, row, cell)
		}
	})
	if err != nil {
		return nil, err
	}
	if o.Timelines {
		if err = n.tell(ctx, out, workers, o); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func newMap(s *scenario.Shield, t *scenario.Threat, g *Grid) *Map {
	k := g.Cells()
	out := &Map{Shield: s.Name, Class: t.Name, Grid: g, Shots: make([]uint8, k), Reason: make([]Reason, k),
		MarginKmS: make([]float32, k), Inventory: make([]uint16, k), worst: make([]int16, k)}
	for _, a := range t.Areas {
		for _, sh := range flight.Shapes {
			out.Cases = append(out.Cases, Case{Area: a.Name, Shape: sh.String(), Answer: make([]Answer, k)})
			out.margin = append(out.margin, make([]float32, k))
			out.number = append(out.number, make([]uint16, k))
		}
	}
	return out
}

// row1 answers one case in the cells of one row of lattice squares.
func (r *refiner) row1(ctx context.Context, out *Map, which, square int) {
	l, g := &r.net.lattice, out.Grid
	r.begin(which, square)
	south, north := l.south+float64(l.dLat*float64(square)), l.south+float64(l.dLat*float64(square+1))
	for row := range g.Rows() {
		if lat := g.RowLatDeg[row]; lat < south || lat >= north {
			continue
		}
		for cell := g.RowStart[row]; cell < g.RowStart[row+1] && ctx.Err() == nil; cell++ {
			lat, lon := g.Centre(row, cell)
			st := l.stencil(lat, lon)
			r.start(earth.Degrees(lat, lon))
			m, number, ok := r.one(&st, lat, lon)
			if !ok {
				continue
			}
			out.margin[which][cell], out.number[which][cell] = float32(m), uint16(min(number, math.MaxUint16))
			out.Cases[which].Answer[cell] = Undefended
			if m >= 0 {
				out.Cases[which].Answer[cell] = Met
			}
		}
	}
}

// one answers the cell in hand; ok is false where the shape does not exist.
func (r *refiner) one(st *stencil, lat, lon float64) (margin float64, number int, ok bool) {
	if !r.exists(r.which, st) {
		return 0, 0, false
	}
	if r.exact {
		margin, number = r.search(r.which)
		return margin, number, true
	}
	if r.smooth(r.which, st.square) {
		margin, number = r.best(r.which, st)
		return margin, number, true
	}
	margin, number, settled := r.cell(lat, lon)
	if !settled {
		r.start(earth.Degrees(lat, lon))
		margin, number = r.search(r.which)
	}
	return margin, number, true
}

// conclude draws the worst case of a cell together.
func (r *refiner) conclude(out *Map, row, cell int) {
	worst, which, least := math.Inf(1), -1, math.MaxUint16
	for i := range out.Cases {
		if out.Cases[i].Answer[cell] == CannotReach {
			continue
		}
		if m := float64(out.margin[i][cell]); m < worst || which < 0 {
			worst, which = m, i
		}
		least = min(least, int(out.number[i][cell]))
	}
	out.worst[cell] = int16(which)
	out.MarginKmS[cell] = float32(worst / 1e3)
	switch {
	case which < 0:
		out.Reason[cell] = NotThreatened
		out.MarginKmS[cell] = float32(math.NaN())
	case worst < 0:
		out.Reason[cell] = TooFar // refined by tell
		if math.IsInf(worst, -1) {
			out.MarginKmS[cell] = float32(math.NaN())
		}
	default:
		lat, lon := out.Grid.Centre(row, cell)
		st := r.net.stencil(lat, lon)
		r.start(earth.Degrees(lat, lon))
		out.Shots[cell] = r.countShots(out, cell, &st)
		out.Inventory[cell] = uint16(least)
	}
}

// countShots returns how many successive shots every case allows, at most 3,
// the hardest case first.
func (r *refiner) countShots(out *Map, cell int, st *stencil) uint8 {
	shots := uint8(3)
	first := int(out.worst[cell])
	for k := range out.Cases {
		i := (first + k) % len(out.Cases)
		if out.Cases[i].Answer[cell] != Met {
			continue
		}
		m := r.further(i, st)
		switch {
		case m[0] < 0:
			return 1
		case m[1] < 0:
			shots = 2
		}
	}
	return shots
}
