// Package filter estimates where one object is and how it moves, from what
// radars measure of it: state and covariance, models of motion, and the filters
// that bring the two together. Which measurement belongs to which object is
// package track's question.
//
// Positions and velocities are Cartesian in one frame that the caller chooses:
// Earth-fixed for the shield's own tracks, a radar's local axes for data that
// come that way.
package filter

// State is an estimate: position (m) and velocity (m/s), and their covariance,
// which stays symmetric and positive definite; see TestStaysPositiveDefinite.
type State struct {
	X [6]float64
	P [6][6]float64
}

// Motion is a model of how an object moves by itself.
type Motion interface {
	// Predict carries an estimate on by dt seconds, its covariance by the
	// model's linearisation and process noise.
	Predict(s *State, dt float64)
}

// Station is where a radar stands and how it counts its angles: three unit
// vectors in the tracker's frame, the one at azimuth zero, the one at azimuth
// 90 degrees and up. North, east, up for a radar on the Earth; x, y, z for a
// radar at the origin of its own local axes.
type Station struct {
	Origin [3]float64
	Axes   [3][3]float64
}

// Measurement is what a radar measures of an object, with standard deviations.
type Measurement struct {
	Z     [3]float64 // azimuth (rad), elevation (rad), range (m)
	Sigma [3]float64 // rad, rad, m
}

// Estimator is a filter on one object: an EKF or UKF with one motion, or an
// IMM over several.
type Estimator interface {
	// Start begins a new object from a first estimate; what was held of an
	// earlier one is forgotten, so that estimators can be used again.
	Start(s *State)
	// Predict carries the estimate on by dt seconds.
	Predict(dt float64)
	// Expect computes what a radar should measure: mean and innovation
	// covariance for the given standard deviations.
	Expect(at *Station, sigma *[3]float64, out *Expected)
	// Update takes in one innovation (measured minus expected, azimuth wrapped).
	Update(e *Expected, innovation *[3]float64)
	// UpdateMixed takes in several at once with their probabilities; what is
	// missing from 1 is the probability that none is the object's (JPDA).
	UpdateMixed(e *Expected, innovations [][3]float64, probability []float64)
	// State is the estimate; valid until the next call.
	State() *State
}

// Expected is a measurement foretold, with what an update needs.
type Expected struct {
	Z       [3]float64
	H       [3][3]float64 // of the measurement to the position
	PH      [6][3]float64 // cross covariance of state and measurement
	S       [3][3]float64 // innovation covariance, the radar's noise included
	Inverse [3][3]float64 // of S
	LogDet  float64       // of S
}
