package search

import (
	"math"
	"slices"

	"scutum/internal/hint"
)

// Deal is a set of limits with what it is worth to both sides.
type Deal struct {
	Name        string   `json:"name"`
	Kind        string   `json:"kind"` // loosest, or widest margin
	Limits      Limits   `json:"limits"`
	Binding     []string `json:"binding_limits"`
	Constraints int      `json:"constraints"`
	Share       float64  `json:"people_share"` // of what the unlimited study defends, the least over the classes
	People      []People `json:"people"`
	MarginKmS   float64  `json:"margin_km_s"` // lowest threshold less the cap; negative where something can be reached
	MarginBy    string   `json:"margin_by"`
	Reached     int      `json:"protected_reached"` // of the study's trajectories, from its own places
	Number      int      `json:"interceptors"`
	Batteries   int      `json:"batteries"`
	Keeps       bool     `json:"keeps"`
	Proof       *Proof   `json:"proof,omitempty"`
}

// People is what a class comes to.
type People struct {
	Class     string  `json:"class"`
	Defended  float64 `json:"defended"`
	Unlimited float64 `json:"unlimited"`
	Share     float64 `json:"share"`
}

// Proof says what of a deal the certificate proves.
type Proof struct {
	Guarantee    string   `json:"guarantee"` // certified, or what of it is sampled only
	Why          string   `json:"why,omitempty"`
	CapKmS       float64  `json:"speed_cap_km_s"`
	TightenedKmS float64  `json:"tightened_km_s"` // by which the cap was lowered to be proved
	Land         bool     `json:"land_proved"`
	Sea          *bool    `json:"sea_proved"` // null where it was not tried
	Cases        int      `json:"cases"`
	Boxes        int      `json:"boxes"`
	Open         []string `json:"resists"` // before the cap was lowered
}

// kept is the mask over Problem.land of the sites that may stay.
func (p *Problem) kept(l *Limits) (mask int) {
	for i, site := range p.land {
		if slices.Contains(l.Sites, p.shield.Sites[site].Name) {
			mask |= 1 << i
		}
	}
	return mask
}

func (p *Problem) names(kept int) []string {
	names := []string{}
	for i, site := range p.land {
		if kept>>i&1 == 1 {
			names = append(names, p.shield.Sites[site].Name)
		}
	}
	return names
}

// batteries is the mask over the shield's batteries that limits leave.
func (p *Problem) batteries(kept int, w *Waters) (mask uint64) {
	for g := range p.guns {
		s := &p.shield.Sites[p.guns[g].Site]
		if s.Ship && w.allow(s) || !s.Ship && kept>>slices.Index(p.land, p.guns[g].Site)&1 == 1 {
			mask |= 1 << g
		}
	}
	return mask
}

// Value says what limits come to at a level, without any search.
func (p *Problem) value(l *level, lim *Limits) (d Deal) {
	kept := p.kept(lim)
	mask := p.batteries(kept, &lim.Waters)
	d.Limits, d.Binding = *lim, p.Binding(lim)
	d.Constraints = len(d.Binding)
	d.Share = math.Inf(1)
	for i, c := range p.curvesOf(l, lim.OwnRadars, mask) {
		k := &p.classes[i]
		got := People{Class: k.threat.Name, Defended: c.at(lim.SpeedCapKmS), Unlimited: k.unlimited}
		if k.unlimited > 0 {
			got.Share = got.Defended / k.unlimited
			d.Share = math.Min(d.Share, got.Share)
		}
		d.People = append(d.People, got)
	}
	land, by := p.ashore(l, kept)
	sea, who := p.waters(l, &lim.Waters)
	if sea < land {
		land, by = sea, who
	}
	d.MarginKmS, d.MarginBy = land-lim.SpeedCapKmS, by
	sites := map[int]bool{}
	for g := range p.guns {
		if mask>>g&1 == 1 {
			d.Batteries++
			d.Number += p.shield.Sites[p.guns[g].Site].Batteries[p.guns[g].Index].Number
			sites[p.guns[g].Site] = true
		}
	}
	if lim.Interceptors > 0 {
		d.Number = min(d.Number, lim.Interceptors)
	}
	d.Reached = p.reached(l, lim, kept)
	d.Keeps = p.keeps(&d, len(sites))
	return d
}

// reached counts the study's trajectories that interceptors at the cap reach
// from the sites that stay and the stations that are allowed.
func (p *Problem) reached(l *level, lim *Limits, kept int) (n int) {
	for t := range p.flights {
		can := false
		for i := range p.land {
			can = can || kept>>i&1 == 1 && l.Land[i].Trajectory[t] <= lim.SpeedCapKmS
		}
		for i, site := range p.ships {
			can = can || lim.Waters.allow(&p.shield.Sites[site]) && l.Stations[i][t] <= lim.SpeedCapKmS
		}
		if can {
			n++
		}
	}
	return n
}

// slack is what rounding may take of a comparison.
const slack = 1e-9

// keeps asks what is to be kept of a deal.
func (p *Problem) keeps(d *Deal, sites int) bool {
	k := p.keep
	if k == nil {
		return true
	}
	if d.Number < k.Interceptors || sites < k.Sites {
		return false
	}
	for _, want := range k.People {
		for _, got := range d.People {
			if (want.Class == "" || want.Class == got.Class) && got.Unlimited > 0 && got.Share < want.Share-slack {
				return false
			}
		}
	}
	return true
}

// reserveKmS is kept of every margin for what sampling may have missed and for
// the proof's own slack: the certificate needs some 0.5 % [assumption].
const reserveKmS = 0.03

// need is the least margin that the search accepts, km/s.
func (p *Problem) need() float64 { return p.guarantee.MarginKmS + reserveKmS }

// guaranteed asks the guarantee of a deal.
func (p *Problem) guaranteed(d *Deal) bool {
	g := p.guarantee
	if g.HasMargin && d.MarginKmS < p.need()-slack {
		return false
	}
	if g.Reachable >= 0 && d.Reached > g.Reachable {
		return false
	}
	return g.Stopped < 0 || min(d.Reached, d.Number) <= g.Stopped
}

// nothingDefended is the error of a study that defends nobody.
func (p *Problem) nothingDefended() error {
	for i := range p.classes {
		if p.classes[i].unlimited > 0 {
			return nil
		}
	}
	return hint.New("scutum footprint shows why", "shield %s of study %s defends no one on the sampled map: there is nothing to keep", p.shield.Name, p.Setting.Name)
}
