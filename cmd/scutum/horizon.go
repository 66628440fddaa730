package main

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"scutum/engagement/sighting"
	"scutum/internal/hint"
	"scutum/physics/earth"
)

type horizonAnswer struct {
	DistanceKm   float64  `json:"distance_km"`
	AzimuthDeg   float64  `json:"azimuth_deg"`
	AltitudeKm   *float64 `json:"altitude_km"` // null where it is never seen
	Reason       *string  `json:"reason"`      // why, then
	ElevationDeg float64  `json:"elevation_deg"`
	Earth        string   `json:"earth"`
}

func newHorizonCommand() *cobra.Command {
	var radar, from earth.Place
	var elevation float64
	var model string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "horizon --radar LAT,LON --from LAT,LON",
		Short: "Say how high something must rise above a place before a radar sees it",
		Long: `Prints the distance from a radar to a place, and the altitude at which what rises
straight above the place first comes to the radar's lowest elevation. Geometry
alone: no refraction, no range.`,
		Example: "  scutum horizon --radar 49.6352,13.7479 --from 54.03,35.77 --elevation-deg 2",
		RunE: func(cmd *cobra.Command, _ []string) error {
			m, err := earth.ByName(model)
			if err != nil {
				return err
			}
			answer, err := horizon(m, radar, from, elevation)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd, answer)
			}
			out := cmd.OutOrStdout()
			fmt.Fprintf(out, "distance    %.1f km, azimuth %.1f deg\n", answer.DistanceKm, bearing(answer.AzimuthDeg, 1))
			if answer.AltitudeKm == nil {
				_, err = fmt.Fprintf(out, "first seen  never: %s\n", *answer.Reason)
				return err
			}
			_, err = fmt.Fprintf(out, "first seen  at %.1f km altitude, at an elevation of %g deg\n", *answer.AltitudeKm, elevation)
			return err
		},
	}
	placeVar(cmd.Flags(), &radar, "radar", "where the radar stands, degrees")
	placeVar(cmd.Flags(), &from, "from", "above which place, degrees")
	numberVar(cmd.Flags(), &elevation, "elevation-deg", 0, 0, 89, "lowest elevation of the radar, degrees")
	choiceVar(cmd.Flags(), &model, "earth", earth.WGS84.Name, earthNames[:2], "figure of the Earth")
	jsonFlag(cmd, &asJSON)
	require(cmd, "radar", "from")
	return cmd
}

func horizon(m earth.Model, radar, from earth.Place, elevationDeg float64) (horizonAnswer, error) {
	s, azimuth, _ := m.Distance(radar, from)
	if s < 1 {
		return horizonAnswer{}, hint.New("give two places", "--radar and --from are %.1f m apart, which is not in [1, 20100000]", s)
	}
	answer := horizonAnswer{DistanceKm: rounded(s/1e3, 4), AzimuthDeg: bearing(azimuth*(180/math.Pi), 4), ElevationDeg: elevationDeg, Earth: m.Name}
	altitude, ok := sighting.FirstVisible(m, radar, from, elevationDeg*(math.Pi/180))
	if !ok {
		reason := "the place lies too far round the Earth for any altitude"
		answer.Reason = &reason
		return answer, nil
	}
	answer.AltitudeKm = roundedOrNull(altitude/1e3, 4)
	return answer, nil
}
