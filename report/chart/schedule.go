package chart

import (
	"math"
	"strings"

	"scutum/report/drawing"
)

// Schedule is a chart of rows against time: what happened to each thing when.
type Schedule struct {
	Width       int
	X           Axis
	RowHeight   float64
	Left, Right float64 // room for the words beside the rows
	Rows        []Row
	Description string // what a reader who cannot see the chart should know
}

// Row is one thing's line.
type Row struct {
	ID          string // of the row's group
	Name, Note  string // to the left, in two lines
	After       string // to the right, in lines as they fit
	AfterClass  string
	Spans       []Span
	Marks       []Mark
	Description string
}

// Span is a bar in a row. Y is the distance of its middle below the row's.
type Span struct {
	From, To, Y, Thick float64
	Class, Title       string
}

// Mark is a symbol in a row.
type Mark struct {
	X, Y        float64
	Kind, Title string
}

// Symbols are the marks' shapes about the origin, told apart without colour.
var Symbols = map[string]string{
	"launch":  "M0-5v10",
	"warned":  "M-4.5-3.5h9l-4.5 7.5z",
	"found":   "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
	"tracked": "M-3.5-3.5h7v7h-7z",
	"commit":  "M0-5l5 5-5 5-5-5z",
	"depart":  "M-3.5 3.5l3.5-7 3.5 7z",
	"killed":  "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
	"missed":  "M-4-4l8 8M4-4l-8 8",
	"fell":    "M-5.5-4h11l-5.5 9z",
}

const axisRoom = 42

// Draw returns the chart as an SVG element.
func (s *Schedule) Draw() string {
	height := float64(float64(len(s.Rows))*s.RowHeight) + axisRoom + 10
	f := frame{left: s.Left, top: 10, right: float64(s.Width) - s.Right, bottom: height - axisRoom, x: s.X}
	var c drawing.Canvas
	c.Add(`<svg class="chart schedule" viewBox="0 0 %d %n" role="img" aria-label="%s">`, s.Width, height, s.Description)
	xs, decimals := s.X.Ticks()
	for _, v := range xs {
		c.Add(`<path class="grid" d="M%n %nV%n"/>`, f.px(v), f.top, f.bottom)
		c.Text("tick", f.px(v), f.bottom+15, "middle", decimal(v, decimals))
	}
	c.Add(`<path class="axis" d="M%n %nH%n"/>`, f.left, f.bottom, f.right)
	c.Text("title", (f.left+f.right)/2, f.bottom+33, "middle", s.X.Title)
	for i := range s.Rows {
		s.row(&c, f, &s.Rows[i], f.top+float64(s.RowHeight*(float64(i)+0.5)), i%2 == 1)
	}
	c.Raw(`</svg>`)
	return c.String()
}

func (s *Schedule) row(c *drawing.Canvas, f frame, r *Row, y float64, shaded bool) {
	c.Add(`<g class="row" data-missile="%s">`, r.ID)
	if shaded {
		c.Add(`<rect class="band" x="0" y="%n" width="%d" height="%n"/>`, y-float64(s.RowHeight/2), s.Width, s.RowHeight)
	}
	c.Text("rowname", 4, y-2, "start", r.Name)
	c.Text("rownote", 4, y+11, "start", r.Note)
	for _, p := range r.Spans {
		from, to := f.px(math.Max(p.From, s.X.Min)), f.px(math.Min(p.To, s.X.Max))
		if to > from {
			c.Add(`<rect class="%s" x="%n" y="%n" width="%n" height="%n"><title>%s</title></rect>`, p.Class, from, y+p.Y-float64(p.Thick/2), to-from, p.Thick, p.Title)
		}
	}
	for _, m := range r.Marks {
		c.Add(`<path class="event-mark %s" transform="translate(%n %n)" d="%s"><title>%s</title></path>`, m.Kind, f.px(m.X), y+m.Y, Symbols[m.Kind], m.Title)
	}
	lines := Wrap(r.After, LabelSize, s.Right-12, max(1, int(s.RowHeight/12)))
	for k, line := range lines {
		c.Text("rowafter "+r.AfterClass, f.right+10, y+4+float64(12*(float64(k)-float64(float64(len(lines)-1)/2))), "start", line)
	}
	c.Raw(`</g>`)
}

// Wrap breaks a text into lines that fit a width, at most so many; what does
// not fit is cut off with an ellipsis.
func Wrap(text string, size, width float64, most int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		longer := strings.TrimSpace(line + " " + word)
		if line == "" || drawing.TextWidth(longer, size) <= width {
			line = longer
			continue
		}
		lines = append(lines, line)
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	if len(lines) > most {
		lines = lines[:most]
		last := []rune(lines[most-1])
		for len(last) > 1 && drawing.TextWidth(string(last)+"…", size) > width {
			last = last[:len(last)-1]
		}
		lines[most-1] = strings.TrimRight(string(last), " ,;:") + "…"
	}
	return lines
}
