package limits

import (
	"scutum/physics/flight"
	"scutum/scenario"
)

// Together is a pair of clauses, each idle alone, of which one at least is
// needed: what both are there against brings trajectories within reach.
type Together struct {
	Clauses [2]*Clause
	Reached int
}

// Idle says of a clause whose worth is reckoned that what it is there against
// would alone change nothing; where the clause is not kept it may be there
// already.
func (r *Report) Idle(v *Verdict) bool { return v.Without >= 0 && v.Without <= r.Reached }

// mostIdle is how many idle clauses are put together at most.
const mostIdle = 12

// InPairs puts the idle clauses of a report together two by two. See
// TestInPairs.
func InPairs(r *Report, set *scenario.Setting, i int, flights []flight.Ballistic) (all []Together) {
	var idle []*Clause
	for k := range r.Verdicts {
		if v := &r.Verdicts[k]; r.Idle(v) && len(idle) < mostIdle {
			idle = append(idle, v.Clause)
		}
	}
	commit := r.Agreement.commit(set)
	for k, a := range idle {
		for _, b := range idle[k+1:] {
			if n := without([]*Clause{a, b}, set, i, flights, commit); n > r.Reached {
				all = append(all, Together{[2]*Clause{a, b}, n})
			}
		}
	}
	return all
}
