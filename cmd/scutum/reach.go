package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"scutum/engagement/reach"
	"scutum/physics/earth"
	"scutum/physics/flight"
)

// reachFlags are the flags of scutum reach.
type reachFlags struct {
	site, from, to                            earth.Place
	interceptor                               string
	speed, lost, low, high, minFlight         float64 // km/s, s, km, km, s
	missile, shape                            string
	coast                                     float64 // s; 0 for that of the shape
	burn, burnoutAltitude, burnoutDownrange   float64 // s, km, km
	commit, afterBurnout                      float64 // s
	leave                                     bool
	sensor                                    earth.Place
	sensorRange, sensorElevation, sensorDelay float64 // km, deg, s
	fireControl, ownRadar, earth, assumptions string
	ownRange                                  float64 // km
	asJSON                                    bool
}

func newReachCommand() *cobra.Command {
	var o reachFlags
	cmd := &cobra.Command{
		Use:   "reach --site LAT,LON --from LAT,LON --to LAT,LON",
		Short: "Ask whether an interceptor can meet a missile, and how fast it must be",
		Long: `Answers the question on which all the others rest: can this interceptor meet that
missile, where, and by when must it leave? The threshold speed is the least burnout
speed with which any meeting is possible.

The interceptor is --speed-km-s with its lost time, or an --interceptor of the
catalogue; the missile is a class of the catalogue or a burnout; flags change what
the catalogue gives. The interceptor may leave at commit or later, or exactly at
commit with --leave-at-commit. Commit is a time after launch, a time after burnout,
or the first sight by a radar (--commit-sensor) and a delay.

With engage-on-remote only the altitude limits the meeting. With launch-on-remote
the site's own radar must hold the missile there, with organic also before launch.
Meetings before burnout are not modelled. With --earth sphere --leave-at-commit it
is the reference model of the literature (docs/validation.md).`,
		Example: "  scutum reach --site 54.4728,17.1231 --interceptor sm-3-iia --from 32.65,51.67 --to 51.5085,-0.1257 --missile irbm --commit-s 240\n" +
			"  scutum reach --site 54.48,17.1 --speed-km-s 4.5 --from 51.67,45.57 --to 38.8951,-77.0364 --missile icbm-solid --commit-after-burnout-s 60",
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := o.ask(cmd)
			if err != nil {
				return err
			}
			if km := c.rangeM / 1e3; c.class.MaxRange > 0 && c.rangeM > c.class.MaxRange {
				fmt.Fprintf(cmd.ErrOrStderr(), "note: %.0f km is farther than the %.0f km of %s\n", km, c.class.MaxRange/1e3, c.class.Name)
			}
			answer := o.answer(c)
			if o.asJSON {
				return printJSON(cmd, answer)
			}
			return answer.print(cmd.OutOrStdout())
		},
	}
	o.add(cmd)
	return cmd
}

