package filter

import "scutum/physics/earth"

// NewStation returns the station of a radar on the Earth, in Earth-fixed axes:
// azimuth zero is north, 90 degrees east, and up is the normal of the model's
// surface.
func NewStation(m earth.Model, p earth.Place) Station {
	north, east := earth.NorthEast(p)
	up := earth.Up(p)
	o := m.Fixed(p)
	return Station{
		Origin: [3]float64{o.X, o.Y, o.Z},
		Axes:   [3][3]float64{{north.X, north.Y, north.Z}, {east.X, east.Y, east.Z}, {up.X, up.Y, up.Z}},
	}
}
