package report

import (
	"fmt"
	"html/template"
	"math"

	"scutum/assessment/scorecard"
	"scutum/report/drawing"
)

// card is the scorecard: conclusions down, architectures across, and in every
// cell one value for each assumption set.
type card struct {
	Sets    []cardSet
	Heads   []cardHead
	Groups  []cardGroup
	Columns int // of the table
}

type cardSet struct{ Name, Note string }

type cardHead struct{ Shield, Title, Link string }

type cardGroup struct {
	Title, Note string
	Rows        []cardRow
}

type cardRow struct {
	Title, Note string
	Cells       []cardCell
}

// cardCell holds the values by set, and where its chart, its assumptions and
// its figures are.
type cardCell struct {
	Label                       string // for readers who hear the page
	Values                      []cardValue
	Chart, Assumptions, Figures string
}

type cardValue struct {
	Set, Text, Range, Holds string
	Bar                     template.HTML
	Good                    string // "clear" or "reach" where the value is an answer
	Prose                   bool   // a sentence, not a number
}

// measure says how a row is read out of a scorecard's row.
type measure struct {
	title, note string
	chart       string // where its chart is: map, reach, cities
	value       func(scorecard.Row) cardValue
}

func newCard(r *scorecard.Result) card {
	var c card
	for _, s := range r.Sets {
		c.Sets = append(c.Sets, cardSet{s.Assumptions, setNote(s.Assumptions)})
	}
	for _, row := range r.Sets[0].Rows {
		c.Heads = append(c.Heads, cardHead{row.Shield, row.Title, "#" + id("figures", row.Shield)})
	}
	for k, d := range defences(r) {
		group := cardGroup{Title: "Defence against " + className(d.Class), Note: threatened(r, k)}
		for _, m := range defenceMeasures(r, k) {
			group.Rows = append(group.Rows, c.row(r, m, d.Class))
		}
		c.Groups = append(c.Groups, group)
	}
	group := cardGroup{Title: "Reach of the protected force", Note: "a trajectory counts when the margin, interceptor speed less threshold speed, is not negative"}
	for _, m := range reachMeasures() {
		group.Rows = append(group.Rows, c.row(r, m, ""))
	}
	c.Groups = append(c.Groups, group)
	c.Columns = 1 + len(c.Heads)
	return c
}

// defences lists the classes in the order of the first row.
func defences(r *scorecard.Result) []scorecard.Defence {
	if len(r.Sets[0].Rows) == 0 {
		return nil
	}
	return r.Sets[0].Rows[0].Defence
}

