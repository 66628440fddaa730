package reach

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"scutum/physics/earth"
	"scutum/physics/flight"
)

func readRows(t testing.TB, path string) (head []string, rows [][]string) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for s.Scan() {
		if l := s.Text(); !strings.HasPrefix(l, "#") {
			if c := strings.Split(l, ","); head == nil {
				head = c
			} else {
				rows = append(rows, c)
			}
		}
	}
	return head, rows
}

func num(t testing.TB, s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

var solid = flight.Boost{Time: 180, Altitude: 200e3, Downrange: 400e3}

func arcOf(t testing.TB, m earth.Model, b flight.Boost, s flight.Shape, lat1, lon1, lat2, lon2 float64) flight.Ballistic {
	a := flight.NewAim(m, b, earth.Degrees(lat1, lon1), earth.Degrees(lat2, lon2))
	f, err := a.Fly(s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestReferenceModel(t *testing.T) {
	m := earth.Sphere
	site := NewSite(m, earth.Degrees(54.48, 17.10))
	_, rows := readRows(t, "testdata/speed_by_commit.csv")
	worst := 0.0
	for _, r := range rows {
		f := arcOf(t, m, solid, flight.MinimumEnergy, num(t, r[1]), num(t, r[2]), num(t, r[4]), num(t, r[5]))
		q := Problem{Site: &site, Arc: &f.Arc, Spans: f.Arc.Altitudes(m, nil, 100e3, math.Inf(1)), LeaveAtCommit: true, SiteAtLaunch: true, LostTime: 25}
		var got []string
		for i, c := range []float64{120, 180, 240, 300, 360, 420} {
			q.Commit = c
			v := q.Threshold().Speed / 1e3
			d := v - num(t, r[6+i])
			worst = math.Max(worst, math.Abs(d))
			got = append(got, fmt.Sprintf("%.3f", v))
			if math.Abs(d) > 0.03 {
				t.Errorf("%s -> %s commit %v: %.3f, reference %s", r[0], r[3], c, v, r[6+i])
			}
		}
		t.Log(r[0], r[3], got)
	}
	t.Logf("worst difference %.4f km/s", worst)
}

func TestEarliestMeeting(t *testing.T) {
	m := earth.Sphere
	site := NewSite(m, earth.Degrees(54.48, 17.10))
	_, rows := readRows(t, "testdata/earliest_meeting.csv")
	for _, r := range rows {
		f := arcOf(t, m, solid, flight.MinimumEnergy, num(t, r[1]), num(t, r[2]), 38.8951, -77.0364)
		q := Problem{Site: &site, Arc: &f.Arc, Spans: f.Arc.Altitudes(m, nil, 100e3, math.Inf(1)), LeaveAtCommit: true, SiteAtLaunch: true, LostTime: 25}
		for i, c := range []float64{120, 180, 240, 300} {
			q.Commit = c
			_, e := q.Windows(num(t, r[3]) * 1e3)
			want := r[4+i]
			if want == "none" || !e.Admissible() {
				if (want == "none") == e.Admissible() {
					t.Errorf("%s %s commit %v: %v, reference %s", r[0], r[3], c, e, want)
				}
				continue
			}
			p := strings.Split(want, "/")
			h := f.Arc.Height(m, e.Anomaly) / 1e3
			t.Logf("%s %s %v: %.1f s %.0f km, reference %s", r[0], r[3], c, e.Time, h, want)
			if math.Abs(e.Time-num(t, p[0])) > 10 || math.Abs(h-num(t, p[1])) > 15 {
				t.Errorf("%s %s commit %v: %.1f s %.0f km, reference %s", r[0], r[3], c, e.Time, h, want)
			}
		}
	}
}

func BenchmarkThreshold(b *testing.B) {
	m := earth.WGS84
	site := NewSite(m, earth.Degrees(54.4728, 17.1231))
	f := arcOf(b, m, flight.Boost{Time: 180, Altitude: 180e3, Downrange: 300e3}, flight.MinimumEnergy, 32.65, 51.67, 51.5, -0.1)
	q := Problem{Site: &site, Arc: &f.Arc, Spans: f.Arc.Altitudes(m, nil, 100e3, math.Inf(1)), LostTime: 25, Commit: 240}
	b.ReportAllocs()
	for range b.N {
		q.Threshold()
	}
}
