package main

import (
	"slices"
	"strings"

	"scutum/internal/hint"
	"scutum/physics/earth"
)

// accelerationValue is the value of a flag X,Y,Z.
type accelerationValue struct {
	vector [3]float64
	text   string
}

func (v *accelerationValue) Type() string   { return "X,Y,Z" }
func (v *accelerationValue) String() string { return v.text }

func (v *accelerationValue) Set(text string) error {
	words := strings.Split(text, ",")
	if len(words) != 3 {
		return hint.New("for example 0,0,-9", "%s is not X,Y,Z", quoted(text))
	}
	for i, word := range words {
		x, err := parseNumber(word)
		if err != nil || !(x >= -1000 && x <= 1000) {
			return hint.New("for example 0,0,-9", "%s is not a number in [-1000, 1000]", quoted(word))
		}
		v.vector[i] = x
	}
	v.text = text
	return nil
}

// siteValue is the value of a flag LAT,LON[,ALT_M].
type siteValue struct {
	place earth.Place
	text  string
}

func (v *siteValue) Type() string   { return "LAT,LON[,ALT_M]" }
func (v *siteValue) String() string { return v.text }

func (v *siteValue) Set(text string) error {
	words := strings.Split(text, ",")
	altitude := 0.0
	if len(words) == 3 {
		var err error
		if altitude, err = parseNumber(words[2]); err != nil || !(altitude >= -500 && altitude <= 100_000) {
			return hint.New("the third number is the altitude in m, such as 38.35,37.79,2000", "altitude %s is not in [-500, 100000]", quoted(words[2]))
		}
		words = words[:2]
	}
	place, err := parsePlace(strings.Join(words, ","))
	if err != nil {
		return err
	}
	v.place, v.text = place, text
	v.place.Alt = altitude
	return nil
}

// sensorsValue is the value of a flag NAME=LAT,LON[,ALT_M], given for each
// radar.
type sensorsValue struct {
	names, texts []string
	sites        []earth.Place
}

func (v *sensorsValue) Type() string { return "NAME=LAT,LON[,ALT_M]" }

func (v *sensorsValue) String() string { return strings.Join(v.texts, " ") }

func (v *sensorsValue) Set(text string) error {
	name, site, ok := strings.Cut(text, "=")
	name = strings.TrimSpace(name)
	if !ok || name == "" || strings.ContainsAny(name, ",\"#") {
		return hint.New("for example kurecik=38.35,37.79,2000", "%s is not NAME=LAT,LON[,ALT_M]", quoted(text))
	}
	if slices.Contains(v.names, name) {
		return hint.New("keep one of them", "%s is given twice", quoted(name))
	}
	var at siteValue
	if err := at.Set(site); err != nil {
		return err
	}
	v.names, v.texts, v.sites = append(v.names, name), append(v.texts, text), append(v.sites, at.place)
	return nil
}

// Append, Replace and GetSlice make it a list: the flag may be given again.
func (v *sensorsValue) Append(text string) error { return v.Set(text) }

func (v *sensorsValue) Replace(texts []string) error {
	*v = sensorsValue{}
	for _, text := range texts {
		if err := v.Set(text); err != nil {
			return err
		}
	}
	return nil
}

func (v *sensorsValue) GetSlice() []string { return v.texts }
