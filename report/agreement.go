package report

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"math"
	"strings"

	"scutum/agreement/limits"
	"scutum/assessment/scorecard"
	"scutum/physics/flight"
	"scutum/scenario"
)

// Agreement is what the page of an agreement is made from.
type Agreement struct {
	Setting     *scenario.Setting
	Shield      int // of the setting
	Assumptions string
	Report      *limits.Report
	Together    []limits.Together  // idle clauses that are needed in pairs
	Flights     []flight.Ballistic // of the protected force, in its order
	Sides       []limits.Assumed   // the first is what the report was made under, or published
	Sensitivity *limits.Sensitivity
	Proof       *Proof // nil where no certificate was given
	Unconfirmed []string
	Provenance  Provenance
}

// agreementPage is everything that the template shows.
type agreementPage struct {
	Title, Date, Question, Study string
	Kept                         bool
	Parties, Note                string
	MapsSet                      string
	Answers, NotShown            []string
	Articles                     []article
	Counted                      string
	Sides                        []sideRow
	SideHeads                    []string
	Turning                      []turningRow
	Claim                        string
	Terms                        []string // of the claim, in plain words
	Proof                        *proofWords
	Tornado                      template.HTML
	Turns                        []turnRow
	Margin, Idle, Fixed          string
	Force                        bool // the study has a protected force
	Figures                      []shieldFigures
	Unconfirmed                  []string
	MapKeys                      []key
	Provenance                   Provenance
	Data                         template.HTML
	Style                        template.CSS
	Script                       template.JS
}

// agreementNotShown is said on page one.
var agreementNotShown = []string{
	"Reach here is kinematic: whether an interceptor can be there in time, not whether it would see, choose and hit its target.",
	"Meetings before a missile's burnout are not modelled.",
	"Several warheads of one missile, decoys and salvos are not counted.",
	"Each article is asked of the study's figures as declared; whether the declaration is true is what its checks are for.",
	"Articles about engagements are asked in action, of each order, and have no verdict here.",
}

// Write writes the page. The same agreement and study give the same bytes.
func (a *Agreement) Write(w io.Writer) error {
	t, err := templates()
	if err != nil {
		return err
	}
	page := a.compose()
	if page.Style, err = style(); err != nil {
		return err
	}
	if page.Script, err = script(raidScripts); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "agreement.gohtml", page); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

func (a *Agreement) shield() *scenario.Shield { return &a.Setting.Shields[a.Shield] }

func (a *Agreement) compose() *agreementPage {
	text := a.Report.Agreement
	set := *a.Setting
	set.Shields = []scenario.Shield{*a.shield()}
	figures := allFigures(&scorecard.Result{Setting: &set, Unconfirmed: a.Unconfirmed, MapsSet: a.Assumptions})
	p := &agreementPage{Title: text.Title, Date: a.Setting.Date, Question: a.verdict(), Study: a.Setting.Title, Kept: a.Report.Holds(), Parties: list(text.Parties), Note: text.Note,
		MapsSet: a.Assumptions, Answers: a.answers(), NotShown: agreementNotShown, Articles: a.articles(), Counted: a.counted(), Sides: a.sides(), Turning: a.turning(), Proof: a.proofWords(),
		Tornado: a.tornado(), Turns: a.turns(), Margin: marginWords(a.Sensitivity.Margin), Idle: figureList(a.Sensitivity.Idle), Fixed: figureList(a.Sensitivity.Fixed),
		Figures: figures, Unconfirmed: a.Unconfirmed, MapKeys: agreementMapKeys(), Provenance: a.Provenance, Data: template.HTML(object("study", struct{}{}))}
	for _, s := range a.Sides {
		p.SideHeads = append(p.SideHeads, s.Assumptions)
	}
	if text.Guarantee != nil {
		p.Claim, p.Terms = text.Guarantee.Claim(), plainTerms(text.Guarantee)
	}
	p.Force = a.Report.Of > 0
	return p
}

// verdict is the sentence that the page begins with.
func (a *Agreement) verdict() string {
	name := a.shield().Title
	broken := a.broken()
	switch n := len(broken); {
	case n == 0:
		return name + " keeps this agreement."
	case n == 1:
		return fmt.Sprintf("%s does not keep this agreement: it fails article %s.", name, broken[0])
	default:
		return fmt.Sprintf("%s does not keep this agreement: it fails articles %s.", name, list(broken))
	}
}

