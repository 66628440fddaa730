package battle

import (
	"testing"
	"time"

	"scutum/physics/earth"
)

// TestLaunchReportsAreMatched: of two launches 8 s apart from places 25 km
// apart, whose reports are 5 km and 3 degrees off, each track has its own
// report in nine looks of ten, and in none do two have the same. Raids of the
// studies, whose missiles leave by volleys from the same place, are told for
// comparison: there a report that is taken for another's says the same.
func TestLaunchReportsAreMatched(t *testing.T) {
	set := small(2, 10, 1)
	for i := range set.Raid.Missiles {
		set.Raid.Missiles[i].Class.MaxRange = 4000e3
	}
	set.Raid.Missiles[1].Launch = 8 * time.Second
	set.Raid.Missiles[1].From.Place = earth.Degrees(32.85, 51.55)
	right, wrong, none := matches(t, ready(t, set, Options{Fidelity: Full}).Worker(), 40)
	t.Logf("two launches: %d right, %d wrong, %d without", right, wrong, none)
	if all := right + wrong + none; all < 100 || right < all*9/10 {
		t.Errorf("two launches: %d right, %d wrong, %d without", right, wrong, none)
	}
	for _, name := range []string{"europe-mixed", "cooperation"} {
		right, wrong, none := matches(t, ready(t, study(t, name), Options{Fidelity: Full}).Worker(), 6)
		t.Logf("%s: %d right, %d wrong, %d without", name, right, wrong, none)
		if right < 3*wrong || right < 10*none {
			t.Errorf("%s: %d right, %d wrong, %d without", name, right, wrong, none)
		}
	}
}

// matches counts, every 20 s of some runs, the tracks of missiles that have
// their own launch report, another's, or none although theirs has come.
func matches(t *testing.T, w *Worker, runs int) (right, wrong, none int) {
	n, sides := w.network, len(w.b.sides)
	for run := range uint64(runs) {
		w.Begin(run, nil)
		for !w.Done() {
			w.Step(w.Now() + 20*time.Second)
			for k := range w.targets {
				e, c := w.targets[k].estimate, &n.centres[w.targets[k].command]
				if e.contact < 0 || !e.sound || w.targets[k].state == closed {
					continue
				}
				x, side := &c.contacts[e.contact], w.b.commands[w.targets[k].command].sides[0]
				if x.report >= 0 && c.taken[x.report].contact != e.contact {
					t.Fatalf("run %d: report %d is track %d's and track %d's", run, x.report, c.taken[x.report].contact, e.contact)
				}
				switch {
				case x.origin < 0:
				case x.report == x.origin:
					right++
				case x.report >= 0:
					wrong++
				case n.reports[x.origin*sides+side].at >= 0 && n.reports[x.origin*sides+side].at <= w.Now():
					none++
				}
			}
		}
	}
	return right, wrong, none
}

// TestWrongReportIsNotTaken: a report of another place or time is no track's,
// and the track's class and launch are guessed without; nor is one that has not
// come yet.
func TestWrongReportIsNotTaken(t *testing.T) {
	for name, falsify := range map[string]func(r *report){
		"true": func(*report) {},
		"far":  func(r *report) { r.At = earth.Degrees(36, 51.67) },
		"late": func(r *report) { r.Launched += 90 * time.Second },
		"turned": func(r *report) {
			r.Azimuth -= 0.6
		},
	} {
		set := small(1, 10, 1)
		set.Raid.Missiles[0].Class.MaxRange = 4000e3
		w := ready(t, set, Options{Fidelity: Full}).Worker()
		for run := range uint64(5) {
			w.Begin(run, nil)
			w.Step(10 * time.Second) // it is drawn at the launch, and comes 45 s after it
			falsify(&w.network.reports[0])
			for !w.Done() {
				w.Step(w.Now() + 10*time.Second)
				for k := range w.targets {
					e := w.targets[k].estimate
					if e.contact < 0 || !e.sound {
						continue
					}
					if got := w.network.centres[0].contacts[e.contact].report; (got >= 0) != (name == "true") {
						t.Fatalf("%s: at %v the track has report %d", name, w.Now(), got)
					}
					if e.class < 0 || e.launched.Abs() > 40*time.Second {
						t.Errorf("%s: taken for class %d, launched at %v", name, e.class, e.launched)
					}
				}
			}
		}
	}
}
