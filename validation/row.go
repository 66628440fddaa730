// Package validation sets published figures against ours: the wall. Every row
// has the source's figure, ours, the difference, the tolerance with its
// reason, and a verdict. Disagreements stay; those that are understood are
// recorded in data/known.csv and discussed in disagreements.md, and any other
// fails `scutum validate` and TestWall.
package validation

import (
	"encoding/json"
	"math"
	"strconv"

	"scutum/internal/frozen"
)

// Verdict is what a row comes to.
type Verdict string

// The verdicts.
const (
	Agrees        Verdict = "agrees"
	Disagrees     Verdict = "disagrees"
	Unconfirmed   Verdict = "unconfirmed"    // the reference is recalled, not read: no target
	NotComparable Verdict = "not comparable" // ours means something else
)

// Row is one figure of a source against ours.
type Row struct {
	Group      string  `json:"group"`
	Case       string  `json:"case"`
	Source     string  `json:"source"`
	Tag        string  `json:"tag"` // R read, S seen in a public source, C computed by another program, M recalled
	Quantity   string  `json:"quantity"`
	Unit       string  `json:"unit"`
	Reference  Value   `json:"reference"`
	Ours       Value   `json:"ours"`
	Difference Value   `json:"difference"`
	Tolerance  Value   `json:"tolerance"`
	Verdict    Verdict `json:"verdict"`
	Known      bool    `json:"known"` // a disagreement that is recorded and understood
	Note       string  `json:"note"`
}

// Value is a number, a word, or nothing.
type Value struct {
	number   float64
	decimals int
	word     string
	kind     valueKind
}

type valueKind uint8

const (
	absent valueKind = iota
	numeric
	verbal
)

// Number is a value of a number of decimals. A number that is not finite
// becomes the word "none".
func Number(x float64, decimals int) Value {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Word("none")
	}
	return Value{number: x, decimals: decimals, kind: numeric}
}

// Word is a value that is no number.
func Word(text string) Value { return Value{word: text, kind: verbal} }

// String writes a number with its decimals, or with as many digits and an
// exponent where there are more than nine of them.
func (v Value) String() string {
	switch v.kind {
	case absent:
		return ""
	case verbal:
		return v.word
	}
	if v.decimals <= 9 {
		text := strconv.FormatFloat(v.number, 'f', max(0, v.decimals), 64)
		if x, err := strconv.ParseFloat(text, 64); err == nil && x == 0 && text[0] == '-' {
			return text[1:]
		}
		return text
	}
	if v.number == 0 {
		return "0"
	}
	digits := int(math.Floor(frozen.Log(math.Abs(v.number))/math.Ln10+1e-9)) + v.decimals
	return strconv.FormatFloat(v.number, 'e', max(0, digits), 64)
}

// MarshalJSON writes a number as it is printed, a word as a string, nothing as
// null.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.kind {
	case absent:
		return []byte("null"), nil
	case verbal:
		return json.Marshal(v.word)
	}
	x, err := strconv.ParseFloat(v.String(), 64)
	if err != nil {
		return nil, err
	}
	return json.Marshal(x)
}

// comparison is what all rows of one table share.
type comparison struct {
	group, source, tag string
}

// number compares two numbers. The tolerance is absolute.
func (c comparison) number(name, quantity, unit string, reference, ours, tolerance float64) Row {
	decimals := decimalsFor(tolerance)
	row := Row{
		Group: c.group, Case: name, Source: c.source, Tag: c.tag, Quantity: quantity, Unit: unit,
		Reference: Number(reference, decimals), Ours: Number(ours, decimals),
		Difference: Number(ours-reference, decimals), Tolerance: Number(tolerance, decimals),
	}
	row.Verdict = Disagrees
	if math.Abs(ours-reference) <= tolerance {
		row.Verdict = Agrees
	}
	if math.IsNaN(ours - reference) {
		row.Difference = Value{}
	}
	return row.unconfirmedIfRecalled()
}

// word compares two answers in words.
func (c comparison) word(name, quantity, reference, ours string) Row {
	row := Row{Group: c.group, Case: name, Source: c.source, Tag: c.tag, Quantity: quantity, Reference: Word(reference), Ours: Word(ours), Verdict: Disagrees}
	if reference == ours {
		row.Verdict = Agrees
	}
	return row.unconfirmedIfRecalled()
}

// unconfirmedIfRecalled: a figure that nobody has re-read is no target.
func (r Row) unconfirmedIfRecalled() Row {
	if r.Tag == "M" {
		r.Verdict = Unconfirmed
	}
	return r
}

// decimalsFor shows a tolerance with two digits.
func decimalsFor(tolerance float64) int {
	if !(tolerance > 0) {
		return 0
	}
	return max(0, 1-int(math.Floor(frozen.Log(tolerance)/math.Ln10+1e-9)))
}
