package battle

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// TestQueueIsOneOrder: events leave by time, at the same time by step, and of
// the same step in the order in which they came; whatever the order of arrival.
func TestQueueIsOneOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var q queue
	for range 50 {
		q.empty()
		var want []queued
		for i := range 200 {
			at, s := time.Duration(rng.IntN(20)), step(rng.IntN(5))
			q.push(at, s, i, 0, 0)
			want = append(want, queued{at: at, order: uint64(s), a: int32(i)})
			if rng.IntN(3) == 0 { // some leave early: take it out of what is wanted too
				e := q.pop()
				want = slices.DeleteFunc(want, func(w queued) bool { return w.a == e.a })
				for _, w := range want {
					if w.at < e.at || w.at == e.at && step(w.order) < e.step() || w.at == e.at && step(w.order) == e.step() && w.a < e.a {
						t.Fatalf("%+v left before %+v", e, w)
					}
				}
			}
		}
		slices.SortStableFunc(want, func(a, b queued) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.order, b.order)) })
		for _, w := range want {
			if e := q.pop(); e.a != w.a || e.at != w.at || uint64(e.step()) != w.order {
				t.Fatalf("%+v, want %+v", e, w)
			}
		}
	}
}
