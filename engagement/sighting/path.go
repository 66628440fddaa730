package sighting

import (
	"math"

	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// Steps of the arc at which sensors look before edges are refined: radars, and
// trackers, whose margins have more bends.
const (
	steps     = 40
	fineSteps = 160
)

// Path is an arc sampled in the Earth-fixed frame, shared by sensors of a kind.
type Path struct {
	earth earth.Model
	arc   *orbit.Arc
	steps int
	eta   [fineSteps + 1]float64
	at    [fineSteps + 1]earth.Vec[earth.ECEF]
}

// Follow samples the arc from burnout to impact as radars want it.
func (p *Path) Follow(m earth.Model, a *orbit.Arc) { p.follow(m, a, steps) }

// FollowFinely samples the arc as trackers want it.
func (p *Path) FollowFinely(m earth.Model, a *orbit.Arc) { p.follow(m, a, fineSteps) }

func (p *Path) follow(m earth.Model, a *orbit.Arc, n int) {
	p.earth, p.arc, p.steps = m, a, n
	for i := range n + 1 {
		p.eta[i] = a.From + float64((a.To-a.From)*(float64(i)/float64(n)))
		p.at[i] = p.fixed(p.eta[i])
	}
}

func (p *Path) fixed(eta float64) earth.Vec[earth.ECEF] {
	r, t := p.arc.PositionTime(eta)
	return p.earth.Rotating(r, t)
}

// sensing is what decides whether a sensor holds an object at an Earth-fixed
// position: positive where it does, and continuous; its size has no meaning.
type sensing interface {
	margin(earth.Vec[earth.ECEF]) float64
}

// holds appends to out the spans of the arc in which a sensor holds it, edges
// to a millisecond or so. A visit shorter than the step of the samples is
// looked for where the margin comes near zero between two samples; so is a gap,
// where gaps, the sensor's opposite, is given. Visits of seconds in the last step
// or beside another visit may be missed, in 1 arc of 1,000. See TestHolds.
func holds(r, gaps sensing, p *Path, out []orbit.Span) []orbit.Span {
	var samples [fineSteps + 1]float64
	steps := p.steps
	f := samples[:steps+1]
	for i := range f {
		f[i] = r.margin(p.at[i])
	}
	open := math.NaN()
	if f[0] > 0 {
		open = p.eta[0]
	}
	for i := range f {
		lo, hi := max(i-1, 0), min(i+1, steps)
		switch {
		case f[lo] <= 0 && f[i] > 0:
			open = edge(r, p, p.eta[lo], p.eta[i], f[lo], f[i])
		case f[lo] > 0 && f[i] <= 0:
			out = append(out, orbit.Span{From: open, To: edge(r, p, p.eta[i], p.eta[lo], f[i], f[lo])})
		case f[i] <= 0 && peak(f[lo], f[i], f[hi]):
			out = visit(r, p, p.eta[lo], p.eta[hi], out)
		case f[i] > 0 && gaps != nil && peak(-f[lo], -f[i], -f[hi]):
			n := len(out)
			if out = visit(gaps, p, p.eta[lo], p.eta[hi], out); len(out) > n {
				out[n].From, out[n].To, open = open, out[n].From, out[n].To
			}
		}
	}
	if f[steps] > 0 {
		out = append(out, orbit.Span{From: open, To: p.eta[steps]})
	}
	return out
}

// peak reports whether the middle of three samples, below zero, is a peak that
// could rise above it between them: a parabola rises by an eighth of their
// second difference at most. At the ends of the arc two of the three are one.
func peak(before, f, after float64) bool {
	return f >= before && f >= after && f > -math.Max(0.1, 0.5*(2*f-before-after))
}

// edge finds where the margin crosses zero between an anomaly outside (margin
// at most 0) and one inside: Illinois steps.
func edge(r sensing, p *Path, out, in, fo, fi float64) float64 {
	for range 40 {
		x := out + (in-out)*fo/(fo-fi)
		if math.Abs(in-out) < 1e-9 {
			break
		}
		f := r.margin(p.fixed(x))
		if math.Abs(f) < 1e-9 {
			return x
		}
		if f > 0 {
			in, fi, fo = x, f, 0.5*fo
		} else {
			out, fo, fi = x, f, 0.5*fi
		}
	}
	return in
}

// visit looks between two anomalies for a short time in view.
func visit(r sensing, p *Path, a, b float64, out []orbit.Span) []orbit.Span {
	from, to := a, b
	for range 24 {
		u, v := a+float64(0.382*(b-a)), a+float64(0.618*(b-a))
		fu, fv := r.margin(p.fixed(u)), r.margin(p.fixed(v))
		if fu > 0 || fv > 0 {
			x, fx := u, fu
			if fv > fu {
				x, fx = v, fv
			}
			start := edge(r, p, from, x, r.margin(p.fixed(from)), fx)
			end := edge(r, p, to, x, r.margin(p.fixed(to)), fx)
			return append(out, orbit.Span{From: start, To: end})
		}
		if fu > fv {
			b = v
		} else {
			a = u
		}
	}
	return out
}
