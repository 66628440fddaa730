package report

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"io"
	"math"
	"slices"
	"strings"

	"scutum/agreement/search"
	"scutum/report/chart"
)

// Deals is what the page of a search for limits is made from.
type Deals struct {
	Title      string // of the study
	Date       string // of the study
	Result     *search.Result
	Provenance Provenance
}

// dealsPage is everything that the template shows.
type dealsPage struct {
	Title, Date, Question    string
	Guarantee, Keep          string
	Answers                  []string
	Sure, Searched           []string
	Front                    template.HTML
	Keys                     []key
	Classes                  []string
	Deals                    []dealRow
	Alone                    []aloneRow
	Rows                     []dealRow
	Levels, Spacing, Counted string
	Provenance               Provenance
	Data                     template.HTML
	Style                    template.CSS
	Script                   template.JS
}

// dealRow is a deal in a table.
type dealRow struct {
	ID, Name, Kind, Limits, Takes, Constraints, Share, Margin, By, Reached, Number, Proof string
	People                                                                                []string
	Keeps                                                                                 bool
}

// aloneRow is a single limit that tries to keep the guarantee by itself.
type aloneRow struct {
	Limit, Terms, Verdict, Class, Share, Margin, By string
}

// Write writes the page. The same result gives the same bytes.
func (d *Deals) Write(w io.Writer) error {
	t, err := templates()
	if err != nil {
		return err
	}
	page := d.compose()
	if page.Style, err = style(); err != nil {
		return err
	}
	if page.Script, err = script(raidScripts); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "deals.gohtml", page); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

func (d *Deals) compose() *dealsPage {
	r := d.Result
	p := &dealsPage{Title: d.Title, Date: d.Date, Question: d.verdict(), Guarantee: r.Guarantee, Keep: r.Keep, Answers: d.answers(), Sure: sentences(r.Sure), Searched: sentences(r.Searched), Front: d.front(), Keys: dealKeys(),
		Alone: d.alone(), Counted: thousands(float64(r.Trajectories)), Provenance: d.Provenance, Data: template.HTML(object("study", struct{}{}))}
	for _, c := range r.Unlimited.People {
		p.Classes = append(p.Classes, className(c.Class))
	}
	for i := range r.Deals {
		p.Deals = append(p.Deals, d.row(&r.Deals[i], i))
	}
	for i := range r.Front {
		p.Rows = append(p.Rows, d.row(&r.Front[i], -1))
	}
	return p
}

func sentences(all []string) (out []string) {
	for _, s := range all {
		out = append(out, upper(strings.TrimSuffix(s, "."))+".")
	}
	return out
}

func (d *Deals) verdict() string {
	switch n := len(d.Result.Deals); n {
	case 0:
		return "No limits that were searched keep both the guarantee and the defence."
	case 1:
		return "One deal keeps both the guarantee and the defence."
	default:
		return upper(numberWord(n)) + " deals keep both the guarantee and the defence."
	}
}

// dealName is a deal's name without its study's.
func dealName(name string) string {
	_, short, ok := strings.Cut(name, "@")
	if !ok {
		return name
	}
	return short
}

// comparedWords writes comparisons for people who do not program.
var comparedWords = strings.NewReplacer(">=", "at least", "<=", "at most", ">", "more than", "<", "less than")

