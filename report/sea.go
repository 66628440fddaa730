package report

import (
	"fmt"
	"html/template"
	"math"

	"scutum/assessment/deterrence"
	"scutum/assessment/footprint"
	"scutum/assessment/scorecard"
	"scutum/report/atlas"
	"scutum/report/drawing"
	"scutum/report/projection"
)

// The centre of the exclusion maps: the middle of the waters that ships could
// use, so that the pole is inside the map.
const polarLatDeg, polarLonDeg = 66, 25

// seaGround is what the exclusion maps share.
type seaGround struct {
	view   projection.View
	base   *atlas.Base
	raster *atlas.Raster
	grid   *footprint.Grid
	marks  string
	labels []drawing.Box // of the marks
}

// seaFigure is one exclusion map with its words.
type seaFigure struct {
	ID, Title, Description string
	Cells, Over            template.HTML
	Bands                  []bandShare
}

// bandShare is the sea from which a speed suffices.
type bandShare struct{ Speed, Area, Least string }

func newSeaGround(r *scorecard.Result) *seaGround {
	if len(r.Exclusions) == 0 {
		return nil
	}
	grid := r.Exclusions[0].Grid
	v := polarView(r, grid)
	g := &seaGround{v, atlas.NewBase(v), atlas.NewRaster(v, grid), grid, "", nil}
	g.marks, g.labels = drawMarks(v, forceMarks(r), 13)
	return g
}

// polarView frames the sea cells and the fields.
func polarView(r *scorecard.Result, grid *footprint.Grid) projection.View {
	a := projection.EqualArea(polarLatDeg, polarLonDeg)
	box := drawing.Box{Left: math.Inf(1), Top: math.Inf(-1), Right: math.Inf(-1), Bottom: math.Inf(1)}
	enter := func(lat, lon float64) {
		if x, y, ok := a.Project(lat, lon); ok {
			box.Left, box.Right = math.Min(box.Left, x), math.Max(box.Right, x)
			box.Bottom, box.Top = math.Min(box.Bottom, y), math.Max(box.Top, y)
		}
	}
	for cell := range grid.Cells() {
		lat, lon := atlas.Centre(grid, cell)
		enter(lat, lon)
	}
	for _, t := range r.Setting.Force.Trajectories {
		enter(t.From.LatDeg(), t.From.LonDeg())
	}
	const edge = 200
	unit := math.Ceil((box.Right-box.Left+2*edge)/frameWidth*2) / 2
	return projection.Frame(a, box.Left-edge, box.Bottom-edge, box.Right+edge, box.Top+edge, unit)
}

// forceMarks lists the fields and every land site of every shield, each once.
func forceMarks(r *scorecard.Result) []mark {
	var marks []mark
	add := func(m mark) {
		for _, o := range marks {
			if o.name == m.name {
				return
			}
		}
		marks = append(marks, m)
	}
	for _, s := range r.Setting.Shields {
		for _, site := range s.Sites {
			if !site.Ship {
				add(mark{"site", site.Name, site.Place.LatDeg(), site.Place.LonDeg()})
			}
		}
	}
	for _, t := range r.Setting.Force.Trajectories {
		add(mark{"field", t.Field, t.From.LatDeg(), t.From.LonDeg()})
	}
	return marks
}

// defs is the shared ground of the exclusion maps.
func (g *seaGround) defs() template.HTML {
	below, above := g.base.Draw()
	var c drawing.Canvas
	c.Raw(`<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs><g id="polar-below">` + below + `</g><g id="polar-above">` + above)
	c.Path("edge", drawing.Lines(g.outline()))
	c.Raw(g.base.Scale(16, float64(g.view.Height)-22, 1000) + g.marks + `</g></defs></svg>`)
	return template.HTML(c.String())
}

// outline is the edge of the area that was computed.
func (g *seaGround) outline() [][]projection.Point {
	var lines [][]projection.Point
	side := func(lat0, lon0, lat1, lon1 float64) {
		var line [][2]float64
		for k := range 51 {
			f := float64(k) / 50
			line = append(line, [2]float64{lat0 + float64(f*(lat1-lat0)), lon0 + float64(f*(lon1-lon0))})
		}
		lines = append(lines, g.view.Lines(line, 0.2)...)
	}
	q := g.grid
	side(q.SouthDeg, q.WestDeg, q.SouthDeg, q.EastDeg)
	side(q.SouthDeg, q.WestDeg, q.NorthDeg, q.WestDeg)
	side(q.SouthDeg, q.EastDeg, q.NorthDeg, q.EastDeg)
	return lines
}

// bandSpeeds are the speeds between which sea cells are shaded.
func bandSpeeds(e *deterrence.Exclusion) []float64 {
	var speeds []float64
	for _, c := range e.Contours {
		speeds = append(speeds, c.SpeedKmS)
	}
	if len(speeds) == 0 {
		return []float64{3, 4.5, 5.5}
	}
	return speeds
}

// band is how a sea cell is drawn: 1 where the lowest speed suffices, and one
// more for each higher speed; 0 where none of them does.
func band(e *deterrence.Exclusion, speeds []float64, cell int) uint8 {
	v := float64(e.ThresholdKmS[cell])
	if !e.Sea[cell] || math.IsNaN(v) {
		return 0
	}
	for i, speed := range speeds {
		if v <= speed {
			return uint8(i + 1)
		}
	}
	return 0
}

