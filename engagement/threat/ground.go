package threat

import (
	"math"
	"sync"

	"scutum/internal/frozen"
	"scutum/scenario/geography"
)

// The raster: cells of 0.05 degrees, 5.6 km from south to north and 2 to 5 km
// from west to east, over the ground where places are counted.
const (
	cellDeg  = 0.05
	southDeg = 20
	westDeg  = -30
	rows     = 1100 // to 75 N
	columns  = 1900 // to 65 E
)

// SquareKm is the side of the square about the impact whose people are at risk:
// a cell of the maps. It stands for no weapon's effect.
const SquareKm = 25

// Ground is what a party defends: its land and the people on it, as a raster
// that answers in nanoseconds. It does not change; workers share it.
//
// A cell is land of the country that its centre is in, so a coast or border is
// out by up to half a cell, as much as in the data. People are those of the
// populated places in the block of cells nearest to the square of SquareKm about
// the cell, times the square's share of the block's area. Beyond the raster land is asked of package geography exactly,
// and no people are counted. See TestGroundIsGeography and TestPeopleOfSquare.
type Ground struct {
	codes    map[string]bool
	land     []uint8   // number of the country of each cell, from 1; 0 on water
	defended [256]bool // by the raster's number of a country
	people   []float32 // in the square about a cell, of the defended countries
}

// NewGround returns the ground of the countries with the codes given, as
// package geography has them. It takes some 40 ms: make it once for a party.
func NewGround(codes map[string]bool) *Ground {
	g := &Ground{codes: codes, land: land()}
	for i, c := range geography.Countries() {
		g.defended[i+1] = codes[c.Code]
	}
	g.people = squares(func(country string) bool { return codes[country] })
	return g
}

// cell returns the number of the cell at a point; false beyond the raster.
func cell(latDeg, lonDeg float64) (int, bool) {
	row, column := (latDeg-southDeg)*(1/cellDeg), (lonDeg-westDeg)*(1/cellDeg)
	if !(row >= 0 && row < rows && column >= 0 && column < columns) {
		return 0, false
	}
	return int(row)*columns + int(column), true
}

// At says whether a point is defended, and how many people of the defended
// countries live in the square about it.
func (g *Ground) At(latDeg, lonDeg float64) (defended bool, people float64) {
	i, ok := cell(latDeg, lonDeg)
	if !ok {
		return g.codes[geography.CountryAt(latDeg, lonDeg)], 0
	}
	return g.defended[g.land[i]], float64(g.people[i])
}

// land is the raster's countries.
var land = sync.OnceValue(func() []uint8 {
	all := geography.Countries()
	if len(all) > 255 {
		panic("threat: more countries than the raster can number")
	}
	raster := make([]uint8, rows*columns)
	crossings := make([][]float64, rows)
	for i, c := range all {
		for _, polygon := range c.Polygons {
			first, last := cross(polygon, crossings)
			for row := first; row <= last; row++ {
				fill(raster[row*columns:(row+1)*columns], crossings[row], uint8(i+1))
				crossings[row] = crossings[row][:0]
			}
		}
	}
	return raster
})

// cross enters, by row, the longitudes at which a polygon's rings cross the
// centres of the raster's rows, and returns the first and last row crossed.
// Longitudes run on past 180 degrees.
func cross(polygon []geography.Ring, crossings [][]float64) (first, last int) {
	first, last = rows, -1
	for _, ring := range polygon {
		turn := 0.0
		for k := 1; k < len(ring); k++ {
			p, q := ring[k-1], ring[k]
			p.LonDeg += turn
			if step := q.LonDeg + turn - p.LonDeg; step > 180 {
				turn -= 360
			} else if step < -180 {
				turn += 360
			}
			q.LonDeg += turn
			if p.LatDeg > q.LatDeg {
				p, q = q, p
			}
			for row := max(0, rowFrom(p.LatDeg)); row < min(rows, rowFrom(q.LatDeg)); row++ {
				f := (centre(row) - p.LatDeg) / (q.LatDeg - p.LatDeg)
				crossings[row] = append(crossings[row], p.LonDeg+float64(f*(q.LonDeg-p.LonDeg)))
				first, last = min(first, row), max(last, row)
			}
		}
	}
	return first, last
}

// centre is the latitude of a row's centre in degrees.
func centre(row int) float64 { return southDeg + float64(cellDeg*(float64(row)+0.5)) }

// rowFrom is the first row whose centre is at or north of a latitude.
func rowFrom(latDeg float64) int {
	row := int(math.Ceil((latDeg-southDeg)/cellDeg - 0.5))
	for centre(row) < latDeg {
		row++
	}
	for centre(row-1) >= latDeg {
		row--
	}
	return row
}

// fill writes a country's number into the cells of a row whose centres lie
// between the first and the second crossing, the third and the fourth...; a
// polygon that runs past 180 degrees is entered a turn away too.
func fill(row []uint8, at []float64, number uint8) {
	for i := 1; i < len(at); i++ { // some are in order already
		for j := i; j > 0 && at[j] < at[j-1]; j-- {
			at[j], at[j-1] = at[j-1], at[j]
		}
	}
	for i := 0; i+1 < len(at); i += 2 {
		for _, turn := range [...]float64{-360, 0, 360} {
			from := math.Ceil((at[i]+turn-westDeg)/cellDeg - 0.5)
			to := math.Ceil((at[i+1]+turn-westDeg)/cellDeg - 0.5)
			for c := max(0, int(from)); c < min(columns, int(to)); c++ {
				row[c] = number
			}
		}
	}
}

// squares counts, for each cell, the people of some countries in the square
// about its centre, by sums over all cells to the south and west.
func squares(counted func(country string) bool) []float32 {
	sums := make([]float64, (rows+1)*(columns+1)) // whole numbers
	for _, p := range geography.Places() {
		if i, ok := cell(p.LatDeg, p.LonDeg); ok && counted(p.Country) {
			sums[(i/columns+1)*(columns+1)+i%columns+1] += float64(p.Population)
		}
	}
	for row := 1; row <= rows; row++ {
		line := 0.0
		for c := 1; c <= columns; c++ {
			line += sums[row*(columns+1)+c]
			sums[row*(columns+1)+c] = line + sums[(row-1)*(columns+1)+c]
		}
	}
	people := make([]float32, rows*columns)
	for row := range rows {
		high, wide, scale := block(row)
		low, top := max(0, row-high), min(rows, row+high+1)
		for c := range columns {
			left, right := max(0, c-wide), min(columns, c+wide+1)
			n := sums[top*(columns+1)+right] - sums[low*(columns+1)+right] - sums[top*(columns+1)+left] + sums[low*(columns+1)+left]
			people[row*columns+c] = float32(n * scale)
		}
	}
	return people
}

// block returns how many cells to the north and to the east of a cell of a row
// make the block nearest to the square about it, and the square's area as a
// share of the block's.
func block(row int) (high, wide int, scale float64) {
	const north = cellDeg * (math.Pi / 180) * 6371 // km
	east := north * frozen.Cos(centre(row)*(math.Pi/180))
	cells := func(side float64) int { return max(0, int(math.Round(float64(SquareKm/side/2)-0.5))) }
	high, wide = cells(north), cells(east)
	return high, wide, SquareKm * SquareKm / (float64(2*high+1) * north * float64(2*wide+1) * east)
}
