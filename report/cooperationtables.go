package report

import (
	"fmt"
	"html/template"

	"scutum/assessment/cooperation"
	"scutum/report/chart"
	"scutum/scenario"
)

// levelWords are the levels of sharing as readers know them.
var levelWords = [...]string{"nothing", "launch warning", "tracks (data fusion centre)", "plans (planning and operations centre)"}

// shortLevels name bars.
var shortLevels = [...]string{"none", "warning", "tracks", "plans"}

var commandWords = [...]string{"independent commands", "sectors, by what crosses them", "sectors, by where missiles fall"}

// amountCell is a figure with its gain and its spread.
type amountCell struct{ Value, Gain, Range string }

// levelTable is one arrangement: a row for each level and party.
type levelTable struct {
	Title   string
	Classes []string
	Rows    []levelRow
}

type levelRow struct {
	Level, Party string
	First        bool // of its level
	Span         int  // parties of a level
	Cells        []amountCell
}

// seconds writes seconds before impact.
func seconds(a cooperation.Amount) amountCell {
	if a.Value < 0.5 {
		return amountCell{Value: "never"}
	}
	return amountCell{fixed(a.Value, 0) + " s", gain(a.Gain.Value, 0, 1, 0.5, " s"), spreadOf(a, 0, 1)}
}

func headcount(a cooperation.Amount) amountCell {
	return amountCell{fixed(a.Value/1e6, 1), gain(a.Gain.Value, 1, 1e-6, 5e4, ""), spreadOf(a, 1, 1e-6)}
}

// drawn writes a figure of the runs, with its interval.
func drawn(a cooperation.Amount) amountCell {
	c := amountCell{fixed(a.Value, 2), "", fmt.Sprintf("%s to %s; sets %s to %s", fixed(a.Low, 2), fixed(a.High, 2), fixed(a.Sets.Low, 1), fixed(a.Sets.High, 1))}
	if a.Gain.Low > 0 || a.Gain.High < 0 {
		c.Gain = signed(a.Gain.Value, 2)
	}
	return c
}

func gain(v float64, decimals int, scale, least float64, unit string) string {
	if v > -least && v < least {
		return ""
	}
	return signed(v*scale, decimals) + unit
}

func spreadOf(a cooperation.Amount, decimals int, scale float64) string {
	low, high := fixed(a.Sets.Low*scale, decimals), fixed(a.Sets.High*scale, decimals)
	if low == high {
		return ""
	}
	return "sets " + low + " to " + high
}

func (c *Cooperation) table(variant int, command scenario.Command) levelTable {
	r := c.Result
	t := levelTable{Title: upper(commandWords[command])}
	if len(r.Variants) > 1 {
		t.Title += ", " + r.Variants[variant].Name
	}
	for _, class := range r.Classes {
		t.Classes = append(t.Classes, className(class))
	}
	for _, level := range scenario.Sharings {
		for party := range r.Parties {
			row := r.Row(variant, command, level, party)
			out := levelRow{Level: levelWords[level], Party: r.Parties[party].Name, First: party == 0, Span: len(r.Parties),
				Cells: []amountCell{seconds(row.Report), seconds(row.Two), seconds(row.Track), seconds(row.Commit)}}
			for class := range r.Classes {
				out.Cells = append(out.Cells, headcount(row.People[class]))
			}
			out.Cells = append(out.Cells, drawn(row.Kills), drawn(row.Shots))
			t.Rows = append(t.Rows, out)
		}
	}
	return t
}

// totalRow is what all parties have together.
type totalRow struct {
	Interceptors, Command, Level string
	Kills, Shots, Doubled        amountCell
	PerKill, Saved, SavedRange   string
}

func (c *Cooperation) totals() []totalRow {
	r := c.Result
	var out []totalRow
	for i := range r.Totals {
		out = append(out, c.totalRow(&r.Totals[i]))
	}
	return out
}