func (o *reachFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	placeVar(f, &o.site, "site", "where the interceptor stands, degrees")
	numberVar(f, &o.speed, "speed-km-s", 0, 0.1, 20, "burnout speed of the interceptor, km/s")
	f.StringVar(&o.interceptor, "interceptor", "", "interceptor of the catalogue, in place of or changed by the flags")
	numberVar(f, &o.lost, "lost-s", 25, 0, 600, "lost time: the boost's equivalent in time, s")
	numberVar(f, &o.low, "min-altitude-km", 100, 0, 40000, "lowest meeting, km")
	numberVar(f, &o.high, "max-altitude-km", 0, 0, 40000, "highest meeting, km (default none)")
	numberVar(f, &o.minFlight, "min-flight-s", 0, 0, 3600, "least time from the end of the lost time to the meeting, s")
	placeVar(f, &o.from, "from", "where the missile is launched, degrees")
	placeVar(f, &o.to, "to", "where it is aimed, degrees")
	f.StringVar(&o.missile, "missile", "", "missile class of the catalogue")
	numberVar(f, &o.burn, "burn-s", 0, 1, 1200, "time of burnout, s after launch")
	numberVar(f, &o.burnoutAltitude, "burnout-altitude-km", 0, 1, 1000, "altitude of burnout, km")
	numberVar(f, &o.burnoutDownrange, "burnout-downrange-km", 0, 0, 5000, "distance of burnout along the ground, km")
	var shapes []string
	for _, s := range flight.Shapes {
		shapes = append(shapes, s.String())
	}
	choiceVar(f, &o.shape, "shape", shapes[0], shapes, "shape of the flight")
	numberVar(f, &o.coast, "coast-s", 0, 1, 20000, "time from burnout to impact, s, in place of a shape")
	numberVar(f, &o.commit, "commit-s", 0, 0, 7200, "earliest launch, s after the missile's")
	numberVar(f, &o.afterBurnout, "commit-after-burnout-s", 0, -1200, 7200, "earliest launch, s after the missile's burnout; may be negative")
	placeVar(f, &o.sensor, "commit-sensor", "earliest launch after this radar's first sight, degrees")
	numberVar(f, &o.sensorRange, "sensor-range-km", 0, 1, 20000, "range of the commit sensor against this missile, km")
	numberVar(f, &o.sensorElevation, "sensor-elevation-deg", 0, 0, 89, "lowest elevation of the commit sensor, degrees")
	numberVar(f, &o.sensorDelay, "sensor-delay-s", 30, 0, 3600, "from its first sight to commit, s")
	f.BoolVar(&o.leave, "leave-at-commit", false, "leave exactly at commit, without waiting")
	choiceVar(f, &o.fireControl, "fire-control", fireControls[0], fireControls, "whose track serves launch and meeting")
	f.StringVar(&o.ownRadar, "own-radar", "spy-1d", "radar of the catalogue at the site, for launch-on-remote and organic")
	numberVar(f, &o.ownRange, "own-radar-range-km", 0, 1, 20000, "its range against this missile, km (default the catalogue's)")
	choiceVar(f, &o.earth, "earth", earth.WGS84.Name, earthNames[:2], "figure of the Earth")
	choiceVar(f, &o.assumptions, "assumptions", "published", assumptionSets, "assumption set of the catalogue's figures")
	jsonFlag(cmd, &o.asJSON)
}

// reachMeeting is a point of the flight with the launch that leads there.
type reachMeeting struct {
	TimeS      float64 `json:"time_s"`
	AltitudeKm float64 `json:"altitude_km"`
	LatDeg     float64 `json:"lat_deg"`
	LonDeg     float64 `json:"lon_deg"`
	LaunchS    float64 `json:"launch_s"`
}

type reachAttacker struct {
	Missile            string  `json:"missile"`
	RangeKm            float64 `json:"range_km"`
	BurnS              float64 `json:"burn_s"`
	BurnoutAltitudeKm  float64 `json:"burnout_altitude_km"`
	BurnoutDownrangeKm float64 `json:"burnout_downrange_km"`
	BurnoutSpeedKmS    float64 `json:"burnout_speed_km_s"`
	BurnoutAngleDeg    float64 `json:"burnout_angle_deg"`
	ApogeeKm           float64 `json:"apogee_km"`
	FlightTimeS        float64 `json:"flight_time_s"`
}

type degreesAnswer struct {
	LatDeg float64 `json:"lat_deg"`
	LonDeg float64 `json:"lon_deg"`
}

type reachAnswer struct {
	ThresholdKmS  *float64      `json:"threshold_speed_km_s"` // null where no meeting is admissible
	Reason        *string       `json:"reason"`               // why, then
	Reachable     bool          `json:"reachable"`
	MarginKmS     *float64      `json:"margin_km_s"`
	Earliest      *reachMeeting `json:"earliest"`
	WindowsS      [][2]float64  `json:"windows_s"`
	LatestLaunchS *float64      `json:"latest_launch_s"`
	AtThreshold   *reachMeeting `json:"at_threshold"`
	Attacker      reachAttacker `json:"attacker"`

	Interceptor   string        `json:"interceptor"`
	SpeedKmS      float64       `json:"speed_km_s"`
	LostS         float64       `json:"lost_s"`
	MinAltitudeKm float64       `json:"min_altitude_km"`
	MaxAltitudeKm *float64      `json:"max_altitude_km"` // null for none
	MinFlightS    float64       `json:"min_flight_s"`
	CommitS       *float64      `json:"commit_s"` // null where the sensors never allow it
	LeaveAtCommit bool          `json:"leave_at_commit"`
	Shape         string        `json:"shape"` // "given coast" with coast_s
	CoastS        float64       `json:"coast_s,omitempty"`
	FireControl   string        `json:"fire_control"`
	OwnRadar      *string       `json:"own_radar"` // null where it has no say
	Earth         string        `json:"earth"`
	Assumptions   string        `json:"assumptions"`
	Site          degreesAnswer `json:"site"`
	From          degreesAnswer `json:"from"`
	To            degreesAnswer `json:"to"`
	Note          string        `json:"note"`
}

