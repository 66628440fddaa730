package footprint

import (
	"math"
	"testing"

	"scutum/physics/earth"
	"scutum/scenario"
)

// TestReasons makes each reason happen, one change away from a defended Berlin.
func TestReasons(t *testing.T) {
	berlin := earth.Degrees(52.52, 13.41)
	sensors := scenario.Commit{BySensors: true}
	for name, c := range map[string]struct {
		to     earth.Place
		commit scenario.Commit
		change func(s *scenario.Shield, t *scenario.Threat)
		want   Reason
	}{
		"as it is":          {berlin, sensors, func(*scenario.Shield, *scenario.Threat) {}, Defended},
		"burnout":           {berlin, scenario.Commit{AfterBurnout: 60}, func(*scenario.Shield, *scenario.Threat) {}, Defended},
		"out of range":      {berlin, sensors, func(_ *scenario.Shield, t *scenario.Threat) { t.Class.MaxRange = 2500e3 }, NotThreatened},
		"too near":          {earth.Degrees(38.2, 49.5), sensors, func(*scenario.Shield, *scenario.Threat) {}, NotThreatened},
		"nothing threatens": {berlin, sensors, func(_ *scenario.Shield, t *scenario.Threat) { t.Areas = nil }, NotThreatened},
		"no radar":          {berlin, sensors, func(s *scenario.Shield, _ *scenario.Threat) { s.Radars = nil }, NoTrack},
		"no cue":            {berlin, sensors, func(s *scenario.Shield, _ *scenario.Threat) { s.Radars[0].Radar.NeedsCue, s.Infrared = true, nil }, NoTrack},
		"a track too late":  {berlin, sensors, func(s *scenario.Shield, _ *scenario.Threat) { s.Delays.TrackToCommit = 900 }, NoTrack},
		"own radar is blind": {berlin, sensors, func(s *scenario.Shield, _ *scenario.Threat) {
			s.FireControl, s.Sites[0].OwnRadar = scenario.LaunchOnRemote, -1
		}, RadarHorizon},
		"too high to meet":     {berlin, sensors, func(s *scenario.Shield, _ *scenario.Threat) { s.Sites[0].Batteries[0].Interceptor.MinAltitude = 3000e3 }, BelowMinimum},
		"commit late":          {berlin, scenario.Commit{AfterBurnout: 660}, func(*scenario.Shield, *scenario.Threat) {}, TooLate},
		"slow to commit":       {berlin, sensors, func(s *scenario.Shield, _ *scenario.Threat) { s.Delays.TrackToCommit = 650 }, TooLate},
		"another hemisphere":   {berlin, sensors, func(s *scenario.Shield, _ *scenario.Threat) { s.Sites[0].Place = earth.Degrees(-50, 20) }, TooFar},
		"slow":                 {berlin, scenario.Commit{AfterBurnout: 60}, func(s *scenario.Shield, _ *scenario.Threat) { s.Sites[0].Batteries[0].Interceptor.BurnoutSpeed = 900 }, TooFar},
		"no interceptors left": {berlin, sensors, func(s *scenario.Shield, _ *scenario.Threat) { s.Sites[0].Batteries[0].Number = 0 }, BelowMinimum},
	} {
		s, th := testShield(), testThreat()
		th.Areas = th.Areas[:1]
		s.Sites = s.Sites[:1]
		s.Sites[0].Place = earth.Degrees(49, 18)
		s.Radars = s.Radars[5:]
		s.Radars[0].Radar.Range = 2500e3
		s.Radars[0].Radar.AzimuthFrom, s.Radars[0].Radar.AzimuthTo = 0, 0
		s.Sites[0].OwnRadar = 0
		c.change(s, th)
		p := NewProber(earth.WGS84, s, th, c.commit)
		worst, all := p.At(c.to)
		if worst.Reason != c.want {
			t.Errorf("%s: %v, want %v: %+v", name, worst.Reason, c.want, worst)
		}
		if (c.want == NotThreatened) != (len(all) == 0) {
			t.Errorf("%s: %d cases", name, len(all))
		}
		if shots := p.Shots(c.to); (shots > 0) != (c.want == Defended) {
			t.Errorf("%s: %v with %d shots", name, c.want, shots)
		}
	}
}

