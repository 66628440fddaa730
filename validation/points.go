package validation

import (
	"math"

	"scutum/systems/catalogue"
)

var points = Group{
	"points", "Places of the built-in studies", "none: they are copied",
	func() []Row {
		t := read("points.csv")
		c := comparison{"points", "GeoNames and public sensor lists", "S"}
		ours := catalogue.Default()
		var rows []Row
		for _, kind := range []string{"site", "radar", "field", "sea", "area", "target", "city", "station"} {
			count, worst := 0, 0.0
			for _, row := range t.rows {
				if row[0] != kind {
					continue
				}
				count++
				p, err := ours.Point(row[1])
				if err != nil {
					worst = math.Inf(1)
					continue
				}
				worst = max(worst, math.Abs(p.LatDeg-t.number(row, "lat_deg")), math.Abs(p.LonDeg-t.number(row, "lon_deg")))
			}
			rows = append(rows,
				c.number(kind, "places", "", float64(count), float64(len(ours.Points(kind))), 0),
				c.number(kind, "largest difference", "deg", 0, worst, 0))
		}
		return rows
	},
}
