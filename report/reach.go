package report

import (
	"fmt"
	"html/template"
	"math"
	"sort"

	"scutum/assessment/deterrence"
	"scutum/assessment/scorecard"
	"scutum/report/chart"
	"scutum/systems/interceptor"
)

// reachSection is what one shield can reach.
type reachSection struct {
	ID, Shield, Title string
	Rows              []reachRow
	Closest           []pairRow
	First             []reachFigure // the battery that comes closest
	Others            []reachFigure
}

// reachFigure is the two charts of one battery.
type reachFigure struct {
	Title        string
	Commit, Lost template.HTML
	deficit      float64 // lowest threshold less the interceptor's speed
}

const chartWidth, chartHeight = 640, 400

// named is how many lines of a chart have names; the others are grey.
const named = 8

func reachSections(r *scorecard.Result) []reachSection {
	var out []reachSection
	for _, s := range r.Setting.Shields {
		section := reachSection{ID: id("reach", s.Name), Shield: s.Name, Title: s.Title, Rows: reachRows(r, s.Name), Closest: closest(r, s.Name, 10)}
		var figures []reachFigure
		for _, site := range s.Sites {
			for _, b := range site.Batteries {
				f := reachFigure{Title: machine(b.Interceptor.Name) + " at " + site.Name}
				commit, low := reachChart(r.CommitCurves, s.Name, site.Name, b.Interceptor, true)
				lost, _ := reachChart(r.LostTimeCurves, s.Name, site.Name, b.Interceptor, false)
				f.Commit, f.Lost, f.deficit = template.HTML(commit), template.HTML(lost), low-b.Interceptor.BurnoutSpeed/1000
				if commit != "" || lost != "" {
					figures = append(figures, f)
				}
			}
		}
		sort.SliceStable(figures, func(i, j int) bool { return figures[i].deficit < figures[j].deficit })
		if len(figures) > 0 {
			section.First, section.Others = figures[:1], figures[1:]
		}
		out = append(out, section)
	}
	return out
}

// lowest is the least threshold of a curve.
func lowest(c deterrence.Curve) float64 {
	low := math.Inf(1)
	for _, v := range c.ThresholdKmS {
		if v < low { // never for NaN
			low = v
		}
	}
	return low
}

// batteryCurves returns a battery's curves, lowest first.
func batteryCurves(all []deterrence.Curve, shield, site, kind string) []deterrence.Curve {
	var curves []deterrence.Curve
	for _, c := range all {
		if c.Shield == shield && c.Site == site && c.Interceptor == kind && !math.IsInf(lowest(c), 1) {
			curves = append(curves, c)
		}
	}
	sort.SliceStable(curves, func(i, j int) bool { return lowest(curves[i]) < lowest(curves[j]) })
	return curves
}

// reachChart draws thresholds against the commit time (relative to burnout) or
// the lost time. The lowest curve of each field is named, up to eight.
func reachChart(all []deterrence.Curve, shield, site string, kind interceptor.Interceptor, commit bool) (svg string, low float64) {
	curves := batteryCurves(all, shield, site, kind.Name)
	if len(curves) == 0 {
		return "", math.Inf(1)
	}
	l := &chart.Lines{Width: chartWidth, Height: chartHeight, X: chart.Axis{Title: "lost time of the interceptor, s"}}
	if commit {
		l.X.Title = "commit relative to the attacker's burnout, s"
	}
	seen := map[string]bool{}
	xs, ys := []float64(nil), []float64(nil)
	for _, c := range curves {
		series := chart.Series{Name: c.Field + " to " + c.Target, X: c.X, Y: c.ThresholdKmS, Look: len(l.Series)}
		if !seen[c.Field] && len(l.Series) < named {
			seen[c.Field] = true
			if missileName(c.Missile) == "liquid" {
				series.Name += ", liquid"
			}
			l.Series = append(l.Series, series)
		} else {
			l.Quiet = append(l.Quiet, series)
		}
		xs, ys = append(xs, c.X...), append(ys, c.ThresholdKmS...)
	}
	ys = levels(l, kind, commit, ys)
	span := chart.Round("", 1, xs...)
	l.X.Min, l.X.Max = span.Min, span.Max
	l.Y = chart.Round("threshold speed, km/s", 0.5, capped(ys, 9)...)
	l.Description = fmt.Sprintf("Threshold speed of %d protected trajectories from %s against the %s. The lowest threshold is %s km/s, for %s to %s.",
		len(curves), site, l.X.Title, fixed(lowest(curves[0]), 2), curves[0].Field, curves[0].Target)
	svg, _ = l.Draw()
	return svg, lowest(curves[0])
}

// capped leaves out values above a cap: a threshold that no interceptor will
// ever reach need not be on the chart.
func capped(values []float64, top float64) []float64 {
	var out []float64
	for _, v := range values {
		if v <= top {
			out = append(out, v)
		}
	}
	return out
}

// levels adds the interceptor's speed and the times of interest.
func levels(l *chart.Lines, kind interceptor.Interceptor, commit bool, ys []float64) []float64 {
	v := kind.BurnoutSpeed / 1000
	l.Levels = append(l.Levels, chart.Level{Name: machine(kind.Name) + ", " + speed(v) + " km/s", Y: v, Shade: true})
	if commit {
		l.Moments = append(l.Moments, chart.Moment{Name: "moscow", X: -60}, chart.Moment{Name: "burnout", X: 0}, chart.Moment{Name: "published", X: 60}, chart.Moment{Name: "brussels", X: 240})
	} else {
		l.Moments = append(l.Moments, chart.Moment{Name: machine(kind.Name) + ", " + plain(kind.LostTime) + " s", X: kind.LostTime})
	}
	return append(ys, v, v-0.4)
}
