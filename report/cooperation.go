package report

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"strings"

	"scutum/assessment/cooperation"
	"scutum/assessment/footprint"
	"scutum/assessment/scorecard"
	"scutum/scenario"
)

// Cooperation is what the page of a cooperation study is made from.
type Cooperation struct {
	Result      *cooperation.Result
	Unconfirmed []string
	NotModelled []string
	Provenance  Provenance
}

// cooperationPage is everything that the template shows.
type cooperationPage struct {
	Title, Date, MapsSet, Question string
	Answers, Sure, NotShown        []string
	Runs, Missiles                 string
	Parties                        []string
	Charts                         []cooperationCharts
	Levels, More                   []levelTable
	Classes                        []string
	Totals, Eager                  []totalRow
	Helps                          []helpRow
	Guided                         []guidedRow
	Tells                          []tellRow
	Sensors                        []sensorRow
	Patterns, EuropeDefs           template.HTML
	EuropeBox                      box
	MapCentre                      string
	Maps                           []mapGroup
	Legend                         []swatch
	Figures                        []shieldFigures
	Unconfirmed                    []string
	Provenance                     Provenance
	Data                           template.HTML
	Style                          template.CSS
	Script                         template.JS
}

// cooperationScripts are joined in this order inside one function.
var cooperationScripts = []string{"start", "sort"}

// Write writes the page. The same result gives the same bytes.
func (c *Cooperation) Write(w io.Writer) error {
	t, err := templates()
	if err != nil {
		return err
	}
	page := c.compose()
	if page.Style, err = style(); err != nil {
		return err
	}
	if page.Script, err = script(cooperationScripts); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "cooperation.gohtml", page); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

func (c *Cooperation) compose() *cooperationPage {
	r := c.Result
	set := r.Sheets[0].Setting
	framing := &scorecard.Result{Setting: set, Date: r.Date, Unconfirmed: c.Unconfirmed, MapsSet: r.Sheets[0].Assumptions, Maps: c.framing()}
	p := &cooperationPage{Title: r.Title, Date: r.Date, MapsSet: r.Sheets[0].Assumptions, Question: c.question(), Answers: c.answers(), Sure: c.sure(), NotShown: c.NotModelled,
		Runs: thousands(float64(r.Runs)), Missiles: fmt.Sprint(len(r.Aims)), Charts: c.charts(), Totals: c.totals(), Eager: c.eager(), Helps: c.helps(), Guided: c.guided(), Tells: c.tells(), Sensors: c.sensors(),
		Figures: allFigures(framing), Unconfirmed: c.Unconfirmed, Provenance: c.Provenance, Data: template.HTML(object("study", struct{}{}))}
	for _, party := range r.Parties {
		p.Parties = append(p.Parties, party.Name)
	}
	for _, class := range r.Classes {
		p.Classes = append(p.Classes, className(class))
	}
	for v := range r.Variants {
		for _, command := range scenario.Commands {
			t := c.table(v, command)
			if v == 0 && command == scenario.Independent {
				p.Levels = append(p.Levels, t)
			} else {
				p.More = append(p.More, t)
			}
		}
	}
	if g := newGround(framing); g != nil {
		p.Patterns, p.EuropeDefs, p.EuropeBox = template.HTML(patterns), g.defs(), box{g.view.Width, g.view.Height}
		p.MapCentre = place(g.view.Projection.LatDeg, g.view.Projection.LonDeg)
		p.Maps, p.Legend = c.maps(framing, g), cooperationLegend()
	}
	return p
}

// framing are maps that say what is threatened, by which the view is framed.
func (c *Cooperation) framing() []*footprint.Map {
	r := c.Result
	var out []*footprint.Map
	for i, cover := range r.Sheets[0].Covers {
		m := &footprint.Map{Class: r.Classes[i], Grid: r.Ground.Grid, Reason: make([]footprint.Reason, r.Ground.Grid.Cells())}
		for cell := range m.Reason {
			if !cover.Threatened[cell] {
				m.Reason[cell] = footprint.NotThreatened
			}
		}
		out = append(out, m)
	}
	return out
}

func (c *Cooperation) question() string {
	var names []string
	for _, p := range c.Result.Parties {
		names = append(names, p.Name)
	}
	return fmt.Sprintf("What do %s gain by telling each other what they see, and what does each give away?", list(names))
}

// bare is the variant without notional interceptors; ok is false where nothing
// is notional.
func (c *Cooperation) bare() (variant int, ok bool) {
	return len(c.Result.Variants) - 1, len(c.Result.Variants) > 1
}

// aimed is how many missiles of the raid are aimed at a party.
func (c *Cooperation) aimed(party int) (n int) {
	for _, at := range c.Result.Aims {
		if at == party {
			n++
		}
	}
	return n
}

// answers says in plain words what cooperation is worth.
func (c *Cooperation) answers() []string {
	var out []string
	for party := range c.Result.Parties {
		out = append(out, c.warningWords(party))
	}
	out = append(out, c.tracksWords()...)
	out = append(out, c.planWords()...)
	out = append(out, c.sectorWords()...)
	out = append(out, c.eagerWords()...)
	out = append(out, c.guidedWords()...)
	return out
}

