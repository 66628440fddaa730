package sighting

import (
	"math"

	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/physics/orbit"
	"scutum/systems/sensor"
)

// Tracker is a ring of tracking satellites ready to look.
//
// It computes whether a satellite sees an object above the limb and within
// range whatever the phase of the ring is: where the satellites stand when a
// missile is launched is chance, and no answer shall hang on it. As every phase
// is asked at every moment, their motion along the ring changes nothing.
//
// Assumes a circular ring with even spacing; cold space as the only background
// on which a coasting object is seen, so that the whole line of sight, behind
// the object too, must pass above the limb; a limb that is a sphere at its
// height above the equator, which on the ellipsoid is 11 km too high at 45 N;
// handing on from satellite to satellite without loss, and one satellite's
// sight as a track. The node of an inclined ring is chance as well: it is asked
// at 24 nodes, and holds what it holds at each.
//
// A flight meets one phase and is asked about all, so this is a lower bound of
// what the ring sees; it says too much where one satellite's angles are no track.
//
// Source: the rule is this project's (docs/decisions/0003); the geometry is
// elementary. See TestTrackerBruteForce.
type Tracker struct {
	Name      string
	orbit     float64 // radius, m
	limb      float64 // radius, m
	limbAngle float64 // from a satellite to its limb, at the Earth's centre, rad
	range2    float64
	spacing   float64 // rad between satellites
	normals   []earth.Vec[earth.ECEF]
}

// nodes is at how many nodes an inclined ring is asked.
const nodes = 24

// NewTracker readies a ring of tracking satellites.
func NewTracker(m earth.Model, s sensor.SpaceTracker) Tracker {
	k := Tracker{Name: s.Name, orbit: m.Radius + s.Altitude, limb: m.Radius + s.LimbHeight, range2: s.Range * s.Range,
		spacing: 2 * math.Pi / float64(max(1, s.Satellites))}
	k.limbAngle = frozen.Acos(math.Min(1, k.limb/k.orbit))
	sin, cos := frozen.Sincos(s.Inclination)
	if sin == 0 {
		k.normals = []earth.Vec[earth.ECEF]{{Z: 1}}
		return k
	}
	for i := range nodes {
		sn, cn := frozen.Sincos(2 * math.Pi * float64(i) / nodes)
		k.normals = append(k.normals, earth.Vec[earth.ECEF]{X: float64(sin * sn), Y: float64(-sin * cn), Z: cos})
	}
	return k
}

// Holds appends to out the spans of the arc in which the ring holds it. What
// lasts less than a step of the path, which should have been followed finely,
// may be missed: some seconds.
func (k *Tracker) Holds(p *Path, out []orbit.Span) []orbit.Span {
	return holds(k, (*blindness)(k), p, out)
}

// blindness holds what its tracker does not. Near the plane of the ring an
// object may be lost for seconds, between one satellite too near and the next.
type blindness Tracker

func (k *blindness) margin(p earth.Vec[earth.ECEF]) float64 { return -(*Tracker)(k).margin(p) }

// margin is positive where the ring holds an object at p (Earth-fixed) at the
// worst phase and node.
//
// Seen from the centre, a satellite sees the object above its limb at angles
// between its own distance to the limb less the object's and their sum: nearer
// it looks down on the Earth behind, farther the Earth is between.
func (k *Tracker) margin(p earth.Vec[earth.ECEF]) float64 {
	r := p.Norm()
	beyond := 0.0
	if r > k.limb {
		beyond = frozen.Acos(k.limb / r)
	}
	near := math.Max(0, k.limbAngle-beyond)
	far := frozen.Cos(k.limbAngle + beyond)
	far = math.Max(far, (float64(k.orbit*k.orbit)+float64(r*r)-k.range2)/(2*k.orbit*r))
	f := math.Inf(1)
	for i := range k.normals {
		f = math.Min(f, k.along(p.Dot(k.normals[i])/r, near, far))
	}
	return f
}

// along is the margin on one ring, for an object that stands at an angle of the
// given sine above its plane, seen from angles between near (rad) and that with
// the cosine far.
//
// Satellites see it from two arcs of the ring, alike on either side of the point
// below it, or from one where nowhere below it is too near. One arc always holds
// a satellite if it is wider than their spacing. Of two arcs one does if,
// shifted by whole spacings, they cover one together.
func (k *Tracker) along(sine, near, far float64) float64 {
	cosine := frozen.Sqrt(math.Max(1e-24, 1-float64(sine*sine)))
	from := acos(frozen.Cos(near) / cosine)
	to := acos(far / cosine)
	width := to - from
	lag := k.spacing - math.Mod(from+to, k.spacing) // of the second arc behind the first
	two := math.Min(width-lag, width+lag-k.spacing)
	below := frozen.Acos(math.Min(1, cosine)) - near
	one := math.Min(2*to-k.spacing, below)
	return math.Max(one, two)
}

// acos is the arc cosine of what is brought into its range.
func acos(x float64) float64 { return frozen.Acos(math.Max(-1, math.Min(1, x))) }
