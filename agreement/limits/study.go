package limits

import (
	"fmt"
	"math"
	"slices"
	"time"

	"scutum/assessment/deterrence"
	"scutum/physics/flight"
	"scutum/scenario"
)

// named is an object of the study with the name by which findings call it.
type named struct {
	name  string
	value *object
}

// objectsOf lists what a clause is asked about.
func objectsOf(a About, set *scenario.Setting, s *scenario.Shield) (all []named) {
	switch a {
	case AboutShield:
		return []named{{s.Name, shieldObject(s)}}
	case AboutCommit:
		o := &object{commitKind, map[string]any{"by_sensors": set.Commit.BySensors}}
		if !set.Commit.BySensors {
			o.fields["after_burnout"] = quantity{period, set.Commit.AfterBurnout}
		} else {
			o.fields["after_burnout"] = quantity{period, math.Inf(1)}
		}
		return []named{{"commit", o}}
	case AboutSensor:
		for i := range s.Radars {
			all = append(all, named{s.Radars[i].Name, sensorObject(s, i)})
		}
		return all
	}
	for i := range s.Sites {
		site := &s.Sites[i]
		o := siteObject(site)
		switch {
		case a == AboutSite, a == AboutShip && site.Ship:
			all = append(all, named{site.Name, o})
		case a == AboutInterceptor:
			for j := range site.Batteries {
				if b := &site.Batteries[j]; b.Number > 0 {
					all = append(all, named{batteryName(site, b), batteryObject(b, o)})
				}
			}
		}
	}
	return all
}

func batteryName(site *scenario.Site, b *scenario.Battery) string {
	return b.Interceptor.Name + " at " + site.Name
}

func siteObject(s *scenario.Site) *object {
	n := 0
	for i := range s.Batteries {
		n += s.Batteries[i].Number
	}
	return &object{siteKind, map[string]any{"name": s.Name, "lat": quantity{angle, s.Place.LatDeg()}, "lon": quantity{angle, s.Place.LonDeg()},
		"ship": s.Ship, "interceptors": n}}
}

func batteryObject(b *scenario.Battery, site *object) *object {
	k := &b.Interceptor
	high := k.MaxAltitude / 1e3
	if high <= 0 {
		high = math.Inf(1)
	}
	return &object{interceptorKind, map[string]any{"kind": k.Name, "number": b.Number,
		"burnout_speed": quantity{speed, k.BurnoutSpeed / 1e3}, "lost_time": quantity{period, k.LostTime},
		"max_altitude": quantity{distance, high}, "site": site}}
}

func sensorObject(s *scenario.Shield, i int) *object {
	r := &s.Radars[i]
	own := slices.ContainsFunc(s.Sites, func(site scenario.Site) bool { return site.OwnRadar == i })
	return &object{sensorKind, map[string]any{"name": r.Name, "band": string(r.Radar.Band), "lat": quantity{angle, r.Place.LatDeg()},
		"lon": quantity{angle, r.Place.LonDeg()}, "range": quantity{distance, r.Radar.Range / 1e3}, "own": own}}
}

func shieldObject(s *scenario.Shield) *object {
	interceptors, land, ships, fastest := 0, 0, 0, 0.0
	for i := range s.Sites {
		if s.Sites[i].Ship {
			ships++
		} else {
			land++
		}
		for j := range s.Sites[i].Batteries {
			if b := &s.Sites[i].Batteries[j]; b.Number > 0 {
				interceptors += b.Number
				fastest = math.Max(fastest, b.Interceptor.BurnoutSpeed/1e3)
			}
		}
	}
	return &object{shieldKind, map[string]any{"name": s.Name, "interceptors": interceptors, "sites": land, "ships": ships,
		"sensors": len(s.Radars), "fastest": quantity{speed, fastest}}}
}

// threatAt is the threat index as it stands on a day.
func (a *Agreement) threatAt(date time.Time) *object {
	index := 0
	for _, row := range a.Threat.Table {
		if !row.Date.After(date) {
			index = row.Missiles
		}
	}
	o := &object{threatKind, map[string]any{"index": index}}
	o.fields["months"] = func(n int64) int64 { return a.Threat.monthsBelow(date, n) }
	return o
}

// monthsBelow counts the whole months until a day in which the index was below
// a number without a break; none where the table does not reach back at all.
func (t *ThreatIndex) monthsBelow(date time.Time, n int64) int64 {
	since := time.Time{}
	for _, row := range t.Table {
		if row.Date.After(date) {
			break
		}
		switch {
		case int64(row.Missiles) >= n:
			since = time.Time{}
		case since.IsZero():
			since = row.Date
		}
	}
	if since.IsZero() {
		return 0
	}
	months := int64(date.Year()-since.Year())*12 + int64(date.Month()-since.Month())
	if date.Day() < since.Day() {
		months--
	}
	return months
}

