package battle

import (
	"fmt"
	"math"
	"time"

	"scutum/engagement/detection"
	"scutum/internal/frozen"
	"scutum/scenario"
)

// launchFull puts into the queue what sensors may report of missile i.
func (w *Worker) launchFull(i int) {
	n := w.network
	w.queue.push(w.clock+w.b.missiles[i].impact, fall, i, 0, 0)
	w.reportLaunch(i)
	for k := range n.stations {
		w.lookAt(k, w.clock)
	}
}

// flying says whether any missile is in flight.
func (w *Worker) flying() bool {
	for i := range w.flown {
		if f := &w.flown[i]; !f.over && f.launch <= w.clock {
			return true
		}
	}
	return false
}

// reportLaunch draws the launch reports of missile i, and who has them when.
func (w *Worker) reportLaunch(i int) {
	n, m := w.network, &w.b.missiles[i]
	_, azimuth, _ := w.b.set.Earth.Distance(m.From.Place, m.To.Place)
	truth := detection.Launch{Time: w.clock, At: m.From.Place, Azimuth: azimuth, Origin: i}
	for j := range w.b.sides {
		own := w.b.set.Shields[w.b.sides[j].Shield].Infrared
		if own == nil {
			continue
		}
		system := detection.NewInfrared(w.b.set.Earth, *own)
		r, seen := system.Report(truth, w.stream(i, 2+len(w.b.commands)+j, "infrared", w.b.sides[j].Name))
		if !seen {
			continue
		}
		n.launches[j]++
		for to := range w.b.sides {
			if !w.b.shares(j, to) {
				continue
			}
			at := r.Time
			if to != j {
				at += nanoseconds(w.b.set.Exchange)
			}
			if x := &n.reports[i*len(w.b.sides)+to]; x.at < 0 || at < x.at {
				*x = report{Report: r, at: at, from: j}
			}
		}
	}
	for j := range w.b.sides {
		if at := n.reports[i*len(w.b.sides)+j].at; at >= 0 {
			w.queue.push(at, warn, i, j, 0)
		}
	}
}

// lookAt has a station look at a time, or before; at its next whole revisit.
func (w *Worker) lookAt(k int, at time.Duration) {
	s := &w.network.stations[k]
	at = max(at, w.clock)
	at = (at + s.radar.Revisit - 1) / s.radar.Revisit * s.radar.Revisit
	if s.next < 0 || at < s.next {
		s.next = at
		w.queue.push(at, look, k, 0, 0)
	}
}

// look is one scan of station k, whether anything is in its view or not: what
// noise makes of an empty sky is detected, too. It goes on at every revisit as
// long as any missile flies anywhere or the station has a confirmed track.
// Before, between and after that nothing is asked of radars, as the next raid
// may be hours away: a battle is not told what noise makes of those.
func (w *Worker) look(k int) {
	n := w.network
	s := &n.stations[k]
	if s.next != w.clock {
		return // looked already
	}
	s.next = never
	n.objects = n.objects[:0]
	for i := range s.watch {
		w.show(s, &s.watch[i])
	}
	n.found = s.radar.Scan(w.clock, n.objects, &s.stream, n.found[:0])
	w.detections += len(n.found)
	for i := range n.found {
		if o := n.found[i].Origin; o != detection.False && !s.told[o] {
			w.firstDetection(s, &n.found[i])
		}
	}
	n.measured = detection.Measurements(n.measured[:0], n.found)
	s.scan.Time, s.scan.Station, s.scan.Detections = w.clock, &s.radar.Station, n.measured
	s.tracker.Step(&s.scan)
	w.markTracks(s)
	if w.flying() || s.follows() {
		w.lookAt(k, w.clock+s.radar.Revisit)
		return
	}
	s.standDown(w.clock)
}

