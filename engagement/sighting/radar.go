// Package sighting answers once for all: which sensor holds which object when,
// and when may its owner commit. It is geometry and detection range, no filter.
// Reach, footprint, deterrence and battle ask it.
//
// A radar holds an object when it is inside the radar's range for that
// object's cross section, its sector, its elevation limits and above the
// horizon, without refraction unless the shield asks for it. A ring of tracking
// satellites holds it when one of them sees it against cold space within range,
// wherever on the ring they stand. Nothing is seen before burnout, because the
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
	bend     float64 // of the line of sight by the air, sine per m; 0 for none
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
	if s.Radar.FourThirds {
		r.bend = 1 / (8 * m.Radius)
	}
	return r
}

// Sees reports whether the radar holds an object at p (Earth-fixed).
func (r *Radar) Sees(p earth.Vec[earth.ECEF]) bool { return r.margin(p) > 0 }

// margin is positive where the radar holds an object at p (Earth-fixed).
func (r *Radar) margin(p earth.Vec[earth.ECEF]) float64 {
	d := p.Sub(r.position)
	d2 := d.Dot(d)
	f := 1 - d2/r.range2
	n := frozen.Sqrt(d2)
	se := d.Dot(r.up) / n
	seen := se
	if r.bend > 0 {
		seen = r.lifted(se, n)
	}
	f = math.Min(f, seen-r.sinLow)
	if r.sinHigh < 1 {
		f = math.Min(f, r.sinHigh-seen)
	}
	if !r.allRound {
		h := frozen.Sqrt(math.Max(0, 1-float64(se*se)))
		f = math.Min(f, d.Dot(r.mid)/n-float64(r.cosHalf*h))
	}
	return f
}

// lifted returns the sine of the elevation at which the radar sees what stands
// at a sine of the true elevation and a distance in m, where the air bends rays
// as if the Earth had 4/3 of its radius: on a circle of four times that radius
// by the cosine of the elevation, whose chord is the true line. Assumes that
// the air thins upwards as it does near the ground, for a few kilometres; what
// stands on the horizon above the atmosphere is lifted by 1 to 2 degrees where
// some 0.7 are true, so the option flatters the radar. Source: Schelleng,
// Burrows and Ferrell (1933), as radar textbooks have it. See TestFourThirds.
func (r *Radar) lifted(sine, distance float64) float64 {
	cosine := frozen.Sqrt(math.Max(0, 1-float64(sine*sine)))
	lift := math.Min(1, r.bend*distance*cosine)
	return float64(sine*frozen.Sqrt(1-float64(lift*lift))) + float64(cosine*lift)
}

// Holds appends to out the spans of the arc in which the radar holds it.
func (r *Radar) Holds(p *Path, out []orbit.Span) []orbit.Span {
	if r.sinHigh < 1 || !r.allRound && r.cosHalf < 0 {
		return holds(r, (*shadow)(r), p, out)
	}
	return holds(r, nil, p, out)
}

// shadow holds what its radar does not. Where the field of view is not convex,
// with a cone above it or a sector of more than half the horizon, an object may
// be lost for seconds.
type shadow Radar

func (r *shadow) margin(p earth.Vec[earth.ECEF]) float64 { return -(*Radar)(r).margin(p) }
