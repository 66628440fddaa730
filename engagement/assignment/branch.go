package assignment

import "slices"

// Branch cuts the problem into parts and bounds each, until the answer is
// proved within a part of 1e-6, nodes parts have been looked at, or stop, which
// may be nil, says so. The bound is the least of those of the parts. It returns
// whether the answer is proved.
//
// A part is cut in two where a target buys a weapon in some rounds and not in
// others: in one part a unit of that weapon is promised to that target, in the
// other it may buy no more of it.
func (b *Prover) Branch(nodes int, stop func() bool) bool {
	if b.solver.proved || b.Gap() <= ProvedWithin {
		return true
	}
	c := &branching{Prover: b, nodes: nodes, stop: stop, share: make([]float64, len(b.root.offered))}
	b.lower = max(b.lower, c.part(b.root, 0))
	return b.Gap() <= ProvedWithin
}

// PartsInSeconds is the number of parts that Branch looks at in some ten
// seconds.
func (b *Prover) PartsInSeconds() int {
	const lookups = 400_000_000 // of a price, in that time, at most
	return min(500, lookups/(partRounds*max(1, len(b.root.offered))))
}

// branching is a search through the parts, depth first.
type branching struct {
	*Prover
	nodes int
	stop  func() bool
	share []float64 // of the rounds in which each target bought each weapon, the late ones more
}

// The ascent in a part: it begins near the best prices, so that few rounds and
// small steps do.
const (
	partRounds   = 60
	partTheta    = 0.5
	partPatience = 6
	partLast     = 0.03
	repairParts  = 8
	mostParts    = 500 // below each other
)

// soldOut is a price that no target pays.
const soldOut = 8 * maxValue

// part returns a bound of what any answer in this part leaves.
func (c *branching) part(a *ascent, depth int) float64 {
	if c.ended(a.bound) || c.nodes <= 0 || depth > mostParts || c.stop != nil && c.stop() {
		return a.bound
	}
	c.nodes--
	c.ascend(a)
	if c.ended(a.bound) {
		return a.bound
	}
	j, i := c.pair(a)
	if j < 0 {
		// The rounds agree, so that the bound rises straight on, or what they
		// agree on is an answer.
		a.keep = 0
		c.ascend(a)
		c.repair(a)
		if j, i = c.pair(a); j < 0 || c.ended(a.bound) {
			return a.bound
		}
	}
	promised, refused := a.promise(c.solver, j, i), a.refuse(j, i)
	return max(a.bound, min(c.part(promised, depth+1), c.part(refused, depth+1)))
}

// ended says whether a part with that bound needs no search.
func (c *branching) ended(bound float64) bool {
	return bound >= c.solver.value*(1-ProvedWithin)
}

// ascend betters the bound of a part.
func (c *branching) ascend(a *ascent) {
	clear(c.share)
	weight, total := 1.0, 0.0
	copy(a.price, a.best)
	clear(a.direction)
	a.theta, a.patience, a.stalled = partTheta, partPatience, 0
	for range partRounds {
		more := a.round(c.solver)
		for j, bill := range a.bills {
			for k, i := range bill {
				if !slices.Contains(bill[:k], i) {
					c.share[j*c.solver.weapons+int(i)] += weight
				}
			}
		}
		total += weight
		weight = float64(weight * 1.1)
		if !more || c.ended(a.bound) || a.theta < partLast {
			break
		}
	}
	if c.rounds++; c.rounds%repairParts == 0 {
		c.repair(a)
	}
	for k := range c.share {
		c.share[k] /= total
	}
}

// pair returns the target and the weapon on which the rounds agree least, -1
// if they agree on all.
func (c *branching) pair(a *ascent) (j, i int) {
	best, most := -1, 0.0
	for k, share := range c.share {
		if d := min(share, 1-share); d > most {
			best, most = k, d
		}
	}
	if best < 0 {
		return -1, -1
	}
	return best / c.solver.weapons, best % c.solver.weapons
}

// copy returns the part as it is, to be narrowed.
func (a *ascent) copy() *ascent {
	b := *a
	b.value, b.shots, b.offered, b.units = slices.Clone(a.value), slices.Clone(a.shots), slices.Clone(a.offered), slices.Clone(a.units)
	b.promised, b.keep = slices.Clone(a.promised), deflection
	b.price, b.best = slices.Clone(a.best), slices.Clone(a.best)
	return &b
}

// promise is the part in which a unit of weapon i goes to target j.
func (a *ascent) promise(s *Solver, j, i int) *ascent {
	b := a.copy()
	b.value[j] *= s.missAt[j*s.weapons+i]
	b.shots[j]--
	b.offered[j*s.weapons+i]--
	b.promised[j] = append(slices.Clip(a.promised[j]), int32(i))
	if b.units[i]--; b.units[i] == 0 {
		b.price[i], b.best[i] = soldOut, soldOut
	}
	return b
}

// refuse is the part in which target j gets no more of weapon i.
func (a *ascent) refuse(j, i int) *ascent {
	b := a.copy()
	b.offered[j*len(b.units)+i] = 0
	return b
}
