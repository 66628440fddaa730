package main

import (
	"math"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"scutum/internal/hint"
	"scutum/physics/earth"
)

// placeValue is the value of a flag LAT,LON in degrees.
type placeValue struct {
	place *earth.Place
	text  string
}

// placeVar adds a flag LAT,LON. Whether it was given is flags.Changed(name).
func placeVar(flags *pflag.FlagSet, place *earth.Place, name, help string) {
	flags.Var(&placeValue{place: place}, name, help)
}

func (v *placeValue) Type() string   { return "LAT,LON" }
func (v *placeValue) String() string { return v.text }

func (v *placeValue) Set(text string) error {
	place, err := parsePlace(text)
	if err != nil {
		return err
	}
	*v.place, v.text = place, text
	return nil
}

// parsePlace reads "LAT,LON" in degrees, such as "54.47,17.12",
// "-33.9,18.4" or "54.47N,17.12E".
func parsePlace(text string) (earth.Place, error) {
	first, second, ok := strings.Cut(text, ",")
	if !ok || strings.Contains(second, ",") {
		return earth.Place{}, hint.New("write latitude, comma, longitude in degrees, such as 54.47,17.12", "%s is not LAT,LON", quoted(text))
	}
	latFirst, lat, err := parseAngle(first, "N", "S")
	if err != nil {
		return earth.Place{}, err
	}
	lonFirst, lon, err := parseAngle(second, "E", "W")
	if err != nil {
		return earth.Place{}, err
	}
	if !latFirst || !lonFirst {
		return earth.Place{}, hint.New("latitude comes first: 54.47N,17.12E", "%s has its letters the wrong way round", quoted(text))
	}
	if math.Abs(lat) > 90 {
		advice := "latitude comes first, in degrees"
		if math.Abs(lon) <= 90 && math.Abs(lat) <= 180 {
			advice = "latitude comes first; did you mean " + strings.TrimSpace(second) + "," + strings.TrimSpace(first) + "?"
		}
		return earth.Place{}, hint.New(advice, "latitude %s is not in [-90, 90]", strings.TrimSpace(first))
	}
	if math.Abs(lon) > 180 {
		return earth.Place{}, hint.New("longitude is counted from Greenwich, west negative", "longitude %s is not in [-180, 180]", strings.TrimSpace(second))
	}
	return earth.Degrees(lat, lon), nil
}

// parseAngle reads degrees with an optional letter of a hemisphere; right is
// false where the letter belongs to the other coordinate.
func parseAngle(text, positive, negative string) (right bool, degrees float64, err error) {
	bare := strings.TrimSpace(text)
	sign, letter := 1.0, ""
	if n := len(bare); n > 0 && strings.Contains("NSEWnsew", bare[n-1:]) {
		letter = strings.ToUpper(bare[n-1:])
		bare = strings.TrimSpace(bare[:n-1])
	}
	if letter == negative || letter == "S" || letter == "W" {
		sign = -1
	}
	degrees, err = parseNumber(bare)
	if err != nil {
		return false, 0, hint.New("degrees are written as decimals, such as 54.47 or -17.12", "%s is not a number of degrees", quoted(strings.TrimSpace(text)))
	}
	if letter != "" && degrees < 0 {
		return false, 0, hint.New("use either the sign or the letter", "%s has both a sign and a letter", quoted(strings.TrimSpace(text)))
	}
	return letter == "" || letter == positive || letter == negative, sign * degrees, nil
}

// numberValue is the value of a flag that takes a finite number in a range.
type numberValue struct {
	number      *float64
	least, most float64
}

// numberVar adds a flag that takes a finite number from least to most, both
// allowed. The flag's name carries the unit.
func numberVar(flags *pflag.FlagSet, number *float64, name string, value, least, most float64, help string) {
	*number = value
	flags.Var(&numberValue{number, least, most}, name, help)
}

func (v *numberValue) Type() string { return "number" }

func (v *numberValue) String() string {
	if v.number == nil {
		return ""
	}
	return formatNumber(*v.number)
}

func (v *numberValue) Set(text string) error {
	x, err := parseNumber(text)
	if err != nil {
		return hint.New(numberHint(text), "%s is not a number in [%s, %s]", quoted(text), formatNumber(v.least), formatNumber(v.most))
	}
	if !(x >= v.least && x <= v.most) {
		return hint.New("", "%s is not in [%s, %s]", quoted(text), formatNumber(v.least), formatNumber(v.most))
	}
	*v.number = x
	return nil
}

// wholeValue is the value of a flag that takes a whole number in a range.
type wholeValue struct {
	number      *int
	least, most int
}

// wholeVar adds a flag that takes a whole number from least to most.
func wholeVar(flags *pflag.FlagSet, number *int, name string, value, least, most int, help string) {
	*number = value
	flags.Var(&wholeValue{number, least, most}, name, help)
}

func (v *wholeValue) Type() string { return "N" }

func (v *wholeValue) String() string {
	if v.number == nil {
		return ""
	}
	return strconv.Itoa(*v.number)
}

func (v *wholeValue) Set(text string) error {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < v.least || n > v.most {
		return hint.New("", "%s is not a whole number in [%d, %d]", quoted(text), v.least, v.most)
	}
	*v.number = n
	return nil
}

// choiceValue is the value of a flag that takes one of a few words.
type choiceValue struct {
	choice  *string
	choices []string
}

// choiceVar adds a flag that takes one of the choices.
func choiceVar(flags *pflag.FlagSet, choice *string, name, value string, choices []string, help string) {
	*choice = value
	flags.Var(&choiceValue{choice, choices}, name, help+": "+strings.Join(choices, ", "))
}

func (v *choiceValue) Type() string { return "name" }

func (v *choiceValue) String() string {
	if v.choice == nil {
		return ""
	}
	return *v.choice
}

func (v *choiceValue) Set(text string) error {
	for _, c := range v.choices {
		if c == text {
			*v.choice = text
			return nil
		}
	}
	return hint.New(hint.DidYouMean(text, v.choices), "%s is not one of %s", quoted(text), strings.Join(v.choices, ", "))
}

// numberHint guesses why a text is no number.
func numberHint(text string) string {
	bare := strings.TrimSpace(text)
	digits := strings.ContainsAny(bare, "0123456789")
	switch {
	case digits && strings.Trim(bare, "+-0123456789_, .'") == "":
		return "write plain decimal digits: 1000, not 1,000 or 1_000"
	case digits && strings.ContainsAny(bare[:1], "+-.0123456789"):
		return "the unit is part of the flag's name: write the number alone"
	}
	return ""
}

// parseNumber reads a decimal number: no hexadecimal, no underscore, no NaN,
// no infinity, no minus zero.
func parseNumber(text string) (float64, error) {
	bare := strings.TrimSpace(text)
	if strings.IndexFunc(bare, func(r rune) bool { return !strings.ContainsRune("0123456789+-.eE", r) }) >= 0 {
		return 0, strconv.ErrSyntax
	}
	x, err := strconv.ParseFloat(bare, 64)
	if err != nil {
		return 0, err
	}
	return x + 0, nil
}

// formatNumber writes a number as a person does: 1000000 and not 1e+06.
func formatNumber(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e9 {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// quoted returns what the user wrote, shortened for a message.
func quoted(text string) string {
	const longest = 60
	if len(text) > longest {
		text = text[:longest] + "..."
	}
	return strconv.Quote(text)
}
