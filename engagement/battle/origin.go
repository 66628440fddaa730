package battle

import (
	"math"
	"slices"
	"time"

	"scutum/engagement/threat"
	"scutum/internal/frozen"
)

// mostDiffer is the squared normalised difference up to which a launch report
// may be a track's: chance exceeds it, with 4 degrees of freedom, 5 times in
// 10^5.
const mostDiffer = 25

// taken says of a launch report whose it is taken for in a command's picture.
type taken struct {
	contact int // -1 for none
	cost    float64
}

// hearReport notes that side j has the launch report of missile i, in the order
// of what the reports say of the time.
func (n *network) hearReport(i, j, sides int) {
	list := n.heard[j]
	launched := n.reports[i*sides+j].Launched
	at, _ := slices.BinarySearchFunc(list, i, func(a, b int) int {
		if d := n.reports[a*sides+j].Launched - launched; d != 0 {
			return int(min(max(d, -1), 1))
		}
		return a - b
	})
	n.heard[j] = slices.Insert(list, at, i)
}

// match finds the launch report of a target among those that its command has:
// the one that differs least from the launch that the track, carried back,
// would come from, if by no more than chance. A report is one track's alone: it
// goes to the track that it fits better, and the other finds another when it is
// next looked at. Likely classes go before others. nil for no report; that
// is what a track of something else, or whose launch was not seen, should have.
// See TestLaunchReportsAreMatched.
func (w *Worker) match(k int, track *threat.Track) *report {
	n, t := w.network, &w.targets[k]
	c := &n.centres[t.command]
	x := &c.contacts[t.estimate.contact]
	side := w.b.commands[t.command].sides[0]
	w.unmatch(c, x)
	if len(n.heard[side]) == 0 {
		return nil
	}
	n.guess.Guess(track, nil, n.chance) // of no class: all are as likely
	likeliest := slices.Max(n.chance)
	best, cost := -1, math.Inf(1)
	n.origins = n.guess.Origins(track, n.origins)
	for i := range n.origins {
		o := &n.origins[i]
		unlikely := 2 * frozen.Log(likeliest/n.chance[o.Class])
		window := o.Window(mostDiffer)
		list := n.heard[side]
		first, _ := slices.BinarySearchFunc(list, o.Time-window, func(m int, at time.Duration) int {
			return int(min(max(n.reports[m*len(w.b.sides)+side].Launched-at, -1), 1))
		})
		for _, m := range list[first:] {
			r := &n.reports[m*len(w.b.sides)+side]
			if r.Launched > o.Time+window {
				break
			}
			l := r.launch()
			d := o.Differ(&l)
			if d > mostDiffer || d+unlikely >= cost || c.taken[m].contact >= 0 && c.taken[m].cost <= d+unlikely {
				continue
			}
			best, cost = m, d+unlikely
		}
	}
	if best < 0 {
		return nil
	}
	if was := c.taken[best].contact; was >= 0 {
		c.contacts[was].report = -1
	}
	x.report, c.taken[best] = best, taken{t.estimate.contact, cost}
	return &n.reports[best*len(w.b.sides)+side]
}

// unmatch leaves a contact's launch report to others.
func (w *Worker) unmatch(c *centre, x *contact) {
	if x.report >= 0 {
		c.taken[x.report].contact = -1
		x.report = -1
	}
}

// launch is what a report tells to those who guess a class.
func (r *report) launch() threat.Launch {
	return threat.Launch{At: r.At, Time: r.Launched, PointSigma: r.PointSigma, Azimuth: r.Azimuth, AzimuthSigma: r.AzimuthSigma}
}
