package search

import (
	"math"
	"slices"

	"scutum/agreement/certificate"
	"scutum/assessment/deterrence"
	"scutum/assessment/footprint"
	"scutum/engagement/firing"
	"scutum/internal/hint"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
	"scutum/systems/missile"
)

// Options say how a search is made.
type Options struct {
	SpacingKm float64 // of the sampled places; 0 for 50
	Draws     int     // of the nearest meeting, for each family of flights; 0 for 60
	Seed      uint64
	Workers   int
	Levels    []float64 // commit after burnout, s, ascending; nil for Levels
	Refine    bool      // earliest commits to the second
	Store     Store     // where what is done is kept; nil for nowhere
	Progress  func(int) // told of pieces done, of Pieces
}

// Store keeps what a search has done.
type Store interface {
	Load(name string) ([]byte, bool)
	Save(name string, data []byte) error
}

// Levels are the earliest commits that are searched, s after burnout; the first
// stands for no limit.
var Levels = []float64{NoCommitS, -50, -40, -30, -20, -10, 0, 10, 20, 30, 40, 50, 60, 90, 120, 180, 240}

// Problem is a study's shield with its threats and protected force, ready to be
// searched.
type Problem struct {
	Setting *scenario.Setting
	Index   int
	shield  *scenario.Shield
	flights []flight.Ballistic
	classes []class
	guns    []firing.Battery // of the shield, in firing's order
	land    []int            // sites
	ships   []int
	own     *scenario.Shield // with its sites' radars alone
	fastest float64          // km/s
	lostS   float64          // the least of any kind
	lowKm   float64          // the least altitude of a meeting
	terms   certificate.Terms
	pairs   []certificate.Case // of the terms, without a site
	spans   [][]orbit.Span     // of the flights, where a meeting may be
	missile string             // of the certificate's fields
	number  int                // interceptors

	guarantee *Guarantee
	keep      *Keep
	lattice   []*level            // by Options.Levels
	between   map[float64]*level  // refined ones
	best      map[kinds]candidate // that keep enough, by the kinds of limits they use
	o         Options
}

// class is a threat with the places that stand for the people it threatens.
type class struct {
	threat    *scenario.Threat
	sample    *footprint.Sample
	people    []float64 // by place, NATO members of the study's date
	unlimited float64   // people defended without limits; filled in by the first level
}

// New readies a problem: shield i of a setting.
func New(set *scenario.Setting, i int, o Options) (*Problem, error) {
	p := &Problem{Setting: set, Index: i, shield: &set.Shields[i], o: o.filled()}
	if len(set.Force.Trajectories) == 0 {
		return nil, hint.New("add protected_force, as scutum show epaa-3 has it", "study %s has no protected force: there is nothing to guarantee", set.Name)
	}
	var err error
	if p.flights, err = deterrence.Flights(set.Earth, &set.Force); err != nil {
		return nil, err
	}
	p.guns = firing.New(set.Earth, p.shield, nil).Batteries
	if len(p.guns) == 0 || len(p.guns) > 64 {
		return nil, hint.New("", "shield %s has %d batteries with interceptors; the search takes 1 to 64", p.shield.Name, len(p.guns))
	}
	p.lostS, p.lowKm = math.Inf(1), math.Inf(1)
	for _, g := range p.guns {
		p.fastest = math.Max(p.fastest, g.Speed/1e3)
		p.lostS, p.lowKm = math.Min(p.lostS, g.LostTime), math.Min(p.lowKm, g.MinAltitude/1e3)
		p.number += p.shield.Sites[g.Site].Batteries[g.Index].Number
		where := &p.land
		if p.shield.Sites[g.Site].Ship {
			where = &p.ships
		}
		if !slices.Contains(*where, g.Site) {
			*where = append(*where, g.Site)
		}
	}
	if len(p.land) > 10 {
		return nil, hint.New("take sites out of a copy of the study", "shield %s has %d sites on land; the search takes 10", p.shield.Name, len(p.land))
	}
	p.lowKm = math.Max(1, p.lowKm)
	p.own = ownRadars(p.shield)
	p.sampleGround()
	if len(p.classes) == 0 {
		return nil, hint.New("add a threat of a class that maps are drawn for: mrbm or irbm", "study %s has no threat to Europe: there is no defence to keep", set.Name)
	}
	p.makeTerms()
	for i := range p.flights {
		p.spans = append(p.spans, p.flights[i].Arc.Altitudes(set.Earth, nil, p.lowKm*1e3, math.Inf(1)))
	}
	atBurnout := p.terms
	atBurnout.Commit, atBurnout.SpeedCapKmS = certificate.Commit{AfterBurnoutS: new(float64)}, p.fastest
	p.pairs, err = atBurnout.Pairs()
	return p, err
}

