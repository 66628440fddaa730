package geography

import (
	"math"
	"testing"
)

func TestCountryAt(t *testing.T) {
	for _, c := range []struct {
		name     string
		lat, lon float64
		want     string
	}{
		{"Warsaw", 52.23, 21.01, "PL"},
		{"Deveselu", 44.07, 24.38, "RO"},
		{"Redzikowo", 54.47, 17.12, "PL"},
		{"Kaliningrad", 54.71, 20.5, "RU"},
		{"Simferopol", 44.95, 34.1, "UA"},
		{"Nicosia north", 35.25, 33.4, "CY"},
		{"Pristina", 42.66, 21.17, "XK"},
		{"Lesser enclave: San Marino", 43.94, 12.46, "SM"},
		{"Anadyr plateau, east of the antimeridian", 66.5, -175, "RU"},
		{"Chukotka, west of it", 66.5, 179, "RU"},
		{"Chukotka, on it", 67, 180, "RU"},
		{"Chukotka, on it from the other side", 67, -180, "RU"},
		{"Wrangel Island", 71.2, -179.4, "RU"},
		{"Wrangel Island, west part", 71.1, 179.2, "RU"},
		{"Chukchi Sea", 70, 180, ""},
		{"Bering Sea", 60, -180, ""},
		{"north pole", 90, 0, ""},
		{"near the pole", 89.9, 123, ""},
		{"Greenland's icecap", 75, -40, "GL"},
		{"Greenland's north", 83, -35, "GL"},
		{"Franz Josef Land's sea", 82.5, 50, ""},
		{"Svalbard", 78.9, 16.5, "NO"},
		{"Barents Sea", 73, 35, ""},
		{"Caspian Sea", 41.5, 51, ""},
		{"Black Sea", 43, 34, ""},
		{"Baltic", 55.5, 18.5, ""},
		{"Washington, a turn on", 38.9, -77.04 + 360, "US"},
		{"Sahara", 24, 10, "DZ"},
	} {
		if got := CountryAt(c.lat, c.lon); got != c.want {
			t.Errorf("%s: CountryAt(%g, %g) = %q, want %q", c.name, c.lat, c.lon, got, c.want)
		}
		if got := Land(c.lat, c.lon); got != (c.want != "") {
			t.Errorf("%s: Land = %v", c.name, got)
		}
	}
	if OpenSea(41.5, 51) || !OpenSea(43, 34) || OpenSea(52, 21) || !OpenSea(90, 0) {
		t.Error("OpenSea: the Caspian is closed, the Black Sea and the pole are open, Warsaw is land")
	}
}

// The index agrees with a plain test of every polygon of every country, and a
// country's area by counting points with its published area.
func TestLandAgreesWithAreas(t *testing.T) {
	const step = 0.5
	area := map[string]float64{}
	for lat := 10.25; lat < 90; lat += step {
		for lon := -179.75; lon < 180; lon += step {
			if c := CountryAt(lat, lon); c != "" {
				area[c] += math.Pow(111.195*step, 2) * math.Cos(lat*math.Pi/180)
			}
		}
	}
	for _, c := range []struct {
		code string
		km2  float64
	}{{"RU", 17.1e6}, {"CA", 9.98e6}, {"US", 9.5e6}, {"GL", 2.17e6}, {"FR", 0.547e6}, {"PL", 0.313e6}, {"TR", 0.784e6}, {"UA", 0.604e6}, {"IS", 0.103e6}} {
		if f := area[c.code] / c.km2; f < 0.93 || f > 1.07 {
			t.Errorf("%s: %.0f km2 counted, %.0f published", c.code, area[c.code], c.km2)
		}
	}
}

func TestRingsAreClosedAndLinesAreShared(t *testing.T) {
	points := 0
	for _, c := range Countries() {
		if len(c.Code) != 2 || c.Name == "" {
			t.Errorf("country %q %q", c.Code, c.Name)
		}
		for _, polygon := range c.Polygons {
			for _, ring := range polygon {
				points += len(ring)
				if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
					t.Fatalf("%s: a ring of %d points is not closed", c.Name, len(ring))
				}
				if u := unwrap(ring); math.Abs(u[0].LonDeg-u[len(u)-1].LonDeg) > 1e-9 {
					t.Errorf("%s: a ring goes round the pole", c.Name)
				}
			}
		}
	}
	drawn := 0
	for _, line := range append(append([]Line(nil), Coasts()...), BorderLines()...) {
		drawn += len(line)
	}
	t.Logf("%d points in rings, %d in %d coasts and %d borders", points, drawn, len(Coasts()), len(BorderLines()))
	if drawn >= points {
		t.Error("shared lines are drawn twice")
	}
}

func TestNATO(t *testing.T) {
	for _, c := range []struct {
		date, code string
		want       bool
	}{
		{"2011-12-01", "PL", true}, {"2011-12-01", "ME", false}, {"2017-06-05", "ME", true},
		{"2020-03-26", "MK", false}, {"2020-03-27", "MK", true}, {"2023-04-03", "FI", false},
		{"2023-04-04", "FI", true}, {"2023-04-04", "AX", true}, {"2024-03-06", "SE", false}, {"2024-03-07", "SE", true},
		{"2011", "GL", true}, {"1955-01-01", "DE", false}, {"2030", "UA", false}, {"2030", "RU", false}, {"1949-01-01", "US", false},
	} {
		if NATO(c.date)[c.code] != c.want {
			t.Errorf("NATO(%s)[%s] is not %v", c.date, c.code, c.want)
		}
	}
	count := 0
	for code := range NATO("2025") {
		if code != "" {
			count++
		}
	}
	if count != 32+len(territories) {
		t.Errorf("%d codes in 2025, want 32 members and %d territories", count, len(territories))
	}
}

func TestEurope(t *testing.T) {
	for _, c := range []struct {
		code string
		lon  float64
		want bool
	}{
		{"RU", 37.6, true}, {"RU", 59.9, true}, {"RU", 60.6, false}, {"RU", -175, false}, {"RU", 20.5, true},
		{"TR", 43, true}, {"IS", -22, true}, {"GE", 44.8, true}, {"KZ", 51, false}, {"BY", 27, true}, {"IR", 51, false}, {"GL", -50, false},
	} {
		if Europe(c.code, c.lon) != c.want {
			t.Errorf("Europe(%s, %g) is not %v", c.code, c.lon, c.want)
		}
	}
}

func BenchmarkLand(b *testing.B) {
	Land(50, 10)
	for i := 0; b.Loop(); i++ {
		Land(25+float64(i%60), float64(i%97)-30)
	}
}
