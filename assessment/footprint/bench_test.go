package footprint

import (
	"context"
	"testing"

	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
)

// europe25 is the yardstick's map: 34-72 N, 25 W-45 E in cells of 25 km.
func europe25() *Grid {
	return NewGrid(scenario.Domain{SouthDeg: 34, NorthDeg: 72, WestDeg: -25, EastDeg: 45}, 25)
}

var fixedCommit = scenario.Commit{AfterBurnout: 60}

// BenchmarkPairs answers every pair of the yardstick's map on one core: some 31,000
// cells x 5 areas x 3 shapes x 5 sites, arcs included.
func BenchmarkPairs(b *testing.B) {
	g := europe25()
	s, t := testShield(), testThreat()
	b.ReportAllocs()
	met := 0
	for b.Loop() {
		p := NewPairs(earth.WGS84, s, t, fixedCommit, g)
		if err := p.Fill(context.Background(), 1); err != nil {
			b.Fatal(err)
		}
		met = p.Answer(func(cell, area int, shape flight.Shape, gun int, met bool) {})
	}
	b.ReportMetric(float64(met), "pairs")
}

// BenchmarkMovedSite answers one area in three shapes for one site that has
// just moved: the arcs stay.
func BenchmarkMovedSite(b *testing.B) {
	g := europe25()
	s, t := testShield(), testThreat()
	s.Sites, t.Areas = s.Sites[:1], t.Areas[:1]
	p := NewPairs(earth.WGS84, s, t, fixedCommit, g)
	if err := p.Fill(context.Background(), 1); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		p.Move(0, earth.Degrees(44+0.1*float64(i%50), 24))
		if err := p.Fill(context.Background(), 1); err != nil {
			b.Fatal(err)
		}
		p.Answer(func(cell, area int, shape flight.Shape, gun int, met bool) {})
	}
}
