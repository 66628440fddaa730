package footprint

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"scutum/scenario"
)

// anyDomain lies anywhere, past the antimeridian and up to the poles included.
var anyDomain = rapid.Custom(func(t *rapid.T) scenario.Domain {
	d := scenario.Domain{SouthDeg: rapid.Float64Range(-90, 80).Draw(t, "south"), WestDeg: rapid.Float64Range(-180, 180).Draw(t, "west")}
	d.NorthDeg = math.Min(90, d.SouthDeg+rapid.Float64Range(1, 100).Draw(t, "high"))
	d.EastDeg = d.WestDeg + rapid.Float64Range(1, 360).Draw(t, "wide")
	if rapid.IntRange(0, 5).Draw(t, "corner") == 0 {
		d = rapid.SampledFrom([]scenario.Domain{{SouthDeg: 50, NorthDeg: 90, WestDeg: -180, EastDeg: 180}, {SouthDeg: -10, NorthDeg: 60, WestDeg: 170, EastDeg: 190}, {SouthDeg: 34, NorthDeg: 72, WestDeg: -25, EastDeg: 45}}).Draw(t, "domain")
	}
	return d
})

// TestGrid: the cells' areas are together the domain's, every cell is found at
// its centre and about its centre, whichever way round the longitude is told,
// and cells are about as wide and high as they should be.
func TestGrid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDomain.Draw(t, "domain")
		spacing := rapid.Float64Range(40, 500).Draw(t, "spacing")
		g := NewGrid(d, spacing)
		sum := 0.0
		for row := range g.Rows() {
			n := g.RowStart[row+1] - g.RowStart[row]
			sum += g.AreaKm2[row] * float64(n)
			cell := g.RowStart[row] + rapid.IntRange(0, n-1).Draw(t, "cell")
			lat, lon := g.Centre(row, cell)
			if g.Row(cell) != row || !(lat > d.SouthDeg && lat < d.NorthDeg && lon > d.WestDeg && lon < d.EastDeg) {
				t.Fatalf("cell %d of row %d: row %d, centre %g %g", cell, row, g.Row(cell), lat, lon)
			}
			high := (d.NorthDeg - d.SouthDeg) / float64(g.Rows())
			for _, off := range [][2]float64{{0, 0}, {0.49, 0.49}, {-0.49, 0.49}, {0.49, -0.49}, {-0.49, -0.49}} {
				y, x := lat+off[0]*high, lon+off[1]*g.RowStepDeg[row]
				for _, turn := range []float64{0, 360, -360} {
					if x+turn < -180 || x+turn > 180 {
						continue
					}
					if got := g.CellAt(y, x+turn); got != cell {
						t.Fatalf("%g %g lies in cell %d, found in %d", y, x+turn, cell, got)
					}
				}
			}
			if p := g.Place(row, cell); math.Abs(p.LatDeg()-lat) > 1e-12 || math.Abs(p.LonDeg()-lon) > 1e-12 {
				t.Fatalf("place %+v of centre %g %g", p, lat, lon)
			}
			if n > 3 && g.Rows() > 3 {
				wide := g.RowStepDeg[row] * kmPerDegree * math.Cos(lat*math.Pi/180)
				if wide < 0.8*spacing || wide > 1.25*spacing || high*kmPerDegree < 0.8*spacing || high*kmPerDegree > 1.25*spacing {
					t.Fatalf("a cell of %g by %g km, want %g", wide, high*kmPerDegree, spacing)
				}
			}
		}
		rad := math.Pi / 180
		want := EarthRadiusKm * EarthRadiusKm * (d.EastDeg - d.WestDeg) * rad * (math.Sin(d.NorthDeg*rad) - math.Sin(d.SouthDeg*rad))
		if math.Abs(sum-want) > 1e-9*want {
			t.Fatalf("cells of %g km2, domain of %g", sum, want)
		}
		for _, p := range [][2]float64{{d.SouthDeg - 0.1, d.WestDeg + 0.1}, {d.NorthDeg + 0.1, d.WestDeg + 0.1}, {math.NaN(), d.WestDeg + 0.1}, {d.SouthDeg + 0.1, math.NaN()}} {
			if c := g.CellAt(p[0], p[1]); c != -1 {
				t.Fatalf("%v is outside, found in %d", p, c)
			}
		}
		if wide := d.EastDeg - d.WestDeg; wide < 350 {
			for _, x := range []float64{d.WestDeg - 1, d.EastDeg + 1} {
				if c := g.CellAt(0.5*(d.SouthDeg+d.NorthDeg), math.Remainder(x, 360)); c != -1 {
					t.Fatalf("longitude %g is outside, found in %d", x, c)
				}
			}
		}
	})
}

// TestCubic: the weights come to one and give cubics back.
func TestCubic(t *testing.T) {
	for u := 0.0; u <= 1; u += 0.125 {
		w := Cubic(u)
		var one, cube float64
		for i, k := range w {
			x := float64(i) - 1
			one += k
			cube += k * (x*x*x - 2*x*x + 3*x - 5)
		}
		if want := u*u*u - 2*u*u + 3*u - 5; math.Abs(one-1) > 1e-14 || math.Abs(cube-want) > 1e-13 {
			t.Errorf("at %g: weights come to %g, a cubic to %g, want %g", u, one, cube, want)
		}
	}
}

// TestAssess: the error that is said of a square, or the guard about the border
// where that is more, holds the error of the interpolation of waves with a kink
// across the net but for 1 point in 100, where it holds half of it. A kink along
// the net, midway between two rows, is where it holds least: a fifth.
func TestAssess(t *testing.T) {
	l := newLattice(scenario.Domain{SouthDeg: 34, NorthDeg: 60, WestDeg: -10, EastDeg: 30})
	rng := rand.New(rand.NewPCG(8, 8))
	v := layer{value: make([]float64, l.nodes())}
	beyond, n, worst := 0, 0, 0.0
	for range 300 {
		a, b, phase, slope := 0.25*rng.Float64(), 0.5*rng.Float64()-0.25, 6*rng.Float64(), 300*rng.Float64()
		f := func(lat, lon float64) float64 {
			return 3000 + 400*math.Sin(a*lat+b*lon+phase) + slope*math.Abs(lat+0.3*lon-48-phase)
		}
		for k := range v.value {
			p := l.place(k)
			v.value[k] = f(p.LatDeg(), p.LonDeg())
		}
		v.assess(&l)
		for range 100 {
			lat, lon := 34+26*rng.Float64(), -10+40*rng.Float64()
			s := l.stencil(lat, lon)
			n++
			if share := math.Abs(v.at(&l, &s)-f(lat, lon)) / math.Max(guard, v.error[s.square]); !(share <= 1) {
				beyond++
				worst = math.Max(worst, share)
			}
		}
	}
	t.Logf("%d of %d beyond what is said, by up to %.2f", beyond, n, worst)
	if beyond > n/100 || worst > 2 {
		t.Errorf("%d of %d beyond what is said, by up to %.2f", beyond, n, worst)
	}
	for k := range v.value {
		v.value[k] = 100 * math.Abs(l.place(k).LatDeg()-49)
	}
	v.assess(&l)
	s := l.stencil(49, 5)
	if off := v.at(&l, &s); off > 5.5*v.error[s.square] {
		t.Errorf("a kink midway: %g m/s off, said to be %g at most", off, v.error[s.square])
	}
}
