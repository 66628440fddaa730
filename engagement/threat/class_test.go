package threat

import (
	"math"
	"testing"
	"time"

	"scutum/internal/random"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/systems/catalogue"
	"scutum/systems/missile"
)

func classes(t testing.TB, names ...string) (all []missile.Class) {
	t.Helper()
	for _, name := range names {
		c, err := catalogue.Default().Class(name, catalogue.Default().Published())
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	return all
}

// flown draws a flight of a class that the class can fly, launched at 20 s, and
// the track of it some time later; ok is false where the draw has none.
func flown(m earth.Model, c *missile.Class, s *random.Stream) (t Track, l Launch, ok bool) {
	boost := flight.Boost{Time: c.Burnout.BurnTime, Altitude: c.Burnout.Altitude, Downrange: c.Burnout.Downrange}
	from := earth.Degrees(s.Uniform(-60, 60), s.Uniform(-180, 180))
	bearing := 2 * math.Pi * s.Float64()
	aim := flight.NewAim(m, boost, from, m.Destination(from, bearing, c.MaxRange*s.Uniform(0.25, 1)))
	farthest := flight.NewAim(m, boost, from, m.Destination(from, bearing, c.MaxRange))
	limit, _ := farthest.LeastSpeed()
	f, err := aim.Fly(flight.Shapes[s.Whole(0, 2)])
	if err != nil || f.BurnoutSpeed > limit {
		return t, l, false
	}
	const launched = 20.0
	when := f.Arc.Time(f.Arc.From) + s.Float64()*(f.Arc.Time(f.Arc.To)-f.Arc.Time(f.Arc.From))*0.8
	eta := f.Arc.At(when)
	r := f.Arc.Position(eta)
	rel := f.Arc.Velocity(eta).Sub(m.SurfaceVelocity(r))
	t = Track{Position: m.Rotating(r, when), Velocity: m.Rotating(rel, when), SpeedSigma: 15, Time: time.Duration((when + launched) * 1e9)}
	t.Velocity = t.Velocity.Add(earth.Vec[earth.ECEF]{X: 8 * s.Normal(), Y: 8 * s.Normal(), Z: 8 * s.Normal()})
	north, east := earth.NorthEast(from)
	l = Launch{Time: launched * time.Second, PointSigma: 5e3, Azimuth: bearing, AzimuthSigma: 0.05}
	l.At = m.Place(m.Fixed(from).AddScaled(5e3*s.Normal(), north).AddScaled(5e3*s.Normal(), east))
	return t, l, true
}

// TestClassify: with a launch report, 96 % of flights of four classes are
// guessed rightly; without, fewer, but the probabilities are honest: of tracks
// guessed with a probability the share that is right is that, to 0.08. The
// flights' errors are drawn, their launch is at 20 s and not at the epoch.
func TestClassify(t *testing.T) {
	m := earth.WGS84
	names := []string{"mrbm-liquid", "mrbm", "irbm", "icbm"}
	c := NewClassifier(m, classes(t, names...))
	stream := random.New(5, 0, "classes")
	p := make([]float64, len(names))
	var n, withReport, without float64
	var told, right, count [5]float64 // by fifths of the probability
	for i := 0; n < 2000; i++ {
		truth := i % len(names)
		track, launch, ok := flown(m, &c.classes[truth], &stream)
		if !ok {
			continue
		}
		n++
		if c.Guess(&track, &launch, p) == truth {
			withReport++
		}
		guess, sum := c.Guess(&track, nil, p), 0.0
		if guess == truth {
			without++
		}
		for k, x := range p {
			sum += x
			b := min(4, int(5*x))
			told[b], count[b] = told[b]+x, count[b]+1
			if k == truth {
				right[b]++
			}
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Fatalf("probabilities %v", p)
		}
	}
	t.Logf("right: %.3f with a launch report, %.3f without", withReport/n, without/n)
	if withReport/n < 0.96 || without/n < 0.65 {
		t.Error("too few are guessed")
	}
	for b := range told {
		t.Logf("told %.3f, right %.3f, of %.0f", told[b]/count[b], right[b]/count[b], count[b])
		if count[b] > 100 && math.Abs(told[b]-right[b])/count[b] > 0.08 {
			t.Errorf("told with %.3f, right in %.3f", told[b]/count[b], right[b]/count[b])
		}
	}
}

// TestClassifyOdd: what is on no arc of any class is taken for none, all alike.
func TestClassifyOdd(t *testing.T) {
	m := earth.WGS84
	c := NewClassifier(m, classes(t, "mrbm", "irbm"))
	p := make([]float64, 2)
	up := m.Fixed(earth.Place{Lat: 0.6, Lon: 0.8, Alt: 300e3})
	for name, track := range map[string]Track{
		"leaving":       {Position: up, Velocity: earth.Vec[earth.ECEF]{Z: 12e3}},
		"in orbit":      {Position: up, Velocity: earth.Vec[earth.ECEF]{X: -7700 * math.Sin(0.8), Y: 7700 * math.Cos(0.8)}},
		"not coming up": {Position: m.Fixed(earth.Place{Lat: 0.6, Lon: 0.8, Alt: 50e3}), Velocity: earth.Vec[earth.ECEF]{X: 100}},
		"too fast":      {Position: up, Velocity: earth.Up(earth.Place{Lat: 0.6, Lon: 0.8}).Scale(7500)},
	} {
		if got := c.Guess(&track, nil, p); got != -1 || p[0] != 0.5 || p[1] != 0.5 {
			t.Errorf("%s: class %d, %v", name, got, p)
		}
	}
	if got := c.WhyClass(-1, p); got != "taken for no class: it is on no arc that one flies" {
		t.Error(got)
	}
	if got := c.WhyClass(1, []float64{0.07, 0.93}); got != "taken for irbm with probability 0.93" {
		t.Error(got)
	}
}

// below is the normal distribution.
func TestBelow(t *testing.T) {
	for x := -8.0; x < 8; x += 0.01 {
		if math.Abs(below(x)-normal(x)) > 1e-7 {
			t.Fatalf("%v: %v, want %v", x, below(x), normal(x))
		}
	}
	if below(math.Inf(1)) != 1 || below(math.Inf(-1)) != 0 {
		t.Error("ends")
	}
}

func BenchmarkGuess(b *testing.B) {
	m := earth.WGS84
	c := NewClassifier(m, classes(b, "mrbm", "irbm"))
	stream := random.New(6, 0)
	track, launch, ok := flown(m, &c.classes[1], &stream)
	for !ok {
		track, launch, ok = flown(m, &c.classes[1], &stream)
	}
	p := make([]float64, 2)
	b.ReportAllocs()
	for b.Loop() {
		c.Guess(&track, &launch, p)
	}
}
