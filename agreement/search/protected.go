package search

import (
	"cmp"
	"context"
	"math"
	"slices"

	"scutum/agreement/certificate"
	"scutum/assessment/deterrence"
	"scutum/assessment/footprint"
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
	// When the interceptor of the least threshold leaves, s after burnout: until
	// then an earliest launch changes nothing. Null where the row was not asked
	// whole, because one farther south is worse anyway.
	DepartS *float64 `json:"depart_after_burnout_s"`
}

// nearest is the lowest threshold found so far, and the meeting that sets it.
type nearest struct {
	least   float64 // km/s
	by      string
	departS float64 // after burnout
}

// nearFamilies is how far above the lowest a family's own threshold may be for
// it to be sampled, km/s: discs and times of flight took 0.25 off at most.
const nearFamilies = 0.5

// thresholds returns the thresholds of the study's trajectories from a place,
// km/s, no ceiling, the least lost time and altitude of any kind, and when their
// interceptors leave, s after burnout. Those not below a limit (km/s) are left
// out.
func (p *Problem) thresholds(at earth.Place, commitS, limit float64) (speed, depart []float64) {
	site := reach.NewSite(p.Setting.Earth, at)
	speed, depart = make([]float64, len(p.flights)), make([]float64, len(p.flights))
	for t := range p.flights {
		f := &p.flights[t]
		q := reach.Problem{Site: &site, Arc: &f.Arc, LostTime: p.lostS, Commit: f.Boost.Time + commitS, Spans: p.spans[t]}
		speed[t] = never
		if m := q.ThresholdBelow(1e3 * limit); m.Admissible() {
			speed[t], depart[t] = math.Min(never, m.Speed/1e3), m.Depart-f.Boost.Time
		}
	}
	return speed, depart
}

// leastOf returns the lowest threshold and the trajectory that sets it.
func (p *Problem) leastOf(speed, depart []float64) (n nearest) {
	n.least = never
	for t, x := range speed {
		if x < n.least {
			tr := &p.Setting.Force.Trajectories[t]
			n = nearest{x, tr.Field + " to " + tr.Target + " (" + tr.Missile + ")", depart[t]}
		}
	}
	return n
}

// sampled lowers a threshold by sampling the certificate's families about the
// trajectories that come near it, from a disc about a place. What is not below a
// limit, km/s, need not be found.
func (p *Problem) sampled(n nearest, place certificate.Named, commitS float64, nominal []float64, within, limit float64) nearest {
	own := map[string]float64{}
	for t, x := range nominal {
		tr := &p.Setting.Force.Trajectories[t]
		name := tr.Field + " to " + tr.Target
		if had, ok := own[name]; !ok || x < had {
			own[name] = x
		}
	}
	var near []int
	for i := range p.pairs {
		if x, ok := own[p.pairs[i].Name]; !ok || x <= n.least+within {
			near = append(near, i)
		}
	}
	slices.SortStableFunc(near, func(a, b int) int { return cmp.Compare(own[p.pairs[a].Name], own[p.pairs[b].Name]) })
	for _, i := range near {
		c := p.pairs[i]
		c.Name += ", from " + place.Name
		c.Site = certificate.Disc{LatDeg: place.LatDeg, LonDeg: place.LonDeg, RadiusKm: place.RadiusKm}
		c.Depart = commitS + p.lostS
		if m, ok := certificate.NearestBelow(&c, p.o.Draws, p.o.Seed, math.Min(n.least, limit)); ok && m.SpeedKmS < n.least {
			n = nearest{m.SpeedKmS, p.pairs[i].Name + ", sampled about it", m.DepartS}
		}
	}
	return n
}

// landLevel asks a site on land.
func (p *Problem) landLevel(site int, commitS float64) (out landReach) {
	s := &p.shield.Sites[site]
	speed, depart := p.thresholds(s.Place, commitS, math.Inf(1))
	named := certificate.Named{Name: s.Name, LatDeg: tidy(s.Place.LatDeg()), LonDeg: tidy(s.Place.LonDeg())}
	n := p.sampled(p.leastOf(speed, depart), named, commitS, speed, nearFamilies, never)
	return landReach{n.least, n.by, speed}
}

