package threat

import (
	"math"
	"testing"
	"time"

	"scutum/internal/random"
	"scutum/physics/earth"
	"scutum/scenario/geography"
)

// oblique is an impact whose ellipse has the standard deviations and bearing
// given.
func oblique(at earth.Place, major, minor, bearing float64) *Impact {
	s, c := math.Sincos(bearing)
	a, b := major*major, minor*minor
	return &Impact{At: at, North: a*c*c + b*s*s, East: a*s*s + b*c*c, NorthEast: (a - b) * s * c}
}

func normal(x float64) float64 { return 0.5 * math.Erfc(-x/math.Sqrt2) }

const metresPerDegree = math.Pi / 180 * 6371000

// TestShareOfHalfPlanes: the probability of falling beyond a straight border
// is the normal distribution's at the border's distance, for ellipses of any
// size, shape and bearing. On flat ground, near the equator.
func TestShareOfHalfPlanes(t *testing.T) {
	stream, sum, worst := random.New(1, 0, "half-planes"), 0.0, 0.0
	const n = 3000
	for range n {
		p := oblique(earth.Degrees(0, 10), 2000*math.Exp(4*stream.Float64()), 0, 0)
		sigma := math.Sqrt(p.North)
		p = oblique(p.At, sigma, sigma*stream.Float64(), math.Pi*stream.Float64())
		a, s := 2*math.Pi*stream.Float64(), stream.Uniform(-2.5, 2.5)
		sn, cs := math.Sincos(a) // of the border's normal, from north
		deviation := math.Sqrt(p.North*cs*cs + 2*p.NorthEast*sn*cs + p.East*sn*sn)
		got := over(p, func(lat, lon float64) (bool, float64) {
			return lat*metresPerDegree*cs+(lon-10)*metresPerDegree*math.Cos(lat*math.Pi/180)*sn < s*deviation, 0
		}).Share
		e := math.Abs(got - normal(s))
		sum, worst = sum+e, math.Max(worst, e)
	}
	t.Logf("mean error %.4f, worst %.4f", sum/n, worst)
	if sum/n > 0.005 || worst > 0.02 {
		t.Error("the lattice is not even")
	}
}

// TestShareOfCircles: a circle about the expected impact of a round ellipse
// holds 1 - exp(-r^2/2).
func TestShareOfCircles(t *testing.T) {
	for _, major := range []float64{500, 5e3, 50e3} {
		p := oblique(earth.Degrees(50, 20), major, major, 0)
		for r := 0.2; r < 3; r += 0.1 {
			got := over(p, func(lat, lon float64) (bool, float64) {
				n, e := (lat-50)*metresPerDegree, (lon-20)*metresPerDegree*math.Cos(lat*math.Pi/180)
				return math.Hypot(n, e) < r*major, 0
			}).Share
			within := 0.005
			if major < coarseWithin {
				within = 0.5 / coarse
			}
			if want := -math.Expm1(-r * r / 2); math.Abs(got-want) > within {
				t.Errorf("%v m, radius %.1f: %.4f, want %.4f", major, r, got, want)
			}
		}
	}
}

// TestRiskAgainstDraws: over Europe, share and people are those of 20,000
// draws of the impact, asked of package geography and of the places themselves.
func TestRiskAgainstDraws(t *testing.T) {
	nato := geography.NATO("2011-12-01")
	g := NewGround(nato)
	m, stream := earth.WGS84, random.New(2, 0, "draws")
	for _, c := range []struct {
		name                  string
		lat, lon              float64
		major, minor, bearing float64
		share                 float64 // tolerances
		people                float64
	}{
		{"inland", 52.2, 21, 20e3, 8e3, 1, 0.001, 0.05},
		{"on the coast", 54.4, 18.6, 20e3, 8e3, 0.3, 0.03, 0.10},
		{"near a border", 48.2, 17.1, 30e3, 10e3, 2, 0.03, 0.10},
		{"large", 45, 12, 200e3, 50e3, 2.5, 0.03, 0.15},
		{"small", 44.43, 26.1, 3e3, 1e3, 0.5, 0.01, 0.20}, // a town is one place: whole or not at all
		{"at sea", 40, 5.5, 10e3, 10e3, 0, 0.001, 0.05},
	} {
		at := earth.Degrees(c.lat, c.lon)
		p := oblique(at, c.major, c.minor, c.bearing)
		got := g.Risk(p)
		north, east := earth.NorthEast(at)
		sb, cb := math.Sincos(c.bearing)
		const n = 6000
		var share, people float64
		for i := range n {
			u, v := c.major*stream.Normal(), c.minor*stream.Normal()
			q := m.Place(m.Fixed(at).AddScaled(u*cb-v*sb, north).AddScaled(u*sb+v*cb, east))
			if nato[geography.CountryAt(q.LatDeg(), q.LonDeg())] {
				share += 1. / n
			}
			if i < 500 {
				people += living(nato, q.LatDeg(), q.LonDeg()) / 500
			}
		}
		t.Logf("%s: %.3f of draws fall on defended ground, %.3f by the lattice; people %.0f and %.0f", c.name, share, got.Share, people, got.People)
		if math.Abs(got.Share-share) > c.share || math.Abs(got.People-people) > c.people*people+100 {
			t.Errorf("%s: %+v, draws %.3f and %.0f", c.name, got, share, people)
		}
	}
}

