package detection

import (
	"math"
	"slices"
	"time"

	"scutum/engagement/filter"
	"scutum/engagement/sighting"
	"scutum/internal/frozen"
	"scutum/internal/random"
	"scutum/physics/earth"
	"scutum/scenario"
	"scutum/systems/sensor"
)

// Radar is a deployed radar ready to scan, with what it remembers of earlier
// scans: one per run at a time.
//
// A look at an object in view has the mean signal-to-noise ratio
//
//	S = SNR (Range/R)^4 (RCS/ReferenceRCS)
//
// of which the echo of this look is drawn (echo); it is a detection where
// signal and noise pass the threshold. Its measured ratio s gives the errors,
// which are drawn as normal deviates,
//
//	sigma = beam / (1.6 sqrt(2 s)) across the beam,  resolution / sqrt(2 s) in range,
//
// each with the radar's floor in squares; in azimuth the error across the beam
// is divided by the cosine of the elevation. Detections are told with these
// standard deviations.
//
// Assumes that the radar corrects for refraction; that it looks no farther than
// its range for the object, as package sighting does; that an array is as good
// off its broadside; that the floor differs from look to look, which favours
// the tracker: a true bias would not average out (Bias sets one). Fails at a few
// degrees above the horizon, where echoes from the ground add, and near the
// zenith, where azimuth means little. Source: Barton, Radar Equations for
// Modern Radar (2013). See TestRate, TestErrors and TestReferenceRange.
type Radar struct {
	Name    string
	Station filter.Station
	Revisit time.Duration // between scans
	Bias    [3]float64    // added to every azimuth, elevation (rad) and range (m); zero unless somebody sets it

	radar     sensor.Radar
	classes   []class
	threshold float64 // in units of the mean noise
	volume    volume  // where false detections fall
	memory    []memory
	scans     int
	view      []int // indexes of objects in view
}

// class is what a radar knows beforehand of objects of one cross section.
type class struct {
	sight  sighting.Radar
	range2 float64 // m2
}

// memory is what a radar remembers of an object, by its origin.
type memory struct {
	looked int // last scan that looked, from 1; 0 for none
	held   int // scan since which it is held; 0 for not held
	missed int // looks in a row
}

// forgetAfter is how many looks in a row may miss an object before the radar
// no longer counts it as held.
const forgetAfter = 5

// NewRadar readies a radar site for objects of several cross sections (m2 by
// band), which objects name by their index.
func NewRadar(m earth.Model, s scenario.RadarSite, rcs ...map[sensor.Band]float64) *Radar {
	r := &Radar{
		Name: s.Name, Station: filter.NewStation(m, s.Place),
		Revisit: time.Duration(math.Round(s.Radar.Revisit * 1e9)),
		radar:   s.Radar, threshold: -frozen.Log(s.Radar.FalseAlarm), volume: newVolume(&s.Radar),
	}
	for _, sections := range rcs {
		reach := s.Radar.Range
		if x, ok := sections[s.Radar.Band]; ok && s.Radar.ReferenceRCS > 0 {
			reach = s.Radar.RangeAgainst(x)
		}
		r.classes = append(r.classes, class{sighting.NewRadar(m, s, sections), reach * reach})
	}
	return r
}

// Reset forgets what earlier scans saw, for a new run.
func (r *Radar) Reset() {
	clear(r.memory)
	r.scans = 0
}

// Sees reports whether an object is in the radar's view, cue or no cue.
func (r *Radar) Sees(o *Object) bool { return r.classes[o.Class].sight.Sees(o.At) }

// SNR returns the mean signal-to-noise ratio of a look at an object, in view or
// not.
func (r *Radar) SNR(o *Object) float64 {
	s := &r.Station
	x, y, z := o.At.X-s.Origin[0], o.At.Y-s.Origin[1], o.At.Z-s.Origin[2]
	q := r.classes[o.Class].range2 / (float64(x*x) + float64(y*y) + float64(z*z))
	return float64(r.radar.SNR * q * q)
}

// Probability returns how likely a look at the object now finds it: 0 out of
// view.
func (r *Radar) Probability(o *Object) float64 {
	if !r.Sees(o) {
		return 0
	}
	return Probability(r.radar.Swerling, r.SNR(o), r.radar.FalseAlarm)
}

// Scan appends to out what the radar reports at time t of the objects given,
// and false detections after them. It draws from the stream alone and
// allocates nothing once it has met its objects.
//
// Where more objects are in view than it can hold at once, it looks at the
// more urgent first, of the equally urgent at those it has held longest, then
// at those with the lower number. An object is held from a detection until five
// looks in a row miss it or a scan passes it by.
func (r *Radar) Scan(t time.Duration, objects []Object, stream *random.Stream, out []Detection) []Detection {
	r.scans++
	r.choose(objects)
	for _, i := range r.view {
		o := &objects[i]
		power := echo(r.radar.Swerling, r.SNR(o), stream)
		found := power > r.threshold
		r.remember(o.Origin, found)
		if found {
			out = append(out, Detection{t, r.measure(r.local(o.At), power-1, stream), power - 1, o.Origin})
		}
	}
	if r.radar.NeedsCue && len(r.view) == 0 {
		return out // it looks nowhere
	}
	for range stream.Poisson(r.radar.FalseDetections) {
		snr := r.threshold + stream.Exponential() - 1
		out = append(out, Detection{t, r.measure(r.volume.draw(stream), snr, stream), snr, False})
	}
	return out
}

