package battle

import (
	"math"
	"time"

	"scutum/internal/random"
	"scutum/physics/orbit"
	"scutum/scenario"
)

// Worker is the workspace of one run after another: one per goroutine. What a
// run gives depends on the battle and the run's number alone. See
// TestRunsAreIndependent.
type Worker struct {
	b          *Battle
	queue      queue
	clock      time.Duration
	run        uint64
	rec        Recorder
	wants      bool
	generation uint64 // of streams
	finished   bool
	detections int

	flown    []flown
	targets  []target        // at kinematic fidelity of missile m and command c: [m*len(commands)+c]
	seen     []seen          // of missile m and side s: [m*len(sides)+s]
	refused  []time.Duration // until then battery b is not asked for target k: [k*len(batteries)+b]
	memos    []memo          // of missile m and battery b: [m*len(batteries)+b]
	pages    int             // of all memos
	inflight []int           // shots of command c under way to missile m: [m*len(commands)+c]
	used     []int           // interceptors, by battery
	reserved []int           // for planned departures, by battery
	numbers  []int           // tracks so far, by side
	orders   []int           // by side
	planners []planner       // by command
	shots    []shot
	draws    []draw // of missile m: its launch and kills, then the assessments by each command, and the reports to each side
	sensors  []string
	spans    []orbit.Span
	network  *network // at full fidelity
	accused  []Accusation
	farthest []int // by missile: the target with which a command came farthest

	allotment allotment
}

// flown is what has become of a missile. Times are since the epoch.
type flown struct {
	launch, impact                       time.Duration
	warned, detected, tracked, committed time.Duration
	departed, met, killed                time.Duration // the first departure and meeting
	shots, doubled                       int
	over                                 bool // killed or fallen
}

// seen is what a side has seen of a missile.
type seen struct {
	track                           int
	warned, tracked, committed, cue time.Duration
}

// draw is a stream of random numbers that is begun when it is first asked in a
// run.
type draw struct {
	random.Stream
	generation uint64
}

// Worker returns a workspace.
func (b *Battle) Worker() *Worker {
	n, sides, commands, batteries := len(b.missiles), len(b.sides), len(b.commands), len(b.batteries)
	w := &Worker{b: b, rec: silent{}, finished: true,
		flown: make([]flown, n), seen: make([]seen, n*sides), memos: make([]memo, n*batteries), inflight: make([]int, n*commands),
		used: make([]int, batteries), reserved: make([]int, batteries), numbers: make([]int, sides), orders: make([]int, sides),
		planners: make([]planner, commands), draws: make([]draw, (n+1)*(2+commands+sides))}
	for i := range w.draws {
		w.draws[i].Stream = random.New(0, 0)
	}
	if b.o.Fidelity == Kinematic {
		w.targets, w.refused = make([]target, n*commands), make([]time.Duration, n*commands*batteries)
	} else {
		w.network = b.newNetwork()
	}
	return w
}

// silent records nothing.
type silent struct{}

func (silent) Wants() bool     { return false }
func (silent) Event(Event)     {}
func (silent) Shot(Shot)       {}
func (silent) Outcome(Outcome) {}

// Run does one run from launch to outcome. Shots are told when their kill
// assessment is made, outcomes at the end, in the raid's order; r may be nil.
func (w *Worker) Run(run uint64, r Recorder) error {
	w.Begin(run, r)
	w.drain(math.MaxInt64)
	return nil
}

// Begin begins a run whose clock the caller drives by Step.
func (w *Worker) Begin(run uint64, r Recorder) {
	if r == nil {
		r = silent{}
	}
	w.run, w.rec, w.wants = run, r, r.Wants()
	w.generation++
	w.finished, w.clock = false, 0
	w.queue.empty()
	w.shots, w.accused = w.shots[:0], w.accused[:0]
	w.beginTargets()
	clear(w.inflight)
	clear(w.used)
	clear(w.reserved)
	clear(w.numbers)
	clear(w.orders)
	for i := range w.planners {
		w.planners[i].begin()
	}
	for i := range w.seen {
		w.seen[i] = seen{0, never, never, never, never}
	}
	for i := range w.flown {
		m := &w.b.missiles[i]
		at := m.Launch
		if spread := w.b.set.Raid.Spread; spread > 0 {
			at += time.Duration(math.Round(float64(spread) * w.stream(i, 0, "launch", "").Float64()))
		}
		w.flown[i] = flown{launch: at, impact: at + m.impact, warned: never, detected: never, tracked: never, committed: never,
			departed: never, met: never, killed: never}
		w.queue.push(at, launch, i, 0, 0)
	}
}

