package scenario

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// tree is a study as it is written: keys in order, lists and plain values.
type tree struct {
	key    string
	value  any    // string, bool, int or float64 of a leaf
	fields []tree // of a mapping
	items  []tree // of a list
}

func leaf(key string, value any) tree         { return tree{key: key, value: value} }
func mapping(key string, fields ...tree) tree { return tree{key: key, fields: fields} }
func list[T any](key string, all []T, of func(T) tree) tree {
	t := tree{key: key, items: []tree{}}
	for _, one := range all {
		t.items = append(t.items, of(one))
	}
	return t
}

// tree returns the study in its written form, with every default filled in.
func (f *File) tree() tree {
	fields := []tree{
		leaf("name", f.Name), leaf("title", f.Title), leaf("date", f.Date), leaf("seed", f.Seed),
		leaf("earth", f.Earth), f.Map.tree(), leaf("commit", f.Commit),
	}
	if len(f.Threats) > 0 {
		fields = append(fields, list("threats", f.Threats, func(t ThreatEntry) tree {
			return mapping("", leaf("name", t.Name), leaf("class", t.Class), list("areas", t.Areas, Spot.tree))
		}))
	}
	if f.Force != nil {
		fields = append(fields, f.Force.tree())
	}
	fields = append(fields, list("shields", f.Shields, ShieldEntry.tree))
	fields = append(fields, f.raidTrees()...)
	return mapping("", append(fields, figuresTree(f.Figures)...)...)
}

func (d Domain) tree() tree {
	if d.Name != "" {
		return mapping("map", leaf("domain", d.Name), leaf("spacing_km", d.SpacingKm))
	}
	return mapping("map", leaf("south_deg", d.SouthDeg), leaf("north_deg", d.NorthDeg), leaf("west_deg", d.WestDeg), leaf("east_deg", d.EastDeg),
		leaf("spacing_km", d.SpacingKm))
}

func (s Spot) fields() []tree {
	return []tree{leaf("name", s.Name), leaf("lat_deg", s.LatDeg), leaf("lon_deg", s.LonDeg)}
}

func (s Spot) tree() tree { return mapping("", s.fields()...) }

func (f ForceEntry) tree() tree {
	fields := []tree{leaf("name", f.Name),
		list("fields", f.Fields, func(e FieldEntry) tree {
			missiles := list("missiles", e.Missiles, func(name string) tree { return leaf("", name) })
			return mapping("", append(e.Spot.fields(), missiles, leaf("sea", e.Sea))...)
		}),
		list("targets", f.Targets, Spot.tree)}
	if f.Only != nil {
		fields = append(fields, list("trajectories", f.Only, func(p PairEntry) tree {
			return mapping("", leaf("field", p.Field), leaf("target", p.Target), leaf("missile", p.Missile))
		}))
	}
	return mapping("protected_force", fields...)
}

func (s ShieldEntry) tree() tree {
	fields := []tree{leaf("name", s.Name), leaf("title", s.Title), leaf("fire_control", s.FireControl), leaf("space_infrared", s.SpaceInfrared),
		leaf("refraction", s.Refraction),
		list("sites", s.Sites, SiteEntry.tree)}
	if len(s.Radars) > 0 {
		fields = append(fields, list("radars", s.Radars, func(r RadarEntry) tree {
			return mapping("", append(append(r.Spot.fields(), leaf("kind", r.Kind), leaf("commit_only", r.CommitOnly)), figureLeaves(r.Figures)...)...)
		}))
	}
	if len(s.SpaceTrackers) > 0 {
		fields = append(fields, list("space_trackers", s.SpaceTrackers, func(name string) tree { return leaf("", name) }))
	}
	return mapping("", append(fields, figuresTree(s.Figures)...)...)
}

func (s SiteEntry) tree() tree {
	fields := append(s.Spot.fields(), leaf("ship", s.Ship), leaf("own_radar", s.OwnRadar))
	return mapping("", append(fields, list("interceptors", s.Interceptors, func(b BatteryEntry) tree {
		return mapping("", append([]tree{leaf("kind", b.Kind), leaf("number", b.Number)}, figureLeaves(b.Figures)...)...)
	}))...)
}

func figureLeaves(entries []FigureEntry) []tree {
	var all []tree
	for _, e := range entries {
		all = append(all, leaf(e.Key, e.Value))
	}
	return all
}

