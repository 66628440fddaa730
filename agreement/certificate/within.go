package certificate

import (
	"fmt"
	"math"

	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/scenario"
)

// Outside lists in what a shield is not within the terms: a battery that is
// faster than the cap or loses less time, or a site at no certified place. What
// is proved says nothing of such a shield.
func (t *Terms) Outside(s *scenario.Shield) (all []string) {
	for i := range s.Sites {
		site := &s.Sites[i]
		for j := range site.Batteries {
			b := &site.Batteries[j]
			k := &b.Interceptor
			if b.Number <= 0 {
				continue
			}
			if k.BurnoutSpeed/1e3 > t.SpeedCapKmS+1e-9 {
				all = append(all, fmt.Sprintf("%s at %s leaves at %g km/s, the cap is %g", k.Name, site.Name, k.BurnoutSpeed/1e3, t.SpeedCapKmS))
			}
			if k.LostTime < t.LeastLostTimeS-1e-9 {
				all = append(all, fmt.Sprintf("%s at %s loses %g s, the least is %g", k.Name, site.Name, k.LostTime, t.LeastLostTimeS))
			}
		}
		if len(site.Batteries) > 0 && !t.stands(site) {
			all = append(all, fmt.Sprintf("%s at %.3f, %.3f is no place of the guarantee", site.Name, site.Place.LatDeg(), site.Place.LonDeg()))
		}
	}
	return all
}

// stands reports whether a site is one of the terms' places, within a hundredth
// of a kilometre, or a ship in the sea.
func (t *Terms) stands(s *scenario.Site) bool {
	for _, p := range t.Sites {
		apart := earth.Up(s.Place).Sub(earth.Up(earth.Degrees(p.LatDeg, p.LonDeg))).Norm()
		if 2*frozen.Asin(math.Min(1, apart/2))*radiusKm <= p.RadiusKm+0.01 {
			return true
		}
	}
	if t.Sea == nil || !s.Ship {
		return false
	}
	at := Rectangle{s.Place.LatDeg(), s.Place.LatDeg(), s.Place.LonDeg(), s.Place.LonDeg()}
	if !t.Sea.holds(&at) {
		return false
	}
	for _, x := range t.Sea.Excluded {
		if x.holds(&at) {
			return false
		}
	}
	return true
}
