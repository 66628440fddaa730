package cooperation

import (
	"math"

	"scutum/campaign"
	"scutum/scenario"
)

// Amount is a figure under the first assumption set, and what it gains over no
// cooperation at all: independent commands that tell each other nothing.
type Amount struct {
	campaign.Estimate                   // with the interval of 95 % of the runs, where chance is in it
	Gain              campaign.Estimate // over the baseline, alike
	Sets              Span              // over the assumption sets
	GainSets          Span
}

// Span is the least and the greatest of a figure over the assumption sets.
type Span struct{ Low, High float64 }

// Row is what one party has at one level.
type Row struct {
	Variant int
	Command scenario.Command
	Level   scenario.Sharing
	Party   int

	// s before impact, over the missiles of the raid that are aimed at the party.
	Report, Two, Track, Commit Amount

	People, AreaKm2 []Amount // by class: of those threatened, defended
	Kills, Leakers  Amount   // of the missiles aimed at the party
	Shots           Amount   // by the party
}

// Total is what all parties have together.
type Total struct {
	Variant                        int
	Command                        scenario.Command
	Level                          scenario.Sharing
	Kills, Leakers, Shots, Doubled Amount
	ShotsPerKill                   float64 // under the first assumption set; 0 where nothing is killed
	Saved                          Amount  // shots that the same kills would have cost at the baseline's rate, less those shot; no interval
}

// sum fills in the rows.
func (r *Result) sum() {
	for v := range r.Variants {
		for _, command := range scenario.Commands {
			for _, level := range scenario.Sharings {
				for party := range r.Parties {
					r.Rows = append(r.Rows, r.row(v, command, level, party))
				}
				r.Totals = append(r.Totals, r.total(v, command, level))
			}
		}
	}
}

// Row returns that of a variant, command, level and party.
func (r *Result) Row(variant int, command scenario.Command, level scenario.Sharing, party int) *Row {
	n := len(scenario.Sharings)
	return &r.Rows[((variant*len(scenario.Commands)+int(command))*n+int(level))*len(r.Parties)+party]
}

// Total returns that of a variant, command and level.
func (r *Result) Total(variant int, command scenario.Command, level scenario.Sharing) *Total {
	return &r.Totals[(variant*len(scenario.Commands)+int(command))*len(scenario.Sharings)+int(level)]
}

func (r *Result) row(v int, command scenario.Command, level scenario.Sharing, party int) Row {
	row := Row{Variant: v, Command: command, Level: level, Party: party}
	notice := func(of func(*Notice) float64) Amount {
		return r.exact(func(s *Sheet, l scenario.Sharing) float64 { return r.meanNotice(s, l, party, of) }, level)
	}
	row.Report = notice(func(n *Notice) float64 { return n.Report })
	row.Two = notice(func(n *Notice) float64 { return n.Two })
	row.Track = notice(func(n *Notice) float64 { return n.Track })
	row.Commit = notice(func(n *Notice) float64 { return n.Commit })
	if !r.Variants[v].Armed[party] {
		row.Commit = Amount{} // nothing to commit
	}
	for class := range r.Classes {
		held := func(s *Sheet, c scenario.Command, l scenario.Sharing) amounts {
			return r.Ground.defended(s.Covers[class], party, c, l, r.Variants[v].Armed)
		}
		row.People = append(row.People, r.compared(command, level, func(s *Sheet, c scenario.Command, l scenario.Sharing) float64 { return held(s, c, l).people }))
		row.AreaKm2 = append(row.AreaKm2, r.compared(command, level, func(s *Sheet, c scenario.Command, l scenario.Sharing) float64 { return held(s, c, l).area }))
	}
	fight, base := fought(v, command, level), fought(v, scenario.Independent, scenario.ShareNothing)
	row.Kills = r.counted(fight, base, func(f *Fight) []int16 { return f.kills[party] })
	row.Leakers = r.counted(fight, base, func(f *Fight) []int16 { return f.leaks[party] })
	row.Shots = r.counted(fight, base, func(f *Fight) []int16 { return f.shots[party] })
	return row
}

