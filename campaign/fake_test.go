package campaign

import (
	"errors"
	"fmt"
	"time"

	"scutum/engagement/battle"
	"scutum/internal/random"
)

// fake is a battle whose runs are drawn, not fought: what it gives depends on
// the run's number alone.
type fake struct {
	seed       uint64
	fail       int // the run that fails, 0 for none
	detections int
}

const fakeMissiles = 12

var errFake = errors.New("the fake battle fails")

func newFake() Runner { return &fake{seed: 1} }

func (f *fake) Detections() int { return f.detections }

func (f *fake) Run(run uint64, r battle.Recorder) error {
	if f.fail > 0 && run == uint64(f.fail) {
		return errFake
	}
	for m := range fakeMissiles {
		f.missile(random.New(f.seed, run, fmt.Sprint(m), "fake"), m, r)
	}
	if to, wants := r.(battle.Accuser); wants && run%5 == 0 {
		to.Accuse(battle.Accusation{Party: "NATO", Sensor: "Kurecik", Reason: "biased", Time: 300 * time.Second, TakenBack: run%10 == 0})
	}
	f.detections += 100 + int(run%7)
	return nil
}

func (f *fake) missile(s random.Stream, m int, r battle.Recorder) {
	seconds := func(x float64) time.Duration { return time.Duration(x * float64(time.Second)) }
	name, class := fmt.Sprintf("mrbm-%d", m+1), "mrbm"
	launch := seconds(float64(m) * 4)
	event := func(kind battle.Kind, at time.Duration, why string) {
		if r.Wants() {
			r.Event(battle.Event{Time: at, Kind: kind, Party: "NATO", Missile: name, Track: m + 1, Site: "Deveselu", Sensor: "Kurecik, \"TPY-2\"", Why: why})
		}
	}
	o := battle.Outcome{Missile: name, Class: class, Launched: launch, Warned: launch + seconds(45), Detected: -1, Tracked: -1, Committed: -1,
		FirstDeparture: -1, FirstMeeting: -1, Killed: -1, Impact: launch + seconds(700), Leaked: true}
	event(battle.Launched, launch, "")
	defer func() { r.Outcome(o) }()
	if m == 11 {
		o.Lost, o.Why = battle.Detected, "no radar that may be used saw it before 412.5 s"
		event(battle.Impacted, o.Impact, o.Why)
		return
	}
	o.Detected = launch + seconds(150+10*s.Float64())
	o.Tracked, o.Committed = o.Detected+seconds(4), o.Detected+seconds(34)
	if s.Float64() < 0.1 {
		o.Lost, o.Why = battle.NotEngaged, fmt.Sprintf("latest launch %d s passed %d s before commit of sm-3-ib", s.Whole(200, 300), s.Whole(1, 20))
		return
	}
	o.FirstDeparture, o.FirstMeeting = o.Committed+seconds(5), o.Committed+seconds(160+20*s.Float64())
	for salvo := 1; salvo <= 2; salvo++ {
		meeting := o.FirstMeeting + seconds(60*float64(salvo-1))
		shot := battle.Shot{Party: "NATO", Missile: name, Class: class, Track: m + 1, Site: "Deveselu", Interceptor: "sm-3-ib", Salvo: salvo, Ordered: o.FirstDeparture, Departed: o.FirstDeparture,
			Meeting: meeting, MeetingLatDeg: 40 + s.Float64(), MeetingLonDeg: -30 - s.Float64(), MeetingKm: 200 + 100*s.Float64(), RequiredKmS: 2.5, MarginKmS: -0.25, LatestLaunch: -1, Outcome: "missed"}
		o.Shots++
		if s.Float64() < 0.7 {
			shot.Outcome, shot.AssessedKilled = "killed", true
			o.Killed, o.Impact, o.Leaked = meeting, -1, false
		}
		r.Shot(shot)
		if o.Killed >= 0 {
			event(battle.Killed, meeting, "")
			return
		}
	}
	o.Lost, o.Why = battle.Missed, "2 of 2 shots missed"
}
