package scorecard

import (
	"errors"
	"math"

	"scutum/engagement/reach"
	"scutum/engagement/sighting"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
)

// Shown is a path that the time charts show, for other programs.
type Shown struct {
	ID, Name    string
	Interceptor bool
	Arc         orbit.Arc
}

// charts draws, for every shield, a flight against Europe and one of the
// protected force, with every interceptor that can be sent to it.
func (r *run) charts() error {
	set := r.out.Setting
	for i := range set.Shields {
		for _, t := range mapped(set) {
			if err := r.chartThreat(i, t); err != nil {
				return err
			}
		}
		if len(set.Force.Trajectories) > 0 {
			r.chartForce(i)
		}
	}
	return r.checkJ2()
}

// chartThreat shows the middle launch area against the first city of its
// reach: Warsaw, else Bucharest, else Ankara.
func (r *run) chartThreat(shield, threat int) error {
	set := r.out.Setting
	th := &set.Threats[threat]
	if len(th.Areas) == 0 {
		return nil
	}
	area := th.Areas[len(th.Areas)/2]
	b := th.Class.Burnout
	for _, name := range [...]string{"Warsaw", "Bucharest", "Ankara"} {
		city, err := r.cat.Point(name)
		if err != nil {
			return err
		}
		if th.Class.MaxRange > 0 && flight.GroundRange(set.Earth, area.Place, city.Place()) > th.Class.MaxRange {
			continue
		}
		aim := flight.NewAim(set.Earth, flight.Boost{Time: b.BurnTime, Altitude: b.Altitude, Downrange: b.Downrange}, area.Place, city.Place())
		f, err := aim.Fly(flight.MinimumEnergy)
		if errors.Is(err, flight.ErrNoFlight) {
			continue
		}
		v := sighting.NewView(set.Earth, &set.Shields[shield], th.Class.RCS)
		v.Look(&f.Arc)
		r.chart(th.Name+" from "+area.Name+" to "+name, shield, &f, v)
		return nil
	}
	return nil
}

// chartForce shows the protected trajectory that the shield comes nearest to.
func (r *run) chartForce(shield int) {
	set := r.out.Setting
	best, at := math.Inf(-1), 0
	for _, p := range r.out.Pairs {
		if p.Shield != set.Shields[shield].Name || p.Commit != "published" || !(p.MarginKmS > best) {
			continue
		}
		for k, t := range set.Force.Trajectories {
			if t.Field == p.Field && t.Target == p.Target && t.Missile == p.Missile {
				best, at = p.MarginKmS, k
			}
		}
	}
	t := &set.Force.Trajectories[at]
	r.chart(t.Field+" to "+t.Target+" ("+t.Missile+"), commit 60 s after burnout", shield, &r.flightsOf(r.MapsSet)[at], nil)
}

// chart adds the time chart of one flight; v is nil where commit does not wait
// for sensors.
func (r *run) chart(title string, shield int, f *flight.Ballistic, v *sighting.View) {
	set := r.out.Setting
	s := &set.Shields[shield]
	c := TimeChart{Title: title, Shield: s.Name, Attacker: track("missile", set.Earth, &f.Arc, f.From, f.Arc.From, f.Arc.To)}
	c.Events = append(c.Events, Event{"burnout", f.Boost.Time})
	id := s.Name + "/" + title
	r.out.Shown = append(r.out.Shown, Shown{ID: id, Name: title, Arc: f.Arc})
	first, sensor := math.Inf(1), ""
	for i := 0; v != nil && i < v.Sensors(); i++ {
		if v.FirstTrack(i) < first {
			first, sensor = v.FirstTrack(i), v.Sensor(i)
		}
	}
	if sensor != "" {
		c.Events = append(c.Events, Event{"first track (" + sensor + ")", first})
	}
	commit := math.Inf(1)
	for i := range s.Sites {
		for j, b := range s.Sites[i].Batteries {
			t, ok := r.chartShot(&c, s, i, j, f, v, id)
			if b.Number > 0 && ok {
				commit = math.Min(commit, t)
			}
		}
	}
	if !math.IsInf(commit, 1) {
		c.Events = append(c.Events, Event{"commit", commit})
	}
	c.Events = append(c.Events, Event{"impact", f.FlightTime})
	r.out.TimeCharts = append(r.out.TimeCharts, c)
}

// chartShot adds the interceptor of one battery, if it can meet the flight at
// its speed; it returns when its owner may commit.
func (r *run) chartShot(c *TimeChart, s *scenario.Shield, i, j int, f *flight.Ballistic, v *sighting.View, id string) (commit float64, ok bool) {
	m := r.out.Setting.Earth
	b := s.Sites[i].Batteries[j]
	k := b.Interceptor
	if b.Number <= 0 {
		return 0, false
	}
	high := k.MaxAltitude
	if high <= 0 {
		high = math.Inf(1)
	}
	site := reach.NewSite(m, s.Sites[i].Place)
	q := reach.Problem{Site: &site, Arc: &f.Arc, LostTime: k.LostTime, MinFlight: k.MinFlight, Commit: f.Boost.Time + 60,
		Spans: f.Arc.Altitudes(m, nil, k.MinAltitude, high)}
	if v != nil {
		if q.Commit, _ = v.Commit(i); math.IsInf(q.Commit, 1) {
			return 0, false
		}
		q.Spans = orbit.Intersect(nil, q.Spans, v.Meetings(i))
	}
	at := q.Threshold()
	if !at.Admissible() || at.Speed > k.BurnoutSpeed {
		return q.Commit, true
	}
	arc, ok := q.Path(q.Earliest(k.BurnoutSpeed, at))
	if !ok {
		return q.Commit, true
	}
	name := k.Name + " from " + s.Sites[i].Name
	t := track(name, m, &arc, f.From, arc.From, arc.To)
	// The lost time stands on the ground.
	t.TimeS = append([]float64{arc.Time(arc.From) - k.LostTime}, t.TimeS...)
	t.AltitudeKm = append([]float64{0}, t.AltitudeKm...)
	t.DistanceKm = append([]float64{t.DistanceKm[0]}, t.DistanceKm...)
	t.LatDeg = append([]float64{t.LatDeg[0]}, t.LatDeg...)
	t.LonDeg = append([]float64{t.LonDeg[0]}, t.LonDeg...)
	c.Interceptors = append(c.Interceptors, t)
	r.out.Shown = append(r.out.Shown, Shown{ID: id + "/" + name, Name: name, Interceptor: true, Arc: arc})
	return q.Commit, true
}

// trackSteps is into how many parts a drawn path is cut.
const trackSteps = 60

// track samples an arc; distances are from a place along the ground.
func track(name string, m earth.Model, a *orbit.Arc, from earth.Place, eta0, eta1 float64) Track {
	t := Track{Name: name}
	for i := range trackSteps + 1 {
		eta := eta0 + float64((eta1-eta0)*(float64(i)/trackSteps))
		p, at := a.PositionTime(eta)
		g := m.Place(m.Rotating(p, at))
		t.TimeS = append(t.TimeS, at)
		t.AltitudeKm = append(t.AltitudeKm, g.Alt/1e3)
		t.DistanceKm = append(t.DistanceKm, flight.GroundRange(m, from, g)/1e3)
		t.LatDeg = append(t.LatDeg, g.LatDeg())
		t.LonDeg = append(t.LonDeg, g.LonDeg())
	}
	return t
}
