package cooperation

import (
	"scutum/campaign"
	"scutum/scenario"
)

// Help is what one party's interceptors could do for another's people, if its
// command wished: the shield's worth to those whom it was not built for.
type Help struct {
	By, For   int // parties; the same for a party's own
	Class     int
	Level     scenario.Sharing
	People    Amount // whom it could hold alone
	AreaKm2   Amount
	Threatens float64 // people whom the class threatens
}

// helps fills in who could hold whose ground.
func (r *Result) helps() {
	for by := range r.Parties {
		for whose := range r.Parties {
			for class := range r.Classes {
				for _, level := range scenario.Sharings {
					held := func(s *Sheet, l scenario.Sharing) amounts {
						c := s.Covers[class]
						return r.Ground.sum(whose, func(cell int) bool { return c.Threatened[cell] && c.Alone(cell, by, l) })
					}
					r.Helps = append(r.Helps, Help{By: by, For: whose, Class: class, Level: level,
						People:    r.exact(func(s *Sheet, l scenario.Sharing) float64 { return held(s, l).people }, level),
						AreaKm2:   r.exact(func(s *Sheet, l scenario.Sharing) float64 { return held(s, l).area }, level),
						Threatens: r.Ground.threatened(r.Sheets[0].Covers[class], whose).people})
				}
			}
		}
	}
}

// Help returns what one party's interceptors could do for another's people.
func (r *Result) Help(by, whose, class int, level scenario.Sharing) *Help {
	n := len(r.Parties)
	return &r.Helps[((by*n+whose)*len(r.Classes)+class)*len(scenario.Sharings)+int(level)]
}

// Threatened returns how many of a party's people, and how much of its land in
// km2, a class threatens.
func (r *Result) Threatened(class, party int) (people, areaKm2 float64) {
	a := r.Ground.threatened(r.Sheets[0].Covers[class], party)
	return a.people, a.area
}

// saved is how many shots the same kills would have cost at the rate of the
// baseline, less those that were shot.
func (r *Result) saved(fight, base which) (a Amount) {
	a.Sets = nothing
	for i := range r.Sheets {
		s := &r.Sheets[i]
		b, f := base(s), fight(s)
		x := 0.0
		if kills := mean(total(b.kills), nil).Value; kills > 0 {
			x = float64(mean(total(f.kills), nil).Value*(mean(total(b.shots), nil).Value/kills)) - mean(total(f.shots), nil).Value
		}
		if i == 0 {
			a.Estimate = campaign.Estimate{Value: x, Low: x, High: x}
			a.Gain = a.Estimate
		}
		a.Sets.add(x)
	}
	a.GainSets = a.Sets
	return a
}
