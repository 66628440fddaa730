package reach

import (
	"math"

	"scutum/internal/frozen"
	"scutum/physics/orbit"
)

// samples of a long span, crowded at both ends because sharp minima lie in the
// first tenth of the window; a short span needs fewer.
const (
	samples    = 14
	fewest     = 5
	sampleTime = 35.0 // s between samples of a short span
)

// crowd holds, by number of steps, the places of the samples in a span, 0 to 1.
var crowd = func() (w [samples + 1][samples + 1]float64) {
	for n := 1; n <= samples; n++ {
		for i := range n + 1 {
			w[n][i] = 0.5 * (1 - frozen.Cos(math.Pi*float64(i)/float64(n)))
		}
	}
	return w
}()

// sampleAt returns the anomaly of sample i of n in a span; the last is the
// span's end itself, which rounding could miss.
func sampleAt(s orbit.Span, i, n int) float64 {
	if i == n {
		return s.To
	}
	return s.From + float64(crowd[n][i]*(s.To-s.From))
}

// stepsIn returns into how many steps a span is cut.
func (q *Problem) stepsIn(s orbit.Span) int {
	t := q.Arc.Time(s.To) - q.Arc.Time(s.From)
	return max(fewest, min(samples, fewest+int(t/sampleTime)))
}

// Threshold returns the meeting of least required speed over all spans and
// departures: the full search. The required speed is sampled along the arc in
// closed form; every local minimum that could be the least, and both ends of
// every span, are refined on exact transfers. See
// TestThresholdAgainstBruteForce.
func (q *Problem) Threshold() Meeting { return q.search(math.Inf(-1), math.Inf(1)) }

// Reaches reports whether an interceptor of a speed (m/s) can meet the
// missile; it stops at the first proof and is otherwise the full search.
func (q *Problem) Reaches(speed float64) bool { return q.Within(speed).Speed <= speed }

// Within returns some meeting that an interceptor of a speed (m/s) can make;
// one of more speed, or none, where it can make none.
func (q *Problem) Within(speed float64) Meeting { return q.search(speed, speed) }

// search is Threshold that may stop at any meeting of at most enough m/s, and
// refine nothing that cannot be below limit.
func (q *Problem) search(enough, limit float64) Meeting {
	best := none
	for _, s := range q.Spans {
		best = lesser(best, q.searchSpan(s, enough, limit))
		if best.Speed <= enough {
			break
		}
	}
	return best
}

// hope is by how much (m/s, and as a share) refining may lower a sample: the
// closed form's error and the dip between two samples. See
// TestThresholdBelowAgrees.
const (
	hope      = 60.0
	hopeShare = 0.03
)

func (q *Problem) searchSpan(s orbit.Span, enough, limit float64) Meeting {
	// Before this nothing can have flown.
	if t := q.Commit + q.LostTime + q.MinFlight; t > q.Arc.Time(s.From) {
		if t >= q.Arc.Time(s.To) {
			return none
		}
		s.From = q.Arc.At(t)
	}
	var all [samples + 1]Meeting
	n := q.stepsIn(s)
	f := all[:n+1]
	low := math.Inf(1)
	r := q.newSampler(limit)
	for i := range f {
		eta := sampleAt(s, i, n)
		f[i] = r.at(eta)
		if f[i].Speed < low {
			low = f[i].Speed
			if low <= enough {
				// The sample's site may be some seconds out: ask exactly.
				if m := q.meet(eta, f[i].Depart); m.Speed <= enough {
					return m
				}
			}
		}
	}
	best := none
	if math.IsInf(low, 1) || low > limit+hope+float64(hopeShare*low) {
		return best
	}
	for i := range f {
		if f[i].Speed > low+150+float64(0.1*low) || i > 0 && f[i-1].Speed < f[i].Speed || i < n && f[i+1].Speed < f[i].Speed {
			continue
		}
		if q.endsAt(f, i) {
			best = lesser(best, q.settle(q.meet(f[i].Anomaly, f[i].Depart)))
			continue
		}
		best = lesser(best, q.polish(f[max(i-1, 0)], f[i], f[min(i+1, n)]))
	}
	return best
}

