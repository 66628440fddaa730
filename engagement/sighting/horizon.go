package sighting

import (
	"scutum/internal/frozen"
	"scutum/physics/earth"
)

// FirstVisible returns the altitude in m at which an object rising straight
// above a place comes to an elevation (rad, at least 0) at a radar, without
// refraction: 0 where the place itself stands that high; false where no
// altitude is enough.
//
// The line of sight meets the vertical where the sine of the elevation, which
// rises with altitude towards that of the angle between the verticals, reaches
// the wanted one: bisection to a millimetre. See TestFirstVisible.
func FirstVisible(m earth.Model, radar, place earth.Place, elevation float64) (altitude float64, ok bool) {
	at, zenith := m.Fixed(radar), earth.Up(radar)
	from, up := m.Fixed(place), earth.Up(place)
	wanted := frozen.Sin(elevation)
	if !(zenith.Dot(up) > wanted) {
		return 0, false
	}
	above := func(h float64) bool {
		d := from.AddScaled(h, up).Sub(at)
		return d.Dot(zenith) >= wanted*d.Norm()
	}
	if above(0) {
		return 0, true
	}
	low, high := 0.0, m.Radius
	for !above(high) {
		low, high = high, 2*high
		if high > mostAltitude {
			return 0, false
		}
	}
	for high-low > 1e-3 {
		middle := 0.5 * (low + high)
		if above(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high, true
}

// mostAltitude is where FirstVisible stops looking, m: beyond the Moon.
const mostAltitude = 1e9
