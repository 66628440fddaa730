package filter

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"scutum/internal/random"
	"scutum/physics/earth"
)

// straight is motion in a straight line as a Flow.
type straight struct{ Linear }

func (m *straight) Move(x *[6]float64, dt float64) {
	s := State{X: *x}
	m.Predict(&s, dt)
	*x = s.X
}

func (m *straight) AddNoise(_ *[6]float64, dt float64, p *[6][6]float64) {
	s := State{P: *p}
	zero := State{}
	m.Predict(&zero, dt)
	for i := range 6 {
		for j := range 6 {
			s.P[i][j] += zero.P[i][j]
		}
	}
	*p = s.P
}

// TestUnscentedOfLinear: where motion is linear the UKF predicts what the
// Kalman filter does; and where the spread is small against the range it expects
// and updates as the EKF does.
func TestUnscentedOfLinear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := State{X: [6]float64{4e5, 3e5, 2e5, -1000, 500, -100}, P: anySpread.Draw(t, "covariance")}
		m := &straight{Linear{Acceleration: [3]float64{0, 0, -9}, Density: [3]float64{1, 2, 3}}}
		ukf, ekf := NewUKF(m), NewEKF(m)
		ukf.Start(&s)
		ekf.Start(&s)
		dt := rapid.Float64Range(0.1, 30).Draw(t, "dt")
		ukf.Predict(dt)
		// The UKF goes in steps of 10 s.
		for range steps(dt, longestStep) {
			ekf.Predict(dt / float64(steps(dt, longestStep)))
		}
		same(t, ukf.State(), ekf.State(), 1e-9)

		for i := range 6 {
			for j := range 6 {
				s.P[i][j] *= 1e-6
			}
		}
		ukf.Start(&s)
		ekf.Start(&s)
		at := Station{Axes: [3][3]float64{{1}, {0, 1}, {0, 0, 1}}}
		sigma := [3]float64{1e-5, 1e-5, 1}
		var a, b Expected
		ukf.Expect(&at, &sigma, &a)
		ekf.Expect(&at, &sigma, &b)
		v := [3]float64{1e-5, -2e-5, 1}
		ukf.Update(&a, &v)
		ekf.Update(&b, &v)
		same(t, ukf.State(), ekf.State(), 1e-4)
	})
}

func same(t *rapid.T, a, b *State, within float64) {
	for i := range 6 {
		if d := math.Abs(a.X[i] - b.X[i]); d > within*math.Sqrt(b.P[i][i]) {
			t.Fatalf("element %d: %v, not %v", i, a.X[i], b.X[i])
		}
		for j := range 6 {
			if scale := math.Sqrt(b.P[i][i] * b.P[j][j]); math.Abs(a.P[i][j]-b.P[i][j]) > within*scale {
				t.Fatalf("element %d, %d: %v, not %v", i, j, a.P[i][j], b.P[i][j])
			}
		}
	}
}

// TestUnscentedMoments: mean and covariance of what a radar measures of an
// object that is uncertain by a tenth of its range are those of 200,000 samples:
// the range's mean within a tenth of the bend, which the EKF leaves out, and its
// variance within 15 %; SecondOrder's too.
func TestUnscentedMoments(t *testing.T) {
	at := Station{Axes: [3][3]float64{{1}, {0, 1}, {0, 0, 1}}}
	s := State{X: [6]float64{8e5, 1e5, 3e5}}
	for i, v := range []float64{5e4, 8e4, 3e4, 100, 100, 100} {
		s.P[i][i] = v * v
	}
	s.P[0][1], s.P[1][0] = 1e9, 1e9
	var mean [3]float64
	var square [3][3]float64
	middle := at.Measure((*[3]float64)(s.X[:3]), nil)
	r := random.New(1, 0, "moments")
	const n = 200000
	for range n {
		x := draw(&s.X, &s.P, r)
		z := at.Measure((*[3]float64)(x[:3]), nil)
		for i := range 3 {
			mean[i] += (z[i] - middle[i]) / n
			for j := range 3 {
				square[i][j] += (z[i] - middle[i]) * (z[j] - middle[j]) / n
			}
		}
	}
	m := &Ballistic{Earth: earth.WGS84}
	for _, f := range []Element{NewUKF(m), NewSecondOrder(m)} {
		f.Start(&s)
		var e Expected
		f.Expect(&at, &[3]float64{}, &e)
		if bias := e.Z[2] - middle[2] - mean[2]; math.Abs(bias) > 0.1*mean[2] {
			t.Errorf("%T: range %v m off, of a bend of %v", f, bias, mean[2])
		}
		for i := range 3 {
			variance := square[i][i] - mean[i]*mean[i]
			if ratio := e.S[i][i] / variance; math.Abs(ratio-1) > 0.15 {
				t.Errorf("%T: variance %d is %.3f of the sample's", f, i, ratio)
			}
		}
	}
}
