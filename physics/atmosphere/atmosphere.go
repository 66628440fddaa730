// Package atmosphere is the US Standard Atmosphere 1976: temperature, pressure,
// density and the speed of sound by geometric altitude, -5 to 1000 km.
//
// It computes a steady, dry, mid-latitude mean; the real atmosphere differs by
// tens of per cent in density above 30 km, and above 150 km by factors, with
// the Sun. Up to 86 km it is seven layers of linear molecular-scale
// temperature in hydrostatic balance; above, six gases in diffusion, integrated
// from 86 km.
//
// Source: U.S. Standard Atmosphere, 1976, NOAA-S/T 76-1562 (NASA-TM-X-74335).
// Equation and table numbers in the comments are its. See
// TestStandardAtmosphere1976.
package atmosphere

import (
	"fmt"

	"scutum/internal/frozen"
)

// Least and Most are the ends of the standard, m of geometric altitude.
const (
	Least = -5000.0
	Most  = 1000e3
)

// Constants of the standard (table 2; g0, R* and M0 of category I and II).
const (
	gravity     = 9.80665      // g0', m/s2
	earthRadius = 6356766.0    // r0 of the geopotential, m
	gasConstant = 8314.32      // R*, J/(kmol K)
	molarMass   = 28.9644      // M0 at sea level, kg/kmol
	heatRatio   = 1.4          // ratio of specific heats
	avogadro    = 6.022169e26  // 1/kmol
	boltzmann   = 1.380622e-23 // J/K

	// turbopause is where the layers end and the gases part, m.
	turbopause = 86e3
)

// State is the air at one altitude.
type State struct {
	Temperature float64 // kinetic, K
	Pressure    float64 // Pa
	Density     float64 // kg/m3
	MolarMass   float64 // mean, kg/kmol
	SoundSpeed  float64 // m/s; 0 where HasSound is false
	HasSound    bool    // the standard defines the speed of sound up to 86 km
}

// At returns the air at a geometric altitude in m, from Least to Most.
func At(altitude float64) (State, error) {
	if !(altitude >= Least && altitude <= Most) {
		return State{}, fmt.Errorf("altitude %g m is not in [%g, %g]", altitude, Least, Most)
	}
	if altitude < turbopause {
		return lower(altitude), nil
	}
	s := upper().at(altitude)
	if altitude == turbopause {
		s.SoundSpeed, s.HasSound = soundSpeed(layers[len(layers)-1].temperature), true
	}
	return s, nil
}

// geopotential returns the geopotential altitude in m (eq. 18).
func geopotential(z float64) float64 { return earthRadius * z / (earthRadius + z) }

// geometric is the inverse of geopotential.
func geometric(h float64) float64 { return earthRadius * h / (earthRadius - h) }

// layer is one of linear molecular-scale temperature (table 4); its first
// pressure follows from those below it.
type layer struct {
	bottom      float64 // geopotential, m
	lapse       float64 // K/m
	temperature float64 // at the bottom, K
	pressure    float64 // at the bottom, Pa
}

// exponent is g0' M0 / R*, K/m: pressures go with its quotient by the lapse.
const exponent = gravity * molarMass / gasConstant

// layers ends with the top of the last layer, at 86 km.
var layers = func() [8]layer {
	l := [8]layer{
		{bottom: 0, lapse: -0.0065, temperature: 288.15, pressure: 101325},
		{bottom: 11000, lapse: 0},
		{bottom: 20000, lapse: 0.001},
		{bottom: 32000, lapse: 0.0028},
		{bottom: 47000, lapse: 0},
		{bottom: 51000, lapse: -0.0028},
		{bottom: 71000, lapse: -0.002},
		{bottom: 84852},
	}
	for i := 1; i < len(l); i++ {
		below := &l[i-1]
		l[i].temperature = below.temperature + float64(below.lapse*(l[i].bottom-below.bottom))
		l[i].pressure = below.pressureAt(l[i].bottom)
	}
	return l
}()

// pressureAt is eq. 33a or 33b.
func (l *layer) pressureAt(h float64) float64 {
	if l.lapse == 0 {
		return l.pressure * frozen.Exp(-exponent*(h-l.bottom)/l.temperature)
	}
	t := l.temperature + float64(l.lapse*(h-l.bottom))
	return l.pressure * frozen.Pow(l.temperature/t, exponent/l.lapse)
}

// layerAt returns the index of the layer that holds a geopotential altitude.
func layerAt(h float64) int {
	i := 0
	for i < len(layers)-2 && h >= layers[i+1].bottom {
		i++
	}
	return i
}

// lower is the state below 86 km.
func lower(z float64) State {
	h := geopotential(z)
	l := &layers[layerAt(h)]
	molecular := l.temperature + float64(l.lapse*(h-l.bottom))
	p := l.pressureAt(h)
	ratio := molarRatio(z)
	return State{
		Temperature: molecular * ratio,
		Pressure:    p,
		Density:     p * molarMass / (gasConstant * molecular),
		MolarMass:   molarMass * ratio,
		SoundSpeed:  soundSpeed(molecular),
		HasSound:    true,
	}
}

// soundSpeed is eq. 50, of the molecular-scale temperature.
func soundSpeed(molecular float64) float64 {
	return frozen.Sqrt(heatRatio * gasConstant / molarMass * molecular)
}

// molarRatios are M/M0 from 80 to 86 km in steps of 500 m (table 8): oxygen
// begins to come apart.
var molarRatios = [...]float64{
	1.000000, 0.999996, 0.999989, 0.999971, 0.999941, 0.999909, 0.999870,
	0.999829, 0.999786, 0.999741, 0.999694, 0.999641, 0.999579,
}

func molarRatio(z float64) float64 {
	const bottom, step = 80e3, 500.0
	x := (z - bottom) / step
	if x <= 0 {
		return 1
	}
	i := min(int(x), len(molarRatios)-2)
	return molarRatios[i] + float64((x-float64(i))*(molarRatios[i+1]-molarRatios[i]))
}
