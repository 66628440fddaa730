package flight

import (
	"math"
	"math/rand/v2"
	"testing"

	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// coastCase is the yardstick's coast from 200 km to the ellipsoid.
func coastCase() (r, v orbit.Vec) {
	s, c := math.Sincos(25 * math.Pi / 180)
	sa, ca := math.Sincos(60 * math.Pi / 180)
	const speed = 7000
	return orbit.Vec{X: 6578137}, orbit.Vec{X: speed * s, Y: speed * c * ca, Z: speed * c * sa}
}

// coastImpact is its end, inertial, by a Dormand-Prince integration to 1e-9 m
// in another program.
var coastImpact = orbit.Vec{X: 90658.2431, Y: 3185330.9476, Z: 5506516.7078}

func TestCoastYardstick(t *testing.T) {
	r, v := coastCase()
	var w Workspace
	for _, accuracy := range []float64{1e-4, 1e-3, 0.01, 0.1, 1, 10, 100} {
		c, err := w.Coast(earth.WGS84, r, v, 0, accuracy)
		if err != nil {
			t.Fatal(err)
		}
		miss := c.Position.Sub(coastImpact).Norm()
		t.Logf("to %g m: %.5f m off, %d evaluations", accuracy, miss, w.coast.Evaluations)
		if miss > math.Max(accuracy, 3e-4) {
			t.Errorf("to %g m: %g m off", accuracy, miss)
		}
	}
}

// TestCoastAccuracyHolds flies random coasts, from short to global, at loose
// accuracies against a tight one.
func TestCoastAccuracyHolds(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	var w Workspace
	for range 300 {
		r, v := randomLaunch(random)
		tight, err := w.Coast(earth.WGS84, r, v, 100, 1e-4)
		if err != nil {
			continue
		}
		for _, accuracy := range []float64{0.1, 1, 10} {
			loose, err := w.Coast(earth.WGS84, r, v, 100, accuracy)
			if err != nil {
				t.Fatal(err)
			}
			if miss := loose.Impact.Sub(tight.Impact).Norm(); miss > accuracy {
				t.Errorf("to %g m: %g m off after %.0f s", accuracy, miss, tight.Time)
			}
		}
	}
}

// randomLaunch is a place up to 300 km high with a velocity up to 7.3 km/s,
// 3 to 80 degrees above the horizon.
func randomLaunch(random *rand.Rand) (r, v orbit.Vec) {
	p := earth.Degrees(-85+170*random.Float64(), 360*random.Float64())
	p.Alt = 3e5 * random.Float64()
	up := earth.Up(p)
	north, east := earth.NorthEast(p)
	sa, ca := math.Sincos(2 * math.Pi * random.Float64())
	se, ce := math.Sincos((3 + 77*random.Float64()) * math.Pi / 180)
	speed := 300 + 7000*random.Float64()
	d := up.Scale(se).Add(north.Scale(ce * ca)).Add(east.Scale(ce * sa)).Scale(speed)
	f := earth.WGS84.Fixed(p)
	return orbit.Vec(f), orbit.Vec(d)
}

// TestCoastIsKepler: on a sphere without J2 the end is that of two-body
// propagation.
func TestCoastIsKepler(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	var w Workspace
	ended := 0
	for range 200 {
		r, v := randomLaunch(random)
		c, err := w.Coast(earth.Sphere, r, v, 0, 1e-3)
		if err != nil {
			continue
		}
		ended++
		want, _, err := orbit.Propagate(r, v, c.Time, earth.Sphere.Mu)
		if err != nil {
			t.Fatal(err)
		}
		if miss := c.Position.Sub(want).Norm(); miss > 2e-3 {
			t.Errorf("%g m off after %g s", miss, c.Time)
		}
		if h := c.Position.Norm() - earth.Sphere.Radius; math.Abs(h) > 1e-4 {
			t.Errorf("ends %g m high", h)
		}
	}
	if ended < 150 {
		t.Errorf("only %d of 200 came down", ended)
	}
}

func TestCoastThatDoesNotReturn(t *testing.T) {
	var w Workspace
	for _, v := range []orbit.Vec{{Y: 8000}, {X: 12000}, {X: 11100}, {X: -100, Y: 7800}} {
		if _, err := w.Coast(earth.WGS84, orbit.Vec{X: 6678137}, v, 0, 1); err == nil {
			t.Errorf("%v came down", v)
		}
	}
}

func BenchmarkCoast(b *testing.B) {
	r, v := coastCase()
	var w Workspace
	b.ReportAllocs()
	for range b.N {
		if _, err := w.Coast(earth.WGS84, r, v, 0, 1); err != nil {
			b.Fatal(err)
		}
	}
}
