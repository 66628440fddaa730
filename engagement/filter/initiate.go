package filter

import (
	"math"

	"scutum/internal/frozen"
)

// Position returns where a measurement puts the object, and the covariance of
// that to first order.
func (at *Station) Position(m *Measurement) (p [3]float64, cov [3][3]float64) {
	sa, ca := frozen.Sincos(m.Z[0])
	se, ce := frozen.Sincos(m.Z[1])
	r := m.Z[2]
	a, b, c := &at.Axes[0], &at.Axes[1], &at.Axes[2]
	var j [3][3]float64 // columns: by azimuth, elevation, range, times sigma
	wide, high := float64(float64(r*ce)*m.Sigma[0]), float64(r*m.Sigma[1])
	for i := range 3 {
		along := float64(ca*a[i]) + float64(sa*b[i])
		sight := float64(ce*along) + float64(se*c[i])
		p[i] = at.Origin[i] + float64(r*sight)
		j[i][0] = float64(wide * (float64(ca*b[i]) - float64(sa*a[i])))
		j[i][1] = float64(high * (float64(ce*c[i]) - float64(se*along)))
		j[i][2] = float64(m.Sigma[2] * sight)
	}
	for i := range 3 {
		for k := i; k < 3; k++ {
			v := float64(j[i][0]*j[k][0]) + float64(j[i][1]*j[k][1]) + float64(j[i][2]*j[k][2])
			cov[i][k], cov[k][i] = v, v
		}
	}
	return p, cov
}

// OnePoint is the estimate that one measurement and prior knowledge of the
// velocity make (m/s, with a standard deviation per axis).
func OnePoint(at *Station, m *Measurement, velocity, sigma [3]float64) (s State) {
	p, cov := at.Position(m)
	for i := range 3 {
		s.X[i], s.X[i+3] = p[i], velocity[i]
		s.P[i+3][i+3] = float64(sigma[i] * sigma[i])
		for j := range 3 {
			s.P[i][j] = cov[i][j]
		}
	}
	return s
}

// diffuse is how many times more uncertain than the differenced velocity the
// first velocity is taken to be: enough to leave a millionth of the covariance
// to it, and little enough that round-off does not count.
const diffuse = 1e3

// TwoPoint is the estimate that two measurements, dt seconds apart, make
// without prior knowledge: two-point differencing (Bar-Shalom and others 2001,
// section 5.5.3) through any model of motion. The velocity is the one that
// carries the first position onto the second; the covariance is that of the
// diffuse first estimate, carried on and corrected by the second position. For
// Linear motion it is the textbook's; see TestTwoPointIsDifferencing. The
// estimate is at the time of the second measurement.
func TwoPoint(motion Motion, first *Station, a *Measurement, second *Station, b *Measurement, dt float64) (s State) {
	s.TwoPoint(motion, first, a, second, b, dt)
	return s
}

// TwoPoint is the function of that name written in place, for callers that
// start many and must not allocate.
func (s *State) TwoPoint(motion Motion, first *Station, a *Measurement, second *Station, b *Measurement, dt float64) {
	pa, ca := first.Position(a)
	pb, cb := second.Position(b)
	var v [3]float64
	for i := range 3 {
		v[i] = (pb[i] - pa[i]) / dt
	}
	spread := ca[0][0] + ca[1][1] + ca[2][2] + cb[0][0] + cb[1][1] + cb[2][2]
	u := float64(diffuse*max(1, math.Sqrt(spread))) / dt
	start := OnePoint(first, a, v, [3]float64{u, u, u})
	for range 3 { // a ballistic arc of 10 s to 1e-6 m/s
		*s = start
		motion.Predict(s, dt)
		worst := 0.0
		for i := range 3 {
			miss := pb[i] - s.X[i]
			start.X[i+3] += miss / dt
			worst = max(worst, math.Abs(miss))
		}
		if worst < 1e-6 {
			break
		}
	}
	updatePosition(s, &pb, &cb)
}

// updatePosition takes a position measured in the state's own frame.
func updatePosition(s *State, p *[3]float64, cov *[3][3]float64) {
	var e Expected
	var v [3]float64
	for i := range 3 {
		v[i] = p[i] - s.X[i]
		for j := range 6 {
			e.PH[j][i] = s.P[j][i]
		}
		for j := range 3 {
			e.S[i][j] = s.P[i][j] + cov[i][j]
		}
	}
	e.Complete()
	UpdateState(s, &e, &v)
}
