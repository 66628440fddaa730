package campaign

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"scutum/internal/random"
)

// TestShare: Wilson's interval at cases worked out in the literature (Newcombe
// 1998, table I) and at its ends.
func TestShare(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{
		{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}, {20, 20, 0.8389, 1}, {0, 0, 0, 1},
	} {
		e := Share(c.k, c.n)
		if math.Abs(e.Low-c.low) > 5e-5 || math.Abs(e.High-c.high) > 5e-5 {
			t.Errorf("%d of %d: %v to %v, want %v to %v", c.k, c.n, e.Low, e.High, c.low, c.high)
		}
	}
}

// TestStudent: the expansion joins the table and tends to the normal.
func TestStudent(t *testing.T) {
	for freedom, want := range map[int]float64{1: 12.706, 30: 2.042, 31: 2.03951, 40: 2.02108, 60: 2.00030, 120: 1.97993, 1e9: normal95} {
		tolerance := 1e-5
		if freedom <= 30 {
			tolerance = 0 // the table itself
		}
		if got := student95(freedom); math.Abs(got-want) > tolerance {
			t.Errorf("%d degrees of freedom: %v, want %v", freedom, got, want)
		}
	}
}

// TestMeanHolds: the interval of the mean holds the true mean in some 95 of a
// hundred campaigns, for leakers of 12 missiles at 0.16 each.
func TestMeanHolds(t *testing.T) {
	const campaigns, runs, missiles, leak = 2000, 40, 12, 0.16
	held := 0
	for i := range campaigns {
		s := random.New(5, uint64(i), "mean")
		var c Count
		for range runs {
			x := 0
			for range missiles {
				if s.Float64() < leak {
					x++
				}
			}
			c.add(x)
		}
		if e := c.Mean(missiles); e.Low <= missiles*leak && missiles*leak <= e.High {
			held++
		}
	}
	if share := float64(held) / campaigns; share < 0.935 || share > 0.965 {
		t.Errorf("%v of the intervals hold the mean", share)
	}
}

// TestMeanOfEqualRuns: runs that all gave the same do not prove that no run
// gives another number.
func TestMeanOfEqualRuns(t *testing.T) {
	var c Count
	for range 100 {
		c.add(0)
	}
	if e := c.Mean(12); e.Value != 0 || e.Low != 0 || math.Abs(e.High-12*0.0370) > 0.001 {
		t.Errorf("none of 12 in 100 runs: %v", e)
	}
	if c.Needed(0.1) != 0 {
		t.Errorf("%d runs needed where nothing varies", c.Needed(0.1))
	}
	c = Count{}
	if e := c.Mean(12); e != (Estimate{0, 0, 12}) {
		t.Errorf("no run: %v", e)
	}
}

// TestNeeded: with as many runs as were said, the interval has the width.
func TestNeeded(t *testing.T) {
	s := random.New(1, 0, "needed")
	var c Count
	for range 500 {
		c.add(s.Whole(0, 6))
	}
	const wanted = 0.1
	needed := c.Needed(wanted)
	for c.Runs < needed {
		c.add(s.Whole(0, 6))
	}
	if got := c.Mean(6).HalfWidth(); math.Abs(got-wanted) > 0.005 {
		t.Errorf("half width %v after %d runs, wanted %v", got, needed, wanted)
	}
}

// TestMedianHolds: the median's interval holds the true median.
func TestMedianHolds(t *testing.T) {
	const campaigns, runs = 1000, 60
	held := 0
	for i := range campaigns {
		s := random.New(6, uint64(i), "median")
		var h Histogram
		for range runs {
			x := s.Float64()
			h.add(int(float64(1e5*x)*x), 1) // median of the square: a quarter
		}
		if _, low, high := h.Median(); low <= 25000 && 25000 <= high {
			held++
		}
	}
	if share := float64(held) / campaigns; share < 0.94 || share > 0.985 {
		t.Errorf("%v of the intervals hold the median", share)
	}
}

// TestHistogram: ranks are those of the sorted list, however the numbers were
// counted and put together.
func TestHistogram(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOfN(rapid.IntRange(-50, 300), 1, 60).Draw(t, "numbers")
		split := rapid.IntRange(0, len(numbers)).Draw(t, "split")
		var a, b Histogram
		for i, x := range numbers {
			if i < split {
				a.add(x, 1)
			} else {
				b.add(x, 1)
			}
		}
		a.merge(&b)
		slices.Sort(numbers)
		for rank := 1; rank <= len(numbers); rank++ {
			if got := a.ranked(rank); got != numbers[rank-1] {
				t.Fatalf("rank %d is %d, want %d", rank, got, numbers[rank-1])
			}
		}
		least, most, ok := a.Bounds()
		if !ok || least != numbers[0] || most != numbers[len(numbers)-1] || a.Total() != len(numbers) {
			t.Fatalf("%d to %d of %d", least, most, a.Total())
		}
	})
}
