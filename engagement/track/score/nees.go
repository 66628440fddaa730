package score

import (
	"math"

	"scutum/engagement/filter"
)

// Consistency compares the errors with the covariances that the tracks claim,
// by the normalised estimation error squared (Bar-Shalom, Li and Kirubarajan
// 2001, section 5.4.2), whose mean is 6 if they are true.
type Consistency struct {
	Mean      float64 // over all matched pairs of the scored scans
	Low, High float64 // 95 % band of one scan's mean, for the usual number of tracks
	// ScansInBand is the share of scans whose mean lies in its own band: 0.95
	// if the covariances are true. Scans of one run are not independent.
	ScansInBand float64
}

// NEES returns e' P^-1 e of an estimate's error e, and false if the covariance
// is not positive definite.
func NEES(s *filter.State, truth *[6]float64) (float64, bool) {
	var l [6][6]float64
	var y [6]float64
	sum := 0.0
	for i := range 6 {
		for j := range i + 1 {
			v := s.P[i][j]
			for k := range j {
				v -= float64(l[i][k] * l[j][k])
			}
			if j < i {
				l[i][j] = v / l[j][j]
				continue
			}
			if !(v > 0) {
				return 0, false
			}
			l[i][i] = math.Sqrt(v)
		}
		e := s.X[i] - truth[i]
		for k := range i {
			e -= float64(l[i][k] * y[k])
		}
		y[i] = e / l[i][i]
		sum += float64(y[i] * y[i])
	}
	return sum, true
}

// Band returns the 95 % band of the mean NEES of n independent estimates of six
// states: that of chi-square with 6 n degrees of freedom, divided by n, by
// Wilson and Hilferty's cube root (PNAS 17, 1931), within 3 % of the tables for
// n = 1 and 0.1 % from n = 5. See TestBand.
func Band(n int) (low, high float64) {
	const z = 1.959963984540054 // 97.5 % of the normal distribution
	k := 6 * float64(n)
	v := 2 / (9 * k)
	cube := func(x float64) float64 { return float64(6 * float64(float64(x*x)*x)) }
	root := float64(z * math.Sqrt(v))
	return cube(1 - v - root), cube(1 - v + root)
}
