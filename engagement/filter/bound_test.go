package filter

import (
	"math"
	"testing"

	"scutum/internal/random"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
)

// geometry is a radar that watches a part of the arc from Isfahan to Berlin.
type geometry struct {
	name  string
	radar earth.Place
	from  int // s after launch
	scans int // one a second
	sigma [3]float64
	noise float64 // m2/s3
}

// geometries are radars of the shield (points.csv): one that the missile passes
// at 850 km, one with the missile coming over its horizon, one far away and low,
// and one as sharp as any.
var geometries = []geometry{
	{"Kurecik, passing", earth.Degrees(38.3494, 37.7936), 200, 150, [3]float64{5e-4, 5e-4, 10}, 1e-3},
	{"Deveselu, from the horizon", earth.Degrees(44.0667, 24.3833), 260, 150, [3]float64{1e-3, 1e-3, 20}, 1e-2},
	{"Fylingdales, far", earth.Degrees(54.3618, -0.6701), 580, 150, [3]float64{2e-3, 2e-3, 50}, 1e-3},
	{"Kurecik, sharp", earth.Degrees(38.3494, 37.7936), 200, 150, [3]float64{1e-4, 1e-4, 10}, 1e-4},
}

// isfahanBerlin is the burnout model's minimum-energy arc: its two-body state
// at burnout, 180 s after launch, flown on under J2.
func isfahanBerlin(t testing.TB) flight.Ballistic {
	t.Helper()
	aim := flight.NewAim(earth.WGS84, flight.Boost{Time: 180, Altitude: 180e3, Downrange: 300e3}, earth.Degrees(32.65, 51.67), earth.Degrees(52.52, 13.405))
	f, err := aim.Fly(flight.MinimumEnergy)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// fixedState is the Earth-fixed state of a flight at a time after its launch,
// under J2 from burnout.
func fixedState(f *flight.Ballistic, at float64) [6]float64 {
	m := earth.WGS84
	r, v := f.Arc.Position(f.Arc.From), f.Arc.Velocity(f.Arc.From)
	r, v = orbit.Oblate(&m, r, v, at-f.Boost.Time)
	x, u := m.Rotating(r, at), m.Rotating(v.Sub(m.SurfaceVelocity(r)), at)
	return [6]float64{x.X, x.Y, x.Z, u.X, u.Y, u.Z}
}

// disturb adds a draw of white acceleration noise over dt seconds.
func disturb(x *[6]float64, q, dt float64, s random.Stream) {
	for i := range 3 {
		a, b := s.Normal(), s.Normal()
		// The factor of q [dt3/3, dt2/2; dt2/2, dt].
		root := math.Sqrt(q * dt)
		x[i+3] += root * a
		x[i] += root * dt * (a/2 + b/math.Sqrt(12))
	}
}

// tally holds the means over runs, scan by scan: the square of the error of
// position, the least that the bound allows, and the NEES.
type tally struct {
	error2, least2, nees []float64
}

// study is how a geometry is run.
type study struct {
	runs   int
	truth  Ballistic // of which the noise is that of the truth
	prior  *[6][6]float64
	filter Element
}

// cue is a prior covariance: position to 3 km, velocity to 100 m/s.
var cue = [6][6]float64{{9e6}, {0, 9e6}, {0, 0, 9e6}, {3: 1e4}, {4: 1e4}, {5: 1e4}}

// chase runs a geometry many times: the truth is flown by package orbit, noise
// added each second; the filter starts from the prior, drawn about the truth,
// or without one from two measurements; the bound follows each truth.
func (c study) chase(t testing.TB, g geometry) tally {
	m := earth.WGS84
	f := isfahanBerlin(t)
	start := fixedState(&f, float64(g.from))
	at := NewStation(m, g.radar)
	estimator := c.filter
	out := tally{error2: make([]float64, g.scans), least2: make([]float64, g.scans), nees: make([]float64, g.scans)}
	for run := range c.runs {
		s := random.New(2011, uint64(run), "chase", g.name)
		truth := start
		var bound Bound
		var before Measurement
		for k := range g.scans {
			last := truth
			if k > 0 {
				truth = oblate(&m, truth, 1)
				disturb(&truth, c.truth.Noise, 1, s)
			}
			now := Measurement{Z: at.Measure((*[3]float64)(truth[:3]), nil), Sigma: g.sigma}
			for i := range now.Z {
				now.Z[i] += g.sigma[i] * s.Normal()
			}
			switch {
			case k == 0 && c.prior == nil:
			case k == 0:
				estimator.Start(&State{X: draw(&truth, c.prior, s), P: *c.prior})
				bound = NewBound(&c.truth, c.prior)
				take(estimator, &bound, &at, &now, &truth)
			case k == 1 && c.prior == nil:
				from, to := before, now
				if _, plain := estimator.(*EKF); !plain {
					from, to = before.Widened(), now.Widened()
				}
				first := TwoPoint(&c.truth, &at, &from, &at, &to, 1)
				estimator.Start(&first)
				bound = twoPointBound(&c.truth, &at, &last, &truth, &g.sigma)
			default:
				estimator.Predict(1)
				bound.Predict(&last, 1)
				take(estimator, &bound, &at, &now, &truth)
			}
			if before = now; k > 0 {
				out.add(k, c.runs, estimator.State(), &bound, &truth)
			}
		}
	}
	return out
}

// take brings a measurement to a filter and to the bound.
func take(f Estimator, b *Bound, at *Station, z *Measurement, truth *[6]float64) {
	var e Expected
	f.Expect(at, &z.Sigma, &e)
	v := e.Innovation(&z.Z)
	f.Update(&e, &v)
	b.Update(truth, at, &z.Sigma)
}

// twoPointBound is the bound of two measurements and no prior.
func twoPointBound(motion *Ballistic, at *Station, last, truth *[6]float64, sigma *[3]float64) Bound {
	z := Measurement{Z: at.Measure((*[3]float64)(last[:3]), nil), Sigma: *sigma}
	first := OnePoint(at, &z, [3]float64{}, [3]float64{diffuse, diffuse, diffuse})
	b := NewBound(motion, &first.P)
	b.Predict(last, 1)
	b.Update(truth, at, sigma)
	return b
}

func (o *tally) add(k, runs int, s *State, b *Bound, truth *[6]float64) {
	c := b.Covariance()
	d, _ := apart(&s.X, truth)
	o.error2[k] += d * d / float64(runs)
	o.least2[k] += (c[0][0] + c[1][1] + c[2][2]) / float64(runs)
	o.nees[k] += s.Distance2(truth) / float64(runs)
}

// settled is the number of updates after which a filter is held to the bound.
const settled = 20

// summary returns the greatest ratio of error to bound after 20 updates, the
// mean NEES since then, and the share of updates at which it is in the band.
func (o *tally) summary() (worst, mean, inside float64) {
	n := float64(len(o.nees) - settled)
	for k := settled; k < len(o.nees); k++ {
		worst = max(worst, math.Sqrt(o.error2[k]/o.least2[k]))
		mean += o.nees[k] / n
		if o.nees[k] >= bandLow && o.nees[k] <= bandHigh {
			inside += 1 / n
		}
	}
	return worst, mean, inside
}

// The 95 % band of the mean over 200 runs of a chi-square variable with six
// degrees of freedom: that of 1,200 degrees, over 200.
const bandLow, bandHigh = 5.5296, 6.4890

// draw returns a normal vector about a mean.
func draw(mean *[6]float64, p *[6][6]float64, s random.Stream) [6]float64 {
	var l [6][6]float64
	factor(p, &l)
	x := *mean
	for j := range 6 {
		n := s.Normal()
		for i := j; i < 6; i++ {
			x[i] += l[i][j] * n
		}
	}
	return x
}

// TestRootMeanSquareNearTheBound: with the process noise of the truth in filter
// and bound, the error of position of EKF and UKF is at most 1.15 times the
// bound at every update from the 20th on, over 200 runs of each geometry, and
// the filter knows its error: the NEES averaged over the runs lies in the 95 %
// band at nine in ten of these updates (95 in 100 are due; neighbours go
// together), and so does its mean over them. From a cue, and from two
// measurements alone.
//
// From two measurements of a far radar velocity is known to 9 km/s: that bends
// the range more than it is measured to, and the plain EKF believes what it
// should not. See TestWhereTheRangeBends.
func TestRootMeanSquareNearTheBound(t *testing.T) {
	for _, g := range geometries {
		b := &Ballistic{Earth: earth.WGS84, Noise: g.noise}
		for _, p := range []*[6][6]float64{&cue, nil} {
			for _, f := range []Element{NewEKF(b), NewSecondOrder(b), NewUKF(b)} {
				_, plain := f.(*EKF)
				out := study{200, *b, p, f}.chase(t, g)
				worst, mean, inside := out.summary()
				t.Logf("%-26s %-19T cue %-5v error/bound at 20 %.3f, worst %.3f (%.0f m at the end); NEES %.2f, in band %.2f",
					g.name, f, p != nil, math.Sqrt(out.error2[settled]/out.least2[settled]), worst, math.Sqrt(out.error2[g.scans-1]), mean, inside)
				if worst > 1.15 {
					t.Errorf("the error is %.3f times the bound", worst)
				}
				bends := plain && p == nil && g.from == 580
				if in := mean >= bandLow && mean <= bandHigh && inside >= 0.9; in == bends {
					t.Errorf("NEES %.2f, in its band at %.2f of the updates", mean, inside)
				}
			}
		}
	}
}

// TestWrongNoise: what the test above measures does notice a filter whose model
// is not the truth's. With a hundredth of the noise in the filter the NEES is
// far above its band, and with noise in the filter alone below it; of a truth
// that a hundred times more noise moves the error is 2.8 times the bound. Without J2 a filter with this noise is still in its band: 0.015 m/s2 in one
// direction is less than what 0.01 m2/s3 leave open here; with 1e-4 it is not.
func TestWrongNoise(t *testing.T) {
	g := geometries[1]
	round := earth.WGS84
	round.J2 = 0
	for _, c := range []struct {
		name          string
		truth, filter float64
		earth         earth.Model
		low, high     float64 // of the NEES
	}{
		{"right", 1e-2, 1e-2, earth.WGS84, bandLow, bandHigh},
		{"too little in the filter", 1e-2, 1e-4, earth.WGS84, 20, 200},
		{"far too little", 1, 1e-2, earth.WGS84, 50, 500},
		{"none in the truth", 0, 1e-2, earth.WGS84, 3, bandLow},
		{"no J2, noisy", 1e-2, 1e-2, round, bandLow, bandHigh},
		{"no J2, quiet", 1e-4, 1e-4, round, bandHigh, 50},
	} {
		out := study{200, Ballistic{Earth: earth.WGS84, Noise: c.truth}, &cue, NewSecondOrder(&Ballistic{Earth: c.earth, Noise: c.filter})}.chase(t, g)
		worst, mean, inside := out.summary()
		t.Logf("%-26s error/bound %.2f, NEES %.2f, in band %.2f", c.name, worst, mean, inside)
		if mean < c.low || mean > c.high {
			t.Errorf("%s: NEES %.2f", c.name, mean)
		}
	}
}

// TestWhereTheRangeBends: from two measurements a second apart, of a radar at
// 2,000 km that measures the range to 5 m and angles to 1 to 10 mrad, the EKF
// is lost from 3 mrad on (NEES above 1e4); SecondOrder and UKF know their error
// (NEES 5 to 7) at an error of position that the log compares with the bound.
func TestWhereTheRangeBends(t *testing.T) {
	g := geometries[1]
	g.from, g.scans = 330, 100
	for _, wide := range []float64{1e-3, 3e-3, 1e-2} {
		g.sigma = [3]float64{wide, wide, 5}
		b := &Ballistic{Earth: earth.WGS84, Noise: g.noise}
		for _, f := range []Element{NewEKF(b), NewSecondOrder(b), NewUKF(b)} {
			_, plain := f.(*EKF)
			out := study{100, *b, nil, f}.chase(t, g)
			worst, mean, _ := out.summary()
			t.Logf("%2.0f mrad %-19T error/bound at most %6.2f, at the end %6.2f; NEES %.2f", 1000*wide, f, worst, math.Sqrt(out.error2[g.scans-1]/out.least2[g.scans-1]), mean)
			if lost := mean > 1e4; plain && lost != (wide > 2e-3) || !plain && (mean < 5 || mean > 7) {
				t.Errorf("NEES %.2f", mean)
			}
		}
	}
}
