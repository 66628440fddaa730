package certificate

import (
	"context"
	"math"

	"scutum/internal/frozen"
)

// The letters of a tree of the sea, in preorder: four quarters (south-west,
// south-east, north-west, north-east), a cell inside an excluded rectangle, and
// a cell that is proved, whose tree of splits is the next in the list.
const (
	quarterMark  = 'q'
	excludedMark = 'x'
	provedMark   = 'p'
)

// SeaProof is the proof of one pair against ships anywhere outside the excluded
// rectangles.
type SeaProof struct {
	Name  string   `json:"name"`
	Cells string   `json:"cells"`
	Trees []string `json:"trees"`

	Boxes int        `json:"-"`
	Open  *Rectangle `json:"-"` // the cell that resisted
}

// seaLimits are for one pair and one cell: what takes more is quartered.
var seaLimits = Limits{Boxes: 3000, Depth: 40}

// leastCellDeg is the side at which a cell is given up.
const leastCellDeg = 0.1

// ProveSea tries to prove a pair against every place of the sea.
func ProveSea(ctx context.Context, pair Case, sea *Sea) (SeaProof, error) {
	p := SeaProof{Name: pair.Name}
	var cells []byte
	var visit func(r Rectangle) error
	visit = func(r Rectangle) error {
		for _, x := range sea.Excluded {
			if x.holds(&r) {
				cells = append(cells, excludedMark)
				return nil
			}
		}
		pair.Site = r.disc()
		proof, err := Prove(ctx, &pair, seaLimits)
		if err != nil {
			return err
		}
		p.Boxes += proof.Boxes
		if proof.Open == nil {
			cells, p.Trees = append(cells, provedMark), append(p.Trees, proof.Tree)
			return nil
		}
		if r.NorthDeg-r.SouthDeg < 2*leastCellDeg {
			p.Open = &r
			return nil
		}
		cells = append(cells, quarterMark)
		for _, quarter := range r.quarters() {
			if err := visit(quarter); err != nil || p.Open != nil {
				return err
			}
		}
		return nil
	}
	err := visit(sea.Rectangle)
	p.Cells = string(cells)
	return p, err
}

func (r *Rectangle) holds(inner *Rectangle) bool {
	return r.SouthDeg <= inner.SouthDeg && inner.NorthDeg <= r.NorthDeg && r.WestDeg <= inner.WestDeg && inner.EastDeg <= r.EastDeg
}

// quarters are a cell's south-west, south-east, north-west and north-east.
func (r *Rectangle) quarters() [4]Rectangle {
	lat, lon := (r.SouthDeg+r.NorthDeg)/2, (r.WestDeg+r.EastDeg)/2
	return [4]Rectangle{
		{r.SouthDeg, lat, r.WestDeg, lon}, {r.SouthDeg, lat, lon, r.EastDeg},
		{lat, r.NorthDeg, r.WestDeg, lon}, {lat, r.NorthDeg, lon, r.EastDeg}}
}

// disc returns a disc that holds a rectangle: from the middle along the meridian
// and then along the parallel no point is farther than half the height and half
// the width where the parallel is longest.
func (r *Rectangle) disc() Disc {
	lat, lon := (r.SouthDeg+r.NorthDeg)/2, (r.WestDeg+r.EastDeg)/2
	widest := 0.0
	if r.SouthDeg > 0 || r.NorthDeg < 0 {
		widest = math.Min(math.Abs(r.SouthDeg), math.Abs(r.NorthDeg))
	}
	perDeg := radiusKm * math.Pi / 180
	width := float64((r.EastDeg - r.WestDeg) / 2 * frozen.Cos(widest*math.Pi/180))
	return Disc{lat, lon, (float64((r.NorthDeg-r.SouthDeg)/2) + width) * perDeg * (1 + 0x1p-30)}
}
