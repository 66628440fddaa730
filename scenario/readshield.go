package scenario

import (
	"fmt"
	"slices"
	"strings"

	"scutum/internal/hint"
	"scutum/internal/strictyaml"
	"scutum/systems/catalogue"
)

// shields reads `shield:`, one architecture, or `shields:`, a list of
// architectures and of studies whose shield is taken.
func (r *reader) shields(root *strictyaml.Map) []ShieldEntry {
	one, many := root.Has("shield"), root.Has("shields")
	switch {
	case one && many:
		root.Fail("shields", "remove one of them", "is given beside shield")
	case one:
		if m := root.Map("shield"); m != nil {
			return []ShieldEntry{r.shield(m, "shields[0]", root)}
		}
	case many && r.open == nil:
		root.Fail("shields", "list the files in the study itself", "an included study may not include others")
		root.Items("shields", maxShields)
	case many:
		return r.listed(root)
	default:
		root.Fail("shield", "", "is missing: a study needs shield, or a list shields")
	}
	return nil
}

func (r *reader) listed(root *strictyaml.Map) []ShieldEntry {
	var all []ShieldEntry
	seen := map[string]bool{}
	for i, item := range root.Items("shields", maxShields) {
		path := fmt.Sprintf("shields[%d]", i)
		var s ShieldEntry
		switch {
		case item.Map != nil:
			s = r.shield(item.Map, path, nil)
		case item.Text != "":
			var err error
			if s, err = r.include(item.Text, path); err != nil {
				r.failInclude(root, i, err)
				continue
			}
		default:
			continue
		}
		if seen[s.Name] && s.Name != "" {
			root.FailAt("shields", i, "names must differ", "a second shield is called %q", s.Name)
		}
		seen[s.Name] = true
		all = append(all, s)
	}
	return all
}

// failInclude reports what is wrong with an included study: its own errors with
// their file and line, others where it is included.
func (r *reader) failInclude(root *strictyaml.Map, i int, err error) {
	if inner, ok := err.(strictyaml.Errors); ok {
		r.doc.Adopt(inner)
		return
	}
	root.FailAt("shields", i, hint.Of(err), "%s", err)
}

// include reads the shield of another study; its threats, force, raid, doctrine
// and parties are left.
func (r *reader) include(name, path string) (ShieldEntry, error) {
	doc, err := r.open(name)
	if err != nil {
		return ShieldEntry{}, err
	}
	f, err := parse(doc, r.cat, nil)
	if err != nil {
		return ShieldEntry{}, err
	}
	f.Figures = slices.DeleteFunc(f.Figures, func(e FigureEntry) bool { return ofRaid(e.Key) })
	for _, figure := range f.Figures {
		if known, _ := r.cat.Figure(figure.Key); r.ofShield(known) != nil {
			return ShieldEntry{}, hint.New("write it under figures of the study that includes", "%s: figures.%s is not the shield's own and would be lost", doc.Name(), figure.Key)
		}
	}
	shield := f.Shields[0]
	for old, origin := range f.origins {
		if rest, ok := strings.CutPrefix(old, "shields[0]."); ok {
			r.origins[path+"."+rest] = origin
		}
	}
	for _, figure := range f.Figures {
		shield.Figures = append(shield.Figures, figure)
		r.origins[path+".figures."+figure.Key] = f.origins["figures."+figure.Key]
	}
	r.inputs = append(r.inputs, f.inputs...)
	return shield, nil
}

// ofShield says why a figure cannot be a single shield's own.
func (r *reader) ofShield(f catalogue.Figure) error {
	system, _ := r.cat.System(f.System)
	if system.Kind == "interceptor" || system.Kind == "radar" || system.Kind == "tracker" || f.System == "space-infrared" || f.System == "delay" {
		return nil
	}
	return hint.New("write it under figures of the study", "%s is the whole study's, not one shield's", f.Key)
}

