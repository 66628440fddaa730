package cooperation

import (
	"context"
	"math"

	"scutum/assessment/footprint"
	"scutum/campaign"
	"scutum/engagement/firing"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
)

// Cover is what parties can defend against one class of missiles: for every
// cell, and for every way of sharing and commanding, whether all flights that
// threaten it can be met.
//
// It asks the same question as a defended-area map (package firing), by the full
// search at each cell's centre, once for each party with what it knows at each
// level, and once more with the meeting held above its sector. See
// TestCoverIsTheMap and TestSharingNeverHarms.
type Cover struct {
	Class      string
	Threatened []bool // by cell: some flight exists
	cells      []answers
	parties    int
}

// answers are one cell's: bits by pictures and question.
type answers uint64

// pictures are the distinct ones that a party can have: its own sensors, those
// with another's launch report, those with another's tracks.
const pictures = 3

// picture is the one that a level of sharing gives.
func picture(l scenario.Sharing) int { return min(int(l), pictures-1) }

// Questions of a cell and picture, for n parties: party alone, any party, party
// above its own sector, any above its own.
func (c *Cover) bit(picture, question int) answers {
	return 1 << (picture*(2*c.parties+2) + question)
}

func (c *Cover) alone(party int) int { return party }
func (c *Cover) joint() int          { return c.parties }
func (c *Cover) above(party int) int { return c.parties + 1 + party }
func (c *Cover) anyAbove() int       { return 2*c.parties + 1 }

// maxParties keeps the questions of all pictures within 64 bits.
const maxParties = 5

// Defended says whether a cell that a party defends is held against the class:
// by the party alone, by all in a joint plan, or by whoever has the sector.
// armed says who has interceptors at all; owner is whose sector the cell is in,
// -1 for nobody's.
func (c *Cover) Defended(cell, party, owner int, command scenario.Command, level scenario.Sharing, armed []bool) bool {
	p := picture(level)
	has := func(question int) bool { return c.cells[cell]&c.bit(p, question) != 0 }
	all, only, count := true, -1, 0
	for i, a := range armed {
		all = all && a
		if a {
			only, count = i, count+1
		}
	}
	pick := func(any int, one func(int) int) bool {
		switch {
		case count == 0:
			return false
		case all:
			return has(any)
		case count == 1:
			return has(one(only))
		}
		for i, a := range armed { // a lower bound: what several hold only together is not counted
			if a && has(one(i)) {
				return true
			}
		}
		return false
	}
	switch {
	case command == scenario.SectorsByTrack:
		return pick(c.anyAbove(), c.above)
	case command == scenario.SectorsByImpact:
		return owner >= 0 && armed[owner] && has(c.alone(owner))
	case level == scenario.SharePlanning:
		return pick(c.joint(), c.alone)
	}
	return party >= 0 && armed[party] && has(c.alone(party))
}

// Alone says whether a party's interceptors can meet all that threatens a cell,
// whoever lives there.
func (c *Cover) Alone(cell, party int, level scenario.Sharing) bool {
	return c.cells[cell]&c.bit(picture(level), c.alone(party)) != 0
}

// Joint says whether all parties together can.
func (c *Cover) Joint(cell int, level scenario.Sharing) bool {
	return c.cells[cell]&c.bit(picture(level), c.joint()) != 0
}

// asker is one worker's space for one threat.
type asker struct {
	set      *scenario.Setting
	threat   *scenario.Threat
	sides    []scenario.Party
	boost    flight.Boost
	controls [pictures][]*firing.Control // by party; nil where the picture is the one before
	looked   [pictures][]bool
	sector   [][]orbit.Span // by party, of the flight in hand
	known    []bool
	span     []orbit.Span
}

func newAsker(set *scenario.Setting, threat *scenario.Threat) *asker {
	b := threat.Class.Burnout
	a := &asker{set: set, threat: threat, sides: set.Sides(), boost: flight.Boost{Time: b.BurnTime, Altitude: b.Altitude, Downrange: b.Downrange}}
	a.sector, a.known = make([][]orbit.Span, len(a.sides)), make([]bool, len(a.sides))
	for p := range pictures {
		a.controls[p], a.looked[p] = make([]*firing.Control, len(a.sides)), make([]bool, len(a.sides))
		for i := range a.sides {
			s := set.Known(i, scenario.Sharing(p))
			if scenario.Sharing(p) == scenario.ShareWarning && !cued(s) {
				continue // a launch report moves nothing but radars that wait for one
			}
			a.controls[p][i] = firing.New(set.Earth, s, threat.Class.RCS)
		}
	}
	return a
}

// cued says whether a shield has sensors that wait for a launch report.
func cued(s *scenario.Shield) bool {
	for _, r := range s.Radars {
		if r.Radar.NeedsCue {
			return true
		}
	}
	return len(s.Trackers) > 0
}

// control is a party's fire control under a picture, which has looked at the
// flight in hand.
func (a *asker) control(p, party int, f *flight.Ballistic) *firing.Control {
	if a.controls[p][party] == nil {
		return nil
	}
	if !a.looked[p][party] {
		a.looked[p][party] = true
		a.controls[p][party].View.Look(&f.Arc)
	}
	return a.controls[p][party]
}

