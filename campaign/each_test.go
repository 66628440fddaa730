package campaign

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// TestEachSameForAnyWorkers: every piece is done once, by a worker whose
// workspace nobody else uses meanwhile, and what is written does not depend on
// how many workers there are.
func TestEachSameForAnyWorkers(t *testing.T) {
	const n = 1000
	var want [n]uint64
	for i := range want {
		want[i] = uint64(i) * 0x9e3779b97f4a7c15
	}
	for _, workers := range []int{1, 2, 3, 8, 64, 2 * n, 0, -1} {
		var got [n]uint64
		var told atomic.Int64
		busy := make([]atomic.Bool, max(workers, Workers(workers)))
		err := Each(context.Background(), n, workers, func(k int) { told.Add(int64(k)) }, func(w, i int) {
			if busy[w].Swap(true) {
				t.Errorf("worker %d of %d does two things at once", w, workers)
			}
			got[i] += want[i]
			if i%97 == 0 {
				runtime.Gosched()
			}
			busy[w].Store(false)
		})
		if err != nil || got != want || told.Load() != n {
			t.Errorf("%d workers: %v, same %v, told of %d pieces", workers, err, got == want, told.Load())
		}
	}
}

// TestEachOfNothing: no piece, no call.
func TestEachOfNothing(t *testing.T) {
	if err := Each(context.Background(), 0, 4, nil, func(w, i int) { t.Errorf("worker %d does %d", w, i) }); err != nil {
		t.Error(err)
	}
}

// TestEachStops: once the context is done no further piece begins, and its
// error comes back.
func TestEachStops(t *testing.T) {
	for _, workers := range []int{1, 4} {
		ctx, cancel := context.WithCancel(context.Background())
		var done atomic.Int64
		start := time.Now()
		err := Each(ctx, 1_000_000, workers, nil, func(_, i int) {
			if done.Add(1) == 10 {
				cancel()
			}
			time.Sleep(time.Millisecond)
		})
		if !errors.Is(err, context.Canceled) || done.Load() > 10+int64(workers) {
			t.Errorf("%d workers: %v after %d pieces and %v", workers, err, done.Load(), time.Since(start))
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Each(ctx, 5, 2, nil, func(_, i int) { t.Errorf("piece %d is done", i) }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
