package filter

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

var origin = Station{Axes: [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}

// cholesky returns the factor of a symmetric matrix and whether it is positive
// definite.
func cholesky(p *[6][6]float64) (l [6][6]float64, ok bool) {
	for i := range 6 {
		for j := range i + 1 {
			v := p[i][j]
			for k := range j {
				v -= l[i][k] * l[j][k]
			}
			if i == j {
				if !(v > 0) {
					return l, false
				}
				l[i][i] = math.Sqrt(v)
			} else {
				l[i][j] = v / l[j][j]
			}
		}
	}
	return l, true
}

// inverse by the Cholesky factor.
func inverse(p *[6][6]float64) (o [6][6]float64) {
	l, ok := cholesky(p)
	if !ok {
		panic("not positive definite")
	}
	for c := range 6 {
		var y [6]float64
		for i := range 6 {
			if i == c {
				y[i] = 1
			}
			for k := range i {
				y[i] -= l[i][k] * y[k]
			}
			y[i] /= l[i][i]
		}
		for i := 5; i >= 0; i-- {
			for k := i + 1; k < 6; k++ {
				y[i] -= l[k][i] * o[k][c]
			}
			o[i][c] = y[i] / l[i][i]
		}
	}
	return o
}

func near(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance*(1+math.Abs(b)) }

// drawState draws an estimate far from the radar with a full covariance.
func drawState(t *rapid.T) (s State) {
	f := func(lo, hi float64, name string) float64 { return rapid.Float64Range(lo, hi).Draw(t, name) }
	s.X = [6]float64{f(2e5, 9e5, "x"), f(-4e5, 4e5, "y"), f(5e4, 6e5, "z"), f(-4e3, 4e3, "vx"), f(-4e3, 4e3, "vy"), f(-4e3, 4e3, "vz")}
	var l [6][6]float64
	for i := range 6 {
		scale := 300.0
		if i >= 3 {
			scale = 30
		}
		for j := range i {
			l[i][j] = scale * f(-0.5, 0.5, "off")
		}
		l[i][i] = scale * f(0.2, 1, "diagonal")
	}
	for i := range 6 {
		for j := range 6 {
			for k := range 6 {
				s.P[i][j] += l[i][k] * l[j][k]
			}
		}
	}
	return s
}

// drawStation draws a radar with axes turned at will.
func drawStation(t *rapid.T) *Station {
	a := rapid.Float64Range(-3, 3).Draw(t, "turn")
	b := rapid.Float64Range(-0.5, 0.5).Draw(t, "tilt")
	sa, ca := math.Sincos(a)
	sb, cb := math.Sincos(b)
	return &Station{
		Origin: [3]float64{1e4, -2e4, 500},
		Axes:   [3][3]float64{{ca * cb, sa * cb, -sb}, {-sa, ca, 0}, {ca * sb, sa * sb, cb}},
	}
}

// TestMeasureDerivative compares the derivative with differences, and Position
// with the way back.
func TestMeasureDerivative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, at := drawState(t), drawStation(t)
		var h [3][3]float64
		p := [3]float64(s.X[:3])
		z := at.Measure(&p, &h)
		back, _ := at.Position(&Measurement{Z: z})
		for j := range 3 {
			if math.Abs(back[j]-p[j]) > 1e-6 {
				t.Fatalf("axis %d: %v comes back as %v", j, p[j], back[j])
			}
			const step = 10.0
			up, down := p, p
			up[j] += step
			down[j] -= step
			zu, zd := at.Measure(&up, nil), at.Measure(&down, nil)
			for i := range 3 {
				if got := (zu[i] - zd[i]) / (2 * step); math.Abs(zu[i]-zd[i]) < 1 && math.Abs(got-h[i][j])*z[2] > 1e-6*(z[2]) && math.Abs(got-h[i][j]) > 1e-6*math.Abs(got) {
					t.Fatalf("dz%d/dx%d = %v, differences give %v", i, j, h[i][j], got)
				}
			}
		}
	})
}

