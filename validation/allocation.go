package validation

import (
	"math"

	"scutum/engagement/assignment"
)

// Work that takes under a millisecond and under ten of one core, for the live
// answers of the wall.
const (
	workOfOneMs = 200_000
	workOfTenMs = 2_000_000
)

var allocation = Group{
	"allocation", "Weapon-target assignment", "5 % for the live answer with the work of 1 ms, 2 % with that of 10 ms, 1 % for the proved bound",
	func() []Row {
		t := read("allocation.csv")
		c := comparison{"allocation", "integer programming, optimum proven to 0.004 %", "C"}
		var rows []Row
		for _, row := range t.rows {
			name := t.text(row, "weapons") + " weapons on " + t.text(row, "targets") + " targets, seed " + t.text(row, "seed")
			optimum := t.number(row, "optimum")
			p := assignment.Generate(int(t.number(row, "weapons")), int(t.number(row, "targets")), uint64(t.number(row, "seed")))
			for _, live := range []struct {
				quantity string
				work     int
				share    float64
			}{{"value left, work of 1 ms", workOfOneMs, 0.05}, {"value left, work of 10 ms", workOfTenMs, 0.02}} {
				var s assignment.Solver
				s.Start(p)
				s.Improve(live.work)
				rows = append(rows, c.number(name, live.quantity, "", optimum, s.Value(), live.share*optimum))
			}
			rows = append(rows, c.number(name, "proved bound", "", optimum, provedBound(p), 0.01*optimum))
		}
		return rows
	},
}

// provedBound is the lower bound after as many rounds as the verb gives it.
func provedBound(p *assignment.Problem) float64 {
	var s assignment.Solver
	s.Start(p)
	s.Improve(workOfTenMs)
	b := assignment.NewProver(&s)
	b.Ascend(1000)
	return math.Max(0, b.Lower())
}
