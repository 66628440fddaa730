package scorecard

import (
	"context"
	"math"
	"sort"

	"scutum/assessment/deterrence"
	"scutum/assessment/footprint"
	"scutum/campaign"
	"scutum/scenario"
)

// drawn is what one draw says of one shield.
type drawn struct {
	reach  deterrence.Summary
	share  []map0    // by threat
	cities []float64 // defended, by threat
}

// map0 holds a draw's shares of one threat in the order of Defence's figures.
type map0 [8]float64

// draws gives every cell its range: under each assumption set, the figures that
// the set and the file leave free are drawn over their sweep ranges. Shares are
// those of a sample of places; a range is the 5th to the 95th percentile.
func (r *run) draws(ctx context.Context) error {
	n := r.Draws
	if n <= 0 {
		return nil
	}
	r.Progress.Stage("draws", n*len(Sets))
	for i := range Sets {
		runs := make([][]drawn, n)
		errs := make([]error, n)
		err := campaign.Each(ctx, n, r.Workers, r.Progress.Piece, func(_, k int) {
			runs[k], errs[k] = r.draw(ctx, i, k)
		})
		if err != nil {
			return err
		}
		for _, err := range errs {
			if err != nil {
				return err
			}
		}
		nominal, err := r.ask(ctx, r.setting[i])
		if err != nil {
			return err
		}
		for j := range r.out.Sets[i].Rows {
			r.range1(&r.out.Sets[i].Rows[j], j, runs, nominal[j])
		}
	}
	return nil
}

// draw answers draw k under set i.
func (r *run) draw(ctx context.Context, i, k int) ([]drawn, error) {
	figures := scenario.Draw(r.cat, r.base[i], r.Seed, k)
	set, err := scenario.Expand(r.file, r.cat, figures)
	if err != nil {
		return nil, err
	}
	return r.ask(ctx, set)
}

// ask answers a setting on the sample. Draws are compared with what the set
// itself gives there, like with like.
func (r *run) ask(ctx context.Context, set *scenario.Setting) ([]drawn, error) {
	flights, err := deterrence.Flights(set.Earth, &set.Force)
	if err != nil {
		return nil, err
	}
	out := make([]drawn, len(set.Shields))
	force := deterrence.NewForce(set, flights, set.Commit)
	for j := range set.Shields {
		out[j] = drawn{reach: force.Summarise(j), share: make([]map0, len(set.Threats)), cities: make([]float64, len(set.Threats))}
		for _, t := range mapped(set) {
			out[j].share[t] = r.shares(ctx, set, j, t)
		}
		for t := range set.Threats {
			if set.Threats[t].Intercontinental {
				p := footprint.NewProber(set.Earth, &set.Shields[j], &set.Threats[t], footprintCommit)
				out[j].cities[t] = float64(p.Defends(r.targets))
			}
		}
	}
	return out, nil
}

func (r *run) shares(ctx context.Context, set *scenario.Setting, shield, threat int) map0 {
	s := r.sample.Share(ctx, set.Earth, &set.Shields[shield], &set.Threats[threat], footprintCommit)
	return map0{s.NATOOne, s.NATOTwo, s.EuropeOne, s.EuropeTwo, s.AreaOne, s.AreaTwo,
		raid(s.InventoryOne, 1), raid(s.InventoryTwo, 2)}
}

// range1 puts the ranges into a row.
func (r *run) range1(row *Row, shield int, runs [][]drawn, nominal drawn) {
	pick := func(f *Figure, share bool, get func(d *drawn) float64, same func(a, b float64) bool) {
		v := make([]float64, 0, len(runs))
		want := get(&nominal)
		for k := range runs {
			x := get(&runs[k][shield])
			if !math.IsNaN(x) && !math.IsInf(x, 0) {
				v = append(v, x)
			}
			if same(x, want) {
				f.Holds++
			}
		}
		if want == 0 && f.Value > 0 && !share {
			// The sample misses what the map has: no range.
			f.Holds = 0
			return
		}
		f.Of = len(runs)
		f.Low, f.High = quantile(v, 0.05), quantile(v, 0.95)
		if share && !math.IsNaN(want) {
			// The sample is coarser than the map: the map's value is moved by what
			// the draws move the sample.
			f.Low = math.Max(0, math.Min(1, f.Value+f.Low-want))
			f.High = math.Max(0, math.Min(1, f.Value+f.High-want))
		}
	}
	pick(&row.Reach.Reachable, false, func(d *drawn) float64 { return float64(d.reach.Reachable) }, sameSome)
	pick(&row.Reach.LandReachable, false, func(d *drawn) float64 { return float64(d.reach.LandReachable) }, sameSome)
	pick(&row.Reach.LowestThreshold, false, func(d *drawn) float64 { return d.reach.LowestThreshold }, sameHalfKm)
	pick(&row.Reach.BestMargin, false, func(d *drawn) float64 { return d.reach.BestMargin }, sameSign)
	for t := range row.Defence {
		d := &row.Defence[t]
		if r.setting[0].Threats[t].Intercontinental {
			pick(&d.CitiesDefended, false, func(d *drawn) float64 { return d.cities[t] }, sameSome)
			continue
		}
		for k, f := range []*Figure{&d.PeopleOneShot, &d.PeopleTwoShots, &d.EuropeOneShot, &d.EuropeTwoShots,
			&d.AreaOneShot, &d.AreaTwoShots, &d.RaidFailsOneShot, &d.RaidFailsTwoShots} {
			same := sameBand
			if k >= 6 {
				same = sameSome
			}
			pick(f, k < 6, func(d *drawn) float64 { return d.share[t][k] }, same)
		}
	}
}

// What it means that a conclusion holds: none or some are reachable; the margin
// has the same sign; the lowest threshold is within 0.5 km/s; the share falls
// into the same band (see Band).
func sameSome(a, b float64) bool { return (a > 0) == (b > 0) }
func sameSign(a, b float64) bool { return (a >= 0) == (b >= 0) }
func sameHalfKm(a, b float64) bool {
	return math.Abs(a-b) <= 0.5 || math.IsInf(a, 1) && math.IsInf(b, 1)
}
func sameBand(a, b float64) bool { return Band(a) == Band(b) }

// Band names the share of something that is defended: "hardly anything" below
// 10 %, "less than half", "more than half", "nearly everything" from 90 % on,
// "nothing threatened".
func Band(share float64) string {
	switch {
	case math.IsNaN(share):
		return "nothing threatened"
	case share < 0.1:
		return "hardly anything"
	case share < 0.5:
		return "less than half"
	case share < 0.9:
		return "more than half"
	}
	return "nearly everything"
}

// quantile interpolates between order statistics; NaN without values.
func quantile(v []float64, p float64) float64 {
	if len(v) == 0 {
		return math.NaN()
	}
	sort.Float64s(v)
	x := float64(p * float64(len(v)-1))
	i := min(int(x), len(v)-1)
	j := min(i+1, len(v)-1)
	return v[i] + float64((x-float64(i))*(v[j]-v[i]))
}
