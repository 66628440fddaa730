package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"scutum/engagement/reach"
	"scutum/engagement/sighting"
	"scutum/internal/hint"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
	"scutum/systems/catalogue"
	"scutum/systems/interceptor"
	"scutum/systems/missile"
	"scutum/systems/sensor"
)

// The pairs of points that reach takes: a threshold at a site on top of a
// target means nothing, and near the antipodes every direction is as good.
const (
	leastApartKm = 1.0
	mostApartKm  = 19900.0
)

// fireControls are the values of --fire-control, in the order of
// scenario.FireControl.
var fireControls = []string{"engage-on-remote", "launch-on-remote", "organic"}

// reachCase is one interceptor against one flight, in SI units.
type reachCase struct {
	earth   earth.Model
	kind    interceptor.Interceptor
	class   missile.Class
	rangeM  float64
	flight  flight.Ballistic
	site    reach.Site
	problem reach.Problem
	reason  string // why no meeting is admissible, where the sensors or limits say so
}

// ask turns the flags into the question.
func (o *reachFlags) ask(cmd *cobra.Command) (*reachCase, error) {
	cat := catalogue.Default()
	figures, err := cat.Set(o.assumptions)
	if err != nil {
		return nil, err
	}
	given := cmd.Flags().Changed
	if err := o.together(cmd); err != nil {
		return nil, err
	}
	c := &reachCase{}
	if c.earth, err = earth.ByName(o.earth); err != nil {
		return nil, err
	}
	if c.kind, err = o.kind(cat, figures, given); err != nil {
		return nil, err
	}
	if c.class, err = o.class(cat, figures, given); err != nil {
		return nil, err
	}
	if err = o.fly(c); err != nil {
		return nil, err
	}
	c.site = reach.NewSite(c.earth, o.site)
	c.problem = reach.Problem{Site: &c.site, Arc: &c.flight.Arc, LeaveAtCommit: o.leave, LostTime: c.kind.LostTime, MinFlight: c.kind.MinFlight,
		// The reference model of the literature holds the site where it stood at
		// launch, and its figures are printed so.
		SiteAtLaunch: o.leave && c.earth.Name == earth.Sphere.Name}
	return c, o.look(c, cat, figures, given)
}

// together refuses flags that are missing or contradict each other.
func (o *reachFlags) together(cmd *cobra.Command) error {
	given := cmd.Flags().Changed
	example, _, _ := strings.Cut(strings.TrimSpace(cmd.Example), "\n")
	need := func(format string, args ...any) error {
		return hint.New("for example: "+example, "reach "+format, args...)
	}
	for _, name := range []string{"site", "from", "to"} {
		if !given(name) {
			return need("needs --%s", name)
		}
	}
	if !given("speed-km-s") && !given("interceptor") {
		return need("needs --speed-km-s or --interceptor")
	}
	if !given("missile") {
		for _, name := range []string{"burn-s", "burnout-altitude-km", "burnout-downrange-km"} {
			if !given(name) {
				return need("needs --missile, or --burn-s, --burnout-altitude-km and --burnout-downrange-km")
			}
		}
	}
	commits := 0
	for _, name := range []string{"commit-s", "commit-after-burnout-s", "commit-sensor"} {
		if given(name) {
			commits++
		}
	}
	switch {
	case given("coast-s") && given("shape"):
		return hint.New("leave one out", "--coast-s and --shape exclude each other")
	case commits != 1:
		return need("needs one of --commit-s, --commit-after-burnout-s and --commit-sensor, got %d", commits)
	case given("commit-sensor") && !given("sensor-range-km"):
		return need("--commit-sensor needs --sensor-range-km")
	case !given("commit-sensor") && (given("sensor-range-km") || given("sensor-elevation-deg") || given("sensor-delay-s")):
		return need("takes --sensor-... only with --commit-sensor")
	case o.fireControl == fireControls[scenario.EngageOnRemote] && (given("own-radar") || given("own-radar-range-km")):
		return hint.New("add --fire-control launch-on-remote or organic", "with engage-on-remote the own radar has no say")
	}
	return nil
}

