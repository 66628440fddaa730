package battle

import "time"

type estimate struct {
	number   int
	launched time.Duration
	by       []struct{ needs float64 }
}

func (w *Worker) estimated(k, battery int) (option, reason)             { return option{}, noTrack }
func (w *Worker) estimatedLatest(k, battery int) time.Duration          { return never }
func (w *Worker) estimatedMissed(k, b int) (last, commit time.Duration) { return never, never }
func (w *Worker) describeEstimate(k int, q *Order)                      {}
func (w *Worker) foundNear(s *shot) (int, string)                       { return -1, outcomeBasket }
