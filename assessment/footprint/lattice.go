package footprint

import (
	"math"

	"scutum/physics/earth"
	"scutum/scenario"
)

// lattice is a coarse regular net of latitude and longitude over a grid's
// domain, with one node more all round than bicubic interpolation needs.
type lattice struct {
	south, west float64 // degrees, of node (0, 0)
	dLat, dLon  float64
	rows, cols  int
}

// latticeSpacing in degrees: 2 of latitude is 222 km, 3 of longitude 164 km at
// 60 N and 276 km at 34 N.
const (
	latticeLatDeg = 2.0
	latticeLonDeg = 3.0
)

func newLattice(d scenario.Domain) lattice {
	l := lattice{dLat: latticeLatDeg, dLon: latticeLonDeg}
	l.south, l.west = d.SouthDeg-l.dLat, d.WestDeg-l.dLon
	// A fourth difference needs five nodes, however small the domain.
	l.rows = max(5, int(math.Ceil(float64((d.NorthDeg-d.SouthDeg)/l.dLat)-1e-9))+3)
	l.cols = max(5, int(math.Ceil((d.EastDeg-d.WestDeg)/l.dLon-1e-9))+3)
	return l
}

func (l *lattice) nodes() int { return l.rows * l.cols }

func (l *lattice) place(node int) earth.Place {
	lat := l.south + float64(float64(node/l.cols)*l.dLat)
	return earth.Degrees(math.Min(lat, 89.9), l.west+float64(float64(node%l.cols)*l.dLon))
}

// stencil is where a point lies in the lattice: its square and the weights of
// the four nodes each way.
type stencil struct {
	square int // node at the south-west corner of the square
	a, b   [4]float64
}

func (l *lattice) stencil(latDeg, lonDeg float64) stencil {
	y, x := (latDeg-l.south)/l.dLat, (lonDeg-l.west)/l.dLon
	i := max(1, min(l.rows-3, int(y)))
	j := max(1, min(l.cols-3, int(x)))
	return stencil{i*l.cols + j, Cubic(y - float64(i)), Cubic(x - float64(j))}
}

// Cubic returns Lagrange's weights of the nodes -1, 0, 1, 2 at u.
func Cubic(u float64) [4]float64 {
	p, m, n := u+1, u-1, u-2
	return [4]float64{float64(-u*m*n) / 6, float64(p*m*n) / 2, float64(-p*u*n) / 2, float64(p*u*m) / 6}
}

// layer is one quantity on the lattice and, per square, how far its
// interpolation may be out; NaN where a node of the square's sixteen has no
// value or another kind of answer, or -1 where none has a value.
type layer struct {
	value []float64
	error []float64
	kind  []uint16 // of the answer, if it has kinds
}

// at interpolates.
func (v *layer) at(l *lattice, s *stencil) float64 {
	sum := 0.0
	k := s.square - l.cols - 1
	for i := range 4 {
		r := v.value[k : k+4 : k+4]
		row := float64(s.b[0]*r[0]) + float64(s.b[1]*r[1]) + float64(s.b[2]*r[2]) + float64(s.b[3]*r[3])
		sum += float64(s.a[i] * row)
		k += l.cols
	}
	return sum
}

// The error of cubic interpolation of a smooth quantity is at most 3/128 of the
// fourth difference; safety covers what differences of neighbours miss. A kink
// midway between nodes is out by up to five times what this says, one elsewhere
// or across the net hardly (see TestAssess): thresholds bend by so little that
// it stays below 0.05 km/s (see TestMapAgainstExact).
const (
	cubicError = 3.0 / 128
	safety     = 3.0
)

// assess fills the error of every square: the largest fourth difference, in
// either direction, of the stencils about its corners.
func (v *layer) assess(l *lattice) {
	if len(v.error) != l.nodes() {
		v.error = make([]float64, l.nodes())
	}
	fourth := func(k, step, lo, hi, pos int) float64 {
		// Centre moved inwards where the net ends.
		pos = max(2, min(hi-3, pos)) - pos
		k += pos * step
		x := v.value
		return math.Abs(x[k-2*step] - float64(4*x[k-step]) + float64(6*x[k]) - float64(4*x[k+step]) + x[k+2*step])
	}
	for i := 1; i < l.rows-2; i++ {
		for j := 1; j < l.cols-2; j++ {
			k := i*l.cols + j
			missing, mixed := 0, false
			for a := -1; a < 3; a++ {
				for b := -1; b < 3; b++ {
					if math.IsNaN(v.value[k+a*l.cols+b]) {
						missing++
					}
					if v.kind != nil && v.kind[k+a*l.cols+b] != v.kind[k] {
						mixed = true
					}
				}
			}
			if missing == 16 {
				v.error[k] = -1
				continue
			}
			if missing > 0 || mixed {
				v.error[k] = math.NaN()
				continue
			}
			e := 0.0
			for a := range 2 {
				for b := range 2 {
					n := k + a*l.cols + b
					d := fourth(n, 1, 0, l.cols, j+b)
					f := fourth(n, l.cols, 0, l.rows, i+a)
					if math.IsNaN(d) || math.IsNaN(f) {
						// A neighbour beyond the sixteen is missing: use the spread.
						d, f = v.spread(l, k), 0
					}
					e = math.Max(e, d+f)
				}
			}
			v.error[k] = safety * cubicError * e
		}
	}
}

// highest is the greatest of the four corners of a square.
func (v *layer) highest(l *lattice, k int) float64 {
	return math.Max(math.Max(v.value[k], v.value[k+1]), math.Max(v.value[k+l.cols], v.value[k+l.cols+1]))
}

// spread is the range of the sixteen values about a square.
func (v *layer) spread(l *lattice, k int) float64 {
	lo, hi := math.Inf(1), math.Inf(-1)
	for a := -1; a < 3; a++ {
		for b := -1; b < 3; b++ {
			x := v.value[k+a*l.cols+b]
			lo, hi = math.Min(lo, x), math.Max(hi, x)
		}
	}
	return hi - lo
}
