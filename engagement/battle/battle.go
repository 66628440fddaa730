package battle

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"scutum/engagement/firing"
	"scutum/engagement/threat"
	"scutum/physics/flight"
	"scutum/scenario"
	"scutum/systems/interceptor"
)

// Battle is a raid against the shields of a setting, ready to be run: what does
// not vary between runs, computed once. It does not change; workers share it.
type Battle struct {
	set       *scenario.Setting
	o         Options
	sides     []side
	commands  []command
	missiles  []missile
	batteries []battery
	sights    []sight // of missile m by side s: [m*len(sides)+s]
	tables    []table // of missile m and battery b: [m*len(batteries)+b]
	worth     []worth // of missile m to command c: [m*len(commands)+c]
	concerned []bool  // side s should deal with missile m, or nobody should more: [m*len(sides)+s]
	classes   []class // that tracks are taken for
}

// missile is one of the raid's, in truth. Its arc's times are from its launch,
// in axes that coincide with the Earth's then, so that a delay changes nothing.
type missile struct {
	*scenario.RaidMissile
	flight  flight.Ballistic
	burnout time.Duration // after launch
	impact  time.Duration // after launch
	class   int           // among the battle's classes
}

// side is one party.
type side struct {
	scenario.Party
	shield  *scenario.Shield // its own sites, every sensor that it may use
	radars  int              // of these, its own: the first so many
	sensors []owned          // as package sighting numbers them
}

// owned is a sensor of a side's picture, and which party it belongs to.
type owned struct {
	name   string
	side   int
	number int // among its owner's sensors
}

// command plans for one party, or for all where plans are shared.
type command struct {
	name      string
	sides     []int
	batteries []int
	ground    *threat.Ground // whose defence it plans
}

// battery is a number of interceptors of one kind at one site.
type battery struct {
	firing.Battery
	side    int
	kind    *interceptor.Interceptor
	name    string // of the site
	number  int    // that may be spent: what there is less the reserve
	reserve int
	shots   int // successive salvoes at one target
	salvo   int
}

// worth is what a missile threatens, as a command sees it.
type worth struct {
	threat.Risk
	value   float64 // people
	engaged bool    // it falls on ground that is defended, surely enough
}

// New readies a battle. An error says what the setting lacks.
func New(set *scenario.Setting, o Options) (*Battle, error) {
	b := &Battle{set: set, o: o}
	if len(set.Raid.Missiles) == 0 {
		return nil, errors.New("the study has no raid: there is nothing to engage")
	}
	if err := b.addMissiles(); err != nil {
		return nil, err
	}
	if err := b.addSides(); err != nil {
		return nil, err
	}
	if err := b.checkFaults(); err != nil {
		return nil, err
	}
	if o.Fidelity == Full {
		if err := b.canBeFull(); err != nil {
			return nil, err
		}
	}
	b.addCommands()
	b.addClasses()
	b.value()
	b.concern()
	b.sight()
	return b, nil
}

func (b *Battle) addMissiles() error {
	for i := range b.set.Raid.Missiles {
		m := &b.set.Raid.Missiles[i]
		if m.Launch < 0 {
			return fmt.Errorf("raid: missile %s is launched %v before the epoch", m.Name, -m.Launch)
		}
		k := m.Class.Burnout
		aim := flight.NewAim(b.set.Earth, flight.Boost{Time: k.BurnTime, Altitude: k.Altitude, Downrange: k.Downrange}, m.From.Place, m.To.Place)
		f, err := aim.Fly(m.Shape)
		if err != nil {
			return fmt.Errorf("raid: missile %s: %w", m.Name, err)
		}
		b.missiles = append(b.missiles, missile{RaidMissile: m, flight: f, burnout: nanoseconds(k.BurnTime), impact: nanoseconds(f.FlightTime)})
	}
	return nil
}

func (b *Battle) addSides() error {
	sides := b.set.Sides()
	if len(sides) == 0 {
		return errors.New("the study has no shield: there is nobody to engage")
	}
	for i, p := range sides {
		own := &b.set.Shields[p.Shield]
		s := side{Party: p, shield: b.set.Known(i, b.o.Sharing), radars: len(own.Radars)}
		b.sides = append(b.sides, s)
		for j := range own.Sites {
			for k := range own.Sites[j].Batteries {
				b.addBattery(i, j, k)
			}
		}
	}
	for i := range b.sides {
		b.sides[i].sensors = b.pictureOf(i)
	}
	return nil
}

