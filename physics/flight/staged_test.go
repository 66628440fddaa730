package flight

import (
	"math"
	"math/rand/v2"
	"testing"

	"scutum/physics/atmosphere"
	"scutum/physics/earth"
)

// yardstickDrag is the drag table of the two notional yardstick missiles.
var yardstickDrag = Drag{
	Mach: []float64{0, .8, 1, 1.2, 2, 3, 5, 10},
	Cd:   []float64{.20, .22, .40, .45, .35, .27, .22, .20},
}

type yardstick struct {
	vehicle Vehicle
	launch  Launch
	impact  earth.Vec[earth.ECEF]
}

// yardsticks are the two notional missiles with their regression impacts.
func yardsticks() [2]yardstick {
	return [2]yardstick{
		{
			Vehicle{
				Name:   "MR-2000",
				Stages: []Stage{{17500, 15350, 110, 252, 1.25, 0.6}},
				Drag:   yardstickDrag, Ballistic: 2500, Guidance: Guidance{8, 14, 0}, Air: atmosphere.Yardstick(),
			},
			Launch{From: earth.Degrees(34, 47), Azimuth: 305 * math.Pi / 180, Kick: 0.122116087558},
			earth.Vec[earth.ECEF]{X: 4165432.621, Y: 2123832.655, Z: 4323558.149},
		},
		{
			Vehicle{
				Name: "IR-10000",
				Stages: []Stage{
					{34820, 20800, 60, 267, 2.2, 1.2}, {11420, 6200, 66, 287, 1.4, .6}, {4520, 3300, 61, 286, 1.0, .3},
				},
				Drag: yardstickDrag, Ballistic: 7000, Guidance: Guidance{4, 8, 0}, Air: atmosphere.Yardstick(),
			},
			Launch{From: earth.Degrees(52, 45), Azimuth: 350 * math.Pi / 180, Kick: 0.327156410038},
			earth.Vec[earth.ECEF]{X: -3481286.824, Y: -3592182.339, Z: 3943688.936},
		},
	}
}

// TestYardstickImpacts meets the regression impacts within 1 m.
func TestYardstickImpacts(t *testing.T) {
	for _, y := range yardsticks() {
		s, err := NewStaged(y.vehicle, earth.WGS84)
		if err != nil {
			t.Fatal(err)
		}
		var w Workspace
		for _, accuracy := range []float64{0.001, 0.01, 0.1, 1, 10, 100} {
			l := y.launch
			l.Accuracy = accuracy
			f, err := s.Fly(l, &w)
			if err != nil {
				t.Fatal(err)
			}
			miss := f.Impact.Sub(y.impact).Norm()
			t.Logf("%s to %g m: %.4f m off, %d steps, %d evaluations, apogee %.1f km, %.3f s", y.vehicle.Name, accuracy, miss, f.Steps, f.Work, f.ApogeeAltitude/1e3, f.Time)
			if limit := math.Max(accuracy, 1); miss > limit {
				t.Errorf("%s to %g m: %.3f m off", y.vehicle.Name, accuracy, miss)
			}
		}
	}
}

// TestAccuracyHolds flies random variations of the yardstick missiles, most of
// them odder than any missile (kicks 40 % off, apogees from 40 to 3,500 km,
// flat skips through the air), at loose accuracies against a tight one. The
// impact must be as near as was asked for.
func TestAccuracyHolds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	bases := yardsticks()
	var w Workspace
	flown, work := 0, 0
	for i := range 240 {
		base := bases[i%2]
		s, l := variation(t, random, base)
		l.Accuracy = 1e-3
		tight, err := s.Fly(l, &w)
		if err != nil {
			continue // some fall back, some fly too far
		}
		for _, accuracy := range []float64{10, 100} {
			l.Accuracy = accuracy
			loose, err := s.Fly(l, &w)
			if err != nil {
				t.Errorf("flight %d flies to 1 mm but not to %g m: %v", i, accuracy, err)
				continue
			}
			if miss := loose.Impact.Sub(tight.Impact).Norm(); miss > accuracy {
				t.Errorf("flight %d, %s to %g m: %.2f m off (apogee %.0f km, %.0f s)", i, base.vehicle.Name, accuracy, miss, tight.ApogeeAltitude/1e3, tight.Time)
			}
			if accuracy == 10 {
				flown++
				work += loose.Work
			}
		}
	}
	t.Logf("%d flights to 10 m, %d evaluations each", flown, work/flown)
	if flown < 200 {
		t.Errorf("only %d of 240 flew", flown)
	}
}

