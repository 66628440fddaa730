package assignment

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"scutum/internal/hint"
)

// Instance is a problem that was read.
type Instance struct {
	Problem
	// Missing is the number of pairs of which the file says nothing; they count
	// as not allowed.
	Missing int
}

// Read reads an instance: JSON if it begins with a brace, else the text format
// of Andersen, Pavlikov and Toffolo 2022 (github.com/tuliotoffolo/wta):
//
//	W T mu     weapons, targets, units of each weapon
//	V          the T values, on one line or several
//	i j p      a pair's kill probability on each line, i and j counted from 0
//
// Lines that are blank or begin with # are passed over. Errors name the file
// by name, the line, the field and the allowed range. The file is read as a
// stream; memory is that of the problem.
func Read(r io.Reader, name string) (*Instance, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	if head, _ := in.Peek(3); bytes.Equal(head, []byte("\xef\xbb\xbf")) {
		in.Discard(3) // a byte order mark
	}
	for n := 1; ; n++ {
		head, err := in.Peek(min(n, 1<<16))
		if len(head) < n {
			if err != nil && err != io.EOF && len(head) < 1<<16 {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			break
		}
		switch head[n-1] {
		case ' ', '\t', '\r', '\n':
			continue
		case '{':
			return readJSON(in, name)
		}
		break
	}
	t := &textReader{in: in, name: name, line: 1}
	return t.read()
}

// textReader reads the text format.
type textReader struct {
	in    *bufio.Reader
	name  string
	line  int    // of the word
	word  []byte // the last one read
	first bool   // of its line
	fresh bool   // at the beginning of a line
	began bool
}

// longest is the length of a word that is still read.
const longest = 400

// next reads the next word; io.EOF at the end.
func (t *textReader) next() error {
	t.word = t.word[:0]
	if !t.began {
		t.began, t.fresh = true, true
	}
	t.first = false
	for {
		c, err := t.in.ReadByte()
		if err != nil {
			if errors.Is(err, io.EOF) && len(t.word) > 0 {
				return nil
			}
			return err
		}
		switch {
		case c == '\n':
			if len(t.word) > 0 {
				t.in.UnreadByte()
				return nil
			}
			t.line++
			t.fresh = true
		case c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f':
			if len(t.word) > 0 {
				return nil
			}
		case c == '#' && t.fresh && len(t.word) == 0:
			if err := t.comment(); err != nil {
				return err
			}
		default:
			if len(t.word) == 0 {
				t.first, t.fresh = t.fresh, false
			}
			if t.word = append(t.word, c); len(t.word) > longest {
				return t.wrong("", "write one number after the other, with blanks between them", "a word of more than %d characters", longest)
			}
		}
	}
}

// comment passes over the rest of the line.
func (t *textReader) comment() error {
	for {
		if c, err := t.in.ReadByte(); err != nil || c == '\n' {
			t.line++
			return err
		}
	}
}

// wrong is an error at the present line.
func (t *textReader) wrong(field, advice, format string, args ...any) error {
	place := fmt.Sprintf("%s:%d: ", t.name, t.line)
	if field != "" {
		place += field + ": "
	}
	return hint.New(advice, "%s%s", place, fmt.Sprintf(format, args...))
}

// failed is the error of a word that did not come.
func (t *textReader) failed(err error, field, advice string) error {
	var known *hint.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, io.EOF):
		return t.wrong(field, advice, "the file ends here")
	}
	return fmt.Errorf("%s: %w", t.name, err)
}

// whole reads a whole number from least to most.
func (t *textReader) whole(field string, least, most int, advice string) (int, error) {
	n, err := strconv.Atoi(string(t.word))
	if err != nil || n < least || n > most {
		return 0, t.wrong(field, advice, "%s is not a whole number in [%d, %d]", t.quoted(), least, most)
	}
	return n, nil
}

// number reads a plain decimal number from 0 to most.
func (t *textReader) number(field string, most float64, advice string) (float64, error) {
	x, ok := decimal(t.word)
	if !ok {
		return 0, t.wrong(field, advice, "%s is not a number in [0, %g]", t.quoted(), most)
	}
	if !(x >= 0 && x <= most) {
		return 0, t.wrong(field, advice, "%s is not in [0, %g]", t.word, most)
	}
	return x + 0, nil // no minus zero
}

