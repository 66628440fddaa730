package warning

import (
	"slices"
)

// line is what a centre knows of one sensor's line: how many reports came over
// it, and for how many of them the sensor vouches.
type line struct {
	kind      string
	sent      int   // as the sensor last said; -1 never
	heard     bool  // the sensor has spoken for itself
	sequences []int // that came, in order of arrival
	counted   int   // as the line's count last was
	haveCount bool
	reports   int // that count towards a count
}

// received notes a report. One that repeats a number is nobody's until the
// sensor is asked: it is taken for foreign.
func (l *line) received(r *Report) {
	if slices.Contains(l.sequences, r.Sequence) {
		r.Foreign = true
		return
	}
	l.sequences = append(l.sequences, r.Sequence)
	l.reports++
	if l.heard && r.Sequence <= l.sent {
		r.Vouched = true
	}
}

// vouch takes in what a sensor says it has sent. A report is the sensor's if its
// number is among those; it is foreign if the sensor speaks after the report
// came and does not know of it.
func (c *Centre) vouch(sensor string, l *line, sent int) {
	l.heard, l.sent = true, sent
	foreign := 0
	mark := func(r *Report) {
		if r.Sensor != sensor || r.Foreign || r.Vouched {
			return
		}
		if r.Sequence <= sent {
			r.Vouched = true
			return
		}
		if !r.Test {
			foreign++
		}
		r.Foreign = true
	}
	for _, o := range c.objects {
		for i := range o.Reports {
			mark(&o.Reports[i])
		}
		for i := range o.empties {
			mark(&o.empties[i])
		}
	}
	if foreign > 0 {
		c.find(FoundForeign, 0, "%s says that it has sent %s; %d more came over its line: they were put in on the way, as a test tape or a fault does", sensor, reports(sent), foreign)
	}
}

// count takes in a number of missiles without more. It confirms nothing; that
// it disagrees with the reports, or falls, is a fault of the line.
func (c *Centre) count(l *line, in Input) {
	n, fault := *in.Count, ""
	switch {
	case l.haveCount && n < l.counted:
		fault = "fell"
	case n > l.reports:
		fault = "exceeds"
	}
	before := l.counted
	l.counted, l.haveCount = n, true
	switch {
	case fault == "":
	case fault == "fell":
		c.find(FoundCount, 0, "the count on the line of %s fell from %d to %d: missiles cannot be launched less; the line is faulty", in.From, before, n)
	default:
		c.find(FoundCount, 0, "the line of %s counts %d missiles and has brought %s: the count confirms nothing", in.From, n, reports(l.reports))
	}
}
