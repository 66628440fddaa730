package scenario

import (
	"slices"

	"scutum/systems/sensor"
)

// Sharing is what parties tell each other.
type Sharing int

// The levels; each includes those before it.
const (
	ShareNothing  Sharing = iota
	ShareWarning          // launch reports: point, time and azimuth
	ShareTracks           // tracks, by way of a data fusion centre
	SharePlanning         // who shoots at what, in a planning and operations centre
)

// Sharings lists the levels in the order of reports.
var Sharings = [4]Sharing{ShareNothing, ShareWarning, ShareTracks, SharePlanning}

// String returns the name used in files, flags and reports.
func (s Sharing) String() string {
	return [...]string{"none", "warning", "tracks", "planning"}[s]
}

// Command is who may shoot at what.
type Command int

// The arrangements.
const (
	Independent     Command = iota // each party at whatever threatens what it defends
	SectorsByTrack                 // each party at what crosses its sector, while it is over it
	SectorsByImpact                // each party at what is predicted to fall in its sector
)

// Commands lists the arrangements in the order of reports.
var Commands = [3]Command{Independent, SectorsByTrack, SectorsByImpact}

// String returns the name used in files, flags and reports.
func (c Command) String() string {
	return [...]string{"independent", "sectors", "sectors-by-impact"}[c]
}

// Known returns a party's shield with what the others tell it at a level: their
// launch reports, if sooner than its own; then their radars and satellites, after
// its own in the list, each later by Exchange. Sites stay the party's own. The
// result shares nothing that one would change with the setting.
func (s *Setting) Known(party int, level Sharing) *Shield {
	sides := s.Sides()
	out := s.Shields[sides[party].Shield]
	out.Radars, out.Trackers = slices.Clone(out.Radars), slices.Clone(out.Trackers)
	if out.Infrared != nil {
		own := *out.Infrared
		out.Infrared = &own
	}
	for i := range sides {
		other := &s.Shields[sides[i].Shield]
		if i == party {
			continue
		}
		if level >= ShareWarning && other.Infrared != nil {
			out.Infrared = sooner(out.Infrared, other.Infrared, s.Exchange)
		}
		if level < ShareTracks {
			continue
		}
		for _, r := range other.Radars {
			r.Delay += s.Exchange
			out.Radars = append(out.Radars, r)
		}
		out.Trackers = append(out.Trackers, other.Trackers...)
	}
	return &out
}

// sooner is the launch warning that comes first, the other's after a delay.
func sooner(own, other *sensor.SpaceInfrared, delay float64) *sensor.SpaceInfrared {
	later := *other
	later.FirstReport += delay
	if own == nil || own.FirstReport > later.FirstReport {
		return &later
	}
	return own
}
