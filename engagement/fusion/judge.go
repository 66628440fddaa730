package fusion

import (
	"math"
	"math/bits"

	"scutum/engagement/filter"
)

// judge looks for liars, marks the objects, and where somebody was named does
// so again without him.
func (c *Centre) judge() {
	c.matching.sorted = false
	for range MaxSources {
		named := c.named
		for i := 0; i < len(c.objects); i++ { // it grows where tracks are parted
			if o := c.objects[i]; o.fresh && len(o.slots) > 0 {
				c.look(o)
				c.repeating(o)
				c.examine(o)
				c.waiting(o)
			}
		}
		if c.named == named {
			break
		}
		for _, o := range c.objects {
			for _, s := range o.slots {
				o.changed = o.changed || (c.named &^ named).Has(s.Source)
			}
		}
		c.refuse()
	}
	for _, o := range c.objects {
		if o.fresh {
			c.look(o)
			c.mark(o)
		}
	}
}

// look asks who reports an object and who should.
func (c *Centre) look(o *object) {
	o.reporting = 0
	for _, s := range o.slots {
		o.reporting |= 1 << uint(s.Source)
	}
	o.seeing = o.reporting
	if c.settings.Sees == nil {
		return
	}
	at := position(&o.state)
	for source := range c.settings.Sources {
		if !o.seeing.Has(source) && !c.settings.Sources[source].Centre && c.settings.Sees(source, c.now, at) {
			o.seeing |= 1 << uint(source)
		}
	}
}

// needed is how many sources have to agree on an object: f+1 where 2f+1 or 2f+2
// see it.
func (o *object) needed() int { return (o.seeing.Count()-1)/2 + 1 }

// examine holds what each source reported in its last scans against what the
// others say, where there is cause. It names the source that differs most, if no
// other set of sources, as large, could be right instead. Of a source that
// differs and has not enough others against it, an object of its own is made.
func (c *Centre) examine(o *object) {
	watched := false
	for _, s := range o.slots {
		watched = watched || s.watch > 0
	}
	if o.boosts || len(o.slots) < 2 || o.doubted&^c.named == 0 && !watched {
		return
	}
	reference := o.slots[0].state.X
	c.listen(o, &reference)
	worst, second, named, apartOnly := -1, 0.0, false, false
	var evidence Accusation
	for i, p := range c.parts {
		a := Accusation{Source: p.Source, Time: c.now, Track: o.id, Limit: accuseAt}
		against, outside := c.without(i, o.members)
		a.Against = c.sourcesOf(against)
		others := c.sumOf(against)
		if _, ok := others.state(&reference, &c.witness); !ok || against == 0 {
			continue
		}
		news := c.window(p.slot, &reference, &a)
		member := o.members&p.bit != 0
		if a.Statistic <= max(evidence.Statistic, accuseAt) {
			if member {
				second = max(second, a.Statistic)
			}
			continue
		}
		if worst >= 0 && o.members&c.parts[worst].bit != 0 {
			second = max(second, evidence.Statistic)
		}
		evidence, worst = a, i
		enough := a.Against.Count() >= o.needed() && a.Against.Count() > outside && o.seeing.Count() >= 3
		apartOnly = !enough
		if named = enough && p.direct && !c.elsewhere(p.slot) && c.ruledOut(i, against, &news); named {
			evidence.Offset = apart(&c.witness, &p.state)
			c.explain(p.slot, &evidence)
		}
	}
	switch {
	case worst < 0 || evidence.Statistic < second+decisive:
	case named:
		c.name(evidence)
	case apartOnly && o.members&c.parts[worst].bit == 0 && distance(&o.state.X, &c.parts[worst].state.X, &o.state.P, &c.parts[worst].state.P) > accuseAt:
		c.part(o, c.parts[worst].slot)
	}
}

// elsewhere says whether a track may be of another object than its own, which
// is no lie: whether another source reports something like it as that.
func (c *Centre) elsewhere(s *slot) bool { return c.likeness(s)&^(1<<uint(s.Source)) != 0 }

// near says whether two independent estimates at one time may be of one object.
func near(a, b *filter.State) bool {
	// The distance is at least that of the positions at the greatest variance.
	if d := apart(a, b); d*d > gate*(spread(&a.P)+spread(&b.P)) {
		return false
	}
	return distance(&a.X, &b.X, &a.P, &b.P) <= gate
}

