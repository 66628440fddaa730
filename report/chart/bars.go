package chart

import (
	"math"

	"scutum/report/drawing"
)

// Bar is a bar of a chart with the interval of its height.
type Bar struct {
	Name           string // below the bar
	Y, Low, High   float64
	Note           string // above the bar; may be empty
	Look           string // class of the bar besides "column"
	WithoutWhisker bool
}

// noteSize is the size of notes in units of the chart.
const noteSize = 13

// Bars is a chart of bars side by side.
type Bars struct {
	Width, Height int
	XTitle        string
	Y             Axis
	Bars          []Bar
	Description   string // what a reader who cannot see the chart should know
}

// Draw returns the chart as an SVG element.
func (b *Bars) Draw() string {
	f := frame{left: 58, top: 20, right: float64(b.Width) - 12, bottom: float64(b.Height) - 44, y: b.Y, x: Axis{Title: b.XTitle}}
	var c drawing.Canvas
	c.Add(`<svg class="chart bars" viewBox="0 0 %d %d" role="img" aria-label="%s">`, b.Width, b.Height, b.Description)
	f.draw(&c)
	n := math.Max(1, float64(len(b.Bars)))
	step := (f.right - f.left) / n
	width := math.Min(0.7*step, 60)
	notes := true // all or none
	for _, bar := range b.Bars {
		notes = notes && drawing.TextWidth(bar.Note, noteSize) < step-4
	}
	every := max(1, int(math.Ceil(float64(26*n)/(f.right-f.left)))) // names need room
	for i, bar := range b.Bars {
		x := f.left + float64(step*(float64(i)+0.5))
		top := f.py(math.Min(bar.Y, b.Y.Max))
		c.Add(`<rect class="column %s" x="%n" y="%n" width="%n" height="%n"><title>%s: %s</title></rect>`, bar.Look, x-float64(width/2), top, width, math.Max(0, f.bottom-top), bar.Name, bar.Note)
		if !bar.WithoutWhisker {
			low, high := f.py(math.Min(bar.Low, b.Y.Max)), f.py(math.Min(bar.High, b.Y.Max))
			c.Add(`<path class="interval" d="M%n %nV%nM%n %nh6M%n %nh6"/>`, x, low, high, x-3, low, x-3, high)
		}
		if i%every == 0 {
			c.Text("tick", x, f.bottom+16, "middle", bar.Name)
		}
		if bar.Note != "" && notes {
			y := math.Min(top, f.py(math.Min(bar.High, b.Y.Max))) - 4
			c.Text("columnnote", x, y, "middle", bar.Note)
		}
	}
	c.Raw(`</svg>`)
	return c.String()
}
