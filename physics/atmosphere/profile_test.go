package atmosphere

import (
	"math"
	"testing"
)

// TestProfileIsTheStandard holds the polynomials to what they replace; 1e-7 of
// the density above 100 km moves no impact by a millimetre.
func TestProfileIsTheStandard(t *testing.T) {
	p := Standard()
	var worst, at float64
	for z := Least + 1; z < p.Top; z += 137.7 {
		s, err := At(z)
		if err != nil {
			t.Fatal(err)
		}
		rho, pressure, sound := p.All(p.Band(z), z)
		for _, e := range []float64{rho/s.Density - 1, pressure/s.Pressure - 1} {
			if math.Abs(e) > worst {
				worst, at = math.Abs(e), z
			}
		}
		if s.HasSound && math.Abs(sound*s.SoundSpeed-1) > 1e-9 {
			t.Errorf("%g m: speed of sound %g, want %g", z, 1/sound, s.SoundSpeed)
		}
		r2, i2 := p.Density(p.Band(z), z)
		if r2 != rho || i2 != sound || p.Pressure(p.Band(z), z) != pressure {
			t.Errorf("%g m: Density, Pressure and All disagree", z)
		}
	}
	t.Logf("%d cells; worst %.2g at %g m", len(p.cells), worst, at)
	if worst > 1e-7 {
		t.Errorf("%.2g off at %g m", worst, at)
	}
}

// TestProfileGoesOn: 200 m beyond its end a band has gone on smoothly.
func TestProfileGoesOn(t *testing.T) {
	for _, p := range []*Profile{Standard(), Yardstick()} {
		for i, z := range p.Kinks {
			below, _ := p.Density(i, z+200)
			above, _ := p.Density(i+1, z+200)
			if math.Abs(below/above-1) > 0.02 {
				t.Errorf("%s, 200 m above %g m: %g and %g", p.Name, z, below, above)
			}
		}
	}
}

// TestYardstick holds the simplified atmosphere to its eight printed densities
// and, below 86 km, to the standard (their gas constants differ by 1e-6).
func TestYardstick(t *testing.T) {
	p := Yardstick()
	for _, row := range yardstickTable[:7] {
		if rho, _ := p.Density(p.Band(row[0]), row[0]); math.Abs(rho/row[1]-1) > 1e-9 {
			t.Errorf("%g m: density %g, want %g", row[0], rho, row[1])
		}
	}
	for z := 0.0; z < 86e3; z += 500 {
		a, _ := p.Density(p.Band(z), z)
		b, _ := Standard().Density(Standard().Band(z), z)
		if math.Abs(a/b-1) > 3e-5 {
			t.Errorf("%g m: density %g, standard %g", z, a, b)
		}
	}
	if _, err := ProfileByName("yardstik"); err == nil {
		t.Error("an unknown profile was found")
	}
}

func BenchmarkDensity(b *testing.B) {
	p := Standard()
	for i := range b.N {
		z := float64(i & 65535)
		rho, s := p.Density(2, z)
		sum += rho + s
	}
}

func BenchmarkAt(b *testing.B) {
	for i := range b.N {
		s, _ := At(float64(i & 0x3ffff))
		sum += s.Density
	}
}

var sum float64
