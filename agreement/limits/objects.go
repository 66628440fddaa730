package limits

import (
	"fmt"
	"reflect"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// object is a thing that clauses speak of: fields by name. A field that is
// missing is missing evidence, and reading it is an error.
type object struct {
	kind   *kind
	fields map[string]any
}

// kind is a type of object with its fields in order.
type kind struct {
	name   string
	fields []field
	of     *types.Type
}

type field struct {
	name string
	of   *types.Type
	says string
}

func newKind(name string, fields ...field) *kind {
	return &kind{name, fields, types.NewObjectType(name)}
}

// The objects of clauses.
var (
	siteKind = newKind("site",
		field{"name", types.StringType, "as the study calls it"},
		field{"lat", angle.kind, "latitude"}, field{"lon", angle.kind, "longitude"},
		field{"ship", types.BoolType, "true for a ship's station"},
		field{"interceptors", types.IntType, "how many there are"})
	interceptorKind = newKind("interceptor",
		field{"kind", types.StringType, "name in the catalogue"},
		field{"number", types.IntType, "how many there are at the site"},
		field{"burnout_speed", speed.kind, "Earth-relative"},
		field{"lost_time", period.kind, "time-equivalent of the boost"},
		field{"max_altitude", distance.kind, "greatest altitude of a meeting"},
		field{"site", siteKind.of, "where it stands"})
	sensorKind = newKind("sensor",
		field{"name", types.StringType, "as the study calls it"},
		field{"band", types.StringType, "VHF, UHF, S or X"},
		field{"lat", angle.kind, "latitude"}, field{"lon", angle.kind, "longitude"},
		field{"range", distance.kind, "against its reference object"},
		field{"own", types.BoolType, "true where it belongs to a site of interceptors"})
	shieldKind = newKind("shield",
		field{"name", types.StringType, "as the study calls it"},
		field{"interceptors", types.IntType, "how many there are"},
		field{"sites", types.IntType, "how many on land"},
		field{"ships", types.IntType, "how many stations at sea"},
		field{"sensors", types.IntType, "how many radars"},
		field{"fastest", speed.kind, "the greatest burnout speed"})
	commitKind = newKind("commit",
		field{"by_sensors", types.BoolType, "first track and delays in place of a time"},
		field{"after_burnout", period.kind, "earliest launch after the missile's burnout"})
	engagementKind = newKind("engagement",
		field{"party", types.StringType, "who shoots"},
		field{"site", types.StringType, "from where"},
		field{"interceptor", types.StringType, "with what"},
		field{"class", types.StringType, "what the target is taken for"},
		field{"after_burnout", period.kind, "departure after the target's burnout"},
		field{"meeting_lat", angle.kind, "latitude of the meeting"}, field{"meeting_lon", angle.kind, "longitude of the meeting"},
		field{"meeting_altitude", distance.kind, "altitude of the meeting"},
		field{"impact_lat", angle.kind, "latitude of the predicted impact"}, field{"impact_lon", angle.kind, "longitude of the predicted impact"},
		field{"sensors", types.IntType, "how many sensors hold the target"},
		field{"single_source", types.BoolType, "true where nobody else can contradict the sensor"})
	threatKind = newKind("threat",
		field{"index", types.IntType, "missiles over the agreement's range, at the study's date"})

	kinds = []*kind{siteKind, interceptorKind, sensorKind, shieldKind, commitKind, engagementKind, threatKind}
)

// kindOf returns the type of object that a clause is about.
func kindOf(a About) *kind {
	switch a {
	case AboutShip:
		return siteKind
	case AboutSite:
		return siteKind
	case AboutInterceptor:
		return interceptorKind
	case AboutSensor:
		return sensorKind
	case AboutShield:
		return shieldKind
	case AboutCommit:
		return commitKind
	}
	return engagementKind
}

// provider tells CEL of the objects' fields.
type provider struct{ *types.Registry }

func (p provider) FindStructType(name string) (*types.Type, bool) {
	for _, k := range kinds {
		if k.name == name {
			return types.NewTypeTypeWithParam(k.of), true
		}
	}
	return p.Registry.FindStructType(name)
}

func (p provider) FindStructFieldNames(name string) (names []string, ok bool) {
	for _, k := range kinds {
		if k.name == name {
			return k.names(), true
		}
	}
	return p.Registry.FindStructFieldNames(name)
}

func (k *kind) names() (names []string) {
	for _, f := range k.fields {
		names = append(names, f.name)
	}
	return names
}

func (p provider) FindStructFieldType(name, wanted string) (*types.FieldType, bool) {
	for _, k := range kinds {
		if k.name != name {
			continue
		}
		for _, f := range k.fields {
			if f.name == wanted {
				return &types.FieldType{Type: f.of,
					IsSet:   func(target any) bool { _, ok := target.(*object).fields[wanted]; return ok },
					GetFrom: func(target any) (any, error) { return target.(*object).get(wanted) }}, true
			}
		}
		return nil, false
	}
	return p.Registry.FindStructFieldType(name, wanted)
}

// missing is the error of a field that is not there: evidence is wanting.
type missing struct{ field string }

func (m missing) Error() string { return "there is no evidence of " + m.field }

func (o *object) get(name string) (any, error) {
	v, ok := o.fields[name]
	if !ok {
		return nil, missing{o.kind.name + "." + name}
	}
	return v, nil
}

// Get reads a field.
func (o *object) Get(index ref.Val) ref.Val {
	name, ok := index.Value().(string)
	if !ok {
		return types.NewErr("no such field")
	}
	v, err := o.get(name)
	if err != nil {
		return types.WrapErr(err)
	}
	return natural(v)
}

// natural turns a field into a value of CEL.
func natural(v any) ref.Val {
	if v, ok := v.(ref.Val); ok {
		return v
	}
	return types.DefaultTypeAdapter.NativeToValue(v)
}

// ConvertToNative refuses: an object does not leave the language.
func (o *object) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("a %s is no %v", o.kind.name, t)
}

// ConvertToType knows of the type itself alone.
func (o *object) ConvertToType(t ref.Type) ref.Val {
	if t == types.TypeType {
		return o.kind.of
	}
	return types.NewErr("a %s cannot become a %s", o.kind.name, t.TypeName())
}

// Equal says whether two are the same object.
func (o *object) Equal(other ref.Val) ref.Val {
	p, ok := other.(*object)
	return types.Bool(ok && p == o)
}

// Type is the object's.
func (o *object) Type() ref.Type { return o.kind.of }

// Value is the object itself.
func (o *object) Value() any { return o }
