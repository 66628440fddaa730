package chart

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"scutum/report/drawing"
)

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		min, max float64
		want     string
	}{
		{0, 10, "[0 2 4 6 8 10] 0"},
		{2, 8, "[2 3 4 5 6 7 8] 0"},
		{-120, 300, "[-100 0 100 200 300] 0"},
		{0, 1, "[0 0.2 0.4 0.6000000000000001 0.8 1] 1"},
		{0, 1800, "[0 250 500 750 1000 1250 1500 1750] 0"},
		{3, 3.5, "[3 3.1 3.2 3.3000000000000003 3.4000000000000004 3.5] 1"},
	} {
		ticks, decimals := Axis{Min: c.min, Max: c.max}.Ticks()
		if got := fmt.Sprint(ticks, decimals); got != c.want {
			t.Errorf("%g to %g: %s, want %s", c.min, c.max, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a := Axis{Min: rapid.Float64Range(-1e4, 1e4).Draw(t, "min")}
		a.Max = a.Min + rapid.Float64Range(0.01, 1e5).Draw(t, "span")
		ticks, decimals := a.Ticks()
		if len(ticks) < 2 || len(ticks) > 10 {
			t.Fatalf("%d ticks", len(ticks))
		}
		for i := 1; i < len(ticks); i++ {
			if decimal(ticks[i], decimals) == decimal(ticks[i-1], decimals) {
				t.Fatalf("two ticks say %s", decimal(ticks[i], decimals))
			}
		}
	})
}

func TestLabelsOfAChartDoNotOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Lines{Width: 640, Height: 400, X: Axis{Title: "time after launch, s", Min: -100, Max: 300}, Y: Axis{Title: "speed, km/s", Min: 2, Max: 8}}
		for i := range rapid.IntRange(1, 14).Draw(t, "series") {
			y := rapid.Float64Range(1, 9).Draw(t, "y")
			l.Series = append(l.Series, Series{Name: "Tatishchevo to New York", X: []float64{-100, 0, 100, 300}, Y: []float64{y, y + 0.5, math.NaN(), y + 1}, Look: i})
		}
		for range rapid.IntRange(0, 5).Draw(t, "levels") {
			l.Levels = append(l.Levels, Level{Name: "SM-3 IIA 4.5 km/s", Y: rapid.Float64Range(2, 8).Draw(t, "level")})
		}
		for range rapid.IntRange(0, 6).Draw(t, "moments") {
			l.Moments = append(l.Moments, Moment{"first track", rapid.Float64Range(-100, 300).Draw(t, "moment")})
		}
		svg, boxes := l.Draw()
		for i, a := range boxes {
			for _, b := range boxes[:i] {
				if a.Overlaps(b) {
					t.Fatalf("labels %v and %v overlap", a, b)
				}
			}
		}
		decoder := xml.NewDecoder(strings.NewReader(svg))
		for {
			if _, err := decoder.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if strings.Contains(svg, "NaN") {
			t.Fatal("NaN is drawn")
		}
	})
}

// TestTornadoLineThroughNoWords: the words at the ends of bars and above the
// chart keep off the line where the conclusion turns.
func TestTornadoLineThroughNoWords(t *testing.T) {
	for _, base := range []float64{-0.6, -0.06, -0.01, 0.01, 0.06, 0.6} {
		c := Tornado{Width: 1000, Left: 240, Right: 225, X: Axis{Title: "x", Min: -1, Max: 1}, Base: base, BaseName: "as it stands, some km/s", LineName: "here", LeftOf: "out", RightOf: "in"}
		for _, reach := range []float64{0.02, 0.05, 0.1, 0.3, 0.58} {
			c.Bars = append(c.Bars, Swing{Name: "a", AtLow: base - reach, AtHigh: base + reach, Low: "4.2 km/s", High: "4.8 km/s", Least: base - reach, Greatest: base + reach})
		}
		line := 240 + 535.0/2
		for _, m := range regexp.MustCompile(`<text class="(?:swingend|momentname)" x="([^"]*)"[^>]*text-anchor="([a-z]*)"[^>]*>([^<]*)<`).FindAllStringSubmatch(c.Draw(), -1) {
			x, _ := strconv.ParseFloat(m[1], 64)
			wide := drawing.TextWidth(m[3], LabelSize)
			from := map[string]float64{"start": x, "middle": x - wide/2, "end": x - wide}[m[2]]
			if x == 0 || from < line && from+wide > line {
				t.Errorf("base %g: %q from %g to %g stands on the line at %g", base, m[3], from, from+wide, line)
			}
		}
	}
}
