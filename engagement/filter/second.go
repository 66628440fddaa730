package filter

import "math"

// SecondOrder is the EKF with the second-order terms of the range: where the
// object is uncertain across the line of sight, it is on average farther than
// its mean, and the range tells the less of it. That is what an EKF misses
// first in the shield: the bend c2 / 2r of an uncertainty c across the line of
// sight is 13 m for 9 km at 3,000 km, where a range is measured to 10 m or so.
// It costs little more than the EKF and does what the UKF does for six times
// that; the angles' own second order is left out.
//
// An estimate cannot be as bent as the sphere on which a range puts the object:
// so as not to be sure of what no ellipse can hold, it also takes the range to
// be worse by the bend of one measurement's own angles (see Widened). That
// costs information where r sigma_angle^2 exceeds the range's sigma, and keeps
// the filter honest there; an EKF goes astray by orders of magnitude.
//
// Source: Bar-Shalom, Li and Kirubarajan 2001, section 10.3.2 (second-order
// EKF); Tian and Bar-Shalom, "Coordinate conversion and tracking for very long
// range radars", IEEE Trans. AES 45, 2009 (the crescent; the remedy here is
// simpler than theirs). See TestWhereTheRangeBends and
// TestRootMeanSquareNearTheBound.
type SecondOrder struct{ EKF }

// NewSecondOrder returns a filter that has yet to be started.
func NewSecondOrder(m Motion) *SecondOrder { return &SecondOrder{EKF{Motion: m}} }

// Expect computes what a radar should measure.
func (f *SecondOrder) Expect(at *Station, sigma *[3]float64, out *Expected) {
	expect(&f.state, at, sigma, out)
	bend(&f.state, out)
	out.S[2][2] += crescent(out.Z[2], out.Z[1], sigma)
	out.Complete()
}

// Update takes in one innovation.
func (f *SecondOrder) Update(e *Expected, innovation *[3]float64) { f.state.update(e, innovation) }

// UpdateMixed takes in several at once with their probabilities.
func (f *SecondOrder) UpdateMixed(e *Expected, innovations [][3]float64, probability []float64) {
	f.state.updateMixed(e, innovations, probability)
}

// bend adds the second-order terms of the range to mean and covariance: with
// its second derivatives B = (1 - u u') / r these are tr(B P) / 2 and
// tr(B P B P) / 2.
func bend(s *State, out *Expected) {
	u, p := &out.H[2], &s.P
	var b [3][3]float64 // B P
	inverse := 1 / out.Z[2]
	for j := range 3 {
		along := float64(u[0]*p[0][j]) + float64(u[1]*p[1][j]) + float64(u[2]*p[2][j])
		for i := range 3 {
			b[i][j] = inverse * (p[i][j] - float64(u[i]*along))
		}
	}
	mean := b[0][0] + b[1][1] + b[2][2]
	square := float64(b[0][0]*b[0][0]) + float64(b[1][1]*b[1][1]) + float64(b[2][2]*b[2][2])
	square += float64(2 * (float64(b[0][1]*b[1][0]) + float64(b[0][2]*b[2][0]) + float64(b[1][2]*b[2][1])))
	out.Z[2] += float64(0.5 * mean)
	out.S[2][2] += float64(0.5 * square)
}

// crescent is the variance of the range over the spread that one measurement's
// angles leave across the line of sight, m2: half the sum of the fourth powers
// of the two spreads, over r2. For the cosine of the elevation the series'
// first two terms are enough.
func crescent(r, elevation float64, sigma *[3]float64) float64 {
	cosine := max(1-float64(0.5*elevation*elevation), 0)
	a, e := sigma[0]*sigma[0]*cosine*cosine, sigma[1]*sigma[1]
	return float64(0.5 * r * r * (float64(a*a) + float64(e*e)))
}

// Widened returns a measurement whose range is known the worse by the bend of
// its own angles: what to start a SecondOrder or UKF from.
func (m *Measurement) Widened() Measurement {
	w := *m
	w.Sigma[2] = math.Sqrt(float64(m.Sigma[2]*m.Sigma[2]) + crescent(m.Z[2], m.Z[1], &m.Sigma))
	return w
}