// warningWords says what launch warning adds for a party.
func (c *Cooperation) warningWords(party int) string {
	r := c.Result
	none, warned := r.Row(0, scenario.Independent, scenario.ShareNothing, party), r.Row(0, scenario.Independent, scenario.ShareWarning, party)
	name := r.Parties[party].Name
	var parts []string
	if warned.Report.Gain.Value >= 1 {
		parts = append(parts, fmt.Sprintf("the first word of a launch %s s sooner (%s s before impact)", fixed(warned.Report.Gain.Value, 0), fixed(warned.Report.Value, 0)))
	}
	switch {
	case none.Two.Value < 1 && warned.Two.Value >= 1:
		parts = append(parts, fmt.Sprintf("a second kind of sensor, which it has not got: what a public warning needs, %s s before impact", fixed(warned.Two.Value, 0)))
	case warned.Two.Gain.Value >= 1:
		parts = append(parts, fmt.Sprintf("word from two kinds of sensor, which a public warning needs, %s s sooner (%s s before impact)", fixed(warned.Two.Gain.Value, 0), fixed(warned.Two.Value, 0)))
	}
	if len(parts) == 0 {
		return fmt.Sprintf("Shared launch warning tells %s nothing that its own sensors do not tell as soon.", name)
	}
	return fmt.Sprintf("Shared launch warning gives %s %s. It stops no missile: no interceptor leaves sooner for it.", name, strings.Join(parts, ", and "))
}

// tracksWords says what shared tracks add, for each party that gains people.
func (c *Cooperation) tracksWords() (out []string) {
	r := c.Result
	for party := range r.Parties {
		row := r.Row(0, scenario.Independent, scenario.ShareTracks, party)
		class, best := 0, 0.0
		for k := range r.Classes {
			if g := row.People[k].Gain.Value; g > best {
				class, best = k, g
			}
		}
		people, _ := r.Threatened(class, party)
		held := row.People[class]
		if best < 5e4 {
			out = append(out, fmt.Sprintf("Shared tracks hold nobody more of %s's people.", r.Parties[party].Name))
			continue
		}
		head := fmt.Sprintf("Shared tracks let %s commit %s s sooner: against", r.Parties[party].Name, fixed(row.Commit.Gain.Value, 0))
		if row.Commit.Gain.Value < 0.5 {
			head = fmt.Sprintf("Shared tracks do not let %s commit sooner, but they let it meet missiles where its own radars do not see them: against", r.Parties[party].Name)
		}
		out = append(out, fmt.Sprintf("%s %s it holds %s of %s people, %s without them; of the %d missiles of the raid aimed at it %s are killed, %s without.",
			head, className(r.Classes[class]), lower(amount(held.Value, people)), millions(people), lower(amount(held.Value-held.Gain.Value, people)),
			c.aimed(party), fixed(row.Kills.Value, 1), fixed(row.Kills.Value-row.Kills.Gain.Value, 1)))
	}
	return out
}

// planWords says what each party's interceptors do for another that has none.
func (c *Cooperation) planWords() (out []string) {
	r := c.Result
	v, ok := c.bare()
	if !ok {
		return nil
	}
	for party := range r.Parties {
		if r.Variants[v].Armed[party] {
			continue
		}
		row := r.Row(v, scenario.Independent, scenario.SharePlanning, party)
		var parts []string
		for class := range r.Classes {
			people, _ := r.Threatened(class, party)
			parts = append(parts, fmt.Sprintf("%s of %s people against %s", lower(amount(row.People[class].Value, people)), millions(people), className(r.Classes[class])))
		}
		name := r.Parties[party].Name
		out = append(out, fmt.Sprintf("Without interceptors of its own, %s's territory has what the others' do for it in a joint plan: they hold %s, and kill %s of the %d missiles aimed at it (%s to %s over the assumption sets). Without a joint plan it has nothing. %s",
			name, list(parts), fixed(row.Kills.Value, 1), c.aimed(party), fixed(row.Kills.Sets.Low, 1), fixed(row.Kills.Sets.High, 1), c.whoseRadars(v, party)))
	}
	return out
}

