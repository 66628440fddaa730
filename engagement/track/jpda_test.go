package track

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// newMixture makes rows, entries and weights, as gate and weigh would leave them,
// with as many detections.
func newMixture(rows, detections int, inGate func() bool, logWeight func() float64) (*mixture, *gates) {
	m, g := &mixture{}, &gates{}
	for range rows {
		g.rows = append(g.rows, gateRow{first: len(g.entries)})
		for j := range detections {
			if inGate() {
				g.entries = append(g.entries, entry{detection: int32(j)})
				m.weights = append(m.weights, math.Exp(logWeight()))
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
		m, g := newMixture(rapid.IntRange(1, 5).Draw(t, "rows"), detections,
			func() bool { return rapid.IntRange(0, 99).Draw(t, "in gate") < 60 },
			func() float64 { return rapid.Float64Range(-6, 6).Draw(t, "log weight") })
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

// TestBeliefsNearEnumeration: in 20,000 small clusters that are nothing but
// loops, weights between e^-6 and e^6, belief propagation has converged, a
// track's probabilities sum to at most 1, and those of an entry are off by 0.01
// on average at most, by more than 0.1 in one of 100 at most, and by more than
// 0.5 in none. TestBeliefsOfAWideLoop shows a poor one.
// TestBeliefsOfATree shows it exact where there is no loop.
func TestBeliefsNearEnumeration(t *testing.T) {
	const detections, clusters = 5, 20_000
	for _, percent := range []int{15, 70, 100} {
		rng := rand.New(rand.NewPCG(4, uint64(percent)))
		sum, entries, far := 0.0, 0, 0
		for range clusters {
			m, g := newMixture(1+rng.IntN(4), detections,
				func() bool { return rng.IntN(100) < percent },
				func() float64 { return 12*rng.Float64() - 6 })
			m.run(g, detections, func() {
				m.propagate(g)
				beta := slices.Clone(m.beta)
				if change := m.exchange(g); change > 2*beliefChange {
					t.Fatalf("not converged: a message still changes by %v of itself", change)
				}
				copy(m.beta, beta)
			})
			want := enumerate(m, g, detections)
			for i := range g.rows {
				row := 0.0
				for n := range g.of(i) {
					k := g.rows[i].first + n
					row += m.beta[k]
					off := math.Abs(m.beta[k] - want[k])
					sum, entries = sum+off, entries+1
					if off > 0.1 {
						far++
					}
					if off > 0.5 {
						t.Fatalf("row %d entry %d: %v, enumeration %v", i, n, m.beta[k], want[k])
					}
				}
				if row > 1+1e-12 {
					t.Fatalf("row %d: probabilities sum to %v", i, row)
				}
			}
		}
		t.Logf("%d %% in the gate: off by %.5f on average, by more than 0.1 in %.3f %% of %d entries", percent, sum/float64(entries), 100*float64(far)/float64(entries), entries)
		if sum > 0.01*float64(entries) || far*100 > entries {
			t.Errorf("%d %% in the gate: off by %v on average, %d of %d by more than 0.1", percent, sum/float64(entries), far, entries)
		}
	}
}

// TestBeliefsOfAWideLoop: two tracks and two detections that no track misses
// have two joint hypotheses, here of 1 : 1.1. Belief propagation is much too
// sure of the likelier one, but does not turn the order.
func TestBeliefsOfAWideLoop(t *testing.T) {
	m := &mixture{weights: []float64{1e6, 1e6, 1e6, 1.1e6}, beta: make([]float64, 4)}
	g := &gates{
		rows:    []gateRow{{first: 0}, {first: 2}},
		entries: []entry{{detection: 0}, {detection: 1}, {detection: 0}, {detection: 1}},
	}
	m.run(g, 2, func() { m.propagate(g) })
	want := enumerate(m, g, 2)
	if off := math.Abs(m.beta[0] - want[0]); off < 0.3 || off > 0.5 {
		t.Errorf("off by %v: beliefs %v, enumeration %v; say so in the comment of mixture", off, m.beta, want)
	}
	if m.beta[0] < m.beta[1] || m.beta[3] < m.beta[2] {
		t.Errorf("beliefs %v turn the order of %v", m.beta, want)
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
