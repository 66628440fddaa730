package report

import (
	"fmt"
	"math"
	"strings"

	"scutum/assessment/scorecard"
)

// question is what the study asks.
const question = "Whom does a missile shield in Europe defend, and whose missiles can it reach?"

// notShown is what a reader must know before using a figure.
var notShown = []string{
	"No meeting before the attacker's burnout is modelled, and no multiple warheads: one missile, one object.",
	"Decoys and discrimination are not modelled. A track is taken to be the right object.",
	"Reach is kinematic only: no limit on look angle, closing speed or seeker, no divert, no drag. Thresholds are therefore optimistic for the defence.",
	"A defended cell is one where a meeting is possible, not one where it is sure. Kill probability, saturation and the battle itself are not on the maps; raid sizes only count interceptors.",
	"Attackers come from five named, illustrative areas in three shapes; they do not choose their best moment or path.",
	"Interceptors and sensors are as the open literature gives them. Figures marked † are unconfirmed: recalled from a named work or assumed.",
	"People are GeoNames places of 500 and more, some nine tenths of the census: fractions mean more than totals.",
}

// answers says in plain words what the study found under its map set.
func answers(r *scorecard.Result) []string {
	set := mapsSet(r)
	var out []string
	for k, d := range set.Rows[0].Defence {
		if d.CitiesOf > 0 {
			out = append(out, cityAnswer(set, k))
			continue
		}
		if math.IsNaN(d.PeopleThreatened) || d.PeopleThreatened <= 0 {
			continue
		}
		best, worst := set.Rows[0], set.Rows[0]
		for _, row := range set.Rows {
			v := row.Defence[k].PeopleOneShot.Value
			if v > best.Defence[k].PeopleOneShot.Value {
				best = row
			}
			if v < worst.Defence[k].PeopleOneShot.Value {
				worst = row
			}
		}
		out = append(out, fmt.Sprintf("%s threaten %s people in NATO members. The best of these shields against them (%s) puts %s behind at least one shot, the weakest (%s) %s.",
			upper(className(d.Class)), millions(d.PeopleThreatened), short(best.Title), percent(best.Defence[k].PeopleOneShot.Value), short(worst.Title), percent(worst.Defence[k].PeopleOneShot.Value)))
	}
	return append(out, reachAnswer(r, set)...)
}

func mapsSet(r *scorecard.Result) scorecard.Set {
	for _, s := range r.Sets {
		if s.Assumptions == r.MapsSet {
			return s
		}
	}
	return r.Sets[0]
}

func cityAnswer(set scorecard.Set, k int) string {
	var some []string
	for _, row := range set.Rows {
		if d := row.Defence[k]; d.CitiesDefended.Value > 0 {
			some = append(some, fmt.Sprintf("%s (%.0f of %d)", short(row.Title), d.CitiesDefended.Value, d.CitiesOf))
		}
	}
	if len(some) == 0 {
		return "Against " + className(set.Rows[0].Defence[k].Class) + " none of them defends any of the North American cities."
	}
	return "Against " + className(set.Rows[0].Defence[k].Class) + " North American cities are defended by " + list(some) + "."
}

// reachAnswer says which shields reach the protected force, and how the other
// assumption sets change that.
func reachAnswer(r *scorecard.Result, set scorecard.Set) []string {
	clear, reach := reachers(set)
	of := set.Rows[0].Reach.Of
	var s strings.Builder
	switch {
	case len(reach) == 0:
		fmt.Fprintf(&s, "None of the shields reaches any of the %d protected trajectories.", of)
	case len(clear) == 0:
		fmt.Fprintf(&s, "Every shield reaches some of the %d protected trajectories: %s.", of, list(reach))
	default:
		fmt.Fprintf(&s, "Of the %d protected trajectories, none can be reached by %s; but some by %s.", of, list(clear), list(reach))
	}
	out := []string{s.String()}
	for _, other := range r.Sets {
		if other.Assumptions == set.Assumptions {
			continue
		}
		clear, reach := reachers(other)
		text := "none can be reached by any shield"
		switch {
		case len(reach) > 0 && len(clear) == 0:
			text = "every shield reaches some: " + list(reach)
		case len(reach) > 0:
			text = "some can be reached by " + list(reach) + "; none by " + list(clear)
		}
		out = append(out, fmt.Sprintf("Under the %s figures %s.", other.Assumptions, text))
	}
	return out
}

func reachers(set scorecard.Set) (clear, reach []string) {
	for _, row := range set.Rows {
		if row.Reach.Reachable.Value > 0 {
			reach = append(reach, fmt.Sprintf("%s (%s)", short(row.Title), fixed(row.Reach.Reachable.Value, 0)))
		} else {
			clear = append(clear, short(row.Title))
		}
	}
	return clear, reach
}

// short is a title without what it says in brackets.
func short(title string) string {
	title, _, _ = strings.Cut(title, " (")
	return title
}

// headRow is one architecture in the table of page one: a value for each
// assumption set.
type headRow struct {
	Shield, Title, Link string
	People              [][]string // by class with a map, by set
	Reachable, Margin   []string
	Verdict             string
}

type headline struct {
	Sets    []string
	Classes []string
	Rows    []headRow
	Columns int // of the table
}

func newHeadline(r *scorecard.Result) headline {
	var h headline
	for _, s := range r.Sets {
		h.Sets = append(h.Sets, s.Assumptions)
	}
	for _, d := range defences(r) {
		if d.CitiesOf == 0 {
			h.Classes = append(h.Classes, className(d.Class))
		}
	}
	for i, row := range mapsSet(r).Rows {
		head := headRow{Shield: row.Shield, Title: row.Title, Link: "#" + id("figures", row.Shield), Verdict: row.Verdict}
		for k, d := range row.Defence {
			if d.CitiesOf > 0 {
				continue
			}
			var values []string
			for _, s := range r.Sets {
				values = append(values, percentOrNone(s.Rows[i].Defence[k].PeopleOneShot.Value))
			}
			head.People = append(head.People, values)
		}
		for _, s := range r.Sets {
			head.Reachable = append(head.Reachable, orNone(s.Rows[i].Reach.Reachable.Value, 0, ""))
			margin := "none"
			if v := s.Rows[i].Reach.BestMargin.Value; !math.IsNaN(v) {
				margin = signed(v, 2)
			}
			head.Margin = append(head.Margin, margin)
		}
		h.Rows = append(h.Rows, head)
	}
	h.Columns = 1 + (len(h.Classes)+2)*len(h.Sets)
	return h
}

func percentOrNone(v float64) string {
	if math.IsNaN(v) {
		return "none"
	}
	return percent(v)
}