func (c *card) row(r *scorecard.Result, m measure, class string) cardRow {
	row := cardRow{Title: m.title, Note: m.note}
	for i, head := range c.Heads {
		cell := cardCell{
			Label: head.Title + ": " + m.title, Assumptions: "#" + id("assumptions", head.Shield), Figures: "#" + id("figures", head.Shield),
			Chart: "#" + id(m.chart, head.Shield),
		}
		if m.chart == "map" {
			cell.Chart = "#" + id("map", head.Shield, class)
		}
		for _, set := range r.Sets {
			if i < len(set.Rows) {
				v := m.value(set.Rows[i])
				v.Set = set.Assumptions
				cell.Values = append(cell.Values, v)
			}
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// threatened says how many people a class threatens.
func threatened(r *scorecard.Result, k int) string {
	d := r.Sets[0].Rows[0].Defence[k]
	if d.CitiesOf > 0 {
		return fmt.Sprintf("%d cities of North America", d.CitiesOf)
	}
	return fmt.Sprintf("threatened: %s people and %s of land in NATO members, %s people in all Europe", millions(d.PeopleThreatened), squareKm(d.AreaThreatenedKm2), millions(d.EuropeThreatened))
}

func defenceMeasures(r *scorecard.Result, k int) []measure {
	if r.Sets[0].Rows[0].Defence[k].CitiesOf > 0 {
		return []measure{{"Cities defended", "at least one shot", "cities", func(row scorecard.Row) cardValue {
			d := row.Defence[k]
			f := d.CitiesDefended
			return cardValue{Text: fmt.Sprintf("%.0f of %d", f.Value, d.CitiesOf), Range: spread(f, thousands, ""), Holds: holds(f), Bar: bar(outOf(f, d.CitiesOf))}
		}}}
	}
	fraction := func(of func(d scorecard.Defence) scorecard.Figure) func(scorecard.Row) cardValue {
		return func(row scorecard.Row) cardValue {
			f := of(row.Defence[k])
			if math.IsNaN(f.Value) {
				return cardValue{Text: "none", Range: "nobody is threatened"}
			}
			return cardValue{Text: percent(f.Value), Range: spread(f, percent, " %"), Holds: holds(f), Bar: bar(f)}
		}
	}
	raid := func(of func(d scorecard.Defence) scorecard.Figure) func(scorecard.Row) cardValue {
		return func(row scorecard.Row) cardValue {
			f := of(row.Defence[k])
			if math.IsNaN(f.Value) || f.Value <= 0 {
				return cardValue{Text: "none", Range: "nothing is defended"}
			}
			return cardValue{Text: thousands(f.Value) + missiles(f.Value), Range: spread(f, thousands, ""), Holds: holds(f)}
		}
	}
	return []measure{
		{"People defended, one shot", "of threatened people in NATO members", "map", fraction(func(d scorecard.Defence) scorecard.Figure { return d.PeopleOneShot })},
		{"People defended, two shots", "of threatened people in NATO members", "map", fraction(func(d scorecard.Defence) scorecard.Figure { return d.PeopleTwoShots })},
		{"All Europe, one shot", "of threatened people, Russia west of the Urals included", "map", fraction(func(d scorecard.Defence) scorecard.Figure { return d.EuropeOneShot })},
		{"All Europe, two shots", "of threatened people, Russia west of the Urals included", "map", fraction(func(d scorecard.Defence) scorecard.Figure { return d.EuropeTwoShots })},
		{"Area defended, one shot", "of the threatened land of NATO members", "map", fraction(func(d scorecard.Defence) scorecard.Figure { return d.AreaOneShot })},
		{"Area defended, two shots", "of the threatened land of NATO members", "map", fraction(func(d scorecard.Defence) scorecard.Figure { return d.AreaTwoShots })},
		{"Raid at which it fails, one shot", "missiles at the weakest defended area", "map", raid(func(d scorecard.Defence) scorecard.Figure { return d.RaidFailsOneShot })},
		{"Raid at which it fails, two shots", "missiles at the weakest defended area", "map", raid(func(d scorecard.Defence) scorecard.Figure { return d.RaidFailsTwoShots })},
	}
}

// outOf is a count as a share of a whole.
func outOf(f scorecard.Figure, of int) scorecard.Figure {
	n := float64(max(1, of))
	f.Value, f.Low, f.High = f.Value/n, f.Low/n, f.High/n
	return f
}

func missiles(n float64) string {
	if n == 1 {
		return " missile"
	}
	return " missiles"
}

func reachMeasures() []measure {
	return []measure{
		{"Trajectories reachable", "by any site and interceptor, ships included", "reach", func(row scorecard.Row) cardValue {
			f := row.Reach.Reachable
			return cardValue{Text: fmt.Sprintf("%s of %d", orNone(f.Value, 0, ""), row.Reach.Of), Range: spread(f, thousands, ""), Holds: holds(f), Bar: bar(outOf(f, row.Reach.Of)), Good: yesNo(f.Value == 0)}
		}},
		{"From land sites alone", "", "reach", func(row scorecard.Row) cardValue {
			f := row.Reach.LandReachable
			return cardValue{Text: fmt.Sprintf("%s of %d", orNone(f.Value, 0, ""), row.Reach.Of), Range: spread(f, thousands, ""), Holds: holds(f), Bar: bar(outOf(f, row.Reach.Of)), Good: yesNo(f.Value == 0)}
		}},
		{"Lowest threshold speed", "the least that any site would need", "reach", func(row scorecard.Row) cardValue {
			f := row.Reach.LowestThreshold
			if math.IsNaN(f.Value) {
				return cardValue{Text: "no meeting", Range: "no trajectory can be met at any speed"}
			}
			return cardValue{Text: fixed(f.Value, 2) + " km/s", Range: spread(f, func(v float64) string { return fixed(v, 2) }, ""), Holds: holds(f)}
		}},
		{"Best margin", "positive: can be reached", "reach", func(row scorecard.Row) cardValue {
			f := row.Reach.BestMargin
			if math.IsNaN(f.Value) {
				return cardValue{Text: "no meeting"}
			}
			return cardValue{Text: signed(f.Value, 2) + " km/s", Range: spread(f, func(v float64) string { return signed(v, 2) }, ""), Holds: holds(f), Good: yesNo(f.Value < 0)}
		}},
		{"Where", "", "reach", func(row scorecard.Row) cardValue {
			if row.Reach.Site == "" {
				return cardValue{Text: "none"}
			}
			return cardValue{Range: row.Reach.Site + ": " + row.Reach.Trajectory}
		}},
		{"Verdict", "", "reach", func(row scorecard.Row) cardValue { return cardValue{Text: row.Verdict, Prose: true} }},
	}
}

func yesNo(good bool) string {
	if good {
		return "clear"
	}
	return "reach"
}

func holds(f scorecard.Figure) string {
	if f.Of == 0 {
		return ""
	}
	return fmt.Sprintf("holds in %d of %d", f.Holds, f.Of)
}

// bar draws a fraction with its range.
func bar(f scorecard.Figure) template.HTML {
	if math.IsNaN(f.Value) {
		return ""
	}
	var c drawing.Canvas
	at := func(v float64) float64 { return 100 * math.Max(0, math.Min(1, v)) }
	c.Add(`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><path class="track" d="M0 1h100v6h-100z"/><path class="fill" d="M0 1h%nv6h-%nz"/>`, at(f.Value), at(f.Value))
	if !math.IsNaN(f.Low) && !math.IsNaN(f.High) {
		c.Add(`<path class="whisker" d="M%n 4H%n"/>`, at(f.Low), at(f.High))
	}
	c.Raw(`</svg>`)
	return template.HTML(c.String())
}
