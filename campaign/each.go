// Package campaign runs many independent pieces of work: workers, progress and
// cancellation. What a piece writes goes to its own place, so results do not
// depend on how many workers there are; see TestEachSameForAnyWorkers.
//
// Raid runs a battle many times, in blocks that are kept in files as they are
// done; tables and tally are made from them in the order of the runs. So the
// same campaign gives the same bytes for any number of workers and however
// often it was broken off, and its memory does not grow with the runs; see
// TestSameBytes and TestResume.
package campaign

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// Workers returns n, or the number of processors where n is not positive.
func Workers(n int) int {
	if n > 0 {
		return n
	}
	return runtime.GOMAXPROCS(0)
}

// Each calls do(worker, i) for i in [0, n) on so many workers; worker numbers
// the caller's workspace, 0 to workers-1. It stops early when ctx is done and
// returns its error. progress, if not nil, is told of every finished piece.
func Each(ctx context.Context, n, workers int, progress func(int), do func(worker, i int)) error {
	workers = min(Workers(workers), max(n, 1))
	var next atomic.Int64
	var group sync.WaitGroup
	for w := range workers {
		group.Add(1)
		go func() {
			defer group.Done()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(w, i)
				if progress != nil {
					progress(1)
				}
			}
		}()
	}
	group.Wait()
	return ctx.Err()
}