// TestUpdateAgainstInformationForm: the inverse of the updated covariance is
// the inverse of the predicted one plus H' R^-1 H.
func TestUpdateAgainstInformationForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, at := drawState(t), drawStation(t)
		sigma := [3]float64{1e-3, 2e-3, 50}
		f := NewEKF(nil)
		f.Start(&s)
		var e Expected
		f.Expect(at, &sigma, &e)
		v := [3]float64{1e-4, -2e-4, 30}
		f.Update(&e, &v)
		want := inverse(&s.P)
		var step [6]float64
		for i := range 3 {
			for k := range 3 {
				step[i] += e.H[k][i] / (sigma[k] * sigma[k]) * v[k]
				for j := range 3 {
					want[i][j] += e.H[k][i] * e.H[k][j] / (sigma[k] * sigma[k])
				}
			}
		}
		cov := inverse(&want)
		got := f.State()
		for i := range 6 {
			x := s.X[i]
			for j := range 6 {
				x += cov[i][j] * step[j]
				if scale := math.Sqrt(cov[i][i] * cov[j][j]); math.Abs(got.P[i][j]-cov[i][j]) > 1e-7*scale {
					t.Fatalf("P[%d][%d] = %v, information form %v", i, j, got.P[i][j], cov[i][j])
				}
				if got.P[i][j] != got.P[j][i] {
					t.Fatal("not symmetric")
				}
			}
			if math.Abs(got.X[i]-x) > 1e-6*math.Sqrt(cov[i][i]) {
				t.Fatalf("X[%d] = %v, information form %v", i, got.X[i], x)
			}
		}
	})
}

// TestMixedUpdateIsTheMixture: mean and covariance of the mixture of the
// single updates and of no update.
func TestMixedUpdateIsTheMixture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawState(t)
		sigma := [3]float64{1e-3, 1e-3, 20}
		var e Expected
		Expect(&s, &origin, &sigma, &e)
		n := rapid.IntRange(0, 4).Draw(t, "n")
		innovations, p := make([][3]float64, n), make([]float64, n)
		parts, weights := []State{s}, []float64{1}
		for i := range n {
			for k := range 3 {
				innovations[i][k] = sigma[k] * rapid.Float64Range(-2, 2).Draw(t, "v")
			}
			p[i] = rapid.Float64Range(0, 1/float64(n)).Draw(t, "p")
			one := s
			UpdateState(&one, &e, &innovations[i])
			parts, weights = append(parts, one), append(weights, p[i])
			weights[0] -= p[i]
		}
		var want State
		for n := range parts {
			for i := range 6 {
				want.X[i] += weights[n] * (parts[n].X[i] - s.X[i])
			}
		}
		for n := range parts {
			for i := range 6 {
				for j := range 6 {
					di, dj := parts[n].X[i]-s.X[i]-want.X[i], parts[n].X[j]-s.X[j]-want.X[j]
					want.P[i][j] += weights[n] * (parts[n].P[i][j] + di*dj)
				}
			}
		}
		f := NewEKF(nil)
		f.Start(&s)
		f.UpdateMixed(&e, innovations, p)
		got := f.State()
		for i := range 6 {
			if sd := math.Sqrt(s.P[i][i]); math.Abs(got.X[i]-s.X[i]-want.X[i]) > 1e-8*sd {
				t.Fatalf("X[%d] moved by %v, mixture %v", i, got.X[i]-s.X[i], want.X[i])
			}
			for j := range 6 {
				if math.Abs(got.P[i][j]-want.P[i][j]) > 1e-7*math.Sqrt(s.P[i][i]*s.P[j][j]) {
					t.Fatalf("P[%d][%d] = %v, mixture %v", i, j, got.P[i][j], want.P[i][j])
				}
			}
		}
		if _, ok := cholesky(&got.P); !ok {
			t.Fatal("not positive definite")
		}
	})
}

