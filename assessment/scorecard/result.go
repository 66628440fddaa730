// Package scorecard puts the study's answers side by side: architectures by
// conclusions, under every assumption set, each with the range that the
// figures' sweep ranges give it and the figure that explains it.
package scorecard

import (
	"scutum/assessment/deterrence"
	"scutum/assessment/footprint"
	"scutum/scenario"
)

// Result is a whole study, answered.
type Result struct {
	Name, Title, Date, Seed string
	Sets                    []Set             // published, moscow, brussels
	MapsSet                 string            // the assumption set that maps are drawn for
	Setting                 *scenario.Setting // under MapsSet
	Maps                    []*footprint.Map  // by shield, then class
	Cities                  []City
	Pairs                   []deterrence.Pair  // every shield, site, battery, trajectory, commit convention, under MapsSet
	CommitCurves            []deterrence.Curve // threshold against commit relative to burnout
	LostTimeCurves          []deterrence.Curve // threshold against lost time
	Turns                   []Turn
	Exclusions              []*deterrence.Exclusion // commit at burnout, and at burnout + 60 s
	Shown                   []Shown                 // the paths of the time charts
	TimeCharts              []TimeChart
	Explanations            []Explanation
	J2                      []J2Check
	Unconfirmed             []string // figure keys tagged M or A that the results rest on
}

// Set is the scorecard under one assumption set.
type Set struct {
	Assumptions string
	Rows        []Row
}

// Row is one architecture's line of the scorecard.
type Row struct {
	Shield, Title string
	Defence       []Defence // per threat class
	Reach         Reach
	Verdict       string
}

// Figure is a value with the range that draws over the sweep ranges give it.
type Figure struct {
	Value     float64
	Low, High float64 // 5th and 95th percentile of the draws; NaN when not drawn
	Holds, Of int     // the draws in which the cell's conclusion holds, of how many
}

// Defence is what a shield defends against one class.
type Defence struct {
	Class             string
	PeopleThreatened  float64 // NATO members of the study's date
	EuropeThreatened  float64 // all Europe, Russia west of the Urals included
	AreaThreatenedKm2 float64
	PeopleOneShot     Figure // fraction of threatened people defended, 0 to 1
	PeopleTwoShots    Figure
	EuropeOneShot     Figure
	EuropeTwoShots    Figure
	AreaOneShot       Figure // fraction of threatened NATO-and-other land area on the map
	AreaTwoShots      Figure
	RaidFailsOneShot  Figure // raid size at which the weakest defended area fails
	RaidFailsTwoShots Figure
	CitiesDefended    Figure // intercontinental class only: threatened cities with at least one shot
	CitiesOf          int    // threatened cities
}

// Reach is what a shield can reach of the protected force.
type Reach struct {
	Reachable        Figure // trajectories, of Of
	Of               int
	LandReachable    Figure // from land sites alone
	LowestThreshold  Figure // km/s
	BestMargin       Figure // km/s; positive means reachable
	Site, Trajectory string // where the best margin is
}

// City is one row of the intercontinental table.
type City struct {
	Shield, Class, Name string
	Reason              footprint.Reason
	Shots               int
	MarginKmS           float64
	Timeline            footprint.Timeline
}

// Turn is a pair whose answer turns when one figure goes from one assumption
// set to another.
type Turn struct {
	Shield, Site, Field, Target, Missile string
	Figure                               string // catalogue key
	From, To                             float64
	Unit                                 string
	MarginFrom, MarginTo                 float64 // km/s
}

// Explanation names the single figure that explains most of the difference of
// one conclusion between two assumption sets.
type Explanation struct {
	Shield, Conclusion string
	FromSet, ToSet     string
	From, To           float64
	Figure             string // catalogue key
	FigureFrom         float64
	FigureTo           float64
	Unit               string
	Share              float64 // of the difference that this figure alone makes
}

// TimeChart is an attacker and the interceptors sent to it, altitude and
// ground distance from the launch point against time.
type TimeChart struct {
	Title, Shield string
	Attacker      Track
	Interceptors  []Track
	Events        []Event
}

// Track is a sampled flight.
type Track struct {
	Name       string
	TimeS      []float64
	AltitudeKm []float64
	DistanceKm []float64
	LatDeg     []float64
	LonDeg     []float64
}

// Event is a named time on a chart.
type Event struct {
	Name  string
	TimeS float64
}

// J2Check is the difference that J2 makes to one sampled arc.
type J2Check struct {
	Name                string
	ThresholdTwoBodyKmS float64
	ThresholdJ2KmS      float64
	BurnoutSpeedTwoBody float64
	BurnoutSpeedJ2      float64
}
