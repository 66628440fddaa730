package track

import "math"

// exact computes a cluster's probabilities by a recursion over its tracks and
// the subsets of its shared detections that are taken; false if they are too
// small for floating point.
func (m *mixture) exact(g *gates, shared int) bool {
	size, rows := 1<<shared, len(m.cluster)
	m.forward, m.back = resized(m.forward, size*(rows+1)), resized(m.back, size)
	m.forward[0] = 1
	for n, i := range m.cluster {
		m.ahead(g, int(i), m.forward[n*size:(n+1)*size], m.forward[(n+1)*size:(n+2)*size])
	}
	total := 0.0
	for mask, f := range m.forward[rows*size:] {
		total += f
		m.back[mask] = 1
	}
	if !(total > math.SmallestNonzeroFloat32) {
		return false
	}
	for n := rows - 1; n >= 0; n-- {
		m.behind(g, int(m.cluster[n]), m.forward[n*size:(n+1)*size], total)
	}
	return true
}

// share returns what every weight of a row is to be divided by, so that the
// hypotheses of a track alone add up to 1.
func (m *mixture) share(g *gates, i int) float64 {
	sum := 1.0
	for n := range g.of(i) {
		sum += m.weights[g.rows[i].first+n]
	}
	return sum
}

// ahead carries the weights of the subsets past one track.
func (m *mixture) ahead(g *gates, i int, from, to []float64) {
	sum, own := m.share(g, i), 1.0
	for n, x := range g.of(i) {
		w := m.weights[g.rows[i].first+n]
		bit := m.bit[x.detection]
		if bit < 0 {
			own += w
			continue
		}
		b, w := 1<<bit, w/sum
		for mask, f := range from {
			if mask&b == 0 {
				to[mask|b] += float64(f * w)
			}
		}
	}
	own /= sum
	for mask, f := range from {
		to[mask] += float64(f * own)
	}
}

// behind turns what comes after a track, m.back, into what comes from it on,
// and gives its entries their probabilities.
func (m *mixture) behind(g *gates, i int, from []float64, total float64) {
	sum, own, first := m.share(g, i), 1.0, g.rows[i].first
	alone := 0.0
	for mask, f := range from {
		alone += float64(f * m.back[mask])
	}
	for n, x := range g.of(i) {
		w := m.weights[first+n]
		bit := m.bit[x.detection]
		if bit < 0 {
			own += w
			m.beta[first+n] = float64(alone*(w/sum)) / total
			continue
		}
		b, joint := 1<<bit, 0.0
		for mask, f := range from {
			if mask&b == 0 {
				joint += float64(f * m.back[mask|b])
			}
		}
		m.beta[first+n] = float64(joint*(w/sum)) / total
	}
	own /= sum
	// A subset asks for larger ones alone, and they come after it.
	for mask := range m.back {
		v := float64(own * m.back[mask])
		for n, x := range g.of(i) {
			if bit := m.bit[x.detection]; bit >= 0 && mask>>bit&1 == 0 {
				v += float64(m.weights[first+n] / sum * m.back[mask|1<<bit])
			}
		}
		m.back[mask] = v
	}
}

// Belief propagation stops when no message changes by more than beliefChange
// of itself, or after mostRounds.
const (
	mostRounds   = 100
	beliefChange = 1e-6
)

// propagate computes a cluster's probabilities by belief propagation.
func (m *mixture) propagate(g *gates) {
	if len(m.toward) < len(m.weights) {
		m.toward = resized(m.toward, len(m.weights))
	}
	for _, i := range m.cluster {
		for n := range g.of(int(i)) {
			m.toward[g.rows[i].first+n] = 1
		}
	}
	for round := 0; round < mostRounds && m.exchange(g) > beliefChange; round++ {
	}
	for _, i := range m.cluster {
		first := g.rows[i].first
		sum := m.believed(g, int(i))
		for n := range g.of(int(i)) {
			m.beta[first+n] = float64(m.weights[first+n]*m.toward[first+n]) / sum
		}
	}
}

// believed is the sum of a row's hypotheses as the messages weigh them.
func (m *mixture) believed(g *gates, i int) float64 {
	sum, first := 1.0, g.rows[i].first
	for n := range g.of(i) {
		sum += float64(m.weights[first+n] * m.toward[first+n])
	}
	return sum
}

// exchange passes all messages once and returns the greatest change.
func (m *mixture) exchange(g *gates) float64 {
	for _, i := range m.cluster {
		for _, x := range g.of(int(i)) {
			m.sum[x.detection] = 1
		}
	}
	for _, i := range m.cluster {
		sum, first := m.believed(g, int(i)), g.rows[i].first
		for n, x := range g.of(int(i)) {
			m.beta[first+n] = m.weights[first+n] / (sum - float64(m.weights[first+n]*m.toward[first+n]))
			m.sum[x.detection] += m.beta[first+n]
		}
	}
	change := 0.0
	for _, i := range m.cluster {
		first := g.rows[i].first
		for n, x := range g.of(int(i)) {
			v := 1 / (m.sum[x.detection] - m.beta[first+n])
			change = max(change, math.Abs(v-m.toward[first+n])/v)
			m.toward[first+n] = v
		}
	}
	for _, i := range m.cluster {
		for _, x := range g.of(int(i)) {
			m.sum[x.detection] = 0
		}
	}
	return change
}
