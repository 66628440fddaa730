package filter

import (
	"math"

	"scutum/internal/frozen"
)

// EKF is the extended Kalman filter around one model of motion: measurements
// are linearised about the predicted position. It is written out for three
// measurements and six states and allocates nothing. Where the predicted
// position is so uncertain that range bends over it (spread squared over twice
// the range, against the range's sigma) a UKF is to be preferred.
//
// See TestUpdateAgainstInformationForm and TestStaysPositiveDefinite.
type EKF struct {
	Motion Motion
	state  State
}

// NewEKF returns a filter that has yet to be started.
func NewEKF(m Motion) *EKF { return &EKF{Motion: m} }

// Start begins a new object.
func (f *EKF) Start(s *State) { f.state = *s }

// State is the estimate.
func (f *EKF) State() *State { return &f.state }

// Predict carries the estimate on by dt seconds.
func (f *EKF) Predict(dt float64) { f.Motion.Predict(&f.state, dt) }

// Expect computes what a radar should measure.
func (f *EKF) Expect(at *Station, sigma *[3]float64, out *Expected) {
	Expect(&f.state, at, sigma, out)
}

// Update takes in one innovation.
func (f *EKF) Update(e *Expected, innovation *[3]float64) { UpdateState(&f.state, e, innovation) }

// UpdateMixed takes in several at once with their probabilities.
func (f *EKF) UpdateMixed(e *Expected, innovations [][3]float64, probability []float64) {
	UpdateStateMixed(&f.state, e, innovations, probability)
}

// nearAxis is the least distance from the vertical through a radar, as a share
// of the range, at which its azimuth is differentiated: nearer than that the
// azimuth means nothing, and the derivative must not divide by zero.
const nearAxis = 1e-6

// nearest is the least range (m) at which angles are differentiated, alike.
const nearest = 1

// Measure returns what a radar measures at a position free of error: azimuth
// in (-pi, pi], elevation, range. If h is not nil it is given the derivative
// to the position.
func (at *Station) Measure(position *[3]float64, h *[3][3]float64) (z [3]float64) {
	dx, dy, dz := position[0]-at.Origin[0], position[1]-at.Origin[1], position[2]-at.Origin[2]
	a, b, c := &at.Axes[0], &at.Axes[1], &at.Axes[2]
	x := float64(a[0]*dx) + float64(a[1]*dy) + float64(a[2]*dz)
	y := float64(b[0]*dx) + float64(b[1]*dy) + float64(b[2]*dz)
	u := float64(c[0]*dx) + float64(c[1]*dy) + float64(c[2]*dz)
	w2 := float64(x*x) + float64(y*y)
	r2 := w2 + float64(u*u)
	w, r := math.Sqrt(w2), math.Sqrt(r2)
	z = [3]float64{frozen.Atan2(y, x), frozen.Atan2(u, w), r}
	if h == nil {
		return z
	}
	r = max(r, nearest)
	w = max(w, float64(nearAxis*r))
	iw, ir := 1/w, 1/r
	sa, ca := float64(y*iw), float64(x*iw) // of the azimuth
	se, ce := float64(u*ir), float64(w*ir) // of the elevation
	for j := range 3 {
		along := float64(ca*a[j]) + float64(sa*b[j])
		h[0][j] = float64((float64(ca*b[j]) - float64(sa*a[j])) * iw)
		h[1][j] = float64((float64(ce*c[j]) - float64(se*along)) * ir)
		h[2][j] = float64(ce*along) + float64(se*c[j])
	}
	return z
}

// Expect computes what a radar should measure of an estimate, to first order.
func Expect(s *State, at *Station, sigma *[3]float64, out *Expected) {
	expect(s, at, sigma, out)
	out.Complete()
}

// expect is Expect but for Inverse and LogDet.
func expect(s *State, at *Station, sigma *[3]float64, out *Expected) {
	out.Z = at.Measure((*[3]float64)(s.X[:3]), &out.H)
	h := &out.H
	for i := range 6 {
		a, b, c := s.P[i][0], s.P[i][1], s.P[i][2]
		for k := range 3 {
			out.PH[i][k] = float64(a*h[k][0]) + float64(b*h[k][1]) + float64(c*h[k][2])
		}
	}
	for i := range 3 {
		for k := i; k < 3; k++ {
			v := float64(h[i][0]*out.PH[0][k]) + float64(h[i][1]*out.PH[1][k]) + float64(h[i][2]*out.PH[2][k])
			out.S[i][k], out.S[k][i] = v, v
		}
		out.S[i][i] += float64(sigma[i] * sigma[i])
	}
}

