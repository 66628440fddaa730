package catalogue

import (
	"fmt"
	"math"

	"scutum/internal/hint"
)

// Origin says where a value comes from.
type Origin struct {
	Kind string // OfCatalogue, OfSet, OfFile or OfDraw
	At   string // the set's name, or file:line; empty for the catalogue
	Tag  Tag    // of the value; empty where a file or a draw gave it
	Why  string // of an assumption set
}

// The kinds of origin.
const (
	OfCatalogue = "catalogue"
	OfSet       = "assumptions"
	OfFile      = "file"
	OfDraw      = "draw"
)

// String returns the origin as `scutum show` prints it.
func (o Origin) String() string {
	s := o.Kind
	if o.At != "" {
		s += " " + o.At
	}
	if o.Tag != "" {
		s += fmt.Sprintf(" [%s]", o.Tag)
	}
	return s
}

// Figures is the value of every figure under an assumption set, overrides and
// a draw. It is a value: With returns a changed copy.
type Figures struct {
	catalogue *Catalogue
	set       string
	values    []float64 // by the catalogue's order
	origins   []Origin
}

// Set returns the figures under the assumption set of a name.
func (c *Catalogue) Set(name string) (Figures, error) {
	for _, s := range c.sets {
		if s.Name != name {
			continue
		}
		f := Figures{c, name, make([]float64, len(c.figures)), make([]Origin, len(c.figures))}
		for i, figure := range c.figures {
			f.values[i], f.origins[i] = figure.Value, Origin{Kind: OfCatalogue, Tag: figure.Tag}
		}
		for _, change := range s.Changes {
			i := c.index[change.Key]
			f.values[i], f.origins[i] = change.Value, Origin{OfSet, name, change.Tag, change.Why}
		}
		return f, nil
	}
	return Figures{}, hint.New(hint.DidYouMean(name, c.SetNames()), "unknown assumption set %q: published, moscow or brussels", name)
}

// Published returns the figures as the catalogue has them.
func (c *Catalogue) Published() Figures {
	f, err := c.Set("published")
	if err != nil {
		panic(err)
	}
	return f
}

// SetName returns the name of the assumption set the figures began with.
func (f Figures) SetName() string { return f.set }

// Keys returns the keys of all figures, sorted.
func (f Figures) Keys() []string { return f.catalogue.Keys() }

func (f Figures) at(key string) int {
	i, ok := f.catalogue.index[key]
	if !ok {
		panic(fmt.Sprintf("catalogue: no figure %q", key))
	}
	return i
}

// Get returns the value of a key, +Inf for a limit that is lifted. Asking for
// a key that does not exist is a broken promise: it panics.
func (f Figures) Get(key string) float64 { return f.values[f.at(key)] }

// Origin returns where the value of a key comes from.
func (f Figures) Origin(key string) Origin { return f.origins[f.at(key)] }

// Unconfirmed says whether a value is recalled or assumed.
func (f Figures) Unconfirmed(key string) bool { return f.origins[f.at(key)].Tag.Unconfirmed() }

// Fixed says whether a set or a file, and not the catalogue, gave the value:
// such a figure is not drawn.
func (f Figures) Fixed(key string) bool { return f.origins[f.at(key)].Kind != OfCatalogue }

// With returns the figures with one changed, after checking that the key
// exists and that the value makes sense for it.
func (f Figures) With(key string, value float64, origin Origin) (Figures, error) {
	return f.WithAll([]Override{{key, value, origin}})
}

// Override is one changed figure.
type Override struct {
	Key    string
	Value  float64
	Origin Origin
}

// WithAll is With for many.
func (f Figures) WithAll(changes []Override) (Figures, error) {
	g := f
	g.values = append([]float64(nil), f.values...)
	g.origins = append([]Origin(nil), f.origins...)
	for _, change := range changes {
		if err := f.catalogue.Check(change.Key, change.Value); err != nil {
			return f, err
		}
		i := f.catalogue.index[change.Key]
		g.values[i], g.origins[i] = change.Value, change.Origin
	}
	return g, nil
}

// Check returns an error unless the key exists and may have the value.
func (c *Catalogue) Check(key string, value float64) error {
	figure, ok := c.Figure(key)
	if !ok {
		return c.unknownFigure(key)
	}
	lifted := figure.Liftable && math.IsInf(value, 1)
	if !lifted && !(value >= figure.Least && value <= figure.Most) {
		return fmt.Errorf("%s: %s is not in [%g, %g]", key, text(value), figure.Least, figure.Most)
	}
	if figure.Whole && value != math.Trunc(value) {
		return fmt.Errorf("%s: %s is not a whole number", key, text(value))
	}
	return nil
}

func (c *Catalogue) unknownFigure(key string) error {
	return hint.New(hint.DidYouMean(key, c.keys), "unknown figure %q", key)
}
