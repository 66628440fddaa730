package geography

import (
	"strconv"
	"sync"
)

// Point is a place on a border or coast.
type Point struct{ LatDeg, LonDeg float64 }

// Line is an open line of points. Neighbouring points may lie on either side
// of the antimeridian: longitudes are in [-180, 180], so a step of more than
// 180 degrees means the short way round.
type Line []Point

// Ring is a closed line; its last point repeats its first.
type Ring []Point

// Country is a country's land. Each polygon is an outer ring and its holes.
type Country struct {
	Code, Name string // two-letter code, as in Place
	Polygons   [][]Ring
}

// Countries returns every country that reaches north of 10 N, by code. A code
// may come twice (Cyprus and Northern Cyprus). The slices are shared.
func Countries() []Country { return theBorders().countries }

// Coasts returns the lines between a country and water, each once.
func Coasts() []Line { return theBorders().coasts }

// BorderLines returns the lines between two countries, each once.
func BorderLines() []Line { return theBorders().lines }

// borders is the decoded borders file with its search index.
type borders struct {
	countries     []Country
	coasts, lines []Line
	index         *bands
}

var theBorders = sync.OnceValue(func() *borders {
	d := open(bordersFile)
	arcs := d.arcs()
	uses := make([]int, len(arcs))
	b := &borders{countries: make([]Country, d.uint())}
	for i := range b.countries {
		b.countries[i] = d.country(arcs, uses)
	}
	for i, arc := range arcs {
		switch {
		case uses[i] == 1:
			b.coasts = append(b.coasts, arc)
		case uses[i] > 1:
			b.lines = append(b.lines, arc)
		}
	}
	b.index = newBands(b.countries)
	return b
})

// arcs reads the transform and the arcs, which are deltas on a grid.
func (d *decoder) arcs() []Line {
	var transform [4]float64
	for i := range transform {
		v, err := strconv.ParseFloat(d.text(), 64)
		if err != nil {
			panic(err)
		}
		transform[i] = v
	}
	list := make([]Line, d.uint())
	for i := range list {
		list[i] = make(Line, d.uint())
		x, y := 0, 0
		for k := range list[i] {
			x += d.int()
			y += d.int()
			list[i][k] = Point{
				float64(float64(y)*transform[1]) + transform[3],
				float64(float64(x)*transform[0]) + transform[2],
			}
		}
	}
	return list
}

// country reads one country, and counts how often each arc is used.
func (d *decoder) country(arcs []Line, uses []int) Country {
	c := Country{Code: d.text(), Name: d.text()}
	c.Polygons = make([][]Ring, d.uint())
	for p := range c.Polygons {
		c.Polygons[p] = make([]Ring, d.uint())
		for r := range c.Polygons[p] {
			var ring Ring
			for range d.uint() {
				n := d.int()
				if n >= 0 {
					uses[n]++
					ring = join(ring, arcs[n], false)
				} else {
					uses[^n]++
					ring = join(ring, arcs[^n], true)
				}
			}
			c.Polygons[p][r] = ring
		}
	}
	return c
}

// join appends an arc to a ring without repeating the shared point.
func join(ring Ring, arc Line, backwards bool) Ring {
	for i := range arc {
		if i == 0 && len(ring) > 0 {
			continue
		}
		if backwards {
			ring = append(ring, arc[len(arc)-1-i])
		} else {
			ring = append(ring, arc[i])
		}
	}
	return ring
}
