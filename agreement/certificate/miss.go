package certificate

import (
	"context"
	"math"
	"slices"

	"scutum/campaign"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
)

// Miss is how near an interceptor that leaves at the cap comes to the missile of
// one concrete flight: a sample, no proof, and an upper bound of the nearest.
type Miss struct {
	Meeting              // of the flight, with the speed that a meeting would need
	Km           float64 // between the two, where they are nearest
	AtS, LeftS   float64 // after burnout: then, and the interceptor's departure
	AtAltitudeKm float64 // of the missile then
	AtLatDeg     float64
	AtLonDeg     float64
}

// The flights whose nearest meetings need least are the ones looked at.
const (
	missFlights = 12
	missTimes   = 48 // of the meeting, tried
	missWaits   = 6  // departures, tried
)

// Closest returns the least miss among the flights of the cases that come
// nearest to a meeting; not ok where the terms have no sites on land, or where
// the cap suffices for a meeting. See TestClosest.
func Closest(ctx context.Context, t *Terms, draws int, seed uint64, workers int) (best Miss, ok bool, err error) {
	cases, err := t.Cases()
	if err != nil || len(cases) == 0 {
		return best, false, err
	}
	type near struct {
		c *Case
		m Meeting
	}
	found, has := make([]near, len(cases)), make([]bool, len(cases))
	if err = campaign.Each(ctx, len(cases), workers, nil, func(_, i int) {
		found[i].c = &cases[i]
		found[i].m, has[i] = Nearest(&cases[i], max(50, draws/len(cases)), seed)
	}); err != nil {
		return best, false, err
	}
	var all []near
	for i := range found {
		if has[i] {
			all = append(all, found[i])
		}
	}
	slices.SortStableFunc(all, func(a, b near) int {
		switch {
		case a.m.SpeedKmS < b.m.SpeedKmS:
			return -1
		case a.m.SpeedKmS > b.m.SpeedKmS:
			return 1
		}
		return 0
	})
	if len(all) == 0 || all[0].m.SpeedKmS <= t.SpeedCapKmS {
		return best, false, nil
	}
	all = all[:min(missFlights, len(all))]
	misses, missed := make([]Miss, len(all)), make([]bool, len(all))
	err = campaign.Each(ctx, len(all), workers, nil, func(_, i int) {
		misses[i], missed[i] = all[i].c.miss(&all[i].m)
	})
	for i := range misses {
		if missed[i] && (!ok || misses[i].Km < best.Km) {
			best, ok = misses[i], true
		}
	}
	return best, ok, err
}

// gap is the distance at a time of the nearest point that an interceptor from a
// site can come to, leaving at a time: the work of miss.
type gap struct {
	c    *Case
	arc  *orbit.Arc
	site earth.Vec[earth.ECEF]
	burn float64
}

// miss looks for the least distance over meeting times and departures: on a
// net, then by halved steps.
func (c *Case) miss(m *Meeting) (out Miss, ok bool) {
	const burn = 200 // as in meet
	aim := flight.NewAim(earth.Sphere, flight.Boost{Time: burn, Altitude: c.BurnoutKm * 1e3, Downrange: c.DownrangeKm * 1e3}, m.From, m.To)
	b, err := aim.After(m.CoastS, flight.MinimumEnergy)
	if err != nil {
		return out, false
	}
	model := earth.Sphere
	g := gap{c, &b.Arc, model.Fixed(m.Site), burn}
	out = Miss{Meeting: *m, Km: math.Inf(1)}
	try := func(at, left float64) bool {
		km := g.between(at, left)
		if km < out.Km {
			out.Km, out.AtS, out.LeftS = km, at, left
			return true
		}
		return false
	}
	first := math.Max(0, c.Depart)
	for i := range missTimes {
		at := first + float64((m.CoastS-first)*(float64(i)+0.5)/missTimes)
		for k := range missWaits {
			try(at, c.Depart+float64(float64((at-c.Depart)*float64(k))/missWaits))
		}
	}
	for step := (m.CoastS - first) / missTimes; step > 0.1; {
		at, left := out.AtS, out.LeftS
		better := try(at-step, left) || try(at+step, left)
		better = try(out.AtS, math.Max(c.Depart, left-step)) || better
		if better = try(out.AtS, left+step) || better; !better {
			step /= 2
		}
	}
	if math.IsInf(out.Km, 1) {
		return out, false
	}
	r := b.Arc.Position(b.Arc.At(out.AtS + burn))
	place := model.Place(model.Rotating(r, out.AtS+burn))
	out.AtAltitudeKm, out.AtLatDeg, out.AtLonDeg = place.Alt/1e3, place.LatDeg(), place.LonDeg()
	return out, true
}

// between is the distance in km at a time after burnout, of an interceptor that
// left at another; infinite where there is no such flight. Its velocity is
// sought by steps down the slope of the distance, held to the cap.
func (g *gap) between(at, left float64) float64 {
	m := earth.Sphere
	tof := at - left
	if tof < 1 || at < 0 {
		return math.Inf(1)
	}
	target := g.arc.Position(g.arc.At(at + g.burn))
	if target.Norm() < m.Radius+float64(g.c.LeastAltitudeKm*1e3) {
		return math.Inf(1)
	}
	from := m.Inertial(g.site, left+g.burn)
	ground := m.SurfaceVelocity(from)
	most := g.c.SpeedKmS * 1e3
	v := target.Sub(from)
	v = v.Scale(most / v.Norm())
	end := func(v orbit.Vec) (orbit.Vec, bool) {
		r, _, err := orbit.Propagate(from, ground.Add(v), tof, m.Mu)
		return r, err == nil
	}
	best := math.Inf(1)
	for range 30 {
		r, ok := end(v)
		if !ok {
			break
		}
		off := target.Sub(r)
		if d := off.Norm(); d < best && v.Dot(from) > 0 {
			best = d
		}
		pull, ok := slope(end, v, r, off)
		if !ok {
			break
		}
		next := v.Add(pull.Scale(1 / tof / tof))
		if n := next.Norm(); n > most {
			next = next.Scale(most / n)
		}
		if next.Sub(v).Norm() < 0.01 {
			break
		}
		v = next
	}
	return best / 1e3
}

// slope is how an end that lies off the target comes nearer with each component of
// the velocity, which the flight's own matrix turns.
func slope(end func(orbit.Vec) (orbit.Vec, bool), v, r, off orbit.Vec) (pull orbit.Vec, ok bool) {
	for _, e := range [3]orbit.Vec{{X: 1}, {Y: 1}, {Z: 1}} {
		moved, ok := end(v.Add(e))
		if !ok {
			return pull, false
		}
		pull = pull.AddScaled(moved.Sub(r).Dot(off), e)
	}
	return pull, true
}
