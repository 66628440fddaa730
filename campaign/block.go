package campaign

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"time"

	"scutum/engagement/battle"
)

// Block is some successive runs: what a worker does at a time, what a file of
// the state folder holds, and what results are written from.
type Block struct {
	First      int // number of the first run
	Detections int // that sensors reported
	Runs       []Run
}

// Run is what one run gave.
type Run struct {
	Number   int
	Shots    []battle.Shot
	Outcomes []battle.Outcome // in the order in which the battle gives them
	Accused  []battle.Accusation
	Events   []battle.Event // where they were wanted
}

// Leakers counts the missiles that fell.
func (r *Run) Leakers() int {
	n := 0
	for i := range r.Outcomes {
		if r.Outcomes[i].Leaked {
			n++
		}
	}
	return n
}

// Kills counts the missiles that were killed.
func (r *Run) Kills() int {
	n := 0
	for i := range r.Outcomes {
		if r.Outcomes[i].Killed >= 0 && !r.Outcomes[i].Leaked {
			n++
		}
	}
	return n
}

// blockMagic begins a file of a block; the number is that of the format.
const blockMagic = "scutum raid block 2\n"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errBlock says that a file is not a whole block: cut short, changed, or of
// another format.
var errBlock = errors.New("not a whole block of runs")

// encoder writes a block: whole numbers as varints, numbers in full, each word
// once.
type encoder struct {
	b     []byte
	words map[string]int
}

// encode returns the block as a file holds it, in the space given.
func (e *encoder) encode(space []byte, b *Block) []byte {
	if e.words == nil {
		e.words = map[string]int{}
	}
	clear(e.words)
	e.b = append(space[:0], blockMagic...)
	for _, x := range []int{b.First, b.Detections, len(b.Runs)} {
		e.whole(x)
	}
	for i := range b.Runs {
		r := &b.Runs[i]
		for _, x := range []int{r.Number, len(r.Shots), len(r.Outcomes), len(r.Accused), len(r.Events)} {
			e.whole(x)
		}
		for j := range r.Shots {
			e.shot(&r.Shots[j])
		}
		for j := range r.Outcomes {
			e.outcome(&r.Outcomes[j])
		}
		for j := range r.Accused {
			e.accusation(&r.Accused[j])
		}
		for j := range r.Events {
			e.event(&r.Events[j])
		}
	}
	return binary.LittleEndian.AppendUint32(e.b, crc32.Checksum(e.b, castagnoli))
}

func (e *encoder) whole(x int)          { e.b = binary.AppendVarint(e.b, int64(x)) }
func (e *encoder) time(t time.Duration) { e.b = binary.AppendVarint(e.b, int64(t)) }
func (e *encoder) number(x float64) {
	e.b = binary.LittleEndian.AppendUint64(e.b, math.Float64bits(x))
}

func (e *encoder) yes(x bool) {
	bit := byte(0)
	if x {
		bit = 1
	}
	e.b = append(e.b, bit)
}

// word writes a word's number, and the word itself the first time.
func (e *encoder) word(s string) {
	n, known := e.words[s]
	if !known {
		n = len(e.words)
		e.words[s] = n
	}
	e.whole(n)
	if !known {
		e.whole(len(s))
		e.b = append(e.b, s...)
	}
}

func (e *encoder) shot(s *battle.Shot) {
	for _, w := range [...]string{s.Party, s.Missile, s.Class, s.Site, s.Interceptor, s.Outcome} {
		e.word(w)
	}
	e.whole(s.Track)
	e.whole(s.Salvo)
	for _, t := range [...]time.Duration{s.Ordered, s.Departed, s.Meeting, s.LatestLaunch} {
		e.time(t)
	}
	for _, x := range [...]float64{s.MeetingLatDeg, s.MeetingLonDeg, s.MeetingKm, s.RequiredKmS, s.MarginKmS} {
		e.number(x)
	}
	e.yes(s.AssessedKilled)
}

func (e *encoder) outcome(o *battle.Outcome) {
	for _, w := range [...]string{o.Missile, o.Class, o.Why} {
		e.word(w)
	}
	for _, t := range outcomeTimes(o) {
		e.time(*t)
	}
	for _, x := range [...]int{o.Shots, o.Doubled, int(o.Lost)} {
		e.whole(x)
	}
	e.yes(o.Leaked)
}

// outcomeTimes lists an outcome's times in the order of the file.
func outcomeTimes(o *battle.Outcome) [9]*time.Duration {
	return [...]*time.Duration{&o.Launched, &o.Warned, &o.Detected, &o.Tracked, &o.Committed, &o.FirstDeparture, &o.FirstMeeting, &o.Killed, &o.Impact}
}

