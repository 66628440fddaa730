package score

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"scutum/engagement/filter"
)

// state is an estimate at a place with unit covariance.
func state(x ...float64) *filter.State {
	s := &filter.State{}
	copy(s.X[:], x)
	for i := range 6 {
		s.P[i][i] = 1
	}
	return s
}

// brute is the least of p-th powers over all matchings.
func brute(truth []Truth, estimates []Estimate, cutoff float64, used []bool, i int) float64 {
	half := cutoff * cutoff / 2
	if i == len(estimates) {
		sum := 0.0
		for _, u := range used {
			if !u {
				sum += half
			}
		}
		return sum
	}
	best := half + brute(truth, estimates, cutoff, used, i+1)
	for j := range truth {
		if d := distance(estimates[i].State, &truth[j]); !used[j] && d < cutoff {
			used[j] = true
			best = min(best, d*d+brute(truth, estimates, cutoff, used, i+1))
			used[j] = false
		}
	}
	return best
}

// TestGOSPAEqualsBruteForce: value and parts.
func TestGOSPAEqualsBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := func() float64 { return rapid.Float64Range(-9, 9).Draw(t, "coordinate") }
		var truth []Truth
		var estimates []Estimate
		for i := range rapid.IntRange(0, 5).Draw(t, "truths") {
			truth = append(truth, Truth{ID: i, X: [6]float64{coordinate(), coordinate(), coordinate()}})
		}
		for i := range rapid.IntRange(0, 5).Draw(t, "tracks") {
			estimates = append(estimates, Estimate{i + 1, state(coordinate(), coordinate(), coordinate())})
		}
		c := New(5, 0)
		c.Scan(truth, estimates)
		r := c.Result()
		want := brute(truth, estimates, 5, make([]bool, len(truth)), 0)
		if math.Abs(r.GOSPA*r.GOSPA-want) > 1e-9 {
			t.Fatalf("GOSPA2 %v, brute force %v", r.GOSPA*r.GOSPA, want)
		}
		parts := r.Localisation*r.Localisation + 12.5*(r.MissedPerScan+r.FalsePerScan)
		if math.Abs(parts-want) > 1e-9 {
			t.Fatalf("parts come to %v, whole %v", parts, want)
		}
		if len(truth) != int(r.MissedPerScan+r.MatchedPerScan) || len(estimates) != int(r.FalsePerScan+r.MatchedPerScan) {
			t.Fatalf("%+v", r)
		}
	})
}

// TestBand compares with tables of chi-square at 2.5 and 97.5 %.
func TestBand(t *testing.T) {
	for _, c := range []struct {
		n         int
		low, high float64
		tolerance float64
	}{
		{1, 1.237, 14.449, 0.03},     // 6 degrees of freedom
		{5, 16.791, 46.979, 0.001},   // 30
		{10, 40.482, 83.298, 0.001},  // 60
		{15, 65.647, 118.136, 0.001}, // 90
	} {
		low, high := Band(c.n)
		n := float64(c.n)
		if math.Abs(low*n/c.low-1) > c.tolerance || math.Abs(high*n/c.high-1) > c.tolerance {
			t.Errorf("n = %d: %.3f to %.3f, tables %v to %v", c.n, low*n, high*n, c.low, c.high)
		}
	}
}

// TestNEES: unit covariance makes it the squared error, and an improper one is
// said to be so.
func TestNEES(t *testing.T) {
	s := state(1, 2, 3, 4, 5, 6)
	s.P[0][0] = 4
	if v, ok := NEES(s, &[6]float64{3, 2, 3, 4, 5, 8}); !ok || v != 5 {
		t.Errorf("%v %v, want 5", v, ok)
	}
	s.P[0][1], s.P[1][0] = 3, 3
	if _, ok := NEES(s, &[6]float64{}); ok {
		t.Error("an indefinite covariance passes")
	}
}

// TestLife: coverage, switches and stretches of two objects, one of which comes
// late and is never tracked.
func TestLife(t *testing.T) {
	c := New(5, 0)
	for k := range 6 {
		truth := []Truth{{ID: 7}}
		if k >= 4 {
			truth = append(truth, Truth{ID: 3, X: [6]float64{100}})
		}
		var tracks []Estimate
		if k != 1 {
			tracks = append(tracks, Estimate{1 + k/3, state(1)})
		}
		c.Scan(truth, tracks)
	}
	l := c.Result().Life
	if l.Objects != 2 || math.Abs(l.Mean-(5./6)/2) > 1e-12 || l.Least != 0 || l.Switches != 1 || l.Never != 1 {
		t.Errorf("%+v", l)
	}
	want := []ObjectLife{{3, 2, 0, 0, 0}, {7, 6, 5, 1, 2}}
	for i := range want {
		if l.Each[i] != want[i] {
			t.Errorf("%+v, want %+v", l.Each[i], want[i])
		}
	}
}

// TestNothing: a card without scans, or with empty ones, holds no NaN.
func TestNothing(t *testing.T) {
	c := New(5, 1)
	for range 3 {
		r := c.Result()
		for _, x := range []float64{r.GOSPA, r.Localisation, r.MatchedRMS, r.NEES.Mean, r.NEES.ScansInBand, r.Life.Mean} {
			if x != 0 {
				t.Errorf("%+v", r)
			}
		}
		c.Scan(nil, nil)
	}
}
