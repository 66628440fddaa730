package cooperation

import (
	"math"

	"scutum/engagement/sighting"
	"scutum/physics/flight"
	"scutum/scenario"
)

// Notice is when a party learns of one missile, in s before it falls; 0 for
// never. It is what people have to go to shelter in, and batteries to leave in.
type Notice struct {
	Missile string
	Report  float64 // first word of the launch by any sensor
	Two     float64 // word of it by two kinds of sensor, which a public warning needs
	Track   float64 // first track: where it will fall
	Commit  float64 // first moment at which some site of the party's may commit
}

// notices are those of a party at a level about every missile of the raid, as
// package sighting has them, without the spread of the launches, which moves all
// alike.
//
// A launch report is the space infrared's, or the first track of a radar that
// searches by itself; another party's comes by way of the joint centre. A track
// counts from the first moment a sensor holds the missile: detections needed to
// confirm it are in full battles. See TestNotices.
func notices(set *scenario.Setting, flights []flight.Ballistic, party int, level scenario.Sharing) []Notice {
	sides := set.Sides()
	out := make([]Notice, len(flights))
	for i := range flights {
		f, m := &flights[i], &set.Raid.Missiles[i]
		n := word{math.Inf(1), math.Inf(1)}
		for j := range sides {
			own := &set.Shields[sides[j].Shield]
			v := sighting.NewView(set.Earth, own, m.Class.RCS)
			v.Look(&f.Arc)
			switch {
			case j == party:
				n.hear(v, own, 0)
			case level >= scenario.ShareWarning:
				n.hear(v, own, set.Exchange)
			}
		}
		known := set.Known(party, level)
		v := sighting.NewView(set.Earth, known, m.Class.RCS)
		v.Look(&f.Arc)
		before := func(t float64) float64 { return math.Max(0, f.FlightTime-t) } // -Inf is 0
		infrared, radar := n[infraredKind], n[radarKind]
		out[i] = Notice{m.Name, before(math.Min(infrared, radar)), before(math.Max(infrared, radar)), before(firstTrack(v, known)), before(firstCommit(v, known))}
	}
	return out
}

// The kinds of sensor that tell of a launch.
const (
	infraredKind = iota
	radarKind
	kinds
)

// word is when each kind of sensor first told of a launch, s after it; +Inf for
// never.
type word [kinds]float64

func (w *word) tell(kind int, t float64) { w[kind] = math.Min(w[kind], t) }

// hear takes in what one owner's sensors tell, so many seconds late.
func (w *word) hear(v *sighting.View, s *scenario.Shield, late float64) {
	if s.Infrared != nil {
		w.tell(infraredKind, s.Infrared.FirstReport+late)
	}
	for i := range s.Radars {
		if !s.Radars[i].Radar.NeedsCue {
			w.tell(radarKind, v.FirstTrack(i)+late)
		}
	}
}

// firstTrack is when a party has a track by any sensor it may use.
func firstTrack(v *sighting.View, s *scenario.Shield) float64 {
	first := math.Inf(1)
	for i := range v.Sensors() {
		t := v.FirstTrack(i)
		if i < len(s.Radars) {
			t += s.Radars[i].Delay
		}
		first = math.Min(first, t)
	}
	return first
}

// firstCommit is when the first site with interceptors may commit.
func firstCommit(v *sighting.View, s *scenario.Shield) float64 {
	first := math.Inf(1)
	for i, site := range s.Sites {
		for _, b := range site.Batteries {
			if b.Number > 0 {
				t, _ := v.Commit(i)
				first = math.Min(first, t)
				break
			}
		}
	}
	return first
}
