// Package firing states the one question that footprint, deterrence, the
// scorecard and the battle all ask of package reach: this battery at this site
// of this shield against this flight. It puts together the interceptor's
// altitude limits, where fire control allows a meeting, and when the owner may
// commit; or says why there is no question.
package firing

import (
	"math"

	"scutum/engagement/reach"
	"scutum/engagement/sighting"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
	"scutum/systems/sensor"
)

// Reason says why there is no meeting to ask for.
type Reason uint8

// The reasons, in the order in which they are looked for.
const (
	Open         Reason = iota // there is a question
	BelowMinimum               // the flight is never between the interceptor's altitude limits after burnout
	NoTrack                    // no usable sensor ever holds the missile
	RadarHorizon               // no usable sensor holds it at any admissible meeting
)

// String returns the reason in a report's words.
func (r Reason) String() string {
	return [...]string{
		"", "the flight is never between the interceptor's altitude limits after burnout",
		"no usable sensor ever holds the missile", "no usable sensor holds the missile at any admissible meeting",
	}[r]
}

// Battery is what one battery's interceptors can do, and where it stands in its
// shield. SI units.
type Battery struct {
	Site, Index              int // Shield.Sites[Site].Batteries[Index]
	Speed, LostTime          float64
	MinAltitude, MaxAltitude float64 // +Inf where there is no ceiling
	MinFlight                float64
}

// Control is one shield's fire control over one kind of object. It keeps its
// buffers, so that asking allocates nothing: use one per worker.
type Control struct {
	Batteries []Battery // those that have interceptors, by site, then as listed
	View      *sighting.View
	earth     earth.Model
	shield    *scenario.Shield
	sites     []reach.Site
	alt       []orbit.Span
	altOf     altKey
	span      []orbit.Span
}

// altKey tells which arc and which limits Control.alt belongs to.
type altKey struct{ apogee, axis, from, low, high float64 }

// New readies a shield against objects of the given cross sections (m2 by
// band).
func New(m earth.Model, s *scenario.Shield, rcs map[sensor.Band]float64) *Control {
	c := &Control{earth: m, shield: s, View: sighting.NewView(m, s, rcs),
		alt: make([]orbit.Span, 0, 4), span: make([]orbit.Span, 0, 16)}
	for i, site := range s.Sites {
		c.sites = append(c.sites, reach.NewSite(m, site.Place))
		for j, b := range site.Batteries {
			if b.Number > 0 {
				c.Batteries = append(c.Batteries, c.Battery(i, j))
			}
		}
	}
	return c
}

// Battery returns battery index of a site, also where it is empty.
func (c *Control) Battery(site, index int) Battery { return BatteryOf(c.shield, site, index) }

// BatteryOf returns what battery index of a shield's site can do.
func BatteryOf(s *scenario.Shield, site, index int) Battery {
	k := s.Sites[site].Batteries[index].Interceptor
	high := k.MaxAltitude
	if high <= 0 {
		high = math.Inf(1)
	}
	return Battery{site, index, k.BurnoutSpeed, k.LostTime, k.MinAltitude, high, k.MinFlight}
}

// Move says that a site of the shield stands elsewhere now.
func (c *Control) Move(site int) {
	c.sites[site] = reach.NewSite(c.earth, c.shield.Sites[site].Place)
}

// Question states the question of a battery against a flight under a commit
// convention, with no launch before notBefore (s). By sensors, the View must
// have looked at the flight. The problem's Commit is filled in whatever the
// reason (+Inf without track); its spans are valid until the next question.
func (c *Control) Question(b *Battery, f *flight.Ballistic, how scenario.Commit, notBefore float64) (reach.Problem, Reason) {
	q := c.problem(b, &f.Arc)
	if !how.BySensors {
		q.Commit = math.Max(how.At(f.Boost.Time), notBefore)
		if len(q.Spans) == 0 {
			return q, BelowMinimum
		}
		return q, Open
	}
	commit, _ := c.View.Commit(b.Site)
	q.Commit = math.Max(commit, notBefore)
	return q, c.restrict(&q, b)
}

// From states the question by sensors for an owner who has committed already:
// launches from time t (s) on, meetings where fire control allows them on the
// arc that the View looked at.
func (c *Control) From(b *Battery, arc *orbit.Arc, t float64) (reach.Problem, Reason) {
	q := c.problem(b, arc)
	q.Commit = t
	return q, c.restrict(&q, b)
}

// restrict leaves of a problem's spans those that fire control allows.
func (c *Control) restrict(q *reach.Problem, b *Battery) Reason {
	switch {
	case len(q.Spans) == 0:
		return BelowMinimum
	case math.IsInf(q.Commit, 1):
		return NoTrack
	}
	c.span = orbit.Intersect(c.span[:0], q.Spans, c.View.Meetings(b.Site))
	q.Spans = c.span
	if len(c.span) == 0 {
		return RadarHorizon
	}
	return Open
}

// Free is the problem with nothing but the interceptor's own limits: every
// meeting is seen, launches from time t (s) on.
func (c *Control) Free(b *Battery, arc *orbit.Arc, t float64) reach.Problem {
	q := c.problem(b, arc)
	q.Commit = t
	return q
}

func (c *Control) problem(b *Battery, arc *orbit.Arc) reach.Problem {
	k := altKey{arc.ApogeeTime, arc.A, arc.From, b.MinAltitude, b.MaxAltitude}
	if k != c.altOf {
		c.alt, c.altOf = arc.Altitudes(c.earth, c.alt[:0], b.MinAltitude, b.MaxAltitude), k
	}
	return reach.Problem{Site: &c.sites[b.Site], Arc: arc, Spans: c.alt, LostTime: b.LostTime, MinFlight: b.MinFlight}
}
