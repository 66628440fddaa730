package scenario

import (
	"fmt"

	"scutum/internal/strictyaml"
	"scutum/physics/earth"
)

// Place returns the spot on the Earth's surface.
func (s Spot) Place() earth.Place { return earth.Degrees(s.LatDeg, s.LonDeg) }

// checkPlaces reports sites that stand on top of a launch area, a missile
// field or a town aimed at: a threshold there means nothing.
func (r *reader) checkPlaces(root *strictyaml.Map, f *File) {
	type mark struct {
		what string
		spot Spot
	}
	var marks []mark
	for _, t := range f.Threats {
		for _, a := range t.Areas {
			marks = append(marks, mark{"launch area", a})
		}
	}
	if f.Force != nil {
		for _, field := range f.Force.Fields {
			marks = append(marks, mark{"missile field", field.Spot})
		}
		for _, target := range f.Force.Targets {
			marks = append(marks, mark{"target", target})
		}
	}
	for i, shield := range f.Shields {
		for j, site := range shield.Sites {
			for _, m := range marks {
				metres, _, _ := earth.WGS84.Distance(site.Place(), m.spot.Place())
				if metres < leastDistanceM {
					r.failSite(root, i, j, fmt.Sprintf("stands %.1f km from the %s %s: at least %g km is wanted", metres/1e3, m.what, m.spot.Name, leastDistanceM/1e3))
					break
				}
			}
		}
	}
}

// failSite records an error at a site, wherever the file has it.
func (r *reader) failSite(root *strictyaml.Map, shield, site int, message string) {
	if one := root.MapOr("shield"); one != nil {
		one.FailAt("sites", site, "", "%s", message)
		return
	}
	items := root.Items("shields", maxShields)
	if shield < len(items) && items[shield].Map != nil {
		items[shield].Map.FailAt("sites", site, "", "%s", message)
		return
	}
	root.FailAt("shields", shield, "", "site %d %s", site, message)
}
