package search

import (
	"context"
	"math"

	"scutum/agreement/certificate"
	"scutum/assessment/deterrence"
	"scutum/campaign"
	"scutum/engagement/reach"
	"scutum/physics/earth"
	"scutum/scenario/geography"
)

// landReach is what interceptors of any speed at a site can reach.
type landReach struct {
	Least      float64   `json:"least_km_s"` // threshold over the protected force and over the samples about it
	By         string    `json:"by"`
	Trajectory []float64 `json:"by_trajectory_km_s"` // of the study's own trajectories; 99 where there is no meeting
}

// waterRow is a row of cells at sea.
type waterRow struct {
	SouthDeg float64 `json:"south_deg"`
	Least    float64 `json:"least_km_s"`
	By       string  `json:"by"`
}

// nearFamilies is how far above the lowest a family's own threshold may be for
// it to be sampled, km/s: discs and times of flight took 0.25 off at most.
const nearFamilies = 0.5

// thresholds returns the thresholds of the study's trajectories from a place,
// km/s, no ceiling, the least lost time and altitude of any kind.
func (p *Problem) thresholds(at earth.Place, commitS float64) []float64 {
	site := reach.NewSite(p.Setting.Earth, at)
	out := make([]float64, len(p.flights))
	for t := range p.flights {
		f := &p.flights[t]
		q := reach.Problem{Site: &site, Arc: &f.Arc, LostTime: p.lostS, Commit: f.Boost.Time + commitS,
			Spans: f.Arc.Altitudes(p.Setting.Earth, nil, p.lowKm*1e3, math.Inf(1))}
		out[t] = never
		if m := q.Threshold(); m.Admissible() {
			out[t] = math.Min(never, m.Speed/1e3)
		}
	}
	return out
}

// leastOf returns the lowest threshold and the trajectory that sets it.
func (p *Problem) leastOf(all []float64) (least float64, by string) {
	least = never
	for t, x := range all {
		if x < least {
			tr := &p.Setting.Force.Trajectories[t]
			least, by = x, tr.Field+" to "+tr.Target+" ("+tr.Missile+")"
		}
	}
	return least, by
}

// nearest lowers a threshold by sampling the certificate's families about the
// trajectories that come near it, from a disc about a place.
func (p *Problem) nearest(place certificate.Named, commitS float64, nominal []float64, within float64, least float64, by string) (float64, string, error) {
	terms := p.terms
	terms.Sites, terms.Commit = []certificate.Named{place}, certificate.Commit{AfterBurnoutS: &commitS}
	terms.SpeedCapKmS = p.fastest
	cases, err := terms.Cases()
	if err != nil {
		return 0, "", err
	}
	own := map[string]float64{}
	for t, x := range nominal {
		tr := &p.Setting.Force.Trajectories[t]
		name := tr.Field + " to " + tr.Target
		if had, ok := own[name]; !ok || x < had {
			own[name] = x
		}
	}
	lowest := least
	for i := range cases {
		name := terms.Fields[i/len(terms.Aims)].Name + " to " + terms.Aims[i%len(terms.Aims)].Name
		if x, ok := own[name]; ok && x > lowest+within {
			continue
		}
		if m, ok := certificate.Nearest(&cases[i], p.o.Draws, p.o.Seed); ok && m.SpeedKmS < least {
			least, by = m.SpeedKmS, name+", sampled about it"
		}
	}
	return least, by, nil
}

// landLevel asks a site on land.
func (p *Problem) landLevel(site int, commitS float64) (out landReach, err error) {
	s := &p.shield.Sites[site]
	out.Trajectory = p.thresholds(s.Place, commitS)
	out.Least, out.By = p.leastOf(out.Trajectory)
	named := certificate.Named{Name: s.Name, LatDeg: tidy(s.Place.LatDeg()), LonDeg: tidy(s.Place.LonDeg())}
	out.Least, out.By, err = p.nearest(named, commitS, out.Trajectory, nearFamilies, out.Least, out.By)
	return out, err
}

const (
	waterSpacingKm = 100
	cellRadiusKm   = 71 // of a disc that holds a cell
	rowFamilies    = 0.1
)

// watersLevel asks the sea in rows, west and east of SplitDeg: of each row's
// worst cell the families about the worst trajectories are sampled, where the
// row could be the worst so far from the south.
func (p *Problem) watersLevel(ctx context.Context, commitS float64) (out [2][]waterRow, err error) {
	ship := deterrence.Ship{LostTime: p.lostS, MinAltitude: p.lowKm * 1e3, CommitAfterBurnout: commitS}
	e, err := deterrence.AtSea(ctx, p.Setting.Earth, p.flights, ship, waterSpacingKm, geography.OpenSea, p.o.Workers)
	if err != nil {
		return out, err
	}
	half := waterSpacingKm / 2 / 111.0
	rows := e.Grid.Rows()
	errs := make([]error, 2*rows)
	for b := range out {
		out[b] = make([]waterRow, rows)
	}
	low := [2]float64{never, never}
	ask := make([]int, 0, 2*rows)
	cells := make([]int, 2*rows)
	for row := range rows {
		for b := range out {
			least, cell := worstCell(e, row, b)
			out[b][row] = waterRow{SouthDeg: e.Grid.RowLatDeg[row] - half, Least: least}
			cells[2*row+b] = cell
			if cell >= 0 && least < low[b]+nearFamilies {
				ask = append(ask, 2*row+b)
			}
			low[b] = math.Min(low[b], least)
		}
	}
	err = campaign.Each(ctx, len(ask), p.o.Workers, nil, func(_, i int) {
		row, b := ask[i]/2, ask[i]%2
		r := &out[b][row]
		lat, lon := e.Grid.Centre(row, cells[ask[i]])
		place := certificate.Named{Name: "a ship", LatDeg: tidy(lat), LonDeg: tidy(lon), RadiusKm: cellRadiusKm}
		nominal := p.thresholds(earth.Degrees(lat, lon), commitS)
		least, by := p.leastOf(nominal)
		r.Least, r.By, errs[ask[i]] = p.nearest(place, commitS, nominal, rowFamilies, least, by)
	})
	for _, e := range errs {
		if e != nil {
			return out, e
		}
	}
	return out, err
}

// worstCell finds the sea cell of the lowest threshold in a row and band.
func worstCell(e *deterrence.Exclusion, row, band int) (least float64, cell int) {
	least, cell = never, -1
	for c := e.Grid.RowStart[row]; c < e.Grid.RowStart[row+1]; c++ {
		_, lon := e.Grid.Centre(row, c)
		if x := float64(e.ThresholdKmS[c]); e.Sea[c] && (lon >= SplitDeg) == (band == 1) && x < least {
			least, cell = x, c
		}
	}
	return least, cell
}
