// Package rehearsal makes up a study's result for trying out pages and
// pictures: smooth invented margins on real grids, with every kind of value
// that a real result has, missing ones included. None of its figures means
// anything.
package rehearsal

import (
	"math"

	"scutum/internal/frozen"

	"scutum/assessment/footprint"
	"scutum/assessment/scorecard"
	"scutum/physics/earth"
	"scutum/scenario"
	"scutum/systems/interceptor"
	"scutum/systems/missile"
	"scutum/systems/sensor"
)

// Result makes up a study of six shields. Maps have cells of spacingKm.
func Result(spacingKm float64) *scorecard.Result {
	r := &scorecard.Result{
		Name: "rehearsal", Title: "A rehearsal with invented figures", Date: "2011-12-01", Seed: "1",
		MapsSet: "published", Setting: setting(),
		Unconfirmed: []string{"interceptors.sm-3-iia.burnout_speed_km_s", "interceptors.sm-3-iia.lost_time_s", "sensors.spy-1d.range_km", "missiles.solid-icbm.burn_time_s"},
	}
	grid, coarse := Grid(spacingKm, 34, 72, -25, 60), Grid(2*spacingKm, 34, 72, -25, 60)
	for s, shield := range r.Setting.Shields {
		for _, threat := range r.Setting.Threats {
			if threat.Intercontinental {
				r.Cities = append(r.Cities, cities(s, shield, threat)...)
			} else {
				r.Maps = append(r.Maps, defended(s, shield, threat, grid, coarse))
			}
		}
	}
	r.Sets = sets(r)
	deterrent(r)
	exclusions(r)
	remarks(r)
	return r
}

// Grid makes a grid.
func Grid(spacingKm, south, north, west, east float64) *footprint.Grid {
	return footprint.NewGrid(scenario.Domain{SouthDeg: south, NorthDeg: north, WestDeg: west, EastDeg: east}, spacingKm)
}

type station struct {
	name     string
	lat, lon float64
	ship     bool
}

var stations = map[string]station{
	"Redzikowo": {"Redzikowo", 54.4728, 17.1231, false}, "Deveselu": {"Deveselu", 44.0667, 24.3833, false},
	"East Mediterranean": {"East Mediterranean", 34.5, 29, true}, "Ionian Sea": {"Ionian Sea", 37, 19, true},
	"North Sea": {"North Sea", 55.5, 4, true}, "Baltic Sea": {"Baltic Sea", 55.5, 18.5, true}, "Norwegian Sea": {"Norwegian Sea", 68, 5, true},
}

var kinds = map[string]interceptor.Interceptor{
	"IA":  {Name: "SM-3 IA", BurnoutSpeed: 3000, LostTime: 20, MinAltitude: 100e3, MaxAltitude: 500e3, KillProbability: 0.8, ShotsPerTarget: 2},
	"IB":  {Name: "SM-3 IB", BurnoutSpeed: 3000, LostTime: 20, MinAltitude: 100e3, MaxAltitude: 500e3, KillProbability: 0.8, ShotsPerTarget: 2},
	"IIA": {Name: "SM-3 IIA", BurnoutSpeed: 4500, LostTime: 25, MinAltitude: 100e3, MaxAltitude: 1000e3, KillProbability: 0.8, ShotsPerTarget: 2},
	"IIB": {Name: "SM-3 IIB", BurnoutSpeed: 5500, LostTime: 25, MinAltitude: 100e3, MaxAltitude: math.Inf(1), KillProbability: 0.8, ShotsPerTarget: 2},
	"GBI": {Name: "two-stage GBI", BurnoutSpeed: 6300, LostTime: 70, MinAltitude: 100e3, MaxAltitude: math.Inf(1), MinFlight: 200, KillProbability: 0.55, ShotsPerTarget: 4},
}

func site(name string, batteries ...any) scenario.Site {
	s := stations[name]
	out := scenario.Site{Name: s.name, Place: earth.Degrees(s.lat, s.lon), Ship: s.ship, OwnRadar: -1}
	for i := 0; i < len(batteries); i += 2 {
		out.Batteries = append(out.Batteries, scenario.Battery{Interceptor: kinds[batteries[i].(string)], Number: batteries[i+1].(int)})
	}
	return out
}

