package catalogue

import (
	"fmt"
	"io/fs"
	"math"
	"sort"

	"scutum/internal/strictyaml"
)

const maxBytes = 1 << 20

// read makes the catalogue of the files under data.
func read(files fs.FS) (*Catalogue, error) {
	c := &Catalogue{index: map[string]int{}}
	var err error
	if c.hash, err = hashOf(files); err != nil {
		return nil, err
	}
	if err := c.readReferences(files); err != nil {
		return nil, err
	}
	for _, name := range []string{"interceptors", "sensors", "missiles", "study"} {
		if err := c.readSystems(files, "data/"+name+".yaml"); err != nil {
			return nil, err
		}
	}
	sort.Slice(c.figures, func(i, j int) bool { return c.figures[i].Key < c.figures[j].Key })
	sort.Slice(c.systems, func(i, j int) bool { return c.systems[i].Name < c.systems[j].Name })
	for i, f := range c.figures {
		c.index[f.Key] = i
		c.keys = append(c.keys, f.Key)
	}
	if err := c.readPoints(files, "data/points.csv"); err != nil {
		return nil, err
	}
	return c, c.readSets(files, "data/assumptions.yaml")
}

func parse(files fs.FS, name string) (*strictyaml.Document, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return strictyaml.Read(name, f, maxBytes)
}

func (c *Catalogue) readReferences(files fs.FS) error {
	doc, err := parse(files, "data/references.yaml")
	if err != nil {
		return err
	}
	for _, m := range doc.Root().Maps("references", 1000) {
		r := Reference{Key: m.String("key"), Author: m.String("author"), Title: m.String("title"),
			Date: m.String("date"), URL: m.StringOr("url", ""), Read: m.BoolOr("read", false)}
		if _, doubled := c.Reference(r.Key); doubled {
			m.Fail("key", "", "is given twice")
		}
		c.references = append(c.references, r)
	}
	return doc.Err()
}

func (c *Catalogue) readSystems(files fs.FS, name string) error {
	doc, err := parse(files, name)
	if err != nil {
		return err
	}
	root := doc.Root()
	for _, key := range root.Keys() {
		m := root.Map(key)
		s := System{Name: key, Kind: m.OneOf("kind", "interceptor", "radar", "missile", "target", "satellites", "tracker", "procedure"),
			Title: m.String("title"), Note: m.StringOr("note", ""), Intercontinental: m.BoolOr("intercontinental", false)}
		if s.Kind == "radar" {
			s.Band = m.OneOf("band", "X", "S", "UHF", "VHF")
		}
		figures := m.Map("figures")
		for _, name := range figures.Keys() {
			if q, ok := quantities[s.Kind][name]; ok {
				c.figures = append(c.figures, c.readFigure(figures.Map(name), s, name, q))
				s.Figures = append(s.Figures, name)
			} else {
				figures.Fail(name, "", "is no figure of a %s", s.Kind)
			}
		}
		needed, _ := Names(s.Kind)
		for _, name := range needed {
			if !figures.Has(name) {
				figures.Fail(name, "", "is missing")
			}
		}
		c.systems = append(c.systems, s)
	}
	return doc.Err()
}

func (c *Catalogue) readFigure(m *strictyaml.Map, s System, name string, q quantity) Figure {
	f := Figure{Key: s.Name + "." + name, System: s.Name, Name: name, Unit: q.unit, Least: q.least, Most: q.most,
		Whole: q.whole, Liftable: q.liftable, UsedBy: q.results(s.Name, name), Note: m.StringOr("note", "")}
	f.Value = valueOf(m, q)
	f.Low = m.FloatOr("low", q.least, q.most, f.Value)
	f.High = m.FloatOr("high", q.least, q.most, f.Value)
	if !(f.Low <= f.Value && f.Value <= f.High) || m.Has("low") != m.Has("high") {
		m.Fail("value", "", "%v is not in its own range [%v, %v]", f.Value, f.Low, f.High)
	}
	f.Source, f.Where, f.Tag, f.Date = c.cite(m, true)
	for _, other := range m.Maps("alternatives", 20) {
		a := Alternative{Value: valueOf(other, q), Note: other.StringOr("note", "")}
		a.Source, a.Where, a.Tag, _ = c.cite(other, true)
		f.Alternatives = append(f.Alternatives, a)
	}
	return f
}

func valueOf(m *strictyaml.Map, q quantity) float64 {
	var v float64
	if q.liftable {
		v = m.FloatOrNone("value", q.least, q.most)
	} else {
		v = m.Float("value", q.least, q.most)
	}
	if q.whole && v != math.Trunc(v) {
		m.Fail("value", "", "%v is not a whole number", v)
	}
	return v
}

// cite reads source, place and tag, and holds them to each other: what is
// tagged as read cites what somebody read, and where placed, says on which page.
func (c *Catalogue) cite(m *strictyaml.Map, placed bool) (source, where string, tag Tag, date string) {
	source, where = m.String("source"), m.StringOr("where", "")
	tag = Tag(m.OneOf("tag", "R", "M", "C", "A"))
	r, ok := c.Reference(source)
	if !ok {
		m.Fail("source", "", "%q is in no reference", source)
		return source, where, tag, ""
	}
	switch {
	case tag == Read && (!r.Read || source == "assumption" || source == "reference-model"),
		tag == Assumed && source != "assumption",
		tag == Computed && source != "reference-model",
		tag == Recalled && (source == "assumption" || source == "reference-model"):
		m.Fail("tag", "", "%s does not go with source %s", tag, source)
	}
	if placed && where == "" && tag != Assumed {
		m.Fail("where", "", "is missing (page, table or other place in the source)")
	}
	return source, where, tag, r.Date
}

// Set is what one side's reading of the literature makes of the figures.
type Set struct {
	Name, Title, Note string
	Changes           []Change // sorted by key
}

// Change is one figure under an assumption set.
type Change struct {
	Key    string
	Value  float64
	Why    string
	Source string
	Tag    Tag
}

func (c *Catalogue) readSets(files fs.FS, name string) error {
	doc, err := parse(files, name)
	if err != nil {
		return err
	}
	root := doc.Root()
	for _, key := range root.Keys() {
		m := root.Map(key)
		s := Set{Name: key, Title: m.String("title"), Note: m.StringOr("note", "")}
		figures := m.MapOr("figures")
		for _, figure := range figures.Keys() {
			s.Changes = append(s.Changes, c.readChange(figures, figure))
		}
		sort.Slice(s.Changes, func(i, j int) bool { return s.Changes[i].Key < s.Changes[j].Key })
		c.sets = append(c.sets, s)
	}
	return doc.Err()
}

func (c *Catalogue) readChange(figures *strictyaml.Map, key string) Change {
	m := figures.Map(key)
	f, ok := c.Figure(key)
	if !ok {
		figures.Fail(key, "", "is no figure")
		return Change{Key: key}
	}
	change := Change{Key: key, Why: m.String("why"),
		Value: valueOf(m, quantity{least: f.Least, most: f.Most, whole: f.Whole, liftable: f.Liftable})}
	change.Source, _, change.Tag, _ = c.cite(m, false)
	return change
}

// Sets returns the assumption sets in the order of the data.
func (c *Catalogue) Sets() []Set { return append([]Set(nil), c.sets...) }

// SetNames returns the names of the assumption sets, published first.
func (c *Catalogue) SetNames() []string {
	var names []string
	for _, s := range c.sets {
		names = append(names, s.Name)
	}
	return names
}

// text writes a value as a file would.
func text(v float64) string {
	if math.IsInf(v, 1) {
		return "none"
	}
	return fmt.Sprintf("%g", v)
}
