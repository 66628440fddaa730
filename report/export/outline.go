package export

import "slices"

// corner is a point of an outline.
type corner struct{ lon, lat micro }

// polygon is an area: an outer ring counterclockwise and holes clockwise, as
// RFC 7946 (section 3.1.6) wants them. The first corner is not repeated.
type polygon struct {
	outer []corner
	holes [][]corner
}

// walker turns directed borders, with the area to their left, into rings.
type walker struct {
	leaving map[corner][]border // borders not walked yet, by where they begin
	order   []corner            // in which corners came, as maps have no order
}

type border struct {
	area int
	end  corner
}

func newWalker() *walker { return &walker{leaving: map[corner][]border{}} }

func (w *walker) add(area int, from, to corner) {
	if len(w.leaving[from]) == 0 {
		w.order = append(w.order, from)
	}
	w.leaving[from] = append(w.leaving[from], border{area, to})
}

// polygons walks every ring and puts holes into the area that they belong to.
func (w *walker) polygons(shift micro) []polygon {
	byArea := map[int]*polygon{}
	var areas []int
	for _, start := range w.order {
		for len(w.leaving[start]) > 0 {
			area, ring := w.ring(start)
			p := byArea[area]
			if p == nil {
				p = &polygon{}
				byArea[area] = p
				areas = append(areas, area)
			}
			for i := range ring {
				ring[i].lon += shift
			}
			if signedArea(ring) > 0 {
				p.outer = ring
			} else {
				p.holes = append(p.holes, ring)
			}
		}
	}
	slices.Sort(areas)
	var polygons []polygon
	for _, area := range areas {
		polygons = append(polygons, *byArea[area])
	}
	return polygons
}

// ring walks from a corner until it is back. It stays with its area, so that
// areas that touch at a corner are apart; where an area touches itself there
// it turns right, which makes a hole of what lies between. So every ring
// passes a corner once.
func (w *walker) ring(start corner) (area int, ring []corner) {
	area = w.leaving[start][0].area
	from, at := start, w.take(area, start, start)
	ring = append(ring, start)
	for at != start {
		next := w.take(area, from, at)
		if !straight(from, at, next) {
			ring = append(ring, at)
		}
		from, at = at, next
	}
	if len(ring) > 2 && straight(ring[len(ring)-1], ring[0], ring[1]) {
		ring = ring[1:]
	}
	return area, rotate(ring)
}

// take removes the rightmost border of an area that leaves a corner, for one
// who came from another, and returns its end.
func (w *walker) take(area int, from, at corner) corner {
	choices := w.leaving[at]
	best := -1
	for i, c := range choices {
		if c.area == area && (best < 0 || turn(from, at, c.end) < turn(from, at, choices[best].end)) {
			best = i
		}
	}
	end := choices[best].end
	w.leaving[at] = slices.Delete(choices, best, best+1)
	return end
}

// turn is positive for a left turn, zero straight on, negative for a right.
func turn(a, b, c corner) int {
	return sign(b.lon-a.lon)*sign(c.lat-b.lat) - sign(b.lat-a.lat)*sign(c.lon-b.lon)
}

func straight(a, b, c corner) bool { return turn(a, b, c) == 0 }

func sign(x micro) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// rotate begins a ring at its south-western corner.
func rotate(ring []corner) []corner {
	least := 0
	for i, c := range ring {
		if c.lat < ring[least].lat || c.lat == ring[least].lat && c.lon < ring[least].lon {
			least = i
		}
	}
	return slices.Concat(ring[least:], ring[:least])
}

// signedArea is positive for a counterclockwise ring, in square degrees twice.
func signedArea(ring []corner) float64 {
	var sum float64
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		sum += float64(float64(a.lon)*float64(b.lat)) - float64(float64(b.lon)*float64(a.lat))
	}
	return sum
}