func variation(t *testing.T, random *rand.Rand, base yardstick) (*Staged, Launch) {
	u := random.Float64
	v := base.vehicle
	v.Stages = append([]Stage(nil), v.Stages...)
	for k := range v.Stages {
		g := &v.Stages[k]
		g.BurnTime *= 0.8 + 0.4*u()
		g.Isp *= 0.95 + 0.1*u()
		g.Area *= 0.5 + u()
		g.NozzleArea *= 1.3 * u()
	}
	v.Ballistic = []float64{0, 1000, 2500, 7000, 15000}[random.IntN(5)]
	if random.IntN(2) == 0 {
		v.Air = nil
	}
	s, err := NewStaged(v, earth.WGS84)
	if err != nil {
		t.Fatal(err)
	}
	return s, Launch{
		From:    earth.Degrees(-70+140*u(), 360*u()),
		Azimuth: 2 * math.Pi * u(),
		Kick:    base.launch.Kick * (0.6 + 0.8*u()),
	}
}

// TestStandardAirMovesImpacts says by how much the simplified atmosphere of
// the yardstick matters: less than 1 m.
func TestStandardAirMovesImpacts(t *testing.T) {
	for _, y := range yardsticks() {
		y.vehicle.Air = nil
		y.launch.Accuracy = 0.1
		s, err := NewStaged(y.vehicle, earth.WGS84)
		if err != nil {
			t.Fatal(err)
		}
		f, err := s.Fly(y.launch, new(Workspace))
		if err != nil {
			t.Fatal(err)
		}
		moved := f.Impact.Sub(y.impact).Norm()
		t.Logf("%s: %.1f m", y.vehicle.Name, moved)
		if moved > 1 {
			t.Errorf("%s: the standard atmosphere moves the impact by %.1f m", y.vehicle.Name, moved)
		}
	}
}

// TestTrack: the recorded track has the flight's ends, does not jump, and lies
// within 1 m of a much denser one.
func TestTrack(t *testing.T) {
	for _, y := range yardsticks() {
		s, err := NewStaged(y.vehicle, earth.WGS84)
		if err != nil {
			t.Fatal(err)
		}
		dense, sparse := Workspace{Record: true}, Workspace{Record: true}
		fine, coarse := y.launch, y.launch
		fine.Accuracy, coarse.Accuracy = 1e-4, 0.1
		if _, err := s.Fly(fine, &dense); err != nil {
			t.Fatal(err)
		}
		f, err := s.Fly(coarse, &sparse)
		if err != nil {
			t.Fatal(err)
		}
		if last := sparse.Track[len(sparse.Track)-1]; last.T != f.Time || sparse.Track[0].T != 0 {
			t.Errorf("track from %g to %g s, flight to %g s", sparse.Track[0].T, last.T, f.Time)
		}
		for i := 1; i < len(sparse.Track); i++ {
			if sparse.Track[i].T < sparse.Track[i-1].T {
				t.Fatalf("node %d goes back in time", i)
			}
		}
		worst, at := 0.0, 0.0
		for x := 0.0; x < f.Time-0.1; x += 0.731 {
			a, b := dense.At(x), sparse.At(x)
			if d := (earth.Vec[earth.ECI]{X: a[0] - b[0], Y: a[1] - b[1], Z: a[2] - b[2]}).Norm(); d > worst {
				worst, at = d, x
			}
		}
		t.Logf("%s: %d nodes, %.2f m off at %.0f s", y.vehicle.Name, len(sparse.Track), worst, at)
		if worst > 1 {
			t.Errorf("%s: %.2f m off at %.0f s", y.vehicle.Name, worst, at)
		}
	}
}