// seaMaps draws the exclusion maps.
func seaMaps(r *scorecard.Result, g *seaGround) []seaFigure {
	var out []seaFigure
	for i, e := range r.Exclusions {
		f := seaFigure{ID: fmt.Sprintf("exclusion-%d", i), Title: "Commit " + commitWords(e.CommitAfterBurnoutS)}
		raster := g.raster
		if !atlas.Same(e.Grid, g.grid) {
			raster = atlas.NewRaster(g.view, e.Grid)
		}
		f.Cells, f.Over = template.HTML(seaCells(e, raster)), template.HTML(contours(e, g))
		f.Bands = bands(e)
		f.Description = "Map of the seas round Europe and the Arctic. " + f.Title + ". "
		for _, b := range f.Bands {
			f.Description += fmt.Sprintf("Within reach of a %s interceptor: %s of sea. ", b.Speed, b.Area)
		}
		out = append(out, f)
	}
	return out
}

func commitWords(afterBurnoutS float64) string {
	if afterBurnoutS == 0 {
		return "at the attacker's burnout"
	}
	if afterBurnoutS < 0 {
		return plain(-afterBurnoutS) + " s before the attacker's burnout"
	}
	return plain(afterBurnoutS) + " s after the attacker's burnout"
}

func seaCells(e *deterrence.Exclusion, raster *atlas.Raster) string {
	var c drawing.Canvas
	speeds := bandSpeeds(e)
	for class, d := range raster.Trace(len(speeds)+1, func(cell int) uint8 { return band(e, speeds, cell) }) {
		c.Path(fmt.Sprintf("cell keepout%d", class), d)
	}
	return c.String()
}

// contours draws the lines of equal speed with their labels.
func contours(e *deterrence.Exclusion, g *seaGround) string {
	var c drawing.Canvas
	p := drawing.Placer{Frame: drawing.Box{Left: 2, Top: 2, Right: float64(g.view.Width) - 2, Bottom: float64(g.view.Height) - 2}}
	for _, box := range g.labels {
		p.Take(box)
	}
	for i, contour := range e.Contours {
		var lines [][]projection.Point
		for _, line := range contour.Lines {
			lines = append(lines, g.view.Lines(line, 0.3)...)
		}
		c.Path(fmt.Sprintf("contour contour%d", i+1), drawing.Lines(lines))
		longest := []projection.Point(nil)
		for _, line := range lines {
			if len(line) > len(longest) {
				longest = line
			}
		}
		text := fixed(contour.SpeedKmS, 1) + " km/s"
		for k := 1; k < 8 && len(longest) > 0; k++ {
			at := longest[(len(longest)-1)*k/8]
			if x, y, anchor, ok := p.Label(text, 13, at.X, at.Y, 2); ok {
				c.Text("contourname", x, y, anchor, text)
				break
			}
		}
	}
	return c.String()
}

// bands adds up the sea from which each speed suffices.
func bands(e *deterrence.Exclusion) []bandShare {
	var out []bandShare
	least := math.Inf(1)
	for cell, v := range e.ThresholdKmS {
		if e.Sea[cell] && !math.IsNaN(float64(v)) {
			least = math.Min(least, float64(v))
		}
	}
	for _, speed := range bandSpeeds(e) {
		area := 0.0
		for row := range e.Grid.RowLatDeg {
			for cell := e.Grid.RowStart[row]; cell < e.Grid.RowStart[row+1]; cell++ {
				if v := float64(e.ThresholdKmS[cell]); e.Sea[cell] && v <= speed {
					area += e.Grid.AreaKm2[row]
				}
			}
		}
		b := bandShare{Speed: fixed(speed, 1) + " km/s", Area: squareKm(area), Least: "nowhere"}
		if !math.IsInf(least, 1) {
			b.Least = fixed(least, 2) + " km/s"
		}
		out = append(out, b)
	}
	return out
}

// squareKm writes an area for readers.
func squareKm(km2 float64) string {
	if km2 >= 1e6 {
		return fixed(km2/1e6, 1) + " million km²"
	}
	return thousands(math.Round(km2/1000)*1000) + " km²"
}

// seas writes the blocks of the exclusion maps.
func (s *study) seas(r *scorecard.Result, g *seaGround, b interface{ WriteString(string) (int, error) }) {
	for i, e := range r.Exclusions {
		if !atlas.Same(e.Grid, g.grid) {
			continue
		}
		threshold, index := column{name: "threshold", bytes: 2}, column{name: "trajectory", bytes: 2}
		for cell, v := range e.ThresholdKmS {
			n := count(float64(v), 0.01)
			if !e.Sea[cell] {
				n = noneUnsigned
			}
			threshold.values = append(threshold.values, n)
			index.values = append(index.values, int64(e.Trajectory[cell]))
		}
		blk := block{id: fmt.Sprintf("sea-%d", i), columns: []column{threshold, index}}
		b.WriteString(blk.element())
		s.Exclusion = append(s.Exclusion, seaJSON{e.CommitAfterBurnoutS})
	}
}