// Step carries the run on to a time since the epoch: everything that happens
// until then and at it has happened. Not for times before Now.
func (w *Worker) Step(until time.Duration) {
	w.drain(until)
	w.clock = max(w.clock, until)
}

// Now returns the run's clock: time since the epoch.
func (w *Worker) Now() time.Duration { return w.clock }

// Done says whether the run is over: nothing more will happen.
func (w *Worker) Done() bool { return w.finished }

// Detections returns how many detections sensors have reported since the
// worker was made; at kinematic fidelity every sensor reports a missile once.
func (w *Worker) Detections() int { return w.detections }

func (w *Worker) drain(until time.Duration) {
	for len(w.queue.heap) > 0 && w.queue.heap[0].at <= until {
		e := w.queue.pop()
		w.clock = e.at
		w.do(&e)
	}
	if len(w.queue.heap) == 0 && !w.finished {
		w.finished = true
		w.finish()
	}
}

func (w *Worker) do(e *queued) {
	a, b := int(e.a), int(e.b)
	switch e.step() {
	case launch:
		w.launch(a)
	case warn:
		w.warn(a, b)
	case detect:
		w.detect(a, b, int(e.c))
	case follow:
		w.follow(a, b)
	case commit:
		if w.b.o.Fidelity == Full {
			w.commitFull(a, b, int(e.c))
		} else {
			w.commit(a, b)
		}
	case meet:
		w.meet(a)
	case assess:
		w.assess(a)
	case fall:
		w.fall(a)
	case wake:
		w.wake(a, e.b)
	case again:
		w.again(a, e.b)
	case plan:
		w.plan(a)
	case look:
		w.look(a)
	case hear:
		w.hear()
	}
}

// stream returns a stream of missile i, begun anew in each run: number k of it,
// whose name is a purpose and whom it concerns.
func (w *Worker) stream(i, k int, purpose, whom string) *random.Stream {
	d := &w.draws[i*(2+len(w.b.commands)+len(w.b.sides))+k]
	if d.generation != w.generation {
		d.generation = w.generation
		name := ""
		if i < len(w.b.missiles) {
			name = w.b.missiles[i].Name
		}
		d.Reset(w.b.set.Seed, w.run, name, purpose, whom)
	}
	return &d.Stream
}

// table is the shared answer of a battery against missile i.
func (w *Worker) table(i, battery int) *table { return &w.b.tables[i*len(w.b.batteries)+battery] }

func (w *Worker) memo(i, battery int) *memo { return &w.memos[i*len(w.b.batteries)+battery] }

// beginTargets makes the targets of a perfect picture, which are the missiles.
func (w *Worker) beginTargets() {
	if w.b.o.Fidelity == Full {
		w.targets, w.refused = w.targets[:0], w.refused[:0]
		w.network.begin(w)
		return
	}
	clear(w.refused)
	for k := range w.targets {
		v := &w.b.worth[k]
		w.targets[k] = target{missile: int32(k / len(w.b.commands)), command: int32(k % len(w.b.commands)), engaging: v.engaged, value: v.value}
	}
}

// number is the track number of target k, as a side counts.
func (w *Worker) number(k, side int) int {
	t := &w.targets[k]
	if t.estimate != nil {
		return t.estimate.number
	}
	return w.seen[int(t.missile)*len(w.b.sides)+side].track
}

// commandOf returns the command that plans for a side.
func (b *Battle) commandOf(side int) int {
	if len(b.commands) == 1 {
		return 0
	}
	return side
}

// event tells the recorder, who wants to be told, of missile i; -1 for none.
func (w *Worker) event(kind Kind, side, i int, e Event) {
	e.Time, e.Kind = w.clock, kind
	if side >= 0 {
		e.Party = w.b.sides[side].Name
	}
	if i >= 0 {
		e.Missile = w.b.missiles[i].Name
		if side >= 0 && e.Track == 0 {
			e.Track = w.seen[i*len(w.b.sides)+side].track
		}
	}
	w.rec.Event(e)
}

// aimed tells of what was decided on target k.
func (w *Worker) aimed(kind Kind, side, k int, e Event) {
	e.Track = w.number(k, side)
	w.event(kind, side, int(w.targets[k].missile), e)
}

// Sharing says what the parties of this battle tell each other.
func (b *Battle) Sharing() scenario.Sharing { return b.o.Sharing }
