package hint

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestNearest(t *testing.T) {
	verbs := []string{"study", "flight", "reach", "footprint", "validate", "geodesic"}
	for _, c := range []struct{ word, want string }{
		{"studdy", "study"}, {"flihgt", "flight"}, {"REACH", "reach"}, {"foot-print", "footprint"},
		{"validat", "validate"}, {"xyzzy", ""}, {"", ""}, {"sty", ""},
	} {
		if got, _ := Nearest(c.word, verbs); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

func TestEditsIsADistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-d]{0,6}`)
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		ab := edits(a, b)
		if ab != edits(b, a) || (ab == 0) != (a == b) || ab > max(len(a), len(b)) {
			t.Fatalf("edits(%q, %q) = %d", a, b, ab)
		}
	})
}

func TestOfLooksThroughWrapping(t *testing.T) {
	inner := New("take the other one", "no %s", "luck")
	outer := fmt.Errorf("reading: %w", inner)
	if Of(outer) != "take the other one" || outer.Error() != "reading: no luck" {
		t.Errorf("Of(%v) = %q", outer, Of(outer))
	}
	if Of(errors.New("plain")) != "" || Of(nil) != "" || Of(New("", "bare")) != "" {
		t.Error("advice out of nothing")
	}
}
