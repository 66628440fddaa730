package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"scutum/physics/atmosphere"
)

type atmosphereAnswer struct {
	Altitude    float64  `json:"altitude_km"`
	Temperature float64  `json:"temperature_k"`
	Pressure    float64  `json:"pressure_pa"`
	Density     float64  `json:"density_kg_m3"`
	SoundSpeed  *float64 `json:"sound_speed_m_s"`
	MolarMass   float64  `json:"molar_mass_kg_kmol"`
}

func newAtmosphereCommand() *cobra.Command {
	var km float64
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "atmosphere --altitude-km H",
		Short: "Print the US Standard Atmosphere 1976 at an altitude",
		Long: `Prints the air at a geometric altitude: kinetic temperature, pressure, density,
mean molar mass and, up to 86 km where the standard defines it, the speed of
sound. It is a mean of middle latitudes; the real air above 150 km varies with
the Sun by factors.`,
		Example: "  scutum atmosphere --altitude-km 11.019",
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := atmosphere.At(km * 1000)
			if err != nil {
				return err
			}
			answer := atmosphereAnswer{km, significant(s.Temperature, 7), significant(s.Pressure, 7), significant(s.Density, 7), nil, significant(s.MolarMass, 6)}
			sound := "not defined above 86 km"
			if s.HasSound {
				v := significant(s.SoundSpeed, 7)
				answer.SoundSpeed = &v
				sound = fmt.Sprintf("%.2f m/s", v)
			}
			if asJSON {
				return printJSON(cmd, answer)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "altitude        %g km\ntemperature     %.3f K\npressure        %.5g Pa\ndensity         %.4e kg/m3\nspeed of sound  %s\nmolar mass      %.3f kg/kmol\n",
				km, answer.Temperature, answer.Pressure, answer.Density, sound, answer.MolarMass)
			return err
		},
	}
	numberVar(cmd.Flags(), &km, "altitude-km", 0, atmosphere.Least/1000, atmosphere.Most/1000, "geometric altitude, km")
	jsonFlag(cmd, &asJSON)
	require(cmd, "altitude-km")
	return cmd
}

// significant returns x rounded to a number of significant digits.
func significant(x float64, digits int) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'e', digits-1, 64), 64)
	if err != nil {
		panic(err)
	}
	return y
}
