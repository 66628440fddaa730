package search

import (
	"context"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"

	"scutum/agreement/limits"
	"scutum/internal/hint"
	"scutum/scenario"
	"scutum/systems/interceptor"
)

// Within is the best shield inside an agreement.
type Within struct {
	Study     string    `json:"study"`
	Shield    string    `json:"shield"`
	Agreement string    `json:"agreement"`
	CommitS   *float64  `json:"commit_after_burnout_s"` // null where the agreement sets none
	Seed      uint64    `json:"seed"`
	Allowed   []string  `json:"allowed"` // batteries
	Refused   []Refused `json:"refused"`
	Bound     []People  `json:"all_allowed_together"` // no choice defends more
	Own       []People  `json:"study_as_it_is"`
	Steps     []Choice  `json:"choices"` // the best with so many batteries
	SpacingKm float64   `json:"sampled_spacing_km"`
	Tried     int       `json:"sets_tried"`
}

// Refused is a battery or a radar that the agreement does not let be.
type Refused struct {
	What   string   `json:"what"`
	Clause []string `json:"clauses"`
}

// Choice is a set of batteries.
type Choice struct {
	Batteries []string `json:"batteries"`
	Each      int      `json:"interceptors_each"`
	People    []People `json:"people"`
	Share     float64  `json:"share_of_bound"` // the least over the classes
	Whole     bool     `json:"all_sets_tried"`
}

// insider is the search for a shield inside an agreement.
type insider struct {
	*Problem
	set       *scenario.Setting
	agreement *limits.Agreement
	needs     [][]placeNeeds // by class
	names     []string       // by battery
	most      int            // interceptors of a battery in the study
	bound     []float64
	out       *Within
}

// InsideOf finds the best shield inside an agreement: any of the kinds at any of
// the sites of the study's shields, with the radars of shield i and of the sites.
func InsideOf(ctx context.Context, set *scenario.Setting, i int, a *limits.Agreement, o Options) (*Within, error) {
	x := &insider{agreement: a, out: &Within{Study: set.Name, Shield: set.Shields[i].Name, Agreement: a.Name, Seed: o.Seed, Refused: []Refused{}}}
	own, err := New(set, i, o)
	if err != nil {
		return nil, err
	}
	if x.set, err = x.candidates(set, i); err != nil {
		return nil, err
	}
	if x.Problem, err = New(x.set, 0, o); err != nil {
		return nil, err
	}
	x.out.SpacingKm = x.o.SpacingKm
	if g := a.Guarantee; g != nil {
		x.out.CommitS = g.Commit.AfterBurnoutS
	}
	for _, g := range x.guns {
		s := &x.shield.Sites[g.Site]
		x.names = append(x.names, s.Batteries[g.Index].Interceptor.Name+" at "+s.Name)
	}
	x.out.Allowed = x.names
	for k := range x.classes {
		c := &x.classes[k]
		held, err := x.defended(ctx, x.shield, c, x.everywhere(k), x.commitOf(c))
		if err != nil {
			return nil, err
		}
		x.needs = append(x.needs, held)
		x.bound = append(x.bound, x.people(k, 1<<len(x.guns)-1))
		was, err := own.defended(ctx, own.shield, &own.classes[k], own.everywhere(k), math.Inf(-1))
		if err != nil {
			return nil, err
		}
		n := own.classes[k].curveOf(was, 1<<len(own.guns)-1)
		x.out.Own = append(x.out.Own, People{Class: c.threat.Name, Defended: n.at(never)})
	}
	return x.out, x.choose(ctx)
}

// commitOf is the earliest launch that the agreement lets, s after the burnout
// of a class.
func (x *insider) commitOf(c *class) float64 {
	switch g := x.agreement.Guarantee; {
	case g == nil:
		return math.Inf(-1)
	case g.Commit.AfterBurnoutS != nil:
		return *g.Commit.AfterBurnoutS
	default:
		return *g.Commit.AfterLaunchS - c.threat.Class.Burnout.BurnTime
	}
}

