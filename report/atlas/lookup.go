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
	"slices"

	"scutum/assessment/footprint"
	"scutum/report/projection"
)

// Cell returns the number of the cell of a grid that holds a place, or -1. It
// takes longitudes of any turn and the grid's northern and eastern edges, which
// are the pole and the antimeridian on some maps.
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

// Centre returns the centre of a cell, with its longitude in [-180, 180].
func Centre(g *footprint.Grid, cell int) (latDeg, lonDeg float64) {
	lat, lon := g.Centre(g.Row(cell), cell)
	return lat, lon - float64(360*math.Round(lon/360))
}

// Same reports whether two grids have the same cells.
func Same(a, b *footprint.Grid) bool {
	if a == b || a == nil || b == nil {
		return a == b
	}
	return a.SpacingKm == b.SpacingKm && a.SouthDeg == b.SouthDeg && a.NorthDeg == b.NorthDeg && a.WestDeg == b.WestDeg && a.EastDeg == b.EastDeg &&
		slices.Equal(a.RowStart, b.RowStart)
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
