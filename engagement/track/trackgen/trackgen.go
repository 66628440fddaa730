// Package trackgen makes T(N, seed), the radar scenario by which trackers are
// compared: N objects that start within 60 x 60 x 30 km, 850 km from a radar at
// the origin of its local axes, fly in a constant acceleration for scans of
// 5 s, are detected nine times out of ten, and false detections all round.
//
// The stream of random numbers and the order of its draws are those of the
// published generator trackgen.py, so that figures compare: splitmix64, the top
// 53 bits for a uniform number, Box and Muller's cosine branch for a normal one
// and Knuth's product for a Poisson one. See TestSameAsPython.
package trackgen

import (
	"math"

	"scutum/internal/frozen"
)

// The scenario's constants.
const (
	IntervalS    = 5.0 // between scans
	Detected     = 0.9 // probability
	SigmaRange   = 20.0
	SigmaAngle   = 1e-3
	Acceleration = -9.0 // m/s2, along z
)

// Row is a detection: azimuth and elevation (rad), range (m), and the object it
// is of, -1 for a false one.
type Row struct {
	Azimuth, Elevation, Range float64
	Source                    int
}

// Truth is where an object is, m and m/s.
type Truth struct {
	X [6]float64
}

// Scan is one scan's detections and every object's truth, by number.
type Scan struct {
	Detections []Row
	Truth      []Truth
}

// Make returns the scenario of n objects, with so many false detections a scan
// on average.
func Make(n, scans int, seed uint64, falsePerScan float64) []Scan {
	g := source{seed}
	start := make([][6]float64, n)
	for i := range start {
		for k, mean := range [6]float64{800e3, 0, 300e3, -3000, 0, -500} {
			half := [6]float64{30e3, 30e3, 15e3, 200, 200, 200}[k]
			start[i][k] = mean + g.uniform(-half, half)
		}
	}
	all := make([]Scan, scans)
	for k := range all {
		t := float64(k) * IntervalS
		s := &all[k]
		for i, x := range start {
			g.look(s, i, move(x, t))
		}
		for range g.poisson(falsePerScan) {
			az := g.uniform(-0.17453292519943295, 0.17453292519943295)
			el := g.uniform(0.08726646259971647, 0.6108652381980153)
			s.Detections = append(s.Detections, Row{az, el, g.uniform(300e3, 1200e3), -1})
		}
	}
	return all
}

// move carries an object on.
func move(x [6]float64, t float64) [6]float64 {
	for i := range 3 {
		x[i] += float64(x[i+3] * t)
	}
	x[2] += float64(0.5 * Acceleration * t * t)
	x[5] += float64(Acceleration * t)
	return x
}

// look draws whether an object is detected, and as what.
func (g *source) look(s *Scan, i int, x [6]float64) {
	s.Truth = append(s.Truth, Truth{x})
	if g.uniform(0, 1) >= Detected {
		return
	}
	r := math.Sqrt(float64(x[0]*x[0]) + float64(x[1]*x[1]) + float64(x[2]*x[2]))
	az := frozen.Atan2(x[1], x[0]) + g.normal(SigmaAngle)
	el := frozen.Asin(x[2]/r) + g.normal(SigmaAngle)
	s.Detections = append(s.Detections, Row{az, el, r + g.normal(SigmaRange), i})
}

// source is the generator's own stream.
type source struct{ state uint64 }

func (g *source) next() uint64 {
	g.state += 0x9e3779b97f4a7c15
	z := g.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (g *source) uniform(a, b float64) float64 {
	return a + float64((b-a)*(float64(g.next()>>11)/9007199254740992))
}

func (g *source) normal(sigma float64) float64 {
	a := 1 - g.uniform(0, 1)
	b := g.uniform(0, 1)
	return float64(float64(sigma*math.Sqrt(float64(-2*frozen.Log(a)))) * frozen.Cos(float64(2*math.Pi*b)))
}

func (g *source) poisson(mean float64) int {
	limit, p := frozen.Exp(-mean), 1.0
	for k := 0; ; k++ {
		p *= g.uniform(0, 1)
		if p <= limit {
			return k
		}
	}
}
