package deterrence

import (
	"math"

	"scutum/engagement/firing"
	"scutum/physics/flight"
	"scutum/scenario"
	"scutum/systems/interceptor"
)

// Summary is what one shield can reach of the protected force.
type Summary struct {
	Reachable       int     // trajectories that at least one battery can meet
	LandReachable   int     // by sites ashore alone
	LowestThreshold float64 // km/s, over all batteries; +Inf where none has a meeting
	BestMargin      float64 // km/s, of speed - threshold; -Inf likewise
	Site            string  // where the best margin is
	Interceptor     string
	Trajectory      int // index, -1 for none
}

// Force answers what shields of one setting can reach. Batteries of one kind at
// one place are asked once, in whatever shields they stand, unless commit waits
// for sensors.
type Force struct {
	set     *scenario.Setting
	flights []flight.Ballistic
	commit  scenario.Commit
	known   map[batteryKey]*batteryReach
}

// NewForce readies the questions for a setting, its flights and a commit.
func NewForce(set *scenario.Setting, flights []flight.Ballistic, c scenario.Commit) *Force {
	return &Force{set, flights, c, map[batteryKey]*batteryReach{}}
}

// batteryKey is what a battery's reach depends on.
type batteryKey struct {
	shield   int // only where sensors matter
	site     int
	lat, lon float64
	gun      interceptor.Interceptor
}

// batteryReach is what one battery can reach.
type batteryReach struct {
	reachable []bool
	lowest    float64 // m/s
	at        int     // trajectory of the lowest
}

// Summarise answers for shield i. Searches that could change nothing are cut
// short on a bound.
func (x *Force) Summarise(i int) Summary {
	s := &x.set.Shields[i]
	out := Summary{LowestThreshold: math.Inf(1), BestMargin: math.Inf(-1), Trajectory: -1}
	any, land := make([]bool, len(x.flights)), make([]bool, len(x.flights))
	var a *asker
	for j, site := range s.Sites {
		for k, b := range site.Batteries {
			if b.Number <= 0 {
				continue
			}
			key := batteryKey{lat: site.Place.Lat, lon: site.Place.Lon, gun: b.Interceptor}
			if x.commit.BySensors {
				key.shield, key.site = i, j
			}
			r := x.known[key]
			if r == nil {
				if a == nil {
					a = newAsker(x.set.Earth, s, RCS(x.set))
				}
				r = x.battery(a, j, k)
				x.known[key] = r
			}
			out.LowestThreshold = math.Min(out.LowestThreshold, r.lowest/1e3)
			if margin := (b.Interceptor.BurnoutSpeed - r.lowest) / 1e3; margin > out.BestMargin {
				out.BestMargin, out.Site, out.Interceptor, out.Trajectory = margin, site.Name, b.Interceptor.Name, r.at
			}
			for t, can := range r.reachable {
				any[t] = any[t] || can
				land[t] = land[t] || can && !site.Ship
			}
		}
	}
	for t := range any {
		if any[t] {
			out.Reachable++
		}
		if land[t] {
			out.LandReachable++
		}
	}
	return out
}

func (x *Force) battery(a *asker, site, battery int) *batteryReach {
	v := a.shield.Sites[site].Batteries[battery].Interceptor.BurnoutSpeed
	r := &batteryReach{reachable: make([]bool, len(x.flights)), lowest: math.Inf(1), at: -1}
	for t := range x.flights {
		f := &x.flights[t]
		if x.commit.BySensors {
			a.View.Look(&f.Arc)
		}
		q, why := a.ask(site, battery, f, x.commit)
		if why != firing.Open {
			continue
		}
		m := q.ThresholdBelow(math.Max(v, r.lowest))
		if m.Speed < r.lowest {
			r.lowest, r.at = m.Speed, t
		}
		r.reachable[t] = m.Speed <= v
	}
	return r
}
