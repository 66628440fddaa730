package cooperation

import (
	"scutum/physics/orbit"
	"scutum/scenario"
)

// sectorSteps is into how many parts an arc is cut to find where it crosses a
// sector; a crossing shorter than one of them, a few seconds, may be missed.
const sectorSteps = 128

// owner returns which party owns a point of the ground: the first in whose
// sector it is, or -1.
func owner(sides []scenario.Party, latDeg, lonDeg float64) int {
	for i := range sides {
		if sides[i].Owns(latDeg, lonDeg) {
			return i
		}
	}
	return -1
}

// sectorOf returns the parts of the arc in hand that are above what a party
// owns: battles hold meetings to the same.
func (a *asker) sectorOf(party int, arc *orbit.Arc) []orbit.Span {
	if a.known[party] {
		return a.sector[party]
	}
	in := func(eta float64) bool {
		r, t := arc.PositionTime(eta)
		at := a.set.Earth.Place(a.set.Earth.Rotating(r, t))
		return owner(a.sides, at.LatDeg(), at.LonDeg()) == party
	}
	out := a.sector[party][:0]
	was, open, before := in(arc.From), arc.From, arc.From
	for i := 1; i <= sectorSteps; i++ {
		eta := arc.From + float64((arc.To-arc.From)*(float64(i)/sectorSteps))
		now := in(eta)
		switch {
		case now && !was:
			open = border(in, eta, before)
		case was && !now:
			out = append(out, orbit.Span{From: open, To: border(in, before, eta)})
		}
		was, before = now, eta
	}
	if was {
		out = append(out, orbit.Span{From: open, To: arc.To})
	}
	a.sector[party], a.known[party] = out, true
	return out
}

// border bisects between an anomaly inside and one outside, and returns the
// inner end: to a millisecond or so.
func border(in func(float64) bool, inside, outside float64) float64 {
	for range 24 {
		if mid := 0.5 * (inside + outside); in(mid) {
			inside = mid
		} else {
			outside = mid
		}
	}
	return inside
}
