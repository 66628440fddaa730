package limits

import (
	"fmt"
	"reflect"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// A quantity is a number with a dimension: comparing a speed with a distance
// does not compile. Each dimension is a type of its own, made by the name of its
// unit: km_s(4.5), km(100), s(60), deg(50).
type quantity struct {
	of    *dimension
	value float64 // in the dimension's unit
}

// dimension is a kind of quantity.
type dimension struct {
	name, unit string
	kind       *types.Type
}

func newDimension(name, unit string) *dimension {
	return &dimension{name, unit, types.NewObjectType(name, traits.ComparerType, traits.AdderType, traits.SubtractorType)}
}

// The dimensions of clauses.
var (
	speed    = newDimension("speed", "km_s")
	distance = newDimension("distance", "km")
	period   = newDimension("period", "s")
	angle    = newDimension("angle", "deg")

	dimensions = []*dimension{speed, distance, period, angle}
)

// ConvertToNative refuses: a quantity leaves by its value.
func (q quantity) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("a %s is no %v", q.of.name, t)
}

// ConvertToType knows of the type itself alone.
func (q quantity) ConvertToType(t ref.Type) ref.Val {
	if t == types.TypeType {
		return q.of.kind
	}
	return types.NewErr("a %s cannot become a %s", q.of.name, t.TypeName())
}

// Equal compares quantities of one dimension.
func (q quantity) Equal(other ref.Val) ref.Val {
	o, ok := other.(quantity)
	return types.Bool(ok && o.of == q.of && o.value == q.value)
}

// Type is the dimension's.
func (q quantity) Type() ref.Type { return q.of.kind }

// Value is the number.
func (q quantity) Value() any { return q.value }

// Compare orders quantities of one dimension.
func (q quantity) Compare(other ref.Val) ref.Val {
	o, ok := other.(quantity)
	switch {
	case !ok || o.of != q.of:
		return types.MaybeNoSuchOverloadErr(other)
	case q.value < o.value:
		return types.IntNegOne
	case q.value > o.value:
		return types.IntOne
	}
	return types.IntZero
}

// Add adds.
func (q quantity) Add(other ref.Val) ref.Val {
	if o, ok := other.(quantity); ok && o.of == q.of {
		return quantity{q.of, q.value + o.value}
	}
	return types.MaybeNoSuchOverloadErr(other)
}

// Subtract subtracts.
func (q quantity) Subtract(other ref.Val) ref.Val {
	if o, ok := other.(quantity); ok && o.of == q.of {
		return quantity{q.of, q.value - o.value}
	}
	return types.MaybeNoSuchOverloadErr(other)
}

// options declare the dimension: its constructor, and the operators between two
// of its quantities.
func (d *dimension) options() (all []cel.EnvOption) {
	of := func(v float64) ref.Val {
		if !finite(v) {
			return types.NewErr("%s of what is no number", d.unit)
		}
		return quantity{d, v}
	}
	all = append(all, cel.Function(d.unit,
		cel.Overload(d.unit+"_double", []*cel.Type{cel.DoubleType}, d.kind, cel.UnaryBinding(func(v ref.Val) ref.Val { return of(float64(v.(types.Double))) })),
		cel.Overload(d.unit+"_int", []*cel.Type{cel.IntType}, d.kind, cel.UnaryBinding(func(v ref.Val) ref.Val { return of(float64(v.(types.Int))) }))))
	two := []*cel.Type{d.kind, d.kind}
	for _, op := range []string{operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals} {
		all = append(all, cel.Function(op, cel.Overload(op+d.name, two, cel.BoolType)))
	}
	for _, op := range []string{operators.Add, operators.Subtract} {
		all = append(all, cel.Function(op, cel.Overload(op+d.name, two, d.kind)))
	}
	return all
}
