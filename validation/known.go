package validation

import "math"

// markKnown marks the rows whose disagreement is recorded in data/known.csv:
// the same group, case and quantity, with ours where it was when the record
// was written. A disagreement that has moved is a new one.
func markKnown(rows []Row) []Row {
	t := read("known.csv")
	for i := range rows {
		r := &rows[i]
		if r.Verdict != Disagrees {
			continue
		}
		for _, k := range t.rows {
			if t.text(k, "group") == r.Group && t.text(k, "case") == r.Case && t.text(k, "quantity") == r.Quantity && sameAsRecorded(t, k, r.Ours) {
				r.Known, r.Note = true, t.text(k, "reason")
			}
		}
	}
	return rows
}

func sameAsRecorded(t table, record []string, ours Value) bool {
	if ours.kind != numeric {
		return t.text(record, "ours") == ours.word
	}
	return math.Abs(ours.number-t.number(record, "ours")) <= t.number(record, "within")
}
