package detection

import (
	"math"
	"testing"

	"scutum/internal/random"
)

// band is five standard errors of a share p of n draws, and a little.
func band(p float64, n int) float64 { return 5*math.Sqrt(p*(1-p)/float64(n)) + 5/float64(n) }

// physics draws the power of one look from the definition of the cases: in case
// 1 the echo is a complex normal number, in case 3 its power has four degrees of
// freedom; noise is a complex normal number of mean power 1.
func physics(swerling int, snr float64, s *random.Stream) float64 {
	var re, im float64
	if swerling < 3 {
		re, im = s.Normal()*math.Sqrt(snr/2), s.Normal()*math.Sqrt(snr/2)
	} else {
		a, b, c, d := s.Normal(), s.Normal(), s.Normal(), s.Normal()
		re = math.Sqrt(snr / 4 * (a*a + b*b + c*c + d*d))
	}
	re, im = re+s.Normal()*math.Sqrt(0.5), im+s.Normal()*math.Sqrt(0.5)
	return re*re + im*im
}

// TestProbability: the closed forms, what echo draws, and signals and noise
// drawn as complex numbers agree, and the mean power is 1 + S.
func TestProbability(t *testing.T) {
	const n = 60000
	stream := random.New(1, 0, "echo")
	for _, swerling := range []int{1, 3} {
		for _, snr := range []float64{0.5, 3, 20, 100} {
			for _, falseAlarm := range []float64{1e-2, 1e-6} {
				threshold, want := -math.Log(falseAlarm), Probability(swerling, snr, falseAlarm)
				var drawn, real, mean float64
				for range n {
					power := echo(swerling, snr, &stream)
					mean += power / n
					if power > threshold {
						drawn += 1. / n
					}
					if physics(swerling, snr, &stream) > threshold {
						real += 1. / n
					}
				}
				if math.Abs(drawn-want) > band(want, n) || math.Abs(real-want) > band(want, n) {
					t.Errorf("case %d, S %v, Pfa %v: closed form %.5f, echo %.5f, complex numbers %.5f", swerling, snr, falseAlarm, want, drawn, real)
				}
				if math.Abs(mean-1-snr) > 5*(1+snr)/math.Sqrt(n) {
					t.Errorf("case %d, S %v: mean power %v", swerling, snr, mean)
				}
			}
		}
	}
}

// TestProbabilityLimits: at no signal the closed forms are the false alarm
// probability, at any signal certainty; between they grow. The ratios in
// decibels for 0.9 at 1e-6 are those that textbooks print for one pulse: 21.1 in
// case 1, 17.2 in case 3, to a tenth.
func TestProbabilityLimits(t *testing.T) {
	for swerling, textbook := range map[int]float64{1: 21.1, 2: 21.1, 3: 17.2, 4: 17.2} {
		if p := Probability(swerling, 0, 1e-6); math.Abs(p/1e-6-1) > 1e-9 {
			t.Errorf("case %d without a signal: %v", swerling, p)
		}
		if p := Probability(swerling, math.Inf(1), 1e-6); p != 1 {
			t.Errorf("case %d with any signal: %v", swerling, p)
		}
		before, found := 0.0, math.NaN()
		for db := -10.0; db < 60; db += 0.01 {
			p := Probability(swerling, math.Pow(10, db/10), 1e-6)
			if p < before {
				t.Fatalf("case %d falls at %v dB", swerling, db)
			}
			if before < 0.9 && p >= 0.9 {
				found = db
			}
			before = p
		}
		if math.Abs(found-textbook) > 0.1 {
			t.Errorf("case %d: 0.9 at %.2f dB, want %v", swerling, found, textbook)
		}
	}
}
