package deterrence

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"scutum/engagement/reach"
	"scutum/physics/earth"
	"scutum/scenario"
	"scutum/scenario/geography"
	"scutum/systems/missile"
)

func testForce() *scenario.Force {
	solid, liquid := missile.Burnout{BurnTime: 180, Altitude: 200e3, Downrange: 400e3}, missile.Burnout{BurnTime: 300, Altitude: 250e3, Downrange: 500e3}
	f := &scenario.Force{}
	for i, p := range [][2]float64{{54.033, 35.767}, {51.667, 45.567}, {50.75, 59.5}, {55.333, 89.8}, {56.85, 40.533}, {56.633, 47.85}, {58.067, 60.55}, {55.333, 83}, {52.317, 104.233}, {53.5777, 83.7577}, {57.8767, 33.6986}} {
		b := solid
		if i == 2 || i == 3 {
			b = liquid
		}
		for _, t := range [][2]float64{{38.8951, -77.0364}, {40.7143, -74.006}, {42.3584, -71.0598}, {25.7743, -80.1937}, {41.85, -87.6501}, {29.7633, -95.3633}, {34.0522, -118.2437}, {47.6062, -122.3321}, {48.2325, -101.2963}} {
			f.Trajectories = append(f.Trajectories, scenario.Trajectory{From: earth.Degrees(p[0], p[1]), To: earth.Degrees(t[0], t[1]), Burnout: b})
		}
	}
	return f
}

// TestExclusionAgainstBruteForce: of 300 places at most 1 in 100 is more than 1
// m/s off the least over all trajectories, each by the full search.
func TestExclusionAgainstBruteForce(t *testing.T) {
	m := earth.WGS84
	flights, err := Flights(m, testForce())
	if err != nil {
		t.Fatal(err)
	}
	f := newField(m, flights, Waters, Ship{25, 100e3, 60})
	if err := f.fill(context.Background(), 2, nil); err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	rough := make([]float64, len(flights))
	n, off, worst := 300, 0, 0.0
	for range n {
		lat, lon := 25+64.9*rng.Float64(), -30+100*rng.Float64()
		got, by := f.least(lat, lon, rough)
		site := reach.NewSite(m, earth.Degrees(lat, lon))
		want := math.Inf(1)
		for i := range flights {
			want = math.Min(want, f.exact(&site, i, math.Inf(1)))
		}
		if own := f.exact(&site, by, math.Inf(1)); math.Abs(own-got) > 1 {
			t.Errorf("%.2f %.2f: %.1f m/s, its trajectory %d needs %.1f", lat, lon, got, by, own)
		}
		d := math.Abs(got - want)
		if d > 1 {
			off++
			t.Logf("%.2f %.2f: %.1f m/s, all arcs %.1f", lat, lon, got, want)
		}
		worst = math.Max(worst, d)
	}
	t.Logf("%d of %d off by more than 1 m/s, worst %.2f m/s", off, n, worst)
	if off > n/100 {
		t.Errorf("%d of %d cells are off by more than 1 m/s", off, n)
	}
}

// TestExclude holds a whole map to its definition: land has no answer, cells and
// the points of contours have the threshold that direct computation gives there
// (1 m/s and 0.05 km/s), contours go from mesh square to mesh square over sea,
// and one worker draws what four draw.
func TestExclude(t *testing.T) {
	m := earth.WGS84
	all, err := Flights(m, testForce())
	if err != nil {
		t.Fatal(err)
	}
	flights := all[9:27]
	ship := Ship{25, 100e3, 0}
	var told atomic.Int64
	x, err := Exclude(context.Background(), m, flights, ship, 200, geography.OpenSea, 1, func(n int) { told.Add(int64(n)) })
	if err != nil {
		t.Fatal(err)
	}
	if want := ExclusionPieces(len(flights), 200); int(told.Load()) != want {
		t.Errorf("%d pieces told of, %d promised", told.Load(), want)
	}
	four, err := Exclude(context.Background(), m, flights, ship, 200, geography.OpenSea, 4, nil)
	bytes := func(x *Exclusion) string {
		return fmt.Sprintf("%v %v %v %v", x.Sea, x.ThresholdKmS, x.Trajectory, x.Contours)
	}
	if err != nil || bytes(x) != bytes(four) {
		t.Errorf("four workers draw another map: %v", err)
	}
	direct := func(lat, lon float64) float64 {
		site := reach.NewSite(m, earth.Degrees(lat, lon))
		best := math.Inf(1)
		for i := range flights {
			q := reach.Problem{Site: &site, Arc: &flights[i].Arc, Spans: flights[i].Arc.Altitudes(m, nil, ship.MinAltitude, math.Inf(1)),
				LostTime: ship.LostTime, Commit: flights[i].Boost.Time}
			best = math.Min(best, q.Threshold().Speed/1e3)
		}
		return best
	}
	sea := 0
	for row := range x.Grid.Rows() {
		for c := x.Grid.RowStart[row]; c < x.Grid.RowStart[row+1]; c++ {
			lat, lon := x.Grid.Centre(row, c)
			if x.Sea[c] != geography.OpenSea(lat, lon) || x.Sea[c] == math.IsNaN(float64(x.ThresholdKmS[c])) || x.Sea[c] == (x.Trajectory[c] < 0) {
				t.Errorf("cell %d at %g %g: sea %v, %g km/s by %d", c, lat, lon, x.Sea[c], x.ThresholdKmS[c], x.Trajectory[c])
			}
			if x.Sea[c] {
				if sea++; sea%5 == 0 && math.Abs(direct(lat, lon)-float64(x.ThresholdKmS[c])) > 0.001 {
					t.Errorf("cell at %g %g: %.4f km/s, directly %.4f", lat, lon, x.ThresholdKmS[c], direct(lat, lon))
				}
			}
		}
	}
	if len(x.Contours) != len(ExclusionSpeeds) || sea < 200 {
		t.Fatalf("%d contours, %d cells at sea", len(x.Contours), sea)
	}
	checkContours(t, x.Contours, direct)
}

