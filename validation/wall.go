package validation

// Group is a table of the wall.
type Group struct {
	Name   string // as on the command line: us76, V1
	Title  string
	Reason string // of the tolerance
	rows   func() []Row
}

// Groups lists the wall's tables in the order of the house.
var Groups = []Group{
	points, geodesics, distances, us76, lambert, minimumEnergy, minimumEnergyRounded, staged, reportedFlights, radarEquation,
	v1, v2, wgs84, v4, v6, v7, v9, allocation,
}

// Wall computes the rows of the groups of the given names, of all for none.
func Wall(names ...string) []Row {
	var rows []Row
	for _, g := range Groups {
		wanted := len(names) == 0
		for _, name := range names {
			wanted = wanted || name == g.Name
		}
		if wanted {
			rows = append(rows, g.rows()...)
		}
	}
	return markKnown(rows)
}

// GroupNames lists the names that Wall takes.
func GroupNames() []string {
	var names []string
	for _, g := range Groups {
		names = append(names, g.Name)
	}
	return names
}

// Tally counts the rows by what they come to.
type Tally struct {
	Rows          int `json:"rows"`
	Agree         int `json:"agree"`
	Disagree      int `json:"disagree"`
	Known         int `json:"known"` // of those that disagree
	Unconfirmed   int `json:"unconfirmed"`
	NotComparable int `json:"not_comparable"`
}

// Count returns the tally of rows.
func Count(rows []Row) Tally {
	t := Tally{Rows: len(rows)}
	for _, r := range rows {
		switch r.Verdict {
		case Agrees:
			t.Agree++
		case Disagrees:
			t.Disagree++
			if r.Known {
				t.Known++
			}
		case Unconfirmed:
			t.Unconfirmed++
		case NotComparable:
			t.NotComparable++
		}
	}
	return t
}

// Green says whether every disagreement is a known one.
func (t Tally) Green() bool { return t.Disagree == t.Known }
