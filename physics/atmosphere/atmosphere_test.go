package atmosphere

import (
	"bufio"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// halfDigit returns half a unit of the last digit printed in text.
func halfDigit(text string) float64 {
	mantissa, exponent, found := strings.Cut(text, "e")
	power := 0
	if found {
		power, _ = strconv.Atoi(exponent)
	}
	if i := strings.IndexByte(mantissa, '.'); i >= 0 {
		power -= len(mantissa) - i - 1
	}
	return 0.5 * math.Pow(10, float64(power))
}

// table calls f with the fields of every row of a file in testdata that begins
// with an altitude.
func table(t *testing.T, name string, f func(km float64, s State, fields []string)) (rows int) {
	t.Helper()
	file, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Split(lines.Text(), ",")
		km, err := strconv.ParseFloat(fields[0], 64)
		if err != nil {
			continue // comments and head
		}
		s, err := At(km * 1000)
		if err != nil {
			t.Fatal(err)
		}
		rows++
		f(km, s, fields[1:])
	}
	return rows
}

// compare holds numbers to the printed ones within half a printed digit, and a
// fiftieth of that for the rounding of the table itself. Empty fields are not
// printed.
func compare(t *testing.T, km float64, fields []string, numbers ...float64) {
	t.Helper()
	for i, ours := range numbers {
		text := strings.TrimSpace(fields[i])
		if text == "" {
			continue
		}
		want, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		if d := ours - want; !(math.Abs(d) <= 1.02*halfDigit(text)) {
			t.Errorf("%g km, column %d: %.7g, printed %s (%.2f of half a digit)", km, i+1, ours, text, d/halfDigit(text))
		}
	}
}

// TestStandardAtmosphere1976 compares with the reference figures.
func TestStandardAtmosphere1976(t *testing.T) {
	rows := table(t, "us76.csv", func(km float64, s State, fields []string) {
		compare(t, km, fields, s.Temperature, s.Pressure, s.Density, s.SoundSpeed)
		if s.HasSound != (km <= 86) {
			t.Errorf("%g km: HasSound is %v", km, s.HasSound)
		}
	})
	if rows != 14 {
		t.Errorf("%d rows read, want 14", rows)
	}
}

// TestUpperAtmosphereAsPrinted compares pressure and molar mass at all of the
// altitudes of the standard's long table that are at hand.
func TestUpperAtmosphereAsPrinted(t *testing.T) {
	rows := table(t, "us76_upper.csv", func(km float64, s State, fields []string) {
		if km != 290 {
			compare(t, km, fields, s.Pressure, s.MolarMass)
		}
	})
	if rows != 87 {
		t.Errorf("%d rows read, want 87", rows)
	}
}

// TestContinuous: no step at a layer's or band's end beyond what the standard
// itself has (pressure at 86 km 2e-5, where it changes method).
func TestContinuous(t *testing.T) {
	for _, km := range []float64{0, 11.019, 20.063, 32.162, 47.35, 51.413, 71.802, 80, 85.5, 86, 91, 95, 97, 100, 110, 115, 120, 150, 500} {
		a, err1 := At(km*1000 - 1e-3)
		b, err2 := At(km*1000 + 1e-3)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		for i, q := range []float64{a.Temperature / b.Temperature, a.Pressure / b.Pressure, a.Density / b.Density} {
			limit := 2e-6
			switch km {
			case 86:
				limit = 3e-5
			case 150:
				limit = 1e-5
			}
			if math.Abs(q-1) > limit {
				t.Errorf("%g km: step of %.2g in quantity %d", km, q-1, i)
			}
		}
	}
}

// TestHydrostatic: dp/dz = -rho g, exactly in the layers; above, where the
// standard's gases are not in common balance, to the size of their flow.
func TestHydrostatic(t *testing.T) {
	for z := -4900.0; z < 990e3; z += 977 {
		const h = 5.0
		a, _ := At(z - h)
		b, _ := At(z)
		c, _ := At(z + h)
		q := earthRadius / (earthRadius + z)
		ratio := (a.Pressure - c.Pressure) / (2 * h * b.Density * gravity * q * q)
		limit := 1e-5
		if z > turbopause-h {
			limit = 0.06
		}
		if math.Abs(ratio-1) > limit {
			t.Errorf("%g m: -dp/dz is %.6f of rho g", z, ratio)
		}
	}
}

func TestOutside(t *testing.T) {
	for _, z := range []float64{-5000.1, 1000e3 + 1, math.NaN(), math.Inf(1)} {
		if s, err := At(z); err == nil || s != (State{}) {
			t.Errorf("At(%g) = %v, %v", z, s, err)
		}
	}
}
