package fusion

import (
	"math"
	"math/bits"

	"scutum/engagement/filter"
	"scutum/internal/frozen"
)

// sum is what several slots say together, as information about the difference
// to their object's reference.
type sum struct {
	information matrix
	y           vector
	square      float64 // sum of the squared normalised differences to the reference
}

func (a *sum) add(s *slot, factor float64) {
	add(&a.information, &s.information, factor)
	for i := range 6 {
		a.y[i] += float64(factor * s.y[i])
	}
	a.square += float64(factor * s.square)
}

// state turns the sum into an estimate and says how much its parts differ: the
// sum of their squared normalised differences to it, of 6 degrees of freedom
// for each part but one.
func (a *sum) state(reference *vector, out *filter.State) (differ float64, ok bool) {
	var p matrix
	if !invert(&a.information, &p) {
		return 0, false
	}
	d := times(&p, &a.y)
	out.X, out.P = plus(reference, &d), p
	return a.square - dot(&d, &a.y), true
}

// differ is how much the parts differ, without making the estimate.
func (a *sum) differ() float64 {
	var l matrix
	if !cholesky(&a.information, &l) {
		return 0
	}
	return a.square - quadratic(&l, &a.y)
}

// part is a slot that has a say in its object. A set of parts has the bit i for
// part i.
type part struct {
	*slot
	bit   uint64  // of the slot in its object
	with  uint64  // the best set that contains it, of the size of the best set of all
	least float64 // how much the parts of that set differ
}

// doubtLimits are the levels of the test for 1, 2, ... parts.
var doubtLimits = limitsOf(doubtLevel)

func limitsOf(level float64) (limits [64]float64) {
	for n := 2; n < len(limits); n++ {
		limits[n] = chiSquare(6*(n-1), level)
	}
	return limits
}

// gate is the squared normalised difference of two reports of one object.
var gate = chiSquare(6, gateLevel)

// fuse makes an object's state of its slots: of the largest set that is
// consistent, or where another set is as good, of both.
func (c *Centre) fuse(o *object) {
	c.settle(o)
	if len(o.slots) == 0 {
		return
	}
	reference := o.slots[0].state.X
	c.listen(o, &reference)
	n := len(c.parts)
	all := uint64(1)<<uint(n) - 1
	var whole sum
	for _, p := range c.parts {
		whole.add(p.slot, 1)
	}
	o.at, o.rivals = c.now, 0
	members := all
	differ, ok := whole.state(&reference, &o.state)
	if !ok {
		o.state, members = c.parts[0].state, 1
	} else if n > 1 && differ > doubtLimits[n] {
		members = c.consistent(&whole)
		c.blend(o, members, &reference)
	}
	o.members = c.bitsOf(members)
	c.intersect(o)
	c.tally(o)
}

// settle carries an object's slots on to now and drops those that are no
// estimates any more.
func (c *Centre) settle(o *object) {
	held := o.slots[:0]
	for _, s := range o.slots {
		if s.at < c.now {
			c.settings.Motion.Predict(&s.state, (c.now - s.at).Seconds())
			s.at, s.settled = c.now, false
		}
		if !s.settled && !invert(&s.state.P, &s.information) {
			c.drop(s)
			c.rejected++
			continue
		}
		s.settled = s.direct // what the others have told already changes with them
		held = append(held, s)
	}
	o.slots = held
}

// listen lists the slots that have a say: those of no named liar, or all where
// there are no others. It computes what each adds.
func (c *Centre) listen(o *object, reference *vector) {
	trusted := false
	for _, s := range o.slots {
		d := less(&s.state.X, reference)
		s.y = times(&s.information, &d)
		s.square = dot(&s.y, &d)
		s.share = whole
		trusted = trusted || !c.named.Has(s.Source)
	}
	c.parts = c.parts[:0]
	for i, s := range o.slots {
		if trusted && c.named.Has(s.Source) || i >= 64 {
			continue
		}
		if !s.direct {
			c.separate(o, s, reference)
		}
		if s.share == whole || s.share == rest {
			c.parts = append(c.parts, part{slot: s, bit: 1 << uint(i)})
		}
	}
	if len(c.parts) == 0 { // a single centre's word, whatever it rests on
		first := o.slots[0]
		d := less(&first.state.X, reference)
		invert(&first.state.P, &first.information)
		first.y = times(&first.information, &d)
		first.square, first.share = dot(&first.y, &d), whole
		c.parts = append(c.parts, part{slot: first, bit: 1})
	}
}

// decisive is by how much a set of parts must differ less than another for the
// other to be ruled out: the odds are exp(10), 22,000 to 1.
const decisive = 20

