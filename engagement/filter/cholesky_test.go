package filter

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"scutum/internal/random"
	"scutum/physics/earth"
)

// TestUpdateIsUpdateState: the update by Cholesky's factor is the update by the
// inverse, for one innovation and for several.
func TestUpdateIsUpdateState(t *testing.T) {
	at := Station{Axes: [3][3]float64{{1}, {0, 1}, {0, 0, 1}}}
	rapid.Check(t, func(t *rapid.T) {
		s := State{X: [6]float64{4e5, 3e5, 2e5, -1000, 500, -100}, P: anySpread.Draw(t, "covariance")}
		sigma := [3]float64{1e-3, 2e-3, 10}
		var e Expected
		Expect(&s, &at, &sigma, &e)
		var v [2][3]float64
		for i := range v {
			for k := range 3 {
				v[i][k] = sigma[k] * rapid.Float64Range(-3, 3).Draw(t, "innovation")
			}
		}
		a, b := s, s
		a.update(&e, &v[0])
		UpdateState(&b, &e, &v[0])
		same(t, &a, &b, 1e-6)
		p := []float64{rapid.Float64Range(0, 0.5).Draw(t, "p"), rapid.Float64Range(0, 0.5).Draw(t, "p")}
		a, b = s, s
		a.updateMixed(&e, v[:], p)
		UpdateStateMixed(&b, &e, v[:], p)
		same(t, &a, &b, 1e-6)
		if !a.Positive() {
			t.Fatal("not positive definite")
		}
	})
}

// TestInverted: a matrix times its inverse is one; the NEES is the quadratic
// form of the inverse; and what is not positive definite is found out.
func TestInverted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anySpread.Draw(t, "covariance")
		q, ok := inverted(&p)
		if !ok {
			t.Fatal("no inverse")
		}
		for i := range 6 {
			for j := range 6 {
				sum := 0.0
				for k := range 6 {
					sum += p[i][k] * q[k][j]
				}
				want := 0.0
				if i == j {
					want = 1
				}
				if scale := math.Sqrt(p[i][i] * q[j][j]); math.Abs(sum-want) > 1e-10*scale {
					t.Fatalf("element %d, %d is %v", i, j, sum)
				}
			}
		}
		s := State{X: [6]float64{1, 2, 3, 4, 5, 6}, P: p}
		form := 0.0
		for i := range 6 {
			for j := range 6 {
				form += s.X[i] * q[i][j] * s.X[j]
			}
		}
		if d := s.Distance2(&[6]float64{}); math.Abs(d-form) > 1e-9*form {
			t.Fatalf("distance %v, not %v", d, form)
		}
		s.P[2][2] = -s.P[2][2]
		if _, ok := inverted(&s.P); ok || s.Positive() || !math.IsInf(s.Distance2(&[6]float64{}), 1) {
			t.Fatal("a negative variance passes")
		}
	})
}

// TestBoundIsTichavsky: along a true arc the bound is what the recursion of the
// information gives as it is printed, with Q's inverse, to 1e-6.
func TestBoundIsTichavsky(t *testing.T) {
	f := isfahanBerlin(t)
	truth := fixedState(&f, 300)
	b := &Ballistic{Earth: earth.WGS84, Noise: 0.1}
	at := NewStation(earth.WGS84, earth.Degrees(44.0667, 24.3833))
	sigma := [3]float64{1e-3, 1e-3, 20}
	bound := NewBound(b, &cue)
	j, _ := inverted(&cue)
	for k := range 60 {
		const dt = 2
		phi := b.Transition(&truth, dt)
		var q [6][6]float64
		b.AddNoise(&truth, dt, &q)
		bound.Predict(&truth, dt)
		b.Move(&truth, dt)
		bound.Update(&truth, &at, &sigma)

		qi, _ := inverted(&q)
		d12 := multiply(transpose(phi), qi) // but for its sign
		d11 := multiply(d12, phi)
		sum := j
		for i := range 6 {
			for n := range 6 {
				sum[i][n] += 0.5 * (d11[i][n] + d11[n][i])
			}
		}
		middle, ok := inverted(&sum)
		if !ok {
			t.Fatal("no inverse")
		}
		less := multiply(multiply(transpose(d12), middle), d12)
		var h [3][3]float64
		at.Measure((*[3]float64)(truth[:3]), &h)
		for i := range 6 {
			for n := range 6 {
				j[i][n] = qi[i][n] - 0.5*(less[i][n]+less[n][i])
				for m := range 3 {
					if i < 3 && n < 3 {
						j[i][n] += h[m][i] * h[m][n] / (sigma[m] * sigma[m])
					}
				}
			}
		}
		p, ok := inverted(&j)
		if !ok {
			t.Fatal("no inverse")
		}
		for i := range 6 {
			if ratio := p[i][i] / bound.Covariance()[i][i]; math.Abs(ratio-1) > 1e-6 {
				t.Fatalf("after %d updates variance %d is %.9f of Tichavsky's", k+1, i, 1/ratio)
			}
		}
	}
}

func multiply(a, b [6][6]float64) (c [6][6]float64) {
	for i := range 6 {
		for j := range 6 {
			for k := range 6 {
				c[i][j] += a[i][k] * b[k][j]
			}
		}
	}
	return c
}

func transpose(a [6][6]float64) (b [6][6]float64) {
	for i := range 6 {
		for j := range 6 {
			b[i][j] = a[j][i]
		}
	}
	return b
}

// TestBoostIsItsSlope: what Boost makes of a covariance is what it does to a
// cloud of states about the mean, and its noise is Along in the direction of the
// velocity and Across elsewhere.
func TestBoostIsItsSlope(t *testing.T) {
	start, thrust := ascent()
	b := Boost{Earth: earth.WGS84, Template: thrust}
	for _, dt := range []float64{0.5, 5} {
		s := State{X: start}
		for i := range 6 {
			s.P[i][i] = []float64{1e4, 1e4, 1e4, 25, 25, 25}[i]
		}
		s.P[0][3], s.P[3][0] = 200, 200
		r := random.New(1, 0, "cloud")
		got := s
		b.Predict(&got, dt)
		middle := start
		b.Move(&middle, dt)
		if middle != got.X {
			t.Fatalf("moved to %v, predicted at %v", middle, got.X)
		}
		var cloud [6][6]float64
		const n = 100000
		for range n {
			x := draw(&s.X, &s.P, r)
			b.Move(&x, dt)
			for i := range 6 {
				for j := range 6 {
					cloud[i][j] += (x[i] - middle[i]) * (x[j] - middle[j]) / n
				}
			}
		}
		for i := range 6 {
			for j := range 6 {
				if scale := math.Sqrt(cloud[i][i] * cloud[j][j]); math.Abs(got.P[i][j]-cloud[i][j]) > 0.02*scale {
					t.Errorf("after %v s element %d, %d is %v, of the cloud %v", dt, i, j, got.P[i][j], cloud[i][j])
				}
			}
		}
	}
	b.Along, b.Across = 100, 10
	var q [6][6]float64
	b.AddNoise(&[6]float64{7e6, 0, 0, 300, 400, 0}, 2, &q)
	along := 0.36*q[3][3] + 0.64*q[4][4] + 0.96*q[3][4]
	across := 0.64*q[3][3] + 0.36*q[4][4] - 0.96*q[3][4]
	if math.Abs(along-200) > 1e-9 || math.Abs(across-20) > 1e-9 || q[5][5] != 20 {
		t.Errorf("%v along, %v across, %v up", along, across, q[5][5])
	}
}
