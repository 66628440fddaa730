package verifier

import (
	"fmt"
	"math"
	"slices"
)

// A cell is a rectangle of the sea: south, north, west and east in degrees.
type cell [4]float64

func cellOf(o object) cell {
	return cell{o.number("south_deg"), o.number("north_deg"), o.number("west_deg"), o.number("east_deg")}
}

func (c cell) inside(o object) bool {
	r := cellOf(o)
	return r[0] <= c[0] && c[1] <= r[1] && r[2] <= c[2] && c[3] <= r[3]
}

func (c cell) excluded(t object) bool {
	return slices.ContainsFunc(t.object("sea").list("excluded"), c.inside)
}

// station encloses a cell by a disc about its middle. The chord to its points is
// longest for the greatest differences of latitude and longitude and the widest
// parallel, and is at least the sine of the angle where that is less than a right
// one, as it is for a chord below 1; a greater one encloses nothing.
func (c cell) station() vector {
	middle := (c[0] + c[1]) / 2
	_, south := sineCosineDeg(c[0])
	_, north := sineCosineDeg(c[1])
	_, cosine := sineCosineDeg(middle)
	wide := math.Max(south, north)
	if c[0] < 0 && c[1] > 0 {
		wide = 1
	}
	up, _ := sineCosineDeg((c[1] - c[0]) / 4)
	along, _ := sineCosineDeg((c[3] - c[2]) / 4)
	rho := outer(2*math.Sqrt(up*up+wide*cosine*along*along), 1)
	return area(ofSite, object{"lat_deg": middle, "lon_deg": (c[2] + c[3]) / 2}, rho)
}

// sea checks a quadtree: quarters are south-west, south-east, north-west,
// north-east.
func (p *pair) sea(s, t object) (leaves int, err error) {
	trees, _ := s["trees"].([]any)
	err = walk(cellOf(t.object("sea")), s.text("cells"), func(letter rune, c cell) ([]cell, error) {
		lat, lon := (c[0]+c[1])/2, (c[2]+c[3])/2
		switch {
		case letter == 'q':
			return []cell{{lat, c[1], lon, c[3]}, {lat, c[1], c[2], lon}, {c[0], lat, lon, c[3]}, {c[0], lat, c[2], lon}}, nil
		case letter == 'p' && len(trees) > 0:
			station := c.station()
			tree, _ := trees[0].(string)
			n, err := p.tree(tree, &station)
			if leaves, trees = leaves+n, trees[1:]; err != nil {
				return nil, fmt.Errorf("cell %v: %w", c, err)
			}
		case letter != 'x' || !c.excluded(t):
			return nil, fmt.Errorf("cell %v: %q is unknown, not excluded, or has no tree", c, letter)
		}
		return nil, nil
	})
	if err == nil && len(trees) > 0 {
		err = fmt.Errorf("%d trees are without a cell", len(trees))
	}
	return leaves, err
}
