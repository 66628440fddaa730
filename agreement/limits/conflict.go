package limits

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"scutum/internal/hint"
	"scutum/internal/random"
)

// Conflict is a set of clauses about one kind of object that nothing can keep
// together.
type Conflict struct {
	About    About
	Clauses  []string // the smallest such set that dropping one by one finds
	Tried    int      // candidates
	Complete bool     // every candidate that could make a difference was tried
}

// mostCandidates is how many objects are tried at most; above, they are drawn.
const mostCandidates = 50_000

// Conflicts looks for clauses, in force whatever the threat, that no object can
// keep together: an agreement that no shield with such an object satisfies.
//
// A condition of comparisons of single fields with constants changes its answer
// only at those constants, so that trying each constant, a little less and a
// little more, and all combinations, is complete. With apart, or too many
// combinations, it is a search by trial. See TestConflicts.
func (a *Agreement) Conflicts() (all []Conflict) {
	for _, about := range Abouts {
		var clauses []*Clause
		for i := range a.Clauses {
			if c := &a.Clauses[i]; c.About == about && c.When == "" && c.From.IsZero() && c.Until.IsZero() {
				clauses = append(clauses, c)
			}
		}
		t := newTrial(a, about, clauses, mostCandidates)
		if len(clauses) < 1 || t.satisfiable(clauses) {
			continue
		}
		for i := 0; i < len(clauses); {
			without := slices.Concat(clauses[:i], clauses[i+1:])
			if len(without) > 0 && !t.satisfiable(without) {
				clauses = without
				continue
			}
			i++
		}
		c := Conflict{About: about, Tried: len(t.candidates), Complete: t.complete}
		for _, x := range clauses {
			c.Clauses = append(c.Clauses, x.ID)
		}
		all = append(all, c)
	}
	return all
}

// CheckSatisfiable returns an error that names the clauses in conflict.
func (a *Agreement) CheckSatisfiable() error {
	for _, c := range a.Conflicts() {
		how := "whatever it is"
		if !c.Complete {
			how = fmt.Sprintf("of %d that were tried", c.Tried)
		}
		what := "clause " + c.Clauses[0] + " alone"
		if len(c.Clauses) > 1 {
			what = "clauses " + strings.Join(c.Clauses, " and ") + " together"
		}
		return hint.New("change one of them", "%s: no %s, %s, can keep %s", a.file, c.About, how, what)
	}
	return nil
}

// trial are the objects that are tried.
type trial struct {
	threat     *object
	about      About
	candidates []*object
	complete   bool
}

// satisfiable reports whether some candidate keeps all clauses.
func (t *trial) satisfiable(clauses []*Clause) bool {
	vars := map[string]any{"threat": t.threat}
	for _, o := range t.candidates {
		vars[string(t.about)] = o
		if !slices.ContainsFunc(clauses, func(c *Clause) bool {
			holds, err := c.condition.yes(vars)
			return err != nil || !holds
		}) {
			return true
		}
	}
	return false
}

// axis is a field by its path below the object, with the values to try.
type axis struct {
	path   []string
	values []any
}

// newTrial finds objects about the constants of clauses: every combination of
// them where these are not more than most, or else as many drawn at random.
func newTrial(a *Agreement, about About, clauses []*Clause, most int) *trial {
	t := &trial{threat: a.threatAt(a.Date), about: about, complete: true}
	found := constants{}
	for _, c := range clauses {
		found.collect(c.checked)
	}
	var axes []axis
	var walk func(k *kind, path []string)
	walk = func(k *kind, path []string) {
		for _, f := range k.fields {
			here := append(slices.Clone(path), f.name)
			if f.of == siteKind.of {
				walk(siteKind, here)
				continue
			}
			axes = append(axes, axis{here, found.values(f.of, found.read(here))})
		}
	}
	walk(kindOf(about), nil)
	if found.apart {
		t.complete = false
	}
	combinations := 1.0
	for _, x := range axes {
		combinations *= float64(len(x.values))
	}
	if combinations <= float64(most) {
		for i := range int(combinations) {
			o := newObject(kindOf(about))
			for _, x := range axes {
				o.put(x.path, x.values[i%len(x.values)])
				i /= len(x.values)
			}
			t.candidates = append(t.candidates, o)
		}
		return t
	}
	t.complete = false
	stream := random.New(1, 0, a.Name, string(about), "conflict")
	for range most {
		o := newObject(kindOf(about))
		for _, x := range axes {
			o.put(x.path, x.values[stream.Whole(0, len(x.values)-1)])
		}
		t.candidates = append(t.candidates, o)
	}
	return t
}

