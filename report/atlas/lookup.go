// Package atlas draws maps: the base of coasts, borders and graticule, and on
// it the cells of a grid as areas of one class.
//
// Cells are drawn by asking, for every point of a fine lattice on paper, which
// cell it lies in, and by tracing the outline of each class on that lattice.
// What is drawn is thus what was computed, no cell is bent or torn at the
// antimeridian or the pole, and neighbouring areas meet without a seam.
package atlas

import (
	"math"

	"scutum/assessment/footprint"
	"scutum/report/projection"
)

// Cell returns the number of the cell of a grid that holds a place, or -1.
func Cell(g *footprint.Grid, latDeg, lonDeg float64) int {
	rows := len(g.RowLatDeg)
	if rows == 0 || latDeg < g.SouthDeg || latDeg > g.NorthDeg {
		return -1
	}
	row := min(rows-1, int((latDeg-g.SouthDeg)/(g.NorthDeg-g.SouthDeg)*float64(rows)))
	east := lonDeg - g.WestDeg
	east -= float64(360 * math.Floor(east/360))
	if east > g.EastDeg-g.WestDeg {
		return -1
	}
	n := g.RowStart[row+1] - g.RowStart[row]
	if n == 0 {
		return -1
	}
	return g.RowStart[row] + min(n-1, int(east/g.RowStepDeg[row]))
}

// Row returns the row of a cell.
func Row(g *footprint.Grid, cell int) int {
	low, high := 0, len(g.RowLatDeg)
	for high-low > 1 {
		if mid := (low + high) / 2; g.RowStart[mid] <= cell {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// Centre returns the centre of a cell.
func Centre(g *footprint.Grid, cell int) (latDeg, lonDeg float64) {
	row := Row(g, cell)
	lon := g.WestDeg + float64((float64(cell-g.RowStart[row])+0.5)*g.RowStepDeg[row])
	return g.RowLatDeg[row], lon - float64(360*math.Round(lon/360))
}

// Cells returns how many cells a grid has.
func Cells(g *footprint.Grid) int {
	if g == nil || len(g.RowStart) == 0 {
		return 0
	}
	return g.RowStart[len(g.RowStart)-1]
}

// Raster holds, for every unit square of a view, the cell in which its middle
// lies, or -1.
type Raster struct {
	View projection.View
	Cell []int32
}

// NewRaster asks for every unit square of a view.
func NewRaster(v projection.View, g *footprint.Grid) *Raster {
	r := &Raster{v, make([]int32, v.Width*v.Height)}
	for y := range v.Height {
		for x := range v.Width {
			cell := -1
			if lat, lon, ok := v.Place(projection.Point{X: float64(x) + 0.5, Y: float64(y) + 0.5}); ok {
				cell = Cell(g, lat, lon)
			}
			r.Cell[y*v.Width+x] = int32(cell)
		}
	}
	return r
}
