// Package drawing writes SVG by hand: numbers with fixed decimals, so that the
// same picture is the same bytes, escaped words, and labels that keep out of
// each other's way.
package drawing

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"scutum/report/projection"
)

// Canvas collects the elements of a drawing.
type Canvas struct{ b strings.Builder }

// String returns the elements.
func (c *Canvas) String() string { return c.b.String() }

// Raw adds markup as it is.
func (c *Canvas) Raw(markup string) { c.b.WriteString(markup) }

// Add adds markup in which %s stands for words, which are escaped, and %n for
// coordinates.
func (c *Canvas) Add(format string, values ...any) {
	for i, v := range values {
		switch v := v.(type) {
		case string:
			values[i] = Escape(v)
		case float64:
			values[i] = Number(v)
		}
	}
	fmt.Fprintf(&c.b, strings.ReplaceAll(format, "%n", "%s"), values...)
}

// Text adds a text element of a class at a point; anchor is start, middle or
// end.
func (c *Canvas) Text(class string, x, y float64, anchor, text string) {
	c.Add(`<text class="%s" x="%n" y="%n" text-anchor="%s">%s</text>`, class, x, y, anchor, text)
}

// Path adds a path element of a class.
func (c *Canvas) Path(class, d string) {
	if d != "" {
		c.Add(`<path class="%s" d="%s"/>`, class, d)
	}
}

// Number writes a coordinate: one decimal, no trailing zero. NaN and infinity
// are broken promises: callers leave such points out.
func Number(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		panic("drawing: a coordinate is not a number")
	}
	s := strconv.FormatFloat(v, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

// Escape returns text that is safe between tags and in quotes.
func Escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;").Replace(s)
}

// Lines returns path data of open lines, each as steps relative to the point
// before, on a lattice of a tenth of a unit.
func Lines(lines [][]projection.Point) string {
	var b strings.Builder
	for _, line := range lines {
		steps(&b, line)
	}
	return b.String()
}

// Areas returns path data of closed rings.
func Areas(rings [][]projection.Point) string {
	var b strings.Builder
	for _, ring := range rings {
		if len(ring) > 3 {
			steps(&b, ring)
			b.WriteByte('z')
		}
	}
	return b.String()
}

func steps(b *strings.Builder, line []projection.Point) {
	px, py := 0, 0
	for i, p := range line {
		x, y := int(math.Round(p.X*10)), int(math.Round(p.Y*10))
		switch {
		case i == 0:
			b.WriteString("M" + tenths(x) + " " + tenths(y))
		case x == px && y == py:
			continue
		case y == py:
			b.WriteString("h" + tenths(x-px))
		case x == px:
			b.WriteString("v" + tenths(y-py))
		default:
			second := tenths(y - py)
			if second[0] != '-' {
				second = " " + second
			}
			b.WriteString("l" + tenths(x-px) + second)
		}
		px, py = x, y
	}
}

func tenths(v int) string {
	sign := ""
	if v < 0 {
		sign, v = "-", -v
	}
	if v%10 == 0 {
		return sign + strconv.Itoa(v/10)
	}
	whole := ""
	if v >= 10 {
		whole = strconv.Itoa(v / 10)
	}
	return sign + whole + "." + strconv.Itoa(v%10)
}