// broken names the articles in force that are not kept.
func (a *Agreement) broken() (all []string) {
	for i := range a.Report.Verdicts {
		if v := &a.Report.Verdicts[i]; v.InForce && v.Broken > 0 {
			all = append(all, fmt.Sprintf("%d (%s)", i+1, articleTitle(v.Clause)))
		}
	}
	return all
}

func articleTitle(c *limits.Clause) string {
	if c.Title == "" {
		return c.ID
	}
	return lower(c.Title)
}

// counted says by what commit reach is counted.
func (a *Agreement) counted() string {
	return commitSays(a.Sensitivity.Commit)
}

func commitSays(c scenario.Commit) string {
	switch {
	case c.BySensors:
		return "when the shield's own sensors allow it"
	case c.ByLaunch:
		return plain(c.AfterLaunch) + " s after the missile's launch"
	case c.AfterBurnout == 0:
		return "at the missile's burnout"
	case c.AfterBurnout < 0:
		return plain(-c.AfterBurnout) + " s before the missile's burnout"
	}
	return plain(c.AfterBurnout) + " s after the missile's burnout"
}

func (a *Agreement) answers() (out []string) {
	r := a.Report
	inForce, kept := 0, 0
	for i := range r.Verdicts {
		if v := &r.Verdicts[i]; v.InForce {
			inForce++
			if v.Broken == 0 {
				kept++
			}
		}
	}
	out = append(out, fmt.Sprintf("Of %s %d are in force on %s for what stands, and %d of these kept.", plural(len(r.Verdicts), "article", "articles"), inForce, r.Date.Format("2 January 2006"), kept))
	if r.Of > 0 {
		out = append(out, a.reachWords())
		out = append(out, a.worthWords()...)
		out = append(out, a.sidesWords(), a.turnWords())
	}
	return append(out, a.proofAnswer())
}

// reachWords says what the shield reaches as it stands.
func (a *Agreement) reachWords() string {
	r, m := a.Report, a.Sensitivity.Margin
	head := fmt.Sprintf("As it stands the shield reaches %s of %d protected trajectories, with interceptors that leave %s and meet at any altitude", none(r.Reached), r.Of, a.counted())
	switch {
	case math.IsNaN(m):
		return head + "; it can meet none at any speed."
	case r.Reached == 0:
		return fmt.Sprintf("%s; the nearest stays %s km/s out of reach.", head, fixed(-m, 2))
	}
	return fmt.Sprintf("%s, the best by %s km/s.", head, fixed(m, 2))
}

func none(n int) string {
	if n == 0 {
		return "none"
	}
	return fmt.Sprint(n)
}

// worthWords says which articles are worth something alone.
func (a *Agreement) worthWords() (out []string) {
	var bound, idle []string
	for i := range a.Report.Verdicts {
		v := &a.Report.Verdicts[i]
		switch {
		case v.Without < 0:
		case v.Without > a.Report.Reached:
			bound = append(bound, fmt.Sprintf("article %d (%s; %d with %s)", i+1, articleTitle(v.Clause), v.Without, v.Clause.Feared))
		case a.idle(v):
			idle = append(idle, fmt.Sprintf("%d (%s)", i+1, articleTitle(v.Clause)))
		}
	}
	if len(bound) > 0 {
		out = append(out, fmt.Sprintf("More trajectories would come within reach if what it forbids came about alone: %s.", list(bound)))
	}
	if len(idle) > 0 {
		out = append(out, fmt.Sprintf("Idle by themselves, since what they forbid would alone change nothing for this shield: %s.%s", list(idle), a.pairWords()))
	}
	return out
}

// pairWords says which idle articles are needed together.
func (a *Agreement) pairWords() string {
	if len(a.Together) == 0 {
		return " No two of them together would change anything either."
	}
	number := map[*limits.Clause]int{}
	for i := range a.Report.Verdicts {
		number[a.Report.Verdicts[i].Clause] = i + 1
	}
	var pairs []string
	for _, p := range a.Together {
		pairs = append(pairs, fmt.Sprintf("without %d and %d %d would", number[p.Clauses[0]], number[p.Clauses[1]], p.Reached))
	}
	return fmt.Sprintf(" Together they are not: %s be reached.", list(pairs))
}