// kind returns the interceptor: the catalogue's, or one of a speed, changed by
// what the flags give.
func (o *reachFlags) kind(cat *catalogue.Catalogue, figures catalogue.Figures, given func(string) bool) (interceptor.Interceptor, error) {
	k := interceptor.Interceptor{LostTime: o.lost, MinAltitude: o.low * 1e3, MaxAltitude: math.Inf(1), MinFlight: o.minFlight}
	if given("interceptor") {
		var err error
		if k, err = cat.Interceptor(o.interceptor, figures); err != nil {
			return k, &hint.Error{Message: "--interceptor: " + err.Error(), Advice: hint.Of(err)}
		}
	}
	for _, f := range []struct {
		name  string
		value float64
		into  *float64
	}{
		{"speed-km-s", o.speed * 1e3, &k.BurnoutSpeed}, {"lost-s", o.lost, &k.LostTime}, {"min-flight-s", o.minFlight, &k.MinFlight},
		{"min-altitude-km", o.low * 1e3, &k.MinAltitude}, {"max-altitude-km", o.high * 1e3, &k.MaxAltitude},
	} {
		if given(f.name) {
			*f.into = f.value
		}
	}
	if k.MinAltitude >= k.MaxAltitude {
		return k, hint.New("", "--max-altitude-km: %g is not in (%g, 40000]: the lowest meeting is at %g km", k.MaxAltitude/1e3, k.MinAltitude/1e3, k.MinAltitude/1e3)
	}
	return k, nil
}

// class returns the missile: the catalogue's, changed by what the flags give.
func (o *reachFlags) class(cat *catalogue.Catalogue, figures catalogue.Figures, given func(string) bool) (missile.Class, error) {
	name := o.missile
	if name == "solid" || name == "liquid" { // as lists of places call them
		name = "icbm-" + name
	}
	if !given("missile") {
		name = cat.Systems("missile")[0] // for its cross sections, which are the same for all
	}
	c, err := cat.Class(name, figures)
	if err != nil {
		return c, &hint.Error{Message: "--missile: " + err.Error(), Advice: hint.Of(err)}
	}
	if !given("missile") {
		c.Name, c.MaxRange = "", 0
	}
	for _, f := range []struct {
		name  string
		value float64
		into  *float64
	}{
		{"burn-s", o.burn, &c.Burnout.BurnTime}, {"burnout-altitude-km", o.burnoutAltitude * 1e3, &c.Burnout.Altitude},
		{"burnout-downrange-km", o.burnoutDownrange * 1e3, &c.Burnout.Downrange},
	} {
		if given(f.name) {
			*f.into = f.value
		}
	}
	return c, nil
}

// fly checks the places and flies the missile.
func (o *reachFlags) fly(c *reachCase) error {
	c.rangeM, _, _ = c.earth.Distance(o.from, o.to)
	least := math.Max(leastApartKm, c.class.Burnout.Downrange/1e3)
	if km := c.rangeM / 1e3; !(km > least && km <= mostApartKm) {
		return hint.New("the target lies beyond burnout and short of the antipodes", "--from and --to are %.1f km apart, which is not in (%g, %g]", km, least, mostApartKm)
	}
	for _, end := range []struct {
		name  string
		place earth.Place
	}{{"from", o.from}, {"to", o.to}} {
		if m, _, _ := c.earth.Distance(o.site, end.place); m < leastApartKm*1e3 {
			return hint.New("a threshold there means nothing", "--site is %.1f km from --%s, which is not in [%g, 20000]", m/1e3, end.name, leastApartKm)
		}
	}
	b := c.class.Burnout
	aim := flight.NewAim(c.earth, flight.Boost{Time: b.BurnTime, Altitude: b.Altitude, Downrange: b.Downrange}, o.from, o.to)
	return o.shaped(c, &aim)
}

// shaped flies the flight of the shape, or of the time of coast, that is asked
// for.
func (o *reachFlags) shaped(c *reachCase, aim *flight.Aim) error {
	if o.coast > 0 {
		var err error
		if c.flight, err = aim.After(o.coast, flight.MinimumEnergy); err != nil || c.underground() {
			return hint.New("the answer to --shape minimum-energy says when that flight falls", "no flight of %.0f km is %g s from burnout to impact", c.rangeM/1e3, o.coast)
		}
		return nil
	}
	shape, err := flight.ShapeByName(o.shape)
	if err != nil {
		return err
	}
	if c.flight, err = aim.Fly(shape); err != nil || c.underground() {
		return hint.New("try another --shape, or places farther from the antipodes", "no %s flight of %.0f km joins --from and --to", shape, c.rangeM/1e3)
	}
	return nil
}

// underground says whether the coast dips below the surface on its way, as
// depressed flights of nearly half the Earth's girth would.
func (c *reachCase) underground() bool {
	a := &c.flight.Arc
	const steps = 200
	for i := range steps {
		if a.Height(c.earth, a.From+float64((a.To-a.From)*float64(i)/steps)) < -50 {
			return true
		}
	}
	return false
}

