package battle

import (
	"fmt"
	"time"
)

// shot is one interceptor under way. Times are since the epoch.
type shot struct {
	missile, battery, command int
	salvo                     int // successive salvo at this missile, from 1
	first, count              int // shots of its salvo
	ordered, departed         time.Duration
	option                    option
	outcome                   string
}

// The outcomes of a shot, as rows have them.
const (
	outcomeKilled = "killed"
	outcomeMissed = "missed"
	outcomeDead   = "target already dead"
	outcomeBasket = "out of basket"
)

// order gives the orders of one salvo at missile i, which leaves now. It
// returns false where the authority refused the first one.
func (w *Worker) order(i, c, battery int, o *option) bool {
	x, t := &w.b.batteries[battery], w.target(i, c)
	first, n := len(w.shots), min(x.salvo, x.number-w.used[battery]-w.reserved[battery])
	for range n {
		if ruling := w.ask(i, battery, o); !ruling.Allowed {
			w.refuse(i, battery, ruling)
			break
		}
		w.shots = append(w.shots, shot{missile: i, battery: battery, command: c, salvo: t.salvoes + 1, first: first,
			ordered: w.clock, departed: w.clock, option: *o})
		w.used[battery]++
		w.orders[x.side]++
		w.depart(i, c, battery, o)
	}
	n = len(w.shots) - first
	if n == 0 {
		return false
	}
	for k := range w.shots[first:] {
		w.shots[first+k].count = n
		w.queue.push(w.flown[i].launch+o.meeting, meet, first+k, 0, 0)
	}
	t.salvoes++
	t.flying += n
	return true
}

// depart counts an interceptor's departure and tells of it.
func (w *Worker) depart(i, c, battery int, o *option) {
	x, f := &w.b.batteries[battery], &w.flown[i]
	f.shots++
	earliest(&f.departed, w.clock)
	for other := range w.b.commands {
		if other != c && w.target(i, other).flying > 0 {
			f.doubled++
			break
		}
	}
	if !w.wants {
		return
	}
	e := Event{Site: x.name, Battery: x.kind.Name}
	e.Why = fmt.Sprintf("meets at %.0f km, %.0f s after launch; needs %.2f km/s of %.2f; latest launch %.0f s", o.high, o.meeting.Seconds(), o.speed/1e3, x.Speed/1e3,
		w.memo(i, battery).lastLaunch(w.table(i, battery)).Seconds())
	w.event(Ordered, x.side, i, e)
	e.Why = fmt.Sprintf("%d of %d left, %d of them in reserve", x.number+x.reserve-w.used[battery], x.number+x.reserve, x.reserve)
	w.event(Departed, x.side, i, e)
}

// ask asks the authority for one interceptor.
func (w *Worker) ask(i, battery int, o *option) Ruling {
	if w.b.o.Authority == nil {
		return Ruling{Allowed: true}
	}
	x, m, f := &w.b.batteries[battery], &w.b.missiles[i], &w.flown[i]
	w.sensors = w.sensors[:0]
	for _, h := range w.b.sights[i*len(w.b.sides)+x.side].held {
		if f.launch+h.first <= w.clock {
			w.sensors = append(w.sensors, w.b.sides[x.side].sensors[h.sensor].name)
		}
	}
	return w.b.o.Authority.May(Order{
		Party: w.b.sides[x.side].Name, Site: x.name, Interceptor: x.kind.Name, Track: w.seen[i*len(w.b.sides)+x.side].track, Class: m.Class.Name,
		Decided: w.clock, Depart: f.launch + o.launch, Meeting: f.launch + o.meeting, Burnout: f.launch + m.burnout,
		MeetingLatDeg: o.lat, MeetingLonDeg: o.lon, MeetingKm: o.high,
		ImpactLatDeg: m.To.Place.LatDeg(), ImpactLonDeg: m.To.Place.LonDeg(),
		Sensors: w.sensors, SingleSource: len(w.sensors) == 1,
	})
}

