package assignment

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"scutum/internal/hint"
)

// The keys of the JSON form:
//
//	{"value": [60, 40], "units": [2, 1], "max_shots": 2, "probability": [[0.7, 0.5], [0.6, 0]]}
//
// probability has a row for each weapon. units and max_shots are a number for
// each, or one for all; units are 1 and shots without limit where they are not
// given.
var jsonKeys = []string{"value", "units", "max_shots", "probability"}

// jsonReader reads the JSON form token by token.
type jsonReader struct {
	name    string
	lines   *lineCounter
	in      *json.Decoder
	columns int // of probability, -1 until known
	rows    int

	units, shots wholes
}

// wholes are whole numbers, one for each or one for all.
type wholes struct {
	list []int
	one  bool
}

// lineCounter counts the lines of what is read through it. The decoder reads
// ahead, so that ends of lines wait until they are asked about.
type lineCounter struct {
	in     io.Reader
	read   int64
	ends   []int64 // places of the ends of lines that were not passed yet
	passed int
}

func (l *lineCounter) Read(b []byte) (int, error) {
	n, err := l.in.Read(b)
	for k, c := range b[:n] {
		if c == '\n' {
			l.ends = append(l.ends, l.read+int64(k))
		}
	}
	l.read += int64(n)
	return n, err
}

// line returns the line of a place, which must not go back.
func (l *lineCounter) line(place int64) int {
	k := 0
	for k < len(l.ends) && l.ends[k] < place {
		k++
	}
	l.passed += k
	l.ends = l.ends[:copy(l.ends, l.ends[k:])]
	return 1 + l.passed
}

func readJSON(in io.Reader, name string) (*Instance, error) {
	lines := &lineCounter{in: in}
	r := &jsonReader{name: name, lines: lines, in: json.NewDecoder(lines), columns: -1}
	r.in.UseNumber()
	p := &Instance{}
	if err := r.object(p); err != nil {
		return nil, err
	}
	if _, err := r.in.Token(); err != io.EOF {
		return nil, r.wrong("", "", "something follows the closing brace")
	}
	return p, r.join(p)
}

// wrong is an error at the present line.
func (r *jsonReader) wrong(field, advice, format string, args ...any) error {
	place := fmt.Sprintf("%s:%d: ", r.name, r.lines.line(r.in.InputOffset()))
	if field != "" {
		place += field + ": "
	}
	return hint.New(advice, "%s%s", place, fmt.Sprintf(format, args...))
}

// token reads a token.
func (r *jsonReader) token(field string) (json.Token, error) {
	token, err := r.in.Token()
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return token, nil
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return nil, r.wrong(field, "", "the file ends here")
	case errors.As(err, &syntax):
		return nil, r.wrong(field, "", "not JSON: %v", err)
	}
	return nil, fmt.Errorf("%s: %w", r.name, err)
}

// object reads the keys.
func (r *jsonReader) object(p *Instance) error {
	if _, err := r.token(""); err != nil {
		return err
	}
	seen := map[string]bool{}
	for {
		token, err := r.token("")
		if err != nil {
			return err
		}
		key, ok := token.(string)
		if !ok {
			break // the closing brace
		}
		if seen[key] {
			return r.wrong(key, "keep one of them", "is given twice")
		}
		seen[key] = true
		switch key {
		case "value":
			p.Value, err = r.numbers(key, nil, maxValue, MaxPairs)
		case "units":
			r.units, err = r.wholes(key)
		case "max_shots":
			r.shots, err = r.wholes(key)
		case "probability":
			err = r.probability(p)
		default:
			advice := hint.DidYouMean(key, jsonKeys)
			if advice == "" {
				advice = "keys: value, units, max_shots, probability"
			}
			return r.wrong("", advice, "unknown key %s", quoted(key))
		}
		if err != nil {
			return err
		}
	}
	if !seen["value"] || !seen["probability"] {
		return r.wrong("", "keys: value, units, max_shots, probability", "value and probability are needed")
	}
	return nil
}

// array reads an array and calls each for its elements.
func (r *jsonReader) array(field string, each func(k int, token json.Token) error) error {
	token, err := r.token(field)
	if err != nil {
		return err
	}
	return r.elements(field, token, each)
}

// elements reads the array that begins with token.
func (r *jsonReader) elements(field string, token json.Token, each func(k int, token json.Token) error) (err error) {
	if token != json.Delim('[') {
		return r.wrong(field, "", "%s is not an array", tokenText(token))
	}
	for k := 0; ; k++ {
		if token, err = r.token(field); err != nil {
			return err
		}
		if token == json.Delim(']') {
			return nil
		}
		if err := each(k, token); err != nil {
			return err
		}
	}
}

