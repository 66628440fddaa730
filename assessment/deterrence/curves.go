package deterrence

import (
	"context"
	"math"

	"scutum/campaign"
	"scutum/engagement/firing"
	"scutum/physics/flight"
	"scutum/scenario"
)

// CommitSteps are the commit times relative to burnout (s) of the reach chart.
var CommitSteps = steps(-60, 240, 20)

// LostTimeSteps are the lost times (s) of the reach chart.
var LostTimeSteps = steps(0, 80, 10)

func steps(from, to, by float64) []float64 {
	var out []float64
	for x := from; x <= to; x += by {
		out = append(out, x)
	}
	return out
}

// Curves returns, for every shield, site, battery and trajectory, the threshold
// against commit relative to burnout, and against lost time at commit 60 s
// after burnout.
func Curves(ctx context.Context, set *scenario.Setting, flights []flight.Ballistic, workers int, progress func(int)) (commit, lost []Curve, err error) {
	type job struct{ shield, site, battery, flight int }
	var jobs []job
	for i, s := range set.Shields {
		for j, x := range s.Sites {
			for k, b := range x.Batteries {
				for t := range flights {
					if b.Number > 0 {
						jobs = append(jobs, job{i, j, k, t})
					}
				}
			}
		}
	}
	commit, lost = make([]Curve, len(jobs)), make([]Curve, len(jobs))
	rcs := RCS(set)
	askers := make([][]*asker, campaign.Workers(workers))
	for w := range askers {
		for i := range set.Shields {
			askers[w] = append(askers[w], newAsker(set.Earth, &set.Shields[i], rcs))
		}
	}
	err = campaign.Each(ctx, len(jobs), workers, progress, func(w, n int) {
		j := jobs[n]
		a, f := askers[w][j.shield], &flights[j.flight]
		s, tr := &a.shield.Sites[j.site], &set.Force.Trajectories[j.flight]
		head := Curve{Shield: a.shield.Name, Site: s.Name, Interceptor: s.Batteries[j.battery].Interceptor.Name,
			Field: tr.Field, Target: tr.Target, Missile: tr.Missile}
		c, l := head, head
		c.X, l.X = CommitSteps, LostTimeSteps
		for _, x := range CommitSteps {
			c.ThresholdKmS = append(c.ThresholdKmS, a.thresholdAt(j.site, j.battery, f, x, math.NaN()))
		}
		for _, x := range LostTimeSteps {
			l.ThresholdKmS = append(l.ThresholdKmS, a.thresholdAt(j.site, j.battery, f, 60, x))
		}
		commit[n], lost[n] = c, l
	})
	return commit, lost, err
}

// thresholdAt returns the threshold in km/s with another commit or lost time
// (NaN keeps the interceptor's own).
func (a *asker) thresholdAt(site, battery int, f *flight.Ballistic, afterBurnout, lost float64) float64 {
	q, why := a.ask(site, battery, f, scenario.Commit{AfterBurnout: afterBurnout})
	if why != firing.Open {
		return math.NaN()
	}
	if !math.IsNaN(lost) {
		q.LostTime = lost
	}
	m := q.Threshold()
	if !m.Admissible() {
		return math.NaN()
	}
	return m.Speed / 1e3
}
