package search

import (
	"fmt"
	"slices"
	"strings"

	"scutum/agreement/certificate"
	"scutum/assessment/deterrence"
	"scutum/scenario/geography"
)

// writeSea writes where ships may be. The certificate takes land for sea, so
// squares without open water are named as excluded: no ship can be there.
func (p *Problem) writeSea(b *strings.Builder, w *Waters) {
	d := deterrence.Waters
	fmt.Fprintf(b, "  sea:\n    south_deg: %g\n    north_deg: %g\n    west_deg: %g\n    east_deg: %g\n", d.SouthDeg, d.NorthDeg, d.WestDeg, d.EastDeg)
	all := excluded(w)
	if len(all) == 0 {
		return
	}
	b.WriteString("    excluded:\n")
	for i, r := range all {
		note := " # land"
		if i < w.count() {
			note = ""
		}
		fmt.Fprintf(b, "      - {south_deg: %s, north_deg: %s, west_deg: %s, east_deg: %s}%s\n", number(r.SouthDeg), number(r.NorthDeg), number(r.WestDeg), number(r.EastDeg), note)
	}
}

// mostExcluded is how many rectangles an agreement's file may hold, some left
// over.
const mostExcluded = 190

// excluded lists the rectangles where ships may not or cannot be: first those of
// the limits, then land.
func excluded(w *Waters) (all []certificate.Rectangle) {
	d := deterrence.Waters
	switch {
	case w.WestNorthDeg == w.EastNorthDeg && w.WestNorthDeg < 90:
		all = append(all, certificate.Rectangle{SouthDeg: w.WestNorthDeg, NorthDeg: 90, WestDeg: d.WestDeg, EastDeg: d.EastDeg})
	default:
		if w.WestNorthDeg < 90 {
			all = append(all, certificate.Rectangle{SouthDeg: w.WestNorthDeg, NorthDeg: 90, WestDeg: d.WestDeg, EastDeg: SplitDeg})
		}
		if w.EastNorthDeg < 90 {
			all = append(all, certificate.Rectangle{SouthDeg: w.EastNorthDeg, NorthDeg: 90, WestDeg: SplitDeg, EastDeg: d.EastDeg})
		}
	}
	land := landRectangles(w)
	slices.SortStableFunc(land, func(a, b certificate.Rectangle) int {
		size := func(r certificate.Rectangle) float64 {
			return float64((r.NorthDeg - r.SouthDeg) * (r.EastDeg - r.WestDeg))
		}
		return int(size(b) - size(a))
	})
	return append(all, land[:min(len(land), mostExcluded)]...)
}

// dryFromDeg is how far south land is named: farther south the proof does not
// need it.
const dryFromDeg = 36.0

// landRectangles covers the squares of a degree without open water that the
// limits do not exclude, in runs that are joined where they are equal.
func landRectangles(w *Waters) (all []certificate.Rectangle) {
	d := deterrence.Waters
	open := map[certificate.Rectangle]int{} // runs that the row above may lengthen
	for lat := dryFromDeg; lat < d.NorthDeg; lat++ {
		next := map[certificate.Rectangle]int{}
		for lon := d.WestDeg; lon < d.EastDeg; {
			until := lon
			for until < d.EastDeg && dry(lat, until, w) {
				until++
			}
			if until > lon {
				key := certificate.Rectangle{WestDeg: lon, EastDeg: until}
				if i, ok := open[key]; ok {
					all[i].NorthDeg, next[key] = lat+1, i
				} else {
					next[key] = len(all)
					all = append(all, certificate.Rectangle{SouthDeg: lat, NorthDeg: lat + 1, WestDeg: lon, EastDeg: until})
				}
			}
			lon = until + 1
		}
		open = next
	}
	return all
}

// dry reports whether a square of a degree, south-west corner given, has no open
// water and is not excluded already.
func dry(lat, lon float64, w *Waters) bool {
	north := w.WestNorthDeg
	if lon >= SplitDeg {
		north = w.EastNorthDeg
	}
	if lat >= north {
		return false
	}
	for i := range 9 {
		for j := range 9 {
			if geography.OpenSea(min(89.99, lat+float64(float64(i)/8)), lon+float64(float64(j)/8)) {
				return false
			}
		}
	}
	return true
}