// whoseRadars says what the others' interceptors could do for a party by their
// own sensors, where that is less than half of what they can with the party's: so
// what its own radars are worth to it.
func (c *Cooperation) whoseRadars(variant, party int) string {
	r := c.Result
	var parts []string
	for by := range r.Parties {
		for class := range r.Classes {
			alone, told := r.Help(by, party, class, scenario.ShareNothing), r.Help(by, party, class, scenario.ShareTracks)
			if by == party || !r.Variants[variant].Armed[by] || told.People.Value < 5e4 || alone.People.Value > 0.5*told.People.Value {
				continue
			}
			parts = append(parts, fmt.Sprintf("%s in place of %s against %s", people(alone.People.Value), people(told.People.Value), className(r.Classes[class])))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("By the others' sensors alone they could hold %s: it is the tracks of %s's own radars that make the others' shield one for it.", list(parts), r.Parties[party].Name)
}

// lower writes a word that begins no sentence.
func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// sectorWords says what sectors change against independent commands, tracks
// being shared in both.
func (c *Cooperation) sectorWords() (out []string) {
	r := c.Result
	for v := range r.Variants {
		var parts []string
		for party := range r.Parties {
			a, b := r.Row(v, scenario.Independent, scenario.ShareTracks, party), r.Row(v, scenario.SectorsByTrack, scenario.ShareTracks, party)
			for class := range r.Classes {
				change := b.People[class].Value - a.People[class].Value
				if change > 5e4 || change < -5e4 {
					word := "more"
					if change < 0 {
						word, change = "fewer", -change
					}
					parts = append(parts, fmt.Sprintf("%s %s of %s's people against %s", millions(change), word, r.Parties[party].Name, className(r.Classes[class])))
				}
			}
		}
		head := "Sectors instead of independent commands, tracks shared"
		if v > 0 {
			head += " and " + r.Variants[v].Name
		}
		if len(parts) == 0 {
			out = append(out, head+", change nobody's defence.")
			continue
		}
		text := fmt.Sprintf("%s, hold %s", head, list(parts))
		if t := r.Total(v, scenario.SectorsByTrack, scenario.ShareTracks); t.Doubled.Value >= 0.05 {
			text += fmt.Sprintf(", and cost %s double shots a run, which a joint plan avoids", fixed(t.Doubled.Value, 1))
		}
		out = append(out, text+".")
	}
	return out
}

// eagerWords says what a joint plan saves where nobody knows whom a missile
// threatens.
func (c *Cooperation) eagerWords() []string {
	apart, joint := &c.Result.Eager[scenario.ShareTracks], &c.Result.Eager[scenario.SharePlanning]
	if apart.Doubled.Value < 0.05 || apart.Kills.Value == 0 {
		return nil
	}
	return []string{fmt.Sprintf("If each party shot at whatever it can reach, whomever it threatens, %s of %s shots a run would be a second party's at the same missile; a joint plan kills %s missiles in place of %s with %s shots.",
		fixed(apart.Doubled.Value, 1), fixed(apart.Shots.Value, 1), fixed(joint.Kills.Value, 1), fixed(apart.Kills.Value, 1), fixed(joint.Shots.Value, 1))}
}

// sure says how sure the answers are.
func (c *Cooperation) sure() []string {
	r := c.Result
	out := []string{fmt.Sprintf("Chance: %s runs of the raid at each level, the same chances at every level. Intervals are of 95 %%.", thousands(float64(r.Runs)))}
	for party := range r.Parties {
		row := r.Row(0, scenario.Independent, scenario.ShareTracks, party)
		for class := range r.Classes {
			if row.People[class].Gain.Value < 5e4 {
				continue
			}
			sign := "is a gain under every set"
			if row.People[class].GainSets.Low <= 500 {
				sign = "is not a gain under every set"
			}
			out = append(out, fmt.Sprintf("Figures: what shared tracks add for %s against %s %s: %s under %s figures, %s to %s over the assumption sets. What is held in all spreads more: %s to %s.",
				r.Parties[party].Name, className(r.Classes[class]), sign, people(row.People[class].Gain.Value), r.Sheets[0].Assumptions, people(row.People[class].GainSets.Low), people(row.People[class].GainSets.High),
				people(row.People[class].Sets.Low), people(row.People[class].Sets.High)))
		}
	}
	return out
}

// guidedWords says what hangs on the early-warning radars' not guiding.
func (c *Cooperation) guidedWords() []string {
	r := c.Result
	var parts []string
	for i := range r.GuidedRows {
		g := &r.GuidedRows[i]
		row := r.Row(g.Variant, g.Command, g.Level, g.Party)
		if g.Level != scenario.ShareTracks {
			continue
		}
		for class := range r.Classes {
			if with, without := g.People[class].Value, row.People[class].Value; with-without > 1e6 {
				text := fmt.Sprintf("%s of %s's people in place of %s against %s", millions(with), r.Parties[g.Party].Name, millions(without), className(r.Classes[class]))
				// The first rows are those of nothing shared, by party.
				if own := r.GuidedRows[g.Party].People[class].Value; own > without+1e6 {
					text += fmt.Sprintf(" (%s by its own early warning, with nothing shared)", millions(own))
				}
				parts = append(parts, text)
			}
		}
		if g.Kills.Value-row.Kills.Value > 0.5 {
			parts = append(parts, fmt.Sprintf("and %s kills in place of %s of the missiles aimed at it", fixed(g.Kills.Value, 1), fixed(row.Kills.Value, 1)))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return []string{"Most hangs on one choice: early-warning radars serve a launch here and not a meeting. If their tracks were good enough to meet by, shared tracks would hold " + strings.Join(parts, ", ") + "."}
}

// people writes a number of people, none as none.
func people(v float64) string {
	if v < 500 && v > -500 {
		return "nobody"
	}
	if v < 0 {
		return "−" + millions(-v)
	}
	return millions(v)
}
