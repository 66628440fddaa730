package limits

import (
	"strings"
	"testing"

	"scutum/assessment/deterrence"
	"scutum/systems/catalogue"
)

// TestInPairs: around phase 3 neither ships in the north nor launches before
// burnout reach anything alone; together they do, so that neither clause may go.
func TestInPairs(t *testing.T) {
	a, err := Open("both-sides-2011", catalogue.Default())
	if err != nil {
		t.Fatal(err)
	}
	set := setting(t, "epaa-3")
	flights, err := deterrence.Flights(set.Earth, &set.Force)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Check(a, set, 0, flights)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, p := range InPairs(r, set, 0, flights) {
		got[p.Clauses[0].ID+" "+p.Clauses[1].ID] = p.Reached
		if p.Reached <= r.Reached {
			t.Errorf("%s and %s: %d, no more than %d", p.Clauses[0].ID, p.Clauses[1].ID, p.Reached, r.Reached)
		}
	}
	if got["northern-waters commit"] == 0 {
		t.Errorf("ships in the north that launch before burnout reach nothing: %v", got)
	}
	for pair := range got {
		if strings.Contains(pair, "speed") {
			t.Errorf("%s: the clause on speed is not idle", pair)
		}
	}
	if v := r.verdictOf("storage"); v.InForce || !strings.Contains(v.Why, "83 against 120 now") {
		t.Errorf("storage: %q", v.Why)
	}
}
