package certificate

import (
	"context"
	"math"

	"scutum/campaign"
	"scutum/engagement/reach"
	"scutum/internal/frozen"
	"scutum/internal/random"
	"scutum/physics/earth"
	"scutum/physics/flight"
)

// Meeting is one concrete flight of a case and the least speed with which an
// interceptor meets it: a sample, no proof. Where the speed is within the cap it
// is a counter-example that anyone can reckon again.
type Meeting struct {
	Case              string
	From, To, Site    earth.Place
	CoastS            float64
	SpeedKmS          float64 // that the meeting needs
	DepartS, MeetingS float64 // after burnout: the end of the lost time, and the meeting
	AltitudeKm        float64
	PlaceLatDeg       float64
	PlaceLonDeg       float64
}

// point are the coordinates of a sample: the angle and the distance (1 at the
// edge) in the discs of launch, aim and site, and the coast from -1 to 1.
type point [7]float64

// Nearest returns the least threshold that sampling finds in a case: draws, half
// of them on the edges of the discs, then a pattern search from the best. Same
// seed, same answer.
func Nearest(c *Case, draws int, seed uint64) (best Meeting, ok bool) {
	s := sampling{c: c, limit: math.Inf(1), shrink: 2}
	s.best.SpeedKmS = math.Inf(1)
	if s.draw(draws, seed); !s.ok {
		return s.best, false
	}
	s.descend(1e-4)
	return s.best, true
}

// NearestBelow is Nearest for one who cares only for what is below a limit
// (km/s): no pattern search begins where the draws do not come near it, nor goes
// on where nothing of weight is left to gain. Whether what it returns is below
// the limit is what Nearest says; see TestNearestBelow.
func NearestBelow(c *Case, draws int, seed uint64, limitKmS float64) (best Meeting, ok bool) {
	s := sampling{c: c, limit: limitKmS + float64(12/float64(max(draws, 1))), shrink: 4}
	s.best.SpeedKmS = math.Inf(1)
	if s.draw(draws, seed); !s.ok || s.best.SpeedKmS > s.limit {
		return s.best, s.ok
	}
	s.descend(1.0 / 512)
	return s.best, true
}

// sampling is the search for the nearest meeting of a case. What needs more than
// limit, km/s, is not refined: after 60 draws of 2,700 families the pattern
// search took off 0.08 km/s at most, and 0.0000004 below steps of 1/512.
type sampling struct {
	c      *Case
	limit  float64
	best   Meeting
	at     point
	ok     bool
	shrink float64 // of the steps
}

func (s *sampling) try(p point) bool {
	most := math.Inf(1)
	if !math.IsInf(s.limit, 1) {
		most = math.Min(s.limit, s.best.SpeedKmS)
	}
	m, found := s.c.meet(&p, most)
	if found && m.SpeedKmS < s.best.SpeedKmS {
		s.best, s.at, s.ok = m, p, true
		return true
	}
	return false
}

func (s *sampling) draw(n int, seed uint64) {
	stream := random.New(seed, 0, s.c.Name, "nearest")
	for range n {
		var p point
		for i := 0; i < 6; i += 2 {
			p[i] = stream.Uniform(0, 2*math.Pi)
			p[i+1] = 1
			if stream.Float64() < 0.5 {
				p[i+1] = math.Sqrt(stream.Float64())
			}
		}
		p[6] = stream.Uniform(-1, 1)
		if stream.Float64() < 0.5 {
			p[6] = math.Copysign(1, p[6])
		}
		s.try(p)
	}
}

// descend goes from the best draw downhill, coordinate by coordinate, by halved
// steps down to the finest.
func (s *sampling) descend(finest float64) {
	moves := [7]bool{s.c.Launch.RadiusKm > 0, s.c.Launch.RadiusKm > 0, s.c.Aim.RadiusKm > 0, s.c.Aim.RadiusKm > 0, s.c.Site.RadiusKm > 0, s.c.Site.RadiusKm > 0, true}
	for step := 0.5; step > finest; {
		better := false
		for i := range s.at {
			for _, sign := range [2]float64{-1, 1} {
				p := s.at
				p[i] += float64(sign * step)
				if i == 6 {
					p[i] = math.Max(-1, math.Min(1, p[i]))
				} else if i%2 == 1 {
					p[i] = math.Max(0, math.Min(1, p[i]))
				}
				if moves[i] && p != s.at { // at an edge, or of a disc that is a point
					better = s.try(p) || better
				}
			}
		}
		if !better {
			step /= s.shrink
		}
	}
}