func (e *encoder) accusation(a *battle.Accusation) {
	for _, w := range [...]string{a.Party, a.Sensor, a.Reason} {
		e.word(w)
	}
	e.time(a.Time)
	e.yes(a.TakenBack)
}

func (e *encoder) event(v *battle.Event) {
	e.time(v.Time)
	e.whole(int(v.Kind))
	e.whole(v.Track)
	for _, w := range [...]string{v.Party, v.Missile, v.Site, v.Battery, v.Sensor, v.Why} {
		e.word(w)
	}
}

// decoder reads what an encoder wrote. After the first fault every read gives
// nothing, and bad says so.
type decoder struct {
	b     []byte
	words []string
	bad   bool
}

// decodeBlock reads a block's file.
func decodeBlock(file []byte) (*Block, error) {
	end := len(file) - 4
	if end < len(blockMagic) || string(file[:len(blockMagic)]) != blockMagic || crc32.Checksum(file[:end], castagnoli) != binary.LittleEndian.Uint32(file[end:]) {
		return nil, errBlock
	}
	d := decoder{b: file[len(blockMagic):end]}
	b := &Block{First: d.whole(), Detections: d.whole()}
	b.Runs = make([]Run, d.length())
	for i := range b.Runs {
		d.run(&b.Runs[i])
	}
	if d.bad || len(d.b) != 0 {
		return nil, fmt.Errorf("%w: its lists do not end where it ends", errBlock)
	}
	return b, nil
}

func (d *decoder) run(r *Run) {
	r.Number = d.whole()
	r.Shots = make([]battle.Shot, d.length())
	r.Outcomes = make([]battle.Outcome, d.length())
	if n := d.length(); n > 0 {
		r.Accused = make([]battle.Accusation, n)
	}
	r.Events = make([]battle.Event, d.length())
	for i := range r.Shots {
		d.shot(&r.Shots[i])
		r.Shots[i].Run = r.Number
	}
	for i := range r.Outcomes {
		d.outcome(&r.Outcomes[i])
	}
	for i := range r.Accused {
		d.accusation(&r.Accused[i])
	}
	for i := range r.Events {
		d.event(&r.Events[i])
	}
}

func (d *decoder) whole() int {
	x, n := binary.Varint(d.b)
	if n <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[n:]
	return int(x)
}

// length reads the length of a list, each of whose items takes a byte at least.
func (d *decoder) length() int {
	n := d.whole()
	if n < 0 || n > len(d.b) {
		d.bad, d.b = true, nil
		return 0
	}
	return n
}

func (d *decoder) take(n int) []byte {
	if n < 0 || n > len(d.b) {
		d.bad, d.b = true, nil
		return make([]byte, max(n, 0))
	}
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) time() time.Duration { return time.Duration(d.whole()) }
func (d *decoder) yes() bool           { return d.take(1)[0] != 0 }
func (d *decoder) number() float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(d.take(8)))
}

func (d *decoder) word() string {
	n := d.whole()
	switch {
	case n >= 0 && n < len(d.words):
		return d.words[n]
	case n != len(d.words) || d.bad:
		d.bad, d.b = true, nil
		return ""
	}
	d.words = append(d.words, string(d.take(d.length())))
	return d.words[n]
}

func (d *decoder) shot(s *battle.Shot) {
	for _, w := range [...]*string{&s.Party, &s.Missile, &s.Class, &s.Site, &s.Interceptor, &s.Outcome} {
		*w = d.word()
	}
	s.Track, s.Salvo = d.whole(), d.whole()
	for _, t := range [...]*time.Duration{&s.Ordered, &s.Departed, &s.Meeting, &s.LatestLaunch} {
		*t = d.time()
	}
	for _, x := range [...]*float64{&s.MeetingLatDeg, &s.MeetingLonDeg, &s.MeetingKm, &s.RequiredKmS, &s.MarginKmS} {
		*x = d.number()
	}
	s.AssessedKilled = d.yes()
}

func (d *decoder) outcome(o *battle.Outcome) {
	for _, w := range [...]*string{&o.Missile, &o.Class, &o.Why} {
		*w = d.word()
	}
	for _, t := range outcomeTimes(o) {
		*t = d.time()
	}
	o.Shots, o.Doubled, o.Lost = d.whole(), d.whole(), battle.Kind(d.whole())
	o.Leaked = d.yes()
}

func (d *decoder) accusation(a *battle.Accusation) {
	a.Party, a.Sensor, a.Reason = d.word(), d.word(), d.word()
	a.Time, a.TakenBack = d.time(), d.yes()
}

func (d *decoder) event(v *battle.Event) {
	v.Time, v.Kind, v.Track = d.time(), battle.Kind(d.whole()), d.whole()
	for _, w := range [...]*string{&v.Party, &v.Missile, &v.Site, &v.Battery, &v.Sensor, &v.Why} {
		*w = d.word()
	}
}
