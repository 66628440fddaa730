package battle

import (
	"fmt"
	"time"

	"scutum/engagement/fusion"
)

// hear has every radar tell of its tracks, and every centre hear what has
// arrived. It goes on until nothing flies and nobody deals with anything.
func (w *Worker) hear() {
	n := w.network
	for k := range n.stations {
		for _, t := range n.stations[k].tracker.Tracks() {
			if t.Confirmed {
				n.stations[k].reported += reportEvery
			}
		}
		if n.stations[k].fault != nil {
			w.lie(&n.stations[k])
		}
	}
	n.aloft = 0
	for c := range n.centres {
		n.aloft = max(n.aloft, len(n.centres[c].Tracks()))
	}
	for c := range n.centres {
		w.collect(&n.centres[c])
		w.tickCentre(c)
	}
	if w.quiet() {
		n.due = never
		for c := range n.centres {
			x := &n.centres[c]
			x.base += len(x.contacts)
			x.begin()
		}
		for k := range w.targets {
			w.targets[k].estimate.contact = -1
		}
		return
	}
	n.due = w.clock + reportEvery
	w.queue.push(n.due, hear, 0, 0, 0)
}

// quiet says whether nothing flies and no target is dealt with any more.
func (w *Worker) quiet() bool {
	if w.flying() {
		return false
	}
	for k := range w.targets {
		if w.targets[k].state != closed {
			return false
		}
	}
	return true
}

// collect puts the tracks of a centre's radars on their way to it.
func (w *Worker) collect(c *centre) {
	for k := range c.sources {
		s := &w.network.stations[c.sources[k].station]
		if s.fault != nil {
			for _, r := range s.fault.told {
				span := r.Parents.Spans()[0]
				r.Source, r.Parents = k, fusion.ParentsOf(fusion.Span{Sensor: k, From: span.From, To: span.To})
				c.pending = append(c.pending, delayed{w.clock + c.sources[k].delay, r})
			}
			continue
		}
		for _, t := range s.tracker.Tracks() {
			if t.Confirmed {
				c.pending = append(c.pending, delayed{w.clock + c.sources[k].delay, fusion.Report{Source: k, Track: t.ID, Time: w.clock, State: *t.State(),
					Confirmed: true, Updates: t.Hits, Parents: fusion.ParentsOf(fusion.Span{Sensor: k, From: t.Started, To: t.Updated})}})
			}
		}
	}
}

// tickCentre brings the picture of command c to now.
func (w *Worker) tickCentre(command int) {
	c := &w.network.centres[command]
	left := c.pending[:0]
	for i := range c.pending {
		d := &c.pending[i]
		if d.at > w.clock {
			left = append(left, *d)
			continue
		}
		if err := c.Report(&d.report); err != nil {
			panic("battle: a tracker's report is none: " + err.Error())
		}
	}
	c.pending = left
	c.Tick(w.clock)
	c.ticked = w.clock
	w.tellLiars(command)
	for i := range c.contacts {
		c.contacts[i].track = -1
	}
	for i := range c.Tracks() {
		w.contact(command, i)
	}
	for i := range c.contacts {
		if x := &c.contacts[i]; x.known && x.track < 0 {
			w.dropContact(command, i)
		}
	}
}

// contact brings what is kept of a track of the picture up to date.
func (w *Worker) contact(command, track int) {
	n := w.network
	c := &n.centres[command]
	t := &c.Tracks()[track]
	for len(c.contacts) < t.ID {
		c.growContacts(len(w.b.commands[command].sides))
	}
	x := &c.contacts[t.ID-1]
	x.track = track
	origin := -1
	for _, k := range t.SourceTracks() {
		confirmed, of := n.stations[c.sources[k.Source].station].confirmedAt(k.Track)
		if x.first[k.Source] < 0 || confirmed < x.first[k.Source] {
			x.first[k.Source] = confirmed
		}
		if origin < 0 {
			origin = of
		}
	}
	if origin >= 0 {
		x.origin = origin
	}
	if !x.known {
		x.known = true
		w.firstTrack(command, t.ID-1)
	}
	if x.target >= 0 {
		w.targets[x.target].missile = w.retarget(x)
	}
	w.expectCommit(command, t.ID-1)
}

// retarget is which missile a contact's target is of, in truth: what shots are
// on their way to stays what they were shot at.
func (w *Worker) retarget(x *contact) int32 {
	if t := &w.targets[x.target]; t.flying > 0 {
		return t.missile
	}
	return int32(x.origin)
}

// growContacts makes room for one contact more, and uses again what there is.
func (c *centre) growContacts(sides int) {
	i := len(c.contacts)
	if i < cap(c.contacts) {
		c.contacts = c.contacts[:i+1]
	} else {
		c.contacts = append(c.contacts, contact{})
	}
	x := &c.contacts[i]
	*x = contact{track: -1, origin: -1, target: -1, report: -1, first: x.first[:0], committed: x.committed[:0]}
	for range c.sources {
		x.first = append(x.first, never)
	}
	for range sides {
		x.committed = append(x.committed, never)
	}
}

