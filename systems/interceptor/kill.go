package interceptor

import "fmt"

// KillProbability returns the probability that at least one of a number of
// independent shots kills, each with the same single-shot probability:
//
//	1 - (1 - p)^n
//
// Assumes that shots fail independently, which flatters the defence: a common
// cause (a decoy, a bad track) fails them together. Source: any text on
// shot doctrine; the figures of the policy debate are met in
// TestKillArithmetic.
func KillProbability(single float64, shots int) float64 {
	mustBeProbability(single)
	return 1 - power(1-single, shots)
}

// AllStopped returns the probability that every one of a number of targets is
// killed, each with its own independent shots:
//
//	(1 - (1 - p)^n)^m
//
// The chance of at least one leaker is 1 less that.
func AllStopped(single float64, shots, targets int) float64 {
	return power(KillProbability(single, shots), targets)
}

// ShotsNeeded returns the fewest shots whose KillProbability is at least
// wanted. It is not ok where no number of shots is enough: a certainty wanted
// of imperfect shots, or shots that never kill.
func ShotsNeeded(single, wanted float64) (shots int, ok bool) {
	mustBeProbability(single)
	mustBeProbability(wanted)
	if wanted == 0 {
		return 0, true
	}
	if single == 0 || wanted == 1 && single < 1 {
		return 0, false
	}
	missed, tolerated := 1.0, 1-wanted
	// A remainder of 1e-15 is rounding: two shots of 0.5 are enough for 0.75.
	for missed > float64(tolerated*(1+1e-12))+1e-15 {
		missed *= 1 - single
		if shots++; shots > 1_000_000 {
			return 0, false
		}
	}
	return shots, true
}

// power multiplies, so that the bits are the same on every processor.
func power(x float64, n int) float64 {
	if n < 0 {
		panic(fmt.Sprintf("interceptor: %d shots or targets", n))
	}
	y := 1.0
	for range n {
		y *= x
	}
	return y
}

func mustBeProbability(p float64) {
	if !(p >= 0 && p <= 1) {
		panic(fmt.Sprintf("interceptor: %v is no probability", p))
	}
}
