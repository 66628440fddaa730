// Package score says how good tracks are where the truth is known: GOSPA and
// its parts, NEES, and how much of each object's life was tracked.
package score

import (
	"cmp"
	"math"
	"slices"

	"scutum/engagement/filter"
	"scutum/engagement/track/pairing"
)

// Truth is where an object is: m and m/s in the tracker's frame.
type Truth struct {
	ID int
	X  [6]float64
}

// Estimate is a track that is reported to the user.
type Estimate struct {
	ID    int
	State *filter.State
}

// Card scores scan after scan. It keeps sums and one line per object, so that
// memory does not grow with the scans.
//
// GOSPA is that of Rahmathullah, Garcia-Fernandez and Svensson (FUSION 2017)
// with p = 2 and alpha = 2: the root of the sum of the squared distances of
// matched pairs and half the squared cut-off for each object missed and each
// track that is false, least over all matchings. See TestGOSPAEqualsBruteForce
// and package track's TestScoresAsTheYardstick.
type Card struct {
	cutoff float64
	from   int // scans before this one are not scored
	scans  int
	solver pairing.Solver

	scored                                       int
	gospa, localisation, matchedRMS              float64
	missed, spare, matched                       int
	neesSum                                      float64
	neesPairs, neesScans, neesInBand, degenerate int
	lives                                        []life
	numbers                                      map[int]int // of a truth's ID among lives
	order                                        []int32
	truth                                        []Truth
}

// New returns a card with a cut-off distance in m that begins to score at a
// scan, counted from 0. Track life counts from the first scan.
func New(cutoff float64, from int) *Card {
	return &Card{cutoff: cutoff, from: from, numbers: map[int]int{}}
}

// Scan scores one scan's reported tracks.
func (c *Card) Scan(truth []Truth, estimates []Estimate) {
	c.truth = append(c.truth[:0], truth...)
	slices.SortStableFunc(c.truth, func(a, b Truth) int { return cmp.Compare(a.X[0], b.X[0]) })
	pairs := c.match(estimates)
	c.live(pairs, estimates)
	if c.scans >= c.from {
		c.sum(pairs, estimates)
	}
	c.scans++
}

// distance between an estimate's and a truth's positions.
func distance(a *filter.State, b *Truth) float64 {
	sum := 0.0
	for i := range 3 {
		d := a.X[i] - b.X[i]
		sum += float64(d * d)
	}
	return math.Sqrt(sum)
}

// match pairs the estimates with the truths that are nearer than the cut-off.
func (c *Card) match(estimates []Estimate) []int32 {
	c.solver.Begin(len(c.truth))
	for _, e := range estimates {
		c.solver.Row(float64(c.cutoff * c.cutoff))
		first, _ := slices.BinarySearchFunc(c.truth, e.State.X[0]-c.cutoff, func(t Truth, x float64) int { return cmp.Compare(t.X[0], x) })
		for j := first; j < len(c.truth) && c.truth[j].X[0] < e.State.X[0]+c.cutoff; j++ {
			if d := distance(e.State, &c.truth[j]); d < c.cutoff {
				c.solver.Pair(j, float64(d*d))
			}
		}
	}
	return c.solver.Solve()
}

// sum adds a scan to GOSPA and NEES.
func (c *Card) sum(pairs []int32, estimates []Estimate) {
	local, matched := 0.0, 0
	nees, pairsWithNEES := 0.0, 0
	for i, j := range pairs {
		if j < 0 {
			continue
		}
		d := distance(estimates[i].State, &c.truth[j])
		local += float64(d * d)
		matched++
		if e, ok := NEES(estimates[i].State, &c.truth[j].X); ok {
			nees += e
			pairsWithNEES++
		} else {
			c.degenerate++
		}
	}
	missed, spare := len(c.truth)-matched, len(estimates)-matched
	c.scored++
	c.gospa += math.Sqrt(local + float64(c.cutoff*c.cutoff/2*float64(missed+spare)))
	c.localisation += math.Sqrt(local)
	if matched > 0 {
		c.matchedRMS += math.Sqrt(local / float64(matched))
	}
	c.missed += missed
	c.spare += spare
	c.matched += matched
	if pairsWithNEES > 0 {
		c.neesSum += nees
		c.neesPairs += pairsWithNEES
		c.neesScans++
		low, high := Band(pairsWithNEES)
		if mean := nees / float64(pairsWithNEES); mean >= low && mean <= high {
			c.neesInBand++
		}
	}
}

// Result is what a card comes to.
type Result struct {
	ScoredScans    int
	GOSPA          float64 // m, mean over the scored scans
	Localisation   float64 // m, its part: GOSPA if nothing were missed or false
	MatchedRMS     float64 // m, root mean square distance of a matched pair
	MissedPerScan  float64
	FalsePerScan   float64
	NEES           Consistency
	Life           Life
	TruthsPerScan  float64
	TracksPerScan  float64
	WithoutNEES    int // pairs whose covariance is not positive definite
	MatchedPerScan float64
}

// Result returns the score so far.
func (c *Card) Result() Result {
	r := Result{ScoredScans: c.scored, Life: c.life(), WithoutNEES: c.degenerate}
	if c.scored == 0 {
		return r
	}
	n := float64(c.scored)
	r.GOSPA, r.Localisation, r.MatchedRMS = c.gospa/n, c.localisation/n, c.matchedRMS/n
	r.MissedPerScan, r.FalsePerScan, r.MatchedPerScan = float64(c.missed)/n, float64(c.spare)/n, float64(c.matched)/n
	r.TruthsPerScan, r.TracksPerScan = float64(c.missed+c.matched)/n, float64(c.spare+c.matched)/n
	if c.neesPairs > 0 {
		r.NEES.Mean = c.neesSum / float64(c.neesPairs)
		r.NEES.Low, r.NEES.High = Band(max(1, int(math.Round(float64(c.neesPairs)/float64(c.neesScans)))))
		r.NEES.ScansInBand = float64(c.neesInBand) / float64(c.neesScans)
	}
	return r
}