// pictureOf lists whose the sensors of a side's picture are: its radars, then
// the others', its trackers, then the others', as scenario.Known has them.
func (b *Battle) pictureOf(i int) (all []owned) {
	shared := b.o.Sharing >= scenario.ShareTracks
	add := func(j int, trackers bool) {
		if j != i && !shared {
			return
		}
		s := &b.set.Shields[b.sides[j].Shield]
		if trackers {
			for k := range s.Trackers {
				all = append(all, owned{s.Trackers[k].Name, j, len(s.Radars) + k})
			}
			return
		}
		for k := range s.Radars {
			all = append(all, owned{s.Radars[k].Name, j, k})
		}
	}
	for _, trackers := range [...]bool{false, true} {
		add(i, trackers)
		for j := range b.sides {
			if j != i {
				add(j, trackers)
			}
		}
	}
	return all
}

func (b *Battle) addBattery(side, site, index int) {
	s := &b.sides[side].shield.Sites[site]
	k := &s.Batteries[index]
	if k.Number <= 0 {
		return
	}
	d := &b.set.Doctrine
	x := battery{Battery: firing.BatteryOf(b.sides[side].shield, site, index), side: side, kind: &k.Interceptor, name: s.Name,
		number: max(0, k.Number-d.Reserve), reserve: min(d.Reserve, k.Number), shots: d.Shots, salvo: max(1, d.Salvo)}
	if x.shots <= 0 {
		x.shots = max(1, k.Interceptor.ShotsPerTarget)
	}
	b.batteries = append(b.batteries, x)
}

// addCommands makes one command for each party, or one for all where plans are
// shared.
func (b *Battle) addCommands() {
	var names []string
	joint := command{}
	for i := range b.sides {
		c := command{name: b.sides[i].Name, sides: []int{i}}
		for j := range b.batteries {
			if b.batteries[j].side == i {
				c.batteries = append(c.batteries, j)
			}
			if i == 0 {
				joint.batteries = append(joint.batteries, j)
			}
		}
		names, joint.sides = append(names, c.name), append(joint.sides, i)
		b.commands = append(b.commands, c)
	}
	if b.o.Sharing >= scenario.SharePlanning && len(b.sides) > 1 {
		joint.name = strings.Join(names, " and ")
		b.commands = []command{joint}
	}
	whole := b.o.Command != scenario.Independent
	for i := range b.commands {
		codes := map[string]bool{}
		for j := range b.sides {
			if whole || slices.Contains(b.commands[i].sides, j) {
				for code := range b.sides[j].Defends(b.set.Date) {
					codes[code] = true
				}
			}
		}
		b.commands[i].ground = groundOf(codes)
	}
}

// groundSigma is the standard deviation to the north and to the east, in m, by
// which a perfect picture's impact is spread when it is asked whose ground that
// is: half a cell of the raster of package threat, which knows no better.
const groundSigma = 2800

// value asks whose ground each missile falls on, and how many people live there.
func (b *Battle) value() {
	for i := range b.missiles {
		m := &b.missiles[i]
		for j := range b.commands {
			r := b.commands[j].ground.Risk(&threat.Impact{At: m.To.Place, North: groundSigma * groundSigma, East: groundSigma * groundSigma})
			b.worth = append(b.worth, worth{r, r.Worth(), b.set.Doctrine.Undefended || r.Share > 0 && r.Share >= b.set.Doctrine.MinimumHitShare})
		}
	}
}

// concern finds out which sides should deal with each missile: those that would
// engage it, or all where none would. What others see of it is no step of its
// chain.
func (b *Battle) concern() {
	for i := range b.missiles {
		any := false
		for c := range b.commands {
			any = any || b.worth[i*len(b.commands)+c].engaged
		}
		for j := range b.sides {
			b.concerned = append(b.concerned, !any || b.worth[i*len(b.commands)+b.commandOf(j)].engaged)
		}
	}
}

// nanoseconds rounds seconds up to the clock's, so that nothing happens too
// early.
func nanoseconds(s float64) time.Duration { return time.Duration(math.Ceil(s * 1e9)) }
