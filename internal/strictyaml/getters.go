package strictyaml

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// Float returns the required number under key, which must be in [lo, hi].
func (m *Map) Float(key string, lo, hi float64) float64 {
	n, ok := m.need(key, "a number in "+interval(lo, hi))
	if !ok {
		return 0
	}
	v, _ := m.doc.float(n, join(m.path, key), lo, hi)
	return v
}

// FloatOr returns the number under key, or otherwise the default.
func (m *Map) FloatOr(key string, lo, hi, otherwise float64) float64 {
	n, ok := m.get(key)
	if !ok {
		return otherwise
	}
	v, ok := m.doc.float(n, join(m.path, key), lo, hi)
	if !ok {
		return otherwise
	}
	return v
}

// FloatOrNone is Float for a limit that may be lifted: the word none returns
// +Inf.
func (m *Map) FloatOrNone(key string, lo, hi float64) float64 {
	if m != nil && m.values[key] != nil && m.values[key].Value == "none" && m.values[key].Kind == yaml.ScalarNode {
		m.get(key)
		return math.Inf(1)
	}
	return m.Float(key, lo, hi)
}

// Int returns the required whole number under key, which must be in [lo, hi].
func (m *Map) Int(key string, lo, hi int) int {
	n, ok := m.need(key, fmt.Sprintf("a whole number in [%d, %d]", lo, hi))
	if !ok {
		return 0
	}
	v, _ := m.doc.integer(n, join(m.path, key), lo, hi)
	return v
}

// IntOr returns the whole number under key, or otherwise the default.
func (m *Map) IntOr(key string, lo, hi, otherwise int) int {
	n, ok := m.get(key)
	if !ok {
		return otherwise
	}
	v, ok := m.doc.integer(n, join(m.path, key), lo, hi)
	if !ok {
		return otherwise
	}
	return v
}

// BoolOr returns the true or false under key, or otherwise the default.
func (m *Map) BoolOr(key string, otherwise bool) bool {
	n, ok := m.get(key)
	if !ok {
		return otherwise
	}
	if n.Kind != yaml.ScalarNode || (n.Value != "true" && n.Value != "false") || n.Style != 0 {
		m.Fail(key, "", "is %s, where true or false is wanted", kindName(n))
		return otherwise
	}
	return n.Value == "true"
}

// longestText is the most characters of a text value.
const longestText = 2000

// String returns the required text under key; it may not be empty.
func (m *Map) String(key string) string {
	n, ok := m.need(key, "text")
	if !ok {
		return ""
	}
	return m.doc.text(n, join(m.path, key))
}

// StringOr returns the text under key, or otherwise the default.
func (m *Map) StringOr(key, otherwise string) string {
	n, ok := m.get(key)
	if !ok {
		return otherwise
	}
	return m.doc.text(n, join(m.path, key))
}

func (d *Document) text(n *yaml.Node, field string) string {
	switch {
	case n.Kind != yaml.ScalarNode || n.Tag == "!!null":
		d.fail(n.Line, field, "", "is %s, where text is wanted", kindName(n))
		return ""
	case strings.TrimSpace(n.Value) == "":
		d.fail(n.Line, field, "", "is empty, where text is wanted")
		return ""
	case len(n.Value) > longestText:
		d.fail(n.Line, field, "", "is longer than %d characters", longestText)
		return ""
	}
	text := strings.TrimRight(n.Value, "\n") // of a folded block
	if strings.ContainsFunc(text, unicode.IsControl) {
		d.fail(n.Line, field, "write it on one line", "holds a line break or another control character")
		return ""
	}
	return text
}

// OneOf returns the required text under key, which must be one of the options.
func (m *Map) OneOf(key string, options ...string) string {
	n, ok := m.need(key, "one of "+strings.Join(options, ", "))
	if !ok {
		return ""
	}
	return m.doc.choice(n, join(m.path, key), options)
}

// OneOfOr returns the option under key, or otherwise the default.
func (m *Map) OneOfOr(key, otherwise string, options ...string) string {
	n, ok := m.get(key)
	if !ok {
		return otherwise
	}
	if v := m.doc.choice(n, join(m.path, key), options); v != "" {
		return v
	}
	return otherwise
}

func (d *Document) choice(n *yaml.Node, field string, options []string) string {
	v := d.text(n, field)
	if v == "" {
		return ""
	}
	for _, option := range options {
		if v == option {
			return v
		}
	}
	advice := ""
	if !d.Full() {
		advice = didYouMean(v, options)
	}
	d.fail(n.Line, field, advice, "%q is unknown: one of %s is wanted", brief(v), strings.Join(options, ", "))
	return ""
}

