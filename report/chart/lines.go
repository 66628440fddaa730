package chart

import (
	"fmt"
	"math"
	"sort"

	"scutum/report/drawing"
	"scutum/report/projection"
)

// Series is a line with a name. Points that are NaN part it.
type Series struct {
	Name string
	X, Y []float64
	Look int // which of the eight colours and dashes
}

// Level is a horizontal line across the chart.
type Level struct {
	Name  string
	Y     float64
	Shade bool // shade what lies below
}

// Moment is a vertical line across the chart.
type Moment struct {
	Name string
	X    float64
}

// Lines is a chart of lines.
type Lines struct {
	Width, Height int
	X, Y          Axis
	Series        []Series
	Quiet         []Series // thin grey lines behind the others, without names
	Levels        []Level
	Moments       []Moment
	Description   string // what a reader who cannot see the chart should know
}

// LabelSize is the size of labels in units of the chart.
const LabelSize = 11

const lineGap = 13

// labelRoom is the width kept to the right for names, from their length.
func (l *Lines) labelRoom() float64 {
	room := 16.0
	for _, s := range l.Series {
		room = math.Max(room, drawing.TextWidth(s.Name, LabelSize)+26)
	}
	for _, m := range l.Moments {
		left := float64((l.X.Max - m.X) / (l.X.Max - l.X.Min) * 0.5 * float64(l.Width)) // of the chart, at least
		room = math.Max(room, drawing.TextWidth(m.Name, LabelSize)+8-left)
	}
	return math.Min(room, float64(l.Width)*0.42)
}

// Draw returns the chart as an SVG element, and the boxes of its labels.
func (l *Lines) Draw() (svg string, labels []drawing.Box) {
	f := frame{left: 58, top: 14, right: float64(l.Width) - l.labelRoom(), bottom: float64(l.Height) - 42, x: l.X, y: l.Y}
	// Names of moments stand in rows above the chart.
	rows, momentLabels := l.placeMoments(f)
	f.top += float64(rows * lineGap)
	var c drawing.Canvas
	c.Add(`<svg class="chart" viewBox="0 0 %d %d" role="img" aria-label="%s">`, l.Width, l.Height, l.Description)
	for _, v := range l.Levels {
		if v.Shade && v.Y > f.y.Min {
			top := math.Max(f.top, f.py(v.Y))
			c.Add(`<rect class="below" x="%n" y="%n" width="%n" height="%n"/>`, f.left, top, f.right-f.left, f.bottom-top)
		}
	}
	f.draw(&c)
	var quiet [][]projection.Point
	for _, s := range l.Quiet {
		quiet = append(quiet, f.visible(s)...)
	}
	c.Path("quiet", drawing.Lines(quiet))
	l.drawMoments(&c, f, momentLabels)
	labels = append(labels, momentLabels...)
	labels = append(labels, l.drawLevels(&c, f)...)
	labels = append(labels, l.drawSeries(&c, f)...)
	c.Raw(`</svg>`)
	return c.String(), labels
}

// visible returns the runs of a series inside the frame; a run that leaves it
// is cut where it crosses.
func (f frame) visible(s Series) [][]projection.Point {
	v := projection.View{Width: int(f.right - f.left), Height: int(f.bottom - f.top)}
	var out [][]projection.Point
	var run []projection.Point
	flush := func() {
		for _, part := range v.Cut(run) {
			for i := range part {
				part[i].X += f.left
				part[i].Y += f.top
			}
			out = append(out, part)
		}
		run = nil
	}
	for i, x := range s.X {
		if math.IsNaN(x) || math.IsNaN(s.Y[i]) || math.IsInf(s.Y[i], 0) {
			flush()
			continue
		}
		run = append(run, projection.Point{X: f.px(x) - f.left, Y: f.py(s.Y[i]) - f.top})
	}
	flush()
	return out
}

// drawSeries draws the named lines, and their names to the right, each joined
// to the end of its line by a thin leader.
func (l *Lines) drawSeries(c *drawing.Canvas, f frame) []drawing.Box {
	var ends []projection.Point
	var names []Series
	for _, s := range l.Series {
		runs := f.visible(s)
		c.Path(fmt.Sprintf("series look%d", s.Look%8), drawing.Lines(runs))
		if len(runs) > 0 {
			last := runs[len(runs)-1]
			ends = append(ends, last[len(last)-1])
			names = append(names, s)
		}
	}
	wishes := make([]float64, len(ends))
	for i, e := range ends {
		wishes[i] = e.Y
	}
	var boxes []drawing.Box
	for i, y := range drawing.Spread(wishes, lineGap, f.top+4, f.bottom-4) {
		if ends[i].X > f.right-30 {
			c.Add(`<path class="leader" d="M%n %nL%n %nH%n"/>`, ends[i].X+2, ends[i].Y, f.right+10, y, f.right+16)
		} else { // the line ends far away: a sample of it instead
			c.Add(`<path class="series look%d" d="M%n %nH%n"/>`, names[i].Look%8, f.right+2, y, f.right+17)
		}
		c.Text(fmt.Sprintf("label look%d", names[i].Look%8), f.right+19, y+4, "start", names[i].Name)
		boxes = append(boxes, drawing.TextBox(names[i].Name, LabelSize, f.right+19, y+4, "start"))
	}
	return boxes
}

// drawLevels draws the horizontal lines with their names above them at the
// left; names that would touch are moved apart.
func (l *Lines) drawLevels(c *drawing.Canvas, f frame) []drawing.Box {
	var wishes []float64
	var seen []Level
	for _, v := range l.Levels {
		if v.Y < f.y.Min || v.Y > f.y.Max {
			continue
		}
		c.Add(`<path class="level" d="M%n %nH%n"/>`, f.left, f.py(v.Y), f.right)
		wishes = append(wishes, f.py(v.Y)-4)
		seen = append(seen, v)
	}
	var boxes []drawing.Box
	for i, y := range drawing.Spread(wishes, lineGap, f.top+10, f.bottom-3) {
		c.Text("levelname", f.left+6, y, "start", seen[i].Name)
		boxes = append(boxes, drawing.TextBox(seen[i].Name, LabelSize, f.left+6, y, "start"))
	}
	return boxes
}

// placeMoments finds a row above the chart for every moment's name, which
// begins at the moment's line. A line runs down through all lower rows, so a
// name goes below every name that reaches across its line.
func (l *Lines) placeMoments(f frame) (rows int, boxes []drawing.Box) {
	sort.SliceStable(l.Moments, func(i, j int) bool { return l.Moments[i].X < l.Moments[j].X })
	var at []int
	for _, m := range l.Moments {
		x, row := f.px(m.X), 0
		for i, b := range boxes {
			if b.Right+4 > x {
				row = max(row, at[i]+1)
			}
		}
		boxes = append(boxes, drawing.TextBox(m.Name, LabelSize, x+3, f.top+float64(row*lineGap), "start"))
		at, rows = append(at, row), max(rows, row+1)
	}
	return rows, boxes
}

func (l *Lines) drawMoments(c *drawing.Canvas, f frame, boxes []drawing.Box) {
	for i, m := range l.Moments {
		if m.X < f.x.Min || m.X > f.x.Max {
			continue
		}
		c.Add(`<path class="moment" d="M%n %nV%n"/>`, f.px(m.X), boxes[i].Top, f.bottom)
		c.Text("momentname", boxes[i].Left, boxes[i].Bottom-float64(0.25*LabelSize), "start", m.Name)
	}
}
