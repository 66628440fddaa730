package limits

import (
	"math"
	"slices"
)

// stock is how many interceptors one site may have: any such number, and those
// with one of the shield's fastest among them.
type stock struct{ any, fast counts }

// stocks are those of land and sea, under names that clauses do not know, of which
// there may be many sites, and under each name that they do, of which there is one.
type stocks struct {
	land, sea stock
	named     [][2]stock // land, sea
}

// possible says whether some shield keeps a set of clauses.
func (w *whole) possible(set uint64) bool {
	known := map[float64]*stocks{}
	tried := map[headPart]bool{}
	apart, own := w.mostSensors(set)
	return slices.ContainsFunc(w.heads, func(h headPart) bool {
		if h.fails&set != 0 {
			return false
		}
		if h.fails = 0; tried[h] {
			return false
		}
		tried[h] = true
		if known[h.fastest] == nil {
			known[h.fastest] = w.stocks(set, h.fastest)
		}
		return w.manned(known[h.fastest], h, apart, own)
	})
}

// manned says whether sites of the stocks make a shield that has its radars too.
func (w *whole) manned(s *stocks, h headPart, apart, own float64) bool {
	need := h.sensors.low - apart
	switch {
	case need > own:
		return false
	case need <= 0 || need > mostSpans: // so many that it does not go through them
		return w.builds(s, h)
	}
	for land := h.sites.low; land <= h.sites.high; land++ {
		one := h
		if land >= need {
			one.sites.low = land
			return w.builds(s, one)
		}
		one.sites, one.ships.low = span{land, land}, math.Max(h.ships.low, need-land)
		if w.builds(s, one) {
			return true
		}
	}
	return false
}

// mostSensors is how many radars there may be apart from those of sites, and how
// many of sites, which have one each; a name that clauses know serves once.
func (w *whole) mostSensors(set uint64) (apart, own float64) {
	names := map[string]bool{} // and whether it may stand apart
	for _, s := range w.sensors {
		switch {
		case s.fails&set != 0:
		case s.name != somethingElse:
			names[s.name] = names[s.name] || !s.own
		case s.own:
			own = math.Inf(1)
		default:
			apart = math.Inf(1)
		}
	}
	for _, may := range names {
		if may {
			apart++
		} else {
			own++
		}
	}
	return apart, own
}

// stocks are those that keep a set of clauses, in a shield whose fastest is given.
func (w *whole) stocks(set uint64, fastest float64) *stocks {
	all := &stocks{}
	var names []string
	for _, g := range w.grounds {
		s := w.stock(g, set, fastest)
		to := &all.land
		switch {
		case g.name != somethingElse:
			i := slices.Index(names, g.name)
			if i < 0 {
				i, names, all.named = len(names), append(names, g.name), append(all.named, [2]stock{})
			}
			if to = &all.named[i][0]; g.ship {
				to = &all.named[i][1]
			}
		case g.ship:
			to = &all.sea
		}
		to.any, to.fast = w.counting.or(to.any, s.any...), w.counting.or(to.fast, s.fast...)
	}
	return all
}

// stock adds up the batteries of one site.
func (w *whole) stock(g *ground, set uint64, fastest float64) (out stock) {
	c := w.counting
	for _, s := range g.sites {
		if s.fails&set != 0 {
			continue
		}
		var any, fast counts
		for i := range s.batteries {
			b := &s.batteries[i]
			if b.fails&set == 0 && b.speed <= fastest {
				any = append(any, b.number)
				if b.speed == fastest {
					fast = append(fast, b.number)
				}
			}
		}
		any = c.several(c.tidy(any), anything)
		out.any = c.or(out.any, c.both(any, []span{s.interceptors})...)
		out.fast = c.or(out.fast, c.both(c.plus(c.tidy(fast), any), []span{s.interceptors})...)
	}
	return out
}

// mostNamed is how many sites with names that clauses know are told apart; of
// more, there may be any number.
const mostNamed = 5

// builds says whether sites of the stocks make a shield.
func (w *whole) builds(s *stocks, h headPart) bool {
	c, free := w.counting, *s
	for _, n := range s.named[min(len(s.named), mostNamed):] {
		free.land = stock{c.or(free.land.any, n[0].any...), c.or(free.land.fast, n[0].fast...)}
		free.sea = stock{c.or(free.sea.any, n[1].any...), c.or(free.sea.fast, n[1].fast...)}
	}
	free.named = s.named[:min(len(s.named), mostNamed)]
	return w.extends(&free, h.interceptors, h.sites, h.ships, counts{{0, 0}}, false)
}

// extends takes the sites with names one by one, none, on land or at sea, and in
// the end as many others as it needs; has is how many interceptors there are, and
// fast whether one of them is of the fastest.
func (w *whole) extends(s *stocks, interceptors, sites, ships span, has counts, fast bool) bool {
	if len(has) == 0 || sites.high < 0 || ships.high < 0 {
		return false
	}
	c := w.counting
	if len(s.named) > 0 {
		rest := *s
		rest.named = s.named[1:]
		land, sea := s.named[0][0], s.named[0][1]
		return w.extends(&rest, interceptors, sites, ships, has, fast) ||
			w.extends(&rest, interceptors, sites.less(1), ships, c.plus(has, land.any), fast) ||
			w.extends(&rest, interceptors, sites, ships.less(1), c.plus(has, sea.any), fast) ||
			!fast && w.extends(&rest, interceptors, sites.less(1), ships, c.plus(has, land.fast), true) ||
			!fast && w.extends(&rest, interceptors, sites, ships.less(1), c.plus(has, sea.fast), true)
	}
	if !fast { // one of the others has one of the fastest
		return w.extends(s, interceptors, sites.less(1), ships, c.plus(has, s.land.fast), true) ||
			w.extends(s, interceptors, sites, ships.less(1), c.plus(has, s.sea.fast), true)
	}
	has = c.plus(has, c.plus(c.several(s.land.any, sites), c.several(s.sea.any, ships)))
	return len(c.both(has, []span{interceptors})) > 0
}
