package certificate

import (
	"context"
	"fmt"
	"math"
)

// The letters of a tree of splits, in preorder: a leaf, or the variable that is
// halved, its lower half first.
const (
	leafMark = '.'
	splits   = "cma" // coast, meeting, departure
)

// Proof is the tree of one case, and what it cost.
type Proof struct {
	Tree  string
	Boxes int
	Deep  int
	// Open is the box that could not be proved; nil where all were.
	Open *OpenBox
}

// OpenBox is a box that resisted: bounds of the coast and of the departure in s
// after burnout, and of the meeting's anomaly in the proof's units.
type OpenBox struct {
	CoastS, Anomaly, DepartS [2]float64
}

// Limits of the search.
type Limits struct {
	Boxes int // give up after so many
	Depth int // and at so many halvings
}

// DefaultLimits are enough for a gap of a thousandth on the hardest pairs.
var DefaultLimits = Limits{Boxes: 2_000_000, Depth: 60}

// Prove tries to prove a case.
func Prove(ctx context.Context, c *Case, l Limits) (Proof, error) {
	s := newSpace(c)
	limit, ok := newSpeedCap(c.SpeedKmS)
	if !ok {
		return Proof{}, fmt.Errorf("a cap of %g km/s comes near orbital speed: the proof covers up to 7.3 km/s", c.SpeedKmS)
	}
	f, ok := s.prepare(c)
	if !ok {
		return Proof{}, fmt.Errorf("%s: the launch and aim areas touch, or are opposite", c.Name)
	}
	if f.site, ok = s.place(c.Site, 4); !ok { // an area as large as the Earth's face
		return Proof{Open: &OpenBox{}}, nil
	}
	p := prover{s: s, c: c, limit: limit, fixed: f, most: l, ctx: ctx}
	root := p.root()
	p.prove(&root, nil, nil, 0)
	p.out.Tree = string(p.tree)
	return p.out, ctx.Err()
}

type prover struct {
	s     space
	c     *Case
	limit speedCap
	fixed fixed
	most  Limits
	ctx   context.Context
	tree  []byte
	out   Proof
}

// root is the whole domain: coasts between their bounds, anomalies from burnout
// to beyond impact, departures from the earliest to the last impact.
func (p *prover) root() (b box) {
	b.from[0], b.until[0] = p.c.CoastFrom/unitS, p.c.CoastUntil/unitS
	b.from[2], b.until[2] = 0, math.Max(0, (p.c.CoastUntil-p.c.Depart)/unitS)*(1+0x1p-40)
	// dt = r dchi, and r > 1 above the ground: impact comes before this.
	b.until[1] = p.c.CoastUntil / unitS * (1 + 0x1p-40)
	return b
}

func (p *prover) prove(b *box, f *family, m *meeting, depth int) {
	if p.out.Open != nil || p.ctx.Err() != nil {
		return
	}
	p.out.Boxes++
	p.out.Deep = max(p.out.Deep, depth)
	if f == nil {
		if made, ok := p.s.fly(&p.fixed, b); ok {
			f = &made
		} else {
			p.split(b, 0, nil, nil, depth)
			return
		}
	}
	if m == nil {
		if made, ok := p.s.meet(f, b); ok {
			m = &made
		} else {
			p.split(b, 1, f, nil, depth)
			return
		}
		if p.s.early(p.c, &p.limit, f, m) != open {
			p.tree = append(p.tree, leafMark)
			return
		}
	}
	why, need := p.s.late(p.c, &p.limit, &p.fixed, m, b)
	if why != open {
		p.tree = append(p.tree, leafMark)
		return
	}
	best, most := 1, -1.0
	for i := range 3 {
		size := 0.0
		if need != nil {
			size = p.s.share(need.C[:], p.s.coast+i)
		} else {
			size = b.radius(i)
		}
		if size > most {
			best, most = i, size
		}
	}
	p.split(b, best, f, m, depth)
}

// share is how much a variable moves a model.
func (s *space) share(c []float64, i int) float64 {
	n := s.Variables
	sum := math.Abs(c[1+i])
	for j := range n {
		lo, hi := min(i, j), max(i, j)
		k := 1 + n + hi*(hi+1)/2 + lo
		if i == j {
			sum += math.Abs(c[k])
		} else {
			sum += float64(math.Abs(c[k]) / 2)
		}
	}
	return sum
}

// split halves a box in one variable. Halves do not overlap and leave no hole:
// the middle is the same number for both.
func (p *prover) split(b *box, i int, f *family, m *meeting, depth int) {
	if depth >= p.most.Depth || p.out.Boxes >= p.most.Boxes {
		p.out.Open = &OpenBox{
			[2]float64{b.from[0] * unitS, b.until[0] * unitS},
			[2]float64{b.from[1], b.until[1]},
			[2]float64{p.c.Depart + float64(b.from[2]*unitS), p.c.Depart + float64(b.until[2]*unitS)}}
		return
	}
	p.tree = append(p.tree, splits[i])
	if i == 0 {
		f, m = nil, nil
	}
	if i == 1 {
		m = nil
	}
	low, high := *b, *b
	low.until[i], high.from[i] = b.mid(i), b.mid(i)
	p.prove(&low, f, m, depth+1)
	p.prove(&high, f, m, depth+1)
}
