package projection

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestRoundTrip(t *testing.T) {
	for _, a := range []Azimuthal{EqualArea(52, 18), EqualArea(90, 0), EqualArea(66, 20)} {
		rapid.Check(t, func(t *rapid.T) {
			lat := rapid.Float64Range(-30, 90).Draw(t, "lat")
			lon := rapid.Float64Range(-180, 180).Draw(t, "lon")
			x, y, ok := a.Project(lat, lon)
			if !ok {
				return
			}
			lat2, lon2, ok := a.Inverse(x, y)
			east := math.Abs(lon2-lon) * math.Cos(lat*math.Pi/180)
			if east > 180*math.Cos(lat*math.Pi/180) {
				east = 360*math.Cos(lat*math.Pi/180) - east
			}
			if !ok || math.Abs(lat2-lat) > 1e-6 || east > 1e-6 {
				t.Fatalf("(%g, %g) -> (%g, %g) -> (%g, %g) %v", lat, lon, x, y, lat2, lon2, ok)
			}
		})
	}
}

// A small cell has its area on the sphere wherever it is: the property that
// gives the projection its name.
func TestAreasAreEqual(t *testing.T) {
	a := EqualArea(52, 18)
	const d = 0.01
	for lat := -20.0; lat < 89; lat += 7.3 {
		for lon := -175.0; lon < 180; lon += 23 {
			var area float64
			corner := [4][2]float64{{lat, lon}, {lat, lon + d}, {lat + d, lon + d}, {lat + d, lon}}
			px, py, ok := a.Project(corner[3][0], corner[3][1])
			for _, c := range corner {
				x, y, inside := a.Project(c[0], c[1])
				ok = ok && inside
				area += (px*y - x*py) / 2
				px, py = x, y
			}
			if !ok {
				continue
			}
			want := RadiusKm * RadiusKm * (math.Pi / 180 * d) * (math.Sin((lat+d)*math.Pi/180) - math.Sin(lat*math.Pi/180))
			if math.Abs(area/want-1) > 1e-3 {
				t.Errorf("at %g, %g a cell has %g of its area", lat, lon, area/want)
			}
		}
	}
}

// Snyder's worked example on p. 332: sphere of radius 3, centre 40 N 100 W, the
// point 20 S 100 E is at x = -4.2339303, y = 4.0257775.
func TestSnyderExample(t *testing.T) {
	x, y, ok := EqualArea(40, -100).Project(-20, 100)
	if !ok {
		t.Fatal("no answer")
	}
	x, y = x*3/RadiusKm, y*3/RadiusKm
	if math.Abs(x+4.2339303) > 1e-6 || math.Abs(y-4.0257775) > 1e-6 {
		t.Errorf("x %g y %g, want -4.2339303 4.0257775", x, y)
	}
}

var arctic = Frame(EqualArea(66, 20), -4500, -4500, 4500, 4500, 20)

// No line across the antimeridian or the pole makes a streak: neighbouring
// points of a run stay near each other.
func TestNoStreaks(t *testing.T) {
	var parallel, antimeridian, across [][2]float64
	for lon := -180.0; lon <= 180; lon += 5 {
		parallel = append(parallel, [2]float64{85, lon})
	}
	parallel = append(parallel, [2]float64{85, -175})
	for lat := 60.0; lat <= 90; lat += 2 {
		antimeridian = append(antimeridian, [2]float64{lat, 180}, [2]float64{lat, -180})
	}
	for lat := 70.0; lat <= 90; lat++ {
		across = append(across, [2]float64{lat, 30})
	}
	for lat := 89.0; lat >= 70; lat-- {
		across = append(across, [2]float64{lat, -150})
	}
	for name, line := range map[string][][2]float64{"parallel": parallel, "antimeridian": antimeridian, "across the pole": across} {
		runs := arctic.Lines(line, 0)
		if len(runs) != 1 {
			t.Errorf("%s: %d runs", name, len(runs))
		}
		for _, run := range runs {
			for i := 1; i < len(run); i++ {
				if d := math.Hypot(run[i].X-run[i-1].X, run[i].Y-run[i-1].Y); d > 12 {
					t.Errorf("%s: a step of %.1f units (240 km is 12)", name, d)
				}
			}
		}
	}
}

func TestLinesStayInside(t *testing.T) {
	v := Frame(EqualArea(52, 18), -2000, -1500, 2000, 1500, 10)
	rapid.Check(t, func(t *rapid.T) {
		var line [][2]float64
		for range rapid.IntRange(2, 8).Draw(t, "n") {
			line = append(line, [2]float64{rapid.Float64Range(20, 80).Draw(t, "lat"), rapid.Float64Range(-40, 80).Draw(t, "lon")})
		}
		for _, run := range v.Lines(line, 0.5) {
			for _, p := range run {
				if !v.Inside(p, 1e-6) {
					t.Fatalf("%v is outside", p)
				}
			}
		}
		for _, p := range v.Area(line, 0.5) {
			if !v.Inside(p, 1e-6) {
				t.Fatalf("area: %v is outside", p)
			}
		}
	})
}

// The area of a disc cut by the frame is what the frame leaves of it.
func TestAreaIsCut(t *testing.T) {
	v := Frame(EqualArea(50, 10), 0, -1000, 1000, 1000, 10)
	var ring [][2]float64
	for i := range 361 {
		s, c := math.Sincos(float64(i) * math.Pi / 180)
		lat, lon, _ := v.Projection.Inverse(500*c, 500*s)
		ring = append(ring, [2]float64{lat, lon})
	}
	points := v.Area(ring, 0)
	var area float64
	for i := 1; i < len(points); i++ {
		area += (points[i-1].X*points[i].Y - points[i].X*points[i-1].Y) / 2
	}
	if want := math.Pi * 50 * 50 / 2; math.Abs(math.Abs(area)/want-1) > 0.01 {
		t.Errorf("half a disc has %g square units, want %g", area, want)
	}
}

func TestThin(t *testing.T) {
	line := []Point{{0, 0}, {1, 0.1}, {2, -0.1}, {3, 5}, {4, 0}}
	if got := Thin(line, 0.5); len(got) != 4 && len(got) != 3 {
		t.Errorf("%v", got)
	}
	if got := Thin(line, 10); len(got) != 2 {
		t.Errorf("%v", got)
	}
}
