package limits

import (
	"slices"
)

// departure is a commit, or an engagement, with the times at which it may begin.
type departure struct {
	fails uint64
	time  span // after burnout
	// Of an engagement: from where, with what, and the meeting's altitude.
	site, kind string
	altitude   span
}

// ofEngagement are the clauses about engagements, if any, and what these need.
func ofEngagement(steady []*Clause) []*Clause {
	if len(of(steady, AboutEngagement)) == 0 {
		return nil
	}
	return of(steady, AboutEngagement, AboutCommit, AboutSite, AboutShip, AboutInterceptor)
}

// engagementConflict looks for the fewest clauses that no engagement can keep: it
// leaves no earlier than the commit lets it, unless that waits for sensors; from a
// site and with an interceptor that a shield may have; and meets no higher than
// that can. See TestConflictsOfWhole.
func (a *Agreement) engagementConflict(steady []*Clause) []Conflict {
	clauses := ofEngagement(steady)
	if len(clauses) == 0 || len(clauses) > mostOfWhole {
		return nil
	}
	w := &whole{clauses: clauses, complete: true}
	commits, below := constantsOf(of(clauses, AboutCommit)), constantsOf(of(clauses, AboutSite, AboutShip, AboutInterceptor))
	orders := constantsOf(of(clauses, AboutEngagement))
	commits.under("by_sensors")
	link(commits, "after_burnout", orders, "after_burnout")
	link(below, "name", below, "site.name")
	link(orders, "site", below, "name")
	link(orders, "interceptor", below, "kind")
	link(orders, "meeting_altitude", below, "max_altitude")
	w.addGrounds(a, below)
	before, after := w.departures(a, AboutCommit, commits), w.departures(a, AboutEngagement, orders)
	return w.conflict(AboutEngagement, func(set uint64) bool {
		return slices.ContainsFunc(after, func(e departure) bool {
			return e.fails&set == 0 && slices.ContainsFunc(before, func(c departure) bool { return c.fails&set == 0 && e.time.high >= c.time.low }) &&
				w.fires(set, &e)
		})
	})
}

// departures are commits or engagements.
func (w *whole) departures(a *Agreement, about About, k *constants) (all []departure) {
	seen := map[departure]bool{}
	w.ask(a, about, k, func(o, threat *object) {
		d := departure{fails: w.fails(about, o, nil, threat), time: k.span(o, "after_burnout", always)}
		if about == AboutEngagement {
			d.site, d.kind, d.altitude = o.fields["site"].(string), o.fields["interceptor"].(string), k.span(o, "meeting_altitude", anything)
		}
		if o.fields["by_sensors"] == true {
			d.time = always
		}
		if !seen[d] {
			seen[d] = true
			all = append(all, d)
		}
	})
	return all
}

// fires says whether a battery may be where an engagement comes from.
func (w *whole) fires(set uint64, e *departure) bool {
	return slices.ContainsFunc(w.grounds, func(g *ground) bool {
		return g.name == e.site && slices.ContainsFunc(g.sites, func(s *sitePart) bool {
			return s.fails&set == 0 && slices.ContainsFunc(s.batteries, func(b batteryPart) bool {
				return b.fails&set == 0 && b.kind == e.kind && b.number.low <= s.interceptors.high && e.altitude.low <= b.highest.high
			})
		})
	})
}
