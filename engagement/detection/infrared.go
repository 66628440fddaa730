package detection

import (
	"math"
	"time"

	"scutum/internal/random"
	"scutum/physics/earth"
	"scutum/systems/sensor"
)

// Launch is a launch as it happened. It is truth; only a battle holds it.
type Launch struct {
	Time    time.Duration
	At      earth.Place
	Azimuth float64 // in which it flies, clockwise from north, rad
	Origin  int     // the caller's own number of the missile
}

// Report is what launch-warning satellites tell of a launch.
type Report struct {
	Time         time.Duration // when it is given
	Launched     time.Duration // to the second
	At           earth.Place
	PointSigma   float64 // of the place to the north and to the east, m
	Azimuth      float64 // rad, in [0, 2 pi)
	AzimuthSigma float64 // rad

	// Origin is the missile's number. It is truth, for scoring and for the log
	// alone.
	Origin int
}

// Infrared reports launches, and nothing after burnout.
//
// A launch is reported with the system's probability, FirstReport seconds
// after it; the place is off by normal deviates to the north and to the east,
// the direction by another. Assumes that the errors are independent and the
// same everywhere, that the time of the launch is found to the second, and that
// there is one report; a report after burnout is still given, as the satellites
// saw the plume before. False reports are a scenario's (package warning), not
// chance's. See TestInfrared.
type Infrared struct {
	earth  earth.Model
	system sensor.SpaceInfrared
}

// NewInfrared readies launch-warning satellites.
func NewInfrared(m earth.Model, s sensor.SpaceInfrared) Infrared { return Infrared{m, s} }

// Report returns what the satellites tell of a launch; false where they miss
// it. It draws four numbers from the stream whether or not.
func (s *Infrared) Report(l Launch, stream *random.Stream) (Report, bool) {
	seen := stream.Float64() < s.system.ReportProbability
	north, east := earth.NorthEast(l.At)
	p := s.earth.Fixed(l.At).AddScaled(s.system.PointError*stream.Normal(), north).AddScaled(s.system.PointError*stream.Normal(), east)
	at := s.earth.Place(p)
	at.Alt = 0
	azimuth := l.Azimuth + float64(s.system.AzimuthError*stream.Normal())
	azimuth -= float64(2 * math.Pi * math.Floor(azimuth/(2*math.Pi)))
	return Report{
		Time:     l.Time + time.Duration(math.Round(s.system.FirstReport*1e9)),
		Launched: l.Time.Round(time.Second),
		At:       at, PointSigma: s.system.PointError,
		Azimuth: azimuth, AzimuthSigma: s.system.AzimuthError, Origin: l.Origin,
	}, seen
}
