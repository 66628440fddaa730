package certificate

import (
	"cmp"
	"context"
	"math"
	"slices"

	"scutum/campaign"
)

// The search over ships' places: a lattice with few draws at each, then a pattern
// search from the best.
const (
	shipStepDeg   = 5.0
	shipDraws     = 30
	shipFamilies  = 8 // of a coarse look, looked at again
	shipRefine    = 200
	leastShipStep = 0.01 // degrees
	insideDeg     = 1e-6 // off an edge
)

// ships is the search for the nearest ship of a family of flights.
type ships struct {
	pair *Case
	sea  *Sea
	seed uint64
	best Meeting
	at   Disc
	ok   bool
}

// try looks from one place, and says whether that is the nearest so far.
func (s *ships) try(lat, lon float64, draws int, refine bool) bool {
	if !s.sea.open(lat, lon) {
		return false
	}
	c := *s.pair
	c.Site = Disc{LatDeg: lat, LonDeg: lon}
	x := sampling{c: &c, limit: math.Inf(1), shrink: 4}
	x.best.SpeedKmS = math.Inf(1)
	if x.draw(draws, s.seed); !x.ok {
		return false
	}
	if refine {
		x.descend(1.0 / 512)
	}
	if s.ok && x.best.SpeedKmS >= s.best.SpeedKmS {
		return false
	}
	s.best, s.at, s.ok = x.best, c.Site, true
	return true
}

// coarse looks from every place of the lattice.
func (s *ships) coarse() {
	lats, lons := s.sea.lattice()
	for _, lat := range lats {
		for _, lon := range lons {
			s.try(lat, lon, shipDraws, false)
		}
	}
}

// descend goes from the nearest place to nearer ones.
func (s *ships) descend() {
	for step := shipStepDeg; s.ok && step > leastShipStep; {
		from, better := s.at, false
		for _, d := range [5][2]float64{{0, 0}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
			lat, lon := s.sea.clamp(from.LatDeg+float64(d[0]*step), from.LonDeg+float64(d[1]*step))
			better = s.try(lat, lon, shipRefine, true) || better
		}
		if !better {
			step /= 4
		}
	}
}

// NearestShip returns the least threshold that sampling finds of a family of
// flights against ships anywhere in a sea: a sample, no proof. Same seed, same
// answer. See TestSea.
func NearestShip(pair *Case, sea *Sea, seed uint64) (best Meeting, ok bool) {
	s := ships{pair: pair, sea: sea, seed: seed}
	s.coarse()
	s.descend()
	return s.best, s.ok
}

// NearestShipOfAll is NearestShip over the families of the terms of which a coarse
// look needs least; not ok without a sea.
func NearestShipOfAll(ctx context.Context, t *Terms, seed uint64, workers int) (best Meeting, ok bool, err error) {
	if t.Sea == nil {
		return best, false, nil
	}
	pairs, err := t.Pairs()
	if err != nil {
		return best, false, err
	}
	all := make([]ships, len(pairs))
	if err = campaign.Each(ctx, len(all), workers, nil, func(_, i int) {
		all[i] = ships{pair: &pairs[i], sea: t.Sea, seed: seed}
		all[i].coarse()
	}); err != nil {
		return best, false, err
	}
	all = slices.DeleteFunc(all, func(s ships) bool { return !s.ok })
	slices.SortStableFunc(all, func(a, b ships) int { return cmp.Compare(a.best.SpeedKmS, b.best.SpeedKmS) })
	all = all[:min(shipFamilies, len(all))]
	err = campaign.Each(ctx, len(all), workers, nil, func(_, i int) { all[i].descend() })
	for i := range all {
		if !ok || all[i].best.SpeedKmS < best.SpeedKmS {
			best, ok = all[i].best, true
		}
	}
	return best, ok, err
}

// open says whether a ship may be at a place.
func (s *Sea) open(lat, lon float64) bool {
	at := Rectangle{lat, lat, lon, lon}
	for i := range s.Excluded {
		if s.Excluded[i].holds(&at) {
			return false
		}
	}
	return s.holds(&at)
}

// clamp moves a place to just inside the sea's rectangle, and to just outside of
// an excluded one where it lies in one that begins to its south.
func (s *Sea) clamp(lat, lon float64) (float64, float64) {
	lat = math.Max(s.SouthDeg, math.Min(s.NorthDeg, lat))
	lon = math.Max(s.WestDeg, math.Min(s.EastDeg, lon))
	for range s.Excluded {
		for i := range s.Excluded {
			if r := &s.Excluded[i]; r.holds(&Rectangle{lat, lat, lon, lon}) {
				lat = math.Max(s.SouthDeg, r.SouthDeg-insideDeg)
			}
		}
	}
	return lat, lon
}

// lattice are latitudes and longitudes to try, the edges of all rectangles among
// them.
func (s *Sea) lattice() (lats, lons []float64) {
	for lat := s.SouthDeg; lat < s.NorthDeg; lat += shipStepDeg {
		lats = append(lats, lat)
	}
	for lon := s.WestDeg; lon < s.EastDeg; lon += shipStepDeg {
		lons = append(lons, lon)
	}
	lats, lons = append(lats, s.NorthDeg), append(lons, s.EastDeg)
	for _, r := range s.Excluded {
		lats = append(lats, r.SouthDeg-insideDeg, r.NorthDeg+insideDeg)
		lons = append(lons, r.WestDeg-insideDeg, r.EastDeg+insideDeg)
	}
	return lats, lons
}

// Meeting looks for a meeting of a failed case within the cap: from the site's
// area, or from a ship anywhere that the terms allow, as the cell that resisted
// first may lie at the edge of what reaches.
func (f *Failure) Meeting(t *Terms, seed uint64) (m Meeting, ok bool) {
	if f.Cell == nil {
		m, ok = Nearest(&f.Case, 2000, seed)
	} else {
		m, ok = NearestShip(&f.Case, t.Sea, seed)
	}
	return m, ok && m.SpeedKmS <= f.Case.SpeedKmS
}