// refuse notes that the authority ruled against a battery for missile i: it is
// asked again at the next tick. What is told twice in words is told once.
func (w *Worker) refuse(i, battery int, r Ruling) {
	until := &w.refused[i*len(w.b.batteries)+battery]
	again := *until > 0
	*until = w.clock + w.tick()
	if w.wants && !again {
		x := &w.b.batteries[battery]
		w.event(Refused, x.side, i, Event{Site: x.name, Battery: x.kind.Name, Why: fmt.Sprintf("clause %s: %s", r.Clause, r.Why)})
	}
}

// tick is how often a plan is made anew.
func (w *Worker) tick() time.Duration {
	if t := w.b.set.Doctrine.Tick; t > 0 {
		return t
	}
	return time.Second
}

// meet is the meeting of shot k, if there is still something to meet.
func (w *Worker) meet(k int) {
	s := &w.shots[k]
	f, x := &w.flown[s.missile], &w.b.batteries[s.battery]
	earliest(&f.met, w.clock)
	s.outcome = outcomeDead
	if !f.over {
		s.outcome = outcomeMissed
		if w.stream(s.missile, 1, "kill", "").Float64() < x.kind.KillProbability {
			s.outcome = outcomeKilled
		}
	}
	if w.wants {
		kind := Missed
		if s.outcome == outcomeKilled {
			kind = Killed
		}
		w.event(kind, x.side, s.missile, Event{Site: x.name, Battery: x.kind.Name, Why: fmt.Sprintf("%s at %.0f km, salvo %d, single-shot kill probability %.2f", s.outcome, s.option.high, s.salvo, x.kind.KillProbability)})
	}
	if s.outcome == outcomeKilled {
		f.over, f.killed = true, w.clock
		w.lose(s.missile, s.command)
	}
	if k == s.first+s.count-1 {
		w.queue.push(w.clock+w.b.set.Doctrine.AssessDelay, assess, s.first, 0, 0)
	}
}

// assess is what the command that shot takes a salvo's outcome for.
func (w *Worker) assess(first int) {
	s := w.shots[first]
	f, d := &w.flown[s.missile], &w.b.set.Doctrine
	dead := f.killed >= 0
	wrong := d.FalseKill
	if dead {
		wrong = d.MissedKill
	}
	judged := dead
	if w.stream(s.missile, 2+s.command, "assessment", w.b.commands[s.command].name).Float64() < wrong {
		judged = !dead
	}
	for k := first; k < first+s.count; k++ {
		w.row(&w.shots[k], judged)
	}
	t := w.target(s.missile, s.command)
	t.flying -= s.count
	if f.over && !dead {
		return // fallen: nothing is left to judge
	}
	if w.wants {
		words := [...]string{"taken for a miss", "taken for a kill"}
		right := [...]string{"wrongly", "rightly"}
		x := &w.b.batteries[s.battery]
		w.event(Assessed, x.side, s.missile, Event{Site: x.name, Battery: x.kind.Name, Why: words[index(judged)] + ", " + right[index(judged == dead)]})
	}
	switch {
	case t.state == closed:
	case judged:
		w.stop(t, s.command, believedDead)
	case t.flying == 0 && t.state == engaged:
		w.want(s.missile, s.command)
	}
}

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}

// row tells of a shot that has been judged.
func (w *Worker) row(s *shot, judged bool) {
	f, x := &w.flown[s.missile], &w.b.batteries[s.battery]
	w.rec.Shot(Shot{Run: int(w.run), Party: w.b.sides[x.side].Name, Missile: w.b.missiles[s.missile].Name, Class: w.b.missiles[s.missile].Class.Name,
		Track: w.seen[s.missile*len(w.b.sides)+x.side].track, Site: x.name, Interceptor: x.kind.Name, Salvo: s.salvo,
		Ordered: s.ordered, Departed: s.departed, Meeting: f.launch + s.option.meeting,
		MeetingLatDeg: s.option.lat, MeetingLonDeg: s.option.lon, MeetingKm: s.option.high,
		RequiredKmS: s.option.speed / 1e3, MarginKmS: (x.Speed - s.option.speed) / 1e3,
		LatestLaunch: f.launch + w.memo(s.missile, s.battery).lastLaunch(w.table(s.missile, s.battery)),
		Outcome:      s.outcome, AssessedKilled: judged})
}
