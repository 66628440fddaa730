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
	passed
	shotsSpent
	tooLate
	outsideSector
	againstRules
	noSight
	outOfReach
	belowMinimum
	noTrack
	undefended
	believedDead
	leftView
	reasons
)

// words are the reasons without the numbers of a case, as outcomes have them.
var words = [reasons]string{
	refusedOrder:  "the authority refused the order",
	magazineEmpty: "the magazine is empty but for the reserve",
	givenToOthers: "the interceptors left were given to other tracks",
	passed:        "the latest launch had passed",
	shotsSpent:    "the doctrine allows no further shot",
	tooLate:       "the latest launch passed before commit",
	outsideSector: "it crosses no sector where it could be met",
	againstRules:  "the rules let no site engage its class",
	noSight:       "no admissible meeting: radar horizon",
	outOfReach:    "out of reach, even with a launch at its burnout",
	belowMinimum:  "no admissible meeting: never between the interceptor's altitude limits",
	noTrack:       "no sensor that may be used ever holds it",
	undefended:    "falls on nobody's defended ground",
	believedDead:  "a miss was taken for a kill",
	leftView:      "it left the view",
}

// whyNot says with numbers why command c does not engage missile i with the
// battery that the reason is about.
func (w *Worker) whyNot(why reason, i, battery int) string {
	if battery < 0 {
		if why == undefended {
			share := w.b.worth[i*len(w.b.commands)].Share
			return fmt.Sprintf("not engaged: falls on nobody's defended ground: on defended ground with probability %.2f", share)
		}
		return "not engaged: " + words[why]
	}
	x, t := &w.b.batteries[battery], w.table(i, battery)
	after := func(d time.Duration) float64 { return d.Seconds() }
	now := w.clock - w.flown[i].launch
	what := words[why]
	switch why {
	case magazineEmpty:
		what = fmt.Sprintf("magazine empty, %d in reserve", x.reserve)
	case givenToOthers:
		what = fmt.Sprintf("%d interceptors are left and given to tracks that threaten more", x.number-w.used[battery])
	case passed:
		last := w.memo(i, battery).lastLaunch(t)
		what = fmt.Sprintf("latest launch %.0f s passed %.0f s ago", after(last), after(now-last))
	case shotsSpent:
		what = fmt.Sprintf("%d of %d salvoes spent", w.targetOf(i, battery).salvoes, x.shots)
	case tooLate:
		q := t.problem(w.b.missiles[i].burnout)
		last := q.LatestLaunch(t.speed)
		what = fmt.Sprintf("latest launch %.0f s passed %.0f s before commit", last, after(t.commit)-last)
	case outOfReach:
		what = fmt.Sprintf("out of reach: needs %.2f km/s with a launch at its burnout, has %.2f", t.needs/1e3, t.speed/1e3)
	}
	return fmt.Sprintf("not engaged by %s of %s: %s", x.kind.Name, x.name, what)
}
