package search

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// candidate is one set of limits on the way to the front.
type candidate struct {
	limits      Limits
	level       int
	share       float64
	margin      float64
	constraints int
}

// Tried counts what a search has looked at.
type Tried struct {
	Levels      int `json:"commit_levels"`
	Sites       int `json:"sets_of_land_sites"`
	Waters      int `json:"limits_on_waters"`
	Caps        int `json:"speed_caps"`
	Evaluated   int `json:"evaluated"`
	Pruned      int `json:"pruned"`         // by monotone order, not evaluated
	Thresholds  int `json:"sampled_places"` // of the map, asked without limits
	Refinements int `json:"refinement_levels"`
}

// enumerate returns the front over all levels: no limits within the lattice are
// better in people, margin and number of limits at once.
func (p *Problem) enumerate(levels []*level, tried *Tried) []candidate {
	var front []candidate
	tried.Levels, tried.Sites = len(levels), 1<<len(p.land)
	for i, l := range levels {
		var here []candidate
		for kept := range 1 << len(p.land) {
			land, _ := p.ashore(l, kept)
			options := p.waterOptions(l, land)
			tried.Waters += len(options)
			for _, w := range options {
				for _, own := range []bool{false, true} {
					here = append(here, p.caps(i, l, kept, w, own, tried)...)
				}
			}
		}
		front = append(front, pareto(here)...)
	}
	return pareto(front)
}

// caps tries every speed at which people are won, rising, until the guarantee
// fails.
func (p *Problem) caps(i int, l *level, kept int, w Waters, own bool, tried *Tried) (all []candidate) {
	mask := p.batteries(kept, &w)
	if mask == 0 {
		return nil
	}
	land, _ := p.ashore(l, kept)
	sea, _ := p.waters(l, &w)
	least := math.Min(land, sea)
	curves := p.curvesOf(l, own, mask)
	caps := p.capsOf(curves)
	tried.Caps += len(caps)
	for k, v := range caps {
		if p.guarantee.HasMargin && least-v < p.need()-slack {
			tried.Pruned += len(caps) - k
			break // a higher cap reaches more
		}
		tried.Evaluated++
		c := candidate{limits: Limits{SpeedCapKmS: v, Sites: p.names(kept), Waters: w, OwnRadars: own}, level: i, margin: least - v, share: p.shareAt(curves, v)}
		if i > 0 {
			x := l.CommitS
			c.limits.CommitAfterS = &x
		}
		if p.guarantee.Reachable >= 0 || p.guarantee.Stopped >= 0 {
			d := p.value(l, &c.limits)
			if p.guarantee.Stopped >= 0 && d.Reached > p.guarantee.Stopped && d.Number > p.guarantee.Stopped && p.guarantee.Stopped > 0 {
				c.limits.Interceptors = p.guarantee.Stopped
				d = p.value(l, &c.limits)
			}
			if !p.guaranteed(&d) {
				continue
			}
		}
		c.constraints = len(p.Binding(&c.limits))
		all = append(all, c)
		p.note(l, &c)
	}
	return pareto(all)
}

// capsOf lists the speeds at which people are won, up to whole hundredths, and
// the speed of the fastest kind, at which a cap takes nothing.
func (p *Problem) capsOf(curves []curve) []float64 {
	caps := []float64{p.fastest}
	for _, c := range curves {
		for _, v := range c.caps {
			caps = append(caps, math.Min(p.fastest, ceil2(v)))
		}
	}
	slices.Sort(caps)
	return slices.Compact(caps)
}

// shareAt is the least share over the classes.
func (p *Problem) shareAt(curves []curve, capKmS float64) float64 {
	share := math.Inf(1)
	for i := range curves {
		if n := p.classes[i].unlimited; n > 0 {
			share = math.Min(share, curves[i].at(capKmS)/n)
		}
	}
	return share
}

