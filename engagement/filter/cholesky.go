package filter

import "math"

// leastPivot is the share of its diagonal element below which a pivot of
// Cholesky's is round-off: it is then set to that share.
const leastPivot = 1e-13

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
