package campaign

import (
	"math"
	"slices"
)

// normal95 is the 97.5 % point of the normal distribution.
const normal95 = 1.959963984540054

// Estimate is a value with its interval of 95 %: of a hundred campaigns with
// other seeds some 95 have an interval that holds the true value.
type Estimate struct{ Value, Low, High float64 }

// HalfWidth is half the interval's width.
func (e Estimate) HalfWidth() float64 { return (e.High - e.Low) / 2 }

// Share returns k of n with Wilson's score interval (Wilson 1927), which holds
// its level where k is 0 or n too. Nothing of nothing is unknown: 0 to 1. See
// TestShare.
func Share(k, n int) Estimate {
	if n <= 0 {
		return Estimate{0, 0, 1}
	}
	count, total := float64(k), float64(n)
	p, z2 := count/total, float64(normal95*normal95)
	scale := 1 / (1 + z2/total)
	middle := float64(scale * (p + z2/(2*total)))
	spread := float64(scale * normal95 * math.Sqrt(float64(p*(1-p))/total+float64(z2/(4*total))/total))
	e := Estimate{p, math.Max(0, middle-spread), math.Min(1, middle+spread)}
	if k == 0 {
		e.Low = 0
	}
	if k == n {
		e.High = 1
	}
	return e
}

// Count adds up a whole number that each run gives: exact, and so the same in
// whatever order the runs come.
type Count struct{ Runs, Sum, Squares int }

func (c *Count) add(x int) { c.Runs, c.Sum, c.Squares = c.Runs+1, c.Sum+x, c.Squares+x*x }

func (c *Count) merge(o Count) {
	c.Runs, c.Sum, c.Squares = c.Runs+o.Runs, c.Sum+o.Sum, c.Squares+o.Squares
}

// deviation is the standard deviation between runs.
func (c Count) deviation() float64 {
	if c.Runs < 2 {
		return 0
	}
	n, sum := float64(c.Runs), float64(c.Sum)
	return math.Sqrt(math.Max(0, float64(c.Squares)-float64(sum*(sum/n))) / (n - 1))
}

// Mean returns the mean with Student's interval. The number lies between 0 and
// most. Where every run gave the same, Student's interval would be a point
// however few the runs: instead the share of runs that could differ (Wilson's
// upper end for none of n) is taken to differ all the way to 0 or to most. See
// TestMeanHolds.
func (c Count) Mean(most int) Estimate {
	if c.Runs == 0 {
		return Estimate{0, 0, float64(most)}
	}
	n := float64(c.Runs)
	mean := float64(c.Sum) / n
	spread := c.deviation()
	if spread == 0 {
		other := Share(0, c.Runs).High
		return Estimate{mean, mean - float64(other*mean), mean + float64(other*(float64(most)-mean))}
	}
	half := float64(student95(c.Runs-1)*spread) / math.Sqrt(n)
	return Estimate{mean, math.Max(0, mean-half), math.Min(float64(most), mean+half)}
}

// Needed returns how many runs in all the mean's interval needs for a half
// width, by the deviation seen so far; 0 where it cannot be told yet.
func (c Count) Needed(halfWidth float64) int {
	spread := c.deviation()
	if c.Runs < 2 || spread == 0 || !(halfWidth > 0) {
		return 0
	}
	root := normal95 * spread / halfWidth
	if needed := math.Ceil(float64(root * root)); needed < 1e15 {
		return int(needed)
	}
	return 1e15
}

// students are the 97.5 % points of Student's distribution for 1 to 30 degrees
// of freedom (NIST/SEMATECH, e-Handbook of Statistical Methods, 1.3.6.7.2).
var students = [30]float64{
	12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
	2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
}

// student95 is the 97.5 % point of Student's distribution: above the table by
// Fisher's expansion (Abramowitz and Stegun 26.7.5), good to 1e-5 there.
func student95(freedom int) float64 {
	if freedom <= len(students) {
		return students[max(1, freedom)-1]
	}
	z, n := normal95, float64(freedom)
	z3 := z * z * z
	z5 := z3 * z * z
	z7 := z5 * z * z
	return z + (z3+z)/(4*n) + (float64(5*z5)+float64(16*z3)+float64(3*z))/(96*n*n) +
		(float64(3*z7)+float64(19*z5)+float64(17*z3)-float64(15*z))/(384*n*n*n)
}

// Histogram counts whole numbers in bins of width one.
type Histogram struct {
	first int   // the number of the first bin
	bins  []int // how often each was seen
	total int
}

func (h *Histogram) add(x, times int) {
	if len(h.bins) == 0 {
		h.first, h.bins = x, []int{0}
	}
	if x < h.first {
		h.bins = slices.Insert(h.bins, 0, make([]int, h.first-x)...)
		h.first = x
	}
	if need := x - h.first + 1; need > len(h.bins) {
		h.bins = append(h.bins, make([]int, need-len(h.bins))...)
	}
	h.bins[x-h.first] += times
	h.total += times
}

func (h *Histogram) merge(o *Histogram) {
	if len(o.bins) == 0 {
		return
	}
	h.add(o.first, 0)
	h.add(o.first+len(o.bins)-1, 0)
	for i, times := range o.bins {
		h.bins[o.first+i-h.first] += times
	}
	h.total += o.total
}

// Total is how many numbers were counted.
func (h *Histogram) Total() int { return h.total }

// At returns how often a number was seen.
func (h *Histogram) At(x int) int {
	if i := x - h.first; i >= 0 && i < len(h.bins) {
		return h.bins[i]
	}
	return 0
}

// Bounds returns the least and the greatest number seen; ok is false where
// there was none.
func (h *Histogram) Bounds() (least, most int, ok bool) {
	if h.total == 0 {
		return 0, 0, false
	}
	return h.ranked(1), h.ranked(h.total), true
}

// ranked returns the number of a rank, from 1 for the least.
func (h *Histogram) ranked(rank int) int {
	rank = min(max(rank, 1), h.total)
	for i, times := range h.bins {
		if rank -= times; rank <= 0 {
			return h.first + i
		}
	}
	panic("campaign: a histogram's total is not that of its bins")
}

// Quantile returns the number below or at which a share of all lies.
func (h *Histogram) Quantile(share float64) int {
	return h.ranked(int(math.Ceil(share * float64(h.total))))
}

// Median returns the median with the interval that order statistics give it
// without any assumption about the distribution (Conover, Practical
// Nonparametric Statistics, 1999, section 3.2). See TestMedianHolds.
func (h *Histogram) Median() (median, low, high int) {
	n := float64(h.total)
	half, middle := float64(normal95*math.Sqrt(n)/2), float64(n/2)
	return h.Quantile(0.5), h.ranked(int(math.Floor(middle - half))), h.ranked(int(math.Ceil(middle+half)) + 1)
}
