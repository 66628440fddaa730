package footprint

import (
	"math"

	"scutum/engagement/firing"
	"scutum/engagement/reach"
	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
)

// Prober answers for one shield against one threat: it holds one worker's
// workspace, so that nothing is allocated per flight or cell.
type Prober struct {
	earth     earth.Model
	shield    *scenario.Shield
	threat    *scenario.Threat
	boost     flight.Boost
	commit    scenario.Commit
	from      []earth.Place // by area
	up        []earth.Vec[earth.ECEF]
	surelyFar float64 // cosine of an angle beyond which no place is too near
	control   *firing.Control
	guns      []gun // the control's
	seen      bool
	hand      flight.Ballistic // the one looked at, where nobody else keeps it
	first     []float64        // by gun, for nodes
	kinds     []uint16
	attacks   []attack // by area, for quick
	have      []int8
	met       []int
}

// gun is one kind of interceptor at one site.
type gun = firing.Battery

// NewProber readies a workspace.
func NewProber(m earth.Model, s *scenario.Shield, t *scenario.Threat, c scenario.Commit) *Prober {
	b := t.Class.Burnout
	p := &Prober{earth: m, shield: s, threat: t, commit: c,
		boost:   flight.Boost{Time: b.BurnTime, Altitude: b.Altitude, Downrange: b.Downrange},
		control: firing.New(m, s, t.Class.RCS)}
	p.attacks, p.have = make([]attack, len(t.Areas)), make([]int8, len(t.Areas))
	p.met = make([]int, 0, len(t.Areas)*len(flight.Shapes))
	for _, a := range t.Areas {
		p.from = append(p.from, a.Place)
		p.up = append(p.up, earth.Up(a.Place))
	}
	p.surelyFar = frozen.Cos(math.Min(math.Pi, 1.01*minimumRange*b.Downrange/m.Radius))
	p.guns = p.control.Batteries
	p.first, p.kinds = make([]float64, len(p.guns)), make([]uint16, len(p.guns))
	return p
}

// minimumRange is how many times the burnout's downrange a cell must be away
// for the class to be used against it at all [assumption]: nearer, the burnout
// point would lie beyond the target.
const minimumRange = 1.5

// attack is one area's missile aimed at one place.
type attack struct {
	aim   flight.Aim
	limit float64 // burnout speed of the class at its farthest range that way, m/s; NaN until asked
	near  bool    // too near for the class
}

// aimAt prepares the attack from an area on a place. An attack that is too near
// is still computed, for the interpolation about the border of the near.
func (p *Prober) aimAt(area int, to earth.Place) (a attack, ok bool) {
	a.near = p.tooNear(area, to)
	a.aim = flight.NewAim(p.earth, p.boost, p.from[area], to)
	a.limit = math.NaN()
	_, ok = a.aim.LeastSpeed()
	return a, ok
}

// limitOf fills in an attack's limit.
func (p *Prober) limitOf(a *attack, area int, to earth.Place) {
	if !math.IsNaN(a.limit) {
		return
	}
	a.limit = math.Inf(1)
	if r := p.threat.Class.MaxRange; r > 0 {
		far := flight.NewAim(p.earth, p.boost, p.from[area], flight.Along(p.earth, p.from[area], to, r))
		if v, ok := far.LeastSpeed(); ok {
			a.limit = v
		}
	}
}

// tooNear reports whether a place is nearer to an area than minimumRange lets
// the class be used. The angle between the two decides but for a hundredth on
// either side, where the range is reckoned on the ellipsoid.
func (p *Prober) tooNear(area int, to earth.Place) bool {
	least := minimumRange * p.boost.Downrange
	if least <= 0 {
		return false
	}
	c := p.up[area].Dot(earth.Up(to))
	if c < p.surelyFar {
		return false
	}
	return flight.GroundRange(p.earth, p.from[area], to) < least
}

// spare is the burnout speed that the class has left over for a flight, m/s:
// negative means that the shape does not exist.
func (p *Prober) spare(a *attack, area int, to earth.Place, f *flight.Ballistic) float64 {
	p.limitOf(a, area, to)
	return a.limit - f.BurnoutSpeed
}

// look readies the answers about one flight.
func (p *Prober) look(f *flight.Ballistic) {
	p.seen = false
	if p.commit.BySensors {
		p.control.View.Look(&f.Arc)
		p.seen = true
	}
}

