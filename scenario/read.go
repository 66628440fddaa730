package scenario

import (
	"fmt"
	"regexp"
	"time"

	"scutum/internal/hint"
	"scutum/internal/strictyaml"
	"scutum/systems/catalogue"
)

// reader reads one document into the file that is being made.
type reader struct {
	doc     *strictyaml.Document
	cat     *catalogue.Catalogue
	open    opener // for included files; nil inside an included file
	origins map[string]string
	inputs  []Input // the included files
}

// nameForm is what a name that may become a file's may be.
var nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// parse reads a document as a study. The error is nil or strictyaml.Errors.
func parse(doc *strictyaml.Document, cat *catalogue.Catalogue, open opener) (*File, error) {
	r := &reader{doc: doc, cat: cat, open: open, origins: map[string]string{}}
	root := doc.Root()
	f := &File{
		Name:    r.fileName(root, "name"),
		Title:   root.StringOr("title", root.StringOr("name", "")),
		Date:    root.Date("date").Format(time.DateOnly),
		Seed:    root.IntOr("seed", 0, maxSeed, 1),
		Earth:   root.OneOfOr("earth", "wgs84", earthNames...),
		Commit:  root.OneOfOr("commit", "after-burnout", commits...),
		Map:     r.domain(root.MapOr("map")),
		Figures: r.figures(root.MapOr("figures"), "figures", nil),
	}
	r.note(root, "", "name", "title", "date", "seed", "earth", "commit")
	f.Threats = r.threats(root)
	f.Force = r.force(root.MapOr("protected_force"))
	f.Shields = r.shields(root)
	f.Raid = r.raid(root.MapOr("raid"), f)
	f.Doctrine = r.doctrine(root.MapOr("doctrine"), f)
	f.Parties = r.parties(root, f)
	if !root.Has("threats") && !root.Has("protected_force") && !root.Has("raid") {
		root.Fail("threats", "", "is missing: a study needs threats, a protected_force, a raid, or several of them")
	}
	if doc.OK() {
		r.checkPlaces(root, f)
	}
	if err := doc.Err(); err != nil {
		return nil, err
	}
	f.origins = r.origins
	f.inputs = append([]Input{{doc.Name(), doc.Data()}}, r.inputs...)
	return f, nil
}

// at is the place of a key in its file.
func (r *reader) at(m *strictyaml.Map, key string) string {
	return fmt.Sprintf("%s:%d", r.doc.Name(), m.KeyLine(key))
}

// note records the origin of each key that the file gives; path is that of the
// mapping in the written form, which is not always that in the file.
func (r *reader) note(m *strictyaml.Map, path string, keys ...string) {
	for _, key := range keys {
		if m != nil && m.Has(key) {
			r.origins[within(path, key)] = r.at(m, key)
		}
	}
}

