package recording

import (
	"math"

	"scutum/engagement/filter"
	"scutum/physics/earth"
)

// Fall is ballistic motion in the local axes of a radar: x at azimuth 0, y at
// azimuth 90 degrees, z up, the radar at the origin. It writes the estimate in
// Earth-fixed axes, lets filter.Ballistic carry it on, and writes it back. See
// TestFallIsBallistic.
type Fall struct {
	motion  filter.Ballistic
	station filter.Station
}

// FallAt returns ballistic motion as a radar at a place on the rotating Earth
// sees it, with J2: azimuth 0 is north, 90 degrees east. Noise is a density of
// acceleration, m2/s3.
func FallAt(place earth.Place, noise float64) *Fall {
	return &Fall{filter.Ballistic{Earth: earth.WGS84, Noise: noise}, filter.NewStation(earth.WGS84, place)}
}

// FallAnywhere returns ballistic motion over a round Earth at rest, which is
// alike wherever the radar stands and whatever azimuth 0 means. Left out are
// Coriolis' acceleration, 1 m/s2 at 7 km/s, and J2.
func FallAnywhere(noise float64) *Fall {
	return &Fall{filter.Ballistic{Earth: earth.StillSphere, Noise: noise}, filter.NewStation(earth.StillSphere, earth.Place{})}
}

// Predict carries an estimate on by dt seconds.
func (f *Fall) Predict(s *filter.State, dt float64) {
	a := &f.station.Axes
	back := [3][3]float64{}
	for i := range 3 {
		for j := range 3 {
			back[i][j] = a[j][i]
		}
	}
	turn(s, &back)
	for i := range 3 {
		s.X[i] += f.station.Origin[i]
	}
	f.motion.Predict(s, dt)
	for i := range 3 {
		s.X[i] -= f.station.Origin[i]
	}
	turn(s, a)
}

// turn multiplies position and velocity by an orthonormal matrix, and the
// covariance on both sides.
func turn(s *filter.State, a *[3][3]float64) {
	for _, n := range [2]int{0, 3} {
		x := [3]float64(s.X[n : n+3])
		for i := range 3 {
			s.X[n+i] = float64(a[i][0]*x[0]) + float64(a[i][1]*x[1]) + float64(a[i][2]*x[2])
		}
	}
	p := s.P
	for i := range 6 {
		r := &a[i%3]
		for j := range 6 {
			n := i / 3 * 3
			s.P[i][j] = float64(r[0]*p[n][j]) + float64(r[1]*p[n+1][j]) + float64(r[2]*p[n+2][j])
		}
	}
	p = s.P
	for i := range 6 {
		for j := i; j < 6; j++ {
			r, n := &a[j%3], j/3*3
			v := float64(p[i][n]*r[0]) + float64(p[i][n+1]*r[1]) + float64(p[i][n+2]*r[2])
			s.P[i][j], s.P[j][i] = v, v
		}
	}
}

// Spread is the standard deviation of a position and of a velocity, m and m/s:
// the roots of the traces of their covariances.
func Spread(s *filter.State) (position, velocity float64) {
	return math.Sqrt(s.P[0][0] + s.P[1][1] + s.P[2][2]), math.Sqrt(s.P[3][3] + s.P[4][4] + s.P[5][5])
}
