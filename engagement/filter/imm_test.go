package filter

import (
	"math"
	"testing"

	"scutum/internal/random"
	"scutum/physics/earth"
)

// ascent is a boost of 70 s from 30 km over Tabriz towards Berlin: thrust along
// the velocity that grows with the speed from 25 to 60 m/s2, then free fall.
const ascentBurn = 70

func ascent() (start [6]float64, thrust []Thrust) {
	p := earth.Degrees(38.08, 46.2919)
	p.Alt = 30e3
	r := earth.WGS84.Fixed(p)
	north, east := earth.NorthEast(p)
	up := earth.Up(p)
	v := up.Scale(950).AddScaled(450, north).AddScaled(-550, east)
	return [6]float64{r.X, r.Y, r.Z, v.X, v.Y, v.Z}, []Thrust{{1000, 25}, {4500, 60}}
}

// climb is what a filter makes of the ascent, second by second: errors of
// position and velocity (root mean square), NEES and probability of free fall.
type climb struct{ metres, speed, nees, ballistic [150]float64 }

// follow runs a filter, started from two measurements, on the ascent as Kurecik
// sees it, 700 km away, once a second.
func follow(f Element, runs int) (out climb) {
	m := earth.WGS84
	start, thrust := ascent()
	at := NewStation(m, earth.Degrees(38.3494, 37.7936))
	engine, fall := Boost{Earth: m, Template: thrust}, Ballistic{Earth: m, Noise: 1e-3}
	sigma := [3]float64{5e-4, 5e-4, 10}
	n := float64(runs)
	for run := range runs {
		s := random.New(3, uint64(run), "ascent")
		truth := start
		var before Measurement
		for k := range out.metres {
			for range 20 * min(k, 1) {
				if k <= ascentBurn {
					engine.Move(&truth, 0.05)
				} else {
					fall.Move(&truth, 0.05)
				}
			}
			z := Measurement{Z: at.Measure((*[3]float64)(truth[:3]), nil), Sigma: sigma}
			for i := range 3 {
				z.Z[i] += sigma[i] * s.Normal()
			}
			switch k {
			case 0:
			case 1:
				first := TwoPoint(&fall, &at, &before, &at, &z, 1)
				f.Start(&first)
			default:
				f.Predict(1)
				var e Expected
				f.Expect(&at, &sigma, &e)
				v := e.Innovation(&z.Z)
				f.Update(&e, &v)
				d, u := apart(&f.State().X, &truth)
				out.metres[k] += d * d / n
				out.speed[k] += u * u / n
				out.nees[k] += f.State().Distance2(&truth) / n
				if imm, ok := f.(*IMM); ok {
					out.ballistic[k] += imm.Probability(1) / n
				}
			}
			before = z
		}
	}
	for k := range out.metres {
		out.metres[k], out.speed[k] = math.Sqrt(out.metres[k]), math.Sqrt(out.speed[k])
	}
	return out
}

// TestBurnoutIsNoticed: over 50 runs of a boost of 70 s the IMM holds it to be
// boost while it burns, and falling 10 s after burnout (without template; 5 s
// with the missile's own); a minute later its velocity is better than a boost
// filter's twentyfold, and at no time does it think itself better than it is
// but in the seconds after burnout. A ballistic filter that was started during
// boost is lost by tens of kilometres and does not know it.
func TestBurnoutIsNoticed(t *testing.T) {
	_, thrust := ascent()
	unknown := NewBoost(earth.WGS84)
	known := unknown
	known.Template, known.Along, known.Across = thrust, unknown.Along/20, unknown.Across/20
	fall := &Ballistic{Earth: earth.WGS84, Noise: 1e-3}
	boost := follow(NewSecondOrder(&unknown), 50)
	lost := follow(NewSecondOrder(fall), 50)
	for _, c := range []struct {
		name    string
		boost   *Boost
		notices int     // s after burnout
		error   float64 // m, at burnout
		nees    float64
	}{{"unknown thrust", &unknown, 10, 350, 7}, {"known thrust", &known, 5, 250, 20}} {
		got := follow(NewBoostBallistic(c.boost, fall, 60), 50)
		for _, k := range []int{10, 40, 70, 72, 75, 80, 90, 110, 149} {
			t.Logf("%s, %3d s: %4.0f m, %6.1f m/s, NEES %4.1f, ballistic %.2f; boost alone %4.0f m, %6.1f m/s; ballistic alone %.0f m",
				c.name, k, got.metres[k], got.speed[k], got.nees[k], got.ballistic[k], boost.metres[k], boost.speed[k], lost.metres[k])
		}
		for k := 10; k < 150; k++ {
			if k <= ascentBurn && got.ballistic[k] > 0.3 || k >= ascentBurn+c.notices && got.ballistic[k] < 0.9 {
				t.Errorf("%s: after %d s ballistic with probability %.2f", c.name, k, got.ballistic[k])
			}
			if got.nees[k] > c.nees {
				t.Errorf("%s: after %d s NEES %.1f", c.name, k, got.nees[k])
			}
		}
		if got.metres[ascentBurn] > c.error || got.speed[149] > boost.speed[149]/20 || got.metres[149] > 100 {
			t.Errorf("%s: %.0f m at burnout, %.1f m/s and %.0f m in the end", c.name, got.metres[ascentBurn], got.speed[149], got.metres[149])
		}
	}
	if lost.metres[ascentBurn] < 1e4 || lost.nees[ascentBurn] < 1e3 {
		t.Errorf("the ballistic filter follows a boost to %.0f m", lost.metres[ascentBurn])
	}
}

