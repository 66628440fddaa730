package filter

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// anyFall draws a state between burnout and re-entry of a missile of short to
// intercontinental range, anywhere, rising or falling, in Earth-fixed axes.
var anyFall = rapid.Custom(func(t *rapid.T) [6]float64 {
	p := earth.Degrees(rapid.Float64Range(-89, 89).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon"))
	p.Alt = rapid.Float64Range(60e3, 1200e3).Draw(t, "alt")
	r := earth.WGS84.Fixed(p)
	north, east := earth.NorthEast(p)
	up := earth.Up(p)
	v := up.Scale(rapid.Float64Range(-4000, 4000).Draw(t, "climb")).
		AddScaled(rapid.Float64Range(-4500, 4500).Draw(t, "north"), north).
		AddScaled(rapid.Float64Range(-4500, 4500).Draw(t, "east"), east)
	return [6]float64{r.X, r.Y, r.Z, v.X, v.Y, v.Z}
})

// oblate flies an Earth-fixed state by package orbit's integrator.
func oblate(m *earth.Model, x [6]float64, dt float64) [6]float64 {
	r := m.Inertial(earth.Vec[earth.ECEF]{X: x[0], Y: x[1], Z: x[2]}, 0)
	v := m.Inertial(earth.Vec[earth.ECEF]{X: x[3], Y: x[4], Z: x[5]}, 0).Add(m.SurfaceVelocity(r))
	r, v = orbit.Oblate(m, r, v, dt)
	f := m.Rotating(r, dt)
	fv := m.Rotating(v.Sub(m.SurfaceVelocity(r)), dt)
	return [6]float64{f.X, f.Y, f.Z, fv.X, fv.Y, fv.Z}
}

func apart(a, b *[6]float64) (metres, speed float64) {
	return math.Hypot(math.Hypot(a[0]-b[0], a[1]-b[1]), a[2]-b[2]), math.Hypot(math.Hypot(a[3]-b[3], a[4]-b[4]), a[5]-b[5])
}

// TestBallisticIsFreeFall flies states beside the inertial integrator of
// package orbit, in each model of the Earth: a step of 10 s ends within 1 mm,
// ten minutes within 2 cm by steps of 10 s and within 1.5 m by the long strides
// (fourth order: that is 81 times as much). Back again it is where it was.
func TestBallisticIsFreeFall(t *testing.T) {
	for _, m := range []earth.Model{earth.WGS84, earth.Sphere, earth.StillSphere} {
		b := Ballistic{Earth: m}
		t.Run(m.Name, rapid.MakeCheck(func(t *rapid.T) {
			x := anyFall.Draw(t, "state")
			for _, c := range []struct{ dt, longest, metres, speed float64 }{
				{0.1, longestStep, 1e-7, 1e-8}, {1, longestStep, 1e-6, 1e-7}, {10, longestStep, 1e-3, 2e-5},
				{600, longestStep, 2e-2, 1e-4}, {600, longStride, 1.5, 1e-2},
			} {
				want := oblate(&m, x, c.dt)
				if lowest(&x, &want) < 6.2e6 {
					continue // deep in the Earth gravity is steep, and nobody's
				}
				got := State{X: x}
				b.predict(&got, c.dt, c.longest)
				if d, v := apart(&got.X, &want); d > c.metres || v > c.speed {
					t.Fatalf("%v s by %v: %g m and %g m/s off", c.dt, c.longest, d, v)
				}
				b.predict(&got, -c.dt, c.longest)
				if d, v := apart(&got.X, &x); d > 2*c.metres || v > 2*c.speed {
					t.Fatalf("%v s and back by %v: %g m and %g m/s off", c.dt, c.longest, d, v)
				}
			}
		}))
	}
}

// lowest is about the least distance from the centre on the way.
func lowest(a, b *[6]float64) float64 {
	return min(math.Hypot(math.Hypot(a[0], a[1]), a[2]), math.Hypot(math.Hypot(b[0], b[1]), b[2]))
}

// TestGravityGradient: the slopes are those of the field by differences, and
// the field in empty space has no sources (their trace is 0).
func TestGravityGradient(t *testing.T) {
	b := Ballistic{Earth: earth.WGS84}
	rapid.Check(t, func(t *rapid.T) {
		x := anyFall.Draw(t, "state")
		var g, unused gradient
		b.field(x[0], x[1], x[2], &g)
		rows := [3][3]float64{{g.xx, g.xy, g.xz}, {g.xy, g.yy, g.yz}, {g.xz, g.yz, g.zz}}
		if trace := g.xx + g.yy + g.zz; math.Abs(trace) > 1e-20 {
			t.Fatalf("trace %g", trace)
		}
		for j := range 3 {
			const d = 100
			hi, lo := x, x
			hi[j] += d
			lo[j] -= d
			var a, c [3]float64
			a[0], a[1], a[2] = b.field(hi[0], hi[1], hi[2], &unused)
			c[0], c[1], c[2] = b.field(lo[0], lo[1], lo[2], &unused)
			for i := range 3 {
				if slope := (a[i] - c[i]) / (2 * d); math.Abs(slope-rows[i][j]) > 1e-14 {
					t.Fatalf("slope %d of %d: %g, by differences %g", i, j, rows[i][j], slope)
				}
			}
		}
	})
}

// TestTransitionIsTheSlope compares the transition matrix with differences of
// the motion itself: to 3e-4 of a position's or velocity's scale (1 m of
// position counts as 1/dt m/s) up to ten minutes, at every step's length.
func TestTransitionIsTheSlope(t *testing.T) {
	b := Ballistic{Earth: earth.WGS84}
	rapid.Check(t, func(t *rapid.T) {
		x := anyFall.Draw(t, "state")
		dt := rapid.SampledFrom([]float64{0.1, 1, 9, 25, 300, 600}).Draw(t, "dt")
		end := x
		b.Move(&end, dt)
		if lowest(&x, &end) < 6.2e6 {
			t.Skip("into the ground")
		}
		f := b.Transition(&x, dt)
		for j := range 6 {
			d := 100.0
			if j >= 3 {
				d = 100 / max(dt, 10)
			}
			hi, lo := x, x
			hi[j] += d
			lo[j] -= d
			b.Move(&hi, dt)
			b.Move(&lo, dt)
			for i := range 6 {
				scale := 1.0
				if i >= 3 {
					scale /= dt
				}
				if j >= 3 {
					scale *= dt
				}
				if slope := (hi[i] - lo[i]) / (2 * d); math.Abs(slope-f[i][j]) > 3e-4*scale {
					t.Fatalf("after %v s element %d, %d is %.9g, by differences %.9g", dt, i, j, f[i][j], slope)
				}
			}
		}
	})
}

// anySpread draws a covariance, positive definite, with positions known to
// about a kilometre and velocities to about 10 m/s.
var anySpread = rapid.Custom(func(t *rapid.T) (p [6][6]float64) {
	var l [6][6]float64
	for i := range 6 {
		scale := 1000.0
		if i >= 3 {
			scale = 10
		}
		for j := range i {
			l[i][j] = scale * rapid.Float64Range(-1, 1).Draw(t, "l")
		}
		l[i][i] = scale * rapid.Float64Range(0.1, 1).Draw(t, "l")
	}
	for i := range 6 {
		for j := range 6 {
			for k := range 6 {
				p[i][j] += l[i][k] * l[j][k]
			}
		}
	}
	return p
})

// TestSpreadIsTheProduct: what Predict makes of a covariance by drifts and a
// kick is F P F' and the noise, written out.
func TestSpreadIsTheProduct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom([]earth.Model{earth.WGS84, earth.Sphere, earth.StillSphere}).Draw(t, "earth")
		b := Ballistic{Earth: m, Noise: rapid.Float64Range(0, 10).Draw(t, "q")}
		s := State{X: anyFall.Draw(t, "state"), P: anySpread.Draw(t, "covariance")}
		dt := rapid.Float64Range(-10, 10).Draw(t, "dt")
		f := b.Transition(&s.X, dt)
		var want [6][6]float64
		for i := range 6 {
			for j := range 6 {
				for k := range 6 {
					for l := range 6 {
						want[i][j] += f[i][k] * s.P[k][l] * f[j][l]
					}
				}
			}
		}
		b.AddNoise(&s.X, dt, &want)
		b.Predict(&s, dt)
		for i := range 6 {
			for j := range 6 {
				if s.P[i][j] != s.P[j][i] {
					t.Fatalf("element %d, %d is not symmetric", i, j)
				}
				if scale := math.Sqrt(want[i][i] * want[j][j]); math.Abs(s.P[i][j]-want[i][j]) > 1e-12*scale {
					t.Fatalf("element %d, %d is %g, the product %g", i, j, s.P[i][j], want[i][j])
				}
			}
		}
	})
}

