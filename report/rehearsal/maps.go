package rehearsal

import (
	"math"

	"scutum/internal/frozen"

	"scutum/assessment/footprint"
	"scutum/assessment/scorecard"
	"scutum/scenario"
)

// defended makes up a map: a cell is the better defended the nearer it is to a
// site and the farther from the launch areas.
func defended(s int, shield scenario.Shield, threat scenario.Threat, grid, coarse *footprint.Grid) *footprint.Map {
	m := &footprint.Map{Shield: shield.Name, Class: threat.Name, Grid: grid, TimelineGrid: coarse}
	each(grid, func(lat, lon float64) {
		t := answer(s, shield, threat, lat, lon)
		shots := 0
		if t.Reason == footprint.Defended {
			shots = min(3, 1+int(t.MarginKmS/0.7))
		}
		m.Shots = append(m.Shots, uint8(shots))
		m.Reason = append(m.Reason, t.Reason)
		m.MarginKmS = append(m.MarginKmS, float32(t.MarginKmS))
		m.Inventory = append(m.Inventory, uint16(24*shots))
	})
	each(coarse, func(lat, lon float64) { m.Timelines = append(m.Timelines, answer(s, shield, threat, lat, lon)) })
	return m
}

func each(g *footprint.Grid, do func(lat, lon float64)) {
	for row, lat := range g.RowLatDeg {
		for k := range g.RowStart[row+1] - g.RowStart[row] {
			do(lat, g.WestDeg+(float64(k)+0.5)*g.RowStepDeg[row])
		}
	}
}

func answer(s int, shield scenario.Shield, threat scenario.Threat, lat, lon float64) footprint.Timeline {
	nan := math.NaN()
	t := footprint.Timeline{Burnout: threat.Class.Burnout.BurnTime, FirstTrack: nan, Commit: nan, Launch: nan, Meeting: nan, LatestLaunch: nan, MeetingAltitudeKm: nan, BurnoutSpeedKmS: nan, ApogeeKm: nan, ThresholdKmS: nan, MarginKmS: nan}
	nearest, farthest := math.Inf(1), 0.0
	for i, a := range threat.Areas {
		d := km(lat, lon, a.Place.LatDeg(), a.Place.LonDeg())
		if d < nearest {
			nearest = d
			t.Area = threat.Areas[i].Name
		}
		farthest = math.Max(farthest, d)
	}
	t.Shape = []string{"minimum-energy", "lofted", "depressed"}[int(math.Abs(lat+lon))%3]
	if nearest*1000 > threat.Class.MaxRange || nearest < 250 {
		t.Reason = footprint.NotThreatened
		t.Area, t.Shape, t.Burnout, t.Impact = "", "", nan, nan
		return t
	}
	t.Impact = 250 + 0.24*nearest
	t.BurnoutSpeedKmS, t.ApogeeKm = 2+nearest/1200, nearest/4
	best(&t, shield, lat, lon, nearest)
	t.Sensor = shield.Radars[0].Name
	t.FirstTrack = t.Burnout - 20 + 0.02*nearest
	t.Commit = t.FirstTrack + 30
	t.Launch = t.Commit + 10
	t.LatestLaunch = t.Launch + 0.2*(t.Impact-t.Launch)
	t.Meeting = t.Launch + 0.4*(t.Impact-t.Launch)
	t.MeetingAltitudeKm = 120 + nearest/8
	switch {
	case t.MarginKmS >= 0:
	case nearest < 900:
		t.Reason = footprint.TooLate
	case s == 0 && lon > 25:
		t.Reason = footprint.NoTrack
		t.FirstTrack, t.Commit, t.Launch, t.Meeting, t.MeetingAltitudeKm, t.ThresholdKmS, t.MarginKmS, t.LatestLaunch, t.Sensor = nan, nan, nan, nan, nan, nan, nan, nan, ""
	case s < 3 && lat > 55:
		t.Reason = footprint.RadarHorizon
	case nearest < 1200:
		t.Reason = footprint.BelowMinimum
		t.Launch, t.LatestLaunch, t.Meeting, t.MeetingAltitudeKm, t.ThresholdKmS, t.MarginKmS = nan, nan, nan, nan, nan, nan
	default:
		t.Reason = footprint.TooFar
	}
	return t
}

// best makes up the margin of the best interceptor.
func best(t *footprint.Timeline, shield scenario.Shield, lat, lon, nearest float64) {
	for _, site := range shield.Sites {
		for _, b := range site.Batteries {
			d := km(lat, lon, site.Place.LatDeg(), site.Place.LonDeg())
			threshold := 1.1 + d/900*(1+0.25*frozen.Sin(lat/3)) + 900/nearest*1.4 + 0.2*frozen.Cos(lon/4)
			if v := b.Interceptor.BurnoutSpeed/1000 - threshold; math.IsNaN(t.MarginKmS) || v > t.MarginKmS {
				t.MarginKmS, t.ThresholdKmS, t.Site, t.Interceptor = v, threshold, site.Name, b.Interceptor.Name
			}
		}
	}
}

func cities(s int, shield scenario.Shield, threat scenario.Threat) []scorecard.City {
	var out []scorecard.City
	for i, c := range targets {
		t := footprint.Timeline{Reason: footprint.TooFar, Area: "Isfahan", Shape: "minimum-energy", Sensor: shield.Radars[0].Name, Site: shield.Sites[0].Name, Interceptor: "SM-3 IIA",
			Burnout: 240, FirstTrack: 260, Commit: 290, Launch: 300, Meeting: 900, Impact: 1900, MeetingAltitudeKm: 900, ThresholdKmS: 5 + float64(i)/9, MarginKmS: -0.5 - float64(i)/9}
		city := scorecard.City{Shield: shield.Name, Class: threat.Name, Name: c.name, Reason: footprint.TooFar, MarginKmS: t.MarginKmS, Timeline: t}
		if s == 4 && i < 5 || s == 0 {
			city.Reason, city.Shots, city.MarginKmS = footprint.Defended, 1, 0.4
			city.Timeline.Reason, city.Timeline.MarginKmS = footprint.Defended, 0.4
		}
		if s == 1 {
			city.Reason, city.MarginKmS = footprint.NoTrack, math.NaN()
		}
		out = append(out, city)
	}
	return out
}
