package deterrence

import (
	"context"
	"math"

	"scutum/assessment/footprint"
	"scutum/campaign"
	"scutum/engagement/reach"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
)

// Waters is the part of the Earth that the exclusion map shows.
var Waters = scenario.Domain{Name: "northern waters", SouthDeg: 25, NorthDeg: 90, WestDeg: -30, EastDeg: 70}

// ExclusionSpeeds are the contours drawn, km/s.
var ExclusionSpeeds = []float64{3.0, 4.5, 5.5}

// Ship is the interceptor assumed at sea: no speed, because the map holds the
// threshold itself.
type Ship struct {
	LostTime, MinAltitude float64 // s, m; no ceiling: the worst case for the protected side
	CommitAfterBurnout    float64 // s
}

// field is the least threshold over all trajectories as a function of the
// ship's place. Thresholds are kept on a coarse net per trajectory; only those
// that could be the least at a place are searched exactly there.
type field struct {
	earth   earth.Model
	ship    Ship
	flights []flight.Ballistic
	spans   [][]orbit.Span
	south   float64
	west    float64
	rows    int
	cols    int
	net     [][]float32 // by trajectory: m/s at the nodes
	need    []bool      // the nodes that are asked for; nil for all
}

// The net's step in degrees: 8 is too coarse, 4 holds the candidates.
const netStep = 4.0

// ceiling caps thresholds on the net (m/s), so that its interpolation is not
// upset by places from which nothing slow can meet.
const ceiling = 14e3

func newField(m earth.Model, flights []flight.Ballistic, d scenario.Domain, s Ship) *field {
	f := &field{earth: m, ship: s, flights: flights, south: d.SouthDeg - netStep, west: d.WestDeg - netStep}
	f.rows = int(math.Ceil((d.NorthDeg-d.SouthDeg)/netStep)) + 3
	f.cols = int(math.Ceil((d.EastDeg-d.WestDeg)/netStep)) + 3
	for i := range flights {
		f.spans = append(f.spans, flights[i].Arc.Altitudes(m, nil, s.MinAltitude, math.Inf(1)))
		f.net = append(f.net, make([]float32, f.rows*f.cols))
	}
	return f
}

// fill computes the net: one piece of work per trajectory.
func (f *field) fill(ctx context.Context, workers int, progress func(int)) error {
	return campaign.Each(ctx, len(f.flights), workers, progress, func(_, t int) {
		for k := range f.net[t] {
			if ctx.Err() != nil {
				return
			}
			if f.need != nil && !f.need[k] {
				continue
			}
			lat := f.south + float64(netStep*float64(k/f.cols))
			// Past the pole the net goes on down the other side.
			lon := f.west + float64(netStep*float64(k%f.cols))
			if lat > 90 {
				lat, lon = 180-lat, lon+180
			}
			site := reach.NewSite(f.earth, earth.Degrees(lat, lon))
			f.net[t][k] = float32(math.Min(ceiling, f.exact(&site, t, math.Inf(1))))
		}
	})
}

// exact returns the threshold of trajectory t for a ship at site, or +Inf where
// it is not below limit.
func (f *field) exact(site *reach.Site, t int, limit float64) float64 {
	b := &f.flights[t]
	q := reach.Problem{Site: site, Arc: &b.Arc, Spans: f.spans[t], LostTime: f.ship.LostTime,
		Commit: b.Boost.Time + f.ship.CommitAfterBurnout}
	return q.ThresholdBelow(limit).Speed
}

// leeway is how far the net's interpolation may be above the truth at a
// candidate (m/s), added to a share of the spread of the nodes about it.
const (
	leeway      = 30.0
	leewayShare = 0.05
)

// corner returns the first of the four by four nodes about a place, and where
// the place lies between the middle ones.
func (f *field) corner(latDeg, lonDeg float64) (k int, y, x float64) {
	y, x = float64((latDeg-f.south)/netStep), float64((lonDeg-f.west)/netStep)
	i, j := max(1, min(f.rows-3, int(y))), max(1, min(f.cols-3, int(x)))
	return (i-1)*f.cols + j - 1, y - float64(i), x - float64(j)
}

// asked marks the nodes about the cells of a grid that are sea.
func (f *field) asked(g *footprint.Grid, sea []bool) {
	f.need = make([]bool, f.rows*f.cols)
	for row := range g.Rows() {
		for c := g.RowStart[row]; c < g.RowStart[row+1]; c++ {
			if !sea[c] {
				continue
			}
			lat, lon := g.Centre(row, c)
			k, _, _ := f.corner(lat, lon)
			for r := range 4 {
				for x := range 4 {
					f.need[k+r*f.cols+x] = true
				}
			}
		}
	}
}

