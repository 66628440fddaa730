package fusion

import (
	"math"
	"slices"
)

// assigner solves small assignment problems and keeps its memory.
type assigner struct {
	result []*object // by row, nil for none
	group  []int     // of rows and columns, by union and find
	order  []int     // pairs by group
	// Of one group: costs by row and column, and the solution's.
	rows, cols []int
	cost       []float64
	u, v, best []float64
	match, way []int
	used       []bool
	lookup     []int // local number of a row or column
}

// solve gives each row of the pairs at most one object and each object at most
// one row, at the least sum of costs, which are negative.
func (a *assigner) solve(rows int, m *matching) {
	a.result = resized(a.result, rows)
	clear(a.result)
	m.columns = m.columns[:0]
	for i := range m.pairs {
		at := slices.Index(m.columns, m.pairs[i].object)
		if at < 0 {
			at = len(m.columns)
			m.columns = append(m.columns, m.pairs[i].object)
		}
		m.pairs[i].column = at
	}
	n := rows + len(m.columns)
	a.group = resized(a.group, n)
	for i := range a.group {
		a.group[i] = i
	}
	for i := range m.pairs {
		x, y := a.root(m.pairs[i].row), a.root(rows+m.pairs[i].column)
		a.group[max(x, y)] = min(x, y)
	}
	a.order = a.order[:0]
	for i := range m.pairs {
		a.order = append(a.order, i)
	}
	slices.SortStableFunc(a.order, func(i, j int) int { return a.root(m.pairs[i].row) - a.root(m.pairs[j].row) })
	for from := 0; from < len(a.order); {
		to := from + 1
		for to < len(a.order) && a.root(m.pairs[a.order[to]].row) == a.root(m.pairs[a.order[from]].row) {
			to++
		}
		a.solveGroup(rows, m, a.order[from:to])
		from = to
	}
}

func (a *assigner) root(i int) int {
	for a.group[i] != i {
		i = a.group[i]
	}
	return i
}

// solveGroup solves one group of pairs.
func (a *assigner) solveGroup(rows int, m *matching, pairs []int) {
	if len(pairs) == 1 {
		p := &m.pairs[pairs[0]]
		a.result[p.row] = p.object
		return
	}
	a.rows, a.cols = a.rows[:0], a.cols[:0]
	a.lookup = resized(a.lookup, rows+len(m.columns))
	for _, i := range pairs {
		if r := m.pairs[i].row; !slices.Contains(a.rows, r) {
			a.lookup[r] = len(a.rows)
			a.rows = append(a.rows, r)
		}
		if k := m.pairs[i].column; !slices.Contains(a.cols, k) {
			a.lookup[rows+k] = len(a.cols)
			a.cols = append(a.cols, k)
		}
	}
	// One column more for each row: to have none, at no cost.
	n, width := len(a.rows), len(a.cols)+len(a.rows)
	a.cost = resized(a.cost, n*width)
	for i := range a.cost {
		a.cost[i] = math.Inf(1)
	}
	for r := range n {
		a.cost[r*width+len(a.cols)+r] = 0
	}
	for _, i := range pairs {
		p := &m.pairs[i]
		a.cost[a.lookup[p.row]*width+a.lookup[rows+p.column]] = p.cost
	}
	a.shortestPaths(n, width)
	for k := range len(a.cols) {
		if r := a.match[k+1]; r > 0 {
			a.result[a.rows[r-1]] = m.columns[a.cols[k]]
		}
	}
}

// shortestPaths assigns n rows to columns by successive shortest augmenting
// paths with potentials (Kuhn's method in the form of Jonker and Volgenant
// 1987); match[k] is column k's row, both counted from 1. See TestAssigner.
func (a *assigner) shortestPaths(n, width int) {
	a.u, a.v, a.best = resized(a.u, n+1), resized(a.v, width+1), resized(a.best, width+1)
	a.match, a.way, a.used = resized(a.match, width+1), resized(a.way, width+1), resized(a.used, width+1)
	clear(a.u)
	clear(a.v)
	clear(a.match)
	for row := 1; row <= n; row++ {
		a.match[0] = row
		clear(a.used)
		for i := range a.best {
			a.best[i] = math.Inf(1)
		}
		at := 0
		for {
			a.used[at] = true
			from, delta, next := a.match[at], math.Inf(1), 0
			for k := 1; k <= width; k++ {
				if a.used[k] {
					continue
				}
				if reduced := a.cost[(from-1)*width+k-1] - a.u[from] - a.v[k]; reduced < a.best[k] {
					a.best[k], a.way[k] = reduced, at
				}
				if a.best[k] < delta {
					delta, next = a.best[k], k
				}
			}
			for k := 0; k <= width; k++ {
				if a.used[k] {
					a.u[a.match[k]] += delta
					a.v[k] -= delta
				} else {
					a.best[k] -= delta
				}
			}
			if at = next; a.match[at] == 0 {
				break
			}
		}
		for at != 0 {
			a.match[at] = a.match[a.way[at]]
			at = a.way[at]
		}
	}
}

// resized is a slice of n elements, in the old memory where that suffices. What
// is in it is left over.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
