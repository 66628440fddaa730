package fusion

import (
	"fmt"
	"math"
	"slices"
	"time"

	"scutum/engagement/filter"
)

// object is one thing in the sky, as the centre has it.
type object struct {
	id      int
	born    time.Duration
	slots   []*slot // by source and track
	state   filter.State
	at      time.Duration
	members uint64 // of slots: those of the best set
	rivals  uint64 // of slots: those of other sets that may be right as well
	parents Parents
	changed bool // there is news of it since it was last fused
	fresh   bool // a source told something new of it in this tick
	moved   bool // from another object, in this tick
	boosts  bool
	marks   Mark
	// Sets of sources.
	fused, doubted, reporting, seeing Set
	silence                           int // scans for which those who should see it said nothing
	counted                           time.Duration
	double                            bool // its source reports the same object under another number
	invented                          bool // an accusation of invention rests on it
}

// Centre keeps one owner's picture. Results do not depend on the order of the
// reports between two ticks; see TestOrder. The zero value is not usable.
type Centre struct {
	settings Settings
	now      time.Duration
	started  bool
	inbox    []Report
	order    []int32
	bound    map[SourceTrack]*slot
	objects  []*object // by id
	last     int       // id
	spare    []*object
	spares   []*slot
	named    Set
	liars    []Accusation
	tracks   []Track
	matching matching
	rejected int
	scratch  filter.State
	witness  filter.State // what the others say of an object, in judge
	parts    []part       // of fuse: those of the object's slots that have a say
}

// New readies a centre. It panics where settings make no sense.
func New(settings Settings) *Centre {
	if settings.Motion == nil || len(settings.Sources) > MaxSources {
		panic(fmt.Sprintf("fusion: a motion and at most %d sources are needed", MaxSources))
	}
	if settings.Scan == 0 {
		settings.Scan = 5 * time.Second
	}
	if settings.Keep == 0 {
		settings.Keep = 60 * time.Second
	}
	return &Centre{settings: settings, bound: make(map[SourceTrack]*slot)}
}

// Reset forgets everything but the settings, and keeps the memory.
func (c *Centre) Reset() {
	for _, o := range c.objects {
		c.spares = append(c.spares, o.slots...)
		o.slots = o.slots[:0]
		c.spare = append(c.spare, o)
	}
	clear(c.bound)
	c.objects, c.inbox, c.liars, c.tracks = c.objects[:0], c.inbox[:0], c.liars[:0], c.tracks[:0]
	c.now, c.started, c.last, c.named, c.rejected = 0, false, 0, 0, 0
}

// Report takes in what a source says, to be heard at the next tick. An error
// says what is wrong with it; it is then not heard.
func (c *Centre) Report(r *Report) error {
	if err := r.check(len(c.settings.Sources)); err != nil {
		c.rejected++
		return err
	}
	c.inbox = append(c.inbox, *r)
	return nil
}

// Rejected is how many reports were no reports: not finite, no covariance, or
// of a time that is yet to come.
func (c *Centre) Rejected() int { return c.rejected }

// Liars lists the accusations that stand, in order of time.
func (c *Centre) Liars() []Accusation { return c.liars }

// Named is the set of sources that are accused. They have no say any more.
func (c *Centre) Named() Set { return c.named }

// Tick hears the reports since the last tick and brings the picture to now.
// Time does not run backwards: that panics.
func (c *Centre) Tick(now time.Duration) {
	if c.started && now < c.now {
		panic(fmt.Sprintf("fusion: tick at %v after one at %v", now, c.now))
	}
	c.now, c.started = now, true
	for _, o := range c.objects {
		o.fresh, o.moved = false, false
	}
	c.matching.candidates = c.matching.candidates[:0]
	c.hear()
	c.refuse()
	c.associate()
	c.refuse()
	c.judge()
	c.forget()
	for _, o := range c.objects {
		if o.at < now {
			c.settings.Motion.Predict(&o.state, (now - o.at).Seconds())
			o.at = now
		}
	}
	c.draw()
}

