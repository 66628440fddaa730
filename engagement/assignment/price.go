package assignment

import (
	"slices"

	"scutum/internal/frozen"
)

// pricer answers what one target would buy if every unit had a price: the shots
// that make the sum of their prices and of what they leave of the target least.
// It is the part of the Lagrangian that belongs to the target (see Prover).
//
// It searches shots in the order of their price per unit of -ln(1-p), depth
// first, and cuts where the relaxation says so: from survival s, with shots to
// come that cost r or more per unit, no purchase ends below the least over
// y >= 0 of s e^-y + r y, which is r (1 + ln(s/r)) where r < s, and s elsewhere.
//
// In floating point the sum is right to a part of 1e-12: a purchase is a
// product and a sum of at most mostDepth terms, 2^-52 each, a relaxation one
// logarithm more. An item is left out only where it does not pay beyond doubt.
// See TestPricer, against every purchase.
type pricer struct {
	depth []float64 // -ln(1-p), target by target
	items []item    // what is worth thinking of, by ratio
	bill  []int32   // weapons of the best purchase, one for each unit
	stack []int32
	best  float64
	floor float64 // least bound of what was left unsearched
	nodes int
}

// item is the offer of one weapon.
type item struct {
	weapon, units      int32
	miss, price, ratio float64
}

const (
	// mostNodes ends the search of one target; what is then left unsearched
	// counts with its bound.
	mostNodes = 20_000
	mostDepth = 1000
	// above is 1 and more than the rounding of a product and a sum.
	above = 1 + 1e-14
)

// load prepares for the problem of f.
func (a *pricer) load(f *field) {
	a.depth = grow(a.depth, len(f.missAt))
	for k, miss := range f.missAt {
		a.depth[k] = -frozen.Log(miss)
	}
}

// relaxed is the bound in the comment of pricer.
func relaxed(survival, ratio float64) float64 {
	switch {
	case ratio >= survival:
		return survival
	case ratio <= survival*1e-280: // the quotient would overflow
		return 0
	}
	return ratio * (1 + frozen.Log(survival/ratio))
}

// buy returns the least sum for target j of value, with at most units[i] of
// weapon i and at most shots in all, or a bound of it from below; bill then
// holds the purchase.
func (a *pricer) buy(f *field, j int, value float64, price []float64, units []int32, shots int) float64 {
	a.best, a.floor, a.nodes = value, infinity, 0
	a.bill, a.stack, a.items = a.bill[:0], a.stack[:0], a.items[:0]
	if shots < 1 {
		return value
	}
	w := f.weapons
	depth, offers := a.depth[j*w:(j+1)*w], units[:w]
	cheapest := infinity
	for i, miss := range f.missAt[j*w : (j+1)*w] {
		after := float64(value*miss) + price[i]
		// Beyond, a shot never pays, whatever was bought before it.
		if offers[i] == 0 || after > value*above || miss == 1 {
			continue
		}
		if after < a.best {
			a.best = after
			a.bill = append(a.bill[:0], int32(i))
		}
		ratio := price[i] / depth[i]
		cheapest = min(cheapest, ratio)
		a.items = append(a.items, item{int32(i), offers[i], miss, price[i], ratio})
	}
	if shots < 2 || relaxed(value, cheapest) >= a.best {
		return a.best
	}
	a.extend(f, j, value, price, shots)
	a.sift(value, cheapest)
	a.search(0, 0, value, 0, shots)
	return min(a.best, a.floor)
}

// extend adds to the best single shot the best second, and so on while that
// gains: a good purchase to begin with lets sift drop most items.
func (a *pricer) extend(f *field, j int, value float64, price []float64, shots int) {
	if len(a.bill) == 0 {
		return
	}
	first := a.bill[0]
	survival, cost := float64(value*f.missAt[j*f.weapons+int(first)]), price[first]
	for bought := 1; bought < min(shots, mostDepth); bought++ {
		most, pick := survival, -1
		for k := range a.items {
			it := &a.items[k]
			if after := float64(survival*it.miss) + it.price; after < most && a.spare(it) {
				most, pick = after, k
			}
		}
		if pick < 0 {
			return
		}
		a.bill = append(a.bill, a.items[pick].weapon)
		survival = float64(survival * a.items[pick].miss)
		cost += a.items[pick].price
		a.best = survival + cost
	}
}

// spare says whether the bill leaves a unit of an item.
func (a *pricer) spare(it *item) bool {
	n := it.units
	for _, i := range a.bill {
		if i == it.weapon {
			n--
		}
	}
	return n > 0
}

// sift drops the items that are in no purchase better than the best so far and
// sorts the others.
func (a *pricer) sift(value, cheapest float64) {
	kept := a.items[:0]
	for _, it := range a.items {
		if it.price+float64(relaxed(value*it.miss, cheapest)) < a.best {
			kept = append(kept, it)
		}
	}
	a.items = kept
	slices.SortFunc(a.items, func(x, y item) int {
		switch {
		case x.ratio < y.ratio:
			return -1
		case x.ratio > y.ratio:
			return 1
		}
		return int(x.weapon - y.weapon)
	})
}

// search goes through the purchases that add items from k on, of which used
// are bought already, to one that leaves survival for cost.
func (a *pricer) search(k int, used int32, survival, cost float64, shots int) {
	a.nodes++
	if survival+cost < a.best {
		a.best = survival + cost
		a.bill = append(a.bill[:0], a.stack...)
	}
	for ; shots > 0 && k < len(a.items); k, used = k+1, 0 {
		it := &a.items[k]
		bound := cost + float64(relaxed(survival, it.ratio))
		if bound >= a.best {
			return
		}
		if a.nodes >= mostNodes || len(a.stack) >= mostDepth {
			a.floor = min(a.floor, bound)
			return
		}
		if used >= it.units {
			continue
		}
		s, c := float64(survival*it.miss), cost+it.price
		if s+c < a.best || c+float64(relaxed(s, it.ratio)) < a.best {
			a.stack = append(a.stack, it.weapon)
			a.search(k, used+1, s, c, shots-1)
			a.stack = a.stack[:len(a.stack)-1]
		}
	}
}
