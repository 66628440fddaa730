package sighting

import (
	"math"

	"scutum/scenario"
)

// joined is another owner's view, whose tracks come so many seconds later than
// those of own remote sensors.
type joined struct {
	view  *View
	delay float64
}

// Join lets the owner use another's sensors too, on the arc that both have
// looked at, until the next Look: they are remote sensors whose tracks come with
// a further delay (s) from owner to owner. See TestJoin.
func (v *View) Join(other *View, delay float64) {
	v.joined = append(v.joined, joined{other, delay})
	v.addGuiding(other)
}

// owner returns the view that sensor i belongs to, and its number there.
func (v *View) owner(i int) (*View, int) {
	if i < len(v.holds) {
		return v, i
	}
	i -= len(v.holds)
	for _, j := range v.joined {
		if i < len(j.view.holds) {
			return j.view, i
		}
		i -= len(j.view.holds)
	}
	panic("sighting: no such sensor")
}

// joinedCommit is the commit of what was joined, or t by the sensor where that
// is not later.
func (v *View) joinedCommit(t float64, sensor int) (float64, int) {
	if v.shield.FireControl == scenario.Organic {
		return t, sensor
	}
	n := len(v.holds)
	for _, j := range v.joined {
		for i, f := range j.view.first {
			if c := f + v.shield.Delays.TrackToCommit + v.shield.Delays.Communication + j.delay; c < t {
				t, sensor = c, n+i
			}
		}
		n += len(j.view.first)
	}
	return t, sensor
}

// Warning returns when the owner's own sensors first tell of the launch, s: the
// space infrared report, or the first track of a radar that searches by itself
// and can so say where the missile came from; +Inf for never.
func (v *View) Warning() float64 {
	t := math.Inf(1)
	if v.haveIR {
		t = v.infrared
	}
	for i := range v.radars {
		if !v.radars[i].NeedsCue {
			t = math.Min(t, v.first[i])
		}
	}
	return t
}
