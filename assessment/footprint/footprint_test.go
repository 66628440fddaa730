package footprint

import (
	"context"
	"math"
	"testing"

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

// alike compares a map with the exact one: the cases that differ, of how many,
// the greatest |threshold - speed| among them, the cells whose shots and whose
// inventory differ.
func alike(m, x *Map) (differ, all int, worst float64, shots, inventory int) {
	for i := range m.Cases {
		for k, a := range m.Cases[i].Answer {
			if x.Cases[i].Answer[k] == CannotReach && a == CannotReach {
				continue
			}
			all++
			if b := x.Cases[i].Answer[k]; a != b {
				differ++
				worst = math.Max(worst, math.Abs(float64(x.margin[i][k]))/1e3)
			}
		}
	}
	for k := range m.Shots {
		if m.Shots[k] != x.Shots[k] {
			shots++
		} else if m.Inventory[k] != x.Inventory[k] {
			inventory++
		}
	}
	return differ, all, worst, shots, inventory
}

// TestMapAgainstExact: of some 16,000 pairs of a cell and a case at most one in
// 10^4 differs from the full search, and none whose threshold is more than 0.05
// km/s from the interceptor's speed; with commit after burnout and by sensors.
// The inventory of a cell is its neighbours', and may differ in one of ten.
func TestMapAgainstExact(t *testing.T) {
	for _, c := range []scenario.Commit{{AfterBurnout: 60}, {BySensors: true}} {
		s, th := testShield(), testThreat()
		th.Areas = []scenario.Area{th.Areas[0], th.Areas[3]}
		s.Radars[0].Radar.Range, s.Radars[5].Radar.Range = 1000e3, 1500e3 // or by sensors hardly anything is met
		g := NewGrid(scenario.Domain{SouthDeg: 34, NorthDeg: 72, WestDeg: -25, EastDeg: 45}, 110)
		m, err := Compute(context.Background(), earth.WGS84, s, th, c, g, Options{})
		if err != nil {
			t.Fatal(err)
		}
		x, err := Compute(context.Background(), earth.WGS84, s, th, c, g, Options{Exact: true})
		if err != nil {
			t.Fatal(err)
		}
		differ, all, worst, shots, inventory := alike(m, x)
		t.Logf("%+v: %d of %d pairs differ, by %.3f km/s at most; in %d cells shots, inventory in %d of %d", c, differ, all, worst, shots, inventory, g.Cells())
		if differ > 1+all/10000 || worst > 0.05 || shots > g.Cells()/1000 {
			t.Errorf("%+v: %d of %d pairs differ, by %.3f km/s at most; shots in %d cells", c, differ, all, worst, shots)
		}
		met := 0
		for _, n := range x.Shots {
			if n > 0 {
				met++
			}
		}
		if all < 5000 || met < 300 {
			t.Errorf("%+v: %d pairs, %d cells defended: not what it should be", c, all, met)
		}
		if inventory > met/10 {
			t.Errorf("%+v: inventory differs in %d of %d defended cells", c, inventory, met)
		}
	}
}
