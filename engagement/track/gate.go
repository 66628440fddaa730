package track

import (
	"cmp"
	"math"
	"slices"

	"scutum/engagement/filter"
)

// gates are the tracks of one stage and the detections that fall near them.
type gates struct {
	rows    []gateRow
	entries []entry
}

type gateRow struct {
	track    *Track
	sigma    [3]float64 // for which expected was computed
	expected filter.Expected
	first    int // of its entries
}

// entry is a detection in a track's gate.
type entry struct {
	detection  int32
	distance2  float64 // Mahalanobis distance squared
	logDet     float64 // of the innovation covariance
	innovation [3]float64
}

func (g *gates) of(i int) []entry {
	if i+1 < len(g.rows) {
		return g.entries[g.rows[i].first:g.rows[i+1].first]
	}
	return g.entries[g.rows[i].first:]
}

// sort orders the scan's detections by range, the sharpest of a radar's
// measures, so that a gate need only look at those near its own.
func (t *Tracker) sort(s *Scan) {
	t.used, t.byRange, t.widest = t.used[:0], t.byRange[:0], [3]float64{}
	t.mixedSigmas = false
	for j := range s.Detections {
		t.used = append(t.used, false)
		t.byRange = append(t.byRange, int32(j))
		t.mixedSigmas = t.mixedSigmas || s.Detections[j].Sigma != s.Detections[0].Sigma
		for k, v := range s.Detections[j].Sigma {
			t.widest[k] = max(t.widest[k], v)
		}
	}
	slices.SortFunc(t.byRange, func(a, b int32) int {
		if order := cmp.Compare(s.Detections[a].Z[2], s.Detections[b].Z[2]); order != 0 {
			return order
		}
		return int(a - b)
	})
}

// from returns the place in byRange of the first detection at a range or
// beyond.
func (t *Tracker) from(s *Scan, least float64) int {
	low, high := 0, len(t.byRange)
	for low < high {
		if mid := (low + high) / 2; s.Detections[t.byRange[mid]].Z[2] < least {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// gate finds the detections, not yet used, in the gates of those of the tracks
// that are confirmed, or of those that are not.
func (t *Tracker) gate(s *Scan, tracks []*Track, confirmed bool) {
	g := &t.gates
	g.rows, g.entries = g.rows[:0], g.entries[:0]
	if len(s.Detections) == 0 {
		return
	}
	for _, k := range tracks {
		if k.Confirmed != confirmed {
			continue
		}
		n := len(g.rows)
		if n < cap(g.rows) {
			g.rows = g.rows[:n+1]
		} else {
			g.rows = append(g.rows, gateRow{})
		}
		r := &g.rows[n]
		r.track, r.first, r.sigma = k, len(g.entries), s.Detections[0].Sigma
		k.estimator.Expect(s.Station, &r.sigma, &r.expected)
		t.gateRow(s, r)
	}
}

// gateRow finds the detections in one gate: first by the sides of the box
// around it, for the widest sigmas of the scan, then by distance.
func (t *Tracker) gateRow(s *Scan, r *gateRow) {
	e, gate := &r.expected, t.config.Gate
	var half [3]float64
	for k := range half {
		more := float64(t.widest[k]*t.widest[k]) - float64(r.sigma[k]*r.sigma[k])
		half[k] = float64(gate * math.Sqrt(e.S[k][k]+more))
	}
	limit := float64(gate * gate)
	for n := t.from(s, e.Z[2]-half[2]); n < len(t.byRange); n++ {
		j := t.byRange[n]
		d := &s.Detections[j]
		if d.Z[2] > e.Z[2]+half[2] {
			return
		}
		if t.used[j] || math.Abs(d.Z[1]-e.Z[1]) > half[1] {
			continue
		}
		v := e.Innovation(&d.Z)
		if math.Abs(v[0]) > half[0] {
			continue
		}
		x := entry{detection: j, logDet: e.LogDet, innovation: v}
		if d.Sigma == r.sigma {
			x.distance2 = e.Distance2(&v)
		} else {
			x.distance2, x.logDet = otherNoise(e, &r.sigma, &d.Sigma, &v)
		}
		if x.distance2 < limit {
			t.gates.entries = append(t.gates.entries, x)
		}
	}
}

// otherNoise returns distance and determinant for a detection whose sigmas are
// not those for which e was computed.
func otherNoise(e *filter.Expected, had, has, v *[3]float64) (distance2, logDet float64) {
	other := filter.Expected{S: e.S}
	for k := range 3 {
		other.S[k][k] += float64(has[k]*has[k]) - float64(had[k]*had[k])
	}
	other.Complete()
	return other.Distance2(v), other.LogDet
}

// prepare makes a row's expectation that of a detection's sigmas.
func (r *gateRow) prepare(at *filter.Station, sigma *[3]float64) {
	if r.sigma != *sigma {
		r.sigma = *sigma
		r.track.estimator.Expect(at, sigma, &r.expected)
	}
}
