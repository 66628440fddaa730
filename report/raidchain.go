package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"scutum/campaign"
	"scutum/report/chart"
	"scutum/report/drawing"
)

// stageWords say what a step of the kill chain is.
var stageWords = [campaign.Stages]string{"launched", "detected", "tracked", "may be engaged", "engaged", "killed"}

// Measures of the drawing of the kill chain, in units.
const (
	chainWidth  = 1200
	chainTop    = 60
	chainBand   = 190.0 // height of all missiles
	chainStep   = 205.0 // from step to step
	chainNode   = 12.0
	chainLeft   = 30.0
	chainBelow  = 42.0 // from the band to where losses end
	chainApart  = 17.0 // least distance of two losses
	chainLoss   = 92.0 // from a step to where its losses end
	chainLetter = 13.0
)

// letter names a loss in the drawing and in the table below it.
func letter(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return letter(i/26-1) + letter(i%26)
}

// countWords is a number of missiles of one run.
func (r *Raid) countWords(n int) string {
	if r.Alone {
		return thousands(float64(n))
	}
	v := r.perRun(n)
	if v > 0 && v < 0.005 {
		return "< 0.01"
	}
	return fixed(v, 2)
}

// chain draws the kill chain: a band that grows thinner from step to step, and
// a branch down for every reason of loss.
func (r *Raid) chain() template.HTML {
	reached, losses := r.Tally.Reached(), r.Tally.Losses()
	all := float64(max(1, reached[campaign.Launched]))
	size := func(n int) float64 { return chainBand * float64(n) / all }
	x := func(s campaign.Stage) float64 { return chainLeft + float64(chainStep*float64(s)) }
	var c, words drawing.Canvas
	bottom := chainTop + chainBand
	for s := campaign.Launched; s < campaign.Stages; s++ {
		if s < campaign.Killed {
			c.Path("flow kept", ribbon(x(s)+chainNode, chainTop, size(reached[s+1]), x(s+1), chainTop))
			down := r.branches(&c, &words, losses, s, x(s)+chainNode, chainTop+size(reached[s+1]), size)
			bottom = math.Max(bottom, down)
		}
		class := "node"
		if s == campaign.Killed {
			class = "node good"
		}
		c.Add(`<rect class="%s" x="%n" y="%d" width="%n" height="%n"/>`, class, x(s), chainTop, chainNode, math.Max(1, size(reached[s])))
		words.Text("stagename", x(s), chainTop-29, "start", stageWords[s])
		words.Text("stagecount", x(s), chainTop-8, "start", r.countWords(reached[s])+" · "+share(float64(reached[s])/all))
	}
	var out drawing.Canvas
	out.Add(`<svg class="chart chain" viewBox="0 0 %d %n" role="img" aria-label="%s">`, chainWidth, bottom+14, r.chainDescription())
	out.Raw(c.String() + words.String() + `</svg>`)
	return template.HTML(out.String())
}

// branches draws the losses after a step, and returns how far down they reach.
func (r *Raid) branches(c, words *drawing.Canvas, losses []campaign.LossCount, s campaign.Stage, x, from float64, size func(int) float64) float64 {
	to := chainTop + chainBand + chainBelow
	for i, l := range losses {
		if l.Stage != s {
			continue
		}
		thick := size(l.Missiles)
		at := to
		if thick < chainApart {
			at += float64((chainApart - thick) / 2)
		}
		c.Path("flow lost", ribbon(x, from, thick, x+chainLoss, at))
		words.Add(`<text class="branch" x="%n" y="%n"><tspan class="letter">%s</tspan> %s</text>`, x+chainLoss+6, at+float64(thick/2)+4, letter(i), r.countWords(l.Missiles))
		from += thick
		to += math.Max(thick, chainApart) + 3
	}
	return to
}

// ribbon is path data of a band that bends from one height to another.
func ribbon(x0, y0, thick, x1, y1 float64) string {
	thick = math.Max(thick, 0.8)
	middle := (x0 + x1) / 2
	var c drawing.Canvas
	c.Add("M%n %nC%n %n %n %n %n %nv%nC%n %n %n %n %n %nz", x0, y0, middle, y0, middle, y1, x1, y1, thick, middle, y1+thick, middle, y0+thick, x0, y0+thick)
	return c.String()
}

func (r *Raid) chainDescription() string {
	var steps []string
	for s, n := range r.Tally.Reached() {
		steps = append(steps, r.countWords(n)+" "+stageWords[s])
	}
	return "The kill chain: " + list(steps) + " of a run. The table below gives the reason of each loss."
}

// lossRow is a reason of loss with its count.
type lossRow struct{ Letter, After, Why, PerRun, Share, Range, Missiles string }

// losses lists the reasons, in the order of the drawing's letters.
func (r *Raid) losses() []lossRow {
	var out []lossRow
	all := r.Tally.Reached()[campaign.Launched]
	for i, l := range r.Tally.Losses() {
		e := campaign.Share(l.Missiles, all)
		row := lossRow{Letter: letter(i), After: stageWords[l.Stage], Why: reasonWords(l.Why), PerRun: r.countWords(l.Missiles), Share: share(e.Value), Range: share(e.Low) + " to " + share(e.High)}
		row.Missiles = r.lostBy(l.Loss)
		out = append(out, row)
	}
	return out
}

// lostBy lists the missiles that are lost by a reason, those most often lost
// first as the raid has them, with the share of their runs where it is not all.
func (r *Raid) lostBy(loss campaign.Loss) string {
	var names []string
	for i := range r.Tally.Missiles {
		m := &r.Tally.Missiles[i]
		for _, l := range m.Losses() {
			if l.Loss != loss {
				continue
			}
			name := m.Name
			if l.Missiles < m.Runs {
				name += " (" + share(float64(l.Missiles)/float64(m.Runs)) + ")"
			}
			names = append(names, name)
		}
	}
	const most = 12
	if len(names) > most {
		names = append(names[:most], fmt.Sprintf("and %d more", len(names)-most))
	}
	return strings.Join(names, ", ")
}

// leakers draws how many runs have how many leakers.
func (r *Raid) leakers() template.HTML {
	if r.Alone {
		return ""
	}
	t, of := r.Tally, len(r.Setting.Raid.Missiles)
	least, most, _ := t.LeakersOf.Bounds()
	if of <= 30 {
		least, most = 0, of
	}
	b := chart.Bars{Width: chartWidth, Height: 300, XTitle: fmt.Sprintf("leakers of %d missiles in a run", of)}
	top := 0.0
	for n := least; n <= most; n++ {
		e := campaign.Share(t.LeakersOf.At(n), t.Runs)
		bar := chart.Bar{Name: fmt.Sprint(n), Y: 100 * e.Value, Low: 100 * e.Low, High: 100 * e.High, Note: share(e.Value), WithoutWhisker: t.LeakersOf.At(n) == 0}
		if t.LeakersOf.At(n) == 0 {
			bar.Note = ""
		} else {
			top = math.Max(top, bar.High)
		}
		b.Bars = append(b.Bars, bar)
	}
	b.Y = chart.Round("share of the runs, %", 10, 0, top)
	e := t.Leakers.Mean(of)
	b.Description = fmt.Sprintf("Runs by their number of leakers; the mean is %s, the median %d.", fixed(e.Value, 2), t.LeakersOf.Quantile(0.5))
	return template.HTML(b.Draw())
}