func within(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// fileName reads a name that may become a folder's.
func (r *reader) fileName(m *strictyaml.Map, key string) string {
	name := m.String(key)
	if name != "" && !nameForm.MatchString(name) {
		m.Fail(key, "it names the folder of results: write it like epaa-3", "%q holds more than small letters, digits and hyphens, or more than 64", name)
	}
	return name
}

// fail records an error of another package at a key.
func fail(m *strictyaml.Map, key string, err error) {
	m.Fail(key, hint.Of(err), "%s", err)
}

func (r *reader) domain(m *strictyaml.Map) Domain {
	d := domains[0]
	if m == nil {
		return d
	}
	given := m.Has("south_deg") || m.Has("north_deg") || m.Has("west_deg") || m.Has("east_deg")
	if given {
		d = Domain{"", m.Float("south_deg", -90, 90), m.Float("north_deg", -90, 90), m.Float("west_deg", -180, 180), m.Float("east_deg", -180, 540), d.SpacingKm}
		if d.SouthDeg >= d.NorthDeg {
			m.Fail("north_deg", "", "%g is not north of south_deg %g", d.NorthDeg, d.SouthDeg)
		}
		if d.EastDeg <= d.WestDeg || d.EastDeg-d.WestDeg > 360 {
			m.Fail("east_deg", "across the antimeridian add 360", "%g is not east of west_deg %g by at most 360", d.EastDeg, d.WestDeg)
		}
	}
	if name := m.OneOfOr("domain", "", domainNames()...); name != "" {
		if given {
			m.Fail("domain", "remove one of them", "is given beside borders in degrees")
		}
		for _, known := range domains {
			if known.Name == name {
				d = known
			}
		}
	}
	d.SpacingKm = m.FloatOr("spacing_km", minSpacingKm, maxSpacingKm, d.SpacingKm)
	r.note(m, "map", "domain", "south_deg", "north_deg", "west_deg", "east_deg", "spacing_km")
	return d
}

// figures reads overrides. In a mapping of full keys prefix is nil; inside a
// battery or radar, whose other keys are not figures, only the names of prefix
// are looked for.
func (r *reader) figures(m *strictyaml.Map, path string, allowed func(catalogue.Figure) error) []FigureEntry {
	var entries []FigureEntry
	for _, key := range m.Keys() {
		figure, ok := r.cat.Figure(key)
		if !ok {
			if r.doc.Full() {
				m.Fail(key, "", "unknown figure")
			} else {
				fail(m, key, r.cat.Check(key, 0))
			}
			continue
		}
		if allowed != nil {
			if err := allowed(figure); err != nil {
				fail(m, key, err)
			}
		}
		entries = append(entries, FigureEntry{key, r.figure(m, key, figure)})
		r.note(m, path, key)
	}
	return entries
}

// ownFigures reads the figures that a battery or a radar gives for itself.
func (r *reader) ownFigures(m *strictyaml.Map, path, kind, system string) []FigureEntry {
	var entries []FigureEntry
	needed, _ := catalogue.Names(kind)
	for _, name := range needed {
		if !m.Has(name) {
			continue
		}
		figure, ok := r.cat.Figure(system + "." + name)
		if !ok {
			least, most, liftable := catalogue.Limits(kind, name) // the kind is unknown, and reported
			figure = catalogue.Figure{Least: least, Most: most, Liftable: liftable}
		}
		entries = append(entries, FigureEntry{name, r.figure(m, name, figure)})
		r.note(m, path, name)
	}
	return entries
}

func (r *reader) figure(m *strictyaml.Map, key string, figure catalogue.Figure) float64 {
	switch {
	case figure.Liftable:
		return m.FloatOrNone(key, figure.Least, figure.Most)
	case figure.Whole:
		return float64(m.Int(key, int(figure.Least), int(figure.Most)))
	}
	return m.Float(key, figure.Least, figure.Most)
}

// spot reads the place of a mapping with a name: its own coordinates, the
// place it names, or the place called as it is called itself.
func (r *reader) spot(m *strictyaml.Map, path string) Spot {
	s := Spot{Name: m.String("name")}
	r.note(m, path, "name", "lat_deg", "lon_deg")
	place := m.StringOr("place", "")
	if m.Has("lat_deg") || m.Has("lon_deg") {
		s.LatDeg, s.LonDeg = m.Float("lat_deg", -90, 90), m.Float("lon_deg", -180, 180)
		if place != "" {
			m.Fail("place", "remove one of them", "is given beside coordinates")
		}
		return s
	}
	key := "place"
	if place == "" {
		key, place = "name", s.Name
	}
	if place == "" {
		return s // reported
	}
	point, err := r.cat.Point(place)
	if err != nil {
		fail(m, key, err)
		return s
	}
	s.LatDeg, s.LonDeg = point.LatDeg, point.LonDeg
	r.notePoint(path, point)
	return s
}

func placeOrigin(p catalogue.Point) string {
	return fmt.Sprintf("catalogue places, %s [%s]", p.Name, p.Tag)
}

func (r *reader) notePoint(path string, p catalogue.Point) {
	r.origins[within(path, "lat_deg")] = placeOrigin(p)
	r.origins[within(path, "lon_deg")] = placeOrigin(p)
}

// spots reads a list of places, each a name or a mapping.
func (r *reader) spots(m *strictyaml.Map, key, path string, most int) []Spot {
	var all []Spot
	for i, item := range m.Items(key, most) {
		at := fmt.Sprintf("%s.%s[%d]", path, key, i)
		switch {
		case item.Map != nil:
			all = append(all, r.spot(item.Map, at))
		case item.Text != "":
			r.origins[at+".name"] = fmt.Sprintf("%s:%d", r.doc.Name(), item.Line)
			point, err := r.cat.Point(item.Text)
			if err != nil {
				m.FailAt(key, i, hint.Of(err), "%s", err)
				continue
			}
			r.notePoint(at, point)
			all = append(all, Spot{point.Name, point.LatDeg, point.LonDeg})
		}
	}
	return all
}
