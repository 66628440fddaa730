package limits

import (
	"fmt"
	"slices"
	"strings"

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
// keep together, and where there are none for clauses that no whole shield can.
//
// A condition of comparisons of single fields with constants changes its answer
// only at those constants, so that trying each constant, a little less and a
// little more, and all combinations, is complete. With anything else, or too
// many combinations, it is a search by trial. See TestConflicts.
func (a *Agreement) Conflicts() (all []Conflict) {
	steady := a.steady()
	for _, about := range Abouts {
		clauses := of(steady, about)
		if len(clauses) == 0 {
			continue
		}
		t := newTrial(a, about, clauses, mostCandidates)
		if smallest := t.smallest(clauses); smallest != nil {
			all = append(all, newConflict(about, smallest, len(t.candidates), t.complete))
		}
	}
	if !slices.ContainsFunc(all, func(c Conflict) bool { return c.fatal() }) {
		for _, c := range a.conflictsOfWhole(steady) {
			if !slices.ContainsFunc(all, func(x Conflict) bool { return slices.Equal(x.Clauses, c.Clauses) }) {
				all = append(all, c)
			}
		}
	}
	return all
}

// steady are the clauses that are in force whatever the threat and the day.
func (a *Agreement) steady() (all []*Clause) {
	for i := range a.Clauses {
		if c := &a.Clauses[i]; c.When == "" && c.From.IsZero() && c.Until.IsZero() {
			all = append(all, c)
		}
	}
	return all
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
		advice := "change it: no shield can keep this agreement"
		if len(c.Clauses) > 1 {
			advice = "change one of them: no shield can keep this agreement"
		}
		return hint.New(advice, "%s:%d: %s", a.file, c.lines[0], c.words())
	}
	return nil
}

// Doubts says of conflicts that do not show the agreement to be impossible what
// they may mean.
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
	return notes
}

// trial are the objects that are tried.
type trial struct {
	threat     *object
	about      About
	candidates []*object
	complete   bool
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

// mostSteps bounds the search for the smallest set.
const mostSteps = 200_000

// hitting finds a set of at most so many numbers, more than those it has, of
// which every pattern has one; nil where there is none.
func hitting(patterns [][]int, has []int, size int, steps *int) []int {
	*steps--
	i := slices.IndexFunc(patterns, func(p []int) bool {
		return !slices.ContainsFunc(p, func(x int) bool { return slices.Contains(has, x) })
	})
	switch {
	case i < 0:
		return has
	case len(has) == size || *steps < 0:
		return nil
	}
	for _, x := range patterns[i] {
		if set := hitting(patterns, append(slices.Clone(has), x), size, steps); set != nil {
			return set
		}
	}
	return nil
}