func (d *Deals) answers() (out []string) {
	r := d.Result
	out = append(out, fmt.Sprintf("Wanted: %s, and kept: %s.", r.Guarantee, comparedWords.Replace(r.Keep)))
	u := &r.Unlimited
	out = append(out, fmt.Sprintf("Without limits, ships anywhere and launches %d s before burnout, the shield's own stations reach %s of %d protected trajectories; the margin for Russia is %s (%s).",
		-search.NoCommitS, none(u.Reached), r.Trajectories, marginWords(u.MarginKmS), u.MarginBy))
	holds := []string{}
	fails := []string{}
	for i := range r.Alone {
		a := &r.Alone[i]
		switch text := fmt.Sprintf("%s (%s of the people, margin %s)", a.Limit, share(a.Deal.Share), marginWords(a.Deal.MarginKmS)); {
		case a.Found && a.Deal.Keeps:
			holds = append(holds, text)
		case a.Found:
			fails = append(fails, text+", which keeps the guarantee and not the defence")
		default:
			fails = append(fails, text)
		}
	}
	if len(fails) > 0 {
		out = append(out, fmt.Sprintf("One limit alone does not do it: %s.", list(fails)))
	}
	if len(holds) > 0 {
		out = append(out, fmt.Sprintf("One limit alone does it: %s.", list(holds)))
	}
	for i := range r.Deals[:min(3, len(r.Deals))] {
		x := &r.Deals[i]
		out = append(out, fmt.Sprintf("%s: %s. It leaves %s of the people defended and a margin of %s.", upper(dealName(x.Name)), takes(x), share(x.Share), marginWords(x.MarginKmS)))
	}
	if n := r.NearestToKeep; n != nil && len(r.Deals) == 0 {
		out = append(out, fmt.Sprintf("The nearest to what is to be kept leaves %s of the people: %s.", share(n.Share), n.Limits.String()))
	}
	return out
}

func takes(d *search.Deal) string {
	if len(d.Binding) == 0 {
		return "nothing"
	}
	return strings.Join(d.Binding, "; ")
}

func (d *Deals) row(x *search.Deal, i int) dealRow {
	r := dealRow{Name: dealName(x.Name), Kind: x.Kind, Limits: x.Limits.String(), Takes: takes(x), Constraints: fmt.Sprint(x.Constraints), Share: share(x.Share), Margin: signed(x.MarginKmS, 2), By: x.MarginBy,
		Reached: fmt.Sprint(x.Reached), Number: fmt.Sprint(x.Number), Keeps: x.Keeps, Proof: proofOf(x.Proof)}
	if i >= 0 {
		r.ID = fmt.Sprintf("deal-%d", i+1)
	}
	for _, c := range x.People {
		r.People = append(r.People, fmt.Sprintf("%s (%s)", millions(c.Defended), share(c.Share)))
	}
	return r
}

// proofOf says what of a deal is certified.
func proofOf(p *search.Proof) string {
	if p == nil {
		return "sampled, no proof tried"
	}
	text := fmt.Sprintf("%s at %s km/s", p.Guarantee, plain(p.CapKmS))
	if p.TightenedKmS > 0 {
		text += fmt.Sprintf(", tightened by %s km/s", plain(p.TightenedKmS))
	}
	if p.Why != "" {
		text += ": " + p.Why
	}
	return text
}

func (d *Deals) alone() (out []aloneRow) {
	for i := range d.Result.Alone {
		a := &d.Result.Alone[i]
		row := aloneRow{Limit: upper(a.Limit), Terms: takes(a.Deal), Verdict: "does not keep the guarantee", Class: "bad", Share: share(a.Deal.Share), Margin: signed(a.Deal.MarginKmS, 2), By: a.Deal.MarginBy}
		if a.Found {
			row.Verdict, row.Class = "keeps the guarantee", "fine"
			if !a.Deal.Keeps {
				row.Verdict, row.Class = "keeps the guarantee, not the defence", "bad"
			}
		}
		out = append(out, row)
	}
	return out
}

// constraintSymbols tell the number of limits by the mark's shape.
var constraintSymbols = []struct{ kind, words string }{
	{"found", "one limit or none"}, {"tracked", "two limits"}, {"depart", "three"}, {"warned", "four"}, {"commit", "five or more"},
}

func constraintSymbol(n int) string {
	return constraintSymbols[max(0, min(n-1, len(constraintSymbols)-1))].kind
}

