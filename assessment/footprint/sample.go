package footprint

import (
	"context"
	"math"

	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
)

// Sample is a set of places that stand for the people and the land of a map,
// for questions asked many times: the most populous cell of each large cell,
// with the whole large cell's weight.
type Sample struct {
	Places                []earth.Place
	NATO, Europe, AreaKm2 []float64
}

// NewSample draws the sample from a ground, one place for each large cell of
// about spacingKm.
func NewSample(g *Ground, spacingKm float64) *Sample {
	d := g.Grid.domain()
	large := NewGrid(d, spacingKm)
	n := large.Cells()
	best := make([]int, n)
	nato, europe, area := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range best {
		best[i] = -1
	}
	for row := range g.Grid.Rows() {
		for c := g.Grid.RowStart[row]; c < g.Grid.RowStart[row+1]; c++ {
			if g.Europe[c] == 0 && g.NATO[c] == 0 && !g.Land[c] {
				continue
			}
			lat, lon := g.Grid.Centre(row, c)
			k := large.CellAt(lat, lon)
			nato[k] += g.NATO[c]
			europe[k] += g.Europe[c]
			if g.Land[c] {
				area[k] += g.Grid.AreaKm2[row]
			}
			if best[k] < 0 || g.NATO[c] > g.NATO[best[k]] || g.NATO[c] == g.NATO[best[k]] && g.Europe[c] > g.Europe[best[k]] {
				best[k] = c
			}
		}
	}
	s := &Sample{}
	for k, c := range best {
		if c < 0 {
			continue
		}
		s.Places = append(s.Places, g.Grid.Place(g.Grid.Row(c), c))
		s.NATO = append(s.NATO, nato[k])
		s.Europe = append(s.Europe, europe[k])
		s.AreaKm2 = append(s.AreaKm2, area[k])
	}
	return s
}

// Share is what a shield defends of a sample, as fractions of what is
// threatened (NaN where nothing is), and the least inventory as in Tally.
type Share struct {
	NATOOne, NATOTwo, EuropeOne, EuropeTwo, AreaOne, AreaTwo float64
	InventoryOne, InventoryTwo                               int
	NATO, Europe, Area                                       float64 // threatened: people, people, km2
}

// Share answers a sample by the full search at every place; it breaks off when
// ctx is done.
func (s *Sample) Share(ctx context.Context, m earth.Model, shield *scenario.Shield, t *scenario.Threat, c scenario.Commit) Share {
	p := NewProber(m, shield, t, c)
	var total, one, two [3]float64
	var out Share
	first := 0
	for i, place := range s.Places {
		if ctx.Err() != nil {
			break
		}
		a := p.quick(place, &first)
		if !a.threatened {
			continue
		}
		w := [3]float64{s.NATO[i], s.Europe[i], s.AreaKm2[i]}
		for k := range w {
			total[k] += w[k]
			if a.shots >= 1 {
				one[k] += w[k]
			}
			if a.shots >= 2 {
				two[k] += w[k]
			}
		}
		if a.shots >= 1 {
			out.InventoryOne = fewer(out.InventoryOne, uint16(min(a.inventory, math.MaxUint16)), w[0])
		}
		if a.shots >= 2 {
			out.InventoryTwo = fewer(out.InventoryTwo, uint16(min(a.inventory, math.MaxUint16)), w[0])
		}
	}
	out.NATOOne, out.EuropeOne, out.AreaOne = one[0]/total[0], one[1]/total[1], one[2]/total[2]
	out.NATOTwo, out.EuropeTwo, out.AreaTwo = two[0]/total[0], two[1]/total[1], two[2]/total[2]
	out.NATO, out.Europe, out.Area = total[0], total[1], total[2]
	return out
}

// Defends returns how many of some places are threatened and defended.
func (p *Prober) Defends(places []earth.Place) (n int) {
	first := 0
	for _, place := range places {
		if a := p.quick(place, &first); a.threatened && a.shots > 0 {
			n++
		}
	}
	return n
}

// quickAnswer is what quick says of a place; shots is 0, 1 or 2 (two or more).
type quickAnswer struct {
	threatened       bool
	shots, inventory int
}

// quick answers one place, stopping at the first case that cannot be met; it
// begins with the case that decided the last place.
func (p *Prober) quick(to earth.Place, first *int) (out quickAnswer) {
	n := len(p.from) * len(flight.Shapes)
	attacks, have := p.attacks, p.have
	clear(have)
	out.inventory = math.MaxInt
	two := true
	met := p.met[:0]
	for k := range n {
		i := (*first + k) % n
		area, shape := i/len(flight.Shapes), flight.Shapes[i%len(flight.Shapes)]
		var ok bool
		f := &p.hand
		if *f, ok = p.quickFlight(area, shape, to, attacks, have); !ok {
			continue
		}
		out.threatened = true
		p.look(f)
		number := p.count(f)
		if number == 0 {
			*first = i
			return quickAnswer{threatened: true}
		}
		out.inventory = min(out.inventory, number)
		met = append(met, i)
	}
	if !out.threatened {
		return quickAnswer{}
	}
	for _, i := range met {
		f := &p.hand
		*f, _ = p.quickFlight(i/len(flight.Shapes), flight.Shapes[i%len(flight.Shapes)], to, attacks, have)
		p.look(f)
		if !p.twoShots(f) {
			two = false
			break
		}
	}
	out.shots = 1
	if two {
		out.shots = 2
	}
	return out
}

func (p *Prober) quickFlight(area int, s flight.Shape, to earth.Place, attacks []attack, have []int8) (flight.Ballistic, bool) {
	if have[area] == 0 {
		have[area] = 1
		if far := p.threat.Class.MaxRange; far > 0 && flight.GroundRange(p.earth, p.from[area], to) > far {
			have[area] = -1 // no shape goes farther than minimum energy
		} else if a, ok := p.aimAt(area, to); ok && !a.near {
			attacks[area] = a
		} else {
			have[area] = -1
		}
	}
	if have[area] < 0 {
		return flight.Ballistic{}, false
	}
	f, err := attacks[area].aim.Fly(s)
	return f, err == nil && p.spare(&attacks[area], area, to, &f) >= 0
}

// count returns how many interceptors stand at guns that can meet a flight.
func (p *Prober) count(f *flight.Ballistic) int {
	n := 0
	for g := range p.guns {
		if k := &p.guns[g]; p.reaches(k, f) {
			n += p.shield.Sites[k.Site].Batteries[k.Index].Number
		}
	}
	return n
}