// candidates is the setting with one shield that has every allowed kind at every
// allowed site.
func (x *insider) candidates(set *scenario.Setting, i int) (*scenario.Setting, error) {
	shield := set.Shields[i]
	shield.Radars = slices.Clone(shield.Radars)
	var kinds []interceptor.Interceptor
	var sites []scenario.Site
	order := append([]scenario.Shield{set.Shields[i]}, set.Shields...)
	for k := range order {
		s := &order[k]
		for _, site := range s.Sites {
			for _, b := range site.Batteries {
				x.most = max(x.most, b.Number)
				if b.Number > 0 && !slices.ContainsFunc(kinds, func(o interceptor.Interceptor) bool { return o.Name == b.Interceptor.Name }) {
					kinds = append(kinds, b.Interceptor)
				}
			}
			if slices.ContainsFunc(sites, func(o scenario.Site) bool { return o.Name == site.Name }) {
				continue
			}
			if k > 0 && site.OwnRadar >= 0 {
				shield.Radars = append(shield.Radars, s.Radars[site.OwnRadar])
				site.OwnRadar = len(shield.Radars) - 1
			}
			sites = append(sites, site)
		}
	}
	shield.Sites = nil
	for _, site := range sites {
		site.Batteries = nil
		for _, k := range kinds {
			b := scenario.Battery{Interceptor: k, Number: 1}
			why, err := x.refusal(set, &shield, site, b)
			if err != nil {
				return nil, err
			}
			if len(why) > 0 {
				x.out.Refused = append(x.out.Refused, Refused{k.Name + " at " + site.Name, why})
				continue
			}
			site.Batteries = append(site.Batteries, b)
		}
		shield.Sites = append(shield.Sites, site)
	}
	if err := x.dropRadars(set, &shield); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(shield.Sites, func(s scenario.Site) bool { return len(s.Batteries) > 0 }) {
		return nil, hint.New("scutum agreement check says which clause refuses what", "agreement %s lets no kind of the study stand at any of its sites", x.agreement.Name)
	}
	out := *set
	out.Shields = []scenario.Shield{shield}
	return &out, nil
}

// refusal lists the clauses that do not let a battery be at a site, alone.
func (x *insider) refusal(set *scenario.Setting, s *scenario.Shield, site scenario.Site, b scenario.Battery) ([]string, error) {
	alone := *s
	site.Batteries = []scenario.Battery{b}
	alone.Sites = []scenario.Site{site}
	broken, err := x.broken(set, &alone, limits.AboutSensor, limits.AboutCommit)
	if err == nil && x.agreement.Guarantee != nil && len(x.agreement.Guarantee.Outside(&alone)) > 0 {
		broken = append(broken, "guarantee")
	}
	return broken, err
}

// broken lists the clauses in force that a shield does not keep, but those about
// what is excepted.
func (x *insider) broken(set *scenario.Setting, s *scenario.Shield, except ...limits.About) (ids []string, err error) {
	one := *set
	one.Shields = []scenario.Shield{*s}
	report, err := limits.Check(x.agreement, &one, 0, nil)
	if err != nil {
		return nil, err
	}
	for i := range report.Verdicts {
		if v := &report.Verdicts[i]; v.InForce && v.Broken > 0 && !slices.Contains(except, v.Clause.About) {
			ids = append(ids, v.Clause.ID)
		}
	}
	return ids, nil
}

// dropRadars takes away the radars that a clause about sensors refuses.
func (x *insider) dropRadars(set *scenario.Setting, s *scenario.Shield) error {
	one := *set
	one.Shields = []scenario.Shield{*s}
	report, err := limits.Check(x.agreement, &one, 0, nil)
	if err != nil {
		return err
	}
	refused := map[string][]string{}
	for i := range report.Verdicts {
		v := &report.Verdicts[i]
		for _, f := range v.Findings {
			if v.InForce && v.Clause.About == limits.AboutSensor && !f.Holds {
				refused[f.Object] = append(refused[f.Object], v.Clause.ID)
			}
		}
	}
	var left []scenario.RadarSite
	moved := map[int]int{}
	for i, r := range s.Radars {
		if why := refused[r.Name]; len(why) > 0 {
			x.out.Refused = append(x.out.Refused, Refused{"radar " + r.Name, why})
			continue
		}
		moved[i] = len(left)
		left = append(left, r)
	}
	for i := range s.Sites {
		if to, ok := moved[s.Sites[i].OwnRadar]; ok {
			s.Sites[i].OwnRadar = to
		} else {
			s.Sites[i].OwnRadar = -1
		}
	}
	s.Radars = left
	return nil
}

func (x *insider) people(class int, mask uint64) float64 {
	c := x.classes[class].curveOf(x.needs[class], mask)
	return c.at(never)
}

// score puts the least share first, then the people altogether.
func (x *insider) score(mask uint64) (share, sum float64) {
	x.out.Tried++
	share = math.Inf(1)
	for k := range x.classes {
		n := x.people(k, mask)
		sum += n
		if x.bound[k] > 0 {
			share = math.Min(share, n/x.bound[k])
		}
	}
	return share, sum
}

// mostSets is how many sets of one size are all tried; beyond it the best of
// the size before is extended and exchanged.
const mostSets = 3000

