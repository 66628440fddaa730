package footprint

import (
	"math"

	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/scenario"
)

// EarthRadiusKm is the mean radius by which cell areas and spacings are
// reckoned (6371.0 km; 0.3 % on areas).
const EarthRadiusKm = 6371.0

// kmPerDegree of latitude on that sphere.
const kmPerDegree = EarthRadiusKm * math.Pi / 180

// NewGrid divides a domain into cells of about spacingKm: rows of equal height,
// each divided into cells of about equal width.
func NewGrid(d scenario.Domain, spacingKm float64) *Grid {
	g := &Grid{SpacingKm: spacingKm, SouthDeg: d.SouthDeg, NorthDeg: d.NorthDeg, WestDeg: d.WestDeg, EastDeg: d.EastDeg}
	rows := max(1, int(math.Round((d.NorthDeg-d.SouthDeg)*kmPerDegree/spacingKm)))
	step := (d.NorthDeg - d.SouthDeg) / float64(rows)
	g.RowStart = append(g.RowStart, 0)
	for i := range rows {
		lat := d.SouthDeg + float64(step*(float64(i)+0.5))
		c := frozen.Cos(lat * math.Pi / 180)
		n := max(1, int(math.Round((d.EastDeg-d.WestDeg)*kmPerDegree*c/spacingKm)))
		width := (d.EastDeg - d.WestDeg) / float64(n)
		g.RowLatDeg = append(g.RowLatDeg, lat)
		g.RowStepDeg = append(g.RowStepDeg, width)
		g.RowStart = append(g.RowStart, g.RowStart[i]+n)
		top := frozen.Sin((lat + float64(0.5*step)) * math.Pi / 180)
		bottom := frozen.Sin((lat - float64(0.5*step)) * math.Pi / 180)
		g.AreaKm2 = append(g.AreaKm2, EarthRadiusKm*EarthRadiusKm*width*math.Pi/180*(top-bottom))
	}
	return g
}

// Cells returns the number of cells.
func (g *Grid) Cells() int { return g.RowStart[len(g.RowStart)-1] }

// Rows returns the number of rows.
func (g *Grid) Rows() int { return len(g.RowLatDeg) }

// Row returns the row of a cell.
func (g *Grid) Row(cell int) int {
	lo, hi := 0, g.Rows()
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; g.RowStart[mid] <= cell {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// Centre returns the latitude and longitude of a cell's centre in degrees.
func (g *Grid) Centre(row, cell int) (latDeg, lonDeg float64) {
	return g.RowLatDeg[row], g.WestDeg + float64(g.RowStepDeg[row]*(float64(cell-g.RowStart[row])+0.5))
}

// Place returns a cell's centre.
func (g *Grid) Place(row, cell int) earth.Place { return earth.Degrees(g.Centre(row, cell)) }

// CellAt returns the cell that holds a point in degrees; -1 outside the map.
func (g *Grid) CellAt(latDeg, lonDeg float64) int {
	// A domain may go past the antimeridian.
	if lonDeg < g.WestDeg {
		lonDeg += 360
	} else if lonDeg >= g.WestDeg+360 {
		lonDeg -= 360
	}
	if !(latDeg >= g.SouthDeg && latDeg < g.NorthDeg && lonDeg >= g.WestDeg && lonDeg < g.EastDeg) {
		return -1
	}
	row := min(int((latDeg-g.SouthDeg)/(g.NorthDeg-g.SouthDeg)*float64(g.Rows())), g.Rows()-1)
	n := g.RowStart[row+1] - g.RowStart[row]
	return g.RowStart[row] + min(int((lonDeg-g.WestDeg)/g.RowStepDeg[row]), n-1)
}
