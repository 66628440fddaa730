package track

import (
	"math"

	"scutum/internal/frozen"
)

// associate shares the detections out among the confirmed or the tentative of
// the tracks by global nearest neighbour, and updates those that have one.
func (t *Tracker) associate(s *Scan, tracks []*Track, confirmed bool) {
	t.gate(s, tracks, confirmed)
	g := &t.gates
	if len(g.entries) == 0 {
		return
	}
	alone := t.config.Gate
	if t.config.Cost == Likelihood {
		p := t.config.DetectionProbability
		alone = float64(-2 * frozen.Log(float64(t.falseDensity()*(1-p))*twoPi15/p))
	}
	t.solver.Begin(len(s.Detections))
	for i := range g.rows {
		t.solver.Row(alone)
		for _, x := range g.of(i) {
			cost := x.distance2 + x.logDet
			if t.config.Cost == Distance {
				cost = math.Sqrt(x.distance2)
			}
			t.solver.Pair(int(x.detection), cost)
		}
	}
	for i, j := range t.solver.Solve() {
		if j >= 0 {
			t.update(s, &g.rows[i], int(j))
		}
	}
}

// twoPi15 is (2 pi)^(3/2).
const twoPi15 = 15.749609945722419

// update takes a detection into a track.
func (t *Tracker) update(s *Scan, r *gateRow, j int) {
	d := &s.Detections[j]
	r.prepare(s.Station, &d.Sigma)
	t.innovation = r.expected.Innovation(&d.Z)
	r.track.estimator.Update(&r.expected, &t.innovation)
	t.used[j] = true
	t.hit(r.track, j)
}

// clutter is what was detected that was no track's, for the density of false
// detections where nobody states it.
type clutter struct {
	low, high [3]float64
	count     int // detections that were no track's
	scans     int
}

// falseDensity is the density of false detections and new objects, per rad2 m
// and scan: as configured, or the leftovers of earlier scans over the box in
// which anything was ever detected. One leftover is added, so that it is never
// 0.
func (t *Tracker) falseDensity() float64 {
	if t.config.FalseDensity > 0 {
		return t.config.FalseDensity
	}
	c := &t.clutter
	volume := 1.0
	for k := range 3 {
		// A box thinner than a gate says nothing.
		volume *= max(c.high[k]-c.low[k], float64(t.widest[k]*t.config.Gate), 1e-9)
	}
	return (float64(c.count) + 1) / ((float64(c.scans) + 1) * volume)
}

// box widens the box by a scan's detections.
func (t *Tracker) box(s *Scan) {
	c := &t.clutter
	for j := range s.Detections {
		z := &s.Detections[j].Z
		for k, x := range z {
			if t.serial == 0 && j == 0 {
				c.low[k], c.high[k] = x, x
			}
			c.low[k], c.high[k] = min(c.low[k], x), max(c.high[k], x)
		}
	}
}

// countFalse counts the scan's leftovers.
func (t *Tracker) countFalse() {
	for _, used := range t.used {
		if !used {
			t.clutter.count++
		}
	}
	t.clutter.scans++
}
