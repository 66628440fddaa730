package orbit

import (
	"math"

	"scutum/internal/frozen"
	"scutum/physics/earth"
)

// Span is an interval of an arc's anomaly (rad from apogee).
type Span struct{ From, To float64 }

// Intersect appends to out the parts common to two sorted lists of spans.
func Intersect(out, a, b []Span) []Span {
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

// Merge sorts spans in place by their start and joins those that touch.
func Merge(s []Span) []Span {
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && s[j].From < s[j-1].From; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
	n := 0
	for _, x := range s {
		if n > 0 && x.From <= s[n-1].To {
			s[n-1].To = math.Max(s[n-1].To, x.To)
			continue
		}
		s[n] = x
		n++
	}
	return s[:n]
}

// Height returns the height of an inertial position above the surface in m,
// measured along the radius. On the ellipsoid it differs from the geodetic
// altitude by less than 20 m below 2,000 km (see TestHeight).
func Height(m *earth.Model, r Vec) float64 {
	n := r.Norm()
	if m.Flattening == 0 {
		return n - m.Radius
	}
	k := 1 - m.Flattening
	w := float64(r.X*r.X) + float64(r.Y*r.Y)
	return n - m.Radius*k*n/math.Sqrt(float64(k*k*w)+float64(r.Z*r.Z))
}

// Height returns the height of the arc at anomaly eta, m.
func (a *Arc) Height(m earth.Model, eta float64) float64 { return Height(&m, a.Position(eta)) }

// Altitudes appends to out the parts of the arc between burnout and impact
// that lie between two heights in m (maximum may be +Inf), at most two: the
// height rises to one highest point and falls again.
func (a *Arc) Altitudes(m earth.Model, out []Span, minimum, maximum float64) []Span {
	top := math.Max(a.From, math.Min(a.To, 0))
	ht := a.Height(m, top)
	if ht < minimum {
		return out
	}
	s := Span{a.From, a.To}
	if a.Height(m, s.From) < minimum {
		s.From = a.crossing(&m, s.From, top, minimum)
	}
	if a.Height(m, s.To) < minimum {
		s.To = a.crossing(&m, s.To, top, minimum)
	}
	if ht <= maximum {
		return append(out, s)
	}
	if a.Height(m, s.From) < maximum {
		out = append(out, Span{s.From, a.crossing(&m, s.From, top, maximum)})
	}
	if a.Height(m, s.To) < maximum {
		out = append(out, Span{a.crossing(&m, s.To, top, maximum), s.To})
	}
	return out
}

// crossing returns the anomaly between low (below the level) and high (above
// it) at which the height is level: the ellipse's own radius gives the guess,
// from which the ellipsoid's radius there is corrected; steps that leave the
// bracket fall back to the secant. Good to a centimetre.
func (a *Arc) crossing(m *earth.Model, low, high, level float64) float64 {
	x := low
	for range 30 {
		p := a.Position(x)
		f := Height(m, p) - level
		if math.Abs(f) < 1e-2 {
			break
		}
		if f < 0 {
			low = x
		} else {
			high = x
		}
		// The radius that this height would need where we are.
		c := ((p.Norm()-f)/a.A - 1) / a.E
		next := math.Copysign(frozen.Acos(math.Max(-1, math.Min(1, c))), 0.5*(low+high))
		if next <= math.Min(low, high) || next >= math.Max(low, high) {
			next = 0.5 * (low + high)
		}
		x = next
	}
	return x
}
