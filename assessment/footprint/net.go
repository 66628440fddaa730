package footprint

import (
	"context"
	"math"

	"scutum/campaign"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
)

// net holds, for every launch area and shape, what was computed at the nodes
// of the lattice: the burnout speed that is left over, the threshold of every
// gun, and the margins of up to three shots.
type net struct {
	lattice
	areas, guns int
	cases       []netCase // by area, then shape
}

// netCase is one launch area in one shape.
type netCase struct {
	area   int
	shape  flight.Shape
	spare  layer    // m/s; negative: the shape does not exist there
	speed  []layer  // threshold by gun, m/s
	margin [2]layer // of the second and third shot, m/s
}

// Options of a computation.
type Options struct {
	Workers   int
	Exact     bool      // evaluate every cell by the full search
	Progress  func(int) // told of finished pieces; see Pieces
	Timelines bool      // and the timelines and reasons
}

func newNet(d scenario.Domain, areas, guns int) *net {
	n := &net{lattice: newLattice(d), areas: areas, guns: guns}
	make1 := func() layer {
		v := make([]float64, n.nodes())
		for i := range v {
			v[i] = math.NaN()
		}
		return layer{value: v}
	}
	for a := range areas {
		for _, s := range flight.Shapes {
			c := netCase{area: a, shape: s, spare: make1()}
			for range guns {
				v := make1()
				v.kind = make([]uint16, n.nodes())
				c.speed = append(c.speed, v)
			}
			for k := range c.margin {
				c.margin[k] = make1()
			}
			n.cases = append(n.cases, c)
		}
	}
	return n
}

// fill computes every node: areas x shapes x guns at each.
func (n *net) fill(ctx context.Context, m earth.Model, s *scenario.Shield, t *scenario.Threat, c scenario.Commit, o Options) error {
	probers := make([]*Prober, min(campaign.Workers(o.Workers), n.nodes()))
	for i := range probers {
		probers[i] = NewProber(m, s, t, c)
	}
	err := campaign.Each(ctx, n.nodes(), o.Workers, o.Progress, func(w, node int) {
		n.node(probers[w], node)
	})
	if err != nil {
		return err
	}
	n.assess(ctx, o.Workers)
	return ctx.Err()
}

// assess fills in how far the interpolation of every layer may be out.
func (n *net) assess(ctx context.Context, workers int) {
	// The error is the caller's to see in ctx.
	_ = campaign.Each(ctx, len(n.cases), workers, nil, func(_, i int) {
		c := &n.cases[i]
		c.spare.assess(&n.lattice)
		for j := range c.speed {
			c.speed[j].assess(&n.lattice)
		}
		for j := range c.margin {
			c.margin[j].assess(&n.lattice)
		}
	})
}

// hopelessSpeed stands at nodes for a threshold above it, or for no admissible
// meeting at all, where commit is fixed: m/s, beyond any interceptor. The
// threshold grows without bound towards such places, so that the border of the
// admissible is no border of the answer.
const hopelessSpeed = 14e3

// atNode is a threshold as the lattice keeps it.
func (p *Prober) atNode(speed float64) float64 {
	if p.commit.BySensors {
		return speed
	}
	if !(speed < hopelessSpeed) {
		return hopelessSpeed
	}
	return speed
}

// beyond is how far past its limit (m/s) a shape is still computed at nodes,
// so that the interpolation about the border has values.
const beyond = 1200

func (n *net) node(p *Prober, node int) {
	to := n.place(node)
	for area := range n.areas {
		a, ok := p.aimAt(area, to)
		if !ok {
			continue
		}
		for _, s := range flight.Shapes {
			c := &n.cases[area*len(flight.Shapes)+int(s)]
			var err error
			f := &p.hand
			if *f, err = a.aim.Fly(s); err != nil {
				continue
			}
			spare := p.spare(&a, area, to, f)
			c.spare.value[node] = math.Min(spare, 1e4)
			if spare < -beyond {
				continue
			}
			p.look(f)
			first, kinds := p.first, p.kinds
			for g := range p.guns {
				first[g], kinds[g] = math.NaN(), 0
			}
			margin := p.shots(f, first, kinds)
			for g := range p.guns {
				c.speed[g].value[node], c.speed[g].kind[node] = p.atNode(first[g]), kinds[g]
			}
			for k := range c.margin {
				c.margin[k].value[node] = margin[k+1]
			}
		}
	}
}
