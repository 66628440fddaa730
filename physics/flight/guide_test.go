package flight

import (
	"errors"
	"math"
	"testing"

	"scutum/physics/earth"
)

func yardstickStaged(t *testing.T, i int) (*Staged, Launch) {
	t.Helper()
	y := yardsticks()[i]
	s, err := NewStaged(y.vehicle, earth.WGS84)
	if err != nil {
		t.Fatal(err)
	}
	return s, y.launch
}

// TestMaxRangeIsGlobal: no kick of 3,000 flies farther than the one found.
func TestMaxRangeIsGlobal(t *testing.T) {
	for i := range 2 {
		s, l := yardstickStaged(t, i)
		var w Workspace
		for _, azimuth := range []float64{l.Azimuth, l.Azimuth + 2} {
			g, err := s.MaxRange(l.From, azimuth, &w)
			if err != nil {
				t.Fatal(err)
			}
			most := s.Summary(l.From, &g.Flown).Range
			for k := range 3000 {
				kick := mostKick * float64(k) / 3000
				if r, err := s.reach(l.From, azimuth, kick, 100, &w); err == nil && r > most+100 {
					t.Errorf("%s: %.1f km at kick %g, %.1f km at %g", s.Vehicle().Name, r/1e3, kick, most/1e3, g.Launch.Kick)
				}
			}
			t.Logf("%s: %.1f km at a kick of %.4f rad", s.Vehicle().Name, most/1e3, g.Launch.Kick)
		}
	}
}

// TestToRange: the range asked for, steep and flat; the yardstick's own kick
// is the steep answer to its own range.
func TestToRange(t *testing.T) {
	s, l := yardstickStaged(t, 0)
	var w Workspace
	l.Accuracy = finalAccuracy
	f, err := s.Fly(l, &w)
	if err != nil {
		t.Fatal(err)
	}
	flown := s.Summary(l.From, &f).Range
	g, err := s.ToRange(l.From, l.Azimuth, flown, false, &w)
	if err != nil || math.Abs(g.Launch.Kick-l.Kick) > 1e-6 {
		t.Errorf("kick %g for %g, %v", g.Launch.Kick, l.Kick, err)
	}
	flat, err := s.ToRange(l.From, l.Azimuth, flown, true, &w)
	if err != nil {
		t.Fatal(err)
	}
	a, b := s.Summary(l.From, &g.Flown), s.Summary(l.From, &flat.Flown)
	if math.Abs(a.Range-flown) > 1 || math.Abs(b.Range-flown) > 1 || !(a.Apogee > b.Apogee+1e4) {
		t.Errorf("steep %+v, flat %+v", a, b)
	}
	var out *OutOfRange
	if _, err := s.ToRange(l.From, l.Azimuth, 3e6, false, &w); !errors.As(err, &out) || math.Abs(out.Most-2085.4e3) > 1e3 {
		t.Errorf("3,000 km: %v", err)
	}
	if _, err := s.ToRange(l.From, l.Azimuth, 1e5, false, &w); !errors.As(err, &out) {
		t.Errorf("100 km: %v", err)
	}
}

// TestTo: the impact is on the point, from any side, steep and flat.
func TestTo(t *testing.T) {
	s, l := yardstickStaged(t, 1)
	var w Workspace
	for _, to := range []earth.Place{earth.Degrees(44.43, 26.1), earth.Degrees(38.9, -77.04), earth.Degrees(-10, 40), earth.Degrees(70, 179.9)} {
		for _, flat := range []bool{false, true} {
			g, err := s.To(l.From, to, flat, &w)
			if err != nil {
				t.Errorf("%.1f N %.1f E: %v", to.LatDeg(), to.LonDeg(), err)
				continue
			}
			sum := s.Summary(l.From, &g.Flown)
			if miss, _, _ := earth.WGS84.Distance(to, sum.Impact); miss > 1 {
				t.Errorf("%.1f N %.1f E: %.2f m off", to.LatDeg(), to.LonDeg(), miss)
			}
		}
	}
	var out *OutOfRange
	if _, err := s.To(l.From, earth.Degrees(-50, -100), false, &w); !errors.As(err, &out) {
		t.Errorf("too far: %v", err)
	}
}
