package battle

import (
	"testing"
	"time"

	"scutum/scenario"
)

// everyWay fights the cooperation study's raid under every sharing and command.
func everyWay(t *testing.T, set *scenario.Setting, runs int, do func(b *Battle, o Options, l *log, accounts []Account)) {
	t.Helper()
	var l log
	for _, command := range scenario.Commands {
		for _, sharing := range scenario.Sharings {
			o := Options{Sharing: sharing, Command: command}
			b := ready(t, set, o)
			w := b.Worker()
			for run := range uint64(runs) {
				l.clear()
				w.Run(run, &l)
				do(b, o, &l, w.Accounts())
			}
		}
	}
}

// TestWhoShootsAtWhat: every shot keeps to its command: independent parties
// shoot at what threatens the ground they defend, sectors at what crosses them,
// there, or falls in them; under a common plan nothing is shot at by two.
func TestWhoShootsAtWhat(t *testing.T) {
	set := study(t, "cooperation")
	shots := map[Options]int{}
	everyWay(t, set, 20, func(b *Battle, o Options, l *log, _ []Account) {
		target := map[string]*missile{}
		worths := map[string]int{}
		for i := range b.missiles {
			target[b.missiles[i].Name], worths[b.missiles[i].Name] = &b.missiles[i], i
		}
		for _, s := range l.shots {
			shots[o]++
			party := 0
			if s.Party == b.sides[1].Name {
				party = 1
			}
			to := target[s.Missile].To.Place
			switch o.Command {
			case scenario.Independent:
				if !b.worth[worths[s.Missile]*len(b.commands)+b.commandOf(party)].engaged {
					t.Errorf("%+v: %+v", o, s)
				}
			case scenario.SectorsByTrack:
				if b.owner(s.MeetingLatDeg, s.MeetingLonDeg) != party {
					t.Errorf("%+v: %+v, in the sector of %d", o, s, b.owner(s.MeetingLatDeg, s.MeetingLonDeg))
				}
			case scenario.SectorsByImpact:
				if b.owner(to.LatDeg(), to.LonDeg()) != party {
					t.Errorf("%+v: %+v", o, s)
				}
			}
		}
		for _, x := range l.outcomes {
			if o.Sharing == scenario.SharePlanning && x.Doubled > 0 {
				t.Errorf("%+v: %+v", o, x)
			}
		}
	})
	for o, n := range shots {
		if n == 0 {
			t.Errorf("%+v: nobody ever shoots", o)
		}
	}
}

// TestDoubleShots: two parties that engage everything on the same tracks, each
// by its own plan, shoot at the same missiles; a common plan does not.
func TestDoubleShots(t *testing.T) {
	set := study(t, "cooperation")
	set.Doctrine.Undefended = true
	doubled := map[scenario.Sharing]int{}
	everyWay(t, set, 20, func(_ *Battle, o Options, l *log, _ []Account) {
		for _, x := range l.outcomes {
			if o.Command == scenario.Independent {
				doubled[o.Sharing] += x.Doubled
			}
		}
	})
	if doubled[scenario.ShareTracks] == 0 || doubled[scenario.SharePlanning] != 0 {
		t.Errorf("double shots by sharing: %v", doubled)
	}
}

// TestSharingTellsEarlier: with more sharing no party is warned, has a track or
// may commit later, and somebody earlier at each level that adds something.
func TestSharingTellsEarlier(t *testing.T) {
	set := study(t, "cooperation")
	sooner := map[scenario.Sharing]int{}
	var before *Battle
	for _, sharing := range scenario.Sharings {
		b := ready(t, set, Options{Sharing: sharing})
		if before != nil {
			for k := range b.sights {
				x, y := &b.sights[k], &before.sights[k]
				for _, p := range [...][2]time.Duration{{x.warned, y.warned}, {x.tracked, y.tracked}, {x.commit, y.commit}} {
					if y := p[1]; y >= 0 && (p[0] < 0 || p[0] > y) {
						t.Errorf("%v: sight %d at %v, before %v", sharing, k, p[0], y)
					}
					if p[0] >= 0 && (p[1] < 0 || p[0] < p[1]) {
						sooner[sharing]++
					}
				}
			}
		}
		before = b
	}
	if sooner[scenario.ShareWarning] == 0 || sooner[scenario.ShareTracks] == 0 {
		t.Errorf("what comes sooner, by sharing: %v", sooner)
	}
}

// TestRevealed: who shares nothing reveals nothing; launch reports, then tracks,
// then plans are counted as they are shared, and not otherwise.
func TestRevealed(t *testing.T) {
	set := study(t, "cooperation")
	everyWay(t, set, 3, func(b *Battle, o Options, l *log, accounts []Account) {
		shots := map[string]int{}
		for _, s := range l.shots {
			shots[s.Party]++
		}
		for j, a := range accounts {
			reports, plans, tracks := 0, 0, time.Duration(0)
			if o.Sharing >= scenario.ShareWarning && a.Party == "NATO" {
				reports = len(b.missiles) // each is reported before anybody can have killed it
			}
			if o.Sharing >= scenario.SharePlanning {
				plans = shots[a.Party]
			}
			for _, d := range a.Revealed.TrackTime {
				tracks += d
			}
			if r := a.Revealed; r.LaunchReports != reports || r.Plans != plans || (tracks > 0) != (o.Sharing >= scenario.ShareTracks) {
				t.Errorf("%+v: %s revealed %+v; want %d reports, %d plans", o, a.Party, r, reports, plans)
			}
			for i := range a.Warned {
				s := &b.sights[i*len(b.sides)+j]
				if a.Warned[i] >= 0 != (s.warned >= 0) || a.Tracked[i] >= 0 && a.Tracked[i]-s.tracked != a.Warned[i]-s.warned && a.Warned[i] >= 0 {
					t.Errorf("%+v: %s: warned %v, tracked %v", o, a.Party, a.Warned[i], a.Tracked[i])
				}
			}
		}
	})
}

// TestOneParty: a party for itself gives and is given nothing, whatever the
// sharing.
func TestOneParty(t *testing.T) {
	set := study(t, "europe-mixed")
	var one, shared log
	ready(t, set, Options{}).Worker().Run(5, &one)
	w := ready(t, set, Options{Sharing: scenario.SharePlanning}).Worker()
	w.Run(5, &shared)
	if len(one.shots) != len(shared.shots) || one.outcomes[0] != shared.outcomes[0] {
		t.Error("sharing with nobody changes something")
	}
	if r := w.Accounts()[0].Revealed; r.LaunchReports != 0 || r.Plans != 0 {
		t.Errorf("revealed to nobody: %+v", r)
	}
}