// choose lists in r.view the objects to look at, no more than the radar can.
func (r *Radar) choose(objects []Object) {
	r.view = r.view[:0]
	for i := range objects {
		o := &objects[i]
		if (o.Cued || !r.radar.NeedsCue) && r.Sees(o) {
			r.view = append(r.view, i)
			for o.Origin >= len(r.memory) {
				r.memory = append(r.memory, memory{})
			}
		}
	}
	if len(r.view) <= r.radar.Tracks {
		return
	}
	slices.SortFunc(r.view, func(a, b int) int {
		switch x, y := &objects[a], &objects[b]; {
		case x.Urgency != y.Urgency:
			return sign(x.Urgency > y.Urgency)
		case r.since(x.Origin) != r.since(y.Origin):
			return sign(r.since(x.Origin) < r.since(y.Origin))
		default:
			return x.Origin - y.Origin
		}
	})
	r.view = r.view[:r.radar.Tracks]
}

func sign(before bool) int {
	if before {
		return -1
	}
	return 1
}

// since is the scan since which an object is held without a gap.
func (r *Radar) since(origin int) int {
	if m := &r.memory[origin]; m.held > 0 && m.looked == r.scans-1 {
		return m.held
	}
	return r.scans
}

// remember notes a look at an object and whether it found it.
func (r *Radar) remember(origin int, found bool) {
	m := &r.memory[origin]
	if m.looked != r.scans-1 {
		*m = memory{}
	}
	m.looked = r.scans
	switch {
	case !found:
		if m.missed++; m.missed >= forgetAfter {
			m.held = 0
		}
	case m.held == 0:
		m.held, m.missed = r.scans, 0
	default:
		m.missed = 0
	}
}

// local returns the true azimuth, elevation (rad) and range (m) of a point.
func (r *Radar) local(at earth.Vec[earth.ECEF]) [3]float64 {
	s := &r.Station
	x, y, z := at.X-s.Origin[0], at.Y-s.Origin[1], at.Z-s.Origin[2]
	along := func(axis *[3]float64) float64 {
		return float64(x*axis[0]) + float64(y*axis[1]) + float64(z*axis[2])
	}
	north, east, up := along(&s.Axes[0]), along(&s.Axes[1]), along(&s.Axes[2])
	flat2 := float64(north*north) + float64(east*east)
	return [3]float64{frozen.Atan2(east, north), frozen.Atan2(up, frozen.Sqrt(flat2)), frozen.Sqrt(flat2 + float64(up*up))}
}

// least cosine of the elevation by which the error across the beam is divided:
// half a degree from the zenith.
const leastCosine = 0.01

// measure draws what the radar measures at a true azimuth, elevation and range
// with a signal-to-noise ratio.
func (r *Radar) measure(z [3]float64, snr float64, stream *random.Stream) filter.Measurement {
	noise := 1 / frozen.Sqrt(2*math.Max(snr, 0.5)) // a threshold below 1.5 is no radar's
	across := r.radar.Beam * noise / 1.6
	deep := r.radar.RangeResolution * noise
	across = frozen.Sqrt(float64(across*across) + float64(r.radar.AngleFloor*r.radar.AngleFloor))
	deep = frozen.Sqrt(float64(deep*deep) + float64(r.radar.RangeFloor*r.radar.RangeFloor))
	wide := across / math.Max(leastCosine, frozen.Cos(z[1]))
	out := filter.Measurement{Sigma: [3]float64{wide, across, deep}}
	for i := range z {
		out.Z[i] = z[i] + float64(out.Sigma[i]*stream.Normal()) + r.Bias[i]
	}
	if out.Z[1] > math.Pi/2 { // past the zenith
		out.Z[0], out.Z[1] = out.Z[0]+math.Pi, math.Pi-out.Z[1]
	}
	out.Z[0] -= float64(2 * math.Pi * math.Round(out.Z[0]/(2*math.Pi)))
	out.Z[2] = math.Max(1, out.Z[2])
	return out
}

// volume is where a radar searches.
type volume struct{ azimuth, width, sinLow, sinHigh, far float64 }

func newVolume(r *sensor.Radar) volume {
	v := volume{azimuth: r.AzimuthFrom, width: r.AzimuthTo - r.AzimuthFrom, far: r.Range}
	if v.width <= 0 {
		v.width += 2 * math.Pi
	}
	high := r.ElevationMax
	if high <= 0 {
		high = math.Pi / 2
	}
	v.sinLow, v.sinHigh = frozen.Sin(math.Max(0, r.ElevationMin)), frozen.Sin(high)
	return v
}

// draw returns an azimuth, elevation and range evenly in solid angle and in
// range, as a radar's cells lie.
func (v *volume) draw(stream *random.Stream) [3]float64 {
	return [3]float64{
		v.azimuth + float64(v.width*stream.Float64()),
		frozen.Asin(stream.Uniform(v.sinLow, v.sinHigh)),
		math.Max(1, v.far*stream.Float64()),
	}
}
