package limits

import (
	"math"
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"

	"scutum/internal/random"
)

// trial are the objects that are tried.
type trial struct {
	threat     *object
	about      About
	candidates []*object
	complete   bool
}

// axis is a field by its path below the object, with the values to try.
type axis struct {
	path   []string
	values []any
}

// newTrial finds objects about the constants of clauses: every combination of
// them where these are not more than most, or else as many drawn at random.
func newTrial(a *Agreement, about About, clauses []*Clause, most int) *trial {
	return constantsOf(clauses).trial(a, about, most)
}

// trial finds the objects of a kind.
func (k *constants) trial(a *Agreement, about About, most int) *trial {
	t := &trial{threat: a.threatAt(a.Date), about: about, complete: k.exact}
	axes := axesOf(about, k)
	combinations := 1.0
	for _, x := range axes {
		combinations *= float64(len(x.values))
	}
	add := func(value func(x *axis) any) {
		o := newObject(kindOf(about))
		for i := range axes {
			o.put(axes[i].path, value(&axes[i]))
		}
		if about == AboutCommit && o.fields["by_sensors"] == true { // as a study's is asked of
			o.fields["after_burnout"] = quantity{period, math.Inf(1)}
		}
		t.candidates = append(t.candidates, o)
	}
	if combinations <= float64(most) {
		for i := range int(combinations) {
			add(func(x *axis) any {
				v := x.values[i%len(x.values)]
				i /= len(x.values)
				return v
			})
		}
		return t
	}
	t.complete = false
	stream := random.New(1, 0, a.Name, string(about), "conflict")
	for range most {
		add(func(x *axis) any { return x.values[stream.Whole(0, len(x.values)-1)] })
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
			values := found.values(f.of, pathName(here))
			if about == AboutShip && f.name == "ship" {
				values = []any{true}
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

// somethingElse stands for every text that no clause names.
const somethingElse = "something else"

// values are what a field of a type is tried with; one where no clause reads it.
func (k *constants) values(of *types.Type, path string) (all []any) {
	c, read := k.at(path)
	for _, d := range dimensions {
		if of != d.kind {
			continue
		}
		numbers := c.numbers[d.name]
		switch {
		case !read:
			numbers = []float64{1}
		case k.exact:
			numbers = cells(numbers, domain(d, path), inside)
		default:
			numbers = k.around(d, numbers)
		}
		for _, x := range numbers {
			all = append(all, quantity{d, x})
		}
		return all
	}
	switch {
	case of == types.BoolType && read:
		return []any{false, true}
	case of == types.BoolType:
		return []any{false}
	case of == types.IntType:
		for _, n := range k.wholes(path) {
			all = append(all, n)
		}
		return all
	}
	all = append(all, somethingElse)
	for _, s := range c.texts {
		all = append(all, s)
	}
	return all
}

// wholes are the whole numbers that a field is tried with.
func (k *constants) wholes(path string) (all []int64) {
	c, read := k.at(path)
	least := int64(0)
	if path == "number" { // of a battery: none is not asked
		least = 1
	}
	switch {
	case !read:
		return []int64{1}
	case !k.exact:
		all = []int64{0, 1_000_000}
		for _, n := range c.whole {
			all = append(all, n-1, n, n+1)
		}
		slices.Sort(all)
		return slices.DeleteFunc(slices.Compact(all), func(n int64) bool { return n < least })
	}
	var constants []float64
	for _, n := range c.whole {
		constants = append(constants, float64(n))
	}
	for _, x := range cells(constants, span{float64(least), mostWhole}, nextWhole) {
		all = append(all, int64(x))
	}
	return all
}

// mostWhole is the greatest whole number that is tried: up to there they are exact
// as floats.
const mostWhole = 1 << 53

// domain is what a field can be.
func domain(d *dimension, path string) span {
	switch {
	case d == angle && (path == "lat" || len(path) > 4 && path[len(path)-4:] == ".lat" || len(path) > 4 && path[len(path)-4:] == "_lat"):
		return span{-90, 90}
	case d == angle:
		return span{-180, 180}
	case d == period && path != "lost_time":
		return always
	}
	return anything
}

// cells are the constants, and one number of each gap between them: all that
// comparisons with them can tell apart.
func cells(constants []float64, domain span, within func(a, b float64, domain span) (float64, bool)) (all []float64) {
	constants = slices.Clone(constants)
	slices.Sort(constants)
	before := math.Inf(-1)
	for _, c := range append(slices.Compact(constants), math.Inf(1)) {
		if x, ok := within(before, c, domain); ok {
			all = append(all, x)
		}
		if domain.low <= c && c <= domain.high && finite(c) {
			all = append(all, c)
		}
		before = c
	}
	return all
}

// inside is a number between two others, both left out.
func inside(a, b float64, domain span) (x float64, ok bool) {
	low, high := math.Max(a, domain.low), math.Min(b, domain.high)
	switch {
	case math.IsInf(low, 0) && math.IsInf(high, 0):
		x = 1
	case math.IsInf(low, 0):
		x = high - 1
	case math.IsInf(high, 0):
		x = low + 1
	default:
		x = float64(low/2) + float64(high/2)
	}
	return x, a < x && x < b && low <= high
}

// nextWhole is the least whole number between two others, both left out.
func nextWhole(a, b float64, domain span) (x float64, ok bool) {
	x = math.Max(math.Floor(a)+1, domain.low)
	return x, x < b && x <= domain.high
}

// around are the constants of a dimension with a little less and a little more,
// nothing, and very much; places on a net as well where distances are asked.
func (k *constants) around(d *dimension, constants []float64) []float64 {
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
	for _, x := range constants {
		step := 1e-3
		all = append(all, x-step, x, x+step)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// tryWhen are the whole numbers about the constants of what a clause waits for.
func tryWhen(checked *cel.Ast) []int64 {
	found := &constants{of: map[string]*compared{}}
	found.collect(checked.NativeRep().Expr(), "")
	found.of["index"] = found.always()
	return found.wholes("index")
}
