package campaign

import (
	"math"
	"slices"
	"testing"
	"time"

	"scutum/engagement/battle"
)

// TestWithoutNumbers: reasons of one kind count together, names keep their
// digits.
func TestWithoutNumbers(t *testing.T) {
	for why, want := range map[string]string{
		"latest launch 412 s passed 9 s before commit": "latest launch … s passed … s before commit",
		"sm-3-ib: margin -0.25 km/s":                   "sm-3-ib: margin -… km/s",
		"needs 4.75 km/s, has 3.0":                     "needs … km/s, has …",
		"2 of 2 shots missed.":                         "… of … shots missed.",
		"an-tpy-2 saw it 1,200 km away":                "an-tpy-2 saw it … km away",
		"":                                             "",
	} {
		if got := withoutNumbers(why); got != want {
			t.Errorf("%q: %q, want %q", why, got, want)
		}
	}
}

// TestTallyOfKnownRuns: counts of runs whose fate is written down here.
func TestTallyOfKnownRuns(t *testing.T) {
	const s = time.Second
	killed := battle.Outcome{Missile: "a", Launched: 10 * s, Warned: 55 * s, Detected: 100 * s, Tracked: 110 * s, Committed: 140 * s, FirstDeparture: 141 * s, FirstMeeting: 300 * s, Killed: 300 * s, Impact: -1, Shots: 1}
	leaked := battle.Outcome{Missile: "b", Launched: 0, Warned: 45 * s, Detected: 90 * s, Tracked: 95 * s, Committed: -1, FirstDeparture: -1, FirstMeeting: -1, Killed: -1, Impact: 700 * s, Leaked: true, Why: "too late by 7 s"}
	runs := []Run{
		{Number: 0, Outcomes: []battle.Outcome{killed, leaked}, Shots: []battle.Shot{{Missile: "a", Site: "x", Outcome: "killed"}}},
		{Number: 1, Outcomes: []battle.Outcome{killed, leaked}, Shots: []battle.Shot{{Missile: "a", Site: "x", Outcome: "missed"}, {Missile: "a", Site: "x", Outcome: "killed"}}},
	}
	runs[0].Accused = []battle.Accusation{{Party: "NATO", Sensor: "x", Reason: "biased", Time: 3 * s}}
	runs[1].Accused = []battle.Accusation{{Party: "NATO", Sensor: "y", Reason: "invents"}, {Party: "NATO", Sensor: "x", Reason: "biased", TakenBack: true}}
	tally := Tell(runs, 9, []string{"b", "a"})
	if tally.Missiles[0].Name != "b" || tally.Missiles[1].Name != "a" {
		t.Errorf("missiles are not in the raid's order: %v", tally.Missiles)
	}
	if got := tally.Reached(); got != [Stages]int{4, 4, 4, 2, 2, 2} {
		t.Errorf("reached %v", got)
	}
	losses := tally.Losses()
	if len(losses) != 1 || losses[0] != (LossCount{Loss{Tracked, "too late by … s"}, 2}) {
		t.Errorf("losses %v", losses)
	}
	if tally.Leakers.Sum != 2 || tally.Kills.Sum != 2 || tally.Shots.Sum != 3 || tally.Detections != 9 {
		t.Errorf("%+v", tally)
	}
	if median, _, _ := tally.FirstMeeting.Median(); Seconds(median) != 300 {
		t.Errorf("first meeting of the run at %v s", Seconds(median))
	}
	if median, _, _ := tally.Missiles[1].Meeting.Median(); Seconds(median) != 290 {
		t.Errorf("first meeting of the missile at %v s after its launch", Seconds(median))
	}
	if run, ok := tally.MedianRun(); !ok || run != 0 {
		t.Errorf("median run %d", run)
	}
	if outcomes := tally.Outcomes(); len(outcomes) != 2 || outcomes[0] != (OutcomeCount{"killed", 2}) {
		t.Errorf("%v", outcomes)
	}
	if got := tally.Accused(); !slices.Equal(got, []AccusedTally{{"NATO", "x", "biased", 2, 1}, {"NATO", "y", "invents", 1, 0}}) {
		t.Errorf("accused %+v", got)
	}
	if len(tally.Sites) != 1 || tally.Sites[0].Shots != 3 || tally.Sites[0].Kills != 2 {
		t.Errorf("%v", tally.Sites)
	}
}

// TestTallyFindsTheTruth: the fake battle's known chances lie in the intervals.
func TestTallyFindsTheTruth(t *testing.T) {
	m := campaignOf(t, Options{Runs: 3000, Workers: 2})
	killedEach := 0.9 * (1 - 0.3*0.3)
	if e := m.tally.Kills.Mean(fakeMissiles); math.Abs(e.Value-11*killedEach) > 3*e.HalfWidth() {
		t.Errorf("kills %v, want %v", e, 11*killedEach)
	}
	engaged := Share(m.tally.Missiles[0].Reached[Engaged], m.tally.Missiles[0].Runs)
	if math.Abs(engaged.Value-0.9) > 3*engaged.HalfWidth() {
		t.Errorf("engaged %v, want 0.9", engaged)
	}
	if run, _ := m.tally.MedianRun(); run > 30 {
		t.Errorf("the first run with the median number of leakers is %d", run)
	}
}