// standDown has a station forget its tentative tracks and what they might begin
// with, by scans that find nothing: nothing of it is to be carried on to the
// next raid.
func (s *station) standDown(now time.Duration) {
	s.scan.Time, s.scan.Detections = now, nil
	for range max(dropDoubtful, 4) {
		s.tracker.Step(&s.scan)
	}
}

// follows says whether a station has a confirmed track.
func (s *station) follows() bool {
	for _, t := range s.tracker.Tracks() {
		if t.Confirmed {
			return true
		}
	}
	return false
}

// show adds a missile to what a station may see, while it is in view.
func (w *Worker) show(s *station, x *watch) {
	f := &w.flown[x.missile]
	after := w.clock - f.launch
	if f.over || after < 0 {
		return
	}
	for _, span := range x.spans {
		if after >= span[0] && after <= span[1] {
			r := &w.network.reports[x.missile*len(w.b.sides)+s.side]
			cued := r.at >= 0 && w.clock >= r.at+nanoseconds(w.b.sides[s.side].shield.Delays.Cue) || w.seen[x.missile*len(w.b.sides)+s.side].cued(w.clock)
			w.network.objects = append(w.network.objects, detection.Object{At: w.b.position(x.missile, after), Class: w.b.missiles[x.missile].class,
				Origin: x.missile, Cued: cued})
			return
		}
	}
}

// cued says whether a track of a radar that searches by itself has cued the
// others by now.
func (s *seen) cued(now time.Duration) bool { return s.cue >= 0 && now >= s.cue }

// firstDetection tells of a radar's first detection of a missile.
func (w *Worker) firstDetection(s *station, d *detection.Detection) {
	i := d.Origin
	s.told[i] = true
	for j := range w.b.sides { // whoever has the radar in its picture
		if j == s.side || w.b.o.Sharing >= scenario.ShareTracks {
			w.took(&w.flown[i].detected, i, j)
		}
	}
	if w.wants {
		w.event(Detected, s.side, i, Event{Sensor: s.radar.Name, Why: fmt.Sprintf("at %.0f km, %.1f dB", d.Measurement.Z[2]/1e3, (10/math.Ln10)*frozen.Log(math.Max(d.SNR, 1e-3)))})
	}
}

// markTracks notes a station's newly confirmed tracks, and of which missile
// each is in truth. The first one has the reports begin.
func (w *Worker) markTracks(s *station) {
	n := w.network
	for _, t := range s.tracker.Tracks() {
		if !t.Confirmed {
			continue
		}
		for len(s.marks) < t.ID {
			s.marks = append(s.marks, mark{never, -1})
		}
		m := &s.marks[t.ID-1]
		if t.Detection >= 0 && n.found[t.Detection].Origin != detection.False {
			m.origin = n.found[t.Detection].Origin
		}
		if m.confirmed >= 0 {
			continue
		}
		m.confirmed = w.clock
		if m.origin >= 0 && !w.b.set.Shields[w.b.sides[s.side].Shield].Radars[s.number].Radar.NeedsCue {
			x := &w.seen[m.origin*len(w.b.sides)+s.side]
			earliest(&x.cue, w.clock+nanoseconds(w.b.sides[s.side].shield.Delays.Cue))
		}
		if n.due < 0 {
			n.due = (w.clock + reportEvery - 1) / reportEvery * reportEvery
			w.queue.push(n.due, hear, 0, 0, 0)
		}
	}
}

// whyReport says what a launch report tells, and whose it is.
func (w *Worker) whyReport(i, j int) string {
	r := &w.network.reports[i*len(w.b.sides)+j]
	off, _, _ := w.b.set.Earth.Distance(r.At, w.b.missiles[i].From.Place)
	text := fmt.Sprintf(": at %.2f N %.2f E (%.0f km off), towards %.0f degrees", r.At.LatDeg(), r.At.LonDeg(), off/1e3, r.Azimuth*(180/math.Pi))
	if r.from != j {
		text += ", by " + w.b.sides[r.from].Name
	}
	return text
}
