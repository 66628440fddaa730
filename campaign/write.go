package campaign

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"scutum/engagement/battle"
)

// Files are where the tables of a campaign go. Any may be nil.
type Files struct {
	EngagementsCSV, Engagements io.Writer // one row a shot
	Missiles                    io.Writer // one row a missile and run
	Events                      io.Writer // one row an event
}

// Writer writes the tables from blocks that come in the order of their runs.
type Writer struct {
	csv   io.Writer
	text  text
	wrote bool // the head of the CSV

	shots    *table[shotRow]
	missiles *table[missileRow]
	events   *table[eventRow]
}

// NewWriter begins the tables.
func NewWriter(f Files) *Writer {
	return &Writer{csv: f.EngagementsCSV, shots: newTable[shotRow](f.Engagements), missiles: newTable[missileRow](f.Missiles), events: newTable[eventRow](f.Events)}
}

// Add writes the rows of a block, each table by a worker of its own.
func (w *Writer) Add(b *Block) error {
	var group sync.WaitGroup
	faults := make([]error, 4)
	for i, write := range []func(*Block) error{w.addCSV, w.addShots, w.addMissiles, w.addEvents} {
		group.Go(func() { faults[i] = write(b) })
	}
	group.Wait()
	return errors.Join(faults...)
}

// Close writes what is left and ends the tables; it does not close the files.
func (w *Writer) Close() error {
	return errors.Join(w.addCSV(&Block{}), w.shots.close(), w.missiles.close(), w.events.close())
}

func (w *Writer) addCSV(b *Block) error {
	if w.csv == nil {
		return nil
	}
	w.text.b = w.text.b[:0]
	if !w.wrote {
		w.text.b = append(w.text.b, shotHead...)
		w.wrote = true
	}
	for i := range b.Runs {
		for j := range b.Runs[i].Shots {
			w.text.shot(&b.Runs[i].Shots[j])
		}
	}
	_, err := w.csv.Write(w.text.b)
	return err
}

func (w *Writer) addShots(b *Block) error {
	for i := range b.Runs {
		for j := range b.Runs[i].Shots {
			s := &b.Runs[i].Shots[j]
			row, err := w.shots.next()
			if row == nil {
				return err
			}
			*row = shotRow{Run: int32(s.Run), Party: s.Party, Missile: s.Missile, Class: s.Class, Track: int32(s.Track), Site: s.Site,
				Interceptor: s.Interceptor, Salvo: int32(s.Salvo), Outcome: s.Outcome, Assessed: s.AssessedKilled}
			numbers := [...]**float64{&row.Ordered, &row.Departed, &row.Meeting, &row.LatDeg, &row.LonDeg, &row.AltitudeKm, &row.RequiredKmS, &row.MarginKmS, &row.LatestLaunch}
			for k, n := range shotSteps(s) {
				*numbers[k] = w.shots.number(n, shotDecimals[k])
			}
		}
	}
	return nil
}

func (w *Writer) addMissiles(b *Block) error {
	for i := range b.Runs {
		for j := range b.Runs[i].Outcomes {
			o := &b.Runs[i].Outcomes[j]
			row, err := w.missiles.next()
			if row == nil {
				return err
			}
			*row = missileRow{Run: int32(b.Runs[i].Number), Missile: o.Missile, Class: o.Class, Shots: int32(o.Shots), Doubled: int32(o.Doubled),
				Reached: reached(o).String(), Leaked: o.Leaked, Why: o.Why}
			times := outcomeTimes(o)
			for k, at := range [...]**float64{&row.Launched, &row.Warned, &row.Detected, &row.Tracked, &row.Committed, &row.FirstDeparture, &row.FirstMeeting, &row.Killed, &row.Impact} {
				*at = w.missiles.time(*times[k])
			}
		}
	}
	return nil
}

func (w *Writer) addEvents(b *Block) error {
	for i := range b.Runs {
		for j := range b.Runs[i].Events {
			e := &b.Runs[i].Events[j]
			row, err := w.events.next()
			if row == nil {
				return err
			}
			*row = eventRow{Run: int32(b.Runs[i].Number), Time: value(milliseconds(max(0, e.Time)), 3), Event: e.Kind.String(), Party: e.Party,
				Missile: e.Missile, Track: int32(e.Track), Site: e.Site, Battery: e.Battery, Sensor: e.Sensor, Why: e.Why}
		}
	}
	return nil
}

// batch is how many rows are handed on at a time: a number of its own, so that
// pages do not depend on the size of blocks.
const batch = 1024

// rowGroup is the most rows of a row group, which are held in memory.
const rowGroup = 128 * batch

// table is one Parquet file. Its bytes depend on its rows alone: no clock, no
// random number, and a compression that is the same on every machine (Go code
// alone; Snappy's differs between processors).
type table[R any] struct {
	out     *parquet.GenericWriter[R]
	rows    []R
	numbers []float64 // that rows point to
}

func newTable[R any](out io.Writer) *table[R] {
	if out == nil {
		return nil
	}
	w := parquet.NewGenericWriter[R](out, parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}), parquet.CreatedBy("scutum", "1", "0"), parquet.MaxRowsPerRowGroup(rowGroup))
	return &table[R]{out: w, rows: make([]R, 0, batch), numbers: make([]float64, 0, batch*shotNumbers)}
}

// next returns the next row to be filled; nil where no table is wanted or on an
// error.
func (t *table[R]) next() (*R, error) {
	if t == nil {
		return nil, nil
	}
	if len(t.rows) == batch {
		if err := t.flush(); err != nil {
			return nil, err
		}
	}
	t.rows = t.rows[:len(t.rows)+1]
	return &t.rows[len(t.rows)-1], nil
}

func (t *table[R]) flush() error {
	_, err := t.out.Write(t.rows)
	t.rows, t.numbers = t.rows[:0], t.numbers[:0]
	return err
}

func (t *table[R]) close() error {
	if t == nil {
		return nil
	}
	return errors.Join(t.flush(), t.out.Close())
}

// number returns a number of the row, nil for none.
func (t *table[R]) number(steps int64, decimals int) *float64 {
	if steps == none {
		return nil
	}
	t.numbers = append(t.numbers, value(steps, decimals))
	return &t.numbers[len(t.numbers)-1]
}

func (t *table[R]) time(at time.Duration) *float64 { return t.number(milliseconds(at), 3) }

// Finish writes the tables of a store's campaign and returns its tally. The
// order gives the missiles' in the tally.
func (s *Store) Finish(ctx context.Context, f Files, order []string, progress func(runs int)) (*Tally, error) {
	w, t := NewWriter(f), newTally()
	err := s.Blocks(func(b *Block) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		t.addBlock(b)
		if progress != nil {
			progress(len(b.Runs))
		}
		return w.Add(b)
	})
	if err == nil {
		err = w.Close()
	}
	t.sort(order)
	return t, err
}

// EventsCSV writes the events of a run.
func EventsCSV(w io.Writer, r *Run) error {
	t := text{b: []byte(eventHead)}
	for i := range r.Events {
		t.event(r.Number, &r.Events[i])
	}
	_, err := w.Write(t.b)
	return err
}

var (
	_ battle.Recorder = (*recorder)(nil)
	_ battle.Accuser  = (*recorder)(nil)
)
