package assignment

import "slices"

// Solver answers problems, one after the other, in the same memory. The zero
// value is ready. Start gives an answer at once, Improve betters it by as much
// work as it is given; what a Solver says depends on the problem and on the
// work of each call alone.
type Solver struct {
	field
	queue    queue
	greedy   greedy
	exchange exchange
	random   splitmix

	best    []int32 // targets of the units in the best answer yet
	value   float64 // what that leaves
	proved  bool
	once    bool    // one unit to a target has still to be tried
	limited bool    // no target takes more than one shot
	idle    int     // exchanges in a row that found nothing
	group   []int32 // scratch
	moved   []int32
	ceiling []int32
}

// Start takes a problem and spends its units where they save most, one after
// the other. It panics if the problem's Check finds fault.
func (s *Solver) Start(p *Problem) {
	if err := p.Check(); err != nil {
		panic("assignment: " + err.Error())
	}
	s.load(p)
	s.random, s.idle = 1, 0
	s.proved = equalWeapons(p)
	s.once = !s.proved && len(s.at) <= s.targets
	s.limited = p.MaxShots != nil && (len(p.MaxShots) == 0 || slices.Max(p.MaxShots) <= 1)
	s.queue.reset(len(s.at))
	s.exchange.reset(s.targets)
	s.greedy.run(&s.field)
	if len(s.at) == 0 || s.targets == 0 {
		s.proved = true
	}
	s.wakeAll()
	s.keep()
}

// Value returns what the best answer leaves, in expectation.
func (s *Solver) Value() float64 { return s.value }

// Proved says whether the answer is known to be the optimum, up to rounding:
// the weapons are equal, for which greedy is exact; or no target takes more
// than one shot, or there are no more units than targets and two on one never
// pay, which are linear assignments.
func (s *Solver) Proved() bool { return s.proved }

// Work returns the pairs of weapon and target looked at since Start, the
// measure of time: some 2 ns each.
func (s *Solver) Work() int { return s.work }

// Shots appends the best answer to shots, by weapon, then by target.
func (s *Solver) Shots(shots []Shot) []Shot {
	for i := range s.weapons {
		s.group = append(s.group[:0], s.best[s.firstOf[i]:s.firstOf[i+1]]...)
		slices.Sort(s.group)
		for k, j := range s.group {
			switch {
			case j == s.depot():
			case k > 0 && s.group[k-1] == j:
				shots[len(shots)-1].Count++
			default:
				shots = append(shots, Shot{i, int(j), 1})
			}
		}
	}
	return shots
}

// Improve works on the answer, and returns whether more work may better it.
// It looks at the work between its steps, of which one is some ten times the
// targets plus the units, and overruns by one at most.
func (s *Solver) Improve(work int) bool {
	until := s.work + work
	for s.work < until && !s.proved {
		if !s.queue.settle(&s.field, until) {
			break
		}
		s.record()
		rows := min(len(s.at), s.targets)
		switch room := until - s.work; {
		case s.once && onceWork(rows, s.targets) <= room:
			s.tryOnce(room)
		case s.idle < 2 && blockWork(min(rows, block), min(s.targets, block)) <= room:
			s.tryExchange(room)
		default:
			s.wander(min(until, s.work+80*(s.targets+len(s.at))))
			s.idle = 0
		}
	}
	s.record()
	return !s.proved
}

// record keeps the present assignment if it is better than the best.
func (s *Solver) record() {
	if s.total < s.value-float64(least*s.value) {
		s.keep()
	}
}

// keep makes the present assignment the best. Its value is summed in the order
// of weapons, so that it does not depend on how it was found.
func (s *Solver) keep() {
	s.best = append(s.best[:0], s.at...)
	copy(s.left, s.field.value)
	for u, j := range s.at {
		s.left[j] = float64(s.left[j] * s.missOf(int32(u), j))
	}
	s.total = sum(s.left)
	s.value = s.total
	s.proved = s.proved || s.value == 0
}

// back returns to the best assignment.
func (s *Solver) back() {
	s.clearAll()
	for u, j := range s.best {
		s.put(int32(u), j)
	}
	s.reckonAll()
	s.queue.forget()
}

func (s *Solver) wakeAll() {
	for u := range s.at {
		s.queue.wake(int32(u))
	}
}
