package assignment

import (
	"math"
	"slices"
	"testing"

	"scutum/internal/random"
)

// TestSameBytes: the answer depends on the problem and the work alone, not on
// what the solver was used for before, nor on the machine (the two numbers were
// the same at GOAMD64 v1 and v3).
func TestSameBytes(t *testing.T) {
	p := Generate(80, 40, 3)
	fresh := answer(p, tenMilliseconds)
	var used Solver
	used.Start(wide(30, 70, 2, 1))
	used.Improve(50_000)
	used.Start(p)
	used.Improve(tenMilliseconds - used.Work())
	if fresh.Value() != used.Value() || !slices.Equal(fresh.Shots(nil), used.Shots(nil)) {
		t.Error("a used solver answers otherwise than a new one")
	}
	words := []string{}
	for _, shot := range fresh.Shots(nil) {
		words = append(words, string(rune(shot.Weapon)), string(rune(shot.Target)), string(rune(shot.Count)))
	}
	b := NewProver(fresh)
	b.Ascend(100)
	got := [2]uint64{random.Hash(0, math.Float64bits(used.Value()), words...), math.Float64bits(b.Lower())}
	if want := [2]uint64{0x91a56445cf3f261d, 0x403e36de3f635133}; got != want {
		t.Errorf("answer and bound have the bits %#x, want %#x", got, want)
	}
}

// TestAnytime: more work never makes the answer worse, and a little is enough
// for an answer.
func TestAnytime(t *testing.T) {
	p := wide(60, 90, 2, 4)
	var s Solver
	s.Start(p)
	last := s.Value()
	for range 300 {
		s.Improve(3_000)
		if s.Value() > last {
			t.Fatalf("from %v to %v", last, s.Value())
		}
		last = s.Value()
		if left, err := p.Left(s.Shots(nil)); err != nil || math.Abs(left-last) > 1e-12*last {
			t.Fatalf("the shots leave %v, %v; the solver says %v", left, err, last)
		}
	}
}

// TestNoAllocation: a solver that has seen a problem of that size works in the
// memory it has.
func TestNoAllocation(t *testing.T) {
	p := wide(12, 20, 3, 5)
	var s Solver
	var shots []Shot
	ask := func() {
		s.Start(p)
		s.Improve(100_000)
		shots = s.Shots(shots[:0])
	}
	ask()
	if n := testing.AllocsPerRun(20, ask); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestEdges: problems with nothing in them have an answer too.
func TestEdges(t *testing.T) {
	for name, p := range map[string]*Problem{
		"nothing":       {},
		"no weapon":     {Value: []float64{3}},
		"no target":     {Probability: []float64{}, Units: []int{2}},
		"no unit":       {Value: []float64{3, 4}, Probability: []float64{1, 1}, Units: []int{0}},
		"not allowed":   {Value: []float64{3, 4}, Probability: []float64{0, 0}, Units: []int{5}},
		"no room":       {Value: []float64{3, 4}, Probability: []float64{1, 1}, Units: []int{5}, MaxShots: []int{0, 0}},
		"no value":      {Value: []float64{0, 0}, Probability: []float64{0.5, 1}, Units: []int{1}},
		"sure":          {Value: []float64{3, 4}, Probability: []float64{1, 1}, Units: []int{2}},
		"hopeless pair": {Value: []float64{3, 4}, Probability: []float64{0, 0, 0.5, 0}, Units: []int{1, 1}},
	} {
		s := answer(p, 10_000)
		left, err := p.Left(s.Shots(nil))
		if err != nil || left != s.Value() {
			t.Errorf("%s: %v, %v against %v", name, left, err, s.Value())
		}
		b := NewProver(s)
		b.Ascend(100)
		b.Branch(10, nil)
		if !(b.Lower() <= s.Value()) || !(b.Gap() <= ProvedWithin) {
			t.Errorf("%s: bound %v of %v", name, b.Lower(), s.Value())
		}
	}
}

// TestManyUnits: as many units of a few weapons as a study may hold.
func TestManyUnits(t *testing.T) {
	p := wide(3, 5, 20_000, 6)
	for k := range p.Probability {
		p.Probability[k] *= 1e-3
	}
	s := answer(p, 3_000_000)
	left, err := p.Left(s.Shots(nil))
	if err != nil || math.Abs(left-s.Value()) > 1e-9*left {
		t.Errorf("%v, %v against %v", left, err, s.Value())
	}
	if s.Work() > 10_000_000 {
		t.Errorf("%d work", s.Work())
	}
}

// TestCheck: what is wrong is said.
func TestCheck(t *testing.T) {
	good := func() *Problem {
		return &Problem{Value: []float64{1, 2}, Probability: []float64{0, 1, 0.5, 0.5}, Units: []int{1, 2}, MaxShots: []int{1, 1}}
	}
	for want, spoil := range map[string]func(*Problem){
		"3 probabilities for 2 weapons x 2 targets":                                              func(p *Problem) { p.Probability = p.Probability[:3] },
		"1 limits of shots for 2 targets":                                                        func(p *Problem) { p.MaxShots = p.MaxShots[:1] },
		"value[1]: NaN is not in [0, 1e+15]":                                                     func(p *Problem) { p.Value[1] = math.NaN() },
		"probability[1][0]: 1.5 is not in [0, 1]":                                                func(p *Problem) { p.Probability[2] = 1.5 },
		"max_shots[0]: -1 is negative":                                                           func(p *Problem) { p.MaxShots[0] = -1 },
		"units[1]: -1 is not in [0, 999999], for all weapons together have at most 1000000":      func(p *Problem) { p.Units[1] = -1 },
		"units[1]: 1000000 is not in [0, 999999], for all weapons together have at most 1000000": func(p *Problem) { p.Units[1] = MaxUnits },
	} {
		p := good()
		if err := p.Check(); err != nil {
			t.Fatal(err)
		}
		spoil(p)
		if err := p.Check(); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