// decimal reads a decimal number: no hexadecimal, no underscore, no NaN, no
// infinity.
func decimal(word []byte) (float64, bool) {
	for _, c := range word {
		if (c < '0' || c > '9') && !strings.ContainsRune("+-.eE", rune(c)) {
			return 0, false
		}
	}
	x, err := strconv.ParseFloat(string(word), 64)
	return x, err == nil && !math.IsInf(x, 0)
}

func (t *textReader) quoted() string { return quoted(string(t.word)) }

// quoted returns what was read, shortened for a message.
func quoted(word string) string {
	if len(word) > 40 {
		word = word[:40] + "..."
	}
	return strconv.Quote(word)
}

// read reads the whole file.
func (t *textReader) read() (*Instance, error) {
	p, err := t.header()
	if err != nil {
		return nil, err
	}
	for j := range p.Value {
		field := "value of target " + strconv.Itoa(j)
		if err := t.next(); err != nil {
			return nil, t.failed(err, field, fmt.Sprintf("after the first line come the values of %d targets", len(p.Value)))
		}
		if j == 0 && !t.first {
			return nil, t.wrong("", "W T mu, and the values from the next line on", "%s is one word too many on the first line", t.quoted())
		}
		if p.Value[j], err = t.number(field, maxValue, ""); err != nil {
			return nil, err
		}
	}
	return t.pairs(p)
}

// header reads the first line.
func (t *textReader) header() (*Instance, error) {
	const advice = "the first line says W T mu: weapons, targets, units of each weapon; a JSON file begins with {"
	var n [3]int
	line := 1
	for k, field := range [3]string{"W", "T", "mu"} {
		if err := t.next(); err != nil {
			return nil, t.failed(err, field, advice)
		}
		if k == 0 {
			line = t.line
		} else if t.first {
			t.line = line
			return nil, t.wrong(field, advice, "is missing on the first line")
		}
		most := MaxPairs
		if k == 2 {
			most = MaxUnits / n[0]
		}
		var err error
		if n[k], err = t.whole(field, 1-k/2, most, advice); err != nil {
			return nil, err
		}
	}
	if n[0] > MaxUnits || n[0] > MaxPairs/n[1] {
		return nil, t.wrong("", "", "%d weapons x %d targets are more than %d pairs or %d weapons", n[0], n[1], MaxPairs, MaxUnits)
	}
	p := &Instance{Problem: Problem{Value: make([]float64, n[1]), Units: make([]int, n[0])}}
	for i := range p.Units {
		p.Units[i] = n[2]
	}
	return p, nil
}

// pairs reads the lines i j p.
func (t *textReader) pairs(p *Instance) (*Instance, error) {
	weapons, targets := len(p.Units), len(p.Value)
	given := make([]float64, weapons*targets)
	for k := range given {
		given[k] = -1
	}
	p.Missing = len(given)
	for {
		err := t.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, t.failed(err, "i", "")
		}
		i, j, kill, err := t.pair(weapons, targets)
		if err != nil {
			return nil, err
		}
		if given[i*targets+j] >= 0 {
			return nil, t.wrong("", "keep one of the lines", "weapon %d and target %d are given twice", i, j)
		}
		given[i*targets+j] = kill
		p.Missing--
	}
	for k, kill := range given {
		given[k] = max(kill, 0)
	}
	p.Probability = given
	return p, nil
}

// pair reads the line of which the first word has been read.
func (t *textReader) pair(weapons, targets int) (i, j int, kill float64, err error) {
	const advice = "after the values each line says i j p: weapon, target, kill probability"
	if !t.first {
		return 0, 0, 0, t.wrong("", advice, "%s is one word too many on this line", t.quoted())
	}
	line := t.line
	if i, err = t.whole("i", 0, weapons-1, "weapons count from 0"); err != nil {
		return 0, 0, 0, err
	}
	for _, field := range [2]string{"j", "p"} {
		err = t.next()
		if err == nil && t.first {
			t.line = line
			err = t.wrong(field, advice, "is missing on this line")
		}
		if err != nil {
			return 0, 0, 0, t.failed(err, field, advice)
		}
		if field == "j" {
			j, err = t.whole(field, 0, targets-1, "targets count from 0")
		} else {
			kill, err = t.number(field, 1, "a probability is a fraction, not a percentage")
		}
		if err != nil {
			return 0, 0, 0, err
		}
	}
	return i, j, kill, nil
}