// ruledOut says whether no set of as many parts that contains part i, with what
// it measured last in place of all that it did, is about as consistent as the
// set against it.
func (c *Centre) ruledOut(i int, against uint64, news *sum) bool {
	some := c.sumOf(against)
	limit := some.differ() + decisive
	n, size := len(c.parts), bits.OnesCount64(against)
	if n > exhaustive {
		return true
	}
	for set := uint64(1)<<uint(size) - 1; set < 1<<uint(n); set = nextOfSize(set) {
		if set>>uint(i)&1 == 0 {
			continue
		}
		some := c.sumOf(set &^ (1 << uint(i)))
		add(&some.information, &news.information, 1)
		some.y = plus(&some.y, &news.y)
		some.square += news.square
		if some.differ() < limit {
			return false
		}
	}
	return true
}

// repeating names the sources that have said the same again for so long that
// they would be named for being silent, while enough others went on.
func (c *Centre) repeating(o *object) {
	for _, s := range o.slots {
		if s.repeats < patience || !s.direct || c.settings.Sees == nil || o.seeing.Count() < 3 ||
			!c.settings.Sees(s.Source, c.now, position(&o.state)) {
			continue
		}
		going := Set(0)
		for _, other := range o.slots {
			if other.heard == c.now && !c.named.Has(other.Source) {
				going |= 1 << uint(other.Source)
			}
		}
		if going.Count() >= o.needed() {
			c.name(Accusation{
				Source: s.Source, Reason: Frozen, Time: c.now, Track: o.id, Statistic: float64(s.repeats), Limit: patience,
				Against: going, Offset: apart(&o.state, &s.latest().state),
			})
		}
	}
}

// part makes an object of its own of a slot.
func (c *Centre) part(o *object, s *slot) {
	c.detach(s)
	c.newObject(s)
	c.refuse()
	c.look(o)
}

// without finds the members of an object that are not of the source of part i,
// and how many sources are not among them.
func (c *Centre) without(i int, members uint64) (others uint64, outside int) {
	not := Set(1) << uint(c.parts[i].Source)
	for j, p := range c.parts {
		switch {
		case p.Source == c.parts[i].Source:
		case members&p.bit != 0:
			others |= 1 << uint(j)
		default:
			not |= 1 << uint(p.Source)
		}
	}
	return others, (not &^ c.sourcesOf(others)).Count()
}

// sourcesOf is the set of sources of a set of parts.
func (c *Centre) sourcesOf(set uint64) (sources Set) {
	for ; set != 0; set &= set - 1 {
		sources |= 1 << uint(c.parts[bits.TrailingZeros64(set)].Source)
	}
	return sources
}

// window holds c.witness against what a source measured in its last 2, 3, ...
// scans alone, notes how much they differ, and returns that tracklet. It is the
// latest report less the information of the one before those scans (Tian and
// Bar-Shalom 2009): new measurements only, so that neither an old truth covers a
// new lie nor an old small error adds up to a large one. A filter that is not
// linear errs by more than it says in the difference of two of its reports; so
// two tracklets must differ, or one and the report itself.
func (c *Centre) window(s *slot, reference *vector, a *Accusation) (worst sum) {
	c.scratch = s.latest().state
	all, told, ok := c.carry(s.latest().time, reference)
	if !ok {
		return worst
	}
	var first, second tracklet
	tried := 0
	for scans := 2; scans < s.kept; scans++ {
		before := &s.history[s.kept-1-scans]
		c.scratch = before.state
		information, y, ok := c.carry(before.time, reference)
		if !ok {
			continue
		}
		y = less(&told, &y)
		fresh := all
		add(&fresh, &information, -1)
		var news filter.State
		if !settle(reference, &fresh, &y, &news) {
			continue // another motion than ours, or no measurement
		}
		c.widen(s.Source, &news)
		tried++
		if t := c.hold(&news, reference); t.statistic > first.statistic {
			first, second = t, first
		} else if t.statistic > second.statistic {
			second = t
		}
	}
	full := c.hold(&s.state, reference)
	switch {
	case tried < 2 || s.kept <= patience || s.stands(&c.witness.X):
		second = full // all that is known of it is in the window, or nothing is new
	case full.statistic > second.statistic && first.statistic > second.statistic:
		second = first
		second.statistic = min(full.statistic, first.statistic)
	}
	a.Statistic = second.statistic
	return second.sum
}

