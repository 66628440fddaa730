package certificate

import (
	"context"
	"math"
	"slices"

	"scutum/campaign"
	"scutum/engagement/reach"
	"scutum/internal/random"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
)

// Difference is how the thresholds of random cases on the ellipsoid under J2 lie
// to those of the proof's sphere, in km/s; negative where the sphere flatters.
// It is a measurement over samples, not a proof.
type Difference struct {
	Cases                    int
	Least, Median, Greatest  float64
	Percentile1              float64
	Worst                    Meeting // where the sphere flatters most
	WorstSphere, WorstOblate float64 // km/s
}

// NearKmS is how far above the cap a threshold may lie for its case to count:
// what is far out of reach either way says nothing of the cap.
const NearKmS = 1.5

// Measure compares the two models on n random cases of the terms whose sphere
// threshold lies within NearKmS of the cap. The same latitudes and longitudes
// are taken as geodetic on the ellipsoid; the missile is aimed anew under J2 for
// the same time of coast, and so is the interceptor. See TestMeasure.
func Measure(ctx context.Context, t *Terms, n int, seed uint64, workers int, progress func(int)) (d Difference, err error) {
	cases, err := t.Cases()
	if err != nil {
		return d, err
	}
	type pair struct {
		sphere, oblate float64
		at             Meeting
	}
	found := make([]pair, n)
	err = campaign.Each(ctx, n, workers, progress, func(_, i int) {
		stream := random.New(seed, uint64(i), "measure")
		for range 200 { // until one is near
			c := &cases[stream.Whole(0, len(cases)-1)]
			var p point
			for k := 0; k < 6; k += 2 {
				p[k], p[k+1] = stream.Uniform(0, 2*math.Pi), math.Sqrt(stream.Float64())
			}
			p[6] = stream.Uniform(-1, 1)
			m, ok := c.meet(&p, math.Inf(1))
			if !ok || m.SpeedKmS > t.SpeedCapKmS+NearKmS {
				continue
			}
			if speed, ok := c.oblate(&m); ok {
				found[i] = pair{m.SpeedKmS, speed, m}
				return
			}
		}
	})
	if err != nil {
		return d, err
	}
	var off []float64
	for i := range found {
		if found[i].sphere == 0 {
			continue
		}
		x := found[i].oblate - found[i].sphere
		if len(off) == 0 || x < d.Least {
			d.Least, d.Worst, d.WorstSphere, d.WorstOblate = x, found[i].at, found[i].sphere, found[i].oblate
		}
		off = append(off, x)
	}
	if len(off) == 0 {
		return d, nil
	}
	slices.Sort(off)
	d.Cases, d.Median, d.Greatest, d.Percentile1 = len(off), off[len(off)/2], off[len(off)-1], off[len(off)/100]
	return d, nil
}

// oblate returns the threshold of a sample on WGS-84 under J2, km/s: the least
// over meetings near the two-body one on the ellipsoid.
func (c *Case) oblate(at *Meeting) (speed float64, ok bool) {
	m := earth.WGS84
	const burn = 200
	aim := flight.NewAim(m, flight.Boost{Time: burn, Altitude: c.BurnoutKm * 1e3, Downrange: c.DownrangeKm * 1e3}, at.From, at.To)
	b, err := aim.After(at.CoastS, flight.MinimumEnergy)
	if err != nil {
		return 0, false
	}
	site := reach.NewSite(m, at.Site)
	q := reach.Problem{Site: &site, Arc: &b.Arc, Commit: burn + c.Depart, Spans: b.Arc.Altitudes(m, nil, c.LeastAltitudeKm*1e3, math.Inf(1))}
	best := q.Threshold()
	if !best.Admissible() {
		return 0, false
	}
	r0, t0 := b.Arc.PositionTime(b.Arc.From)
	end, t1 := b.Arc.PositionTime(b.Arc.To)
	v, ok := orbit.LeaveOblate(&m, r0, b.Arc.Velocity(b.Arc.From), end, t1-t0, orbit.Short)
	if !ok {
		return 0, false
	}
	speed = math.Inf(1)
	for _, step := range [5]float64{-40, -15, 0, 15, 40} {
		t := best.Time + step
		if t < t0 || t > t1 || t-best.Depart < 10 {
			continue
		}
		met, _ := orbit.Oblate(&m, r0, v, t-t0)
		from := m.Inertial(site.Position, best.Depart)
		transfer := orbit.NewTransfer(from, met, m.Mu, orbit.Short)
		first, ok := transfer.Depart(t - best.Depart)
		if !ok {
			continue
		}
		w, ok := orbit.LeaveOblate(&m, from, first, met, t-best.Depart, orbit.Short)
		if ok {
			speed = math.Min(speed, w.Sub(m.SurfaceVelocity(from)).Norm()/1e3)
		}
	}
	return speed, !math.IsInf(speed, 1)
}
