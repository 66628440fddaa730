package chart

import (
	"math"

	"scutum/report/drawing"
	"scutum/report/projection"
)

// Point is a point of a scatter chart.
type Point struct {
	ID    string // of the points and rows that go together; may be empty
	Name  string // beside it; may be empty
	X, Y  float64
	Kind  string // a symbol of Symbols
	Class string
	Title string // what pointing at it says
}

// Scatter is a chart of points.
type Scatter struct {
	Width, Height int
	X, Y          Axis
	Quiet         []Point // small, behind the others
	Fronts        []Series
	Points        []Point
	Levels        []Level
	Moments       []Moment
	Description   string // what a reader who cannot see the chart should know
}

// Draw returns the chart as an SVG element, and the boxes of its labels.
func (s *Scatter) Draw() (svg string, labels []drawing.Box) {
	l := Lines{Width: s.Width, Height: s.Height, X: s.X, Y: s.Y, Levels: s.Levels, Moments: s.Moments}
	f := frame{left: 64, top: 14, right: float64(s.Width) - 22, bottom: float64(s.Height) - 42, x: s.X, y: s.Y}
	rows, moments := l.placeMoments(f)
	f.top += float64(rows * lineGap)
	var c drawing.Canvas
	c.Add(`<svg class="chart scatter" viewBox="0 0 %d %d" role="img" aria-label="%s">`, s.Width, s.Height, s.Description)
	if len(s.Moments) > 0 {
		if x := f.px(s.Moments[0].X); x > f.left && x < f.right {
			c.Add(`<rect class="below" x="%n" y="%n" width="%n" height="%n"/>`, f.left, f.top, x-f.left, f.bottom-f.top)
		}
	}
	f.draw(&c)
	l.drawMoments(&c, f, moments)
	labels = append(labels, moments...)
	labels = append(labels, l.drawLevels(&c, f)...)
	for _, x := range s.Quiet {
		if f.holds(x) {
			c.Add(`<circle class="quiet-point" cx="%n" cy="%n" r="2"><title>%s</title></circle>`, f.px(x.X), f.py(x.Y), x.Title)
		}
	}
	for _, front := range s.Fronts {
		var runs [][]projection.Point = f.visible(front)
		c.Path("front-line", drawing.Lines(runs))
	}
	return s.points(&c, f, labels)
}

func (f frame) holds(p Point) bool {
	return !math.IsNaN(p.X) && !math.IsNaN(p.Y) && p.X >= f.x.Min && p.X <= f.x.Max && p.Y >= f.y.Min && p.Y <= f.y.Max
}

// points draws the points and then the names, where there is room.
func (s *Scatter) points(c *drawing.Canvas, f frame, labels []drawing.Box) (string, []drawing.Box) {
	p := drawing.Placer{Frame: drawing.Box{Left: f.left + 2, Top: f.top, Right: float64(s.Width) - 4, Bottom: f.bottom - 2}}
	for _, box := range labels {
		p.Take(box)
	}
	for _, x := range s.Points {
		if f.holds(x) {
			p.Mark(f.px(x.X), f.py(x.Y), 5)
		}
	}
	for _, x := range s.Points {
		if f.holds(x) {
			c.Add(`<path class="deal-mark %s" data-missile="%s" transform="translate(%n %n)" d="%s"><title>%s</title></path>`, x.Class, x.ID, f.px(x.X), f.py(x.Y), Symbols[x.Kind], x.Title)
		}
	}
	for _, x := range s.Points {
		if x.Name == "" || !f.holds(x) {
			continue
		}
		if lx, ly, anchor, ok := p.Label(x.Name, LabelSize+1, f.px(x.X), f.py(x.Y), 6); ok {
			c.Text("dealname", lx, ly, anchor, x.Name)
			labels = append(labels, drawing.TextBox(x.Name, LabelSize+1, lx, ly, anchor))
		}
	}
	c.Raw(`</svg>`)
	return c.String(), labels
}
