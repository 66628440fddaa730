package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"scutum/agreement/certificate"
	"scutum/assessment/deterrence"
	"scutum/physics/earth"
	"scutum/scenario"
)

// trajectoryOf finds the protected trajectory of a pair, or -1.
func trajectoryOf(set *scenario.Setting, p *deterrence.Pair) int {
	return slices.IndexFunc(set.Force.Trajectories, func(t scenario.Trajectory) bool {
		return t.Field == p.Field && t.Target == p.Target && t.Missile == p.Missile
	})
}

// batteryOf finds the battery of a pair.
func batteryOf(s *scenario.Shield, p *deterrence.Pair) (*scenario.Battery, *scenario.Site) {
	for i := range s.Sites {
		for j := range s.Sites[i].Batteries {
			if b := &s.Sites[i].Batteries[j]; s.Sites[i].Name == p.Site && b.Interceptor.Name == p.Interceptor {
				return b, &s.Sites[i]
			}
		}
	}
	return nil, nil
}

// ReckonAgain is the command that reckons a pair of an agreement's report once
// more: every figure stands in it, so that no assumption set changes it. None
// where commit waits for sensors and the site's own radar has a say. See
// TestReckonAgain.
func ReckonAgain(set *scenario.Setting, shield int, commit scenario.Commit, p *deterrence.Pair) string {
	s := &set.Shields[shield]
	i := trajectoryOf(set, p)
	b, site := batteryOf(s, p)
	if i < 0 || b == nil || set.Earth == earth.StillSphere || math.IsNaN(p.CommitS) || commit.BySensors && s.FireControl != scenario.EngageOnRemote {
		return ""
	}
	at := func(place earth.Place) string {
		return fmt.Sprintf("%s,%s", trimmed(place.LatDeg(), 4), trimmed(place.LonDeg(), 4))
	}
	t, k := &set.Force.Trajectories[i], &b.Interceptor
	words := []string{"scutum reach --site", at(site.Place), "--speed-km-s", trimmed(k.BurnoutSpeed/1e3, 6), "--lost-s", trimmed(k.LostTime, 3), "--min-altitude-km", trimmed(k.MinAltitude/1e3, 3)}
	if k.MinFlight > 0 {
		words = append(words, "--min-flight-s", trimmed(k.MinFlight, 3))
	}
	words = append(words, "--from", at(t.From), "--to", at(t.To), "--burn-s", trimmed(t.Burnout.BurnTime, 3), "--burnout-altitude-km", trimmed(t.Burnout.Altitude/1e3, 3),
		"--burnout-downrange-km", trimmed(t.Burnout.Downrange/1e3, 3), "--commit-s", trimmed(p.CommitS, 3))
	if set.Earth == earth.Sphere {
		words = append(words, "--earth sphere")
	}
	return strings.Join(words, " ")
}

// ReckonMeeting is the command that reckons a meeting of a certificate's case once
// more, and finds the least speed of that flight: no more than the meeting's. See
// TestReckonMeeting in cmd/scutum.
func ReckonMeeting(t *certificate.Terms, c *certificate.Case, m *certificate.Meeting) string {
	at := func(p earth.Place) string {
		return trimmed(p.LatDeg(), 6) + "," + trimmed(p.LonDeg(), 6)
	}
	burn, commit := clockOf(t, c)
	return strings.Join([]string{"scutum reach --earth sphere --site", at(m.Site), "--speed-km-s", trimmed(c.SpeedKmS, 6), "--lost-s", trimmed(t.LeastLostTimeS, 3), "--min-altitude-km", trimmed(c.LeastAltitudeKm, 3),
		"--from", at(m.From), "--to", at(m.To), "--burn-s", trimmed(burn, 3), "--burnout-altitude-km", trimmed(c.BurnoutKm, 3), "--burnout-downrange-km", trimmed(c.DownrangeKm, 3),
		"--coast-s", trimmed(m.CoastS, 6), "--commit-after-burnout-s", trimmed(commit, 3)}, " ")
}

// trimmed is a number to so many decimals, without zeros at its end.
func trimmed(x float64, decimals int) string {
	scale := math.Pow10(decimals)
	return fmt.Sprint(math.Round(x*scale) / scale)
}
