package validation

import (
	"scutum/physics/earth"
)

var geodesics = Group{
	"geodesics", "Geodesics on WGS-84", "1 mm, of some 20,000 km",
	func() []Row {
		t := read("geodesics.csv")
		c := comparison{"geodesics", "GeographicLib; Karney's GeodTest", "S"}
		var rows []Row
		for _, row := range t.rows {
			from := earth.Degrees(t.number(row, "lat1_deg"), t.number(row, "lon1_deg"))
			to := earth.Degrees(t.number(row, "lat2_deg"), t.number(row, "lon2_deg"))
			s, _, _ := earth.WGS84.Distance(from, to)
			name := row[0] + " " + row[1] + " to " + row[2] + " " + row[3]
			rows = append(rows, c.number(name, "distance", "m", t.number(row, "distance_m"), s, 1e-3))
		}
		return rows
	},
}

var distances = Group{
	"distances", "Distances from launch areas to cities", "half a printed kilometre, and 3 km for where a city's centre is, which the source does not print",
	func() []Row {
		t := read("distances.csv")
		c := comparison{"distances", "literature collection, section 4.1", "C"}
		var rows []Row
		for _, row := range t.rows {
			from := earth.Degrees(t.number(row, "lat_deg"), t.number(row, "lon_deg"))
			s, _, _ := earth.Sphere.Distance(from, point(t.text(row, "to")))
			rows = append(rows, c.number(row[0]+" to "+t.text(row, "to"), "distance", "km", t.number(row, "distance_km"), s/1000, 3.5))
		}
		return rows
	},
}

// point returns a place of points.csv by name.
func point(name string) earth.Place {
	t := read("points.csv")
	for _, row := range t.rows {
		if t.text(row, "name") == name {
			return earth.Degrees(t.number(row, "lat_deg"), t.number(row, "lon_deg"))
		}
	}
	panic("points.csv has no " + name)
}
