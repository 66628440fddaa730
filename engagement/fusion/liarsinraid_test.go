package fusion

import (
	"math"
	"testing"

	"scutum/internal/random"
)

// TestLiarsInRaid: the same among eight objects at a time, 20 km apart, of which
// a liar misreports every one. Ghosts are confirmed tracks far from everything.
func TestLiarsInRaid(t *testing.T) {
	const objects, radars, runs = 8, 5, 20
	for kind := lieBiased; kind <= lieMixed; kind++ {
		named, inTime, falsely, ghosts, missing, scans := 0, 0, 0, 0, 0, 0
		for run := range runs {
			w := newSalvo(random.New(22, uint64(run), "raid", lieNames[kind]), objects, radars, 20e3, fall{})
			var liars [radars][]*liar
			lying, onset, scanNumber := Set(0), 0, 0
			for lying.Count() < 2 {
				lying |= 1 << w.stream.Whole(0, radars-1)
			}
			for r := range radars {
				if lying.Has(r) {
					one := newLiar(w.world, kind, r, lying, 5*w.stream.Uniform(1, 3), byEach)
					for i := range objects {
						another := *one
						another.object = i
						liars[r] = append(liars[r], &another)
						if i > 0 && one.kind == lieInvents {
							another.onset = lastScan
						}
					}
					onset = max(onset, one.onset)
				}
			}
			w.bias = func(r, _ int) (off [3]float64) {
				if liars[r] != nil && liars[r][0].kind == lieBiased && scanNumber >= liars[r][0].onset {
					return liars[r][0].offset
				}
				return off
			}
			centre := New(Settings{Sources: sources(radars), Motion: w.motion, Sees: everywhere})
			common := 0
			for ; scanNumber < lastScan; scanNumber++ {
				w.step()
				telling := 0
				for r := range radars {
					for i := range objects {
						reports := []Report{w.report(r, i)}
						if liars[r] != nil {
							reports = liars[r][i].tell(w.world, r, scanNumber)
						}
						for _, report := range reports {
							if liars[r] == nil && report.Updates < 3 {
								continue
							}
							if report.Track != 99 {
								report.Track = i + 1
								telling++
							}
							check(centre.Report(&report))
						}
					}
				}
				centre.Tick(w.now)
				if telling == radars*objects && scanNumber >= onset {
					common++
				}
				if common == 5 {
					inTime += (centre.Named() & lying).Count()
					common++
				}
				found := make([]bool, objects)
				for i := range centre.Tracks() {
					track := &centre.Tracks()[i]
					if track.Marks&Confirmed == 0 {
						continue
					}
					nearest, least := 0, math.Inf(1)
					for k := range w.truth {
						if d := miss(&track.State, &w.truth[k]); d < least {
							nearest, least = k, d
						}
					}
					if least > 8e3 || found[nearest] {
						ghosts++
					}
					found[nearest] = true
				}
				if scanNumber >= 4 {
					for i := range found {
						scans++
						if !found[i] {
							missing++
						}
					}
				}
			}
			named += (centre.Named() & lying).Count()
			falsely += (centre.Named() &^ lying).Count()
		}
		t.Logf("%s: of %d liars %d named, %d in 5 scans, %d honest ones; %d ghosts; in %d of %d an object is not confirmed", lieNames[kind], 2*runs, named, inTime, falsely, ghosts, missing, scans)
		if named < 2*runs || inTime < named || falsely > 0 || ghosts > 0 || missing*100 > scans {
			t.Errorf("%s: that is too bad", lieNames[kind])
		}
	}
}