func (c *Cooperation) totalRow(t *cooperation.Total) totalRow {
	row := totalRow{c.Result.Variants[t.Variant].Name, commandWords[t.Command], shortLevels[t.Level], drawn(t.Kills), drawn(t.Shots), drawn(t.Doubled), "", tenths(t.Saved.Value),
		fmt.Sprintf("sets %s to %s", tenths(t.Saved.Sets.Low), tenths(t.Saved.Sets.High))}
	if t.ShotsPerKill > 0 {
		row.PerKill = fixed(t.ShotsPerKill, 2)
	}
	return row
}

// eager is what comes of parties that shoot at whatever they can reach.
func (c *Cooperation) eager() (out []totalRow) {
	for i := range c.Result.Eager {
		out = append(out, c.totalRow(&c.Result.Eager[i]))
	}
	return out
}

// tenths writes a number with its sign, nought without one.
func tenths(v float64) string {
	if v > -0.05 && v < 0.05 {
		return "0.0"
	}
	return signed(v, 1)
}

// helpRow is what one party's interceptors could do for another's people.
type helpRow struct {
	By, For, Class, Threatened string
	Own                        bool
	Cells                      []amountCell
}

func (c *Cooperation) helps() []helpRow {
	r := c.Result
	var out []helpRow
	for whose := range r.Parties {
		for by := range r.Parties {
			for class := range r.Classes {
				row := helpRow{By: r.Parties[by].Name, For: r.Parties[whose].Name, Class: className(r.Classes[class]), Own: by == whose}
				for _, level := range scenario.Sharings[:3] {
					h := r.Help(by, whose, class, level)
					row.Threatened = fixed(h.Threatens/1e6, 1)
					row.Cells = append(row.Cells, headcount(h.People))
				}
				out = append(out, row)
			}
		}
	}
	return out
}

// guidedRow compares with early-warning radars that guide.
type guidedRow struct {
	Level, Party string
	Cells        []guidedCell
}

type guidedCell struct{ Without, With string }

func (c *Cooperation) guided() []guidedRow {
	r := c.Result
	var out []guidedRow
	for i := range r.GuidedRows {
		g := &r.GuidedRows[i]
		row := r.Row(g.Variant, g.Command, g.Level, g.Party)
		x := guidedRow{Level: levelWords[g.Level], Party: r.Parties[g.Party].Name}
		for class := range r.Classes {
			x.Cells = append(x.Cells, guidedCell{fixed(row.People[class].Value/1e6, 1), fixed(g.People[class].Value/1e6, 1)})
		}
		x.Cells = append(x.Cells, guidedCell{fixed(row.Kills.Value, 2), fixed(g.Kills.Value, 2)})
		out = append(out, x)
	}
	return out
}

// tellRow is what a party tells the others at a level, in words.
type tellRow struct{ Party, Level, Tells, Learns string }

func (c *Cooperation) tells() []tellRow {
	r := c.Result
	var out []tellRow
	for party := range r.Parties {
		for _, v := range r.Sheets[0].Reveals {
			if v.Party != party {
				continue
			}
			row := tellRow{Party: r.Parties[party].Name, Level: levelWords[v.Level]}
			switch v.Level {
			case scenario.ShareWarning:
				row.Tells = fmt.Sprintf("Point, time and azimuth of %d launches, the soonest %s s after it.", v.Reports, fixed(v.SoonestS, 0))
				row.Learns = "How soon its warning comes, and from where it watches."
			case scenario.ShareTracks:
				tracks, seeing, total := 0, 0, 0.0
				for _, g := range v.Sensors {
					tracks, total = tracks+g.Missiles, total+g.Seconds
					if g.Missiles > 0 {
						seeing++
					}
				}
				row.Tells = fmt.Sprintf("%d tracks by %s, %s minutes together.", tracks, plural(seeing, "sensor", "sensors"), fixed(total/60, 0))
				row.Learns = "How far each radar sees, how low, and in which sector: the table below."
			case scenario.SharePlanning:
				row.Tells = fmt.Sprintf("Where %d interceptors stand at %s, how many are ready, and which it means to shoot at what.", v.Interceptors, plural(v.Sites, "site", "sites"))
				row.Learns = "Its stock, its readiness, the speed of its interceptors from the times of its shots, and how it decides."
			}
			out = append(out, row)
		}
	}
	return out
}

