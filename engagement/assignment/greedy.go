package assignment

// greedy spends units where they save most, one after the other. For a given
// target the best weapon is the one with the highest probability among those
// that are left, whatever has been spent on it, so each target remembers its
// own and looks again only when that has run out. The targets stand in a heap
// by what their best shot would save, which only ever falls.
type greedy struct {
	spare []int32   // units left of each weapon
	from  []int32   // of each weapon, the unit from which on to look for a spare one
	best  []int32   // weapon of each target
	saves []float64 // what its next shot saves
	heap  []int32   // targets, the one that saves most first
}

// run spends the units that are in the depot.
func (g *greedy) run(f *field) {
	w, t := f.weapons, f.targets
	g.spare, g.from = grow(g.spare, w), grow(g.from, w)
	copy(g.from, f.firstOf[:w])
	clear(g.spare)
	for u, j := range f.at {
		if j == f.depot() {
			g.spare[f.kind[u]]++
		}
	}
	g.best, g.saves, g.heap = grow(g.best, t), grow(g.saves, t), g.heap[:0]
	for j := range t {
		if f.room[j] > 0 && g.look(f, int32(j)) {
			g.heap = append(g.heap, int32(j))
		}
	}
	for k := len(g.heap)/2 - 1; k >= 0; k-- {
		g.sift(k)
	}
	for len(g.heap) > 0 {
		g.spend(f)
	}
	f.reckonAll()
}

// spend makes the best shot, or finds that its target must look again.
func (g *greedy) spend(f *field) {
	j := g.heap[0]
	i := g.best[j]
	if g.spare[i] == 0 {
		if !g.look(f, j) {
			g.pop()
			return
		}
		g.sift(0)
		return
	}
	u := g.from[i]
	for f.at[u] != f.depot() {
		u++
	}
	g.from[i] = u + 1
	g.spare[i]--
	f.put(u, j)
	q := f.missOf(u, j)
	f.left[j] = float64(f.left[j] * q)
	g.saves[j] = float64(g.saves[j] * q)
	f.work++
	if f.room[j] == 0 || g.saves[j] == 0 {
		g.pop()
	} else {
		g.sift(0)
	}
}

// look finds the best weapon left for target j; false if no shot saves
// anything.
func (g *greedy) look(f *field, j int32) bool {
	best, weapon := 1.0, int32(-1)
	for i, q := range f.missAt[int(j)*f.weapons : (int(j)+1)*f.weapons] {
		if q < best && g.spare[i] > 0 {
			best, weapon = q, int32(i)
		}
	}
	f.work += f.weapons
	g.best[j], g.saves[j] = weapon, f.left[j]*(1-best)
	return g.saves[j] > 0
}

func (g *greedy) before(a, b int32) bool {
	if g.saves[a] != g.saves[b] {
		return g.saves[a] > g.saves[b]
	}
	return a < b
}

// sift lets the target at place k of the heap sink to where it belongs.
func (g *greedy) sift(k int) {
	h := g.heap
	x := h[k]
	for {
		c := 2*k + 1
		if c+1 < len(h) && g.before(h[c+1], h[c]) {
			c++
		}
		if c >= len(h) || !g.before(h[c], x) {
			break
		}
		h[k] = h[c]
		k = c
	}
	h[k] = x
}

func (g *greedy) pop() {
	last := len(g.heap) - 1
	g.heap[0] = g.heap[last]
	g.heap = g.heap[:last]
	if last > 0 {
		g.sift(0)
	}
}
