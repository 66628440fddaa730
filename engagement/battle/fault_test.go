package battle

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"scutum/engagement/fusion"
	"scutum/internal/hint"
	"scutum/scenario"
)

// kept is a log that keeps accusations too.
type kept struct {
	log
	accused []Accusation
}

func (k *kept) Accuse(a Accusation) { k.accused = append(k.accused, a) }

// TestFaults: in a volume that 2f+1 radars see, f that lie are named and nobody
// else is, whatever they do and whenever they begin; nothing is shot at what
// they invent, and the missiles are killed all the same.
func TestFaults(t *testing.T) {
	one := func(kind scenario.FaultKind, sensor string, from time.Duration) scenario.Fault {
		return scenario.Fault{Sensor: sensor, Kind: kind, From: from, Sigma: 6, Delay: 30 * time.Second, Tracks: map[bool]int{true: 2}[kind == scenario.Inventing]}
	}
	for _, from := range []time.Duration{0, 300 * time.Second} {
		for kind := scenario.Biased; kind <= scenario.Inventing; kind++ {
			faulty(t, 3, one(kind, "radar-1", from))
			faulty(t, 5, one(kind, "radar-2", from), one((kind+1)%4, "radar-5", from))
		}
	}
}

// faulty fights some runs with so many radars and some faults.
func faulty(t *testing.T, radars int, faults ...scenario.Fault) {
	t.Helper()
	set := watched(radars)
	set.Raid.Faults = faults
	w := ready(t, set, Options{Fidelity: Full}).Worker()
	const runs = 4
	killed, named, reasons := 0, 0, map[string]int{}
	for run := range uint64(runs) {
		l := kept{log: log{wants: true}}
		w.Run(run, &l)
		for _, f := range faults {
			for _, a := range l.accused {
				if a.Sensor == f.Sensor && !a.TakenBack && a.Time >= f.From {
					named++
					reasons[a.Reason]++
				}
			}
		}
		if len(l.accused) > len(faults) {
			t.Errorf("%v: accused %+v", faults, l.accused)
		}
		for _, s := range l.shots {
			if s.Missile == "" {
				t.Errorf("%v: run %d: a shot at nothing: %+v", faults, run, s)
			}
		}
		for _, o := range l.outcomes {
			if !o.Leaked {
				killed++
			}
		}
	}
	t.Logf("%d radars, %s from %v and %d more: %d of %d named %v, %d of %d killed", radars, faults[0].Kind, faults[0].From, len(faults)-1, named, runs*len(faults), reasons, killed, 4*runs)
	if named < runs*len(faults) || killed < 4*runs-1 {
		t.Errorf("%v: %d of %d named, %d of %d killed", faults, named, runs*len(faults), killed, 4*runs)
	}
}

// TestNothingIsShotInDoubt: what only one of three radars reports, and the others
// should see, is never confirmed, not even in the seconds in which the others
// could not have a track yet; it is not engaged, and the log says why.
func TestNothingIsShotInDoubt(t *testing.T) {
	set := watched(3)
	set.Doctrine.Undefended = true
	set.Raid.Faults = []scenario.Fault{{Sensor: "radar-1", Kind: scenario.Inventing, Tracks: 3}}
	w := ready(t, set, Options{Fidelity: Full}).Worker()
	why := 0
	for run := range uint64(6) {
		l := kept{log: log{wants: true}}
		w.Begin(run, &l)
		for !w.Done() {
			w.Step(w.Now() + 5*time.Second)
			c := &w.network.centres[0]
			for _, x := range c.contacts {
				if x.origin < 0 && x.track >= 0 && x.track < len(c.Tracks()) && c.Tracks()[x.track].Marks&fusion.Confirmed != 0 {
					t.Errorf("run %d: at %v what is invented is confirmed", run, w.Now())
				}
			}
		}
		for _, e := range l.events {
			if e.Kind == NotEngaged && e.Missile == "" && (strings.Contains(e.Why, words[invention]) || strings.Contains(e.Why, words[unwitnessed])) {
				why++
			}
		}
		for _, s := range l.shots {
			if s.Missile == "" {
				t.Errorf("run %d: %+v", run, s)
			}
		}
	}
	if why == 0 {
		t.Error("nobody says why what is invented is not engaged")
	}
}

// TestFaultsAreRepeated: a run with faults is the same whatever its worker ran
// before.
func TestFaultsAreRepeated(t *testing.T) {
	set := watched(5)
	set.Raid.Faults = []scenario.Fault{{Sensor: "radar-1", Kind: scenario.Inventing, Tracks: 2}, {Sensor: "radar-2", Kind: scenario.Replayed, Delay: time.Minute}}
	b := ready(t, set, Options{Fidelity: Full})
	used := b.Worker()
	for run := range uint64(3) {
		fresh, worn := kept{log: log{wants: true}}, kept{log: log{wants: true}}
		b.Worker().Run(run, &fresh)
		used.Run(run, &worn)
		if !reflect.DeepEqual(fresh, worn) {
			t.Fatalf("run %d depends on the runs before it", run)
		}
	}
}

// TestFaultsNeedFull: a perfect picture cannot lie, and a radar that takes no
// part cannot either; both are said.
func TestFaultsNeedFull(t *testing.T) {
	set := watched(3)
	set.Raid.Faults = []scenario.Fault{{Sensor: "radar-1", Kind: scenario.Frozen}}
	if _, err := New(set, Options{}); err == nil || !strings.Contains(hint.Of(err), "--fidelity full") {
		t.Errorf("%v", err)
	}
	set.Raid.Faults[0].Sensor = "radar-9"
	if _, err := New(set, Options{Fidelity: Full}); err == nil || !strings.Contains(err.Error(), "radar-9") {
		t.Errorf("%v", err)
	}
}

// TestDisputeHoldsFire: of three radars two are biased a little, each its own way, so that
// no two agree: nobody can say where the missile is, nothing is shot while that
// is so, and the log says why.
func TestDisputeHoldsFire(t *testing.T) {
	set := watched(3)
	for i := range 2 {
		set.Raid.Faults = append(set.Raid.Faults, scenario.Fault{Sensor: set.Shields[0].Radars[i].Name, Kind: scenario.Biased, Sigma: 3})
	}
	w := ready(t, set, Options{Fidelity: Full}).Worker()
	held := 0
	for run := range uint64(4) {
		l := kept{log: log{wants: true}}
		w.Begin(run, &l)
		for len(w.queue.heap) > 0 {
			before := len(w.shots)
			w.Step(w.queue.heap[0].at)
			for i := range w.shots[before:] {
				if e := w.targets[w.shots[before+i].target].estimate; e.doubt != noReason {
					t.Errorf("run %d: at %v a shot although %s", run, w.Now(), words[e.doubt])
				}
			}
		}
		for _, e := range l.events {
			if e.Kind == NotEngaged && strings.Contains(e.Why, words[disputed]) {
				held++
			}
		}
	}
	if held == 0 {
		t.Error("nobody says that radars contradict each other")
	}
}
