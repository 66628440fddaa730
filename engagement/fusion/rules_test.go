package fusion

import (
	"math"
	"testing"
	"time"

	"scutum/engagement/filter"
	"scutum/internal/random"
)

// estimates draws two estimates of one truth, 0, whose errors are correlated
// with the given strength: the cross covariance is strength times what a common
// cause of all errors would make.
func estimates(s random.Stream, strength float64) (a, b filter.State, cross matrix) {
	a.P, b.P = covariance(s), covariance(s)
	la, lb := lower(&a.P), lower(&b.P)
	var common, ownA, ownB vector
	for i := range 6 {
		common[i], ownA[i], ownB[i] = normal(s), normal(s), normal(s)
	}
	r, q := math.Sqrt(strength), math.Sqrt(1-strength)
	for i := range 6 {
		for j := range i + 1 {
			a.X[i] += la[i][j] * (r*common[j] + q*ownA[j])
			b.X[i] += lb[i][j] * (r*common[j] + q*ownB[j])
		}
		for j := range 6 {
			for k := range min(i, j) + 1 {
				cross[i][j] += strength * la[i][k] * lb[j][k]
			}
		}
	}
	return a, b, cross
}

// lower is the plain factor, without the inverted diagonal.
func lower(p *matrix) (l matrix) {
	cholesky(p, &l)
	for i := range 6 {
		l[i][i] = 1 / l[i][i]
	}
	return l
}

func product(a, b *matrix) (out matrix) {
	for i := range 6 {
		for j := range 6 {
			for k := range 6 {
				out[i][j] += a[i][k] * b[k][j]
			}
		}
	}
	return out
}

func transposed(a *matrix) (out matrix) {
	for i := range 6 {
		for j := range 6 {
			out[i][j] = a[j][i]
		}
	}
	return out
}

// TestIntersect: whatever the correlation, the covariance that covariance
// intersection states is at least the true one in every direction; its
// determinant is the least over omega, and below both.
func TestIntersect(t *testing.T) {
	s := random.New(41, 0, "intersect")
	for range 500 {
		strength := s.Uniform(0, 0.999)
		a, b, cross := estimates(s, strength)
		var out filter.State
		omega, ok := Intersect(&a, &b, &out)
		if !ok || omega < 0 || omega > 1 {
			t.Fatalf("omega %g, %v", omega, ok)
		}
		var ya, yb, mixed, l matrix
		invert(&a.P, &ya)
		invert(&b.P, &yb)
		least := math.Inf(1)
		for i := range 201 {
			mix(&ya, &yb, float64(i)/200, &mixed)
			cholesky(&mixed, &l)
			least = min(least, -logDeterminant(&l))
		}
		cholesky(&out.P, &l)
		if got := logDeterminant(&l); got > least+1e-6 {
			t.Fatalf("log determinant %g, on a net of omega %g", got, least)
		}
		// out = ka a + kb b; its true covariance from theirs.
		mix(&ya, &matrix{}, omega, &mixed)
		ka := product(&out.P, &mixed)
		mix(&matrix{}, &yb, omega, &mixed)
		kb := product(&out.P, &mixed)
		surplus := out.P
		kat, kbt := transposed(&ka), transposed(&kb)
		aa, bb, ab := product(&ka, &a.P), product(&kb, &b.P), product(&ka, &cross)
		aa, bb, ab = product(&aa, &kat), product(&bb, &kbt), product(&ab, &kbt)
		ba := transposed(&ab)
		for _, m := range []*matrix{&aa, &bb, &ab, &ba} {
			add(&surplus, m, -1)
		}
		add(&surplus, &out.P, 1e-9)
		if !cholesky(&surplus, &l) {
			t.Fatalf("the true covariance is not bounded at correlation %g, omega %g", strength, omega)
		}
	}
}

// TestIntersectWithItself: an estimate gains nothing from itself.
func TestIntersectWithItself(t *testing.T) {
	s := random.New(42, 0, "itself")
	for range 100 {
		a, _, _ := estimates(s, 0)
		out := a
		for range 100 {
			if _, ok := Intersect(&out, &a, &out); !ok {
				t.Fatal("no estimate")
			}
		}
		for i := range 6 {
			if math.Abs(out.P[i][i]/a.P[i][i]-1) > 1e-6 || math.Abs(out.X[i]-a.X[i]) > 1e-6*math.Sqrt(a.P[i][i]) {
				t.Fatal("an estimate changed by being fused with itself")
			}
		}
	}
}

