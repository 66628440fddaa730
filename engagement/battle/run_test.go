package battle

import (
	"reflect"
	"testing"
	"time"
)

// TestRunsAreIndependent: a run gives the same whatever its worker ran before,
// and the same shots and outcomes whether events are wanted or not; other runs
// and other seeds give others.
func TestRunsAreIndependent(t *testing.T) {
	runsAreIndependent(t, Kinematic, 30)
	runsAreIndependent(t, Full, 6)
}

func runsAreIndependent(t *testing.T, f Fidelity, runs int) {
	t.Helper()
	set := study(t, "europe-mixed")
	o := Options{Fidelity: f}
	b := ready(t, set, o)
	used := b.Worker()
	different := 0
	var before log
	for run := range uint64(runs) {
		fresh, worn, silent := log{wants: true}, log{wants: true}, log{}
		b.Worker().Run(run, &fresh)
		used.Run(run, &worn)
		used.Run(run, &silent)
		if !reflect.DeepEqual(fresh, worn) {
			t.Fatalf("run %d depends on the runs before it", run)
		}
		if len(silent.events) > 0 || !reflect.DeepEqual(silent.shots, fresh.shots) || !reflect.DeepEqual(silent.outcomes, fresh.outcomes) {
			t.Fatalf("run %d depends on whether events are wanted", run)
		}
		if !reflect.DeepEqual(fresh.outcomes, before.outcomes) {
			different++
		}
		before = fresh
	}
	if different < runs {
		t.Errorf("only %d of %d runs differ from the one before", different, runs)
	}
	set.Seed++
	var other log
	ready(t, set, o).Worker().Run(uint64(runs-1), &other)
	if reflect.DeepEqual(other.outcomes, before.outcomes) {
		t.Error("the seed changes nothing")
	}
}

// TestClock: a battle that is driven in ticks of 0.1 s for 100 hours gives the
// same events as one that is run at once, and its clock ends where it should
// to the nanosecond.
func TestClock(t *testing.T) {
	clock(t, Kinematic)
	clock(t, Full)
}

func clock(t *testing.T, f Fidelity) {
	t.Helper()
	set := study(t, "europe-mixed")
	// A second wave two days later.
	for _, m := range set.Raid.Missiles {
		m.Name += " of the second wave"
		m.Launch += 50 * time.Hour
		set.Raid.Missiles = append(set.Raid.Missiles, m)
	}
	b := ready(t, set, Options{Fidelity: f})
	var once, ticks log
	once.wants, ticks.wants = true, true
	b.Worker().Run(3, &once)
	w := b.Worker()
	w.Begin(3, &ticks)
	const tick = 100 * time.Millisecond
	n := 0
	for ; w.Now() < 100*time.Hour; n++ {
		w.Step(w.Now() + tick)
	}
	if w.Now() != 100*time.Hour || n != 3_600_000 || !w.Done() {
		t.Errorf("after %d ticks the clock is at %v, %v off", n, w.Now(), w.Now()-100*time.Hour)
	}
	if !reflect.DeepEqual(once, ticks) {
		t.Error("ticks change what happens")
	}
	if last := once.events[len(once.events)-1].Time; last < 50*time.Hour {
		t.Errorf("the last event is at %v", last)
	}
}

// TestEventsAreInOrder: events come in the order of their times, a missile's
// chain in its own order, every shot is told once with an outcome, and the
// shots of outcomes and rows are the same number.
func TestEventsAreInOrder(t *testing.T) {
	set := study(t, "europe-mixed")
	w := ready(t, set, Options{}).Worker()
	for run := range uint64(100) {
		l := log{wants: true}
		w.Run(run, &l)
		last := time.Duration(0)
		ordered, departed, fallen := 0, 0, map[string]bool{}
		for _, e := range l.events {
			if e.Time < last {
				t.Fatalf("run %d: %v after %v", run, e, last)
			}
			last = e.Time
			if fallen[e.Missile] && e.Kind != Assessed && e.Kind != Missed {
				t.Fatalf("run %d: %+v after the impact", run, e)
			}
			switch e.Kind {
			case Ordered:
				ordered++
			case Departed:
				departed++
			case Impacted:
				fallen[e.Missile] = true
			}
			if e.Why == "" {
				t.Fatalf("run %d: %+v does not say why", run, e)
			}
		}
		if len(l.outcomes) != len(set.Raid.Missiles) || ordered != len(l.shots) || departed != ordered {
			t.Fatalf("run %d: %d outcomes, %d orders, %d departures, %d rows of shots", run, len(l.outcomes), ordered, departed, len(l.shots))
		}
		shots := map[string]int{}
		for _, s := range l.shots {
			shots[s.Missile]++
			if s.Outcome == "" || s.Departed < s.Ordered || s.Meeting <= s.Departed || s.MarginKmS < 0 || s.LatestLaunch < s.Departed || s.MeetingKm < 90 {
				t.Fatalf("run %d: %+v", run, s)
			}
		}
		for i, o := range l.outcomes {
			if o.Missile != set.Raid.Missiles[i].Name || o.Shots != shots[o.Missile] || (o.Killed >= 0) == o.Leaked || o.Leaked != (o.Impact >= 0) || o.Leaked != (o.Why != "") {
				t.Fatalf("run %d: %+v", run, o)
			}
			chain := [...]time.Duration{o.Launched, o.Warned, o.Tracked, o.Committed, o.FirstDeparture, o.FirstMeeting}
			for k := 1; k < len(chain); k++ {
				if chain[k] >= 0 && chain[k] < chain[k-1] {
					t.Fatalf("run %d: %+v", run, o)
				}
			}
		}
	}
}

// TestRunAllocatesNothing: memory does not grow with the number of runs.
func TestRunAllocatesNothing(t *testing.T) {
	w := ready(t, study(t, "europe-mixed"), Options{}).Worker()
	for run := range uint64(500) {
		w.Run(run, nil)
	}
	run := uint64(0)
	if n := testing.AllocsPerRun(400, func() { w.Run(run, nil); run++ }); n > 0.1 {
		t.Errorf("%g allocations a run", n)
	}
}

// TestNothingToFight: what is missing is said.
func TestNothingToFight(t *testing.T) {
	set := study(t, "epaa-3")
	if _, err := New(set, Options{}); err == nil {
		t.Error("a battle without a raid")
	}
	set = study(t, "europe-mixed")
	set.Shields = nil
	if _, err := New(set, Options{}); err == nil {
		t.Error("a battle without a shield")
	}
	set = study(t, "europe-mixed")
	set.Raid.Missiles[0].To = set.Raid.Missiles[0].From
	if _, err := New(set, Options{}); err == nil {
		t.Error("a missile from a place to itself")
	}
	for _, f := range []Fidelity{Kinematic, Full} {
		if got, err := FidelityByName(f.String()); err != nil || got != f {
			t.Errorf("%v: %v, %v", f, got, err)
		}
	}
	if _, err := FidelityByName("half"); err == nil {
		t.Error("half is a fidelity")
	}
}
