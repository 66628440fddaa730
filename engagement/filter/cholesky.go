package filter

import "math"

// leastPivot is the share of its diagonal element below which a pivot of
// Cholesky's is round-off: it is then set to that share.
const leastPivot = 1e-15

// factor writes the lower triangular factor of a covariance, L L' = p, and says
// whether p was positive definite beyond round-off. Where it was not, the
// factor is that of the nearest by enlarged pivots (Gill and Murray's modified
// Cholesky in its simplest form); zero variances give zero columns.
func factor(p, l *[6][6]float64) bool {
	sound := true
	for j := range 6 {
		d := p[j][j]
		for k := range j {
			d -= float64(l[j][k] * l[j][k])
		}
		if least := leastPivot * p[j][j]; !(d > least) {
			d, sound = max(least, 0), false
		}
		if d == 0 {
			for i := j; i < 6; i++ {
				l[i][j] = 0
			}
			continue
		}
		root := math.Sqrt(d)
		l[j][j] = root
		inverse := 1 / root
		for i := j + 1; i < 6; i++ {
			v := p[i][j]
			for k := range j {
				v -= float64(l[i][k] * l[j][k])
			}
			l[i][j] = v * inverse
		}
	}
	return sound
}

// roundOff is what an update's rounding can leave of a variance that it takes
// away, with room for six dimensions.
const roundOff = 1e-14

// whitened is a measurement in units of what is expected of it: with L L' = S,
// w = PH L^-T, so that an innovation v counts as L^-1 v and the update is
// x + w L^-1 v, P - w w'.
type whitened struct {
	l [6]float64 // 00 10 11 20 21 22, the diagonal inverted
	w [6][3]float64
}

// pivot is one over the root of what is left of a diagonal element.
func pivot(rest, whole float64) float64 {
	return 1 / math.Sqrt(max(rest, float64(leastPivot*whole)))
}

func (e *Expected) whiten(out *whitened) {
	s, l := &e.S, &out.l
	l[0] = pivot(s[0][0], s[0][0])
	l[1] = s[1][0] * l[0]
	l[2] = pivot(s[1][1]-float64(l[1]*l[1]), s[1][1])
	l[3] = s[2][0] * l[0]
	l[4] = (s[2][1] - float64(l[3]*l[1])) * l[2]
	l[5] = pivot(s[2][2]-float64(l[3]*l[3])-float64(l[4]*l[4]), s[2][2])
	for i := range 6 {
		out.w[i] = out.solve(&e.PH[i])
	}
}

// solve returns L^-1 v.
func (h *whitened) solve(v *[3]float64) [3]float64 {
	l := &h.l
	a := v[0] * l[0]
	b := (v[1] - float64(l[1]*a)) * l[2]
	return [3]float64{a, b, (v[2] - float64(l[3]*a) - float64(l[4]*b)) * l[5]}
}

// update takes one innovation into an estimate. It is UpdateState by Cholesky's
// factor of S instead of its inverse, which is worse by the square of S's
// condition; and where a measurement is sharper than what was known by so much
// that the difference of covariances is round-off (1 m in a range against
// thousands of kilometres), that round-off's variance is added. See
// TestEveryFilterStaysPositiveDefinite and TestUpdateIsUpdateState.
func (s *State) update(e *Expected, innovation *[3]float64) {
	var h whitened
	e.whiten(&h)
	v := h.solve(innovation)
	for i := range 6 {
		a := &h.w[i]
		s.X[i] += dot(a, v[0], v[1], v[2])
		s.P[i][i] += float64(roundOff * s.P[i][i])
		for j := i; j < 6; j++ {
			b := &h.w[j]
			s.P[i][j] -= dot(a, b[0], b[1], b[2])
		}
	}
	mirror(&s.P)
}

// updateMixed is update with several innovations, as UpdateStateMixed.
func (s *State) updateMixed(e *Expected, innovations [][3]float64, probability []float64) {
	var h whitened
	e.whiten(&h)
	var mean [3]float64
	var m [3][3]float64 // what is added between w and w'
	taken := 0.0
	for n := range innovations {
		v, b := h.solve(&innovations[n]), probability[n]
		taken += b
		for i := range 3 {
			bv := float64(b * v[i])
			mean[i] += bv
			for j := range 3 {
				m[i][j] += float64(bv * v[j])
			}
		}
	}
	for i := range 3 {
		for j := range 3 {
			m[i][j] -= float64(mean[i] * mean[j])
		}
		m[i][i] -= taken
	}
	for i := range 6 {
		a := &h.w[i]
		s.X[i] += dot(a, mean[0], mean[1], mean[2])
		s.P[i][i] += float64(roundOff * s.P[i][i])
		am := [3]float64{dot(&m[0], a[0], a[1], a[2]), dot(&m[1], a[0], a[1], a[2]), dot(&m[2], a[0], a[1], a[2])}
		for j := i; j < 6; j++ {
			b := &h.w[j]
			s.P[i][j] += dot(&am, b[0], b[1], b[2])
		}
	}
	mirror(&s.P)
}

// Positive says whether a covariance is symmetric, finite and positive definite
// beyond round-off.
func (s *State) Positive() bool {
	for i := range 6 {
		for j := range i {
			if s.P[i][j] != s.P[j][i] {
				return false
			}
		}
		if math.IsInf(s.P[i][i], 0) {
			return false
		}
	}
	var l [6][6]float64
	return factor(&s.P, &l)
}

// Distance2 is the normalised estimation error squared (NEES) of an estimate
// whose truth is known: chi-square with six degrees of freedom where the filter
// is consistent (Bar-Shalom and others 2001, section 5.4.2). +Inf where the
// covariance is not positive definite.
func (s *State) Distance2(truth *[6]float64) float64 {
	var l [6][6]float64
	if !factor(&s.P, &l) {
		return math.Inf(1)
	}
	var y [6]float64
	sum := 0.0
	for i := range 6 {
		v := s.X[i] - truth[i]
		for k := range i {
			v -= float64(l[i][k] * y[k])
		}
		y[i] = v / l[i][i]
		sum += float64(y[i] * y[i])
	}
	return sum
}

// inverted returns the inverse of a positive definite matrix; ok is false where
// it is not.
func inverted(p *[6][6]float64) (out [6][6]float64, ok bool) {
	var l, m [6][6]float64 // m: the inverse of l
	if !factor(p, &l) {
		return out, false
	}
	for j := range 6 {
		m[j][j] = 1 / l[j][j]
		for i := j + 1; i < 6; i++ {
			v := 0.0
			for k := j; k < i; k++ {
				v -= float64(l[i][k] * m[k][j])
			}
			m[i][j] = v / l[i][i]
		}
	}
	for i := range 6 {
		for j := i; j < 6; j++ {
			v := 0.0
			for k := j; k < 6; k++ {
				v += float64(m[k][i] * m[k][j])
			}
			out[i][j], out[j][i] = v, v
		}
	}
	return out, true
}
