package fusion

import (
	"math"
	"testing"
	"time"

	"scutum/engagement/filter"
	"scutum/internal/random"
)

// salvo is a world of objects that fly beside each other, of which radars see
// parts and miss measurements.
type salvo struct {
	*world
	from, to [][]int // scans, by radar and object
}

func newSalvo(s random.Stream, objects, radars int, apart float64, motion fall) *salvo {
	w := &salvo{world: newWorld(s, objects, radars, motion)}
	for i := range w.truth {
		w.truth[i] = w.truth[0]
		for j := range 6 {
			if j < 3 {
				w.truth[i][j] += apart * normal(s)
			} else {
				w.truth[i][j] += apart / 200 * normal(s)
			}
		}
	}
	for range radars {
		from, to := make([]int, objects), make([]int, objects)
		start, end := s.Whole(0, 12), s.Whole(20, 60)
		for i := range objects {
			from[i], to[i] = start+s.Whole(0, 2), end
		}
		w.from, w.to = append(w.from, from), append(w.to, to)
	}
	return w
}

// holds says whether a radar looks at an object in a scan, since some scans.
func (w *salvo) holds(r, i, scanNumber, since int) bool {
	return scanNumber >= w.from[r][i]+since && scanNumber < w.to[r][i]
}

// TestHonest: in raids of honest radars nobody is named, the tracks that make an
// object are of one object, and every object that somebody tracks is one track.
// Where radars cannot tell objects apart, tracks are taken for each other's, and
// one run in ten may name somebody. Systematic errors that are not small are to
// be told.
func TestHonest(t *testing.T) {
	for _, c := range []struct {
		name               string
		objects, radars    int
		apart, noise, seen float64
		systematic         float64
		told               bool
		runs, may          int
	}{
		{name: "raid, 50 km apart", objects: 12, radars: 6, apart: 50e3, seen: 0.9, runs: 30},
		{name: "raid, 10 km apart", objects: 12, radars: 6, apart: 10e3, seen: 0.9, runs: 30},
		{name: "raid, 2 km apart", objects: 12, radars: 6, apart: 2e3, seen: 0.9, runs: 30, may: 3},
		{name: "process noise", objects: 12, radars: 6, apart: 50e3, noise: 0.01, seen: 0.9, runs: 30},
		{name: "every second measurement missed", objects: 6, radars: 5, apart: 50e3, seen: 0.5, runs: 30},
		{name: "one object", objects: 1, radars: 6, seen: 0.9, runs: 300},
		{name: "systematic errors of 0.5 sigma, told", objects: 12, radars: 6, apart: 50e3, seen: 0.9, systematic: 0.5, told: true, runs: 30},
		{name: "systematic errors of 0.2 sigma, not told", objects: 12, radars: 6, apart: 50e3, seen: 0.9, systematic: 0.2, runs: 30},
	} {
		var h tally
		for run := range c.runs {
			w := newSalvo(random.New(31, uint64(run), "honest", c.name), c.objects, c.radars, c.apart, fall{c.noise})
			w.err(c.systematic)
			settings := Settings{Sources: sources(c.radars), Motion: w.motion}
			if c.told {
				settings.Systematic = w.systematic(c.systematic)
			}
			h.run(w, settings, c.seen)
		}
		t.Logf("%s: %d runs, %d reports: %d accusations; per scan and object: tracks %.3f, of several objects %.5f; renumbered %d", c.name, c.runs, h.reports, h.accused,
			float64(h.tracks)/float64(h.objects), float64(h.mixed)/float64(h.objects), h.renumbered)
		if h.accused > c.may {
			t.Errorf("%s: %d false accusations: %v", c.name, h.accused, h.accusations)
		}
		if c.may == 0 && (h.mixed > h.objects/1000 || h.renumbered > 0 || h.tracks > h.objects*106/100 || h.tracks < h.objects) {
			t.Errorf("%s: tracks are not one for one object", c.name)
		}
	}
}

// err gives every radar an error of its own that stays, of a share of its noise.
func (w *salvo) err(share float64) {
	units := make([][3]float64, len(w.radars))
	for r := range units {
		units[r] = [3]float64{normal(w.stream), normal(w.stream), normal(w.stream)}
	}
	w.bias = func(r, i int) (off [3]float64) {
		noise := w.radars[r].noise(&w.truth[i])
		l := root3(&noise)
		for j := range 3 {
			for k := range j + 1 {
				off[j] += share * l[j][k] * units[r][k]
			}
		}
		return off
	}
}

// systematic is what Settings are told of such errors.
func (w *salvo) systematic(share float64) func(int, [3]float64) [3][3]float64 {
	return func(source int, at [3]float64) [3][3]float64 {
		p := w.radars[source].noise(&vector{at[0], at[1], at[2]})
		for i := range 3 {
			for j := range 3 {
				p[i][j] *= share * share
			}
		}
		return p
	}
}

// tally is what came of runs of honest radars.
type tally struct {
	reports, accused, tracks, objects, mixed, renumbered int
	accusations                                          []Accusation
}

const honestScans = 60

func (h *tally) run(w *salvo, settings Settings, seen float64) {
	scanNumber := 0
	settings.Sees = func(source int, _ time.Duration, at [3]float64) bool {
		nearest, least := 0, math.Inf(1)
		for i := range w.truth {
			if d := miss(&filter.State{X: vector{at[0], at[1], at[2]}}, &w.truth[i]); d < least {
				nearest, least = i, d
			}
		}
		return w.holds(source, nearest, scanNumber, 6)
	}
	centre := New(settings)
	numbers := make([]int, len(w.truth))
	for ; scanNumber < honestScans; scanNumber++ {
		w.advance()
		for r := range w.radars {
			for i := range w.truth {
				if !w.holds(r, i, scanNumber, 0) || w.stream.Float64() > seen {
					continue
				}
				w.measure(r, i)
				if report := w.report(r, i); report.Updates >= 3 {
					check(centre.Report(&report))
					h.reports++
				}
			}
		}
		centre.Tick(w.now)
		h.count(w, centre, scanNumber, numbers)
	}
	h.accused += len(centre.Liars())
	h.accusations = append(h.accusations, centre.Liars()...)
}

func (h *tally) count(w *salvo, centre *Centre, scanNumber int, numbers []int) {
	for i := range w.truth {
		for r := range w.radars {
			if w.trackers[r][i].updates >= 3 && w.now-w.trackers[r][i].time < 30*time.Second {
				h.objects++
				break
			}
		}
	}
	for i := range centre.Tracks() {
		t := &centre.Tracks()[i]
		h.tracks++
		first := t.SourceTracks()[0].Track - 1
		for _, s := range t.SourceTracks() {
			if s.Track-1 != first {
				h.mixed++
				break
			}
		}
		if scanNumber > 20 {
			if numbers[first] != t.ID && numbers[first] != 0 {
				h.renumbered++
			}
			numbers[first] = t.ID
		}
	}
}
