package battle

import (
	"slices"
	"time"
)

// stage is how far a command is with a target.
type stage uint8

const (
	unseen  stage = iota
	open          // wants a decision
	planned       // an interceptor is kept for it, and leaves later
	starved       // could be met, but what could meet it is kept for others
	waiting       // nothing can be done by the present estimate; it is tried again
	engaged       // a salvo is on its way or not judged yet
	closed        // nothing more is done
)

// target is a track that a command deals with: at kinematic fidelity a missile.
type target struct {
	state    stage
	command  int32
	missile  int32 // in truth, -1 for none
	salvoes  int   // ordered so far
	flying   int   // shots not judged yet
	battery  int   // of a planned departure
	option   option
	version  int32 // of the plan: a wake for an older one is void
	why      reason
	about    int    // the battery that why is about, -1 for none
	told     reason // the last reason that was told
	ruled    bool   // an order was refused
	listed   bool   // in its planner's list
	engaging bool   // it is worth engaging
	value    float64
	estimate *estimate // full fidelity
}

// planner is what one command has to decide.
type planner struct {
	wanted  []int         // targets that want a decision
	kept    []int         // scratch: targets among which interceptors are allotted
	due     time.Duration // of the plan in the queue; never for none
	settled time.Duration // when interceptors were last allotted anew; never for not yet
	anew    bool          // they are to be allotted anew
}

func (p *planner) begin() {
	*p = planner{wanted: p.wanted[:0], kept: p.kept[:0], due: never, settled: never}
}

// want asks for a decision on target k, now.
func (w *Worker) want(k int) {
	t := &w.targets[k]
	p := &w.planners[t.command]
	t.state = open
	if !t.listed {
		t.listed = true
		p.wanted = append(p.wanted, k)
	}
	w.planAt(int(t.command), w.clock)
}

// planAt has command c's plan made anew at a time, or before.
func (w *Worker) planAt(c int, at time.Duration) {
	p := &w.planners[c]
	if p.due < 0 || at < p.due {
		p.due = at
		w.queue.push(at, plan, c, 0, 0)
	}
}

// plan decides on the targets that want it: each is given the battery that
// meets it first, of these the one that has spent least, of these the first in
// order. Where interceptors do not suffice for all that could be met, they are
// allotted anew, so that what is saved in expectation is most.
func (w *Worker) plan(c int) {
	p := &w.planners[c]
	if p.due != w.clock {
		return // made already
	}
	p.due = never
	slices.Sort(p.wanted)
	again := p.wanted[:0]
	for _, k := range p.wanted {
		t := &w.targets[k]
		t.listed = false
		if t.state != open {
			continue
		}
		w.decide(k)
		p.anew = p.anew || t.state == starved
		if t.state == open { // refused: again at the next tick
			t.listed = true
			again = append(again, k)
		}
	}
	p.wanted = again
	if len(again) > 0 {
		w.planAt(c, w.clock+w.tick())
	}
	if p.anew {
		w.share(c)
	}
}

// decide does for one target what can be done now.
func (w *Worker) decide(k int) {
	t := &w.targets[k]
	for {
		battery, o, why, about := w.best(k)
		if battery < 0 {
			w.leave(k, why, about)
			return
		}
		if o.launch > w.clock {
			w.keep(k, battery, &o)
			return
		}
		if !w.order(k, battery, &o) {
			continue // refused: the next best
		}
		t.state, t.told = engaged, noReason
		if w.b.set.Doctrine.Look {
			return
		}
	}
}

// leave ends the decision on a target for which no battery is free, for a
// reason that is about one of them.
func (w *Worker) leave(k int, why reason, about int) {
	t := &w.targets[k]
	stands := why
	if why == passed && t.why == uncertain && t.salvoes == 0 {
		stands = uncertain // until it was too late
	}
	t.why, t.about = stands, about
	switch {
	case t.flying > 0:
		t.state = engaged // it may be judged alive, and asked again
	case why == refusedOrder:
		t.ruled = true
	case why == givenToOthers:
		t.state = starved
	case w.retry(k, why):
		t.state = waiting
		w.tellNot(k)
	default:
		w.giveUp(k, stands, about)
	}
}

