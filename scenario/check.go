package scenario

import (
	"fmt"
	"math"

	"scutum/internal/strictyaml"
	"scutum/physics/earth"
	"scutum/scenario/geography"
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
	if f.Raid != nil {
		for _, m := range f.Raid.Missiles {
			marks = append(marks, mark{"launch area", m.From}, mark{"target", m.To})
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
			if site.Ship && !afloat(site.Spot) {
				r.failSite(root, i, j, fmt.Sprintf("is a ship at %g, %g: open sea within %g km is wanted", site.LatDeg, site.LonDeg, portKm))
			}
		}
	}
}

// portKm is how far from open sea a ship may lie: town-level coordinates of a
// port stand a little inland, and coasts are coarse.
const portKm = 20.0

// afloat says whether a ship may be at a spot. South of 10 N, where there are
// no coasts in the data, it may be anywhere.
func afloat(s Spot) bool {
	if s.LatDeg < 11 || geography.OpenSea(s.LatDeg, s.LonDeg) {
		return true
	}
	for _, azimuth := range []float64{0, 45, 90, 135, 180, 225, 270, 315} {
		near := earth.WGS84.Destination(s.Place(), azimuth*math.Pi/180, portKm*1e3)
		if geography.OpenSea(near.LatDeg(), near.LonDeg()) {
			return true
		}
	}
	return false
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
