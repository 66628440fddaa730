package footprint

import (
	"context"
	"math"
	"testing"
	"time"

	"scutum/physics/earth"
	"scutum/scenario"
	"scutum/systems/interceptor"
	"scutum/systems/missile"
	"scutum/systems/sensor"
)

func testShield() *scenario.Shield {
	iia := interceptor.Interceptor{Name: "IIA", BurnoutSpeed: 4500, LostTime: 25, MinAltitude: 100e3, MaxAltitude: 1000e3, ShotsPerTarget: 2}
	spy := sensor.Radar{Name: "SPY-1D", Band: sensor.S, Range: 450e3, ReferenceRCS: 0.03, ElevationMax: math.Pi / 2}
	tpy := sensor.Radar{Name: "AN/TPY-2", Band: sensor.X, Range: 850e3, ReferenceRCS: 0.01, AzimuthFrom: 40 * math.Pi / 180, AzimuthTo: 160 * math.Pi / 180, ElevationMax: math.Pi / 2}
	s := &scenario.Shield{Name: "test", FireControl: scenario.EngageOnRemote, Delays: scenario.Delays{Cue: 15, TrackToCommit: 30, Communication: 10, KillAssess: 20}, Infrared: &sensor.SpaceInfrared{FirstReport: 45}}
	for i, p := range [][2]float64{{44.0667, 24.3833}, {54.4728, 17.1231}, {34.5, 29}, {37, 19}, {55.5, 4}} {
		pl := earth.Degrees(p[0], p[1])
		s.Sites = append(s.Sites, scenario.Site{Name: string(rune('a' + i)), Place: pl, Batteries: []scenario.Battery{{Interceptor: iia, Number: 24}}, OwnRadar: i})
		s.Radars = append(s.Radars, scenario.RadarSite{Name: spy.Name, Place: pl, Radar: spy})
	}
	s.Radars = append(s.Radars, scenario.RadarSite{Name: tpy.Name, Place: earth.Degrees(38.3494, 37.7936), Radar: tpy})
	return s
}

func testThreat() *scenario.Threat {
	t := &scenario.Threat{Name: "irbm", Class: missile.Class{Name: "irbm", Burnout: missile.Burnout{BurnTime: 180, Altitude: 180e3, Downrange: 300e3}, MaxRange: 5500e3, RCS: map[sensor.Band]float64{sensor.X: 0.01, sensor.S: 0.03}}}
	for _, a := range [][2]float64{{38.08, 46.2919}, {34.3142, 47.065}, {32.65, 51.67}, {35.5769, 53.3921}, {36.4182, 54.9763}} {
		t.Areas = append(t.Areas, scenario.Area{Name: "x", Place: earth.Degrees(a[0], a[1])})
	}
	return t
}

func TestMapAgainstExact(t *testing.T) {
	for _, c := range []scenario.Commit{{AfterBurnout: 60}, {BySensors: true}} {
		s, th := testShield(), testThreat()
		g := NewGrid(scenario.Domain{SouthDeg: 34, NorthDeg: 72, WestDeg: -25, EastDeg: 45}, 100)
		t0 := time.Now()
		m, err := Compute(context.Background(), earth.WGS84, s, th, c, g, Options{})
		if err != nil {
			t.Fatal(err)
		}
		t1 := time.Now()
		x, err := Compute(context.Background(), earth.WGS84, s, th, c, g, Options{Exact: true})
		if err != nil {
			t.Fatal(err)
		}
		t2 := time.Now()
		diff, all, threat, far, shots, worst := 0, 0, 0, 0, 0, 0.0
		for i := range m.Cases {
			for k := range m.Cases[i].Answer {
				all++
				if a, b := m.Cases[i].Answer[k], x.Cases[i].Answer[k]; a != b {
					if a == CannotReach || b == CannotReach {
						threat++
					} else {
						diff++
						if i < 0 {
							t.Log(i, k, m.MarginKmS[k], x.MarginKmS[k])
						}
					}
				}
			}
		}
		var hist [4]int
		for k := range m.Shots {
			hist[x.Shots[k]]++
			if m.Shots[k] != x.Shots[k] {
				shots++
			}
			d := math.Abs(float64(m.MarginKmS[k] - x.MarginKmS[k]))
			if d > 0.05 {
				far++
			}
			if d > worst {
				worst = d
			}
		}
		t.Logf("%+v: %d cells, cases %d differ %d, threat %d; shots differ %d of %v; margin off by >0.05 in %d, worst %.3f; %v against %v", c, g.Cells(), all, diff, threat, shots, hist, far, worst, t1.Sub(t0), t2.Sub(t1))
	}
}
