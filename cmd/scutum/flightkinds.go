package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"scutum/internal/hint"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/systems/catalogue"
	"scutum/systems/missile"
)

// Words for gravity in answers.
const (
	twoBody = "two-body"
	withJ2  = "J2"
)

// aimed returns the two-body flight that the flags ask for.
func (f *flightFlags) aimed(aim *flight.Aim) (b flight.Ballistic, shape string, err error) {
	if !f.given("apogee-km") {
		s, err := flight.ShapeByName(f.shape)
		if err != nil {
			return b, "", err
		}
		b, err = aim.Fly(s)
		if err != nil {
			err = hint.New("points exactly opposite each other have no one plane of flight; flights of other shapes may exist", "no ballistic flight in the shape %s joins these points", s)
		}
		return b, f.shape, err
	}
	b, err = aim.ToApogee(1000 * f.apogeeKm)
	if err != nil {
		return b, "", hint.New("the apogee must lie above the burnout and below what the Earth's rotation lets return to the aim point", "no ballistic flight between these points has an apogee of %g km", f.apogeeKm)
	}
	return b, b.Shape.String(), nil
}

// destination is the aim point.
func (f *flightFlags) destination() earth.Place {
	if f.given("to") {
		return f.to
	}
	return f.model.Destination(f.from, f.azimuth, f.reach)
}

// flyImpulsive flies a burnout on the ground.
func (f *flightFlags) flyImpulsive() (*flightAnswer, error) {
	if f.maxRange {
		return nil, hint.New("name a missile, or a range", "an impulsive flight has no farthest range")
	}
	aim := flight.NewFarAim(f.model, flight.Boost{}, f.from, f.destination())
	b, shape, err := f.aimed(&aim)
	if err != nil {
		return nil, err
	}
	if f.model.J2 == 0 {
		return f.answer("impulsive", "impulsive", shape, twoBody, b.Summary()), nil
	}
	s, err := b.Shoot(f.given("apogee-km"), new(flight.Workspace))
	if err != nil {
		return nil, hint.New("try another shape, or --earth sphere", "%v", err)
	}
	return f.answer("impulsive", "impulsive", shape, withJ2, s), nil
}

// flyMissile finds out what --missile names.
func (f *flightFlags) flyMissile() (*flightAnswer, error) {
	if m, ok := missile.StagedByName(f.missile); ok {
		return f.flyStaged(m)
	}
	c := catalogue.Default()
	if s, ok := c.System(f.missile); ok && s.Kind == "missile" {
		return f.flyClass(c)
	}
	extension := strings.ToLower(filepath.Ext(f.missile))
	if _, err := os.Stat(f.missile); err == nil || extension == ".yaml" || extension == ".yml" || strings.ContainsRune(f.missile, os.PathSeparator) {
		m, err := missile.ReadStaged(f.missile)
		if err != nil {
			return nil, err
		}
		return f.flyStaged(m)
	}
	names := append(missile.StagedNames(), c.Systems("missile")...)
	advice := hint.DidYouMean(f.missile, names)
	if advice == "" {
		advice = "there are " + strings.Join(names, ", ") + ", and missile files (*.yaml)"
	}
	return nil, hint.New(advice, "unknown missile %s", quoted(f.missile))
}

// flyClass flies a class of the catalogue by the burnout model.
func (f *flightFlags) flyClass(c *catalogue.Catalogue) (*flightAnswer, error) {
	class, err := c.Class(f.missile, c.Published())
	if err != nil {
		return nil, err
	}
	if f.maxRange {
		f.reach = class.MaxRange
	}
	if f.reach == 0 {
		return nil, hint.New("only a staged missile has guidance to fly by", "a class of the catalogue needs --to, --range-km or --max-range")
	}
	boost := flight.Boost{Time: class.Burnout.BurnTime, Altitude: class.Burnout.Altitude, Downrange: class.Burnout.Downrange}
	if f.reach <= boost.Downrange {
		return nil, hint.New("", "%.0f km is too near for %s, which burns out %.0f km downrange", f.reach/1000, class.Name, boost.Downrange/1000)
	}
	aim := flight.NewFarAim(f.model, boost, f.from, f.destination())
	b, shape, err := f.aimed(&aim)
	if err != nil {
		return nil, err
	}
	if err := f.withinReach(&class, boost, b.BurnoutSpeed); err != nil {
		return nil, err
	}
	a := f.answer(class.Name, "burnout", shape, twoBody, b.Summary())
	if f.model.J2 != 0 {
		if moved, err := b.MovedByJ2(new(flight.Workspace)); err == nil {
			km := rounded(moved/1000, 3)
			a.J2MovesImpactKm = &km
		}
	}
	return a, nil
}

