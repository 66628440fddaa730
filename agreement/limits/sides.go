package limits

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// sides are the parts of a condition from which its margin is reckoned: one
// comparison, or several joined by and, or, not.
type sides struct {
	operator    string   // of CEL
	parts       []*sides // of and, or, not
	left, right program  // of a comparison
	greater     bool     // left is to be the greater
	truth       program  // of what is neither
}

// sidesOf takes a condition apart.
func sidesOf(env *cel.Env, checked *cel.Ast, e ast.Expr) (*sides, error) {
	part := func(e ast.Expr, wanted *cel.Type) (p program, err error) {
		source, err := cel.ExprToString(e, checked.NativeRep().SourceInfo())
		if err == nil {
			p, _, err = compile(env, source, wanted)
		}
		return p, err
	}
	var err error
	s := &sides{}
	if e.Kind() == ast.CallKind {
		s.operator = e.AsCall().FunctionName()
	}
	switch s.operator {
	case operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot:
		for _, arg := range e.AsCall().Args() {
			inner, err := sidesOf(env, checked, arg)
			if err != nil {
				return nil, err
			}
			s.parts = append(s.parts, inner)
		}
	case operators.LessEquals, operators.Less, operators.GreaterEquals, operators.Greater:
		s.greater = s.operator == operators.GreaterEquals || s.operator == operators.Greater
		if s.left, err = part(e.AsCall().Args()[0], nil); err != nil {
			return nil, err
		}
		s.right, err = part(e.AsCall().Args()[1], nil)
	default:
		s.truth, err = part(e, cel.BoolType)
	}
	return s, err
}

// side is what a part of a condition comes to.
type side struct {
	margin float64 // infinite where it is no comparison and holds, or does not
	unit   string
	values string
	known  bool
}

func (s *sides) ask(vars map[string]any) side {
	switch s.operator {
	case operators.LogicalNot:
		x := s.parts[0].ask(vars)
		x.margin = -x.margin
		return x
	case operators.LogicalAnd, operators.LogicalOr:
		out := s.parts[0].ask(vars)
		for _, p := range s.parts[1:] {
			out = joined(out, p.ask(vars), s.operator == operators.LogicalOr)
		}
		return out
	case operators.LessEquals, operators.Less, operators.GreaterEquals, operators.Greater:
		return s.compare(vars)
	}
	yes, err := s.truth.yes(vars)
	x := side{margin: math.Inf(-1), known: err == nil}
	if yes {
		x.margin = math.Inf(1)
	}
	return x
}

// compare is right less left, or left less right where left is to be the greater.
func (s *sides) compare(vars map[string]any) (x side) {
	left, err := s.left.value(vars)
	if err != nil {
		return x
	}
	right, err := s.right.value(vars)
	if err != nil {
		return x
	}
	l, unit, ok1 := measure(left)
	r, _, ok2 := measure(right)
	if !ok1 || !ok2 {
		return x
	}
	x = side{r - l, unit, strings.TrimSpace(fmt.Sprintf("%.4g against %.4g %s", l, r, unit)), true}
	if s.greater {
		x.margin = l - r
	}
	return x
}

// joined is the margin of two conditions of which both must hold, or one: the
// less, or the greater. Where each would decide in a unit of its own there is
// none, unless only one of them decides.
func joined(a, b side, either bool) side {
	if either {
		a.margin, b.margin = -a.margin, -b.margin
	}
	if a.margin > b.margin {
		a, b = b, a
	}
	out := a
	switch sure := math.IsInf(a.margin, -1) && a.known; {
	case sure: // this one decides, whatever the other says
	case !a.known || !b.known:
		out = side{}
	case a.unit != b.unit && !math.IsInf(b.margin, 1) && (a.margin >= 0) == (b.margin >= 0):
		out = side{}
	}
	if either {
		out.margin = -out.margin
	}
	return out
}

// fieldsOf lists the fields of a variable that an expression reads, sorted: the
// evidence that it needs.
func fieldsOf(checked *cel.Ast, variable string) (names []string) {
	var walk func(e ast.Expr)
	walk = func(e ast.Expr) {
		switch e.Kind() {
		case ast.SelectKind:
			if s := e.AsSelect(); s.Operand().Kind() == ast.IdentKind && s.Operand().AsIdent() == variable {
				names = append(names, s.FieldName())
			}
			walk(e.AsSelect().Operand())
		case ast.CallKind:
			if e.AsCall().IsMemberFunction() {
				walk(e.AsCall().Target())
			}
			for _, a := range e.AsCall().Args() {
				walk(a)
			}
		case ast.ListKind:
			for _, a := range e.AsList().Elements() {
				walk(a)
			}
		}
	}
	walk(checked.NativeRep().Expr())
	slices.Sort(names)
	return slices.Compact(names)
}
