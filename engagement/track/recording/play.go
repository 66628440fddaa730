package recording

import (
	"errors"
	"io"
	"time"

	"scutum/engagement/filter"
	"scutum/engagement/track"
	"scutum/engagement/track/score"
)

// Play plays a recording to a tracker, and scores it where the truth is known.
type Play struct {
	Detections *Detections
	Stations   []filter.Station // by number of the radar
	Tracker    *track.Tracker

	Truths *Truths     // or nil
	Card   *score.Card // of Truths

	// After is called after each time with the tracks as they are then.
	After func(now time.Duration, tracks []*track.Track) error

	// What Run leaves behind.
	Times        int           // at which the tracker was stepped
	Tracking     time.Duration // that the tracker took, by the wall clock
	UnusedTruths int           // times of the truth at which there was no scan

	looks     []Look
	at        time.Duration // of looks
	more      bool          // looks hold the next
	estimates []score.Estimate
	empty     track.Scan
}

// Run plays to the end. Where scans are numbered, a number without a row is a
// scan in which nothing was detected, up to the end of detections and truth.
func (p *Play) Run() error {
	if err := p.fetch(); err != nil {
		return err
	}
	now := p.next()
	for {
		if err := p.step(now); err != nil {
			return err
		}
		if !p.more && (p.Truths == nil || p.Truths.ended || !p.Detections.Scans()) {
			return nil
		}
		next, step := p.next(), time.Duration(1)
		if p.Detections.Scans() {
			step = p.Detections.format.Interval
		}
		if p.Detections.Scans() && (next-now < longPause*step || len(p.Tracker.Tracks()) > 0) {
			next = now
		}
		now = max(next, now+step)
	}
}

// longPause is the number of empty scans that are passed over if there is no
// track.
const longPause = 1000

// fetch reads the looks of the next time.
func (p *Play) fetch() error {
	looks, err := p.Detections.Next()
	if errors.Is(err, io.EOF) {
		p.more = false
		return nil
	}
	if err != nil {
		return err
	}
	p.looks, p.at, p.more = looks, looks[0].Time, true
	return nil
}

// next is the next time at which there is a row.
func (p *Play) next() time.Duration {
	if p.Truths == nil || !p.Detections.Scans() {
		return p.at
	}
	ahead, ok := p.Truths.Ahead()
	if step := p.Detections.format.Interval; ok && (!p.more || ahead < p.at) {
		return ahead / step * step // the scan in which it falls
	}
	return p.at
}

// step gives the tracker what there is at a time, and scores it.
func (p *Play) step(now time.Duration) error {
	start := time.Now()
	if p.more && p.at == now {
		for i := range p.looks {
			l := &p.looks[i]
			s := track.Scan{Time: now, Station: &p.Stations[l.Sensor], Detections: l.Detections}
			p.Tracker.Step(&s)
		}
		p.Tracking += time.Since(start)
		if err := p.fetch(); err != nil {
			return err
		}
	} else {
		p.empty.Time, p.empty.Station = now, &p.Stations[0]
		p.Tracker.Step(&p.empty)
		p.Tracking += time.Since(start)
	}
	p.Times++
	if err := p.score(now); err != nil {
		return err
	}
	if p.After == nil {
		return nil
	}
	return p.After(now, p.Tracker.Tracks())
}

// score compares the confirmed tracks with the truth of a time.
func (p *Play) score(now time.Duration) error {
	if p.Truths == nil {
		return nil
	}
	var truth []score.Truth
	found := false
	for !found {
		ahead, ok := p.Truths.Ahead()
		if !ok || ahead > now {
			break
		}
		at, list, err := p.Truths.Next()
		if err != nil {
			return err
		}
		if found = at == now; found {
			truth = list
		} else {
			p.UnusedTruths++
		}
	}
	if !found && !p.Detections.Scans() {
		return nil // of this time nothing is known
	}
	p.estimates = p.estimates[:0]
	for _, k := range p.Tracker.Tracks() {
		if k.Confirmed {
			p.estimates = append(p.estimates, score.Estimate{ID: k.ID, State: k.State()})
		}
	}
	p.Card.Scan(truth, p.estimates)
	return nil
}
