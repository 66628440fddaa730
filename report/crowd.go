package report

import (
	"scutum/assessment/footprint"
	"scutum/report/atlas"
	"scutum/scenario/geography"
)

// crowd is who lives in the cells of a grid, and which cells are land.
type crowd struct {
	nato, europe []float64
	land         []bool
}

func newCrowd(g *footprint.Grid, date string) *crowd {
	n := atlas.Cells(g)
	c := &crowd{make([]float64, n), make([]float64, n), make([]bool, n)}
	members := geography.NATO(date)
	for _, p := range geography.Places() {
		cell := atlas.Cell(g, p.LatDeg, p.LonDeg)
		if cell < 0 {
			continue
		}
		if members[p.Country] {
			c.nato[cell] += float64(p.Population)
		}
		if geography.Europe(p.Country, p.LonDeg) {
			c.europe[cell] += float64(p.Population)
		}
	}
	for cell := range c.land {
		lat, lon := atlas.Centre(g, cell)
		c.land[cell] = geography.Land(lat, lon)
	}
	return c
}

// tally is what a map adds up to.
type tally struct {
	nato, europe, area                                  float64 // threatened; area of land in km2
	natoDefended, natoTwo, europeDefended, areaDefended float64
	reasons                                             [7]float64 // threatened land area by reason, km2
}

func (c *crowd) tally(m *footprint.Map) tally {
	var t tally
	for cell, reason := range m.Reason {
		if reason == footprint.NotThreatened {
			continue
		}
		area := 0.0
		if c.land[cell] {
			area = m.Grid.AreaKm2[atlas.Row(m.Grid, cell)]
		}
		t.nato += c.nato[cell]
		t.europe += c.europe[cell]
		t.area += area
		t.reasons[reason] += area
		if reason == footprint.Defended {
			t.natoDefended += c.nato[cell]
			t.europeDefended += c.europe[cell]
			t.areaDefended += area
			if m.Shots[cell] > 1 {
				t.natoTwo += c.nato[cell]
			}
		}
	}
	return t
}
