package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"scutum/assessment/scorecard"
	"scutum/report/chart"
)

// timeGroup is the time charts of one shield.
type timeGroup struct {
	Shield        string
	First, Others []timeFigure
}

// timeFigure is an attacker and its interceptors against time.
type timeFigure struct {
	ID, Title          string
	Altitude, Distance template.HTML
}

// timeFigures draws the time charts by shield; the last of a shield, which is
// against the protected force, comes first.
func timeFigures(r *scorecard.Result) []timeGroup {
	var out []timeGroup
	for _, s := range r.Setting.Shields {
		g := timeGroup{Shield: s.Title}
		for i, t := range r.TimeCharts {
			if t.Shield != s.Name {
				continue
			}
			f := timeFigure{ID: fmt.Sprintf("time-%d", i), Title: t.Title}
			f.Altitude = timeLines(t, "altitude, km", 100, func(k scorecard.Track) []float64 { return k.AltitudeKm })
			f.Distance = timeLines(t, "distance from the launch point, km", 500, func(k scorecard.Track) []float64 { return k.DistanceKm })
			g.Others = append(g.Others, g.First...)
			g.First = []timeFigure{f}
		}
		if len(g.First) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// trackName says an interceptor's name in words: "sm-3-iia from Redzikowo".
func trackName(name string) string {
	if kind, rest, ok := strings.Cut(name, " from "); ok {
		return machine(kind) + " from " + rest
	}
	return name
}

func timeLines(t scorecard.TimeChart, title string, step float64, of func(scorecard.Track) []float64) template.HTML {
	l := &chart.Lines{Width: chartWidth, Height: 330}
	var xs, ys []float64
	for i, k := range append([]scorecard.Track{t.Attacker}, t.Interceptors...) {
		n := min(len(k.TimeS), len(of(k)))
		l.Series = append(l.Series, chart.Series{Name: trackName(k.Name), X: k.TimeS[:n], Y: of(k)[:n], Look: []int{7, 0, 1, 2, 3, 4, 5, 6}[i%8]})
		xs, ys = append(xs, k.TimeS...), append(ys, of(k)[:n]...)
	}
	for _, e := range t.Events {
		if !math.IsNaN(e.TimeS) {
			l.Moments = append(l.Moments, chart.Moment{Name: e.Name, X: e.TimeS})
			xs = append(xs, e.TimeS)
		}
	}
	l.X = chart.Round("time after the attacker's launch, s", 60, append(xs, 0)...)
	l.Y = chart.Round(title, step, append(ys, 0)...)
	l.Description = fmt.Sprintf("%s: %s of the attacker and of %d interceptors against time.", t.Title, title, len(t.Interceptors))
	svg, _ := l.Draw()
	return template.HTML(svg)
}
