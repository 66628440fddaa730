// Package detection computes what sensors report, never what is true: radar
// detections with errors and false ones among them, and the launch reports of
// infrared satellites.
//
// Whether a radar can see an object is package sighting's answer; here its echo
// fluctuates, is found or missed in noise, and is measured. See
// TestAgreesWithSighting, where neither noise nor fluctuation is left and the
// two say the same.
package detection

import (
	"time"

	"scutum/engagement/filter"
	"scutum/physics/earth"
)

// Object is what a radar may see. It is truth; only a battle holds it.
type Object struct {
	At      earth.Vec[earth.ECEF]
	Class   int     // which of the cross sections that the radar was readied for
	Origin  int     // the caller's own number of the object, from 0 up
	Urgency float64 // what a radar that cannot look at all looks at first: the greater
	Cued    bool    // a radar that needs a cue looks at nothing else
}

// Detection is one report of a radar.
type Detection struct {
	Time        time.Duration
	Measurement filter.Measurement // azimuth from north by east, elevation, range, with standard deviations
	SNR         float64            // signal to noise of this look as the radar estimates it, a ratio

	// Origin is the object's number, False for none. It is truth, for scoring
	// and for the log alone: a tracker that reads it cheats.
	Origin int
}

// False is the origin of a detection of nothing.
const False = -1

// Measurements appends to out what a tracker may know of detections.
func Measurements(out []filter.Measurement, all []Detection) []filter.Measurement {
	for i := range all {
		out = append(out, all[i].Measurement)
	}
	return out
}
