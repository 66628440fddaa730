package limits

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"

	"scutum/internal/hint"
)

// Conflict is a set of clauses that nothing can keep together: about one kind of
// object no such object, else no whole shield.
type Conflict struct {
	About    About    // AboutShield too where the clauses are about several kinds
	Clauses  []string // the smallest such set
	Tried    int      // candidates
	Complete bool     // every candidate that could make a difference was tried

	lines []int
}

// mostCandidates is how many objects are tried at most; above, they are drawn.
const mostCandidates = 50_000

// Conflicts looks for clauses, in force whatever the threat, that no object can
// keep together, or no whole shield, or no engagement of one. Where no shield can
// keep the agreement the smallest set that shows it is named, and no other.
//
// A condition of comparisons of single fields with constants changes its answer
// only at those constants, so that trying each constant, and one value of each gap
// between them, in all combinations, is complete. With anything else, or too many
// combinations, it is a search by trial: clauses of that kind are left out at
// first, and looked at where the others alone are in no conflict. See
// TestConflicts.
func (a *Agreement) Conflicts() (all []Conflict) {
	steady := a.steady()
	exact := slices.DeleteFunc(slices.Clone(steady), func(c *Clause) bool { return !comparing(c.checked.NativeRep().Expr()) })
	all = a.certain(a.conflictsAmong(exact), len(exact))
	if len(exact) == len(steady) || slices.ContainsFunc(all, func(c Conflict) bool { return c.fatal() }) {
		return all
	}
	for _, c := range a.conflictsAmong(steady) {
		if !slices.ContainsFunc(all, func(x Conflict) bool { return x.About == c.About || slices.Equal(x.Clauses, c.Clauses) }) {
			all = append(all, c)
		}
	}
	return all
}

// certain looks anew at conflicts of comparisons that were found by trial, as there
// were too many combinations: alone their clauses have fewer.
func (a *Agreement) certain(found []Conflict, among int) (all []Conflict) {
	for i := range found {
		c := &found[i]
		if c.Complete || len(c.Clauses) == among {
			all = append(all, *c)
			continue
		}
		clauses := slices.DeleteFunc(a.steady(), func(x *Clause) bool { return !slices.Contains(c.Clauses, x.ID) })
		all = append(all, a.certain(a.conflictsAmong(clauses), len(clauses))...)
	}
	return all
}

// conflictsAmong looks at some clauses.
func (a *Agreement) conflictsAmong(among []*Clause) (all []Conflict) {
	for _, about := range Abouts {
		clauses := of(among, about)
		if len(clauses) == 0 {
			continue
		}
		t := newTrial(a, about, clauses, mostCandidates)
		if smallest := t.smallest(clauses); smallest != nil {
			all = append(all, newConflict(about, smallest, len(t.candidates), t.complete))
		}
	}
	all = slices.Concat(all, a.wholeConflict(among), a.engagementConflict(among))
	var fatal *Conflict // the smallest, of which one is enough
	for i := range all {
		if c := &all[i]; c.fatal() && (fatal == nil || len(c.Clauses) < len(fatal.Clauses)) {
			fatal = c
		}
	}
	var out []Conflict
	for i := range all {
		c := &all[i]
		if c == fatal || !c.fatal() && !slices.ContainsFunc(out, func(x Conflict) bool { return slices.Equal(x.Clauses, c.Clauses) }) {
			out = append(out, *c)
		}
	}
	return out
}

// steady are the clauses that are in force whatever the threat and the day.
func (a *Agreement) steady() (all []*Clause) {
	for i := range a.Clauses {
		if c := &a.Clauses[i]; c.When == "" && c.From.IsZero() && c.Until.IsZero() && !c.readsThreat() {
			all = append(all, c)
		}
	}
	return all
}

func (c *Clause) readsThreat() (reads bool) {
	ast.PreOrderVisit(c.checked.NativeRep().Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		reads = reads || e.Kind() == ast.IdentKind && e.AsIdent() == "threat"
	}))
	return reads
}

// of are the clauses about some kinds of object.
func of(clauses []*Clause, abouts ...About) (all []*Clause) {
	for _, c := range clauses {
		if slices.Contains(abouts, c.About) {
			all = append(all, c)
		}
	}
	return all
}

