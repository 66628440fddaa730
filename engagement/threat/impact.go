// Package threat says what a track means: which class of missile it is taken
// for, where it falls and how surely, whose people live there, and how urgent
// it is. It knows tracks, never truth.
package threat

import (
	"fmt"
	"math"
	"time"

	"scutum/internal/frozen"
	"scutum/physics/earth"
)

// Impact is where and when a track is expected to fall, by its present
// estimate: the mean and the covariance of a normal distribution on the ground.
type Impact struct {
	At        earth.Place
	North     float64 // variance to the north, m2
	East      float64 // variance to the east, m2
	NorthEast float64 // covariance, m2
	Time      time.Duration
}

// Ellipse is a curve of equal density about the expected impact.
type Ellipse struct {
	Major, Minor float64 // semi-axes, m
	Bearing      float64 // of the major axis, clockwise from north, rad, in [0, pi)
}

// Ellipse returns the ellipse within which the track falls with a probability,
// such as 0.5 or 0.95: the square root of -2 ln(1 - probability) times the
// ellipse of one standard deviation. It assumes that the covariance is right;
// an impact estimate whose filter is overconfident draws too small an ellipse.
// See TestEllipse, which counts draws inside. A covariance that is none, or a
// probability outside [0, 1), is a broken promise.
func (p *Impact) Ellipse(probability float64) Ellipse {
	if !(probability >= 0 && probability < 1) {
		panic(fmt.Sprintf("threat: no ellipse holds a probability of %g", probability))
	}
	major, minor, bearing := p.axes()
	k := frozen.Sqrt(-2 * frozen.Log(1-probability))
	return Ellipse{float64(k * major), float64(k * minor), bearing}
}

// axes returns the standard deviations along the principal axes and the bearing
// of the greater.
func (p *Impact) axes() (major, minor, bearing float64) {
	if !(p.North >= 0 && p.East >= 0) || p.NorthEast != p.NorthEast || math.IsInf(p.North+p.East, 1) {
		panic(fmt.Sprintf("threat: [%g %g; %g] is no covariance", p.North, p.NorthEast, p.East))
	}
	mean, half := float64(0.5*(p.North+p.East)), float64(0.5*(p.North-p.East))
	d := frozen.Sqrt(float64(half*half) + float64(p.NorthEast*p.NorthEast))
	bearing = float64(0.5 * frozen.Atan2(p.NorthEast, half))
	if bearing < 0 {
		bearing += math.Pi
	}
	return frozen.Sqrt(mean + d), frozen.Sqrt(math.Max(0, mean-d)), bearing
}
