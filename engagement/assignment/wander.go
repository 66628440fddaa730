package assignment

import "slices"

// tryOnce starts from the best assignment with one unit to a target, which
// greedy may be far from. Where two on one target never pay it is the optimum.
func (s *Solver) tryOnce(work int) {
	s.once = false
	s.clearAll()
	s.reckonAll()
	exact := twoNeverPay(&s.field, s.exchange.base)
	s.ceiling = append(s.ceiling[:0], s.room...)
	for j := range s.targets {
		s.room[j] = min(s.room[j], 1)
	}
	s.greedy.run(&s.field)
	for j := range s.targets {
		s.room[j] += s.ceiling[j] - min(s.ceiling[j], 1)
	}
	s.exchange.everyTarget()
	if !s.exchange.run(&s.field, &s.queue, &s.random, true, work) {
		s.back()
		return
	}
	s.record()
	if exact {
		s.proved = true
		s.back()
		return
	}
	s.wakeAll()
}

// tryExchange makes one exchange of units picked at random. Where no target
// takes two shots, one exchange of everything is the optimum.
func (s *Solver) tryExchange(work int) {
	before := s.total
	if s.limited {
		s.exchange.everyTarget()
		if s.exchange.run(&s.field, &s.queue, &s.random, true, work) {
			s.record()
			s.proved = true
			return
		}
		s.limited = false
	}
	s.exchange.someTargets(&s.random)
	if !s.exchange.run(&s.field, &s.queue, &s.random, false, work) {
		s.idle = 2
		return
	}
	s.record()
	if s.total < before-float64(least*before) {
		s.idle = 0
	} else {
		s.idle++
	}
}

// slack is the part by which wandering may stray above the best value.
const slack = 5e-4

// wander kicks the assignment and repairs it, over and over: the units of a
// few targets at random are dealt anew among them in random order, each where
// it saves most, and whoever is concerned moves and swaps until nothing gains.
// What comes out stays if it is hardly worse than the best answer.
func (s *Solver) wander(until int) {
	if s.targets < 2 {
		s.proved = true // greedy has spent everything
		return
	}
	for s.work < until {
		s.tracing, s.trail = true, s.trail[:0]
		s.kick()
		s.queue.settle(&s.field, until)
		s.queue.forget()
		if s.total > s.value+float64(slack*s.value) {
			s.undo()
		}
		s.tracing = false
		s.record()
	}
	s.reckonAll() // ends the drift of the total
}

// kick deals the units of three or four targets anew, and perhaps one that
// stayed. One time in eight a unit goes just anywhere among them, so that every
// assignment can be reached.
func (s *Solver) kick() {
	s.group, s.moved = s.group[:0], s.moved[:0]
	for range 3 + s.random.below(2) {
		u := int32(s.random.below(len(s.at)))
		j := s.at[u]
		if j == s.depot() {
			s.moved = append(s.moved, u)
		}
		if j == s.depot() || s.random.below(4) == 0 {
			j = int32(s.random.below(s.targets))
		}
		if slices.Contains(s.group, j) {
			continue
		}
		s.group = append(s.group, j)
		for s.head[j] >= 0 {
			s.moved = append(s.moved, s.head[j])
			s.take(s.head[j])
		}
		s.reckon(j)
	}
	for k := len(s.moved) - 1; k > 0; k-- {
		i := s.random.below(k + 1)
		s.moved[i], s.moved[k] = s.moved[k], s.moved[i]
	}
	for _, u := range s.moved {
		if s.at[u] == s.depot() { // it may have been drawn twice
			s.deal(u)
		}
	}
	s.work += len(s.moved)*len(s.group) + overhead
}

// deal puts a unit on a target of the group.
func (s *Solver) deal(u int32) {
	to, most := s.depot(), 0.0
	for _, j := range s.group {
		if saved := s.left[j] * (1 - s.missOf(u, j)); saved > most && s.room[j] > 0 {
			to, most = j, saved
		}
	}
	if s.random.below(8) == 0 {
		to = s.group[s.random.below(len(s.group))]
	}
	s.put(u, to)
	s.reckon(to)
	s.queue.wake(u)
}
