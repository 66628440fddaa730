package report

import (
	"fmt"

	"scutum/assessment/scorecard"
)

// turnGroup is the pairs of one site that turn on one figure.
type turnGroup struct {
	Shield, Site, Figure, Change, Way string
	Pairs                             int
	Turns                             []turn
}

// turn is a pair whose answer turns on one figure.
type turn struct{ Pair, Margin string }

// turns puts together what turns at the same site by the same change, in the
// order in which it comes.
func turns(r *scorecard.Result) []*turnGroup {
	var out []*turnGroup
	for _, t := range r.Turns {
		g := turnGroup{Shield: t.Shield, Site: t.Site, Figure: figureName(r, t.Figure), Change: plain(t.From) + " to " + plain(t.To) + " " + t.Unit, Way: "within reach"}
		for _, s := range r.Setting.Shields {
			if s.Name == t.Shield {
				g.Shield = s.Title
			}
		}
		if !(t.MarginTo >= 0) {
			g.Way = "out of reach"
		}
		at := (*turnGroup)(nil)
		for _, o := range out {
			if o.Shield == g.Shield && o.Site == g.Site && o.Figure == g.Figure && o.Change == g.Change && o.Way == g.Way {
				at = o
			}
		}
		if at == nil {
			at = &g
			out = append(out, at)
		}
		at.Pairs++
		at.Turns = append(at.Turns, turn{fmt.Sprintf("%s to %s (%s)", t.Field, t.Target, missileName(t.Missile)), margin(t.MarginFrom) + " to " + margin(t.MarginTo)})
	}
	return out
}
