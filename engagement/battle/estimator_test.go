package battle

import (
	"testing"
	"time"

	"scutum/engagement/filter"
	"scutum/engagement/track"
)

// TestTracksAreHonest: over runs of cooperation, the squared error of each
// radar's tracks, normalised by the covariance that it claims, is 6 or less on
// the mean: less, as the truth has none of the acceleration noise that the
// filter allows for. An EKF from two points claims twice too much of some
// radars'.
func TestTracksAreHonest(t *testing.T) {
	const least = 60 // errors, that a mean says something
	b := ready(t, study(t, "cooperation"), Options{Fidelity: Full})
	worst := 0.0
	for name, e := range squaredErrors(b, b.Worker()) {
		t.Logf("%s: %.2f over %d", name, e.mean(), e.n)
		if e.n >= least && (e.mean() < 3 || e.mean() > 7) {
			t.Errorf("%s: normalised squared error %.2f, 6 expected at most", name, e.mean())
		}
	}
	w := b.Worker()
	for k := range w.network.stations {
		s := &w.network.stations[k]
		s.tracker = track.New(trackerOf(&b.set.Shields[b.sides[s.side].Shield].Radars[s.number].Radar, &w.network.motion))
	}
	for _, e := range squaredErrors(b, w) {
		if e.n >= least {
			worst = max(worst, e.mean())
		}
	}
	t.Logf("worst of an EKF: %.2f", worst)
	if worst < 8 {
		t.Errorf("an EKF would do: %.2f", worst)
	}
}

// squares is a sum of normalised squared errors.
type squares struct {
	sum float64
	n   int
}

func (s *squares) mean() float64 { return s.sum / float64(s.n) }

// squaredErrors runs a worker and collects, every 5 s, the normalised squared
// errors of the tracks that were just updated, by radar.
func squaredErrors(b *Battle, w *Worker) map[string]*squares {
	out := map[string]*squares{}
	const runs = 8
	for run := range uint64(runs) {
		for w.Begin(run, nil); !w.Done(); {
			w.Step(w.Now() + 5*time.Second)
			for k := range w.network.stations {
				s := &w.network.stations[k]
				for _, x := range s.tracker.Tracks() {
					if !x.Confirmed || x.Updated != w.Now() {
						continue
					}
					i := s.marks[x.ID-1].origin
					if i < 0 || w.flown[i].over {
						continue
					}
					if out[s.radar.Name] == nil {
						out[s.radar.Name] = &squares{}
					}
					e := out[s.radar.Name]
					e.sum += normalised(b, x.State(), i, w.Now()-w.flown[i].launch)
					e.n++
				}
			}
		}
	}
	return out
}

// normalised is the squared error of an estimate of missile i by its own
// covariance, by elimination.
func normalised(b *Battle, s *filter.State, i int, after time.Duration) (sum float64) {
	const half = 500 * time.Millisecond
	at, speed := b.position(i, after), b.position(i, after+half).Sub(b.position(i, after-half))
	truth := [6]float64{at.X, at.Y, at.Z, speed.X, speed.Y, speed.Z}
	p := s.P
	var d [6]float64
	for k := range d {
		d[k] = truth[k] - s.X[k]
	}
	for c := range d {
		sum += d[c] * d[c] / p[c][c]
		for r := c + 1; r < 6; r++ {
			f := p[r][c] / p[c][c]
			for k := c; k < 6; k++ {
				p[r][k] -= f * p[c][k]
			}
			d[r] -= f * d[c]
		}
	}
	return sum
}
