// Package earth holds the figure, the gravity and the rotation of the Earth,
// and the frames and places on it.
//
// Two models are used. WGS84 is the ellipsoid, rotating, with J2 for those who
// ask for it. Sphere (R 6371 km, two-body, rotating) reproduces textbook and
// reference-model figures; StillSphere is the same without rotation.
package earth

import (
	"fmt"
	"math"

	"scutum/internal/frozen"
)

// Model is a figure of the Earth with its gravity and rotation, in SI units.
// Models are values: compare and copy them freely.
type Model struct {
	Name        string  // "wgs84", "sphere", "sphere-still"
	Radius      float64 // equatorial radius, m
	Flattening  float64 // (a-b)/a
	Mu          float64 // gravitational parameter, m3/s2
	J2          float64 // second zonal harmonic, 0 for a two-body model
	RotationRad float64 // rotation rate, rad/s
}

// WGS84 is the World Geodetic System 1984 (NIMA TR8350.2, 3rd edition, table
// 3.1); J2 is that of perf yardsticks and EGM96 (1.08262982e-3).
var WGS84 = Model{"wgs84", 6378137, 1 / 298.257223563, 3.986004418e14, 1.08262982e-3, 7.292115e-5}

// Sphere is the reference model of the literature cases: R 6371 km,
// mu 398,600.44 km3/s2, rotating, two-body.
var Sphere = Model{"sphere", 6371000, 0, 3.9860044e14, 0, 7.292115e-5}

// StillSphere is Sphere without rotation, for closed-form textbook flights.
var StillSphere = Model{"sphere-still", 6371000, 0, 3.9860044e14, 0, 0}

// ByName returns the model called "wgs84", "sphere" or "sphere-still".
func ByName(name string) (Model, error) {
	for _, m := range []Model{WGS84, Sphere, StillSphere} {
		if m.Name == name {
			return m, nil
		}
	}
	return Model{}, fmt.Errorf("unknown earth model %q: use wgs84, sphere or sphere-still", name)
}

// Place is a geodetic position: latitude and longitude in rad, altitude in m
// above the surface of the model in use.
type Place struct{ Lat, Lon, Alt float64 }

// Degrees returns the place on the surface at a latitude and longitude in
// degrees.
func Degrees(latDeg, lonDeg float64) Place {
	return Place{float64(latDeg * (math.Pi / 180)), float64(lonDeg * (math.Pi / 180)), 0}
}

// LatDeg returns the latitude in degrees.
func (p Place) LatDeg() float64 { return float64(p.Lat * (180 / math.Pi)) }

// LonDeg returns the longitude in degrees.
func (p Place) LonDeg() float64 { return float64(p.Lon * (180 / math.Pi)) }

// Up returns the outward unit normal of the surface at p (the n-vector).
func Up(p Place) Vec[ECEF] {
	sl, cl := frozen.Sincos(p.Lat)
	so, co := frozen.Sincos(p.Lon)
	return Vec[ECEF]{float64(cl * co), float64(cl * so), sl}
}

// NorthEast returns the unit vectors to the north and to the east at p.
func NorthEast(p Place) (north, east Vec[ECEF]) {
	sl, cl := frozen.Sincos(p.Lat)
	so, co := frozen.Sincos(p.Lon)
	return Vec[ECEF]{float64(-sl * co), float64(-sl * so), cl}, Vec[ECEF]{-so, co, 0}
}

// Fixed returns the Earth-fixed position of p in metres.
func (m *Model) Fixed(p Place) Vec[ECEF] { return m.FixedUp(Up(p), p.Alt) }

// FixedUp returns the Earth-fixed position whose surface normal is up, at
// altitude alt in metres.
func (m *Model) FixedUp(up Vec[ECEF], alt float64) Vec[ECEF] {
	e2 := float64(m.Flattening * (2 - m.Flattening))
	n := m.Radius / frozen.Sqrt(1-float64(float64(e2*up.Z)*up.Z))
	k := n + alt
	return Vec[ECEF]{float64(k * up.X), float64(k * up.Y), float64((float64(n*(1-e2)) + alt) * up.Z)}
}

// Place returns the geodetic position of an Earth-fixed point: the latitude by
// fixed-point steps, each of which leaves less than 1/140 of the error, to 1e-12
// rad, from 100 km below the surface up (see TestPlaceRoundTrip). Deep inside
// the Earth, where the surface's normals cross, the place is not defined.
func (m *Model) Place(r Vec[ECEF]) Place {
	p := frozen.Sqrt(float64(r.X*r.X) + float64(r.Y*r.Y))
	lon := frozen.Atan2(r.Y, r.X)
	if m.Flattening == 0 {
		return Place{frozen.Atan2(r.Z, p), lon, r.Norm() - m.Radius}
	}
	e2 := float64(m.Flattening * (2 - m.Flattening))
	lat := frozen.Atan2(r.Z, p*(1-e2))
	var n float64
	for range 8 {
		s := frozen.Sin(lat)
		n = m.Radius / frozen.Sqrt(1-float64(float64(e2*s)*s))
		next := frozen.Atan2(r.Z+float64(float64(e2*n)*s), p)
		done := math.Abs(next-lat) < 1e-13
		lat = next
		if done {
			break
		}
	}
	s, c := frozen.Sincos(lat)
	n = m.Radius / frozen.Sqrt(1-float64(float64(e2*s)*s))
	// Stable at the pole and at the equator alike.
	alt := float64(p*c) + float64(r.Z*s) - float64(m.Radius*m.Radius)/n
	return Place{lat, lon, alt}
}

// Altitude returns the height of r above the surface in m, along the normal, as
// Place does. Kernels that can do with 20 m ask orbit.Height.
func (m *Model) Altitude(r Vec[ECEF]) float64 {
	if m.Flattening == 0 {
		return r.Norm() - m.Radius
	}
	return m.Place(r).Alt
}

// Inertial returns the inertial coordinates at time t (s since the epoch) of
// an Earth-fixed position.
func (m *Model) Inertial(r Vec[ECEF], t float64) Vec[ECI] {
	s, c := frozen.Sincos(m.RotationRad * t)
	return Vec[ECI]{float64(c*r.X) - float64(s*r.Y), float64(s*r.X) + float64(c*r.Y), r.Z}
}

// Rotating returns the Earth-fixed coordinates at time t of an inertial
// position.
func (m *Model) Rotating(r Vec[ECI], t float64) Vec[ECEF] {
	s, c := frozen.Sincos(m.RotationRad * t)
	return Vec[ECEF]{float64(c*r.X) + float64(s*r.Y), float64(c*r.Y) - float64(s*r.X), r.Z}
}

// SurfaceVelocity returns the inertial velocity of the Earth-fixed point that
// is at r.
func (m *Model) SurfaceVelocity(r Vec[ECI]) Vec[ECI] {
	return Vec[ECI]{float64(-m.RotationRad * r.Y), float64(m.RotationRad * r.X), 0}
}
