package assignment

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// TestLinear compares with every permutation, from any start.
func TestLinear(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	var l linear
	for range 3000 {
		rows := 1 + rng.IntN(6)
		columns := rows + rng.IntN(3)
		l.size(rows, columns)
		for k := range rows * columns {
			l.cost[k] = -float64(rng.IntN(5)) // ties
			if rng.IntN(2) == 0 {
				l.cost[k] = -100 * rng.Float64()
			}
		}
		for i, j := range rng.Perm(columns)[:rows] {
			l.columnOf[i] = int32(j)
		}
		if !l.solve(1 << 30) {
			t.Fatal("no answer")
		}
		taken, got := make([]bool, columns), 0.0
		for i, j := range l.columnOf {
			if taken[j] {
				t.Fatalf("column %d twice", j)
			}
			taken[j] = true
			got += l.row(int32(i))[j]
		}
		if want := leastPermutation(&l, make([]bool, columns), 0); math.Abs(got-want) > 1e-11*(1+math.Abs(want)) {
			t.Fatalf("%d x %d: cost %v, want %v: %v", rows, columns, got, want, l.cost)
		}
	}
}

func leastPermutation(l *linear, taken []bool, i int32) float64 {
	if int(i) == l.rows {
		return 0
	}
	best := math.Inf(1)
	for j, c := range l.row(i) {
		if !taken[j] {
			taken[j] = true
			best = math.Min(best, c+leastPermutation(l, taken, i+1))
			taken[j] = false
		}
	}
	return best
}

// TestPricer compares with every purchase.
func TestPricer(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for k := range 30_000 {
		p := smallProblem(rng)
		for k := range p.Probability {
			if rng.IntN(6) == 0 {
				p.Probability[k] = float64(rng.IntN(2)) // sure, or not allowed
			}
		}
		var s Solver
		s.Start(p)
		var a pricer
		a.load(&s.field)
		price, units := make([]float64, len(p.Units)), make([]int32, len(p.Units))
		for i, n := range p.Units {
			units[i] = int32(n)
			if rng.IntN(5) > 0 {
				price[i] = math.Exp(12*rng.Float64() - 6)
			}
		}
		for j, value := range p.Value {
			shots := rng.IntN(7)
			want := cheapest(p, price, 0, units[0], j, value, shots)
			a.limit = mostNodes
			got := a.buy(&s.field, j, value, price, units, shots)
			paid, left, shotsPaid := 0.0, value, len(a.bill)
			for _, i := range a.bill {
				paid += price[i]
				left *= 1 - p.Probability[int(i)*len(p.Value)+j]
			}
			a.limit = 1 + rng.IntN(4)
			if cut := a.buy(&s.field, j, value, price, units, shots); cut > want*(1+1e-12) {
				t.Fatalf("case %d target %d: cut short it says %v, above %v", k, j, cut, want)
			}
			if math.Abs(got-want) > 1e-12*want || math.Abs(paid+left-want) > 1e-12*want || shotsPaid > shots {
				t.Fatalf("case %d target %d: %v, the bill makes %v, want %v", k, j, got, paid+left, want)
			}
		}
	}
}

// cheapest tries every purchase of units of weapon i and later ones.
func cheapest(p *Problem, price []float64, i int, spare int32, j int, left float64, shots int) float64 {
	best := left
	if i+1 < len(p.Units) {
		best = cheapest(p, price, i+1, int32(p.Units[i+1]), j, left, shots)
	}
	if spare > 0 && shots > 0 {
		best = math.Min(best, price[i]+cheapest(p, price, i, spare-1, j, left*(1-p.Probability[i*len(p.Value)+j]), shots-1))
	}
	return best
}

// TestPricerEnds: with hundreds of cheap weak shots the search is long, and
// where it is cut short what it says is close to the best purchase.
func TestPricerEnds(t *testing.T) {
	const n = 400
	p := &Problem{Value: []float64{100}, Probability: make([]float64, n), Units: make([]int, n)}
	price, units := make([]float64, n), make([]int32, n)
	r := splitmix(1)
	for i := range n {
		p.Probability[i], p.Units[i], units[i] = 0.01+float64(0.01*r.float64()), 20, 20
		price[i] = 20 * p.Probability[i] * (1 + 0.01*r.float64())
	}
	var s Solver
	s.Start(p)
	var a pricer
	a.load(&s.field)
	whole := a.buy(&s.field, 0, 100, price, units, n*20)
	a.limit = 50
	if got := a.buy(&s.field, 0, 100, price, units, n*20); a.floor >= a.best || got > whole || got < 0.9999*whole {
		t.Errorf("bound %v, %v when cut short", whole, got)
	}
}

