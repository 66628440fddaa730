package projection

import (
	"math"

	"scutum/internal/frozen"
)

// Point is a point on paper: x to the right, y down, in units of the view.
type Point struct{ X, Y float64 }

// View is a rectangle of the plane of a projection, drawn at a scale.
type View struct {
	Projection    Azimuthal
	WestKm        float64 // x of the left edge
	NorthKm       float64 // y of the upper edge
	UnitKm        float64 // km to a unit on paper, at the centre
	Width, Height int     // in units
}

// Frame returns the view that holds a rectangle of the plane, given in km.
func Frame(a Azimuthal, westKm, southKm, eastKm, northKm, unitKm float64) View {
	return View{
		Projection: a, WestKm: westKm, NorthKm: northKm, UnitKm: unitKm,
		Width: int(math.Ceil((eastKm - westKm) / unitKm)), Height: int(math.Ceil((northKm - southKm) / unitKm)),
	}
}

// Point returns where a place is on paper, inside the frame or not.
func (v View) Point(latDeg, lonDeg float64) (Point, bool) {
	x, y, ok := v.Projection.Project(latDeg, lonDeg)
	return Point{(x - v.WestKm) / v.UnitKm, (v.NorthKm - y) / v.UnitKm}, ok
}

// Place returns the place at a point on paper.
func (v View) Place(p Point) (latDeg, lonDeg float64, ok bool) {
	return v.Projection.Inverse(v.WestKm+float64(p.X*v.UnitKm), v.NorthKm-float64(p.Y*v.UnitKm))
}

// Inside reports whether a point is inside the frame, grown by a margin.
func (v View) Inside(p Point, margin float64) bool {
	return p.X >= -margin && p.Y >= -margin && p.X <= float64(v.Width)+margin && p.Y <= float64(v.Height)+margin
}

// stepDeg is the longest step along a line of latitude and longitude before a
// point is put in between: parallels are curves on this map.
const stepDeg = 1.0

// run projects a line of [lat, lon] in degrees, with points put in between, as
// runs of points: a new run begins where the projection does not answer.
func (v View) run(line [][2]float64) [][]Point {
	var runs [][]Point
	var run []Point
	add := func(lat, lon float64) {
		p, ok := v.Point(lat, lon)
		if ok {
			run = append(run, p)
			return
		}
		if len(run) > 1 {
			runs = append(runs, run)
		}
		run = nil
	}
	for i, p := range line {
		if i > 0 {
			q := line[i-1]
			dlat, dlon := p[0]-q[0], p[1]-q[1]
			dlon -= float64(360 * math.Round(dlon/360)) // the short way round
			n := int(math.Ceil(math.Max(math.Abs(dlat), math.Abs(dlon)) / stepDeg))
			for k := 1; k < n; k++ {
				f := float64(k) / float64(n)
				add(q[0]+float64(f*dlat), q[1]+float64(f*dlon))
			}
		}
		add(p[0], p[1])
	}
	if len(run) > 1 {
		runs = append(runs, run)
	}
	return runs
}

// Lines returns a line of [lat, lon] in degrees as it is seen in the frame:
// projected, cut at the frame and thinned to a tolerance in units.
func (v View) Lines(line [][2]float64, tolerance float64) [][]Point {
	var out [][]Point
	for _, run := range v.run(line) {
		for _, part := range v.Cut(run) {
			out = append(out, Thin(part, tolerance))
		}
	}
	return out
}

// Cut returns the parts of a line inside the frame (Liang and Barsky's test of
// each segment).
func (v View) Cut(run []Point) [][]Point {
	var out [][]Point
	var part []Point
	flush := func() {
		if len(part) > 1 {
			out = append(out, part)
		}
		part = nil
	}
	for i := 1; i < len(run); i++ {
		p, q, ok := v.clip(run[i-1], run[i])
		if !ok {
			flush()
			continue
		}
		if len(part) == 0 || part[len(part)-1] != p {
			flush()
			part = []Point{p}
		}
		part = append(part, q)
		if q != run[i] {
			flush()
		}
	}
	flush()
	return out
}

func (v View) clip(p, q Point) (a, b Point, ok bool) {
	from, to := 0.0, 1.0
	dx, dy := q.X-p.X, q.Y-p.Y
	w, h := float64(v.Width), float64(v.Height)
	for _, e := range [4][2]float64{{-dx, p.X}, {dx, w - p.X}, {-dy, p.Y}, {dy, h - p.Y}} {
		switch {
		case e[0] == 0:
			if e[1] < 0 {
				return p, q, false
			}
		case e[0] < 0:
			from = math.Max(from, e[1]/e[0])
		default:
			to = math.Min(to, e[1]/e[0])
		}
	}
	if from > to {
		return p, q, false
	}
	a, b = p, q
	if from > 0 {
		a = Point{p.X + float64(from*dx), p.Y + float64(from*dy)}
	}
	if to < 1 {
		b = Point{p.X + float64(to*dx), p.Y + float64(to*dy)}
	}
	return a, b, true
}

// Area returns a ring of [lat, lon] in degrees as the part of its area inside
// the frame (Sutherland and Hodgman), thinned; empty when nothing is left. The
// ring must not hold the antipode of the centre.
func (v View) Area(ring [][2]float64, tolerance float64) []Point {
	runs := v.run(ring)
	if len(runs) != 1 {
		return nil
	}
	out := runs[0]
	w, h := float64(v.Width), float64(v.Height)
	for side := range 4 {
		// depth is positive inside the side.
		depth := func(p Point) float64 { return [4]float64{p.X, w - p.X, p.Y, h - p.Y}[side] }
		var next []Point
		for i, q := range out {
			p := out[(i+len(out)-1)%len(out)]
			dp, dq := depth(p), depth(q)
			if (dp < 0) != (dq < 0) {
				f := dp / (dp - dq)
				next = append(next, Point{p.X + float64(f*(q.X-p.X)), p.Y + float64(f*(q.Y-p.Y))})
			}
			if dq >= 0 {
				next = append(next, q)
			}
		}
		out = next
		if len(out) < 3 {
			return nil
		}
	}
	out = append(out, out[0])
	return Thin(out, tolerance)
}

// Thin returns the line without points that lie within a tolerance of the line
// through their neighbours (Douglas and Peucker).
func Thin(line []Point, tolerance float64) []Point {
	if len(line) < 3 {
		return line
	}
	keep := make([]bool, len(line))
	keep[0], keep[len(line)-1] = true, true
	thin(line, keep, 0, len(line)-1, tolerance)
	out := line[:0:0]
	for i, k := range keep {
		if k {
			out = append(out, line[i])
		}
	}
	return out
}

func thin(line []Point, keep []bool, first, last int, tolerance float64) {
	far, at := tolerance, -1
	for i := first + 1; i < last; i++ {
		if d := distance(line[i], line[first], line[last]); d > far {
			far, at = d, i
		}
	}
	if at < 0 {
		return
	}
	keep[at] = true
	thin(line, keep, first, at, tolerance)
	thin(line, keep, at, last, tolerance)
}

// distance is that of a point from the segment p q.
func distance(a, p, q Point) float64 {
	dx, dy := q.X-p.X, q.Y-p.Y
	length := float64(dx*dx) + float64(dy*dy)
	f := 0.0
	if length > 0 {
		f = math.Max(0, math.Min(1, (float64((a.X-p.X)*dx)+float64((a.Y-p.Y)*dy))/length))
	}
	ex, ey := a.X-p.X-float64(f*dx), a.Y-p.Y-float64(f*dy)
	return frozen.Sqrt(float64(ex*ex) + float64(ey*ey))
}
