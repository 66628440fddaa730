package export

import (
	"bytes"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scutum/assessment/deterrence"
	"scutum/assessment/footprint"
	"scutum/physics/earth"
)

var nan = math.NaN()

// sampleMap is two rows of cells that do not align, with most classes.
func sampleMap() *footprint.Map {
	g := &footprint.Grid{
		SpacingKm: 100, SouthDeg: 44, NorthDeg: 46, WestDeg: 20, EastDeg: 26,
		RowLatDeg: []float64{44.5, 45.5}, RowStart: []int{0, 4, 7}, RowStepDeg: []float64{1.5, 2}, AreaKm2: []float64{13200.04, 17300},
	}
	timelines := make([]footprint.Timeline, 7)
	for i := range timelines {
		timelines[i].Reason = footprint.NotThreatened
	}
	timelines[2] = footprint.Timeline{
		Reason: footprint.Defended, Area: "Tabriz", Shape: "minimum-energy", Sensor: "Kurecik", Site: "Deveselu", Interceptor: "sm-3-ib",
		Burnout: 130, FirstTrack: 168.44, Commit: 208.44, Launch: 220, Meeting: 430.06, Impact: 690, MeetingAltitudeKm: 312.345, ThresholdKmS: 2.3456, MarginKmS: 0.6544,
		LatestLaunch: 301.25, BurnoutSpeedKmS: 3.95, ApogeeKm: 420,
	}
	timelines[5] = footprint.Timeline{
		Reason: footprint.NoTrack, Area: "Shahrud", Shape: "depressed", Burnout: 130, Impact: 700,
		FirstTrack: nan, Commit: nan, Launch: nan, Meeting: nan, MeetingAltitudeKm: nan, ThresholdKmS: nan, MarginKmS: nan,
		LatestLaunch: nan, BurnoutSpeedKmS: 4, ApogeeKm: 310,
	}
	return &footprint.Map{
		Shield: "epaa-2", Class: "medium", Grid: g,
		Shots: []uint8{0, 2, 2, 1, 0, 2, 0},
		Reason: []footprint.Reason{footprint.NotThreatened, footprint.Defended, footprint.Defended, footprint.Defended,
			footprint.TooFar, footprint.Defended, footprint.NoTrack},
		MarginKmS: []float32{float32(nan), 0.75, 0.1, -0.0001, -1.25, 0.3, float32(nan)},
		Inventory: []uint16{0, 48, 48, 24, 0, 24, 0},
		Cases: []footprint.Case{
			{Area: "Tabriz", Shape: "minimum-energy", Answer: []footprint.Answer{0, 2, 2, 2, 1, 2, 0}},
			{Area: "Shahrud", Shape: "depressed", Answer: []footprint.Answer{0, 0, 2, 2, 0, 2, 1}},
		},
		Timelines: timelines, TimelineGrid: g,
	}
}

func sampleEphemerides() []Ephemeris {
	attacker := Ephemeris{ID: "tabriz-bucharest", Name: "Tabriz to Bucharest, minimum-energy", Kind: Attacker}
	for i := range 7 {
		place := earth.Degrees(38.08+float64(i), 46.29-3*float64(i))
		place.Alt = 50e3 * float64(i*(6-i))
		attacker.Samples = append(attacker.Samples, Sample{
			Time: 100.25 * float64(i), Position: earth.WGS84.Fixed(place), Velocity: earth.Vec[earth.ECEF]{X: -1234.5678901, Y: 0, Z: 2500},
		})
	}
	interceptor := Ephemeris{ID: "deveselu-1", Name: "Interceptor 1 of Deveselu", Kind: Interceptor, Samples: []Sample{
		{250, earth.WGS84.Fixed(earth.Degrees(44.0667, 24.3833)), earth.Vec[earth.ECEF]{X: 3000}},
		{400, earth.Vec[earth.ECEF]{X: 4.3e6, Y: 2.1e6, Z: 4.9e6}, earth.Vec[earth.ECEF]{Z: 1000}},
	}}
	return []Ephemeris{attacker, interceptor}
}

