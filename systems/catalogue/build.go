package catalogue

import (
	"math"
	"strings"

	"scutum/internal/hint"
	"scutum/systems/interceptor"
	"scutum/systems/missile"
	"scutum/systems/sensor"
)

const (
	metresPerKilometre = 1e3
	radiansPerDegree   = math.Pi / 180
)

// Interceptor returns the interceptor of a name under the figures.
func (c *Catalogue) Interceptor(name string, f Figures) (interceptor.Interceptor, error) {
	if err := c.want("interceptor", name); err != nil {
		return interceptor.Interceptor{}, err
	}
	get := func(figure string) float64 { return f.Get(name + "." + figure) }
	return interceptor.Interceptor{
		Name:            name,
		BurnoutSpeed:    get("burnout_speed_km_s") * metresPerKilometre,
		LostTime:        get("lost_time_s"),
		MinAltitude:     get("min_altitude_km") * metresPerKilometre,
		MaxAltitude:     get("max_altitude_km") * metresPerKilometre,
		MinFlight:       get("min_flight_s"),
		KillProbability: get("kill_probability"),
		ShotsPerTarget:  int(get("shots_per_target")),
	}, nil
}

// Radar returns the radar of a name under the figures.
func (c *Catalogue) Radar(name string, f Figures) (sensor.Radar, error) {
	if err := c.want("radar", name); err != nil {
		return sensor.Radar{}, err
	}
	system, _ := c.System(name)
	get := func(figure string) float64 { return f.Get(name + "." + figure) }
	return sensor.Radar{
		Name:         name,
		Band:         sensor.Band(system.Band),
		Range:        get("range_km") * metresPerKilometre,
		ReferenceRCS: get("reference_rcs_m2"),
		AzimuthFrom:  get("azimuth_from_deg") * radiansPerDegree,
		AzimuthTo:    get("azimuth_to_deg") * radiansPerDegree,
		ElevationMin: get("elevation_min_deg") * radiansPerDegree,
		ElevationMax: get("elevation_max_deg") * radiansPerDegree,
		NeedsCue:     get("needs_cue") != 0,

		SNR:               get("snr"),
		Swerling:          int(get("swerling_case")),
		FalseAlarm:        get("false_alarm_probability"),
		FalseDetections:   get("false_detections_per_scan"),
		Revisit:           get("revisit_s"),
		Beam:              get("beam_deg") * radiansPerDegree,
		RangeResolution:   get("range_resolution_m"),
		AngleFloor:        get("angle_floor_deg") * radiansPerDegree,
		RangeFloor:        get("range_floor_m"),
		Tracks:            int(get("tracks_at_once")),
		ConfirmDetections: int(get("confirm_detections")),
		ConfirmLooks:      int(get("confirm_looks")),
	}, nil
}

// SpaceInfrared returns the launch-warning satellites of a name under the
// figures.
func (c *Catalogue) SpaceInfrared(name string, f Figures) (sensor.SpaceInfrared, error) {
	if err := c.want("satellites", name); err != nil {
		return sensor.SpaceInfrared{}, err
	}
	get := func(figure string) float64 { return f.Get(name + "." + figure) }
	return sensor.SpaceInfrared{
		Name:              name,
		FirstReport:       get("first_report_s"),
		ReportProbability: get("report_probability"),
		PointError:        get("point_error_km") * metresPerKilometre,
		AzimuthError:      get("azimuth_error_deg") * radiansPerDegree,
	}, nil
}

// SpaceTracker returns the ring of tracking satellites of a name under the
// figures.
func (c *Catalogue) SpaceTracker(name string, f Figures) (sensor.SpaceTracker, error) {
	if err := c.want("tracker", name); err != nil {
		return sensor.SpaceTracker{}, err
	}
	get := func(figure string) float64 { return f.Get(name + "." + figure) }
	return sensor.SpaceTracker{
		Name:        name,
		Satellites:  int(get("satellites")),
		Altitude:    get("altitude_km") * metresPerKilometre,
		Inclination: get("inclination_deg") * radiansPerDegree,
		LimbHeight:  get("limb_height_km") * metresPerKilometre,
		Range:       get("range_km") * metresPerKilometre,
	}, nil
}

// Array returns a radar by its average power, for the radar equation, and
// false where its aperture or power was not published.
func (c *Catalogue) Array(name string, f Figures) (sensor.Array, bool) {
	for _, figure := range []string{"average_power_kw", "aperture_m2", "aperture_efficiency", "frequency_ghz", "dwell_ms", "noise_temperature_k", "loss_db", "snr"} {
		if _, ok := c.Figure(name + "." + figure); !ok {
			return sensor.Array{}, false
		}
	}
	get := func(figure string) float64 { return f.Get(name + "." + figure) }
	return sensor.Array{
		AveragePower: get("average_power_kw") * 1e3, Aperture: get("aperture_m2"), Efficiency: get("aperture_efficiency"),
		Frequency: get("frequency_ghz") * 1e9, Dwell: get("dwell_ms") * 1e-3,
		NoiseTemperature: get("noise_temperature_k"), Loss: get("loss_db"), SNR: get("snr"),
	}, true
}

// Class returns the missile class of a name under the figures.
func (c *Catalogue) Class(name string, f Figures) (missile.Class, error) {
	if err := c.want("missile", name); err != nil {
		return missile.Class{}, err
	}
	get := func(figure string) float64 { return f.Get(name + "." + figure) }
	return missile.Class{
		Name: name,
		Burnout: missile.Burnout{
			BurnTime:  get("burn_s"),
			Altitude:  get("burnout_altitude_km") * metresPerKilometre,
			Downrange: get("burnout_downrange_km") * metresPerKilometre,
		},
		MaxRange: get("max_range_km") * metresPerKilometre,
		RCS: map[sensor.Band]float64{
			sensor.X: f.Get("warhead.rcs_x_m2"), sensor.S: f.Get("warhead.rcs_s_m2"),
			sensor.UHF: f.Get("warhead.rcs_uhf_m2"), sensor.VHF: f.Get("warhead.rcs_vhf_m2"),
		},
	}, nil
}

// want returns an error unless there is a system of the kind and name.
func (c *Catalogue) want(kind, name string) error {
	if s, ok := c.System(name); ok && s.Kind == kind {
		return nil
	}
	names := c.Systems(kind)
	advice := hint.DidYouMean(name, names)
	if advice == "" {
		advice = "the catalogue has " + strings.Join(names, ", ")
	}
	return hint.New(advice, "unknown %s %q", kind, name)
}
