package assignment

import (
	"math"
	"math/rand/v2"
	"testing"
)

// bruteForce returns the optimum by trying every assignment of every unit.
func bruteForce(p *Problem) float64 {
	targets := len(p.Value)
	left := append([]float64(nil), p.Value...)
	shots := make([]int, targets)
	best := math.Inf(1)
	var weapon func(i, from, spare int)
	weapon = func(i, from, spare int) {
		if i == len(p.Units) {
			best = math.Min(best, sum(left))
			return
		}
		next := func() {
			if i+1 < len(p.Units) {
				weapon(i+1, 0, p.Units[i+1])
			} else {
				weapon(i+1, 0, 0)
			}
		}
		next() // the rest of the units stay
		if spare == 0 {
			return
		}
		for j := from; j < targets; j++ { // units of one weapon in order of targets
			if p.MaxShots != nil && shots[j] >= p.MaxShots[j] {
				continue
			}
			before := left[j]
			left[j] *= 1 - p.Probability[i*targets+j]
			shots[j]++
			weapon(i, j, spare-1)
			shots[j]--
			left[j] = before
		}
	}
	weapon(0, 0, p.Units[0])
	return best
}

// smallProblem makes a problem that brute force can do: units up to three,
// limits of shots, pairs that are not allowed, sure kills, targets of no value.
func smallProblem(rng *rand.Rand) *Problem {
	weapons, targets := 1+rng.IntN(4), 1+rng.IntN(4)
	p := &Problem{Value: make([]float64, targets), Probability: make([]float64, weapons*targets), Units: make([]int, weapons)}
	for j := range p.Value {
		p.Value[j] = float64(rng.IntN(100))
		if rng.IntN(4) == 0 {
			p.Value[j] = math.Exp(20*rng.Float64() - 10)
		}
	}
	low, high := rng.Float64(), rng.Float64()
	for k := range p.Probability {
		p.Probability[k] = low + (high-low)*rng.Float64()
		switch rng.IntN(12) {
		case 0:
			p.Probability[k] = 0
		case 1:
			p.Probability[k] = 1
		}
	}
	most := 1 + rng.IntN(3)
	for i := range p.Units {
		p.Units[i] = rng.IntN(most + 1)
	}
	if rng.IntN(3) == 0 {
		p.MaxShots = make([]int, targets)
		for j := range p.MaxShots {
			p.MaxShots[j] = rng.IntN(4)
		}
	}
	return p
}

// TestAgainstBruteForce holds the Solver to the optimum of small problems. It
// is not bound to find it, but on these it does.
func TestAgainstBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var s Solver
	proved := 0
	for k := range 3000 {
		p := smallProblem(rng)
		optimum := bruteForce(p)
		s.Start(p)
		s.Improve(30_000)
		value, err := p.Left(s.Shots(nil))
		switch {
		case err != nil:
			t.Fatalf("case %d: %v", k, err)
		case math.Abs(value-s.Value()) > 1e-12*value:
			t.Fatalf("case %d: the shots leave %v, the solver says %v", k, value, s.Value())
		case math.Abs(value-optimum) > 1e-11*optimum:
			t.Errorf("case %d: value %v, optimum %v, proved %v: %+v", k, value, optimum, s.Proved(), p)
		}
		if s.Proved() {
			proved++
		}
	}
	if proved < 300 {
		t.Errorf("only %d cases were proved: the conditions are never met", proved)
	}
}

// TestBoundNeverAboveOptimum holds the Prover to its promise at every stage,
// whatever the answer it begins with, and to the optimum at the end.
func TestBoundNeverAboveOptimum(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	loose := 0
	for k := range 3000 {
		p := smallProblem(rng)
		optimum := bruteForce(p)
		var s Solver
		s.Start(p)
		b := NewProver(&s)
		for stage, work := range []func(){func() { b.Ascend(1) }, func() { b.Ascend(10) }, func() { b.Ascend(200) }, func() { b.Branch(200, nil) }} {
			work()
			if b.lower > optimum*(1+1e-13) {
				t.Fatalf("case %d, stage %d: bound %v above the optimum %v: %+v", k, stage, b.lower, optimum, p)
			}
		}
		if s.Value() < optimum*(1-1e-13) {
			t.Fatalf("case %d: value %v below the optimum %v", k, s.Value(), optimum)
		}
		if b.Gap() > ProvedWithin || s.Value() > optimum*(1+1.1e-6) {
			loose++
			t.Logf("case %d: value %v, optimum %v, bound %v: %+v", k, s.Value(), optimum, b.lower, p)
		}
	}
	if loose > 3 {
		t.Errorf("%d of 3000 cases were not proved", loose)
	}
}
