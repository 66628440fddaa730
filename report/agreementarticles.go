package report

import (
	"fmt"
	"html/template"
	"math"
	"regexp"
	"strings"
	"time"

	"scutum/agreement/limits"
	"scutum/assessment/deterrence"
	"scutum/scenario"
)

// article is a clause with its verdict.
type article struct {
	ID, Number, Title, Text string
	State, Class            string // the verdict in words, and its look
	Why                     string
	Margin                  string
	Condition, Each, When   string
	Waits                   string // when, in plain words
	Days                    string
	Evidence                string
	Checked                 []string
	OnFailure               string
	Feared, Without         string
	Idle, There             bool // idle; what it forbids is there already
	Findings                []findingRow
	Failures                []failure
}

// findingRow is the clause asked of one object.
type findingRow struct {
	Object, Values, Margin, Holds, Class string
}

// failure is an object that does not keep a clause, with the trajectory that
// shows it.
type failure struct {
	ID, Object, Values, Says string
	Map                      template.HTML
	Description, Centre      string
	Times                    []timeRow
	Again                    string // the command that reckons it again
	Same                     string // anchor of the same trajectory shown before
	SameWords                string
}

// timeRow is a moment of a counter-example.
type timeRow struct{ At, What string }

func (a *Agreement) articles() (out []article) {
	seen := map[string][2]string{} // pair to anchor and words
	for i := range a.Report.Verdicts {
		v := &a.Report.Verdicts[i]
		c := v.Clause
		x := article{ID: id("article", c.ID), Number: fmt.Sprint(i + 1), Title: c.Title, Text: c.Text, Condition: c.Condition, Each: string(c.About), When: c.When, Waits: a.waits(c), Days: days(c),
			Evidence: list(c.Evidence), OnFailure: c.OnFailure, Margin: clauseMargin(v)}
		if x.Title == "" {
			x.Title = upper(c.ID)
		}
		if c.About != limits.AboutEngagement {
			x.Why = a.whyNot(v)
		}
		x.State, x.Class = state(v)
		for _, k := range c.Checked {
			x.Checked = append(x.Checked, k.By+", by "+k.How)
		}
		if v.Without >= 0 {
			x.Feared, x.Idle, x.There = upper(c.Feared.String()), a.idle(v), a.there(v)
			x.Without = fmt.Sprintf("%s of %d protected trajectories within reach, %s as the shield stands", upper(none(v.Without)), a.Report.Of, none(a.Report.Reached))
		}
		for k := range v.Findings {
			f := &v.Findings[k]
			x.Findings = append(x.Findings, newFindingRow(f))
			if !f.Holds && v.InForce {
				x.Failures = append(x.Failures, a.failure(fmt.Sprintf("%s-%d", x.ID, k+1), x.Number, f, seen))
			}
		}
		out = append(out, x)
	}
	return out
}

// idle says of an article that is kept that what it forbids would change nothing.
func (a *Agreement) idle(v *limits.Verdict) bool {
	return v.Without >= 0 && v.Without <= a.Report.Reached && v.Broken == 0
}

// there says of an article that is not kept that what it forbids brings nothing
// more within reach than what stands.
func (a *Agreement) there(v *limits.Verdict) bool {
	return v.Without >= 0 && v.Without <= a.Report.Reached && v.Broken > 0
}

func state(v *limits.Verdict) (words, class string) {
	switch {
	case v.Clause.About == limits.AboutEngagement:
		return "asked in action", "quiet"
	case !v.InForce && v.Broken > 0:
		return "not in force; would not be kept", "quiet"
	case !v.InForce:
		return "not in force; would be kept", "quiet"
	case len(v.Findings) == 0:
		return "kept: it speaks of nothing that this shield has", "kept"
	case v.Broken > 0:
		return fmt.Sprintf("not kept, for %d of %d", v.Broken, len(v.Findings)), "broken"
	}
	return "kept", "kept"
}