func setting() *scenario.Setting {
	tpy2 := scenario.RadarSite{Name: "Kurecik AN/TPY-2", Place: earth.Degrees(38.3494, 37.7936), Radar: sensor.Radar{Name: "AN/TPY-2", Band: sensor.X, Range: 850e3, ReferenceRCS: 0.01, AzimuthFrom: 40 * math.Pi / 180, AzimuthTo: 160 * math.Pi / 180, ElevationMax: math.Pi / 2}}
	spy := func(at string) scenario.RadarSite {
		return scenario.RadarSite{Name: at + " SPY-1D", Place: earth.Degrees(stations[at].lat, stations[at].lon), Radar: sensor.Radar{Name: "SPY-1D", Band: sensor.S, Range: 450e3, ReferenceRCS: 0.03, ElevationMax: math.Pi / 2}}
	}
	brdy := scenario.RadarSite{Name: "Brdy EMR", Place: earth.Degrees(49.6352, 13.7479), Radar: sensor.Radar{Name: "EMR", Band: sensor.X, Range: 2000e3, ReferenceRCS: 0.01, NeedsCue: true, ElevationMax: math.Pi / 2}}
	infrared := &sensor.SpaceInfrared{Name: "space infrared", FirstReport: 45}
	delays := scenario.Delays{Cue: 15, TrackToCommit: 30, Communication: 10, KillAssess: 20}
	shield := func(name, title string, fc scenario.FireControl, radars []scenario.RadarSite, sites ...scenario.Site) scenario.Shield {
		return scenario.Shield{Name: name, Title: title, Sites: sites, Radars: radars, Infrared: infrared, FireControl: fc, Delays: delays}
	}
	near := []scenario.RadarSite{tpy2, spy("East Mediterranean"), spy("Deveselu")}
	east, ionian := site("East Mediterranean", "IIA", 24), site("Ionian Sea", "IIA", 24)
	deveselu := site("Deveselu", "IB", 12, "IIA", 12)
	ships := []scenario.Site{site("Redzikowo", "IIA", 24), deveselu, east, ionian, site("North Sea", "IIA", 24), site("Baltic Sea", "IIA", 24), site("Norwegian Sea", "IIA", 24)}
	return &scenario.Setting{
		Earth: earth.WGS84,
		Map:   scenario.Domain{Name: "europe"},
		Shields: []scenario.Shield{
			shield("plan-2007", "The plan of 2007 (Third Site)", scenario.EngageOnRemote, []scenario.RadarSite{brdy}, site("Redzikowo", "GBI", 10)),
			shield("epaa-1", "EPAA phase 1", scenario.LaunchOnRemote, near[:2], site("East Mediterranean", "IA", 24)),
			shield("epaa-2", "EPAA phase 2", scenario.LaunchOnRemote, near, site("Deveselu", "IB", 24), site("East Mediterranean", "IB", 24), site("Ionian Sea", "IB", 24)),
			shield("epaa-3", "EPAA phase 3", scenario.EngageOnRemote, append(near, spy("Redzikowo")), site("Redzikowo", "IIA", 24), deveselu, east, ionian),
			shield("epaa-4", "EPAA phase 4 (cancelled 2013)", scenario.EngageOnRemote, append(near, spy("Redzikowo")), site("Redzikowo", "IIB", 24), deveselu, east, ionian),
			shield("epaa-3-ships", "EPAA phase 3 with ships in northern waters", scenario.EngageOnRemote, append(near, spy("Redzikowo"), spy("Norwegian Sea")), ships...),
		},
		Threats: threats(),
		Force:   force(),
	}
}

func threats() []scenario.Threat {
	areas := []scenario.Area{
		{Name: "Tabriz", Place: earth.Degrees(38.08, 46.29)}, {Name: "Kermanshah", Place: earth.Degrees(34.31, 47.07)}, {Name: "Isfahan", Place: earth.Degrees(32.65, 51.67)},
		{Name: "Semnan", Place: earth.Degrees(35.58, 53.39)}, {Name: "Shahrud", Place: earth.Degrees(36.42, 54.98)},
	}
	return []scenario.Threat{
		{Name: "mrbm", Class: missile.Class{Name: "medium-range", Burnout: missile.Burnout{BurnTime: 130, Altitude: 100e3, Downrange: 150e3}, MaxRange: 2000e3}, Areas: areas},
		{Name: "irbm", Class: missile.Class{Name: "intermediate-range", Burnout: missile.Burnout{BurnTime: 180, Altitude: 180e3, Downrange: 300e3}, MaxRange: 4500e3}, Areas: areas},
		{Name: "icbm", Class: missile.Class{Name: "intercontinental", Burnout: missile.Burnout{BurnTime: 240, Altitude: 250e3, Downrange: 500e3}}, Areas: areas, Intercontinental: true},
	}
}

func force() scenario.Force {
	f := scenario.Force{Name: "protected force"}
	fields := []struct {
		name     string
		lat, lon float64
		missile  string
	}{
		{"Kozelsk", 54.033, 35.767, "liquid"}, {"Kozelsk", 54.033, 35.767, "solid"}, {"Tatishchevo", 51.667, 45.567, "liquid"}, {"Tatishchevo", 51.667, 45.567, "solid"},
		{"Dombarovsky", 50.75, 59.5, "liquid"}, {"Uzhur", 55.333, 89.8, "liquid"}, {"Teykovo", 56.85, 40.533, "solid"}, {"Yoshkar-Ola", 56.633, 47.85, "solid"},
		{"Nizhny Tagil", 58.067, 60.55, "solid"}, {"Novosibirsk", 55.333, 83, "solid"}, {"Irkutsk", 52.317, 104.233, "solid"}, {"Barnaul", 53.5777, 83.7577, "solid"},
		{"Vypolzovo", 57.8767, 33.6986, "solid"}, {"Barents Sea", 73, 35, "solid"}, {"Sea of Okhotsk", 55, 150, "solid"},
	}
	for _, from := range fields {
		for _, to := range targets {
			f.Trajectories = append(f.Trajectories, scenario.Trajectory{
				Field: from.name, Target: to.name, Missile: from.missile, From: earth.Degrees(from.lat, from.lon), To: earth.Degrees(to.lat, to.lon),
				Sea: from.name == "Barents Sea" || from.name == "Sea of Okhotsk",
			})
		}
	}
	return f
}

var targets = []station{
	{"Washington", 38.8951, -77.0364, false}, {"New York", 40.7143, -74.006, false}, {"Boston", 42.3584, -71.0598, false}, {"Miami", 25.7743, -80.1937, false},
	{"Chicago", 41.85, -87.6501, false}, {"Houston", 29.7633, -95.3633, false}, {"Los Angeles", 34.0522, -118.2437, false}, {"Seattle", 47.6062, -122.3321, false}, {"Minot", 48.2325, -101.2963, false},
}

// km is the great-circle distance.
func km(lat0, lon0, lat1, lon1 float64) float64 {
	a := earth.Up(earth.Degrees(lat0, lon0))
	b := earth.Up(earth.Degrees(lat1, lon1))
	return 6371 * frozen.Acos(math.Max(-1, math.Min(1, a.Dot(b))))
}
