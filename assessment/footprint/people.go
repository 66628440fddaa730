package footprint

import "scutum/scenario/geography"

// Ground is who and what lies in the cells of a grid.
type Ground struct {
	Grid   *Grid
	NATO   []float64 // people in NATO members of the study's date, by cell
	Europe []float64 // people in all Europe, Russia west of the Urals included
	Land   []bool    // cell centre on land of a NATO member
	Any    []bool    // cell centre on land in Europe
}

// NewGround counts the people of every cell and asks whose land it is; date
// decides who is in NATO.
func NewGround(g *Grid, date string) *Ground {
	n := g.Cells()
	out := &Ground{Grid: g, NATO: make([]float64, n), Europe: make([]float64, n), Land: make([]bool, n), Any: make([]bool, n)}
	nato := geography.NATO(date)
	for _, p := range geography.Places() {
		c := g.CellAt(p.LatDeg, p.LonDeg)
		if c < 0 {
			continue
		}
		if nato[p.Country] {
			out.NATO[c] += float64(p.Population)
		}
		if geography.Europe(p.Country, p.LonDeg) {
			out.Europe[c] += float64(p.Population)
		}
	}
	for row := range g.Rows() {
		for c := g.RowStart[row]; c < g.RowStart[row+1]; c++ {
			lat, lon := g.Centre(row, c)
			if code := geography.CountryAt(lat, lon); code != "" {
				out.Land[c] = nato[code]
				out.Any[c] = geography.Europe(code, lon)
			}
		}
	}
	return out
}

// Tally is what a map comes to, summed over its cells in order.
type Tally struct {
	NATOThreatened, NATOOne, NATOTwo       float64 // people; defended by at least one, two shots
	EuropeThreatened, EuropeOne, EuropeTwo float64
	AreaThreatened, AreaOne, AreaTwo       float64 // km2 of NATO members' land
	InventoryOne, InventoryTwo             int     // least number of interceptors that can meet the worst flight at a defended cell with people; 0 when none is defended
}

// Tally sums a map over the ground.
func (m *Map) Tally(g *Ground) (t Tally) {
	for row := range m.Grid.Rows() {
		for c := m.Grid.RowStart[row]; c < m.Grid.RowStart[row+1]; c++ {
			if m.Reason[c] == NotThreatened {
				continue
			}
			area := 0.0
			if g.Land[c] {
				area = m.Grid.AreaKm2[row]
			}
			t.NATOThreatened += g.NATO[c]
			t.EuropeThreatened += g.Europe[c]
			t.AreaThreatened += area
			if m.Shots[c] >= 1 {
				t.NATOOne += g.NATO[c]
				t.EuropeOne += g.Europe[c]
				t.AreaOne += area
				t.InventoryOne = fewer(t.InventoryOne, m.Inventory[c], g.NATO[c])
			}
			if m.Shots[c] >= 2 {
				t.NATOTwo += g.NATO[c]
				t.EuropeTwo += g.Europe[c]
				t.AreaTwo += area
				t.InventoryTwo = fewer(t.InventoryTwo, m.Inventory[c], g.NATO[c])
			}
		}
	}
	return t
}

func fewer(least int, inventory uint16, people float64) int {
	if people > 0 && (least == 0 || int(inventory) < least) {
		return int(inventory)
	}
	return least
}

// RaidFails returns the raid size at which a defended area fails when every
// missile gets so many shots and inventory interceptors can meet it: the first
// missile for which none is left; 0 where nothing is defended.
func RaidFails(inventory, shots int) int {
	if inventory == 0 {
		return 0
	}
	return inventory/shots + 1
}
