package footprint

import (
	"math"

	"scutum/physics/earth"
	"scutum/physics/flight"
)

// LatestLaunch returns the last launch (s) with which the interceptor of a
// timeline still meets its missile, aimed at a place: what reach says of it. A
// map's own LatestLaunch is the launch to the meeting of least speed, which is
// cheaper and never later; NaN where the timeline has no meeting.
func (p *Prober) LatestLaunch(to earth.Place, t *Timeline) float64 {
	if t.Reason != Defended {
		return math.NaN()
	}
	shape, err := flight.ShapeByName(t.Shape)
	if err != nil {
		panic("footprint: a timeline of no shape")
	}
	for area := range p.from {
		if p.threat.Areas[area].Name != t.Area {
			continue
		}
		a, ok := p.aimAt(area, to)
		if !ok {
			break
		}
		f, err := a.aim.Fly(shape)
		if err != nil {
			break
		}
		p.look(&f)
		for i := range p.guns {
			g := &p.guns[i]
			site := &p.shield.Sites[g.site]
			if site.Name != t.Site || site.Batteries[g.battery].Interceptor.Name != t.Interceptor {
				continue
			}
			if q, why := p.problem(g, &f, 0); why == Defended {
				return q.LatestLaunch(g.speed)
			}
		}
	}
	return math.NaN()
}
