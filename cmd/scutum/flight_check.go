package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"scutum/internal/hint"
	"scutum/physics/earth"
	"scutum/physics/flight"
)

type flightCheckAnswer struct {
	CoastS     float64  `json:"coast_time_s"`
	ResidualS  float64  `json:"residual_s"`
	Verdict    string   `json:"verdict"`
	Reason     string   `json:"reason"`
	RangeKm    float64  `json:"range_km"`
	ApogeeKm   float64  `json:"apogee_km"`
	TimeS      float64  `json:"time_s"`
	AzimuthDeg float64  `json:"azimuth_deg"`
	DistanceKm *float64 `json:"distance_km"`    // between the two ends; null with one end
	BearingDeg *float64 `json:"bearing_deg"`    // of the second end from the first
	Confusion  *string  `json:"unit_confusion"` // of miles; null where there is no sign of one
}

func newFlightCheckCommand() *cobra.Command {
	var from, to earth.Place
	var azimuth, rangeKm, apogeeKm, seconds float64
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check --from LAT,LON [--to LAT,LON] --azimuth-deg A --range-km R --apogee-km H --time-s T",
		Short: "Say whether a reported flight is possible",
		Long: `Compares the flight that a communique reports with the laws of motion. A body that
rises to the apogee and comes down at the range needs a certain time, whatever
threw it; engines and air only add to it.

  impossible    the reported time is shorter than that
  implausible   it is more than 300 s longer
  consistent    otherwise

--azimuth-deg is the bearing from the launch point to the impact; with --to it may
be left out. With --to the distance between the two places is compared with the
range as well: nautical and statute miles are often taken for one another, or for
kilometres.

The Earth is a rotating sphere of 6,371 km.`,
		Example: "  scutum flight check --from 39.282,125.869 --azimuth-deg 76 --range-km 950 --apogee-km 4475 --time-s 3180",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r := flight.Report{From: from, Azimuth: azimuth * (math.Pi / 180), Range: 1000 * rangeKm, Apogee: 1000 * apogeeKm, Time: seconds}
			if cmd.Flags().Changed("to") {
				r.To = &to
				if metres, bearing, _ := earth.Sphere.Distance(from, to); metres < 1 {
					return hint.New("name two places that are apart", "--from and --to are the same place")
				} else if !cmd.Flags().Changed("azimuth-deg") {
					r.Azimuth = bearing
				}
			} else if !cmd.Flags().Changed("azimuth-deg") {
				return hint.New("the bearing of the impact from the launch point, degrees clockwise from north", "flight check needs --azimuth-deg or --to")
			}
			answer, err := checkReport(r)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd, answer)
			}
			return answer.print(cmd.OutOrStdout())
		},
	}
	flags := cmd.Flags()
	placeVar(flags, &from, "from", "launch point, degrees")
	placeVar(flags, &to, "to", "where it came down, degrees")
	numberVar(flags, &azimuth, "azimuth-deg", 0, -360, 360, "bearing of the impact from the launch point, degrees clockwise from north")
	numberVar(flags, &rangeKm, "range-km", 0, nearestKm, 20015, "reported ground range, km")
	numberVar(flags, &apogeeKm, "apogee-km", 0, 0.001, 1e6, "reported apogee, km")
	numberVar(flags, &seconds, "time-s", 0, 0.1, 1e6, "reported time of flight, s")
	jsonFlag(cmd, &asJSON)
	require(cmd, "from", "range-km", "apogee-km", "time-s")
	return cmd
}

func checkReport(r flight.Report) (*flightCheckAnswer, error) {
	f, err := r.Check()
	if err != nil {
		return nil, hint.New("the range must be less than half of the Earth's circumference, and the apogee one that a free fall can have", "%v", err)
	}
	a := &flightCheckAnswer{
		CoastS: rounded(f.Coast, 1), ResidualS: rounded(f.Residual, 1), Verdict: string(f.Verdict), Reason: f.Reason,
		RangeKm: rounded(r.Range/1000, 6), ApogeeKm: rounded(r.Apogee/1000, 6), TimeS: r.Time,
		AzimuthDeg: rounded(r.Azimuth*(180/math.Pi), 4),
	}
	if r.To != nil {
		_, bearing, _ := earth.Sphere.Distance(r.From, *r.To)
		a.DistanceKm, a.BearingDeg = roundedOrNull(f.Distance/1000, 1), roundedOrNull(bearing*(180/math.Pi), 2)
	}
	if f.Miles != "" {
		a.Confusion = &f.Miles
	}
	return a, nil
}

// print writes the answer for people.
func (a *flightCheckAnswer) print(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "verdict     %s\n\n%s\n\n", a.Verdict, wrapped(a.Reason, 78))
	fmt.Fprintf(&b, "coast time  %.0f s\nreported    %.0f s\nresidual    %+.0f s\n", a.CoastS, a.TimeS, a.ResidualS)
	if a.DistanceKm != nil {
		fmt.Fprintf(&b, "distance    %.0f km between the two places, bearing %.0f deg; reported range %.0f km\n", *a.DistanceKm, *a.BearingDeg, a.RangeKm)
	}
	if a.Confusion != nil {
		fmt.Fprintf(&b, "\nBeware: %s.\n", *a.Confusion)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// wrapped breaks a text into lines of at most width characters.
func wrapped(text string, width int) string {
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
		case column+1+len(word) > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	return b.String()
}
