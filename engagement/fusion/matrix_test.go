package fusion

import (
	"math"
	"testing"

	"scutum/internal/random"
)

// normal draws a standard normal (Box and Muller 1958).
func normal(s random.Stream) float64 {
	return math.Sqrt(-2*math.Log(1-s.Float64())) * math.Cos(2*math.Pi*s.Float64())
}

// covariance draws a positive definite matrix with standard deviations from
// 10 m to 10 km and 0.1 to 100 m/s, and any correlation.
func covariance(s random.Stream) (p matrix) {
	var a matrix
	for i := range 6 {
		for j := range 6 {
			a[i][j] = normal(s)
		}
	}
	for i := range 6 {
		for j := range 6 {
			for k := range 6 {
				p[i][j] += a[i][k] * a[j][k]
			}
		}
		p[i][i] += 0.1
	}
	for i := range 6 {
		scale := math.Pow(10, s.Uniform(1, 3.5))
		if i >= 3 {
			scale = math.Pow(10, s.Uniform(-1, 2))
		}
		for j := range 6 {
			p[i][j] *= scale
			p[j][i] *= scale
		}
	}
	for i := range 6 {
		for j := range i {
			p[i][j] = p[j][i]
		}
	}
	return p
}

func TestInvert(t *testing.T) {
	s := random.New(1, 0, "invert")
	for range 2000 {
		p := covariance(s)
		var y, back matrix
		if !invert(&p, &y) || !invert(&y, &back) {
			t.Fatal("a covariance that is none")
		}
		for i := range 6 {
			for j := range 6 {
				if d := math.Abs(back[i][j]-p[i][j]) / math.Sqrt(p[i][i]*p[j][j]); d > 1e-9 {
					t.Fatalf("inverse of the inverse differs by %g", d)
				}
				if y[i][j] != y[j][i] {
					t.Fatal("not symmetric")
				}
			}
		}
		v := vector{1, 2, 3, 4, 5, 6}
		yv := times(&y, &v)
		var l matrix
		cholesky(&p, &l)
		if a, b := dot(&v, &yv), quadratic(&l, &v); math.Abs(a-b) > 1e-8*a {
			t.Fatalf("quadratic %g, by the inverse %g", b, a)
		}
		var ly matrix
		cholesky(&y, &ly)
		if a, b := logDeterminant(&l), logDeterminant(&ly); math.Abs(a+b) > 1e-8*math.Abs(a) {
			t.Fatalf("log determinants %g, %g", a, b)
		}
	}
}

func TestInvertRefuses(t *testing.T) {
	s := random.New(2, 0, "refuses")
	for _, spoil := range []func(p *matrix){
		func(p *matrix) { p[3][3] = 0 },
		func(p *matrix) { p[2][2] = -1 },
		func(p *matrix) { p[0][0] = math.NaN() },
		func(p *matrix) { p[5][0], p[0][5] = math.NaN(), math.NaN() },
		func(p *matrix) { p[4][4] = math.Inf(1) },
		func(p *matrix) { p[1] = p[0]; p[1][1] = p[0][0]; p[0][1] = p[0][0] },
	} {
		p := covariance(s)
		spoil(&p)
		var y matrix
		if invert(&p, &y) {
			t.Errorf("inverted %v", p)
		}
	}
}

// TestChiSquare: against the tables (Abramowitz and Stegun 1964, 26.8) at
// exceedances of 0.02275 (z = 2), 0.001 and 1e-4.
func TestChiSquare(t *testing.T) {
	for _, c := range []struct {
		degrees int
		z, want float64
	}{
		{6, 3.0902, 22.458}, {12, 3.0902, 32.909}, {18, 3.0902, 42.312}, {24, 3.0902, 51.179}, {30, 3.0902, 59.703},
		{6, 3.7190, 27.856}, {12, 3.7190, 39.134}, {6, 1.6449, 12.592}, {12, 1.6449, 21.026},
	} {
		if got := chiSquare(c.degrees, c.z); math.Abs(got-c.want) > 0.02*c.want {
			t.Errorf("%d degrees, z %g: %.3f, tables %.3f", c.degrees, c.z, got, c.want)
		}
	}
}

func BenchmarkInvert(b *testing.B) {
	p := covariance(random.New(3, 0))
	var y matrix
	for b.Loop() {
		invert(&p, &y)
	}
}
