package deterrence

import (
	"math"

	"scutum/physics/flight"
	"scutum/scenario"
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

// Summarise answers for shield i of a setting at a commit. Searches that could
// change nothing are cut short on a bound.
func Summarise(set *scenario.Setting, i int, flights []flight.Ballistic, c scenario.Commit) Summary {
	a := newAsker(set.Earth, &set.Shields[i], RCS(set))
	out := Summary{LowestThreshold: math.Inf(1), BestMargin: math.Inf(-1), Trajectory: -1}
	for t := range flights {
		f := &flights[t]
		if c.BySensors {
			a.view.Look(&f.Arc)
		}
		any, land := false, false
		for j, site := range a.shield.Sites {
			for k, b := range site.Batteries {
				if b.Number <= 0 {
					continue
				}
				q, why := a.ask(j, k, f, c)
				if why != "" {
					continue
				}
				v := b.Interceptor.BurnoutSpeed
				m := q.ThresholdBelow(math.Max(math.Max(v, v-float64(out.BestMargin*1e3)), out.LowestThreshold*1e3))
				if !m.Admissible() {
					continue
				}
				out.LowestThreshold = math.Min(out.LowestThreshold, m.Speed/1e3)
				if margin := (v - m.Speed) / 1e3; margin > out.BestMargin {
					out.BestMargin, out.Site, out.Interceptor, out.Trajectory = margin, site.Name, b.Interceptor.Name, t
				}
				if m.Speed <= v {
					any = true
					land = land || !site.Ship
				}
			}
		}
		if any {
			out.Reachable++
		}
		if land {
			out.LandReachable++
		}
	}
	return out
}