func (o Options) filled() Options {
	if o.SpacingKm == 0 {
		o.SpacingKm = 50
	}
	if o.Draws == 0 {
		o.Draws = 60
	}
	if o.Levels == nil {
		o.Levels = Levels
	}
	if o.Progress == nil {
		o.Progress = func(int) {}
	}
	return o
}

// Classes returns the names of the threats that maps are drawn for.
func Classes(set *scenario.Setting) (names []string) {
	for i := range set.Threats {
		if !set.Threats[i].Intercontinental {
			names = append(names, set.Threats[i].Name)
		}
	}
	return names
}

func (p *Problem) sampleGround() {
	set := p.Setting
	d := set.Map
	d.SpacingKm = math.Min(d.SpacingKm, p.o.SpacingKm)
	ground := footprint.NewGround(footprint.NewGrid(d, d.SpacingKm), set.Date)
	sample := footprint.NewSample(ground, p.o.SpacingKm)
	for i := range set.Threats {
		if t := &set.Threats[i]; !t.Intercontinental {
			p.classes = append(p.classes, class{threat: t, sample: sample, people: sample.NATO})
		}
	}
}

// ownRadars is a shield that uses no radar but those of its sites.
func ownRadars(s *scenario.Shield) *scenario.Shield {
	out := *s
	out.Sites, out.Radars = slices.Clone(s.Sites), nil
	for i := range out.Sites {
		if r := s.Sites[i].OwnRadar; r >= 0 {
			out.Sites[i].OwnRadar = len(out.Radars)
			out.Radars = append(out.Radars, s.Radars[r])
		}
	}
	return &out
}

// makeTerms takes the certificate's fields and aims from the protected force:
// every field on land, with the missile that most of them have.
func (p *Problem) makeTerms() {
	force := &p.Setting.Force
	number := map[string]int{}
	for _, t := range force.Trajectories {
		if !t.Sea {
			if number[t.Missile]++; number[t.Missile] > number[p.missile] {
				p.missile = t.Missile
			}
		}
	}
	p.terms = certificate.Terms{FieldRadiusKm: 25, AimRadiusKm: 50, Coast: certificate.Coast{WithinS: 60},
		LeastLostTimeS: p.lostS, LeastAltitudeKm: p.lowKm}
	var burnout missile.Burnout
	for _, t := range force.Trajectories {
		if !t.Sea && t.Missile == p.missile {
			burnout = t.Burnout
		}
	}
	seen := map[string]bool{}
	for _, t := range force.Trajectories {
		if t.Sea {
			continue
		}
		if !seen["from "+t.Field] {
			seen["from "+t.Field] = true
			p.terms.Fields = append(p.terms.Fields, certificate.Field{Name: t.Field, LatDeg: tidy(t.From.LatDeg()), LonDeg: tidy(t.From.LonDeg()),
				BurnFromS: burnout.BurnTime, BurnUntilS: burnout.BurnTime, BurnoutKm: burnout.Altitude / 1e3, DownrangeKm: burnout.Downrange / 1e3})
		}
		if !seen["to "+t.Target] {
			seen["to "+t.Target] = true
			p.terms.Aims = append(p.terms.Aims, certificate.Named{Name: t.Target, LatDeg: tidy(t.To.LatDeg()), LonDeg: tidy(t.To.LonDeg())})
		}
	}
}

// tidy takes the noise of degrees and radians out of a coordinate.
func tidy(deg float64) float64 { return math.Round(deg*1e6) / 1e6 }

// Pieces is how many pieces a run tells its progress of, without refinement.
func (p *Problem) Pieces() int {
	return len(p.o.Levels) * (len(p.land) + p.bands() + len(p.classes)*2)
}

func (p *Problem) bands() int {
	if len(p.ships) == 0 {
		return 0
	}
	return 2
}
