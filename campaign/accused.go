package campaign

import (
	"cmp"
	"slices"
	"strings"

	"scutum/engagement/battle"
)

// AccusedTally is how often a command named a sensor a liar for a reason.
type AccusedTally struct {
	Party, Sensor, Reason string
	Runs                  int // in which it did
	TakenBack             int // of these, in which it took that back and let it stand
}

type accusedKey struct{ party, sensor, reason string }

type accusedCount struct{ runs, takenBack int }

func (t *Tally) addAccused(all []battle.Accusation) {
	for _, a := range all {
		n := t.accusedOf(accusedKey{a.Party, a.Sensor, a.Reason})
		n.runs++
		if a.TakenBack {
			n.takenBack++
		}
	}
}

func (t *Tally) mergeAccused(o *Tally) {
	for key, more := range o.accused {
		n := t.accusedOf(key)
		n.runs += more.runs
		n.takenBack += more.takenBack
	}
}

func (t *Tally) accusedOf(key accusedKey) *accusedCount {
	n := t.accused[key]
	if n == nil {
		n = &accusedCount{}
		t.accused[key] = n
	}
	return n
}

// Accused lists who was named a liar by whom and why, by party and sensor, the
// most frequent reason first. A run has a sensor once by each party.
func (t *Tally) Accused() []AccusedTally {
	var out []AccusedTally
	for key, n := range t.accused {
		out = append(out, AccusedTally{key.party, key.sensor, key.reason, n.runs, n.takenBack})
	}
	slices.SortFunc(out, func(a, b AccusedTally) int {
		return cmp.Or(strings.Compare(a.Party, b.Party), strings.Compare(a.Sensor, b.Sensor), b.Runs-a.Runs, strings.Compare(a.Reason, b.Reason))
	})
	return out
}
