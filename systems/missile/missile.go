// Package missile describes what an attacking missile can do, as published or
// as assumed: no place, no owner.
package missile

import "scutum/systems/sensor"

// Burnout is the burnout model of the policy literature: after BurnTime the
// missile is at Altitude above and Downrange along the ground from its launch
// point, and coasts.
type Burnout struct {
	BurnTime  float64 // s
	Altitude  float64 // m
	Downrange float64 // m
}

// Class is a class of missiles: its burnout, its farthest range and how large
// radars see its payload.
type Class struct {
	Name     string
	Burnout  Burnout
	MaxRange float64                 // ground range of the minimum-energy shape, m; 0 means unlimited
	RCS      map[sensor.Band]float64 // m2
}
