package report

import (
	"fmt"
	"html/template"
	"math"

	"scutum/assessment/scorecard"
	"scutum/report/chart"
)

// timeFigure is an attacker and its interceptors against time.
type timeFigure struct {
	ID, Title, Shield  string
	Altitude, Distance template.HTML
}

func timeFigures(r *scorecard.Result) []timeFigure {
	var out []timeFigure
	for i, t := range r.TimeCharts {
		f := timeFigure{ID: fmt.Sprintf("time-%d", i), Title: t.Title, Shield: t.Shield}
		for _, s := range r.Setting.Shields {
			if s.Name == t.Shield {
				f.Shield = s.Title
			}
		}
		f.Altitude = timeLines(t, "altitude, km", 100, func(k scorecard.Track) []float64 { return k.AltitudeKm })
		f.Distance = timeLines(t, "ground distance from the launch point, km", 500, func(k scorecard.Track) []float64 { return k.DistanceKm })
		out = append(out, f)
	}
	return out
}

func timeLines(t scorecard.TimeChart, title string, step float64, of func(scorecard.Track) []float64) template.HTML {
	l := &chart.Lines{Width: chartWidth, Height: 330}
	var xs, ys []float64
	for i, k := range append([]scorecard.Track{t.Attacker}, t.Interceptors...) {
		n := min(len(k.TimeS), len(of(k)))
		l.Series = append(l.Series, chart.Series{Name: k.Name, X: k.TimeS[:n], Y: of(k)[:n], Look: []int{7, 0, 1, 2, 3, 4, 5, 6}[i%8]})
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