// giveUp says why a target is not engaged, or not any more.
func (w *Worker) giveUp(k int, why reason, about int) {
	t := &w.targets[k]
	t.state, t.why, t.about = closed, why, about
	w.tellNot(k)
}

// tellNot tells the reason that stands, once.
func (w *Worker) tellNot(k int) {
	t := &w.targets[k]
	if !w.wants || t.told == t.why {
		return
	}
	t.told = t.why
	e := Event{Why: w.whyNot(k)}
	side := w.b.commands[t.command].sides[0]
	if t.about >= 0 {
		x := &w.b.batteries[t.about]
		side, e.Site, e.Battery = x.side, x.name, x.kind.Name
	}
	w.aimed(NotEngaged, side, k, e)
}

// best returns the battery that meets target k first, among those that are
// free; or -1, with the reason that tells most.
func (w *Worker) best(k int) (battery int, o option, why reason, about int) {
	battery, about, why = -1, -1, noTrack
	for _, b := range w.b.commands[w.targets[k].command].batteries {
		x := &w.b.batteries[b]
		at, not := w.option(k, b)
		switch {
		case not != noReason:
		case x.number <= w.used[b]:
			not = magazineEmpty
		case x.number <= w.used[b]+w.reserved[b]:
			not = givenToOthers
		case battery < 0 || at.meeting < o.meeting || at.meeting == o.meeting && w.used[b] < w.used[battery]:
			battery, o = b, at
		}
		if not != noReason && (about < 0 || before(not, why) || not == why && w.nearer(k, b, about, why)) {
			why, about = not, b
		}
	}
	return battery, o, why, about
}

// before says whether a reason is to be told rather than another. That
// interceptors may yet come free comes before all.
func before(a, b reason) bool {
	if (a == givenToOthers) != (b == givenToOthers) {
		return a == givenToOthers
	}
	return a < b
}

// nearer says whether a battery came nearer to engaging target k than another
// that failed for the same reason.
func (w *Worker) nearer(k, a, b int, why reason) bool {
	switch why {
	case outOfReach:
		return w.excess(k, a) < w.excess(k, b)
	case passed:
		return w.targets[k].estimate == nil && w.latest(k, a) > w.latest(k, b)
	}
	return false
}

// option returns how a battery can meet target k from now on, or why it cannot.
func (w *Worker) option(k, battery int) (option, reason) {
	t := &w.targets[k]
	if t.salvoes >= w.b.batteries[battery].shots {
		return option{}, shotsSpent
	}
	if w.refused[k*len(w.b.batteries)+battery] > w.clock {
		return option{}, refusedOrder
	}
	if t.estimate != nil {
		return w.estimated(k, battery)
	}
	return w.perfect(int(t.missile), battery)
}

// keep reserves interceptors for a departure to come.
func (w *Worker) keep(k, battery int, o *option) {
	t, x := &w.targets[k], &w.b.batteries[battery]
	t.state, t.battery, t.option, t.told = planned, battery, *o, noReason
	w.reserved[battery] += x.salvo
	t.version++
	w.queue.push(o.launch, wake, k, int(t.version), 0)
}

// release gives back what is kept for a target.
func (w *Worker) release(t *target) {
	if t.state == planned {
		w.reserved[t.battery] -= w.b.batteries[t.battery].salvo
		t.state = open
	}
	t.version++
}

// stop has nothing more done about a target. What was kept for it is free for
// others, if they wait for it.
func (w *Worker) stop(t *target, why reason) {
	p := &w.planners[t.command]
	if t.state == planned && p.settled >= 0 {
		p.anew = true
		w.planAt(int(t.command), w.clock)
	}
	w.release(t)
	t.state, t.why = closed, why
}

// wake orders a planned departure whose time has come.
func (w *Worker) wake(k int, version int32) {
	t := &w.targets[k]
	if t.version != version || t.state != planned {
		return
	}
	if t.estimate != nil {
		w.wakeFull(k)
		return
	}
	battery, o := t.battery, t.option
	w.release(t)
	w.send(k, battery, &o)
}

// send orders a departure whose time has come, and asks for what is next.
func (w *Worker) send(k, battery int, o *option) {
	t := &w.targets[k]
	if w.order(k, battery, o) {
		t.state = engaged
		if w.b.set.Doctrine.Look {
			return
		}
	}
	w.want(k)
}
