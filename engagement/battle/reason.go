package battle

import (
	"fmt"
	"time"
)

// reason is why a missile is not engaged, or not any more.
type reason uint8

// The reasons, those first that tell most where several batteries have several.
const (
	noReason reason = iota
	refusedOrder
	magazineEmpty
	givenToOthers
	uncertain
	passed
	shotsSpent
	tooLate
	outsideSector
	againstRules
	noSight
	outOfReach
	belowMinimum
	noTrack
	noArc
	undefended
	invention
	disputed
	unwitnessed
	believedDead
	leftView
	reasons
)

// words are the reasons without the numbers of a case, as outcomes have them.
var words = [reasons]string{
	refusedOrder:  "the authority refused the order",
	magazineEmpty: "the magazine is empty but for the reserve",
	givenToOthers: "the interceptors left were given to other tracks",
	uncertain:     "the predicted meeting was too uncertain",
	passed:        "the latest launch had passed",
	shotsSpent:    "the doctrine allows no further shot",
	tooLate:       "the latest launch passed before commit",
	outsideSector: "it crosses no sector where it could be met",
	againstRules:  "the rules let no site engage its class",
	noSight:       "no admissible meeting: radar horizon",
	outOfReach:    "out of reach, even with a launch at its burnout",
	belowMinimum:  "no admissible meeting: never between the interceptor's altitude limits",
	noTrack:       "no sensor that may be used ever holds it",
	noArc:         "its track is on no arc that falls",
	undefended:    "falls on nobody's defended ground",
	invention:     "nobody reports it but a sensor that was named a liar",
	disputed:      "the radars that report it contradict each other",
	unwitnessed:   "too few report it of those that should see it",
	believedDead:  "a miss was taken for a kill",
	leftView:      "it left the view",
}

// whyNot says with numbers why target k is not engaged with the battery that
// the reason is about.
func (w *Worker) whyNot(k int) string {
	t := &w.targets[k]
	switch {
	case t.about < 0, t.why == undefended, t.why == leftView, t.why == invention, t.why == disputed, t.why == unwitnessed:
		return "not engaged: " + words[t.why]
	}
	battery, launched := t.about, w.launchOf(k)
	x := &w.b.batteries[battery]
	what := words[t.why]
	switch t.why {
	case magazineEmpty:
		what = fmt.Sprintf("magazine empty, %d in reserve", x.reserve)
	case givenToOthers:
		what = fmt.Sprintf("%d interceptors are left and given to tracks that threaten more", x.number-w.used[battery])
	case uncertain:
		what = w.whyUncertain(k, battery)
	case passed:
		last := w.latest(k, battery)
		if last < 0 {
			break // by the present estimate there never was one
		}
		what = fmt.Sprintf("latest launch %.0f s passed %.0f s ago", (last - launched).Seconds(), (w.clock - last).Seconds())
	case shotsSpent:
		what = fmt.Sprintf("%d of %d salvoes spent", t.salvoes, x.shots)
	case tooLate:
		last, commit := w.missed(k, battery)
		what = fmt.Sprintf("latest launch %.0f s passed %.0f s before commit", (last - launched).Seconds(), (commit - last).Seconds())
	case outOfReach:
		what = fmt.Sprintf("out of reach: needs %.2f km/s with a launch at its burnout, has %.2f", (w.excess(k, battery)+x.Speed)/1e3, x.Speed/1e3)
	}
	return fmt.Sprintf("not engaged by %s of %s: %s", x.kind.Name, x.name, what)
}

// launchOf is when target k was launched, as far as its command knows.
func (w *Worker) launchOf(k int) time.Duration {
	if t := &w.targets[k]; t.estimate == nil {
		return w.flown[t.missile].launch
	}
	return w.targets[k].estimate.launched
}

// missed returns the latest launch that a commit came too late for, with the
// commit.
func (w *Worker) missed(k, battery int) (last, commit time.Duration) {
	t := &w.targets[k]
	if t.estimate != nil {
		return w.estimatedMissed(k, battery)
	}
	x := w.table(int(t.missile), battery)
	q := x.problem(w.b.missiles[t.missile].burnout)
	launched := w.flown[t.missile].launch
	return launched + time.Duration(q.LatestLaunch(x.speed)*1e9), launched + x.commit
}
