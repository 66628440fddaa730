package random

import (
	"hash/fnv"
	"math"
	"testing"
)

// TestStreams holds what was drawn when the package was written: results of
// old studies rest on it.
func TestStreams(t *testing.T) {
	a, b := New(1, 0, "sm-3-iia.burnout_speed_km_s"), New(1, 1, "sm-3-iia.burnout_speed_km_s")
	got := [4]uint64{a.Uint64(), a.Uint64(), b.Uint64(), b.Uint64()}
	want := [4]uint64{0x7cf7af13a8ed5d03, 0xd66c0729b9dabd12, 0xaf5e2e1b82ee250c, 0xcd73dbc98fe858fa}
	if got != want {
		t.Errorf("streams begin %#x, want %#x", got, want)
	}
}

// Hash is FNV-1a as the standard library has it.
func TestHash(t *testing.T) {
	h := fnv.New64a()
	h.Write([]byte{1, 2, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 'a', 'b'})
	if got := Hash(0x201, 3, "ab"); got != h.Sum64() {
		t.Errorf("hash %#x, want %#x", got, h.Sum64())
	}
	if Hash(1, 1, "ab", "c") == Hash(1, 1, "a", "bc") {
		t.Error("words run together")
	}
}

// The streams of neighbouring runs are uniform and do not follow each other.
func TestUniform(t *testing.T) {
	const n = 20000
	var sum, square, product, before float64
	for run := range n {
		x := New(7, uint64(run), "x").Uniform(-1, 1)
		if x < -1 || x > 1 {
			t.Fatalf("%v is outside", x)
		}
		sum, square, product = sum+x, square+x*x, product+x*before
		before = x
	}
	// Five standard errors each.
	if math.Abs(sum/n) > 5*math.Sqrt(1./3/n) || math.Abs(square/n-1./3) > 5*math.Sqrt(4./45/n) || math.Abs(product/n) > 5./3/math.Sqrt(n) {
		t.Errorf("mean %v, square %v, product with the run before %v", sum/n, square/n, product/n)
	}
	var counts [5]int
	s := New(7, 0, "whole")
	for range n {
		counts[s.Whole(1, 5)-1]++
	}
	for i, count := range counts {
		if math.Abs(float64(count)-n/5) > 5*math.Sqrt(n*0.16) {
			t.Errorf("%d was drawn %d times of %d", i+1, count, n)
		}
	}
}
