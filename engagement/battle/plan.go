package battle

import (
	"slices"
	"time"
)

// stage is how far a command is with a missile.
type stage uint8

const (
	unseen  stage = iota
	open          // wants a decision
	planned       // an interceptor is kept for it, and leaves later
	starved       // could be met, but what could meet it is kept for others
	engaged       // a salvo is on its way or not judged yet
	closed        // nothing more is done
)

// target is a missile as a command has it.
type target struct {
	state    stage
	salvoes  int // ordered so far
	flying   int // shots not judged yet
	battery  int // of a planned departure
	option   option
	version  int32 // of the plan: a wake for an older one is void
	why      reason
	about    int    // the battery that why is about, -1 for none
	told     reason // the last reason that was told
	ruled    bool   // an order was refused
	listed   bool   // in its planner's list
	position int    // in an allocation
}

// planner is what one command has to decide.
type planner struct {
	wanted  []int         // missiles that want a decision
	kept    []int         // scratch: missiles among which interceptors are allotted
	due     time.Duration // of the plan in the queue; never for none
	settled time.Duration // when interceptors were last allotted anew; never for not yet
	anew    bool          // they are to be allotted anew
}

func (p *planner) begin() {
	*p = planner{wanted: p.wanted[:0], kept: p.kept[:0], due: never, settled: never}
}

// want asks command c for a decision on missile i, now.
func (w *Worker) want(i, c int) { w.wantAt(i, c, w.clock) }

func (w *Worker) wantAt(i, c int, at time.Duration) {
	t, p := w.target(i, c), &w.planners[c]
	t.state = open
	if !t.listed {
		t.listed = true
		p.wanted = append(p.wanted, i)
	}
	w.planAt(c, at)
}

// planAt has command c's plan made anew at a time, or before.
func (w *Worker) planAt(c int, at time.Duration) {
	p := &w.planners[c]
	if p.due < 0 || at < p.due {
		p.due = at
		w.queue.push(at, plan, c, 0, 0)
	}
}

// plan decides on the missiles that want it: each is given the battery that
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
	for _, i := range p.wanted {
		t := w.target(i, c)
		t.listed = false
		if t.state != open {
			continue
		}
		w.decide(i, c)
		p.anew = p.anew || t.state == starved
		if t.state == open { // refused: again at the next tick
			t.listed = true
			again = append(again, i)
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

// decide does for one missile what can be done now.
func (w *Worker) decide(i, c int) {
	t := w.target(i, c)
	for {
		battery, o, why, about := w.best(i, c)
		if battery < 0 {
			w.leave(i, c, why, about)
			return
		}
		if at := w.flown[i].launch + o.launch; at > w.clock {
			w.keep(i, c, battery, &o)
			return
		}
		if !w.order(i, c, battery, &o) {
			continue // refused: the next best
		}
		t.state, t.told = engaged, noReason
		if w.b.set.Doctrine.Look {
			return
		}
	}
}

// leave ends the decision on a missile for which no battery is free, for a
// reason that is about one of them.
func (w *Worker) leave(i, c int, why reason, about int) {
	t := w.target(i, c)
	t.why, t.about = why, about
	switch {
	case t.flying > 0:
		t.state = engaged // it may be judged alive, and asked again
	case why == refusedOrder:
		t.ruled = true
	case why == givenToOthers:
		t.state = starved
	default:
		w.giveUp(i, c, why, about)
	}
}

// giveUp says why a missile is not engaged, or not any more.
func (w *Worker) giveUp(i, c int, why reason, about int) {
	t := w.target(i, c)
	t.state, t.why, t.about = closed, why, about
	w.tellNot(i, c)
}

// tellNot tells the reason that stands, once.
func (w *Worker) tellNot(i, c int) {
	t := w.target(i, c)
	if !w.wants || t.told == t.why {
		return
	}
	t.told = t.why
	e := Event{Why: w.whyNot(t.why, i, t.about)}
	side := w.b.commands[c].sides[0]
	if t.about >= 0 {
		x := &w.b.batteries[t.about]
		side, e.Site, e.Battery = x.side, x.name, x.kind.Name
	}
	w.event(NotEngaged, side, i, e)
}

// best returns the battery of command c that meets missile i first, among those
// that are free; or -1, with the reason that tells most.
func (w *Worker) best(i, c int) (battery int, o option, why reason, about int) {
	battery, about, why = -1, -1, noTrack
	for _, k := range w.b.commands[c].batteries {
		x := &w.b.batteries[k]
		at, not := w.option(i, c, k)
		switch {
		case not != noReason:
		case x.number <= w.used[k]:
			not = magazineEmpty
		case x.number <= w.used[k]+w.reserved[k]:
			not = givenToOthers
		case battery < 0 || at.meeting < o.meeting || at.meeting == o.meeting && w.used[k] < w.used[battery]:
			battery, o = k, at
		}
		if not != noReason && (about < 0 || before(not, why) || not == why && w.nearer(i, k, about, why)) {
			why, about = not, k
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

// nearer says whether a battery came nearer to engaging missile i than another
// that failed for the same reason.
func (w *Worker) nearer(i, a, b int, why reason) bool {
	s, t := w.table(i, a), w.table(i, b)
	switch why {
	case outOfReach:
		return s.needs-s.speed < t.needs-t.speed
	case passed:
		return w.memo(i, a).lastLaunch(s) > w.memo(i, b).lastLaunch(t)
	}
	return false
}

// option returns how a battery can meet missile i from now on, or why it cannot.
func (w *Worker) option(i, c, battery int) (option, reason) {
	x, t := &w.b.batteries[battery], w.table(i, battery)
	if !t.first.ok {
		return option{}, t.why
	}
	if w.target(i, c).salvoes >= x.shots {
		return option{}, shotsSpent
	}
	if w.refused[i*len(w.b.batteries)+battery] > w.clock {
		return option{}, refusedOrder
	}
	o := w.memo(i, battery).at(w.b, t, max(t.commit, w.clock-w.flown[i].launch))
	if !o.ok {
		return o, passed
	}
	return o, noReason
}

// keep reserves interceptors for a departure to come.
func (w *Worker) keep(i, c, battery int, o *option) {
	t, x := w.target(i, c), &w.b.batteries[battery]
	t.state, t.battery, t.option, t.told = planned, battery, *o, noReason
	w.reserved[battery] += x.salvo
	t.version++
	w.queue.push(w.flown[i].launch+o.launch, wake, i*len(w.b.commands)+c, int(t.version), 0)
}

// release gives back what is kept for a target.
func (w *Worker) release(t *target) {
	if t.state == planned {
		w.reserved[t.battery] -= w.b.batteries[t.battery].salvo
		t.state = open
	}
	t.version++
}

// stop has command c do nothing more about a target. What was kept for it is
// free for others, if they wait for it.
func (w *Worker) stop(t *target, c int, why reason) {
	p := &w.planners[c]
	if t.state == planned && p.settled >= 0 {
		p.anew = true
		w.planAt(c, w.clock)
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
	i, c := k/len(w.b.commands), k%len(w.b.commands)
	battery, o := t.battery, t.option
	w.release(t)
	if w.order(i, c, battery, &o) {
		t.state = engaged
		if w.b.set.Doctrine.Look {
			return
		}
	}
	w.want(i, c)
}