// TestFlightsThatFail: each kind of failure is an answer.
func TestFlightsThatFail(t *testing.T) {
	y := yardsticks()[0]
	fly := func(change func(v *Vehicle, l *Launch)) error {
		v, l := y.vehicle, y.launch
		v.Stages = append([]Stage(nil), v.Stages...)
		change(&v, &l)
		s, err := NewStaged(v, earth.WGS84)
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Fly(l, new(Workspace))
		return err
	}
	if err := fly(func(v *Vehicle, _ *Launch) { v.Stages[0].BurnTime = 400 }); err != ErrNoLiftOff {
		t.Errorf("too weak: %v", err)
	}
	if err := fly(func(_ *Vehicle, l *Launch) { l.Kick = 1.5 }); err != ErrCrash {
		t.Errorf("tilted to the ground: %v", err)
	}
	if err := fly(func(v *Vehicle, l *Launch) { v.Stages[0].Isp, l.Kick = 600, 0.4 }); err != ErrNoReturn {
		t.Errorf("faster than an orbit: %v", err)
	}
}

// TestExtremeVehicles flies whatever a missile file may hold: every flight
// ends, soon, in an impact or in an error.
func TestExtremeVehicles(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	spread := func(low, high float64) float64 { return low * math.Pow(high/low, random.Float64()) }
	var w Workspace
	outcomes := map[error]int{}
	for i := range 400 {
		v := Vehicle{Name: "extreme", Drag: Drag{Mach: []float64{0, spread(1e-9, 10)}, Cd: []float64{spread(1e-3, 100), spread(1e-3, 100)}}}
		mass := spread(1, 1e7)
		for range 1 + random.IntN(6) {
			propellant := float64(mass * spread(1e-3, 0.999))
			v.Stages = append(v.Stages, Stage{mass, propellant, spread(0.1, 1e4), spread(20, 1000), spread(1e-4, 700), spread(1e-6, 100)})
			mass -= propellant
		}
		burn := v.Stages[0].BurnTime
		v.Guidance = Guidance{0.2 * burn * random.Float64(), 0.2*burn + 0.79*burn*random.Float64(), 0}
		if random.IntN(2) == 0 {
			v.Ballistic = spread(10, 1e6)
		}
		s, err := NewStaged(v, earth.WGS84)
		if err != nil {
			t.Fatal(err)
		}
		l := Launch{From: earth.Degrees(90*random.Float64(), 0), Azimuth: 7 * random.Float64(), Kick: 1.55 * random.Float64(), Accuracy: 100}
		f, err := s.Fly(l, &w)
		outcomes[err]++
		if err == nil && !(f.Time > 0 && math.Abs(f.Impact.Norm()-6.367e6) < 2e4) {
			t.Errorf("vehicle %d: impact %v after %g s", i, f.Impact, f.Time)
		}
	}
	for err, n := range outcomes {
		t.Logf("%d: %v", n, err)
	}
}

// TestFlyAllocatesNothing, after the first flight.
func TestFlyAllocatesNothing(t *testing.T) {
	y := yardsticks()[1]
	s, err := NewStaged(y.vehicle, earth.WGS84)
	if err != nil {
		t.Fatal(err)
	}
	var w Workspace
	if n := testing.AllocsPerRun(10, func() {
		if _, err := s.Fly(y.launch, &w); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

func benchmarkFlights(b *testing.B, accuracy float64) {
	for _, y := range yardsticks() {
		s, err := NewStaged(y.vehicle, earth.WGS84)
		if err != nil {
			b.Fatal(err)
		}
		y.launch.Accuracy = accuracy
		b.Run(y.vehicle.Name, func(b *testing.B) {
			var w Workspace
			var f Flown
			b.ReportAllocs()
			for range b.N {
				if f, err = s.Fly(y.launch, &w); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(f.Work), "evaluations")
			b.ReportMetric(f.Impact.Sub(y.impact).Norm(), "m-off")
		})
	}
}

// BenchmarkFly flies the yardstick missiles to 10 m.
func BenchmarkFly(b *testing.B) { benchmarkFlights(b, 10) }

// BenchmarkFlyFine flies them to 1 m.
func BenchmarkFlyFine(b *testing.B) { benchmarkFlights(b, 1) }
