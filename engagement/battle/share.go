package battle

import (
	"time"

	"scutum/engagement/assignment"
	"scutum/systems/interceptor"
)

// waitingPerTick is how many targets may wait for each tick that lies between
// two allotments.
const waitingPerTick = 40

// share allots interceptors anew among the targets that wait for one, kept or
// not, when there are not enough for all: so that the people saved in
// expectation are most. It is done once a tick at most, and the more rarely the
// more targets wait, so that its cost does not grow with their square.
func (w *Worker) share(c int) {
	p := &w.planners[c]
	if next := p.settled + w.tick()*time.Duration(1+len(p.kept)/waitingPerTick); p.settled >= 0 && w.clock < next {
		w.planAt(c, next)
		return
	}
	p.settled, p.anew = w.clock, false
	p.kept = p.kept[:0]
	for k := range w.targets {
		t := &w.targets[k]
		if int(t.command) == c && (t.state == planned || t.state == starved) {
			w.release(t)
			t.state = starved
			p.kept = append(p.kept, k)
		}
	}
	w.allot(c, p.kept)
	for _, k := range p.kept {
		t := &w.targets[k]
		if t.state != starved {
			continue
		}
		if about := w.hope(k); about >= 0 {
			t.why, t.about = givenToOthers, about
			w.tellNot(k)
			continue
		}
		_, _, why, about := w.best(k)
		w.leave(k, why, about)
	}
}

// hope returns a battery that could meet target k and has interceptors, which
// are kept for others; -1 for none.
func (w *Worker) hope(k int) int {
	for _, b := range w.b.commands[w.targets[k].command].batteries {
		if w.b.batteries[b].number > w.used[b] {
			if _, why := w.option(k, b); why == noReason {
				return b
			}
		}
	}
	return -1
}

// allotWork bounds the search for a better allotment, in pairs of battery and
// target looked at: deterministic, and 2 ms at most.
const allotWork = 1_000_000

// allotment is the workspace of an allocation.
type allotment struct {
	solver  assignment.Solver
	problem assignment.Problem
	shots   []assignment.Shot
	options []option // by battery of the command, then target of the list
}

// allot spends what is free on a list of targets, one salvo at most on each, by
// package assignment: what people are left at risk in expectation is least, as
// far as its work goes. A salvo of several interceptors is one unit.
func (w *Worker) allot(c int, list []int) {
	a, batteries := &w.allotment, w.b.commands[c].batteries
	p := &a.problem
	p.Value, p.Units, p.MaxShots, p.Probability = p.Value[:0], p.Units[:0], p.MaxShots[:0], p.Probability[:0]
	a.options = a.options[:0]
	for _, k := range list {
		p.Value = append(p.Value, 1+w.targets[k].value) // nobody is worth nothing
		p.MaxShots = append(p.MaxShots, 1)
	}
	for _, b := range batteries {
		x := &w.b.batteries[b]
		kill := interceptor.KillProbability(x.kind.KillProbability, x.salvo)
		p.Units = append(p.Units, (x.number-w.used[b]+x.salvo-1)/x.salvo)
		for _, k := range list {
			if x.number <= w.used[b] {
				a.options, p.Probability = append(a.options, option{}), append(p.Probability, 0)
				continue
			}
			o, why := w.option(k, b)
			a.options = append(a.options, o)
			if why != noReason {
				p.Probability = append(p.Probability, 0)
				continue
			}
			p.Probability = append(p.Probability, kill)
		}
	}
	a.solver.Start(p)
	a.solver.Improve(allotWork)
	a.shots = a.solver.Shots(a.shots[:0])
	for _, s := range a.shots {
		k, battery, o := list[s.Target], batteries[s.Weapon], &a.options[s.Weapon*len(list)+s.Target]
		if o.launch > w.clock {
			w.keep(k, battery, o)
		} else if w.order(k, battery, o) {
			w.targets[k].state = engaged
		}
	}
}
