package sensor

import (
	"math"

	"scutum/internal/frozen"
)

// The constants of the radar equation: both exact by the SI of 2019.
const (
	SpeedOfLight = 299792458    // m/s
	Boltzmann    = 1.380649e-23 // J/K
)

// Link is one pulse of a radar, sent and received, in SI units and decibels.
type Link struct {
	Frequency        float64 // Hz
	PeakPower        float64 // W
	Pulse            float64 // s
	TransmitGain     float64 // dB
	ReceiveGain      float64 // dB
	RCS              float64 // m2
	TransmitRange    float64 // transmitter to object, m
	ReceiveRange     float64 // object to receiver, m; equal for one place
	NoiseTemperature float64 // K
	Loss             float64 // dB
}

// SNR returns the signal-to-noise ratio in dB of a single pulse:
//
//	Pt tau Gt Gr lambda^2 sigma / ((4 pi)^3 Rt^2 Rr^2 k T L)
//
// for a monostatic or a bistatic radar. Assumes free space, a matched filter
// and an object in the middle of the beam; refraction, clutter and fluctuation
// are left out, so it flatters a radar at low elevation. Source: Barton, Radar
// Equations for Modern Radar (2013), chapter 1. See TestRadarEquation, which
// meets three worked answers to 1e-3 dB.
func (l Link) SNR() float64 {
	wavelength := SpeedOfLight / l.Frequency
	signal := decibels(l.PeakPower) + decibels(l.Pulse) + l.TransmitGain + l.ReceiveGain +
		float64(2*decibels(wavelength)) + decibels(l.RCS)
	spread := float64(3*decibels(4*math.Pi)) + float64(2*decibels(l.TransmitRange)) + float64(2*decibels(l.ReceiveRange))
	noise := decibels(Boltzmann) + decibels(l.NoiseTemperature) + l.Loss
	return signal - spread - noise
}

func decibels(x float64) float64 { return float64(10 * (frozen.Log(x) / math.Ln10)) }

func ratio(decibels float64) float64 { return frozen.Exp(decibels * (math.Ln10 / 10)) }

// Array is a phased array by its average power, for its range against an
// object on which it dwells. SI units.
type Array struct {
	AveragePower     float64 // W
	Aperture         float64 // m2
	Efficiency       float64 // of the aperture, 0 to 1
	Frequency        float64 // Hz
	Dwell            float64 // s
	NoiseTemperature float64 // K
	Loss             float64 // dB
	SNR              float64 // wanted, a ratio
}

// Range returns the distance in m at which the array reaches its
// signal-to-noise ratio against an object of an RCS in m2:
//
//	R^4 = Pav dwell G A rho sigma / ((4 pi)^2 k T L SNR),  G = 4 pi A rho / lambda^2
//
// Assumes coherent integration over the dwell and an object in the middle of
// the beam, broadside; it fails off broadside, where the aperture is seen
// shortened. Source: Lewis and Postol, 21 September 2012. Their parameters
// give 796 to 943 km for an AN/TPY-2 against 0.01 m2 by noise temperature and
// loss. See TestArrayRange.
func (a Array) Range(rcs float64) float64 {
	wavelength := SpeedOfLight / a.Frequency
	effective := a.Aperture * a.Efficiency
	gain := 4 * math.Pi * effective / (wavelength * wavelength)
	signal := a.AveragePower * a.Dwell * gain * effective * rcs
	noise := 16 * math.Pi * math.Pi * Boltzmann * a.NoiseTemperature * ratio(a.Loss) * a.SNR
	return frozen.Sqrt(frozen.Sqrt(signal / noise))
}

// RangeAgainst returns the radar's range in m against an object of an RCS in
// m2: the fourth root of the ratio to the reference. See TestRangeAgainst.
func (r Radar) RangeAgainst(rcs float64) float64 {
	return r.Range * frozen.Sqrt(frozen.Sqrt(rcs/r.ReferenceRCS))
}

// AllRound says whether the radar's sector leaves no direction out.
func (r Radar) AllRound() bool {
	width := r.AzimuthTo - r.AzimuthFrom
	return width == 0 || width >= 2*math.Pi-1e-12
}
