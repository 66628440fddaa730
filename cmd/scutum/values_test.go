package main

import (
	"math"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"pgregory.net/rapid"

	"scutum/internal/hint"
)

func TestParsePlace(t *testing.T) {
	for _, c := range []struct {
		text     string
		lat, lon float64
	}{
		{"54.47,17.12", 54.47, 17.12}, {" 54.47 , -17.12 ", 54.47, -17.12}, {"33.9S,18.4e", -33.9, 18.4},
		{"90,180", 90, 180}, {"-90,-180", -90, -180}, {"1e1,2", 10, 2}, {"40N,74W", 40, -74},
	} {
		place, err := parsePlace(c.text)
		if err != nil || math.Abs(place.LatDeg()-c.lat) > 1e-13 || math.Abs(place.LonDeg()-c.lon) > 1e-13 {
			t.Errorf("parsePlace(%q) = %v %v, %v", c.text, place.LatDeg(), place.LonDeg(), err)
		}
	}
}

func TestParsePlaceRefuses(t *testing.T) {
	for _, c := range []struct{ text, message, advice string }{
		{"", `"" is not LAT,LON`, "54.47,17.12"},
		{"54.47", "is not LAT,LON", "comma"},
		{"1,2,3", "is not LAT,LON", "comma"},
		{"NaN,3", `"NaN" is not a number of degrees`, "decimals"},
		{"Inf,3", "is not a number of degrees", "decimals"},
		{"1e999,3", "is not a number of degrees", "decimals"},
		{"54d28m,17", "is not a number of degrees", "decimals"},
		{"91.2,10", "latitude 91.2 is not in [-90, 90]", "did you mean 10,91.2?"},
		{"-150,44", "latitude -150 is not in [-90, 90]", "did you mean 44,-150?"},
		{"10,181", "longitude 181 is not in [-180, 180]", "Greenwich"},
		{"17E,54N", "letters the wrong way round", "latitude comes first"},
		{"-17S,3", "both a sign and a letter", "either"},
	} {
		_, err := parsePlace(c.text)
		if err == nil || !strings.Contains(err.Error(), c.message) || !strings.Contains(hint.Of(err), c.advice) {
			t.Errorf("parsePlace(%q): %v; %s", c.text, err, hint.Of(err))
		}
	}
}

func TestParsePlaceNeverLeavesTheGlobe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[-+0-9.eENSW, ]{0,20}`)).Draw(t, "text")
		place, err := parsePlace(text)
		if err == nil && (!(math.Abs(place.LatDeg()) <= 90+1e-9) || !(math.Abs(place.LonDeg()) <= 180+1e-9)) {
			t.Fatalf("parsePlace(%q) = %v", text, place)
		}
	})
}

func TestNumberFlag(t *testing.T) {
	var v float64
	flag := numberValue{&v, 0, 20}
	for _, text := range []string{"NaN", "Inf", "1e308", "1e999", "-1", "0x10", "1_0", "", "4,5", "20.01"} {
		if err := flag.Set(text); err == nil || !strings.Contains(err.Error(), "[0, 20]") {
			t.Errorf("Set(%q): %v", text, err)
		}
	}
	if err := flag.Set("4.5"); err != nil || v != 4.5 {
		t.Errorf("Set(4.5): %v, %v", v, err)
	}
}

func TestBearing(t *testing.T) {
	for _, c := range []struct{ degrees, want float64 }{{359.94, 359.9}, {359.96, 0}, {0, 0}, {90.04, 90}} {
		if got := bearing(c.degrees, 1); got != c.want {
			t.Errorf("bearing(%g) = %g, want %g", c.degrees, got, c.want)
		}
	}
}

func TestRoundedHasNoNoise(t *testing.T) {
	if x := rounded(-0.0004, 3); math.Signbit(x) {
		t.Error("minus zero")
	}
	if x := rounded(0.1+0.2, 6); x != 0.3 {
		t.Error(x)
	}
	if roundedOrNull(math.NaN(), 3) != nil || roundedOrNull(math.Inf(1), 3) != nil {
		t.Error("a number that is none")
	}
}

// TestEveryVerbShowsAnExample holds the verbs to the convention of their help.
func TestEveryVerbShowsAnExample(t *testing.T) {
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		if !strings.HasPrefix(cmd.Example, "  scutum") {
			t.Errorf("%s has no example (two spaces, then the command)", cmd.CommandPath())
		}
		if cmd.Short == "" || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%s: short help %q", cmd.CommandPath(), cmd.Short)
		}
		for _, c := range cmd.Commands() {
			if c.Name() != "help" && c.Name() != "completion" {
				visit(c)
			}
		}
	}
	visit(newRootCommand())
}

// FuzzFlagValues: whatever stands on the command line, a value is refused or
// lies in its range, and an error says something.
func FuzzFlagValues(f *testing.F) {
	for _, seed := range []string{"54.47,17.12", "91,0", "NaN", "1e308", "-0", "7000,0,0", "17E,54N", ",", "\x00", "٣"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		number, whole, seed := 1.0, 1, uint64(1)
		values := []struct {
			err error
			ok  func() bool
		}{
			{(&numberValue{&number, 0, 20}).Set(text), func() bool { return number >= 0 && number <= 20 }},
			{(&wholeValue{&whole, 0, 20}).Set(text), func() bool { return whole >= 0 && whole <= 20 }},
			{(&seedValue{&seed}).Set(text), func() bool { return seed <= mostSeed }},
			{(&strictValue{Value: &choiceValue{new(string), []string{"a", "b"}}}).Set(text), func() bool { return true }},
		}
		for _, v := range values {
			if v.err != nil && v.err.Error() == "" || !v.ok() {
				t.Fatalf("%q: %v, %v, %v", text, number, whole, v.err)
			}
		}
		if place, err := parsePlace(text); err == nil && !(math.Abs(place.Lat) <= math.Pi/2+1e-9 && math.Abs(place.Lon) <= math.Pi+1e-9) {
			t.Fatalf("%q is %v", text, place)
		}
	})
}
