package fusion

import (
	"cmp"
	"math"
	"slices"
)

// matching decides of which objects the tracks are that are not yet, or no
// longer, known to belong to one. It keeps its memory.
type matching struct {
	candidates []*slot   // new tracks
	loose      []*slot   // of one source: new, alone or in doubt
	byX        []*object // all objects by x, to find neighbours
	sorted     bool
	widest     float64 // the greatest sum of an object's position variances
	pairs      []pair
	columns    []*object // objects that pairs name
	assign     assigner
}

// pair is a track that may be of an object.
type pair struct {
	row    int
	object *object
	cost   float64
	column int
}

// associate gives every loose track the object that it fits: source after
// source, those of one source all at once, at the least sum of squared
// normalised differences, a track that fits no object counting as much as the
// gate. What fits none is a new object. Tracks that are alone in their object,
// or in doubt there, are tried again once a scan, so that two tracks of one
// object that were far apart at first, or were taken for each other's, come
// right.
func (c *Centre) associate() {
	m := &c.matching
	next := 0
	for source := range c.settings.Sources {
		m.loose = m.loose[:0]
		for next < len(m.candidates) && m.candidates[next].Source == source {
			m.loose = append(m.loose, m.candidates[next])
			next++
		}
		c.loosen(source)
		if len(m.loose) == 0 {
			continue
		}
		c.neighbours()
		c.pair()
		c.assign()
		c.refuse()
	}
	m.sorted = false
	c.unite()
}

// loosen adds a source's tracks that are alone or in doubt.
func (c *Centre) loosen(source int) {
	m := &c.matching
	known := len(m.loose)
	for _, o := range c.objects {
		if !o.fresh || o.moved || len(o.slots) == 1 && len(c.objects) == 1 {
			continue
		}
		for i, s := range o.slots {
			inDoubt := o.rivals != 0 || i < 64 && o.members>>uint(i)&1 == 0 && s.share != nothing
			if s.Source == source && s.heard == c.now && (inDoubt || len(o.slots) == 1) {
				m.loose = append(m.loose, s)
			}
		}
	}
	slices.SortFunc(m.loose[known:], func(a, b *slot) int { return a.SourceTrack.compare(b.SourceTrack) })
}

// neighbours brings objects to now and sorts them by x.
func (c *Centre) neighbours() {
	m := &c.matching
	m.byX, m.widest, m.sorted = append(m.byX[:0], c.objects...), 0, true
	for _, o := range m.byX {
		if o.at < c.now {
			c.settings.Motion.Predict(&o.state, (c.now - o.at).Seconds())
			o.at = c.now
		}
		m.widest = max(m.widest, spread(&o.state.P))
	}
	slices.SortFunc(m.byX, func(a, b *object) int {
		if d := cmp.Compare(a.state.X[0], b.state.X[0]); d != 0 {
			return d
		}
		return a.id - b.id
	})
}

// spread is the sum of the variances of a position.
func spread(p *matrix) float64 { return p[0][0] + p[1][1] + p[2][2] }

// around calls visit for the objects within reach of a position in x.
func (m *matching) around(x, reach float64, visit func(*object)) {
	from, _ := slices.BinarySearchFunc(m.byX, x-reach, func(o *object, x float64) int { return cmp.Compare(o.state.X[0], x) })
	for ; from < len(m.byX) && m.byX[from].state.X[0] <= x+reach; from++ {
		visit(m.byX[from])
	}
}

// pair lists which loose tracks may be of which objects.
func (c *Centre) pair() {
	m := &c.matching
	m.pairs = m.pairs[:0]
	for row, s := range m.loose {
		if s.at < c.now {
			c.settings.Motion.Predict(&s.state, (c.now - s.at).Seconds())
			s.at, s.settled = c.now, false
		}
		own := spread(&s.state.P)
		m.around(s.state.X[0], math.Sqrt(gate*(own+m.widest)), func(o *object) {
			if c.takenIn(o, s) {
				return
			}
			if o == s.object {
				if d := c.toOthers(s); d <= gate {
					m.pairs = append(m.pairs, pair{row: row, object: o, cost: d - gate})
				}
				return
			}
			// The distance is at least that of the positions at the greatest variance.
			if d := apart(&o.state, &s.state); d*d > gate*(own+spread(&o.state.P)) {
				return
			}
			if d := distance(&o.state.X, &s.state.X, &o.state.P, &s.state.P); d <= gate {
				m.pairs = append(m.pairs, pair{row: row, object: o, cost: d - gate})
			}
		})
	}
}

