package deterrence

import (
	"context"
	"math"

	"scutum/campaign"
	"scutum/engagement/firing"
	"scutum/engagement/reach"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
	"scutum/systems/sensor"
)

// Convention is a named commit time against the protected force.
type Convention struct {
	Name   string
	Commit scenario.Commit
}

// Conventions are the four that results report (definitions, "Commit").
var Conventions = [4]Convention{
	{"published", scenario.Commit{AfterBurnout: 60}},
	{"moscow", scenario.Commit{AfterBurnout: -60}},
	{"brussels", scenario.Commit{AfterBurnout: 240}},
	{"sensors", scenario.Commit{BySensors: true}},
}

// Flights flies every protected trajectory in the minimum-energy shape, in the
// order of the force.
func Flights(m earth.Model, f *scenario.Force) ([]flight.Ballistic, error) {
	out := make([]flight.Ballistic, len(f.Trajectories))
	for i, t := range f.Trajectories {
		b := t.Burnout
		aim := flight.NewAim(m, flight.Boost{Time: b.BurnTime, Altitude: b.Altitude, Downrange: b.Downrange}, t.From, t.To)
		var err error
		if out[i], err = aim.Fly(flight.MinimumEnergy); err != nil {
			return nil, &FlightError{t, err}
		}
	}
	return out, nil
}

// FlightError names the trajectory that cannot be flown.
type FlightError struct {
	Trajectory scenario.Trajectory
	Err        error
}

func (e *FlightError) Error() string {
	return "protected force: " + e.Trajectory.Field + " to " + e.Trajectory.Target + ": " + e.Err.Error()
}

func (e *FlightError) Unwrap() error { return e.Err }

// asker holds one worker's workspace for one shield.
type asker struct {
	*firing.Control
	earth  earth.Model
	shield *scenario.Shield
}

func newAsker(m earth.Model, s *scenario.Shield, rcs map[sensor.Band]float64) *asker {
	return &asker{firing.New(m, s, rcs), m, s}
}

// ask states the question of one battery against a flight; the reason says why
// no meeting is admissible. With sensors the view must have looked.
func (a *asker) ask(site, battery int, f *flight.Ballistic, c scenario.Commit) (reach.Problem, firing.Reason) {
	b := a.Battery(site, battery)
	return a.Question(&b, f, c, 0)
}

// Pairs answers for every shield, site, battery, protected trajectory and
// commit convention, in that order. flights are those of Flights.
func Pairs(ctx context.Context, set *scenario.Setting, flights []flight.Ballistic, workers int, progress func(int)) ([]Pair, error) {
	type job struct{ shield, site, battery int }
	var jobs []job
	for i, s := range set.Shields {
		for j, x := range s.Sites {
			for k, b := range x.Batteries {
				if b.Number > 0 {
					jobs = append(jobs, job{i, j, k})
				}
			}
		}
	}
	per := len(flights) * len(Conventions)
	out := make([]Pair, len(jobs)*per)
	rcs := RCS(set)
	err := campaign.Each(ctx, len(jobs), workers, progress, func(_, n int) {
		j := jobs[n]
		a := newAsker(set.Earth, &set.Shields[j.shield], rcs)
		for t := range flights {
			for c, conv := range Conventions {
				if ctx.Err() != nil {
					return
				}
				p := a.pair(j.site, j.battery, &flights[t], conv)
				tr := &set.Force.Trajectories[t]
				p.Field, p.Target, p.Missile = tr.Field, tr.Target, tr.Missile
				out[n*per+t*len(Conventions)+c] = p
			}
		}
	})
	return out, err
}

func (a *asker) pair(site, battery int, f *flight.Ballistic, conv Convention) Pair {
	s := &a.shield.Sites[site]
	k := s.Batteries[battery].Interceptor
	nan := math.NaN()
	p := Pair{Shield: a.shield.Name, Site: s.Name, Interceptor: k.Name, Commit: conv.Name, SpeedKmS: k.BurnoutSpeed / 1e3,
		CommitS: nan, ThresholdKmS: nan, MarginKmS: nan, MeetingS: nan, MeetingAltitudeKm: nan, MeetingLatDeg: nan, MeetingLonDeg: nan}
	if conv.Commit.BySensors {
		a.View.Look(&f.Arc)
	}
	q, why := a.ask(site, battery, f, conv.Commit)
	if !math.IsInf(q.Commit, 1) {
		p.CommitS = q.Commit
	}
	if why != firing.Open {
		p.Reason = why.String()
		return p
	}
	m := q.Threshold()
	if !m.Admissible() {
		p.Reason = "too late: no meeting is left after commit and lost time"
		return p
	}
	p.ThresholdKmS, p.MarginKmS = m.Speed/1e3, (k.BurnoutSpeed-m.Speed)/1e3
	p.MeetingS, p.MeetingAltitudeKm = m.Time, f.Arc.Height(a.earth, m.Anomaly)/1e3
	r, t := f.Arc.PositionTime(m.Anomaly)
	at := a.earth.Place(a.earth.Rotating(r, t))
	p.MeetingLatDeg, p.MeetingLonDeg = at.LatDeg(), at.LonDeg()
	return p
}

// RCS returns the cross sections by which radars see the protected force: those
// of the study's intercontinental class, or nil (the radars' reference) where it
// has none.
func RCS(set *scenario.Setting) map[sensor.Band]float64 {
	for _, t := range set.Threats {
		if t.Intercontinental {
			return t.Class.RCS
		}
	}
	return nil
}

// Margins answers every site, battery and trajectory of shield i at one commit,
// in that order.
func Margins(set *scenario.Setting, i int, flights []flight.Ballistic, c scenario.Commit) (out []Pair) {
	a := newAsker(set.Earth, &set.Shields[i], RCS(set))
	for j, s := range a.shield.Sites {
		for k, b := range s.Batteries {
			if b.Number <= 0 {
				continue
			}
			for t := range flights {
				p := a.pair(j, k, &flights[t], Convention{Commit: c})
				tr := &set.Force.Trajectories[t]
				p.Field, p.Target, p.Missile = tr.Field, tr.Target, tr.Missile
				out = append(out, p)
			}
		}
	}
	return out
}
