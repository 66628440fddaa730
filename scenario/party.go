package scenario

import "scutum/scenario/geography"

// Sides returns the parties, and where the study names none the one that has
// the first shield and defends NATO.
func (s *Setting) Sides() []Party {
	if len(s.Parties) > 0 || len(s.Shields) == 0 {
		return s.Parties
	}
	return []Party{{Name: allianceNow, Countries: []string{allianceNow}}}
}

// Defends returns the codes of the countries that the party defends on a date,
// as package geography has them.
func (p *Party) Defends(date string) map[string]bool {
	codes := map[string]bool{}
	for _, code := range p.Countries {
		if code != allianceNow {
			codes[code] = true
			continue
		}
		for member := range geography.NATO(date) {
			codes[member] = true
		}
	}
	return codes
}

// Owns says whether a point of the ground is in the party's sector, whose sides
// are straight in latitude and longitude. Of parties whose sectors overlap the
// first one owns the track.
func (p *Party) Owns(latDeg, lonDeg float64) bool {
	return inside(p.Sector, latDeg, lonDeg) || inside(p.Sector, latDeg, lonDeg+360) || inside(p.Sector, latDeg, lonDeg-360)
}

// inside counts the sides that a ray to the east crosses.
func inside(corners []Corner, latDeg, lonDeg float64) bool {
	in := false
	for i, a := range corners {
		b := corners[(i+1)%len(corners)]
		if (a.LatDeg > latDeg) == (b.LatDeg > latDeg) {
			continue
		}
		at := a.LonDeg + float64((latDeg-a.LatDeg)/(b.LatDeg-a.LatDeg)*(b.LonDeg-a.LonDeg))
		if lonDeg < at {
			in = !in
		}
	}
	return in
}
