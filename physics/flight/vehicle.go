package flight

import (
	"fmt"
	"math"

	"scutum/internal/frozen"
	"scutum/physics/atmosphere"
)

// standardGravity turns a specific impulse in s into an exhaust speed, m/s2.
const standardGravity = 9.80665

// Vehicle is a missile of one or more stages, as far as the flight of a point
// needs it; SI units, angles in rad.
type Vehicle struct {
	Name      string
	Stages    []Stage // in the order in which they burn
	Drag      Drag
	Ballistic float64 // ballistic coefficient after the last burnout, kg/m2; 0: the last stage falls on as it is
	Guidance  Guidance
	Air       *atmosphere.Profile // nil: the US Standard Atmosphere 1976
}

// Stage is one stage.
type Stage struct {
	StartMass  float64 // of the whole vehicle at ignition, payload included, kg
	Propellant float64 // kg
	BurnTime   float64 // s
	Isp        float64 // vacuum specific impulse, s
	Area       float64 // reference area of the drag, m2
	NozzleArea float64 // exit area, m2; 0: no loss of thrust to pressure
}

// Drag is the drag coefficient by Mach number: straight between the points,
// level beyond them.
type Drag struct{ Mach, Cd []float64 }

// Guidance is the open-loop programme of the first stage: a vertical rise, a
// fixed attitude turned from the vertical by Kick towards the azimuth of
// launch, then a gravity turn along the Earth-relative velocity to the end of
// the last stage.
type Guidance struct {
	Rise, KickUntil float64 // s after ignition
	Kick            float64 // rad
}

// DefaultGuidance is used where a missile file has none; its kick is found.
var DefaultGuidance = Guidance{Rise: 8, KickUntil: 14}

// BurnTime returns the time from launch to the last burnout, s.
func (v *Vehicle) BurnTime() float64 {
	t := 0.0
	for i := range v.Stages {
		t += v.Stages[i].BurnTime
	}
	return t
}

// IdealSpeed returns the speed that the stages would give in empty space
// without gravity (Tsiolkovsky), m/s.
func (v *Vehicle) IdealSpeed() float64 {
	s := 0.0
	for i := range v.Stages {
		g := &v.Stages[i]
		s += float64(g.Isp * standardGravity * frozen.Log(g.StartMass/(g.StartMass-g.Propellant)))
	}
	return s
}

// Check says what is wrong with a vehicle, or nil. The reader of missile files
// says it with file and line; this guards callers that build their own.
func (v *Vehicle) Check() error {
	if len(v.Stages) == 0 {
		return fmt.Errorf("%s has no stage", v.Name)
	}
	for i := range v.Stages {
		s := &v.Stages[i]
		for _, x := range []float64{s.StartMass, s.Propellant, s.BurnTime, s.Isp, s.Area} {
			if !(x > 0) || math.IsInf(x, 0) {
				return fmt.Errorf("%s, stage %d: masses, burn time, specific impulse and area must be positive", v.Name, i+1)
			}
		}
		if !(s.NozzleArea >= 0) || math.IsInf(s.NozzleArea, 0) {
			return fmt.Errorf("%s, stage %d: the nozzle area must not be negative", v.Name, i+1)
		}
		if s.Propellant >= s.StartMass {
			return fmt.Errorf("%s, stage %d: the propellant is not lighter than the vehicle", v.Name, i+1)
		}
		if i > 0 && s.StartMass > v.Stages[i-1].StartMass-v.Stages[i-1].Propellant {
			return fmt.Errorf("%s, stage %d: starts heavier than the stage before it ended", v.Name, i+1)
		}
	}
	if !(v.Ballistic >= 0) || math.IsInf(v.Ballistic, 0) {
		return fmt.Errorf("%s: the ballistic coefficient must not be negative", v.Name)
	}
	if err := v.Drag.check(); err != nil {
		return fmt.Errorf("%s: %w", v.Name, err)
	}
	g := v.Guidance
	if !(g.Rise >= 0 && g.KickUntil >= g.Rise && g.KickUntil > 0 && g.KickUntil < v.Stages[0].BurnTime) || !(math.Abs(g.Kick) < math.Pi/2) {
		return fmt.Errorf("%s: the guidance must have 0 <= rise <= kick until < burn time of the first stage", v.Name)
	}
	return nil
}

func (d *Drag) check() error {
	if len(d.Mach) == 0 || len(d.Mach) != len(d.Cd) {
		return fmt.Errorf("the drag table must have as many coefficients as Mach numbers")
	}
	for i := range d.Mach {
		if !(d.Mach[i] >= 0) || !(d.Cd[i] >= 0) || math.IsInf(d.Mach[i], 0) || math.IsInf(d.Cd[i], 0) {
			return fmt.Errorf("the drag table must hold numbers of 0 or more")
		}
		if i > 0 && !(d.Mach[i] > d.Mach[i-1]) {
			return fmt.Errorf("the Mach numbers of the drag table must rise")
		}
	}
	return nil
}
