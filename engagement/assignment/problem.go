// Package assignment answers which weapon is to be spent on which target: the
// static weapon-target assignment problem.
//
// There are units of several weapons. A unit of weapon i spent on target j
// kills it with probability p_ij, independently of all others; what is left of
// a target of value V_j after x_ij units of each weapon is, in expectation,
// V_j prod_i (1-p_ij)^x_ij. The sum of that over the targets is to be least.
// Every unit may go to any target or stay; a pair that is not allowed has
// probability 0 and is never used; a target may be limited to so many shots.
//
// Solver is the live answer: it is there at once, gets better with work, and
// allocates nothing once it has seen a problem of that size. Its deadline is a
// count of work and not a clock, so that the answer is the same bytes on every
// machine. Prover bounds the optimum from below, for answers that are checked
// at leisure, and finds the optimum itself where it is within reach.
//
// Assumptions: kills are independent, one wave, nothing is learnt between the
// shots; a doctrine that looks before it shoots again asks anew after each
// look. The problem is NP-complete (Lloyd and Witsenhausen 1986), so Solver
// promises good answers and proves few of them; see Solver.Proved.
//
// Sources: Manne 1958 (the problem); den Broeder, Ellison and Emerling 1959
// (greedy is exact for equal weapons); Ahuja, Kumar, Jha and Orlin 2007 (very
// large neighbourhoods); Andersen, Pavlikov and Toffolo 2022 (file format).
// The claims are proved in TestOptima, TestAgainstBruteForce and
// TestBoundNeverAboveOptimum.
package assignment

import (
	"fmt"
	"math"
)

// Problem is one question. Slices may be reused after Solver.Start returns.
type Problem struct {
	Value       []float64 // of each target, in any unit, at least 0
	Probability []float64 // of a kill, weapon by weapon: Probability[i*len(Value)+j]; 0 where not allowed
	Units       []int     // of each weapon that may be spent: what is ready less what is held in reserve
	MaxShots    []int     // at each target, all weapons together; nil where there is no limit
}

// MaxUnits is the largest number of units of all weapons together, and
// MaxPairs the largest number of weapons times targets.
const (
	MaxUnits = 1_000_000
	MaxPairs = 10_000_000
	maxValue = 1e15
)

// Check says what is wrong with a problem, or nil.
func (p *Problem) Check() error {
	weapons, targets := len(p.Units), len(p.Value)
	if targets > 0 && weapons > MaxPairs/targets {
		return fmt.Errorf("%d weapons x %d targets are more than %d pairs", weapons, targets, MaxPairs)
	}
	if len(p.Probability) != weapons*targets {
		return fmt.Errorf("%d probabilities for %d weapons x %d targets", len(p.Probability), weapons, targets)
	}
	if p.MaxShots != nil && len(p.MaxShots) != targets {
		return fmt.Errorf("%d limits of shots for %d targets", len(p.MaxShots), targets)
	}
	for j, v := range p.Value {
		if !(v >= 0 && v <= maxValue) {
			return fmt.Errorf("value[%d]: %g is not in [0, %g]", j, v, maxValue)
		}
	}
	for k, v := range p.Probability {
		if !(v >= 0 && v <= 1) {
			return fmt.Errorf("probability[%d][%d]: %g is not in [0, 1]", k/targets, k%targets, v)
		}
	}
	for j, n := range p.MaxShots {
		if n < 0 {
			return fmt.Errorf("max_shots[%d]: %d is negative", j, n)
		}
	}
	return checkUnits(p.Units)
}

func checkUnits(units []int) error {
	left := MaxUnits
	for i, n := range units {
		if n < 0 || n > left {
			return fmt.Errorf("units[%d]: %d is not in [0, %d], for all weapons together have at most %d", i, n, left, MaxUnits)
		}
		left -= n
	}
	return nil
}

// Shot is a number of units of one weapon spent on one target, counted from 0.
type Shot struct {
	Weapon int `json:"weapon"`
	Target int `json:"target"`
	Count  int `json:"count"`
}

// Left returns the value that is left, in expectation, after shots; an error
// where they are more than there are, or not allowed.
func (p *Problem) Left(shots []Shot) (float64, error) {
	left := append([]float64(nil), p.Value...)
	used, taken := make([]int, len(p.Units)), make([]int, len(p.Value))
	for _, s := range shots {
		if s.Weapon < 0 || s.Weapon >= len(p.Units) || s.Target < 0 || s.Target >= len(p.Value) || s.Count < 0 {
			return 0, fmt.Errorf("no such shot: %d of weapon %d at target %d", s.Count, s.Weapon, s.Target)
		}
		used[s.Weapon] += s.Count
		taken[s.Target] += s.Count
		kill := p.Probability[s.Weapon*len(p.Value)+s.Target]
		switch {
		case used[s.Weapon] > p.Units[s.Weapon]:
			return 0, fmt.Errorf("weapon %d is spent %d times of %d", s.Weapon, used[s.Weapon], p.Units[s.Weapon])
		case p.MaxShots != nil && taken[s.Target] > p.MaxShots[s.Target]:
			return 0, fmt.Errorf("target %d gets %d shots of at most %d", s.Target, taken[s.Target], p.MaxShots[s.Target])
		case s.Count > 0 && kill == 0:
			return 0, fmt.Errorf("weapon %d may not be spent on target %d", s.Weapon, s.Target)
		}
		for range s.Count {
			left[s.Target] *= 1 - kill
		}
	}
	return sum(left), nil
}

func sum(x []float64) float64 {
	total := 0.0
	for _, v := range x {
		total += v
	}
	return total
}

// infinity is above every bound.
var infinity = math.Inf(1)
