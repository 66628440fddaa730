package reach

import (
	"math"

	"scutum/physics/orbit"
)

// sampler walks along the arc and estimates the required speed, each sample
// helped by the ones before it.
type sampler struct {
	q     *Problem
	limit float64 // m/s: a sample that surely needs more is not computed
	first orbit.Vec
	// The last two times of flight, from which the next is guessed.
	tof, slope, eta float64
	known           bool
	// By when, at the earliest, there could be time to wait.
	waitFrom float64
}

func (q *Problem) newSampler(limit float64) sampler {
	return sampler{q: q, limit: limit, tof: 300, waitFrom: math.Inf(-1),
		first: q.Site.Earth.Inertial(q.Site.Position, q.Commit+q.LostTime)}
}

// ground is the greatest speed of the Earth's surface, m/s.
const ground = 466.0

// haste bounds how fast the time left over for waiting can grow along an arc,
// s per s: by the time itself and by a target that nears at 8 km/s, half a
// second of flight for each kilometre.
const haste = 5.0

// at estimates the required speed at anomaly eta, as rough does.
func (r *sampler) at(eta float64) Meeting {
	q := r.q
	p, t := q.Arc.PositionTime(eta)
	lo, hi, ok := q.bounds(t)
	if !ok || r.tooFar(p, t-lo) {
		return Meeting{math.Inf(1), eta, t, lo}
	}
	d := lo
	if lo < hi && t >= r.waitFrom {
		guess := math.Max(20, r.tof+float64(r.slope*(eta-r.eta)))
		best, s, ok := q.leastDeparture(p, t, guess)
		if ok {
			r.note(eta, t-best)
			if best >= lo && best <= hi {
				return Meeting{s, eta, t, best}
			}
			if best < lo {
				r.waitFrom = t + (lo-best)/haste
			}
			d = math.Max(lo, math.Min(hi, best))
		}
	}
	return Meeting{q.transfer(p, t, d), eta, t, d}
}

func (r *sampler) note(eta, tof float64) {
	if r.known {
		r.slope = (tof - r.tof) / (eta - r.eta)
	}
	r.tof, r.eta, r.known = tof, eta, true
}

// tooFar reports whether a point is beyond limit whatever the departure: an
// interceptor is never faster than at launch, so that it covers no more than
// its inertial speed times the time that is left; the site moves the while.
func (r *sampler) tooFar(p orbit.Vec, left float64) bool {
	if math.IsInf(r.limit, 1) || r.q.SiteAtLaunch {
		return false
	}
	reach := (r.limit + 2*ground) * left
	d := p.Sub(r.first)
	return d.Dot(d) > reach*reach
}
