package assignment

// Prover bounds from below what any answer to a Solver's problem leaves, and
// betters the Solver's answer on the way.
//
// The bound is Lagrange's. Give every unit of weapon i a price L_i >= 0 and let
// each target buy as it likes. With n_i units of weapon i,
//
//	B(L) = sum_j min_x [ V_j prod_i (1-p_ij)^x_i + sum_i L_i x_i ] - sum_i L_i n_i
//
// is at most what is left by any assignment: the shots of an assignment are one
// purchase of each target, so that the first sum is at most what it leaves plus
// the prices of all it spends, and it spends at most n_i. That holds for any
// prices; the best are looked for by the subgradient method (Polyak's steps,
// deflected). Unlike the relaxation that splits units, a target here buys whole
// units only, and that is why the bound is close: at the best prices it is the
// bound of column generation. Source: Geoffrion 1974 (the bound), Polyak 1969
// (the steps).
//
// In floating point, every target's sum is right to a part of 1e-12 (see
// pricer), and a sum of n terms to a part of n 2^-52 of the sum of their sizes;
// the bound is lowered by more than both and 2^-52 for each unit there is. The
// data of the problem are the float64 values of V and of 1-p. See TestBoundNeverAboveOptimum.
type Prover struct {
	solver *Solver
	root   *ascent
	lower  float64 // proved
	rounds int
}

// ProvedWithin is the gap at which an answer counts as the optimum.
const ProvedWithin = 1e-6

// repairEach is the number of rounds from one repair to the next.
const repairEach = 4

// NewProver returns a prover for what the solver was last started with. The
// solver must not be started anew while the prover is in use.
func NewProver(s *Solver) *Prover {
	if s.once { // there is time to try it
		s.Improve(2 * onceWork(len(s.at), s.targets))
	}
	s.back()
	return &Prover{solver: s, root: newAscent(s)}
}

// Lower returns the proved bound.
func (b *Prover) Lower() float64 { return min(b.lower, b.solver.value) }

// Gap returns the part of the answer's value by which it may be above the
// optimum.
func (b *Prover) Gap() float64 {
	if b.solver.value == 0 {
		return 0
	}
	return (b.solver.value - b.Lower()) / b.solver.value
}

// Ascend spends rounds on the bound, and on the answer, and returns whether
// more may better either.
func (b *Prover) Ascend(rounds int) bool {
	if b.solver.proved { // exactly, up to the rounding of sums
		b.lower = max(b.lower, b.solver.value*(1-1e-9))
		return false
	}
	for range rounds {
		b.rounds++
		more := b.root.round(b.solver)
		b.lower = max(b.lower, b.root.bound)
		if b.rounds%repairEach == 0 || !more {
			b.repair(b.root)
			b.solver.Improve(repairEach * len(b.root.offered))
		}
		if !more || b.Gap() <= ProvedWithin {
			return false
		}
	}
	return true
}

// repair makes an answer of what the targets would buy: a unit goes to those
// who asked for it first, the rest is spent greedily, and moves and swaps and
// exchanges follow.
func (b *Prover) repair(a *ascent) {
	s := b.solver
	s.clearAll()
	spare := s.group[:0]
	spare = append(spare, s.firstOf[:s.weapons]...)
	for j := range s.targets {
		for _, bill := range [2][]int32{a.promised[j], a.bills[j]} {
			for _, i := range bill {
				if spare[i] < s.firstOf[i+1] {
					s.put(spare[i], int32(j))
					spare[i]++
				}
			}
		}
	}
	s.group = spare
	s.reckonAll()
	s.greedy.run(&s.field)
	s.wakeAll()
	work := s.work + 4*len(s.at)*(s.targets+len(s.at)+overhead)
	for s.queue.settle(&s.field, work) && s.work < work {
		s.record()
		s.tryExchange(work - s.work)
		if s.idle > 1 {
			break
		}
	}
	s.idle = 0
	s.record()
	if s.total > s.value+float64(slack*s.value) {
		s.back()
	}
	s.queue.forget()
}
