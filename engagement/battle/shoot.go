package battle

import (
	"fmt"
	"time"
)

// shot is one interceptor under way. Times are since the epoch.
type shot struct {
	target, battery   int
	missile           int // which it is taken to have been shot at, in truth; -1 for none
	track             int
	salvo             int // successive salvo at this target, from 1
	first, count      int // shots of its salvo
	ordered, departed time.Duration
	latest            time.Duration
	option            option
	outcome           string
}

// The outcomes of a shot, as rows have them.
const (
	outcomeKilled = "killed"
	outcomeMissed = "missed"
	outcomeDead   = "target already dead"
	outcomeBasket = "out of basket"
)

// order gives the orders of one salvo at target k, which leaves now. It returns
// false where the authority refused the first one.
func (w *Worker) order(k, battery int, o *option) bool {
	x, t := &w.b.batteries[battery], &w.targets[k]
	first, n := len(w.shots), min(x.salvo, x.number-w.used[battery]-w.reserved[battery])
	for range n {
		if ruling := w.ask(k, battery, o); !ruling.Allowed {
			w.refuse(k, battery, ruling)
			break
		}
		w.shots = append(w.shots, shot{target: k, battery: battery, missile: int(t.missile), track: w.number(k, x.side), salvo: t.salvoes + 1, first: first,
			ordered: w.clock, departed: w.clock, latest: w.latest(k, battery), option: *o})
		w.used[battery]++
		w.orders[x.side]++
		w.depart(k, battery, o)
	}
	n = len(w.shots) - first
	if n == 0 {
		return false
	}
	for i := range w.shots[first:] {
		w.shots[first+i].count = n
		w.queue.push(o.meeting, meet, first+i, 0, 0)
	}
	t.salvoes++
	t.flying += n
	if t.missile >= 0 {
		w.inflight[int(t.missile)*len(w.b.commands)+int(t.command)] += n
	}
	return true
}

// depart counts an interceptor's departure and tells of it.
func (w *Worker) depart(k, battery int, o *option) {
	x, t := &w.b.batteries[battery], &w.targets[k]
	if t.missile >= 0 {
		f := &w.flown[t.missile]
		f.shots++
		earliest(&f.departed, w.clock)
		for other := range w.b.commands {
			if other != int(t.command) && w.inflight[int(t.missile)*len(w.b.commands)+other] > 0 {
				f.doubled++
				break
			}
		}
	}
	if !w.wants {
		return
	}
	e := Event{Site: x.name, Battery: x.kind.Name}
	e.Why = fmt.Sprintf("meets at %.0f km in %.0f s; needs %.2f km/s of %.2f; latest launch in %.0f s", o.high, (o.meeting - w.clock).Seconds(), o.speed/1e3, x.Speed/1e3,
		(w.latest(k, battery) - w.clock).Seconds())
	w.aimed(Ordered, x.side, k, e)
	e.Why = fmt.Sprintf("%d of %d left, %d of them in reserve", x.number+x.reserve-w.used[battery], x.number+x.reserve, x.reserve)
	w.aimed(Departed, x.side, k, e)
}

// ask asks the authority for one interceptor.
func (w *Worker) ask(k, battery int, o *option) Ruling {
	if w.b.o.Authority == nil {
		return Ruling{Allowed: true}
	}
	x := &w.b.batteries[battery]
	q := Order{Party: w.b.sides[x.side].Name, Site: x.name, Interceptor: x.kind.Name, Track: w.number(k, x.side), Decided: w.clock, Depart: o.launch, Meeting: o.meeting,
		MeetingLatDeg: o.lat, MeetingLonDeg: o.lon, MeetingKm: o.high}
	w.sensors = w.sensors[:0]
	if w.targets[k].estimate != nil {
		w.describeEstimate(k, &q)
	} else {
		w.describe(k, x.side, &q)
	}
	q.Sensors, q.SingleSource = w.sensors, len(w.sensors) == 1
	return w.b.o.Authority.May(q)
}

// describe says of an order what a perfect picture has of its target.
func (w *Worker) describe(k, side int, q *Order) {
	i := int(w.targets[k].missile)
	m, f := &w.b.missiles[i], &w.flown[i]
	for _, h := range w.b.sights[i*len(w.b.sides)+side].held {
		if f.launch+h.first <= w.clock {
			w.sensors = append(w.sensors, w.b.sides[side].sensors[h.sensor].name)
		}
	}
	q.Class, q.Burnout = m.Class.Name, f.launch+m.burnout
	q.ImpactLatDeg, q.ImpactLonDeg = m.To.Place.LatDeg(), m.To.Place.LonDeg()
}

