package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"scutum/agreement/limits"
	"scutum/report/chart"
)

// sideRow is one line of the table of both sides' figures, a cell for each.
type sideRow struct {
	Name  string
	Note  string
	Cells []sideCell
}

type sideCell struct{ Text, Class string }

// turningRow is an article whose verdict turns between the sides.
type turningRow struct {
	ID, Name string
	Cells    []sideCell
}

func (a *Agreement) sides() []sideRow {
	row := func(name, note string, cell func(*limits.Assumed) sideCell) sideRow {
		r := sideRow{Name: name, Note: note}
		for i := range a.Sides {
			r.Cells = append(r.Cells, cell(&a.Sides[i]))
		}
		return r
	}
	verdict := func(s *limits.Assumed) sideCell {
		if s.Report.Holds() {
			return sideCell{"kept", "fine"}
		}
		return sideCell{"not kept", "bad"}
	}
	rows := []sideRow{row("The agreement", "every article in force", verdict)}
	if a.Report.Of == 0 {
		return rows
	}
	reached := func(n int) sideCell {
		c := sideCell{Text: fmt.Sprintf("%s of %d", none(n), a.Report.Of)}
		if n > 0 {
			c.Class = "bad"
		}
		return c
	}
	return append(rows,
		row("Protected trajectories reached", "commit as the agreement counts it", func(s *limits.Assumed) sideCell { return reached(s.Report.Reached) }),
		row("Best margin", "the same commit", func(s *limits.Assumed) sideCell { return sideCell{Text: marginWords(s.Margin)} }),
		row("Commit that the side itself supposes", "without the agreement", func(s *limits.Assumed) sideCell { return sideCell{Text: commitSays(s.Own)} }),
		row("Protected trajectories reached", "by that commit", func(s *limits.Assumed) sideCell { return reached(s.OwnReached) }),
		row("Best margin", "by that commit", func(s *limits.Assumed) sideCell { return sideCell{Text: marginWords(s.OwnMargin)} }))
}

// turning lists the articles whose verdict is not the same under all figures.
func (a *Agreement) turning() (out []turningRow) {
	for i := range a.Report.Verdicts {
		c := a.Report.Verdicts[i].Clause
		r := turningRow{ID: id("article", c.ID), Name: fmt.Sprintf("Article %d, %s", i+1, articleTitle(c))}
		same := true
		for k := range a.Sides {
			v := &a.Sides[k].Report.Verdicts[i]
			cell := sideCell{"kept, " + clauseMargin(v), "fine"}
			switch {
			case v.Broken > 0 && math.IsNaN(v.Margin):
				cell = sideCell{fmt.Sprintf("not kept for %d of %d", v.Broken, len(v.Findings)), "bad"}
			case v.Broken > 0:
				cell = sideCell{fmt.Sprintf("not kept for %d of %d, %s", v.Broken, len(v.Findings), clauseMargin(v)), "bad"}
			case math.IsNaN(v.Margin):
				cell.Text = "kept"
			}
			if !v.InForce {
				cell = sideCell{Text: "not in force"}
			}
			r.Cells = append(r.Cells, cell)
			same = same && (v.Broken > 0) == (a.Sides[0].Report.Verdicts[i].Broken > 0)
		}
		if !same {
			out = append(out, r)
		}
	}
	return out
}

// turnRow is a figure with what it does to the margin.
type turnRow struct {
	Figure, Used, Range, MarginLow, MarginHigh, Turns, Beyond string
	Turn                                                      bool
}

func (a *Agreement) turns() (out []turnRow) {
	for i := range a.Sensitivity.Figures {
		m := &a.Sensitivity.Figures[i]
		name := figureWords(m.Key)
		if m.Unconfirmed {
			name += " †"
		}
		r := turnRow{Figure: name, Used: amount1(m.Value, m.Unit), Range: plain(m.Low) + " to " + amount1(m.High, m.Unit),
			MarginLow: bareMargin(m.MarginLow), MarginHigh: bareMargin(m.MarginHigh), Turns: "does not turn in its range", Beyond: "none within one width of it", Turn: len(m.Turns) > 0}
		if len(m.Turns) > 0 {
			r.Turns = values(m.Turns, m)
		}
		if len(m.Beyond) > 0 {
			r.Beyond = values(m.Beyond, m)
		}
		out = append(out, r)
	}
	return out
}

func bareMargin(v float64) string {
	if math.IsNaN(v) {
		return "no meeting"
	}
	return signed(v, 2)
}

// amount1 is a value with its unit, "1" being none.
func amount1(v float64, unit string) string {
	if unit == "1" {
		unit = ""
	}
	return strings.TrimSpace(plain(v) + " " + unit)
}

// values writes where a conclusion turns, to the last figure that bisection
// knows.
func values(all []float64, m *limits.Moved) string {
	decimals := 0
	for step := 0.001 * (m.High - m.Low); step < 0.3 && decimals < 3; step *= 10 {
		decimals++
	}
	var words []string
	for _, v := range all {
		words = append(words, fixed(v, decimals))
	}
	if m.Unit == "1" {
		return list(words)
	}
	return list(words) + " " + m.Unit
}

// The width of the tornado and the room beside its bars, in units.
const tornadoWidth, tornadoLeft, tornadoRight, tornadoMost = 1000, 240, 225, 14

// tornado draws which figures move the margin.
func (a *Agreement) tornado() template.HTML {
	s := a.Sensitivity
	if math.IsNaN(s.Margin) || len(s.Figures) == 0 {
		return ""
	}
	t := chart.Tornado{Width: tornadoWidth, Left: tornadoLeft, Right: tornadoRight, Base: s.Margin, BaseName: "as it stands, " + marginWords(s.Margin), Line: 0, LineName: "here the conclusion turns",
		LeftOf: "out of reach", RightOf: "within reach"}
	ends := []float64{s.Margin, 0}
	var most []string
	for i := range s.Figures[:min(tornadoMost, len(s.Figures))] {
		m := &s.Figures[i]
		name := figureWords(m.Key)
		if m.Unconfirmed {
			name += " †"
		}
		b := chart.Swing{Name: name, Note: "used " + amount1(m.Value, m.Unit) + ", range " + plain(m.Low) + " to " + plain(m.High), AtLow: m.MarginLow, AtHigh: m.MarginHigh,
			Low: amount1(m.Low, m.Unit), High: amount1(m.High, m.Unit), Least: m.Least, Greatest: m.Greatest, After: "does not turn in its range"}
		switch {
		case len(m.Turns) > 0:
			b.After = "turns at " + values(m.Turns, m)
		case len(m.Beyond) > 0:
			b.After += "; outside it at " + values(m.Beyond, m)
		}
		b.Title = fmt.Sprintf("%s, %s to %s: margin %s to %s km/s; %s", figureWords(m.Key), b.Low, b.High, bareMargin(m.MarginLow), bareMargin(m.MarginHigh), b.After)
		ends = append(ends, m.Least, m.Greatest, m.MarginLow, m.MarginHigh)
		most = append(most, b.Title)
		t.Bars = append(t.Bars, b)
	}
	t.X = chart.Round("best margin against the protected force, km/s", 0.25, ends...)
	// The words at the ends of the bars need room.
	room := float64(0.13 * (t.X.Max - t.X.Min))
	t.X.Min, t.X.Max = t.X.Min-room, t.X.Max+room
	t.Description = "How far each figure moves the best margin against the protected force. " + strings.Join(most, ". ") + "."
	return template.HTML(t.Draw())
}
