// Package chart draws lines against two axes as SVG, with units on both, lines
// told apart by dash as well as by colour, and labels that do not overlap.
package chart

import (
	"math"
	"strconv"

	"scutum/report/drawing"
)

// Axis is a scale with its words. The unit belongs in the title.
type Axis struct {
	Title    string
	Min, Max float64
	Marks    []Tick // in place of round numbers, where a scale is not even
}

// Tick is a number of an axis in words.
type Tick struct {
	At   float64
	Text string
}

// marks are the axis's own, or round numbers.
func (a Axis) marks() (all []Tick) {
	if a.Marks != nil {
		return a.Marks
	}
	ticks, decimals := a.Ticks()
	for _, v := range ticks {
		all = append(all, Tick{v, decimal(v, decimals)})
	}
	return all
}

// Ticks returns round numbers from Min to Max, some eight or fewer, and the
// decimals that they need.
func (a Axis) Ticks() (ticks []float64, decimals int) {
	span := a.Max - a.Min
	if !(span > 0) {
		return nil, 0
	}
	step, power := 1.0, 0
	for span/step > 8 {
		step *= 10
		power++
	}
	for span/step < 0.8 {
		step /= 10
		power--
	}
	for _, f := range []float64{0.2, 0.25, 0.5} {
		if span/(step*f) <= 8.01 {
			if f == 0.25 && power <= 0 {
				continue // quarters need a decimal more
			}
			step *= f
			if power <= 0 {
				power--
			}
			break
		}
	}
	for k := math.Ceil(a.Min/step-1e-9) + 0; k*step <= a.Max+float64(1e-9*span); k++ {
		ticks = append(ticks, k*step)
	}
	return ticks, max(0, -power)
}

// Round widens the axis to whole steps that hold every finite value given.
func Round(title string, step float64, values ...float64) Axis {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			low, high = math.Min(low, v), math.Max(high, v)
		}
	}
	if low > high {
		low, high = 0, step
	}
	low, high = float64(step*math.Floor(low/step+1e-9)), float64(step*math.Ceil(high/step-1e-9))
	if high <= low {
		high = low + step
	}
	return Axis{Title: title, Min: low, Max: high}
}

// frame is where the axes lie on paper.
type frame struct {
	left, top, right, bottom float64
	x, y                     Axis
}

func (f frame) px(v float64) float64 {
	return f.left + float64((v-f.x.Min)/(f.x.Max-f.x.Min)*(f.right-f.left))
}

func (f frame) py(v float64) float64 {
	return f.bottom - float64((v-f.y.Min)/(f.y.Max-f.y.Min)*(f.bottom-f.top))
}

// draw adds grid lines, numbers and titles.
func (f frame) draw(c *drawing.Canvas) {
	for _, v := range f.x.marks() {
		c.Add(`<path class="grid" d="M%n %nV%n"/>`, f.px(v.At), f.top, f.bottom)
		c.Text("tick", f.px(v.At), f.bottom+15, "middle", v.Text)
	}
	for _, v := range f.y.marks() {
		c.Add(`<path class="grid" d="M%n %nH%n"/>`, f.left, f.py(v.At), f.right)
		c.Text("tick", f.left-6, f.py(v.At)+4, "end", v.Text)
	}
	c.Add(`<path class="axis" d="M%n %nV%nH%n"/>`, f.left, f.top, f.bottom, f.right)
	c.Text("title", (f.left+f.right)/2, f.bottom+33, "middle", f.x.Title)
	middle := (f.top + f.bottom) / 2
	c.Add(`<text class="title" transform="translate(%n %n) rotate(-90)" text-anchor="middle">%s</text>`, 13.0, middle, f.y.Title)
}

// decimal writes a number with a true minus sign.
func decimal(v float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	for _, digit := range s {
		if digit != '0' && digit != '.' && v < 0 {
			return "−" + s
		}
	}
	return s
}
