package flight

import (
	"encoding/csv"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// TestMinimumEnergy holds the closed form of textbooks, from testdata, to the
// file's 1e-4, or half a printed digit where that is more; and the other shapes
// leave at their angles.
func TestMinimumEnergy(t *testing.T) {
	f, err := os.Open("testdata/minimum_energy.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 10 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	m := earth.StillSphere
	m.Radius, m.Mu = 6371008.8, 398600.4418e9
	for _, row := range rows[1:] {
		var x [5]float64
		for i := range x {
			if x[i], err = strconv.ParseFloat(row[i], 64); err != nil {
				t.Fatal(err)
			}
		}
		aim := NewAim(m, Boost{}, earth.Place{}, earth.Place{Lon: x[0] * 1e3 / m.Radius})
		b, err := aim.Fly(MinimumEnergy)
		if err != nil {
			t.Fatal(err)
		}
		if v, ok := aim.LeastSpeed(); !ok || v != b.BurnoutSpeed {
			t.Errorf("%g km: least speed %v, flown with %v", x[0], v, b.BurnoutSpeed)
		}
		got := [4]float64{b.BurnoutSpeed / 1e3, b.BurnoutAngle * 180 / math.Pi, (b.Arc.Radius(0) - m.Radius) / 1e3, b.FlightTime}
		for i, half := range [4]float64{0.5e-4, 0.5e-2, 0.05, 0.05} {
			if math.Abs(got[i]-x[1+i]) > math.Max(half, 1e-4*x[1+i]) {
				t.Errorf("%g km, %s: %.5f, closed form %s", x[0], rows[0][1+i], got[i], row[1+i])
			}
		}
		for _, s := range Shapes {
			q, err := aim.Fly(s)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(q.BurnoutAngle-b.BurnoutAngle-s.Turn()) > 1e-9 {
				t.Errorf("%g km, %v: turned by %v", x[0], s, q.BurnoutAngle-b.BurnoutAngle)
			}
			if !(q.BurnoutSpeed >= b.BurnoutSpeed) {
				t.Errorf("%g km, %v: %v m/s, least %v", x[0], s, q.BurnoutSpeed, b.BurnoutSpeed)
			}
		}
	}
}

// boosts are the classes' burnouts.
var boosts = []Boost{{110, 70e3, 100e3}, {130, 100e3, 150e3}, {180, 180e3, 300e3}, {180, 200e3, 400e3}, {300, 250e3, 500e3}}

// flown draws a flight of 700 to 12,000 km.
func flown(t *rapid.T) (earth.Model, Boost, Aim) {
	m := []earth.Model{earth.WGS84, earth.Sphere}[rapid.IntRange(0, 1).Draw(t, "earth")]
	b := boosts[rapid.IntRange(0, len(boosts)-1).Draw(t, "boost")]
	from := earth.Degrees(rapid.Float64Range(-85, 85).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon"))
	to := m.Destination(from, rapid.Float64Range(0, 2*math.Pi).Draw(t, "azimuth"), b.Downrange+rapid.Float64Range(600e3, 11500e3).Draw(t, "range"))
	return m, b, NewAim(m, b, from, to)
}

// TestFlightsArrive: every shape begins at the burnout point, ends at the aim
// point carried on by the Earth, leaves at its angle and with its speed; and no
// other time of flight needs less than the least.
func TestFlightsArrive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, b, aim := flown(t)
		least, ok := aim.LeastSpeed()
		if !ok {
			t.Fatal("no flight")
		}
		low, err := aim.Fly(MinimumEnergy)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range Shapes {
			f, err := aim.Fly(s)
			if errors.Is(err, ErrNoFlight) && s == Depressed && low.BurnoutAngle < 0.2 {
				continue
			}
			if err != nil {
				t.Fatal(s, err)
			}
			r, at := f.Arc.PositionTime(f.Arc.From)
			start := m.Place(m.Rotating(r, at))
			if math.Abs(at-b.Time) > 1e-6 || math.Abs(start.Alt-b.Altitude) > 1e-3 {
				t.Fatalf("%v: burnout at %g s, %g m", s, at, start.Alt)
			}
			if d := GroundRange(m, f.From, start); math.Abs(d-b.Downrange) > 1e-3*b.Downrange {
				t.Fatalf("%v: burnout %g m downrange", s, d)
			}
			v := f.Arc.Velocity(f.Arc.From).Sub(m.SurfaceVelocity(r))
			if math.Abs(v.Norm()-f.BurnoutSpeed) > 1e-5 || f.BurnoutSpeed < least-1e-6 {
				t.Fatalf("%v: %g m/s, said %g, least %g", s, v.Norm(), f.BurnoutSpeed, least)
			}
			up := m.Inertial(earth.Up(start), at)
			if angle := math.Asin(v.Dot(up) / v.Norm()); math.Abs(angle-f.BurnoutAngle) > 1e-8 || math.Abs(angle-low.BurnoutAngle-s.Turn()) > 1e-8 {
				t.Fatalf("%v: at %g rad, said %g, least energy %g", s, angle, f.BurnoutAngle, low.BurnoutAngle)
			}
			r, at = f.Arc.PositionTime(f.Arc.To)
			if d := m.Rotating(r, at).Sub(m.Fixed(f.To)).Norm(); d > 0.1 || math.Abs(at-f.FlightTime) > 1e-6 {
				t.Fatalf("%v: ends %g m off at %g s, said %g", s, d, at, f.FlightTime)
			}
		}
		coast := low.FlightTime - b.Time
		for k := range 60 {
			f, err := aim.After(coast*math.Pow(4, float64(k)/29.5-1), MinimumEnergy)
			if err == nil && f.BurnoutSpeed < least-0.01 {
				t.Fatalf("%.4f m/s in %g s, least said to be %.4f in %g", f.BurnoutSpeed, f.FlightTime-b.Time, least, coast)
			}
		}
	})
}

