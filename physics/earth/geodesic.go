package earth

import (
	"math"

	"github.com/tidwall/geodesic"

	"scutum/internal/frozen"
)

// Distance returns the length in m of the shortest path on the surface from a
// to b, and the azimuths in rad, clockwise from north in [0, 2 pi), in which b
// is seen from a and a from b. Altitudes do not count.
//
// On an ellipsoid it is Karney's geodesic (J. Geodesy 87, 2013, as ported by
// tidwall/geodesic), good to nanometres, nearly antipodal points included; on
// a sphere the closed form of spherical trigonometry in the form that loses no
// digit at short or antipodal distances. Between coincident points, and on a
// sphere between antipodes, every azimuth is right and some finite one is
// returned. See TestGeodesicsOfGeographicLib and TestDistanceAndDestination.
//
// Karney's last bits depend on the processor's level, by some 1e-8 m: round
// what is printed, and keep him out of kernels whose bits reach a result.
func (m Model) Distance(a, b Place) (metres, azimuthAB, azimuthBA float64) {
	if m.Flattening == 0 {
		return m.sphereDistance(a, b)
	}
	var s, azimuth1, azimuth2 float64
	m.ellipsoid().Inverse(plainLat(a), a.LonDeg(), plainLat(b), b.LonDeg(), &s, &azimuth1, &azimuth2)
	return s, turn(float64(azimuth1 * (math.Pi / 180))), turn(float64(azimuth2*(math.Pi/180)) + math.Pi)
}

// Destination returns the place on the surface that lies a distance in m from
// a along the shortest path that leaves a at an azimuth in rad, clockwise from
// north. Longitudes are in [-pi, pi].
func (m Model) Destination(a Place, azimuth, metres float64) Place {
	if m.Flattening == 0 {
		return m.sphereDestination(a, azimuth, metres)
	}
	var lat, lon float64
	m.ellipsoid().Direct(plainLat(a), a.LonDeg(), azimuth*(180/math.Pi), metres, &lat, &lon, nil)
	return Degrees(lat, lon)
}

// plainLat is a place's latitude in degrees, 0 within a tenth of a micrometre of
// the equator: the library goes astray between nearly antipodal points there.
func plainLat(p Place) float64 {
	if lat := p.LatDeg(); math.Abs(lat) > 1e-12 {
		return lat
	}
	return 0
}

func (m Model) ellipsoid() *geodesic.Ellipsoid {
	if m.Radius == WGS84.Radius && m.Flattening == WGS84.Flattening {
		return geodesic.WGS84
	}
	return geodesic.NewEllipsoid(m.Radius, m.Flattening)
}

func (m Model) sphereDistance(a, b Place) (metres, azimuthAB, azimuthBA float64) {
	sa, ca := frozen.Sincos(a.Lat)
	sb, cb := frozen.Sincos(b.Lat)
	sl, cl := frozen.Sincos(b.Lon - a.Lon)
	// East and north components of b seen from a, and of a seen from b.
	eastB, northB := cb*sl, float64(ca*sb)-float64(float64(sa*cb)*cl)
	eastA, northA := -ca*sl, float64(cb*sa)-float64(float64(sb*ca)*cl)
	sine := frozen.Sqrt(float64(eastB*eastB) + float64(northB*northB))
	cosine := float64(sa*sb) + float64(float64(ca*cb)*cl)
	return m.Radius * frozen.Atan2(sine, cosine), turn(frozen.Atan2(eastB, northB)), turn(frozen.Atan2(eastA, northA))
}

func (m Model) sphereDestination(a Place, azimuth, metres float64) Place {
	sa, ca := frozen.Sincos(a.Lat)
	sz, cz := frozen.Sincos(azimuth)
	sd, cd := frozen.Sincos(metres / m.Radius)
	// Components towards the pole, along a's meridian and to a's east.
	pole := float64(sa*cd) + float64(float64(ca*sd)*cz)
	meridian := float64(ca*cd) - float64(float64(sa*sd)*cz)
	east := sd * sz
	lat := frozen.Atan2(pole, frozen.Sqrt(float64(meridian*meridian)+float64(east*east)))
	return Place{lat, math.Remainder(a.Lon+frozen.Atan2(east, meridian), 2*math.Pi), 0}
}

// turn brings an angle above -2 pi into [0, 2 pi).
func turn(angle float64) float64 {
	if angle < 0 {
		angle += 2 * math.Pi
	}
	if angle >= 2*math.Pi {
		angle -= 2 * math.Pi
	}
	return angle
}
