package recording

import (
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"scutum/engagement/filter"
	"scutum/engagement/track"
	"scutum/engagement/track/score"
	"scutum/engagement/track/trackgen"
	"scutum/internal/hint"
	"scutum/physics/earth"
)

// plain is how trackgen's files are read.
var plain5 = Format{Interval: 5 * time.Second, Sigma: [3]float64{1e-3, 1e-3, 20}}

// readAll reads a file of detections to the end.
func readAll(text string, f Format) (looks []Look, err error) {
	d, err := NewDetections(strings.NewReader(text), "det.csv", f)
	for err == nil {
		var some []Look
		some, err = d.Next()
		for _, l := range some {
			l.Detections = append([]filter.Measurement{}, l.Detections...)
			looks = append(looks, l)
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return looks, err
}

func measured(az, el, r float64) filter.Measurement {
	return filter.Measurement{Z: [3]float64{az, el, r}, Sigma: plain5.Sigma}
}

// TestReadsBothForms: the plain form and headers in other units and orders say
// the same.
func TestReadsBothForms(t *testing.T) {
	forms := []string{
		"0,0,0.5,0.25,1000,3\n0,1,-0.5,0.25,2000,-1\n2,0,0.5,0.25,1500,3\n",
		"\xef\xbb\xbf# a remark\r\nscan,k,az,el,range,source\r\n0,0,0.5,0.25,1000,\r\n\r\n0,1,-0.5,0.25,2000,x\r\n2,0,0.5,0.25,1500,NaN",
		"time_s, range_km, el_rad, \"az_rad\", sensor\n0,1,0.25,0.5,a\n0,2,0.25,-0.5,a\n10,1.5,0.25,0.5,a\n",
		fmt.Sprintf("SCAN,time_s,az_deg,el_deg,range_m,sigma_az_deg,sigma_el_rad,sigma_range_m\n4,0,%[1]v,%[2]v,1000,%[3]v,0.001,20\n4,0,-%[1]v,%[2]v,2000,%[3]v,0.001,20\n5,10,%[1]v,%[2]v,1500,%[3]v,0.001,20\n",
			0.5/degree, 0.25/degree, 1e-3/degree),
	}
	want := []Look{
		{0, 0, []filter.Measurement{measured(0.5, 0.25, 1000), measured(-0.5, 0.25, 2000)}},
		{10 * time.Second, 0, []filter.Measurement{measured(0.5, 0.25, 1500)}},
	}
	for i, text := range forms {
		got, err := readAll(text, plain5)
		if err != nil || len(got) != len(want) {
			t.Fatalf("form %d: %v %v", i, got, err)
		}
		for k := range want {
			if got[k].Time != want[k].Time || len(got[k].Detections) != len(want[k].Detections) {
				t.Fatalf("form %d: %+v", i, got[k])
			}
			for n, m := range want[k].Detections {
				for c := range 3 {
					if math.Abs(got[k].Detections[n].Z[c]-m.Z[c]) > 1e-12*math.Abs(m.Z[c]) || math.Abs(got[k].Detections[n].Sigma[c]-m.Sigma[c]) > 1e-15 {
						t.Errorf("form %d: %+v, want %+v", i, got[k].Detections[n], m)
					}
				}
			}
		}
	}
}

// TestTwoSensors: rows of one time fall apart by radar, in any order.
func TestTwoSensors(t *testing.T) {
	f := plain5
	f.Sensors = []string{"north", "south"}
	got, err := readAll("time_s,sensor,az,el,range\n1,south,0,0,1\n1,north,0,0,2\n1,south,0,0,3\n2.5,north,0,0,4\n", f)
	if err != nil || len(got) != 3 || got[0].Sensor != 1 || len(got[0].Detections) != 2 || got[1].Sensor != 0 || got[2].Time != 2500*time.Millisecond {
		t.Fatalf("%+v %v", got, err)
	}
}

// TestBadInput: each error names file, line and field, says what is allowed and
// what to do.
func TestBadInput(t *testing.T) {
	two := plain5
	two.Sensors = []string{"a", "b"}
	for _, c := range []struct {
		text, want, advice string
		format             Format
	}{
		{"", "det.csv holds no detection", "scan,k,az", plain5},
		{"0,0,0.1,0.2,1000\n", "det.csv:1: row: 5 columns in place of 6", "scan,k,az,el,range,source", plain5},
		{"0,0,0.1,0.2,1000,1\n0,0,0.1,0.2,1000,1,1\n", "det.csv:2: row: 7 columns in place of 6", "scan,k,az,el,range,source", plain5},
		{"0,0,,0.2,1000,1\n", "det.csv:1: az: is empty", "every row", plain5},
		{"0,0,NaN,0.2,1000,1\n", `det.csv:1: az: "NaN" is not a number in [-6.28`, "rad", plain5},
		{"nan,0,0.1,0.2,1000,1\n", `det.csv:1: scan: "nan" is not a whole number in [0, 200000000]`, "", plain5},
		{"0,0,0.1,0.2,inf,1\n", `det.csv:1: range: "inf" is not a number in [1, 1e+09]`, "range_km", plain5},
		{"0,0,0.1,0.2,0x10,1\n", `det.csv:1: range: "0x10" is not a number`, "", plain5},
		{"0,0,0.1,0.2,1e999,1\n", `det.csv:1: range: "1e999" is not a number`, "", plain5},
		{"0,0,35,0.2,1000,1\n", "det.csv:1: az: 35 is not in [-6.28", "az_deg", plain5},
		{"0,0,0.1,35,1000,1\n", "det.csv:1: el: 35 is not in [-1.57", "el_deg", plain5},
		{"0,0,0.1,0.2,0,1\n", "det.csv:1: range: 0 is not in [1, 1e+09]", "", plain5},
		{"0,0,0.1,0.2,-5,1\n", "det.csv:1: range: -5 is not in [1, 1e+09]", "", plain5},
		{"0.5,0,0.1,0.2,5,1\n", `det.csv:1: scan: "0.5" is not a whole number`, "", plain5},
		{"-1,0,0.1,0.2,5,1\n", `det.csv:1: scan: "-1" is not a whole number in [0,`, "", plain5},
		{"3,0,0.1,0.2,5,1\n2,0,0.1,0.2,5,1\n", "det.csv:2: scan: 2 after 3: scans do not decrease", "sort", plain5},
		{"3,0,0.1,0.2,5,1\n3000000,0,0.1,0.2,5,1\n", "det.csv:2: scan: 3000000 is not in [3, 100003]", "one by one", plain5},
		{"time_s,az,el,range\n2,0,0,1\n1.5,0,0,1\n", "det.csv:3: time_s: 1.5 after 2: times do not decrease", "sort", plain5},
		{"time_s,az,el,range\n-2,0,0,1\n", "det.csv:2: time_s: -2 is not in [0, 1e+09]", "", plain5},
		{"scan,time_s,az,el,range\n1,2,0,0,1\n1,3,0,0,1\n", "det.csv:3: time_s: 3 is not that of scan 1, 2", "one time", plain5},
		{"time_s,az,el,rnage\n", `det.csv:1: header: no column is called "rnage"`, "range", plain5},
		{"time_s,az,el\n", "det.csv:1: header: there is no column range", "az,el,range", plain5},
		{"az,el,range\n", "det.csv:1: header: there is neither a column scan nor time_s", "scan counts", plain5},
		{"scan,az,az_deg,el,range\n", "det.csv:1: header: az and az_deg are the same column", "one of them", plain5},
		{"scan,az,el,range\n", "det.csv:1: row: there is none below the header", "", plain5},
		{"scan,az,el,range\n0,0,0,1\n", "det.csv:1: header: there are 2 radars and no column sensor", "add a column", two},
		{"scan,sensor,az,el,range\n0,c,0,0,1\n", `det.csv:2: sensor: "c" has no place`, "radars are a, b", two},
		{"scan,sensor,az,el,range\n0,,0,0,1\n", "det.csv:2: sensor: is empty", "", two},
		{"scan,sensor,az,el,range\n0,x,0,0,1\n0,y,0,0,1\n", `det.csv:3: sensor: "y" is another than "x"`, "--sensor", plain5},
		{"scan,az,el,range,sigma_range_m\n0,0,0,1,0\n", "det.csv:2: sigma_range_m: 0 is not in [1e-09, 1e+06]", "above 0", plain5},
		{"0,0,0.1,0.2,1000,1\n0,0,0.1," + strings.Repeat("2", 1<<17), "det.csv:2: the line is longer than 65536 bytes", "", plain5},
	} {
		_, err := readAll(c.text, c.format)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(hint.Of(err), c.advice) {
			t.Errorf("%.60q: %v (hint %s), want %s (hint %s)", c.text, err, hint.Of(err), c.want, c.advice)
		}
	}
}

// TestBadTruth does so for the truth.
func TestBadTruth(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "truth.csv holds no truth"},
		{"0,1,0,0,0,0,0\n", "truth.csv:1: row: 7 columns in place of 8"},
		{"0,1,0,0,nan,0,0,0\n", `truth.csv:1: z: "nan" is not a number in [-1e+09, 1e+09]`},
		{"0,-1,0,0,0,0,0,0\n", `truth.csv:1: id: "-1" is not a whole number`},
		{"0,1,0,0,0,0,0,1e7\n", "truth.csv:1: vz: 1e7 is not in [-1e+06, 1e+06]"},
		{"0,1,0,0,0,0,0,0\n0,1,0,0,0,0,0,0\n", "truth.csv:2: id: 1 is there twice"},
		{"1,1,0,0,0,0,0,0\n0,1,0,0,0,0,0,0\n", "truth.csv:2: scan: 0 after 1"},
		{"scan,id,x,y,z,vx,vy\n", "truth.csv:1: header: there is no column vz"},
	} {
		tr, err := NewTruths(strings.NewReader(c.text), "truth.csv", time.Second)
		for err == nil {
			_, _, err = tr.Next()
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40q: %v, want %s", c.text, err, c.want)
		}
	}
}