// firstTrack tells of a track that is new in a command's picture.
func (w *Worker) firstTrack(command, i int) {
	c := &w.network.centres[command]
	x := &c.contacts[i]
	sensor, at := "", never
	for k := range c.sources {
		if f := x.first[k]; f >= 0 && (at < 0 || f < at) {
			sensor, at = w.network.stations[c.sources[k].station].radar.Name, f
		}
	}
	for _, j := range w.b.commands[command].sides {
		if x.origin >= 0 {
			s := &w.seen[x.origin*len(w.b.sides)+j]
			w.took(&w.flown[x.origin].tracked, x.origin, j)
			earliest(&s.tracked, w.clock)
			s.track = c.base + i + 1
		}
		if w.wants {
			why := "a false track"
			if x.origin >= 0 {
				why = fmt.Sprintf("%.0f s after launch; confirmed %.0f s ago", (w.clock - w.flown[x.origin].launch).Seconds(), (w.clock - at).Seconds())
			}
			w.event(Tracked, j, x.origin, Event{Sensor: sensor, Track: c.base + i + 1, Why: why})
		}
	}
}

// dropContact is the end of a track in a command's picture.
func (w *Worker) dropContact(command, i int) {
	c := &w.network.centres[command]
	x := &c.contacts[i]
	x.known = false
	w.unmatch(c, x)
	if w.wants {
		w.event(Dropped, w.b.commands[command].sides[0], x.origin, Event{Track: c.base + i + 1, Why: fmt.Sprintf("nobody has told of it for %.0f s", keepTracks.Seconds())})
	}
	if x.target < 0 {
		return
	}
	if t := &w.targets[x.target]; t.state != closed {
		w.stop(t, leftView)
	}
}

// commitOf returns when a site may commit on a contact: the first radar's
// confirmation, the delay from track to commit, and communication where the
// radar is another's, as package sighting reckons it; never where no radar
// that it may use has it.
func (w *Worker) commitOf(command, i, side, site int) time.Duration {
	c := &w.network.centres[command]
	x, shield := &c.contacts[i], w.b.sides[side].shield
	own := shield.Sites[site].OwnRadar
	best := never
	for k := range shield.Radars {
		if shield.FireControl == organic && k != own {
			continue
		}
		s := w.b.sides[side].sensors[k]
		f := x.first[c.sourceOf(w.network.of[s.side][s.number])]
		if f < 0 {
			continue
		}
		delay := shield.Delays.TrackToCommit + shield.Radars[k].Delay
		if k != own {
			delay += shield.Delays.Communication
		}
		if at := f + nanoseconds(delay); best < 0 || at < best {
			best = at
		}
	}
	return best
}

// sourceOf returns the number of a station among a centre's sources.
func (c *centre) sourceOf(station int) int {
	for k := range c.sources {
		if c.sources[k].station == station {
			return k
		}
	}
	panic("battle: a radar that is no source")
}

// expectCommit puts the commits of a command's sides on a contact into the
// queue.
func (w *Worker) expectCommit(command, i int) {
	x := &w.network.centres[command].contacts[i]
	for n, j := range w.b.commands[command].sides {
		best := never
		for site := range w.b.sides[j].shield.Sites {
			if at := w.commitOf(command, i, j, site); at >= 0 && (best < 0 || at < best) {
				best = at
			}
		}
		if best >= 0 && (x.committed[n] < 0 || best < x.committed[n] && x.committed[n] > w.clock) {
			x.committed[n] = max(best, w.clock)
			w.queue.push(x.committed[n], commit, i, j, command)
		}
	}
}

// commitFull lets side j engage what it has as contact i.
func (w *Worker) commitFull(i, j, command int) {
	c := &w.network.centres[command]
	if i >= len(c.contacts) {
		return // stood down
	}
	x := &c.contacts[i]
	if !x.known {
		return
	}
	if x.origin >= 0 {
		if f := &w.flown[x.origin]; !f.over {
			w.took(&f.committed, x.origin, j)
		}
		earliest(&w.seen[x.origin*len(w.b.sides)+j].committed, w.clock)
	}
	if x.target < 0 {
		w.newTarget(command, i)
	}
	k := x.target
	if w.wants {
		e := w.targets[k].estimate
		w.aimed(Committed, j, k, Event{Sensor: w.leading(command, i), Why: fmt.Sprintf("%.0f s after its first confirmed track; launched at %.0f s", (w.clock - x.earliest()).Seconds(), e.launched.Seconds())})
		w.aimed(Classified, j, k, Event{Why: w.meaning(e)})
	}
	if t := &w.targets[k]; t.state == unseen {
		w.want(k)
	}
}

// earliest is when the first radar confirmed a contact.
func (x *contact) earliest() time.Duration {
	at := never
	for _, f := range x.first {
		if f >= 0 && (at < 0 || f < at) {
			at = f
		}
	}
	return at
}

// leading is the name of the radar that confirmed a contact first.
func (w *Worker) leading(command, i int) string {
	c := &w.network.centres[command]
	at := c.contacts[i].earliest()
	for k, f := range c.contacts[i].first {
		if f == at {
			return w.network.stations[c.sources[k].station].radar.Name
		}
	}
	return ""
}
