package limits

import (
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// sides finds, where a condition is one comparison, its two sides, from which
// the margin is reckoned: right less left, or left less right where left is to
// be the greater.
func (c *Clause) sides(env *cel.Env, checked *cel.Ast) error {
	root := checked.NativeRep().Expr()
	if root.Kind() != ast.CallKind {
		return nil
	}
	call := root.AsCall()
	switch call.FunctionName() {
	case operators.LessEquals, operators.Less:
	case operators.GreaterEquals, operators.Greater:
		c.greater = true
	default:
		return nil
	}
	for i, side := range []*program{&c.left, &c.right} {
		source, err := cel.ExprToString(call.Args()[i], checked.NativeRep().SourceInfo())
		if err != nil {
			return err
		}
		if *side, _, err = compile(env, source, nil); err != nil {
			return err
		}
	}
	c.compared = true
	return nil
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
