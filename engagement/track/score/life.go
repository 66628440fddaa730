package score

import (
	"cmp"
	"slices"
)

// Life says how the objects were tracked over time.
type Life struct {
	Objects  int
	Mean     float64 // share of an object's scans in which it had a track, mean over objects
	Least    float64
	Switches int // times an object's track was replaced by another
	Never    int // objects without any track
	Each     []ObjectLife
}

// ObjectLife is one object's.
type ObjectLife struct {
	ID       int
	Scans    int // in which the object was there
	Tracked  int // of these with a track
	Switches int
	Tracks   int // stretches of one track
}

type life struct {
	ObjectLife
	track int // that it had last, 0 before the first
}

// live notes which objects have a track. c.truth is this scan's.
func (c *Card) live(pairs []int32, estimates []Estimate) {
	c.order = c.order[:0]
	for range c.truth {
		c.order = append(c.order, -1)
	}
	for i, j := range pairs {
		if j >= 0 {
			c.order[j] = int32(i)
		}
	}
	for j := range c.truth {
		l := c.lifeOf(c.truth[j].ID)
		l.Scans++
		i := c.order[j]
		if i < 0 {
			continue
		}
		l.Tracked++
		if id := estimates[i].ID; id != l.track {
			if l.Tracks > 0 {
				l.Switches++
			}
			l.Tracks++
			l.track = id
		}
	}
}

func (c *Card) lifeOf(id int) *life {
	n, ok := c.numbers[id]
	if !ok {
		n = len(c.lives)
		c.numbers[id] = n
		c.lives = append(c.lives, life{ObjectLife: ObjectLife{ID: id}})
	}
	return &c.lives[n]
}

// life sums up, objects in the order of their IDs.
func (c *Card) life() (l Life) {
	l.Objects = len(c.lives)
	if l.Objects == 0 {
		return l
	}
	l.Least = 1
	for i := range c.lives {
		l.Each = append(l.Each, c.lives[i].ObjectLife)
	}
	slices.SortFunc(l.Each, func(a, b ObjectLife) int { return cmp.Compare(a.ID, b.ID) })
	for _, o := range l.Each {
		share := float64(o.Tracked) / float64(o.Scans)
		l.Mean += share / float64(l.Objects)
		l.Least = min(l.Least, share)
		l.Switches += o.Switches
		if o.Tracked == 0 {
			l.Never++
		}
	}
	return l
}
