package filter

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"scutum/internal/random"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
)

// coast flies an Earth-fixed state to the ground by package flight.
func coast(m earth.Model, x *[6]float64, w *flight.Workspace) (flight.Coasted, error) {
	r := m.Inertial(earth.Vec[earth.ECEF]{X: x[0], Y: x[1], Z: x[2]}, 0)
	v := m.Inertial(earth.Vec[earth.ECEF]{X: x[3], Y: x[4], Z: x[5]}, 0).Add(m.SurfaceVelocity(r))
	return w.Coast(m, r, v, 0, 0.01)
}

// TestImpactIsTheCoast: the impact of any state is where package flight's
// integrator has it, within 12 m and 10 ms (the strides' worth)
// for falls of up to half an hour, and there is one exactly where that finds one.
func TestImpactIsTheCoast(t *testing.T) {
	var w flight.Workspace
	for _, m := range []earth.Model{earth.WGS84, earth.Sphere} {
		b := Ballistic{Earth: m}
		t.Run(m.Name, rapid.MakeCheck(func(t *rapid.T) {
			s := State{X: anyFall.Draw(t, "state")}
			want, err := coast(m, &s.X, &w)
			got, ok := b.Impact(&s)
			if ok != (err == nil) {
				t.Fatalf("impact %v, by the coast %v", ok, err)
			}
			if !ok {
				return
			}
			miss := m.Fixed(got.Place).Sub(want.Impact).Norm()
			if want.Time < 1800 && (miss > 12 || math.Abs(got.Time-want.Time) > 1e-2) {
				t.Fatalf("after %v s %v m and %v s off", want.Time, miss, got.Time-want.Time)
			}
		}))
	}
}

// TestImpactIsTheSample draws 2,000 states about an estimate, flies each to the
// ground by package flight, and compares mean and spread of where and when they
// fall with the foretold: variances within 12 % (a sample's own error is 3 %),
// the mean within a tenth of sigma, with velocities known to 3 to 100 m/s, from
// burnout on; with 700 m/s within 40 %, where the spread is as large as the arc.
func TestImpactIsTheSample(t *testing.T) {
	var w flight.Workspace
	f := isfahanBerlin(t)
	m := earth.WGS84
	b := Ballistic{Earth: m}
	for _, at := range []float64{190, 400, 800} {
		for _, c := range []struct{ speed, within float64 }{{3, 0.12}, {30, 0.12}, {100, 0.12}, {700, 0.4}} {
			s := State{X: fixedState(&f, at)}
			for i := range 3 {
				s.P[i][i], s.P[i+3][i+3] = 500*500, c.speed*c.speed
				s.P[i][i+3], s.P[i+3][i] = 250*c.speed, 250*c.speed
			}
			got, ok := b.Impact(&s)
			if !ok {
				t.Fatal("no impact")
			}
			north, east := earth.NorthEast(got.Place)
			where := m.Fixed(got.Place)
			var mean, square [3]float64 // north, east, time
			cross, n := 0.0, 0.0
			r := random.New(1, uint64(at), "impact")
			for range 2000 {
				x := draw(&s.X, &s.P, r)
				end, err := coast(m, &x, &w)
				if err != nil {
					continue // some of the fastest do not come down
				}
				d := end.Impact.Sub(where)
				v := [3]float64{d.Dot(north), d.Dot(east), end.Time - got.Time}
				for k := range v {
					mean[k] += v[k]
					square[k] += v[k] * v[k]
				}
				cross += v[0] * v[1]
				n++
			}
			want := [3]float64{got.Spread[0][0], got.Spread[1][1], got.TimeSigma * got.TimeSigma}
			for k := range mean {
				mean[k] /= n
				square[k] = square[k]/n - mean[k]*mean[k]
				if ratio := want[k] / square[k]; math.Abs(ratio-1) > c.within {
					t.Errorf("at %v s, %v m/s: variance %d is %.3f of the sample's", at, c.speed, k, ratio)
				}
				if bias := math.Abs(mean[k]) / math.Sqrt(square[k]); bias > 0.1+c.within/3 {
					t.Errorf("at %v s, %v m/s: mean %d is %.3f sigma off", at, c.speed, k, bias)
				}
			}
			sample := cross/n - mean[0]*mean[1]
			if d := math.Abs(got.Spread[0][1]-sample) / math.Sqrt(square[0]*square[1]); d > c.within {
				t.Errorf("at %v s, %v m/s: correlation %.3f off", at, c.speed, d)
			}
		}
	}
}

// TestEllipse: the axes of the spread make it up again.
func TestEllipse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64Range(1, 1e4).Draw(t, "a"), rapid.Float64Range(1, 1e4).Draw(t, "b")
		azimuth := rapid.Float64Range(-1.5, 1.5).Draw(t, "azimuth")
		a, b = max(a, b), min(a, b)
		s, c := math.Sincos(azimuth)
		i := Impact{Spread: [2][2]float64{{a*a*c*c + b*b*s*s, (a*a - b*b) * s * c}, {(a*a - b*b) * s * c, a*a*s*s + b*b*c*c}}}
		major, minor, turn := i.Ellipse()
		if math.Abs(major-a) > 1e-6*a || math.Abs(minor-b) > 1e-4*a || a > 1.01*b && math.Abs(turn-azimuth) > 1e-6 {
			t.Fatalf("%v, %v at %v: %v, %v at %v", a, b, azimuth, major, minor, turn)
		}
	})
}

