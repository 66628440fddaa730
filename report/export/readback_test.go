package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// The readers below know the formats, not the writers.

func TestGeoJSONReadsBack(t *testing.T) {
	var out bytes.Buffer
	m := sampleMap()
	if err := MapGeoJSON(&out, m); err != nil {
		t.Fatal(err)
	}
	var collection struct {
		Type     string
		Features []struct {
			Type       string
			Properties struct {
				Reason  string
				Cells   int
				AreaKm2 float64 `json:"area_km2"`
			}
			Geometry struct {
				Type        string
				Coordinates [][][][2]float64
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &collection); err != nil {
		t.Fatal(err)
	}
	cells, squareDegrees := 0, 0.0
	for _, f := range collection.Features {
		cells += f.Properties.Cells
		for _, polygon := range f.Geometry.Coordinates {
			for i, ring := range polygon {
				if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
					t.Errorf("%s: a ring that is not closed: %v", f.Properties.Reason, ring)
				}
				area := 0.0
				for k := 1; k < len(ring); k++ {
					area += (ring[k-1][0]*ring[k][1] - ring[k][0]*ring[k-1][1]) / 2
				}
				if (area > 0) != (i == 0) {
					t.Errorf("%s: ring %d has area %v", f.Properties.Reason, i, area)
				}
				squareDegrees += area
			}
		}
	}
	if collection.Type != "FeatureCollection" || cells != 7 || math.Abs(squareDegrees-12) > 1e-9 {
		t.Errorf("%s, %d cells, %v square degrees", collection.Type, cells, squareDegrees)
	}
}

func TestLinesAreCutAtTheAntimeridian(t *testing.T) {
	for _, c := range []struct{ line, want [][2]float64 }{
		{[][2]float64{{0, 179}, {2, -179}}, [][2]float64{{0, 179}, {1, 180}, {1, -180}, {2, -179}}},
		{[][2]float64{{0, -179}, {2, 179}}, [][2]float64{{0, -179}, {1, -180}, {1, 180}, {2, 179}}},
		{[][2]float64{{0, 180}, {2, -179}}, [][2]float64{{0, -180}, {2, -179}}},
		{[][2]float64{{0, 179}, {2, -180}}, [][2]float64{{0, 179}, {2, 180}}},
		{[][2]float64{{0, 170}, {2, 190}}, [][2]float64{{0, 170}, {1, 180}, {1, -180}, {2, -170}}},
	} {
		var got [][2]float64
		for _, piece := range cutAtAntimeridian(c.line) {
			got = append(got, piece...)
			for i := 1; i < len(piece); i++ {
				if math.Abs(piece[i][1]-piece[i-1][1]) > 180 {
					t.Errorf("%v goes the long way round", piece)
				}
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.line, diff)
		}
	}
}

// TestKMLReadsBack: well-formed, with as many closed rings as the GeoJSON has.
func TestKMLReadsBack(t *testing.T) {
	var out bytes.Buffer
	if err := MapKML(&out, sampleMap()); err != nil {
		t.Fatal(err)
	}
	decoder := xml.NewDecoder(&out)
	rings, inside := 0, false
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside = token.Name.Local == "coordinates"
		case xml.CharData:
			if points := strings.Fields(string(token)); inside && len(points) > 0 {
				rings++
				if points[0] != points[len(points)-1] {
					t.Errorf("a ring that is not closed: %v", points)
				}
			}
		}
	}
	if rings != 5 {
		t.Errorf("%d rings", rings)
	}
}

func TestCZMLReadsBack(t *testing.T) {
	var out bytes.Buffer
	ephemerides := sampleEphemerides()
	if err := CZML(&out, "europe", epoch, ephemerides); err != nil {
		t.Fatal(err)
	}
	var packets []struct {
		ID       string
		Version  string
		Position struct {
			ReferenceFrame string
			Epoch          time.Time
			Cartesian      []float64
		}
	}
	if err := json.Unmarshal(out.Bytes(), &packets); err != nil {
		t.Fatal(err)
	}
	if len(packets) != 3 || packets[0].ID != "document" || packets[0].Version != "1.0" {
		t.Fatalf("%+v", packets)
	}
	for i, e := range ephemerides {
		p := packets[i+1].Position
		if p.ReferenceFrame != "FIXED" || !p.Epoch.Equal(epoch) || len(p.Cartesian) != 4*len(e.Samples) {
			t.Fatalf("%+v", p)
		}
		for k, s := range e.Samples {
			at := earth.Vec[earth.ECEF]{X: p.Cartesian[4*k+1], Y: p.Cartesian[4*k+2], Z: p.Cartesian[4*k+3]}
			if miss := at.Sub(s.Position).Norm(); miss > 0.01 || p.Cartesian[4*k] != s.Time {
				t.Errorf("sample %d of %s is %v m off", k, e.ID, miss)
			}
		}
	}
}

