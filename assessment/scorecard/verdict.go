package scorecard

import (
	"fmt"
	"strings"
)

// verdicts says in a sentence what each row comes to.
func (r *run) verdicts() {
	for i := range r.out.Sets {
		for j := range r.out.Sets[i].Rows {
			r.out.Sets[i].Rows[j].Verdict = verdict(&r.out.Sets[i].Rows[j])
		}
	}
}

// words are the classes as sentences name them.
var words = map[string]string{"mrbm": "medium-range missiles", "irbm": "intermediate-range missiles", "icbm": "intercontinental missiles"}

func inWords(class string) string {
	if w, ok := words[class]; ok {
		return w
	}
	return class
}

func verdict(row *Row) string {
	var parts []string
	for _, d := range row.Defence {
		switch {
		case d.CitiesOf > 0:
			parts = append(parts, fmt.Sprintf("%.0f of %d threatened cities against %s", d.CitiesDefended.Value, d.CitiesOf, inWords(d.Class)))
		case d.PeopleThreatened > 0:
			parts = append(parts, fmt.Sprintf("%s against %s", Band(d.PeopleOneShot.Value), inWords(d.Class)))
		}
	}
	s := "Defends " + strings.Join(parts, ", ")
	if len(parts) == 0 {
		s = "Nothing is threatened"
	}
	if row.Reach.Of == 0 {
		return s + "."
	}
	switch n := int(row.Reach.Reachable.Value); {
	case n == 0 && row.Reach.Site == "":
		return fmt.Sprintf("%s; has no meeting with any of %d protected trajectories.", s, row.Reach.Of)
	case n == 0:
		return fmt.Sprintf("%s; reaches none of %d protected trajectories, short by %.2f km/s.", s, row.Reach.Of, -row.Reach.BestMargin.Value)
	default:
		land := "all from ships"
		if row.Reach.LandReachable.Value > 0 {
			land = fmt.Sprintf("%.0f of them from land", row.Reach.LandReachable.Value)
		}
		return fmt.Sprintf("%s; reaches %d of %d protected trajectories (%s), by up to %.2f km/s.", s, n, row.Reach.Of, land, row.Reach.BestMargin.Value)
	}
}
