package export

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"scutum/assessment/footprint"
)

// picture makes a grid of one-degree cells from rows of text, north first, and
// says which cells hold an x.
func picture(west float64, rows ...string) (*footprint.Grid, func(int) bool) {
	g := &footprint.Grid{SpacingKm: 111, SouthDeg: 0, NorthDeg: float64(len(rows)), WestDeg: west, EastDeg: west + float64(len(rows[0])), RowStart: []int{0}}
	var cells []bool
	for i := range rows {
		row := rows[len(rows)-1-i]
		g.RowLatDeg = append(g.RowLatDeg, float64(i)+0.5)
		g.RowStepDeg = append(g.RowStepDeg, 1)
		g.AreaKm2 = append(g.AreaKm2, 12300)
		for _, c := range row {
			cells = append(cells, c == 'x')
		}
		g.RowStart = append(g.RowStart, len(cells))
	}
	return g, func(i int) bool { return cells[i] }
}

func describe(polygons []polygon) string {
	var lines []string
	ring := func(r []corner) string {
		var points []string
		for _, c := range r {
			points = append(points, fmt.Sprintf("%v %v", float64(c.lon)/1e6, float64(c.lat)/1e6))
		}
		return strings.Join(points, ", ")
	}
	for _, p := range polygons {
		line := ring(p.outer)
		for _, h := range p.holes {
			line += " without " + ring(h)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "; ")
}

func TestOutlines(t *testing.T) {
	for _, c := range []struct {
		name string
		west float64
		rows []string
		want string
	}{
		{"a square", 10, []string{"...", ".x.", "..."}, "11 1, 12 1, 12 2, 11 2"},
		{"a step", 0, []string{"x.", "xx"}, "0 0, 2 0, 2 1, 1 1, 1 2, 0 2"},
		{"a hole", 0, []string{"xxx", "x.x", "xxx"}, "0 0, 3 0, 3 3, 0 3 without 1 1, 1 2, 2 2, 2 1"},
		{"corners touch", 0, []string{".x", "x."}, "0 0, 1 0, 1 1, 0 1; 1 1, 2 1, 2 2, 1 2"},
		{"a hole that touches the outside", 0, []string{"xxx", "x.x", "xx."}, "0 0, 2 0, 2 1, 3 1, 3 3, 0 3 without 1 1, 1 2, 2 2, 2 1"},
		{"across the antimeridian", 178, []string{".xx.", "xxxx"}, "178 0, 180 0, 180 2, 179 2, 179 1, 178 1; -180 0, -178 0, -178 1, -179 1, -179 2, -180 2"},
		{"nothing", 0, []string{"..", ".."}, ""},
	} {
		g, belongs := picture(c.west, c.rows...)
		if got := describe(edgesOf(g).areas(belongs)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestOutlinesHoldTheCells: on grids whose rows do not align, the area inside
// the outlines is that of the cells, every ring winds the right way, passes no
// corner twice and has no needless corner.
func TestOutlinesHoldTheCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := &footprint.Grid{SouthDeg: 40, NorthDeg: 46, WestDeg: rapid.SampledFrom([]float64{-30, 170, 175.5}).Draw(t, "west"), RowStart: []int{0}}
		want, n := 0.0, 0
		var cells []bool
		e := edges{grid: g}
		for row := range 6 {
			width := rapid.IntRange(3, 9).Draw(t, "width")
			g.RowLatDeg = append(g.RowLatDeg, 40.5+float64(row))
			g.RowStepDeg = append(g.RowStepDeg, 12/float64(width))
			for i := range width {
				x := rapid.Bool().Draw(t, "x")
				cells = append(cells, x)
				if x {
					want += float64(e.west(row, i+1)-e.west(row, i)) * 1e6
				}
			}
			n += width
			g.RowStart = append(g.RowStart, n)
		}
		got := 0.0
		for _, p := range edgesOf(g).areas(func(i int) bool { return cells[i] }) {
			for i, ring := range append([][]corner{p.outer}, p.holes...) {
				area := signedArea(ring) / 2
				if (area > 0) != (i == 0) {
					t.Fatalf("ring %v winds the wrong way", ring)
				}
				got += area
				seen := map[corner]bool{}
				for k, c := range ring {
					if seen[c] || c.lon < -dateline || c.lon > dateline || straight(ring[(k+len(ring)-1)%len(ring)], c, ring[(k+1)%len(ring)]) {
						t.Fatalf("corner %v of %v", c, ring)
					}
					seen[c] = true
				}
			}
		}
		if diff := got - want; diff > 1 || diff < -1 {
			t.Fatalf("area %v, cells %v", got, want)
		}
	})
}