// choose finds the best set of each size until one defends as much as all.
func (x *insider) choose(ctx context.Context) error {
	for k := range x.classes {
		x.out.Bound = append(x.out.Bound, People{x.classes[k].threat.Name, x.bound[k], x.out.Own[k].Defended, ratio(x.bound[k], x.out.Own[k].Defended)})
	}
	before := uint64(0)
	for n := 1; n <= len(x.guns); n++ {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		mask, whole, err := x.bestOf(n, before)
		if err != nil || mask == 0 {
			return err
		}
		share, _ := x.score(mask)
		c := Choice{Share: share, Whole: whole, Batteries: []string{}}
		for g, name := range x.names {
			if mask>>g&1 == 1 {
				c.Batteries = append(c.Batteries, name)
			}
		}
		for k := range x.classes {
			got := x.people(k, mask)
			c.People = append(c.People, People{x.classes[k].threat.Name, got, x.bound[k], ratio(got, x.bound[k])})
		}
		if c.Each, err = x.number(mask); err != nil {
			return err
		}
		x.out.Steps, before = append(x.out.Steps, c), mask
		if share >= 1-slack {
			break
		}
	}
	return nil
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// bestOf finds the best set of n batteries that the agreement lets be.
func (x *insider) bestOf(n int, before uint64) (best uint64, whole bool, err error) {
	var share, sum float64
	try := func(mask uint64) error {
		s, all := x.score(mask)
		if best != 0 && (s < share || s == share && all <= sum) {
			return nil
		}
		ids, err := x.broken(x.set, x.shieldOf(mask, 1), limits.AboutSensor, limits.AboutCommit)
		if err == nil && len(ids) == 0 {
			best, share, sum = mask, s, all
		}
		return err
	}
	whole = choices(len(x.guns), n) <= mostSets
	if whole {
		for mask := uint64(1)<<n - 1; mask < 1<<len(x.guns) && err == nil; mask = nextOf(mask) {
			err = try(mask)
		}
		return best, true, err
	}
	for g := range x.guns {
		if before>>g&1 == 0 && err == nil {
			err = try(before | 1<<g)
		}
	}
	for had := uint64(0); had != best && err == nil; {
		had = best
		for out := range x.guns {
			for in := range x.guns {
				if had>>out&1 == 1 && had>>in&1 == 0 && err == nil {
					err = try(had&^(1<<out) | 1<<in)
				}
			}
		}
	}
	return best, false, err
}

// choices is n over k, no more than a billion.
func choices(n, k int) int {
	out := 1
	for i := range min(k, n-k) {
		if out = out * (n - i) / (i + 1); out > 1e9 {
			return 1e9
		}
	}
	return out
}

// nextOf is the next larger number with as many bits.
func nextOf(x uint64) uint64 {
	low := x & -x
	ripple := x + low
	return ripple | (x^ripple)>>(2+bits.TrailingZeros64(low))
}

// shieldOf is the shield with the batteries of a mask alone, so many
// interceptors each.
func (x *insider) shieldOf(mask uint64, each int) *scenario.Shield {
	s := *x.shield
	s.Sites = nil
	for i, site := range x.shield.Sites {
		site.Batteries = nil
		for g := range x.guns {
			if mask>>g&1 == 1 && x.guns[g].Site == i {
				site.Batteries = append(site.Batteries, scenario.Battery{Interceptor: x.shield.Sites[i].Batteries[x.guns[g].Index].Interceptor, Number: each})
			}
		}
		if len(site.Batteries) > 0 {
			s.Sites = append(s.Sites, site)
		}
	}
	return &s
}

// number is the most interceptors, the same for each battery and no more than
// the study has anywhere, that the agreement lets a set have.
func (x *insider) number(mask uint64) (int, error) {
	for n := x.most; n > 0; n-- {
		ids, err := x.broken(x.set, x.shieldOf(mask, n), limits.AboutSensor, limits.AboutCommit)
		if err != nil || len(ids) == 0 {
			return n, err
		}
	}
	return 0, nil
}

// Method says in words what was tried.
func (w *Within) Method() string {
	how := "the best of each size by trying all sets"
	if slices.ContainsFunc(w.Steps, func(c Choice) bool { return !c.Whole }) {
		how += fmt.Sprintf(" where there are no more than %d, by adding to and exchanging of the size before otherwise", mostSets)
	}
	return fmt.Sprintf("%d batteries allowed (%s); %s; %d sets tried; places sampled %g km apart", len(w.Allowed), strings.Join(w.Allowed, ", "), how, w.Tried, w.SpacingKm)
}