// answer works the case.
func (o *reachFlags) answer(c *reachCase) reachAnswer {
	a := o.echo(c)
	f := &c.flight
	a.Attacker = reachAttacker{c.class.Name, rounded(c.rangeM/1e3, 3), f.Boost.Time, rounded(f.Boost.Altitude/1e3, 6), rounded(f.Boost.Downrange/1e3, 6),
		rounded(f.BurnoutSpeed/1e3, 5), rounded(f.BurnoutAngle*(180/math.Pi), 4), rounded(c.apogee()/1e3, 3), rounded(f.FlightTime, 3)}
	q := &c.problem
	if c.reason == "" {
		if m := q.Threshold(); m.Admissible() {
			o.meet(c, m, &a)
			return a
		}
		c.reason = "every transfer would leave the site at or below the horizon"
	}
	a.Reason = &c.reason
	return a
}

// meet fills in what follows from the threshold.
func (o *reachFlags) meet(c *reachCase, m reach.Meeting, a *reachAnswer) {
	speed := c.kind.BurnoutSpeed
	a.ThresholdKmS, a.MarginKmS = roundedOrNull(m.Speed/1e3, 5), roundedOrNull((speed-m.Speed)/1e3, 5)
	a.AtThreshold = c.meeting(m)
	if a.Reachable = m.Speed <= speed; !a.Reachable {
		return
	}
	windows, earliest := c.problem.Windows(speed)
	latest := c.problem.LatestLaunch(speed)
	if len(windows) == 0 { // narrower than the search for windows resolves
		windows, earliest = []reach.Window{{From: m.Time, To: m.Time}}, m
	}
	if !(latest >= m.Depart-c.kind.LostTime) {
		latest = m.Depart - c.kind.LostTime
	}
	for _, w := range windows {
		a.WindowsS = append(a.WindowsS, [2]float64{rounded(w.From, 3), rounded(w.To, 3)})
	}
	a.Earliest, a.LatestLaunchS = c.meeting(earliest), roundedOrNull(latest, 3)
}

// echo repeats the question.
func (o *reachFlags) echo(c *reachCase) reachAnswer {
	place := func(p earth.Place) degreesAnswer {
		return degreesAnswer{rounded(p.LatDeg(), 6), rounded(p.LonDeg(), 6)}
	}
	k := &c.kind
	a := reachAnswer{WindowsS: [][2]float64{}, Interceptor: k.Name, SpeedKmS: rounded(k.BurnoutSpeed/1e3, 6), LostS: k.LostTime,
		MinAltitudeKm: rounded(k.MinAltitude/1e3, 6), MaxAltitudeKm: roundedOrNull(k.MaxAltitude/1e3, 6), MinFlightS: k.MinFlight,
		CommitS: roundedOrNull(c.problem.Commit, 3), LeaveAtCommit: o.leave, Shape: o.shape, CoastS: o.coast, FireControl: o.fireControl, Earth: o.earth,
		Assumptions: o.assumptions, Site: place(o.site), From: place(o.from), To: place(o.to), Note: "meetings before burnout are not modelled"}
	if o.coast > 0 {
		a.Shape = "given coast"
	}
	if o.fireControl != fireControls[0] {
		a.OwnRadar = &o.ownRadar
	}
	return a
}

