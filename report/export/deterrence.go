package export

import (
	"encoding/csv"
	"io"

	"scutum/assessment/deterrence"
)

// PairsCSV writes protected trajectories against sites, one pair a line.
func PairsCSV(w io.Writer, pairs []deterrence.Pair) error {
	out := csv.NewWriter(w)
	records := [][]string{{"shield", "site", "interceptor", "field", "target", "missile", "commit", "commit_s", "speed_km_s", "threshold_km_s", "margin_km_s",
		"meeting_s", "meeting_altitude_km", "meeting_lat_deg", "meeting_lon_deg", "reason"}}
	for _, p := range pairs {
		records = append(records, []string{p.Shield, p.Site, p.Interceptor, p.Field, p.Target, p.Missile, p.Commit, fixed(p.CommitS, 1),
			fixed(p.SpeedKmS, marginDecimals), fixed(p.ThresholdKmS, marginDecimals), fixed(p.MarginKmS, marginDecimals),
			fixed(p.MeetingS, 1), fixed(p.MeetingAltitudeKm, 1), fixed(p.MeetingLatDeg, 4), fixed(p.MeetingLonDeg, 4), p.Reason})
	}
	return out.WriteAll(records)
}

// CurvesCSV writes how thresholds move with one quantity, one point a line; x
// names the quantity with its unit, such as commit_after_burnout_s.
func CurvesCSV(w io.Writer, x string, curves []deterrence.Curve) error {
	out := csv.NewWriter(w)
	records := [][]string{{"shield", "site", "interceptor", "field", "target", "missile", x, "threshold_km_s"}}
	for _, c := range curves {
		for i := range c.X {
			records = append(records, []string{c.Shield, c.Site, c.Interceptor, c.Field, c.Target, c.Missile, fixed(c.X[i], 1), fixed(c.ThresholdKmS[i], marginDecimals)})
		}
	}
	return out.WriteAll(records)
}

// ExclusionCSV writes the sea cells of an exclusion map. Names gives the
// protected trajectories by number.
func ExclusionCSV(w io.Writer, x *deterrence.Exclusion, names []string) error {
	return Cells(w, x.Grid, func(i int) bool { return x.Sea[i] },
		Column{"threshold_km_s", func(i int) string { return fixed(float64(x.ThresholdKmS[i]), marginDecimals) }},
		Column{"trajectory", func(i int) string {
			if x.Trajectory[i] < 0 {
				return ""
			}
			return names[x.Trajectory[i]]
		}},
	)
}

// ExclusionLines returns the contours of an exclusion map.
func ExclusionLines(x *deterrence.Exclusion) []Line {
	var lines []Line
	for _, c := range x.Contours {
		lines = append(lines, Line{
			Name: fixed(c.SpeedKmS, 1) + " km/s, commit " + short(x.CommitAfterBurnoutS, 0) + " s after burnout",
			Properties: []Property{
				{"speed_km_s", c.SpeedKmS},
				{"commit_after_burnout_s", x.CommitAfterBurnoutS},
			},
			Parts: c.Lines,
		})
	}
	return lines
}