// look fills in when the interceptor may leave and where it may meet, and the
// reason where it may not.
func (o *reachFlags) look(c *reachCase, cat *catalogue.Catalogue, figures catalogue.Figures, given func(string) bool) error {
	view, own, commitRadar, err := o.view(c, cat, figures, given)
	if err != nil {
		return err
	}
	q := &c.problem
	view.Look(&c.flight.Arc)
	switch {
	case given("commit-sensor"):
		q.Commit = view.FirstTrack(commitRadar) + o.sensorDelay
	case given("commit-s"):
		q.Commit = o.commit
	default:
		q.Commit = math.Max(0, c.flight.Boost.Time+o.afterBurnout)
	}
	if o.fireControl == fireControls[scenario.Organic] {
		q.Commit = math.Max(q.Commit, view.FirstTrack(own)+figures.Get("delay.track_to_commit_s"))
	}
	alt := c.flight.Arc.Altitudes(c.earth, nil, c.kind.MinAltitude, c.kind.MaxAltitude)
	if q.Spans = alt; own >= 0 {
		q.Spans = orbit.Intersect(nil, alt, view.Meetings(0))
	}
	switch {
	case len(alt) == 0:
		c.reason = fmt.Sprintf("the flight never rises above the minimum altitude of %g km: its highest point after burnout is %.0f km", c.kind.MinAltitude/1e3, c.apogee()/1e3)
	case own >= 0 && len(view.Meetings(0)) == 0:
		c.reason = "own radar never holds the missile after burnout"
	case math.IsInf(q.Commit, 1):
		c.reason = "the commit sensor never sees the missile after burnout"
	case len(q.Spans) == 0:
		c.reason = "own radar holds the missile only outside the altitude limits"
	default:
		c.reason = o.noTime(c)
	}
	return nil
}

// noTime says that commit, lost time and least flight end after the last
// admissible meeting; "" where they do not.
func (o *reachFlags) noTime(c *reachCase) string {
	q := &c.problem
	last := c.flight.Arc.Time(q.Spans[len(q.Spans)-1].To)
	if q.Commit+q.LostTime+q.MinFlight < last {
		return ""
	}
	spent := fmt.Sprintf("commit at %.1f s and the lost time of %g s", q.Commit, q.LostTime)
	if q.MinFlight > 0 {
		spent = fmt.Sprintf("commit at %.1f s, the lost time of %g s and the least flight of %g s", q.Commit, q.LostTime, q.MinFlight)
	}
	return fmt.Sprintf("no time is left: %s end after the last admissible meeting at %.1f s", spent, last)
}

// view readies the sensors: own is the index of the site's radar, or -1, and
// commitRadar that of the commit sensor, or -1.
func (o *reachFlags) view(c *reachCase, cat *catalogue.Catalogue, figures catalogue.Figures, given func(string) bool) (v *sighting.View, own, commitRadar int, err error) {
	own, commitRadar = -1, -1
	s := &scenario.Shield{
		FireControl: scenario.FireControl(indexOf(fireControls, o.fireControl)),
		Infrared:    &sensor.SpaceInfrared{FirstReport: figures.Get("space-infrared.first_report_s")},
		Delays:      scenario.Delays{Cue: figures.Get("delay.cue_s")},
	}
	if s.FireControl != scenario.EngageOnRemote {
		radar, err := cat.Radar(o.ownRadar, figures)
		if err != nil {
			return nil, 0, 0, &hint.Error{Message: "--own-radar: " + err.Error(), Advice: hint.Of(err)}
		}
		if given("own-radar-range-km") {
			radar.Range, radar.ReferenceRCS = o.ownRange*1e3, 0 // against this warhead
		}
		own = len(s.Radars)
		s.Radars = append(s.Radars, scenario.RadarSite{Name: o.ownRadar, Place: o.site, Radar: radar})
	}
	if given("commit-sensor") {
		commitRadar = len(s.Radars)
		s.Radars = append(s.Radars, scenario.RadarSite{Name: "commit sensor", Place: o.sensor,
			Radar: sensor.Radar{Range: o.sensorRange * 1e3, ElevationMin: o.sensorElevation * (math.Pi / 180)}})
	}
	s.Sites = []scenario.Site{{Place: o.site, OwnRadar: own}}
	return sighting.NewView(c.earth, s, c.class.RCS), own, commitRadar, nil
}

func indexOf(words []string, word string) int {
	for i, w := range words {
		if w == word {
			return i
		}
	}
	panic("a choice that is not among the choices: " + word)
}

// apogee returns the flight's greatest height after burnout, m.
func (c *reachCase) apogee() float64 {
	a := &c.flight.Arc
	return a.Height(c.earth, math.Max(a.From, math.Min(a.To, 0)))
}
