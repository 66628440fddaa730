package footprint

import (
	"math"

	"scutum/physics/earth"
)

// fineness is into how many parts a lattice square may be cut each way where
// the answers are not smooth: sensors change, or shapes end. The finest part is
// about 28 km; below it cells are searched one by one.
const fineness = 8

// point is one case's answer at a node of the fine net.
type point struct {
	state  int8    // 0 not computed, 1 there, 2 the shape is far from existing
	margin float64 // best over guns, m/s; -Inf where no meeting is admissible
	kind   uint32  // of the best gun's answer
	number int     // interceptors at guns that can meet
}

// refiner answers the cells of one row of squares for one case by halving
// squares until the answer is the same all over a part: one per worker.
type refiner struct {
	*evaluator
	which int     // case
	row   int     // of squares
	fine  []point // (fineness + 1) rows of fine columns
	cols  int
}

func (r *refiner) begin(which, row int) {
	r.which, r.row = which, row
	r.cols = (r.net.cols-1)*fineness + 1
	if r.fine == nil {
		r.fine = make([]point, (fineness+1)*r.cols)
	}
	clear(r.fine)
}

// node computes the case at fine node (i, j) of the row of squares.
func (r *refiner) node(i, j int) *point {
	p := &r.fine[i*r.cols+j]
	if p.state != 0 {
		return p
	}
	l := &r.net.lattice
	lat := l.south + float64(l.dLat*(float64(r.row)+float64(float64(i)/fineness)))
	lon := l.west + float64(l.dLon*(float64(j)/fineness))
	r.start(earth.Degrees(math.Min(lat, 89.9), lon))
	p.state = 2
	f, ok := r.flight(r.which)
	if !ok || r.spare(&r.attacks[r.net.cases[r.which].area], r.net.cases[r.which].area, r.to, f) < -beyond {
		return p
	}
	r.look(f)
	p.state = 1
	p.margin, p.number, p.kind = r.all(f)
	return p
}

// cell answers a point of the map: it walks down to the largest part on which
// the answer is settled; exact is true where there is none.
func (r *refiner) cell(latDeg, lonDeg float64) (margin float64, number int, settled bool) {
	l := &r.net.lattice
	y := float64(((latDeg-l.south)/l.dLat - float64(r.row)) * fineness)
	x := float64((lonDeg - l.west) / l.dLon * fineness)
	for size := fineness / 2; size >= 1; size /= 2 {
		i := min(int(y)/size*size, fineness-size)
		j := min(int(x)/size*size, r.cols-1-size)
		part := [5]*point{r.node(i, j), r.node(i, j+size), r.node(i+size, j), r.node(i+size, j+size)}
		n := 4
		if size > 1 {
			part[4], n = r.node(i+size/2, j+size/2), 5
		}
		if settle(part[:n], size) {
			u, v := (y-float64(i))/float64(size), (x-float64(j))/float64(size)
			margin, number = blend(part[:4], u, v)
			return margin, number, true
		}
	}
	return 0, 0, false
}

// settle reports whether a part has one answer: all corners, and the middle,
// on the same side of the border by more than they differ.
func settle(p []*point, size int) bool {
	lo, hi := math.Inf(1), math.Inf(-1)
	finite, one := 0, true
	for _, c := range p {
		if c.state != 1 {
			return false
		}
		if !math.IsInf(c.margin, -1) {
			finite++
			lo, hi = math.Min(lo, c.margin), math.Max(hi, c.margin)
		}
		one = one && c.kind == p[0].kind
	}
	switch {
	case finite == 0:
		return true
	case finite < len(p):
		// Some have no meeting at all: undefended, if the others are well below;
		// which of the two is kept to 55 km.
		return hi < -guard && hi < -(hi-lo) && size <= 2
	case lo <= 0 && hi >= 0:
		return false
	case !one && (size > 2 || lo > 0):
		// Where the deciding sensor or span changes, slivers hide.
		return false
	}
	least := math.Min(math.Abs(lo), math.Abs(hi))
	share := 1.0
	if one {
		share = 0.3
	}
	return least > guard+float64(share*(hi-lo))
}

// blend interpolates the margin between four corners: south-west, south-east,
// north-west, north-east; the nearest where one has none.
func blend(p []*point, u, v float64) (float64, int) {
	near := p[0]
	if u >= 0.5 && v >= 0.5 {
		near = p[3]
	} else if u >= 0.5 {
		near = p[2]
	} else if v >= 0.5 {
		near = p[1]
	}
	for _, c := range p {
		if math.IsInf(c.margin, -1) {
			return near.margin, near.number
		}
	}
	south := p[0].margin + float64(v*(p[1].margin-p[0].margin))
	north := p[2].margin + float64(v*(p[3].margin-p[2].margin))
	return south + float64(u*(north-south)), near.number
}
