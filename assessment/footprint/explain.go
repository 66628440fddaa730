package footprint

import (
	"context"
	"math"

	"scutum/campaign"
	"scutum/engagement/firing"
	"scutum/engagement/reach"
	"scutum/physics/earth"
	"scutum/physics/flight"
)

// explain returns the timeline of case i at the cell in hand.
func (e *evaluator) explain(i int) Timeline {
	if i < 0 {
		return notThreatened
	}
	f, ok := e.sight(i)
	if !ok {
		return notThreatened
	}
	c := &e.net.cases[i]
	return e.Timeline(f, e.threat.Areas[c.area].Name, c.shape)
}

var nan = math.NaN()

var notThreatened = Timeline{Reason: NotThreatened, Burnout: nan, FirstTrack: nan, Commit: nan, Launch: nan,
	Meeting: nan, Impact: nan, LatestLaunch: nan, MeetingAltitudeKm: nan, ThresholdKmS: nan, MarginKmS: nan,
	BurnoutSpeedKmS: nan, ApogeeKm: nan}

// Timeline tells what happens to one flight, which must have been looked at:
// the gun with the best margin, its first meeting and its latest launch, or why
// there is none.
func (p *Prober) Timeline(f *flight.Ballistic, area string, shape flight.Shape) Timeline {
	t := notThreatened
	t.Area, t.Shape = area, shape.String()
	t.Burnout, t.Impact = f.Boost.Time, f.FlightTime
	t.BurnoutSpeedKmS = f.BurnoutSpeed / 1e3
	t.ApogeeKm = f.Arc.Height(p.earth, math.Max(f.Arc.From, math.Min(f.Arc.To, 0))) / 1e3
	best, at := -1, reach.Meeting{}
	for i := range p.guns {
		q, why := p.problem(&p.guns[i], f, 0)
		if why != Defended {
			continue
		}
		m := q.Threshold()
		if m.Admissible() && (best < 0 || p.guns[i].Speed-m.Speed > p.guns[best].Speed-at.Speed) {
			best, at = i, m
		}
	}
	g := best
	if g < 0 && len(p.guns) > 0 {
		g = 0
	}
	p.tellTrack(&t, g)
	if best < 0 {
		t.Reason = p.whyNot(f)
		return t
	}
	p.tellMeeting(&t, f, best, at)
	return t
}

// tellTrack fills in who sees it first and when gun g's owner may commit.
func (p *Prober) tellTrack(t *Timeline, g int) {
	if g < 0 {
		return
	}
	k := &p.guns[g]
	site := &p.shield.Sites[k.Site]
	t.Site, t.Interceptor = site.Name, site.Batteries[k.Index].Interceptor.Name
	if !p.commit.BySensors {
		t.Commit = p.commit.At(t.Burnout)
		return
	}
	c, sensor := p.control.View.Commit(k.Site)
	if sensor >= 0 {
		t.Commit, t.FirstTrack = c, p.control.View.FirstTrack(sensor)
		t.Sensor = p.control.View.Sensor(sensor)
	}
}

func (p *Prober) tellMeeting(t *Timeline, f *flight.Ballistic, best int, at reach.Meeting) {
	g := &p.guns[best]
	q, _ := p.problem(g, f, 0)
	t.ThresholdKmS, t.MarginKmS = at.Speed/1e3, (g.Speed-at.Speed)/1e3
	if at.Speed > g.Speed {
		t.Reason = p.whyNot(f)
		t.MeetingAltitudeKm = f.Arc.Height(p.earth, at.Anomaly) / 1e3
		return
	}
	first := q.Earliest(g.Speed, at)
	t.Reason = Defended
	t.Launch, t.Meeting = first.Depart-g.LostTime, first.Time
	t.LatestLaunch = q.LatestLaunch(g.Speed)
	t.MeetingAltitudeKm = f.Arc.Height(p.earth, first.Anomaly) / 1e3
}