const (
	waterSpacingKm = 100
	cellRadiusKm   = 71 // of a disc that holds a cell
	rowFamilies    = 0.1
	rowsAtOnce     = 8
)

// watersLevel asks the sea in rows, west and east of SplitDeg: of each row's
// worst cell the families about the worst trajectories are sampled, where the
// row could be worse than all south of it. A row whose nearest interceptor
// leaves late enough at an earlier commit stays as it was there.
func (p *Problem) watersLevel(ctx context.Context, commitS float64, before *level) (out [2][]waterRow, err error) {
	grid := footprint.NewGrid(deterrence.Waters, waterSpacingKm)
	stays := func(band, row int) bool {
		if before == nil {
			return false
		}
		d := before.Waters[band][row].DepartS
		return d != nil && *d >= commitS+p.lostS+1e-6
	}
	ship := deterrence.Ship{LostTime: p.lostS, MinAltitude: p.lowKm * 1e3, CommitAfterBurnout: commitS}
	e, err := deterrence.AtSea(ctx, p.Setting.Earth, p.flights, ship, waterSpacingKm, func(lat, lon float64) bool {
		return !stays(bandOf(lon), grid.Row(grid.CellAt(lat, lon))) && geography.OpenSea(lat, lon)
	}, p.o.Workers)
	if err != nil {
		return out, err
	}
	half := waterSpacingKm / 2 / 111.0
	rows := e.Grid.Rows()
	cells := [2][]int{make([]int, rows), make([]int, rows)}
	for b := range out {
		out[b] = make([]waterRow, rows)
		for row := range rows {
			least, cell := worstCell(e, row, b)
			out[b][row], cells[b][row] = waterRow{SouthDeg: e.Grid.RowLatDeg[row] - half, Least: least}, cell
			if stays(b, row) {
				out[b][row] = before.Waters[b][row]
			}
		}
	}
	low := [2]float64{never, never}
	for from := 0; from < rows && err == nil; from += rowsAtOnce {
		until := min(from+rowsAtOnce, rows)
		limit := low
		err = campaign.Each(ctx, 2*(until-from), p.o.Workers, nil, func(_, i int) {
			row, b := from+i/2, i%2
			r, cell := &out[b][row], cells[b][row]
			if cell < 0 || r.DepartS != nil || r.Least >= limit[b]+nearFamilies {
				return
			}
			lat, lon := e.Grid.Centre(row, cell)
			*r = p.rowAt(*r, lat, lon, commitS, limit[b])
		})
		for b := range low {
			for row := from; row < until; row++ {
				low[b] = math.Min(low[b], out[b][row].Least)
			}
		}
	}
	return out, err
}

// rowAt samples a row at its worst cell; what is not below a limit, km/s, does
// not matter.
func (p *Problem) rowAt(r waterRow, lat, lon, commitS, limit float64) waterRow {
	place := certificate.Named{Name: "a ship", LatDeg: tidy(lat), LonDeg: tidy(lon), RadiusKm: cellRadiusKm}
	speed, depart := p.thresholds(earth.Degrees(lat, lon), commitS, r.Least+rowFamilies+0.01)
	n := p.sampled(p.leastOf(speed, depart), place, commitS, speed, rowFamilies, limit)
	r.Least, r.By = n.least, n.by
	if n.least < limit {
		r.DepartS = &n.departS
	}
	return r
}

func bandOf(lonDeg float64) int {
	if lonDeg >= SplitDeg {
		return 1
	}
	return 0
}

// worstCell finds the sea cell of the lowest threshold in a row and band.
func worstCell(e *deterrence.Exclusion, row, band int) (least float64, cell int) {
	least, cell = never, -1
	for c := e.Grid.RowStart[row]; c < e.Grid.RowStart[row+1]; c++ {
		_, lon := e.Grid.Centre(row, c)
		if x := float64(e.ThresholdKmS[c]); e.Sea[c] && bandOf(lon) == band && x < least {
			least, cell = x, c
		}
	}
	return least, cell
}
