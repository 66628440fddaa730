package sighting

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"scutum/internal/frozen"
	"scutum/physics/earth"
)

func degrees(x float64) float64 { return x * (math.Pi / 180) }

// TestFirstVisible holds the printed altitudes of the Brdy radar's view at the
// printed distances, to half a printed kilometre and what half a kilometre of
// distance does.
func TestFirstVisible(t *testing.T) {
	f, err := os.Open("testdata/brdy_horizon.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	m, brdy := earth.Sphere, earth.Degrees(49.6352, 13.7479)
	for _, row := range rows[1:] {
		var x []float64
		for _, cell := range row[1:8] {
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatal(err)
			}
			x = append(x, v)
		}
		_, azimuth, _ := m.Distance(brdy, earth.Degrees(x[0], x[1]))
		for i, want := range x[3:] {
			at := func(km float64) float64 {
				h, ok := FirstVisible(m, brdy, m.Destination(brdy, azimuth, km*1e3), degrees(float64(i)))
				if !ok {
					t.Fatalf("%s is never seen", row[0])
				}
				return h / 1e3
			}
			if got := at(x[2]); math.Abs(got-want) > 0.5+at(x[2]+0.5)-got {
				t.Errorf("%s at %d deg: %.1f km, printed %g", row[0], i, got, want)
			}
		}
	}
}

// TestFirstVisibleIsSeen: at the altitude found the object stands at the
// wanted elevation, on the sphere in closed form.
func TestFirstVisibleIsSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := []earth.Model{earth.WGS84, earth.Sphere}[rapid.IntRange(0, 1).Draw(t, "earth")]
		radar := earth.Degrees(rapid.Float64Range(-90, 90).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon"))
		place := earth.Degrees(rapid.Float64Range(-90, 90).Draw(t, "lat2"), rapid.Float64Range(-180, 180).Draw(t, "lon2"))
		elevation := degrees(rapid.Float64Range(0, 89).Draw(t, "elevation"))
		h, ok := FirstVisible(m, radar, place, elevation)
		angle := math.Atan2(earth.Up(radar).Cross(earth.Up(place)).Norm(), earth.Up(radar).Dot(earth.Up(place)))
		if !ok {
			if angle+elevation < math.Pi/2-0.01 {
				t.Fatalf("not seen at %g deg", angle*180/math.Pi)
			}
			return
		}
		place.Alt = h
		d := m.Fixed(place).Sub(m.Fixed(radar))
		if n := d.Norm(); n > 1 && h > 0 && math.Abs(d.Dot(earth.Up(radar))/n-frozen.Sin(elevation)) > 1e-6+2e-3/n {
			t.Fatalf("elevation %g at %g m, want %g", math.Asin(d.Dot(earth.Up(radar))/n), h, elevation)
		}
		if m == earth.Sphere && h > 1 && h < 1e8 {
			want := m.Radius*math.Cos(elevation)/math.Cos(elevation+angle) - m.Radius
			if math.Abs(h-want) > 1e-6*want+0.01 {
				t.Fatalf("%g m, closed form %g", h, want)
			}
		}
	})
}
