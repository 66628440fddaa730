package fusion

import (
	"math"
	"testing"

	"scutum/internal/random"
)

// TestAssigner: against all assignments of small problems.
func TestAssigner(t *testing.T) {
	s := random.New(72, 0, "assigner")
	var a assigner
	for range 3000 {
		rows, columns := s.Whole(1, 5), s.Whole(1, 5)
		objects := make([]*object, columns)
		for i := range objects {
			objects[i] = new(object)
		}
		var m matching
		cost := make([][]float64, rows)
		for r := range rows {
			cost[r] = make([]float64, columns)
			for k := range columns {
				cost[r][k] = math.Inf(1)
				if s.Float64() < 0.6 {
					cost[r][k] = -s.Uniform(0, 30)
					m.pairs = append(m.pairs, pair{row: r, object: objects[k], cost: cost[r][k]})
				}
			}
		}
		a.solve(rows, &m)
		sum, taken := 0.0, map[*object]bool{}
		for r, o := range a.result[:rows] {
			if o == nil {
				continue
			}
			if taken[o] {
				t.Fatal("an object was given away twice")
			}
			taken[o] = true
			for k := range columns {
				if objects[k] == o {
					sum += cost[r][k]
				}
			}
		}
		if want := cheapest(cost, 0, 0); math.Abs(sum-want) > 1e-9 {
			t.Fatalf("cost %g, the cheapest %g", sum, want)
		}
	}
}

// cheapest tries everything, from a row on, with a set of columns taken.
func cheapest(cost [][]float64, row int, taken uint) float64 {
	if row == len(cost) {
		return 0
	}
	best := cheapest(cost, row+1, taken)
	for k, c := range cost[row] {
		if taken>>uint(k)&1 == 0 {
			best = min(best, c+cheapest(cost, row+1, taken|1<<uint(k)))
		}
	}
	return best
}