// whyNot says why no gun can meet a flight, by asking what would: nothing, even
// with a commit at burnout and sight of all meetings (too far); a track in time
// for any meeting at all (no track); an earlier commit (too late); sight of the
// meeting (radar horizon); an earlier commit and sight together (too late).
func (p *Prober) whyNot(f *flight.Ballistic) Reason {
	inside, ideal, track, early, free := false, false, false, false, false
	for i := range p.guns {
		g := &p.guns[i]
		q := p.control.Free(g, &f.Arc, f.Boost.Time)
		whole := q.Spans
		if len(whole) == 0 {
			continue
		}
		inside = true
		if !q.Reaches(g.Speed) {
			continue
		}
		ideal = true
		if !p.commit.BySensors {
			track, early = true, true
			continue
		}
		c, _ := p.control.View.Commit(g.Site)
		if !(c+g.LostTime+g.MinFlight < f.Arc.Time(whole[len(whole)-1].To)) {
			continue
		}
		track = true
		if sighted, why := p.control.From(g, &f.Arc, f.Boost.Time); why == firing.Open {
			early = early || sighted.Reaches(g.Speed)
		}
		q.Commit = c
		free = free || q.Reaches(g.Speed)
	}
	switch {
	case !inside:
		return BelowMinimum
	case !ideal:
		return TooFar
	case !track:
		return NoTrack
	case free && !early:
		return RadarHorizon
	}
	return TooLate
}

// TimelineSpacingKm is the spacing at which timelines are kept.
const TimelineSpacingKm = 50

// tell fills in the timelines and, from them, the reasons.
func (n *net) tell(ctx context.Context, out *Map, workers []*refiner, o Options) error {
	g := out.Grid
	fine := NewGrid(g.domain(), math.Max(TimelineSpacingKm, g.SpacingKm))
	out.TimelineGrid, out.Timelines = fine, make([]Timeline, fine.Cells())
	at := func(w int, lat, lon float64) Timeline {
		e := workers[w]
		e.start(earth.Degrees(lat, lon))
		return e.explain(int(out.worst[g.CellAt(lat, lon)]))
	}
	err := campaign.Each(ctx, fine.Rows(), o.Workers, o.Progress, func(w, row int) {
		for cell := fine.RowStart[row]; cell < fine.RowStart[row+1] && ctx.Err() == nil; cell++ {
			lat, lon := fine.Centre(row, cell)
			out.Timelines[cell] = at(w, lat, lon)
		}
	})
	if err != nil {
		return err
	}
	return campaign.Each(ctx, g.Rows(), o.Workers, nil, func(w, row int) {
		for cell := g.RowStart[row]; cell < g.RowStart[row+1] && ctx.Err() == nil; cell++ {
			if out.Reason[cell] != TooFar {
				continue
			}
			lat, lon := g.Centre(row, cell)
			if c := fine.CellAt(lat, lon); out.Timelines[c].Reason > NotThreatened {
				out.Reason[cell] = out.Timelines[c].Reason
			} else if t := at(w, lat, lon); t.Reason > NotThreatened {
				out.Reason[cell] = t.Reason
			}
		}
	})
}

// At returns the timeline of the worst flight at one place, all cases by the
// full search, and the timelines of every case that exists, by area then shape.
func (p *Prober) At(to earth.Place) (worst Timeline, all []Timeline) {
	worst = notThreatened
	least := math.Inf(1)
	for area := range p.from {
		a, ok := p.aimAt(area, to)
		if !ok || a.near {
			continue
		}
		for _, s := range flight.Shapes {
			f, err := a.aim.Fly(s)
			if err != nil || p.spare(&a, area, to, &f) < 0 {
				continue
			}
			p.look(&f)
			t := p.Timeline(&f, p.threat.Areas[area].Name, s)
			all = append(all, t)
			m := t.MarginKmS
			if math.IsNaN(m) {
				m = math.Inf(-1)
			}
			if worst.Reason == NotThreatened || m < least {
				worst, least = t, m
			}
		}
	}
	return worst, all
}

// Shots returns how many successive shots the worst flight at a place allows.
func (p *Prober) Shots(to earth.Place) int {
	shots := 3
	any := false
	for area := range p.from {
		a, ok := p.aimAt(area, to)
		if !ok || a.near {
			continue
		}
		for _, s := range flight.Shapes {
			f, err := a.aim.Fly(s)
			if err != nil || p.spare(&a, area, to, &f) < 0 {
				continue
			}
			any = true
			p.look(&f)
			n := 0
			for _, m := range p.shots(&f, nil, nil) {
				if !(m >= 0) {
					break
				}
				n++
			}
			shots = min(shots, n)
		}
	}
	if !any {
		return 0
	}
	return shots
}