// endsAt reports whether sample i is an end of the span towards which the
// required speed still falls: then the end itself is the local minimum.
func (q *Problem) endsAt(f []Meeting, i int) bool {
	n := len(f) - 1
	if i != 0 && i != n || f[i].Depart <= q.Commit+q.LostTime {
		return false
	}
	inner := f[max(1, min(i, n-1))]
	near := q.rough(f[i].Anomaly+float64(0.2*(inner.Anomaly-f[i].Anomaly)), f[i].Time-f[i].Depart)
	// Exact transfers: the closed form's error may differ between the two.
	return q.meet(near.Anomaly, near.Depart).Speed > q.meet(f[i].Anomaly, f[i].Depart).Speed
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
	if best.Depart > lo+float64(0.05*(best.Time-best.Depart)) && best.Admissible() {
		return best
	}
	// No time to wait: only the meeting varies, unless waiting pays after all.
	best = lesser(best, q.leaveAt(a, best, b))
	if !q.LeaveAtCommit && best.Admissible() {
		h := float64(0.04 * (best.Time - best.Depart))
		if w := q.meet(best.Anomaly, lo+h); w.Speed < best.Speed || q.meet(best.Anomaly, lo+float64(0.1*h)).Speed < best.Speed {
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

// newton minimises over meeting and departure together, inside the bracket and
// the bounds: a Newton step on the quadratic through six exact transfers, then
// steps with the same curvature and gradients from shorter differences.
func (q *Problem) newton(c Meeting, from, to float64) Meeting {
	best := c
	he, hd := 0.12*(to-from), 0.04*(c.Time-c.Depart)
	for range 4 {
		k, ok := q.curve(&best, he, hd, from, to)
		if !ok {
			break
		}
		for range 3 {
			before := best.Speed
			promised, ok := k.step(q, &best, from, to)
			if !ok {
				break
			}
			if before-best.Speed < 0.02 {
				if promised < 0.1 {
					return best
				}
				break // the curvature is not that of the place: a shorter stencil
			}
		}
		he, hd = 0.35*he, 0.35*hd
	}
	return best
}

// quadratic is the local shape of the required speed in units of he along the
// arc and hd of departure.
type quadratic struct {
	he, hd        float64
	hee, hdd, hed float64
	ge, gd        float64 // gradient at the centre
	x, y          float64 // centre
}

// curve fits the quadratic about the best meeting so far and takes its step.
func (q *Problem) curve(best *Meeting, he, hd, from, to float64) (k quadratic, ok bool) {
	k = quadratic{he: he, hd: hd, x: math.Max(from+he, math.Min(to-he, best.Anomaly)), y: best.Depart}
	m0 := *best
	if k.x != best.Anomaly {
		m0 = q.meet(k.x, k.y)
	}
	e1, e2 := q.meet(k.x+he, k.y), q.meet(k.x-he, k.y)
	d1, d2 := q.meet(k.x, k.y+hd), q.meet(k.x, k.y-hd)
	x1 := q.meet(k.x+he, k.y+hd)
	for _, m := range [...]Meeting{m0, e1, e2, d1, d2, x1} {
		*best = lesser(*best, m)
	}
	f0 := m0.Speed
	k.ge, k.gd = 0.5*(e1.Speed-e2.Speed), 0.5*(d1.Speed-d2.Speed)
	k.hee, k.hdd = e1.Speed+e2.Speed-2*f0, d1.Speed+d2.Speed-2*f0
	k.hed = x1.Speed - e1.Speed - d1.Speed + f0
	u, v := k.solve()
	if !(math.Abs(u)+math.Abs(v) < math.Inf(1)) {
		return k, false
	}
	*best = lesser(*best, q.meet(math.Max(from, math.Min(to, k.x+float64(he*u))), k.y+float64(hd*v)))
	return k, true
}

// solve returns the Newton step in units of the stencil, at most three of them
// long; downhill by one where the quadratic has no minimum.
func (k *quadratic) solve() (u, v float64) {
	det := float64(k.hee*k.hdd) - float64(k.hed*k.hed)
	if !(k.hee > 0 && k.hdd > 0 && det > 0.02*k.hee*k.hdd) {
		return -math.Copysign(1, k.ge), -math.Copysign(1, k.gd)
	}
	u = (float64(k.gd*k.hed) - float64(k.ge*k.hdd)) / det
	v = (float64(k.ge*k.hed) - float64(k.gd*k.hee)) / det
	if l := math.Max(math.Abs(u), math.Abs(v)); l > 3 {
		u, v = u*3/l, v*3/l
	}
	return u, v
}

// step goes on from the best meeting with gradients by forward differences,
// freed of their first error by the curvature; it returns by how much (m/s) the
// quadratic promised to lower the speed.
func (k *quadratic) step(q *Problem, best *Meeting, from, to float64) (promised float64, ok bool) {
	const part = 0.1
	if best.Anomaly <= from || best.Anomaly >= to {
		return 0, false
	}
	e := q.meet(best.Anomaly+float64(part*k.he), best.Depart)
	d := q.meet(best.Anomaly, best.Depart+float64(part*k.hd))
	k.ge = (e.Speed-best.Speed)/part - float64(0.5*part*k.hee)
	k.gd = (d.Speed-best.Speed)/part - float64(0.5*part*k.hdd)
	u, v := k.solve()
	if !(math.Abs(u)+math.Abs(v) < math.Inf(1)) {
		return 0, false
	}
	*best = lesser(*best, q.meet(math.Max(from, math.Min(to, best.Anomaly+float64(k.he*u))), best.Depart+float64(k.hd*v)))
	return -0.5 * (float64(k.ge*u) + float64(k.gd*v)), true
}

// settle moves the departure alone to its least speed: vertices of parabolas
// through exact transfers, the step shrinking.
func (q *Problem) settle(best Meeting) Meeting {
	for _, k := range [...]float64{0.04, 0.012} {
		h := float64(k * (best.Time - best.Depart))
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
// golden section with parabolic steps (Brent 1973, chapter 5) over the bracket
// [l, r] from c, begun with the three that are known.
func (q *Problem) leaveAt(l, c, r Meeting) Meeting {
	lo := q.Commit + q.LostTime
	at := func(eta float64) Meeting { return q.meet(eta, lo) }
	earliest := func(m Meeting) Meeting {
		if m.Depart == lo {
			return m
		}
		return at(m.Anomaly)
	}
	l, c, r = earliest(l), earliest(c), earliest(r)
	best := lesser(lesser(c, l), r)
	a, b := l.Anomaly, r.Anomaly
	const golden = 0.3819660112501051
	const tol = 2e-6
	x, fx := c.Anomaly, c.Speed
	w, fw, v, fv := l.Anomaly, l.Speed, r.Anomaly, r.Speed
	if best.Anomaly != x || x <= a || x >= b {
		x = a + float64(golden*(b-a))
		fx = at(x).Speed
		w, v, fw, fv = x, x, fx, fx
	} else if fw > fv {
		w, fw, v, fv = v, fv, w, fw
	}
	prev := b - a
	for range 50 {
		mid := float64(0.5 * (a + b))
		if math.Abs(x-mid) <= float64(2*tol)-float64(0.5*(b-a)) {
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
			// Flat, and not merely near: a step that the parabola happened to
			// make tiny on a slope proves nothing.
			if fw-fx < 5e-3 && math.Abs(step) < 5e-3 && fw-fx < 50*math.Abs(step) {
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
	r := float64((x - w) * (fx - fv))
	s := float64((x - v) * (fx - fw))
	p := float64((x-v)*s) - float64((x-w)*r)
	d := 2 * (s - r)
	if !(math.Abs(d) > 0) || math.IsInf(d, 0) {
		return 0, false
	}
	u := x - p/d
	return u, !math.IsNaN(u)
}

// ThresholdBelow is Threshold for a caller who cares only for speeds below a
// limit (m/s): where the samples show that none can be, it says so without
// refining and returns an inadmissible meeting.
func (q *Problem) ThresholdBelow(limit float64) Meeting { return q.search(math.Inf(-1), limit) }
