package track

import (
	"fmt"

	"scutum/engagement/filter"
)

// Association is how detections are shared out among confirmed tracks. (The
// tentative ones have what is left, always by GNN.)
type Association int

const (
	// GNN, global nearest neighbour: the one-to-one pairing of least cost.
	GNN Association = iota
	// JPDA, joint probabilistic data association: every track is updated with
	// all detections in its gate, each with the probability that it is its own.
	JPDA
)

// Cost is what GNN makes least.
type Cost int

const (
	// Likelihood is minus twice the logarithm of a pair's likelihood, against
	// that of a missed track and a false detection: a track that knows little
	// does not take a detection from one that foretold it well.
	Likelihood Cost = iota
	// Distance is the Mahalanobis distance, and a track alone costs the gate.
	Distance
)

// Start is how tracks begin.
type Start int

const (
	// TwoPoint: from any two detections of earlier scans by two-point
	// differencing, if a third one falls where they say. Nothing need be known
	// of the velocity but a limit.
	TwoPoint Start = iota
	// OnePoint: from every detection that is no track's, with a velocity known
	// beforehand.
	OnePoint
	// OneOrTwoPoint: by both. Where an object has been lost and no longer has
	// the velocity known beforehand, the second way finds it again.
	OneOrTwoPoint
)

// Config says how a tracker works. Lengths are in m, times in s.
type Config struct {
	Motion filter.Motion // between two scans
	// NewEstimator makes the estimator of a track; nil means an EKF of Motion.
	NewEstimator func() filter.Estimator

	Association Association
	Cost        Cost    // of GNN
	Gate        float64 // Mahalanobis distance up to which a detection may be a track's
	// DetectionProbability and FalseDensity (false detections and new objects
	// per rad2 m and scan) weigh the hypotheses. A density of 0 means that it is
	// estimated from the detections that were no track's.
	DetectionProbability float64
	FalseDensity         float64

	Start         Start
	Velocity      [3]float64 // OnePoint: known beforehand
	VelocitySigma [3]float64
	MaxSpeed      float64 // TwoPoint: no two detections that are farther apart are tried

	ConfirmHits, ConfirmScans    int // a track with hits in so many of the last scans is confirmed; 0 scans: ever
	DropTentative, DropConfirmed int // a track missed so often in a row ends
	// KeepLost is for how many scans more a confirmed track that has ended is
	// carried on unseen: if one of what is left over falls into its gate, it goes
	// on under its ID.
	KeepLost int

	KeepParents bool // tracks list the detections that went in
}

// Default is the configuration for objects of which nothing is known but how
// they move: two-point differencing, three hits in four scans, at most 8 km/s.
func Default(m filter.Motion) Config {
	return Config{
		Motion: m, Gate: 4, DetectionProbability: 0.9,
		Start: TwoPoint, MaxSpeed: 8000,
		ConfirmHits: 3, ConfirmScans: 4, DropTentative: 2, DropConfirmed: 4,
	}
}

// Trackgen is the configuration of the yardstick track.cpp for the scenario
// T(N, seed): prior velocity, noise, cost, confirmation, deletion and gate. With
// known acceleration the model of motion has the scenario's -9 m/s2, otherwise
// constant velocity and more noise along z.
//
// What the yardstick has not: two-point differencing beside the prior velocity,
// which the objects soon do not have any more; and, where the acceleration is
// known, lost tracks that are found again. The yardstick itself is OnePoint and
// KeepLost 0, and gives the same figures to a metre (TestTheYardstickItself).
func Trackgen(knownAcceleration bool) Config {
	m, keep := &filter.Linear{Density: [3]float64{1, 1, 50}}, 0
	if knownAcceleration {
		m, keep = &filter.Linear{Acceleration: [3]float64{0, 0, -9}, Density: [3]float64{1, 1, 1}}, Lost
	}
	return Config{
		Motion: m, Gate: 4, Cost: Distance, DetectionProbability: 0.9,
		Start: OneOrTwoPoint, Velocity: [3]float64{-3000, 0, -500}, VelocitySigma: [3]float64{300, 300, 300}, MaxSpeed: 8000,
		ConfirmHits: 3, DropTentative: 2, DropConfirmed: 4, KeepLost: keep,
	}
}

// Lost is a KeepLost for objects whose motion is known well enough for them to
// be found again. With motion that is not known it does harm: see
// TestLostAndFound.
const Lost = 6

// Check says what is wrong with a configuration.
func (c *Config) Check() error {
	switch {
	case c.Motion == nil && (c.NewEstimator == nil || c.Start != OnePoint):
		return fmt.Errorf("track: no model of motion")
	case !(c.Gate > 0):
		return fmt.Errorf("track: gate %v is not above 0", c.Gate)
	case !(c.DetectionProbability > 0 && c.DetectionProbability < 1):
		return fmt.Errorf("track: detection probability %v is not in (0, 1)", c.DetectionProbability)
	case !(c.FalseDensity >= 0):
		return fmt.Errorf("track: density %v of false detections is below 0", c.FalseDensity)
	case c.Start != OnePoint && !(c.MaxSpeed > 0):
		return fmt.Errorf("track: greatest speed %v is not above 0", c.MaxSpeed)
	case c.ConfirmHits < 1 || c.ConfirmScans < 0 || c.ConfirmScans > 64 || c.ConfirmScans > 0 && c.ConfirmScans < c.ConfirmHits:
		return fmt.Errorf("track: confirmation by %d hits in %d scans", c.ConfirmHits, c.ConfirmScans)
	case c.DropTentative < 1 || c.DropConfirmed < 1 || c.KeepLost < 0:
		return fmt.Errorf("track: deletion after %d and %d misses, lost for %d scans", c.DropTentative, c.DropConfirmed, c.KeepLost)
	}
	return nil
}

// memory is how many earlier scans two-point differencing looks back on: those
// of the confirmation, from 2 to 4.
func (c *Config) memory() int {
	if c.Start == OnePoint {
		return 0
	}
	return min(max(c.ConfirmScans-1, 2), 4)
}