// waterOptions are the limits on waters worth trying at a level: for every set
// of stations that lines let stay, the loosest lines that cost no margin.
func (p *Problem) waterOptions(l *level, land float64) []Waters {
	if len(p.ships) == 0 {
		return []Waters{{NoShips: true}}
	}
	all := []Waters{openWaters, {NoShips: true, WestNorthDeg: 25, EastNorthDeg: 25}}
	both := func(north float64) float64 {
		w, _ := p.waters(l, &Waters{WestNorthDeg: north, EastNorthDeg: north})
		return w
	}
	for _, r := range p.lines(-1) {
		if r[0] == 90 {
			continue
		}
		target := math.Min(land, both(r[0]))
		north := loosest(r, func(x float64) bool { return both(x) >= target })
		all = append(all, Waters{WestNorthDeg: north, EastNorthDeg: north})
	}
	band := func(b int) func(float64) float64 { return func(x float64) float64 { v, _ := l.atSea(b, x); return v } }
	west, east := band(0), band(1)
	for _, a := range p.lines(0) {
		for _, b := range p.lines(1) {
			target := math.Min(land, math.Min(west(a[0]), east(b[0])))
			w := Waters{WestNorthDeg: loosest(a, func(x float64) bool { return west(x) >= target }),
				EastNorthDeg: loosest(b, func(x float64) bool { return east(x) >= target })}
			if !slices.Contains(all, w) {
				all = append(all, w)
			}
		}
	}
	return all
}

// lines lists the ranges of whole parallels between which a line lets the same
// stations of a band (-1 for all) stay, and no line at all.
func (p *Problem) lines(band int) (all [][2]float64) {
	lats := []float64{25}
	for _, i := range p.ships {
		s := &p.shield.Sites[i]
		if band < 0 || (s.Place.LonDeg() >= SplitDeg) == (band == 1) {
			lats = append(lats, math.Ceil(s.Place.LatDeg()-1e-9))
		}
	}
	sort.Float64s(lats)
	lats = slices.Compact(lats)
	for i, low := range lats {
		high := 89.0
		if i+1 < len(lats) {
			high = lats[i+1] - 1
		}
		if low <= high {
			all = append(all, [2]float64{low, high})
		}
	}
	return append(all, [2]float64{90, 90})
}

// loosest returns the most northern whole parallel of a range that will do;
// what does at one does south of it. The southern end always will.
func loosest(r [2]float64, will func(float64) bool) float64 {
	n := sort.Search(int(r[1]-r[0]), func(i int) bool { return !will(r[0] + float64(i) + 1) })
	return r[0] + float64(n)
}

// order puts what is better first: fewer limits, more people, more margin, then
// the looser.
func order(a, b *candidate) int {
	return cmp.Or(cmp.Compare(a.constraints, b.constraints), cmp.Compare(b.share, a.share), cmp.Compare(b.margin, a.margin),
		cmp.Compare(b.limits.SpeedCapKmS, a.limits.SpeedCapKmS), cmp.Compare(a.limits.commit(), b.limits.commit()),
		cmp.Compare(len(b.limits.Sites), len(a.limits.Sites)), cmp.Compare(b.limits.Waters.WestNorthDeg, a.limits.Waters.WestNorthDeg),
		cmp.Compare(b.limits.Waters.EastNorthDeg, a.limits.Waters.EastNorthDeg))
}

// pareto keeps the candidates that no other is as good as in everything; of
// equals the looser.
func pareto(all []candidate) (front []candidate) {
	slices.SortStableFunc(all, func(a, b candidate) int { return order(&a, &b) })
	type corner struct{ share, margin float64 }
	var stairs []corner // share falling, margin rising
	for _, c := range all {
		k := sort.Search(len(stairs), func(i int) bool { return stairs[i].share < c.share-slack })
		if k > 0 && stairs[k-1].margin >= c.margin-slack {
			continue
		}
		front = append(front, c)
		j := k
		for j < len(stairs) && stairs[j].margin <= c.margin {
			j++
		}
		for k > 0 && stairs[k-1].share <= c.share {
			k--
		}
		stairs = slices.Replace(stairs, k, j, corner{c.share, c.margin})
	}
	return front
}
