package battle

import (
	"time"

	"scutum/internal/frozen"
	"scutum/physics/earth"
)

func acos(x float64) float64 { return frozen.Acos(x) }

// fixed is the Earth-fixed position of a meeting, from degrees and km.
func (b *Battle) fixed(lat, lon, high float64) earth.Vec[earth.ECEF] {
	p := earth.Degrees(lat, lon)
	p.Alt = high * 1e3
	return b.set.Earth.Fixed(p)
}

// The first wait before what could not be done is tried again, and how often it
// is: waits double, as the estimate gets better ever more slowly.
const (
	firstWait = 10 * time.Second
	mostTries = 6
)

// retry has what cannot be done with an estimate tried again later, if a better
// one could change the answer; it returns false where not.
func (w *Worker) retry(k int, why reason) bool {
	e := w.targets[k].estimate
	if e == nil || e.contact < 0 || e.tries >= mostTries || e.sound && w.clock+firstWait >= e.fall {
		return false
	}
	wait := firstWait << e.tries
	switch why {
	case uncertain, disputed, unwitnessed:
		wait = reportEvery // every report helps
	case noArc:
		e.tries = mostTries // once more
	case tooLate, outOfReach, noSight, undefended, outsideSector, belowMinimum, noTrack, passed, invention:
		e.tries++
	default:
		return false
	}
	if e.sound {
		wait = min(wait, e.fall-w.clock)
	}
	t := &w.targets[k]
	t.version++
	w.queue.push(w.clock+wait, again, k, int(t.version), 0)
	return true
}

// again tries once more what could not be done, unless the track is down.
func (w *Worker) again(k int, version int32) {
	t := &w.targets[k]
	switch {
	case t.version != version || t.state != waiting:
	case t.estimate.sound && w.clock >= t.estimate.fall:
		w.stop(t, t.why)
	default:
		w.want(k)
	}
}

// wakeFull departs as planned, or as a better estimate has it: what leaves
// within a tick leaves now.
func (w *Worker) wakeFull(k int) {
	t := &w.targets[k]
	battery, o, planned := t.battery, t.option, t.estimate.version
	w.release(t)
	w.refresh(k)
	if t.estimate.version != planned {
		why, about := noReason, -1
		if battery, o, why, about = w.best(k); battery < 0 {
			w.leave(k, why, about)
			if t.state == open { // refused, or released: at the next plan
				w.want(k)
			}
			return
		}
		if o.launch > w.clock+w.tick() {
			w.keep(k, battery, &o)
			return
		}
	}
	w.send(k, battery, &o)
}
