package battle

import (
	"fmt"
	"math/bits"
	"slices"
	"time"

	"scutum/engagement/detection"
	"scutum/engagement/filter"
	"scutum/engagement/fusion"
	"scutum/physics/earth"
)

// surely is the probability of detection at a look from which on a radar is
// expected to be tracking an object [assumption]: 15 detections in 20 looks come
// about with 0.99 then.
const surely = 0.9

// seesOf says of a picture's sources which should by now be tracking what an
// estimate is of. Such a radar finds the smallest of the classes as surely as
// that, and has done since the time that confirmation, reports and their way
// take; it needs no cue, and its limit of tracks is not reached by all that is
// in the air. What a class is worth less than is guessed: nobody is accused of
// not seeing what could have been hidden.
//
// The estimate is carried back in a straight line bent by gravity, which is
// right to a few hundred metres. Before burnout that is nowhere the object was,
// so that a radar close to the launch is expected some seconds too soon; five
// scans of patience are left to it.
func (b *Battle) seesOf(n *network, sources []source) func(int, time.Duration, *filter.State) bool {
	return func(k int, _ time.Duration, s *filter.State) bool {
		x := &n.stations[sources[k].station]
		r := &b.set.Shields[b.sides[x.side].Shield].Radars[x.number].Radar
		if x.needsCue || n.aloft > x.most {
			return false
		}
		looks := max(3, r.ConfirmDetections, r.ConfirmLooks)
		acquired := time.Duration(looks)*x.radar.Revisit + 2*reportEvery + sources[k].delay
		for back := range 3 {
			o := detection.Object{At: b.carriedBack(s, 0.5*float64(back)*acquired.Seconds()), Class: x.smallest}
			if x.radar.Probability(&o) < surely {
				return false
			}
		}
		return true
	}
}

// seesNow says of a picture's sources which see the place of an estimate now:
// as surely, but without the time that a track takes.
func (b *Battle) seesNow(n *network, sources []source) func(int, time.Duration, *filter.State) bool {
	return func(k int, _ time.Duration, s *filter.State) bool {
		x := &n.stations[sources[k].station]
		at := earth.Vec[earth.ECEF]{X: s.X[0], Y: s.X[1], Z: s.X[2]}
		return !x.needsCue && n.aloft <= x.most && x.radar.Probability(&detection.Object{At: at, Class: x.smallest}) >= surely
	}
}

// carriedBack is where an estimate has the object so many seconds ago.
func (b *Battle) carriedBack(s *filter.State, t float64) earth.Vec[earth.ECEF] {
	at := earth.Vec[earth.ECEF]{X: s.X[0], Y: s.X[1], Z: s.X[2]}
	speed := earth.Vec[earth.ECEF]{X: s.X[3], Y: s.X[4], Z: s.X[5]}
	r := at.Norm()
	pull := -b.set.Earth.Mu / (r * r * r)
	return at.AddScaled(-t, speed).AddScaled(float64(0.5*float64(t*t))*pull, at)
}

// smallest returns the class of which a radar sees least, at one place.
func (b *Battle) smallest(r *detection.Radar) (least int) {
	at := b.missiles[0].From.Place
	at.Alt = 500e3
	o := detection.Object{At: b.set.Earth.Fixed(at)}
	best := 0.0
	for k := range b.classes {
		o.Class = k
		if snr := r.SNR(&o); k == 0 || snr < best {
			least, best = k, snr
		}
	}
	return least
}

// tellLiars tells of the sources that a command's centre has named since it was
// last asked, and of those whose accusation it has taken back.
func (w *Worker) tellLiars(command int) {
	c := &w.network.centres[command]
	now := c.Named()
	changed := now ^ c.named
	c.named = now
	for ; changed != 0; changed &= changed - 1 {
		k := bits.TrailingZeros32(uint32(changed))
		w.accuse(command, k)
		if !w.wants {
			continue
		}
		why := "the accusation is taken back: others report the same"
		if now.Has(k) {
			why = w.whyAccused(c, k)
		}
		w.event(Accused, w.b.commands[command].sides[0], -1, Event{Sensor: w.network.stations[c.sources[k].station].radar.Name, Why: why})
	}
}

// accuse keeps who was named in this run, and whether that was taken back.
func (w *Worker) accuse(command, k int) {
	c := &w.network.centres[command]
	party, name := w.b.commands[command].name, w.network.stations[c.sources[k].station].radar.Name
	at := slices.IndexFunc(w.accused, func(a Accusation) bool { return a.Party == party && a.Sensor == name })
	if at < 0 {
		at = len(w.accused)
		w.accused = append(w.accused, Accusation{Party: party, Sensor: name, Time: w.clock})
		for _, a := range c.Liars() {
			if a.Source == k {
				w.accused[at].Reason = a.Reason.String()
			}
		}
	}
	w.accused[at].TakenBack = !c.named.Has(k)
}

// whyAccused is the evidence against a source of a picture.
func (w *Worker) whyAccused(c *centre, k int) string {
	for _, a := range c.Liars() {
		if a.Source != k {
			continue
		}
		on := fmt.Sprintf("on track %d, against %d that agree", c.base+a.Track, a.Against.Count())
		switch a.Reason {
		case fusion.Biased:
			return fmt.Sprintf("named a liar: biased, off by %.1f km %s", a.Offset/1e3, on)
		case fusion.Replayed:
			return fmt.Sprintf("named a liar: late by %.1f s %s", a.Shift.Seconds(), on)
		case fusion.Frozen:
			return fmt.Sprintf("named a liar: said the same %.0f times %s", a.Statistic, on)
		}
		return fmt.Sprintf("named a liar: invents what others should see and do not, for %.0f scans %s", a.Statistic, on)
	}
	return "named a liar"
}
