package atlas

import (
	"math"

	"scutum/report/drawing"
	"scutum/report/projection"
	"scutum/scenario/geography"
)

// Base is the ground of a map: everything that does not depend on a result.
type Base struct {
	View      projection.View
	Land      string // path data of land areas
	Coasts    string
	Borders   string
	Graticule string
	Marks     []GraticuleLabel
}

// GraticuleLabel is the number of a meridian or parallel at the frame.
type GraticuleLabel struct {
	At     projection.Point
	Anchor string
	Text   string
}

// NewBase draws the ground of a view. Coasts are thinned to a third of a unit,
// and islands smaller than about two units are left out of the outlines.
func NewBase(v projection.View) *Base {
	const tolerance = 0.35
	b := &Base{View: v}
	var land, coasts, borders [][]projection.Point
	for _, country := range geography.Countries() {
		for _, polygon := range country.Polygons {
			for _, ring := range polygon {
				if area := v.Area(latLon(ring), tolerance); extent(area) > 1.5 {
					land = append(land, area)
				}
			}
		}
	}
	for _, line := range geography.Coasts() {
		for _, part := range v.Lines(latLon(line), tolerance) {
			if extent(part) > 1.5 {
				coasts = append(coasts, part)
			}
		}
	}
	for _, line := range geography.BorderLines() {
		borders = append(borders, v.Lines(latLon(line), tolerance)...)
	}
	b.Land, b.Coasts, b.Borders = drawing.Areas(land), drawing.Lines(coasts), drawing.Lines(borders)
	b.graticule()
	return b
}

func latLon[L ~[]geography.Point](line L) [][2]float64 {
	out := make([][2]float64, len(line))
	for i, p := range line {
		out[i] = [2]float64{p.LatDeg, p.LonDeg}
	}
	return out
}

// extent is the larger side of the box round a line.
func extent(line []projection.Point) float64 {
	if len(line) == 0 {
		return 0
	}
	box := drawing.Box{Left: line[0].X, Top: line[0].Y, Right: line[0].X, Bottom: line[0].Y}
	for _, p := range line {
		box.Left, box.Right = math.Min(box.Left, p.X), math.Max(box.Right, p.X)
		box.Top, box.Bottom = math.Min(box.Top, p.Y), math.Max(box.Bottom, p.Y)
	}
	return math.Max(box.Right-box.Left, box.Bottom-box.Top)
}

// graticule draws every tenth parallel and meridian; meridians end at 80 N but
// for every thirtieth, so that they do not crowd the pole.
func (b *Base) graticule() {
	var lines [][]projection.Point
	for lat := 10.0; lat <= 80; lat += 10 {
		var line [][2]float64
		for lon := -180.0; lon <= 180; lon += 5 {
			line = append(line, [2]float64{lat, lon})
		}
		lines = append(lines, b.View.Lines(line, 0.1)...)
		b.label(line, degrees(lat, "N", "S"))
	}
	for lon := -170.0; lon <= 180; lon += 10 {
		top := 80.0
		if math.Mod(lon, 30) == 0 {
			top = 90
		}
		var line [][2]float64
		for lat := 0.0; lat <= top; lat += 5 {
			line = append(line, [2]float64{lat, lon})
		}
		lines = append(lines, b.View.Lines(line, 0.1)...)
		b.label(line, degrees(lon, "E", "W"))
	}
	b.Graticule = drawing.Lines(lines)
}

// label puts a number where a line enters the frame: at the left edge for
// parallels, at the lower edge for meridians, and nowhere else.
func (b *Base) label(line [][2]float64, text string) {
	const edge = 1.0
	w, h := float64(b.View.Width), float64(b.View.Height)
	parallel := text[len(text)-1] == 'N'
	for _, run := range b.View.Lines(line, 0) {
		for _, p := range []projection.Point{run[0], run[len(run)-1]} {
			switch {
			case parallel && p.X < edge && p.Y > 14 && p.Y < h-20:
				b.Marks = append(b.Marks, GraticuleLabel{projection.Point{X: 3, Y: p.Y - 2}, "start", text})
				return
			case !parallel && p.Y > h-edge && p.X > 30 && p.X < w-20:
				b.Marks = append(b.Marks, GraticuleLabel{projection.Point{X: p.X + 2, Y: h - 3}, "start", text})
				return
			}
		}
	}
}

func degrees(v float64, positive, negative string) string {
	name := positive
	if v < 0 {
		name, v = negative, -v
	}
	return drawing.Number(v) + "° " + name
}

// Draw returns the ground as SVG elements: what lies below the cells, and what
// lies above them.
func (b *Base) Draw() (below, above string) {
	var under, over drawing.Canvas
	under.Path("land", b.Land)
	over.Path("graticule", b.Graticule)
	over.Path("line-halo", b.Borders+b.Coasts) // keeps lines visible on dark cells
	over.Path("border", b.Borders)
	over.Path("coast", b.Coasts)
	for _, m := range b.Marks {
		over.Text("degree", m.At.X, m.At.Y, m.Anchor, m.Text)
	}
	return under.String(), over.String()
}

// Scale returns a bar of a round length with its label, its left lower end at
// a point. The projection keeps areas, so that lengths are true at the centre
// and off by a few per cent at the edges of Europe.
func (b *Base) Scale(x, y, km float64) string {
	var c drawing.Canvas
	w := km / b.View.UnitKm
	c.Add(`<g class="scale"><path class="scalebar" d="M%n %nv-4h%nv4"/>`, x, y, w)
	c.Text("scaletext", x+float64(w/2), y-6, "middle", drawing.Number(km)+" km")
	c.Raw(`</g>`)
	return c.String()
}
