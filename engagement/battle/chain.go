package battle

import (
	"fmt"
	"time"

	"scutum/scenario"
)

// launch puts what will be seen of missile i into the queue: all that follows
// from where it flies, for as long as nobody kills it.
func (w *Worker) launch(i int) {
	at := w.clock
	m := &w.b.missiles[i]
	if w.wants {
		w.event(Launched, -1, i, Event{Why: fmt.Sprintf("%s from %s to %s, %s, impact %.0f s after launch", m.Class.Name, m.From.Name, m.To.Name, m.Shape, m.impact.Seconds())})
	}
	if w.b.o.Fidelity == Full {
		w.launchFull(i)
		return
	}
	w.queue.push(at+m.impact, fall, i, 0, 0)
	for j := range w.b.sides {
		s := &w.b.sights[i*len(w.b.sides)+j]
		if s.warned >= 0 && s.warned < m.impact {
			w.queue.push(at+s.warned, warn, i, j, 0)
		}
		for k := range s.held {
			if w.b.sides[j].sensors[s.held[k].sensor].side == j {
				w.queue.push(at+s.held[k].first, detect, i, j, k)
			}
		}
		if s.tracked >= 0 && s.tracked < m.impact {
			w.queue.push(at+s.tracked, follow, i, j, 0)
		}
		if s.commit >= 0 && s.commit < m.impact {
			w.queue.push(at+s.commit, commit, i, j, 0)
		}
	}
}

// earliest keeps the first of the times at which something happened.
func earliest(t *time.Duration, now time.Duration) {
	if *t < 0 {
		*t = now
	}
}

// took notes the step of a missile's chain that a side has just taken, if the
// missile concerns it.
func (w *Worker) took(t *time.Duration, i, j int) {
	if w.b.concerned[i*len(w.b.sides)+j] {
		earliest(t, w.clock)
	}
}

// warn tells side j of the launch of missile i.
func (w *Worker) warn(i, j int) {
	if w.network != nil {
		w.network.hearReport(i, j, len(w.b.sides))
	}
	if w.flown[i].over {
		return
	}
	w.took(&w.flown[i].warned, i, j)
	w.seen[i*len(w.b.sides)+j].warned = w.clock
	if w.wants {
		s := w.b.sides[j].shield.Infrared
		why := fmt.Sprintf("launch from %s reported %.0f s after it", w.b.missiles[i].From.Name, (w.clock - w.flown[i].launch).Seconds())
		if w.network != nil {
			why += w.whyReport(i, j)
		}
		w.event(Warned, j, i, Event{Sensor: s.Name, Why: why})
	}
}

// detect is the first detection of missile i by a sensor of side j.
func (w *Worker) detect(i, j, k int) {
	if w.flown[i].over {
		return
	}
	w.detections++
	for other := range w.b.sides { // whoever has the sensor in its picture
		if other == j || w.b.o.Sharing >= scenario.ShareTracks {
			w.took(&w.flown[i].detected, i, other)
		}
	}
	if w.wants {
		h := &w.b.sights[i*len(w.b.sides)+j].held[k]
		w.event(Detected, j, i, Event{Sensor: w.b.sides[j].sensors[h.sensor].name, Why: fmt.Sprintf("in view for %.0f s", h.total(w.b.missiles[i].impact).Seconds())})
	}
}

// follow is the first track of missile i that side j has.
func (w *Worker) follow(i, j int) {
	if w.flown[i].over {
		return
	}
	s := &w.seen[i*len(w.b.sides)+j]
	w.numbers[j]++
	s.track, s.tracked = w.numbers[j], w.clock
	w.took(&w.flown[i].tracked, i, j)
	if !w.wants {
		return
	}
	m := &w.b.missiles[i]
	x := w.b.sides[j].sensors[w.b.sights[i*len(w.b.sides)+j].first]
	why := fmt.Sprintf("%.0f s after launch", (w.clock - w.flown[i].launch).Seconds())
	if x.side != j {
		why += ", a track of " + w.b.sides[x.side].Name
	}
	w.event(Tracked, j, i, Event{Sensor: x.name, Why: why})
	v := &w.b.worth[i*len(w.b.commands)+w.b.commandOf(j)]
	w.event(Classified, j, i, Event{Why: fmt.Sprintf("taken for %s; falls on defended ground with probability %.2f; %.0f thousand people live where it falls", m.Class.Name, v.Share, v.People/1e3)})
}

// commit lets side j engage missile i.
func (w *Worker) commit(i, j int) {
	if w.flown[i].over {
		return
	}
	w.took(&w.flown[i].committed, i, j)
	w.seen[i*len(w.b.sides)+j].committed = w.clock
	if w.wants {
		s := &w.b.sights[i*len(w.b.sides)+j]
		sensor := w.b.sides[j].sensors[s.by].name
		w.event(Committed, j, i, Event{Sensor: sensor, Why: fmt.Sprintf("%.0f s after launch, by the track of %s", s.commit.Seconds(), sensor)})
	}
	k := i*len(w.b.commands) + w.b.commandOf(j)
	switch t := &w.targets[k]; {
	case t.state != unseen:
	case !t.engaging:
		w.giveUp(k, undefended, -1)
	default:
		w.want(k)
	}
}

// fall is the impact of missile i.
func (w *Worker) fall(i int) {
	f := &w.flown[i]
	if f.over {
		return
	}
	f.over = true
	if w.wants {
		m := &w.b.missiles[i]
		w.event(Impacted, -1, i, Event{Why: fmt.Sprintf("at %s, %.0f s after launch", m.To.Name, m.impact.Seconds())})
	}
	if w.b.o.Fidelity == Full {
		return // who tracks it will see
	}
	for c := range w.b.commands {
		if t := &w.targets[i*len(w.b.commands)+c]; t.state != unseen && t.state != closed {
			w.stop(t, t.why)
		}
	}
}

// lose drops missile i, which was killed, from the view of those who did not
// shoot at it: they see it no more, and what they have sent finds nothing.
func (w *Worker) lose(i, killer int) {
	if w.b.o.Fidelity == Full {
		return // their trackers will
	}
	for j := range w.b.sides {
		c := w.b.commandOf(j)
		if c == killer {
			continue
		}
		if w.wants && w.seen[i*len(w.b.sides)+j].tracked >= 0 {
			w.event(Dropped, j, i, Event{Why: "left the view of every sensor"})
		}
		if t := &w.targets[i*len(w.b.commands)+c]; t.state != closed {
			w.stop(t, leftView)
		}
	}
}
