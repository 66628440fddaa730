package catalogue

import (
	"fmt"
	"sort"
	"strings"
)

// quantity is what every figure of one name has in common.
type quantity struct {
	unit        string
	least, most float64 // what an override may be: beyond it a figure makes no sense
	usedBy      string
	whole       bool
	liftable    bool
	needed      bool // every system of the kind must have it
	statistics  bool // of what a sensor reports: a battle alone asks it
}

// The results that figures feed.
const (
	kinematics = "footprint shots deterrence raid"
	sighting   = "footprint shots deterrence timeline"
	nothing    = "" // shown, not used
	beam       = "radar-equation"
	reports    = "raid cooperation"
)

// quantities are the names that the figures of each kind of system may have.
var quantities = map[string]map[string]quantity{
	"interceptor": {
		"burnout_speed_km_s":  {unit: "km/s", least: 0.5, most: 15, usedBy: kinematics, needed: true},
		"lost_time_s":         {unit: "s", least: 0, most: 300, usedBy: kinematics, needed: true},
		"min_altitude_km":     {unit: "km", least: 0, most: 1000, usedBy: kinematics, needed: true},
		"max_altitude_km":     {unit: "km", least: 5, most: 40000, usedBy: kinematics, needed: true, liftable: true},
		"min_flight_s":        {unit: "s", least: 0, most: 1000, usedBy: kinematics, needed: true},
		"kill_probability":    {unit: "1", least: 0, most: 1, usedBy: "raid", needed: true},
		"shots_per_target":    {unit: "1", least: 1, most: 10, usedBy: "raid", needed: true, whole: true},
		"published_range_km":  {unit: "km", least: 1, most: 40000, usedBy: nothing},
		"published_apogee_km": {unit: "km", least: 1, most: 40000, usedBy: nothing},
		"boost_s":             {unit: "s", least: 1, most: 600, usedBy: nothing},
	},
	"radar": {
		"range_km":          {unit: "km", least: 1, most: 10000, usedBy: sighting, needed: true},
		"reference_rcs_m2":  {unit: "m2", least: 1e-6, most: 1000, usedBy: sighting, needed: true},
		"azimuth_from_deg":  {unit: "deg", least: 0, most: 360, usedBy: sighting, needed: true},
		"azimuth_to_deg":    {unit: "deg", least: 0, most: 360, usedBy: sighting, needed: true},
		"elevation_min_deg": {unit: "deg", least: -5, most: 89, usedBy: sighting, needed: true},
		"elevation_max_deg": {unit: "deg", least: 1, most: 90, usedBy: sighting, needed: true},
		"needs_cue":         {unit: "1", least: 0, most: 1, usedBy: sighting, needed: true, whole: true},

		"snr":                       {unit: "1", least: 0.1, most: 1e6, usedBy: beam + " " + reports, needed: true, statistics: true},
		"swerling_case":             {unit: "1", least: 1, most: 4, usedBy: reports, needed: true, whole: true, statistics: true},
		"false_alarm_probability":   {unit: "1", least: 1e-12, most: 1e-2, usedBy: reports, needed: true, statistics: true},
		"false_detections_per_scan": {unit: "1", least: 0, most: 1000, usedBy: reports, needed: true, statistics: true},
		"revisit_s":                 {unit: "s", least: 0.1, most: 3600, usedBy: reports, needed: true, statistics: true},
		"beam_deg":                  {unit: "deg", least: 1e-3, most: 180, usedBy: reports, needed: true, statistics: true},
		"range_resolution_m":        {unit: "m", least: 0.01, most: 1e5, usedBy: reports, needed: true, statistics: true},
		"angle_floor_deg":           {unit: "deg", least: 0, most: 10, usedBy: reports, needed: true, statistics: true},
		"range_floor_m":             {unit: "m", least: 0, most: 1e5, usedBy: reports, needed: true, statistics: true},
		"tracks_at_once":            {unit: "1", least: 1, most: 1e6, usedBy: reports, needed: true, whole: true, statistics: true},
		"confirm_detections":        {unit: "1", least: 1, most: 20, usedBy: reports, needed: true, whole: true, statistics: true},
		"confirm_looks":             {unit: "1", least: 1, most: 50, usedBy: reports, needed: true, whole: true, statistics: true},

		"average_power_kw":    {unit: "kW", least: 1e-3, most: 1e5, usedBy: beam},
		"peak_power_kw":       {unit: "kW", least: 1e-3, most: 1e6, usedBy: beam},
		"aperture_m2":         {unit: "m2", least: 1e-2, most: 1e5, usedBy: beam},
		"frequency_ghz":       {unit: "GHz", least: 0.03, most: 100, usedBy: beam},
		"aperture_efficiency": {unit: "1", least: 0.01, most: 1, usedBy: beam},
		"dwell_ms":            {unit: "ms", least: 1e-3, most: 1e5, usedBy: beam},
		"noise_temperature_k": {unit: "K", least: 1, most: 1e5, usedBy: beam},
		"loss_db":             {unit: "dB", least: 0, most: 60, usedBy: beam},
		"duty":                {unit: "1", least: 1e-6, most: 1, usedBy: nothing},
	},
	"missile": {
		"burn_s":               {unit: "s", least: 20, most: 600, usedBy: "footprint shots", needed: true},
		"burnout_altitude_km":  {unit: "km", least: 20, most: 600, usedBy: "footprint shots", needed: true},
		"burnout_downrange_km": {unit: "km", least: 1, most: 2000, usedBy: "footprint shots", needed: true},
		"max_range_km":         {unit: "km", least: 100, most: 15000, usedBy: "footprint shots", needed: true},
	},
	"target": {
		"rcs_x_m2":   {unit: "m2", least: 1e-6, most: 1000, usedBy: sighting, needed: true},
		"rcs_s_m2":   {unit: "m2", least: 1e-6, most: 1000, usedBy: sighting, needed: true},
		"rcs_uhf_m2": {unit: "m2", least: 1e-6, most: 1000, usedBy: sighting, needed: true},
		"rcs_vhf_m2": {unit: "m2", least: 1e-6, most: 1000, usedBy: sighting, needed: true},
	},
	"satellites": {
		"first_report_s":     {unit: "s", least: 0, most: 600, usedBy: sighting, needed: true},
		"report_probability": {unit: "1", least: 0, most: 1, usedBy: reports, needed: true, statistics: true},
		"point_error_km":     {unit: "km", least: 0.01, most: 1000, usedBy: reports, needed: true, statistics: true},
		"azimuth_error_deg":  {unit: "deg", least: 0.01, most: 180, usedBy: reports, needed: true, statistics: true},
	},
	"tracker": {
		"satellites":      {unit: "1", least: 1, most: 1000, usedBy: sighting, needed: true, whole: true},
		"altitude_km":     {unit: "km", least: 400, most: 40000, usedBy: sighting, needed: true},
		"inclination_deg": {unit: "deg", least: 0, most: 90, usedBy: sighting, needed: true},
		"limb_height_km":  {unit: "km", least: 0, most: 300, usedBy: sighting, needed: true},
		"range_km":        {unit: "km", least: 100, most: 60000, usedBy: sighting, needed: true},
	},
	"procedure": {
		"cue_s":             {unit: "s", least: 0, most: 3600, usedBy: sighting},
		"track_to_commit_s": {unit: "s", least: 0, most: 3600, usedBy: sighting},
		"communication_s":   {unit: "s", least: 0, most: 3600, usedBy: sighting},
		"kill_assessment_s": {unit: "s", least: 0, most: 3600, usedBy: "shots raid"},
		"after_burnout_s":   {unit: "s", least: -300, most: 3600, usedBy: "deterrence"},
		"delay_s":           {unit: "s", least: 0, most: 3600, usedBy: "cooperation"},
		"spread_s":          {unit: "s", least: 0, most: 3600, usedBy: "raid"},
		"missed_kill":       {unit: "1", least: 0, most: 1, usedBy: "raid"},
		"false_kill":        {unit: "1", least: 0, most: 1, usedBy: "raid"},
		"minimum_hit_share": {unit: "1", least: 0, most: 1, usedBy: "raid"},
		"tick_s":            {unit: "s", least: 0.01, most: 60, usedBy: "raid"},
		"handover_km":       {unit: "km", least: 0.01, most: 1000, usedBy: "raid"},
	},
}