// TestStationOnTheEarth: a point 100 km above the radar stands overhead, one to
// the north at azimuth 0, one to the east at 90 degrees.
func TestStationOnTheEarth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := earth.Degrees(rapid.Float64Range(-80, 80).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon"))
		at := NewStation(earth.WGS84, p)
		above := p
		above.Alt = 1e5
		for _, c := range []struct {
			move, azimuth float64
			where         earth.Place
		}{
			{0, 0, earth.Place{Lat: p.Lat + 1e-3, Lon: p.Lon, Alt: 1e5}},
			{0, math.Pi / 2, earth.Place{Lat: p.Lat, Lon: p.Lon + 1e-3, Alt: 1e5}},
		} {
			r := earth.WGS84.Fixed(c.where)
			z := at.Measure(&[3]float64{r.X, r.Y, r.Z}, nil)
			if math.Abs(z[0]-c.azimuth) > 4e-3 || z[1] < 1.4 {
				t.Fatalf("%+v at azimuth %v, elevation %v", c.where, z[0], z[1])
			}
		}
		r := earth.WGS84.Fixed(above)
		if z := at.Measure(&[3]float64{r.X, r.Y, r.Z}, nil); math.Abs(z[1]-math.Pi/2) > 1e-8 || math.Abs(z[2]-1e5) > 1e-6 {
			t.Fatalf("overhead at %v", z)
		}
	})
}

var benchmarkState = State{X: [6]float64{4.0e6, 3.2e6, 4.1e6, -2500, 3500, 3000}, P: [6][6]float64{{1e4}, {0, 1e4}, {0, 0, 1e4}, {3: 100}, {4: 100}, {5: 100}}}

func BenchmarkBallisticPredict(b *testing.B) {
	m := Ballistic{Earth: earth.WGS84, Noise: 1e-3}
	s := benchmarkState
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if i&255 == 0 {
			s = benchmarkState
		}
		m.Predict(&s, 1)
	}
}

func BenchmarkBallisticMove(b *testing.B) {
	m := Ballistic{Earth: earth.WGS84}
	x := benchmarkState.X
	for i := 0; i < b.N; i++ {
		if i&255 == 0 {
			x = benchmarkState.X
		}
		m.Move(&x, 1)
	}
}
