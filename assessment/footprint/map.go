// Package footprint computes defended areas: for every cell of a map, whether
// the worst of the launch areas and trajectory shapes that threaten it can be
// met, with how many successive shots, by what margin, and if not, why.
package footprint

// Reason says why a cell is not defended, or that nothing threatens it.
type Reason uint8

// The reasons, in the order in which an analyst would check them.
const (
	Defended      Reason = iota
	NotThreatened        // no area reaches the cell in any shape: in no denominator
	NoTrack              // no usable sensor holds the missile in time for any meeting
	RadarHorizon         // no radar that fire control allows holds it where it could be met
	BelowMinimum         // the arc never is inside the altitude limits
	TooLate              // it could be met with an earlier commit
	TooFar               // it could not be met even with commit at burnout and sight all the way
)

// String returns the reason in the words of the report.
func (r Reason) String() string {
	return [...]string{"defended", "not threatened", "no track", "radar horizon", "below minimum altitude", "too late", "too far"}[r]
}

// Grid is a map of nearly square cells in rows of constant latitude, west to
// east and south to north. Cell numbers run along the rows.
type Grid struct {
	SpacingKm                            float64
	SouthDeg, NorthDeg, WestDeg, EastDeg float64
	RowLatDeg                            []float64 // centre latitude of each row
	RowStart                             []int     // first cell of each row; one more entry than rows
	RowStepDeg                           []float64 // longitude step of each row
	AreaKm2                              []float64 // of a cell, by row
}

// Map is the defended area of one shield against one class of missile.
type Map struct {
	Shield, Class string
	Grid          *Grid
	Shots         []uint8     // successive shots possible at the worst trajectory, 0 to 3
	Reason        []Reason    // of the worst trajectory; without Options.Timelines every undefended cell says TooFar
	MarginKmS     []float32   // worst over trajectories of best over interceptors of burnout speed - threshold speed; NaN where none is admissible or the cell is not threatened
	Inventory     []uint16    // interceptors at sites that can meet the worst trajectory; with sensors within a site's number, see docs/method.md
	Cases         []Case      // by launch area, then shape
	margin        [][]float32 // by case, m/s
	number        [][]uint16  // by case
	worst         []int16     // case with the least margin, -1 where none exists
	Timelines     []Timeline  // of the worst trajectory, for cells of TimelineGrid
	TimelineGrid  *Grid       // 50 km
}

// Case is the map against one launch area in one trajectory shape.
type Case struct {
	Area, Shape string
	Answer      []Answer
}

// Answer is one cell's answer in one case.
type Answer uint8

// The answers.
const (
	CannotReach Answer = iota // the area cannot reach the cell in this shape
	Undefended
	Met // at least one available interceptor can meet it
)

// Timeline is what happens to the worst missile aimed at a cell, in s after
// its launch; NaN where it does not happen.
type Timeline struct {
	Reason                                               Reason
	Area, Shape, Sensor, Site                            string
	Interceptor                                          string
	Burnout, FirstTrack, Commit, Launch, Meeting, Impact float64
	LatestLaunch                                         float64
	MeetingAltitudeKm                                    float64
	ThresholdKmS, MarginKmS                              float64
	BurnoutSpeedKmS, ApogeeKm                            float64 // the missile's
}