// TestInnovationWraps: the innovation of azimuth stays within half a turn.
func TestInnovationWraps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := Expected{Z: [3]float64{rapid.Float64Range(-math.Pi, math.Pi).Draw(t, "expected"), 0, 0}}
		az := rapid.Float64Range(-7, 7).Draw(t, "measured")
		v := e.Innovation(&[3]float64{az, 0, 0})[0]
		if math.Abs(v) > math.Pi+1e-12 || math.Abs(math.Sin(v-(az-e.Z[0]))) > 1e-12 || math.Cos(v-(az-e.Z[0])) < 0.5 {
			t.Fatalf("innovation of azimuth %v - %v is %v", az, e.Z[0], v)
		}
	})
}

// TestOverhead: an object in the radar's zenith is no reason for NaN.
func TestOverhead(t *testing.T) {
	s := State{X: [6]float64{0, 0, 4e5, 10, 0, 0}}
	for i := range 6 {
		s.P[i][i] = 1e4
	}
	var e Expected
	sigma := [3]float64{1e-3, 1e-3, 20}
	Expect(&s, &origin, &sigma, &e)
	v := e.Innovation(&[3]float64{0.1, math.Pi/2 - 1e-3, 4e5 + 10})
	UpdateState(&s, &e, &v)
	for i := range 6 {
		if math.IsNaN(s.X[i]) || math.IsNaN(s.P[i][i]) {
			t.Fatalf("%+v", s)
		}
	}
}

// TestStaysPositiveDefinite runs 10^6 predictions and updates, with a sharp
// range beside blunt angles, missed scans, mixtures and little process noise.
func TestStaysPositiveDefinite(t *testing.T) {
	motion := &Linear{Density: [3]float64{1e-4, 1e-4, 1e-4}}
	f := NewEKF(motion)
	sigma := [3]float64{5e-3, 5e-3, 1}
	start := func(i int) {
		at := [3]float64{8e5, float64(i%7)*1e4 - 3e4, 3e5}
		s := OnePoint(&origin, &Measurement{origin.Measure(&at, nil), sigma}, [3]float64{-100, 0, 10}, [3]float64{3e3, 3e3, 3e3})
		f.Start(&s)
	}
	innovations, p := make([][3]float64, 2), []float64{0.3, 0.3}
	noise := uint64(1)
	draw := func() float64 { // roughly normal
		sum := -6.0
		for range 12 {
			noise = noise*6364136223846793005 + 1442695040888963407
			sum += float64(noise>>11) / (1 << 53)
		}
		return sum
	}
	var e Expected
	for i := range 1_000_000 {
		if i%5000 == 0 {
			start(i)
		}
		f.Predict(0.5 + float64(i%3)*0.5)
		if i%11 != 0 {
			f.Expect(&origin, &sigma, &e)
			for n := range innovations {
				for k := range 3 {
					innovations[n][k] = sigma[k] * draw()
				}
			}
			if i%4 == 0 {
				f.UpdateMixed(&e, innovations, p)
			} else {
				f.Update(&e, &innovations[0])
			}
		}
		if _, ok := cholesky(&f.State().P); !ok {
			t.Fatalf("step %d: %v", i, f.State().P)
		}
	}
}

func BenchmarkEKF(b *testing.B) {
	f := NewEKF(&Linear{Density: [3]float64{1, 1, 1}})
	at := [3]float64{8e5, 1e4, 3e5}
	sigma := [3]float64{1e-3, 1e-3, 20}
	s := OnePoint(&origin, &Measurement{origin.Measure(&at, nil), sigma}, [3]float64{}, [3]float64{300, 300, 300})
	f.Start(&s)
	var e Expected
	v := [3]float64{1e-4, 1e-4, 5}
	b.ReportAllocs()
	for b.Loop() {
		f.Predict(1)
		f.Expect(&origin, &sigma, &e)
		f.Update(&e, &v)
	}
}