func dealKeys() (out []key) {
	for _, s := range constraintSymbols {
		out = append(out, key{"deal-mark", chart.Symbols[s.kind], s.words})
	}
	circle := chart.Symbols["found"]
	return append(out, key{"deal-mark named", circle, "named deal"}, key{"deal-mark", circle, "keeps enough of the defence"}, key{"deal-mark off", circle, "does not"})
}

// front draws people against margin.
func (d *Deals) front() template.HTML {
	r := d.Result
	s := &chart.Scatter{Width: 980, Height: 480, Moments: []chart.Moment{{Name: "a protected trajectory within reach left of here", X: 0}}}
	xs, ys := []float64{0}, []float64{1}
	point := func(x *search.Deal) chart.Point {
		xs, ys = append(xs, x.MarginKmS), append(ys, x.Share)
		title := fmt.Sprintf("%s: %s of the people, margin %s, %s", x.Limits.String(), share(x.Share), marginWords(x.MarginKmS), plural(x.Constraints, "limit", "limits"))
		class := ""
		if !x.Keeps {
			class = "off"
		}
		return chart.Point{X: x.MarginKmS, Y: 100 * x.Share, Kind: constraintSymbol(x.Constraints), Class: class, Title: title}
	}
	lines := map[int][]*search.Deal{}
	for i := range r.Front {
		x := &r.Front[i]
		if math.IsInf(x.MarginKmS, 0) {
			continue
		}
		s.Points = append(s.Points, point(x))
		lines[x.Constraints] = append(lines[x.Constraints], x)
	}
	for n := range 20 {
		s.Fronts = append(s.Fronts, staircase(lines[n]))
	}
	if !math.IsInf(r.Unlimited.MarginKmS, 0) {
		p := point(&r.Unlimited)
		p.Name, p.Kind, p.Title = "without limits", "found", "without limits, "+p.Title
		s.Points = append(s.Points, p)
	}
	for i := range r.Deals {
		x := &r.Deals[i]
		if math.IsInf(x.MarginKmS, 0) {
			continue
		}
		p := point(x)
		p.ID, p.Name, p.Class, p.Title = fmt.Sprintf("deal-%d", i+1), dealName(x.Name), "named", dealName(x.Name)+", "+p.Title
		// Marks that lie on each other share a name.
		if k := slices.IndexFunc(s.Points, func(o chart.Point) bool {
			return o.ID != "" && o.Name != "" && math.Abs(o.X-p.X) < 0.04 && math.Abs(o.Y-p.Y) < 1.5
		}); k >= 0 {
			s.Points[k].Name, p.Name = s.Points[k].Name+", "+strings.TrimPrefix(p.Name, "deal-"), ""
		}
		s.Points = append(s.Points, p)
	}
	s.X = chart.Round("margin for Russia: lowest threshold speed less the cap, km/s", 0.5, xs...)
	for i := range ys {
		ys[i] *= 100
	}
	s.Y = chart.Round("people defended, % of those without limits", 10, ys...)
	s.Y.Max += float64(0.09 * (s.Y.Max - s.Y.Min)) // room for marks at 100 %
	s.Description = fmt.Sprintf("Trade-off between the defence of Europe and the margin for Russia: %d points of the front and %d named deals. %s", len(r.Front), len(r.Deals), strings.Join(d.answers(), " "))
	svg, _ := s.Draw()
	return template.HTML(svg)
}

// staircase joins deals of one number of limits: what is to be had at a margin.
func staircase(all []*search.Deal) (s chart.Series) {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b *search.Deal) int { return cmp.Compare(a.MarginKmS, b.MarginKmS) })
	for i, x := range all {
		if i > 0 {
			s.X, s.Y = append(s.X, all[i-1].MarginKmS), append(s.Y, 100*x.Share)
		}
		s.X, s.Y = append(s.X, x.MarginKmS), append(s.Y, 100*x.Share)
	}
	return s
}
