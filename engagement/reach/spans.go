package reach

import (
	"math"

	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// Height returns the height of an inertial position above the surface in m,
// measured along the radius. On the ellipsoid it differs from the geodetic
// altitude by less than 20 m below 2,000 km (see TestHeight).
func Height(m earth.Model, r orbit.Vec) float64 {
	n := r.Norm()
	if m.Flattening == 0 {
		return n - m.Radius
	}
	k := 1 - m.Flattening
	w := float64(r.X*r.X) + float64(r.Y*r.Y)
	return n - m.Radius*k*n/math.Sqrt(float64(k*k*w)+float64(r.Z*r.Z))
}

// Altitudes returns the parts of the arc between burnout and impact that lie
// between two heights in m (max may be +Inf), at most two: height rises to one
// highest point and falls again.
func Altitudes(m earth.Model, a *orbit.Arc, minimum, maximum float64) []Span {
	h := func(eta float64) float64 { return Height(m, a.Position(eta)) }
	top := math.Max(a.From, math.Min(a.To, 0))
	ht := h(top)
	if ht < minimum {
		return nil
	}
	cross := func(out, in, level float64) float64 {
		// in is on the top's side of the level, out is beyond it.
		for range 60 {
			mid := 0.5 * (out + in)
			if math.Abs(out-in) < 1e-12 {
				break
			}
			if (h(mid) >= level) == (level <= ht) {
				in = mid
			} else {
				out = mid
			}
		}
		return in
	}
	s := Span{a.From, a.To}
	if h(a.From) < minimum {
		s.From = cross(a.From, top, minimum)
	}
	if h(a.To) < minimum {
		s.To = cross(a.To, top, minimum)
	}
	if ht <= maximum {
		return []Span{s}
	}
	var out []Span
	if h(s.From) < maximum {
		out = append(out, Span{s.From, crossDown(h, s.From, top, maximum)})
	}
	if h(s.To) < maximum {
		out = append(out, Span{crossDown(h, s.To, top, maximum), s.To})
	}
	return out
}

// crossDown returns the last anomaly on the way from low to high at which the
// height is still below the level.
func crossDown(h func(float64) float64, low, high, level float64) float64 {
	for range 60 {
		mid := 0.5 * (low + high)
		if h(mid) <= level {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// Intersect returns the parts common to two sorted lists of spans.
func Intersect(a, b []Span) []Span {
	var out []Span
	for i, j := 0, 0; i < len(a) && j < len(b); {
		lo, hi := math.Max(a[i].From, b[j].From), math.Min(a[i].To, b[j].To)
		if lo < hi {
			out = append(out, Span{lo, hi})
		}
		if a[i].To < b[j].To {
			i++
		} else {
			j++
		}
	}
	return out
}
