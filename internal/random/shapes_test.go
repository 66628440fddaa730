package random

import (
	"math"
	"sort"
	"testing"
)

// TestNormalStream holds what was drawn when Normal was written: raids rest on
// it.
func TestNormalStream(t *testing.T) {
	s := New(1, 0, "radar", "noise")
	for i, want := range [4]uint64{0x3fc32ca5e0a755a7, 0x3ff1c92920675786, 0xbfc60c9bee987032, 0xbfd45272a10b3fff} {
		if got := s.Normal(); math.Float64bits(got) != want {
			t.Errorf("normal %d is %#x (%v), want %#x", i, math.Float64bits(got), got, want)
		}
	}
	if got := s.Poisson(7); got != 9 {
		t.Errorf("Poisson %d", got)
	}
}

// distance is Kolmogorov and Smirnov's largest difference between a sample and
// a distribution, times the root of its size; 1.95 is passed once in 1,000.
func distance(x []float64, cdf func(float64) float64) float64 {
	sort.Float64s(x)
	d, n := 0.0, float64(len(x))
	for i, v := range x {
		p := cdf(v)
		d = math.Max(d, math.Max(p-float64(i)/n, float64(i+1)/n-p))
	}
	return d * math.Sqrt(n)
}

func TestNormal(t *testing.T) {
	const n = 400000
	s := New(3, 0, "normal")
	x := make([]float64, n)
	var sum [5]float64
	beyond := 0
	for i := range x {
		x[i] = s.Normal()
		p := 1.0
		for k := range sum {
			sum[k] += p
			p *= x[i]
		}
		if math.Abs(x[i]) > tailStarts {
			beyond++
		}
	}
	// Moments to five standard errors: variances 1, 2, 15, 96.
	for k, want := range []float64{1, 0, 1, 0, 3} {
		if got := sum[k] / n; math.Abs(got-want) > 5*math.Sqrt([]float64{0, 1, 2, 15, 96}[k]/n) {
			t.Errorf("moment %d is %v, want %v", k, got, want)
		}
	}
	// The tail by itself: 103 of 400,000 expected.
	if want := n * math.Erfc(tailStarts/math.Sqrt2); math.Abs(float64(beyond)-want) > 5*math.Sqrt(want) {
		t.Errorf("%d beyond %v, want %v", beyond, tailStarts, want)
	}
	if d := distance(x, func(v float64) float64 { return 0.5 * math.Erfc(-v/math.Sqrt2) }); d > 1.95 {
		t.Errorf("distance from the normal distribution %v", d)
	}
}

// The tail of the ziggurat is the normal's, scaled.
func TestTail(t *testing.T) {
	s := New(3, 0, "tail")
	x := make([]float64, 50000)
	for i := range x {
		if x[i] = s.tail(); !(x[i] >= tailStarts) {
			t.Fatalf("%v is not in the tail", x[i])
		}
	}
	whole := math.Erfc(tailStarts / math.Sqrt2)
	if d := distance(x, func(v float64) float64 { return 1 - math.Erfc(v/math.Sqrt2)/whole }); d > 1.95 {
		t.Errorf("distance from the tail of the normal distribution %v", d)
	}
}

// The layers have equal areas and close at the top.
func TestZiggurat(t *testing.T) {
	for i, l := range ziggurat {
		area := l.width * (l.high - l.low)
		if i == 0 {
			area = tailStarts*l.high + math.Sqrt(math.Pi/2)*math.Erfc(tailStarts/math.Sqrt2)
		}
		if math.Abs(area/layerArea-1) > 1e-9 {
			t.Errorf("layer %d has area %v, want %v", i, area, layerArea)
		}
	}
}

func TestExponential(t *testing.T) {
	s := New(3, 0, "exponential")
	x := make([]float64, 200000)
	for i := range x {
		if x[i] = s.Exponential(); !(x[i] > 0 && x[i] < 38) {
			t.Fatalf("%v", x[i])
		}
	}
	if d := distance(x, func(v float64) float64 { return -math.Expm1(-v) }); d > 1.95 {
		t.Errorf("distance from the exponential distribution %v", d)
	}
}

// Counts against their probabilities by chi-square; mean and variance where
// the mean is large.
func TestPoisson(t *testing.T) {
	s := New(3, 0, "poisson")
	const n = 50000
	for _, mean := range []float64{0.01, 0.7, 3, 10, 16} {
		var counts [60]float64
		for range n {
			counts[s.Poisson(mean)]++
		}
		p, chi, degrees := math.Exp(-mean), 0.0, -1
		for k, c := range counts {
			if want := n * p; want > 5 {
				chi += (c - want) * (c - want) / want
				degrees++
			}
			p *= mean / float64(k+1)
		}
		if limit := float64(degrees) + 4*math.Sqrt(2*math.Max(1, float64(degrees))) + 4; chi > limit {
			t.Errorf("mean %v: chi-square %v with %d degrees of freedom", mean, chi, degrees)
		}
	}
	for _, mean := range []float64{100, 1234.5} {
		var sum, square float64
		for range 4000 {
			k := float64(s.Poisson(mean)) - mean
			sum, square = sum+k, square+k*k
		}
		if math.Abs(sum/4000) > 5*math.Sqrt(mean/4000) || math.Abs(square/4000/mean-1) > 5*math.Sqrt(2./4000) {
			t.Errorf("mean %v: off by %v, variance %v", mean, sum/4000, square/4000)
		}
	}
	if a, b := New(1, 1, "a"), New(1, 1, "a"); a.Poisson(0) != 0 || a.Uint64() != b.Uint64() {
		t.Error("a mean of 0 draws")
	}
	for _, bad := range []float64{-1, math.NaN(), math.Inf(1)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a mean of %v did not panic", bad)
				}
			}()
			s.Poisson(bad)
		}()
	}
}

// TestReset: a stream begun anew is the stream of that name, and nothing is
// allocated for a run.
func TestReset(t *testing.T) {
	s, name := New(0, 0), "an-tpy-2 Kurecik"
	for run := range uint64(3) {
		s.Reset(9, run, name, "noise")
		want := New(9, run, name, "noise")
		for range 5 {
			if a, b := s.Uint64(), want.Uint64(); a != b {
				t.Fatalf("run %d: %#x, want %#x", run, a, b)
			}
		}
	}
	run, sum := uint64(0), 0.0
	if n := testing.AllocsPerRun(100, func() {
		run++
		s.Reset(9, run, name, "noise")
		sum += s.Normal() + s.Exponential() + float64(s.Poisson(3))
	}); n != 0 {
		t.Errorf("%v allocations a run", n)
	}
}

func BenchmarkNormal(b *testing.B) {
	s, sum := New(1, 1, "b"), 0.0
	for b.Loop() {
		sum += s.Normal()
	}
	_ = sum
}

func BenchmarkExponential(b *testing.B) {
	s, sum := New(1, 1, "b"), 0.0
	for b.Loop() {
		sum += s.Exponential()
	}
	_ = sum
}

func BenchmarkReset(b *testing.B) {
	s := New(1, 1, "b")
	for b.Loop() {
		s.Reset(1, 2, "radar Kurecik", "noise")
	}
}
