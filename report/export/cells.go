package export

import (
	"fmt"
	"math"
	"slices"

	"scutum/assessment/footprint"
)

// micro is an angle in millionths of a degree: whole numbers, so that borders
// of neighbouring cells meet exactly.
type micro int64

const (
	degree   micro = 1_000_000
	fullTurn       = 360 * degree
	dateline       = 180 * degree
)

func toMicro(deg float64) micro { return micro(math.Round(deg * float64(degree))) }

// edges are the borders of a grid's rows and cells.
type edges struct {
	grid *footprint.Grid
	rows []micro // south borders of the rows, and the north border of the last
}

func edgesOf(g *footprint.Grid) edges {
	n := len(g.RowLatDeg)
	rows := make([]micro, n+1)
	rows[0], rows[n] = toMicro(g.SouthDeg), toMicro(g.NorthDeg)
	for i := 1; i < n; i++ {
		rows[i] = toMicro((g.RowLatDeg[i-1] + g.RowLatDeg[i]) / 2)
	}
	return edges{g, rows}
}

// west is the west border of cell i of a row; that of the cell after the last
// is the row's east border.
func (e edges) west(row, i int) micro {
	return toMicro(e.grid.WestDeg + float64(float64(i)*e.grid.RowStepDeg[row]))
}

// centre returns the latitude and longitude of a cell's centre in degrees, the
// longitude in [-180, 180).
func centre(g *footprint.Grid, row, cell int) (lat, lon float64) {
	lat, lon = g.Centre(row, cell)
	return lat, lon - float64(360*math.Floor((lon+180)/360))
}

// run is a row of neighbouring cells of one class, cut at the antimeridian.
type run struct {
	row, sheet int // sheet 0 is -180 to 180, sheet 1 the next turn eastwards
	west, east micro
	area       int // number of the connected area
}

// areas returns the outlines of all connected areas of cells that belong.
// Cells that touch only at a corner are apart. Each area is cut where it
// crosses the antimeridian (RFC 7946, section 3.1.9), and longitudes are in
// [-180, 180].
func (e edges) areas(belongs func(cell int) bool) []polygon {
	var polygons []polygon
	runs := e.runs(belongs)
	for len(runs) > 0 {
		sheet := runs[0].sheet
		n := slices.IndexFunc(runs, func(r run) bool { return r.sheet != sheet })
		if n < 0 {
			n = len(runs)
		}
		polygons = append(polygons, e.outline(runs[:n], -micro(sheet)*fullTurn)...)
		runs = runs[n:]
	}
	return polygons
}

// runs lists the runs by sheet, row and longitude.
func (e edges) runs(belongs func(cell int) bool) []run {
	var runs []run
	for row := range e.grid.RowLatDeg {
		first, last := e.grid.RowStart[row], e.grid.RowStart[row+1]
		for i := first; i < last; i++ {
			if !belongs(i) {
				continue
			}
			j := i + 1
			for j < last && belongs(j) {
				j++
			}
			runs = appendCut(runs, row, e.west(row, i-first), e.west(row, j-first))
			i = j
		}
	}
	slices.SortStableFunc(runs, func(a, b run) int { return a.sheet - b.sheet })
	return runs
}

// appendCut appends the parts of a run on either side of antimeridians.
func appendCut(runs []run, row int, west, east micro) []run {
	for west < east {
		sheet := floorDivide(west+dateline, fullTurn)
		end := min(east, micro(sheet+1)*fullTurn-dateline)
		runs = append(runs, run{row: row, sheet: sheet, west: west, east: end})
		west = end
	}
	return runs
}

func floorDivide(a, b micro) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return int(q)
}

// outline joins the runs of one sheet into areas and walks round each.
func (e edges) outline(runs []run, shift micro) []polygon {
	connect(runs)
	walker := newWalker()
	for i := 0; i < len(runs); {
		row, j := runs[i].row, i
		for j < len(runs) && runs[j].row == row {
			r := runs[j]
			walker.add(r.area, corner{r.east, e.rows[row]}, corner{r.east, e.rows[row+1]})
			walker.add(r.area, corner{r.west, e.rows[row+1]}, corner{r.west, e.rows[row]})
			j++
		}
		i = j
	}
	for row := 0; row <= len(e.grid.RowLatDeg); row++ {
		e.borders(walker, rowOf(runs, row-1), rowOf(runs, row), e.rows[row])
	}
	return walker.polygons(shift)
}

// rowOf returns the runs of a row; runs are sorted by row.
func rowOf(runs []run, row int) []run {
	byRow := func(r run, row int) int { return r.row - row }
	from, _ := slices.BinarySearchFunc(runs, row, byRow)
	to, _ := slices.BinarySearchFunc(runs, row+1, byRow)
	return runs[from:to]
}

// borders adds the parts of a parallel that have an area on one side only: to
// the east with the area to the north, to the west with it to the south.
func (e edges) borders(w *walker, below, above []run, lat micro) {
	var cuts []micro
	for _, r := range slices.Concat(below, above) {
		cuts = append(cuts, r.west, r.east)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i := 0; i+1 < len(cuts); i++ {
		south, north := covering(below, cuts[i]), covering(above, cuts[i])
		switch {
		case south < 0 && north >= 0:
			w.add(north, corner{cuts[i], lat}, corner{cuts[i+1], lat})
		case south >= 0 && north < 0:
			w.add(south, corner{cuts[i+1], lat}, corner{cuts[i], lat})
		}
	}
}

// covering returns the area of the run that begins at or before a longitude
// and ends after it, or -1.
func covering(runs []run, lon micro) int {
	for _, r := range runs {
		if r.west <= lon && lon < r.east {
			return r.area
		}
	}
	return -1
}

// connect numbers the areas: runs of neighbouring rows belong together if they
// share a stretch of their border.
func connect(runs []run) {
	parent := make([]int, len(runs))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	below := 0
	for i, r := range runs {
		for below < i && runs[below].row < r.row-1 {
			below++
		}
		for j := below; j < i && runs[j].row == r.row-1; j++ {
			if runs[j].west < r.east && r.west < runs[j].east {
				a, b := root(i), root(j)
				parent[max(a, b)] = min(a, b)
			}
		}
	}
	for i := range runs {
		runs[i].area = root(i)
	}
}

// check panics where a grid contradicts itself.
func check(g *footprint.Grid, cells int) {
	n := len(g.RowLatDeg)
	if len(g.RowStart) != n+1 || len(g.RowStepDeg) != n || len(g.AreaKm2) != n || g.Cells() != cells {
		panic(fmt.Sprintf("export: %d cells on a grid of %d rows and %v", cells, n, g.RowStart))
	}
}
