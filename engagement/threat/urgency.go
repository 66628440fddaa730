package threat

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"time"
)

// Never stands for the latest launch of a battery that cannot meet the track.
const Never = time.Duration(math.MinInt64)

// Urgency is what decides in which order tracks are dealt with.
type Urgency struct {
	Track  int           // the party's own number
	Latest time.Duration // last moment at which any battery can still launch; Never for none
	Risk   Risk
}

// Latest returns the last moment at which any of the batteries can still
// launch, from that of each (Never where one cannot meet the track).
func Latest(batteries []time.Duration) time.Duration {
	last := Never
	for _, t := range batteries {
		last = max(last, t)
	}
	return last
}

// Open says whether any battery can still launch at now.
func (u *Urgency) Open(now time.Duration) bool { return u.Latest != Never && u.Latest >= now }

// Compare orders tracks at now, the most urgent first: those that can still be
// met before those that cannot; of these the one whose last moment comes first;
// then the one that threatens more people, the one more surely on defended
// ground, the lower number. It is a total order, so that no two programs deal
// with tracks differently. See TestCompare.
func Compare(a, b *Urgency, now time.Duration) int {
	x, y := a.Open(now), b.Open(now)
	switch {
	case x != y && x:
		return -1
	case x != y:
		return 1
	case x && a.Latest != b.Latest:
		return cmp.Compare(a.Latest, b.Latest)
	}
	return cmp.Or(cmp.Compare(b.Risk.People, a.Risk.People), cmp.Compare(b.Risk.Share, a.Risk.Share), cmp.Compare(a.Track, b.Track))
}

// leastPeople is what a certain hit on defended ground is worth where nobody
// lives [assumption]: it must not be worth nothing.
const leastPeople = 1000

// Worth is what it is worth, in people, to keep the track from falling: those
// at risk, and a thousand times the probability of falling on defended ground.
func (r Risk) Worth() float64 { return r.People + float64(leastPeople*r.Share) }

// Why says in words what the numbers mean, for an event of the log.
func (u *Urgency) Why(now time.Duration) string {
	left := "no battery can meet it"
	switch {
	case u.Open(now):
		left = fmt.Sprintf("%.0f s left to launch", (u.Latest - now).Seconds())
	case u.Latest != Never:
		left = fmt.Sprintf("latest launch %.0f s passed %.0f s ago", u.Latest.Seconds(), (now - u.Latest).Seconds())
	}
	return fmt.Sprintf("%s; falls on defended ground with probability %.2f; %s people live where it falls", left, u.Risk.Share, grouped(u.Risk.People))
}

// grouped writes a number of people to two digits, in groups of three.
func grouped(people float64) string {
	n := int64(math.Round(people))
	unit := int64(1)
	for n/unit >= 100 {
		unit *= 10
	}
	n = (n + unit/2) / unit * unit
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// WhyClass says what a track is taken for, and how surely.
func (c *Classifier) WhyClass(likeliest int, p []float64) string {
	if likeliest < 0 {
		return "taken for no class: it is on no arc that one flies"
	}
	return fmt.Sprintf("taken for %s with probability %.2f", c.Name(likeliest), p[likeliest])
}