// figuresTree is the mapping of overrides, or nothing where there is none.
func figuresTree(entries []FigureEntry) []tree {
	if len(entries) == 0 {
		return nil
	}
	return []tree{mapping("figures", figureLeaves(entries)...)}
}

// YAML returns the study in its written form: reading it gives the same study.
func (f *File) YAML() []byte {
	var b bytes.Buffer
	f.tree().yaml(&b, "", "", false, func(string) string { return "" })
	return b.Bytes()
}

// yaml writes a mapping's fields; origin gives the comment of a path.
func (t tree) yaml(b *bytes.Buffer, indent, path string, inList bool, origin func(string) string) {
	for i, field := range t.fields {
		lead := indent
		if inList && i == 0 {
			lead = indent[:len(indent)-2] + "- "
		}
		at := within(path, field.key)
		b.WriteString(lead + scalar(field.key) + ":")
		switch {
		case field.fields != nil:
			b.WriteByte('\n')
			field.yaml(b, indent+"  ", at, false, origin)
		case field.items != nil:
			b.WriteByte('\n')
			for j, item := range field.items {
				item.yamlItem(b, indent+"  ", indexed(at, j), origin)
			}
		default:
			b.WriteString(" " + scalar(field.value) + comment(origin(at)) + "\n")
		}
	}
}

func (t tree) yamlItem(b *bytes.Buffer, indent, path string, origin func(string) string) {
	switch {
	case t.fields != nil:
		t.yaml(b, indent+"  ", path, true, origin)
		return
	case t.items != nil: // a pair of numbers
		b.WriteString(indent + "- [" + scalar(t.items[0].value) + ", " + scalar(t.items[1].value) + "]" + comment(origin(path+"[0]")) + "\n")
		return
	}
	b.WriteString(indent + "- " + scalar(t.value) + comment(origin(path)) + "\n")
}

func comment(origin string) string {
	if origin == "" {
		return ""
	}
	return " # " + strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '?' // a file's name may hold anything
		}
		return r
	}, origin)
}

// plain is text that YAML reads as itself without quotes.
var plain = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._-]*( [A-Za-z0-9._-]+)*$`)

// reserved are words that some reader of YAML takes for something else.
var reserved = map[string]bool{"true": true, "false": true, "null": true, "yes": true, "no": true, "on": true, "off": true, "y": true, "n": true,
	"True": true, "False": true, "Null": true, "Yes": true, "No": true, "On": true, "Off": true, "Y": true, "N": true,
	"TRUE": true, "FALSE": true, "NULL": true, "YES": true, "NO": true, "ON": true, "OFF": true}

var day = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// scalar writes a plain value as YAML.
func scalar(value any) string {
	switch v := value.(type) {
	case string:
		if plain.MatchString(v) && !reserved[v] || day.MatchString(v) {
			return v
		}
		quoted, err := json.Marshal(v)
		if err != nil {
			panic(err) // a string
		}
		return string(quoted)
	case float64:
		if math.IsInf(v, 1) {
			return "none"
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(value)
}

// json writes the tree as JSON that keeps the order of keys.
func (t tree) json(b *bytes.Buffer, indent string) {
	deeper := indent + "  "
	switch {
	case t.fields != nil:
		for i, field := range t.fields {
			b.WriteString(opening(i, "{") + deeper)
			b.Write(quote(field.key))
			b.WriteString(": ")
			field.json(b, deeper)
		}
		b.WriteString("\n" + indent + "}")
	case len(t.items) > 0:
		for i, item := range t.items {
			b.WriteString(opening(i, "[") + deeper)
			item.json(b, deeper)
		}
		b.WriteString("\n" + indent + "]")
	case t.items != nil:
		b.WriteString("[]")
	default:
		if v, ok := t.value.(float64); ok && math.IsInf(v, 1) {
			b.WriteString(`"none"`)
			return
		}
		if v, ok := t.value.(string); ok {
			b.Write(quote(v))
			return
		}
		b.WriteString(scalar(t.value))
	}
}

func indexed(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

func opening(i int, bracket string) string {
	if i == 0 {
		return bracket + "\n"
	}
	return ",\n"
}

func quote(s string) []byte {
	quoted, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string
	}
	return quoted
}