// TestNoFlight: between antipodes and coincident points there is an error, not
// NaN.
func TestNoFlight(t *testing.T) {
	a := earth.Degrees(40, 30)
	for _, to := range []earth.Place{a, earth.Degrees(-40, -150)} {
		aim := NewAim(earth.Sphere, boosts[2], a, to)
		for _, s := range Shapes {
			f, err := aim.Fly(s)
			if err != nil && !errors.Is(err, ErrNoFlight) {
				t.Errorf("%v: %v", to, err)
			}
			if err == nil && !(f.BurnoutSpeed > 0 && f.FlightTime > 0 && !math.IsInf(f.FlightTime, 0)) {
				t.Errorf("%v: %+v", to, f)
			}
		}
	}
}

// TestGroundRange: within 100 m of the geodesic up to 6,000 km, exact on the
// sphere; and Along lies that far along, in that direction.
func TestGroundRange(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 2))
	worst := 0.0
	for range 10000 {
		from := earth.Degrees(180*rng.Float64()-90, 360*rng.Float64()-180)
		distance := 6000e3 * rng.Float64()
		for _, m := range []earth.Model{earth.WGS84, earth.Sphere} {
			to := m.Destination(from, 2*math.Pi*rng.Float64(), distance)
			d := GroundRange(m, from, to) - distance
			if m.Flattening == 0 {
				if math.Abs(d) > 1e-3 {
					t.Fatalf("%g m on the sphere is %g m off", distance, d)
				}
				continue
			}
			worst = math.Max(worst, math.Abs(d))
			if math.Abs(d) > 100 {
				t.Fatalf("%v to %v, %g m: %g m off", from, to, distance, d)
			}
			p := Along(m, from, to, distance)
			if off := m.Fixed(p).Sub(m.Fixed(to)).Norm(); off > 100 {
				t.Fatalf("%v to %v: Along ends %g m off", from, to, off)
			}
		}
	}
	if worst < 20 {
		t.Errorf("worst difference %g m: nothing was compared", worst)
	}
	if d := GroundRange(earth.WGS84, earth.Degrees(1, 2), earth.Degrees(1, 2)); d != 0 {
		t.Errorf("%g m to itself", d)
	}
}

// TestAimAllocatesNothing: aiming and flying is what maps do at every cell.
func TestAimAllocatesNothing(t *testing.T) {
	from, to := earth.Degrees(32.65, 51.67), earth.Degrees(52, 21)
	var f Ballistic
	n := testing.AllocsPerRun(20, func() {
		aim := NewAim(earth.WGS84, boosts[2], from, to)
		for _, s := range Shapes {
			f, _ = aim.Fly(s)
		}
		_ = f.Arc.Altitudes(earth.WGS84, spans[:0], 100e3, 500e3)
	})
	if n != 0 || f.FlightTime == 0 {
		t.Errorf("%g allocations", n)
	}
}

var spans [4]orbit.Span

func BenchmarkAim(b *testing.B) {
	m := earth.WGS84
	from := earth.Degrees(32.65, 51.67)
	for i := range b.N {
		a := NewAim(m, Boost{180, 180e3, 300e3}, from, earth.Degrees(45+float64(i&7), 10))
		if _, err := a.Fly(Lofted); err != nil {
			b.Fatal(err)
		}
	}
}
