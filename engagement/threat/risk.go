package threat

import (
	"math"

	"scutum/internal/frozen"
)

// Risk is what an impact threatens.
type Risk struct {
	Share  float64 // probability that it falls on defended ground
	People float64 // defended people living in the square of SquareKm about the impact, expected
}

// points of the lattice, and of the coarse one for ellipses within a cell.
const (
	points       = 256
	coarse       = 16
	coarseWithin = 1500 // m, of the greater standard deviation
)

// lattice holds points that stand for equal parts of the standard normal
// distribution of the plane: on a spiral that turns by the golden angle from
// point to point, the i-th of n at the radius inside which (i + 1/2)/n lies.
type lattice [][2]float64

func newLattice(n int) lattice {
	golden := math.Pi * (3 - frozen.Sqrt(5))
	all := make(lattice, n)
	for i := range all {
		r := frozen.Sqrt(-2 * frozen.Log(1-(float64(i)+0.5)/float64(n)))
		s, c := frozen.Sincos(float64(i) * golden)
		all[i] = [2]float64{float64(r * c), float64(r * s)}
	}
	return all
}

var fineLattice, coarseLattice = newLattice(points), newLattice(coarse)

// Risk asks, of points that stand for equal parts of the impact's
// distribution, whether they are defended and how many people live about them.
//
// Assumes that the Earth is flat over the ellipse, but for meridians that draw
// together. Against closed forms (half-planes, circles) the share is within
// 0.02, by 0.005 in the mean, whatever the size and turn of the ellipse; see
// TestShareOfHalfPlanes and TestShareOfCircles. Source: the spiral is
// Fibonacci's lattice (Gonzalez 2010), its radii those of equal shares.
func (g *Ground) Risk(p *Impact) Risk { return over(p, g.At) }

// over integrates what is asked of latitudes and longitudes in degrees.
func over(p *Impact, at func(latDeg, lonDeg float64) (defended bool, people float64)) Risk {
	major, minor, bearing := p.axes()
	all := fineLattice
	if major < coarseWithin {
		all = coarseLattice
	}
	sb, cb := frozen.Sincos(bearing)
	sl, cl := frozen.Sincos(p.At.Lat)
	// Degrees to the north and to the east by deviations along the axes.
	const perMetre = 180 / math.Pi / 6371000
	north := [2]float64{major * cb * perMetre, -minor * sb * perMetre}
	east := [2]float64{major * sb * perMetre, minor * cb * perMetre}
	lat, lon := p.At.LatDeg(), p.At.LonDeg()
	hits, people := 0, 0.0
	for i := range all {
		u, v := all[i][0], all[i][1]
		dn := float64(north[0]*u) + float64(north[1]*v)
		de := float64(east[0]*u) + float64(east[1]*v)
		turn := dn * (math.Pi / 180)
		narrow := math.Max(0.01, cl-float64(sl*turn)-float64(0.5*cl*turn*turn)) // cosine of the latitude there
		defended, here := at(lat+dn, lon+de/narrow)
		if defended {
			hits++
		}
		people += here
	}
	n := float64(len(all))
	return Risk{Share: float64(hits) / n, People: people / n}
}
