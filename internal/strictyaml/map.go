package strictyaml

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"scutum/internal/nearest"
)

// Map is a mapping of the document. Its getters check what they return, and
// return the zero value (or the default) after an error, so a caller may go on
// and collect the next one. A nil *Map answers every getter with zero values
// and records nothing: the error was recorded where it should have been.
type Map struct {
	doc    *Document
	node   *yaml.Node
	path   string
	values map[string]*yaml.Node
	lines  map[string]int
	known  map[string]bool
	order  []string // known keys in the order of asking, for the hint
}

// Root returns the document's top mapping, or nil after recording an error.
func (d *Document) Root() *Map { return d.mapping(d.root, "") }

func (d *Document) mapping(n *yaml.Node, path string) *Map {
	if n.Kind != yaml.MappingNode {
		d.fail(n.Line, path, "", "is %s, where 'key: value' lines are wanted", kindName(n))
		return nil
	}
	if m, ok := d.byNode[n]; ok {
		return m // asked for before
	}
	m := &Map{doc: d, node: n, path: path, values: map[string]*yaml.Node{}, lines: map[string]int{}, known: map[string]bool{}}
	for i := 0; i+1 < len(n.Content); i += 2 {
		m.values[n.Content[i].Value] = n.Content[i+1]
		m.lines[n.Content[i].Value] = n.Content[i].Line
	}
	d.maps = append(d.maps, m)
	d.byNode[n] = m
	return m
}

// Line returns the line on which the mapping begins.
func (m *Map) Line() int {
	if m == nil {
		return 0
	}
	return m.node.Line
}

// Path returns the mapping's dotted path.
func (m *Map) Path() string {
	if m == nil {
		return ""
	}
	return m.path
}

// Document returns the document the mapping is in.
func (m *Map) Document() *Document { return m.doc }

// Keys returns the mapping's keys in the order of the file, and marks all as
// known: for mappings whose keys are names that the caller checks.
func (m *Map) Keys() []string {
	if m == nil {
		return nil
	}
	var keys []string
	for i := 0; i < len(m.node.Content); i += 2 {
		keys = append(keys, m.node.Content[i].Value)
		m.Known(m.node.Content[i].Value)
	}
	return keys
}

// Known marks keys as allowed although nobody reads them here.
func (m *Map) Known(keys ...string) {
	if m == nil {
		return
	}
	for _, key := range keys {
		if !m.known[key] {
			m.known[key] = true
			m.order = append(m.order, key)
		}
	}
}

// Has says whether the key is present, and marks it as known.
func (m *Map) Has(key string) bool {
	_, ok := m.get(key)
	return ok
}

// KeyLine returns the line of a key, or that of the mapping where it is absent.
func (m *Map) KeyLine(key string) int {
	if m == nil {
		return 0
	}
	if line, ok := m.lines[key]; ok {
		return line
	}
	return m.node.Line
}

// Fail records an error at a key; the message should hold the allowed range.
func (m *Map) Fail(key, hint, format string, args ...any) {
	if m != nil {
		m.doc.fail(m.KeyLine(key), join(m.path, key), hint, format, args...)
	}
}

// FailAt records an error at an entry of the list under a key.
func (m *Map) FailAt(key string, index int, hint, format string, args ...any) {
	if m == nil {
		return
	}
	line := m.KeyLine(key)
	if n := m.values[key]; n != nil && n.Kind == yaml.SequenceNode && index < len(n.Content) {
		line = n.Content[index].Line
	}
	m.doc.fail(line, fmt.Sprintf("%s[%d]", join(m.path, key), index), hint, format, args...)
}

// get finds a key, marks it as known and notes its origin.
func (m *Map) get(key string) (*yaml.Node, bool) {
	if m == nil {
		return nil, false
	}
	m.Known(key)
	n, ok := m.values[key]
	if ok {
		m.doc.origins[join(m.path, key)] = m.lines[key]
	}
	return n, ok
}

// need is get for a required key.
func (m *Map) need(key, wanted string) (*yaml.Node, bool) {
	n, ok := m.get(key)
	if !ok && m != nil {
		m.doc.fail(m.node.Line, join(m.path, key), "", "is missing (%s)", wanted)
	}
	return n, ok
}

// reportUnknown records an error for each key that no getter asked for.
func (m *Map) reportUnknown() {
	for i := 0; i < len(m.node.Content); i += 2 {
		key := m.node.Content[i]
		if m.known[key.Value] {
			continue
		}
		hint := ""
		if !m.doc.Full() {
			if hint = didYouMean(key.Value, m.order); hint == "" && len(m.order) > 0 {
				hint = "known here: " + strings.Join(m.order, ", ")
			}
		}
		m.doc.fail(key.Line, join(m.path, key.Value), hint, "unknown key")
	}
}

func didYouMean(word string, options []string) string {
	if name, ok := nearest.Name(word, options); ok {
		return fmt.Sprintf("did you mean %s?", name)
	}
	return ""
}
