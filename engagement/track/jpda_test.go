package track

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// drawMixture draws rows, entries and weights, as gate and weigh would leave
// them, with as many detections.
func drawMixture(t *rapid.T, mostRows, detections, percent int) (*mixture, *gates) {
	m, g := &mixture{}, &gates{}
	for range rapid.IntRange(1, mostRows).Draw(t, "rows") {
		g.rows = append(g.rows, gateRow{first: len(g.entries)})
		for j := range detections {
			if rapid.IntRange(0, 99).Draw(t, "in gate") < percent {
				g.entries = append(g.entries, entry{detection: int32(j)})
				m.weights = append(m.weights, math.Exp(rapid.Float64Range(-6, 6).Draw(t, "log weight")))
			}
		}
	}
	m.beta = make([]float64, len(m.weights))
	return m, g
}

// run computes all clusters.
func (m *mixture) run(g *gates, detections int, solve func()) {
	m.clusters(g, detections)
	for i := range g.rows {
		if m.claims[i].parent == int32(i) {
			m.cluster = m.cluster[:0]
			for j := int32(i); j >= 0; j = m.claims[j].next {
				m.cluster = append(m.cluster, j)
			}
			solve()
		}
	}
}

// enumerate sums over all joint hypotheses, one by one.
func enumerate(m *mixture, g *gates, detections int) []float64 {
	beta, total := make([]float64, len(m.weights)), 0.0
	used, chosen := make([]bool, detections), make([]int, len(g.rows))
	var walk func(i int, weight float64)
	walk = func(i int, weight float64) {
		if i == len(g.rows) {
			total += weight
			for _, n := range chosen {
				if n >= 0 {
					beta[n] += weight
				}
			}
			return
		}
		chosen[i] = -1
		walk(i+1, weight)
		for n, x := range g.of(i) {
			if !used[x.detection] {
				used[x.detection], chosen[i] = true, g.rows[i].first+n
				walk(i+1, weight*m.weights[chosen[i]])
				used[x.detection] = false
			}
		}
		chosen[i] = -1
	}
	walk(0, 1)
	for n := range beta {
		beta[n] /= total
	}
	return beta
}

// TestMixtureEqualsEnumeration: the recursion gives the sums over all joint
// hypotheses, and those of a track and of a detection are at most 1.
func TestMixtureEqualsEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const detections = 6
		m, g := drawMixture(t, 5, detections, 60)
		m.run(g, detections, func() { m.solve(g) })
		want := enumerate(m, g, detections)
		perDetection := make([]float64, detections)
		for i := range g.rows {
			sum := 0.0
			for n, x := range g.of(i) {
				b := m.beta[g.rows[i].first+n]
				sum += b
				perDetection[x.detection] += b
				if math.Abs(b-want[g.rows[i].first+n]) > 1e-12 {
					t.Fatalf("row %d entry %d: %v, enumeration %v", i, n, b, want[g.rows[i].first+n])
				}
			}
			if sum > 1+1e-12 {
				t.Fatalf("row %d: probabilities sum to %v", i, sum)
			}
		}
		for j, sum := range perDetection {
			if sum > 1+1e-12 {
				t.Fatalf("detection %d: probabilities sum to %v", j, sum)
			}
		}
	})
}

// TestBeliefsNearEnumeration: belief propagation is within 0.25 even in small
// clusters that are nothing but loops, and a track's probabilities never sum to
// more than 1. TestBeliefsOfATree shows it exact where there is no loop.
func TestBeliefsNearEnumeration(t *testing.T) {
	for _, percent := range []int{15, 70} {
		rapid.Check(t, func(t *rapid.T) {
			const detections = 5
			m, g := drawMixture(t, 4, detections, percent)
			m.run(g, detections, func() { m.propagate(g) })
			want := enumerate(m, g, detections)
			for i := range g.rows {
				sum := 0.0
				for n := range g.of(i) {
					k := g.rows[i].first + n
					sum += m.beta[k]
					if math.Abs(m.beta[k]-want[k]) > 0.25 {
						t.Fatalf("row %d entry %d: %v, enumeration %v", i, n, m.beta[k], want[k])
					}
				}
				if sum > 1+1e-12 {
					t.Fatalf("row %d: probabilities sum to %v", i, sum)
				}
			}
		})
	}
}

// TestBeliefsOfATree: two tracks that share one detection make no loop.
func TestBeliefsOfATree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, g := &mixture{}, &gates{}
		for i := range 4 { // a chain: row i has detections i and i+1
			g.rows = append(g.rows, gateRow{first: len(g.entries)})
			for j := i; j <= i+1; j++ {
				g.entries = append(g.entries, entry{detection: int32(j)})
				m.weights = append(m.weights, math.Exp(rapid.Float64Range(-6, 8).Draw(t, "log weight")))
			}
		}
		m.beta = make([]float64, len(m.weights))
		m.run(g, 5, func() { m.propagate(g) })
		for n, want := range enumerate(m, g, 5) {
			if math.Abs(m.beta[n]-want) > 1e-5 {
				t.Fatalf("entry %d: %v, enumeration %v", n, m.beta[n], want)
			}
		}
	})
}
