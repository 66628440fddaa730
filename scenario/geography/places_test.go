package geography

import (
	"sort"
	"testing"
)

// Census populations of about 2011-2021, millions, rounded (national
// statistics as commonly quoted). Gazetteers differ from censuses in what they
// call a place, so the bounds are broad: they catch a doubled or lost column,
// not a wrong village.
var census = []struct {
	code     string
	millions float64
}{
	{"AL", 2.8}, {"AT", 8.9}, {"BE", 11.5}, {"BG", 6.9}, {"BY", 9.4}, {"CH", 8.6}, {"CZ", 10.7}, {"DE", 83}, {"DK", 5.8},
	{"EE", 1.3}, {"ES", 47}, {"FI", 5.5}, {"FR", 65}, {"GB", 67}, {"GR", 10.7}, {"HR", 4.1}, {"HU", 9.8}, {"IE", 5},
	{"IS", 0.36}, {"IT", 60}, {"LT", 2.8}, {"LU", 0.63}, {"LV", 1.9}, {"ME", 0.62}, {"MK", 2.1}, {"NL", 17.4}, {"NO", 5.4},
	{"PL", 38}, {"PT", 10.3}, {"RO", 19.3}, {"RS", 6.9}, {"SE", 10.3}, {"SI", 2.1}, {"SK", 5.5}, {"TR", 83}, {"UA", 41},
	{"IR", 84}, {"IQ", 40}, {"SY", 18},
}

func TestPeopleByCountry(t *testing.T) {
	people := map[string]float64{}
	for _, p := range Places() {
		people[p.Country] += float64(p.Population) / 1e6
	}
	for _, c := range census {
		factor := people[c.code] / c.millions
		t.Logf("%s %6.2f million in places, %6.2f in the census, factor %.2f", c.code, people[c.code], c.millions, factor)
		if factor < 0.4 || factor > 1.45 {
			t.Errorf("%s: %.2f million people in places, %.2f in the census", c.code, people[c.code], c.millions)
		}
	}
}

func TestPeopleOfNATO(t *testing.T) {
	sum, all := 0, 0
	members := NATO("2025-01-01")
	for _, p := range Places() {
		if members[p.Country] {
			sum += p.Population
		}
		if Europe(p.Country, p.LonDeg) {
			all += p.Population
		}
	}
	t.Logf("NATO in Europe %.1f million, all Europe %.1f million", float64(sum)/1e6, float64(all)/1e6)
	// Census: about 610 million in the European members, 840 in all Europe
	// with Turkey, the Caucasus and Russia west of the Urals.
	if f := float64(sum) / 610e6; f < 0.8 || f > 1 {
		t.Errorf("places of NATO hold %d people, %.2f of the census", sum, f)
	}
	if f := float64(all) / 840e6; f < 0.75 || f > 1 {
		t.Errorf("places of Europe hold %d people, %.2f of the census", all, f)
	}
}

func TestPlacesAreInTheirRegionAndOrder(t *testing.T) {
	list := Places()
	if len(list) < 80000 {
		t.Fatalf("%d places", len(list))
	}
	for _, p := range list {
		if p.LatDeg < 20 || p.LatDeg > 75 || p.LonDeg < -30 || p.LonDeg > 65 || p.Population <= 0 || len(p.Country) != 2 {
			t.Fatalf("place %+v", p)
		}
	}
	sorted := sort.SliceIsSorted(list, func(i, j int) bool {
		a, b := list[i], list[j]
		return a.LatDeg < b.LatDeg || a.LatDeg == b.LatDeg && a.LonDeg < b.LonDeg
	})
	if !sorted {
		t.Error("places are not in order")
	}
}

// Nearly every place lies in the country that the borders file has there: the
// two files agree with each other, which each comes by on its own.
func TestPlacesAgreeWithBorders(t *testing.T) {
	differ, coast, total := 0, 0, 0
	for i, p := range Places() {
		if i%7 != 0 {
			continue
		}
		total++
		switch CountryAt(p.LatDeg, p.LonDeg) {
		case p.Country:
		case "":
			coast++
		default:
			differ++
		}
	}
	t.Logf("of %d places %d lie in another country and %d in the sea at 1:50 million", total, differ, coast)
	if float64(differ) > 0.02*float64(total) || float64(coast) > 0.02*float64(total) {
		t.Errorf("of %d places %d lie in another country, %d in the sea", total, differ, coast)
	}
}
