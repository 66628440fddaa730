package fusion

import (
	"fmt"
	"strings"
	"time"

	"scutum/engagement/filter"
)

// Mark says how far a track is to be believed.
type Mark uint8

// The marks, several at a time.
const (
	// Confirmed: f+1 sources report it where 2f+1 or 2f+2 should see it, and one
	// of them has confirmed it.
	Confirmed Mark = 1 << iota
	// SingleSource: one source alone reports it.
	SingleSource
	// TwoSources: two sources see the place and contradict each other, and
	// nobody can tell who is wrong.
	TwoSources
	// Disputed: sources contradict each other and neither side has f+1. The
	// state then bounds all of them.
	Disputed
	// Uncorroborated: too few report it for how many should see it.
	Uncorroborated
	// Duplicate: its source reports the same object under another number.
	Duplicate
	// Invented: nobody but a named liar reports it.
	Invented
	// Awaited: too few report it for how many see the place now. Those who came
	// to see it only lately are waited for; see Settings.SeesNow.
	Awaited
)

// String lists the marks in words.
func (m Mark) String() string {
	var words []string
	for i, word := range []string{"confirmed", "single source", "two sources, cannot tell who is wrong", "disputed", "uncorroborated", "duplicate", "invented", "others awaited"} {
		if m>>i&1 != 0 {
			words = append(words, word)
		}
	}
	return strings.Join(words, "; ")
}

// maxTracks bounds the list of sources' tracks in a fused track.
const maxTracks = 16

// SourceTrack names a source's own track.
type SourceTrack struct{ Source, Track int }

func (k SourceTrack) compare(other SourceTrack) int {
	if k.Source != other.Source {
		return k.Source - other.Source
	}
	return k.Track - other.Track
}

// Track is one object of a centre's picture.
type Track struct {
	ID    int // stable, from 1 in each centre
	Born  time.Duration
	Time  time.Duration
	State filter.State
	Marks Mark
	// Sources are those in the state; Doubted those who report the object but
	// are left out of it; Seeing those who report it or should.
	Sources, Doubted, Seeing Set
	Parents                  Parents
	Boosting                 bool
	tracks                   [maxTracks]SourceTrack
	trackCount               int
}

// SourceTracks lists the sources' tracks that it is made of, in order, those in
// doubt included.
func (t *Track) SourceTracks() []SourceTrack { return t.tracks[:t.trackCount] }

// Report makes of a track what is told to another centre, which knows this one
// as the source of the given index.
func (t *Track) Report(source int) Report {
	return Report{
		Source: source, Track: t.ID, Time: t.Time, State: t.State, Confirmed: t.Marks&Confirmed != 0,
		Boosting: t.Boosting, Parents: t.Parents,
	}
}

// Reason is why a source is named.
type Reason uint8

// The reasons. Biased and replayed are told apart by whether the same report
// some seconds later would have been right; a bias along the flight may pass
// for a replay. See TestLiars for how often a reason is right.
const (
	Biased   Reason = iota // reports the object beside where it is
	Frozen                 // repeats itself
	Replayed               // reports what was true before
	Invents                // reports what others should see and do not
)

// String is the reason in a word.
func (r Reason) String() string {
	return [...]string{"biased", "frozen", "replayed", "invents"}[r]
}

// Accusation names a liar, with the evidence.
type Accusation struct {
	Source int
	Reason Reason
	Time   time.Duration
	Track  int // of the picture, on which it rests
	// Statistic is the squared normalised difference and Limit what it was to
	// stay below; of an invention and of a report repeated, they are scans.
	Statistic, Limit float64
	Against          Set           // the sources that agree with each other
	Offset           float64       // m from where they have it
	Shift            time.Duration // of a replay
}

// String says it in a line.
func (a Accusation) String() string {
	text := fmt.Sprintf("source %d: %s, track %d at %v: %.1f, limit %.0f, against %d sources", a.Source, a.Reason, a.Track, a.Time, a.Statistic, a.Limit, a.Against.Count())
	switch a.Reason {
	case Replayed:
		return fmt.Sprintf("%s, late by %.1f s", text, a.Shift.Seconds())
	case Biased:
		return fmt.Sprintf("%s, off by %.3f km", text, a.Offset/1000)
	}
	return text
}

// mark says how far an object is to be believed.
func (c *Centre) mark(o *object) {
	o.marks = 0
	sure := false
	for _, s := range o.slots {
		sure = sure || s.confirmed && o.fused.Has(s.Source) && !c.named.Has(s.Source)
	}
	witnesses := 0
	for i, s := range o.slots {
		if i < 64 && o.members>>uint(i)&1 != 0 && !c.named.Has(s.Source) {
			witnesses++
		}
	}
	if witnesses == 0 {
		o.marks |= Invented
	}
	if o.reporting.Count() == 1 {
		o.marks |= SingleSource
	}
	two := o.seeing.Count() == 2
	if two && (o.rivals != 0 || o.silence >= patience) {
		o.marks |= TwoSources
	}
	outvoted := witnesses < o.needed()
	switch {
	case !outvoted && c.awaits(o, witnesses):
		o.marks |= Awaited
	case !outvoted && sure:
		o.marks |= Confirmed
	case outvoted && o.doubted&^c.named == 0:
		o.marks |= Uncorroborated
	}
	if o.rivals != 0 || outvoted && o.doubted&^c.named != 0 {
		o.marks |= Disputed
	}
	if o.double {
		o.marks = o.marks&^Confirmed | Duplicate
	}
}

// draw writes the picture.
func (c *Centre) draw() {
	c.tracks = c.tracks[:0]
	for _, o := range c.objects {
		c.tracks = append(c.tracks, Track{})
		t := &c.tracks[len(c.tracks)-1]
		t.ID, t.Born, t.Time, t.State, t.Marks = o.id, o.born, c.now, o.state, o.marks
		t.Sources, t.Doubted, t.Seeing = o.fused, o.doubted, o.seeing
		t.Parents, t.Boosting = o.parents, o.boosts
		for _, s := range o.slots {
			if t.trackCount < maxTracks {
				t.tracks[t.trackCount] = s.SourceTrack
				t.trackCount++
			}
		}
	}
}

// Tracks is the picture, by number. It holds until the next tick.
func (c *Centre) Tracks() []Track { return c.tracks }
