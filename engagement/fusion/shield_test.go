package fusion

import (
	"math"
	"testing"
	"time"

	"scutum/engagement/filter"
	"scutum/internal/random"
	"scutum/physics/earth"
)

// theatre is a missile in free flight over the rotating Earth from 36 N 46 E
// towards the north-west, and radars that measure it once a second while it is
// above their horizon, each with an extended Kalman filter.
type theatre struct {
	stream   random.Stream
	motion   *filter.Ballistic
	truth    filter.State
	now      time.Duration
	stations []filter.Station
	sigma    [][3]float64
	filters  []*filter.EKF
	updates  []int
	bias     [][3]float64 // in sigma
}

func newTheatre(s random.Stream) *theatre {
	places := []earth.Place{{Lat: 38.35, Lon: 37.79}, {Lat: 44.08, Lon: 24.41}, {Lat: 44.92, Lon: 40.98}, {Lat: 34.5, Lon: 29}, {Lat: 40.87, Lon: 47.81}}
	w := &theatre{stream: s, motion: &filter.Ballistic{Earth: earth.WGS84, Noise: 1e-3}}
	start := earth.Place{Lat: (36 + s.Uniform(-1, 1)) * math.Pi / 180, Lon: (46 + s.Uniform(-1, 1)) * math.Pi / 180}
	ground, up := earth.WGS84.Fixed(start), earth.Up(start)
	north, east := earth.NorthEast(start)
	heading, speed, climb := s.Uniform(-1.2, -0.8), s.Uniform(3.8e3, 4.6e3), s.Uniform(0.6, 0.8)
	for i, v := range [][3]float64{{ground.X, up.X, north.X}, {ground.Y, up.Y, north.Y}, {ground.Z, up.Z, north.Z}} {
		sideways := [3]float64{east.X, east.Y, east.Z}[i]
		w.truth.X[i] = v[0] + 120e3*v[1]
		w.truth.X[i+3] = speed * (math.Sin(climb)*v[1] + math.Cos(climb)*(math.Cos(heading)*v[2]+math.Sin(heading)*sideways))
	}
	for _, p := range places {
		p.Lat, p.Lon = p.Lat*math.Pi/180, p.Lon*math.Pi/180
		w.stations = append(w.stations, filter.NewStation(earth.WGS84, p))
		angle := s.Uniform(3e-4, 1e-3)
		w.sigma = append(w.sigma, [3]float64{angle, angle, s.Uniform(10, 30)})
		w.filters = append(w.filters, filter.NewEKF(w.motion))
	}
	w.updates, w.bias = make([]int, len(places)), make([][3]float64, len(places))
	return w
}

// sees says whether a place is above a radar's horizon.
func (w *theatre) sees(radar int, at [3]float64) bool {
	return w.stations[radar].Measure(&at, nil)[1] > 0.03
}

// second goes on by a second.
func (w *theatre) second() {
	w.motion.Move(&w.truth.X, 1)
	w.now += time.Second
	at := position(&w.truth)
	for r := range w.stations {
		if w.updates[r] > 0 {
			w.filters[r].Predict(1)
		}
		if !w.sees(r, at) {
			w.updates[r] = 0
			continue
		}
		m := filter.Measurement{Z: w.stations[r].Measure(&at, nil), Sigma: w.sigma[r]}
		for i := range 3 {
			m.Z[i] += w.sigma[r][i] * (normal(w.stream) + w.bias[r][i])
		}
		if w.updates[r] == 0 {
			var s filter.State // of one measurement; the velocity is not known
			p, noise := w.stations[r].Position(&m)
			for i := range 3 {
				s.X[i], s.P[i+3][i+3] = p[i], 25e6
				copy(s.P[i][:3], noise[i][:])
			}
			w.filters[r].Start(&s)
		} else {
			var e filter.Expected
			w.filters[r].Expect(&w.stations[r], &m.Sigma, &e)
			innovation := [3]float64{math.Remainder(m.Z[0]-e.Z[0], 2*math.Pi), m.Z[1] - e.Z[1], m.Z[2] - e.Z[2]}
			w.filters[r].Update(&e, &innovation)
		}
		w.updates[r]++
	}
}

// report is what a radar says, if it says something.
func (w *theatre) report(r int) (report Report, ok bool) {
	if w.updates[r] < 6 {
		return report, false
	}
	return Report{Source: r, Track: 1, Time: w.now, State: *w.filters[r].State(), Confirmed: true, Updates: w.updates[r]}, true
}

