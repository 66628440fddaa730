package campaign

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"scutum/engagement/battle"
)

// Runner does runs of a battle, one at a time. What a run gives depends on its
// number alone, never on the runs before it. *battle.Worker is one.
type Runner interface {
	Run(run uint64, r battle.Recorder) error
	Detections() int // reported by sensors since the runner was made
}

// Options say how many runs are made and how.
type Options struct {
	Runs     int
	Workers  int          // 0: one for each processor
	Block    int          // runs of a block; 0: 100. It does not change results.
	Events   int          // the first so many runs write their events
	Order    []string     // names of the raid's missiles, in the order of reports
	Progress func(Status) // told of every finished run, by one goroutine at a time
}

// Status is how far a campaign is.
type Status struct {
	Runs, Done int
	Leakers    Count
}

const defaultBlock = 100

func (o *Options) block() int {
	if o.Block > 0 {
		return o.Block
	}
	return defaultBlock
}

// blocks is how many blocks the runs make.
func (o *Options) blocks() int { return (o.Runs + o.block() - 1) / o.block() }

// recorder writes a run down.
type recorder struct {
	run   *Run
	wants bool
}

func (r *recorder) Wants() bool                { return r.wants }
func (r *recorder) Event(e battle.Event)       { r.run.Events = append(r.run.Events, e) }
func (r *recorder) Outcome(o battle.Outcome)   { r.run.Outcomes = append(r.run.Outcomes, o) }
func (r *recorder) Accuse(a battle.Accusation) { r.run.Accused = append(r.run.Accused, a) }
func (r *recorder) Shot(s battle.Shot)         { s.Run = r.run.Number; r.run.Shots = append(r.run.Shots, s) }
func (r *recorder) empty(number int, wants bool) {
	*r.run = Run{Number: number, Shots: r.run.Shots[:0], Outcomes: r.run.Outcomes[:0], Accused: r.run.Accused[:0], Events: r.run.Events[:0]}
	r.wants = wants
}

// One does one run and writes down its events too. It returns how many
// detections sensors reported.
func One(runner Runner, number int) (run *Run, detections int, err error) {
	r := recorder{run: &Run{}}
	r.empty(number, true)
	before := runner.Detections()
	if err := runner.Run(uint64(number), &r); err != nil {
		return nil, 0, runError(number, err)
	}
	return r.run, runner.Detections() - before, nil
}

func runError(run int, err error) error { return fmt.Errorf("run %d: %w", run, err) }

// Tell returns the tally of a few runs that are at hand.
func Tell(runs []Run, detections int, order []string) *Tally {
	t := newTally()
	t.addBlock(&Block{Detections: detections, Runs: runs})
	t.sort(order)
	return t
}

// CountRaid does the runs and keeps their tally alone: for those who want to
// know what a raid comes to and need no rows.
func CountRaid(ctx context.Context, newRunner func() Runner, o Options) (*Tally, error) {
	sum := newTally()
	var mu sync.Mutex
	w := work{o: &o, newRunner: newRunner, put: func(b *Block) error {
		t := newTally()
		t.addBlock(b)
		mu.Lock()
		defer mu.Unlock()
		sum.merge(t)
		return nil
	}}
	if err := w.do(ctx); err != nil {
		return nil, err
	}
	sum.sort(o.Order)
	return sum, nil
}

// Raid does the runs that a store does not hold yet and puts them there, block
// by block: what is kept in memory does not grow with the number of runs. What
// the store then holds does not depend on the number of workers, nor on how
// often the campaign was broken off. See TestSameBytes and TestResume.
func Raid(ctx context.Context, newRunner func() Runner, store *Store, o Options) error {
	have, done, leakers, err := store.have(&o)
	if err != nil {
		return err
	}
	w := work{o: &o, newRunner: newRunner, have: have, put: store.put}
	w.status = Status{Runs: o.Runs, Done: done, Leakers: leakers}
	return w.do(ctx)
}

// work is a campaign under way.
type work struct {
	o         *Options
	newRunner func() Runner
	have      []bool             // blocks that need not be done
	put       func(*Block) error // called by several goroutines

	mu     sync.Mutex // guards the rest
	status Status
	failed *failure
}

// failure is the fault of the lowest run that had one.
type failure struct {
	run int
	err error
}

// do does the blocks that are missing.
func (w *work) do(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var missing []int
	for b := range w.o.blocks() {
		if b >= len(w.have) || !w.have[b] {
			missing = append(missing, b)
		}
	}
	w.status.Runs = w.o.Runs
	workers := min(Workers(w.o.Workers), max(len(missing), 1))
	hands := make([]hand, workers)
	err := Each(ctx, len(missing), workers, nil, func(worker, i int) {
		h := &hands[worker]
		if h.runner == nil {
			h.runner = w.newRunner()
		}
		if run, err := h.do(ctx, w, missing[i]); err != nil {
			w.fail(run, err)
			stop(nil)
		}
	})
	if w.failed != nil {
		return w.failed.err
	}
	return err
}

func (w *work) fail(run int, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if errors.Is(err, context.Canceled) || w.failed != nil && w.failed.run <= run {
		return
	}
	w.failed = &failure{run, err}
}

// told counts a finished run.
func (w *work) told(leakers int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.status.Done++
	w.status.Leakers.add(leakers)
	if w.o.Progress != nil {
		w.o.Progress(w.status)
	}
}

// hand is what one worker has: its runner and the space of a block.
type hand struct {
	runner Runner
	block  Block
}

// do does a block. A block that is broken off is lost.
func (h *hand) do(ctx context.Context, w *work, block int) (run int, err error) {
	first := block * w.o.block()
	n := min(w.o.block(), w.o.Runs-first)
	for len(h.block.Runs) < n {
		h.block.Runs = append(h.block.Runs, Run{})
	}
	b := &Block{First: first, Runs: h.block.Runs[:n]}
	before := h.runner.Detections()
	for i := range b.Runs {
		if err := ctx.Err(); err != nil {
			return first, err
		}
		r := recorder{run: &b.Runs[i]}
		r.empty(first+i, first+i < w.o.Events)
		if err := h.runner.Run(uint64(first+i), &r); err != nil {
			return first + i, runError(first+i, err)
		}
		w.told(r.run.Leakers())
	}
	b.Detections = h.runner.Detections() - before
	return first, w.put(b)
}