// checkContours asks every fifth point of the contours for its speed, and every
// step whether it keeps to one square of the mesh.
func checkContours(t *testing.T, contours []Contour, direct func(lat, lon float64) float64) {
	t.Helper()
	points, worst := 0, 0.0
	for i, c := range contours {
		if c.SpeedKmS != ExclusionSpeeds[i] {
			t.Errorf("contour %d is for %g km/s", i, c.SpeedKmS)
		}
		for _, line := range c.Lines {
			if len(line) < 2 {
				t.Errorf("a line of %d points", len(line))
			}
			for k, p := range line {
				if k > 0 && (math.Abs(p[0]-line[k-1][0]) > meshLatDeg+1e-9 || math.Abs(p[1]-line[k-1][1]) > meshLonDeg+1e-9) {
					t.Errorf("%g km/s: a line jumps from %v to %v", c.SpeedKmS, line[k-1], p)
				}
				if points++; points%5 == 0 {
					off := math.Abs(direct(p[0], p[1]) - c.SpeedKmS)
					worst = math.Max(worst, off)
					if off > 0.05 {
						t.Errorf("%g km/s at %v: directly %.4f", c.SpeedKmS, p, direct(p[0], p[1]))
					}
				}
			}
		}
	}
	t.Logf("%d points on contours, worst %.4f km/s off", points, worst)
	if points < 200 {
		t.Errorf("only %d points on contours", points)
	}
}

// TestContoursOfACone follows contours of a field with known ones: rings about
// two summits, open lines where they leave the mesh, and a saddle between.
func TestContoursOfACone(t *testing.T) {
	m := newMesh(Waters)
	value := make([]float64, m.rows*m.cols)
	field := func(lat, lon float64) float64 {
		return math.Min(math.Hypot(lat-50, 0.6*(lon-10)), math.Hypot(lat-50.3, 0.6*(lon-40)))
	}
	for k := range value {
		value[k] = field(m.at(k/m.cols, k%m.cols))
	}
	anywhere := func(_, _ float64) bool { return true }
	for level, want := range map[float64]int{3.013: 2, 8.513: 2, 12.013: 1, 27.013: 3} {
		lines := m.follow(value, level, anywhere)
		rings := 0
		for _, line := range lines {
			if line[0] == line[len(line)-1] {
				rings++
			} else {
				for _, end := range [][2]float64{line[0], line[len(line)-1]} {
					if end[0] != 25 && end[0] != 90 && end[1] != -30 && end[1] != 70 {
						t.Errorf("level %g: a line ends at %v, inside", level, end)
					}
				}
			}
			for k, p := range line {
				if off := math.Abs(field(p[0], p[1]) - level); off > 0.15 { // a bend within a square
					t.Errorf("level %g: %v is %g off", level, p, off)
				}
				if k > 0 && line[k-1] == p {
					t.Errorf("level %g: %v twice", level, p)
				}
			}
		}
		if len(lines) != want || level < 20 && rings != want {
			t.Errorf("level %g: %d lines, %d of them rings, want %d", level, len(lines), rings, want)
		}
	}
}
