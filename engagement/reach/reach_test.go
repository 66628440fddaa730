package reach

import (
	"bufio"
	"fmt"
	"math"
	"math/rand/v2"
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

// bruteForce samples meetings and departures densely and refines the best by
// shrinking grids: slow, simple, and shares nothing with the search but the
// transfer itself.
func bruteForce(q *Problem, n int) Meeting {
	best := none
	for _, s := range q.Spans {
		type box struct{ e0, e1, w0, w1 float64 }
		b := box{s.From, s.To, 0, 1}
		for round := range 9 {
			var e, w float64
			found := false
			for i := range n + 1 {
				eta := b.e0 + (b.e1-b.e0)*float64(i)/float64(n)
				p, t := q.Arc.PositionTime(eta)
				lo, hi, ok := q.bounds(t)
				if !ok {
					continue
				}
				for j := range n + 1 {
					u := b.w0 + (b.w1-b.w0)*float64(j)/float64(n)
					d := lo + u*u*(hi-lo)
					if v := q.transfer(p, t, d); v < best.Speed {
						best = Meeting{v, eta, t, d}
						e, w, found = eta, u, true
					}
				}
			}
			if !found {
				if round == 0 {
					break
				}
				e, w = best.Anomaly, 0.5*(b.w0+b.w1)
			}
			de, dw := 3*(b.e1-b.e0)/float64(n), 3*(b.w1-b.w0)/float64(n)
			b = box{math.Max(s.From, e-de), math.Min(s.To, e+de), math.Max(0, w-dw), math.Min(1, w+dw)}
		}
	}
	return best
}

func TestThresholdAgainstBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	n := 1000
	if testing.Short() {
		n = 100
	}
	worst := 0.0
	none := 0
	for i := range n {
		m := earth.WGS84
		class := [...]flight.Boost{{Time: 130, Altitude: 100e3, Downrange: 150e3}, {Time: 180, Altitude: 180e3, Downrange: 300e3}, solid, {Time: 300, Altitude: 250e3, Downrange: 500e3}}[i%4]
		from := earth.Degrees(30+45*rng.Float64(), 30+60*rng.Float64())
		dist := []float64{2000, 5000, 9500, 9500}[i%4] * (0.4 + 0.6*rng.Float64()) * 1e3
		az := 2 * math.Pi * rng.Float64()
		up := earth.Up(from)
		nn, ee := earth.NorthEast(from)
		dir := nn.Scale(math.Cos(az)).AddScaled(math.Sin(az), ee)
		u := up.Scale(math.Cos(dist/m.Radius)).AddScaled(math.Sin(dist/m.Radius), dir)
		to := m.Place(m.FixedUp(u, 0))
		aim := flight.NewAim(m, class, from, to)
		f, err := aim.Fly(flight.Shapes[rng.IntN(3)])
		if err != nil {
			continue
		}
		site := NewSite(m, earth.Degrees(from.LatDeg()+25*(rng.Float64()-0.5), from.LonDeg()-40*rng.Float64()))
		q := Problem{Site: &site, Arc: &f.Arc, LostTime: 15 + 60*rng.Float64(), Commit: class.Time + 360*rng.Float64() - 60}
		top := math.Inf(1)
		if rng.IntN(2) == 0 {
			top = 300e3 + 900e3*rng.Float64()
		}
		q.Spans = f.Arc.Altitudes(m, nil, 100e3, top)
		if rng.IntN(3) == 0 {
			q.MinFlight = 200 * rng.Float64()
		}
		got, want := q.Threshold(), bruteForce(&q, 40)
		if !want.Admissible() {
			none++
			if got.Admissible() {
				t.Logf("case %d: search finds %.1f m/s where brute force finds none", i, got.Speed)
			}
			continue
		}
		if want.Speed > 20e3 {
			continue // beyond any interceptor: seconds to go a thousand kilometres
		}
		d := got.Speed - want.Speed
		worst = math.Max(worst, d)
		if d > 0.5 {
			t.Errorf("case %d: %.2f m/s, brute force %.2f (eta %.4f against %.4f, wait %.1f against %.1f, spans %v)", i, got.Speed, want.Speed, got.Anomaly, want.Anomaly,
				got.Depart-q.LostTime-q.Commit, want.Depart-q.LostTime-q.Commit, q.Spans)
		}
	}
	t.Logf("worst excess over brute force %.4f m/s; %d without admissible meeting", worst, none)
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
