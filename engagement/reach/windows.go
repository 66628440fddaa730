package reach

import (
	"math"

	"scutum/physics/orbit"
)

// Window is an interval of meeting times in s.
type Window struct{ From, To float64 }

// Windows returns every interval of the arc in which the required speed is at
// most speed (m/s), and the earliest meeting. The arc is sampled densely and
// every edge is bisected to a millisecond.
func (q *Problem) Windows(speed float64) (windows []Window, earliest Meeting) {
	earliest = none
	for _, s := range q.Spans {
		q.spanWindows(s, speed, &windows, &earliest)
	}
	return windows, earliest
}

const windowSamples = 240

func (q *Problem) spanWindows(s orbit.Span, speed float64, out *[]Window, earliest *Meeting) {
	var nodes [windowSamples + 2]float64
	eta := q.windowNodes(nodes[:0], s, windowSamples)
	open := -1.0
	prev := none
	for i, e := range eta {
		m := q.at(e)
		in, was := m.Speed <= speed, prev.Speed <= speed
		if in && !was {
			start := m
			if i > 0 {
				start = q.edge(eta[i-1], e, speed)
			}
			open = start.Time
			if !earliest.Admissible() || start.Time < earliest.Time {
				*earliest = start
			}
		}
		if !in && was && i > 0 {
			*out = append(*out, Window{open, q.edge(e, eta[i-1], speed).Time})
		}
		prev = m
	}
	if prev.Speed <= speed {
		*out = append(*out, Window{open, prev.Time})
	}
}

// windowNodes appends to eta the samples of a span, with its threshold among them so that
// the narrowest window is not missed.
func (q *Problem) windowNodes(eta []float64, s orbit.Span, n int) []float64 {
	best := q.searchSpan(s, math.Inf(-1), math.Inf(1))
	for i := range n + 1 {
		e := s.From + float64((s.To-s.From)*float64(i)/float64(n))
		if k := len(eta); best.Admissible() && e > best.Anomaly && (k == 0 || eta[k-1] < best.Anomaly) {
			eta = append(eta, best.Anomaly)
		}
		eta = append(eta, e)
	}
	return eta
}

// edge bisects between an anomaly outside a window and one inside.
func (q *Problem) edge(out, in, speed float64) Meeting {
	m := q.at(in)
	for range 50 {
		mid := 0.5 * (out + in)
		if math.Abs(q.Arc.Time(out)-q.Arc.Time(in)) < 1e-3 {
			break
		}
		if c := q.at(mid); c.Speed <= speed {
			in, m = mid, c
		} else {
			out = mid
		}
	}
	return m
}

// LatestLaunch returns the latest launch time (s) from which an interceptor of
// speed m/s still meets the missile, over the windows; NaN when there is none.
// For each meeting it is the departure of the fastest transfer of that speed.
func (q *Problem) LatestLaunch(speed float64) float64 {
	var nodes [latestSamples + 2]float64
	latest := math.NaN()
	for _, s := range q.Spans {
		eta := q.windowNodes(nodes[:0], s, latestSamples)
		best, at := math.Inf(-1), -1
		for i, e := range eta {
			if d := q.latestDeparture(e, speed, 1); d > best {
				best, at = d, i
			}
		}
		if at < 0 {
			continue
		}
		a, b := eta[max(at-1, 0)], eta[min(at+1, len(eta)-1)]
		best = math.Max(best, q.refineLatest(a, b, speed))
		if l := best - q.LostTime; math.IsNaN(latest) || l > latest {
			latest = l
		}
	}
	return latest
}

// latestSamples of a span, among which the latest departure is bracketed.
const latestSamples = 60

func (q *Problem) refineLatest(a, b, speed float64) float64 {
	best := math.Inf(-1)
	for range 24 {
		u, v := a+(b-a)/3, b-(b-a)/3
		du, dv := q.latestDeparture(u, speed, 1e-3), q.latestDeparture(v, speed, 1e-3)
		best = math.Max(best, math.Max(du, dv))
		if du < dv {
			a = u
		} else {
			b = v
		}
	}
	return best
}

// latestDeparture bisects for the last departure whose transfer to anomaly eta
// needs at most speed, to so many seconds; -Inf when none does.
func (q *Problem) latestDeparture(eta, speed, within float64) float64 {
	m := q.at(eta)
	if !(m.Speed <= speed) {
		return math.Inf(-1)
	}
	if q.LeaveAtCommit {
		return m.Depart
	}
	p, t := q.Arc.PositionTime(eta)
	_, hi, _ := q.bounds(t)
	lo := m.Depart
	if q.transfer(p, t, hi) <= speed {
		return hi
	}
	for hi-lo > within {
		mid := 0.5 * (lo + hi)
		if q.transfer(p, t, mid) <= speed {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// Earliest returns the first meeting of an interceptor of speed (m/s), given a
// meeting it can make: the first sample within speed is bisected to a tenth of
// a second. Cheaper than Windows, and enough to time a following shot; a window
// shorter than the step of the samples may be passed over. See TestWindows.
func (q *Problem) Earliest(speed float64, known Meeting) Meeting {
	first := known
	for _, s := range q.Spans {
		if q.Arc.Time(s.From) >= first.Time {
			break
		}
		before := s.From
		n := q.stepsIn(s)
		r := q.newSampler(math.Inf(1))
		for i := range n + 1 {
			m := r.at(sampleAt(s, i, n))
			if m.Time >= first.Time {
				break
			}
			if m = q.sure(m, speed); m.Speed <= speed {
				first = m
				break
			}
			before = m.Anomaly
		}
		if before < first.Anomaly && first.Anomaly <= s.To {
			first = q.bisectEarliest(before, first, speed)
		}
		if first.Anomaly <= s.To {
			break
		}
	}
	if m := q.meet(first.Anomaly, first.Depart); m.Speed <= speed {
		return m
	}
	return known
}

func (q *Problem) bisectEarliest(out float64, in Meeting, speed float64) Meeting {
	for range 24 {
		if math.Abs(in.Time-q.Arc.Time(out)) < 0.1 {
			break
		}
		mid := 0.5 * (out + in.Anomaly)
		if m := q.sure(q.rough(mid, in.Time-in.Depart), speed); m.Speed <= speed {
			in = m
		} else {
			out = mid
		}
	}
	return in
}

// closeCall is how near to a speed (m/s) the closed form is not believed.
const closeCall = 60.0

// sure makes an estimate exact where its error could decide.
func (q *Problem) sure(m Meeting, speed float64) Meeting {
	if math.Abs(m.Speed-speed) > closeCall {
		return m
	}
	return q.meet(m.Anomaly, m.Depart)
}