// TestShield: in the shield's own scenario, with a filter that is not linear,
// more process noise assumed than there is, and reports two seconds on their
// way, the fused error has its stated size, nobody honest is named, and a radar
// off by 5 sigma in azimuth or elevation, from the beginning or from 200 s on, is
// named within five scans in which three see the missile.
func TestShield(t *testing.T) {
	const runs = 40
	var error2, with, without float64
	n, named, inTime, falsely := 0, 0, 0, 0
	for run := range runs {
		w := newTheatre(random.New(61, uint64(run), "shield"))
		sees := func(source int, _ time.Duration, at [3]float64) bool {
			return w.updates[source] >= 6 && w.sees(source, at)
		}
		settings := Settings{Sources: sources(5), Motion: w.motion, Sees: sees}
		all, honest := New(settings), New(settings)
		liar, common, late := run%5, 0, 99
		lies := run%2 == 1 // every second run is honest
		for s := range 500 {
			if lies && s >= 200*(run/10%2) {
				w.bias[liar][run/2%2] = 5
			}
			w.second()
			if s%5 != 4 {
				continue
			}
			telling := Set(0)
			for r := range w.stations {
				if report, ok := w.report(r); ok {
					telling |= 1 << uint(r)
					check(all.Report(&report))
					if !lies || r != liar {
						check(honest.Report(&report))
					}
				}
			}
			ahead := w.truth
			w.motion.Move(&ahead.X, 2)
			all.Tick(w.now + 2*time.Second)
			honest.Tick(w.now + 2*time.Second)
			if lies && telling.Count() >= 3 && telling.Has(liar) && w.bias[liar] != [3]float64{} && late == 99 {
				if common++; all.Named().Has(liar) {
					late = common
				}
			}
			if telling.Count() < 3 || len(all.Tracks()) == 0 || len(honest.Tracks()) == 0 || s < 60 {
				continue
			}
			if !lies {
				error2 += nees(&all.Tracks()[0].State, &ahead.X)
				n++
				continue
			}
			a, _ := nearestConfirmed(all, &ahead.X)
			h, _ := nearestConfirmed(honest, &ahead.X)
			if w.bias[liar] != [3]float64{} && !math.IsInf(h, 1) {
				with, without = with+a*a, without+h*h
			}
		}
		lying := Set(0)
		if lies {
			lying = 1 << uint(liar)
			if common > 0 {
				named++
			}
			if late <= 5 {
				inTime++
			} else if common > 0 {
				t.Logf("run %d: named after %d common scans of %d: %v", run, late, common, all.Liars())
			}
		}
		if wrong := all.Named() &^ lying; wrong != 0 {
			falsely++
			t.Logf("run %d: %v", run, all.Liars())
		}
	}
	error2 /= float64(n)
	t.Logf("normalised squared error %.2f of 6 over %d scans; error ratio %.2f; %d of %d liars named in 5 scans; %d runs with a false accusation", error2, n, math.Sqrt(with/without), inTime, named, falsely)
	if error2 > 7 || math.Sqrt(with/without) > 1.5 || inTime < named || falsely > 0 {
		t.Error("out of their bands")
	}
}

// BenchmarkShield is the cost of a report in the shield's own scenario, twelve
// missiles and five radars over the rotating Earth, at the tick and two seconds
// before it.
func BenchmarkShield(b *testing.B) {
	for _, late := range []time.Duration{0, 2 * time.Second} {
		b.Run(late.String(), func(b *testing.B) {
			ticks := make([][]Report, 60)
			motion := &filter.Ballistic{Earth: earth.WGS84, Noise: 1e-3}
			for i := range 12 {
				w := newTheatre(random.New(62, uint64(i), "benchmark"))
				for s := range 5 * len(ticks) {
					w.second()
					for r := range w.stations {
						if report, ok := w.report(r); ok && s%5 == 4 {
							report.Track = i
							ticks[s/5] = append(ticks[s/5], report)
						}
					}
				}
			}
			centre := New(Settings{Sources: sources(5), Motion: motion})
			n, reports := len(ticks), 0
			for b.Loop() {
				if n == len(ticks) {
					b.StopTimer()
					centre.Reset()
					for n = 2; n < 20; n++ {
						centre.hearAll(ticks[n])
						centre.Tick(time.Duration(n+1)*scan + late)
					}
					b.StartTimer()
				}
				centre.hearAll(ticks[n])
				centre.Tick(time.Duration(n+1)*scan + late)
				reports += len(ticks[n])
				n++
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(reports), "ns/report")
		})
	}
}
