package hint

import (
	"errors"
	"fmt"
	"testing"
)

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

func TestDidYouMean(t *testing.T) {
	verbs := []string{"study", "flight", "reach"}
	if got := DidYouMean("flihgt", verbs); got != "did you mean flight?" {
		t.Error(got)
	}
	if got := DidYouMean("xyzzy", verbs); got != "" {
		t.Error(got)
	}
}