// blend makes an object's state of a set of its parts and of the sets of the
// same size, with other members, that could be right as well: the mean and
// covariance of a mixture with weights exp(-differ/2), the odds of normal errors
// where nothing is known of the size of lies.
func (c *Centre) blend(o *object, members uint64, reference *vector) {
	best := c.sumOf(members)
	least, _ := best.state(reference, &o.state)
	total := 1.0
	var mean vector // less the best state
	var square matrix
	for i, p := range c.parts {
		if members>>uint(i)&1 != 0 || p.least-least >= decisive {
			continue
		}
		o.rivals |= p.bit
		rival := c.sumOf(p.with)
		if _, ok := rival.state(reference, &c.scratch); !ok {
			continue
		}
		weight := frozen.Exp(-(p.least - least) / 2)
		d := less(&c.scratch.X, &o.state.X)
		for j := range 6 {
			mean[j] += float64(weight * d[j])
			for k := range 6 {
				square[j][k] += float64(weight * (c.scratch.P[j][k] + float64(d[j]*d[k])))
			}
		}
		total += weight
	}
	if total == 1 {
		return
	}
	for j := range 6 {
		mean[j] /= total
	}
	for j := range 6 {
		for k := range 6 {
			o.state.P[j][k] = (o.state.P[j][k]+square[j][k])/total - float64(mean[j]*mean[k])
		}
	}
	o.state.X = plus(&o.state.X, &mean)
}

// exhaustive is for how many parts all sets of them are tried; of more, the one
// is left out that makes most difference, again and again.
const exhaustive = 10

// consistent finds the largest set of parts that do not differ more than chance
// allows; of several the one that differs least. It notes for each part the best
// set of that size which contains it.
func (c *Centre) consistent(whole *sum) uint64 {
	n := len(c.parts)
	if n > exhaustive {
		return c.greedy(whole)
	}
	for size := n - 1; ; size-- {
		best, least := uint64(0), math.Inf(1)
		for i := range c.parts {
			c.parts[i].least = math.Inf(1)
		}
		for set := uint64(1)<<uint(size) - 1; set < 1<<uint(n); set = nextOfSize(set) {
			some := c.sumOf(set)
			d := some.differ()
			if d < least {
				best, least = set, d
			}
			for left := set; left != 0; left &= left - 1 {
				if p := &c.parts[bits.TrailingZeros64(left)]; d < p.least {
					p.with, p.least = set, d
				}
			}
		}
		if least <= doubtLimits[size] || size == 1 {
			return best
		}
	}
}

// nextOfSize is the next larger word with as many bits (Gosper 1972).
func nextOfSize(set uint64) uint64 {
	low := set & -set
	next := set + low
	return next | (set^next)>>2/low
}

// sumOf adds up the parts of a set.
func (c *Centre) sumOf(set uint64) (some sum) {
	for ; set != 0; set &= set - 1 {
		some.add(c.parts[bits.TrailingZeros64(set)].slot, 1)
	}
	return some
}

// bitsOf turns a set of parts into one of the object's slots.
func (c *Centre) bitsOf(set uint64) (slots uint64) {
	for ; set != 0; set &= set - 1 {
		slots |= c.parts[bits.TrailingZeros64(set)].bit
	}
	return slots
}

// greedy leaves out one part after the other.
func (c *Centre) greedy(whole *sum) uint64 {
	left, n := *whole, len(c.parts)
	set := uint64(1)<<uint(n) - 1
	for i := range c.parts {
		c.parts[i].least = math.Inf(1)
	}
	for ; n > 1 && left.differ() > doubtLimits[n]; n-- {
		worst, least := -1, 0.0
		for i, p := range c.parts {
			if set>>uint(i)&1 == 0 {
				continue
			}
			without := left
			without.add(p.slot, -1)
			if d := without.differ(); worst < 0 || d < least {
				worst, least = i, d
			}
		}
		left.add(c.parts[worst].slot, -1)
		set &^= 1 << uint(worst)
	}
	return set
}

// tally notes whose data an object's state contains.
func (c *Centre) tally(o *object) {
	o.parents.count, o.fused, o.doubted, o.boosts = 0, 0, 0, false
	for i, s := range o.slots {
		o.boosts = o.boosts || s.boosting
		if i < 64 && (o.members|o.rivals)>>uint(i)&1 != 0 {
			o.fused |= 1 << uint(s.Source)
			o.parents.Include(&s.parents)
		}
	}
	for i, s := range o.slots {
		if i < 64 && o.members>>uint(i)&1 == 0 && s.share != nothing {
			o.doubted |= 1 << uint(s.Source)
		}
	}
}
