package assignment

// least is the part of the value by which a change must improve to count, so
// that rounding cannot make two changes undo each other for ever.
const least = 1e-12

// overhead is what a step costs however small the problem is, in pairs.
const overhead = 20

// queue is the units whose surroundings have changed.
type queue struct {
	units  []int32
	queued []bool
}

func (q *queue) reset(n int) {
	q.units = q.units[:0]
	q.queued = grow(q.queued, n)
	clear(q.queued)
}

func (q *queue) wake(u int32) {
	if !q.queued[u] {
		q.queued[u] = true
		q.units = append(q.units, u)
	}
}

// wakeOn wakes the units of target j.
func (q *queue) wakeOn(f *field, j int32) {
	if j == f.depot() {
		return
	}
	for u := f.head[j]; u >= 0; u = f.next[u] {
		q.wake(u)
	}
}

// settle moves and swaps units until no unit in the queue gains by it, or the
// work is done. Then it says false, and the queue keeps what is left.
func (q *queue) settle(f *field, until int) bool {
	done := 0
	for done < len(q.units) && f.work < until {
		u := q.units[done]
		done++
		q.queued[u] = false
		for q.improve(f, u) && f.work < until {
		}
		if done >= 4096 && 2*done > len(q.units) {
			q.units = q.units[:copy(q.units, q.units[done:])]
			done = 0
		}
	}
	q.units = q.units[:copy(q.units, q.units[done:])]
	return len(q.units) == 0
}

// forget empties the queue.
func (q *queue) forget() {
	for _, u := range q.units {
		q.queued[u] = false
	}
	q.units = q.units[:0]
}

// improve makes the best move of unit u to another target or the best swap
// with another unit; false if neither gains.
func (q *queue) improve(f *field, u int32) bool {
	j := f.at[u]
	f.work += f.targets + len(f.at) + overhead
	to, moved := bestMove(f, u)
	with, swapped := bestSwap(f, u)
	k := to
	switch {
	case with >= 0 && !(to >= 0 && moved > swapped):
		k = f.at[with]
		f.take(u)
		f.take(with)
		f.put(u, k)
		f.put(with, j)
	case to >= 0:
		f.take(u)
		f.put(u, to)
	default:
		return false
	}
	f.reckon(j)
	f.reckon(k)
	q.wake(u)
	q.wakeOn(f, j)
	q.wakeOn(f, k)
	return true
}

// bestMove returns the target where unit u gains most, and how much; -1 if it
// gains nowhere.
func bestMove(f *field, u int32) (to int32, gain float64) {
	j := f.at[u]
	lost := f.without[u] - f.left[j]
	most, to := lost+float64(least*f.without[u]), int32(-1)
	row := f.miss[int(f.kind[u])*f.stride:][:f.targets]
	left, room := f.left[:len(row)], f.room[:len(row)]
	for k, miss := range row {
		if saved := left[k] - float64(left[k]*miss); saved > most && room[k] > 0 && k != int(j) {
			most, to = saved, int32(k)
		}
	}
	return to, most - lost
}

// bestSwap returns the unit on another target with which unit u gains most by
// changing places, and how much; -1 if there is none.
func bestSwap(f *field, u int32) (with int32, gain float64) {
	j, with := f.at[u], -1
	left, without := f.left[j], f.without[u]
	gain = float64(least * without)
	row := f.miss[int(f.kind[u])*f.stride:]
	for v, k := range f.at {
		if k == j {
			continue
		}
		there := f.miss[int(f.kind[v])*f.stride+int(j)]
		d := (left - float64(without*there)) + (f.left[k] - float64(f.without[v]*row[k]))
		if d > gain {
			gain, with = d, int32(v)
		}
	}
	return with, gain
}
