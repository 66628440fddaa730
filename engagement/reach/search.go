package reach

import (
	"math"

	"scutum/internal/frozen"
	"scutum/physics/orbit"
)

// samples per span, crowded at both ends because sharp minima lie in the first
// tenth of the window.
const samples = 20

// crowd holds the places of the samples in a span, 0 to 1.
var crowd = func() (w [samples + 1]float64) {
	for i := range w {
		w[i] = 0.5 * (1 - frozen.Cos(math.Pi*float64(i)/samples))
	}
	return w
}()

// Threshold returns the meeting of least required speed over all spans and
// departures: the full search. The required speed is sampled along the arc in
// closed form; every local minimum that could be the least, and both ends of
// every span, are refined on exact transfers. See
// TestThresholdAgainstBruteForce.
func (q *Problem) Threshold() Meeting { return q.search(math.Inf(-1)) }

// Reaches reports whether an interceptor of a speed (m/s) can meet the
// missile; it stops at the first proof and is otherwise the full search.
func (q *Problem) Reaches(speed float64) bool { return q.search(speed).Speed <= speed }

// search is Threshold that may stop at any meeting of at most enough m/s.
func (q *Problem) search(enough float64) Meeting {
	best := none
	for _, s := range q.Spans {
		if m := q.searchSpan(s, enough); m.Speed < best.Speed {
			best = m
		}
		if best.Speed <= enough {
			break
		}
	}
	return best
}

func (q *Problem) searchSpan(s orbit.Span, enough float64) Meeting {
	var f [samples + 1]Meeting
	low := math.Inf(1)
	tof := 300.0
	for i := range f {
		f[i] = q.rough(s.From+float64(crowd[i]*(s.To-s.From)), tof)
		if f[i].Speed < low {
			low = f[i].Speed
			if low <= enough {
				return f[i]
			}
		}
		if g := f[i].Time - f[i].Depart; g > 1 {
			tof = g
		}
	}
	best := none
	if math.IsInf(low, 1) {
		return best
	}
	for i := range f {
		if f[i].Speed > low+150+0.1*low || i > 0 && f[i-1].Speed < f[i].Speed || i < samples && f[i+1].Speed < f[i].Speed {
			continue
		}
		if m := q.polish(f[max(i-1, 0)], f[i], f[min(i+1, samples)]); m.Speed < best.Speed {
			best = m
		}
	}
	return best
}

// meet is the meeting at anomaly eta of the departure d moved into its bounds,
// by one exact transfer.
func (q *Problem) meet(eta, d float64) Meeting {
	p, t := q.Arc.PositionTime(eta)
	lo, hi, ok := q.bounds(t)
	if !ok {
		return Meeting{math.Inf(1), eta, t, d}
	}
	d = math.Max(lo, math.Min(hi, d))
	return Meeting{q.transfer(p, t, d), eta, t, d}
}

// polish refines a local minimum of the samples, bracketed by its neighbours.
func (q *Problem) polish(a, c, b Meeting) Meeting {
	lo := q.Commit + q.LostTime
	best := q.meet(c.Anomaly, c.Depart)
	if c.Depart > lo {
		best = lesser(best, q.newton(best, a.Anomaly, b.Anomaly))
		if best.Anomaly == a.Anomaly || best.Anomaly == b.Anomaly {
			best = q.settle(best)
		}
	}
	if best.Depart > lo+0.05*(best.Time-best.Depart) && best.Admissible() {
		return best
	}
	// No time to wait: only the meeting varies, unless waiting pays after all.
	best = lesser(best, q.leaveAt(a.Anomaly, best.Anomaly, b.Anomaly))
	if !q.LeaveAtCommit && best.Admissible() {
		h := 0.04 * (best.Time - best.Depart)
		if w := q.meet(best.Anomaly, lo+h); w.Speed < best.Speed || q.meet(best.Anomaly, lo+0.1*h).Speed < best.Speed {
			best = lesser(best, q.newton(lesser(best, w), a.Anomaly, b.Anomaly))
		}
	}
	return best
}

func lesser(a, b Meeting) Meeting {
	if b.Speed < a.Speed {
		return b
	}
	return a
}

