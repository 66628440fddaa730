package search

import (
	"context"
	"math"
	"slices"
	"sort"

	"scutum/assessment/footprint"
	"scutum/campaign"
	"scutum/engagement/firing"
	"scutum/scenario"
)

// never stands for the threshold of what has no meeting within the kind's speed,
// km/s: JSON has no infinity.
const never = 99

// placeNeeds are the thresholds at one defended place: by flight and battery,
// km/s. A flight that another is harder than, for every battery, is left out.
type placeNeeds struct {
	Place int         `json:"place"`
	Needs [][]float32 `json:"needs"`
}

// defended asks every place of a class again under an earliest launch, and
// returns those that are defended at all.
func (p *Problem) defended(ctx context.Context, s *scenario.Shield, c *class, places []int, commitS float64) ([]placeNeeds, error) {
	workers := campaign.Workers(p.o.Workers)
	type worker struct {
		prober  *footprint.Prober
		control *firing.Control
	}
	at := make([]worker, workers)
	for w := range at {
		at[w] = worker{footprint.NewProber(p.Setting.Earth, s, c.threat, scenario.Commit{BySensors: true}), firing.New(p.Setting.Earth, s, c.threat.Class.RCS)}
	}
	found := make([]placeNeeds, len(places))
	err := campaign.Each(ctx, len(places), workers, nil, func(w, i int) {
		k := &at[w]
		found[i].Place = places[i]
		for _, f := range k.prober.Flights(c.sample.Places[places[i]]) {
			k.control.View.Look(&f.Arc)
			needs, any := make([]float32, len(k.control.Batteries)), false
			for g := range needs {
				needs[g] = never
				b := &k.control.Batteries[g]
				q, why := k.control.Question(b, &f, scenario.Commit{BySensors: true}, f.Boost.Time+commitS)
				if why != firing.Open {
					continue
				}
				if m := q.ThresholdBelow(b.Speed); m.Speed <= b.Speed {
					needs[g], any = upward(m.Speed/1e3), true
				}
			}
			if !any {
				found[i].Needs = nil
				return
			}
			found[i].Needs = harder(found[i].Needs, needs)
		}
	})
	found = slices.DeleteFunc(found, func(x placeNeeds) bool { return len(x.Needs) == 0 })
	return found, err
}

// upward rounds to the next float32 that is not less, so that a stored need
// never lets a slower interceptor in.
func upward(x float64) float32 {
	y := float32(x)
	if float64(y) < x {
		y = math.Nextafter32(y, never)
	}
	return y
}

// harder adds a flight to those that matter.
func harder(all [][]float32, x []float32) [][]float32 {
	covers := func(a, b []float32) bool { // a is as hard as b for every battery
		for i := range a {
			if a[i] < b[i] {
				return false
			}
		}
		return true
	}
	for _, a := range all {
		if covers(a, x) {
			return all
		}
	}
	all = slices.DeleteFunc(all, func(a []float32) bool { return covers(x, a) })
	return append(all, x)
}

// curve is how many people of a class are defended against a speed cap.
type curve struct {
	caps   []float64 // ascending, km/s: the speeds at which places are won
	people []float64 // defended from that cap on
}

// curveOf sums places over the batteries of a mask.
func (c *class) curveOf(places []placeNeeds, mask uint64) (out curve) {
	type won struct{ cap, people float64 }
	var all []won
	for i := range places {
		worst := 0.0
		for _, needs := range places[i].Needs {
			best := float64(never)
			for g, n := range needs {
				if mask>>g&1 == 1 {
					best = math.Min(best, float64(n))
				}
			}
			if worst = math.Max(worst, best); worst >= never {
				break
			}
		}
		if n := c.people[places[i].Place]; worst < never && n > 0 {
			all = append(all, won{worst, n})
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].cap < all[b].cap })
	sum := 0.0
	for _, x := range all {
		sum += x.people
		if k := len(out.caps); k > 0 && out.caps[k-1] == x.cap {
			out.people[k-1] = sum
			continue
		}
		out.caps, out.people = append(out.caps, x.cap), append(out.people, sum)
	}
	return out
}

// at returns the people defended under a cap.
func (c *curve) at(capKmS float64) float64 {
	k := sort.SearchFloat64s(c.caps, math.Nextafter(capKmS, never))
	if k == 0 {
		return 0
	}
	return c.people[k-1]
}
