package filter

// Linear is motion in a straight line at constant velocity, or with a known
// constant acceleration (m/s2) such as gravity near a place, disturbed by white
// noise of acceleration with a density per axis (m2/s3).
//
// It fails where the acceleration changes over the time between two scans by
// more than the noise stands for. Source: Bar-Shalom, Li, Kirubarajan,
// Estimation with Applications to Tracking and Navigation (2001), section 6.2.2.
// See TestLinearMotion, which compares it with the matrix form.
type Linear struct {
	Acceleration [3]float64
	Density      [3]float64
}

// Predict carries an estimate on by dt seconds.
func (m *Linear) Predict(s *State, dt float64) {
	half := float64(dt * 0.5)
	for i := range 3 {
		a := m.Acceleration[i]
		s.X[i] += float64(dt * (s.X[i+3] + float64(half*a)))
		s.X[i+3] += float64(dt * a)
	}
	p := &s.P
	for i := range 3 {
		for j := i; j < 3; j++ {
			pv, vp, vv := p[i][j+3], p[i+3][j], p[i+3][j+3]
			pp := p[i][j] + float64(dt*(pv+vp+float64(dt*vv)))
			p[i][j], p[j][i] = pp, pp
			pv += float64(dt * vv)
			p[i][j+3], p[j+3][i] = pv, pv
			if i != j {
				vp += float64(dt * vv)
				p[i+3][j], p[j][i+3] = vp, vp
			}
		}
	}
	for i := range 3 {
		q := float64(m.Density[i] * dt)
		h := float64(q * half)
		p[i][i] += float64(float64(h*dt) * (2. / 3))
		p[i][i+3] += h
		p[i+3][i] += h
		p[i+3][i+3] += q
	}
}
