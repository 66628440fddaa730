package fusion

import "math/bits"

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
	if !c.knows() {
		return
	}
	for source := range c.settings.Sources {
		if !o.seeing.Has(source) && !c.settings.Sources[source].Centre && c.sees(source, o) {
			o.seeing |= 1 << uint(source)
		}
	}
}

// knows says whether anybody knows who should see what.
func (c *Centre) knows() bool { return c.settings.Sees != nil || c.settings.SeesEstimate != nil }

// sees says whether a source should by now be tracking an object.
func (c *Centre) sees(source int, o *object) bool {
	if c.settings.SeesEstimate != nil {
		return c.settings.SeesEstimate(source, c.now, &o.state)
	}
	return c.settings.Sees(source, c.now, position(&o.state))
}

// needed is how many sources have to agree on an object: f+1 where 2f+1 or 2f+2
// see it.
func (o *object) needed() int { return majority(o.seeing) }

// majority is f+1 of 2f+1 or 2f+2 sources.
func majority(of Set) int { return (of.Count()-1)/2 + 1 }

// awaits says whether so many witnesses are too few for how many see the place
// now, of three or more, though some could not report it yet.
func (c *Centre) awaits(o *object, witnesses int) bool {
	if c.settings.SeesNow == nil || witnesses >= (len(c.settings.Sources)-1)/2+1 {
		return false
	}
	now := o.seeing
	for source := range c.settings.Sources {
		if !now.Has(source) && !c.named.Has(source) && !c.settings.Sources[source].Centre && c.settings.SeesNow(source, c.now, &o.state) {
			now |= 1 << uint(source)
		}
	}
	return now.Count() >= 3 && witnesses < majority(now)
}

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
		if named = enough && p.direct && c.current(p.slot) && !c.elsewhere(p.slot) && c.ruledOut(i, against, &news); named {
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

// current says whether a source has told of its track lately enough to be held
// to it. What is carried on for minutes is as far off as its covariance, which
// is linear, does not say: that is no lie. See TestHonestRadarsAreNotAccused of
// package battle.
func (c *Centre) current(s *slot) bool { return c.now-s.heard <= patience*c.settings.Scan }

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
		if s.repeats < patience || !s.direct || !c.knows() || o.seeing.Count() < 3 ||
			!c.sees(s.Source, o) {
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

// name accuses a source. It has no say from now on.
func (c *Centre) name(a Accusation) {
	if !c.named.Has(a.Source) {
		c.named |= 1 << uint(a.Source)
		c.liars = append(c.liars, a)
	}
}
