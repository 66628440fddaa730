package scorecard

import (
	"errors"
	"math"

	"scutum/engagement/firing"
	"scutum/engagement/reach"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
	"scutum/systems/interceptor"
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
		c := firing.New(set.Earth, &set.Shields[shield], th.Class.RCS)
		r.chart(th.Name+" from "+area.Name+" to "+name, shield, &f, c, scenario.Commit{BySensors: true})
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
	r.chart(t.Field+" to "+t.Target+" ("+t.Missile+"), commit 60 s after burnout", shield, &r.flightsOf(r.MapsSet)[at],
		firing.New(set.Earth, &set.Shields[shield], nil), scenario.Commit{AfterBurnout: 60})
}

// chart adds the time chart of one flight.
func (r *run) chart(title string, shield int, f *flight.Ballistic, fire *firing.Control, how scenario.Commit) {
	set := r.out.Setting
	s := &set.Shields[shield]
	c := TimeChart{Title: title, Shield: s.Name, Attacker: track("missile", set.Earth, &f.Arc, f.From, f.Arc.From, f.Arc.To)}
	c.Events = append(c.Events, Event{"burnout", f.Boost.Time})
	id := s.Name + "/" + title
	r.out.Shown = append(r.out.Shown, Shown{ID: id, Name: title, Arc: f.Arc})
	first, sensor := math.Inf(1), ""
	if how.BySensors {
		fire.View.Look(&f.Arc)
		for i := range fire.View.Sensors() {
			if fire.View.FirstTrack(i) < first {
				first, sensor = fire.View.FirstTrack(i), fire.View.Sensor(i)
			}
		}
	}
	if sensor != "" {
		c.Events = append(c.Events, Event{"first track (" + sensor + ")", first})
	}
	commit := math.Inf(1)
	for i := range s.Sites {
		for j, b := range s.Sites[i].Batteries {
			if b.Number <= 0 {
				continue
			}
			battery := fire.Battery(i, j)
			if q, why := fire.Question(&battery, f, how, 0); why != firing.NoTrack {
				commit = math.Min(commit, q.Commit)
				r.chartShot(&c, &q, s.Sites[i].Name, &b.Interceptor, f, id)
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
// its speed.
func (r *run) chartShot(c *TimeChart, q *reach.Problem, site string, k *interceptor.Interceptor, f *flight.Ballistic, id string) {
	m := r.out.Setting.Earth
	at := q.Threshold()
	if !at.Admissible() || at.Speed > k.BurnoutSpeed {
		return
	}
	arc, ok := q.Path(q.Earliest(k.BurnoutSpeed, at))
	if !ok {
		return
	}
	name := k.Name + " from " + site
	t := track(name, m, &arc, f.From, arc.From, arc.To)
	// The lost time stands on the ground.
	t.TimeS = append([]float64{arc.Time(arc.From) - k.LostTime}, t.TimeS...)
	t.AltitudeKm = append([]float64{0}, t.AltitudeKm...)
	t.DistanceKm = append([]float64{t.DistanceKm[0]}, t.DistanceKm...)
	t.LatDeg = append([]float64{t.LatDeg[0]}, t.LatDeg...)
	t.LonDeg = append([]float64{t.LonDeg[0]}, t.LonDeg...)
	c.Interceptors = append(c.Interceptors, t)
	r.out.Shown = append(r.out.Shown, Shown{ID: id + "/" + name, Name: name, Interceptor: true, Arc: arc})
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
