package earth

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestPlaceRoundTrip: a place made into a position and back is the same place,
// to 1e-12 rad and a micrometre, from 100 km below the ground to 50,000 km up,
// poles and antimeridian included; and a height is the place's.
func TestPlaceRoundTrip(t *testing.T) {
	for _, m := range []Model{WGS84, Sphere} {
		t.Run(m.Name, rapid.MakeCheck(func(t *rapid.T) {
			p := anyPlace.Draw(t, "place")
			if rapid.IntRange(0, 9).Draw(t, "corner") == 0 {
				p = Degrees(rapid.SampledFrom([]float64{-90, 0, 90, 89.9999999}).Draw(t, "lat"), rapid.SampledFrom([]float64{-180, -90, 0, 90, 180}).Draw(t, "lon"))
			}
			p.Alt = rapid.Float64Range(-100e3, 50e6).Draw(t, "alt")
			r := m.Fixed(p)
			q := m.Place(r)
			if math.Abs(q.Lat-p.Lat) > 1e-12 || math.Abs(q.Alt-p.Alt) > 1e-6 {
				t.Fatalf("%+v comes back as %+v: %g rad, %g m", p, q, q.Lat-p.Lat, q.Alt-p.Alt)
			}
			// Near the poles longitudes crowd: compare where they put the point.
			if turn := math.Remainder(q.Lon-p.Lon, 2*math.Pi); math.Abs(turn)*math.Cos(p.Lat) > 1e-12 {
				t.Fatalf("%+v comes back as %+v", p, q)
			}
			if h := m.Altitude(r); h != q.Alt {
				t.Fatalf("height %v, the place's is %v", h, q.Alt)
			}
		}))
	}
}

// TestFramesRoundTrip: turned with the Earth and back, a position is itself,
// keeps its length, and moves at the velocity of the surface.
func TestFramesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPlace.Draw(t, "place")
		at := rapid.Float64Range(-1e5, 1e5).Draw(t, "time")
		for _, m := range []Model{WGS84, Sphere, StillSphere} {
			fixed := m.Fixed(p)
			r := m.Inertial(fixed, at)
			if d := m.Rotating(r, at).Sub(fixed).Norm(); d > 1e-8 {
				t.Fatalf("%s: comes back %g m off", m.Name, d)
			}
			slope := m.Inertial(fixed, at+0.5).Sub(m.Inertial(fixed, at-0.5))
			if d := slope.Sub(m.SurfaceVelocity(r)).Norm(); d > 1e-6 {
				t.Fatalf("%s: the surface's velocity is %g m/s off", m.Name, d)
			}
		}
		n, e := NorthEast(p)
		up := Up(p)
		for _, v := range []Vec[ECEF]{n, e, up} {
			if math.Abs(v.Norm()-1) > 1e-14 {
				t.Fatalf("%v is no unit vector", v)
			}
		}
		if d := n.Cross(up).Sub(e).Norm(); d > 1e-14 {
			t.Fatalf("north x up is not east by %g", d)
		}
	})
}

// TestByName: the three models and no other.
func TestByName(t *testing.T) {
	for _, m := range []Model{WGS84, Sphere, StillSphere} {
		if got, err := ByName(m.Name); err != nil || got != m {
			t.Errorf("%s: %+v, %v", m.Name, got, err)
		}
	}
	if _, err := ByName("WGS84"); err == nil {
		t.Error("an unknown name gives a model")
	}
}
