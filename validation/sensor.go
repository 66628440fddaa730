package validation

import (
	"math"

	"scutum/engagement/sighting"
	"scutum/physics/earth"
	"scutum/systems/sensor"
)

var radarEquation = Group{
	"radar-equation", "The radar equation", "1e-3 dB",
	func() []Row {
		t := read("radar_equation.csv")
		c := comparison{"radar-equation", "MathWorks Radar Toolbox documentation, radareqsnr", "S"}
		var rows []Row
		for _, row := range t.rows {
			snr := sensor.Link{
				Frequency: t.number(row, "frequency_hz"), PeakPower: t.number(row, "peak_power_w"), Pulse: t.number(row, "pulse_s"),
				TransmitGain: t.number(row, "tx_gain_db"), ReceiveGain: t.number(row, "rx_gain_db"), RCS: t.number(row, "rcs_m2"),
				TransmitRange: t.number(row, "range1_m"), ReceiveRange: t.number(row, "range2_m"),
				NoiseTemperature: t.number(row, "temperature_k"), Loss: t.number(row, "loss_db"),
			}.SNR()
			rows = append(rows, c.number(row[0], "signal to noise", "dB", t.number(row, "snr_db"), snr, 1e-3))
		}
		return rows
	},
}

var v6 = Group{
	"V6", "What the Brdy radar sees above Russian missile fields",
	"distances 5 km, as the source's radar stands west of the coordinates that it prints; altitudes at the printed distance half a printed kilometre and what half a kilometre of distance does; published altitudes 15 %",
	func() []Row {
		t := read("v6_brdy_horizon.csv")
		c := comparison{"V6", "reference model", "C"}
		published := comparison{"V6", "O'Reilly briefing 2007, Daily Mail 2011", "R"}
		var rows []Row
		for _, row := range t.rows {
			field := earth.Degrees(t.number(row, "lat_deg"), t.number(row, "lon_deg"))
			s, azimuth, _ := earth.Sphere.Distance(brdy, field)
			printed := float64(1000 * t.number(row, "distance_km"))
			rows = append(rows, c.number(row[0], "distance", "km", printed/1000, s/1000, 5))
			for i, column := range []string{"0", "1", "2", "3"} {
				elevation := float64(i) * (math.Pi / 180)
				at := func(distance float64) float64 {
					return firstVisible(brdy, earth.Sphere.Destination(brdy, azimuth, distance), elevation) / 1000
				}
				tolerance := 0.5 + (at(printed+500) - at(printed))
				rows = append(rows, c.number(row[0], "first seen at "+column+" deg", "km", t.number(row, column), at(printed), tolerance))
			}
			if reference := t.number(row, "published_km"); !math.IsNaN(reference) {
				ours := firstVisible(brdy, field, math.Pi/180) / 1000
				rows = append(rows, published.number(row[0], "first seen, as published", "km", reference, ours, 0.15*reference))
			}
		}
		return rows
	},
}

// firstVisible returns the altitude in m at which a rising object above a
// field comes to an elevation at a radar, on the sphere without refraction; NaN
// where no altitude is enough.
func firstVisible(radar, field earth.Place, elevation float64) float64 {
	altitude, ok := sighting.FirstVisible(earth.Sphere, radar, field, elevation)
	if !ok {
		return math.NaN()
	}
	return altitude
}

var v7 = Group{
	"V7", "Range of X-band radars against a warhead", "half a printed kilometre, and 0.13 % of range for the other program's decibels",
	func() []Row {
		t := read("v7_radar_ranges.csv")
		c := comparison{"V7", "Lewis and Postol 2012, their parameters", "C"}
		array := map[string]sensor.Array{
			"AN/TPY-2": {AveragePower: 81e3, Aperture: 9.2, Efficiency: 0.8, Frequency: sensor.SpeedOfLight / 0.0316},
			"GBX":      {AveragePower: 2 * 81e3, Aperture: 2 * 9.2, Efficiency: 0.8, Frequency: sensor.SpeedOfLight / 0.0316},
			"SPY-1D":   {AveragePower: 58e3, Aperture: 12, Efficiency: 0.65, Frequency: sensor.SpeedOfLight / 0.091},
		}
		var rows []Row
		ranges := map[string]float64{}
		for _, row := range t.rows {
			a := array[row[0]]
			a.Dwell, a.SNR = 0.1, 20
			a.NoiseTemperature, a.Loss = t.number(row, "temperature_k"), t.number(row, "loss_db")
			ours := a.Range(t.number(row, "rcs_m2")) / 1000
			ranges[row[0]] = ours
			name := row[0] + ", " + t.text(row, "rcs_m2") + " m2, " + t.text(row, "temperature_k") + " K, " + t.text(row, "loss_db") + " dB"
			reference := t.number(row, "range_km")
			rows = append(rows, c.number(name, "range", "km", reference, ours, 0.5+float64(1.3e-3*reference)))
		}
		rows = append(rows, c.number("GBX to AN/TPY-2", "ratio", "", 1.68, ranges["GBX"]/ranges["AN/TPY-2"], 0.005))
		return append(rows, publishedRanges(ranges)...)
	},
}

// publishedRanges are printed ranges whose documents could not be read again.
func publishedRanges(ours map[string]float64) []Row {
	recalled := comparison{"V7", "Lewis and Postol 2012, result recalled", "M"}
	drawn := comparison{"V7", "NRC 2012, figure 5-8, read off the drawing", "M"}
	return []Row{
		recalled.number("AN/TPY-2", "range as published", "km", 870, ours["AN/TPY-2"], 0.1*870),
		recalled.number("GBX", "range as published", "km", 1460, ours["GBX"], 0.1*1460),
		drawn.number("AN/TPY-2", "range as drawn", "km", 1500, ours["AN/TPY-2"], 0.1*1500),
		drawn.number("GBX", "range as drawn", "km", 3000, ours["GBX"], 0.1*3000),
	}
}
