package deterrence

import (
	"context"
	"math"

	"scutum/campaign"
	"scutum/scenario"
)

// mesh is the regular net of latitude and longitude on which contours are
// drawn: a quarter of a degree (28 km) by half a degree.
type mesh struct {
	scenario.Domain
	rows, cols int
}

const (
	meshLatDeg = 0.25
	meshLonDeg = 0.5
)

func newMesh(d scenario.Domain) mesh {
	return mesh{d, int(math.Round((d.NorthDeg-d.SouthDeg)/meshLatDeg)) + 1, int(math.Round((d.EastDeg-d.WestDeg)/meshLonDeg)) + 1}
}

func (m *mesh) at(row, col int) (latDeg, lonDeg float64) {
	return math.Min(m.SouthDeg+float64(meshLatDeg*float64(row)), 90), m.WestDeg + float64(meshLonDeg*float64(col))
}

// block is how many mesh squares each way are looked at through their corners
// before they are evaluated one by one.
const block = 4

// contourMargin is how near to a contour's speed (km/s) a block's corners, and those of
// the blocks about it, must come for the block to be evaluated node by node.
const contourMargin = 0.12

// contours evaluates the field on the mesh and follows each speed through it;
// lines keep to the sea. Where no contour can be, the field is interpolated.
func (f *field) contours(ctx context.Context, sea func(lat, lon float64) bool, workers int, progress func(int)) ([]Contour, error) {
	m := newMesh(Waters)
	value := make([]float64, m.rows*m.cols)
	rough := scratch(workers, len(f.flights))
	ask := func(w, row, col int) {
		lat, lon := m.at(row, col)
		v, _ := f.least(lat, lon, rough[w])
		value[row*m.cols+col] = math.Min(v, ceiling) / 1e3
	}
	rows, cols := (m.rows-1)/block+1, (m.cols-1)/block+1
	err := campaign.Each(ctx, rows, workers, nil, func(w, i int) {
		for j := 0; j < cols && ctx.Err() == nil; j++ {
			ask(w, i*block, j*block)
		}
	})
	if err != nil {
		return nil, err
	}
	err = campaign.Each(ctx, m.rows, workers, progress, func(w, row int) {
		for col := 0; col < m.cols && ctx.Err() == nil; col++ {
			if row%block == 0 && col%block == 0 {
				continue
			}
			if i, j := row/block, col/block; m.near(value, i, j, rows, cols) {
				ask(w, row, col)
			} else {
				value[row*m.cols+col] = m.within(value, row, col, rows, cols)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	var out []Contour
	for _, s := range ExclusionSpeeds {
		out = append(out, Contour{SpeedKmS: s, Lines: m.follow(value, s, sea)})
	}
	return out, nil
}

// near reports whether a contour may pass block (i, j): whether its speed lies
// between the least and the greatest corner of the block and its neighbours.
func (m *mesh) near(value []float64, i, j, rows, cols int) bool {
	lo, hi := math.Inf(1), math.Inf(-1)
	for a := max(0, i-1); a <= min(rows-1, i+2); a++ {
		for b := max(0, j-1); b <= min(cols-1, j+2); b++ {
			v := value[a*block*m.cols+b*block]
			lo, hi = math.Min(lo, v), math.Max(hi, v)
		}
	}
	for _, s := range ExclusionSpeeds {
		if s > lo-contourMargin && s < hi+contourMargin {
			return true
		}
	}
	return false
}

// within interpolates between the corners of a node's block.
func (m *mesh) within(value []float64, row, col, rows, cols int) float64 {
	i, j := min(row/block, rows-2), min(col/block, cols-2)
	u, v := float64(row-i*block)/block, float64(col-j*block)/block
	k := i*block*m.cols + j*block
	south := value[k] + float64(v*(value[k+block]-value[k]))
	k += block * m.cols
	north := value[k] + float64(v*(value[k+block]-value[k]))
	return south + float64(u*(north-south))
}

// edgeID names an edge of the mesh: 2 k for the one east of node k, 2 k + 1 for
// the one north of it.
type edgeID int

// follow joins the segments of marching squares into lines. The two ambiguous
// squares are decided by the mean of the corners.
func (m *mesh) follow(value []float64, level float64, sea func(lat, lon float64) bool) [][][2]float64 {
	next := map[edgeID][]edgeID{}
	var order []edgeID
	link := func(a, b edgeID) {
		for _, e := range [...]edgeID{a, b} {
			if next[e] == nil {
				order = append(order, e)
			}
		}
		next[a] = append(next[a], b)
		next[b] = append(next[b], a)
	}
	for row := range m.rows - 1 {
		for col := range m.cols - 1 {
			k := row*m.cols + col
			lat, lon := m.at(row, col)
			if !sea(math.Min(89.9, lat+meshLatDeg/2), lon+meshLonDeg/2) {
				continue
			}
			v := [4]float64{value[k], value[k+1], value[k+m.cols+1], value[k+m.cols]}
			south, east, north, west := edgeID(2*k), edgeID(2*(k+1)+1), edgeID(2*(k+m.cols)), edgeID(2*k+1)
			square(v, level, [4]edgeID{south, east, north, west}, link)
		}
	}
	return m.join(order, next, value, level)
}

// square links the edges that the level crosses in one square.
func square(v [4]float64, level float64, edge [4]edgeID, link func(a, b edgeID)) {
	code := 0
	for i, x := range v {
		if x < level {
			code |= 1 << i
		}
	}
	s, e, n, w := edge[0], edge[1], edge[2], edge[3]
	inside := (v[0]+v[1]+v[2]+v[3])/4 < level
	switch code {
	case 1, 14:
		link(w, s)
	case 2, 13:
		link(s, e)
	case 4, 11:
		link(e, n)
	case 8, 7:
		link(n, w)
	case 3, 12:
		link(w, e)
	case 6, 9:
		link(s, n)
	case 5, 10:
		if (code == 5) == inside {
			link(s, e)
			link(n, w)
		} else {
			link(w, s)
			link(e, n)
		}
	}
}

// join walks the links into lines, open ones first.
func (m *mesh) join(order []edgeID, next map[edgeID][]edgeID, value []float64, level float64) [][][2]float64 {
	seen := map[edgeID]bool{}
	var out [][][2]float64
	walk := func(e edgeID) {
		var line [][2]float64
		from := edgeID(-1)
		for !seen[e] {
			seen[e] = true
			line = append(line, m.cross(e, value, level))
			step := edgeID(-1)
			for _, c := range next[e] {
				if c != from && !seen[c] {
					step = c
					break
				}
			}
			if step < 0 {
				// Close a ring.
				for _, c := range next[e] {
					if c != from && len(line) > 2 && m.cross(c, value, level) == line[0] {
						line = append(line, line[0])
						break
					}
				}
				break
			}
			from, e = e, step
		}
		if len(line) > 1 {
			out = append(out, line)
		}
	}
	for _, e := range order {
		if len(next[e]) == 1 && !seen[e] {
			walk(e)
		}
	}
	for _, e := range order {
		if !seen[e] {
			walk(e)
		}
	}
	return out
}

// cross returns where the level crosses an edge: latitude, longitude in
// degrees.
func (m *mesh) cross(e edgeID, value []float64, level float64) [2]float64 {
	k := int(e) / 2
	step := 1
	if e%2 == 1 {
		step = m.cols
	}
	lat0, lon0 := m.at(k/m.cols, k%m.cols)
	lat1, lon1 := m.at((k+step)/m.cols, (k+step)%m.cols)
	u := (level - value[k]) / (value[k+step] - value[k])
	return [2]float64{lat0 + float64(u*(lat1-lat0)), lon0 + float64(u*(lon1-lon0))}
}
