package cooperation

import (
	"scutum/assessment/footprint"
	"scutum/scenario"
	"scutum/scenario/geography"
)

// Ground is who lives in the cells of a grid, and whose land they are, by party.
// Of Russia the part west of the Urals counts, as in every figure about Europe.
type Ground struct {
	Grid   *footprint.Grid
	People [][]float64 // by party and cell
	Land   [][]bool    // cell centre on the party's land
	Owner  []int       // whose sector the cell's centre is in, -1 for nobody's
	wanted []bool      // cells that are asked about: some party's
}

func newGround(set *scenario.Setting, g *footprint.Grid) *Ground {
	sides, n := set.Sides(), g.Cells()
	out := &Ground{Grid: g, Owner: make([]int, n), wanted: make([]bool, n)}
	codes := make([]map[string]bool, len(sides))
	for i := range sides {
		codes[i] = sides[i].Defends(set.Date)
		out.People, out.Land = append(out.People, make([]float64, n)), append(out.Land, make([]bool, n))
	}
	for _, p := range geography.Places() {
		cell := g.CellAt(p.LatDeg, p.LonDeg)
		if cell < 0 || p.Country == "RU" && !geography.Europe(p.Country, p.LonDeg) {
			continue
		}
		for i := range sides {
			if codes[i][p.Country] {
				out.People[i][cell] += float64(p.Population)
				out.wanted[cell] = true
			}
		}
	}
	for row := range g.Rows() {
		for cell := g.RowStart[row]; cell < g.RowStart[row+1]; cell++ {
			lat, lon := g.Centre(row, cell)
			out.Owner[cell] = owner(sides, lat, lon)
			code := geography.CountryAt(lat, lon)
			if code == "" || code == "RU" && !geography.Europe(code, lon) {
				continue
			}
			for i := range sides {
				if codes[i][code] {
					out.Land[i][cell], out.wanted[cell] = true, true
				}
			}
		}
	}
	return out
}

// amounts are people and km2.
type amounts struct{ people, area float64 }

// threatened sums what a class threatens of a party's.
func (g *Ground) threatened(c *Cover, party int) amounts {
	return g.sum(party, func(cell int) bool { return c.Threatened[cell] })
}

// defended sums what of that is defended.
func (g *Ground) defended(c *Cover, party int, command scenario.Command, level scenario.Sharing, armed []bool) amounts {
	return g.sum(party, func(cell int) bool {
		return c.Threatened[cell] && c.Defended(cell, party, g.Owner[cell], command, level, armed)
	})
}

func (g *Ground) sum(party int, in func(cell int) bool) (a amounts) {
	for row := range g.Grid.Rows() {
		for cell := g.Grid.RowStart[row]; cell < g.Grid.RowStart[row+1]; cell++ {
			if !g.wanted[cell] || !in(cell) {
				continue
			}
			a.people += g.People[party][cell]
			if g.Land[party][cell] {
				a.area += g.Grid.AreaKm2[row]
			}
		}
	}
	return a
}