func sampleLines() []Line {
	return ExclusionLines(&deterrence.Exclusion{
		CommitAfterBurnoutS: 60,
		Contours: []deterrence.Contour{
			{SpeedKmS: 3, Lines: [][][2]float64{{{70, 10}, {71, 20.1234567}, {72, 10}}}},
			{SpeedKmS: 4.5, Lines: [][][2]float64{{{60, 178}, {62, -178}, {62, 179}}, {{50, 1}, {51, 1}}}},
		},
	})
}

var samplePairs = []deterrence.Pair{
	{
		Shield: "epaa-4", Site: "Redzikowo", Interceptor: "sm-3-iib", Field: "Tatishchevo", Target: "New York", Missile: "solid",
		Commit: "published", CommitS: 240, ThresholdKmS: 5.77, SpeedKmS: 5.5, MarginKmS: -0.27,
		MeetingS: 812.34, MeetingAltitudeKm: 1290.5, MeetingLatDeg: 71.23456, MeetingLonDeg: 12.3,
	},
	{
		Shield: "epaa-4", Site: "Deveselu", Interceptor: "sm-3-ib", Field: "Irkutsk", Target: "Seattle", Missile: "solid",
		Commit: "sensors", CommitS: nan, ThresholdKmS: nan, SpeedKmS: 3, MarginKmS: nan,
		MeetingS: nan, MeetingAltitudeKm: nan, MeetingLatDeg: nan, MeetingLonDeg: nan, Reason: "no track",
	},
}

var sampleCurves = []deterrence.Curve{{
	Shield: "epaa-4", Site: "Redzikowo", Interceptor: "sm-3-iib", Field: "Tatishchevo", Target: "New York", Missile: "solid",
	X: []float64{-60, 0, 60}, ThresholdKmS: []float64{4.85, 5.28, nan},
}}

func sampleExclusion() *deterrence.Exclusion {
	return &deterrence.Exclusion{
		Grid: sampleMap().Grid, Sea: []bool{true, false, true, true, false, false, false},
		ThresholdKmS: []float32{3.2104, float32(nan), float32(nan), 6, 0, 0, 0}, Trajectory: []int16{0, -1, -1, 0, -1, -1, -1},
	}
}

var epoch = time.Date(2011, 12, 1, 0, 0, 0, 0, time.UTC)

// TestGolden compares every format with a file that was read by eye. Run with
// UPDATE_GOLDEN=1 to rewrite them, and say in the commit why they changed.
func TestGolden(t *testing.T) {
	m, ephemerides, lines := sampleMap(), sampleEphemerides(), sampleLines()
	for name, write := range map[string]func(io.Writer) error{
		"map.csv":           func(w io.Writer) error { return MapCSV(w, m) },
		"cases.csv":         func(w io.Writer) error { return CasesCSV(w, m) },
		"pairs.csv":         func(w io.Writer) error { return PairsCSV(w, samplePairs) },
		"curves.csv":        func(w io.Writer) error { return CurvesCSV(w, "commit_after_burnout_s", sampleCurves) },
		"exclusion.csv":     func(w io.Writer) error { return ExclusionCSV(w, sampleExclusion(), []string{"Kozelsk to Boston"}) },
		"timelines.csv":     func(w io.Writer) error { return TimelinesCSV(w, m) },
		"map.geojson":       func(w io.Writer) error { return MapGeoJSON(w, m) },
		"map.kml":           func(w io.Writer) error { return MapKML(w, m) },
		"lines.geojson":     func(w io.Writer) error { return LinesGeoJSON(w, lines) },
		"lines.kml":         func(w io.Writer) error { return LinesKML(w, "Exclusion", lines) },
		"trajectories.kml":  func(w io.Writer) error { return EphemeridesKML(w, "Trajectories", ephemerides) },
		"trajectories.czml": func(w io.Writer) error { return CZML(w, "europe", epoch, ephemerides) },
		"attacker.oem":      func(w io.Writer) error { return OEM(w, epoch, epoch, ephemerides[0]) },
		"interceptor.oem":   func(w io.Writer) error { return OEM(w, epoch, epoch, ephemerides[1]) },
	} {
		var got bytes.Buffer
		if err := write(&got); err != nil {
			t.Fatal(name, err)
		}
		file := filepath.Join("testdata", name)
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
