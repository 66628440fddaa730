// Package interceptor describes what an interceptor can do, as published: no
// place, no owner, no number.
package interceptor

// Interceptor is a kinematic interceptor of the policy literature: an
// impulsive launch at its burnout speed after a lost time. SI units.
type Interceptor struct {
	Name            string
	BurnoutSpeed    float64 // Earth-relative, m/s
	LostTime        float64 // time-equivalent of the boost, s
	MinAltitude     float64 // lowest meeting, m
	MaxAltitude     float64 // highest meeting, m; +Inf where no ceiling is assumed
	MinFlight       float64 // least time from the end of the lost time to the meeting, s
	KillProbability float64 // of a single shot
	ShotsPerTarget  int     // doctrine
}
