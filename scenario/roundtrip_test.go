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
		Refraction: rapid.SampledFrom(refractions).Draw(t, "refraction"), Figures: anyFigures(t, "delay.cue_s", "kei.max_altitude_km")}
	if rapid.Bool().Draw(t, "tracker") {
		shield.SpaceTrackers = []string{"ptss"}
	}
	site := SiteEntry{Spot: Spot{anyText.Draw(t, "site"), rapid.Float64Range(-49, 0).Draw(t, "lat"), 0}, Ship: rapid.Bool().Draw(t, "ship"), OwnRadar: rapid.SampledFrom([]string{"none", "spy-1d"}).Draw(t, "own")}
	site.Interceptors = append(site.Interceptors, BatteryEntry{"kei", rapid.IntRange(0, maxNumber).Draw(t, "number"), anyOwn(t)})
	shield.Sites = append(shield.Sites, site)
	f.Shields = append(f.Shields, shield)
	f.Figures = anyFigures(t, "sm-3-iia.max_altitude_km", "mrbm.burn_s", "commit.after_burnout_s", "raid.spread_s", "doctrine.tick_s")
	if rapid.Bool().Draw(t, "raid") {
		f.Raid = anyRaid(t, spot)
		f.Doctrine = &defaultDoctrine
	}
	if rapid.Bool().Draw(t, "doctrine") {
		f.Doctrine = anyDoctrine(t, site.Name)
	}
	if rapid.Bool().Draw(t, "party") {
		f.Parties = []PartyEntry{{Name: anyText.Draw(t, "party"), Shield: "s", Defends: []string{"NATO", "RU"}}}
		if rapid.Bool().Draw(t, "sector") {
			east := rapid.Float64Range(10.5, 189).Draw(t, "east")
			f.Parties[0].Sector = []Corner{{40, 10.5}, {60, 10.5}, {50, east + 1}}
		}
	}
	return f
}

// anyRaid flies from places in the south to one that they reach: half a turn
// round the pole at most.
func anyRaid(t *rapid.T, spot func(string, int) Spot) *RaidEntry {
	raid := &RaidEntry{}
	for i := range rapid.IntRange(1, 3).Draw(t, "missiles") {
		raid.Missiles = append(raid.Missiles, MissileEntry{Name: anyText.Draw(t, "missile") + string(rune('a'+i)), Class: "irbm", From: spot("from", i),
			To: Spot{anyText.Draw(t, "to"), rapid.Float64Range(-52, -50).Draw(t, "lat"), 0}, Shape: "minimum-energy",
			LaunchS: rapid.Float64Range(0, maxLaunchS).Draw(t, "launch"), Count: rapid.IntRange(1, 5).Draw(t, "count")})
		m := &raid.Missiles[i]
		m.To.LonDeg = m.From.LonDeg
	}
	return raid
}

func anyDoctrine(t *rapid.T, site string) *DoctrineEntry {
	d := &DoctrineEntry{Salvo: rapid.IntRange(1, 10).Draw(t, "salvo"), Shots: rapid.IntRange(0, 10).Draw(t, "shots"), Shoot: rapid.SampledFrom([]string{shootLook, shootNoLook}).Draw(t, "shoot"),
		Reserve: rapid.IntRange(0, maxNumber).Draw(t, "reserve"), Undefended: rapid.Bool().Draw(t, "undefended")}
	if rapid.Bool().Draw(t, "rule") {
		d.Rules = []Rule{{site, []string{"irbm", "icbm-solid"}}}
	}
	return d
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