// living counts the people of some countries in the square about a point, from
// the places themselves.
func living(codes map[string]bool, latDeg, lonDeg float64) float64 {
	half := SquareKm * 500 / metresPerDegree
	sum := 0.0
	for _, p := range geography.Places() {
		if math.Abs(p.LatDeg-latDeg) <= half && math.Abs(p.LonDeg-lonDeg)*math.Cos(latDeg*math.Pi/180) <= half && codes[p.Country] {
			sum += float64(p.Population)
		}
	}
	return sum
}

// TestGroundIsGeography: the raster's country at the centre of a cell is that
// of package geography, on 20,000 cells, and beyond the raster it asks there.
func TestGroundIsGeography(t *testing.T) {
	all := map[string]bool{}
	for _, c := range geography.Countries() {
		all[c.Code] = true
	}
	g, raster, stream := NewGround(all), land(), random.New(3, 0, "cells")
	countries, on := geography.Countries(), 0
	for range 20000 {
		row, column := stream.Whole(0, rows-1), stream.Whole(0, columns-1)
		lat, lon := centre(row), westDeg+cellDeg*(float64(column)+0.5)
		want, got := geography.CountryAt(lat, lon), ""
		if i := raster[row*columns+column]; i > 0 {
			got = countries[i-1].Code
			on++
		}
		if got != want {
			t.Fatalf("at %v, %v: %q, want %q", lat, lon, got, want)
		}
		if defended, _ := g.At(lat, lon); defended != (want != "") {
			t.Fatalf("at %v, %v: defended %v", lat, lon, defended)
		}
	}
	if on < 5000 {
		t.Errorf("%d cells on land", on)
	}
	for _, c := range []struct {
		lat, lon float64
		want     bool
	}{{38.9, -77.03, true}, {35, -60, false}, {82, 20, false}, {78.9, 17, true}, {-40, -40, false}} {
		if got, people := g.At(c.lat, c.lon); got != c.want || people != 0 {
			t.Errorf("at %v, %v: %v, %v people", c.lat, c.lon, got, people)
		}
	}
}

// TestPeopleOfSquare: summed over Europe, the squares hold everybody as often
// as squares overlap, and a town's square holds what its places do.
func TestPeopleOfSquare(t *testing.T) {
	poland := map[string]bool{"PL": true}
	g := NewGround(poland)
	sum, want := 0.0, 0.0
	for row := range rows {
		high, wide, scale := block(row)
		for c := range columns {
			sum += float64(g.people[row*columns+c]) / scale / float64((2*high+1)*(2*wide+1))
		}
	}
	for _, p := range geography.Places() {
		if p.Country == "PL" {
			want += float64(p.Population)
		}
	}
	if math.Abs(sum/want-1) > 0.01 {
		t.Errorf("%.0f people, want %.0f", sum, want)
	}
	if _, people := g.At(52.23, 21.01); math.Abs(people/living(poland, 52.23, 21.01)-1) > 0.15 {
		t.Errorf("Warsaw: %.0f, want %.0f", people, living(poland, 52.23, 21.01))
	}
	if _, people := g.At(50.45, 30.52); people != 0 {
		t.Errorf("Kiev has %.0f Poles", people)
	}
}

