// Package reach is the heart of Scutum: can this interceptor meet that
// trajectory, where, and by when must it leave? Footprint, deterrence and
// battle all ask it, so that "defends Warsaw" and "cannot catch an ICBM" come
// from one function.
//
// The interceptor is an impulsive launch from its moving site at the end of a
// lost time; it may wait after commit. The required speed is that of the
// two-body transfer to the missile's position; its minimum over admissible
// meetings and departures is the threshold speed. Where it is below the
// interceptor's speed is a window.
//
// Assumptions: kinematic only: no drag, no seeker, no look angle, no closing
// speed, no discrimination, so thresholds are optimistic for the defence. No
// meeting before burnout. Source: the reference model of the policy literature
// (Wilkening 2012, Butt and Postol 2011, Sankaran 2013), here free to wait. The
// claim is proved in TestReferenceModel (published cases) and
// TestThresholdAgainstBruteForce.
package reach

import (
	"math"

	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// Span is an interval of the arc's anomaly (rad from apogee).
type Span struct{ From, To float64 }

// Site is a place on the turning Earth, ready to be launched from.
type Site struct {
	Earth    earth.Model
	Position earth.Vec[earth.ECEF]
	Up       earth.Vec[earth.ECEF]
}

// NewSite returns the site at p.
func NewSite(m earth.Model, p earth.Place) Site {
	return Site{Earth: m, Position: m.Fixed(p), Up: earth.Up(p)}
}

// Problem is one interceptor at one site against one arc.
type Problem struct {
	Site          *Site
	Arc           *orbit.Arc
	Spans         []Span  // where meetings are admissible: altitude limits and fire control
	Commit        float64 // earliest launch, s
	LeaveAtCommit bool    // launch exactly then
	LostTime      float64 // s
	MinFlight     float64 // s, from the end of the lost time to the meeting
	// SiteAtLaunch leaves the site where it stood at launch, as the reference
	// model of the literature does, in place of carrying it on with the Earth to
	// the end of the lost time. It moves thresholds by up to 0.02 km/s.
	SiteAtLaunch bool
}

// Meeting is a point of the arc that an interceptor can be at in time.
type Meeting struct {
	Speed   float64 // required Earth-relative speed, m/s
	Anomaly float64 // on the arc, rad from apogee
	Time    float64 // s
	Depart  float64 // end of the lost time, s; launch is LostTime earlier
}

// none is the answer where no meeting is admissible.
var none = Meeting{Speed: math.Inf(1)}

// Admissible reports whether m is a meeting at all.
func (m Meeting) Admissible() bool { return !math.IsInf(m.Speed, 1) }

// transfer returns the Earth-relative speed of the transfer that leaves at d
// and meets p at t; +Inf where it would start at or below the horizon.
func (q *Problem) transfer(p orbit.Vec, t, d float64) float64 {
	m := q.Site.Earth
	at := d
	if q.SiteAtLaunch {
		at -= q.LostTime
	}
	r := m.Inertial(q.Site.Position, at)
	tr := orbit.NewTransfer(r, p, m.Mu, orbit.Short)
	v, ok := tr.Depart(t - d)
	if !ok {
		return math.Inf(1)
	}
	rel := v.Sub(m.SurfaceVelocity(r))
	if !(rel.Dot(m.Inertial(q.Site.Up, at)) > 0) {
		return math.Inf(1)
	}
	return rel.Norm()
}

// bounds of the departure for a meeting at t; ok is false when there is none.
func (q *Problem) bounds(t float64) (lo, hi float64, ok bool) {
	lo = q.Commit + q.LostTime
	hi = t - q.MinFlight
	if q.LeaveAtCommit {
		return lo, lo, hi >= lo && t > lo
	}
	if q.MinFlight <= 0 {
		hi = t - 1e-3
	}
	return lo, hi, hi >= lo
}

// leastDeparture returns the departure of the least transfer to p at t when
// nothing limits it: the closed form from the rotated site, two fixed-point
// steps. It is within some 20 m/s of the least speed, because it holds the
// site still while the time of flight varies; at refines it.
func (q *Problem) leastDeparture(p orbit.Vec, t float64) (d, speed float64, ok bool) {
	m := q.Site.Earth
	d = t - 300
	for range 2 {
		r := m.Inertial(q.Site.Position, d)
		tr := orbit.NewTransfer(r, p, m.Mu, orbit.Short)
		w := m.SurfaceVelocity(r)
		v, tof, good := tr.Least(w)
		if !good {
			return 0, 0, false
		}
		d, speed = t-tof, v.Sub(w).Norm()
	}
	return d, speed, true
}

// rough returns an upper estimate of the required speed at anomaly eta, exact
// where the commit leaves no time to wait.
func (q *Problem) rough(eta float64) (speed, t, depart float64) {
	p, t := q.Arc.PositionTime(eta)
	lo, hi, ok := q.bounds(t)
	if !ok {
		return math.Inf(1), t, lo
	}
	d := lo
	if lo < hi {
		if best, s, ok := q.leastDeparture(p, t); ok {
			if best >= lo && best <= hi {
				return s, t, best
			}
			d = math.Max(lo, math.Min(hi, best))
		}
	}
	return q.transfer(p, t, d), t, d
}

// at returns the least required speed at anomaly eta over all admissible
// departures.
func (q *Problem) at(eta float64) Meeting {
	p, t := q.Arc.PositionTime(eta)
	lo, hi, ok := q.bounds(t)
	if !ok {
		return none
	}
	d := lo
	if lo < hi {
		if best, _, ok := q.leastDeparture(p, t); ok {
			d = math.Max(lo, math.Min(hi, best))
		}
	}
	s := q.transfer(p, t, d)
	if lo < hi {
		d, s = q.settle(p, t, d, s, lo, hi)
	}
	if math.IsInf(s, 1) {
		return none
	}
	return Meeting{Speed: s, Anomaly: eta, Time: t, Depart: d}
}

// settle moves the departure to the least speed inside its bounds: vertices of
// parabolas through exact transfers, the step shrinking.
func (q *Problem) settle(p orbit.Vec, t, d, s, lo, hi float64) (float64, float64) {
	for _, k := range [...]float64{0.06, 0.02, 0.004} {
		h := math.Max(k*(t-d), 1e-3)
		a, b := math.Max(lo, d-h), math.Min(hi, d+h)
		c := d
		if c-a < 0.25*h || b-c < 0.25*h {
			// Too near a bound for a parabola about d: stand off.
			a, b = math.Max(lo, d-2*h), math.Min(hi, d+2*h)
			c = 0.5 * (a + b)
		}
		sa, sb, sc := q.transfer(p, t, a), q.transfer(p, t, b), s
		if c != d {
			sc = q.transfer(p, t, c)
		}
		for _, o := range [...][2]float64{{a, sa}, {b, sb}, {c, sc}} {
			if o[1] < s {
				d, s = o[0], o[1]
			}
		}
		v, ok := vertex(a, sa, c, sc, b, sb)
		if !ok {
			continue
		}
		v = math.Max(lo, math.Min(hi, v))
		if sv := q.transfer(p, t, v); sv < s {
			d, s = v, sv
		}
	}
	return d, s
}

// vertex of the parabola through three points; false where it is not convex.
func vertex(a, fa, c, fc, b, fb float64) (float64, bool) {
	u, w := (c-a)*(fc-fb), (c-b)*(fc-fa)
	den := 2 * (u - w)
	if !(math.Abs(den) > 0) || math.IsInf(den, 0) {
		return 0, false
	}
	v := c - (float64((c-a)*u)-float64((c-b)*w))/den
	second := (fa-fc)/(a-c) - (fb-fc)/(b-c)
	return v, second*(a-b) > 0 && !math.IsNaN(v)
}

// samples per span of the full search, crowded at both ends because sharp
// minima lie in the first tenth.
const samples = 28

// Threshold returns the meeting of least required speed over all spans: the
// full search. The required speed is sampled along the arc, every local
// minimum and both ends of every span are refined. See
// TestThresholdAgainstBruteForce.
func (q *Problem) Threshold() Meeting {
	best := none
	for _, s := range q.Spans {
		if m := q.searchSpan(s); m.Speed < best.Speed {
			best = m
		}
	}
	return best
}

func (q *Problem) searchSpan(s Span) Meeting {
	var eta, f [samples + 1]float64
	low := math.Inf(1)
	for i := range eta {
		w := 0.5 * (1 - frozen.Cos(math.Pi*float64(i)/samples))
		eta[i] = s.From + float64(w*(s.To-s.From))
		f[i], _, _ = q.rough(eta[i])
		low = math.Min(low, f[i])
	}
	best := none
	if math.IsInf(low, 1) {
		return best
	}
	for i := range eta {
		if f[i] > low+150+0.1*low || i > 0 && f[i-1] < f[i] || i < samples && f[i+1] < f[i] {
			continue
		}
		a, b := eta[max(i-1, 0)], eta[min(i+1, samples)]
		if m := q.refine(a, eta[i], b); m.Speed < best.Speed {
			best = m
		}
	}
	return best
}

// refine minimises at over [a, b] about c: golden section with parabolic steps
// (Brent 1973, chapter 5), and the ends of the bracket.
func (q *Problem) refine(a, c, b float64) Meeting {
	best := q.at(c)
	for _, e := range [...]float64{a, b} {
		if m := q.at(e); m.Speed < best.Speed {
			best = m
		}
	}
	const golden = 0.3819660112501051
	x := best.Anomaly
	if !best.Admissible() || x <= a || x >= b {
		x = a + golden*(b-a)
	}
	fx := q.at(x).Speed
	w, v, fw, fv := x, x, fx, fx
	step, prev := 0.0, 0.0
	for range 60 {
		mid := 0.5 * (a + b)
		tol := 1e-6
		if math.Abs(x-mid) <= 2*tol-0.5*(b-a) {
			break
		}
		p, ok := brentStep(x, w, v, fx, fw, fv)
		if ok && math.Abs(p-x) < 0.5*math.Abs(prev) && p > a && p < b {
			prev, step = step, p-x
		} else {
			prev = b - x
			if x >= mid {
				prev = a - x
			}
			step = golden * prev
		}
		if math.Abs(step) < tol {
			step = math.Copysign(tol, step)
		}
		u := x + step
		mu := q.at(u)
		if mu.Speed < best.Speed {
			best = mu
		}
		fu := mu.Speed
		if fu <= fx {
			if u >= x {
				a = x
			} else {
				b = x
			}
			v, fv, w, fw, x, fx = w, fw, x, fx, u, fu
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
