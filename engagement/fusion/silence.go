package fusion

import (
	"math"
	"math/bits"

	"scutum/engagement/filter"
)

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