// days says when a time-bound clause is in force.
func days(c *limits.Clause) string {
	day := func(t time.Time) string { return t.Format("2 January 2006") }
	switch {
	case !c.From.IsZero() && !c.Until.IsZero():
		return "from " + day(c.From) + " until " + day(c.Until)
	case !c.From.IsZero():
		return "from " + day(c.From)
	case !c.Until.IsZero():
		return "until " + day(c.Until)
	}
	return ""
}

// amountWords is an amount with its unit, lengths to 100 m.
func amountWords(v float64, unit string) string {
	switch unit {
	case "deg":
		return plain(math.Round(v*1e3)/1e3) + "°"
	case "km":
		return plain(math.Round(v*10)/10) + " km"
	}
	return strings.TrimSpace(plain(v) + " " + unit)
}

// clauseMargin says how far a clause is from its limit.
func clauseMargin(v *limits.Verdict) string {
	if math.IsNaN(v.Margin) {
		if v.Clause.About == limits.AboutEngagement {
			return "by each order"
		}
		return "none: no single comparison decides"
	}
	return sparedWords(v.Margin, v.Unit)
}

func sparedWords(m float64, unit string) string {
	switch {
	case math.Abs(m) < 5e-4:
		return "exactly at the limit"
	case m > 0:
		return amountWords(m, unit) + " to spare"
	}
	return amountWords(-m, unit) + " beyond the limit"
}

func newFindingRow(f *limits.Finding) findingRow {
	row := findingRow{Object: objectWords(f.Object), Values: valuesWords(f), Margin: "none", Holds: "kept", Class: "fine"}
	if !f.Holds {
		row.Holds, row.Class = "not kept", "bad"
	}
	if !math.IsNaN(f.Margin) {
		row.Margin = sparedWords(f.Margin, f.Unit)
	}
	return row
}

// objectWords writes "kind at site" with the kind's name.
func objectWords(object string) string {
	if kind, site, ok := strings.Cut(object, " at "); ok {
		return machine(kind) + " at " + site
	}
	return object
}

// valuesWords writes "4.5 against 3.5 km/s" with both units.
func valuesWords(f *limits.Finding) string {
	value, limit, ok := strings.Cut(f.Values, " against ")
	if !ok {
		return f.Values
	}
	limit, unit, _ := strings.Cut(limit, " ")
	if unit = " " + unit; unit == " deg" {
		unit = "°"
	}
	return strings.TrimSpace(value+unit) + ", the limit is " + strings.TrimSpace(limit+unit)
}

var (
	waitsMonths = regexp.MustCompile(`^threat\.months_below\((\d+)\) >= (\d+)$`)
	waitsIndex  = regexp.MustCompile(`^threat\.index (>=|>|==|<=|<) (\d+)$`)
)

// waits says in plain words what a clause waits for, where it is one comparison.
func (a *Agreement) waits(c *limits.Clause) string {
	index := fmt.Sprintf("the number of missiles over %s km, tested or deployed,", thousands(a.Report.Agreement.Threat.OverKm))
	if m := waitsMonths.FindStringSubmatch(c.When); m != nil {
		return fmt.Sprintf("once %s has been below %s for %s months", index, m[1], m[2])
	}
	if m := waitsIndex.FindStringSubmatch(c.When); m != nil {
		relation := map[string]string{">=": "at least", ">": "more than", "==": "exactly", "<=": "at most", "<": "less than"}[m[1]]
		return fmt.Sprintf("while %s is %s %s", index, relation, m[2])
	}
	return ""
}

// whyNot says why a clause is not in force.
func (a *Agreement) whyNot(v *limits.Verdict) string {
	waits := a.waits(v.Clause)
	if _, now, ok := strings.Cut(v.Why, " ("); ok && waits != "" && strings.HasPrefix(v.Why, "waits") {
		stands, wanted, _ := strings.Cut(strings.TrimSuffix(now, " now)"), " against ")
		return fmt.Sprintf("Comes into force %s: it stands at %s, %s is wanted.", waits, stands, wanted)
	}
	return upper(v.Why)
}