func (r *Result) total(v int, command scenario.Command, level scenario.Sharing) Total {
	t := r.totalOf(fought(v, command, level), fought(v, scenario.Independent, scenario.ShareNothing))
	t.Variant, t.Command, t.Level = v, command, level
	return t
}

// eager fills in what comes of parties that shoot at whatever they can reach.
func (r *Result) eager() {
	for _, level := range scenario.Sharings {
		at := func(l scenario.Sharing) which { return func(s *Sheet) *Fight { return s.Eager[l] } }
		t := r.totalOf(at(level), at(scenario.ShareNothing))
		t.Level = level
		r.Eager = append(r.Eager, t)
	}
}

// which picks a fight of a sheet.
type which func(*Sheet) *Fight

func fought(v int, command scenario.Command, level scenario.Sharing) which {
	return func(s *Sheet) *Fight { return s.Fight(v, command, level) }
}

// totalOf sums a fight over all parties, with its gains over another.
func (r *Result) totalOf(fight, base which) (t Total) {
	t.Kills = r.counted(fight, base, func(f *Fight) []int16 { return total(f.kills) })
	t.Leakers = r.counted(fight, base, func(f *Fight) []int16 { return total(f.leaks) })
	t.Shots = r.counted(fight, base, func(f *Fight) []int16 { return total(f.shots) })
	t.Doubled = r.counted(fight, base, func(f *Fight) []int16 { return f.doubled[0] })
	if t.Kills.Value > 0 {
		t.ShotsPerKill = t.Shots.Value / t.Kills.Value
	}
	t.Saved = r.saved(fight, base)
	return t
}

// exact is an amount that has no chance in it and depends on the level alone.
func (r *Result) exact(of func(*Sheet, scenario.Sharing) float64, level scenario.Sharing) Amount {
	return r.compared(scenario.Independent, level, func(s *Sheet, _ scenario.Command, l scenario.Sharing) float64 { return of(s, l) })
}

// compared is an amount that has no chance in it.
func (r *Result) compared(command scenario.Command, level scenario.Sharing, of func(*Sheet, scenario.Command, scenario.Sharing) float64) (a Amount) {
	a.Sets, a.GainSets = nothing, nothing
	for i := range r.Sheets {
		s := &r.Sheets[i]
		x := of(s, command, level)
		gain := x - of(s, scenario.Independent, scenario.ShareNothing)
		if i == 0 {
			a.Estimate, a.Gain = campaign.Estimate{Value: x, Low: x, High: x}, campaign.Estimate{Value: gain, Low: gain, High: gain}
		}
		a.Sets.add(x)
		a.GainSets.add(gain)
	}
	return a
}

// counted is an amount that the runs give.
func (r *Result) counted(fight, base which, of func(*Fight) []int16) (a Amount) {
	a.Sets, a.GainSets = nothing, nothing
	for i := range r.Sheets {
		s := &r.Sheets[i]
		runs, before := of(fight(s)), of(base(s))
		x, gain := mean(runs, nil), mean(runs, before)
		if i == 0 {
			a.Estimate, a.Gain = x, gain
			a.Low = math.Max(0, a.Low)
			if fight(s) == base(s) {
				a.Gain = campaign.Estimate{} // of itself
			}
		}
		a.Sets.add(x.Value)
		a.GainSets.add(gain.Value)
	}
	return a
}

var nothing = Span{math.Inf(1), math.Inf(-1)}

func (s *Span) add(x float64) { s.Low, s.High = math.Min(s.Low, x), math.Max(s.High, x) }

// meanNotice is the mean over the missiles aimed at a party; 0 where none is.
func (r *Result) meanNotice(s *Sheet, level scenario.Sharing, party int, of func(*Notice) float64) float64 {
	sum, n := 0.0, 0
	for i := range s.Notices[level][party] {
		if r.Aims[i] == party {
			sum += of(&s.Notices[level][party][i])
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}