// TestTwoNeverPay: where the condition holds the linear assignment is the
// optimum, and the solver says so.
func TestTwoNeverPay(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	met := 0
	for k := range 3000 {
		targets := 1 + rng.IntN(4)
		weapons := 1 + rng.IntN(targets)
		p := &Problem{Value: make([]float64, targets), Probability: make([]float64, weapons*targets), Units: make([]int, weapons)}
		low := 60 * rng.Float64()
		for j := range p.Value {
			p.Value[j] = low + (100-low)*rng.Float64()
		}
		sure := rng.Float64()
		for k := range p.Probability {
			p.Probability[k] = sure + (1-sure)*rng.Float64()
		}
		for i := range p.Units {
			p.Units[i] = 1
		}
		s := answer(p, 10_000)
		if !s.Proved() {
			continue
		}
		met++
		if optimum := bruteForce(p); math.Abs(s.Value()-optimum) > 1e-12*optimum {
			t.Fatalf("case %d: value %v is called proved, the optimum is %v: %+v", k, s.Value(), optimum, p)
		}
	}
	if met < 1000 {
		t.Errorf("the condition was met %d times", met)
	}
}

// TestOneShot: one shot at most on each target is a linear assignment, however
// many units there are.
func TestOneShot(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for k := range 1000 {
		p := smallProblem(rng)
		p.MaxShots = make([]int, len(p.Value))
		for j := range p.MaxShots {
			p.MaxShots[j] = rng.IntN(8)/7 ^ 1
		}
		s := answer(p, 100_000)
		if optimum := bruteForce(p); !s.Proved() || math.Abs(s.Value()-optimum) > 1e-12*optimum {
			t.Fatalf("case %d: value %v, proved %v, optimum %v: %+v", k, s.Value(), s.Proved(), optimum, p)
		}
	}
}

// TestFieldStaysTrue moves units about and compares what the field remembers
// with what it would find anew.
func TestFieldStaysTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := smallProblem(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)))
		var f field
		f.load(p)
		if len(f.at) == 0 {
			return
		}
		move := func(n int) {
			for range n {
				u := int32(rapid.IntRange(0, len(f.at)-1).Draw(t, "unit"))
				from := f.at[u]
				f.take(u)
				f.put(u, int32(rapid.IntRange(0, f.targets).Draw(t, "target")))
				f.reckon(from)
				f.reckon(f.at[u])
			}
		}
		move(rapid.IntRange(0, 20).Draw(t, "moves"))
		held(t, &f, p)
		at := append([]int32(nil), f.at...)
		f.tracing = true
		move(rapid.IntRange(0, 20).Draw(t, "traced"))
		f.undo()
		for u, j := range f.at {
			if at[u] != j {
				t.Fatalf("unit %d is on %d after undo, was on %d", u, j, at[u])
			}
		}
		held(t, &f, p)
	})
}

// held compares every number of the field with its definition.
func held(t *rapid.T, f *field, p *Problem) {
	total := 0.0
	for j := range f.targets {
		left, shots := p.Value[j], 0
		for u, k := range f.at {
			if int(k) == j {
				left *= f.missOf(int32(u), k)
				shots++
			}
		}
		total += left
		if math.Abs(f.left[j]-left) > 1e-12*left {
			t.Fatalf("target %d: %v is left, want %v", j, f.left[j], left)
		}
		if p.MaxShots != nil && shots > p.MaxShots[j] {
			t.Fatalf("target %d has %d shots of %d", j, shots, p.MaxShots[j])
		}
		for u := f.head[j]; u >= 0; u = f.next[u] {
			if back := f.without[u] * f.missOf(u, int32(j)); f.at[u] != int32(j) || math.Abs(back-left) > 1e-12*left {
				t.Fatalf("target %d: with unit %d %v is left, want %v", j, u, back, left)
			}
		}
	}
	if math.Abs(f.total-total) > 1e-9*(1+total) {
		t.Fatalf("total %v, want %v", f.total, total)
	}
}
