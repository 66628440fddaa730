package report

import (
	"fmt"
	"strings"

	"scutum/campaign"
)

// liarRow is a sensor that a command named a liar, and why.
type liarRow struct{ Sensor, Party, Reason, Runs, Share, Range, TakenBack string }

// faults says which radars the study makes lie, "" for none.
func (r *Raid) faults() string {
	var all []string
	for _, f := range r.Setting.Raid.Faults {
		all = append(all, f.String())
	}
	if len(all) == 0 {
		return ""
	}
	return "The study sets: " + strings.Join(all, "; ") + "."
}

// liars lists the sensors that were named, none where nobody was.
func (r *Raid) liars() []liarRow {
	var out []liarRow
	for _, a := range r.Tally.Accused() {
		e := campaign.Share(a.Runs, r.Tally.Runs)
		out = append(out, liarRow{a.Sensor, a.Party, liarWords(a.Reason), thousands(float64(a.Runs)), share(e.Value), share(e.Low) + " to " + share(e.High), r.takenBack(a)})
	}
	return out
}

func (r *Raid) takenBack(a campaign.AccusedTally) string {
	switch {
	case r.Alone && a.TakenBack > 0:
		return "yes"
	case r.Alone || a.TakenBack == 0:
		return "no"
	}
	return fmt.Sprintf("in %s", thousands(float64(a.TakenBack)))
}

// liarWords says what a reason means.
func liarWords(reason string) string {
	switch reason {
	case "biased":
		return "biased: reports things beside where they are"
	case "frozen":
		return "frozen: says the same again and again"
	case "replayed":
		return "replaying: tells as now what was before"
	case "invents":
		return "inventing: reports what others should see and do not"
	}
	return reason
}
