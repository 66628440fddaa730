package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"scutum/internal/hint"
	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// vectorValue is the value of a flag X,Y,Z in units of 1,000 (km or km/s).
type vectorValue struct {
	vector *orbit.Vec
	most   float64 // of each component
	text   string
}

// vectorVar adds a flag X,Y,Z; the vector is in m or m/s.
func vectorVar(flags *pflag.FlagSet, vector *orbit.Vec, name string, most float64, help string) {
	flags.Var(&vectorValue{vector: vector, most: most}, name, help)
}

func (v *vectorValue) Type() string   { return "X,Y,Z" }
func (v *vectorValue) String() string { return v.text }

func (v *vectorValue) Set(text string) error {
	parts := strings.Split(text, ",")
	if len(parts) != 3 {
		return hint.New("write three numbers and two commas, such as 7000,0,0", "%s is not X,Y,Z", quoted(text))
	}
	var x [3]float64
	for i, part := range parts {
		n, err := parseNumber(part)
		if err != nil || math.Abs(n) > v.most {
			return hint.New("", "%s is not a number in [%s, %s]", quoted(part), formatNumber(-v.most), formatNumber(v.most))
		}
		x[i] = 1000 * n
	}
	*v.vector, v.text = orbit.Vec{X: x[0], Y: x[1], Z: x[2]}, text
	return nil
}

// Limits of what is taken: the Moon's distance twice, and well above escape.
const (
	mostKm    = 1e6
	mostKmS   = 100
	mostOrbit = 1e8 // s
)

type lambertAnswer struct {
	Way string     `json:"way"`
	V1  [3]float64 `json:"v1_km_s"`
	V2  [3]float64 `json:"v2_km_s"`
}

func newLambertCommand() *cobra.Command {
	var r1, r2 orbit.Vec
	var seconds, mu float64
	var retrograde, asJSON bool
	cmd := &cobra.Command{
		Use:   "lambert --r1-km X,Y,Z --r2-km X,Y,Z --time-s T",
		Short: "Find the two-body arc between two points in a given time",
		Long: `Prints the velocities at both ends of the arc of less than one turn, prograde
(with the Earth's rotation) or retrograde, in inertial coordinates.`,
		Example: "  scutum lambert --r1-km 5000,10000,2100 --r2-km=-14600,2500,7000 --time-s 3600",
		RunE: func(cmd *cobra.Command, _ []string) error {
			way, name := orbit.Short, "short"
			if (r1.Cross(r2).Z < 0) != retrograde {
				way, name = orbit.Long, "long"
			}
			transfer := orbit.NewTransfer(r1, r2, mu*1e9, way)
			v1, v2, err := transfer.Solve(seconds)
			if err != nil {
				return hint.New("give two points that are not on one line through the Earth's centre", "%v", err)
			}
			answer := lambertAnswer{name, triple(v1, 9), triple(v2, 9)}
			if asJSON {
				return printJSON(cmd, answer)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "v1  %s km/s\nv2  %s km/s\n", words(answer.V1, 9), words(answer.V2, 9))
			return err
		},
	}
	vectorVar(cmd.Flags(), &r1, "r1-km", mostKm, "first point, km")
	vectorVar(cmd.Flags(), &r2, "r2-km", mostKm, "second point, km")
	numberVar(cmd.Flags(), &seconds, "time-s", 0, 1e-3, mostOrbit, "time from one to the other, s")
	muVar(cmd, &mu)
	cmd.Flags().BoolVar(&retrograde, "retrograde", false, "go round against the Earth's rotation")
	jsonFlag(cmd, &asJSON)
	require(cmd, "r1-km", "r2-km", "time-s")
	return cmd
}

type propagateAnswer struct {
	Position [3]float64 `json:"position_km"`
	Velocity [3]float64 `json:"velocity_km_s"`
}

func newPropagateCommand() *cobra.Command {
	var r, v orbit.Vec
	var seconds, mu float64
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "propagate --r-km X,Y,Z --v-km-s X,Y,Z --time-s T",
		Short:   "Carry a two-body state on in time",
		Long:    "Prints where a body is after a time, and how fast, under the Earth's central gravity alone.",
		Example: "  scutum propagate --r-km 1131.34,-2282.343,6672.423 --v-km-s=-5.64305,4.30333,2.42879 --time-s 2400",
		RunE: func(cmd *cobra.Command, _ []string) error {
			position, velocity, err := orbit.Propagate(r, v, seconds, mu*1e9)
			if err != nil {
				return err
			}
			answer := propagateAnswer{triple(position, 6), triple(velocity, 9)}
			if asJSON {
				return printJSON(cmd, answer)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "r  %s km\nv  %s km/s\n", words(answer.Position, 6), words(answer.Velocity, 9))
			return err
		},
	}
	vectorVar(cmd.Flags(), &r, "r-km", mostKm, "position, km")
	vectorVar(cmd.Flags(), &v, "v-km-s", mostKmS, "velocity, km/s")
	numberVar(cmd.Flags(), &seconds, "time-s", 0, -mostOrbit, mostOrbit, "time, s; negative for the past")
	muVar(cmd, &mu)
	jsonFlag(cmd, &asJSON)
	require(cmd, "r-km", "v-km-s", "time-s")
	return cmd
}

// muVar adds the flag of the gravitational parameter.
func muVar(cmd *cobra.Command, mu *float64) {
	numberVar(cmd.Flags(), mu, "mu-km3-s2", earth.WGS84.Mu/1e9, 1, 1e12, "gravitational parameter, km3/s2")
}

// triple is a vector in units of 1,000, rounded.
func triple(v orbit.Vec, decimals int) [3]float64 {
	return [3]float64{rounded(v.X/1000, decimals), rounded(v.Y/1000, decimals), rounded(v.Z/1000, decimals)}
}

func words(x [3]float64, decimals int) string {
	return fmt.Sprintf("%.*f %.*f %.*f", decimals, x[0], decimals, x[1], decimals, x[2])
}