// TestFuse: which rule what is known of the parents allows.
func TestFuse(t *testing.T) {
	s := random.New(43, 0, "fuse")
	span := func(sensor int, to time.Duration) Span { return Span{sensor, 0, to * time.Second} }
	for _, c := range []struct {
		name   string
		a, b   Parents
		common bool
		want   Rule
		spans  int
	}{
		{"the same", ParentsOf(span(1, 10)), ParentsOf(span(1, 10)), false, Took, 1},
		{"newer", ParentsOf(span(1, 10)), ParentsOf(span(1, 5)), false, Took, 1},
		{"older", ParentsOf(span(1, 10)), ParentsOf(span(1, 15)), false, Took, 1},
		{"more", ParentsOf(span(1, 10), span(2, 8)), ParentsOf(span(1, 5)), false, Took, 2},
		{"others", ParentsOf(span(1, 10)), ParentsOf(span(2, 10)), false, Added, 2},
		{"one sensor, two times", ParentsOf(Span{1, 0, 5}), ParentsOf(Span{1, 6, 9}), false, Added, 1},
		{"some of both", ParentsOf(span(1, 10), span(2, 10)), ParentsOf(span(2, 10), span(3, 10)), false, Intersected, 3},
		{"some of both, known", ParentsOf(span(1, 10), span(2, 10)), ParentsOf(span(2, 10), span(3, 10)), true, Subtracted, 3},
		{"newer here, older there", ParentsOf(span(1, 10), span(2, 5)), ParentsOf(span(1, 5), span(2, 10)), false, Intersected, 2},
		{"nobody knows", ParentsOf(span(1, 10)), Parents{}, false, Intersected, 0},
	} {
		x, y, _ := estimates(s, 0)
		a, b := Estimate{State: x, Parents: c.a}, Estimate{State: y, Parents: c.b}
		var common *Estimate
		if c.common {
			common = &Estimate{State: x}
			add(&common.State.P, &x.P, 9)
		}
		var out Estimate
		if got := Fuse(&a, &b, common, &out); got != c.want || len(out.Parents.Spans()) != c.spans {
			t.Errorf("%s: rule %d, %d spans; want %d, %d", c.name, got, len(out.Parents.Spans()), c.want, c.spans)
		}
		var back Estimate
		if got := Fuse(&b, &a, common, &back); got != c.want {
			t.Errorf("%s: the other way round rule %d", c.name, got)
		}
		for i := range 6 {
			if c.name != "the same" && math.Abs(out.State.X[i]-back.State.X[i]) > 1e-6*math.Sqrt(out.State.P[i][i]) {
				t.Errorf("%s: not symmetric", c.name)
			}
		}
	}
	var many []Span
	for i := range maxParents + 1 {
		many = append(many, span(i, 5))
	}
	if p := ParentsOf(many...); p.Known() {
		t.Error("more parents than can be remembered are known")
	}
}

// TestRumour: two nodes, each with a radar, tell each other all they know after
// every measurement, a hundred times. With the common history subtracted each
// knows exactly what one filter on all measurements would, no more; by
// covariance intersection, not knowing, they know less and never claim more than
// is true; adding, they would claim the impossible.
func TestRumour(t *testing.T) {
	const runs, steps = 200, 100
	var known, unknown, added, truth float64
	for run := range runs {
		w := newWorld(random.New(44, uint64(run), "rumour"), 1, 2, fall{})
		all := tracker{}
		var a, b, common, ca, cb, na, nb filter.State
		for step := range steps {
			w.step()
			at := w.truth[0]
			for r := range 2 {
				noise := w.radars[r].noise(&at)
				z := w.measured[r][0]
				all.take(w.now, z, noise)
				for _, s := range []*filter.State{[]*filter.State{&a, &b}[r], []*filter.State{&ca, &cb}[r], []*filter.State{&na, &nb}[r]} {
					k := tracker{state: *s, time: w.now, updates: step}
					if step > 0 {
						fall{}.Predict(&k.state, scan.Seconds())
					}
					k.take(w.now, z, noise)
					*s = k.state
				}
			}
			if step < 2 {
				continue // each needs a velocity of its own first
			}
			if step == 2 {
				if !Combine(&a, &b, &common) {
					t.Fatal("no estimate")
				}
			} else {
				fall{}.Predict(&common, scan.Seconds())
				if !CombineLess(&a, &b, &common, &common) {
					t.Fatal("no estimate")
				}
			}
			a, b = common, common
			Intersect(&ca, &cb, &ca)
			cb = ca
			Combine(&na, &nb, &na)
			nb = na
		}
		for i := range 6 {
			if math.Abs(a.X[i]-all.state.X[i]) > 1e-3*math.Sqrt(all.state.P[i][i]) || math.Abs(a.P[i][i]/all.state.P[i][i]-1) > 1e-3 {
				t.Fatalf("run %d: known history gives %v, one filter %v", run, a.X, all.state.X)
			}
		}
		known += nees(&a, &w.truth[0]) / runs
		unknown += nees(&ca, &w.truth[0]) / runs
		added += nees(&na, &w.truth[0]) / runs
		truth += nees(&all.state, &w.truth[0]) / runs
	}
	t.Logf("normalised squared error of 6: one filter %.2f, known history %.2f, covariance intersection %.2f, added %.3g", truth, known, unknown, added)
	// The 95 % band of the mean of 200 is 6 ± 0.48.
	if math.Abs(known-6) > 0.6 || unknown > 6.5 || added < 1000 {
		t.Error("out of their bands")
	}
}

func BenchmarkIntersect(b *testing.B) {
	x, y, _ := estimates(random.New(45, 0, "benchmark"), 0.5)
	var out filter.State
	for b.Loop() {
		Intersect(&x, &y, &out)
	}
}
