package pairing

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

const none = 1e9 // a pair that is not allowed

// brute tries every pairing.
func brute(cost [][]float64, alone []float64, used []bool, i int) float64 {
	if i == len(cost) {
		return 0
	}
	best := alone[i] + brute(cost, alone, used, i+1)
	for j, c := range cost[i] {
		if !used[j] && c < none {
			used[j] = true
			best = min(best, c+brute(cost, alone, used, i+1))
			used[j] = false
		}
	}
	return best
}

// solve checks that the answer is a pairing and returns its cost.
func solve(t interface{ Fatalf(string, ...any) }, s *Solver, cost [][]float64, alone []float64, columns int) float64 {
	s.Begin(columns)
	for i := range cost {
		s.Row(alone[i])
		for j, c := range cost[i] {
			if c < none {
				s.Pair(j, c)
			}
		}
	}
	total, used := 0.0, make([]bool, columns)
	for i, j := range s.Solve() {
		if j < 0 {
			total += alone[i]
			continue
		}
		if used[j] || cost[i][j] >= none {
			t.Fatalf("column %d twice or not allowed", j)
		}
		used[j] = true
		total += cost[i][j]
	}
	return total
}

// TestEqualsBruteForce: the cost is the least of all pairings, on one solver
// used again and again.
func TestEqualsBruteForce(t *testing.T) {
	var s Solver
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(0, 7).Draw(t, "rows"), rapid.IntRange(0, 6).Draw(t, "columns")
		cost, alone := make([][]float64, rows), make([]float64, rows)
		for i := range rows {
			alone[i] = float64(rapid.IntRange(0, 30).Draw(t, "alone"))
			cost[i] = make([]float64, columns)
			for j := range columns {
				cost[i][j] = none
				if rapid.IntRange(0, 9).Draw(t, "allowed") < 7 {
					cost[i][j] = float64(rapid.IntRange(-5, 40).Draw(t, "cost")) // ties are likely
				}
			}
		}
		got := solve(t, &s, cost, alone, columns)
		if want := brute(cost, alone, make([]bool, columns), 0); math.Abs(got-want) > 1e-9 {
			t.Fatalf("cost %v, brute force %v", got, want)
		}
	})
}

// TestEqualsDense: in larger problems the cost is that of an assignment over
// the full matrix.
func TestEqualsDense(t *testing.T) {
	var s Solver
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(20, 60).Draw(t, "n")
		share := rapid.IntRange(5, 100).Draw(t, "share allowed in percent")
		seed := uint64(rapid.IntRange(1, 1<<30).Draw(t, "seed"))
		draw := func() float64 {
			seed = seed*6364136223846793005 + 1442695040888963407
			return float64(seed>>11) / (1 << 53)
		}
		cost, alone := make([][]float64, n), make([]float64, n)
		for i := range n {
			alone[i] = 1
			cost[i] = make([]float64, n)
			for j := range n {
				cost[i][j] = none
				if draw()*100 < float64(share) {
					cost[i][j] = draw()
				}
			}
		}
		got := solve(t, &s, cost, alone, n)
		if want := dense(cost, alone, n); math.Abs(got-want) > 1e-9 {
			t.Fatalf("cost %v, dense %v", got, want)
		}
	})
}

// dense is the assignment over the full matrix, with a column for each row that
// stays alone: the textbook's O(n3) with potentials.
func dense(cost [][]float64, alone []float64, columns int) float64 {
	n, m := len(cost), columns+len(cost)
	at := func(i, j int) float64 {
		switch {
		case j < columns:
			return cost[i][j]
		case j-columns == i:
			return alone[i]
		}
		return none
	}
	u, v, p, way := make([]float64, n+1), make([]float64, m+1), make([]int, m+1), make([]int, m+1)
	for i := 1; i <= n; i++ {
		p[0] = i
		j0 := 0
		least, used := make([]float64, m+1), make([]bool, m+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		for {
			used[j0] = true
			d, j1 := math.Inf(1), 0
			for j := 1; j <= m; j++ {
				if used[j] {
					continue
				}
				if c := at(p[j0]-1, j-1) - u[p[j0]] - v[j]; c < least[j] {
					least[j], way[j] = c, j0
				}
				if least[j] < d {
					d, j1 = least[j], j
				}
			}
			for j := range used {
				if used[j] {
					u[p[j]] += d
					v[j] -= d
				} else {
					least[j] -= d
				}
			}
			if j0 = j1; p[j0] == 0 {
				break
			}
		}
		for j0 != 0 {
			p[j0], j0 = p[way[j0]], way[j0]
		}
	}
	total := 0.0
	for j := 1; j <= m; j++ {
		if p[j] > 0 {
			total += at(p[j]-1, j-1)
		}
	}
	return total
}

// TestAllocatesNothing: a solver that has seen the size allocates no more.
func TestAllocatesNothing(t *testing.T) {
	var s Solver
	run := func() {
		s.Begin(50)
		for i := range 50 {
			s.Row(10)
			for j := range 5 {
				s.Pair((i*3+j*j)%50, float64((i*7+j*5)%11))
			}
		}
		s.Solve()
	}
	run()
	if n := testing.AllocsPerRun(20, run); n != 0 {
		t.Fatalf("%v allocations", n)
	}
}