func (c *reachCase) meeting(m reach.Meeting) *reachMeeting {
	r, t := c.flight.Arc.PositionTime(m.Anomaly)
	p := c.earth.Place(c.earth.Rotating(r, t))
	return &reachMeeting{rounded(m.Time, 3), rounded(c.flight.Arc.Height(c.earth, m.Anomaly)/1e3, 3), rounded(p.LatDeg(), 4), rounded(p.LonDeg(), 4),
		rounded(m.Depart-c.kind.LostTime, 3)}
}

// print writes the answer for people.
func (a *reachAnswer) print(out io.Writer) error {
	var b strings.Builder
	t := &a.Attacker
	shape := a.Shape
	if a.CoastS > 0 {
		shape = fmt.Sprintf("coast of %g s,", a.CoastS)
	}
	fmt.Fprintf(&b, "attacker     %s, %s %.0f km: burnout %g s at %.2f km/s, apogee %.0f km, impact %.0f s\n",
		orWord(t.Missile, "burnout as given"), shape, t.RangeKm, t.BurnS, t.BurnoutSpeedKmS, t.ApogeeKm, t.FlightTimeS)
	leaves := "or later"
	if a.LeaveAtCommit {
		leaves = "exactly"
	}
	commit := "never"
	if a.CommitS != nil {
		commit = fmt.Sprintf("%.1f s %s", *a.CommitS, leaves)
	}
	limits := fmt.Sprintf("meets above %g km", a.MinAltitudeKm)
	if a.MaxAltitudeKm != nil {
		limits = fmt.Sprintf("meets at %g to %g km", a.MinAltitudeKm, *a.MaxAltitudeKm)
	}
	fmt.Fprintf(&b, "interceptor  %s from %s: %.2f km/s, lost time %g s, %s, commit %s, %s\n\n",
		orWord(a.Interceptor, "speed as given"), placeText(a.Site), a.SpeedKmS, a.LostS, limits, commit, a.FireControl)
	if a.ThresholdKmS == nil {
		fmt.Fprintf(&b, "threshold speed   none\n\nNo interceptor of any speed can meet this missile: %s.\n", *a.Reason)
	} else {
		fmt.Fprintf(&b, "threshold speed   %.3f km/s\nmargin            %+.3f km/s\nmeeting there     %s\n", *a.ThresholdKmS, *a.MarginKmS, a.AtThreshold)
	}
	switch {
	case a.ThresholdKmS == nil:
	case a.Reachable:
		var windows []string
		for _, w := range a.WindowsS {
			windows = append(windows, fmt.Sprintf("%.1f-%.1f s", w[0], w[1]))
		}
		fmt.Fprintf(&b, "earliest meeting  %s\nwindows           %s\nlatest launch     %.1f s\n", a.Earliest, strings.Join(windows, ", "), *a.LatestLaunchS)
		fmt.Fprintf(&b, "\nAn interceptor of %.2f km/s can meet this missile: %.2f km/s would be enough.\n", a.SpeedKmS, *a.ThresholdKmS)
	default:
		fmt.Fprintf(&b, "\nAn interceptor of %.2f km/s cannot meet this missile: %.2f km/s would be needed.\n", a.SpeedKmS, *a.ThresholdKmS)
	}
	fmt.Fprintf(&b, "Times are from the missile's launch; meetings before burnout are not modelled.\n")
	_, err := io.WriteString(out, b.String())
	return err
}

func (m *reachMeeting) String() string {
	return fmt.Sprintf("%.1f s, %.0f km above %s, launched at %.1f s", m.TimeS, m.AltitudeKm, placeText(degreesAnswer{m.LatDeg, m.LonDeg}), m.LaunchS)
}

// placeText writes a place as 54.47 N 17.12 E.
func placeText(p degreesAnswer) string {
	ns, ew := "N", "E"
	if p.LatDeg < 0 {
		ns = "S"
	}
	if p.LonDeg < 0 {
		ew = "W"
	}
	return fmt.Sprintf("%.2f %s %.2f %s", math.Abs(p.LatDeg), ns, math.Abs(p.LonDeg), ew)
}

func orWord(word, otherwise string) string {
	if word == "" {
		return otherwise
	}
	return word
}