// least returns the least threshold (m/s) at a place and the trajectory that
// sets it.
func (f *field) least(latDeg, lonDeg float64, rough []float64) (float64, int) {
	k0, y, x := f.corner(latDeg, lonDeg)
	a, b := footprint.Cubic(y), footprint.Cubic(x)
	low := math.Inf(1)
	for t, net := range f.net {
		sum := 0.0
		lo, hi := float32(math.MaxFloat32), float32(0)
		for r := range 4 {
			n := net[k0+r*f.cols:][:4:4]
			row := float64(b[0]*float64(n[0])) + float64(b[1]*float64(n[1])) + float64(b[2]*float64(n[2])) + float64(b[3]*float64(n[3]))
			sum += float64(a[r] * row)
			lo, hi = min(lo, n[1], n[2]), max(hi, n[1], n[2])
		}
		slack := leeway + float64(leewayShare*float64(hi-lo))
		rough[t] = sum - slack
		low = math.Min(low, sum+slack)
	}
	site := reach.NewSite(f.earth, earth.Degrees(latDeg, lonDeg))
	best, by := math.Inf(1), -1
	// Nearest first, so that the rest can be skipped on a bound.
	for {
		t := -1
		for c, r := range rough {
			if r < low && (t < 0 || r < rough[t]) {
				t = c
			}
		}
		if t < 0 || rough[t] >= best {
			return best, by
		}
		rough[t] = math.Inf(1)
		if v := f.exact(&site, t, best); v < best {
			best, by = v, t
		}
	}
}

// Exclude computes the exclusion map: cells over sea with the least threshold
// speed over all flights, and contours on a finer mesh. sea says where a ship
// can be.
func Exclude(ctx context.Context, m earth.Model, flights []flight.Ballistic, s Ship, spacingKm float64, sea func(latDeg, lonDeg float64) bool, workers int, progress func(int)) (*Exclusion, error) {
	out, f, err := exclude(ctx, m, flights, s, spacingKm, sea, workers, progress, true)
	if err != nil {
		return nil, err
	}
	out.Contours, err = f.contours(ctx, sea, workers, progress)
	return out, err
}

// AtSea is Exclude without the contours, which take most of its time. Where sea
// leaves much out it is quicker still: nothing is asked about there.
func AtSea(ctx context.Context, m earth.Model, flights []flight.Ballistic, s Ship, spacingKm float64, sea func(latDeg, lonDeg float64) bool, workers int) (*Exclusion, error) {
	out, _, err := exclude(ctx, m, flights, s, spacingKm, sea, workers, nil, false)
	return out, err
}

func exclude(ctx context.Context, m earth.Model, flights []flight.Ballistic, s Ship, spacingKm float64, sea func(latDeg, lonDeg float64) bool, workers int, progress func(int), whole bool) (*Exclusion, *field, error) {
	f := newField(m, flights, Waters, s)
	g := footprint.NewGrid(Waters, spacingKm)
	n := g.Cells()
	out := &Exclusion{CommitAfterBurnoutS: s.CommitAfterBurnout, Grid: g, Sea: make([]bool, n), ThresholdKmS: make([]float32, n), Trajectory: make([]int16, n)}
	for c := range n {
		out.Sea[c] = sea(g.Centre(g.Row(c), c))
	}
	if !whole {
		f.asked(g, out.Sea)
	}
	if err := f.fill(ctx, workers, progress); err != nil {
		return nil, nil, err
	}
	rough := scratch(workers, len(flights))
	err := campaign.Each(ctx, g.Rows(), workers, progress, func(w, row int) {
		for c := g.RowStart[row]; c < g.RowStart[row+1]; c++ {
			out.ThresholdKmS[c], out.Trajectory[c] = float32(math.NaN()), -1
			if !out.Sea[c] || ctx.Err() != nil {
				continue
			}
			lat, lon := g.Centre(row, c)
			if v, t := f.least(lat, lon, rough[w]); t >= 0 {
				out.ThresholdKmS[c], out.Trajectory[c] = float32(v/1e3), int16(t)
			}
		}
	})
	return out, f, err
}

func scratch(workers, n int) [][]float64 {
	out := make([][]float64, campaign.Workers(workers))
	for i := range out {
		out[i] = make([]float64, n)
	}
	return out
}

// ExclusionPieces returns how many pieces Exclude reports.
func ExclusionPieces(flights int, spacingKm float64) int {
	return flights + footprint.NewGrid(Waters, spacingKm).Rows() + newMesh(Waters).rows
}