// TestEllipse: the ellipses of 50 and 95 % hold 50 and 95 % of draws, and their
// axes and bearing are those of the covariance.
func TestEllipse(t *testing.T) {
	stream := random.New(4, 0, "ellipse")
	for range 40 {
		major, minor, bearing := 1e3+1e5*stream.Float64(), 0.0, math.Pi*stream.Float64()
		minor = major * (0.05 + 0.9*stream.Float64())
		p := oblique(earth.Degrees(50, 20), major, minor, bearing)
		one := p.Ellipse(-math.Expm1(-0.5))
		if math.Abs(one.Major/major-1) > 1e-9 || math.Abs(one.Minor/minor-1) > 1e-6 || math.Abs(math.Sin(one.Bearing-bearing)) > 1e-6 || one.Bearing < 0 || one.Bearing >= math.Pi+1e-9 {
			t.Fatalf("%+v, want %v, %v, %v", one, major, minor, bearing)
		}
		for _, probability := range []float64{0.5, 0.95} {
			e, in := p.Ellipse(probability), 0
			const n = 4000
			for range n {
				u, v := major*stream.Normal()/e.Major, minor*stream.Normal()/e.Minor
				if u*u+v*v < 1 {
					in++
				}
			}
			if math.Abs(float64(in)/n-probability) > 5*math.Sqrt(probability*(1-probability)/n) {
				t.Errorf("%v of draws in the ellipse of %v", float64(in)/n, probability)
			}
		}
	}
	point := Impact{}
	if e := point.Ellipse(0.95); e != (Ellipse{}) {
		t.Errorf("a point has %+v", e)
	}
	for _, bad := range []func(){func() { point.Ellipse(1) }, func() { point.Ellipse(math.NaN()) }, func() { (&Impact{North: -1}).Ellipse(0.5) }, func() { (&Impact{NorthEast: math.NaN()}).Ellipse(0.5) }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			bad()
		}()
	}
}

func TestCompare(t *testing.T) {
	now := 100 * time.Second
	at := func(track, latest int, people, share float64) Urgency {
		return Urgency{track, time.Duration(latest) * time.Second, Risk{share, people}}
	}
	order := []Urgency{at(9, 100, 0, 0), at(3, 101, 10, 0.1), at(2, 150, 20, 0.1), at(4, 150, 10, 0.9), at(1, 150, 10, 0.1), at(5, 150, 10, 0.1),
		{7, Never, Risk{1, 1e6}}, at(8, 99, 100, 1), at(6, 20, 100, 0.5)}
	for i := range order {
		for j := range order {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := Compare(&order[i], &order[j], now); got != want {
				t.Errorf("%+v before %+v: %d, want %d", order[i], order[j], got, want)
			}
		}
	}
	if got := Latest([]time.Duration{Never, time.Second, 3 * time.Second}); got != 3*time.Second || Latest(nil) != Never {
		t.Errorf("latest %v", got)
	}
	for _, c := range []struct {
		u    Urgency
		want string
	}{
		{at(1, 114, 412345, 0.974), "14 s left to launch; falls on defended ground with probability 0.97; 410,000 people live where it falls"},
		{at(1, 91, 99.6, 0), "latest launch 91 s passed 9 s ago; falls on defended ground with probability 0.00; 100 people live where it falls"},
		{Urgency{1, Never, Risk{1, 7}}, "no battery can meet it; falls on defended ground with probability 1.00; 7 people live where it falls"},
	} {
		if got := c.u.Why(now); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if w := (Risk{0.5, 300}).Worth(); w != 800 {
		t.Errorf("worth %v", w)
	}
}

// TestSameBits: share, people and guess are the same bits on every machine, and
// nothing is allocated for a track.
func TestSameBits(t *testing.T) {
	g := NewGround(geography.NATO("2011-12-01"))
	impact := &Impact{At: earth.Degrees(54.6, 18.2), North: 2e8, East: 8e8, NorthEast: 2.5e8}
	c := NewClassifier(earth.WGS84, classes(t, "mrbm-liquid", "mrbm"))
	// From Tabriz to the west, some minutes after its burnout.
	track := Track{Position: earth.Vec[earth.ECEF]{X: 3.7e6, Y: 3.6e6, Z: 4.25e6}, Velocity: earth.Vec[earth.ECEF]{X: 1400, Y: -2300, Z: 600}, Time: 300 * time.Second, SpeedSigma: 300}
	launch := Launch{At: earth.Degrees(38.05, 46.3), Time: 20 * time.Second, PointSigma: 5e3}
	p := make([]float64, 2)
	n := testing.AllocsPerRun(10, func() {
		g.Risk(impact)
		impact.Ellipse(0.95)
		c.Guess(&track, &launch, p)
	})
	r := g.Risk(impact)
	if got := [3]uint64{math.Float64bits(r.Share), math.Float64bits(r.People), math.Float64bits(p[0])}; got != [3]uint64{0x3fe8c00000000000, 0x40f30b07e5818000, 0x3fdfff3d3f47183a} || n != 0 {
		t.Errorf("bits %#x, %v allocations", got, n)
	}
}

func BenchmarkRisk(b *testing.B) {
	g := NewGround(geography.NATO("2011-12-01"))
	p := oblique(earth.Degrees(52, 20), 20e3, 5e3, 1)
	land()
	for b.Loop() {
		g.Risk(p)
	}
}

func BenchmarkNewGround(b *testing.B) {
	land()
	for b.Loop() {
		NewGround(map[string]bool{"PL": true})
	}
}