// meet answers for one sample by reach, in the reference model; not ok where the
// meeting surely needs more than a limit, km/s.
func (c *Case) meet(p *point, limitKmS float64) (out Meeting, ok bool) {
	m := earth.Sphere
	in := func(d Disc, i int) earth.Place {
		centre := earth.Degrees(d.LatDeg, d.LonDeg)
		if d.RadiusKm == 0 {
			return centre
		}
		return sphereStep(centre, p[i], p[i+1]*d.RadiusKm/radiusKm)
	}
	out = Meeting{Case: c.Name, From: in(c.Launch, 0), To: in(c.Aim, 2), Site: in(c.Site, 4)}
	out.CoastS = float64((c.CoastFrom + c.CoastUntil) / 2)
	half := float64((c.CoastUntil - c.CoastFrom) / 2)
	out.CoastS += float64(p[6] * half)
	const burn = 200 // where the clock begins does not matter
	b, err := c.Flight(&out, burn)
	if err != nil {
		return out, false
	}
	site := reach.NewSite(m, out.Site)
	q := reach.Problem{Site: &site, Arc: &b.Arc, Commit: burn + c.Depart,
		Spans: b.Arc.Altitudes(m, nil, c.LeastAltitudeKm*1e3, math.Inf(1))}
	t := q.ThresholdBelow(1e3 * limitKmS)
	if !t.Admissible() {
		return out, false
	}
	out.SpeedKmS, out.DepartS, out.MeetingS = t.Speed/1e3, t.Depart-burn, t.Time-burn
	place := m.Place(m.Rotating(b.Arc.Position(t.Anomaly), t.Time))
	out.AltitudeKm, out.PlaceLatDeg, out.PlaceLonDeg = place.Alt/1e3, place.LatDeg(), place.LonDeg()
	return out, true
}

// Flight returns a meeting's flight, on the sphere, for a time of burnout after
// launch, s.
func (c *Case) Flight(m *Meeting, burn float64) (flight.Ballistic, error) {
	aim := flight.NewAim(earth.Sphere, flight.Boost{Time: burn, Altitude: c.BurnoutKm * 1e3, Downrange: c.DownrangeKm * 1e3}, m.From, m.To)
	return aim.After(m.CoastS, flight.MinimumEnergy)
}

// sphereStep returns the place at a bearing and an angle from another on the
// sphere.
func sphereStep(from earth.Place, bearing, angle float64) earth.Place {
	north, east := earth.NorthEast(from)
	sb, cb := frozen.Sincos(bearing)
	sa, ca := frozen.Sincos(angle)
	u := earth.Up(from).Scale(ca).AddScaled(float64(sa*cb), north).AddScaled(float64(sa*sb), east)
	return earth.Place{Lat: frozen.Asin(math.Max(-1, math.Min(1, u.Z))), Lon: frozen.Atan2(u.Y, u.X)}
}

// NearestOfAll is Nearest over all cases of the terms, draws shared among them.
func NearestOfAll(ctx context.Context, t *Terms, draws int, seed uint64, workers int) (best Meeting, ok bool, err error) {
	cases, err := t.Cases()
	if err != nil {
		return best, false, err
	}
	found := make([]Meeting, len(cases))
	has := make([]bool, len(cases))
	err = campaign.Each(ctx, len(cases), workers, nil, func(_, i int) {
		found[i], has[i] = Nearest(&cases[i], max(50, draws/len(cases)), seed)
	})
	for i := range found {
		if has[i] && (!ok || found[i].SpeedKmS < best.SpeedKmS) {
			best, ok = found[i], true
		}
	}
	return best, ok, err
}
