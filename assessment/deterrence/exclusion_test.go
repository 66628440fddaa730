package deterrence

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
	"time"

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

func TestExclusionAgainstBruteForce(t *testing.T) {
	m := earth.WGS84
	flights, err := Flights(m, testForce())
	if err != nil {
		t.Fatal(err)
	}
	f := newField(m, flights, Waters, Ship{25, 100e3, 60})
	t0 := time.Now()
	if err := f.fill(context.Background(), 1, nil); err != nil {
		t.Fatal(err)
	}
	t.Log("net", time.Since(t0))
	rng := rand.New(rand.NewPCG(3, 4))
	rough := make([]float64, len(flights))
	n, off, worst := 300, 0, 0.0
	var fast time.Duration
	for range n {
		lat, lon := 25+64.9*rng.Float64(), -30+100*rng.Float64()
		t1 := time.Now()
		got, _ := f.least(lat, lon, rough)
		fast += time.Since(t1)
		site := reach.NewSite(m, earth.Degrees(lat, lon))
		want := math.Inf(1)
		for i := range flights {
			want = math.Min(want, f.exact(&site, i, math.Inf(1)))
		}
		d := math.Abs(got - want)
		if d > 1 {
			off++
			t.Logf("%.2f %.2f: %.1f m/s, all arcs %.1f", lat, lon, got, want)
		}
		worst = math.Max(worst, d)
	}
	t.Logf("%d of %d off by more than 1 m/s, worst %.2f m/s; %v a cell", off, n, worst, fast/time.Duration(n))
	if off > n/100 {
		t.Errorf("%d of %d cells are off by more than 1 m/s", off, n)
	}
}

func TestExclude(t *testing.T) {
	m := earth.WGS84
	flights, err := Flights(m, testForce())
	if err != nil {
		t.Fatal(err)
	}
	t0 := time.Now()
	x, err := Exclude(context.Background(), m, flights[:30], Ship{25, 100e3, 60}, 200, geography.OpenSea, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range x.Contours {
		t.Log(c.SpeedKmS, len(c.Lines))
	}
	t.Log(time.Since(t0))
}