// problem states the question of one gun against the flight looked at; the
// reason says why it has no answer.
func (p *Prober) problem(g *gun, f *flight.Ballistic, notBefore float64) (reach.Problem, Reason) {
	q, why := p.control.Question(g, f, p.commit, notBefore)
	return q, reasons[why]
}

// reasons are firing's as a map has them.
var reasons = [...]Reason{firing.Open: Defended, firing.BelowMinimum: BelowMinimum, firing.NoTrack: NoTrack, firing.RadarHorizon: RadarHorizon}

// threshold returns the least speed (m/s) for gun g; NaN where no meeting is
// admissible.
func (p *Prober) threshold(g *gun, f *flight.Ballistic) float64 {
	t, _ := p.answer(g, f)
	return t
}

// answer returns the threshold with its kind: which sensor decides the commit
// and in which of how many spans the meeting lies. Where the kind changes the
// threshold jumps or bends, and is not to be interpolated.
func (p *Prober) answer(g *gun, f *flight.Ballistic) (speed float64, kind uint16) {
	q, why := p.problem(g, f, 0)
	if why != Defended {
		return math.NaN(), 0
	}
	limit := math.Inf(1)
	if !p.commit.BySensors {
		limit = hopelessSpeed
	}
	m := q.ThresholdBelow(limit)
	if !m.Admissible() {
		return math.NaN(), 0
	}
	return m.Speed, p.kind(g, &q, m)
}

func (p *Prober) kind(g *gun, q *reach.Problem, m reach.Meeting) uint16 {
	if !p.commit.BySensors {
		return 0 // a ceiling bends the threshold, it does not make it jump
	}
	_, sensor := p.control.View.Commit(g.Site)
	k := uint16(sensor&0x3f)<<8 | uint16(min(len(q.Spans), 15))<<4
	for i, s := range q.Spans {
		if m.Anomaly >= s.From && m.Anomaly <= s.To {
			return k | uint16(min(i, 15))
		}
	}
	return k
}

// reaches is threshold(g) <= speed, stopping at the first proof.
func (p *Prober) reaches(g *gun, f *flight.Ballistic) bool {
	q, why := p.problem(g, f, 0)
	return why == Defended && q.Reaches(g.Speed)
}

// twoShots reports whether a flight allows two successive shots.
func (p *Prober) twoShots(f *flight.Ballistic) bool {
	first := math.Inf(1)
	for i := range p.guns {
		g := &p.guns[i]
		q, why := p.problem(g, f, 0)
		if why != Defended {
			continue
		}
		if m := q.Within(g.Speed); m.Speed <= g.Speed {
			first = math.Min(first, q.Earliest(g.Speed, m).Time)
		}
	}
	if math.IsInf(first, 1) {
		return false
	}
	for i := range p.guns {
		g := &p.guns[i]
		q, why := p.problem(g, f, first+p.shield.Delays.KillAssess)
		if why == Defended && q.Reaches(g.Speed) {
			return true
		}
	}
	return false
}

// hopeless is a margin (m/s) beyond which a following shot is not reckoned.
const hopeless = 600

// shots returns the margins of the first, second and third successive shot
// (m/s; best over guns of speed - threshold, each shot committed after the
// previous meeting and its kill assessment). Where a shot fails, the next one's
// margin is reckoned from the threshold meeting, so that margins stay
// continuous; NaN where none is admissible. first and kinds, if not nil,
// receive the first shot's thresholds and kinds by gun. After a shot that fails
// by more than hopeless nothing further is computed.
func (p *Prober) shots(f *flight.Ballistic, first []float64, kinds []uint16) (margin [3]float64) {
	notBefore := 0.0
	for k := range margin {
		best, next, fallback := math.Inf(-1), math.Inf(1), math.Inf(1)
		for i := range p.guns {
			g := &p.guns[i]
			q, why := p.problem(g, f, notBefore)
			if why != Defended {
				continue
			}
			m := q.Threshold()
			if !m.Admissible() {
				continue
			}
			if k == 0 && first != nil {
				first[i], kinds[i] = m.Speed, p.kind(g, &q, m)
			}
			spare := g.Speed - m.Speed
			if spare > best {
				best, fallback = spare, m.Time
			}
			if spare >= 0 {
				next = math.Min(next, q.Earliest(g.Speed, m).Time)
			}
		}
		margin[k] = best
		if best < -hopeless {
			if math.IsInf(best, -1) {
				best = math.NaN()
			}
			for ; k < len(margin); k++ {
				margin[k] = best
			}
			break
		}
		if best < 0 {
			next = fallback
		}
		notBefore = next + p.shield.Delays.KillAssess
	}
	return margin
}
