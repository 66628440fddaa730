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

// nearestKm is the shortest flight taken, km: below it artillery begins.
const nearestKm = 10.0

// flightFlags are the flags of scutum flight.
type flightFlags struct {
	from, to       earth.Place
	rangeKm        float64
	azimuthDeg     float64
	maxRange       bool
	missile        string
	impulsive      bool
	shape          string
	apogeeKm       float64
	earth          string
	asJSON         bool
	given          func(name string) bool
	model          earth.Model
	azimuth, reach float64 // rad, m
}

// flightAnswer is the answer of every kind of missile; what a kind does not
// have is left out.
type flightAnswer struct {
	Missile          string   `json:"missile"`
	Kind             string   `json:"kind"` // impulsive, burnout or staged
	Shape            string   `json:"shape"`
	Earth            string   `json:"earth"`
	Gravity          string   `json:"gravity"` // two-body or J2
	RangeKm          float64  `json:"range_km"`
	AzimuthDeg       float64  `json:"azimuth_deg"` // bearing of the impact
	ApogeeKm         float64  `json:"apogee_km"`
	FlightTimeS      float64  `json:"flight_time_s"`
	BurnoutTimeS     float64  `json:"burnout_time_s"`
	BurnoutSpeedKmS  float64  `json:"burnout_speed_km_s"`
	BurnoutAngleDeg  float64  `json:"burnout_angle_deg"`
	ImpactLatDeg     float64  `json:"impact_lat_deg"`
	ImpactLonDeg     float64  `json:"impact_lon_deg"`
	LaunchAzimuthDeg *float64 `json:"launch_azimuth_deg,omitempty"`
	KickDeg          *float64 `json:"kick_deg,omitempty"`
	J2MovesImpactKm  *float64 `json:"j2_moves_impact_km,omitempty"`
}

func newFlightCommand() *cobra.Command {
	var f flightFlags
	cmd := &cobra.Command{
		Use:   "flight --from LAT,LON (--to LAT,LON | --range-km R --azimuth-deg A | --max-range --azimuth-deg A) (--missile NAME|FILE | --impulsive)",
		Short: "Fly one missile from a place to another",
		Long: `Flies one missile and prints range, apogee, time, burnout and impact.

--missile takes a class of the catalogue (irbm, icbm-solid, ...: the burnout model
of the policy literature on a two-body arc), a built-in staged missile (MR-2000,
IR-10000: notional yardsticks) or a YAML file with stages, whose flight is
integrated. --impulsive is a burnout on the ground in empty space.

--shape: minimum energy is the least Earth-relative burnout speed; lofted leaves
0.15 rad steeper, depressed 0.10 rad flatter. --apogee-km in its place asks for
the flight with that apogee: above that of minimum energy it is lofted, below it
is depressed. A staged missile burns all it has, so that only two flights end on a
point: the lofted one, unless --shape is depressed. With --azimuth-deg alone it
flies the guidance of its file.

--azimuth-deg is the bearing of the impact point, clockwise from north; for staged
missiles, whose kick alone is varied, it is the azimuth of the launch.

On wgs84 an impulsive flight is aimed under gravity to J2, within 1 m; classes stay
on two-body arcs, and the answer says by how much J2 would move their impact.`,
		Example: "  scutum flight --from 32.65,51.67 --to 52.23,21.01 --missile irbm\n  scutum flight --from 34,47 --max-range --azimuth-deg 305 --missile MR-2000 --json",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.given = cmd.Flags().Changed
			answer, err := f.fly()
			if err != nil {
				return err
			}
			if f.asJSON {
				return printJSON(cmd, answer)
			}
			return answer.print(cmd.OutOrStdout())
		},
	}
	f.add(cmd)
	cmd.AddCommand(newFlightCheckCommand())
	return cmd
}

func (f *flightFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	placeVar(flags, &f.from, "from", "launch point, degrees")
	placeVar(flags, &f.to, "to", "aim point, degrees")
	numberVar(flags, &f.rangeKm, "range-km", 0, nearestKm, 20015, "ground range, km")
	numberVar(flags, &f.azimuthDeg, "azimuth-deg", 0, -360, 360, "azimuth, degrees clockwise from north")
	flags.BoolVar(&f.maxRange, "max-range", false, "the farthest flight of that missile")
	flags.StringVar(&f.missile, "missile", "", "class of the catalogue, built-in staged missile, or missile file")
	flags.BoolVar(&f.impulsive, "impulsive", false, "burnout on the ground, in empty space")
	var shapes []string
	for _, s := range flight.Shapes {
		shapes = append(shapes, s.String())
	}
	choiceVar(flags, &f.shape, "shape", shapes[0], shapes, "shape of the flight")
	numberVar(flags, &f.apogeeKm, "apogee-km", 0, 0.001, 1e6, "apogee, km, in place of a shape")
	choiceVar(flags, &f.earth, "earth", earth.WGS84.Name, earthNames, "figure of the Earth; sphere-still does not rotate")
	jsonFlag(cmd, &f.asJSON)
}

