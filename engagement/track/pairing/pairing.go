// Package pairing finds the cheapest one-to-one pairing of rows with columns
// when few of the pairs are allowed: tracks with detections, estimates with
// truths. A row may also stay alone, at a price of its own.
package pairing

import "math"

// Solver solves one problem after the other and allocates only when one is
// larger than any before. Its zero value is ready.
//
// It is Jonker and Volgenant's shortest augmenting path (Computing 38, 1987) on
// the allowed pairs alone: a row's search never leaves the cluster of rows and
// columns it is connected with, so that the work grows with the clusters and
// not with the cube of the whole. See TestEqualsBruteForce.
type Solver struct {
	rows    []row
	pairs   []pair
	columns []column
	result  []int32
	search  search
}

type row struct {
	first int32 // of its pairs
	alone float64
}

type pair struct {
	column int32
	cost   float64
}

type column struct {
	owner    int32 // row, or -1
	price    float64
	paid     float64 // cost of the owner's pair
	distance float64 // of the search, valid if stamp says so
	from     int32   // row by which the search came
	fromCost float64
	stamp    int32
	done     bool
}

// search is what one row's search for a place leaves behind.
type search struct {
	heap    []reached
	scanned []int32
	stamp   int32
}

type reached struct {
	distance float64
	column   int32
}

// Begin starts a problem with so many columns and no row.
func (s *Solver) Begin(columns int) {
	s.rows, s.pairs = s.rows[:0], s.pairs[:0]
	if cap(s.columns) < columns {
		s.columns = make([]column, columns, columns+columns/2)
	}
	s.columns = s.columns[:columns]
	for j := range s.columns {
		s.columns[j] = column{owner: -1}
	}
	s.search.stamp = 0
}

// Row begins the next row and says what it costs if that stays alone.
func (s *Solver) Row(alone float64) {
	s.rows = append(s.rows, row{int32(len(s.pairs)), alone})
}

// Pair allows the last row a column, at a cost. What costs as much as to stay
// alone, or more, is of no use to a row and is forgotten.
func (s *Solver) Pair(column int, cost float64) {
	if cost < s.rows[len(s.rows)-1].alone {
		s.pairs = append(s.pairs, pair{int32(column), cost})
	}
}

// Solve returns the column of every row, -1 for one that stays alone. The slice
// is valid until the next Begin.
func (s *Solver) Solve() []int32 {
	s.result = s.result[:0]
	for range s.rows {
		s.result = append(s.result, -1)
	}
	for i := range s.rows {
		if !s.take(int32(i)) {
			s.augment(int32(i))
		}
	}
	return s.result
}

func (s *Solver) of(i int32) []pair {
	end := int32(len(s.pairs))
	if int(i)+1 < len(s.rows) {
		end = s.rows[i+1].first
	}
	return s.pairs[s.rows[i].first:end]
}

// take gives a row what is cheapest for it, if nobody owns that.
func (s *Solver) take(i int32) bool {
	best, at := s.rows[i].alone, -1
	pairs := s.of(i)
	for k := range pairs {
		if c := pairs[k].cost - s.columns[pairs[k].column].price; c < best {
			best, at = c, k
		}
	}
	if at < 0 {
		return true
	}
	c := &s.columns[pairs[at].column]
	if c.owner >= 0 {
		return false
	}
	c.owner, c.paid = i, pairs[at].cost
	s.result[i] = pairs[at].column
	return true
}

// augment finds a row a place by moving others along the shortest path.
func (s *Solver) augment(start int32) {
	f := &s.search
	f.stamp++
	f.heap, f.scanned = f.heap[:0], f.scanned[:0]
	i, offset := start, 0.0
	loneRow, lone := start, math.Inf(1)
	var end int32 = -1
	for {
		if d := s.rows[i].alone + offset; d < lone {
			lone, loneRow = d, i
		}
		s.reach(i, offset, lone)
		j := s.nearest()
		if j < 0 || s.columns[j].distance >= lone {
			break
		}
		c := &s.columns[j]
		if c.owner < 0 {
			end = j
			break
		}
		c.done = true
		f.scanned = append(f.scanned, j)
		i, offset = c.owner, c.distance-(c.paid-c.price)
	}
	least := lone
	if end >= 0 {
		least = s.columns[end].distance
	}
	for _, j := range f.scanned {
		s.columns[j].price += s.columns[j].distance - least
	}
	if end < 0 {
		end = s.result[loneRow]
		s.result[loneRow] = -1
		if loneRow == start {
			return
		}
	}
	s.move(start, end)
}

// reach notes how near a row's columns are.
func (s *Solver) reach(i int32, offset, limit float64) {
	f := &s.search
	for _, p := range s.of(i) {
		c := &s.columns[p.column]
		d := p.cost - c.price + offset
		if d >= limit || c.stamp == f.stamp && (c.done || d >= c.distance) {
			continue
		}
		c.stamp, c.done, c.distance, c.from, c.fromCost = f.stamp, false, d, i, p.cost
		f.push(reached{d, p.column})
	}
}

// nearest takes the nearest column that is not done, or -1.
func (s *Solver) nearest() int32 {
	f := &s.search
	for len(f.heap) > 0 {
		top := f.pop()
		if c := &s.columns[top.column]; !c.done && c.distance == top.distance {
			return top.column
		}
	}
	return -1
}

// move hands the columns on along the path that ends at a column.
func (s *Solver) move(start, j int32) {
	for {
		c := &s.columns[j]
		i := c.from
		c.owner, c.paid = i, c.fromCost
		s.result[i], j = j, s.result[i]
		if i == start {
			return
		}
	}
}

func (f *search) push(r reached) {
	f.heap = append(f.heap, r)
	h := f.heap
	for i := len(h) - 1; i > 0; {
		up := (i - 1) / 2
		if h[up].distance <= h[i].distance {
			break
		}
		h[up], h[i] = h[i], h[up]
		i = up
	}
}

func (f *search) pop() reached {
	h := f.heap
	top, last := h[0], len(h)-1
	h[0] = h[last]
	h = h[:last]
	f.heap = h
	for i := 0; ; {
		down := 2*i + 1
		if down >= last {
			return top
		}
		if down+1 < last && h[down+1].distance < h[down].distance {
			down++
		}
		if h[i].distance <= h[down].distance {
			return top
		}
		h[i], h[down] = h[down], h[i]
		i = down
	}
}
