package limits

import (
	"encoding/json"
	"testing"
	"time"

	"scutum/systems/catalogue"
)

// FuzzParse: whatever an agreement's file says, it is read or refused with a
// reason, and what is read can be written as JSON and asked by a guard.
func FuzzParse(f *testing.F) {
	f.Add(Starter())
	for _, name := range BuiltIns() {
		data, _ := Source(name)
		f.Add(data)
	}
	f.Add([]byte("name: a\nparties: [A, B]\nclauses:\n  - {id: x, title: t, text: t, about: interceptor, condition: interceptor.burnout_speed <= km_s(0.0/0.0), evidence: [e], checked: [{by: A, how: declaration}], on_failure: f}\n"))
	cat := catalogue.Default()
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Parse("x.yaml", data, cat)
		if err != nil {
			if err.Error() == "" {
				t.Error("refused without a reason")
			}
			return
		}
		if !json.Valid(a.JSON()) {
			t.Error("what was read is no JSON")
		}
		if _, err := NewGuard(a, time.Date(2018, 12, 31, 0, 0, 0, 0, time.UTC)); err != nil && err.Error() == "" {
			t.Error("no guard, and no reason")
		}
	})
}
