package scenario

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scutum/systems/catalogue"
)

// TestAnyRoundTrip: any study that may be written reads as itself, whatever
// its texts and numbers are, from YAML and from JSON.
func TestAnyRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFile(t)
		for _, written := range [][]byte{f.YAML(), f.JSON()} {
			again, err := Parse("again.yaml", written, cat)
			if err != nil {
				t.Fatalf("%v\n%s", err, written)
			}
			if diff := cmp.Diff(f, again, sameFile); diff != "" {
				t.Fatalf("%s\n%s", diff, written)
			}
		}
	})
}

// anyText is text on one line with something to see in it, such as no, 12,
// "a: b #c" or 'é'.
var anyText = rapid.OneOf(
	rapid.SampledFrom([]string{"no", "12", "1e3", "none", "true", "~", "-", "- a", "a: b", "a #b", "'", `"`, `\`, "{x}", "[x]", "*a", "&a", "!a", "%", "@", "2011-12-01", " padded ", "é\u2028ü", "<<", "=", "0x1", "|", ">"}),
	rapid.StringMatching(`[a-zA-Z0-9 _.:#'"\\{}\[\],&*!|>%@-]{0,20}[a-z0-9]`),
)

func anyFile(t *rapid.T) *File {
	spot := func(label string, i int) Spot {
		return Spot{anyText.Draw(t, label) + string(rune('a'+i)), rapid.Float64Range(-80, -60).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")}
	}
	f := &File{Name: rapid.StringMatching(`[a-z0-9][a-z0-9-]{0,10}`).Draw(t, "name"), Title: anyText.Draw(t, "title"), Date: "2011-12-01",
		Seed: rapid.IntRange(0, maxSeed).Draw(t, "seed"), Earth: rapid.SampledFrom(earthNames).Draw(t, "earth"), Commit: rapid.SampledFrom(commits).Draw(t, "commit"),
		Map: Domain{"", -10, 10, 170, 190, rapid.Float64Range(minSpacingKm, maxSpacingKm).Draw(t, "spacing")}}
	threat := ThreatEntry{Name: anyText.Draw(t, "threat"), Class: "irbm"}
	for i := range rapid.IntRange(1, 3).Draw(t, "areas") {
		threat.Areas = append(threat.Areas, spot("area", i))
	}
	f.Threats = append(f.Threats, threat)
	shield := ShieldEntry{Name: "s", Title: anyText.Draw(t, "shield"), FireControl: rapid.SampledFrom(fireControls).Draw(t, "fire"), SpaceInfrared: rapid.Bool().Draw(t, "infrared"),
		Figures: anyFigures(t, "delay.cue_s", "kei.max_altitude_km")}
	if rapid.Bool().Draw(t, "tracker") {
		shield.SpaceTrackers = []string{"ptss"}
	}
	site := SiteEntry{Spot: Spot{anyText.Draw(t, "site"), rapid.Float64Range(-50, 0).Draw(t, "lat"), 0}, Ship: rapid.Bool().Draw(t, "ship"), OwnRadar: rapid.SampledFrom([]string{"none", "spy-1d"}).Draw(t, "own")}
	site.Interceptors = append(site.Interceptors, BatteryEntry{"kei", rapid.IntRange(0, maxNumber).Draw(t, "number"), anyOwn(t)})
	shield.Sites = append(shield.Sites, site)
	f.Shields = append(f.Shields, shield)
	f.Figures = anyFigures(t, "sm-3-iia.max_altitude_km", "mrbm.burn_s", "commit.after_burnout_s")
	return f
}

// anyFigures overrides some of the keys, each with a value that it may have.
func anyFigures(t *rapid.T, keys ...string) []FigureEntry {
	var all []FigureEntry
	for _, key := range keys {
		f, _ := cat.Figure(key)
		if rapid.Bool().Draw(t, key) {
			all = append(all, FigureEntry{key, anyValue(t, f)})
		}
	}
	return all
}

func anyValue(t *rapid.T, f catalogue.Figure) float64 {
	if f.Liftable && rapid.Bool().Draw(t, "lifted") {
		return math.Inf(1)
	}
	return rapid.Float64Range(f.Least, f.Most).Draw(t, f.Key)
}

// anyOwn gives figures of a battery in the order in which they are read.
func anyOwn(t *rapid.T) []FigureEntry {
	var all []FigureEntry
	for _, e := range anyFigures(t, "kei.burnout_speed_km_s", "kei.max_altitude_km") {
		all = append(all, FigureEntry{e.Key[len("kei."):], e.Value})
	}
	return all
}