// files writes T(n, seed) as trackgen.py does, but for scans that are left out.
func files(n, scans int, seed uint64, without map[int]bool) (detections, truth string) {
	var d, x strings.Builder
	for k, s := range trackgen.Make(n, scans, seed, 10) {
		for j, r := range s.Detections {
			if !without[k] {
				fmt.Fprintf(&d, "%d,%d,%v,%v,%v,%d\n", k, j, r.Azimuth, r.Elevation, r.Range, r.Source)
			}
		}
		for i, o := range s.Truth {
			fmt.Fprintf(&x, "%d,%d,%v,%v,%v,%v,%v,%v\n", k, i, o.X[0], o.X[1], o.X[2], o.X[3], o.X[4], o.X[5])
		}
	}
	return d.String(), x.String()
}

// play plays files to a tracker with the preset.
func play(t *testing.T, detections, truth string) (*Play, score.Result) {
	t.Helper()
	d, err := NewDetections(strings.NewReader(detections), "det.csv", plain5)
	if err != nil {
		t.Fatal(err)
	}
	x, err := NewTruths(strings.NewReader(truth), "truth.csv", plain5.Interval)
	if err != nil {
		t.Fatal(err)
	}
	p := &Play{Detections: d, Truths: x, Tracker: track.New(track.Trackgen(true)), Card: score.New(5000, 8),
		Stations: []filter.Station{{Axes: [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}}
	if err := p.Run(); err != nil {
		t.Fatal(err)
	}
	return p, p.Card.Result()
}

// TestPlaysTheYardstick: through the files the figures are those of the
// yardstick (track.cpp 10 40 1 10 g: GOSPA 1013 m, nothing missed or false).
func TestPlaysTheYardstick(t *testing.T) {
	detections, truth := files(10, 40, 1, nil)
	p, r := play(t, detections, truth)
	if math.Abs(r.GOSPA-1013) > 1 || r.MissedPerScan != 0 || r.FalsePerScan != 0 || r.ScoredScans != 32 || p.Times != 40 || p.UnusedTruths != 0 {
		t.Errorf("%+v, %d times", r, p.Times)
	}
}

// TestEmptyScans: a number without a row is a scan, at the beginning, amid and
// at the end; what is in k and source makes no difference.
func TestEmptyScans(t *testing.T) {
	detections, truth := files(10, 40, 1, map[int]bool{0: true, 20: true, 21: true, 38: true, 39: true})
	p, r := play(t, detections, truth)
	if p.Times != 40 || r.ScoredScans != 32 || r.MissedPerScan > 0.2 {
		t.Errorf("%d times, %+v", p.Times, r)
	}
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(detections), "\n") {
		f := strings.Split(line, ",")
		fmt.Fprintf(&b, "%s,%d,%s,%s,%s,%d\n", f[0], 1000-i, f[2], f[3], f[4], (i*7)%5-1)
	}
	if _, other := play(t, b.String(), truth); other.GOSPA != r.GOSPA || other.NEES != r.NEES {
		t.Errorf("columns k and source change GOSPA from %v to %v", r.GOSPA, other.GOSPA)
	}
}

// TestLongPauses: millions of scans without a row are not stepped through one
// by one, and the ends of both files are met.
func TestLongPauses(t *testing.T) {
	var d strings.Builder
	for k := range 5 {
		fmt.Fprintf(&d, "%d,0,0.1,0.2,1000,1\n", k*90_000)
	}
	p, _ := play(t, d.String(), "0,1,0,0,0,0,0,0\n99999,1,0,0,0,0,0,0\n199998,1,0,0,0,0,0,0\n")
	if p.Times > 100 {
		t.Errorf("%d times", p.Times)
	}
}

// endless is a file of so many rows, made as it is read.
type endless struct {
	rows, row int
	rest      []byte
}

func (e *endless) Read(b []byte) (int, error) {
	if len(e.rest) == 0 {
		if e.row == e.rows {
			return 0, io.EOF
		}
		k, j := e.row/100, e.row%100
		e.rest = fmt.Appendf(e.rest[:0], "%d,%d,%.6f,%.4f,%.2f,-1\n", k, j, 0.01*float64(j)-0.5+0.00005*float64(k%20), 0.3, 5e5+float64(100*(k%20)+j))
		e.row++
	}
	n := copy(b, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// TestStreams: a file ten times as long takes no more memory.
func TestStreams(t *testing.T) {
	heap := func(rows int) uint64 {
		d, err := NewDetections(&endless{rows: rows}, "endless.csv", plain5)
		if err != nil {
			t.Fatal(err)
		}
		p := &Play{Detections: d, Tracker: track.New(track.Trackgen(true)), Stations: []filter.Station{{Axes: [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}}
		if err := p.Run(); err != nil {
			t.Fatal(err)
		}
		if d.Count() != rows {
			t.Fatalf("%d rows", d.Count())
		}
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		runtime.KeepAlive(p)
		return m.HeapAlloc
	}
	few, many := heap(20_000), heap(200_000)
	if many > few+1<<19 {
		t.Errorf("heap %d bytes after 20,000 rows, %d after 200,000", few, many)
	}
}

// TestFallIsBallistic: in a radar's axes and in the Earth's an object falls
// alike, and its covariance with it.
func TestFallIsBallistic(t *testing.T) {
	place := earth.Degrees(50, 15)
	at := filter.NewStation(earth.WGS84, place)
	fixed := filter.State{X: [6]float64{at.Origin[0] * 1.1, at.Origin[1] * 1.05, at.Origin[2] * 1.08, -2000, 1000, 500}}
	for i := range 6 {
		for j := range 6 {
			fixed.P[i][j] = 10 / float64(1+i+j)
		}
		fixed.P[i][i] += 100
	}
	back := at.Axes
	for i := range 3 {
		for j := range 3 {
			back[i][j] = at.Axes[j][i]
		}
	}
	local := fixed
	for i := range 3 {
		local.X[i] -= at.Origin[i]
	}
	turn(&local, &at.Axes)
	(&filter.Ballistic{Earth: earth.WGS84, Noise: 0.1}).Predict(&fixed, 20)
	FallAt(place, 0.1).Predict(&local, 20)
	turn(&local, &back)
	for i := range 6 {
		if i < 3 {
			local.X[i] += at.Origin[i]
		}
		if math.Abs(local.X[i]-fixed.X[i]) > 1e-6 {
			t.Errorf("state %d: %v, Earth-fixed %v", i, local.X[i], fixed.X[i])
		}
		for j := range 6 {
			if math.Abs(local.P[i][j]-fixed.P[i][j]) > 1e-6*fixed.P[i][i] {
				t.Errorf("covariance %d %d: %v, Earth-fixed %v", i, j, local.P[i][j], fixed.P[i][j])
			}
		}
	}
	anywhere := filter.State{X: [6]float64{0, 0, 100e3}}
	FallAnywhere(0).Predict(&anywhere, 10)
	if want := 100e3 - 0.5*3.9860044e14/(6471e3*6471e3)*100; math.Abs(anywhere.X[2]-want) > 0.1 || math.Abs(anywhere.X[0]) > 1e-9 {
		t.Errorf("falls to %v, want %v", anywhere.X, want)
	}
}

// FuzzDetections: whatever is in a file, it is read or refused with the line,
// and all that is read is finite and in order.
func FuzzDetections(f *testing.F) {
	for _, seed := range []string{"0,0,0.1,0.2,1000,1\n1,0,0.1,0.2,1000,1\n", "time_s,sensor,az_deg,el,range_km\n0,a,1,0.1,5\n", "scan,az,el,range\n", "\"a\",,\n", "#\n\n0,0,0,0,1e5,\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		looks, err := readAll(text, plain5)
		if err != nil && !strings.HasPrefix(err.Error(), "det.csv") {
			t.Fatalf("%v names no file", err)
		}
		last := time.Duration(-1)
		for _, l := range looks {
			if l.Time <= last {
				t.Fatalf("time %v after %v", l.Time, last)
			}
			last = l.Time
			for _, m := range l.Detections {
				for k := range 3 {
					if math.IsNaN(m.Z[k]) || math.IsInf(m.Z[k], 0) || !(m.Sigma[k] > 0) || m.Z[2] <= 0 {
						t.Fatalf("%+v", m)
					}
				}
			}
		}
	})
}

// FuzzTruths does so for the truth.
func FuzzTruths(f *testing.F) {
	f.Add("0,1,0,0,0,0,0,0\n0,2,0,0,0,0,0,0\n1,1,0,0,0,0,0,0\n")
	f.Add("time_s,id,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s\n0,1,0,0,0,0,0,0\n")
	f.Fuzz(func(t *testing.T, text string) {
		tr, err := NewTruths(strings.NewReader(text), "truth.csv", time.Second)
		last := time.Duration(-1)
		for err == nil {
			var at time.Duration
			var list []score.Truth
			if at, list, err = tr.Next(); err != nil {
				break
			}
			if at <= last || len(list) == 0 {
				t.Fatalf("time %v after %v", at, last)
			}
			last = at
		}
		if !errors.Is(err, io.EOF) && !strings.HasPrefix(err.Error(), "truth.csv") {
			t.Fatalf("%v names no file", err)
		}
	})
}
