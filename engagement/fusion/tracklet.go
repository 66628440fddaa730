package fusion

import "scutum/engagement/filter"

// window holds c.witness against what a source measured in its last 2, 3, ...
// scans alone, notes how much they differ, and returns that tracklet. It is the
// latest report less the information of the one before those scans (Tian and
// Bar-Shalom 2009): new measurements only, so that neither an old truth covers a
// new lie nor an old small error adds up to a large one. A filter that is not
// linear errs by more than it says in the difference of two of its reports; so
// two tracklets must differ, or one and the report itself.
func (c *Centre) window(s *slot, reference *vector, a *Accusation) (worst sum) {
	c.scratch = s.latest().state
	all, told, ok := c.carry(s.latest().time, reference)
	if !ok {
		return worst
	}
	var first, second tracklet
	tried := 0
	for scans := 2; scans < s.kept; scans++ {
		before := s.before(scans)
		c.scratch = before.state
		information, y, ok := c.carry(before.time, reference)
		if !ok {
			continue
		}
		y = less(&told, &y)
		fresh := all
		add(&fresh, &information, -1)
		var news filter.State
		if !settle(reference, &fresh, &y, &news) {
			continue // another motion than ours, or no measurement
		}
		c.widen(s.Source, &news)
		tried++
		if t := c.hold(&news, reference); t.statistic > first.statistic {
			first, second = t, first
		} else if t.statistic > second.statistic {
			second = t
		}
	}
	full := c.hold(&s.state, reference)
	switch {
	case tried < 2 || s.kept <= patience || s.stands(&c.witness.X):
		second = full // all that is known of it is in the window, or nothing is new
	case full.statistic > second.statistic && first.statistic > second.statistic:
		second = first
		second.statistic = min(full.statistic, first.statistic)
	}
	a.Statistic = second.statistic
	return second.sum
}

// tracklet is an estimate as information and its squared normalised difference
// to c.witness.
type tracklet struct {
	sum
	statistic float64
}

// hold holds an estimate against c.witness.
func (c *Centre) hold(news *filter.State, reference *vector) (t tracklet) {
	if !invert(&news.P, &t.information) {
		return t
	}
	d := less(&news.X, reference)
	t.y = times(&t.information, &d)
	t.square = dot(&t.y, &d)
	t.statistic = distance(&c.witness.X, &news.X, &c.witness.P, &news.P)
	return t
}
