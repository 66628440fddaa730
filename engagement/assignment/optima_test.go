package assignment

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"
)

// The budgets that stand for time. A unit of work took 1.3 to 2.4 ns on one core
// on which cal.cpp ran at 2.2e7 steps a second (`go test -bench Quality -cpu 1`:
// the first budget took 0.35 to 0.44 ms, the second 2.6 to 4.8 ms), so that each
// is less than half of what the time allows.
const (
	oneMillisecond  = 200_000
	tenMilliseconds = 2_000_000
)

// optimum is a row of testdata/allocation.csv.
type optimum struct {
	weapons, targets int
	seed             uint64
	value            float64
}

func optima(t testing.TB) []optimum {
	t.Helper()
	f, err := os.Open("testdata/allocation.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []optimum
	for _, row := range rows[1:] {
		var n [4]float64
		for k := range n {
			if n[k], err = strconv.ParseFloat(row[k], 64); err != nil {
				t.Fatal(err)
			}
		}
		list = append(list, optimum{int(n[0]), int(n[1]), uint64(n[2]), n[3]})
	}
	return list
}

// answer gives a problem to a new solver for that much work, all told.
func answer(p *Problem, work int) *Solver {
	s := &Solver{}
	s.Start(p)
	s.Improve(work - s.Work())
	return s
}

// TestGenerate compares with the yardstick's own generator.
func TestGenerate(t *testing.T) {
	p := Generate(3, 4, 1)
	for j, v := range []float64{68, 81, 98, 58} {
		if p.Value[j] != v {
			t.Errorf("value %d is %v, want %v", j, p.Value[j], v)
		}
	}
	for k, v := range map[int]float64{0: 0x1.7770661bb09aap-1, 1: 0x1.a8616d9956730p-1, 2: 0x1.b9f5f4414ded5p-1, 3: 0x1.838b09d5d7b14p-1, 11: 0x1.4cdb4874967bfp-1} {
		if p.Probability[k] != v {
			t.Errorf("probability %d is %x, want %x", k, p.Probability[k], v)
		}
	}
	q := Generate(80, 80, 7)
	if got := sum(q.Value); got != 5056 {
		t.Errorf("values sum to %v, want 5056", got)
	}
	if got := q.Probability[6399]; got != 0x1.a20c73ff8a875p-1 {
		t.Errorf("last probability is %x", got)
	}
}

// TestOptima holds the solver and the prover to the proved optima: what is
// demanded is 5 % in a millisecond, 2 % in ten and a bound within 1 %; what is
// held is 2 %, 0.1 % and, with the optimum itself, 0.01 %, twice the precision
// of the reference.
func TestOptima(t *testing.T) {
	for _, o := range optima(t) {
		p := Generate(o.weapons, o.targets, o.seed)
		for _, c := range []struct {
			work   int
			within float64
		}{{oneMillisecond, 0.02}, {tenMilliseconds, 0.001}} {
			s := answer(p, c.work)
			if s.Work() > c.work+c.work/50 {
				t.Errorf("%d x %d: %d of %d work", o.weapons, o.targets, s.Work(), c.work)
			}
			if above := s.Value()/o.value - 1; above > c.within || above < -1e-4 {
				t.Errorf("%d x %d, work %d: value %.4f is %+.3f %% from %.4f", o.weapons, o.targets, c.work, s.Value(), 100*above, o.value)
			}
		}
		s := answer(p, tenMilliseconds)
		b := NewProver(s)
		b.Ascend(1000)
		if off := s.Value()/o.value - 1; math.Abs(off) > 1e-4 {
			t.Errorf("%d x %d: value %.5f, want %.4f", o.weapons, o.targets, s.Value(), o.value)
		}
		if b.Gap() > 1e-4 || b.Lower() > o.value*(1+4e-5) {
			t.Errorf("%d x %d: bound %.5f of %.4f, gap %.4f %%", o.weapons, o.targets, b.Lower(), o.value, 100*b.Gap())
		}
	}
}

// TestOtherSeeds holds the same on instances of which nobody told the optimum:
// against the proved bound.
func TestOtherSeeds(t *testing.T) {
	for _, size := range [][2]int{{10, 10}, {20, 20}, {40, 40}, {80, 80}, {40, 20}, {80, 40}, {20, 40}, {60, 25}} {
		for seed := uint64(2); seed < 6; seed++ {
			p := Generate(size[0], size[1], seed)
			quick, good := answer(p, oneMillisecond).Value(), answer(p, tenMilliseconds)
			ten := good.Value()
			b := NewProver(good)
			b.Ascend(1000)
			lower := b.Lower()
			if quick > lower*1.05 || ten > lower*1.015 || b.Gap() > 0.005 {
				t.Errorf("%v seed %d: %+.2f %% in 1 ms, %+.3f %% in 10 ms, gap %.3f %%", size, seed, 100*(quick/lower-1), 100*(ten/lower-1), 100*b.Gap())
			}
		}
	}
}

// wide makes an instance of the class of Andersen, Pavlikov and Toffolo 2022:
// values of 1 to 99, probabilities of 0 to 1, several units of each weapon.
func wide(weapons, targets, units int, seed uint64) *Problem {
	p := Generate(weapons, targets, seed)
	r := splitmix(seed)
	for j := range p.Value {
		p.Value[j] = float64(1 + r.below(99))
	}
	for k := range p.Probability {
		p.Probability[k] = r.float64()
	}
	for i := range p.Units {
		p.Units[i] = units
	}
	return p
}

// TestWide holds the class of the literature, where after two hours their
// solver leaves gaps of 0.1 % on 50 x 100 with three units of each: ours are
// closed by branching.
func TestWide(t *testing.T) {
	for units := 1; units <= 3; units++ {
		s := answer(wide(50, 100, units, 1), tenMilliseconds)
		first := s.Value()
		b := NewProver(s)
		b.Ascend(1000)
		if b.Gap() > 0.005 || first > b.Lower()*1.04 {
			t.Errorf("%d units: value %.4f, bound %.4f", units, first, b.Lower())
		}
		if !b.Branch(400, nil) {
			t.Errorf("%d units: not proved, gap %.5f %%", units, 100*b.Gap())
		}
	}
}