// Names returns the names that figures of a kind of system may have, those
// that every system has first, each part sorted.
func Names(kind string) (needed, others []string) {
	for name, q := range quantities[kind] {
		if q.needed {
			needed = append(needed, name)
		} else {
			others = append(others, name)
		}
	}
	sort.Strings(needed)
	sort.Strings(others)
	return needed, others
}

// Statistics reports whether a figure of a kind and name tells what a sensor
// reports, which a battle alone asks: without a raid no result rests on it.
func Statistics(kind, name string) bool { return quantities[kind][name].statistics }

// Limits returns what a figure of a kind and name may be.
func Limits(kind, name string) (least, most float64, liftable bool) {
	q, ok := quantities[kind][name]
	if !ok {
		panic(fmt.Sprintf("catalogue: no %s has a figure %q", kind, name))
	}
	return q.least, q.most, q.liftable
}

// results returns what a figure feeds. The burnouts of the protected force are
// no threat and feed deterrence only; its range limits nothing.
func (q quantity) results(system, name string) []string {
	switch {
	case strings.HasPrefix(system, "icbm-") && name == "max_range_km":
		return nil
	case strings.HasPrefix(system, "icbm-"):
		return []string{"deterrence", "exclusion"}
	}
	return strings.Fields(q.usedBy)
}
