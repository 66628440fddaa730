package deterrence

import (
	"context"
	"math"
	"testing"

	"scutum/assessment/footprint"
	"scutum/physics/earth"
)

// BenchmarkExclusion answers some 20,000 cells against 99 trajectories on one
// core: the net of every trajectory and the least threshold of every cell.
func BenchmarkExclusion(b *testing.B) {
	m := earth.WGS84
	flights, err := Flights(m, testForce())
	if err != nil {
		b.Fatal(err)
	}
	g := footprint.NewGrid(Waters, 45)
	rough := make([]float64, len(flights))
	b.ReportAllocs()
	for b.Loop() {
		f := newField(m, flights, Waters, Ship{25, 100e3, 60})
		if err := f.fill(context.Background(), 1, nil); err != nil {
			b.Fatal(err)
		}
		low := math.Inf(1)
		for row := range g.Rows() {
			for c := g.RowStart[row]; c < g.RowStart[row+1]; c++ {
				lat, lon := g.Centre(row, c)
				v, _ := f.least(lat, lon, rough)
				low = math.Min(low, v)
			}
		}
		if !(low > 3000 && low < 6000) {
			b.Fatal(low)
		}
	}
	b.ReportMetric(float64(g.Cells()), "cells")
}
