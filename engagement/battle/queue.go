package battle

import "time"

// step is what a queued event does. Steps at the same nanosecond are taken in
// this order, and of a kind in the order in which they were queued.
type step uint8

const (
	launch step = iota // of missile a
	warn               // side b is told of the launch of missile a
	detect             // side b's sensor c first sees missile a
	follow             // side b has a track of missile a
	commit             // side b may engage missile a
	meet               // shot a meets
	assess             // the result of shot a is judged
	fall               // missile a falls
	wake               // target a has a planned departure; b tells whether it still counts
	again              // target a is tried once more; b tells whether it still counts
	plan               // command a makes its plan anew
	look               // station a looks round: full fidelity
	hear               // the centres hear what has arrived: full fidelity
)

// queued is an event to come.
type queued struct {
	at      time.Duration
	order   uint64 // step, then number
	a, b, c int32
}

func (e *queued) before(f *queued) bool { return e.at < f.at || e.at == f.at && e.order < f.order }

func (e *queued) step() step { return step(e.order >> 56) }

// queue is a binary heap of events: one order, whatever the order of arrival
// at different times. It keeps its memory from run to run.
type queue struct {
	heap   []queued
	number uint64
}

func (q *queue) empty() { q.heap, q.number = q.heap[:0], 0 }

func (q *queue) push(at time.Duration, s step, a, b, c int) {
	e := queued{at, uint64(s)<<56 | q.number, int32(a), int32(b), int32(c)}
	q.number++
	q.heap = append(q.heap, e)
	i := len(q.heap) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !e.before(&q.heap[up]) {
			break
		}
		q.heap[i] = q.heap[up]
		i = up
	}
	q.heap[i] = e
}

// pop takes the first event; the queue must not be empty.
func (q *queue) pop() queued {
	first := q.heap[0]
	n := len(q.heap) - 1
	e := q.heap[n]
	q.heap = q.heap[:n]
	if n == 0 {
		return first
	}
	i := 0
	for {
		down := 2*i + 1
		if down >= n {
			break
		}
		if down+1 < n && q.heap[down+1].before(&q.heap[down]) {
			down++
		}
		if !q.heap[down].before(&e) {
			break
		}
		q.heap[i] = q.heap[down]
		i = down
	}
	q.heap[i] = e
	return first
}
