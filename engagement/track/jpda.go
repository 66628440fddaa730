package track

import "scutum/internal/frozen"

// mostShared is the number of detections in more than one gate of a cluster up
// to which its probabilities are computed exactly: a sum over all subsets of
// them, 1,024 for every track.
const mostShared = 10

// mixture shares out the detections of one scan by joint probabilistic data
// association (Fortmann, Bar-Shalom and Scheffe, IEEE J. Oceanic Eng. 8, 1983).
//
// Tracks whose gates share detections make a cluster. A cluster with up to
// mostShared shared detections is computed exactly, by a recursion over tracks
// and subsets of these. A larger one is computed by belief propagation
// (Williams and Lau, IEEE Trans. AES 50, 2014), which always converges, is
// exact where the gates make no loop, and is stopped after mostRounds at the
// latest: work linear in the entries. In loops it is an approximation: in small
// clusters a probability is off by less than 0.01 on average, but by nearly 0.5
// where two joint hypotheses that leave nothing out are nearly as likely. See
// TestMixtureEqualsEnumeration, TestBeliefsNearEnumeration and
// TestBeliefsOfAWideLoop.
type mixture struct {
	claims  []mixedRow
	weights []float64 // of the entries: likelihood over that of being missed
	beta    []float64 // of the entries: probability
	holder  []int32   // of the detections: first row that has it in its gate, or -1
	sharers []int32   // of the detections: rows of the cluster that have it
	bit     []int32   // of the detections: in the subsets, or -1
	cluster []int32   // rows
	forward []float64 // of the subsets, for each row
	back    []float64
	toward  []float64 // messages of the entries, to the row
	sum     []float64 // of the detections, messages to them

	innovations [][3]float64
	taken       []float64
	sigma       [3]float64
}

// mixedRow is a track's place in the clusters, a forest of pointers.
type mixedRow struct {
	parent, next, last int32
}

// associateMixed updates all confirmed tracks with what is in their gates.
func (t *Tracker) associateMixed(s *Scan) {
	t.gate(s, t.tracks, true)
	g, m := &t.gates, &t.mixture
	if len(g.entries) == 0 {
		return
	}
	t.weigh()
	m.clusters(g, len(s.Detections))
	for i := range g.rows {
		if m.claims[i].parent != int32(i) {
			continue
		}
		m.cluster = m.cluster[:0]
		for j := int32(i); j >= 0; j = m.claims[j].next {
			m.cluster = append(m.cluster, j)
		}
		m.solve(g)
	}
	for i := range g.rows {
		t.mix(s, i)
	}
	for j := range s.Detections {
		t.used[j] = m.sum[j] >= 0.5
	}
}

// certain is the greatest weight of an entry: more would only cost precision
// where sums of weights are subtracted.
const certain = 1e9

// weigh computes what each entry's hypothesis weighs against that of a miss.
func (t *Tracker) weigh() {
	m, p := &t.mixture, t.config.DetectionProbability
	scale := p / float64(float64((1-p)*t.falseDensity())*twoPi15)
	m.weights = m.weights[:0]
	for _, x := range t.gates.entries {
		m.weights = append(m.weights, min(certain, float64(scale*frozen.Exp(float64(-0.5*(x.distance2+x.logDet))))))
	}
	m.beta = resized(m.beta, len(m.weights))
}

// resized returns a slice of n zeros in the place of an old one.
func resized[T int32 | float64](old []T, n int) []T {
	old = old[:0]
	for range n {
		old = append(old, 0)
	}
	return old
}

// clusters joins the rows whose gates share a detection.
func (m *mixture) clusters(g *gates, detections int) {
	m.claims, m.holder = m.claims[:0], m.holder[:0]
	for range detections {
		m.holder = append(m.holder, -1)
	}
	m.sharers, m.bit, m.sum = resized(m.sharers, detections), resized(m.bit, detections), resized(m.sum, detections)
	for i := range g.rows {
		row := int32(i)
		m.claims = append(m.claims, mixedRow{row, -1, row})
		for _, x := range g.of(i) {
			m.sharers[x.detection]++
			if m.holder[x.detection] < 0 {
				m.holder[x.detection] = row
				continue
			}
			m.join(m.root(m.holder[x.detection]), m.root(row))
		}
	}
}

func (m *mixture) root(i int32) int32 {
	for m.claims[i].parent != i {
		m.claims[i].parent = m.claims[m.claims[i].parent].parent
		i = m.claims[i].parent
	}
	return i
}

// join puts one cluster's list of rows behind another's; the lower row is the
// root, so that clusters come in the order of their first rows.
func (m *mixture) join(a, b int32) {
	if a == b {
		return
	}
	if b < a {
		a, b = b, a
	}
	m.claims[b].parent = a
	m.claims[m.claims[a].last].next = b
	m.claims[a].last = m.claims[b].last
}

// solve computes the probabilities of one cluster.
func (m *mixture) solve(g *gates) {
	shared := int32(0)
	for _, i := range m.cluster {
		for _, x := range g.of(int(i)) {
			m.bit[x.detection] = -1
		}
	}
	for _, i := range m.cluster {
		for _, x := range g.of(int(i)) {
			if m.sharers[x.detection] > 1 && m.bit[x.detection] < 0 {
				m.bit[x.detection] = shared
				shared++
			}
		}
	}
	if shared > mostShared || !m.exact(g, int(shared)) {
		m.propagate(g)
	}
}

// mix updates a track with its entries' probabilities.
func (t *Tracker) mix(s *Scan, i int) {
	g, m := &t.gates, &t.mixture
	r, entries := &g.rows[i], g.of(i)
	beta := m.beta[r.first : r.first+len(entries)]
	m.innovations, m.taken = m.innovations[:0], m.taken[:0]
	var variance [3]float64
	total, best, bestAt := 0.0, 0.0, -1
	for n, b := range beta {
		x := &entries[n]
		m.sum[x.detection] += b
		if b < 1e-9 {
			continue
		}
		m.innovations, m.taken = append(m.innovations, x.innovation), append(m.taken, b)
		total += b
		for k, v := range s.Detections[x.detection].Sigma {
			variance[k] += float64(b * float64(v*v))
		}
		if b > best {
			best, bestAt = b, int(x.detection)
		}
	}
	if bestAt < 0 {
		return
	}
	m.sigma = s.Detections[bestAt].Sigma
	if t.mixedSigmas {
		for k := range m.sigma {
			m.sigma[k] = frozen.Sqrt(variance[k] / total)
		}
	}
	r.prepare(s.Station, &m.sigma)
	r.track.estimator.UpdateMixed(&r.expected, m.innovations, m.taken)
	if total >= 0.5 {
		t.hit(r.track, bestAt)
	}
}