// commit is the convention by which an agreement counts what is reached: the
// earliest launch of its guarantee, or the study's.
func (a *Agreement) commit(set *scenario.Setting) scenario.Commit {
	switch {
	case a.Guarantee == nil:
		return set.Commit
	case a.Guarantee.Commit.AfterLaunchS != nil:
		return scenario.Commit{ByLaunch: true, AfterLaunch: *a.Guarantee.Commit.AfterLaunchS}
	}
	return scenario.Commit{AfterBurnout: *a.Guarantee.Commit.AfterBurnoutS}
}

// withoutCeilings is a setting whose interceptors meet at any height: the worst
// case for the protected side, as in the certificate.
func withoutCeilings(set *scenario.Setting, i int) *scenario.Setting {
	out := *set
	out.Shields = slices.Clone(set.Shields)
	s := &out.Shields[i]
	s.Sites = slices.Clone(s.Sites)
	for k := range s.Sites {
		s.Sites[k].Batteries = slices.Clone(s.Sites[k].Batteries)
		for j := range s.Sites[k].Batteries {
			s.Sites[k].Batteries[j].Interceptor.MaxAltitude = math.Inf(1)
		}
	}
	return &out
}

// reached counts the protected trajectories that a shield reaches.
func reached(set *scenario.Setting, i int, flights []flight.Ballistic, c scenario.Commit) int {
	return deterrence.NewForce(set, flights, c).Summarise(i).Reachable
}

// worst finds the trajectory that an object reaches by the greatest margin, or
// misses by the least. Objects are batteries ("kind at site") or sites; what is
// neither takes the whole shield's worst.
func worst(pairs []deterrence.Pair, object string) (best *deterrence.Pair) {
	mine := func(p *deterrence.Pair) bool { return p.Site == object || p.Interceptor+" at "+p.Site == object }
	if !slices.ContainsFunc(pairs, func(p deterrence.Pair) bool { return mine(&p) }) {
		mine = func(*deterrence.Pair) bool { return true }
	}
	for i := range pairs {
		p := &pairs[i]
		if mine(p) && !math.IsNaN(p.MarginKmS) && (best == nil || p.MarginKmS > best.MarginKmS) {
			best = p
		}
	}
	return best
}

// without counts what a shield would reach if what some clauses are there
// against came about together; -1 where one of them names nothing.
func without(clauses []*Clause, set *scenario.Setting, i int, flights []flight.Ballistic, commit scenario.Commit) int {
	if len(flights) == 0 || slices.ContainsFunc(clauses, func(c *Clause) bool { return c.Feared == nil }) {
		return -1
	}
	changed := withoutCeilings(set, i)
	s := &changed.Shields[i]
	for _, c := range clauses {
		c.Feared.faster(s)
	}
	for _, c := range clauses {
		c.Feared.further(s, &commit)
	}
	return reached(changed, i, flights, commit)
}

// faster changes the interceptors that are there.
func (f *Feared) faster(s *scenario.Shield) {
	for k := range s.Sites {
		for j := range s.Sites[k].Batteries {
			b := &s.Sites[k].Batteries[j]
			if f.SpeedKmS > 0 {
				b.Interceptor.BurnoutSpeed = f.SpeedKmS * 1e3
			}
			if f.NumberPerBattery > 0 {
				b.Number = f.NumberPerBattery
			}
		}
	}
}

// further adds a ship, and changes the commit.
func (f *Feared) further(s *scenario.Shield, commit *scenario.Commit) {
	var fastest *scenario.Battery
	for k := range s.Sites {
		for j := range s.Sites[k].Batteries {
			if b := &s.Sites[k].Batteries[j]; fastest == nil || b.Interceptor.BurnoutSpeed > fastest.Interceptor.BurnoutSpeed {
				fastest = b
			}
		}
	}
	if f.Ship != nil && fastest != nil {
		s.Sites = append(s.Sites, scenario.Site{Name: f.Ship.Name, Place: f.Ship.Place(), Ship: true, Batteries: []scenario.Battery{*fastest}, OwnRadar: -1})
	}
	if f.HasCommit {
		*commit = scenario.Commit{AfterBurnout: f.CommitAfterS}
	}
}

// String says what is feared.
func (f *Feared) String() string {
	var words []string
	if f.SpeedKmS > 0 {
		words = append(words, fmt.Sprintf("interceptors of %g km/s", f.SpeedKmS))
	}
	if f.NumberPerBattery > 0 {
		words = append(words, fmt.Sprintf("%d interceptors at each battery", f.NumberPerBattery))
	}
	if f.HasCommit {
		words = append(words, "launches from "+aboutBurnout(f.CommitAfterS)+" on")
	}
	if f.Ship != nil {
		words = append(words, "interceptors at "+f.Ship.Name)
	}
	if len(words) == 0 {
		return "nothing named"
	}
	out := words[0]
	for _, w := range words[1:] {
		out += " and " + w
	}
	return out
}

// aboutBurnout is a time after burnout in words.
func aboutBurnout(s float64) string {
	switch {
	case s < 0:
		return fmt.Sprintf("%g s before burnout", -s)
	case s > 0:
		return fmt.Sprintf("%g s after burnout", s)
	}
	return "burnout"
}
