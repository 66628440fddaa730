package geography

import "math"

// Land reports whether a point north of 10 N is on land (Natural Earth 1:50
// million: islands below some 10 km and all lakes but the Caspian Sea count as
// their surroundings). The Caspian Sea is not land; for where a ship may stand
// ask OpenSea.
func Land(latDeg, lonDeg float64) bool { return theBorders().index.find(latDeg, lonDeg) >= 0 }

// CountryAt returns the two-letter code of the country at a point north of 10
// N, or "" on water.
func CountryAt(latDeg, lonDeg float64) string {
	b := theBorders()
	if i := b.index.find(latDeg, lonDeg); i >= 0 {
		return b.countries[i].Code
	}
	return ""
}

// OpenSea reports whether a point north of 10 N is on water from which a ship
// can sail to the oceans: it is not land and not the Caspian Sea. The Black
// Sea and the Baltic are open in this sense.
func OpenSea(latDeg, lonDeg float64) bool {
	caspian := latDeg > 36 && latDeg < 48 && lonDeg > 46 && lonDeg < 55.5
	return !caspian && !Land(latDeg, lonDeg)
}

// bandDeg is the height of an index band. Rings have segments of some 0.05
// degrees, so that a band holds a few hundred.
const bandDeg = 0.25

// southIndexDeg is where the index begins.
const southIndexDeg = 10

// bands finds the country at a point: the plane of longitude and latitude is
// cut into bands, each with the border segments that touch it, and a point is
// in a country when a line drawn from it to the east crosses an odd number of
// that country's segments.
//
// Longitudes of a ring are unwrapped, and a ring that leaves [-180, 180] is
// entered again one turn away, which makes the antimeridian an ordinary
// meridian. No ring of the data encloses the north pole.
type bands struct {
	segments [][]segment
	last     int // number of countries
}

type segment struct {
	lat0, lon0, lat1, lon1 float64
	country                int16
}

func newBands(countries []Country) *bands {
	b := &bands{segments: make([][]segment, int((90-southIndexDeg)/bandDeg)), last: len(countries)}
	for i, c := range countries {
		for _, polygon := range c.Polygons {
			for _, ring := range polygon {
				b.enter(unwrap(ring), int16(i))
			}
		}
	}
	return b
}

// unwrap returns the ring with longitudes that run on past 180 degrees.
func unwrap(ring Ring) Ring {
	out := make(Ring, len(ring))
	turn := 0.0
	for i, p := range ring {
		if i > 0 {
			step := p.LonDeg - ring[i-1].LonDeg
			if step > 180 {
				turn -= 360
			} else if step < -180 {
				turn += 360
			}
		}
		out[i] = Point{p.LatDeg, p.LonDeg + turn}
	}
	return out
}

func (b *bands) enter(ring Ring, country int16) {
	west, east := math.Inf(1), math.Inf(-1)
	for _, p := range ring {
		west, east = math.Min(west, p.LonDeg), math.Max(east, p.LonDeg)
	}
	for _, shift := range []float64{-360, 0, 360} {
		if east+shift < -180 || west+shift > 180 {
			continue
		}
		for i := 1; i < len(ring); i++ {
			p, q := ring[i-1], ring[i]
			if p.LatDeg > q.LatDeg {
				p, q = q, p
			}
			if p.LatDeg == q.LatDeg || q.LatDeg < southIndexDeg {
				continue
			}
			s := segment{p.LatDeg, p.LonDeg + shift, q.LatDeg, q.LonDeg + shift, country}
			for k := max(0, bandOf(p.LatDeg)); k <= bandOf(q.LatDeg) && k < len(b.segments); k++ {
				b.segments[k] = append(b.segments[k], s)
			}
		}
	}
}

func bandOf(latDeg float64) int { return int(math.Floor((latDeg - southIndexDeg) / bandDeg)) }

// find returns the number of the country at a point, or -1. Longitudes of any
// turn are taken. Enclaves are holes in the country around them, so that at
// most one country answers.
func (b *bands) find(latDeg, lonDeg float64) int {
	k := bandOf(latDeg)
	if k < 0 || k >= len(b.segments) {
		return -1
	}
	lonDeg -= float64(360 * math.Round(lonDeg/360))
	var odd [256]bool
	for i := range b.segments[k] {
		s := &b.segments[k][i]
		if latDeg < s.lat0 || latDeg >= s.lat1 {
			continue
		}
		f := (latDeg - s.lat0) / (s.lat1 - s.lat0)
		if s.lon0+float64(f*(s.lon1-s.lon0)) > lonDeg {
			odd[s.country] = !odd[s.country]
		}
	}
	for i, in := range odd[:b.last] {
		if in {
			return i
		}
	}
	return -1
}