// tracklet is an estimate as information and its squared normalised difference
// to c.witness.
type tracklet struct {
	sum
	statistic float64
}

// hold holds an estimate against c.witness.
func (c *Centre) hold(news *filter.State, reference *vector) (t tracklet) {
	if !invert(&news.P, &t.information) {
		return t
	}
	d := less(&news.X, reference)
	t.y = times(&t.information, &d)
	t.square = dot(&t.y, &d)
	t.statistic = distance(&c.witness.X, &news.X, &c.witness.P, &news.P)
	return t
}

// name accuses a source. It has no say from now on.
func (c *Centre) name(a Accusation) {
	if !c.named.Has(a.Source) {
		c.named |= 1 << uint(a.Source)
		c.liars = append(c.liars, a)
	}
}

// waiting counts the scans in which an object is reported by too few of those
// who should see it, and names those who report it as inventing it in the end.
// It takes an accusation back where others report the object after all.
func (c *Centre) waiting(o *object) {
	reporters := o.reporting &^ c.named
	silent := o.seeing &^ o.reporting &^ c.named
	most := max(o.needed()-1, 1)
	if o.invented && (o.fused&^c.named).Count() >= o.needed() {
		c.pardon(o)
	}
	o.double = false
	few := reporters != 0 && reporters.Count() <= most && silent.Count() >= o.needed()
	if few {
		fits := c.alike(o)
		o.double = fits&o.reporting != 0 && len(o.slots) == 1
		silent &^= fits
	}
	if !few || o.double || o.boosts || silent.Count() < o.needed() {
		o.silence = 0
		return
	}
	if o.silence == 0 || 10*(c.now-o.counted) >= 9*c.settings.Scan {
		o.silence, o.counted = o.silence+1, c.now
	}
	if o.silence < patience || o.seeing.Count() < 3 {
		return
	}
	for ; reporters != 0; reporters &= reporters - 1 {
		source := bits.TrailingZeros32(uint32(reporters))
		if c.settings.Sources[source].Centre {
			continue
		}
		a := Accusation{
			Source: source, Reason: Invents, Time: c.now, Track: o.id,
			Statistic: float64(o.silence), Limit: patience, Against: silent,
		}
		for _, s := range o.slots {
			if s.Source == source {
				c.compareToAll(s, &a)
			}
		}
		o.invented = true
		c.name(a)
	}
}

// alike is the set of sources that report something else which may be what an
// object's sources mean.
func (c *Centre) alike(o *object) (fits Set) {
	for _, s := range o.slots {
		fits |= c.likeness(s)
	}
	return fits
}

// likeness is the set of sources that report something like a track as another
// object.
func (c *Centre) likeness(s *slot) (fits Set) {
	if !c.matching.sorted {
		c.neighbours()
	}
	reach := math.Sqrt(gate * (spread(&s.state.P) + c.matching.widest))
	c.matching.around(s.state.X[0], reach, func(other *object) {
		if other == s.object {
			return
		}
		for _, t := range other.slots {
			if fits.Has(t.Source) || c.now-t.heard >= 2*c.settings.Scan {
				continue
			}
			c.scratch = t.state
			if t.at < c.now {
				c.settings.Motion.Predict(&c.scratch, (c.now - t.at).Seconds())
			}
			if near(&c.scratch, &s.state) {
				fits |= 1 << uint(t.Source)
			}
		}
	})
	return fits
}

// pardon takes back that somebody invented an object which others report too,
// if what he says of it fits.
func (c *Centre) pardon(o *object) {
	for _, s := range o.slots {
		if !c.named.Has(s.Source) || distance(&o.state.X, &s.state.X, &o.state.P, &s.state.P) > gate {
			continue
		}
		for i := range c.liars {
			if a := &c.liars[i]; a.Source == s.Source && a.Track == o.id {
				c.liars = append(c.liars[:i], c.liars[i+1:]...)
				c.named &^= 1 << uint(s.Source)
				o.changed = true
				break
			}
		}
	}
	o.invented = false
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