// newton minimises over meeting and departure together: Newton's steps on the
// quadratic through six exact transfers, the stencil shrinking, inside the
// bracket and the bounds.
func (q *Problem) newton(c Meeting, from, to float64) Meeting {
	best := c
	he, hd := 0.12*(to-from), 0.04*(c.Time-c.Depart)
	for round := range 5 {
		x, y := best.Anomaly, best.Depart
		// Stand off the ends of the bracket, so that the stencil has room.
		x = math.Max(from+he, math.Min(to-he, x))
		m0 := best
		if x != best.Anomaly {
			m0 = q.meet(x, y)
		}
		e1, e2 := q.meet(x+he, y), q.meet(x-he, y)
		d1, d2 := q.meet(x, y+hd), q.meet(x, y-hd)
		x1 := q.meet(x+he, y+hd)
		before := best.Speed
		for _, m := range [...]Meeting{m0, e1, e2, d1, d2, x1} {
			best = lesser(best, m)
		}
		f0 := m0.Speed
		ge, gd := 0.5*(e1.Speed-e2.Speed), 0.5*(d1.Speed-d2.Speed)
		hee, hdd := e1.Speed+e2.Speed-2*f0, d1.Speed+d2.Speed-2*f0
		hed := x1.Speed - e1.Speed - d1.Speed + f0
		det := float64(hee*hdd) - float64(hed*hed)
		u, v := 0.0, 0.0
		if hee > 0 && hdd > 0 && det > 0.05*hee*hdd {
			u, v = (float64(gd*hed)-float64(ge*hdd))/det, (float64(ge*hed)-float64(gd*hee))/det
		} else {
			u, v = -math.Copysign(1, ge), -math.Copysign(1, gd)
		}
		if !(math.Abs(u)+math.Abs(v) < math.Inf(1)) {
			break
		}
		k := math.Max(1, math.Max(math.Abs(u), math.Abs(v))/3)
		best = lesser(best, q.meet(math.Max(from, math.Min(to, x+he*u/k)), y+hd*v/k))
		if round > 0 && before-best.Speed < 0.02 && k == 1 {
			break
		}
		if k == 1 {
			he, hd = 0.3*he, 0.3*hd
		}
	}
	return best
}

// settle moves the departure alone to its least speed: vertices of parabolas
// through exact transfers, the step shrinking.
func (q *Problem) settle(best Meeting) Meeting {
	for _, k := range [...]float64{0.04, 0.012} {
		h := k * (best.Time - best.Depart)
		c := best
		a, b := q.meet(c.Anomaly, c.Depart-h), q.meet(c.Anomaly, c.Depart+h)
		best = lesser(lesser(best, a), b)
		if v, ok := vertex(a.Depart, a.Speed, c.Depart, c.Speed, b.Depart, b.Speed); ok {
			best = lesser(best, q.meet(c.Anomaly, v))
		}
	}
	return best
}

// leaveAt minimises over the meeting alone with the departure at its earliest:
// golden section with parabolic steps (Brent 1973, chapter 5) over [a, b] from
// c, and the ends of the bracket.
func (q *Problem) leaveAt(a, c, b float64) Meeting {
	lo := q.Commit + q.LostTime
	at := func(eta float64) Meeting { return q.meet(eta, lo) }
	best := at(c)
	for _, e := range [...]float64{a, b} {
		best = lesser(best, at(e))
	}
	const golden = 0.3819660112501051
	const tol = 2e-6
	x := best.Anomaly
	if !best.Admissible() || x <= a || x >= b {
		x = a + golden*(b-a)
	}
	fx := at(x).Speed
	w, v, fw, fv := x, x, fx, fx
	prev := 0.0
	for range 50 {
		mid := 0.5 * (a + b)
		if math.Abs(x-mid) <= 2*tol-0.5*(b-a) {
			break
		}
		var step float64
		p, ok := brentStep(x, w, v, fx, fw, fv)
		if ok && math.Abs(p-x) < 0.5*math.Abs(prev) && p > a && p < b {
			step = p - x
			prev, step = step, math.Copysign(math.Max(math.Abs(step), tol), step)
		} else {
			prev = b - x
			if x >= mid {
				prev = a - x
			}
			step = golden * prev
		}
		m := at(x + step)
		best = lesser(best, m)
		u, fu := x+step, m.Speed
		if fu <= fx {
			if u >= x {
				a = x
			} else {
				b = x
			}
			v, fv, w, fw, x, fx = w, fw, x, fx, u, fu
			if fw-fx < 1e-3 && math.Abs(step) < 1e-3 {
				break
			}
			continue
		}
		if u < x {
			a = u
		} else {
			b = u
		}
		if fu <= fw || w == x {
			v, fv, w, fw = w, fw, u, fu
		} else if fu <= fv || v == x || v == w {
			v, fv = u, fu
		}
	}
	return best
}

func brentStep(x, w, v, fx, fw, fv float64) (float64, bool) {
	r := (x - w) * (fx - fv)
	s := (x - v) * (fx - fw)
	p := float64((x-v)*s) - float64((x-w)*r)
	d := 2 * (s - r)
	if !(math.Abs(d) > 0) || math.IsInf(d, 0) {
		return 0, false
	}
	u := x - p/d
	return u, !math.IsNaN(u)
}