// Date returns the required day under key, written 2011-12-01.
func (m *Map) Date(key string) time.Time {
	n, ok := m.need(key, "a day, like 2011-12-01")
	if !ok {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || day.Year() < 1900 || day.Year() > 2200 {
		m.Fail(key, "write year-month-day", "is %s, where a day like 2011-12-01 in [1900-01-01, 2200-12-31] is wanted", kindName(n))
		return time.Time{}
	}
	return day
}

// Map returns the required mapping under key, or nil.
func (m *Map) Map(key string) *Map {
	n, ok := m.need(key, "'key: value' lines")
	if !ok {
		return nil
	}
	return m.doc.mapping(n, join(m.path, key))
}

// MapOr returns the mapping under key, or nil where it is absent.
func (m *Map) MapOr(key string) *Map {
	n, ok := m.get(key)
	if !ok {
		return nil
	}
	return m.doc.mapping(n, join(m.path, key))
}

// list returns the entries under key and records an error where they are not
// a list of 1 to most entries.
func (m *Map) list(key string, most int) []*yaml.Node {
	n, ok := m.get(key)
	if !ok {
		return nil
	}
	switch {
	case n.Kind != yaml.SequenceNode:
		m.Fail(key, "begin each entry with '- '", "is %s, where a list is wanted", kindName(n))
		return nil
	case len(n.Content) == 0 || len(n.Content) > most:
		m.Fail(key, "", "has %d entries, which is not in [1, %d]", len(n.Content), most)
		return nil
	}
	return n.Content
}

// Maps returns the mappings of the list under key: none where the key is
// absent, 1 to most where it is present. Entries that are no mapping are nil.
func (m *Map) Maps(key string, most int) []*Map {
	var all []*Map
	for i, n := range m.list(key, most) {
		all = append(all, m.doc.mapping(n, fmt.Sprintf("%s[%d]", join(m.path, key), i)))
	}
	return all
}

// Strings returns the texts of the list under key: none where the key is
// absent, 1 to most where it is present.
func (m *Map) Strings(key string, most int) []string {
	var all []string
	for i, n := range m.list(key, most) {
		field := fmt.Sprintf("%s[%d]", join(m.path, key), i)
		m.doc.origins[field] = n.Line
		all = append(all, m.doc.text(n, field))
	}
	return all
}

// Floats returns the numbers of the list under key, each in [lo, hi]: none
// where the key is absent, 1 to most where it is present.
func (m *Map) Floats(key string, most int, lo, hi float64) []float64 {
	var all []float64
	for i, n := range m.list(key, most) {
		field := fmt.Sprintf("%s[%d]", join(m.path, key), i)
		m.doc.origins[field] = n.Line
		v, _ := m.doc.float(n, field, lo, hi)
		all = append(all, v)
	}
	return all
}

// Pairs returns the pairs of numbers of the list under key, each number in its
// own interval: none where the key is absent, 1 to most where it is present.
func (m *Map) Pairs(key string, most int, first, second [2]float64) [][2]float64 {
	var all [][2]float64
	for i, n := range m.list(key, most) {
		field := fmt.Sprintf("%s[%d]", join(m.path, key), i)
		m.doc.origins[field] = n.Line
		if n.Kind != yaml.SequenceNode || len(n.Content) != 2 {
			m.doc.fail(n.Line, field, "", "is %s, where two numbers, [a, b], are wanted", kindName(n))
			continue
		}
		a, okA := m.doc.float(n.Content[0], field+"[0]", first[0], first[1])
		b, okB := m.doc.float(n.Content[1], field+"[1]", second[0], second[1])
		if okA && okB {
			all = append(all, [2]float64{a, b})
		}
	}
	return all
}

// IsList says whether the value under key is a list.
func (m *Map) IsList(key string) bool {
	n, ok := m.get(key)
	return ok && n.Kind == yaml.SequenceNode
}

// IsMap says whether the value under key is a mapping.
func (m *Map) IsMap(key string) bool {
	n, ok := m.get(key)
	return ok && n.Kind == yaml.MappingNode
}

// Item is an entry of a list that may hold names and mappings side by side.
// One of the two is set; neither after an error.
type Item struct {
	Text string
	Map  *Map
	Line int
}

// Items returns the entries of the list under key: none where the key is
// absent, 1 to most where it is present.
func (m *Map) Items(key string, most int) []Item {
	var all []Item
	for i, n := range m.list(key, most) {
		field := fmt.Sprintf("%s[%d]", join(m.path, key), i)
		m.doc.origins[field] = n.Line
		item := Item{Line: n.Line}
		if n.Kind == yaml.MappingNode {
			item.Map = m.doc.mapping(n, field)
		} else {
			item.Text = m.doc.text(n, field)
		}
		all = append(all, item)
	}
	return all
}
