package battle

import "time"

// perfect returns how a battery can meet missile i from now on with a perfect
// picture of it, or why it cannot.
func (w *Worker) perfect(i, battery int) (option, reason) {
	t := w.table(i, battery)
	if !t.first.ok {
		return option{}, t.why
	}
	launched := w.flown[i].launch
	o := w.memo(i, battery).at(w.b, t, max(t.commit, w.clock-launched), &w.pages)
	if !o.ok {
		return o, passed
	}
	o.launch += launched
	o.meeting += launched
	return o, noReason
}

// latest returns the latest launch at which a battery still meets target k,
// never where it does not.
func (w *Worker) latest(k, battery int) time.Duration {
	t := &w.targets[k]
	if t.estimate != nil {
		return w.estimatedLatest(k, battery)
	}
	if last := w.memo(int(t.missile), battery).lastLaunch(w.table(int(t.missile), battery)); last >= 0 {
		return w.flown[t.missile].launch + last
	}
	return never
}

// excess is by how much a meeting with target k needs more speed than a
// battery's interceptors have, even with a launch at its burnout, m/s.
func (w *Worker) excess(k, battery int) float64 {
	t := &w.targets[k]
	if t.estimate != nil {
		return t.estimate.by[battery].needs - w.b.batteries[battery].Speed
	}
	x := w.table(int(t.missile), battery)
	return x.needs - x.speed
}