// refuse notes that the authority ruled against a battery for target k: it is
// asked again at the next tick. What is told twice in words is told once.
func (w *Worker) refuse(k, battery int, r Ruling) {
	until := &w.refused[k*len(w.b.batteries)+battery]
	again := *until > 0
	*until = w.clock + w.tick()
	if w.wants && !again {
		x := &w.b.batteries[battery]
		w.aimed(Refused, x.side, k, Event{Site: x.name, Battery: x.kind.Name, Why: fmt.Sprintf("clause %s: %s", r.Clause, r.Why)})
	}
}

// tick is how often a plan is made anew.
func (w *Worker) tick() time.Duration {
	if t := w.b.set.Doctrine.Tick; t > 0 {
		return t
	}
	return time.Second
}

// meet is the meeting of shot n, if there is something to meet.
func (w *Worker) meet(n int) {
	s := &w.shots[n]
	k, x := s.target, &w.b.batteries[s.battery]
	if s.missile >= 0 {
		earliest(&w.flown[s.missile].met, w.clock)
	}
	hit := -1
	if hit, s.outcome = w.found(s); hit >= 0 {
		s.missile, s.outcome = hit, outcomeMissed
		if w.stream(hit, 1, "kill", "").Float64() < x.kind.KillProbability {
			s.outcome = outcomeKilled
		}
	}
	if w.wants {
		kind := Missed
		if s.outcome == outcomeKilled {
			kind = Killed
		}
		w.aimed(kind, x.side, k, Event{Site: x.name, Battery: x.kind.Name, Why: fmt.Sprintf("%s at %.0f km, salvo %d, single-shot kill probability %.2f", s.outcome, s.option.high, s.salvo, x.kind.KillProbability)})
	}
	if s.outcome == outcomeKilled {
		f := &w.flown[hit]
		f.over, f.killed = true, w.clock
		w.lose(hit, int(w.targets[k].command))
	}
	if n == s.first+s.count-1 {
		w.queue.push(w.clock+w.b.set.Doctrine.AssessDelay, assess, s.first, 0, 0)
	}
}

// found returns which missile a shot finds at its meeting, or -1 and what
// becomes of it then.
func (w *Worker) found(s *shot) (int, string) {
	if w.targets[s.target].estimate != nil {
		return w.foundNear(s)
	}
	if w.flown[s.missile].over {
		return -1, outcomeDead
	}
	return s.missile, ""
}

// assess is what the command that shot takes a salvo's outcome for.
func (w *Worker) assess(first int) {
	s := w.shots[first]
	d, t := &w.b.set.Doctrine, &w.targets[s.target]
	whom := len(w.b.missiles) // false tracks together
	dead, fallen := false, false
	if s.missile >= 0 {
		f := &w.flown[s.missile]
		whom, dead, fallen = s.missile, f.killed >= 0, f.over && f.killed < 0
	}
	wrong := d.FalseKill
	if dead {
		wrong = d.MissedKill
	}
	judged := dead
	if w.stream(whom, 2+int(t.command), "assessment", w.b.commands[t.command].name).Float64() < wrong {
		judged = !dead
	}
	for n := first; n < first+s.count; n++ {
		w.row(&w.shots[n], judged)
	}
	t.flying -= s.count
	if t.missile >= 0 {
		w.inflight[int(t.missile)*len(w.b.commands)+int(t.command)] -= s.count
	}
	if fallen {
		return // nothing is left to judge
	}
	if w.wants {
		words := [...]string{"taken for a miss", "taken for a kill"}
		right := [...]string{"wrongly", "rightly"}
		x := &w.b.batteries[s.battery]
		w.aimed(Assessed, x.side, s.target, Event{Site: x.name, Battery: x.kind.Name, Why: words[index(judged)] + ", " + right[index(judged == dead)]})
	}
	switch {
	case t.state == closed:
	case judged:
		w.stop(t, believedDead)
	case t.flying == 0 && t.state == engaged:
		w.want(s.target)
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
	x := &w.b.batteries[s.battery]
	r := Shot{Run: int(w.run), Party: w.b.sides[x.side].Name, Track: s.track, Site: x.name, Interceptor: x.kind.Name, Salvo: s.salvo,
		Ordered: s.ordered, Departed: s.departed, Meeting: s.option.meeting,
		MeetingLatDeg: s.option.lat, MeetingLonDeg: s.option.lon, MeetingKm: s.option.high,
		RequiredKmS: s.option.speed / 1e3, MarginKmS: (x.Speed - s.option.speed) / 1e3,
		LatestLaunch: s.latest, Outcome: s.outcome, AssessedKilled: judged}
	if s.missile >= 0 {
		r.Missile, r.Class = w.b.missiles[s.missile].Name, w.b.missiles[s.missile].Class.Name
	}
	w.rec.Shot(r)
}
