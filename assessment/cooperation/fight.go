package cooperation

import (
	"context"
	"fmt"
	"math"

	"scutum/campaign"
	"scutum/engagement/battle"
	"scutum/internal/frozen"
	"scutum/physics/flight"
	"scutum/scenario"
	"scutum/scenario/geography"
)

// Fight is the raid under one way of sharing and commanding, many times. Runs of
// the same number meet the same chances in every fight, so that differences are
// those of cooperation.
type Fight struct {
	Command scenario.Command
	Level   scenario.Sharing
	kills   [][]int16 // by the party at whose ground the missile was aimed, and run
	leaks   [][]int16
	shots   [][]int16 // by the party that shot
	doubled [][]int16 // one row: by run
}

// scribe writes down one run of a fight.
type scribe struct {
	fight  *Fight
	run    int
	at     map[string]int // party of the ground that a missile is aimed at
	number map[string]int // of a party's name
}

func (s *scribe) Wants() bool        { return false }
func (s *scribe) Event(battle.Event) {}
func (s *scribe) Shot(x battle.Shot) { s.fight.shots[s.number[x.Party]][s.run]++ }
func (s *scribe) Outcome(o battle.Outcome) {
	s.fight.doubled[0][s.run] += int16(o.Doubled)
	party := s.at[o.Missile]
	switch {
	case party < 0:
	case o.Leaked:
		s.fight.leaks[party][s.run]++
	default:
		s.fight.kills[party][s.run]++
	}
}

// fight runs the raid.
func fight(ctx context.Context, set *scenario.Setting, aims []int, how battle.Options, o *Options) (*Fight, error) {
	b, err := battle.New(set, how)
	if err != nil {
		return nil, err
	}
	n := len(set.Sides())
	f := &Fight{Command: how.Command, Level: how.Sharing, kills: table(n, o.Runs), leaks: table(n, o.Runs), shots: table(n, o.Runs), doubled: table(1, o.Runs)}
	at, number := map[string]int{}, map[string]int{}
	for i := range set.Raid.Missiles {
		at[set.Raid.Missiles[i].Name] = aims[i]
	}
	for i, p := range set.Sides() {
		number[p.Name] = i
	}
	workers := make([]*battle.Worker, campaign.Workers(o.Workers))
	failed := make([]error, o.Runs)
	err = campaign.Each(ctx, o.Runs, o.Workers, o.Progress.Piece, func(w, run int) {
		if workers[w] == nil {
			workers[w] = b.Worker()
		}
		failed[run] = workers[w].Run(uint64(run), &scribe{f, run, at, number})
	})
	for run, e := range failed {
		if e != nil && err == nil {
			err = fmt.Errorf("run %d: %w", run, e)
		}
	}
	return f, err
}

func table(rows, runs int) [][]int16 {
	t := make([][]int16, rows)
	for i := range t {
		t[i] = make([]int16, runs)
	}
	return t
}

// aims says at whose ground each missile of the raid is aimed: the number of the
// first party that defends the country, -1 for none's. A town on a coast may lie
// outside every border that is drawn at 1:50 million; it is then in the country
// of the nearest populated place.
func aims(set *scenario.Setting) []int {
	out := make([]int, len(set.Raid.Missiles))
	for i := range out {
		to := set.Raid.Missiles[i].To.Place
		country := countryAt(to.LatDeg(), to.LonDeg())
		out[i] = -1
		for j, p := range set.Sides() {
			if out[i] < 0 && p.Defends(set.Date)[country] {
				out[i] = j
			}
		}
	}
	return out
}

func countryAt(latDeg, lonDeg float64) string {
	if code := geography.CountryAt(latDeg, lonDeg); code != "" {
		return code
	}
	const near = 0.3 // degrees
	country, least := "", near*near
	across := frozen.Cos(latDeg * math.Pi / 180)
	for _, p := range geography.Places() {
		north, east := p.LatDeg-latDeg, float64((p.LonDeg-lonDeg)*across)
		if d := float64(north*north) + float64(east*east); d < least {
			country, least = p.Country, d
		}
	}
	return country
}

// flights are the raid's.
func flights(set *scenario.Setting) ([]flight.Ballistic, error) {
	var all []flight.Ballistic
	for i := range set.Raid.Missiles {
		m := &set.Raid.Missiles[i]
		b := m.Class.Burnout
		aim := flight.NewAim(set.Earth, flight.Boost{Time: b.BurnTime, Altitude: b.Altitude, Downrange: b.Downrange}, m.From.Place, m.To.Place)
		f, err := aim.Fly(m.Shape)
		if err != nil {
			return nil, fmt.Errorf("raid: missile %s: %w", m.Name, err)
		}
		all = append(all, f)
	}
	return all, nil
}

// total adds rows of a table, run by run.
func total(rows [][]int16) []int16 {
	sum := make([]int16, len(rows[0]))
	for _, row := range rows {
		for i, x := range row {
			sum[i] += x
		}
	}
	return sum
}

// normal95 is the 97.5 % point of the normal distribution.
const normal95 = 1.959963984540054

// mean returns the mean of a number that each run gives less another, with its
// interval of 95 % by the normal distribution: runs are a hundred or more. Where
// all runs gave the same, what did not happen in n runs is taken to happen in
// 3.84 / n of them at most (Wilson's upper end for none of n), by one.
func mean(a, less []int16) campaign.Estimate {
	n := len(a)
	if n == 0 {
		return campaign.Estimate{}
	}
	sum, squares := 0, 0
	for i := range a {
		x := int(a[i])
		if less != nil {
			x -= int(less[i])
		}
		sum, squares = sum+x, squares+x*x
	}
	count := float64(n)
	m := float64(sum) / count
	spread := math.Sqrt(math.Max(0, float64(squares)-float64(m*float64(sum))) / math.Max(1, count-1))
	half := normal95 * spread / math.Sqrt(count)
	if spread == 0 {
		half = campaign.Share(0, n).High
	}
	return campaign.Estimate{Value: m, Low: m - half, High: m + half}
}
