package validation

import (
	"math"

	"scutum/physics/atmosphere"
)

var us76 = Group{
	"us76", "US Standard Atmosphere 1976", "half a printed digit",
	func() []Row {
		t := read("us76.csv")
		c := comparison{"us76", "NASA-TM-X-74335", "S"}
		var rows []Row
		for _, row := range t.rows {
			air, err := atmosphere.At(1000 * t.number(row, "altitude_km"))
			if err != nil {
				panic(err)
			}
			if !air.HasSound {
				air.SoundSpeed = math.NaN()
			}
			for _, q := range []struct {
				name, unit, column string
				ours               float64
			}{
				{"temperature", "K", "temperature_k", air.Temperature},
				{"pressure", "Pa", "pressure_pa", air.Pressure},
				{"density", "kg/m3", "density_kg_m3", air.Density},
				{"sound speed", "m/s", "sound_speed_m_s", air.SoundSpeed},
			} {
				if text := t.text(row, q.column); text != "" {
					rows = append(rows, c.number(row[0]+" km", q.name, q.unit, t.number(row, q.column), q.ours, halfDigit(text)))
				}
			}
		}
		return rows
	},
}
