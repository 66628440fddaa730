package scorecard

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"scutum/assessment/deterrence"
	"scutum/assessment/footprint"
	"scutum/campaign"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
	"scutum/scenario/geography"
	"scutum/systems/catalogue"
)

// Sets are the assumption sets that a scorecard puts side by side.
var Sets = []string{"published", "moscow", "brussels"}

// CoarseKm is the spacing of the sample of places behind the sets whose maps are
// not drawn, and DrawKm of the sample that draws are reckoned on.
const (
	CoarseKm = 100
	DrawKm   = 450
)

// Options of a study's run.
type Options struct {
	MapsSet   string  // assumption set that maps are drawn for; published when empty
	SpacingKm float64 // of the maps; the study's own when 0
	Seed      uint64  // of the draws
	Draws     int     // 200 when 0; negative for none
	Workers   int
	Exact     bool
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

// run is the work of one study.
type run struct {
	Options
	file    *scenario.File
	cat     *catalogue.Catalogue
	base    []catalogue.Figures // by set
	setting []*scenario.Setting
	flights [][]flight.Ballistic
	ground  *footprint.Ground
	sample  *footprint.Sample
	targets []earth.Place // the North American cities
	out     *Result
}

// footprintCommit is how footprints commit (definitions, "Commit").
var footprintCommit = scenario.Commit{BySensors: true}

// Run answers a whole study: maps under one assumption set, the scorecard under
// all three, ranges from draws, explanations, turns, curves, exclusion maps and
// time charts. The same file, figures and options but Workers and Progress give
// the same Result.
func Run(ctx context.Context, f *scenario.File, cat *catalogue.Catalogue, o Options) (*Result, error) {
	if o.Progress == nil {
		o.Progress = silent{}
	}
	if o.MapsSet == "" {
		o.MapsSet = Sets[0]
	}
	if o.Draws == 0 {
		o.Draws = 200
	}
	r := &run{Options: o, file: f, cat: cat}
	if err := r.prepare(); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context) error{r.maps, r.cities, r.rows, r.reach, r.explain, r.draws, r.exclusions} {
		if err := step(ctx); err != nil {
			return nil, err
		}
		// A step of few pieces may have broken off without saying so.
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	r.verdicts()
	if err := r.charts(); err != nil {
		return nil, err
	}
	return r.out, nil
}

func (r *run) prepare() error {
	at := -1
	for i, name := range Sets {
		base, err := r.file.Base(r.cat, name)
		if err != nil {
			return err
		}
		set, err := scenario.Expand(r.file, r.cat, base)
		if err != nil {
			return err
		}
		flights, err := deterrence.Flights(set.Earth, &set.Force)
		if err != nil {
			return err
		}
		r.base = append(r.base, base)
		r.setting = append(r.setting, set)
		r.flights = append(r.flights, flights)
		if name == r.MapsSet {
			at = i
		}
	}
	if at < 0 {
		return fmt.Errorf("unknown assumption set %q: use published, moscow or brussels", r.MapsSet)
	}
	set := r.setting[at]
	if r.SpacingKm == 0 {
		r.SpacingKm = set.Map.SpacingKm
	}
	g := footprint.NewGrid(set.Map, r.SpacingKm)
	r.ground = footprint.NewGround(g, set.Date)
	r.sample = footprint.NewSample(r.ground, DrawKm)
	for _, c := range r.cat.Points("target") {
		r.targets = append(r.targets, c.Place())
	}
	r.out = &Result{Name: set.Name, Title: set.Title, Date: set.Date, Seed: strconv.FormatUint(r.Seed, 10),
		MapsSet: r.MapsSet, Setting: set}
	for _, k := range r.file.Uses(r.cat) {
		if r.base[at].Unconfirmed(k) {
			r.out.Unconfirmed = append(r.out.Unconfirmed, k)
		}
	}
	return nil
}

// mapped returns the indexes of the threats that have maps.
func mapped(set *scenario.Setting) (out []int) {
	for i, t := range set.Threats {
		if !t.Intercontinental {
			out = append(out, i)
		}
	}
	return out
}

// maps draws the maps of MapsSet.
func (r *run) maps(ctx context.Context) error {
	set := r.out.Setting
	o := footprint.Options{Workers: r.Workers, Exact: r.Exact, Timelines: true, Progress: r.Progress.Piece}
	n := 0
	for _, t := range mapped(set) {
		n += len(set.Shields) * footprint.Pieces(r.ground.Grid, len(set.Threats[t].Areas), o)
	}
	r.Progress.Stage("defended areas", n)
	for i := range set.Shields {
		for _, t := range mapped(set) {
			m, err := footprint.Compute(ctx, set.Earth, &set.Shields[i], &set.Threats[t], footprintCommit, r.ground.Grid, o)
			if err != nil {
				return err
			}
			r.out.Maps = append(r.out.Maps, m)
		}
	}
	return nil
}

// cities answers the intercontinental classes for the targets of the protected
// force's table: the nine North American cities.
func (r *run) cities(ctx context.Context) error {
	r.out.Cities = r.cityTable(r.out.Setting)
	return ctx.Err()
}

func (r *run) cityTable(set *scenario.Setting) (out []City) {
	for i := range set.Shields {
		for t := range set.Threats {
			if !set.Threats[t].Intercontinental {
				continue
			}
			p := footprint.NewProber(set.Earth, &set.Shields[i], &set.Threats[t], footprintCommit)
			for _, c := range r.cat.Points("target") {
				worst, _ := p.At(c.Place())
				out = append(out, City{Shield: set.Shields[i].Name, Class: set.Threats[t].Name, Name: c.Name,
					Reason: worst.Reason, Shots: p.Shots(c.Place()), MarginKmS: worst.MarginKmS, Timeline: worst})
			}
		}
	}
	return out
}

// rows fills in the scorecard's values: from the maps for MapsSet, from a sample
// of places for the others.
func (r *run) rows(ctx context.Context) error {
	shares, err := r.otherShares(ctx)
	if err != nil {
		return err
	}
	for i, name := range Sets {
		set := r.setting[i]
		s := Set{Assumptions: name}
		cities := r.out.Cities
		if name != r.MapsSet {
			cities = r.cityTable(set)
		}
		force := deterrence.NewForce(set, r.flights[i], set.Commit)
		k := 0
		for j := range set.Shields {
			row := Row{Shield: set.Shields[j].Name, Title: set.Shields[j].Title}
			for t := range set.Threats {
				th := &set.Threats[t]
				switch {
				case th.Intercontinental:
					row.Defence = append(row.Defence, cityDefence(cities, row.Shield, th.Name))
				case name == r.MapsSet:
					row.Defence = append(row.Defence, defence(th.Name, r.out.Maps[k].Tally(r.ground)))
					k++
				default:
					row.Defence = append(row.Defence, shared(th.Name, shares[shareKey{i, j, t}]))
				}
			}
			row.Reach = reachOf(force.Summarise(j), set)
			s.Rows = append(s.Rows, row)
		}
		r.out.Sets = append(r.out.Sets, s)
	}
	return ctx.Err()
}

type shareKey struct{ set, shield, threat int }

// otherShares answers the sample of places for the sets without maps.
func (r *run) otherShares(ctx context.Context) (map[shareKey]footprint.Share, error) {
	sample := footprint.NewSample(r.ground, CoarseKm)
	var keys []shareKey
	for i, name := range Sets {
		for j := range r.setting[i].Shields {
			for _, t := range mapped(r.setting[i]) {
				if name != r.MapsSet {
					keys = append(keys, shareKey{i, j, t})
				}
			}
		}
	}
	r.Progress.Stage("assumption sets", len(keys))
	found := make([]footprint.Share, len(keys))
	err := campaign.Each(ctx, len(keys), r.Workers, r.Progress.Piece, func(_, n int) {
		k := keys[n]
		set := r.setting[k.set]
		found[n] = sample.Share(ctx, set.Earth, &set.Shields[k.shield], &set.Threats[k.threat], footprintCommit)
	})
	out := map[shareKey]footprint.Share{}
	for n, k := range keys {
		out[k] = found[n]
	}
	return out, err
}

func shared(class string, s footprint.Share) Defence {
	return Defence{Class: class, CitiesDefended: undrawn(math.NaN()), PeopleThreatened: s.NATO, EuropeThreatened: s.Europe, AreaThreatenedKm2: s.Area,
		PeopleOneShot: undrawn(s.NATOOne), PeopleTwoShots: undrawn(s.NATOTwo), EuropeOneShot: undrawn(s.EuropeOne), EuropeTwoShots: undrawn(s.EuropeTwo),
		AreaOneShot: undrawn(s.AreaOne), AreaTwoShots: undrawn(s.AreaTwo),
		RaidFailsOneShot:  undrawn(float64(footprint.RaidFails(s.InventoryOne, 1))),
		RaidFailsTwoShots: undrawn(float64(footprint.RaidFails(s.InventoryTwo, 2)))}
}

// undrawn is a figure without a range yet.
func undrawn(v float64) Figure { return Figure{Value: v, Low: math.NaN(), High: math.NaN()} }

// fraction is part over whole; NaN where nothing is threatened.
func fraction(part, whole float64) Figure { return undrawn(part / whole) }

func defence(class string, t footprint.Tally) Defence {
	return Defence{Class: class, CitiesDefended: undrawn(math.NaN()), PeopleThreatened: t.NATOThreatened, EuropeThreatened: t.EuropeThreatened, AreaThreatenedKm2: t.AreaThreatened,
		PeopleOneShot: fraction(t.NATOOne, t.NATOThreatened), PeopleTwoShots: fraction(t.NATOTwo, t.NATOThreatened),
		EuropeOneShot: fraction(t.EuropeOne, t.EuropeThreatened), EuropeTwoShots: fraction(t.EuropeTwo, t.EuropeThreatened),
		AreaOneShot: fraction(t.AreaOne, t.AreaThreatened), AreaTwoShots: fraction(t.AreaTwo, t.AreaThreatened),
		RaidFailsOneShot:  undrawn(float64(footprint.RaidFails(t.InventoryOne, 1))),
		RaidFailsTwoShots: undrawn(float64(footprint.RaidFails(t.InventoryTwo, 2)))}
}

func cityDefence(cities []City, shield, class string) Defence {
	nan := undrawn(math.NaN())
	d := Defence{Class: class, CitiesDefended: undrawn(0), PeopleOneShot: nan, PeopleTwoShots: nan, EuropeOneShot: nan, EuropeTwoShots: nan,
		AreaOneShot: nan, AreaTwoShots: nan, RaidFailsOneShot: nan, RaidFailsTwoShots: nan}
	for _, c := range cities {
		if c.Shield != shield || c.Class != class || c.Reason == footprint.NotThreatened {
			continue
		}
		d.CitiesOf++
		if c.Reason == footprint.Defended {
			d.CitiesDefended.Value++
		}
	}
	return d
}

func reachOf(s deterrence.Summary, set *scenario.Setting) Reach {
	out := Reach{Reachable: undrawn(float64(s.Reachable)), Of: len(set.Force.Trajectories), LandReachable: undrawn(float64(s.LandReachable)),
		LowestThreshold: undrawn(math.NaN()), BestMargin: undrawn(math.NaN())}
	if s.Trajectory >= 0 {
		t := &set.Force.Trajectories[s.Trajectory]
		out.LowestThreshold, out.BestMargin = undrawn(s.LowestThreshold), undrawn(s.BestMargin)
		out.Site, out.Trajectory = s.Site, t.Field+" to "+t.Target+" ("+t.Missile+")"
	}
	return out
}

// reach answers every pair and draws the curves under MapsSet.
func (r *run) reach(ctx context.Context) (err error) {
	set := r.out.Setting
	flights := r.flightsOf(r.MapsSet)
	guns := 0
	for _, s := range set.Shields {
		for _, x := range s.Sites {
			for _, b := range x.Batteries {
				if b.Number > 0 {
					guns++
				}
			}
		}
	}
	r.Progress.Stage("protected trajectories", guns+guns*len(flights))
	if r.out.Pairs, err = deterrence.Pairs(ctx, set, flights, r.Workers, r.Progress.Piece); err != nil {
		return err
	}
	r.out.CommitCurves, r.out.LostTimeCurves, err = deterrence.Curves(ctx, set, flights, r.Workers, r.Progress.Piece)
	return err
}

func (r *run) flightsOf(set string) []flight.Ballistic {
	for i, name := range Sets {
		if name == set {
			return r.flights[i]
		}
	}
	return nil
}

// exclusions draws where a ship must not stand, for the Block IIA's lost time
// and lowest meeting, and no ceiling.
func (r *run) exclusions(ctx context.Context) error {
	flights := r.flightsOf(r.MapsSet)
	if len(flights) == 0 {
		return nil
	}
	base := r.base[0]
	for i, name := range Sets {
		if name == r.MapsSet {
			base = r.base[i]
		}
	}
	r.Progress.Stage("exclusion map", 2*deterrence.ExclusionPieces(len(flights), ExclusionKm))
	for _, after := range []float64{0, 60} {
		x, err := deterrence.Exclude(ctx, r.out.Setting.Earth, flights, deterrence.Ship{LostTime: base.Get("sm-3-iia.lost_time_s"),
			MinAltitude: base.Get("sm-3-iia.min_altitude_km") * 1e3, CommitAfterBurnout: after}, ExclusionKm, geography.OpenSea, r.Workers, r.Progress.Piece)
		if err != nil {
			return err
		}
		r.out.Exclusions = append(r.out.Exclusions, x)
	}
	return nil
}

// ExclusionKm is the spacing of the exclusion map's cells.
const ExclusionKm = 100
