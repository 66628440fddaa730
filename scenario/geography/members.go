package geography

import "strings"

// accession is when countries joined NATO [R: nato.int, "Member countries";
// dates of deposit of the instruments].
var accession = []struct{ date, codes string }{
	{"1949-08-24", "BE CA DK FR GB IS IT LU NL NO PT US"},
	{"1952-02-18", "GR TR"},
	{"1955-05-06", "DE"},
	{"1982-05-30", "ES"},
	{"1999-03-12", "CZ HU PL"},
	{"2004-03-29", "BG EE LV LT RO SK SI"},
	{"2009-04-01", "AL HR"},
	{"2017-06-05", "ME"},
	{"2020-03-27", "MK"},
	{"2023-04-04", "FI"},
	{"2024-03-07", "SE"},
}

// territories have codes of their own and belong to a member for the purpose
// of article 6 of the treaty: islands and lands in Europe, and in the North
// Atlantic north of the Tropic of Cancer.
var territories = []struct{ code, member string }{
	{"AX", "FI"}, {"BM", "GB"}, {"FO", "DK"}, {"GG", "GB"}, {"GI", "GB"}, {"GL", "DK"},
	{"IM", "GB"}, {"JE", "GB"}, {"PM", "FR"}, {"SJ", "NO"},
}

// NATO returns the codes of NATO's members on a date ("2011-12-01"; a year
// means its beginning), with their European and North Atlantic territories.
// Ceuta, Melilla and the French overseas departments are counted or not as the
// data give them a country: 0.2 million people in Africa come with Spain.
func NATO(date string) map[string]bool {
	members := map[string]bool{}
	for _, a := range accession {
		if a.date > date {
			break
		}
		for _, code := range strings.Fields(a.codes) {
			members[code] = true
		}
	}
	for _, t := range territories {
		if members[t.member] {
			members[t.code] = true
		}
	}
	return members
}

// europe is all of Europe for the second count of people: the members of the
// Council of Europe in 2011 (47 states, among them Turkey, Cyprus and the
// three states of the southern Caucasus), with Belarus, Kosovo, the Holy See
// and the members' European territories; Russia by longitude.
var europe = codes(`
	AD AL AM AT AZ BA BE BG CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO
	PL PT RO RS SE SI SK SM TR UA
	BY XK VA
	AX FO GG GI IM JE SJ`)

func codes(list string) map[string]bool {
	m := map[string]bool{}
	for _, code := range strings.Fields(list) {
		m[code] = true
	}
	return m
}

// UralsLonDeg is where Russia's European part is taken to end.
const UralsLonDeg = 60

// Europe reports whether a place of a country at a longitude is in Europe:
// the members of the Council of Europe in 2011, Belarus, Kosovo and the Holy
// See, all of Turkey and Iceland included; Russia between 19 and 60 E.
// Greenland and Kazakhstan are not Europe.
func Europe(country string, lonDeg float64) bool {
	if country == "RU" {
		return lonDeg > 19 && lonDeg < UralsLonDeg
	}
	return europe[country]
}