// numbers reads an array of numbers from 0 to most and appends them to to.
func (r *jsonReader) numbers(field string, to []float64, most float64, longest int) ([]float64, error) {
	err := r.array(field, func(k int, token json.Token) error {
		x, err := r.number(fmt.Sprintf("%s[%d]", field, k), token, most)
		if len(to) >= longest {
			return r.wrong(field, "", "more than %d numbers", longest)
		}
		to = append(to, x)
		return err
	})
	return to, err
}

func (r *jsonReader) number(field string, token json.Token, most float64) (float64, error) {
	text, ok := token.(json.Number)
	if !ok {
		return 0, r.wrong(field, "", "%s is not a number in [0, %g]", tokenText(token), most)
	}
	x, ok := decimal([]byte(text))
	if !ok || !(x >= 0 && x <= most) {
		return 0, r.wrong(field, "", "%s is not in [0, %g]", text, most)
	}
	return x + 0, nil
}

// wholes reads a whole number, or an array of them.
func (r *jsonReader) wholes(field string) (wholes, error) {
	token, err := r.token(field)
	if err != nil {
		return wholes{}, err
	}
	if token != json.Delim('[') {
		n, err := r.whole(field, token)
		return wholes{[]int{n}, true}, err
	}
	list := []int{}
	err = r.elements(field, token, func(k int, token json.Token) error {
		n, err := r.whole(fmt.Sprintf("%s[%d]", field, k), token)
		if len(list) >= MaxPairs {
			return r.wrong(field, "", "more than %d numbers", MaxPairs)
		}
		list = append(list, n)
		return err
	})
	return wholes{list, false}, err
}

func (r *jsonReader) whole(field string, token json.Token) (int, error) {
	text, ok := token.(json.Number)
	n, err := strconv.Atoi(string(text))
	if !ok || err != nil || n < 0 || n > MaxUnits {
		return 0, r.wrong(field, "", "%s is not a whole number in [0, %d]", tokenText(token), MaxUnits)
	}
	return n, nil
}

// tokenText shows a token in a message.
func tokenText(token json.Token) string {
	switch v := token.(type) {
	case nil:
		return "null"
	case json.Number:
		return quoted(string(v))
	case json.Delim:
		return v.String()
	}
	return quoted(fmt.Sprint(token))
}

// probability reads a row for each weapon.
func (r *jsonReader) probability(p *Instance) error {
	p.Probability = []float64{}
	return r.array("probability", func(i int, token json.Token) error {
		field := fmt.Sprintf("probability[%d]", i)
		before := len(p.Probability)
		err := r.elements(field, token, func(j int, token json.Token) error {
			x, err := r.number(fmt.Sprintf("%s[%d]", field, j), token, 1)
			if len(p.Probability) >= MaxPairs {
				return r.wrong(field, "", "more than %d pairs", MaxPairs)
			}
			p.Probability = append(p.Probability, x)
			return err
		})
		if err != nil {
			return err
		}
		n := len(p.Probability) - before
		if r.columns >= 0 && n != r.columns {
			return r.wrong(field, "one number for each target in every row", "%d numbers, where the first row has %d", n, r.columns)
		}
		if r.columns, r.rows = n, r.rows+1; r.rows > MaxUnits {
			return r.wrong(field, "", "more than %d rows", MaxUnits)
		}
		return nil
	})
}

// join checks what goes together once everything has been read.
func (r *jsonReader) join(p *Instance) error {
	switch {
	case len(p.Value) == 0:
		return r.wrong("value", "", "is empty; at least one target is needed")
	case r.rows == 0:
		return r.wrong("probability", "a row for each weapon", "is empty; at least one weapon is needed")
	case r.columns != len(p.Value):
		return r.wrong("probability", "a row for each weapon, with a number for each target", "%d numbers in a row for %d targets", r.columns, len(p.Value))
	}
	if r.units.list == nil {
		r.units = wholes{[]int{1}, true}
	}
	var err error
	if p.Units, err = r.spread("units", r.units, r.rows, "weapons"); err != nil {
		return err
	}
	if err := checkUnits(p.Units); err != nil {
		return r.wrong("", "", "%v", err)
	}
	if r.shots.list != nil {
		p.MaxShots, err = r.spread("max_shots", r.shots, len(p.Value), "targets")
	}
	return err
}

// spread gives one number to each of n.
func (r *jsonReader) spread(field string, w wholes, n int, of string) ([]int, error) {
	if w.one {
		list := make([]int, n)
		for k := range list {
			list[k] = w.list[0]
		}
		return list, nil
	}
	if len(w.list) != n {
		return nil, r.wrong(field, "a number for each, or one for all without brackets", "%d numbers for %d %s", len(w.list), n, of)
	}
	return w.list, nil
}
