package flight

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"scutum/physics/earth"
)

// rows reads a CSV file of testdata as maps by column.
func rows(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, line := range all[1:] {
		row := map[string]string{}
		for i, head := range all[0] {
			row[head] = line[i]
		}
		out = append(out, row)
	}
	return out
}

func number(t *testing.T, row map[string]string, key string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(row[key], 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestReportedFlights: coast times to 2 s and verdicts of the reports of 2017
// to 2024.
func TestReportedFlights(t *testing.T) {
	for _, row := range rows(t, "reported_flights.csv") {
		r := Report{
			From:    earth.Degrees(number(t, row, "launch_lat_deg"), number(t, row, "launch_lon_deg")),
			Azimuth: number(t, row, "azimuth_deg") * math.Pi / 180,
			Range:   1000 * number(t, row, "range_km"), Apogee: 1000 * number(t, row, "apogee_km"),
			Time: number(t, row, "reported_time_s"),
		}
		f, err := r.Check()
		if err != nil {
			t.Fatal(err)
		}
		want := number(t, row, "coast_time_s")
		t.Logf("%s: coast %.1f s (%g), residual %.1f, %s", row["date"], f.Coast, want, f.Residual, f.Verdict)
		if math.Abs(f.Coast-want) > 2 || string(f.Verdict) != row["verdict"] {
			t.Errorf("%s: coast %.1f s, %s; want %g, %s", row["date"], f.Coast, f.Verdict, want, row["verdict"])
		}
	}
}

func TestVerdicts(t *testing.T) {
	r := Report{From: earth.Degrees(40, 126), Azimuth: 1.3, Range: 950e3, Apogee: 4475e3}
	base, err := r.Check()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		extra float64
		want  Verdict
	}{{-1, Impossible}, {1, Consistent}, {299, Consistent}, {301, Implausible}} {
		r.Time = base.Coast + c.extra
		f, err := r.Check()
		if err != nil || f.Verdict != c.want || !strings.Contains(f.Reason, "950 km") {
			t.Errorf("%+g s: %s, %v: %s", c.extra, f.Verdict, err, f.Reason)
		}
	}
	for _, bad := range []Report{
		{From: r.From, Range: 0, Apogee: 1e5}, {From: r.From, Range: -1, Apogee: 1e5}, {From: r.From, Range: 2.1e7, Apogee: 1e5},
		{From: r.From, Range: 1e6, Apogee: 0}, {From: r.From, Range: 1e6, Apogee: math.NaN()}, {From: r.From, Range: math.NaN(), Apogee: 1e5},
	} {
		if f, err := bad.Check(); err == nil {
			t.Errorf("%+v: %+v", bad, f)
		}
	}
}

// TestMilesConfused: the six ways to mix up the miles are told apart.
func TestMilesConfused(t *testing.T) {
	from := earth.Degrees(40, 126)
	to := earth.Sphere.Destination(from, 1.3, 1000e3)
	for _, c := range []struct {
		reported float64
		want     string
	}{
		{1000e3 / 1.852, "nautical miles printed as kilometres"},
		{1000e3 / 1.609, "statute miles printed as kilometres"},
		{1000e3 * 1.609 / 1.852, "nautical miles converted to kilometres as if they were statute"},
		{1000e3 * 1.852, "as if they had been nautical"},
		{1000e3 * 1.609, "as if they had been statute"},
		{1000e3 * 1.852 / 1.609, "statute miles converted to kilometres as if they were nautical"},
		{1000e3, ""}, {900e3, ""}, {1300e3, ""},
	} {
		f, err := Report{From: from, Azimuth: 1.3, Range: c.reported, Apogee: 500e3, Time: 1000, To: &to}.Check()
		if err != nil {
			t.Fatal(err)
		}
		if (c.want == "") != (f.Miles == "") || !strings.Contains(f.Miles, c.want) || math.Abs(f.Distance-1000e3) > 1 {
			t.Errorf("%g km: %q, %g m", c.reported/1e3, f.Miles, f.Distance)
		}
	}
}
