// Package projection turns places on the Earth into points on a flat map and
// back, and cuts lines and areas to the map's frame.
//
// There is one projection, Lambert's azimuthal equal-area: a defended area must
// look as large as it is, and a map of the Arctic must have neither a cut at
// the antimeridian nor a point stretched into a line at the pole. Its one
// singular point is the antipode of its centre, where Project answers no.
package projection

import (
	"math"

	"scutum/internal/frozen"
)

// RadiusKm is the radius of the sphere that has the area of WGS-84.
const RadiusKm = 6371.0072

// Azimuthal is Lambert's azimuthal equal-area projection about a centre, on a
// sphere (Snyder, "Map Projections: A Working Manual", USGS Professional Paper
// 1395, 1987, p. 185-187, equations 24-2 to 24-16). Latitudes are used as they
// are, so that shapes are off by up to 0.3 %. See TestAreasAreEqual and
// TestRoundTrip.
type Azimuthal struct {
	LatDeg, LonDeg float64
	sin, cos       float64
}

// EqualArea returns the projection about a centre.
func EqualArea(latDeg, lonDeg float64) Azimuthal {
	s, c := frozen.Sincos(latDeg * math.Pi / 180)
	return Azimuthal{latDeg, lonDeg, s, c}
}

// Project returns the point of a place in km east (x) and north (y) of the
// centre. It is not ok within some 8 degrees of the antipode.
func (a Azimuthal) Project(latDeg, lonDeg float64) (x, y float64, ok bool) {
	s, c := frozen.Sincos(latDeg * math.Pi / 180)
	so, co := frozen.Sincos((lonDeg - a.LonDeg) * math.Pi / 180)
	towards := float64(a.sin*s) + float64(float64(a.cos*c)*co)
	if towards < -0.99 {
		return 0, 0, false
	}
	k := RadiusKm * frozen.Sqrt(2/(1+towards))
	x = float64(k*c) * so
	y = k * (float64(a.cos*s) - float64(float64(a.sin*c)*co))
	return x, y, true
}

// Inverse returns the place of a point; it is not ok outside the disc that is
// the whole Earth. Longitudes are in [-180, 180].
func (a Azimuthal) Inverse(x, y float64) (latDeg, lonDeg float64, ok bool) {
	rho := frozen.Sqrt(float64(x*x) + float64(y*y))
	if rho == 0 {
		return a.LatDeg, a.LonDeg, true
	}
	half := rho / (2 * RadiusKm)
	if half > 1 {
		return 0, 0, false
	}
	s, c := frozen.Sincos(2 * frozen.Asin(half))
	z := float64(c*a.sin) + float64(float64(y*s)*a.cos)/rho
	latDeg = frozen.Asin(math.Max(-1, math.Min(1, z))) * (180 / math.Pi)
	east := x * s
	north := float64(float64(rho*a.cos)*c) - float64(float64(y*a.sin)*s)
	lonDeg = a.LonDeg + float64(frozen.Atan2(east, north)*(180/math.Pi))
	return latDeg, lonDeg - float64(360*math.Round(lonDeg/360)), true
}
