package sighting

import (
	"math"

	"scutum/physics/earth"
	"scutum/physics/orbit"
	"scutum/scenario"
	"scutum/systems/sensor"
)

// View is what one shield's sensors can say of one arc. It keeps its buffers:
// use one per worker and Look again for the next arc.
type View struct {
	earth    earth.Model
	shield   *scenario.Shield
	radars   []Radar
	trackers []Tracker
	path     Path
	fine     Path           // for trackers
	holds    [][]orbit.Span // by sensor: the radars, then the trackers
	first    []float64      // first track by sensor, s; +Inf for none
	all      []orbit.Span   // any sensor by whose tracks a meeting is allowed
	haveIR   bool
	infrared float64 // first report, s
}

// NewView readies a shield's sensors for objects of the given cross sections.
func NewView(m earth.Model, s *scenario.Shield, rcs map[sensor.Band]float64) *View {
	v := &View{earth: m, shield: s}
	for _, r := range s.Radars {
		v.radars = append(v.radars, NewRadar(m, r, rcs))
	}
	for _, k := range s.Trackers {
		v.trackers = append(v.trackers, NewTracker(m, k))
	}
	v.holds = make([][]orbit.Span, len(v.radars)+len(v.trackers))
	for i := range v.holds {
		v.holds[i] = make([]orbit.Span, 0, 8)
	}
	v.first = make([]float64, len(v.holds))
	v.all = make([]orbit.Span, 0, 8*len(v.holds)+1)
	if s.Infrared != nil {
		v.haveIR, v.infrared = true, s.Infrared.FirstReport
	}
	return v
}

// Look computes who holds the arc when. A radar that needs a cue, and every
// tracker, holds nothing before it: the space infrared report, or without launch
// warning the first track of a radar that searches by itself, and the cue's
// delay.
func (v *View) Look(a *orbit.Arc) {
	v.path.Follow(v.earth, a)
	cue := math.Inf(1)
	if v.haveIR {
		cue = v.infrared
	}
	for pass := range 2 {
		for i := range v.radars {
			r := &v.radars[i]
			if r.NeedsCue != (pass == 1) {
				continue
			}
			v.holds[i] = r.Holds(&v.path, v.holds[i][:0])
			if r.NeedsCue {
				v.holds[i] = after(v.holds[i], a, cue+v.shield.Delays.Cue)
			}
			v.first[i] = start(v.holds[i], a)
			if !r.NeedsCue && !v.haveIR {
				cue = math.Min(cue, v.first[i])
			}
		}
	}
	if len(v.trackers) > 0 {
		v.fine.FollowFinely(v.earth, a)
	}
	for j := range v.trackers {
		i := len(v.radars) + j
		v.holds[i] = after(v.trackers[j].Holds(&v.fine, v.holds[i][:0]), a, cue+v.shield.Delays.Cue)
		v.first[i] = start(v.holds[i], a)
	}
	v.all = v.all[:0]
	for i, h := range v.holds {
		if i >= len(v.radars) || !v.shield.Radars[i].CommitOnly {
			v.all = append(v.all, h...)
		}
	}
	v.all = orbit.Merge(v.all)
}

// start is when the first span begins, s; +Inf where there is none.
func start(s []orbit.Span, a *orbit.Arc) float64 {
	if len(s) == 0 {
		return math.Inf(1)
	}
	return a.Time(s[0].From)
}

// after drops what lies before time t.
func after(s []orbit.Span, a *orbit.Arc, t float64) []orbit.Span {
	if math.IsInf(t, 1) {
		return s[:0]
	}
	if t <= a.Time(a.From) {
		return s
	}
	eta := a.At(t)
	n := 0
	for _, x := range s {
		if x.To <= eta {
			continue
		}
		x.From = math.Max(x.From, eta)
		s[n] = x
		n++
	}
	return s[:n]
}

// Commit returns when the owner of a site may commit: the first track by any
// sensor it may use, the delay from track to commit, and communication where the
// track is another's, as a tracker's always is, with what a radar's tracks take
// besides. sensor is the index of the deciding one; -1 and +Inf where none ever
// holds the arc.
func (v *View) Commit(site int) (t float64, sensor int) {
	own := v.shield.Sites[site].OwnRadar
	t, sensor = math.Inf(1), -1
	for i, f := range v.first {
		if v.shield.FireControl == scenario.Organic && i != own {
			continue
		}
		c := f + v.shield.Delays.TrackToCommit
		if i != own {
			c += v.shield.Delays.Communication
		}
		if i < len(v.radars) {
			c += v.shield.Radars[i].Delay
		}
		if c < t {
			t, sensor = c, i
		}
	}
	return t, sensor
}

// Sensors returns how many sensors there are: the shield's radars in their
// order, and after them its trackers.
func (v *View) Sensors() int { return len(v.holds) }

// Sensor returns the name of sensor i.
func (v *View) Sensor(i int) string {
	if i < len(v.radars) {
		return v.radars[i].Name
	}
	return v.trackers[i-len(v.radars)].Name
}

// FirstTrack returns when sensor i first holds the arc, s; +Inf for never.
func (v *View) FirstTrack(i int) float64 { return v.first[i] }

// Holds returns where on the arc sensor i holds it. The slice is valid until the
// next Look.
func (v *View) Holds(i int) []orbit.Span { return v.holds[i] }

// Meetings returns where fire control lets a site's interceptors meet the arc:
// where its own radar holds it, or with engage on remote where any does that
// does not serve the commit alone. The slice is valid until the next Look.
func (v *View) Meetings(site int) []orbit.Span {
	if v.shield.FireControl == scenario.EngageOnRemote {
		return v.all
	}
	if own := v.shield.Sites[site].OwnRadar; own >= 0 {
		return v.holds[own]
	}
	return nil
}
