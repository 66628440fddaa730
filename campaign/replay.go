package campaign

import (
	"math"
	"time"

	"scutum/engagement/battle"
	"scutum/engagement/sighting"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
)

// Replay says where everything was in one run: what maps, time charts and
// globes show of it. Arcs and their times count from the launch of the missile
// that they belong to, when the axes of both frames agree; the paths over the
// turning Earth do not depend on that choice.
type Replay struct {
	Missiles []MissilePath
	Shots    []ShotPath
}

// MissilePath is the flight of one missile, as the run had it.
type MissilePath struct {
	Missile scenario.RaidMissile
	Outcome battle.Outcome
	Flight  flight.Ballistic
	End     time.Duration // since the launch: killed or fallen
	Sights  []Sight
}

// Sight is a span of a flight in which a sensor holds the missile by geometry
// and range, s since its launch.
type Sight struct {
	Sensor   string
	Radar    int // index among the shield's radars, -1 for other sensors
	Shield   int
	From, To float64
}

// ShotPath is one interceptor on its way. Arc is the transfer from the end of
// the lost time to the meeting; it is not known of a shot whose meeting no
// transfer reaches, such as one at a false track.
type ShotPath struct {
	Shot   battle.Shot
	Launch time.Duration // of the missile whose launch times count from
	Arc    orbit.Arc
	Known  bool
}

// NewReplay works out the paths of a run.
func NewReplay(set *scenario.Setting, r *Run) (*Replay, error) {
	out := &Replay{}
	outcomes := map[string]battle.Outcome{}
	for _, o := range r.Outcomes {
		outcomes[o.Missile] = o
	}
	for _, m := range set.Raid.Missiles {
		o, told := outcomes[m.Name]
		if !told {
			continue // the battle did not launch it
		}
		b := m.Class.Burnout
		aim := flight.NewAim(set.Earth, flight.Boost{Time: b.BurnTime, Altitude: b.Altitude, Downrange: b.Downrange}, m.From.Place, m.To.Place)
		f, err := aim.Fly(m.Shape)
		if err != nil {
			return nil, err
		}
		p := MissilePath{Missile: m, Outcome: o, Flight: f, End: time.Duration(math.Round(f.FlightTime * 1e9))}
		if o.Killed >= 0 && !o.Leaked {
			p.End = o.Killed - o.Launched
		}
		p.Sights = sights(set, &p)
		out.Missiles = append(out.Missiles, p)
	}
	for _, s := range r.Shots {
		out.Shots = append(out.Shots, shotPath(set, s, outcomes[s.Missile].Launched))
	}
	return out, nil
}

// sights lists which sensors of every party's shield hold a missile when, until
// its end.
func sights(set *scenario.Setting, p *MissilePath) []Sight {
	var out []Sight
	seen := map[int]bool{}
	for _, side := range set.Sides() {
		if seen[side.Shield] {
			continue
		}
		seen[side.Shield] = true
		shield := &set.Shields[side.Shield]
		view := sighting.NewView(set.Earth, shield, p.Missile.Class.RCS)
		view.Look(&p.Flight.Arc)
		for i := range view.Sensors() {
			radar := i
			if i >= len(shield.Radars) {
				radar = -1
			}
			for _, span := range view.Holds(i) {
				from, to := p.Flight.Arc.Time(span.From), math.Min(p.Flight.Arc.Time(span.To), p.End.Seconds())
				if to > from {
					out = append(out, Sight{view.Sensor(i), radar, side.Shield, from, to})
				}
			}
		}
	}
	return out
}

// shotPath finds the transfer of a shot from its site to where it met.
func shotPath(set *scenario.Setting, s battle.Shot, launch time.Duration) ShotPath {
	out := ShotPath{Shot: s, Launch: launch}
	place, lost, found := battery(set, s)
	if !found {
		return out
	}
	m := set.Earth
	leave, meet := (s.Departed - launch).Seconds(), (s.Meeting - launch).Seconds()
	target := earth.Degrees(s.MeetingLatDeg, s.MeetingLonDeg)
	target.Alt = s.MeetingKm * 1000
	from, to := m.Inertial(m.Fixed(place), leave+lost), m.Inertial(m.Fixed(target), meet)
	transfer := orbit.NewTransfer(from, to, m.Mu, orbit.Short)
	v, ok := transfer.Depart(meet - leave - lost)
	if !ok {
		return out
	}
	arc, err := orbit.NewArc(from, v, leave+lost, meet-leave-lost, m.Mu)
	out.Arc, out.Known = arc, err == nil
	return out
}

// battery finds where a shot came from, and the lost time of its kind.
func battery(set *scenario.Setting, s battle.Shot) (place earth.Place, lost float64, found bool) {
	for _, side := range set.Sides() {
		if s.Party != "" && side.Name != s.Party {
			continue
		}
		for _, site := range set.Shields[side.Shield].Sites {
			for _, b := range site.Batteries {
				if site.Name == s.Site && b.Interceptor.Name == s.Interceptor {
					return site.Place, b.Interceptor.LostTime, true
				}
			}
		}
	}
	return place, 0, false
}

// MostShots is the greatest number of interceptors that a run can spend: what
// there is but for the reserve, and no more than the doctrine gives to each
// missile.
func MostShots(set *scenario.Setting) int {
	there, each := 0, 0
	for _, side := range set.Sides() {
		most := 0
		for _, site := range set.Shields[side.Shield].Sites {
			for _, b := range site.Batteries {
				salvoes := b.Interceptor.ShotsPerTarget
				if set.Doctrine.Shots > 0 {
					salvoes = set.Doctrine.Shots
				}
				there += max(0, b.Number-set.Doctrine.Reserve)
				most = max(most, salvoes*max(1, set.Doctrine.Salvo))
			}
		}
		each += most
	}
	return min(there, each*len(set.Raid.Missiles))
}
