package report

import (
	"math"
	"sort"

	"scutum/assessment/deterrence"
	"scutum/assessment/scorecard"
)

// pairs writes every pair of the study as a block.
func (s *study) pairs(r *scorecard.Result, b interface{ WriteString(string) (int, error) }) {
	names := []string{"battery", "field", "target", "missile", "commit", "reason", "commitS", "threshold", "margin", "meeting", "altitude"}
	columns := make([]column, len(names))
	for i, name := range names {
		columns[i] = column{name: name, bytes: 2}
		if i < 6 {
			columns[i].bytes = 1
		}
	}
	var w, commits words
	w.number("")
	for _, p := range r.Pairs {
		row := []int64{
			s.battery(p), w.number(p.Field), w.number(p.Target), w.number(missileName(p.Missile)), commits.number(p.Commit), w.number(p.Reason),
			count(p.CommitS, 1), count(p.ThresholdKmS, 0.001), quantum(p.MarginKmS, 0.001), count(p.MeetingS, 1), count(p.MeetingAltitudeKm, 1),
		}
		for i, v := range row {
			columns[i].values = append(columns[i].values, v)
		}
	}
	s.PairWords, s.Commits = w.list, commits.list
	block := block{id: "pairs", columns: columns}
	b.WriteString(block.element())
}

func (s *study) battery(p deterrence.Pair) int64 {
	one := batteryJSON{p.Shield, p.Site, machine(p.Interceptor), math.Round(p.SpeedKmS*1000) / 1000}
	for i := len(s.Batteries) - 1; i >= 0; i-- {
		if s.Batteries[i] == one {
			return int64(i)
		}
	}
	s.Batteries = append(s.Batteries, one)
	return int64(len(s.Batteries) - 1)
}

// reachRow sums up the pairs of one battery under one commit convention.
type reachRow struct {
	Site, Interceptor, Speed, Commit string
	Reachable, Of                    int
	Lowest, Margin, Pair             string
	Positive                         bool
}

// reachRows sums up a shield's pairs, in the order in which they come.
func reachRows(r *scorecard.Result, shield string) []reachRow {
	type key struct{ site, interceptor, commit string }
	var order []key
	groups := map[key][]deterrence.Pair{}
	for _, p := range r.Pairs {
		if p.Shield != shield {
			continue
		}
		k := key{p.Site, p.Interceptor, p.Commit}
		if _, ok := groups[k]; !ok {
			order = append(order, k)
		}
		groups[k] = append(groups[k], p)
	}
	var rows []reachRow
	for _, k := range order {
		rows = append(rows, sumUp(groups[k]))
	}
	return rows
}

func sumUp(pairs []deterrence.Pair) reachRow {
	p := pairs[0]
	row := reachRow{Site: p.Site, Interceptor: machine(p.Interceptor), Speed: speed(p.SpeedKmS), Commit: p.Commit, Of: len(pairs), Lowest: "none", Margin: "none", Pair: "no meeting is possible"}
	best := -1
	for i, p := range pairs {
		if p.MarginKmS >= 0 {
			row.Reachable++
		}
		if !math.IsNaN(p.MarginKmS) && (best < 0 || p.MarginKmS > pairs[best].MarginKmS) {
			best = i
		}
	}
	if best >= 0 {
		p := pairs[best]
		row.Lowest, row.Margin, row.Pair = fixed(p.ThresholdKmS, 2), signed(p.MarginKmS, 2), pairName(p)
		row.Positive = p.MarginKmS >= 0
	}
	return row
}

func pairName(p deterrence.Pair) string {
	return p.Field + " to " + p.Target + " (" + missileName(p.Missile) + ")"
}

// pairRow is a line of the table of the closest pairs.
type pairRow struct {
	Pair, Site, Interceptor, Commit     string
	CommitS, Threshold, Margin, Meeting string
	Positive                            bool
}

// closest returns the pairs of a shield with the greatest margins.
func closest(r *scorecard.Result, shield string, n int) []pairRow {
	var pairs []deterrence.Pair
	for _, p := range r.Pairs {
		if p.Shield == shield && !math.IsNaN(p.MarginKmS) && p.Commit == r.MapsSet {
			pairs = append(pairs, p)
		}
	}
	sort.SliceStable(pairs, func(i, j int) bool { return pairs[i].MarginKmS > pairs[j].MarginKmS })
	var rows []pairRow
	for _, p := range pairs[:min(n, len(pairs))] {
		rows = append(rows, pairRow{
			pairName(p), p.Site, machine(p.Interceptor), p.Commit, plain(math.Round(p.CommitS)), fixed(p.ThresholdKmS, 2), signed(p.MarginKmS, 2),
			orNone(p.MeetingS, 0, " s") + ", " + orNone(p.MeetingAltitudeKm, 0, " km"), p.MarginKmS >= 0,
		})
	}
	return rows
}

// orNone writes a number with its unit, or that there is none.
func orNone(v float64, decimals int, unit string) string {
	if math.IsNaN(v) {
		return "none"
	}
	return fixed(v, decimals) + unit
}