// TestOneModeIsItsFilter: an IMM of one mode, or of two that are the same, is
// the filter itself, under one innovation and under several, none allocating.
func TestOneModeIsItsFilter(t *testing.T) {
	m := &Ballistic{Earth: earth.WGS84, Noise: 1e-2}
	at := NewStation(earth.WGS84, earth.Degrees(38.3494, 37.7936))
	f := isfahanBerlin(t)
	for _, imm := range []*IMM{
		NewIMM([]Mode{{"fall", NewSecondOrder(m), 1}}, [][]float64{{0}}),
		NewIMM([]Mode{{"fall", NewSecondOrder(m), 0.3}, {"fall", NewSecondOrder(m), 0.7}}, [][]float64{{0, 0.1}, {0.2, 0}}),
	} {
		one := NewSecondOrder(m)
		s := State{X: fixedState(&f, 200), P: cue}
		one.Start(&s)
		imm.Start(&s)
		r := random.New(1, 0, "one")
		sigma := [3]float64{1e-3, 1e-3, 10}
		for k := range 50 {
			var e, own Expected
			one.Predict(1)
			imm.Predict(1)
			one.Expect(&at, &sigma, &own)
			imm.Expect(&at, &sigma, &e)
			var v [2][3]float64
			for i := range v {
				v[i] = [3]float64{1e-3 * r.Normal(), 1e-3 * r.Normal(), 20 * r.Normal()}
			}
			if k%2 == 0 {
				one.Update(&own, &v[0])
				imm.Update(&e, &v[0])
			} else {
				one.UpdateMixed(&own, v[:], []float64{0.3, 0.5})
				imm.UpdateMixed(&e, v[:], []float64{0.3, 0.5})
			}
			a, b := one.State(), imm.State()
			for i := range 6 {
				for j := range 6 {
					if scale := math.Sqrt(a.P[i][i] * a.P[j][j]); math.Abs(a.P[i][j]-b.P[i][j]) > 1e-6*scale || math.Abs(a.X[i]-b.X[i]) > 1e-6*math.Sqrt(a.P[i][i]) {
						t.Fatalf("scan %d: states %v, %v", k, a, b)
					}
				}
			}
		}
		var e Expected
		innovations, shares := [][3]float64{{}, {1e-3}}, []float64{0.3, 0.5}
		allocated := testing.AllocsPerRun(100, func() {
			imm.Predict(1)
			imm.Expect(&at, &sigma, &e)
			imm.UpdateMixed(&e, innovations, shares)
		})
		if allocated != 0 {
			t.Errorf("%v allocations", allocated)
		}
	}
}

// TestModesMix: probabilities of change are those of the two-state chain in
// closed form; over a long time they forget the start; and a single innovation
// that is surely the object's is an update.
func TestModesMix(t *testing.T) {
	m := &Ballistic{Earth: earth.WGS84, Noise: 1e-2}
	loud := &Ballistic{Earth: earth.WGS84, Noise: 100}
	build := func() *IMM {
		return NewIMM([]Mode{{"a", NewEKF(m), 0.8}, {"b", NewEKF(loud), 0.2}}, [][]float64{{0, 0.05}, {0.01, 0}})
	}
	f := isfahanBerlin(t)
	s := State{X: fixedState(&f, 200), P: cue}
	for _, dt := range []float64{0.1, 1, 10, 100} {
		imm := build()
		imm.Start(&s)
		imm.Predict(dt)
		rest := 0.01 / 0.06
		if want := rest + (0.8-rest)*math.Exp(-0.06*dt); math.Abs(imm.Probability(0)-want) > 1e-12 {
			t.Errorf("after %v s mode a has %v, not %v", dt, imm.Probability(0), want)
		}
	}
	a, b := build(), build()
	at := NewStation(earth.WGS84, earth.Degrees(38.3494, 37.7936))
	sigma := [3]float64{1e-3, 1e-3, 10}
	a.Start(&s)
	b.Start(&s)
	for range 20 {
		var e, g Expected
		a.Predict(1)
		b.Predict(1)
		a.Expect(&at, &sigma, &e)
		b.Expect(&at, &sigma, &g)
		a.Update(&e, &[3]float64{1e-3, 2e-3, 20})
		b.UpdateMixed(&g, [][3]float64{{1e-3, 2e-3, 20}}, []float64{1})
		if d, v := apart(&a.State().X, &b.State().X); d > 1e-4 || v > 1e-5 || math.Abs(a.Probability(0)-b.Probability(0)) > 1e-9 {
			t.Fatalf("%v m, %v m/s, %v against %v", d, v, a.Probability(0), b.Probability(0))
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("an IMM takes an expectation that is not its last")
		}
	}()
	a.Update(&Expected{}, &[3]float64{})
}
