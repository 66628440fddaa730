package filter

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestLinearMotion compares Predict with F P F' + Q written out.
func TestLinearMotion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawState(t)
		dt := rapid.Float64Range(0, 30).Draw(t, "dt")
		m := Linear{Acceleration: [3]float64{1, -2, -9}, Density: [3]float64{1, 4, 50}}
		var f, want [6][6]float64
		for i := range 6 {
			f[i][i] = 1
		}
		for i := range 3 {
			f[i][i+3] = dt
			q := m.Density[i]
			want[i][i] = q * dt * dt * dt / 3
			want[i][i+3] = q * dt * dt / 2
			want[i+3][i] = want[i][i+3]
			want[i+3][i+3] = q * dt
		}
		for i := range 6 {
			for j := range 6 {
				for k := range 6 {
					for l := range 6 {
						want[i][j] += f[i][k] * s.P[k][l] * f[j][l]
					}
				}
			}
		}
		got := s
		m.Predict(&got, dt)
		for i := range 3 {
			x := s.X[i] + s.X[i+3]*dt + 0.5*m.Acceleration[i]*dt*dt
			if !near(got.X[i], x, 1e-12) || !near(got.X[i+3], s.X[i+3]+m.Acceleration[i]*dt, 1e-12) {
				t.Fatalf("axis %d: %v", i, got.X)
			}
		}
		for i := range 6 {
			for j := range 6 {
				if math.Abs(got.P[i][j]-want[i][j]) > 1e-11*math.Sqrt(want[i][i]*want[j][j]) || got.P[i][j] != got.P[j][i] {
					t.Fatalf("P[%d][%d] = %v, want %v", i, j, got.P[i][j], want[i][j])
				}
			}
		}
	})
}

// TestTwoPointIsDifferencing compares with the textbook's formulas for a known
// constant acceleration: velocity (p2-p1)/dt + a dt/2, covariance R2, R2/dt and
// (R1+R2)/dt2 + q dt/3.
func TestTwoPointIsDifferencing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, at := drawState(t), drawStation(t)
		dt := rapid.Float64Range(0.5, 10).Draw(t, "dt")
		sigma := [3]float64{1e-3, 2e-3, 20}
		p := [3]float64(s.X[:3])
		a := &Measurement{at.Measure(&p, nil), sigma}
		for i := range 3 {
			p[i] += s.X[i+3] * dt
		}
		b := &Measurement{at.Measure(&p, nil), sigma}
		motion := &Linear{Acceleration: [3]float64{0, 1, -9}, Density: [3]float64{1, 4, 50}}
		got := TwoPoint(motion, at, a, at, b, dt)
		pa, ca := at.Position(a)
		pb, cb := at.Position(b)
		for i := range 3 {
			v := (pb[i]-pa[i])/dt + motion.Acceleration[i]*dt/2
			if !near(got.X[i], pb[i], 1e-9) || math.Abs(got.X[i+3]-v) > 1e-6*math.Abs(v)+1e-4 {
				t.Fatalf("%v, differencing %v %v", got.X, pb, v)
			}
			for j := range 3 {
				pp, pv, vv := cb[i][j], cb[i][j]/dt, (ca[i][j]+cb[i][j])/(dt*dt)
				if i == j {
					vv += motion.Density[i] * dt / 3
				}
				scale := math.Sqrt(got.P[i][i] * got.P[j][j])
				speed := math.Sqrt(got.P[i+3][i+3] * got.P[j+3][j+3])
				if math.Abs(got.P[i][j]-pp) > 1e-4*scale || math.Abs(got.P[i+3][j+3]-vv) > 1e-4*speed ||
					math.Abs(got.P[i][j+3]-pv) > 1e-4*math.Sqrt(got.P[i][i]*got.P[j+3][j+3]) {
					t.Fatalf("axes %d %d: %v, differencing %v %v %v", i, j, got.P, pp, pv, vv)
				}
			}
		}
		if _, ok := cholesky(&got.P); !ok {
			t.Fatal("not positive definite")
		}
	})
}