// fly checks what goes together and hands over to the missile's kind.
func (f *flightFlags) fly() (*flightAnswer, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	var err error
	if f.model, err = earth.ByName(f.earth); err != nil {
		return nil, err
	}
	f.azimuth, f.reach = f.azimuthDeg*(math.Pi/180), 1000*f.rangeKm
	if f.given("to") {
		metres, bearing, _ := f.model.Distance(f.from, f.to)
		if metres < 1 {
			return nil, hint.New("name two places that are apart", "--from and --to are the same place")
		}
		if metres < 1000*nearestKm {
			return nil, hint.New("", "the aim point is %.1f km away, and flights are at least %g km", metres/1000, nearestKm)
		}
		f.reach, f.azimuth = metres, bearing
	}
	if half, _, _ := f.model.Distance(earth.Degrees(90, 0), earth.Degrees(-90, 0)); f.reach > half+1 {
		return nil, hint.New(fmt.Sprintf("the farthest place is %.0f km away", half/1000), "a range of %.0f km is more than half of the Earth's circumference", f.reach/1000)
	}
	if f.impulsive {
		return f.flyImpulsive()
	}
	return f.flyMissile()
}

// check refuses flags that do not go together.
func (f *flightFlags) check() error {
	const example = "for example: scutum flight --from 32.65,51.67 --to 52.23,21.01 --missile irbm"
	switch {
	case !f.given("from"):
		return hint.New(example, "flight needs --from")
	case f.impulsive == f.given("missile"):
		if f.impulsive {
			return hint.New("", "--missile and --impulsive exclude each other")
		}
		return hint.New("a class of the catalogue, a built-in missile or a file; or --impulsive for a burnout on the ground", "flight needs --missile or --impulsive")
	case f.given("shape") && f.given("apogee-km"):
		return hint.New("an apogee above that of minimum energy is lofted, below it is depressed", "--shape and --apogee-km exclude each other")
	}
	ways := 0
	for _, name := range []string{"to", "range-km", "max-range"} {
		if f.given(name) {
			ways++
		}
	}
	switch {
	case ways > 1:
		return hint.New("", "--to, --range-km and --max-range exclude each other")
	case ways == 0 && !(f.given("azimuth-deg") && f.given("missile")):
		return hint.New(example, "flight needs --to, or --range-km or --max-range with --azimuth-deg")
	case f.given("to") && f.given("azimuth-deg"):
		return hint.New("the azimuth follows from --to", "--to and --azimuth-deg exclude each other")
	case !f.given("to") && !f.given("azimuth-deg"):
		return hint.New("degrees clockwise from north", "--range-km and --max-range need --azimuth-deg")
	}
	return nil
}

// answer rounds a summary to what is printed.
func (f *flightFlags) answer(name, kind, shape, gravity string, s flight.Summary) *flightAnswer {
	const degrees = 180 / math.Pi
	return &flightAnswer{
		Missile: name, Kind: kind, Shape: shape, Earth: f.earth, Gravity: gravity,
		RangeKm: rounded(s.Range/1000, 4), AzimuthDeg: bearing(s.Azimuth*degrees, 4), ApogeeKm: rounded(s.Apogee/1000, 4),
		FlightTimeS: rounded(s.Time, 3), BurnoutTimeS: rounded(s.BurnoutTime, 3),
		BurnoutSpeedKmS: rounded(s.BurnoutSpeed/1000, 6), BurnoutAngleDeg: rounded(s.BurnoutAngle*degrees, 4),
		ImpactLatDeg: rounded(s.Impact.LatDeg(), 6), ImpactLonDeg: rounded(s.Impact.LonDeg(), 6),
	}
}

// print writes the answer for people.
func (a *flightAnswer) print(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "missile        %s (%s)\nshape          %s\nearth          %s, %s\n", a.Missile, a.Kind, a.Shape, a.Earth, a.Gravity)
	fmt.Fprintf(&b, "range          %.1f km towards %.1f deg\n", a.RangeKm, bearing(a.AzimuthDeg, 1))
	fmt.Fprintf(&b, "apogee         %.1f km\nflight time    %.1f s\n", a.ApogeeKm, a.FlightTimeS)
	fmt.Fprintf(&b, "burnout        %.4f km/s, %.2f deg above the horizon, %.1f s after launch\n", a.BurnoutSpeedKmS, a.BurnoutAngleDeg, a.BurnoutTimeS)
	fmt.Fprintf(&b, "impact         %s\n", placeText(degreesAnswer{a.ImpactLatDeg, a.ImpactLonDeg}))
	if a.KickDeg != nil {
		fmt.Fprintf(&b, "guidance       kick %.3f deg, launched towards %.3f deg\n", *a.KickDeg, *a.LaunchAzimuthDeg)
	}
	if a.J2MovesImpactKm != nil {
		fmt.Fprintf(&b, "J2             not included; it would move the impact by %.1f km\n", *a.J2MovesImpactKm)
	}
	_, err := io.WriteString(out, b.String())
	return err
}
