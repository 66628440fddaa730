package report

import (
	"math"
	"strconv"
	"strings"

	"scutum/assessment/scorecard"
	"scutum/systems/catalogue"
)

// fixed writes a number with decimals and a true minus sign.
func fixed(v float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	if v < 0 && strings.Trim(s, "0.") != "" {
		return "−" + s
	}
	return s
}

// plain writes a number as short as it is: 4.5, 180.
func plain(v float64) string {
	switch {
	case math.IsNaN(v):
		return "none"
	case math.IsInf(v, 1):
		return "no limit"
	case math.IsInf(v, -1):
		return "−∞"
	}
	s := strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(math.Abs(v), 'f', 3, 64), "0"), ".")
	if v < 0 && s != "0" {
		return "−" + s
	}
	return s
}

// speed writes a speed in km/s: 4.5, 3.0, 4.85.
func speed(v float64) string {
	s := fixed(v, 2)
	return strings.TrimSuffix(s, "0")
}

// signed writes a number with its sign.
func signed(v float64, decimals int) string {
	if v > 0 {
		return "+" + fixed(v, decimals)
	}
	return fixed(v, decimals)
}

// millions writes a number of people for readers: 412 million, 3.4 million,
// 120 thousand.
func millions(v float64) string {
	switch {
	case math.IsNaN(v):
		return "none"
	case v >= 1e7:
		return fixed(v/1e6, 0) + " million"
	case v >= 1e6:
		return fixed(v/1e6, 1) + " million"
	case v >= 1e3:
		return fixed(v/1e3, 0) + " thousand"
	}
	return fixed(v, 0)
}

// thousands writes a whole number with spaces between thousands.
func thousands(v float64) string {
	s := strconv.FormatFloat(math.Abs(math.Round(v)), 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	if v < 0 {
		return "−" + s
	}
	return s
}

// percent writes a fraction.
func percent(v float64) string { return fixed(100*v, 0) + " %" }

// className is what a class of missiles is called in a sentence.
func className(class string) string {
	switch strings.ToLower(class) {
	case "mrbm":
		return "medium-range missiles"
	case "irbm":
		return "intermediate-range missiles"
	case "icbm":
		return "intercontinental missiles"
	}
	return class
}

// setNote says what an assumption set is.
func setNote(set string) string {
	switch set {
	case "published":
		return "the figures that the literature uses most"
	case "moscow":
		return "the worst figures for Russia that the literature gives: fastest interceptors, shortest lost time, earliest commit, no altitude ceiling"
	case "brussels":
		return "the opposite: slowest interceptors, longest lost time, latest commit"
	}
	return "as the study file gives it"
}

// upper returns s with a capital first letter.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// list joins words as in a sentence: a, b and c.
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return "none"
	case 1:
		return words[0]
	default:
		comma := ", "
		if strings.Contains(strings.Join(words, ""), ", ") {
			comma = "; "
		}
		return strings.Join(words[:n-1], comma) + " and " + words[n-1]
	}
}

// spread writes the range of a figure with a function for its ends.
func spread(f scorecard.Figure, write func(float64) string, unit string) string {
	if math.IsNaN(f.Low) || math.IsNaN(f.High) {
		return "range not drawn"
	}
	low, high := strings.TrimSuffix(write(f.Low), unit), write(f.High)
	return low + " to " + high
}

// id makes an anchor of words.
func id(parts ...string) string {
	s := strings.ToLower(strings.Join(parts, "-"))
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return '-'
	}, s)
}

// machine is what an interceptor, missile or radar of the catalogue is called.
func machine(name string) string {
	if s, ok := catalogue.Default().System(name); ok {
		return strings.Replace(short(s.Title), "Ground-based interceptor", "GBI", 1)
	}
	return name
}

// missileName is what a missile of the protected force is called beside its field.
func missileName(name string) string { return strings.TrimPrefix(name, "icbm-") }

// dagger follows a figure that is unconfirmed.
func dagger(r *scorecard.Result, system, figure string) string {
	for _, u := range r.Unconfirmed {
		if u == system+"."+figure {
			return " †"
		}
	}
	return ""
}

// figureName is a catalogue key with a dagger when it is unconfirmed.
func figureName(r *scorecard.Result, key string) string {
	for _, u := range r.Unconfirmed {
		if u == key {
			return key + " †"
		}
	}
	return key
}
