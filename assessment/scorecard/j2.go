package scorecard

import (
	"math"

	"scutum/engagement/reach"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
)

// j2Samples is how many protected trajectories are checked under J2.
const j2Samples = 9

// checkJ2 computes what J2 changes in sampled pairs: the missile's burnout
// speed for the same two points and time, and the speed that the interceptor
// needs for the same meeting time and departure.
func (r *run) checkJ2() error {
	set := r.out.Setting
	flights := r.flightsOf(r.MapsSet)
	if len(flights) == 0 || len(set.Shields) == 0 || set.Earth.J2 == 0 {
		return nil
	}
	s := &set.Shields[len(set.Shields)-1]
	for k := range j2Samples {
		t := k * len(flights) / j2Samples
		site := &s.Sites[k%len(s.Sites)]
		if len(site.Batteries) == 0 {
			continue
		}
		tr := &set.Force.Trajectories[t]
		c, ok := compareJ2(set.Earth, &flights[t], reach.NewSite(set.Earth, site.Place), site.Batteries[0].Interceptor.LostTime)
		if ok {
			c.Name = tr.Field + " to " + tr.Target + ", from " + site.Name
			r.out.J2 = append(r.out.J2, c)
		}
	}
	return nil
}

func compareJ2(m earth.Model, f *flight.Ballistic, site reach.Site, lost float64) (J2Check, bool) {
	a := &f.Arc
	q := reach.Problem{Site: &site, Arc: a, LostTime: lost, Commit: f.Boost.Time + 60, Spans: a.Altitudes(m, nil, 100e3, math.Inf(1))}
	at := q.Threshold()
	if !at.Admissible() {
		return J2Check{}, false
	}
	r0, t0 := a.PositionTime(a.From)
	end, t1 := a.PositionTime(a.To)
	v0 := a.Velocity(a.From)
	v, ok := orbit.LeaveOblate(&m, r0, v0, end, t1-t0, orbit.Short)
	if !ok {
		return J2Check{}, false
	}
	ground := m.SurfaceVelocity(r0)
	met, _ := orbit.Oblate(&m, r0, v, at.Time-t0)
	path, ok := q.Path(at)
	if !ok {
		return J2Check{}, false
	}
	from := path.Position(path.From)
	w, ok := orbit.LeaveOblate(&m, from, path.Velocity(path.From), met, at.Time-at.Depart, orbit.Short)
	if !ok {
		return J2Check{}, false
	}
	return J2Check{ThresholdTwoBodyKmS: at.Speed / 1e3, ThresholdJ2KmS: w.Sub(m.SurfaceVelocity(from)).Norm() / 1e3,
		BurnoutSpeedTwoBody: v0.Sub(ground).Norm() / 1e3, BurnoutSpeedJ2: v.Sub(ground).Norm() / 1e3}, true
}