// hear takes the inbox in an order of its own.
func (c *Centre) hear() {
	c.order = c.order[:0]
	for i := range c.inbox {
		if c.inbox[i].Time > c.now {
			c.rejected++
			continue
		}
		c.order = append(c.order, int32(i))
	}
	slices.SortFunc(c.order, func(i, j int32) int { return compareReports(&c.inbox[i], &c.inbox[j]) })
	for i, index := range c.order {
		r := &c.inbox[index]
		k := SourceTrack{r.Source, r.Track}
		if s := c.bound[k]; s != nil {
			c.update(s, r)
			continue
		}
		if i+1 < len(c.order) {
			if next := &c.inbox[c.order[i+1]]; next.Source == r.Source && next.Track == r.Track {
				continue // something newer of a track not yet known
			}
		}
		s := c.newSlot(k)
		c.take(s, r)
		c.matching.candidates = append(c.matching.candidates, s)
	}
	c.inbox = c.inbox[:0]
}

// compareReports orders by source, track and time, and by everything else
// where a source says two things of one time.
func compareReports(a, b *Report) int {
	switch {
	case a.Source != b.Source:
		return a.Source - b.Source
	case a.Track != b.Track:
		return a.Track - b.Track
	case a.Time != b.Time:
		return int(min(max(a.Time-b.Time, -1), 1))
	case a.Updates != b.Updates:
		return a.Updates - b.Updates
	}
	for i := range 6 {
		if a.State.X[i] != b.State.X[i] {
			return sign(a.State.X[i] - b.State.X[i])
		}
	}
	for i := range 6 {
		for j := range 6 {
			if a.State.P[i][j] != b.State.P[i][j] {
				return sign(a.State.P[i][j] - b.State.P[i][j])
			}
		}
	}
	return 0
}

func sign(x float64) int {
	if x < 0 {
		return -1
	}
	return 1
}

// dataOf is the time of the last measurement in a report.
func dataOf(r *Report) time.Duration {
	if r.Parents.count == 1 && r.Parents.spans[0].Sensor == r.Source {
		return r.Parents.spans[0].To
	}
	return r.Time
}

// update hears a report of a known track. One that is not newer than the last
// adds nothing, whatever it says.
func (c *Centre) update(s *slot, r *Report) {
	last := s.latest()
	if r.Time <= last.time {
		if r.Time == last.time && c.now > s.heard && 10*(c.now-s.repeated) >= 9*c.settings.Scan {
			s.repeats, s.repeated = s.repeats+1, c.now
		}
		return
	}
	if s.watch > 0 {
		s.watch--
	}
	if !r.Boosting && !s.boosting && c.leaps(last, r) {
		s.watch = patience
	}
	c.take(s, r)
	s.object.changed, s.object.fresh = true, true
}

// leaps says whether a report differs from what the source's last one had led
// to expect by more than chance. The difference of the positions has the
// difference of the covariances as its own, as the new estimate contains the
// old one; the hundredth part of the new one keeps that definite where there is
// hardly a measurement between them.
func (c *Centre) leaps(last *entry, r *Report) bool {
	c.scratch = last.state
	c.settings.Motion.Predict(&c.scratch, (r.Time - last.time).Seconds())
	old, now := &c.scratch.P, &r.State.P
	a, b, d := old[0][0]-float64(0.99*now[0][0]), old[1][1]-float64(0.99*now[1][1]), old[2][2]-float64(0.99*now[2][2])
	e, f, g := old[1][0]-float64(0.99*now[1][0]), old[2][0]-float64(0.99*now[2][0]), old[2][1]-float64(0.99*now[2][1])
	x, y, z := r.State.X[0]-c.scratch.X[0], r.State.X[1]-c.scratch.X[1], r.State.X[2]-c.scratch.X[2]
	// Elimination, by hand as it is done for every report.
	if !(a > 0) {
		return true
	}
	le, lf := e/a, f/a
	b, g, d = b-float64(le*e), g-float64(le*f), d-float64(lf*f)
	if !(b > 0) {
		return true
	}
	lg := g / b
	d -= float64(lg * g)
	if !(d > 0) {
		return true
	}
	y -= float64(le * x)
	z -= float64(lf*x) + float64(lg*y)
	return float64(x*x)/a+float64(y*y)/b+float64(z*z)/d > lookAt
}