// Complete computes Inverse and LogDet from S.
func (e *Expected) Complete() {
	s, o := &e.S, &e.Inverse
	c0 := float64(s[1][1]*s[2][2]) - float64(s[1][2]*s[1][2])
	c1 := float64(s[0][2]*s[1][2]) - float64(s[0][1]*s[2][2])
	c2 := float64(s[0][1]*s[1][2]) - float64(s[0][2]*s[1][1])
	det := float64(s[0][0]*c0) + float64(s[0][1]*c1) + float64(s[0][2]*c2)
	d := 1 / det
	c3 := float64(s[0][0]*s[2][2]) - float64(s[0][2]*s[0][2])
	c4 := float64(s[0][1]*s[0][2]) - float64(s[0][0]*s[1][2])
	c5 := float64(s[0][0]*s[1][1]) - float64(s[0][1]*s[0][1])
	o[0][0], o[1][1], o[2][2] = float64(c0*d), float64(c3*d), float64(c5*d)
	v := float64(c1 * d)
	o[0][1], o[1][0] = v, v
	v = float64(c2 * d)
	o[0][2], o[2][0] = v, v
	v = float64(c4 * d)
	o[1][2], o[2][1] = v, v
	e.LogDet = frozen.Log(det)
}

// Innovation is what was measured minus what was expected, azimuth wrapped.
func (e *Expected) Innovation(z *[3]float64) [3]float64 {
	az := z[0] - e.Z[0]
	if az > math.Pi || az < -math.Pi {
		az -= float64(2 * math.Pi * math.Floor(float64(az*(0.5/math.Pi))+0.5))
	}
	return [3]float64{az, z[1] - e.Z[1], z[2] - e.Z[2]}
}

// Distance2 is the square of an innovation's Mahalanobis distance.
func (e *Expected) Distance2(v *[3]float64) float64 {
	i := &e.Inverse
	cross := float64(v[0]*(float64(i[0][1]*v[1])+float64(i[0][2]*v[2]))) + float64(v[1]*float64(i[1][2]*v[2]))
	return float64(i[0][0]*float64(v[0]*v[0])) + float64(i[1][1]*float64(v[1]*v[1])) + float64(i[2][2]*float64(v[2]*v[2])) + 2*cross
}

// log2Pi3 is three times the logarithm of 2 pi.
const log2Pi3 = 5.513631199228036

// LogLikelihood is the logarithm of the density of an innovation whose squared
// Mahalanobis distance is given, per rad2 m.
func (e *Expected) LogLikelihood(distance2 float64) float64 {
	return -float64(0.5 * (distance2 + e.LogDet + log2Pi3))
}

// gain is the Kalman gain.
func (e *Expected) gain(k *[6][3]float64) {
	o := &e.Inverse
	for i := range 6 {
		a, b, c := e.PH[i][0], e.PH[i][1], e.PH[i][2]
		k[i][0] = float64(a*o[0][0]) + float64(b*o[1][0]) + float64(c*o[2][0])
		k[i][1] = float64(a*o[0][1]) + float64(b*o[1][1]) + float64(c*o[2][1])
		k[i][2] = float64(a*o[0][2]) + float64(b*o[1][2]) + float64(c*o[2][2])
	}
}

// UpdateState takes one innovation into an estimate, from which e was made.
func UpdateState(s *State, e *Expected, v *[3]float64) {
	var k [6][3]float64
	e.gain(&k)
	for i := range 6 {
		a, b, c := k[i][0], k[i][1], k[i][2]
		s.X[i] += float64(a*v[0]) + float64(b*v[1]) + float64(c*v[2])
		for j := i; j < 6; j++ {
			ph := &e.PH[j]
			p := s.P[i][j] - (float64(a*ph[0]) + float64(b*ph[1]) + float64(c*ph[2]))
			s.P[i][j], s.P[j][i] = p, p
		}
	}
}

// UpdateStateMixed takes several innovations into an estimate with their
// probabilities, as one mixture moment-matched to a Gaussian: Bar-Shalom and
// Tse's probabilistic data association (Automatica 11, 1975). See
// TestMixedUpdateIsTheMixture.
func UpdateStateMixed(s *State, e *Expected, innovations [][3]float64, probability []float64) {
	var k, km [6][3]float64
	var mean [3]float64
	var m [3][3]float64 // what is added between the gains
	taken := 0.0
	for n := range innovations {
		v, b := &innovations[n], probability[n]
		taken += b
		for i := range 3 {
			bv := float64(b * v[i])
			mean[i] += bv
			for j := i; j < 3; j++ {
				m[i][j] += float64(bv * v[j])
			}
		}
	}
	for i := range 3 {
		for j := i; j < 3; j++ {
			m[i][j] -= float64(mean[i]*mean[j]) + float64(taken*e.S[i][j])
			m[j][i] = m[i][j]
		}
	}
	e.gain(&k)
	for i := range 6 {
		a, b, c := k[i][0], k[i][1], k[i][2]
		s.X[i] += float64(a*mean[0]) + float64(b*mean[1]) + float64(c*mean[2])
		for j := range 3 {
			km[i][j] = float64(a*m[0][j]) + float64(b*m[1][j]) + float64(c*m[2][j])
		}
	}
	for i := range 6 {
		a, b, c := km[i][0], km[i][1], km[i][2]
		for j := i; j < 6; j++ {
			p := s.P[i][j] + float64(a*k[j][0]) + float64(b*k[j][1]) + float64(c*k[j][2])
			s.P[i][j], s.P[j][i] = p, p
		}
	}
}
