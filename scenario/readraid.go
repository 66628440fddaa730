package scenario

import (
	"fmt"
	"slices"
	"strings"

	"scutum/internal/hint"
	"scutum/internal/strictyaml"
	"scutum/physics/earth"
	"scutum/physics/flight"
)

// ofRaid says whether a figure is a raid's, a doctrine's or that between parties.
func ofRaid(key string) bool {
	return strings.HasPrefix(key, "raid.") || strings.HasPrefix(key, "doctrine.") || strings.HasPrefix(key, "exchange.")
}

func shapeNames() []string {
	var names []string
	for _, s := range flight.Shapes {
		names = append(names, s.String())
	}
	return names
}

// shortcuts reads figures of the study that a mapping may give under shorter
// names than their keys.
func (r *reader) shortcuts(m *strictyaml.Map, f *File, keys map[string]string, order ...string) {
	for _, name := range order {
		if !m.Has(name) {
			continue
		}
		figure, _ := r.cat.Figure(keys[name])
		if gives(f.Figures, figure.Key) {
			m.Fail(name, "remove one of them", "is given beside figures.%s", figure.Key)
		}
		f.Figures = append(f.Figures, FigureEntry{figure.Key, r.figure(m, name, figure)})
		r.origins["figures."+figure.Key] = r.at(m, name)
	}
}

// raid reads the missiles that are launched together.
func (r *reader) raid(m *strictyaml.Map, f *File) *RaidEntry {
	if m == nil {
		return nil
	}
	r.shortcuts(m, f, map[string]string{"spread_s": "raid.spread_s"}, "spread_s")
	raid := &RaidEntry{}
	total := 0
	for i, entry := range m.Maps("missiles", maxMissiles) {
		path := fmt.Sprintf("raid.missiles[%d]", i)
		one := MissileEntry{
			Class:   entry.OneOf("class", r.cat.Systems("missile")...),
			From:    r.spotUnder(entry, "from", path),
			To:      r.spotUnder(entry, "to", path),
			Shape:   entry.OneOfOr("shape", flight.MinimumEnergy.String(), shapeNames()...),
			LaunchS: entry.FloatOr("launch_s", 0, maxLaunchS, 0),
			Count:   entry.IntOr("count", 1, maxMissiles, 1),
		}
		one.Name = entry.StringOr("name", one.Class)
		r.note(entry, path, "name", "class", "shape", "launch_s", "count")
		total += one.Count
		raid.Missiles = append(raid.Missiles, one)
	}
	raid.Faults = r.faults(m, f)
	switch {
	case !m.Has("missiles"):
		m.Fail("missiles", "", "is missing (a list of class, from and to)")
	case total > maxMissiles:
		m.Fail("missiles", "", "has %d missiles, which is not in [1, %d]", total, maxMissiles)
	case r.doc.OK():
		r.checkNames(m, raid)
		r.checkFlights(m, f, raid)
	}
	return raid
}

// spotUnder reads a place under a key: a name, or a mapping.
func (r *reader) spotUnder(m *strictyaml.Map, key, path string) Spot {
	at := path + "." + key
	if m.IsMap(key) {
		return r.spot(m.Map(key), at)
	}
	name := m.String(key)
	if name == "" {
		return Spot{} // reported
	}
	r.origins[at+".name"] = r.at(m, key)
	point, err := r.cat.Point(name)
	if err != nil {
		fail(m, key, err)
		return Spot{Name: name}
	}
	r.notePoint(at, point)
	return Spot{point.Name, point.LatDeg, point.LonDeg}
}

// checkNames reports a missile that is called as a numbered one is.
func (r *reader) checkNames(m *strictyaml.Map, raid *RaidEntry) {
	seen := map[string]bool{}
	for i, names := range raid.names() {
		for _, name := range names {
			if seen[name] {
				m.FailAt("missiles", i, "names must differ; missiles of the same name are numbered", "a second missile is called %q", name)
			}
			seen[name] = true
		}
	}
}

