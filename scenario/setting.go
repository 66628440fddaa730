// Package scenario says who has what, where and when: shields, threats and the
// protected force. It is pure data, read from a study file and the catalogue,
// and checked; nothing here moves.
//
// A study file is expanded under a set of figures (the catalogue's defaults,
// changed by an assumption set, by the file, or by one random draw) into a
// Setting, in SI units, which is all that the engagement and assessment rooms
// see.
package scenario

import (
	"scutum/physics/earth"
	"scutum/systems/interceptor"
	"scutum/systems/missile"
	"scutum/systems/sensor"
)

// Setting is a study with every figure filled in, in SI units.
type Setting struct {
	Name    string // of the study; also that of its folder of results
	Title   string
	Date    string // year-month-day; decides who is a member of NATO
	Seed    uint64
	Map     Domain
	Commit  Commit // of the deterrence verdict
	Earth   earth.Model
	Shields []Shield
	Threats []Threat
	Force   Force

	Exchange float64 // s, that another party's report or track takes by way of the joint centre

	Raid     Raid     // no missiles where the study has none
	Doctrine Doctrine // filled in with defaults where the study is silent
	Parties  []Party  // none: one party has the first shield and defends NATO
}

// Domain is the part of the Earth that maps show, and how finely.
type Domain struct {
	Name                                 string // empty where the study gives the borders itself
	SouthDeg, NorthDeg, WestDeg, EastDeg float64
	SpacingKm                            float64
}

// Commit is the convention by which interceptors leave against the protected
// force.
type Commit struct {
	BySensors    bool    // first track + delays, in place of AfterBurnout
	AfterBurnout float64 // s after the missile's own burnout; may be negative
	ByLaunch     bool    // AfterLaunch, in place of AfterBurnout; of agreements alone
	AfterLaunch  float64 // s after the missile's launch
}

// At is the earliest launch against a missile with a time of burnout, both s after
// the missile's launch; not for one by sensors.
func (c *Commit) At(burnout float64) float64 {
	if c.ByLaunch {
		return c.AfterLaunch
	}
	return burnout + c.AfterBurnout
}

// Shield is one architecture: sites, sensors, and how they work together.
type Shield struct {
	Name        string
	Title       string
	Sites       []Site
	Radars      []RadarSite // every radar the owner may use, the sites' own included
	Infrared    *sensor.SpaceInfrared
	Trackers    []sensor.SpaceTracker // satellites that the owner may use
	FireControl FireControl
	Delays      Delays
}

// Site is a place (or a ship's station) with interceptors.
type Site struct {
	Name      string
	Place     earth.Place
	Ship      bool
	Batteries []Battery
	OwnRadar  int // index into Shield.Radars, -1 where the site has none
}

// Battery is a number of interceptors of one kind at a site.
type Battery struct {
	Interceptor interceptor.Interceptor
	Number      int
}

// RadarSite is a radar standing somewhere.
type RadarSite struct {
	Name  string
	Place earth.Place
	Radar sensor.Radar
	// Its tracks serve the commit, and nobody meets by them: early warning that
	// detects and cannot guide.
	CommitOnly bool
	Delay      float64 // s, that its tracks take besides: another party's, by way of the joint centre
}

// FireControl says whose track serves launch and meeting (definitions.md).
type FireControl int

// The three kinds of fire control.
const (
	EngageOnRemote FireControl = iota // any allowed sensor at launch and at the meeting
	LaunchOnRemote                    // own radar at the meeting
	Organic                           // own radar before launch and at the meeting
)

// Delays is the delay chain from sighting to commit, in s.
type Delays struct {
	Cue           float64 // space infrared report to a cued radar
	TrackToCommit float64 // first track to commit
	Communication float64 // added where the track is another's
	KillAssess    float64 // meeting to the next shot's commit
}

// Threat is a class of missiles with the areas it may come from.
type Threat struct {
	Name             string
	Class            missile.Class
	Areas            []Area
	Intercontinental bool // a table of cities in place of a map
}

// Area is a named coarse launch area, or a named town aimed at.
type Area struct {
	Name  string
	Place earth.Place
}

// Force is the protected force: trajectories a guarantee would cover.
type Force struct {
	Name         string
	Trajectories []Trajectory
}

// Trajectory is one protected field-target pair with one missile type.
type Trajectory struct {
	Field, Target, Missile string
	From, To               earth.Place
	Burnout                missile.Burnout
	Sea                    bool // from a submarine area
}
