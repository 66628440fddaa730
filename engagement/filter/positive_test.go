package filter

import (
	"math"
	"testing"

	"scutum/internal/random"
	"scutum/physics/earth"
)

// filters lists every kind of estimator on ballistic motion with a noise.
func filters(q float64) []Element {
	fall := &Ballistic{Earth: earth.WGS84, Noise: q}
	boost := NewBoost(earth.WGS84)
	boost.Template = []Thrust{{1000, 30}, {5000, 60}, {5100, 0}}
	return []Element{NewEKF(fall), NewSecondOrder(fall), NewUKF(fall), NewBoostBallistic(&boost, fall, 60)}
}

// TestEveryFilterStaysPositiveDefinite takes a million random steps: arcs,
// radars anywhere, sigmas of range from 1 m and of angles from 1e-5 rad, noise
// from none, gaps from a tenth of a second to a minute, wrong measurements among
// the right, single and mixed updates; and asks after each step whether the
// covariance is finite, symmetric and positive definite beyond round-off.
//
// The plain EKF takes part with ranges from 10 m, angles from 1e-4 to 1e-3 rad
// and the cue as its start: beyond that it goes astray, and 3 in 100,000 steps
// break its covariance.
func TestEveryFilterStaysPositiveDefinite(t *testing.T) {
	total := 1000000
	if testing.Short() {
		total = 50000
	}
	f := isfahanBerlin(t)
	r := random.New(7, 0, "positive")
	for n := 0; n < total; {
		q := []float64{0, 1e-6, 1e-3, 1, 100}[r.Whole(0, 4)]
		// The dear ones less often.
		e := filters(q)[[]int{0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3}[r.Whole(0, 12)]]
		at, steps := wanders(e, fixedState(&f, r.Uniform(185, 600)), r, 250)
		if n += steps; at >= 0 {
			t.Fatalf("%T, noise %g: not positive definite after %d steps: %v", e, q, at, e.State())
		}
	}
}

// wanders runs one filter on the arc from Isfahan to Berlin, seen from anywhere,
// now and then by a wrong measurement, and returns the step at which its
// covariance broke, or -1.
func wanders(f Element, truth [6]float64, r random.Stream, scans int) (broken, taken int) {
	m := earth.WGS84
	fall := &Ballistic{Earth: m}
	place := earth.Degrees(r.Uniform(20, 70), r.Uniform(-10, 80))
	at := NewStation(m, place)
	sigma := [3]float64{power(r, -5, -2), power(r, -5, -2), power(r, 0, 3)}
	_, plain := f.(*EKF)
	start := r.Whole(0, 2)
	if plain {
		sigma = [3]float64{power(r, -4, -3), power(r, -4, -3), power(r, 1, 3)}
		start = 2
	}
	pace := power(r, 0, 1)
	measure := func() Measurement {
		z := Measurement{Z: at.Measure((*[3]float64)(truth[:3]), nil), Sigma: sigma}
		wrong := 1.0
		if r.Whole(0, 50) == 0 {
			wrong = 10
		}
		for i := range z.Z {
			z.Z[i] += wrong * sigma[i] * r.Normal()
		}
		return z
	}
	first := measure()
	switch start {
	case 0:
		s := OnePoint(&at, &first, [3]float64{}, [3]float64{5000, 5000, 5000})
		f.Start(&s)
	case 1:
		fall.Move(&truth, pace)
		second := measure()
		s := TwoPoint(fall, &at, &first, &at, &second, pace)
		f.Start(&s)
	case 2:
		f.Start(&State{X: truth, P: cue})
	}
	time := 0.0
	for k := range scans {
		dt := pace
		if r.Whole(0, 20) == 0 {
			dt = r.Uniform(0.1, 60)
		}
		if time += dt; time > 400 {
			return -1, k // near the ground
		}
		fall.Move(&truth, dt)
		f.Predict(dt)
		var e Expected
		f.Expect(&at, &sigma, &e)
		z := measure()
		v := e.Innovation(&z.Z)
		if r.Whole(0, 3) > 0 {
			f.Update(&e, &v)
		} else {
			z = measure()
			f.UpdateMixed(&e, [][3]float64{v, e.Innovation(&z.Z)}, []float64{r.Uniform(0, 0.5), r.Uniform(0, 0.5)})
		}
		if !f.State().Positive() {
			return k, k + 1
		}
	}
	return -1, scans
}

// power draws ten to a power.
func power(r random.Stream, low, high float64) float64 {
	return math.Pow(10, r.Uniform(low, high))
}
