package flight

import (
	"math"
	"math/rand/v2"
	"testing"

	"scutum/physics/earth"
)

// TestMinimumEnergyCSV: ground to ground on a sphere that does not rotate, to
// 1e-4 (the reference's radius is 6371.0088 km, ours 6371) and the printed
// digits.
func TestMinimumEnergyCSV(t *testing.T) {
	for _, row := range rows(t, "minimum_energy.csv") {
		reach := 1000 * number(t, row, "range_km")
		from := earth.Degrees(12, 34)
		aim := NewFarAim(earth.StillSphere, Boost{}, from, earth.StillSphere.Destination(from, 1, reach))
		b, err := aim.Fly(MinimumEnergy)
		if err != nil {
			t.Fatal(err)
		}
		s := b.Summary()
		for _, c := range []struct {
			key         string
			ours, digit float64
		}{
			{"range_km", s.Range / 1e3, 0}, {"speed_km_s", s.BurnoutSpeed / 1e3, 1e-4}, {"angle_deg", s.BurnoutAngle * 180 / math.Pi, 0.01},
			{"apogee_km", s.Apogee / 1e3, 0.1}, {"time_s", s.Time, 0.1},
		} {
			want := number(t, row, c.key)
			if math.Abs(c.ours-want) > 1e-4*want+0.5*c.digit {
				t.Errorf("%g km: %s %g, want %g", reach/1e3, c.key, c.ours, want)
			}
		}
	}
}

// TestFarAim: on the rotating Earth, flights of 19,000 km leave in the
// direction of the shortest path, and their arcs end on the target.
func TestFarAim(t *testing.T) {
	for _, m := range []earth.Model{earth.WGS84, earth.Sphere} {
		from := earth.Degrees(5, 10)
		for _, azimuth := range []float64{0.3, 1.2, 1.57, 2.2, 3.5, 4.7, 5.5} {
			to := m.Destination(from, azimuth, 19e6)
			aim := NewFarAim(m, Boost{}, from, to)
			b, err := aim.Fly(MinimumEnergy)
			if err != nil {
				t.Fatal(err)
			}
			r, at := b.Arc.PositionTime(b.Arc.To)
			if miss := m.Rotating(r, at).Sub(m.Fixed(to)).Norm(); miss > 1 {
				t.Errorf("%s, azimuth %g: ends %g m off", m.Name, azimuth, miss)
			}
			if b.BurnoutSpeed > 8400 || b.BurnoutSpeed < 7000 {
				t.Errorf("%s, azimuth %g: %g m/s", m.Name, azimuth, b.BurnoutSpeed)
			}
			if v := newGun(&b); math.Cos(v.azimuth-azimuth) < 0 {
				t.Errorf("%s, azimuth %g: leaves towards %g", m.Name, azimuth, v.azimuth)
			}
		}
	}
}

// TestToApogee: the apogee is the one asked for, lofted above that of minimum
// energy and depressed below.
func TestToApogee(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	for _, m := range []earth.Model{earth.WGS84, earth.Sphere, earth.StillSphere} {
		for range 60 {
			from := earth.Degrees(-60+120*random.Float64(), 360*random.Float64())
			to := m.Destination(from, 7*random.Float64(), 3e5+1e7*random.Float64())
			boost := Boost{}
			if random.IntN(2) == 0 {
				boost = Boost{120, 80e3, 120e3}
			}
			aim := NewFarAim(m, boost, from, to)
			least, err := aim.Fly(MinimumEnergy)
			if err != nil {
				t.Fatal(err)
			}
			top, _ := least.Apogee()
			altitude := boost.Altitude + (top-boost.Altitude)*math.Exp(3*random.Float64()-0.8)
			b, err := aim.ToApogee(altitude)
			if err != nil {
				t.Fatal(err)
			}
			got, _ := b.Apogee()
			if math.Abs(got-altitude) > 1 || (altitude > top) != (b.Shape == Lofted) || b.BurnoutSpeed < least.BurnoutSpeed {
				t.Errorf("%s: apogee %g for %g (least %g), %v, %g and %g m/s", m.Name, got, altitude, top, b.Shape, b.BurnoutSpeed, least.BurnoutSpeed)
			}
		}
	}
	aim := NewFarAim(earth.WGS84, Boost{180, 180e3, 300e3}, earth.Degrees(30, 50), earth.Degrees(50, 20))
	for _, bad := range []float64{100e3, 0, -1, math.NaN(), 1e10} {
		if b, err := aim.ToApogee(bad); err == nil {
			t.Errorf("apogee %g: %v", bad, b.BurnoutSpeed)
		}
	}
}

// TestShoot: under J2 the flight ends within 1 m of its aim, at an angle or an
// apogee kept, and its speed is near that of two bodies.
func TestShoot(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 1))
	var w Workspace
	for range 60 {
		from := earth.Degrees(-75+150*random.Float64(), 360*random.Float64())
		to := earth.WGS84.Destination(from, 7*random.Float64(), 1e5+1.7e7*random.Float64())
		aim := NewFarAim(earth.WGS84, Boost{}, from, to)
		for _, shape := range Shapes {
			b, err := aim.Fly(shape)
			if err != nil {
				t.Fatal(err)
			}
			for _, keep := range []bool{false, true} {
				s, err := b.Shoot(keep, &w)
				if err != nil {
					t.Errorf("%v over %.0f km: %v", shape, b.Summary().Range/1e3, err)
					continue
				}
				if miss, _, _ := earth.WGS84.Distance(s.Impact, to); miss > 0.2 {
					t.Errorf("%v over %.0f km: %g m off", shape, s.Range/1e3, miss)
				}
				top, _ := b.Apogee()
				if keep && math.Abs(s.Apogee-top) > 0.2 || !keep && math.Abs(s.BurnoutAngle-b.BurnoutAngle) > 1e-6 {
					t.Errorf("%v over %.0f km: apogee %g for %g, angle %g for %g", shape, s.Range/1e3, s.Apogee, top, s.BurnoutAngle, b.BurnoutAngle)
				}
				if math.Abs(s.BurnoutSpeed/b.BurnoutSpeed-1) > 0.02 {
					t.Errorf("%v over %.0f km: %g m/s for %g", shape, s.Range/1e3, s.BurnoutSpeed, b.BurnoutSpeed)
				}
			}
		}
	}
}
