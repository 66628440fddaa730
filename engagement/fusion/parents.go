package fusion

import (
	"math/bits"
	"time"
)

// MaxSources is how many sensors and other centres a centre may know: sets of
// them are the bits of a word.
const MaxSources = 32

// Set is a set of sources, bit i for source i.
type Set uint32

// Has says whether source i is in the set.
func (s Set) Has(i int) bool { return s>>uint(i)&1 != 0 }

// Count is how many sources are in the set.
func (s Set) Count() int { return bits.OnesCount32(uint32(s)) }

// Span is what one sensor measured of an object, from its first measurement to
// its last.
type Span struct {
	Sensor   int
	From, To time.Duration
}

// maxParents bounds a list of parents, so that estimates are copied without
// allocation.
const maxParents = 16

// Parents says which data an estimate contains. The zero value says that this
// is not known.
type Parents struct {
	count int // -1 for more than the list holds
	spans [maxParents]Span
}

// ParentsOf lists spans, one or several of each sensor.
func ParentsOf(spans ...Span) (p Parents) {
	for _, s := range spans {
		p.include(s)
	}
	return p
}

// Known says whether it is known which data an estimate contains.
func (p *Parents) Known() bool { return p.count > 0 }

// Spans lists the data by sensor.
func (p *Parents) Spans() []Span {
	if !p.Known() {
		return nil
	}
	return p.spans[:p.count]
}

// Sensors is the set of sensors whose data are contained.
func (p *Parents) Sensors() (s Set) {
	for i := range p.Spans() {
		s |= 1 << uint(p.spans[i].Sensor)
	}
	return s
}

// of finds a sensor's span, nil for none.
func (p *Parents) of(sensor int) *Span {
	for i := range p.Spans() {
		if p.spans[i].Sensor == sensor {
			return &p.spans[i]
		}
	}
	return nil
}

// include adds a span. Two of one sensor become one from the first measurement
// to the last: data of the gap between count as contained, which errs on the
// side of counting less.
func (p *Parents) include(s Span) {
	if p.count < 0 {
		return
	}
	at := 0
	for at < p.count && p.spans[at].Sensor < s.Sensor {
		at++
	}
	if at < p.count && p.spans[at].Sensor == s.Sensor {
		p.spans[at].From, p.spans[at].To = min(p.spans[at].From, s.From), max(p.spans[at].To, s.To)
		return
	}
	if p.count == maxParents {
		p.count = -1 // too many to remember: unknown from here on
		return
	}
	copy(p.spans[at+1:p.count+1], p.spans[at:p.count])
	p.spans[at] = s
	p.count++
}

// Include adds all that other contains. What is not known makes the whole
// unknown.
func (p *Parents) Include(other *Parents) {
	if !other.Known() {
		p.count = -1
		return
	}
	for _, s := range other.Spans() {
		p.include(s)
	}
}

// Relation says what two estimates have in common.
type Relation int

// The relations of an estimate's data to another's.
const (
	Unknown     Relation = iota // of one of them it is not known what it contains
	Disjoint                    // nothing in common
	Same                        // the same data
	Contains                    // all of the other's and more
	Contained                   // less than the other, nothing else
	Overlapping                 // something in common, something else in each
)

// Relate says what a has in common with b.
func (p *Parents) Relate(other *Parents) Relation {
	if !p.Known() || !other.Known() {
		return Unknown
	}
	common := false
	for _, s := range p.Spans() {
		if o := other.of(s.Sensor); o != nil && s.From <= o.To && o.From <= s.To {
			common = true
		}
	}
	covers, covered := p.covers(other), other.covers(p)
	switch {
	case !common:
		return Disjoint
	case covers && covered:
		return Same
	case covers:
		return Contains
	case covered:
		return Contained
	}
	return Overlapping
}

// covers says whether all of other's data are contained.
func (p *Parents) covers(other *Parents) bool {
	for _, s := range other.Spans() {
		if own := p.of(s.Sensor); own == nil || own.From > s.From || own.To < s.To {
			return false
		}
	}
	return true
}
