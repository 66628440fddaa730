package flight

import (
	"errors"
	"math"

	"scutum/internal/ode"
	"scutum/physics/atmosphere"
	"scutum/physics/earth"
)

// Errors of a staged flight.
var (
	ErrNoLiftOff = errors.New("the missile is heavier than its thrust and does not lift off")
	ErrCrash     = errors.New("the missile falls back while its engines burn")
	ErrNoReturn  = errors.New("the missile does not come down: it is faster than an orbit")
	ErrEndless   = errors.New("the flight does not end: the missile drifts down like a feather, or its drag table is not a missile's")
)

// Staged flies one vehicle about one Earth: boost, coast and re-entry by
// integration. It is ready for any number of flights and holds no state of
// them; see Workspace.
//
// Model: a point mass under gravity to J2, thrust mdot Isp g0 - p A_exit, drag
// by Mach number, open-loop guidance (Guidance); after the last burnout a
// coast, then the fall with a ballistic coefficient or with the last stage's
// drag. It fails where lift, wind, spin or a real guidance matter: it is a
// model of the literature, not of a missile. Source: the yardstick flights of
// two notional missiles, whose impacts it meets within 1 m
// (TestYardstickImpacts); errors against tight integrations in
// TestAccuracyHolds.
type Staged struct {
	vehicle Vehicle
	earth   earth.Model
	air     *atmosphere.Profile
	drag    []dragPiece
	burn    float64 // time of the last burnout, s
	leap    float64 // m at impact for 1 m/s at burnout, for the weights
}

// dragPiece is a piece of the drag table: cd0 + cd1 Mach up to Mach number to.
type dragPiece struct{ to, cd0, cd1 float64 }

// NewStaged checks a vehicle and makes it ready.
func NewStaged(v Vehicle, m earth.Model) (*Staged, error) {
	if err := v.Check(); err != nil {
		return nil, err
	}
	s := &Staged{vehicle: v, earth: m, air: v.Air, burn: v.BurnTime()}
	if s.air == nil {
		s.air = atmosphere.Standard()
	}
	s.drag = pieces(v.Drag)
	// 2 V/g on a flat Earth, growing towards the speed of an orbit.
	speed := math.Min(v.IdealSpeed(), 8000)
	s.leap = 2 * speed / standardGravity / (1 - float64(0.8*speed/8000*speed/8000))
	return s, nil
}

// pieces turns the table into lines between its kinks.
func pieces(d Drag) []dragPiece {
	var p []dragPiece
	if d.Mach[0] > 0 {
		p = append(p, dragPiece{d.Mach[0], d.Cd[0], 0})
	}
	for i := 1; i < len(d.Mach); i++ {
		slope := (d.Cd[i] - d.Cd[i-1]) / (d.Mach[i] - d.Mach[i-1])
		p = append(p, dragPiece{d.Mach[i], d.Cd[i-1] - float64(slope*d.Mach[i-1]), slope})
	}
	return append(p, dragPiece{math.Inf(1), d.Cd[len(d.Cd)-1], 0})
}

// Vehicle returns the vehicle that is flown.
func (s *Staged) Vehicle() *Vehicle { return &s.vehicle }

// Earth returns the model of the Earth.
func (s *Staged) Earth() earth.Model { return s.earth }

// Launch is what a flight may choose. The frame of its states is inertial and
// lies on the Earth-fixed one at launch.
type Launch struct {
	From     earth.Place // on or above the surface
	Azimuth  float64     // rad from north
	Kick     float64     // rad, in place of the vehicle's
	Accuracy float64     // m at impact; 0: 10
}

// Flown is what came of a staged flight.
type Flown struct {
	Burnout        ode.Node // at the last burnout
	Apogee         ode.State
	ApogeeTime     float64               // s
	ApogeeAltitude float64               // m
	Impact         earth.Vec[earth.ECEF] // on the surface
	Time           float64               // of flight, s
	Steps          int                   // of integration
	Work           int                   // evaluations of the forces
}

// Fly flies one launch in a workspace.
func (s *Staged) Fly(l Launch, w *Workspace) (Flown, error) {
	w.begin(s, l)
	if err := w.ascend(); err != nil {
		return Flown{}, err
	}
	if err := w.fall(); err != nil {
		return Flown{}, err
	}
	w.flown.Steps = w.steps
	w.flown.Work = w.boost.Evaluations + w.coast.Evaluations
	return w.flown, nil
}