// TestAheadIsThePrediction: in strides or in seconds, the estimate ahead is the
// same, to the strides' accuracy, and its noise too.
func TestAheadIsThePrediction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Ballistic{Earth: earth.WGS84, Noise: rapid.Float64Range(0, 0.1).Draw(t, "q")}
		s := State{X: anyFall.Draw(t, "state"), P: anySpread.Draw(t, "covariance")}
		dt := rapid.Float64Range(0, 600).Draw(t, "dt")
		ahead := b.Ahead(&s, dt)
		if lowest(&s.X, &ahead.X) < 6.2e6 {
			t.Skip("into the ground")
		}
		for range 600 {
			b.Predict(&s, dt/600)
		}
		if d, v := apart(&ahead.X, &s.X); d > 1.5 || v > 1e-2 {
			t.Fatalf("%g m, %g m/s off", d, v)
		}
		for i := range 6 {
			for j := range 6 {
				if scale := math.Sqrt(s.P[i][i] * s.P[j][j]); math.Abs(ahead.P[i][j]-s.P[i][j]) > 5e-3*scale {
					t.Fatalf("element %d, %d is %g, by steps %g", i, j, ahead.P[i][j], s.P[i][j])
				}
			}
		}
	})
}

// TestArcOfAState: the arc passes through the state's position now, ends on the
// ground where two-body motion comes down, and is the flight's own where the
// state is taken from one.
func TestArcOfAState(t *testing.T) {
	f := isfahanBerlin(t)
	for _, m := range []earth.Model{earth.WGS84, earth.Sphere} {
		round := m
		round.J2 = 0
		rapid.Check(t, func(t *rapid.T) {
			x := anyFall.Draw(t, "state")
			now := rapid.Float64Range(0, 2000).Draw(t, "now")
			a, ok := Arc(m, &x, now)
			b := Ballistic{Earth: round}
			want, fell := b.Impact(&State{X: x})
			if ok != fell {
				t.Fatalf("arc %v, impact %v", ok, fell)
			}
			if !ok {
				return
			}
			p := m.Rotating(a.Position(a.From), now)
			if d, _ := apart(&[6]float64{p.X, p.Y, p.Z}, &[6]float64{x[0], x[1], x[2]}); d > 1e-3 || math.Abs(a.Time(a.From)-now) > 1e-6 {
				t.Fatalf("the arc begins %v m and %v s off", d, a.Time(a.From)-now)
			}
			end := a.Position(a.To)
			when := a.Time(a.To)
			if h := orbit.Height(&m, end); math.Abs(h) > 1e-2 {
				t.Fatalf("the arc ends %v m up", h)
			}
			if d := m.Rotating(end, when).Sub(m.Fixed(want.Place)).Norm(); want.Time < 1800 && (d > 12 || math.Abs(when-now-want.Time) > 1e-2) {
				t.Fatalf("the arc ends %v m and %v s off", d, when-now-want.Time)
			}
		})
	}
	m := earth.WGS84
	r, v := f.Arc.Position(f.Arc.From), f.Arc.Velocity(f.Arc.From)
	p, u := m.Rotating(r, 180), m.Rotating(v.Sub(m.SurfaceVelocity(r)), 180)
	a, ok := Arc(m, &[6]float64{p.X, p.Y, p.Z, u.X, u.Y, u.Z}, 180)
	if !ok || math.Abs(a.Time(a.To)-f.FlightTime) > 1e-3 || a.Position(a.To).Sub(f.Arc.Position(f.Arc.To)).Norm() > 1 {
		t.Errorf("the flight's own arc ends at %v s, not %v", a.Time(a.To), f.FlightTime)
	}
	x := fixedState(&f, 190)
	if a, ok = Arc(m, &x, 190); !ok {
		t.Fatal("no arc")
	}
	later, two := fixedState(&f, 790), m.Rotating(a.Position(a.At(790)), 790)
	if d, _ := apart(&later, &[6]float64{two.X, two.Y, two.Z}); d < 1700 || d > 2100 {
		t.Errorf("J2 is worth %v m in 600 s", d)
	}
	for _, x := range [][6]float64{{}, {math.NaN()}, {7e6, 0, 0, 0, 7500, 0}, {7e6, 0, 0, 0, 12e3, 0}, {6e6, 0, 0, -1000, 3000, 0}, {7e6, 0, 0, math.Inf(1), 0, 0}, {7e6, 0, 0, 0, 0, math.NaN()}} {
		if _, ok := Arc(m, &x, 0); ok {
			t.Errorf("%v has an arc", x)
		}
		b := Ballistic{Earth: m}
		if _, ok := b.Impact(&State{X: x}); ok {
			t.Errorf("%v comes down", x)
		}
	}
}

func BenchmarkImpact(b *testing.B) {
	f := isfahanBerlin(b)
	m := Ballistic{Earth: earth.WGS84, Noise: 1e-3}
	s := State{X: fixedState(&f, 190), P: benchmarkState.P}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if _, ok := m.Impact(&s); !ok {
			b.Fatal("no impact")
		}
	}
}

func BenchmarkAhead300(b *testing.B) {
	f := isfahanBerlin(b)
	m := Ballistic{Earth: earth.WGS84, Noise: 1e-3}
	s := State{X: fixedState(&f, 190), P: benchmarkState.P}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		m.Ahead(&s, 300)
	}
}

func BenchmarkArc(b *testing.B) {
	f := isfahanBerlin(b)
	x := fixedState(&f, 190)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if _, ok := Arc(earth.WGS84, &x, 190); !ok {
			b.Fatal("no arc")
		}
	}
}
