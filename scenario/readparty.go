package scenario

import (
	"fmt"
	"slices"
	"sync"

	"scutum/internal/hint"
	"scutum/internal/strictyaml"
	"scutum/scenario/geography"
)

// parties reads who has which shield and defends what.
func (r *reader) parties(root *strictyaml.Map, f *File) []PartyEntry {
	var shields []string
	for _, s := range f.Shields {
		shields = append(shields, s.Name)
	}
	seen, owned := names{what: "party"}, map[string]string{}
	var all []PartyEntry
	for i, m := range root.Maps("parties", maxParties) {
		path := fmt.Sprintf("parties[%d]", i)
		p := PartyEntry{Name: m.String("name"), Shield: r.shieldOf(m, shields), Defends: r.defends(m, path)}
		r.note(m, path, "name", "shield")
		seen.add(m, "name", p.Name)
		if other, taken := owned[p.Shield]; taken && p.Shield != "" {
			m.Fail("shield", "each party needs a shield of its own", "%s is %s's already", p.Shield, other)
		}
		owned[p.Shield] = p.Name
		p.Sector = r.sector(m, path)
		all = append(all, p)
	}
	return all
}

// shieldOf reads the name of a party's shield. Where shields could not be read
// their names are not known, and none is missed.
func (r *reader) shieldOf(m *strictyaml.Map, shields []string) string {
	if r.doc.OK() {
		return m.OneOf("shield", shields...)
	}
	return m.String("shield")
}

// defends reads what a party defends.
func (r *reader) defends(m *strictyaml.Map, path string) []string {
	codes := m.Strings("defends", maxDefends)
	for i, code := range codes {
		if code != "" && !countryCodes()[code] && !r.doc.Full() {
			m.FailAt("defends", i, "NATO, or two-letter codes such as RU, TR or PL", "%q is no country that the data know", code)
		}
		if slices.Contains(codes[:i], code) && code != "" {
			m.FailAt("defends", i, "", "%s is given twice", code)
		}
	}
	r.noteList(path, "defends", codes, r.at(m, "defends"))
	if m != nil && !m.Has("defends") {
		m.Fail("defends", "", "is missing (a list of NATO and two-letter codes of countries)")
	}
	return codes
}

// countryCodes are the codes that a party may defend.
var countryCodes = sync.OnceValue(func() map[string]bool {
	codes := map[string]bool{allianceNow: true}
	for _, c := range geography.Countries() {
		codes[c.Code] = true
	}
	for _, p := range geography.Places() {
		codes[p.Country] = true
	}
	return codes
})

// sector reads the polygon in which a party owns tracks.
func (r *reader) sector(m *strictyaml.Map, path string) []Corner {
	const key = "sector_lat_lon_deg"
	var all []Corner
	for i, pair := range m.Pairs(key, maxCorners, [2]float64{-90, 90}, [2]float64{-180, 540}) {
		at := fmt.Sprintf("%s.%s[%d]", path, key, i)
		r.origins[at+"[0]"], r.origins[at+"[1]"] = r.at(m, key), r.at(m, key)
		all = append(all, Corner{pair[0], pair[1]})
	}
	if !m.Has(key) || !r.doc.OK() {
		return all
	}
	if err := simple(all); err != nil {
		m.Fail(key, hint.Of(err), "%s", err)
	}
	return all
}

// simple returns an error unless corners go once round an area.
func simple(corners []Corner) error {
	n := len(corners)
	if n < 3 {
		return fmt.Errorf("has %d corners: at least 3 are wanted", n)
	}
	west, east, area := corners[0].LonDeg, corners[0].LonDeg, 0.0
	for i, c := range corners {
		next := corners[(i+1)%n]
		if c == next {
			return hint.New("the polygon closes itself: do not repeat the first corner", "has the corner %g, %g twice running", c.LatDeg, c.LonDeg)
		}
		west, east = min(west, c.LonDeg), max(east, c.LonDeg)
		area += turn(corners[0], c, next)
	}
	if east-west > 180 {
		return hint.New("across the antimeridian add 360 to the western longitudes", "spans %g degrees of longitude, more than 180", east-west)
	}
	for i := range n {
		a, b := corners[i], corners[(i+1)%n]
		for j := i + 2; j < n; j++ {
			if i == 0 && j == n-1 {
				continue // neighbours
			}
			if cross(a, b, corners[j], corners[(j+1)%n]) {
				return hint.New("list the corners in the order in which one walks round", "crosses itself: the sides after corners %d and %d meet", i+1, j+1)
			}
		}
	}
	if area == 0 {
		return fmt.Errorf("encloses nothing")
	}
	return nil
}

// cross says whether two sides meet.
func cross(a, b, c, d Corner) bool {
	return turn(a, b, c)*turn(a, b, d) <= 0 && turn(c, d, a)*turn(c, d, b) <= 0 &&
		max(min(a.LatDeg, b.LatDeg), min(c.LatDeg, d.LatDeg)) <= min(max(a.LatDeg, b.LatDeg), max(c.LatDeg, d.LatDeg)) &&
		max(min(a.LonDeg, b.LonDeg), min(c.LonDeg, d.LonDeg)) <= min(max(a.LonDeg, b.LonDeg), max(c.LonDeg, d.LonDeg))
}

// turn is positive where the way from a by b to c turns left.
func turn(a, b, c Corner) float64 {
	return float64((b.LonDeg-a.LonDeg)*(c.LatDeg-a.LatDeg)) - float64((b.LatDeg-a.LatDeg)*(c.LonDeg-a.LonDeg))
}
