package main

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"scutum/physics/earth"
)

// earthNames are the values of --earth.
var earthNames = []string{earth.WGS84.Name, earth.Sphere.Name, earth.StillSphere.Name}

type geodesicAnswer struct {
	Earth          string  `json:"earth"`
	DistanceM      float64 `json:"distance_m"`
	AzimuthDeg     float64 `json:"azimuth_deg"`
	BackAzimuthDeg float64 `json:"back_azimuth_deg"`
}

func newGeodesicCommand() *cobra.Command {
	var from, to earth.Place
	var model string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "geodesic --from LAT,LON --to LAT,LON",
		Short: "Measure the shortest path between two places",
		Long: `Prints the length of the shortest path on the surface, and the azimuths in which
the places see each other, clockwise from north.`,
		Example: "  scutum geodesic --from 38.08,46.29 --to 52.23,21.01",
		RunE: func(cmd *cobra.Command, _ []string) error {
			m, err := earth.ByName(model)
			if err != nil {
				return err
			}
			s, there, back := m.Distance(from, to)
			answer := geodesicAnswer{m.Name, rounded(s, 4), rounded(there*(180/math.Pi), 9), rounded(back*(180/math.Pi), 9)}
			if asJSON {
				return printJSON(cmd, answer)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "distance  %.4f km\nazimuth   %.3f deg\nback      %.3f deg\n",
				answer.DistanceM/1000, answer.AzimuthDeg, answer.BackAzimuthDeg)
			return err
		},
	}
	placeVar(cmd.Flags(), &from, "from", "first place, degrees")
	placeVar(cmd.Flags(), &to, "to", "second place, degrees")
	choiceVar(cmd.Flags(), &model, "earth", earth.WGS84.Name, earthNames, "figure of the Earth")
	jsonFlag(cmd, &asJSON)
	require(cmd, "from", "to")
	return cmd
}
