package limits

import (
	"math"
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// constants are what clauses compare each field with.
type constants struct {
	of    map[string]*compared // by the path of a field that is read; under "", of any
	exact bool                 // every clause compares single fields with constants
	apart bool
}

// compared are the constants of one field.
type compared struct {
	numbers map[string][]float64 // by the dimension's name
	whole   []int64
	texts   []string
}

func constantsOf(clauses []*Clause) *constants {
	k := &constants{of: map[string]*compared{}, exact: true}
	for _, c := range clauses {
		e := c.checked.NativeRep().Expr()
		k.exact = k.exact && comparing(e)
		k.collect(e, "")
	}
	if !k.exact {
		return k
	}
	for path := range k.of { // a field's own are enough
		if path != "" {
			k.of[path] = &compared{}
		}
	}
	delete(k.of, "")
	for _, c := range clauses {
		k.collectEach(c.checked.NativeRep().Expr())
	}
	return k
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
	}
	_, _, ok := comparison(e)
	return ok
}

// comparison takes a comparison of a field with a constant apart.
func comparison(e ast.Expr) (field, with ast.Expr, ok bool) {
	if e.Kind() != ast.CallKind {
		return nil, nil, false
	}
	args := e.AsCall().Args()
	equal := false
	switch e.AsCall().FunctionName() {
	case operators.Equals, operators.NotEquals:
		equal = true
	case operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals:
	default:
		return nil, nil, false
	}
	field, with = args[0], args[1]
	if field.Kind() != ast.SelectKind {
		field, with = with, field
	}
	if field.Kind() != ast.SelectKind || !constant(with) {
		return nil, nil, false
	}
	if with.Kind() == ast.LiteralKind && !equal { // texts have no such order as numbers
		if _, text := with.AsLiteral().(types.String); text {
			return nil, nil, false
		}
	}
	return field, with, true
}

// constant says whether an expression is a literal, or one with its unit.
func constant(e ast.Expr) bool {
	if e.Kind() == ast.LiteralKind {
		return true
	}
	return e.Kind() == ast.CallKind && len(e.AsCall().Args()) == 1 && e.AsCall().Args()[0].Kind() == ast.LiteralKind &&
		slices.ContainsFunc(dimensions, func(d *dimension) bool { return d.unit == e.AsCall().FunctionName() })
}

// collectEach gathers the constants of comparisons, each under its field.
func (k *constants) collectEach(e ast.Expr) {
	if field, with, ok := comparison(e); ok {
		k.collect(with, pathOf(field))
		return
	}
	if e.Kind() == ast.CallKind {
		for _, x := range e.AsCall().Args() {
			k.collectEach(x)
		}
	}
}

// collect gathers the constants of an expression under a path, and what it reads.
func (k *constants) collect(e ast.Expr, path string) {
	switch e.Kind() {
	case ast.LiteralKind:
		switch v := e.AsLiteral().(type) {
		case types.Int:
			c := k.under(path)
			c.whole = append(c.whole, int64(v))
		case types.String:
			c := k.under(path)
			c.texts = append(c.texts, string(v))
		}
	case ast.SelectKind:
		k.under(pathOf(e))
	case ast.CallKind:
		call := e.AsCall()
		k.apart = k.apart || call.FunctionName() == "apart"
		for _, d := range dimensions {
			if call.FunctionName() == d.unit && call.Args()[0].Kind() == ast.LiteralKind {
				k.under(path).measured(d, call.Args()[0])
				return
			}
		}
		if call.IsMemberFunction() {
			k.collect(call.Target(), path)
		}
		for _, a := range call.Args() {
			k.collect(a, path)
		}
	}
}

// measured adds a literal of a dimension.
func (c *compared) measured(d *dimension, literal ast.Expr) {
	x := math.NaN()
	switch v := literal.AsLiteral().(type) {
	case types.Int:
		x = float64(v)
	case types.Double:
		x = float64(v)
	}
	if c.numbers == nil {
		c.numbers = map[string][]float64{}
	}
	if finite(x) {
		c.numbers[d.name] = append(c.numbers[d.name], x)
	}
}

// under are the constants of a path, which is read from now on.
func (k *constants) under(path string) *compared {
	if k.of[path] == nil {
		k.of[path] = &compared{}
	}
	return k.of[path]
}

// always are the constants that any field may be compared with.
func (k *constants) always() *compared {
	if c := k.of[""]; c != nil {
		return c
	}
	return &compared{}
}

// at are the constants of a field, and whether a clause reads it.
func (k *constants) at(path string) (all *compared, read bool) {
	c := k.of[path]
	if c == nil {
		return &compared{}, false
	}
	if k.exact {
		return c.and(&compared{}), true
	}
	return c.and(k.always()), true
}

// and are the constants of both.
func (c *compared) and(o *compared) *compared {
	all := &compared{numbers: map[string][]float64{}, whole: sorted(c.whole, o.whole), texts: sorted(c.texts, o.texts)}
	for _, d := range dimensions {
		all.numbers[d.name] = sorted(c.numbers[d.name], o.numbers[d.name])
	}
	return all
}

func sorted[T int64 | float64 | string](a, b []T) []T {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// link lets fields that are the same thing have the same constants, where any of
// them is read.
func link(a *constants, pathA string, b *constants, pathB string) {
	x, readX := a.at(pathA)
	y, readY := b.at(pathB)
	if !readX && !readY {
		return
	}
	both := x.and(y)
	a.of[pathA], b.of[pathB] = both, both
}

func pathName(path []string) string { return strings.Join(path, ".") }

// pathOf is the path of a chain of fields, the variable left out.
func pathOf(e ast.Expr) string {
	s := e.AsSelect()
	if s.Operand().Kind() == ast.SelectKind {
		return pathOf(s.Operand()) + "." + s.FieldName()
	}
	return s.FieldName()
}

// spanStep keeps spans of measures from touching the constants next to them.
const spanStep = 1e-9

// span is what a field's value stands for: a constant for itself, else all
// between the constants next to it; all of domain where no clause reads it.
func (k *constants) span(o *object, path string, domain span) span {
	c, read := k.at(path)
	if !read {
		return domain
	}
	value, step, others := 0.0, 1.0, []float64{}
	switch v := o.fields[path].(type) {
	case int64:
		value = float64(v)
		for _, n := range c.whole {
			others = append(others, float64(n))
		}
	case quantity:
		value, step, others = v.value, spanStep, c.numbers[v.of.name]
	}
	for _, x := range others {
		switch {
		case x == value:
			return span{value, value}
		case x < value:
			domain.low = math.Max(domain.low, x+step)
		default:
			domain.high = math.Min(domain.high, x-step)
		}
	}
	return domain
}
