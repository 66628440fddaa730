package fusion

import (
	"math"

	"scutum/internal/frozen"
)

// matrix is a symmetric matrix over position (m) and velocity (m/s).
type matrix = [6][6]float64

type vector = [6]float64

// cholesky writes the lower triangle l with l lᵀ = a, its diagonal inverted,
// and says whether a is positive definite. NaN is not.
func cholesky(a, l *matrix) bool {
	for j := range 6 {
		d := a[j][j]
		for k := range j {
			d -= float64(l[j][k] * l[j][k])
		}
		if !(d > 0) || math.IsInf(d, 1) {
			return false
		}
		r := 1 / math.Sqrt(d)
		l[j][j] = r
		for i := j + 1; i < 6; i++ {
			s := a[i][j]
			for k := range j {
				s -= float64(l[i][k] * l[j][k])
			}
			l[i][j] = s * r
		}
	}
	return true
}

// invert writes the inverse of a positive definite a, exactly symmetric, and
// says whether it is one. a and out may be the same.
func invert(a, out *matrix) bool {
	var l matrix
	if !cholesky(a, &l) {
		return false
	}
	invertFactor(&l)
	for i := range 6 {
		for j := range i + 1 {
			s := 0.0
			for k := i; k < 6; k++ {
				s += float64(l[k][i] * l[k][j])
			}
			out[i][j], out[j][i] = s, s
		}
	}
	return true
}

// invertFactor turns a factor of cholesky into its inverse, in place.
func invertFactor(l *matrix) {
	for j := range 6 {
		for i := j + 1; i < 6; i++ {
			s := 0.0
			for k := j; k < i; k++ {
				s += float64(l[i][k] * l[k][j])
			}
			l[i][j] = -float64(s * l[i][i])
		}
	}
}

// logDeterminant is that of the matrix whose factor is l.
func logDeterminant(l *matrix) float64 {
	product := 1.0
	for i := range 6 {
		product *= l[i][i]
	}
	return -2 * frozen.Log(product)
}

// whiten solves l w = v with the factor l of a covariance.
func whiten(l *matrix, v *vector) (w vector) {
	for i := range 6 {
		s := v[i]
		for k := range i {
			s -= float64(l[i][k] * w[k])
		}
		w[i] = s * l[i][i]
	}
	return w
}

// quadratic computes vᵀ a⁻¹ v with the factor l of a.
func quadratic(l *matrix, v *vector) float64 {
	w := whiten(l, v)
	return dot(&w, &w)
}

// times computes a v.
func times(a *matrix, v *vector) (out vector) {
	for i := range 6 {
		row := &a[i]
		out[i] = float64(row[0]*v[0]) + float64(row[1]*v[1]) + float64(row[2]*v[2]) +
			(float64(row[3]*v[3]) + float64(row[4]*v[4]) + float64(row[5]*v[5]))
	}
	return out
}

func dot(a, b *vector) float64 {
	return float64(a[0]*b[0]) + float64(a[1]*b[1]) + float64(a[2]*b[2]) +
		(float64(a[3]*b[3]) + float64(a[4]*b[4]) + float64(a[5]*b[5]))
}

func less(a, b *vector) (out vector) {
	for i := range 6 {
		out[i] = a[i] - b[i]
	}
	return out
}

func plus(a, b *vector) (out vector) {
	for i := range 6 {
		out[i] = a[i] + b[i]
	}
	return out
}

// add adds factor times b to a; factor is 1 or -1.
func add(a, b *matrix, factor float64) {
	for i := range 6 {
		for j := range 6 {
			a[i][j] += float64(factor * b[i][j])
		}
	}
}

// distance is the squared Mahalanobis distance of two independent estimates,
// +Inf where their covariances are no covariances.
func distance(a, b *vector, p, q *matrix) float64 {
	sum := *p
	add(&sum, q, 1)
	var l matrix
	if !cholesky(&sum, &l) {
		return math.Inf(1)
	}
	d := less(a, b)
	return quadratic(&l, &d)
}

// chiSquare is the quantile of the chi-square distribution that a standard
// normal exceeds as rarely as it exceeds z (Wilson and Hilferty 1931), within 2 %
// for 6 degrees of freedom and more; see TestChiSquare.
func chiSquare(degrees int, z float64) float64 {
	d := float64(degrees)
	root := 1 - 2/(9*d) + float64(z*math.Sqrt(2/(9*d)))
	return d * root * root * root
}
