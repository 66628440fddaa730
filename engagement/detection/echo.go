package detection

import (
	"math"

	"scutum/internal/frozen"
	"scutum/internal/random"
)

// Probability returns how likely one look finds an object whose mean
// signal-to-noise ratio is snr, at a threshold that noise alone passes with
// the probability falseAlarm: Swerling's case 1 (and 2, which is the same for
// one look), many scatterers of like size,
//
//	Pd = Pfa^(1/(1+S))
//
// or case 3 (and 4), one that outweighs the rest; with a = 1 + S/2, T = -ln Pfa,
//
//	Pd = exp(-T/a) (1 + (1 - 1/a) T/a)
//
// Assumes one coherent pulse a look, a square-law detector, noise whose power
// is known, and looks that are independent; a slowly turning body fades for
// longer, so real misses come in rows. Source: Swerling, Probability of
// Detection for Fluctuating Targets (RAND RM-1217, 1954). See TestProbability,
// which draws signals and noise as complex numbers.
func Probability(swerling int, snr, falseAlarm float64) float64 {
	t := -frozen.Log(falseAlarm)
	if swerling < 3 {
		return frozen.Exp(-t / (1 + snr))
	}
	a := 1 + float64(0.5*snr)
	return frozen.Exp(-t/a) * (1 + float64((1-1/a)*(t/a)))
}

// echo draws the power of signal and noise in one look, in units of the mean
// noise, at a mean signal-to-noise ratio: exponential of mean 1 + S in case 1;
// in case 3 the sum of two exponentials of mean a = 1 + S/2, of which the
// second is missing once in a looks. Both are exact, by their Laplace
// transforms 1/(1+(1+S)p) and (1+p)/(1+ap)^2.
func echo(swerling int, snr float64, stream *random.Stream) float64 {
	if swerling < 3 {
		return float64((1 + snr) * stream.Exponential())
	}
	a := 1 + float64(0.5*snr)
	power := stream.Exponential()
	if float64(stream.Float64()*a) >= 1 || math.IsInf(a, 1) {
		power += stream.Exponential()
	}
	return float64(a * power)
}
