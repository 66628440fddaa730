package scenario

import (
	"time"

	"scutum/physics/flight"
	"scutum/systems/missile"
)

// Raid is a number of missiles launched together. It is given, never searched
// for: areas are the named coarse ones, shapes the three of definitions.md.
type Raid struct {
	Missiles []RaidMissile
	Faults   []Fault       // radars that do not tell the truth
	Spread   time.Duration // each launch is delayed by an even draw from 0 to this
}

// RaidMissile is one missile of a raid.
type RaidMissile struct {
	Name   string // unique in the raid: "mrbm-1"
	Class  missile.Class
	From   Area
	To     Area
	Shape  flight.Shape
	Launch time.Duration // since the scenario's epoch
}

// Doctrine says how a party shoots.
type Doctrine struct {
	Salvo           int           // interceptors that leave together at one target
	Shots           int           // successive salvoes at most; 0 for what the interceptor's own doctrine says
	Look            bool          // shoot-look-shoot: the next salvo waits for the kill assessment
	Reserve         int           // interceptors that each battery keeps back
	AssessDelay     time.Duration // meeting to kill assessment
	MissedKill      float64       // probability that a kill is taken for a miss
	FalseKill       float64       // probability that a miss is taken for a kill
	Tick            time.Duration // how often the fire plan is made anew
	Handover        float64       // greatest standard deviation of the predicted meeting point along any axis, m, at full fidelity
	Rules           []Rule        // who may engage what; none means anyone may engage anything
	Undefended      bool          // engage also what falls outside what the party defends
	MinimumHitShare float64       // least probability that a track falls on defended ground for it to be engaged
}

// Rule lets a site engage some classes and no other.
type Rule struct {
	Site    string
	Classes []string
}

// Party is a state or alliance with a shield of its own and ground that it
// defends.
type Party struct {
	Name      string
	Shield    int      // index into Setting.Shields
	Countries []string // ISO 3166-1 two-letter codes, as package geography has them, of what it defends; "NATO" stands for the members of the study's date
	Sector    []Corner // polygon on the ground, in which it owns a track under sectors; none means it owns nothing there
}

// Corner is a corner of a sector's polygon, in degrees; sides are geodesics or,
// over the spans that sectors have, straight in latitude and longitude.
type Corner struct{ LatDeg, LonDeg float64 }
