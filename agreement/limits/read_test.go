package limits

import (
	"testing"

	"scutum/systems/catalogue"
)

// TestBuiltIns reads every agreement that is compiled in.
func TestBuiltIns(t *testing.T) {
	for _, name := range BuiltIns() {
		a, err := Open(name, catalogue.Default())
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if a.Name != name || len(a.Clauses) == 0 {
			t.Errorf("%s calls itself %s and has %d clauses", name, a.Name, len(a.Clauses))
		}
	}
}
