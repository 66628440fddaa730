package strictyaml

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// decimal is the only way to write a number. Leading zeros are refused because
// readers of YAML disagree whether 010 is ten or eight.
var decimal = regexp.MustCompile(`^[-+]?(0|[1-9][0-9]*)?(\.[0-9]*)?([eE][-+]?[0-9]+)?$`)

var notFinite = regexp.MustCompile(`^(?i:[-+]?\.?(nan|inf|infinity))$`)

var startsWithNumber = regexp.MustCompile(`^[-+]?[0-9]`)

// float reads a decimal number in [lo, hi] and records an error otherwise.
func (d *Document) float(n *yaml.Node, field string, lo, hi float64) (float64, bool) {
	if n.Kind != yaml.ScalarNode {
		d.fail(n.Line, field, "", "is %s, where a number in %s is wanted", kindName(n), interval(lo, hi))
		return 0, false
	}
	text := n.Value
	quoted := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	switch {
	case notFinite.MatchString(text) && !quoted:
		d.fail(n.Line, field, "", "%s is not in %s", brief(text), interval(lo, hi))
		return 0, false
	case quoted || !isDecimal(text):
		d.fail(n.Line, field, numberHint(text, field, quoted), "%q is not a number in %s", brief(text), interval(lo, hi))
		return 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(v, 0) || !(v >= lo && v <= hi) {
		d.fail(n.Line, field, "", "%s is not in %s", brief(text), interval(lo, hi))
		return 0, false
	}
	if v == 0 {
		v = 0 // no negative zero: its sign would show in a result's bytes
	}
	return v, true
}

func isDecimal(text string) bool {
	return decimal.MatchString(text) && strings.ContainsAny(text, "0123456789") &&
		!strings.HasPrefix(strings.TrimLeft(text, "+-."), "e") && !strings.HasPrefix(strings.TrimLeft(text, "+-."), "E")
}

func numberHint(text, field string, quoted bool) string {
	text = strings.TrimSpace(text)
	switch {
	case text == "" || text == "~" || text == "null":
		return "give a value, or remove the key"
	case quoted && isDecimal(text):
		return "remove the quotes"
	case strings.ContainsAny(text, "0123456789") && strings.Trim(text, "+-0123456789_, .") == "" && !isDecimal(text):
		return "write plain decimal digits: 1000, not 1,000 or 1_000 or 01000"
	case startsWithNumber.MatchString(text):
		key := field[strings.LastIndexByte(field, '.')+1:]
		return fmt.Sprintf("the unit is part of the key (%s): write the number alone", key)
	}
	return ""
}

// integer reads a whole number in [lo, hi].
func (d *Document) integer(n *yaml.Node, field string, lo, hi int) (int, bool) {
	v, ok := d.float(n, field, float64(lo), float64(hi))
	if ok && v != math.Trunc(v) {
		d.fail(n.Line, field, "", "%s is not a whole number in [%d, %d]", brief(n.Value), lo, hi)
		return 0, false
	}
	return int(v), ok
}

// interval writes a range as an error does.
func interval(lo, hi float64) string {
	open, shut := "[", "]"
	if math.IsInf(lo, -1) {
		open = "("
	}
	if math.IsInf(hi, 1) {
		shut = ")"
	}
	return open + number(lo) + ", " + number(hi) + shut
}

func number(v float64) string {
	switch {
	case math.IsInf(v, 1):
		return "inf"
	case math.IsInf(v, -1):
		return "-inf"
	}
	if v == math.Trunc(v) && math.Abs(v) < 1e17 {
		return strconv.FormatFloat(v, 'f', -1, 64) // 1000000 and not 1e+06
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	if n.Tag == "!!null" {
		return "empty"
	}
	return fmt.Sprintf("%q", brief(n.Value))
}
