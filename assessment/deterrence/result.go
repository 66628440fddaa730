// Package deterrence computes whose missiles a shield can reach: the threshold
// speed of every protected trajectory from every site, how it moves with the
// commit time and the lost time, and the map of where a ship must not stand.
package deterrence

import "scutum/assessment/footprint"

// Pair is one protected trajectory against one battery at one site.
type Pair struct {
	Shield, Site, Interceptor    string
	Field, Target, Missile       string
	Commit                       string  // convention: "published", "moscow", "brussels", "sensors"
	CommitS                      float64 // s after launch; NaN when no sensor ever allows it
	ThresholdKmS                 float64 // NaN when no meeting is admissible
	SpeedKmS                     float64 // of the interceptor
	MarginKmS                    float64 // speed - threshold; positive means reachable; NaN with threshold
	MeetingS, MeetingAltitudeKm  float64 // at the threshold
	MeetingLatDeg, MeetingLonDeg float64
	Reason                       string // when no meeting is admissible
}

// Curve is how a pair's threshold moves with one quantity.
type Curve struct {
	Shield, Site, Interceptor, Field, Target, Missile string
	X                                                 []float64 // commit relative to burnout in s, or lost time in s
	ThresholdKmS                                      []float64 // NaN where none is admissible
}

// Exclusion is the map of where a ship must not stand: per cell the least
// threshold speed over all protected trajectories.
type Exclusion struct {
	CommitAfterBurnoutS float64
	Grid                *footprint.Grid // 100 km
	Sea                 []bool
	ThresholdKmS        []float32 // NaN on land and where no trajectory can be met
	Trajectory          []int16   // index of the trajectory that sets it, -1 for none
	Contours            []Contour
}

// Contour is the border of the area in which a ship's interceptors of a speed
// could meet a protected trajectory; lines are [lat, lon] in degrees.
type Contour struct {
	SpeedKmS float64
	Lines    [][][2]float64
}
