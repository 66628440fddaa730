package atlas

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"scutum/assessment/footprint"
	"scutum/report/projection"
)

// grid makes a grid of square cells as footprint does.
func grid(spacingKm, south, north, west, east float64) *footprint.Grid {
	g := &footprint.Grid{SpacingKm: spacingKm, SouthDeg: south, NorthDeg: north, WestDeg: west, EastDeg: east, RowStart: []int{0}}
	rows := int(math.Round((north - south) * 111.195 / spacingKm))
	for r := range rows {
		lat := south + (float64(r)+0.5)*(north-south)/float64(rows)
		n := int(math.Max(1, math.Round((east-west)*111.195*math.Cos(lat*math.Pi/180)/spacingKm)))
		g.RowLatDeg = append(g.RowLatDeg, lat)
		g.RowStepDeg = append(g.RowStepDeg, (east-west)/float64(n))
		g.AreaKm2 = append(g.AreaKm2, spacingKm*spacingKm)
		g.RowStart = append(g.RowStart, g.RowStart[r]+n)
	}
	return g
}

func TestCellsRoundTrip(t *testing.T) {
	for _, g := range []*footprint.Grid{grid(50, 25, 72, -25, 60), grid(100, 25, 90, -30, 70), grid(200, 20, 90, 150, 210)} {
		for cell := range g.Cells() {
			lat, lon := Centre(g, cell)
			if got := Cell(g, lat, lon); got != cell {
				t.Fatalf("cell %d at %g, %g is found as %d", cell, lat, lon, got)
			}
		}
	}
	if Cell(grid(50, 25, 72, -25, 60), 50, 80) != -1 || Cell(grid(50, 25, 72, -25, 60), 80, 10) != -1 {
		t.Error("a place outside has a cell")
	}
}

// area adds up the rings of path data of M, h, v and z.
func area(t *testing.T, d string) float64 {
	total := 0
	for _, ring := range strings.Split(d, "z") {
		if ring == "" {
			continue
		}
		x, y, x0, y0, sum := 0, 0, 0, 0, 0
		rest := ring
		for rest != "" {
			end := strings.IndexAny(rest[1:], "hvM")
			if end < 0 {
				end = len(rest) - 1
			}
			word := rest[:end+1]
			rest = rest[end+1:]
			dx, dy := 0, 0
			switch word[0] {
			case 'M':
				parts := strings.Fields(word[1:])
				x, y = number(t, parts[0]), number(t, parts[1])
				x0, y0 = x, y
			case 'h':
				dx = number(t, word[1:])
			case 'v':
				dy = number(t, word[1:])
			}
			sum += x*(y+dy) - (x+dx)*y
			x, y = x+dx, y+dy
		}
		sum += x*y0 - x0*y
		total += sum
	}
	return float64(total) / 2
}

func number(t *testing.T, s string) int {
	sign, v := 1, 0
	for _, c := range s {
		if c == '-' {
			sign = -1
			continue
		}
		if c < '0' || c > '9' {
			t.Fatalf("number %q", s)
		}
		v = 10*v + int(c-'0')
	}
	return sign * v
}

// The outline of a class has the area of its squares, holes and corners
// included.
func TestTraceKeepsAreas(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w, h := rapid.IntRange(1, 9).Draw(rt, "w"), rapid.IntRange(1, 9).Draw(rt, "h")
		r := &Raster{View: projection.View{Width: w, Height: h}, Cell: make([]int32, w*h)}
		classes := make([]uint8, w*h)
		var want [3]float64
		for i := range classes {
			r.Cell[i] = int32(i)
			classes[i] = uint8(rapid.IntRange(0, 2).Draw(rt, "class"))
			want[classes[i]]++
		}
		for c, d := range r.Trace(3, func(cell int) uint8 { return classes[cell] }) {
			if c > 0 && area(t, d) != want[c] {
				rt.Fatalf("class %d: %s has area %g, want %g", c, d, area(t, d), want[c])
			}
		}
	})
}

func TestBaseIsDrawn(t *testing.T) {
	b := NewBase(projection.Frame(projection.EqualArea(52, 18), -3000, -2200, 3300, 2400, 10))
	below, above := b.Draw()
	all := "<svg>" + below + above + b.Scale(20, 400, 500) + "</svg>"
	decoder := xml.NewDecoder(strings.NewReader(all))
	for {
		if _, err := decoder.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("land %d, coasts %d, borders %d bytes, %d degree labels", len(b.Land), len(b.Coasts), len(b.Borders), len(b.Marks))
	if len(all) > 150_000 || len(b.Land) < 5_000 || len(b.Marks) < 5 {
		t.Errorf("the base map has %d bytes", len(all))
	}
}

// Every square round the pole lies in a cell, on both sides of the antimeridian.
func TestThePoleHasCells(t *testing.T) {
	v := projection.Frame(projection.EqualArea(90, 0), -4000, -4000, 4000, 4000, 20)
	g := grid(100, 60, 90, -180, 180)
	raster := NewRaster(v, g)
	missing := 0
	for y := 100; y < 300; y++ {
		for x := 100; x < 300; x++ {
			if raster.Cell[y*v.Width+x] < 0 {
				missing++
			}
		}
	}
	if missing > 0 {
		t.Errorf("%d squares near the pole have no cell", missing)
	}
}
