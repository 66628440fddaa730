package reach

import (
	"math"
	"math/rand/v2"
	"testing"
)

// densely returns the least required speed at anomaly eta: departures on a
// dense grid, then closer about the best.
func (q *Problem) densely(eta float64) float64 {
	p, t := q.Arc.PositionTime(eta)
	lo, hi, ok := q.bounds(t)
	if !ok {
		return math.Inf(1)
	}
	if lo == hi {
		return q.transfer(p, t, lo)
	}
	best, at := math.Inf(1), 0.0
	a, b := 0.0, 1.0
	for range 5 {
		for j := range 31 {
			u := a + (b-a)*float64(j)/30
			if v := q.transfer(p, t, lo+u*u*(hi-lo)); v < best {
				best, at = v, u
			}
		}
		w := (b - a) / 15
		a, b = math.Max(0, at-w), math.Min(1, at+w)
	}
	return best
}

// latest returns the last departure from which anomaly eta is met at a speed,
// on a dense grid.
func (q *Problem) latest(eta, speed float64) float64 {
	p, t := q.Arc.PositionTime(eta)
	lo, hi, ok := q.bounds(t)
	for j := 400; ok && j >= 0; j-- {
		if d := lo + (hi-lo)*float64(j)/400; q.transfer(p, t, d) <= speed {
			return d
		}
	}
	return math.Inf(-1)
}

// TestWindows: the windows are exactly where a dense walk along the arc, by
// another method, finds the required speed at most the interceptor's; on the
// way up, on the way down, and on either side of a ceiling. The earliest
// meeting is the first of them, and Earliest's is one, half a second later at most
// but for windows between two of its samples.
func TestWindows(t *testing.T) {
	two, sides, late := 0, 0, 0
	worst := 0.0
	each(t, 5, 120, func(i int, rng *rand.Rand, q *Problem, m Meeting) {
		if i%2 == 0 { // a ceiling below the top
			e := q.Site.Earth
			top := q.Arc.Height(e, math.Max(q.Arc.From, math.Min(q.Arc.To, 0)))
			q.Spans = q.Arc.Altitudes(e, nil, 100e3, 100e3+(top-100e3)*(0.3+0.6*rng.Float64()))
			m = q.Threshold()
		}
		speed := math.Min(12e3, m.Speed*(0.95+0.9*rng.Float64())+5)
		windows, first := q.Windows(speed)
		if (m.Speed <= speed) != (len(windows) > 0) || first.Admissible() != (len(windows) > 0) {
			t.Errorf("%.1f m/s, threshold %.1f: %v, first %+v", speed, m.Speed, windows, first)
			return
		}
		for i, w := range windows {
			if w.From > w.To || i > 0 && w.From < windows[i-1].To {
				t.Errorf("windows %v", windows)
			}
		}
		for _, s := range q.Spans {
			for i := range 150 {
				eta := s.From + (s.To-s.From)*(float64(i)+0.5)/150
				v, at := q.densely(eta), q.Arc.Time(eta)
				if math.Abs(v-speed) < 1 {
					continue
				}
				in := false
				for _, w := range windows {
					in = in || at >= w.From && at <= w.To
				}
				if in != (v < speed) {
					t.Errorf("at %.2f s it takes %.2f m/s, in a window of %.2f m/s: %v; windows %v", at, v, speed, in, windows)
					return
				}
			}
		}
		if len(windows) == 0 {
			return
		}
		isMeeting(t, q, first)
		if first.Time != windows[0].From || first.Speed > speed {
			t.Errorf("first meeting %+v, windows %v", first, windows)
		}
		if len(windows) > 1 {
			two++
			apogee := q.Arc.ApogeeTime
			if windows[0].From < apogee && windows[len(windows)-1].To > apogee {
				sides++
			}
		}
		e := q.Earliest(speed, m)
		isMeeting(t, q, e)
		if e.Speed > speed || e.Time < first.Time-0.1 {
			t.Errorf("earliest %+v for %.2f m/s, windows %v", e, speed, windows)
		}
		worst = math.Max(worst, e.Time-first.Time)
		if e.Time > first.Time+0.5 {
			late++
		}
	})
	t.Logf("%d cases with two windows, %d on both sides of apogee; Earliest up to %.2f s late, %d times", two, sides, worst, late)
	if two < 10 || sides < 8 || late > 3 {
		t.Errorf("%d cases with two windows, %d on both sides of apogee; Earliest late %d times", two, sides, late)
	}
}

// TestLatestLaunch: no departure of a dense grid of meetings and departures is
// later, and none earlier by more than the grid's step is the answer.
func TestLatestLaunch(t *testing.T) {
	each(t, 6, 60, func(_ int, rng *rand.Rand, q *Problem, m Meeting) {
		speed := m.Speed*(1+0.5*rng.Float64()) + 5
		got := q.LatestLaunch(speed)
		want, step := math.Inf(-1), 0.0
		for _, s := range q.Spans {
			for i := range 121 {
				eta := s.From + (s.To-s.From)*float64(i)/120
				if d := q.latest(eta, speed) - q.LostTime; d > want {
					want = d
					_, at := q.Arc.PositionTime(eta)
					lo, hi, _ := q.bounds(at)
					step = (hi-lo)/400 + (q.Arc.Time(s.To)-q.Arc.Time(s.From))/120
				}
			}
		}
		if math.IsInf(want, -1) {
			return // narrower than the grid
		}
		if !(got >= want-0.01) || got > want+step+1 {
			t.Errorf("%.1f m/s (threshold %.1f): latest launch %.2f s, dense grid %.2f and a step of %.2f", speed, m.Speed, got, want, step)
		}
	})
}
