package battle

import (
	"time"

	"scutum/scenario"
)

// finish tells what became of each missile.
func (w *Worker) finish() {
	w.gather()
	if to, wants := w.rec.(Accuser); wants {
		for _, a := range w.accused {
			to.Accuse(a)
		}
	}
	for i := range w.flown {
		f, m := &w.flown[i], &w.b.missiles[i]
		o := Outcome{Missile: m.Name, Class: m.Class.Name, Launched: f.launch, Warned: f.warned, Detected: f.detected, Tracked: f.tracked,
			Committed: f.committed, FirstDeparture: f.departed, FirstMeeting: f.met, Killed: f.killed, Impact: never, Shots: f.shots, Doubled: f.doubled}
		if f.killed < 0 {
			o.Impact, o.Leaked = f.impact, true
			o.Lost, o.Why = w.lost(i)
		}
		w.rec.Outcome(o)
	}
}

// lost says at which step of the chain a missile that fell was lost, and why.
func (w *Worker) lost(i int) (Kind, string) {
	f := &w.flown[i]
	switch {
	case f.detected < 0:
		return Detected, "no sensor ever saw it"
	case f.tracked < 0:
		return Tracked, "no party ever had a track of it"
	case f.committed < 0:
		return Committed, "it fell before anybody could commit"
	}
	if w.farthest[i] < 0 {
		return NotEngaged, "it fell before a plan was made"
	}
	best := &w.targets[w.farthest[i]]
	switch {
	case best.why == believedDead:
		return Assessed, words[believedDead]
	case best.salvoes > 0 && best.why == noReason:
		return Missed, "every shot missed"
	case best.salvoes > 0:
		return Missed, missedAnd[best.why]
	case best.ruled || best.why == refusedOrder:
		return Refused, words[refusedOrder]
	case best.why == noReason:
		return NotEngaged, "it fell before a planned departure"
	}
	return NotEngaged, words[best.why]
}

// gather lists, for each missile, the target of it with which a command came
// farthest, -1 for none.
func (w *Worker) gather() {
	w.farthest = w.farthest[:0]
	for range w.b.missiles {
		w.farthest = append(w.farthest, -1)
	}
	for k := range w.targets {
		t := &w.targets[k]
		if t.missile < 0 || t.state == unseen || !w.b.concerned[int(t.missile)*len(w.b.sides)+w.b.commands[t.command].sides[0]] {
			continue
		}
		best := &w.farthest[t.missile]
		if *best < 0 || t.salvoes > w.targets[*best].salvoes || t.salvoes == w.targets[*best].salvoes && tells(t) < tells(&w.targets[*best]) {
			*best = k
		}
	}
}

// tells ranks targets by how much their reason tells; none tells nothing.
func tells(t *target) reason {
	if t.why == noReason {
		return reasons
	}
	return t.why
}

var missedAnd = func() (all [reasons]string) {
	for i := range all {
		all[i] = "every shot missed, and " + words[i]
	}
	return all
}()

// Revealed is what a party told the others in a run.
type Revealed struct {
	LaunchReports int
	TrackTime     []time.Duration // by its sensors: radars, then trackers; summed over the missiles whose tracks it passed on
	Plans         int             // orders that it gave under a common plan
}

// Account is what one party saw and told in a run. Times are since the epoch,
// by missile, -1 for never.
type Account struct {
	Party                      string
	Warned, Tracked, Committed []time.Duration
	Revealed                   Revealed
}

// Accounts returns the parties' accounts of the run that was made last.
func (w *Worker) Accounts() []Account {
	out := make([]Account, len(w.b.sides))
	for j := range w.b.sides {
		a := &out[j]
		a.Party = w.b.sides[j].Name
		for i := range w.b.missiles {
			s := &w.seen[i*len(w.b.sides)+j]
			a.Warned, a.Tracked, a.Committed = append(a.Warned, s.warned), append(a.Tracked, s.tracked), append(a.Committed, s.committed)
		}
		a.Revealed = w.revealed(j)
	}
	return out
}

// revealed is what side j told the others, of whom there must be some.
func (w *Worker) revealed(j int) (r Revealed) {
	own := &w.b.set.Shields[w.b.sides[j].Shield]
	r.TrackTime = make([]time.Duration, len(own.Radars)+len(own.Trackers))
	if len(w.b.sides) < 2 {
		return r
	}
	if w.b.o.Sharing >= scenario.SharePlanning {
		r.Plans = w.orders[j]
	}
	if w.network != nil {
		w.network.revealed(w.b.o.Sharing, j, &r)
		return r
	}
	for i := range w.b.missiles {
		if w.b.o.Sharing >= scenario.ShareWarning && own.Infrared != nil && w.seen[i*len(w.b.sides)+j].warned >= 0 {
			r.LaunchReports++
		}
		if w.b.o.Sharing < scenario.ShareTracks {
			continue
		}
		f := &w.flown[i]
		end := f.impact
		if f.killed >= 0 {
			end = f.killed
		}
		for _, h := range w.b.sights[i*len(w.b.sides)+j].held {
			if x := w.b.sides[j].sensors[h.sensor]; x.side == j {
				r.TrackTime[x.number] += h.total(end - f.launch)
			}
		}
	}
	return r
}

// revealed counts what a side's satellites and radars have reported.
func (n *network) revealed(level scenario.Sharing, side int, r *Revealed) {
	if level >= scenario.ShareWarning {
		r.LaunchReports = n.launches[side]
	}
	if level < scenario.ShareTracks {
		return
	}
	for k := range n.stations {
		if s := &n.stations[k]; s.side == side {
			r.TrackTime[s.number] = s.reported
		}
	}
}