// meets says whether a party's interceptors can meet the flight in hand,
// anywhere and above its sector.
func (a *asker) meets(c *firing.Control, party int, f *flight.Ballistic, wantAbove bool) (anywhere, above bool) {
	for i := range c.Batteries {
		b := &c.Batteries[i]
		q, why := c.Question(b, f, scenario.Commit{BySensors: true}, 0)
		if why != firing.Open {
			continue
		}
		if anywhere && !wantAbove {
			return
		}
		if !anywhere && !q.Reaches(b.Speed) {
			continue // and so not above the sector either
		}
		anywhere = true
		if !wantAbove || above {
			continue
		}
		a.span = orbit.Intersect(a.span[:0], q.Spans, a.sectorOf(party, &f.Arc))
		if len(a.span) == 0 {
			continue
		}
		q.Spans = a.span
		above = q.Reaches(b.Speed)
	}
	return
}

// flight answers the questions of alive for one flight: those that it denies
// are taken out.
func (a *asker) flight(c *Cover, f *flight.Ballistic, alive answers) answers {
	for p := range pictures {
		clear(a.looked[p])
	}
	clear(a.known)
	var free, over [pictures][maxParties]bool
	for i := range a.sides {
		// The widest picture first: what it cannot meet no narrower one can.
		for p := pictures - 1; p >= 0; p-- {
			control := a.control(p, i, f)
			if control == nil {
				continue
			}
			wider := p + 1
			if wider < pictures && a.controls[wider][i] == nil {
				wider++
			}
			if wider < pictures && !free[wider][i] {
				continue
			}
			needAbove := len(a.sides[i].Sector) > 0 && (wider >= pictures || over[wider][i])
			free[p][i], over[p][i] = a.meets(control, i, f, needAbove)
		}
		if a.controls[1][i] == nil {
			free[1][i], over[1][i] = free[0][i], over[0][i]
		}
	}
	for p := range pictures {
		anyFree, anyOver := false, false
		for i := range a.sides {
			anyFree, anyOver = anyFree || free[p][i], anyOver || over[p][i]
			if !free[p][i] {
				alive &^= c.bit(p, c.alone(i))
			}
			if !over[p][i] {
				alive &^= c.bit(p, c.above(i))
			}
		}
		if !anyFree {
			alive &^= c.bit(p, c.joint())
		}
		if !anyOver {
			alive &^= c.bit(p, c.anyAbove())
		}
	}
	return alive
}

// cell answers one cell: all that holds against every flight that exists.
func (a *asker) cell(c *Cover, to earth.Place) (alive answers, threatened bool) {
	alive = 1<<(pictures*(2*len(a.sides)+2)) - 1
	for _, area := range a.threat.Areas {
		flights := a.flights(area.Place, to)
		for i := range flights {
			threatened = true
			if alive = a.flight(c, &flights[i], alive); alive == 0 {
				return 0, true
			}
		}
	}
	if !threatened {
		return 0, false
	}
	return alive, true
}

// flights are those of the three shapes that exist from an area to a place
// (definitions, "Flight").
func (a *asker) flights(from, to earth.Place) []flight.Ballistic {
	m, class := a.set.Earth, &a.threat.Class
	far := flight.GroundRange(m, from, to)
	if far < scenario.LeastRange*class.Burnout.Downrange || class.MaxRange > 0 && far > class.MaxRange {
		return nil
	}
	limit := math.Inf(1)
	if class.MaxRange > 0 {
		end := flight.NewAim(m, a.boost, from, flight.Along(m, from, to, class.MaxRange))
		if v, ok := end.LeastSpeed(); ok {
			limit = v
		}
	}
	aim := flight.NewAim(m, a.boost, from, to)
	var all []flight.Ballistic
	for _, shape := range flight.Shapes {
		if f, err := aim.Fly(shape); err == nil && f.BurnoutSpeed <= limit {
			all = append(all, f)
		}
	}
	return all
}

// cover answers every wanted cell of a grid.
func cover(ctx context.Context, set *scenario.Setting, threat *scenario.Threat, g *footprint.Grid, wanted []bool, o *Options) (*Cover, error) {
	n := g.Cells()
	c := &Cover{Class: threat.Name, Threatened: make([]bool, n), cells: make([]answers, n), parties: len(set.Sides())}
	askers := make([]*asker, campaign.Workers(o.Workers))
	err := campaign.Each(ctx, g.Rows(), o.Workers, o.Progress.Piece, func(w, row int) {
		if askers[w] == nil {
			askers[w] = newAsker(set, threat)
		}
		for cell := g.RowStart[row]; cell < g.RowStart[row+1] && ctx.Err() == nil; cell++ {
			if wanted[cell] {
				c.cells[cell], c.Threatened[cell] = askers[w].cell(c, g.Place(row, cell))
			}
		}
	})
	return c, err
}
