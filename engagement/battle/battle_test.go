package battle

import (
	"testing"

	"scutum/scenario"
	"scutum/systems/catalogue"
)

// study expands a study under the published figures.
func study(t testing.TB, name string) *scenario.Setting {
	t.Helper()
	cat := catalogue.Default()
	f, err := scenario.Open(name, cat)
	if err != nil {
		t.Fatal(err)
	}
	set, err := scenario.Expand(f, cat, cat.Published())
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func ready(t testing.TB, set *scenario.Setting, o Options) *Battle {
	t.Helper()
	b, err := New(set, o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// log keeps what a run tells.
type log struct {
	events   []Event
	shots    []Shot
	outcomes []Outcome
	wants    bool
}

func (l *log) Wants() bool       { return l.wants }
func (l *log) Event(e Event)     { l.events = append(l.events, e) }
func (l *log) Shot(s Shot)       { l.shots = append(l.shots, s) }
func (l *log) Outcome(o Outcome) { l.outcomes = append(l.outcomes, o) }
func (l *log) clear()            { l.events, l.shots, l.outcomes = l.events[:0], l.shots[:0], l.outcomes[:0] }

func BenchmarkKinematicRun(b *testing.B) {
	w := ready(b, study(b, "europe-mixed"), Options{}).Worker()
	for i := range 50 {
		w.Run(uint64(i), nil)
	}
	b.ReportAllocs()
	n := uint64(0)
	for b.Loop() {
		n++
		w.Run(n%1000, nil)
	}
}
