package scenario

import (
	"fmt"

	"scutum/internal/hint"
	"scutum/internal/strictyaml"
	"scutum/systems/catalogue"
)

func (r *reader) threats(root *strictyaml.Map) []ThreatEntry {
	var all []ThreatEntry
	seen := names{what: "threat"}
	for i, m := range root.Maps("threats", maxThreats) {
		path := fmt.Sprintf("threats[%d]", i)
		t := ThreatEntry{Class: m.OneOf("class", r.cat.Systems("missile")...)}
		t.Name = m.StringOr("name", t.Class)
		r.note(m, path, "name", "class")
		t.Areas = r.spots(m, "areas", path, maxAreas)
		if m != nil && !m.Has("areas") {
			m.Fail("areas", "", "is missing (a list of launch areas)")
		}
		distinct(m, "areas", "area", t.Areas)
		if m.Has("name") {
			seen.add(m, "name", t.Name)
		} else {
			seen.add(m, "class", t.Name)
		}
		all = append(all, t)
	}
	return all
}

// names finds names that are given twice.
type names struct {
	what string
	seen map[string]bool
}

func (n *names) add(m *strictyaml.Map, key, name string) {
	if name != "" && n.seen[name] {
		m.Fail(key, "names must differ", "a second %s is called %q", n.what, name)
	}
	if n.seen == nil {
		n.seen = map[string]bool{}
	}
	n.seen[name] = true
}

// distinct reports places of a list that are named twice.
func distinct(m *strictyaml.Map, key, what string, spots []Spot) {
	seen := map[string]bool{}
	for i, s := range spots {
		if seen[s.Name] {
			m.FailAt(key, i, "names must differ", "a second %s is called %q", what, s.Name)
		}
		seen[s.Name] = true
	}
}

func (r *reader) force(m *strictyaml.Map) *ForceEntry {
	if m == nil {
		return nil
	}
	f := &ForceEntry{Name: m.StringOr("name", "strategic")}
	r.note(m, "protected_force", "name")
	f.Fields = r.fields(m)
	f.Targets = r.targets(m)
	distinct(m, "targets", "target", f.Targets)
	f.Only = r.pairs(m, f)
	return f
}

// targets are the towns aimed at: those listed, or all of the catalogue.
func (r *reader) targets(m *strictyaml.Map) []Spot {
	if m.Has("targets") {
		return r.spots(m, "targets", "protected_force", maxTargets)
	}
	var all []Spot
	for i, p := range r.cat.Points("target") {
		at := fmt.Sprintf("protected_force.targets[%d]", i)
		r.notePoint(at, p)
		r.origins[at+".name"] = placeOrigin(p)
		all = append(all, Spot{p.Name, p.LatDeg, p.LonDeg})
	}
	return all
}

// fields are the missile fields: those listed, or all of the catalogue.
func (r *reader) fields(m *strictyaml.Map) []FieldEntry {
	var all []FieldEntry
	if !m.Has("fields") {
		for i, p := range r.cat.Points("field", "sea") {
			r.noteField(fmt.Sprintf("protected_force.fields[%d]", i), p)
			all = append(all, FieldEntry{Spot{p.Name, p.LatDeg, p.LonDeg}, p.Missiles, p.Kind == "sea"})
		}
		return all
	}
	seen := map[string]bool{}
	for i, item := range m.Items("fields", maxFields) {
		path := fmt.Sprintf("protected_force.fields[%d]", i)
		field, err := r.field(item, path)
		if err != nil {
			m.FailAt("fields", i, hint.Of(err), "%s", err)
			continue
		}
		if seen[field.Name] {
			m.FailAt("fields", i, "names must differ", "a second field is called %q", field.Name)
		}
		seen[field.Name] = true
		all = append(all, field)
	}
	return all
}

// noteField records that all of a field is the catalogue's.
func (r *reader) noteField(path string, p catalogue.Point) {
	r.notePoint(path, p)
	r.noteList(path, "missiles", p.Missiles, placeOrigin(p))
	r.origins[path+".sea"] = placeOrigin(p)
	if _, named := r.origins[path+".name"]; !named {
		r.origins[path+".name"] = placeOrigin(p)
	}
}

func (r *reader) noteList(path, key string, all []string, origin string) {
	for i := range all {
		r.origins[indexed(path+"."+key, i)] = origin
	}
}

// field reads a field: a name of the catalogue, or a mapping whose missiles
// are those of the catalogue's field of that name unless it gives its own.
func (r *reader) field(item strictyaml.Item, path string) (FieldEntry, error) {
	if item.Map == nil {
		if item.Text == "" {
			return FieldEntry{}, nil // reported
		}
		r.origins[path+".name"] = fmt.Sprintf("%s:%d", r.doc.Name(), item.Line)
		p, err := r.cat.Point(item.Text)
		if err == nil && len(p.Missiles) == 0 {
			err = hint.New("give a mapping with name and missiles", "%q is no missile field", p.Name)
		}
		if err != nil {
			return FieldEntry{}, err
		}
		r.noteField(path, p)
		return FieldEntry{Spot{p.Name, p.LatDeg, p.LonDeg}, p.Missiles, p.Kind == "sea"}, nil
	}
	m := item.Map
	f := FieldEntry{Spot: r.spot(m, path), Missiles: m.Strings("missiles", 5), Sea: m.BoolOr("sea", false)}
	if known, err := r.cat.Point(f.Name); err == nil {
		if f.Missiles == nil {
			f.Missiles = known.Missiles
			r.noteList(path, "missiles", f.Missiles, placeOrigin(known))
		}
		if !m.Has("sea") {
			f.Sea = known.Kind == "sea"
			r.origins[path+".sea"] = placeOrigin(known)
		}
	}
	r.note(m, path, "sea")
	if m.Has("missiles") {
		r.noteList(path, "missiles", f.Missiles, r.at(m, "missiles"))
	}
	if f.Missiles == nil && !m.Has("missiles") {
		m.Fail("missiles", "", "is missing (a list of missile classes)")
	}
	seen := map[string]bool{}
	for i, name := range f.Missiles {
		if _, err := r.cat.Class(name, r.cat.Published()); err != nil && m.Has("missiles") && name != "" {
			m.FailAt("missiles", i, hint.Of(err), "%s", err)
		}
		if seen[name] {
			m.FailAt("missiles", i, "", "%s is given twice", name)
		}
		seen[name] = true
	}
	return f, nil
}

// pairs reads the list of single trajectories, where there is one.
func (r *reader) pairs(m *strictyaml.Map, f *ForceEntry) []PairEntry {
	var fields, targets []string
	for _, field := range f.Fields {
		fields = append(fields, field.Name)
	}
	for _, target := range f.Targets {
		targets = append(targets, target.Name)
	}
	var all []PairEntry
	for i, p := range m.Maps("trajectories", maxPairs) {
		pair := PairEntry{p.OneOf("field", fields...), p.OneOf("target", targets...), ""}
		for _, field := range f.Fields {
			if field.Name == pair.Field && len(field.Missiles) > 0 {
				pair.Missile = p.OneOfOr("missile", field.Missiles[0], field.Missiles...)
			}
		}
		p.Known("missile")
		r.note(p, fmt.Sprintf("protected_force.trajectories[%d]", i), "field", "target", "missile")
		for _, other := range all {
			if other == pair && pair.Field != "" && pair.Target != "" {
				p.Fail("field", "", "%s to %s with %s is given twice", pair.Field, pair.Target, pair.Missile)
			}
		}
		all = append(all, pair)
	}
	return all
}
