package scenario

import (
	"bytes"
	"slices"

	"scutum/systems/catalogue"
)

// Expanded is a study with every default, place and figure written out, and
// where each value comes from.
type Expanded struct {
	file    *File
	origins map[string]string // by dotted path
}

// Show writes out a study under the figures that Base gave. What it returns is
// itself a study: run, it gives the same answers, except that figures which
// stand in a file are fixed and no longer drawn.
func Show(f *File, cat *catalogue.Catalogue, figures catalogue.Figures) *Expanded {
	whole := *f
	e := &Expanded{file: &whole, origins: map[string]string{}}
	for path, origin := range f.origins {
		e.origins[path] = origin
	}
	keys := f.Uses(cat)
	for _, entry := range f.Figures {
		if !slices.Contains(keys, entry.Key) {
			keys = append(keys, entry.Key)
		}
	}
	slices.Sort(keys)
	whole.Figures = nil
	for _, key := range keys {
		whole.Figures = append(whole.Figures, FigureEntry{key, figures.Get(key)})
		e.origins["figures."+key] = originOf(cat, figures, key)
	}
	return e
}

func originOf(cat *catalogue.Catalogue, figures catalogue.Figures, key string) string {
	origin := figures.Origin(key)
	switch origin.Kind {
	case catalogue.OfFile:
		return origin.At
	case catalogue.OfCatalogue:
		figure, _ := cat.Figure(key)
		return origin.String() + " " + figure.Source
	case catalogue.OfSet:
		return origin.String() + " " + origin.Why
	}
	return origin.String()
}

// Origin returns where the value at a path comes from.
func (e *Expanded) Origin(path string) string {
	if origin, ok := e.origins[path]; ok {
		return origin
	}
	return "default"
}

// YAML returns the study with each value's origin behind it.
func (e *Expanded) YAML() []byte {
	var b bytes.Buffer
	e.file.tree().yaml(&b, "", "", false, e.Origin)
	return b.Bytes()
}

// JSON returns the study and the origins, each by its path.
func (e *Expanded) JSON() []byte {
	whole := e.file.tree()
	var paths []tree
	whole.leaves("", func(path string) { paths = append(paths, leaf(path, e.Origin(path))) })
	whole.key = "study"
	var b bytes.Buffer
	mapping("", whole, mapping("origins", paths...)).json(&b, "")
	b.WriteByte('\n')
	return b.Bytes()
}

// JSON returns the study in its written form as JSON.
func (f *File) JSON() []byte {
	var b bytes.Buffer
	f.tree().json(&b, "")
	b.WriteByte('\n')
	return b.Bytes()
}

// leaves calls visit with the path of every plain value, in order.
func (t tree) leaves(path string, visit func(string)) {
	switch {
	case t.fields != nil:
		for _, field := range t.fields {
			field.leaves(within(path, field.key), visit)
		}
	case t.items != nil:
		for i, item := range t.items {
			item.leaves(indexed(path, i), visit)
		}
	default:
		visit(path)
	}
}