// withinReach refuses a flight that is faster at burnout than the class's
// farthest one that way (definitions, "Flight").
func (f *flightFlags) withinReach(class *missile.Class, boost flight.Boost, speed float64) error {
	if class.MaxRange == 0 {
		return nil
	}
	far := flight.NewFarAim(f.model, boost, f.from, f.model.Destination(f.from, f.azimuth, class.MaxRange))
	limit, ok := far.LeastSpeed()
	if !ok || speed <= limit*(1+1e-6) {
		return nil
	}
	return hint.New(fmt.Sprintf("at most %.0f km that way, by minimum energy", class.MaxRange/1000),
		"out of range: this flight needs %.3f km/s at burnout, and %s has %.3f", speed/1000, class.Name, limit/1000)
}

// flyStaged flies a staged missile.
func (f *flightFlags) flyStaged(m missile.Staged) (*flightAnswer, error) {
	if f.given("apogee-km") {
		return nil, hint.New("--shape lofted or depressed chooses between its two flights", "a staged missile burns all it has: its apogee follows from its range")
	}
	s, err := flight.NewStaged(m.Vehicle, f.model)
	if err != nil {
		return nil, err
	}
	g, shape, err := f.guide(s, m)
	if err != nil {
		return nil, f.explainStaged(err)
	}
	const degrees = 180 / math.Pi
	gravity := withJ2
	if f.model.J2 == 0 {
		gravity = twoBody
	}
	a := f.answer(m.Vehicle.Name, "staged", shape, gravity, s.Summary(f.from, &g.Flown))
	turned := math.Mod(float64(g.Launch.Azimuth*degrees)+360, 360)
	azimuth, kick := rounded(turned, 5), rounded(g.Launch.Kick*degrees, 6)
	a.LaunchAzimuthDeg, a.KickDeg = &azimuth, &kick
	return a, nil
}

// guide finds the kick, and to a point also the azimuth.
func (f *flightFlags) guide(s *flight.Staged, m missile.Staged) (g flight.Guided, shape string, err error) {
	w := new(flight.Workspace)
	flat := f.shape == flight.Depressed.String()
	shape = flight.Lofted.String()
	if flat {
		shape = flight.Depressed.String()
	}
	switch {
	case f.given("to"):
		g, err = s.To(f.from, f.to, flat, w)
	case f.given("range-km"):
		g, err = s.ToRange(f.from, f.azimuth, f.reach, flat, w)
	case f.maxRange:
		shape = "maximum-range"
		g, err = s.MaxRange(f.from, f.azimuth, w)
	case !m.HasKick:
		return g, "", hint.New("give guidance.kick_deg in the file, or --range-km or --max-range", "%s has no kick of its own", m.Vehicle.Name)
	default:
		shape = "as-guided"
		g.Launch = flight.Launch{From: f.from, Azimuth: f.azimuth, Kick: m.Vehicle.Guidance.Kick, Accuracy: 0.01}
		g.Flown, err = s.Fly(g.Launch, w)
	}
	return g, shape, err
}

func (f *flightFlags) explainStaged(err error) error {
	var out *flight.OutOfRange
	switch {
	case errors.As(err, &out):
		what := ""
		if out.Flat {
			what = " in the shape depressed"
		}
		return hint.New(out.Error(), "a range of %.0f km is out of reach of %s%s", f.reach/1000, out.Name, what)
	case errors.Is(err, flight.ErrNoLiftOff):
		return hint.New("check start_mass_kg, propellant_kg, burn_s and isp_s of the first stage, and the nozzle's area", "%v", err)
	case errors.Is(err, flight.ErrNoReturn):
		return hint.New("a missile that can orbit has no greatest range", "%v", err)
	}
	return err
}
