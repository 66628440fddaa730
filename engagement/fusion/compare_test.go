package fusion

import (
	"testing"

	"scutum/internal/random"
)

// TestCompare: two centres with the same input have the same picture, whatever
// the order; and what one of them does not hear, or hears wrong, is found.
func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(r *Report) bool // in the second centre; false for a report that is lost
		want  map[DifferenceKind]int
	}{
		{"the same", func(*Report) bool { return true }, nil},
		{"an object not heard of", func(r *Report) bool { return r.Track != 2 }, map[DifferenceKind]int{Missing: 1}},
		{"a radar not heard of", func(r *Report) bool { return r.Source != 1 }, nil},
		{"an object carried off", func(r *Report) bool {
			if r.Track == 3 {
				r.State.X[0] += 20e3
			}
			return true
		}, map[DifferenceKind]int{Elsewhere: 1}},
		{"a faulty chip", func(r *Report) bool {
			if r.Track == 1 {
				r.State.X[1] += 300 // little, but of the same data
			}
			return true
		}, map[DifferenceKind]int{Elsewhere: 1}},
		{"two of a radar's tracks exchanged", func(r *Report) bool {
			if r.Source == 2 && r.Track <= 2 {
				r.Track = 3 - r.Track
			}
			return true
		}, map[DifferenceKind]int{Identity: 2}},
		{"nobody has confirmed", func(r *Report) bool {
			r.Confirmed = false
			return true
		}, map[DifferenceKind]int{Standing: 4}},
	} {
		w := newWorld(random.New(71, 0, "compare"), 4, 3, fall{})
		settings := Settings{Sources: sources(3), Motion: w.motion}
		first, second := New(settings), New(settings)
		for range 8 {
			w.step()
			for _, report := range w.reports() {
				check(first.Report(&report))
				if c.spoil(&report) {
					check(second.Report(&report))
				}
			}
			first.Tick(w.now)
			second.Tick(w.now)
		}
		for swapped := range 2 {
			a, b := first.Tracks(), second.Tracks()
			if swapped == 1 {
				a, b = b, a
			}
			got := map[DifferenceKind]int{}
			differences := Compare(a, b)
			for _, d := range differences {
				got[d.Kind]++
			}
			for kind := Missing; kind <= OtherTime; kind++ {
				if got[kind] != c.want[kind] {
					t.Errorf("%s: %d times %v, want %d: %v", c.name, got[kind], kind, c.want[kind], differences)
				}
			}
		}
		second.Tick(w.now + 1)
		if d := Compare(first.Tracks(), second.Tracks()); len(d) != 1 || d[0].Kind != OtherTime {
			t.Errorf("pictures of different times: %v", d)
		}
	}
	if d := Compare(nil, nil); len(d) != 0 {
		t.Error("empty pictures differ")
	}
}