// TestTimelines: events follow each other as they must, with the delays between
// them, meetings lie within the altitudes and windows, and the worst case is the
// one with the least margin.
func TestTimelines(t *testing.T) {
	met, not := 0, 0
	for _, c := range []scenario.Commit{{AfterBurnout: 60}, {BySensors: true}} {
		s, th := testShield(), testThreat()
		s.Radars[0].Radar.Range, s.Radars[5].Radar.Range = 1000e3, 1500e3
		s.Sites[1].Batteries[0].Interceptor.MinFlight = 150
		for i := range s.Sites {
			s.Sites[i].Batteries[0].Interceptor.MaxAltitude = 600e3
		}
		for i := range th.Areas {
			th.Areas[i].Name = string(rune('A' + i))
		}
		p := NewProber(earth.WGS84, s, th, c)
		for lat := 34.0; lat < 64; lat += 6 {
			for lon := 4.0; lon < 40; lon += 7 {
				worst, all := p.At(earth.Degrees(lat, lon))
				least := math.Inf(1)
				for i := range all {
					a := &all[i]
					checkTimeline(t, s, c, a)
					if a.Reason == Defended {
						met++
					} else {
						not++
					}
					if m := a.MarginKmS; math.IsNaN(m) {
						least = math.Inf(-1)
					} else {
						least = math.Min(least, m)
					}
				}
				if m := worst.MarginKmS; len(all) > 0 && !(m == least || math.IsNaN(m) && math.IsInf(least, -1)) {
					t.Errorf("worst margin %g, least of all %g", m, least)
				}
			}
		}
	}
	if met < 50 || not < 50 {
		t.Errorf("%d met, %d not", met, not)
	}
}

// checkTimeline complains of what cannot be.
func checkTimeline(t *testing.T, s *scenario.Shield, c scenario.Commit, a *Timeline) {
	t.Helper()
	fail := func(what string) { t.Errorf("%s: %+v", what, *a) }
	if !(a.Burnout > 0 && a.Impact > a.Burnout && a.BurnoutSpeedKmS > 1 && a.ApogeeKm > 100) || a.Area == "" || a.Shape == "" {
		fail("the flight")
	}
	if (a.Reason == Defended) != (a.MarginKmS >= 0) {
		fail("reason and margin")
	}
	if !math.IsNaN(a.FirstTrack) && !(a.FirstTrack >= a.Burnout-1e-6 && a.Commit >= a.FirstTrack+s.Delays.TrackToCommit-1e-6) {
		fail("track and commit")
	}
	if !c.BySensors && math.Abs(a.Commit-a.Burnout-c.AfterBurnout) > 1e-9 {
		fail("commit")
	}
	if a.Reason != Defended {
		if !math.IsNaN(a.Launch) || !math.IsNaN(a.Meeting) || !math.IsNaN(a.LatestLaunch) {
			fail("meets all the same")
		}
		return
	}
	var kind *scenario.Battery
	for i := range s.Sites {
		if s.Sites[i].Name == a.Site && s.Sites[i].Batteries[0].Interceptor.Name == a.Interceptor {
			kind = &s.Sites[i].Batteries[0]
		}
	}
	if kind == nil {
		fail("nobody's interceptor")
		return
	}
	k := kind.Interceptor
	if a.Launch < a.Commit-1e-6 || a.Meeting < a.Launch+k.LostTime+k.MinFlight || a.Meeting >= a.Impact || a.LatestLaunch < a.Launch-0.5 || a.LatestLaunch > a.Impact {
		fail("order of events")
	}
	// A hundred metres: the limits are heights above the surface along the radius.
	if a.MeetingAltitudeKm < k.MinAltitude/1e3-0.1 || a.MeetingAltitudeKm > k.MaxAltitude/1e3+0.1 || a.MeetingAltitudeKm > a.ApogeeKm+0.1 {
		fail("altitude")
	}
	if math.Abs(a.ThresholdKmS+a.MarginKmS-k.BurnoutSpeed/1e3) > 1e-9 {
		fail("margin")
	}
}
