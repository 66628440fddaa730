package limits

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"scutum/internal/random"
)

// axis is a field by its path below the object, with the values to try.
type axis struct {
	path   []string
	values []any
}

// comparing says whether an expression is made of comparisons of single fields
// with constants, joined by and, or, not: no arithmetic, no functions.
func comparing(e ast.Expr) bool {
	switch e.Kind() {
	case ast.LiteralKind, ast.SelectKind:
		return true
	case ast.CallKind:
	default:
		return false
	}
	args := e.AsCall().Args()
	switch e.AsCall().FunctionName() {
	case operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot:
		return !slices.ContainsFunc(args, func(x ast.Expr) bool { return !comparing(x) })
	case operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals, operators.Equals, operators.NotEquals:
		field := func(x ast.Expr) bool { return x.Kind() == ast.SelectKind }
		return field(args[0]) && constant(args[1]) || field(args[1]) && constant(args[0])
	}
	return false
}

// constant says whether an expression is a literal, or one with its unit.
func constant(e ast.Expr) bool {
	if e.Kind() == ast.LiteralKind {
		return true
	}
	return e.Kind() == ast.CallKind && len(e.AsCall().Args()) == 1 && e.AsCall().Args()[0].Kind() == ast.LiteralKind &&
		slices.ContainsFunc(dimensions, func(d *dimension) bool { return d.unit == e.AsCall().FunctionName() })
}

// newTrial finds objects about the constants of clauses: every combination of
// them where these are not more than most, or else as many drawn at random.
func newTrial(a *Agreement, about About, clauses []*Clause, most int) *trial {
	return constantsOf(clauses).trial(a, about, comparingAll(clauses), most)
}

// comparingAll says whether every clause is made of comparisons alone.
func comparingAll(clauses []*Clause) bool {
	return !slices.ContainsFunc(clauses, func(c *Clause) bool { return !comparing(c.checked.NativeRep().Expr()) })
}

func constantsOf(clauses []*Clause) *constants {
	found := &constants{}
	for _, c := range clauses {
		found.collect(c.checked)
	}
	return found
}

// trial finds the objects of a kind.
func (k *constants) trial(a *Agreement, about About, complete bool, most int) *trial {
	t := &trial{threat: a.threatAt(a.Date), about: about, complete: complete}
	axes := axesOf(about, k)
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

// axesOf lists the fields of a kind of object with the values to try.
func axesOf(about About, found *constants) (axes []axis) {
	var walk func(k *kind, path []string)
	walk = func(k *kind, path []string) {
		for _, f := range k.fields {
			here := append(slices.Clone(path), f.name)
			if f.of == siteKind.of {
				walk(siteKind, here)
				continue
			}
			values := found.values(f.of, found.read(here))
			switch {
			case about == AboutShip && f.name == "ship":
				values = []any{true}
			case about == AboutInterceptor && len(here) == 1 && f.name == "number":
				values = slices.DeleteFunc(values, func(n any) bool { return n == int64(0) }) // none is not asked
			}
			axes = append(axes, axis{here, values})
		}
	}
	walk(kindOf(about), nil)
	return axes
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
