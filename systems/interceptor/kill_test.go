package interceptor

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestKillArithmetic holds the figures of the policy debate, to 0.001: four
// shots at the test record of 10 of 18 or at 0.56, three at 0.55 (Pifer, 91 %),
// four at 0.25 (Blair), and nine targets with four shots each.
func TestKillArithmetic(t *testing.T) {
	for _, c := range []struct{ got, want float64 }{
		{KillProbability(10.0/18, 4), 0.961},
		{KillProbability(0.56, 4), 0.963},
		{KillProbability(0.55, 3), 0.909},
		{KillProbability(0.25, 4), 0.684},
		{AllStopped(10.0/18, 4, 9), 0.699},
		{AllStopped(0.56, 4, 9), 0.709},
		{AllStopped(0.97, 1, 9), 0.760},
		{KillProbability(0.5, 0), 0},
		{AllStopped(0.5, 2, 0), 1},
	} {
		if math.Abs(c.got-c.want) > 0.001 {
			t.Errorf("%.4f, want %.3f", c.got, c.want)
		}
	}
}

func TestShotsNeeded(t *testing.T) {
	for _, c := range []struct {
		single, wanted float64
		shots          int
		ok             bool
	}{
		{0.8, 0.95, 2, true}, {0.55, 0.91, 4, true}, {0.55, 0.9, 3, true}, {0.5, 0.75, 2, true}, {0.9, 0.99, 2, true},
		{0.25, 0.684, 5, true}, {1, 1, 1, true}, {0.3, 0, 0, true}, {0, 0.1, 0, false}, {0.9, 1, 0, false},
	} {
		if shots, ok := ShotsNeeded(c.single, c.wanted); shots != c.shots || ok != c.ok {
			t.Errorf("ShotsNeeded(%v, %v) = %d, %v", c.single, c.wanted, shots, ok)
		}
	}
}

func TestShotsNeededAreEnoughAndNotTooMany(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		single := rapid.Float64Range(0.01, 0.99).Draw(t, "single")
		wanted := rapid.Float64Range(0.01, 0.999).Draw(t, "wanted")
		n, ok := ShotsNeeded(single, wanted)
		if !ok || KillProbability(single, n) < wanted-1e-9 || KillProbability(single, n-1) > wanted+1e-9 {
			t.Fatalf("%d shots: %v; one less: %v", n, KillProbability(single, n), KillProbability(single, n-1))
		}
	})
}
