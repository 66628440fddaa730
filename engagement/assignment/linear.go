package assignment

import "math"

// linear is a linear assignment problem: every row to a column of its own, at
// least cost. It is Jonker and Volgenant's shortest augmenting path (1987) with
// a warm start from an assignment that is already good: the prices of the
// columns come from a few passes of Bellman and Ford over the chains by which a
// column could be freed, and only the rows that these prices do not keep where
// they are go along a path of their own. Where the passes come to rest the
// assignment is proved best without any path.
//
// Rows must not outnumber columns. The columns left over belong to dummies,
// rows whose cost is 0 everywhere, of which one stands for all. See
// TestLinear, against every permutation.
type linear struct {
	rows, columns int
	cost          []float64 // row by row, then a row of zeros for the dummies
	price         []float64 // of the columns
	columnOf      []int32   // of each row: the start on entry, the answer on return
	rowOf         []int32   // of each column: rows for a dummy, -1 while it is free
	distance      []float64 // of each column from the row that is assigned
	through       []int32   // the column before it on the shortest path, -1 for none
	order         []int32   // columns: done, at the least distance, the others
	free          []int32
	work          int
}

// passes of Bellman and Ford: what they settle is cheap, and what is not
// settled after so many is left to the paths.
const passes = 4

// size makes room for costs and a start.
func (l *linear) size(rows, columns int) {
	l.rows, l.columns = rows, columns
	l.cost = grow(l.cost, (rows+1)*columns)
	clear(l.cost[rows*columns:])
	l.columnOf = grow(l.columnOf, rows)
	l.price, l.distance = grow(l.price, columns), grow(l.distance, columns)
	l.rowOf, l.through, l.order = grow(l.rowOf, columns), grow(l.through, columns), grow(l.order, columns)
}

func (l *linear) row(i int32) []float64 {
	return l.cost[int(i)*l.columns:][:l.columns]
}

// solve improves columnOf to the best assignment; false if that takes more
// than the work, and columnOf is then of no use.
func (l *linear) solve(work int) bool {
	l.work = 0
	for j := range l.rowOf {
		l.rowOf[j], l.price[j] = int32(l.rows), 0
	}
	for i, j := range l.columnOf {
		l.rowOf[j] = int32(i)
	}
	for range passes {
		if !l.relax() {
			return true
		}
	}
	l.release()
	for _, i := range l.free {
		if l.work > work {
			return false
		}
		l.augment(i)
	}
	return true
}

// relax lowers the price of each column to what it takes to free it by one
// more shift; false if nothing changed.
func (l *linear) relax() bool {
	changed := false
	for i := range int32(l.rows) {
		row, own := l.row(i), l.columnOf[i]
		price := l.price[:len(row)]
		base := l.price[own] - row[own]
		for j, c := range row {
			if p := base + c; p < price[j] {
				price[j], changed = p, true
			}
		}
	}
	l.work += l.rows * l.columns
	if l.rows == l.columns {
		return changed
	}
	dummy := math.Inf(1)
	for j, i := range l.rowOf {
		if int(i) == l.rows {
			dummy = min(dummy, l.price[j])
		}
	}
	for j, p := range l.price {
		if p > dummy {
			l.price[j], changed = dummy, true
		}
	}
	return changed
}

// release frees the rows, and dummies, that would rather have another column
// at these prices.
func (l *linear) release() {
	l.free = l.free[:0]
	top, scale := math.Inf(-1), 0.0
	for _, p := range l.price {
		top = max(top, p)
		scale = max(scale, math.Abs(p))
	}
	slack := float64(1e-13 * scale)
	for j, i := range l.rowOf {
		if int(i) == l.rows && l.price[j] < top-slack {
			l.rowOf[j] = -1
			l.free = append(l.free, int32(l.rows))
		}
	}
	for i := range int32(l.rows) {
		row, own := l.row(i), l.columnOf[i]
		most := row[own] - l.price[own] - slack
		for j, c := range row {
			if c-l.price[j] < most {
				l.rowOf[own] = -1
				l.free = append(l.free, i)
				break
			}
		}
	}
	l.work += l.rows * l.columns
}

// augment finds the shortest path from a free row to a free column by
// Dijkstra's algorithm, adjusts the prices and shifts the rows along it.
func (l *linear) augment(start int32) {
	row := l.row(start)
	for j := range l.order {
		l.distance[j], l.through[j], l.order[j] = row[j]-l.price[j], -1, int32(j)
	}
	l.work += l.columns
	done, ready, nearest, end := 0, 0, 0.0, int32(-1)
	dummy := int(start) == l.rows // one dummy looked at is all of them
	for end < 0 {
		if done == ready {
			if ready, nearest, end = l.collect(done); end >= 0 {
				break
			}
		}
		j := l.order[done]
		done++
		i := l.rowOf[j]
		if int(i) == l.rows {
			if dummy {
				continue
			}
			dummy = true
		}
		ready, end = l.scan(i, j, ready, nearest)
	}
	for _, j := range l.order[:done] {
		l.price[j] += l.distance[j] - nearest
	}
	l.shift(start, end)
}

// collect gathers the columns at the least distance of those that are not
// done, and returns the end of the path if one of them is free.
func (l *linear) collect(done int) (ready int, nearest float64, end int32) {
	ready, nearest = done+1, l.distance[l.order[done]]
	for k := ready; k < l.columns; k++ {
		j := l.order[k]
		if d := l.distance[j]; d <= nearest {
			if d < nearest {
				ready, nearest = done, d
			}
			l.order[k], l.order[ready] = l.order[ready], j
			ready++
		}
	}
	l.work += l.columns - done
	for _, j := range l.order[done:ready] {
		if l.rowOf[j] < 0 {
			return ready, nearest, j
		}
	}
	return ready, nearest, -1
}

// scan shortens distances by way of column j and its row i.
func (l *linear) scan(i, j int32, ready int, nearest float64) (int, int32) {
	row := l.row(i)
	base := row[j] - l.price[j] - nearest
	l.work += l.columns - ready
	for k := ready; k < l.columns; k++ {
		to := l.order[k]
		d := row[to] - l.price[to] - base
		if d >= l.distance[to] {
			continue
		}
		l.distance[to], l.through[to] = d, j
		if d <= nearest {
			if l.rowOf[to] < 0 {
				return ready, to
			}
			l.order[k], l.order[ready] = l.order[ready], to
			ready++
		}
	}
	return ready, -1
}

// shift moves every row on the path to the next column.
func (l *linear) shift(start, end int32) {
	for {
		through, i := l.through[end], start
		if through >= 0 {
			i = l.rowOf[through]
		}
		l.rowOf[end] = i
		if int(i) < l.rows {
			l.columnOf[i] = end
		}
		if through < 0 {
			return
		}
		end = through
	}
}
