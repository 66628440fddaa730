package scenario

import (
	"fmt"
	"math"
	"slices"
	"time"

	"scutum/internal/hint"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/systems/missile"
)

// LeastRange is how many times its burnout's downrange a missile flies at
// least [assumption]: nearer, the burnout point would lie beyond the target.
// Maps hold the same.
const LeastRange = 1.5

// duration rounds seconds to the clock's whole nanoseconds.
func duration(s float64) time.Duration { return time.Duration(math.Round(s * 1e9)) }

// raid lists the missiles in the order of the file, each with its own name.
func (e *expansion) raid(entry *RaidEntry, model earth.Model) (Raid, error) {
	raid := Raid{Spread: duration(e.figures.Get("raid.spread_s"))}
	for _, fault := range entry.Faults {
		raid.Faults = append(raid.Faults, fault.fault())
	}
	classes, flown := map[string]missile.Class{}, map[MissileEntry]bool{}
	names := entry.names()
	for i, m := range entry.Missiles {
		class, ok := classes[m.Class]
		if !ok {
			var err error
			if class, err = e.cat.Class(m.Class, e.figures); err != nil {
				return raid, err
			}
			classes[m.Class] = class
		}
		kind := m
		kind.Name, kind.LaunchS, kind.Count = "", 0, 0
		if !flown[kind] {
			if err := canFly(model, class, m); err != nil {
				return raid, hint.New(hint.Of(err), "raid.missiles[%d]: %s", i, err)
			}
			flown[kind] = true
		}
		shape, err := flight.ShapeByName(m.Shape)
		if err != nil {
			return raid, err
		}
		for _, name := range names[i] {
			raid.Missiles = append(raid.Missiles, RaidMissile{Name: name, Class: class, Shape: shape, Launch: duration(m.LaunchS),
				From: Area{m.From.Name, m.From.Place()}, To: Area{m.To.Name, m.To.Place()}})
		}
	}
	return raid, nil
}

// canFly returns an error unless a class flies from the place to the target in
// the shape: not too near, in range, and with the burnout speed of its farthest
// range at most (definitions, "Flight").
func canFly(model earth.Model, class missile.Class, m MissileEntry) error {
	from, to := m.From.Place(), m.To.Place()
	far, least := flight.GroundRange(model, from, to), LeastRange*class.Burnout.Downrange
	most := class.MaxRange
	if most <= 0 {
		most = math.Inf(1)
	}
	if far < least || far > most {
		way := "beyond its range"
		if far < least {
			way = "too near"
		}
		return fmt.Errorf("%s to %s is %.0f km, %s: %s flies %.0f to %.0f km", m.From.Name, m.To.Name, far/1e3, way, class.Name, least/1e3, most/1e3)
	}
	boost := flight.Boost{Time: class.Burnout.BurnTime, Altitude: class.Burnout.Altitude, Downrange: class.Burnout.Downrange}
	shape, err := flight.ShapeByName(m.Shape)
	if err != nil {
		return err
	}
	aim := flight.NewAim(model, boost, from, to)
	f, err := aim.Fly(shape)
	if err != nil {
		return fmt.Errorf("%s has no %s flight from %s to %s", class.Name, m.Shape, m.From.Name, m.To.Name)
	}
	if math.IsInf(most, 1) {
		return nil
	}
	end := flight.NewAim(model, boost, from, flight.Along(model, from, to, most))
	if limit, ok := end.LeastSpeed(); ok && f.BurnoutSpeed > limit {
		return hint.New("use minimum-energy, or a nearer target", "%s to %s needs a burnout speed of %.2f km/s as %s: %s has %.2f", m.From.Name, m.To.Name, f.BurnoutSpeed/1e3, m.Shape, class.Name, limit/1e3)
	}
	return nil
}

// doctrine fills in how parties shoot. The delay of the kill assessment is that
// of the first party's shield.
func (e *expansion) doctrine(entry *DoctrineEntry, s *Setting) Doctrine {
	if entry == nil {
		entry = &defaultDoctrine
	}
	get := e.figures.Get
	d := Doctrine{Salvo: entry.Salvo, Shots: entry.Shots, Look: entry.Shoot == shootLook, Reserve: entry.Reserve, Undefended: entry.Undefended,
		Rules:      slices.Clone(entry.Rules),
		MissedKill: get("doctrine.missed_kill"), FalseKill: get("doctrine.false_kill"), MinimumHitShare: get("doctrine.minimum_hit_share"),
		Tick: duration(get("doctrine.tick_s")), Handover: get("doctrine.handover_km") * 1e3,
		AssessDelay: duration(get("delay.kill_assessment_s")),
	}
	if sides := s.Sides(); len(sides) > 0 {
		d.AssessDelay = duration(s.Shields[sides[0].Shield].Delays.KillAssess)
	}
	return d
}

// parties lists the parties with the number of their shield.
func (e *expansion) parties(f *File) []Party {
	var all []Party
	for _, p := range f.Parties {
		i := slices.IndexFunc(f.Shields, func(s ShieldEntry) bool { return s.Name == p.Shield })
		if i < 0 {
			panic("scenario: a party with a shield that is not in the study was not refused")
		}
		all = append(all, Party{Name: p.Name, Shield: i, Countries: slices.Clone(p.Defends), Sector: slices.Clone(p.Sector)})
	}
	return all
}
