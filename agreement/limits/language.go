package limits

import (
	"errors"
	"fmt"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"scutum/internal/frozen"
	"scutum/physics/earth"
)

// environment is the language of clauses about one kind of object; for none, of
// what a clause waits for, which is the threat alone.
func environment(a About) (*cel.Env, error) {
	registry, err := types.NewRegistry()
	if err != nil {
		return nil, err
	}
	options := []cel.EnvOption{
		cel.CustomTypeProvider(provider{registry}), cel.CustomTypeAdapter(adapter{registry}),
		cel.Variable("threat", threatKind.of),
		cel.ClearMacros(), // no loops: a clause speaks of one object
		cel.Function("months_below", cel.MemberOverload("threat_months_below", []*cel.Type{threatKind.of, cel.IntType}, cel.IntType,
			cel.BinaryBinding(func(t, n ref.Val) ref.Val {
				return types.Int(t.(*object).fields["months"].(func(int64) int64)(int64(n.(types.Int))))
			}))),
		cel.Function("apart", cel.Overload("apart_angles", []*cel.Type{angle.kind, angle.kind, angle.kind, angle.kind}, distance.kind,
			cel.FunctionBinding(func(args ...ref.Val) ref.Val {
				var v [4]float64
				for i := range v {
					v[i] = args[i].(quantity).value
				}
				return quantity{distance, apart(v[0], v[1], v[2], v[3])}
			}))),
	}
	if a != "" {
		options = append(options, cel.Variable(string(a), kindOf(a).of))
	}
	for _, d := range dimensions {
		options = append(options, d.options()...)
	}
	return cel.NewEnv(options...)
}

// adapter lets quantities and objects pass as they are.
type adapter struct{ *types.Registry }

func (a adapter) NativeToValue(v any) ref.Val {
	switch v := v.(type) {
	case ref.Val:
		return v
	}
	return a.Registry.NativeToValue(v)
}

// apart is the distance of two places in km, on the sphere of 6371 km.
func apart(lat1, lon1, lat2, lon2 float64) float64 {
	u, v := earth.Up(earth.Degrees(lat1, lon1)), earth.Up(earth.Degrees(lat2, lon2))
	return 2 * 6371 * frozen.Asin(min(1, u.Sub(v).Norm()/2))
}

// costLimit is how much an evaluation may cost, in CEL's units: a clause speaks
// of one object and has no loops, so that a thousand is plenty.
const costLimit = 1000

// compile compiles an expression of a wanted type; advice says what could be
// meant where a name is unknown.
func compile(env *cel.Env, source string, wanted *cel.Type) (program, *cel.Ast, error) {
	compiled, issues := env.Compile(source)
	if issues.Err() != nil {
		return program{}, nil, fmt.Errorf("%s", firstLine(issues.Err().Error()))
	}
	if wanted != nil && !compiled.OutputType().IsExactType(wanted) {
		return program{}, nil, fmt.Errorf("is %s and not %s", kindWords(compiled.OutputType()), kindWords(wanted))
	}
	if err := divisions(compiled); err != nil {
		return program{}, nil, err
	}
	run, err := env.Program(compiled, cel.CostLimit(costLimit), cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return program{}, nil, err
	}
	return program{source, run}, compiled, nil
}

func firstLine(s string) string {
	s = strings.TrimPrefix(s, "ERROR: <input>:")
	line, _, _ := strings.Cut(s, "\n")
	if _, rest, ok := strings.Cut(line, ": "); ok {
		return rest
	}
	return line
}

// kindWords is a type as people call it.
func kindWords(t *cel.Type) string {
	switch {
	case t.IsExactType(cel.BoolType):
		return "true or false"
	case t.IsExactType(cel.IntType):
		return "a whole number"
	case t.IsExactType(cel.DoubleType):
		return "a number"
	case t.IsExactType(cel.StringType):
		return "text"
	}
	return "a " + t.String()
}

// divisions refuses a division by a constant that is zero, and one of fractions
// by what is no constant: it would give infinity in silence. A whole number's is
// an error when it comes to it, which probe looks for.
func divisions(checked *cel.Ast) error {
	native := checked.NativeRep()
	var err error
	ast.PreOrderVisit(native.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != operators.Divide && e.AsCall().FunctionName() != operators.Modulo {
			return
		}
		by := e.AsCall().Args()[1]
		switch fraction := native.GetType(by.ID()).IsExactType(types.DoubleType); {
		case by.Kind() == ast.LiteralKind && (by.AsLiteral().Equal(types.IntZero) == types.True || by.AsLiteral().Equal(types.Double(0)) == types.True):
			err = errors.New("division by zero")
		case fraction && by.Kind() != ast.LiteralKind:
			err = errors.New("divides fractions by what may be zero: divide whole numbers, or by a constant")
		}
	}))
	return err
}
