package validation

import "scutum/systems/interceptor"

var v9 = Group{
	"V9", "Kill-probability arithmetic of the debate", "0.001; published percentages half a printed digit",
	func() []Row {
		t := read("v9_kill_arithmetic.csv")
		var rows []Row
		for _, row := range t.rows {
			c := comparison{"V9", "closed form", t.text(row, "tag")}
			if c.tag == "R" {
				c.source = "press and literature"
			}
			single, shots, targets := t.number(row, "single_shot"), int(t.number(row, "shots")), int(t.number(row, "targets"))
			ours := interceptor.AllStopped(single, shots, targets)
			if row[0] == "kill" {
				ours = interceptor.KillProbability(single, shots)
			}
			r := c.number(t.text(row, "source"), "probability", "", t.number(row, "probability"), ours, t.number(row, "tolerance"))
			rows = append(rows, r)
		}
		return rows
	},
}
