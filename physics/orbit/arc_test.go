package orbit

import (
	"errors"
	"math"
	"math/rand/v2"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"scutum/physics/earth"
)

// coast draws an arc of a missile from 100 to 500 km up.
func coast(t *rapid.T) (arc Arc, r, v Vec, at, tof float64) {
	seed := rapid.Uint64().Draw(t, "seed")
	rng := rand.New(rand.NewPCG(seed, 1))
	up := direction(rng)
	side := up.Cross(direction(rng)).Unit()
	angle := 0.05 + 1.3*rng.Float64()
	r = up.Scale(6.478e6 + 4e5*rng.Float64())
	v = up.Scale(math.Sin(angle)).AddScaled(math.Cos(angle), side).Scale(1.5e3 + 5.8e3*rng.Float64())
	at, tof = 60+300*rng.Float64(), 60+1500*rng.Float64()
	arc, err := NewArc(r, v, at, tof, mu)
	if err != nil {
		t.Fatal(err)
	}
	return arc, r, v, at, tof
}

// TestArcIsPropagation: an arc is where Propagate says at every time of its
// coast, as fast, and its anomaly, time, radius and velocity agree.
func TestArcIsPropagation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, r, v, at, tof := coast(t)
		share := rapid.Float64Range(0, 1).Draw(t, "share")
		want, wantV, err := Propagate(r, v, share*tof, mu)
		if err != nil {
			t.Fatal(err)
		}
		eta := a.At(at + share*tof)
		p, when := a.PositionTime(eta)
		if math.Abs(when-at-share*tof) > 1e-8 || math.Abs(a.Time(eta)-when) > 1e-12*math.Abs(when)+1e-12 {
			t.Fatalf("time %v, want %v", when, at+share*tof)
		}
		if d := p.Sub(want).Norm(); d > 1e-4 || p != a.Position(eta) {
			t.Fatalf("%g m off", d)
		}
		if d := a.Velocity(eta).Sub(wantV).Norm(); d > 1e-6 {
			t.Fatalf("%g m/s off", d)
		}
		if d := math.Abs(a.Radius(eta) - p.Norm()); d > 1e-5 {
			t.Fatalf("radius %g m off", d)
		}
		if a.From >= a.To || a.At(at) != a.From && math.Abs(a.At(at)-a.From) > 1e-10 {
			t.Fatalf("from %v to %v", a.From, a.To)
		}
	})
}

// TestArcRefuses: what is no ellipse is an error.
func TestArcRefuses(t *testing.T) {
	r := Vec{X: 7e6}
	for _, v := range []Vec{{Y: 12e3}, {X: 11e3}, {Y: math.Sqrt(mu / 7e6)}, {X: 1e3}, {}} {
		if _, err := NewArc(r, v, 0, 100, mu); !errors.Is(err, ErrNotElliptic) {
			t.Errorf("%v: %v", v, err)
		}
	}
}

// TestHeight: on the ellipsoid the height along the radius is at most 20 m from
// the geodetic altitude below 2,000 km; on the sphere it is the altitude.
func TestHeight(t *testing.T) {
	worst := 0.0
	for lat := -90.0; lat <= 90; lat += 0.5 {
		for alt := 0.0; alt <= 2000e3; alt += 50e3 {
			p := earth.Degrees(lat, 17)
			p.Alt = alt
			w := earth.WGS84.Inertial(earth.WGS84.Fixed(p), 100)
			d := Height(&earth.WGS84, w) - alt
			worst = math.Max(worst, math.Abs(d))
			if d < -1e-6 || d > 20 {
				t.Fatalf("%g deg, %g m: %g m too high", lat, alt, d)
			}
			s := earth.Sphere.Inertial(earth.Sphere.Fixed(p), 100)
			if d := Height(&earth.Sphere, s) - alt; math.Abs(d) > 1e-6 {
				t.Fatalf("sphere, %g deg, %g m: %g m too high", lat, alt, d)
			}
		}
	}
	if worst < 1 {
		t.Errorf("worst difference %g m: nothing was compared", worst)
	}
}

// TestAltitudes: the spans between two heights are exactly where a dense walk
// along the arc finds them, edges to a centimetre of height.
func TestAltitudes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, _, _, _, _ := coast(t)
		m := []earth.Model{earth.WGS84, earth.Sphere}[rapid.IntRange(0, 1).Draw(t, "earth")]
		low := rapid.Float64Range(0, 800e3).Draw(t, "low")
		high := math.Inf(1)
		if rapid.Bool().Draw(t, "ceiling") {
			high = low + rapid.Float64Range(1, 800e3).Draw(t, "band")
		}
		spans := a.Altitudes(m, nil, low, high)
		if len(spans) > 2 {
			t.Fatalf("%d spans", len(spans))
		}
		for _, s := range spans {
			if !(s.From < s.To) || s.From < a.From || s.To > a.To {
				t.Fatalf("span %v of arc %v to %v", s, a.From, a.To)
			}
			for _, e := range []float64{s.From, s.To} {
				h := a.Height(m, e)
				if e != a.From && e != a.To && math.Min(math.Abs(h-low), math.Abs(h-high)) > 0.02 {
					t.Fatalf("an edge at %g m, limits %g and %g", h, low, high)
				}
			}
		}
		for i := range 300 {
			eta := a.From + (a.To-a.From)*(float64(i)+0.5)/300
			h := a.Height(m, eta)
			if math.Abs(h-low) < 1 || math.Abs(h-high) < 1 {
				continue
			}
			in := false
			for _, s := range spans {
				in = in || eta >= s.From && eta <= s.To
			}
			if in != (h > low && h < high) {
				t.Fatalf("%g m at %g: in a span %v; limits %g and %g, spans %v", h, eta, in, low, high, spans)
			}
		}
	})
}

// TestSpans: merging and intersecting agree with asking every point.
func TestSpans(t *testing.T) {
	draw := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Span {
		from := rapid.IntRange(0, 40).Draw(t, "from")
		return Span{float64(from), float64(from + rapid.IntRange(1, 12).Draw(t, "length"))}
	}), 0, 6)
	holds := func(s []Span, x float64) bool {
		for _, v := range s {
			if x > v.From && x < v.To {
				return true
			}
		}
		return false
	}
	rapid.Check(t, func(t *rapid.T) {
		one, two := draw.Draw(t, "a"), draw.Draw(t, "b")
		a, b := Merge(append([]Span(nil), one...)), Merge(append([]Span(nil), two...))
		both := Intersect(nil, a, b)
		for _, s := range [][]Span{a, b, both} {
			if !sort.SliceIsSorted(s, func(i, j int) bool { return s[i].From < s[j].From }) {
				t.Fatalf("%v is not sorted", s)
			}
			for i := 1; i < len(s); i++ {
				if s[i].From < s[i-1].To {
					t.Fatalf("%v overlaps", s)
				}
			}
		}
		for x := 0.25; x < 56; x += 0.5 {
			if holds(a, x) != holds(one, x) || holds(b, x) != holds(two, x) {
				t.Fatalf("merging changes %g", x)
			}
			if holds(both, x) != (holds(a, x) && holds(b, x)) {
				t.Fatalf("intersecting is wrong at %g", x)
			}
		}
	})
}