// sensorRow is what one sensor's tracks tell.
type sensorRow struct{ Party, Sensor, Missiles, Seconds, Farthest, Lowest string }

func (c *Cooperation) sensors() []sensorRow {
	r := c.Result
	var out []sensorRow
	for _, v := range r.Sheets[0].Reveals {
		if v.Level != scenario.ShareTracks {
			continue
		}
		for _, g := range v.Sensors {
			row := sensorRow{r.Parties[v.Party].Name, machine(g.Sensor), fmt.Sprint(g.Missiles), fixed(g.Seconds, 0), "", ""}
			if g.FarthestKm > 0 {
				row.Farthest, row.Lowest = thousands(g.FarthestKm), fixed(g.LowestDeg, 1)
			}
			out = append(out, row)
		}
	}
	return out
}

// cooperationCharts are a party's bars.
type cooperationCharts struct {
	Party  string
	Charts []cooperationChart
}

type cooperationChart struct {
	Title string
	Chart template.HTML
}

// charts draws for each party what each level gives it.
func (c *Cooperation) charts() []cooperationCharts {
	r := c.Result
	var out []cooperationCharts
	type measure struct {
		title, unit string
		scale       float64
		decimals    int
		sets        bool // whiskers are the spread over assumption sets
		of          func(*cooperation.Row) cooperation.Amount
	}
	measures := []measure{
		{"Word from two kinds of sensor", "s before impact", 1, 0, true, func(w *cooperation.Row) cooperation.Amount { return w.Two }},
		{"First track", "s before impact", 1, 0, true, func(w *cooperation.Row) cooperation.Amount { return w.Track }},
	}
	for class := range r.Classes {
		measures = append(measures, measure{"People held against " + className(r.Classes[class]), "million", 1e-6, 1, true, func(w *cooperation.Row) cooperation.Amount { return w.People[class] }})
	}
	measures = append(measures, measure{"Kills of the missiles aimed at it", "a run", 1, 1, false, func(w *cooperation.Row) cooperation.Amount { return w.Kills }},
		measure{"Shots by it", "a run", 1, 1, false, func(w *cooperation.Row) cooperation.Amount { return w.Shots }})
	for party := range r.Parties {
		group := cooperationCharts{Party: r.Parties[party].Name}
		for _, m := range measures {
			b := chart.Bars{Width: 300, Height: 210, XTitle: "shared", Description: m.title + ", " + m.unit + ", for " + group.Party}
			var all []float64
			for _, level := range scenario.Sharings {
				a := m.of(r.Row(0, scenario.Independent, level, party))
				low, high := a.Low, a.High
				if m.sets {
					low, high = a.Sets.Low, a.Sets.High
				}
				b.Bars = append(b.Bars, chart.Bar{Name: shortLevels[level], Y: a.Value * m.scale, Low: low * m.scale, High: high * m.scale, Note: fixed(a.Value*m.scale, m.decimals), Look: fmt.Sprintf("level%d", level)})
				all = append(all, a.Value*m.scale, high*m.scale)
				b.Description += fmt.Sprintf("; %s %s", shortLevels[level], fixed(a.Value*m.scale, m.decimals))
			}
			b.Y = axisFor(m.unit, all)
			group.Charts = append(group.Charts, cooperationChart{m.title, template.HTML(b.Draw())})
		}
		out = append(out, group)
	}
	return out
}

// axisFor is an axis from 0 that holds all values, in round steps.
func axisFor(title string, values []float64) chart.Axis {
	most := 0.0
	for _, v := range values {
		most = max(most, v)
	}
	step := 0.5
	for _, s := range []float64{1, 2, 5, 10, 20, 50, 100, 200, 500} {
		if most > 4*step {
			step = s
		}
	}
	return chart.Round(title, step, 0, most*1.12)
}
