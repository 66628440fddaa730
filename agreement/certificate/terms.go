package certificate

import (
	"fmt"
	"math"

	"scutum/physics/earth"
	"scutum/physics/flight"
)

// Terms are what a proof is about: the flights that are protected, the places
// and limits of the interceptors. They are plain data and stand in the
// certificate as they are here.
type Terms struct {
	Fields          []Field `json:"fields"`
	Aims            []Named `json:"aims"`
	Sites           []Named `json:"sites"` // a radius makes a site an area
	Sea             *Sea    `json:"sea,omitempty"`
	FieldRadiusKm   float64 `json:"field_radius_km"`
	AimRadiusKm     float64 `json:"aim_radius_km"`
	Coast           Coast   `json:"coast"`
	Commit          Commit  `json:"commit"`
	LeastLostTimeS  float64 `json:"least_lost_time_s"`
	SpeedCapKmS     float64 `json:"speed_cap_km_s"`
	LeastAltitudeKm float64 `json:"least_altitude_km"`
}

// Named is a place with a name.
type Named struct {
	Name     string  `json:"name"`
	LatDeg   float64 `json:"lat_deg"`
	LonDeg   float64 `json:"lon_deg"`
	RadiusKm float64 `json:"radius_km"`
}

// Field is a launch area with its missile's burnout.
type Field struct {
	Name        string  `json:"name"`
	LatDeg      float64 `json:"lat_deg"`
	LonDeg      float64 `json:"lon_deg"`
	BurnFromS   float64 `json:"burn_from_s"`
	BurnUntilS  float64 `json:"burn_until_s"`
	BurnoutKm   float64 `json:"burnout_km"`
	DownrangeKm float64 `json:"downrange_km"`
}

// Coast says how far the time from burnout to impact may lie from that of
// minimum energy between the centres: within so many seconds, or within a ratio
// either way; where both are given, the wider counts on each side.
type Coast struct {
	WithinS   float64 `json:"within_s"`
	RatioFrom float64 `json:"ratio_from"`
	RatioTo   float64 `json:"ratio_to"`
}

// Rectangle is a part of the sphere between two parallels and two meridians,
// which does not hold the antimeridian.
type Rectangle struct {
	SouthDeg float64 `json:"south_deg"`
	NorthDeg float64 `json:"north_deg"`
	WestDeg  float64 `json:"west_deg"`
	EastDeg  float64 `json:"east_deg"`
}

// Sea says where ships may be: anywhere in the rectangle but in the excluded
// ones. Land in it counts as sea, which proves more than is asked.
type Sea struct {
	Rectangle
	Excluded []Rectangle `json:"excluded"`
}

// Commit is the earliest launch of an interceptor: s after the missile's
// launch, or s after its own burnout.
type Commit struct {
	AfterLaunchS  *float64 `json:"after_launch_s,omitempty"`
	AfterBurnoutS *float64 `json:"after_burnout_s,omitempty"`
}

// earliest returns the earliest end of the lost time, s after burnout, over all
// burn times of a field.
func (t *Terms) earliest(f *Field) float64 {
	if t.Commit.AfterLaunchS != nil {
		return *t.Commit.AfterLaunchS - f.BurnUntilS + t.LeastLostTimeS
	}
	return *t.Commit.AfterBurnoutS + t.LeastLostTimeS
}

// bounds returns the least and the greatest coast for one of minimum energy,
// outward to whole seconds.
func (c Coast) bounds(least float64) (from, until float64) {
	from, until = least-c.WithinS, least+c.WithinS
	if c.RatioFrom > 0 {
		from = min(from, least*c.RatioFrom)
	}
	if c.RatioTo > 0 {
		until = max(until, least*c.RatioTo)
	}
	return math.Floor(from), math.Ceil(until)
}

// Pairs lists the families of flights, in the order of fields and aims, as cases
// without a site.
func (t *Terms) Pairs() ([]Case, error) {
	var cases []Case
	for i := range t.Fields {
		f := &t.Fields[i]
		for _, a := range t.Aims {
			least, err := leastEnergyCoast(f, a)
			if err != nil {
				return nil, fmt.Errorf("%s to %s: %w", f.Name, a.Name, err)
			}
			from, until := t.Coast.bounds(least)
			cases = append(cases, Case{Name: f.Name + " to " + a.Name, Field: f.Name, Target: a.Name,
				Launch: Disc{f.LatDeg, f.LonDeg, t.FieldRadiusKm}, Aim: Disc{a.LatDeg, a.LonDeg, t.AimRadiusKm},
				BurnoutKm: f.BurnoutKm, DownrangeKm: f.DownrangeKm, CoastFrom: from, CoastUntil: until,
				Depart: t.earliest(f), SpeedKmS: t.SpeedCapKmS, LeastAltitudeKm: t.LeastAltitudeKm})
		}
	}
	return cases, nil
}

// Cases lists the families of flights against each site, in the order of
// fields, aims and sites.
func (t *Terms) Cases() ([]Case, error) {
	pairs, err := t.Pairs()
	var cases []Case
	for _, c := range pairs {
		name := c.Name
		for _, site := range t.Sites {
			c.Name, c.Station = name+", from "+site.Name, site.Name
			c.Site = Disc{site.LatDeg, site.LonDeg, site.RadiusKm}
			cases = append(cases, c)
		}
	}
	return cases, err
}

// leastEnergyCoast returns the coast of minimum energy between the centres, s.
func leastEnergyCoast(f *Field, a Named) (float64, error) {
	boost := flight.Boost{Time: f.BurnFromS, Altitude: f.BurnoutKm * 1e3, Downrange: f.DownrangeKm * 1e3}
	aim := flight.NewAim(earth.Sphere, boost, earth.Degrees(f.LatDeg, f.LonDeg), earth.Degrees(a.LatDeg, a.LonDeg))
	b, err := aim.Fly(flight.MinimumEnergy)
	if err != nil {
		return 0, err
	}
	return b.FlightTime - f.BurnFromS, nil
}
