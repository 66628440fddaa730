package sensor

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"
)

// TestRadarEquation: worked answers printed in the MathWorks Radar Toolbox
// documentation, four decimals; tolerance 1e-3 dB as the reference states.
func TestRadarEquation(t *testing.T) {
	f, err := os.Open("testdata/radar_equation.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	reader := csv.NewReader(f)
	reader.Comment = '#'
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		v := make([]float64, len(row))
		for i := 1; i < len(row); i++ {
			if v[i], err = strconv.ParseFloat(row[i], 64); err != nil {
				t.Fatal(err)
			}
		}
		got := Link{v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10]}.SNR()
		if !(math.Abs(got-v[11]) <= 1e-3) {
			t.Errorf("%s: %.5f dB, want %.4f", row[0], got, v[11])
		}
	}
}

// tpy2 has the parameters of Lewis and Postol, 2012.
var tpy2 = Array{AveragePower: 81e3, Aperture: 9.2, Efficiency: 0.8, Frequency: 9.5e9, Dwell: 0.1, NoiseTemperature: 500, Loss: 8, SNR: 20}

// TestArrayRange: the ranges that the same parameters gave another program.
// It wrote losses of 6, 7 and 8 dB as 4, 5 and 6.3, which moves the range by
// up to 0.13 %, and 3.16 cm for the wavelength; hence 3 km.
func TestArrayRange(t *testing.T) {
	gbx := tpy2
	gbx.AveragePower, gbx.Aperture = 2*tpy2.AveragePower, 2*tpy2.Aperture
	for _, c := range []struct{ temperature, loss, tpy2, gbx float64 }{
		{500, 8, 796, 1339}, {500, 7, 844, 1419}, {500, 6, 892, 1500}, {400, 6, 943, 1586},
	} {
		one, two := tpy2, gbx
		one.NoiseTemperature, one.Loss = c.temperature, c.loss
		two.NoiseTemperature, two.Loss = c.temperature, c.loss
		r1, r2 := one.Range(0.01)/1e3, two.Range(0.01)/1e3
		if math.Abs(r1-c.tpy2) > 3 || math.Abs(r2-c.gbx) > 5 {
			t.Errorf("%v K, %v dB: %.1f and %.1f km, want %v and %v", c.temperature, c.loss, r1, r2, c.tpy2, c.gbx)
		}
		if want := math.Pow(8, 0.25); math.Abs(r2/r1-want) > 1e-9 {
			t.Errorf("GBX sees %v times as far, want 8^(1/4)", r2/r1)
		}
	}
	spy := Array{58e3, 12, 0.65, SpeedOfLight / 0.091, 0.1, 500, 8, 20}
	if a, b := spy.Range(0.03)/1e3, spy.Range(0.01)/1e3; math.Abs(a-585) > 1 || math.Abs(b-445) > 1 {
		t.Errorf("SPY-1D %.1f and %.1f km, want 585 and 445", a, b)
	}
}

// The array's equation is the link's, with the pulse's energy and the gain of
// the aperture.
func TestArrayMatchesLink(t *testing.T) {
	wavelength := SpeedOfLight / tpy2.Frequency
	gain := 10 * math.Log10(4*math.Pi*tpy2.Aperture*tpy2.Efficiency/(wavelength*wavelength))
	r := tpy2.Range(0.01)
	link := Link{tpy2.Frequency, tpy2.AveragePower, tpy2.Dwell, gain, gain, 0.01, r, r, tpy2.NoiseTemperature, tpy2.Loss}
	if got, want := link.SNR(), 10*math.Log10(tpy2.SNR); math.Abs(got-want) > 1e-9 {
		t.Errorf("at its range the array has %v dB, want %v", got, want)
	}
}

func TestRangeAgainst(t *testing.T) {
	r := Radar{Range: 850e3, ReferenceRCS: 0.01}
	if got := r.RangeAgainst(0.16); math.Abs(got-1700e3) > 1e-6 {
		t.Errorf("16 times the RCS: %v m, want twice the range", got)
	}
	if !(Radar{}).AllRound() || !(Radar{AzimuthTo: 2 * math.Pi}).AllRound() || (Radar{AzimuthFrom: 1, AzimuthTo: 3}).AllRound() {
		t.Error("sector")
	}
}
