// Package certificate proves that no interceptor within stated limits can meet
// any of a family of flights: for all launch points and aim points of small
// discs, all times of flight between bounds, all meetings and all departures
// not before the commit. It holds for the continuum, by branch and bound over
// boxes with rigorous bounds (package taylor), and writes the tree of splits
// for another program to check. docs/certificate.md has the argument.
//
// The model is the reference model of the literature: a rotating sphere, two
// bodies, an impulsive interceptor that leaves its moving site at the end of a
// lost time. Units within: Earth radii, and the time in which mu is 1.
package certificate

import (
	"math"

	"scutum/internal/taylor"
	"scutum/physics/earth"
)

// Disc is a disc on the sphere: its centre in degrees and its radius in km.
type Disc struct {
	LatDeg   float64 `json:"lat_deg"`
	LonDeg   float64 `json:"lon_deg"`
	RadiusKm float64 `json:"radius_km"`
}

// Case is one family of flights against one place of interceptors.
type Case struct {
	Name                   string
	Field, Target, Station string // names of its places; none for the sea
	Launch, Aim, Site      Disc
	BurnoutKm, DownrangeKm float64
	CoastFrom, CoastUntil  float64 // burnout to impact, s
	Depart                 float64 // earliest end of the lost time, s after burnout
	SpeedKmS               float64 // the cap
	LeastAltitudeKm        float64 // of a meeting
}

// The units of the proof, of the reference model.
var (
	radiusKm   = earth.Sphere.Radius / 1e3
	unitS      = math.Sqrt(earth.Sphere.Radius * earth.Sphere.Radius * earth.Sphere.Radius / earth.Sphere.Mu)
	unitKmS    = radiusKm / unitS
	rotationTU = earth.Sphere.RotationRad * unitS
)

// known is a constant that came out of a few roundings.
func known(x float64) taylor.Model { return taylor.Constant(x, 0x1p-44*math.Abs(x)) }

// vec is a vector of models.
type vec [3]taylor.Model

// The variables: launch (2), aim (2), for ships the site (2), then the time of
// coast, the meeting's universal anomaly and the departure.
type space struct {
	taylor.Space
	coast, meeting, departure int
}

func newSpace(c *Case) space {
	if c.Site.RadiusKm > 0 {
		return space{taylor.Space{Variables: 9, Discs: 3}, 6, 7, 8}
	}
	return space{taylor.Space{Variables: 7, Discs: 2}, 4, 5, 6}
}

func (s *space) dot(a, b *vec) taylor.Model {
	x, y, z := s.Mul(&a[0], &b[0]), s.Mul(&a[1], &b[1]), s.Mul(&a[2], &b[2])
	x = s.Add(&x, &y)
	return s.Add(&x, &z)
}

func (s *space) times(a *vec, k *taylor.Model) (out vec) {
	for i := range out {
		out[i] = s.Mul(&a[i], k)
	}
	return out
}

func (s *space) plus(a, b *vec) (out vec) {
	for i := range out {
		out[i] = s.Add(&a[i], &b[i])
	}
	return out
}

func (s *space) minus(a, b *vec) (out vec) {
	for i := range out {
		out[i] = s.Sub(&a[i], &b[i])
	}
	return out
}

// turned returns a vector turned about the axis by an angle of known sine and
// cosine.
func (s *space) turned(a *vec, sin, cos *taylor.Model) vec {
	xc, ys := s.Mul(&a[0], cos), s.Mul(&a[1], sin)
	xs, yc := s.Mul(&a[0], sin), s.Mul(&a[1], cos)
	return vec{s.Sub(&xc, &ys), s.Add(&xs, &yc), a[2]}
}

// place returns the unit vector of a disc's points: variables i and i+1 over
// the unit disc, or the centre alone where the radius is zero. The orthographic
// radius is that of the disc's angle, of which it is the sine: a little more is
// covered than asked.
func (s *space) place(d Disc, i int) (vec, bool) {
	angle := func(deg float64) taylor.Model { return known(deg * (math.Pi / 180)) }
	lat, lon := angle(d.LatDeg), angle(d.LonDeg)
	sinLat, cosLat, ok1 := s.SinCos(&lat)
	sinLon, cosLon, ok2 := s.SinCos(&lon)
	if !ok1 || !ok2 {
		return vec{}, false
	}
	centre := vec{s.Mul(&cosLat, &cosLon), s.Mul(&cosLat, &sinLon), sinLat}
	if d.RadiusKm == 0 {
		return centre, true
	}
	rho := d.RadiusKm / radiusKm * (1 + 0x1p-40)
	a, b := taylor.Variable(i, 0, rho), taylor.Variable(i+1, 0, rho)
	aa, bb := s.Square(&a), s.Square(&b)
	up := s.Add(&aa, &bb)
	up = taylor.Negative(&up)
	up = s.Shift(&up, 1)
	up, ok := s.Sqrt(&up)
	if !ok {
		return vec{}, false
	}
	out := s.times(&centre, &up)
	east := vec{taylor.Negative(&sinLon), cosLon, taylor.Constant(0, 0)}
	sc, ss := s.Mul(&sinLat, &cosLon), s.Mul(&sinLat, &sinLon)
	north := vec{taylor.Negative(&sc), taylor.Negative(&ss), cosLat}
	east, north = s.times(&east, &a), s.times(&north, &b)
	out = s.plus(&out, &east)
	return s.plus(&out, &north), true
}