// names returns what the missiles of each entry are called.
func (e *RaidEntry) names() [][]string {
	count, used := map[string]int{}, map[string]int{}
	for _, m := range e.Missiles {
		count[m.Name] += m.Count
	}
	all := make([][]string, len(e.Missiles))
	for i, m := range e.Missiles {
		for range m.Count {
			used[m.Name]++
			name := m.Name
			if count[m.Name] > 1 {
				name = fmt.Sprintf("%s-%d", m.Name, used[m.Name])
			}
			all[i] = append(all[i], name)
		}
	}
	return all
}

// checkFlights reports missiles that cannot fly from where to where they
// should, under the file's figures over the catalogue's.
func (r *reader) checkFlights(m *strictyaml.Map, f *File, raid *RaidEntry) {
	figures, err := f.override(r.cat.Published(), f.Figures, "figures")
	if err != nil {
		return // reported where the figure stands
	}
	model, err := earth.ByName(f.Earth)
	if err != nil {
		return // reported
	}
	checked := map[MissileEntry]bool{} // the same one again costs nothing
	for i, entry := range raid.Missiles {
		entry.Name, entry.LaunchS, entry.Count = "", 0, 0
		if checked[entry] {
			continue
		}
		checked[entry] = true
		class, err := r.cat.Class(entry.Class, figures)
		if err != nil {
			continue // reported
		}
		if err := canFly(model, class, entry); err != nil {
			m.FailAt("missiles", i, hint.Of(err), "%s", err)
		}
	}
}

// doctrineFigures are the figures that a doctrine may give under their names
// alone.
var doctrineFigures = map[string]string{
	"kill_assessment_s": "delay.kill_assessment_s", "missed_kill": "doctrine.missed_kill", "false_kill": "doctrine.false_kill",
	"minimum_hit_share": "doctrine.minimum_hit_share", "tick_s": "doctrine.tick_s", "handover_km": "doctrine.handover_km",
}

// doctrine reads how parties shoot; a study with a raid has one, written or
// not.
func (r *reader) doctrine(m *strictyaml.Map, f *File) *DoctrineEntry {
	d := defaultDoctrine
	if m == nil {
		if f.Raid == nil {
			return nil
		}
		return &d
	}
	d.Salvo = m.IntOr("salvo", 1, 10, d.Salvo)
	d.Shots = m.IntOr("shots", 0, 10, d.Shots)
	d.Shoot = m.OneOfOr("shoot", d.Shoot, shootLook, shootNoLook)
	d.Reserve = m.IntOr("reserve", 0, maxNumber, d.Reserve)
	d.Undefended = m.BoolOr("undefended", d.Undefended)
	r.note(m, "doctrine", "salvo", "shots", "shoot", "reserve", "undefended")
	r.shortcuts(m, f, doctrineFigures, "kill_assessment_s", "missed_kill", "false_kill", "minimum_hit_share", "tick_s", "handover_km")
	d.Rules = r.rules(m.MapOr("engage"), f)
	return &d
}

// rules reads which sites may engage what alone. Where shields could not be read
// their sites are not known, and none is missed.
func (r *reader) rules(m *strictyaml.Map, f *File) []Rule {
	var sites []string
	for _, s := range f.Shields {
		for _, site := range s.Sites {
			if !slices.Contains(sites, site.Name) {
				sites = append(sites, site.Name)
			}
		}
	}
	known := r.doc.OK()
	var all []Rule
	for _, name := range m.Keys() {
		if len(all) == maxRules {
			m.Fail(name, "", "is one of more than %d rules", maxRules)
			break
		}
		if known && !slices.Contains(sites, name) && !r.doc.Full() {
			m.Fail(name, hint.DidYouMean(name, sites), "no shield of the study has a site of this name")
		}
		classes := m.Strings(name, maxClasses)
		for i, class := range classes {
			if _, err := r.cat.Class(class, r.cat.Published()); err != nil && class != "" {
				m.FailAt(name, i, hint.Of(err), "%s", err)
			}
			if slices.Contains(classes[:i], class) && class != "" {
				m.FailAt(name, i, "", "%s is given twice", class)
			}
		}
		r.noteList("doctrine.engage", name, classes, r.at(m, name))
		all = append(all, Rule{name, classes})
	}
	return all
}