// oemLine is the grammar of the lines of CCSDS 502.0-B-2, sections 5.2 and 6:
// a keyword and its value, a comment, a section's border, or a state.
var (
	oemKeyword = regexp.MustCompile(`^([A-Z_]+) = (\S.*)$`)
	oemState   = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?( -?\d+\.\d{1,15}){6}$`)
)

func TestOEMReadsBack(t *testing.T) {
	var out bytes.Buffer
	attacker := sampleEphemerides()[0]
	if err := OEM(&out, epoch, epoch, attacker); err != nil {
		t.Fatal(err)
	}
	var keywords []string
	values := map[string]string{}
	var states [][]string
	for i, line := range strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n") {
		if len(line) > 254 {
			t.Errorf("line %d is longer than 254 characters", i+1)
		}
		switch pair := oemKeyword.FindStringSubmatch(line); {
		case pair != nil:
			keywords = append(keywords, pair[1])
			values[pair[1]] = pair[2]
		case line == "META_START" || line == "META_STOP":
			keywords = append(keywords, line)
		case oemState.MatchString(line):
			states = append(states, strings.Fields(line))
		case line != "" && !strings.HasPrefix(line, "COMMENT "):
			t.Errorf("line %d: %q", i+1, line)
		}
	}
	const order = "CCSDS_OEM_VERS CREATION_DATE ORIGINATOR META_START OBJECT_NAME OBJECT_ID CENTER_NAME REF_FRAME TIME_SYSTEM START_TIME STOP_TIME INTERPOLATION INTERPOLATION_DEGREE META_STOP"
	if got := strings.Join(keywords, " "); got != order {
		t.Errorf("keywords %s", got)
	}
	if len(states) != len(attacker.Samples) || states[0][0] != values["START_TIME"] || states[len(states)-1][0] != values["STOP_TIME"] {
		t.Fatalf("%d states from %s to %s", len(states), values["START_TIME"], values["STOP_TIME"])
	}
	for i, s := range attacker.Samples {
		at, err := time.Parse("2006-01-02T15:04:05.999999", states[i][0])
		if err != nil || math.Abs(at.Sub(epoch).Seconds()-s.Time) > 1e-6 {
			t.Errorf("state %d at %v: %v", i, at, err)
		}
		for k, want := range []float64{s.Position.X, s.Position.Y, s.Position.Z, s.Velocity.X, s.Velocity.Y, s.Velocity.Z} {
			got, err := strconv.ParseFloat(states[i][k+1], 64)
			if err != nil || math.Abs(got*1000-want) > 1e-3 {
				t.Errorf("state %d, number %d: %v, want %v", i, k, got*1000, want)
			}
		}
	}
}

// TestSampledVelocityIsTheSlopeOfThePosition, in the rotating frame.
func TestSampledVelocityIsTheSlopeOfThePosition(t *testing.T) {
	m := earth.WGS84
	r := orbit.Vec{X: 4.5e6, Y: 3e6, Z: 3.6e6}
	v := orbit.Vec{X: 1500, Y: -4000, Z: 3500}
	arc, err := orbit.NewArc(r, v, 180, 900, m.Mu)
	if err != nil {
		t.Fatal(err)
	}
	e := Sampled("a", "A", Attacker, m, &arc, 0.5)
	if n := len(e.Samples); n != 1801 || math.Abs(e.Samples[0].Time-180) > 1e-6 || math.Abs(e.Samples[n-1].Time-1080) > 1e-6 {
		t.Fatalf("%d samples from %v to %v", n, e.Samples[0].Time, e.Samples[n-1].Time)
	}
	for i := 1; i+1 < len(e.Samples); i += 100 {
		before, at, after := e.Samples[i-1], e.Samples[i], e.Samples[i+1]
		slope := after.Position.Sub(before.Position).Scale(1 / (after.Time - before.Time))
		if miss := slope.Sub(at.Velocity).Norm(); miss > 0.01 {
			t.Errorf("at %v s: %v m/s off", at.Time, miss)
		}
	}
}
