package battle

import (
	"fmt"

	"scutum/scenario"
)

// Fidelity says how a run's picture is made.
type Fidelity int

// The fidelities.
const (
	Kinematic Fidelity = iota // first track by package sighting, and then a perfect picture
	Full                      // radars that find and miss, trackers, fusion, plans on estimates
)

// FidelityByName returns the fidelity called kinematic or full.
func FidelityByName(name string) (Fidelity, error) {
	switch name {
	case Kinematic.String():
		return Kinematic, nil
	case Full.String():
		return Full, nil
	}
	return 0, fmt.Errorf("unknown fidelity %q: use kinematic or full", name)
}

// String returns the name used in flags and reports.
func (f Fidelity) String() string { return [...]string{"kinematic", "full"}[f] }

// Options say how a battle is fought. The zero value is at kinematic fidelity,
// every party for itself, with every order allowed.
type Options struct {
	Fidelity  Fidelity
	Authority Authority // asked before every order; nil allows everything. Workers ask it at the same time.
	Sharing   scenario.Sharing
	Command   scenario.Command
}
