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
// A second relaxation, which knows how many units there are but lets them be
// bought in part, cuts where the first does not.
//
// In floating point the sum is right to a part of 1e-12: a purchase is a
// product and a sum of at most mostDepth terms, 2^-52 each, a relaxation one
// logarithm more; where units are bought in part it may be 2^-52 for each unit
// there is. An item is left out only where it does not pay beyond doubt.
// See TestPricer, against every purchase.
type pricer struct {
	depth []float64 // -ln(1-p), target by target
	items []item    // what is worth thinking of, by ratio
	bill  []int32   // weapons of the best purchase, one for each unit
	stack []int32
	best  float64
	floor float64 // least bound of what was left unsearched
	nodes int
	limit int // of nodes
}

// item is the offer of one weapon.
type item struct {
	weapon, units      int32
	bought             int32 // in the bill of extend
	miss, price, ratio float64
}

const (
	// mostNodes ends the search of one target; what is then left unsearched
	// counts with its bound.
	mostNodes = 2_000
	mostDepth = 1000
	// above is 1 and more than the rounding of a product and a sum.
	above = 1 + 1e-14
)

// load prepares for the problem of f.
func (a *pricer) load(f *field) {
	a.depth, a.limit = grow(a.depth, len(f.missAt)), mostNodes
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
		a.items = append(a.items, item{int32(i), offers[i], 0, miss, price[i], ratio})
	}
	if shots < 2 || relaxed(value, cheapest) >= a.best {
		return a.best
	}
	a.extend(f, j, value, price, shots)
	a.sift(value, cheapest)
	a.search(0, 0, value, 0, shots)
	if a.floor < a.best { // what is not searched is not below the fractions either
		a.floor = max(a.floor, a.fractions(0, 0, value))
	}
	return min(a.best, a.floor)
}

// fractions is the least of survival and price when units of the items from k
// on, of which used are spent already, may be bought in part: all units of the
// cheapest ratios, until what survives is as low as the ratio.
func (a *pricer) fractions(k int, used int32, survival float64) float64 {
	cost := 0.0
	for ; k < len(a.items) && survival > a.items[k].ratio; k, used = k+1, 0 {
		it := &a.items[k]
		if it.miss == 0 { // a part of it, however small, kills
			return cost
		}
		for ; used < it.units; used++ {
			after := float64(survival * it.miss)
			if after < it.ratio {
				return cost + float64(relaxed(survival, it.ratio))
			}
			survival, cost = after, cost+it.price
		}
	}
	return survival + cost
}

// extend adds to the best single shot the best second, and so on while that
// gains: a good purchase to begin with lets sift drop most items.
func (a *pricer) extend(f *field, j int, value float64, price []float64, shots int) {
	if len(a.bill) == 0 {
		return
	}
	first := a.bill[0]
	survival, cost := float64(value*f.missAt[j*f.weapons+int(first)]), price[first]
	for k := range a.items {
		if a.items[k].weapon == first {
			a.items[k].bought = 1
		}
	}
	for bought := 1; bought < min(shots, mostDepth); bought++ {
		most, pick := survival, -1
		for k := range a.items {
			it := &a.items[k]
			if after := float64(survival*it.miss) + it.price; after < most && it.bought < it.units {
				most, pick = after, k
			}
		}
		if pick < 0 {
			return
		}
		it := &a.items[pick]
		it.bought++
		a.bill = append(a.bill, it.weapon)
		survival = float64(survival * it.miss)
		cost += it.price
		a.best = survival + cost
	}
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
		if bound < a.best {
			bound = cost + a.fractions(k, used, survival)
		}
		if bound >= a.best {
			return
		}
		if a.nodes >= a.limit || len(a.stack) >= mostDepth {
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
