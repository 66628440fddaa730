package footprint

import (
	"math"

	"scutum/physics/earth"
	"scutum/physics/flight"
)

// guard is the least distance from a border (m/s) inside which a cell is
// evaluated exactly, however smooth the lattice is there.
const guard = 8.0

// evaluator answers cells: from the lattice where that is safe, by the full
// search where it is not. One per worker.
type evaluator struct {
	*Prober
	net      *net
	exact    bool
	to       earth.Place
	attacks  []attack // by area, for the cell in hand
	near     []int8   // 0 not asked yet, 1 too near, -1 not
	have     []int    // 0 not yet, 1 there, -1 none
	flights  []flight.Ballistic
	flown    []int
	looked   int // case looked at last
	searches int // full searches so far
}

func newEvaluator(p *Prober, n *net, exact bool) *evaluator {
	return &evaluator{Prober: p, net: n, exact: exact,
		attacks: make([]attack, n.areas), have: make([]int, n.areas), near: make([]int8, n.areas),
		flights: make([]flight.Ballistic, len(n.cases)), flown: make([]int, len(n.cases))}
}

func (e *evaluator) start(to earth.Place) {
	e.to, e.looked = to, -1
	clear(e.have)
	clear(e.near)
	clear(e.flown)
}

// nearby reports whether the cell in hand is too near to an area.
func (e *evaluator) nearby(area int) bool {
	if e.near[area] == 0 {
		e.near[area] = -1
		if e.tooNear(area, e.to) {
			e.near[area] = 1
		}
	}
	return e.near[area] > 0
}

// attack returns the attack from an area on the cell in hand.
func (e *evaluator) attack(area int) (*attack, bool) {
	if e.have[area] == 0 {
		var ok bool
		e.attacks[area], ok = e.aimAt(area, e.to)
		e.have[area] = 1
		if !ok {
			e.have[area] = -1
		}
	}
	return &e.attacks[area], e.have[area] > 0
}

// flight returns the flight of a case to the cell in hand.
func (e *evaluator) flight(i int) (*flight.Ballistic, bool) {
	c := &e.net.cases[i]
	if e.flown[i] == 0 {
		e.flown[i] = -1
		if a, ok := e.attack(c.area); ok {
			if f, err := a.aim.Fly(c.shape); err == nil {
				e.flights[i], e.flown[i] = f, 1
			}
		}
	}
	return &e.flights[i], e.flown[i] > 0
}

// sight is flight with the sensors' answers ready.
func (e *evaluator) sight(i int) (*flight.Ballistic, bool) {
	f, ok := e.flight(i)
	if ok && e.looked != i {
		e.look(f)
		e.looked = i
	}
	return f, ok
}

// exists reports whether the class can fly case i to the cell in hand.
func (e *evaluator) exists(i int, s *stencil) bool {
	c := &e.net.cases[i]
	if e.nearby(c.area) {
		return false
	}
	if !e.exact {
		err := c.spare.error[s.square]
		if err < 0 {
			return false
		}
		if v := c.spare.at(&e.net.lattice, s); math.Abs(v) > math.Max(guard, err) {
			return v > 0
		}
	}
	f, ok := e.flight(i)
	return ok && e.spare(&e.attacks[c.area], c.area, e.to, f) >= 0
}

// margin returns gun g's speed less its threshold in case i (m/s; -Inf where no
// meeting is admissible), by the full search where the lattice is too near the
// border to tell.
func (e *evaluator) margin(i, g int, s *stencil) float64 {
	v := &e.net.cases[i].speed[g]
	speed := e.guns[g].Speed
	if !e.exact {
		err := v.error[s.square]
		if err < 0 {
			return math.Inf(-1)
		}
		if m := speed - v.at(&e.net.lattice, s); math.Abs(m) > math.Max(guard, err) {
			if m < speed-0.95*hopelessSpeed {
				return math.Inf(-1)
			}
			return m
		}
	}
	f, ok := e.sight(i)
	if !ok {
		return math.Inf(-1)
	}
	e.searches++
	t := e.threshold(&e.guns[g], f)
	if math.IsNaN(t) {
		return math.Inf(-1)
	}
	return speed - t
}

// smooth reports whether case i may be interpolated in a square: every gun is
// smooth there, or one that is smooth surely meets it all over.
func (e *evaluator) smooth(i, square int) bool {
	all := true
	for g := range e.guns {
		v := &e.net.cases[i].speed[g]
		if math.IsNaN(v.error[square]) {
			all = false
			continue
		}
		if v.error[square] >= 0 && e.guns[g].Speed-v.highest(&e.net.lattice, square) > guard+v.error[square] {
			return true
		}
	}
	return all
}

// best returns the best margin over guns in case i, and how many interceptors
// stand at guns that can meet it. Guns that are not smooth are left out where
// others decide.
func (e *evaluator) best(i int, s *stencil) (margin float64, number int) {
	margin = math.Inf(-1)
	for g := range e.guns {
		if !e.exact && math.IsNaN(e.net.cases[i].speed[g].error[s.square]) {
			continue
		}
		m := e.margin(i, g, s)
		margin = math.Max(margin, m)
		if m >= 0 {
			k := &e.guns[g]
			number += e.shield.Sites[k.Site].Batteries[k.Index].Number
		}
	}
	return margin, number
}

// search is best by the full search of every gun.
func (e *evaluator) search(i int) (margin float64, number int) {
	margin = math.Inf(-1)
	f, ok := e.sight(i)
	if !ok {
		return margin, 0
	}
	margin, number, _ = e.all(f)
	return margin, number
}

// all searches every gun against a flight looked at: the best margin, how many
// interceptors stand at guns that can meet it, and the kind of the best one's
// answer. A gun that can neither meet it nor better the best is not refined.
func (e *evaluator) all(f *flight.Ballistic) (margin float64, number int, kind uint32) {
	margin = math.Inf(-1)
	for g := range e.guns {
		k := &e.guns[g]
		q, why := e.problem(k, f, 0)
		if why != Defended {
			continue
		}
		e.searches++
		at := q.ThresholdBelow(k.Speed - math.Min(margin, 0))
		if !at.Admissible() {
			continue
		}
		m := k.Speed - at.Speed
		if m > margin {
			margin, kind = m, uint32(g)<<16|uint32(e.kind(k, &q, at))
		}
		if m >= 0 {
			number += e.shield.Sites[k.Site].Batteries[k.Index].Number
		}
	}
	return margin, number, kind
}

// further returns the margins of the second and third shot in case i.
func (e *evaluator) further(i int, s *stencil) [2]float64 {
	var out [2]float64
	c := &e.net.cases[i]
	sure := !e.exact
	for k := range out {
		if !sure {
			break
		}
		err := c.margin[k].error[s.square]
		switch {
		case err < 0:
			out[k] = math.Inf(-1)
		default:
			out[k] = c.margin[k].at(&e.net.lattice, s)
			if !(math.Abs(out[k]) > math.Max(guard, err)) {
				sure = false
			}
		}
		if out[k] < 0 {
			break
		}
	}
	if sure {
		return out
	}
	f, ok := e.sight(i)
	if !ok {
		return [2]float64{math.Inf(-1), math.Inf(-1)}
	}
	e.searches++
	m := e.shots(f, nil, nil)
	for k := range out {
		out[k] = m[k+1]
		if math.IsNaN(out[k]) {
			out[k] = math.Inf(-1)
		}
	}
	return out
}
