package chart

import (
	"math"

	"scutum/report/drawing"
)

// Tornado is a chart of bars about one value: how far each of several causes
// moves it, the greatest first.
type Tornado struct {
	Width       int
	X           Axis
	Left, Right float64 // room for the words beside the bars
	Base        float64 // the value with nothing moved
	BaseName    string
	Line        float64 // where the conclusion turns
	LineName    string
	LeftOf      string // what it means to lie left of the line, written below the axis
	RightOf     string
	Bars        []Swing
	Description string // what a reader who cannot see the chart should know
}

// Swing is one bar: the values at both ends of a cause, with words for the ends.
type Swing struct {
	Name, Note      string  // to the left, in two lines
	AtLow, AtHigh   float64 // NaN where there is no value
	Low, High       string
	Least, Greatest float64
	After           string // to the right, in lines as they fit
	Title           string
}

const swingHeight, swingThick = 40, 17

// Draw returns the chart as an SVG element.
func (t *Tornado) Draw() string {
	const top = 34
	height := top + float64(swingHeight*len(t.Bars)) + 58
	f := frame{left: t.Left, top: top, right: float64(t.Width) - t.Right, bottom: height - 58, x: t.X}
	var c drawing.Canvas
	c.Add(`<svg class="chart tornado" viewBox="0 0 %d %n" role="img" aria-label="%s">`, t.Width, height, t.Description)
	if x := f.px(t.Line); x < f.right {
		x = math.Max(x, f.left)
		c.Add(`<rect class="below" x="%n" y="%n" width="%n" height="%n"/>`, x, f.top, f.right-x, f.bottom-f.top)
	}
	xs, decimals := t.X.Ticks()
	for _, v := range xs {
		c.Add(`<path class="grid" d="M%n %nV%n"/>`, f.px(v), f.top, f.bottom)
		c.Text("tick", f.px(v), f.bottom+15, "middle", decimal(v, decimals))
	}
	c.Add(`<path class="axis" d="M%n %nH%n"/>`, f.left, f.bottom, f.right)
	c.Text("title", (f.left+f.right)/2, f.bottom+33, "middle", t.X.Title)
	if x := f.px(t.Line); x > f.left && x < f.right {
		c.Text("tick", x-6, f.bottom+51, "end", "← "+t.LeftOf)
		c.Text("tick", x+6, f.bottom+51, "start", t.RightOf+" →")
	}
	t.lines(&c, f)
	for i := range t.Bars {
		t.swing(&c, f, &t.Bars[i], f.top+float64(swingHeight*(float64(i)+0.5)))
	}
	c.Raw(`</svg>`)
	return c.String()
}

// lines draws the base and the line where the conclusion turns, their names
// above, apart from each other.
func (t *Tornado) lines(c *drawing.Canvas, f frame) {
	base, line := f.px(t.Base), f.px(t.Line)
	near := math.Abs(base-line) < math.Max(drawing.TextWidth(t.BaseName, LabelSize), drawing.TextWidth(t.LineName, LabelSize))
	c.Add(`<path class="moment" d="M%n %nV%n"/>`, base, f.top-4, f.bottom)
	switch half := float64(drawing.TextWidth(t.BaseName, LabelSize)/2) + 4; {
	case base <= line && base+half > line:
		c.Text("momentname", line-5, f.top-8, "end", t.BaseName)
	case base > line && base-half < line:
		c.Text("momentname", line+5, f.top-8, "start", t.BaseName)
	default:
		c.Text("momentname", base, f.top-8, "middle", t.BaseName)
	}
	if line >= f.left && line <= f.right {
		up := 8.0
		if near {
			up = 21
		}
		c.Add(`<path class="level" d="M%n %nV%n"/>`, line, f.top-up+4, f.bottom)
		c.Text("levelname", line, f.top-up, "middle", t.LineName)
	}
}

func (t *Tornado) swing(c *drawing.Canvas, f frame, s *Swing, y float64) {
	c.Raw(`<g class="swing">`)
	c.Text("rowname", 4, y-2, "start", s.Name)
	c.Text("rownote", 4, y+12, "start", s.Note)
	inside := func(v float64) float64 { return f.px(math.Max(f.x.Min, math.Min(f.x.Max, v))) }
	if !math.IsNaN(s.Least) {
		from, to := inside(s.Least), inside(s.Greatest)
		c.Add(`<rect class="swing-all" x="%n" y="%n" width="%n" height="%n"><title>%s</title></rect>`, from, y-float64(swingThick/2), math.Max(1, to-from), float64(swingThick), s.Title)
	}
	for _, end := range []struct {
		v     float64
		class string
	}{{s.AtLow, "swing-low"}, {s.AtHigh, "swing-high"}} {
		if math.IsNaN(end.v) || end.v == t.Base {
			continue
		}
		from, to := math.Min(inside(t.Base), inside(end.v)), math.Max(inside(t.Base), inside(end.v))
		c.Add(`<rect class="%s" x="%n" y="%n" width="%n" height="%n"><title>%s</title></rect>`, end.class, from, y-float64(swingThick/2), to-from, float64(swingThick), s.Title)
	}
	t.ends(c, f, s, y)
	lines := Wrap(s.After, LabelSize, t.Right-14, swingHeight/12)
	for k, line := range lines {
		c.Text("rowafter", f.right+12, y+4+float64(12*(float64(k)-float64(float64(len(lines)-1)/2))), "start", line)
	}
	c.Raw(`</g>`)
}

// ends writes the ends' values of the cause beside the bar's ends.
func (t *Tornado) ends(c *drawing.Canvas, f frame, s *Swing, y float64) {
	left, right := [2]float64{s.AtLow, s.AtHigh}, [2]string{s.Low, s.High}
	if left[0] > left[1] {
		left[0], left[1], right[0], right[1] = left[1], left[0], right[1], right[0]
	}
	for i, anchor := range [2]string{"end", "start"} {
		if math.IsNaN(left[i]) {
			continue
		}
		x := f.px(math.Max(f.x.Min, math.Min(f.x.Max, left[i]))) + float64(5*float64(2*i-1))
		// The line where the conclusion turns goes through no words: they stand in
		// the bar, or beyond the line where the bar is too short.
		line, base, wide := f.px(t.Line), f.px(t.Base), drawing.TextWidth(right[i], LabelSize)
		switch {
		case i == 0 && x > line-3 && x-wide < line+3:
			if x, anchor = x+10, "start"; base-x < wide+6 {
				x, anchor = line-5, "end"
			}
		case i == 1 && x < line+3 && x+wide > line-3:
			if x, anchor = x-10, "end"; x-base < wide+6 {
				x, anchor = line+5, "start"
			}
		}
		c.Text("swingend", x, y+4, anchor, right[i])
	}
}
