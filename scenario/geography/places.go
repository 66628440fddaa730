package geography

import "sync"

// Place is a populated place.
type Place struct {
	LatDeg, LonDeg float64 // rounded to 0.01 degree
	Population     int
	Country        string // ISO 3166-1 two-letter code; XK for Kosovo
}

// Places returns the populated places between 20 and 75 N, 30 W and 65 E, from
// south to north and then west to east. The slice is shared: do not change it.
//
// People outside places of 500 and more are not counted, and national
// gazetteers differ: the sum over today's European NATO members is 544 million
// against about 610 million in censuses (factor 0.89), but a country may be
// counted at two thirds (Poland's and Hungary's villages) or at four thirds
// (Belgium's and Romania's communes, which repeat the towns in them).
// Fractions of people therefore mean more than their numbers. Sections of
// towns (feature code PPLX) are left out, as they count their people twice.
func Places() []Place { return places() }

var places = sync.OnceValue(func() []Place {
	d := open(placesFile)
	codes := make([]string, d.uint())
	for i := range codes {
		codes[i] = d.text()
	}
	list := make([]Place, d.uint())
	sum := 0
	for i := range list {
		sum += d.int()
		list[i].LatDeg = float64(sum) / 100
	}
	sum = 0
	for i := range list {
		sum += d.int()
		list[i].LonDeg = float64(sum) / 100
	}
	for i := range list {
		list[i].Population = d.uint()
	}
	for i := range list {
		list[i].Country = codes[d.uint()]
	}
	return list
})
