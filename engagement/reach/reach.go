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

	"scutum/physics/earth"
	"scutum/physics/orbit"
)

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
	Spans         []orbit.Span // where meetings are admissible: altitude limits and fire control
	Commit        float64      // earliest launch, s
	LeaveAtCommit bool         // launch exactly then
	LostTime      float64      // s
	MinFlight     float64      // s, from the end of the lost time to the meeting
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
	m := &q.Site.Earth
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
	// The horizon: radius and surface normal differ by 0.2 degrees at most, so
	// the normal is turned only where it could matter.
	n := rel.Norm()
	if c := rel.Dot(r); c < 4e-3*n*r.Norm() && !(rel.Dot(m.Inertial(q.Site.Up, at)) > 0) {
		return math.Inf(1)
	}
	return n
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
// nothing limits it, and its speed: the closed form from the rotated site,
// fixed-point steps from a guess of the time of flight. It is within some
// 20 m/s of the least speed, because it holds the site still while the time of
// flight varies, and the steps stop when the site is a few kilometres right.
func (q *Problem) leastDeparture(p orbit.Vec, t, tof float64) (d, speed float64, ok bool) {
	m := &q.Site.Earth
	for range 3 {
		r := m.Inertial(q.Site.Position, t-tof)
		tr := orbit.NewTransfer(r, p, m.Mu, orbit.Short)
		w := m.SurfaceVelocity(r)
		v, next, good := tr.Least(w)
		if !good {
			return 0, 0, false
		}
		done := math.Abs(next-tof) < 15
		tof, speed = next, v.Sub(w).Norm()
		if done {
			break
		}
	}
	return t - tof, speed, true
}

// rough returns an upper estimate of the required speed at anomaly eta, exact
// where the commit leaves no time to wait, and its departure; tof is a guess.
func (q *Problem) rough(eta, tof float64) Meeting {
	p, t := q.Arc.PositionTime(eta)
	lo, hi, ok := q.bounds(t)
	if !ok {
		return Meeting{math.Inf(1), eta, t, lo}
	}
	d := lo
	if lo < hi {
		if best, s, ok := q.leastDeparture(p, t, tof); ok {
			if best >= lo && best <= hi {
				return Meeting{s, eta, t, best}
			}
			d = math.Max(lo, math.Min(hi, best))
		}
	}
	return Meeting{q.transfer(p, t, d), eta, t, d}
}

// at returns the least required speed at anomaly eta over all admissible
// departures.
func (q *Problem) at(eta float64) Meeting {
	m := q.rough(eta, 300)
	m = q.meet(eta, m.Depart)
	if lo := q.Commit + q.LostTime; !q.LeaveAtCommit && m.Time > lo {
		m = q.settle(m)
	}
	if !m.Admissible() {
		return none
	}
	return m
}

// vertex of the parabola through three points; false where it is not convex.
func vertex(a, fa, c, fc, b, fb float64) (float64, bool) {
	u, w := float64((c-a)*(fc-fb)), float64((c-b)*(fc-fa))
	den := 2 * (u - w)
	if !(math.Abs(den) > 0) || math.IsInf(den, 0) {
		return 0, false
	}
	v := c - (float64((c-a)*u)-float64((c-b)*w))/den
	second := (fa-fc)/(a-c) - (fb-fc)/(b-c)
	return v, second*(a-b) > 0 && !math.IsNaN(v)
}

// Path returns the interceptor's own arc to a meeting, from the end of the lost
// time on; false where the meeting has none.
func (q *Problem) Path(at Meeting) (orbit.Arc, bool) {
	m := &q.Site.Earth
	leave := at.Depart
	if q.SiteAtLaunch {
		leave -= q.LostTime
	}
	r := m.Inertial(q.Site.Position, leave)
	tr := orbit.NewTransfer(r, q.Arc.Position(at.Anomaly), m.Mu, orbit.Short)
	v, ok := tr.Depart(at.Time - at.Depart)
	if !ok {
		return orbit.Arc{}, false
	}
	a, err := orbit.NewArc(r, v, at.Depart, at.Time-at.Depart, m.Mu)
	return a, err == nil
}
