package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"scutum/engagement/filter"
	"scutum/internal/random"
	"scutum/physics/earth"
)

// TestTracksBySeveralRadars flies three objects over the rotating Earth, has
// three radars see them in turn with errors of their own, and tracks the file.
func TestTracksBySeveralRadars(t *testing.T) {
	places := []earth.Place{{Lat: 0.670, Lon: 0.660, Alt: 2000}, {Lat: 0.769, Lon: 0.426}, {Lat: 0.6, Lon: 0.5}}
	sigmas := [][3]float64{{1e-3, 1e-3, 20}, {2e-3, 2e-3, 30}, {1e-3, 2e-3, 50}}
	args := []string{"--motion", "ballistic", "--truth", "truth.csv", "--json"}
	var stations []filter.Station
	for i, p := range places {
		stations = append(stations, filter.NewStation(earth.WGS84, p))
		args = append(args, "--sensor", fmt.Sprintf("radar-%d=%v,%v,%v", i, p.LatDeg(), p.LonDeg(), p.Alt))
	}
	fall := filter.Ballistic{Earth: earth.WGS84}
	noise := random.New(1, 0, "several radars")
	var objects [][6]float64
	for i := range 3 {
		r := earth.WGS84.Fixed(earth.Place{Lat: 0.63 + 0.01*float64(i), Lon: 0.8, Alt: 300e3})
		v := earth.Up(earth.Place{Lat: 0.63, Lon: 0.8}).Scale(1500)
		north, east := earth.NorthEast(earth.Place{Lat: 0.63, Lon: 0.8})
		v = v.AddScaled(2500, north).AddScaled(-3000, east)
		objects = append(objects, [6]float64{r.X, r.Y, r.Z, v.X, v.Y, v.Z})
	}
	var detections, truth strings.Builder
	detections.WriteString("time_s,sensor,az_deg,el_rad,range_km,sigma_az_rad,sigma_el_rad,sigma_range_m\n")
	truth.WriteString("time_s,id,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s\n")
	for k := range 120 {
		now := time.Duration(k) * 1300 * time.Millisecond
		r := k % 3
		for i := range objects {
			x := objects[i]
			fall.Move(&x, now.Seconds())
			fmt.Fprintf(&truth, "%v,%d,%v,%v,%v,%v,%v,%v\n", now.Seconds(), i, x[0], x[1], x[2], x[3], x[4], x[5])
			z := stations[r].Measure((*[3]float64)(x[:3]), nil)
			for n := range z {
				z[n] += sigmas[r][n] * noise.Normal()
			}
			fmt.Fprintf(&detections, "%v,radar-%d,%v,%v,%v,%v,%v,%v\n", now.Seconds(), r, z[0]*180/math.Pi, z[1], z[2]/1000, sigmas[r][0], sigmas[r][1], sigmas[r][2])
		}
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"plots.csv": detections.String(), "truth.csv": truth.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	var out, talk bytes.Buffer
	if code := run(append([]string{"track", "plots.csv"}, args...), &out, &talk); code != 0 {
		t.Fatalf("exit code %d: %s", code, talk.String())
	}
	var a trackAnswer
	if err := json.Unmarshal(out.Bytes(), &a); err != nil {
		t.Fatal(err)
	}
	if a.Confirmed != 3 || *a.Missed != 0 || *a.False != 0 || a.Axes != "earth-fixed" || a.Scans != 120 || *a.MatchedRMS > 500 {
		t.Errorf("%d tracks, %v missed, %v false, rms %v m, %d scans", a.Confirmed, *a.Missed, *a.False, *a.MatchedRMS, a.Scans)
	}
	if a.NEES.Mean < 3 || a.NEES.Mean > 9 {
		t.Errorf("NEES %v", a.NEES.Mean)
	}
	for _, k := range a.Tracks {
		if k.Hits < 115 || k.PositionSigma > 300 {
			t.Errorf("track %d: %d hits, sigma %v m", k.ID, k.Hits, k.PositionSigma)
		}
	}
}