// take puts a report into a slot.
func (c *Centre) take(s *slot, r *Report) {
	data := dataOf(r)
	s.confirmed, s.boosting = r.Confirmed, r.Boosting
	s.direct = !c.settings.Sources[s.Source].Centre && (r.Parents.count == 0 || r.Parents.count == 1 && r.Parents.spans[0].Sensor == s.Source)
	if s.direct && r.Parents.count == 0 {
		from := data
		if s.parents.count == 1 {
			from = s.parents.spans[0].From
		}
		s.parents.count, s.parents.spans[0] = 1, Span{s.Source, from, data}
	} else {
		s.parents = r.Parents
	}
	s.heard, s.repeats = c.now, 0
	s.remember(r, data, c.settings.Scan)
	s.state, s.at, s.settled = r.State, r.Time, false
	c.widen(s.Source, &s.state)
}

// widen adds a source's systematic error to an estimate.
func (c *Centre) widen(source int, s *filter.State) {
	if c.settings.Systematic == nil {
		return
	}
	p := c.settings.Systematic(source, position(s))
	for i := range 3 {
		for j := range 3 {
			s.P[i][j] += p[i][j]
		}
	}
}

// newSlot makes a slot for a track that is not known.
func (c *Centre) newSlot(k SourceTrack) *slot {
	var s *slot
	if n := len(c.spares); n > 0 {
		s, c.spares = c.spares[n-1], c.spares[:n-1]
	} else {
		s = new(slot)
	}
	*s = slot{SourceTrack: k}
	c.bound[k] = s
	return s
}

// drop forgets a slot that no object holds any more.
func (c *Centre) drop(s *slot) {
	delete(c.bound, s.SourceTrack)
	s.object = nil
	c.spares = append(c.spares, s)
}

// newObject starts an object with one slot.
func (c *Centre) newObject(s *slot) *object {
	var o *object
	if n := len(c.spare); n > 0 {
		o, c.spare = c.spare[n-1], c.spare[:n-1]
		*o = object{slots: o.slots[:0]}
	} else {
		o = new(object)
	}
	c.last++
	o.id, o.born, o.at, o.state = c.last, c.now, c.now, s.state
	c.objects = append(c.objects, o)
	c.attach(o, s)
	return o
}

// attach puts a slot into an object, in its place.
func (c *Centre) attach(o *object, s *slot) {
	at, _ := slices.BinarySearchFunc(o.slots, s.SourceTrack, func(other *slot, k SourceTrack) int { return other.SourceTrack.compare(k) })
	o.slots = slices.Insert(o.slots, at, s)
	s.object, s.settled = o, false
	o.changed, o.fresh = true, true
}

// detach takes a slot out of its object.
func (c *Centre) detach(s *slot) {
	o := s.object
	at := slices.Index(o.slots, s)
	o.slots = slices.Delete(o.slots, at, at+1)
	s.object = nil
	o.changed = true
}

// forget drops what nobody has reported for long, and objects without slots.
func (c *Centre) forget() {
	kept := c.objects[:0]
	for _, o := range c.objects {
		held := o.slots[:0]
		for _, s := range o.slots {
			if c.now-s.heard > c.settings.Keep {
				c.drop(s)
				o.changed = true
			} else {
				held = append(held, s)
			}
		}
		o.slots = held
		if len(o.slots) == 0 {
			c.spare = append(c.spare, o)
			continue
		}
		kept = append(kept, o)
	}
	c.objects = kept
}

// refuse fuses anew every object of which there is news.
func (c *Centre) refuse() {
	for _, o := range c.objects {
		if o.changed && len(o.slots) > 0 {
			c.fuse(o)
			o.changed = false
		}
	}
}

// position is where an object is.
func position(s *filter.State) [3]float64 { return [3]float64{s.X[0], s.X[1], s.X[2]} }

// apart is how far two states are apart in position, m.
func apart(a, b *filter.State) float64 {
	x, y, z := a.X[0]-b.X[0], a.X[1]-b.X[1], a.X[2]-b.X[2]
	return math.Sqrt(float64(x*x) + float64(y*y) + float64(z*z))
}
