package footprint

import (
	"context"
	"math"

	"scutum/campaign"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
)

// Pairs answers every pair of a cell, a launch area, a shape and a battery of a
// grid with commit a fixed time after burnout. It keeps the arcs at its nodes,
// so that a site may be moved and asked again at once.
type Pairs struct {
	net    *net
	grid   *Grid
	eval   *evaluator
	shield *scenario.Shield
	threat *scenario.Threat
	earth  earth.Model
	commit scenario.Commit
	arcs   []nodeArc // by case, then node
	cells  []stencil
}

// nodeArc is the flight of one case to one node, kept between calls.
type nodeArc struct {
	flight flight.Ballistic
	ok     bool
}

// NewPairs readies the grid and flies every arc of its nodes.
func NewPairs(m earth.Model, s *scenario.Shield, t *scenario.Threat, c scenario.Commit, g *Grid) *Pairs {
	if c.BySensors {
		panic("footprint: Pairs needs a commit after burnout")
	}
	own := *s
	own.Sites = append([]scenario.Site(nil), s.Sites...)
	p := &Pairs{grid: g, shield: &own, threat: t, earth: m, commit: c}
	prober := NewProber(m, &own, t, c)
	p.net = newNet(g.domain(), len(t.Areas), len(prober.guns))
	p.eval = newEvaluator(prober, p.net, false)
	p.arcs = make([]nodeArc, len(p.net.cases)*p.net.nodes())
	for row := range g.Rows() {
		for cell := g.RowStart[row]; cell < g.RowStart[row+1]; cell++ {
			p.cells = append(p.cells, p.net.stencil(g.Centre(row, cell)))
		}
	}
	return p
}

// Move puts a site elsewhere; Fill again before the next Answer.
func (p *Pairs) Move(site int, to earth.Place) {
	p.shield.Sites[site].Place = to
	p.eval.control.Move(site)
}

// Fill computes the thresholds at the nodes: the arcs too, the first time.
func (p *Pairs) Fill(ctx context.Context, workers int) error {
	n := p.net
	probers := make([]*Prober, min(campaign.Workers(workers), n.nodes()))
	for i := range probers {
		probers[i] = NewProber(p.earth, p.shield, p.threat, p.commit)
	}
	err := campaign.Each(ctx, n.nodes(), workers, nil, func(w, node int) { p.fillNode(probers[w], node) })
	if err != nil {
		return err
	}
	n.assess(ctx, workers)
	return ctx.Err()
}

func (p *Pairs) fillNode(q *Prober, node int) {
	n := p.net
	to := n.place(node)
	for area := range n.areas {
		var a attack
		flown := false
		for _, s := range flight.Shapes {
			i := area*len(flight.Shapes) + int(s)
			c, arc := &n.cases[i], &p.arcs[i*n.nodes()+node]
			if math.IsNaN(c.spare.value[node]) && !arc.ok {
				if !flown {
					var ok bool
					if a, ok = q.aimAt(area, to); !ok {
						break
					}
					flown = true
				}
				f, err := a.aim.Fly(s)
				if err != nil {
					continue
				}
				*arc = nodeArc{f, true}
				c.spare.value[node] = math.Min(q.spare(&a, area, to, &f), 1e4)
			}
			if !arc.ok || c.spare.value[node] < -beyond {
				continue
			}
			for g := range q.guns {
				t, kind := q.answer(&q.guns[g], &arc.flight)
				c.speed[g].value[node], c.speed[g].kind[node] = q.atNode(t), kind
			}
		}
	}
}

// Answer calls tell for every pair that a missile can be flown to, in the order
// of cells, cases and guns, and returns how many there were.
func (p *Pairs) Answer(tell func(cell, area int, shape flight.Shape, gun int, met bool)) int {
	e := p.eval
	count := 0
	for row := range p.grid.Rows() {
		for cell := p.grid.RowStart[row]; cell < p.grid.RowStart[row+1]; cell++ {
			st := &p.cells[cell]
			e.start(p.grid.Place(row, cell))
			for i := range e.net.cases {
				if !e.exists(i, st) {
					continue
				}
				c := &e.net.cases[i]
				for g := range e.guns {
					count++
					tell(cell, c.area, c.shape, g, e.meets(i, g, st))
				}
			}
		}
	}
	return count
}

// meets reports whether gun g meets case i at the cell in hand.
func (e *evaluator) meets(i, g int, s *stencil) bool {
	v := &e.net.cases[i].speed[g]
	if !e.exact {
		err := v.error[s.square]
		if err < 0 {
			return false
		}
		if m := e.guns[g].Speed - v.at(&e.net.lattice, s); math.Abs(m) > math.Max(guard, err) {
			return m > 0
		}
	}
	f, ok := e.sight(i)
	if !ok {
		return false
	}
	e.searches++
	return e.reaches(&e.guns[g], f)
}