// marginWords writes a margin in km/s.
func marginWords(m float64) string {
	if math.IsNaN(m) {
		return "no meeting"
	}
	return signed(m, 2) + " km/s"
}

// failure shows what an object that does not keep a clause can do.
func (a *Agreement) failure(anchor, number string, f *limits.Finding, seen map[string][2]string) failure {
	x := failure{ID: anchor, Object: objectWords(f.Object), Values: valuesWords(f)}
	p := f.Counter
	if p == nil {
		x.Says = "The study has no protected force that could show what this makes reachable."
		return x
	}
	i := trajectoryOf(a.Setting, p)
	battery, site := batteryOf(a.shield(), p)
	x.Says = counterWords(p)
	if i < 0 || site == nil {
		return x
	}
	pair := strings.Join([]string{p.Field, p.Target, p.Missile, p.Site, p.Interceptor}, "\n")
	if at, ok := seen[pair]; ok {
		x.Same, x.SameWords = at[0], at[1]
		return x
	}
	seen[pair] = [2]string{anchor, "article " + number}
	x.draw(&encounter{flight: &a.Flights[i], field: p.Field, target: p.Target, site: site.Name, stands: site.Place, ship: site.Ship, reached: limits.Reached(p.MarginKmS),
		lat: p.MeetingLatDeg, lon: p.MeetingLonDeg, km: p.MeetingAltitudeKm, words: x.Says})
	x.Times = a.times(i, battery, p)
	x.Again = ReckonAgain(a.Setting, a.Shield, a.Sensitivity.Commit, p)
	return x
}

// draw puts an encounter's map on a counter-example.
func (x *failure) draw(e *encounter) {
	m := newCounterMap(e)
	x.Map, x.Description = m.draw(), m.description()
	x.Centre = place(m.view.Projection.LatDeg, m.view.Projection.LonDeg)
}

// counterWords says what a pair comes to.
func counterWords(p *deterrence.Pair) string {
	who := fmt.Sprintf("%s at %s", machine(p.Interceptor), p.Site)
	way := fmt.Sprintf("%s to %s (%s missile)", p.Field, p.Target, missileName(p.Missile))
	if limits.Reached(p.MarginKmS) {
		return fmt.Sprintf("%s can meet the missile from %s: it needs %s km/s and has %s, a margin of %s km/s.", who, way, fixed(p.ThresholdKmS, 2), fixed(p.SpeedKmS, 2), signed(p.MarginKmS, 2))
	}
	return fmt.Sprintf("No protected trajectory comes within reach by this: the nearest for %s is %s, which would need %s km/s where it has %s, a margin of %s km/s.", who, way, fixed(p.ThresholdKmS, 2), fixed(p.SpeedKmS, 2), signed(p.MarginKmS, 2))
}

// times lists the moments of a counter-example, after the missile's launch.
func (a *Agreement) times(i int, b *scenario.Battery, p *deterrence.Pair) []timeRow {
	t := &a.Setting.Force.Trajectories[i]
	return moments(t.Field, t.Target, t.Burnout.BurnTime, p.CommitS, p.CommitS+b.Interceptor.LostTime, a.Flights[i].FlightTime, p.MeetingS,
		fmt.Sprintf("%s km above %s", thousands(p.MeetingAltitudeKm), placeWords(p.MeetingLatDeg, p.MeetingLonDeg)))
}

// moments are what happens in an encounter, s after the missile's launch.
func moments(field, target string, burnout, commit, free, impact, meeting float64, where string) (out []timeRow) {
	s := func(v float64) string { return fixed(v, 0) + " s" }
	rows := []timeRow{{s(burnout), "its burnout"}, {s(commit), "commit: the earliest launch of the interceptor"}}
	if commit < burnout {
		rows[0], rows[1] = rows[1], rows[0]
	}
	out = append(out, timeRow{s(0), "the missile is launched at " + field})
	out = append(out, append(rows, timeRow{s(free), "the earliest end of the interceptor's lost time"})...)
	return append(out, timeRow{s(meeting), "the meeting, " + where}, timeRow{s(impact), "the missile would fall at " + target})
}