func newConflict(about About, clauses []*Clause, tried int, complete bool) Conflict {
	c := Conflict{About: about, Tried: tried, Complete: complete}
	for _, x := range clauses {
		c.Clauses, c.lines = append(c.Clauses, x.ID), append(c.lines, x.line)
	}
	return c
}

// fatal says whether an agreement with the conflict can be kept by no shield: it
// needs interceptors, a site for them, a commit, and engagements that it allows.
// Without ships or sensors a shield can be, and what trial alone says is no
// certainty.
func (c *Conflict) fatal() bool {
	return c.Complete && c.About != AboutShip && c.About != AboutSensor
}

func (c *Conflict) words() string {
	how := "whatever it is"
	if !c.Complete {
		how = fmt.Sprintf("of %d that were tried", c.Tried)
	}
	what := "clause " + c.Clauses[0] + " alone"
	if len(c.Clauses) > 1 {
		last := len(c.Clauses) - 1
		what = "clauses " + strings.Join(c.Clauses[:last], ", ") + " and " + c.Clauses[last] + " together"
	}
	return fmt.Sprintf("no %s, %s, can keep %s", c.About, how, what)
}

// CheckSatisfiable returns an error that names the clauses in conflict where no
// shield can keep the agreement.
func (a *Agreement) CheckSatisfiable() error {
	for _, c := range a.Conflicts() {
		if !c.fatal() {
			continue
		}
		advice := "change it"
		if len(c.Clauses) > 1 {
			advice = "change one of them"
		}
		if c.About == AboutEngagement {
			advice += ": nobody may engage anything under this agreement"
		} else {
			advice += ": no shield can keep this agreement"
		}
		return hint.New(advice, "%s:%d: %s", a.file, c.lines[0], c.words())
	}
	return nil
}

// Doubts says of conflicts that do not show the agreement to be impossible what
// they may mean, and where not all of them were looked for.
func (a *Agreement) Doubts() (notes []string) {
	for _, c := range a.Conflicts() {
		switch {
		case c.fatal():
		case c.Complete:
			notes = append(notes, fmt.Sprintf("%s:%d: %s: the agreement allows a shield no %s", a.file, c.lines[0], c.words(), c.About))
		default:
			notes = append(notes, fmt.Sprintf("%s:%d: %s: perhaps they are in conflict", a.file, c.lines[0], c.words()))
		}
	}
	steady := a.steady()
	for i, together := range [][]*Clause{ofWhole(steady), ofEngagement(steady)} {
		if n := len(together); n > mostOfWhole {
			notes = append(notes, fmt.Sprintf("%s: %d clauses in force whatever the threat are about %s; conflicts across kinds are not looked for among all of more than %d",
				a.file, n, [...]string{"a shield and its parts", "engagements and what they need"}[i], mostOfWhole))
		}
	}
	return notes
}

// smallest returns the smallest set of clauses of which no candidate keeps all;
// nil where some candidate keeps every clause. Every candidate must break one of
// the set, so that a set grows by the clauses that a candidate breaks which
// breaks none of it yet; sets of one are tried first, then of two, and so on.
func (t *trial) smallest(clauses []*Clause) []*Clause {
	var broken [][]int // by candidate, each pattern once, short ones first
	seen := map[string]bool{}
	vars := map[string]any{"threat": t.threat}
	for _, o := range t.candidates {
		vars[string(t.about)] = o
		var breaks []int
		for i, c := range clauses {
			if holds, err := c.condition.yes(vars); err != nil || !holds {
				breaks = append(breaks, i)
			}
		}
		if len(breaks) == 0 {
			return nil
		}
		if k := fmt.Sprint(breaks); !seen[k] {
			seen[k] = true
			broken = append(broken, breaks)
		}
	}
	slices.SortStableFunc(broken, func(a, b []int) int { return len(a) - len(b) })
	steps := mostSteps
	for size := 1; size < len(clauses) && steps > 0; size++ {
		if set := hitting(broken, nil, size, &steps); set != nil {
			slices.Sort(set)
			var out []*Clause
			for _, i := range set {
				out = append(out, clauses[i])
			}
			return out
		}
	}
	return clauses
}
