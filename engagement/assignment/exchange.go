package assignment

// exchange is the large neighbourhood: one unit of each of many targets, and
// units that stay, are lifted and placed anew all at once, at most one to a
// target, by a linear assignment. What is left of a target when its unit is
// lifted is fixed, so the best of these exponentially many changes is found
// exactly (Ahuja, Kumar, Jha and Orlin 2007 look for single cycles in it).
type exchange struct {
	linear  linear
	order   []int32   // all targets, in random order
	targets []int32   // those that take part, the first columns
	lifted  []int32   // the units, the rows
	base    []float64 // what is left of each target without its lifted unit; 0 where none may come
	start   []int32   // the column of each row before
}

// The targets of one exchange, and the cells of the largest linear assignment.
// Blocks of a hundred targets gain about as much as all targets at once, and
// their cost grows as the number of blocks.
const (
	block     = 128
	manyCells = 4_000_000
)

func (e *exchange) reset(targets int) {
	e.order = grow(e.order, targets)
	for j := range e.order {
		e.order[j] = int32(j)
	}
	e.base = grow(e.base, targets)
}

// everyTarget lets all targets take part.
func (e *exchange) everyTarget() { e.targets = e.order }

// someTargets lets a block of targets at random take part.
func (e *exchange) someTargets(random *splitmix) {
	n := len(e.order)
	e.targets = e.order[:min(n, block)]
	if n <= block {
		return
	}
	for k := range e.targets {
		i := k + random.below(n-k)
		e.order[k], e.order[i] = e.order[i], e.order[k]
	}
}

// onceWork and blockWork are guesses at the work of an exchange, from random
// instances of up to 1000: from a start that is far from the optimum, and from
// one near it.
func onceWork(rows, columns int) int  { return rows * columns * (5 + rows/5) }
func blockWork(rows, columns int) int { return 10 * rows * columns }

// run makes the best exchange of units picked at random; false if it was not
// to be had for the work. The queue then holds the units that may gain more.
// With all, every unit that stays is lifted, else a few.
func (e *exchange) run(f *field, q *queue, random *splitmix, all bool, work int) bool {
	e.lift(f, random, all)
	rows := len(e.lifted)
	columns := max(rows, len(e.targets))
	if rows > 0 {
		columns = max(columns, int(e.start[rows-1])+1)
	}
	if rows == 0 || rows*columns > manyCells {
		return false
	}
	e.price(f, columns)
	f.work += rows * columns
	done := e.linear.solve(work)
	f.work += e.linear.work
	if !done {
		return false
	}
	gain := 0.0
	for r := range e.lifted {
		row := e.linear.row(int32(r))
		gain += row[e.start[r]] - row[e.linear.columnOf[r]]
	}
	if gain > float64(least*f.total) {
		e.shift(f, q)
	}
	return true
}

// lift chooses the units: one of each target that takes part, then some of
// those in the depot, from a random weapon on. Units of the depot start in
// columns of their own, after the targets, which are the depot for everybody.
func (e *exchange) lift(f *field, random *splitmix, all bool) {
	e.lifted, e.start = e.lifted[:0], e.start[:0]
	for c, j := range e.targets {
		e.base[j] = 0
		if f.room[j] > 0 {
			e.base[j] = f.left[j]
		}
		if f.head[j] >= 0 {
			u := f.any(j, random)
			e.lifted, e.start = append(e.lifted, u), append(e.start, int32(c))
			e.base[j] = f.without[u]
		}
	}
	most := len(e.lifted) + len(e.targets)
	column, offset := int32(len(e.targets)), random.below(f.weapons)
	for k := range f.weapons {
		i := (offset + k) % f.weapons
		for u := f.firstOf[i]; u < f.firstOf[i+1] && (all || len(e.lifted) < most); u++ {
			if f.at[u] == f.depot() {
				e.lifted, e.start = append(e.lifted, u), append(e.start, column)
				column++
				if !all {
					break
				}
			}
		}
	}
	f.work += len(e.targets) + len(f.at)
}

// any returns a unit of target j at random.
func (f *field) any(j int32, random *splitmix) int32 {
	u := f.head[j]
	n := 0
	for v := u; v >= 0; v = f.next[v] {
		n++
	}
	for n = random.below(n); n > 0; n-- {
		u = f.next[u]
	}
	return u
}

// price fills in the linear assignment: a unit saves the part of what is left
// of its new target that it kills.
func (e *exchange) price(f *field, columns int) {
	l := &e.linear
	l.size(len(e.lifted), columns)
	copy(l.columnOf, e.start)
	for r, u := range e.lifted {
		row, miss := l.row(int32(r)), f.miss[int(f.kind[u])*f.stride:]
		for c, j := range e.targets {
			row[c] = -(e.base[j] * (1 - miss[j]))
		}
		clear(row[len(e.targets):])
	}
}

// shift brings the lifted units to where they go.
func (e *exchange) shift(f *field, q *queue) {
	for r, u := range e.lifted {
		if e.linear.columnOf[r] != e.start[r] {
			q.wake(u)
			f.take(u)
		}
	}
	for r, u := range e.lifted {
		if c := e.linear.columnOf[r]; c != e.start[r] && int(c) < len(e.targets) {
			f.put(u, e.targets[c])
		}
	}
	for _, j := range e.targets {
		f.reckon(j)
		q.wakeOn(f, j)
	}
}
