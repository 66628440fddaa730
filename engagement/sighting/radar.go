// Package sighting answers once for all: which sensor holds which object when,
// and when may its owner commit. It is geometry and detection range, no filter.
// Reach, footprint, deterrence and battle ask it.
//
// A radar holds an object when it is inside the radar's range for that
// object's cross section, its sector, its elevation limits and above the
// horizon (no refraction). Radars see nothing before burnout, because the
// burnout model has no path there.
package sighting

import (
	"math"

	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/physics/orbit"
	"scutum/scenario"
	"scutum/systems/sensor"
)

// Radar is a deployed radar ready to look at objects of one kind.
type Radar struct {
	Name     string
	NeedsCue bool
	position earth.Vec[earth.ECEF]
	up       earth.Vec[earth.ECEF]
	mid      earth.Vec[earth.ECEF] // horizontal, to the middle of the sector
	range2   float64
	sinLow   float64
	sinHigh  float64
	cosHalf  float64 // of the sector's half width
	allRound bool
}

// NewRadar readies a radar site for objects of the given cross sections (m2 by
// band). Range scales with the fourth root of the cross section.
func NewRadar(m earth.Model, s scenario.RadarSite, rcs map[sensor.Band]float64) Radar {
	r := Radar{Name: s.Name, NeedsCue: s.Radar.NeedsCue, position: m.Fixed(s.Place), up: earth.Up(s.Place)}
	reach := s.Radar.Range
	if x, ok := rcs[s.Radar.Band]; ok && s.Radar.ReferenceRCS > 0 {
		reach *= frozen.Sqrt(frozen.Sqrt(x / s.Radar.ReferenceRCS))
	}
	r.range2 = reach * reach
	r.sinLow = frozen.Sin(math.Max(0, s.Radar.ElevationMin))
	r.sinHigh = frozen.Sin(s.Radar.ElevationMax)
	if s.Radar.ElevationMax <= 0 {
		r.sinHigh = 1
	}
	width := math.Mod(s.Radar.AzimuthTo-s.Radar.AzimuthFrom, 2*math.Pi)
	if width < 0 {
		width += 2 * math.Pi
	}
	r.allRound = width < 1e-9
	north, east := earth.NorthEast(s.Place)
	sn, cs := frozen.Sincos(s.Radar.AzimuthFrom + float64(0.5*width))
	r.mid = north.Scale(cs).AddScaled(sn, east)
	r.cosHalf = frozen.Cos(0.5 * width)
	return r
}

// margin is positive where the radar holds an object at p (Earth-fixed), and
// continuous; its size has no meaning.
func (r *Radar) margin(p earth.Vec[earth.ECEF]) float64 {
	d := p.Sub(r.position)
	d2 := d.Dot(d)
	f := 1 - d2/r.range2
	n := frozen.Sqrt(d2)
	se := d.Dot(r.up) / n
	f = math.Min(f, se-r.sinLow)
	if r.sinHigh < 1 {
		f = math.Min(f, r.sinHigh-se)
	}
	if !r.allRound {
		h := frozen.Sqrt(math.Max(0, 1-float64(se*se)))
		f = math.Min(f, d.Dot(r.mid)/n-float64(r.cosHalf*h))
	}
	return f
}

// steps of the arc at which radars look before edges are refined.
const steps = 40

// Path is an arc sampled in the Earth-fixed frame, shared by all radars.
type Path struct {
	earth earth.Model
	arc   *orbit.Arc
	eta   [steps + 1]float64
	at    [steps + 1]earth.Vec[earth.ECEF]
}

// Follow samples the arc from burnout to impact.
func (p *Path) Follow(m earth.Model, a *orbit.Arc) {
	p.earth, p.arc = m, a
	for i := range p.eta {
		p.eta[i] = a.From + float64((a.To-a.From)*(float64(i)/steps))
		p.at[i] = p.fixed(p.eta[i])
	}
}

func (p *Path) fixed(eta float64) earth.Vec[earth.ECEF] {
	r, t := p.arc.PositionTime(eta)
	return p.earth.Rotating(r, t)
}

// Holds appends to out the spans of the arc in which the radar holds it, edges
// to a millisecond or so. A visit shorter than the step of the samples is
// looked for where the margin comes near zero between two samples.
func (r *Radar) Holds(p *Path, out []orbit.Span) []orbit.Span {
	var f [steps + 1]float64
	for i := range f {
		f[i] = r.margin(p.at[i])
	}
	open := math.NaN()
	if f[0] > 0 {
		open = p.eta[0]
	}
	for i := 1; i <= steps; i++ {
		switch {
		case f[i-1] <= 0 && f[i] > 0:
			open = r.edge(p, p.eta[i-1], p.eta[i], f[i-1], f[i])
		case f[i-1] > 0 && f[i] <= 0:
			out = append(out, orbit.Span{From: open, To: r.edge(p, p.eta[i], p.eta[i-1], f[i], f[i-1])})
		case i < steps && f[i] <= 0 && f[i] > f[i-1] && f[i] >= f[i+1] && f[i] > -0.1 && f[i+1] <= 0:
			out = r.visit(p, p.eta[i-1], p.eta[i], p.eta[i+1], out)
		}
	}
	if f[steps] > 0 {
		out = append(out, orbit.Span{From: open, To: p.eta[steps]})
	}
	return out
}

// edge finds where the margin crosses zero between an anomaly outside (margin
// at most 0) and one inside: Illinois steps.
func (r *Radar) edge(p *Path, out, in, fo, fi float64) float64 {
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

// visit looks between three samples for a short time in view about the middle
// one.
func (r *Radar) visit(p *Path, a, c, b float64, out []orbit.Span) []orbit.Span {
	from, to := a, b
	for range 24 {
		u, v := a+float64(0.382*(b-a)), a+float64(0.618*(b-a))
		fu, fv := r.margin(p.fixed(u)), r.margin(p.fixed(v))
		if fu > 0 || fv > 0 {
			x, fx := u, fu
			if fv > fu {
				x, fx = v, fv
			}
			start := r.edge(p, from, x, r.margin(p.fixed(from)), fx)
			end := r.edge(p, to, x, r.margin(p.fixed(to)), fx)
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
