package validation

import (
	"fmt"

	"scutum/physics/earth"
	"scutum/physics/flight"
)

// wgs84 shows what the rotating ellipsoid, J2 and waiting change in V2. It is
// no comparison with a source: the reference column is ours on the sphere.
var wgs84 = Group{
	"WGS-84", "What WGS-84, waiting and J2 change in V2", "none: the reference column is our own figure on the sphere, leaving at commit; studies take WGS-84, an interceptor that may wait, and a site that the Earth carries on through the lost time",
	func() []Row {
		t := read("v2_thresholds.csv")
		var rows []Row
		for _, row := range t.rows {
			from, to := earth.Degrees(t.number(row, "lat_deg"), t.number(row, "lon_deg")), point(t.text(row, "target"))
			sphere, ellipsoid := fly(earth.Sphere, solid, from, to), fly(earth.WGS84, solid, from, to)
			name := row[0] + " to " + t.text(row, "target")
			for _, commit := range []float64{120, 240, 360} {
				q := fromRedzikowo(&sphere, commit, 25)
				reference := q.Threshold().Speed / 1000
				q = fromRedzikowo(&ellipsoid, commit, 25)
				q.SiteAtLaunch = false // as scutum reach has it on wgs84
				leaving := q.Threshold().Speed / 1000
				q.LeaveAtCommit = false
				waiting := q.Threshold().Speed / 1000
				at := fmt.Sprintf("%s, commit %.0f s", name, commit)
				rows = append(rows,
					changed(at, "threshold, leaving at commit", "km/s", reference, leaving, 3),
					changed(at, "threshold as studies take it", "km/s", reference, waiting, 3))
			}
			rows = append(rows, changed(name, "impact moved by J2", "km", 0, movedByJ2(ellipsoid)/1000, 1))
		}
		return rows
	},
}

func changed(name, quantity, unit string, reference, ours float64, decimals int) Row {
	return Row{
		Group: "WGS-84", Case: name, Source: "ours on the sphere", Tag: "C", Quantity: quantity, Unit: unit,
		Reference: Number(reference, decimals), Ours: Number(ours, decimals), Difference: Number(ours-reference, decimals), Verdict: NotComparable,
	}
}

// movedByJ2 is how far from its aim a two-body flight ends if J2 pulls it and
// it is not aimed anew, m.
func movedByJ2(f flight.Ballistic) float64 {
	r, t := f.Arc.PositionTime(f.Arc.From)
	var w flight.Workspace
	coasted, err := w.Coast(f.Earth, r, f.Arc.Velocity(f.Arc.From), t, 1)
	if err != nil {
		panic(err)
	}
	metres, _, _ := f.Earth.Distance(f.To, f.Earth.Place(coasted.Impact))
	return metres
}
