package footprint

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"scutum/physics/earth"
	"scutum/scenario"
)

// TestTally sums a map of two rows by hand.
func TestTally(t *testing.T) {
	g := &Grid{RowLatDeg: []float64{50, 51}, RowStart: []int{0, 3, 6}, RowStepDeg: []float64{1, 1}, AreaKm2: []float64{100, 90}}
	m := &Map{Grid: g,
		Reason:    []Reason{Defended, Defended, NotThreatened, TooFar, Defended, Defended},
		Shots:     []uint8{1, 2, 0, 0, 3, 1},
		Inventory: []uint16{24, 48, 7, 0, 30, 5},
	}
	ground := &Ground{Grid: g,
		NATO:   []float64{10, 20, 40, 80, 160, 0},
		Europe: []float64{11, 21, 41, 81, 161, 321},
		Land:   []bool{true, false, true, true, true, false},
	}
	want := Tally{
		NATOThreatened: 270, NATOOne: 190, NATOTwo: 180,
		EuropeThreatened: 595, EuropeOne: 514, EuropeTwo: 182,
		AreaThreatened: 280, AreaOne: 190, AreaTwo: 90,
		InventoryOne: 24, InventoryTwo: 30, // nobody lives where there are 5
	}
	if got := m.Tally(ground); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestRaidFails: one missile less than the raid can be shot at by as many as it
// takes, and the raid cannot.
func TestRaidFails(t *testing.T) {
	for _, c := range [][3]int{{10, 1, 11}, {10, 2, 6}, {11, 2, 6}, {24, 2, 13}, {1, 2, 1}, {0, 1, 0}, {0, 2, 0}} {
		if got := RaidFails(c[0], c[1]); got != c[2] {
			t.Errorf("%d interceptors, %d shots: fails at %d, want %d", c[0], c[1], got, c[2])
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n, shots := rapid.IntRange(1, 65535).Draw(t, "n"), rapid.IntRange(1, 5).Draw(t, "shots")
		if r := RaidFails(n, shots); (r-1)*shots > n || r*shots <= n {
			t.Fatalf("%d interceptors, %d shots: fails at %d", n, shots, r)
		}
	})
}

// TestSample: no person and no land of a ground is lost in its sample, and every
// place stands in the middle of a cell of it.
func TestSample(t *testing.T) {
	d := scenario.Domain{SouthDeg: 40, NorthDeg: 56, WestDeg: 0, EastDeg: 30}
	g := NewGround(NewGrid(d, 60), "2011-12-01")
	var people, europe, land float64
	for row := range g.Grid.Rows() {
		for c := g.Grid.RowStart[row]; c < g.Grid.RowStart[row+1]; c++ {
			people += g.NATO[c]
			europe += g.Europe[c]
			if g.Land[c] {
				land += g.Grid.AreaKm2[row]
			}
			if g.NATO[c] > g.Europe[c] {
				t.Errorf("cell %d: %g people of NATO among %g of Europe", c, g.NATO[c], g.Europe[c])
			}
		}
	}
	if people < 1e8 || land < 1e6 {
		t.Fatalf("%g people on %g km2", people, land)
	}
	s := NewSample(g, 400)
	for i, p := range s.Places {
		people -= s.NATO[i]
		europe -= s.Europe[i]
		land -= s.AreaKm2[i]
		c := g.Grid.CellAt(p.LatDeg(), p.LonDeg())
		if at := g.Grid.Place(g.Grid.Row(c), c); math.Abs(at.Lat-p.Lat)+math.Abs(at.Lon-p.Lon) > 1e-12 {
			t.Errorf("place %+v is no centre", p)
		}
	}
	if math.Abs(people) > 1e-3 || math.Abs(europe) > 1e-3 || math.Abs(land) > 1e-3 || len(s.Places) < 10 {
		t.Errorf("%d places leave out %g people, %g of Europe, %g km2", len(s.Places), people, europe, land)
	}
}

// TestShare: what a sample is said to be defended of is what At and Shots, each
// by the full search, say of its places.
func TestShare(t *testing.T) {
	m := earth.WGS84
	s := &Sample{}
	for lat := 34.0; lat <= 62; lat += 4 {
		for lon := 2.0; lon <= 42; lon += 8 {
			s.Places = append(s.Places, earth.Degrees(lat, lon))
			k := float64(len(s.Places))
			s.NATO, s.Europe, s.AreaKm2 = append(s.NATO, k), append(s.Europe, k*k), append(s.AreaKm2, 1)
		}
	}
	s.NATO[7] = 0 // nobody's inventory counts there
	for _, c := range []scenario.Commit{{AfterBurnout: 60}, {BySensors: true}} {
		shield, threat := testShield(), testThreat()
		threat.Areas = threat.Areas[:2]
		shield.Radars[0].Radar.Range, shield.Radars[5].Radar.Range = 1000e3, 1500e3
		shield.Sites[2].Batteries[0].Number = 5
		p := NewProber(m, shield, threat, c)
		var want Share
		var total, one, two [3]float64
		for i, place := range s.Places {
			worst, all := p.At(place)
			shots := p.Shots(place)
			if (len(all) == 0) != (worst.Reason == NotThreatened) || (worst.Reason == Defended) != (shots > 0) {
				t.Errorf("%v: %d cases, %v, %d shots", place, len(all), worst.Reason, shots)
			}
			if len(all) == 0 {
				continue
			}
			w := [3]float64{s.NATO[i], s.Europe[i], s.AreaKm2[i]}
			for k := range w {
				total[k] += w[k]
				if shots > 0 {
					one[k] += w[k]
				}
				if shots > 1 {
					two[k] += w[k]
				}
			}
		}
		want.NATO, want.Europe, want.Area = total[0], total[1], total[2]
		want.NATOOne, want.EuropeOne, want.AreaOne = one[0]/total[0], one[1]/total[1], one[2]/total[2]
		want.NATOTwo, want.EuropeTwo, want.AreaTwo = two[0]/total[0], two[1]/total[1], two[2]/total[2]
		got := s.Share(context.Background(), m, shield, threat, c)
		want.InventoryOne, want.InventoryTwo = got.InventoryOne, got.InventoryTwo
		if got != want {
			t.Errorf("%+v: %+v, by full search %+v", c, got, want)
		}
		if one[2] == 0 || one[2] == total[2] || got.InventoryOne < 5 || two[2] > 0 && got.InventoryTwo < got.InventoryOne {
			t.Errorf("%+v: %v of %v defended, inventories %d and %d", c, one, total, got.InventoryOne, got.InventoryTwo)
		}
		if n := p.Defends(s.Places); float64(n) != one[2] {
			t.Errorf("%d places defended, %v by full search", n, one[2])
		}
	}
	nothing := s.Share(context.Background(), m, testShield(), &scenario.Threat{}, scenario.Commit{})
	if !math.IsNaN(nothing.NATOOne) || nothing.NATO != 0 || nothing.InventoryOne != 0 {
		t.Errorf("nothing threatens it: %+v", nothing)
	}
}
