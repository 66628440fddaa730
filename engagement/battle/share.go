package battle

import "slices"

// share allots interceptors anew among the missiles that wait for one, kept or
// not, when there are not enough for all: so that the people saved in
// expectation are most. It is done once a tick at most.
func (w *Worker) share(c int) {
	p := &w.planners[c]
	if p.settled >= 0 && w.clock < p.settled+w.tick() {
		w.planAt(c, p.settled+w.tick())
		return
	}
	p.settled, p.anew = w.clock, false
	p.kept = p.kept[:0]
	for i := range w.b.missiles {
		t := w.target(i, c)
		if t.state == planned || t.state == starved {
			w.release(t)
			t.state = starved
			p.kept = append(p.kept, i)
		}
	}
	w.allot(c, p.kept)
	for _, i := range p.kept {
		t := w.target(i, c)
		if t.state != starved {
			continue
		}
		_, _, why, about := w.best(i, c)
		if why != givenToOthers {
			w.giveUp(i, c, why, about)
			continue
		}
		t.why, t.about = why, about
		w.tellNot(i, c)
	}
}

// allot gives each missile of a list, the most worthy first, the best battery
// that is free.
func (w *Worker) allot(c int, list []int) {
	value := func(i int) float64 { return w.b.worth[i*len(w.b.commands)+c].value }
	slices.SortStableFunc(list, func(a, b int) int {
		if x, y := value(a), value(b); x != y {
			if x > y {
				return -1
			}
			return 1
		}
		return a - b
	})
	for _, i := range list {
		battery, o, _, _ := w.best(i, c)
		if battery < 0 {
			continue
		}
		if w.flown[i].launch+o.launch > w.clock {
			w.keep(i, c, battery, &o)
		} else if w.order(i, c, battery, &o) {
			w.target(i, c).state = engaged
		}
	}
}