// toOthers is the squared normalised difference of a track to what the others in
// its object say together.
func (c *Centre) toOthers(s *slot) float64 {
	var others sum
	for _, other := range s.object.slots {
		if other != s && (other.share == whole || other.share == rest) && !c.named.Has(other.Source) {
			others.add(other, 1)
		}
	}
	reference := s.object.slots[0].state.X
	if _, ok := others.state(&reference, &c.scratch); !ok {
		return math.Inf(1)
	}
	return distance(&c.scratch.X, &s.state.X, &c.scratch.P, &s.state.P)
}

// unite makes one of objects that fit each other and have no source in common,
// if somebody who sees them is missing from one.
func (c *Centre) unite() {
	m := &c.matching
	for i := len(c.objects) - 1; i > 0; i-- {
		o := c.objects[i]
		if !o.fresh || c.knows() && o.seeing == o.reporting {
			continue
		}
		if !m.sorted {
			c.neighbours()
		}
		var into *object
		least := gate
		own := spread(&o.state.P)
		m.around(o.state.X[0], math.Sqrt(gate*(own+m.widest)), func(other *object) {
			if other.id >= o.id || len(other.slots) == 0 || other.at < c.now || c.share(o, other) {
				return
			}
			if d := apart(&o.state, &other.state); d*d > gate*(own+spread(&other.state.P)) {
				return
			}
			if d := distance(&o.state.X, &other.state.X, &o.state.P, &other.state.P); d < least {
				into, least = other, d
			}
		})
		if into == nil {
			continue
		}
		for len(o.slots) > 0 {
			c.move(o.slots[len(o.slots)-1], into)
		}
		c.refuse()
	}
}

// share says whether two objects have a source in common that reports both.
func (c *Centre) share(a, b *object) bool {
	for _, s := range a.slots {
		if c.now-s.heard < 2*c.settings.Scan && c.reportsNow(s.Source, b) {
			return true
		}
	}
	return false
}

// takenIn says whether an object cannot be a track's: it is its own alone, or
// its source reports it as another track, which is not loose itself.
func (c *Centre) takenIn(o *object, s *slot) bool {
	if o == s.object {
		return len(o.slots) == 1 // its own alone
	}
	for _, other := range o.slots {
		if other.Source == s.Source && c.now-other.heard < 2*c.settings.Scan && !slices.Contains(c.matching.loose, other) {
			return true
		}
	}
	return false
}

// assign gives the loose tracks to objects, by the cheapest assignment of the
// pairs, group by group of those that compete.
func (c *Centre) assign() {
	m := &c.matching
	m.assign.solve(len(m.loose), m)
	for row, s := range m.loose {
		to := m.assign.result[row]
		switch {
		case to == nil && s.object == nil:
			c.newObject(s)
		case to == nil && slices.Contains(m.assign.result, s.object):
			c.detach(s) // another track of its source fits there better
			c.newObject(s)
		case to == nil || to == s.object:
			// stays where it is
		case s.object != nil && len(s.object.slots) == 1 && len(to.slots) == 1 && s.object.id < to.id:
			c.move(to.slots[0], s.object) // the older number stays
		default:
			c.move(s, to)
		}
	}
}

// move puts a slot into another object; one that is left empty goes.
func (c *Centre) move(s *slot, to *object) {
	if from := s.object; from != nil {
		c.detach(s)
		if len(from.slots) == 0 {
			from.changed = false
			at, _ := slices.BinarySearchFunc(c.objects, from.id, func(o *object, id int) int { return o.id - id })
			c.objects = slices.Delete(c.objects, at, at+1)
			c.spare = append(c.spare, from)
		}
	}
	to.moved = true
	c.attach(to, s)
}