// sidesWords says whether the sides' figures turn the verdict.
func (a *Agreement) sidesWords() string {
	if len(a.Sides) == 0 {
		return ""
	}
	first := a.Sides[0].Report
	var other, reach []string
	same := true
	for i := range a.Sides {
		s := &a.Sides[i]
		if s.Report.Holds() != first.Holds() {
			other = append(other, s.Assumptions)
		}
		same = same && s.Report.Reached == first.Reached
		reach = append(reach, fmt.Sprintf("%s under %s", none(s.Report.Reached), s.Assumptions))
	}
	if same {
		reach = []string{none(first.Reached) + " under each of them"}
	}
	if len(other) == 0 {
		return fmt.Sprintf("Both sides' figures give the same verdict; counted in the same way the shield reaches %s.", list(reach))
	}
	return fmt.Sprintf("The verdict is another under the %s figures: the sides differ about what stands, not about the text. Counted in the same way the shield reaches %s.", list(other), list(reach))
}

// turnWords names the single figures on which the conclusion turns.
func (a *Agreement) turnWords() string {
	verb, to := "stays out of reach", "within"
	if limits.Reached(a.Sensitivity.Margin) {
		verb, to = "stays within reach", "out of"
	}
	var inside []string
	for i := range a.Sensitivity.Figures {
		m := &a.Sensitivity.Figures[i]
		if len(m.Turns) > 0 {
			inside = append(inside, fmt.Sprintf("%s (at %s)", figureWords(m.Key), values(m.Turns, m)))
		}
	}
	if len(inside) == 0 {
		return fmt.Sprintf("No single figure, over the range that the literature states for it, turns this: the protected force %s.", verb)
	}
	return fmt.Sprintf("One figure alone can bring a trajectory %s reach: %s.", to, list(inside))
}

// proofAnswer says in a sentence what is proved.
func (a *Agreement) proofAnswer() string {
	switch p := a.Proof; {
	case a.Report.Agreement.Guarantee == nil:
		return "The agreement has no guarantee that could be proved."
	case p == nil:
		return "Its guarantee has not been proved on this page: scutum agreement certify does that."
	case len(p.Refuted) > 0 && p.worst() == nil:
		return fmt.Sprintf("Its guarantee could not be proved: %d of %s cases resist.", len(p.Refuted), thousands(float64(p.Cases)))
	case len(p.Refuted) > 0:
		w := p.worst()
		return fmt.Sprintf("Its guarantee does not hold: an interceptor of %s km/s %s can meet a missile from %s to %s.", fixed(w.Meeting.SpeedKmS, 2), w.from(), w.Case.Field, w.Case.Target)
	case len(p.Outside) > 0:
		return "Its guarantee is proved for its limits, for all cases between the samples too; but this shield stands outside them, so that it promises nothing of it."
	case p.Verified:
		return fmt.Sprintf("Its guarantee is proved for all cases between the samples too, and the proof was checked here by the independent checker (%s cases).", thousands(float64(p.Cases)))
	}
	return "Its guarantee is proved, and the proof was not verified here: scutum verify does that."
}

// unitSuffixes end the names of figures.
var unitSuffixes = []string{"_km_s", "_km2", "_km", "_m2", "_s", "_deg", "_m", "_hz"}

// figureWords is what a figure of the catalogue is called: SM-3 Block IIA:
// burnout speed.
func figureWords(key string) string {
	system, name, _ := strings.Cut(key, ".")
	for _, suffix := range unitSuffixes {
		if cut, ok := strings.CutSuffix(name, suffix); ok {
			name = cut
			break
		}
	}
	name = strings.ReplaceAll(name, "_", " ")
	switch system {
	case "commit":
		return "Commit " + name
	case "delay":
		return "Delay: " + name
	}
	return machine(system) + ": " + name
}

func figureList(keys []string) string {
	var names []string
	for _, k := range keys {
		names = append(names, figureWords(k))
	}
	return strings.Join(names, "; ")
}
