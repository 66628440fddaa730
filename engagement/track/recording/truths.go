package recording

import (
	"io"
	"time"

	"scutum/engagement/track/score"
	"scutum/internal/hint"
)

// Truths is a file of where the objects were. Without a header its columns are
// scan,id,x,y,z,vx,vy,vz as trackgen.py writes them; with one they are any of
// truthColumns in any order. Times do not decrease.
type Truths struct {
	lines    *lines
	layout   *layout
	interval time.Duration

	list  []score.Truth
	now   when
	next  score.Truth
	then  when
	ended bool
}

var (
	positionBounds = bounds{-1e9, 1e9, "positions are in m"}
	velocityBounds = bounds{-1e6, 1e6, "velocities are in m/s"}
)

// NewTruths opens a file and reads its header and first row.
func NewTruths(r io.Reader, name string, interval time.Duration) (*Truths, error) {
	t := &Truths{lines: newLines(r, name), interval: interval}
	if err := t.lines.next(); err != nil {
		if err == io.EOF {
			return nil, hint.New("a row is scan,id,x,y,z,vx,vy,vz", "%s holds no truth", name)
		}
		return nil, err
	}
	var err error
	if t.layout, err = t.lines.layoutOf(truthColumns, plainTruth); err != nil {
		return nil, err
	}
	if err := t.lines.need(t.layout, "id", "x", "y", "z", "vx", "vy", "vz"); err != nil {
		return nil, err
	}
	if t.layout.header {
		if err := t.lines.next(); err != nil {
			if err == io.EOF {
				return nil, t.lines.errorf("", "row: there is none below the header")
			}
			return nil, err
		}
	}
	return t, t.parse()
}

// Scans tells whether rows are numbered by scan and not by time.
func (t *Truths) Scans() bool { return !t.layout.has(timeOf) }

// Ahead is the time of what Next will return; false at the end.
func (t *Truths) Ahead() (time.Duration, bool) { return t.then.time, !t.ended }

// Next reads all objects of the next time; io.EOF at the end. The slice is
// valid until the next call.
func (t *Truths) Next() (time.Duration, []score.Truth, error) {
	if t.ended {
		return 0, nil, io.EOF
	}
	t.now, t.list = t.then, t.list[:0]
	for {
		for i := range t.list {
			if t.list[i].ID == t.next.ID {
				return 0, nil, t.lines.errorf("an object is in one place at a time", "id: %d is there twice", t.next.ID)
			}
		}
		t.list = append(t.list, t.next)
		switch err := t.lines.next(); {
		case err == io.EOF:
			t.ended = true
			return t.now.time, t.list, nil
		case err != nil:
			return 0, nil, err
		}
		if err := t.parse(); err != nil {
			return 0, nil, err
		}
		same, err := t.lines.follows(t.now, t.then)
		if err != nil {
			return 0, nil, err
		}
		if !same {
			return t.now.time, t.list, nil
		}
	}
}

// parse reads the line in hand.
func (t *Truths) parse() (err error) {
	l, o := t.lines, t.layout
	if err := l.check(o); err != nil {
		return err
	}
	if t.then, err = l.when(o, t.interval); err != nil {
		return err
	}
	id, err := l.whole(o.places[objectID], "id", 0, mostScan)
	if err != nil {
		return err
	}
	t.next.ID = int(id)
	for k := range t.next.X {
		place, b := o.places[stateX+quantity(k)], &positionBounds
		if k >= 3 {
			b = &velocityBounds
		}
		if t.next.X[k], err = l.float(place, o.names[place], b); err != nil {
			return err
		}
	}
	return nil
}
