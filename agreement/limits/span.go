package limits

import (
	"math"
	"slices"
)

// A span is the numbers between two, both included.
type span struct{ low, high float64 }

var (
	anything = span{0, math.Inf(1)}
	always   = span{math.Inf(-1), math.Inf(1)} // times
)

func (s span) meets(o span) bool { return s.low <= o.high && o.low <= s.high }

// less is a span of counts of which some are taken already.
func (s span) less(taken float64) span { return span{math.Max(0, s.low-taken), s.high - taken} }

// counts are whole numbers from nought: spans in order, none touching the next.
type counts []span

// counting adds counts up. What is more than beyond is not told apart: with one
// such number there is every one, up to infinity.
type counting struct{ beyond float64 }

// mostSpans bounds the spans of counts; more become one span from the least to the
// greatest, which takes more numbers in than there are.
const mostSpans = 400

// tidy puts spans in order and joins those that touch.
func (c counting) tidy(all []span) (out counts) {
	slices.SortFunc(all, func(a, b span) int {
		switch {
		case a.low < b.low:
			return -1
		case a.low > b.low:
			return 1
		}
		return 0
	})
	for _, s := range all {
		if s.high > c.beyond {
			s.low, s.high = math.Min(s.low, c.beyond+1), math.Inf(1)
		}
		if n := len(out); n > 0 && s.low <= out[n-1].high+1 {
			out[n-1].high = math.Max(out[n-1].high, s.high)
		} else {
			out = append(out, s)
		}
	}
	if len(out) > mostSpans {
		return counts{{out[0].low, out[len(out)-1].high}}
	}
	return out
}

// or are the numbers of either.
func (c counting) or(a counts, b ...span) counts { return c.tidy(slices.Concat(a, b)) }

// plus are the sums of one of each.
func (c counting) plus(a, b counts) counts {
	var all []span
	for _, x := range a {
		for _, y := range b {
			all = append(all, span{x.low + y.low, x.high + y.high})
		}
	}
	return c.tidy(all)
}

// both are the numbers of a that are in one of some spans.
func (c counting) both(a counts, b []span) counts {
	var all []span
	for _, x := range a {
		for _, y := range b {
			if x.meets(y) {
				all = append(all, span{math.Max(x.low, y.low), math.Min(x.high, y.high)})
			}
		}
	}
	return c.tidy(all)
}

// times are the sums of so many.
func (c counting) times(a counts, n float64) counts {
	out := counts{{0, 0}}
	for n = math.Min(n, c.enough()); n >= 1; n = math.Floor(n / 2) {
		if math.Mod(n, 2) == 1 {
			out = c.plus(out, a)
		}
		a = c.plus(a, a)
	}
	return out
}

// enough is a number of sums that more make no different: each that adds anything
// adds one.
func (c counting) enough() float64 { return c.beyond + 2 }

// several are the sums of as many as a span says.
func (c counting) several(a counts, n span) counts {
	if n.high < n.low {
		return nil
	}
	return c.plus(c.times(a, n.low), c.times(c.or(a, span{0, 0}), n.high-n.low))
}
