package assignment

// field is the state of an assignment: which unit is on which target. Units
// are single; those of one weapon follow each other. The depot is a target
// after the last, of value 0, where the units are that stay.
type field struct {
	weapons, targets int
	stride           int       // targets+1: the depot is the last column
	value            []float64 // of the targets
	miss             []float64 // 1-p weapon by weapon, 1 in the depot
	missAt           []float64 // 1-p target by target, without the depot

	firstOf []int32   // first unit of each weapon, and the number of units at the end
	kind    []int32   // weapon of each unit
	at      []int32   // its target
	next    []int32   // the next unit on the same target, or -1
	without []float64 // what would be left of its target if it were not there
	head    []int32   // first unit on each target, or -1
	room    []int32   // shots that each target may still take
	left    []float64 // what is left of each target
	total   float64   // of left; moves by rounding until reckonAll

	chain   []int32 // scratch of reckon
	trail   []step  // what was changed since tracing began
	tracing bool
	work    int // pairs looked at, the measure of time
}

// step is a unit that has left a target.
type step struct{ unit, from int32 }

// grow returns a slice of length n, of the same memory where there is enough.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// load takes over a problem, all units in the depot.
func (f *field) load(p *Problem) {
	w, t := len(p.Units), len(p.Value)
	f.weapons, f.targets, f.stride = w, t, t+1
	f.value = append(f.value[:0], p.Value...)
	f.miss, f.missAt = grow(f.miss, w*f.stride), grow(f.missAt, w*t)
	for i := range w {
		to := f.miss[i*f.stride : (i+1)*f.stride]
		for j, kill := range p.Probability[i*t : (i+1)*t] {
			to[j] = 1 - kill
			f.missAt[j*w+i] = 1 - kill
		}
		to[t] = 1
	}
	f.firstOf = grow(f.firstOf, w+1)
	n := 0
	for i, units := range p.Units {
		f.firstOf[i] = int32(n)
		n += units
	}
	f.firstOf[w] = int32(n)
	f.kind, f.at, f.next, f.without = grow(f.kind, n), grow(f.at, n), grow(f.next, n), grow(f.without, n)
	for i := range w {
		for u := f.firstOf[i]; u < f.firstOf[i+1]; u++ {
			f.kind[u] = int32(i)
		}
	}
	f.head, f.left, f.room = grow(f.head, t+1), grow(f.left, t+1), grow(f.room, t+1)
	for j := range t {
		f.room[j], f.head[j] = int32(n), -1
		if p.MaxShots != nil {
			f.room[j] = int32(min(n, p.MaxShots[j]))
		}
	}
	f.room[t], f.head[t], f.left[t] = 1<<30, -1, 0
	for u := range f.at {
		f.at[u], f.without[u] = f.depot(), 0
	}
	f.tracing, f.trail = false, f.trail[:0]
	f.work = w * t
	f.reckonAll()
}

func (f *field) depot() int32 { return int32(f.targets) }

// missOf returns the probability that unit u fails to kill target j.
func (f *field) missOf(u, j int32) float64 { return f.miss[int(f.kind[u])*f.stride+int(j)] }

// take brings a unit to the depot. The target is to be reckoned afterwards.
func (f *field) take(u int32) {
	j := f.at[u]
	if j == f.depot() {
		return
	}
	if f.head[j] == u {
		f.head[j] = f.next[u]
	} else {
		k := f.head[j]
		for f.next[k] != u {
			k = f.next[k]
		}
		f.next[k] = f.next[u]
	}
	f.room[j]++
	f.at[u], f.without[u] = f.depot(), 0
	if f.tracing {
		f.trail = append(f.trail, step{u, j})
	}
}

// put brings a unit from the depot to a target, unless it may not go there or
// there is no room. The target is to be reckoned afterwards.
func (f *field) put(u, j int32) {
	if j == f.depot() || f.room[j] <= 0 || f.missOf(u, j) >= 1 {
		return
	}
	f.next[u], f.head[j] = f.head[j], u
	f.room[j]--
	f.at[u] = j
	if f.tracing {
		f.trail = append(f.trail, step{u, f.depot()})
	}
}

// reckon finds anew what is left of target j, with and without each of its
// units. It multiplies and never divides, for a unit may be sure to kill.
func (f *field) reckon(j int32) {
	if j == f.depot() {
		return
	}
	f.chain = f.chain[:0]
	before := f.value[j]
	for u := f.head[j]; u >= 0; u = f.next[u] {
		f.without[u] = before
		before = float64(before * f.missOf(u, j))
		f.chain = append(f.chain, u)
	}
	f.total += before - f.left[j]
	f.left[j] = before
	after := 1.0
	for k := len(f.chain) - 1; k >= 0; k-- {
		u := f.chain[k]
		f.without[u] *= after
		after = float64(after * f.missOf(u, j))
	}
	f.work += len(f.chain)
}

// reckonAll finds everything anew.
func (f *field) reckonAll() {
	clear(f.left)
	for j := range f.targets {
		f.reckon(int32(j))
	}
	f.total = sum(f.left)
}

// clearAll brings every unit to the depot, without reckoning.
func (f *field) clearAll() {
	for j := range f.targets {
		for f.head[j] >= 0 {
			f.take(f.head[j])
		}
	}
}

// undo brings back what has changed since tracing began.
func (f *field) undo() {
	f.tracing = false
	for k := len(f.trail) - 1; k >= 0; k-- {
		s := f.trail[k]
		f.trail[k].unit = f.at[s.unit] // the target it leaves now
		f.take(s.unit)
		f.put(s.unit, s.from)
	}
	for _, s := range f.trail {
		f.reckon(s.unit)
		f.reckon(s.from)
	}
	f.trail = f.trail[:0]
}