// shield reads one architecture. Alone in its study it has the study's name and
// title unless it gives its own; study is nil in a list.
func (r *reader) shield(m *strictyaml.Map, path string, study *strictyaml.Map) ShieldEntry {
	s := ShieldEntry{}
	if study == nil || m.Has("name") {
		s.Name = r.fileName(m, "name")
	} else {
		s.Name = study.String("name")
		r.origins[path+".name"] = r.origins["name"]
	}
	s.Title = m.StringOr("title", study.StringOr("title", s.Name))
	if study.Has("title") {
		r.origins[path+".title"] = r.at(study, "title")
	}
	s.FireControl = m.OneOf("fire_control", fireControls...)
	s.SpaceInfrared = m.BoolOr("space_infrared", true)
	s.Refraction = m.OneOfOr("refraction", refractions[0], refractions...)
	r.note(m, path, "name", "title", "fire_control", "space_infrared", "refraction")
	seen := names{what: "site"}
	for i, site := range m.Maps("sites", maxSites) {
		entry := r.site(site, fmt.Sprintf("%s.sites[%d]", path, i))
		seen.add(site, "name", entry.Name)
		s.Sites = append(s.Sites, entry)
	}
	if !m.Has("sites") {
		m.Fail("sites", "", "is missing (a list of sites with interceptors)")
	}
	seen = names{what: "radar"}
	for i, radar := range m.Maps("radars", maxRadars) {
		at := fmt.Sprintf("%s.radars[%d]", path, i)
		entry := RadarEntry{Kind: radar.OneOf("kind", r.cat.Systems("radar")...), Spot: r.spot(radar, at)}
		entry.CommitOnly = radar.BoolOr("commit_only", false)
		r.note(radar, at, "kind", "commit_only")
		entry.Figures = r.ownFigures(radar, at, "radar", entry.Kind)
		r.checkElevation(radar, entry)
		seen.add(radar, "name", entry.Name)
		s.Radars = append(s.Radars, entry)
	}
	s.SpaceTrackers = r.trackers(m, path)
	s.Figures = r.shieldFigures(m, path)
	return s
}

// trackers reads the names of tracking satellites.
func (r *reader) trackers(m *strictyaml.Map, path string) []string {
	const key = "space_trackers"
	all := m.Strings(key, maxTrackers)
	r.noteList(path, key, all, r.at(m, key))
	for i, name := range all {
		if _, err := r.cat.SpaceTracker(name, r.cat.Published()); err != nil && name != "" {
			m.FailAt(key, i, hint.Of(err), "%s", err)
		}
		if slices.Contains(all[:i], name) && name != "" {
			m.FailAt(key, i, "", "%s is given twice", name)
		}
	}
	return all
}

// shieldFigures reads the overrides of one shield; delays are a shorter way to
// write those of the delay chain.
func (r *reader) shieldFigures(m *strictyaml.Map, path string) []FigureEntry {
	all := r.figures(m.MapOr("figures"), path+".figures", r.ofShield)
	delays := m.MapOr("delays")
	system, _ := r.cat.System("delay")
	for _, name := range system.Figures {
		if delays == nil || !delays.Has(name) {
			continue
		}
		figure, _ := r.cat.Figure("delay." + name)
		for _, other := range all {
			if other.Key == figure.Key {
				delays.Fail(name, "remove one of them", "is given beside figures.%s", figure.Key)
			}
		}
		all = append(all, FigureEntry{figure.Key, r.figure(delays, name, figure)})
		r.origins[path+".figures."+figure.Key] = r.at(delays, name)
	}
	return all
}

func (r *reader) site(m *strictyaml.Map, path string) SiteEntry {
	s := SiteEntry{Spot: r.spot(m, path), Ship: m.BoolOr("ship", false)}
	own := "none"
	if s.Ship {
		own = "spy-1d"
	}
	s.OwnRadar = m.OneOfOr("own_radar", own, append(r.cat.Systems("radar"), "none")...)
	r.note(m, path, "ship", "own_radar")
	seen := names{what: "entry of this site"}
	for i, battery := range m.Maps("interceptors", maxBatteries) {
		at := fmt.Sprintf("%s.interceptors[%d]", path, i)
		entry := BatteryEntry{Kind: battery.OneOf("kind", r.cat.Systems("interceptor")...), Number: battery.Int("number", 0, maxNumber)}
		r.note(battery, at, "kind", "number")
		entry.Figures = r.ownFigures(battery, at, "interceptor", entry.Kind)
		seen.add(battery, "kind", entry.Kind)
		s.Interceptors = append(s.Interceptors, entry)
	}
	if m != nil && !m.Has("interceptors") {
		m.Fail("interceptors", "", "is missing (a list of kind and number)")
	}
	return s
}

// checkElevation holds a radar's own lowest elevation below its highest.
func (r *reader) checkElevation(m *strictyaml.Map, e RadarEntry) {
	low, high := 0.0, 90.0
	if figure, ok := r.cat.Figure(e.Kind + ".elevation_min_deg"); ok {
		low = figure.Value
	}
	if figure, ok := r.cat.Figure(e.Kind + ".elevation_max_deg"); ok {
		high = figure.Value
	}
	for _, own := range e.Figures {
		switch own.Key {
		case "elevation_min_deg":
			low = own.Value
		case "elevation_max_deg":
			high = own.Value
		}
	}
	if low >= high {
		m.Fail("elevation_max_deg", "", "%g is not above the lowest elevation %g", high, low)
	}
}
