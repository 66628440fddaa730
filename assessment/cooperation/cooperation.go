// Package cooperation says what parties gain by telling each other what they
// see, and what they give away: warning time, defended ground and people, kills
// and shots, at four levels of sharing, under independent commands and under
// sectors.
//
// The same study, figures and chances are asked at every level, so that a
// difference between two levels is cooperation's and nothing else's. What nobody
// can know of one party's machines is asked without them too: a variant leaves
// out every interceptor whose name begins with "notional-".
//
// Everything is kinematic and by fixed delays unless battles are fought at full
// fidelity; what cooperation does to trust, or to the will to shoot, is not in
// it.
package cooperation

import (
	"context"
	"errors"
	"slices"
	"strings"

	"scutum/assessment/footprint"
	"scutum/engagement/battle"
	"scutum/internal/hint"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// Sets are the assumption sets that are put side by side, the one that figures
// are given for first.
var Sets = []string{"published", "moscow", "brussels"}

// Options of a run.
type Options struct {
	SpacingKm float64         // of the maps; the study's own when 0
	Runs      int             // of the raid at each level
	Seed      uint64          // of the raid's chances
	Fidelity  battle.Fidelity // of the raids under the first assumption set, early warning guiding or not; the others are kinematic
	Workers   int
	Progress  Progress // may be nil
}

// Progress is told that a stage has begun with so many pieces, and of pieces
// done; Piece is called from many goroutines.
type Progress interface {
	Stage(name string, pieces int)
	Piece(n int)
}

type silent struct{}

func (silent) Stage(string, int) {}
func (silent) Piece(int)         {}

// Variant is the study with or without its notional interceptors.
type Variant struct {
	Name  string // "as given" where nothing is notional, otherwise "with" or "without notional interceptors"
	Armed []bool // by party: whether it has interceptors at all
}

// Sheet is everything under one assumption set.
type Sheet struct {
	Assumptions string
	Setting     *scenario.Setting
	Notices     [][][]Notice // by level, party and missile, for all missiles of the raid
	Covers      []*Cover     // by threat; those between continents have none
	Fights      [][]*Fight   // by variant; of each command and level in their order
	Eager       []*Fight     // by level: as given, independent, each party at whatever it can reach
	Reveals     []Reveal
}

// Result is what cooperation comes to.
type Result struct {
	Name, Title, Date string
	Seed              uint64
	Runs              int
	Fidelity          battle.Fidelity
	Parties           []scenario.Party
	Classes           []string // with maps
	Aims              []int    // by missile of the raid: the party at whose ground it is aimed, -1 for none's
	Variants          []Variant
	Ground            *Ground
	Sheets            []Sheet // by assumption set, in the order of Sets
	Guided            *Sheet  // under the first set, if the tracks of radars that only warn would do to meet by; nil where none only warns
	GuidedRows        []Row   // of Guided, as given, independent: by level and party; gains are over its own row of nothing shared
	Rows              []Row
	Totals            []Total
	Helps             []Help
	Eager             []Total // by level: if each party shot at whatever it can reach, whomever it threatens; gains are over its own row of nothing shared
}

// Run answers a study of two parties or more. The same file, figures and options
// but Workers and Progress give the same Result.
func Run(ctx context.Context, f *scenario.File, cat *catalogue.Catalogue, o Options) (*Result, error) {
	if o.Progress == nil {
		o.Progress = silent{}
	}
	out := &Result{Seed: o.Seed, Runs: o.Runs, Fidelity: o.Fidelity}
	for _, name := range Sets {
		base, err := f.Base(cat, name)
		if err != nil {
			return nil, err
		}
		set, err := scenario.Expand(f, cat, base)
		if err != nil {
			return nil, err
		}
		set.Seed = o.Seed
		out.Sheets = append(out.Sheets, Sheet{Assumptions: name, Setting: set})
	}
	if err := out.prepare(&o); err != nil {
		return nil, err
	}
	for i := range out.Sheets {
		if err := out.fill(ctx, &out.Sheets[i], &o); err != nil {
			return nil, err
		}
	}
	out.sum()
	out.helps()
	out.eager()
	if err := out.guide(ctx, &o); err != nil {
		return nil, err
	}
	return out, ctx.Err()
}

// guide asks what it hangs on that early-warning radars cannot guide.
func (r *Result) guide(ctx context.Context, o *Options) error {
	set, changed := *r.Sheets[0].Setting, false
	set.Shields = slices.Clone(set.Shields)
	for i := range set.Shields {
		s := &set.Shields[i]
		s.Radars = slices.Clone(s.Radars)
		for j := range s.Radars {
			changed = changed || s.Radars[j].CommitOnly
			s.Radars[j].CommitOnly = false
		}
	}
	if !changed {
		return nil
	}
	r.Guided = &Sheet{Assumptions: Sets[0], Setting: &set}
	if err := r.fill(ctx, r.Guided, o); err != nil {
		return err
	}
	whole := *r
	whole.Sheets = []Sheet{*r.Guided}
	for _, level := range scenario.Sharings {
		for party := range r.Parties {
			r.GuidedRows = append(r.GuidedRows, whole.row(0, scenario.Independent, level, party))
		}
	}
	return nil
}

func (r *Result) prepare(o *Options) error {
	set := r.Sheets[0].Setting
	r.Name, r.Title, r.Date, r.Parties = set.Name, set.Title, set.Date, set.Sides()
	switch {
	case len(r.Parties) < 2:
		return hint.New("list two parties, each with a shield: see `scutum show cooperation`", "study %s has %d party: cooperation needs two", set.Name, len(r.Parties))
	case len(set.Raid.Missiles) == 0:
		return hint.New("write a raid: see `scutum show cooperation`", "study %s has no raid", set.Name)
	case o.Runs < 1:
		return errors.New("cooperation: no runs")
	}
	domain := set.Map
	if o.SpacingKm > 0 {
		domain.SpacingKm = o.SpacingKm
	}
	r.Ground = newGround(set, footprint.NewGrid(domain, domain.SpacingKm))
	r.Aims = aims(set)
	for _, t := range set.Threats {
		if !t.Intercontinental {
			r.Classes = append(r.Classes, t.Name)
		}
	}
	r.Variants = variants(set)
	return nil
}

// notional is how the names of interceptors begin that are no machines.
const notional = "notional-"

// variants are the study as it is and, where a party has notional interceptors,
// without them.
func variants(set *scenario.Setting) []Variant {
	given := Variant{Name: "with notional interceptors"}
	without := Variant{Name: "without notional interceptors"}
	bare := bare(set)
	for _, p := range set.Sides() {
		given.Armed = append(given.Armed, armed(&set.Shields[p.Shield]))
		without.Armed = append(without.Armed, armed(&bare.Shields[p.Shield]))
	}
	if slices.Equal(given.Armed, without.Armed) {
		given.Name = "as given"
		return []Variant{given}
	}
	return []Variant{given, without}
}

func armed(s *scenario.Shield) bool {
	for _, site := range s.Sites {
		for _, b := range site.Batteries {
			if b.Number > 0 {
				return true
			}
		}
	}
	return false
}

// bare returns the setting with no interceptors in batteries of notional ones.
func bare(set *scenario.Setting) *scenario.Setting {
	out := *set
	out.Shields = slices.Clone(set.Shields)
	for i := range out.Shields {
		s := &out.Shields[i]
		s.Sites = slices.Clone(s.Sites)
		for j := range s.Sites {
			s.Sites[j].Batteries = slices.Clone(s.Sites[j].Batteries)
			for k := range s.Sites[j].Batteries {
				if strings.HasPrefix(s.Sites[j].Batteries[k].Interceptor.Name, notional) {
					s.Sites[j].Batteries[k].Number = 0
				}
			}
		}
	}
	return &out
}

// fill answers everything under one assumption set.
func (r *Result) fill(ctx context.Context, s *Sheet, o *Options) error {
	all, err := flights(s.Setting)
	if err != nil {
		return err
	}
	for _, level := range scenario.Sharings {
		var byParty [][]Notice
		for i := range r.Parties {
			byParty = append(byParty, notices(s.Setting, all, i, level))
		}
		s.Notices = append(s.Notices, byParty)
	}
	s.Reveals = reveals(s.Setting, all)
	o.Progress.Stage("defended areas, "+s.called(), len(r.Classes)*r.Ground.Grid.Rows())
	for i := range s.Setting.Threats {
		if t := &s.Setting.Threats[i]; !t.Intercontinental {
			c, err := cover(ctx, s.Setting, t, r.Ground.Grid, r.Ground.wanted, o)
			if err != nil {
				return err
			}
			s.Covers = append(s.Covers, c)
		}
	}
	return r.fightAll(ctx, s, o)
}

// fightAll fights the raid under every arrangement.
func (r *Result) fightAll(ctx context.Context, s *Sheet, o *Options) error {
	o.Progress.Stage("raids, "+s.called(), (len(r.Variants)*len(scenario.Commands)+1)*len(scenario.Sharings)*o.Runs)
	fidelity := battle.Kinematic
	if s.Assumptions == Sets[0] {
		fidelity = o.Fidelity
	}
	for v := range r.Variants {
		set := s.Setting
		if v > 0 {
			set = bare(set)
		}
		var fights []*Fight
		for _, command := range scenario.Commands {
			for _, level := range scenario.Sharings {
				f, err := fight(ctx, set, r.Aims, battle.Options{Fidelity: fidelity, Sharing: level, Command: command}, o)
				if err != nil {
					return err
				}
				fights = append(fights, f)
			}
		}
		s.Fights = append(s.Fights, fights)
	}
	eager := *s.Setting
	eager.Doctrine.Undefended = true
	for _, level := range scenario.Sharings {
		f, err := fight(ctx, &eager, r.Aims, battle.Options{Fidelity: fidelity, Sharing: level}, o)
		if err != nil {
			return err
		}
		s.Eager = append(s.Eager, f)
	}
	return nil
}

// called is the sheet's name in a progress bar.
func (s *Sheet) called() string {
	for _, shield := range s.Setting.Shields {
		for _, radar := range shield.Radars {
			if radar.CommitOnly {
				return s.Assumptions
			}
		}
	}
	return s.Assumptions + ", every radar guides"
}

// Fight returns the raid under one variant, command and level.
func (s *Sheet) Fight(variant int, command scenario.Command, level scenario.Sharing) *Fight {
	return s.Fights[variant][int(command)*len(scenario.Sharings)+int(level)]
}