func newObject(k *kind) *object { return &object{k, map[string]any{}} }

// put sets a field by its path.
func (o *object) put(path []string, value any) {
	if len(path) == 1 {
		o.fields[path[0]] = value
		return
	}
	inner, ok := o.fields[path[0]].(*object)
	if !ok {
		inner = newObject(siteKind)
		o.fields[path[0]] = inner
	}
	inner.put(path[1:], value)
}

// constants are what clauses compare with, by the name of the type, and which
// fields they read.
type constants struct {
	numbers map[string][]float64
	whole   []int64
	texts   []string
	paths   []string
	apart   bool
}

func (k *constants) read(path []string) bool {
	return slices.Contains(k.paths, strings.Join(path, "."))
}

// collect gathers the constants of a condition.
func (k *constants) collect(checked *cel.Ast) {
	if k.numbers == nil {
		k.numbers = map[string][]float64{}
	}
	var walk func(e ast.Expr)
	walk = func(e ast.Expr) {
		switch e.Kind() {
		case ast.LiteralKind:
			switch v := e.AsLiteral().(type) {
			case types.Int:
				k.whole = append(k.whole, int64(v))
			case types.String:
				k.texts = append(k.texts, string(v))
			}
		case ast.SelectKind:
			k.paths = append(k.paths, pathOf(e))
			walk(e.AsSelect().Operand())
		case ast.CallKind:
			call := e.AsCall()
			k.apart = k.apart || call.FunctionName() == "apart"
			for _, d := range dimensions {
				if call.FunctionName() == d.unit && call.Args()[0].Kind() == ast.LiteralKind {
					switch v := call.Args()[0].AsLiteral().(type) {
					case types.Int:
						k.numbers[d.name] = append(k.numbers[d.name], float64(v))
					case types.Double:
						k.numbers[d.name] = append(k.numbers[d.name], float64(v))
					}
				}
			}
			if call.IsMemberFunction() {
				walk(call.Target())
			}
			for _, a := range call.Args() {
				walk(a)
			}
		}
	}
	walk(checked.NativeRep().Expr())
}

// pathOf is the path of a chain of fields, the variable left out.
func pathOf(e ast.Expr) string {
	s := e.AsSelect()
	if s.Operand().Kind() == ast.SelectKind {
		return pathOf(s.Operand()) + "." + s.FieldName()
	}
	return s.FieldName()
}

// values are what a field of a type is tried with; one where no clause reads it.
func (k *constants) values(of *types.Type, read bool) (all []any) {
	for _, d := range dimensions {
		if of == d.kind {
			for _, x := range k.around(d, read) {
				all = append(all, quantity{d, x})
			}
			return all
		}
	}
	switch {
	case of == types.BoolType && read:
		return []any{false, true}
	case of == types.BoolType:
		return []any{false}
	case of == types.IntType && read:
		around := []int64{0, 1_000_000}
		for _, n := range k.whole {
			around = append(around, n-1, n, n+1)
		}
		slices.Sort(around)
		for _, n := range slices.Compact(around) {
			if n >= 0 {
				all = append(all, n)
			}
		}
		return all
	case of == types.IntType:
		return []any{int64(1)}
	case read:
		all = append(all, "something else")
		for _, s := range k.texts {
			all = append(all, s)
		}
		return all
	}
	return []any{"something else"}
}

// around are the constants of a dimension with a little less and a little more,
// nothing, and very much; places on a net as well where distances are asked.
func (k *constants) around(d *dimension, read bool) []float64 {
	if !read {
		return []float64{1}
	}
	all := []float64{0, 1e5}
	if d == angle {
		all = []float64{0}
		if k.apart {
			for x := -175.0; x <= 180; x += 15 {
				all = append(all, x)
			}
		} else {
			all = append(all, -90, 90)
		}
	}
	for _, x := range k.numbers[d.name] {
		step := 1e-3
		all = append(all, x-step, x, x+step)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
