package validation

import (
	"math"
	"strings"

	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
)

var lambert = Group{
	"lambert", "Kepler and Lambert problems",
	"1e-6 km/s where eight digits are printed, else half a printed digit and what the rounding of the given vectors does to the answer",
	func() []Row {
		t := read("lambert.csv")
		var rows []Row
		for _, row := range t.rows {
			if t.text(row, "note") == "propagation" {
				rows = append(rows, propagationRows(t, row)...)
			} else {
				rows = append(rows, lambertRows(t, row)...)
			}
		}
		return rows
	},
}

// vector reads three cells in km or km/s, into m or m/s.
func (t table) vector(row []string, prefix, suffix string) orbit.Vec {
	return orbit.Vec{
		X: 1000 * t.number(row, prefix+"x"+suffix),
		Y: 1000 * t.number(row, prefix+"y"+suffix),
		Z: 1000 * t.number(row, prefix+"z"+suffix),
	}
}

// muOf reads the gravitational parameter from a note.
func muOf(note string) float64 {
	if strings.Contains(note, "mu 398600;") {
		return 398600e9
	}
	return 398600.4418e9
}

func sourceOf(name string) string {
	author, rest, _ := strings.Cut(name, "_")
	return map[string]string{
		"vallado": "Vallado, Fundamentals of Astrodynamics, example ",
		"curtis":  "Curtis, Orbital Mechanics for Engineering Students, example ",
		"der":     "Der, The superior Lambert algorithm, AMOS 2011, example ",
	}[author] + strings.ReplaceAll(rest, "_", "-")
}

// propagationRows: where a propagated state is, and how fast.
func propagationRows(t table, row []string) []Row {
	c := comparison{"lambert", sourceOf(row[0]), "S"}
	r, v, err := orbit.Propagate(t.vector(row, "r1", "_km"), t.vector(row, "v1", "_km_s"), t.number(row, "dt_s"), muOf(t.text(row, "note")))
	if err != nil {
		r, v = nowhere, nowhere
	}
	var rows []Row
	for i, axis := range axes {
		column := "r2" + axis + "_km"
		rows = append(rows, c.number(row[0], "position "+axis, "km", t.number(row, column), component(r, i)/1000, halfDigit(t.text(row, column))))
	}
	return append(rows, velocityRows(c, t, row, "v2", v, 0)...)
}

// lambertRows: the velocities at both ends.
func lambertRows(t table, row []string) []Row {
	c := comparison{"lambert", sourceOf(row[0]), "S"}
	r1, r2 := t.vector(row, "r1", "_km"), t.vector(row, "r2", "_km")
	way := orbit.Short
	if strings.Contains(t.text(row, "note"), "prograde") && r1.Cross(r2).Z < 0 {
		way = orbit.Long
	}
	transfer := orbit.NewTransfer(r1, r2, muOf(t.text(row, "note")), way)
	v1, v2, err := transfer.Solve(t.number(row, "dt_s"))
	if err != nil {
		v1, v2 = nowhere, nowhere
	}
	return append(velocityRows(c, t, row, "v1", v1, 1e-6), velocityRows(c, t, row, "v2", v2, 1e-6)...)
}

// velocityRows compares a velocity; the tolerance is half a digit, or least
// where that is more.
func velocityRows(c comparison, t table, row []string, prefix string, v orbit.Vec, least float64) []Row {
	var rows []Row
	for i, axis := range axes {
		column := prefix + axis + "_km_s"
		tolerance := max(least, halfDigit(t.text(row, column)))
		rows = append(rows, c.number(row[0], "velocity "+prefix+" "+axis, "km/s", t.number(row, column), component(v, i)/1000, tolerance))
	}
	return rows
}

var (
	axes    = [3]string{"x", "y", "z"}
	nowhere = orbit.Vec{X: math.NaN(), Y: math.NaN(), Z: math.NaN()}
)

func component(v orbit.Vec, axis int) float64 { return [3]float64{v.X, v.Y, v.Z}[axis] }

var minimumEnergy = Group{
	"minimum-energy", "Minimum-energy flights from ground to ground, Earth not rotating", "1e-4 of the figure, and half a printed digit",
	func() []Row {
		// The table's sphere differs from ours by 1.4 millionths.
		m := earth.Model{Name: "table", Radius: 6371008.8, Mu: 398600.4418e9}
		return impulsiveRows("minimum_energy.csv", m, comparison{"minimum-energy", "Wheelon 1959; Bate, Mueller and White, ch. 6", "C"}, 1e-4)
	},
}

var minimumEnergyRounded = Group{
	"minimum-energy-rounded", "Minimum-energy flights as the literature prints them", "half a printed digit",
	func() []Row {
		return impulsiveRows("minimum_energy_rounded.csv", earth.StillSphere, comparison{"minimum-energy-rounded", "reference model, section 5.0", "C"}, 0)
	},
}

// impulsiveRows flies each range of a table along the equator.
func impulsiveRows(name string, m earth.Model, c comparison, relative float64) []Row {
	t := read(name)
	var rows []Row
	for _, row := range t.rows {
		rangeKm := t.number(row, "range_km")
		speed, angle, apogee, time := math.NaN(), math.NaN(), math.NaN(), math.NaN()
		aim := flight.NewAim(m, flight.Boost{}, earth.Place{}, m.Destination(earth.Place{}, math.Pi/2, rangeKm*1000))
		if f, err := aim.Fly(flight.MinimumEnergy); err == nil {
			speed, angle, time = f.BurnoutSpeed/1000, f.BurnoutAngle*(180/math.Pi), f.FlightTime
			apogee = f.Arc.Height(m, 0) / 1000
		}
		compare := func(quantity, unit, column string, ours float64) {
			reference := t.number(row, column)
			tolerance := float64(relative*math.Abs(reference)) + halfDigit(t.text(row, column))
			rows = append(rows, c.number(row[0]+" km", quantity, unit, reference, ours, tolerance))
		}
		compare("speed", "km/s", "speed_km_s", speed)
		compare("angle", "deg", "angle_deg", angle)
		compare("apogee", "km", "apogee_km", apogee)
		compare("time", "s", "time_s", time)
	}
	return rows
}
