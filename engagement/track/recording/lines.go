// Package recording reads what radars detected, and where the objects were,
// from files of comma-separated values, scan by scan, and plays it to a
// tracker. A file of any length is read as a stream.
package recording

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"scutum/internal/hint"
)

// longestLine is the length of a line that is still read, in bytes.
const longestLine = 1 << 16

// lines splits a file into the fields of its lines. Blank lines and such as
// begin with # are passed over.
type lines struct {
	name   string
	in     *bufio.Reader
	number int // of the line in hand, from 1
	fields [][]byte
}

func newLines(r io.Reader, name string) *lines {
	return &lines{name: name, in: bufio.NewReaderSize(r, longestLine)}
}

// next reads the fields of the next line; io.EOF at the end.
func (l *lines) next() error {
	for {
		line, err := l.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			l.number++
			return l.errorf("a row has a dozen numbers or so", "the line is longer than %d bytes", longestLine)
		}
		if len(line) == 0 {
			if err != nil && err != io.EOF {
				return fmt.Errorf("%s: %w", l.name, err)
			}
			return io.EOF
		}
		l.number++
		if l.number == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")) // a byte order mark
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		l.split(line)
		return nil
	}
}

// split cuts a line at its commas. Spaces and a pair of quotes around a field
// are not part of it.
func (l *lines) split(line []byte) {
	l.fields = l.fields[:0]
	for {
		field, rest, more := bytes.Cut(line, []byte{','})
		field = bytes.TrimSpace(field)
		if n := len(field); n >= 2 && field[0] == '"' && field[n-1] == '"' {
			field = bytes.TrimSpace(field[1 : n-1])
		}
		l.fields = append(l.fields, field)
		if !more {
			return
		}
		line = rest
	}
}

// errorf makes an error that names the file and the line.
func (l *lines) errorf(advice, format string, args ...any) error {
	return hint.New(advice, "%s:%d: %s", l.name, l.number, fmt.Sprintf(format, args...))
}

// named reports whether the line in hand is a header: its first field begins
// with a letter and is not a number that no file should hold.
func (l *lines) named() bool {
	first := bytes.ToLower(l.fields[0])
	if len(first) == 0 || first[0] < 'a' || first[0] > 'z' {
		return false
	}
	switch string(first) {
	case "nan", "inf", "infinity":
		return false
	}
	return true
}

// bounds is what a field may be.
type bounds struct {
	least, most float64
	advice      string
}

func (b bounds) String() string {
	return fmt.Sprintf("[%s, %s]", plain(b.least), plain(b.most))
}

func plain(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// shown is a field as an error quotes it.
func shown(field []byte) string {
	const most = 40
	if len(field) > most {
		return strconv.Quote(string(field[:most])) + "..."
	}
	return strconv.Quote(string(field))
}

// float reads a field as a finite number within bounds.
func (l *lines) float(i int, column string, b *bounds) (float64, error) {
	field := l.fields[i]
	if len(field) == 0 {
		return 0, l.errorf("every row needs every column", "%s: is empty", column)
	}
	x, ok := decimal(field)
	switch {
	case !ok:
		return 0, l.errorf(b.advice, "%s: %s is not a number in %s", column, shown(field), b)
	case !(x >= b.least && x <= b.most):
		return 0, l.errorf(b.advice, "%s: %s is not in %s", column, field, b)
	}
	return x, nil
}

// decimal reads a finite decimal number.
func decimal(field []byte) (float64, bool) {
	for _, c := range field {
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return 0, false
		}
	}
	x, err := strconv.ParseFloat(string(field), 64)
	return x, err == nil && !math.IsInf(x, 0)
}

// whole reads a field as a whole number.
func (l *lines) whole(i int, column string, least, most int64) (int64, error) {
	field := l.fields[i]
	n, err := strconv.ParseInt(string(field), 10, 64)
	if err != nil || n < least || n > most {
		if len(field) == 0 {
			return 0, l.errorf("every row needs every column", "%s: is empty", column)
		}
		return 0, l.errorf("", "%s: %s is not a whole number in [%d, %d]", column, shown(field), least, most)
	}
	return n, nil
}
