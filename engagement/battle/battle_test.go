package battle

import (
	"fmt"
	"testing"
	"time"

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

// BenchmarkFullRun is the same with radars, trackers and fusion.
func BenchmarkFullRun(b *testing.B) {
	w := ready(b, study(b, "europe-mixed"), Options{Fidelity: Full}).Worker()
	for i := range 5 {
		w.Run(uint64(i), nil)
	}
	b.ReportAllocs()
	n, before := uint64(0), w.Detections()
	for b.Loop() {
		n++
		w.Run(n%1000, nil)
	}
	b.ReportMetric(float64(w.Detections()-before)/float64(n), "detections")
}

// BenchmarkObjects multiplies the raid and the magazines, to show how cost grows
// with objects; and the raid alone, where interceptors have to be allotted.
func BenchmarkObjects(b *testing.B) {
	for _, f := range []Fidelity{Kinematic, Full} {
		for _, c := range []struct {
			name             string
			times, magazines int
		}{{"ample", 1, 1}, {"ample", 8, 8}, {"ample", 83, 83}, {"scarce", 83, 1}} {
			set := multiplied(study(b, "europe-mixed"), c.times)
			for i := range set.Shields[0].Sites {
				for j := range set.Shields[0].Sites[i].Batteries {
					set.Shields[0].Sites[i].Batteries[j].Number *= c.magazines
				}
			}
			n := len(set.Raid.Missiles)
			b.Run(fmt.Sprintf("%v/%s/%d", f, c.name, n), func(b *testing.B) {
				w := ready(b, set, Options{Fidelity: f}).Worker()
				w.Run(0, nil)
				run, before := uint64(0), w.Detections()
				for b.Loop() {
					run++
					w.Run(run%100, nil)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(run)/float64(n), "ns/object")
				b.ReportMetric(float64(w.Detections()-before)/float64(run), "detections")
			})
		}
	}
}

// multiplied launches every missile of a raid so many times, evenly over ten
// minutes.
func multiplied(set *scenario.Setting, times int) *scenario.Setting {
	var all []scenario.RaidMissile
	for _, m := range set.Raid.Missiles {
		for i := range times {
			x := m
			x.Name = fmt.Sprintf("%s no %d", m.Name, i+1)
			x.Launch += time.Duration(i) * 10 * time.Minute / time.Duration(times)
			all = append(all, x)
		}
	}
	set.Raid.Missiles = all
	return set
}
