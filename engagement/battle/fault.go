package battle

import (
	"slices"
	"time"

	"scutum/engagement/detection"
	"scutum/engagement/fusion"
	"scutum/internal/frozen"
	"scutum/internal/hint"
	"scutum/internal/random"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
)

// fault is what a radar does that does not tell the truth. What it measures and
// follows is as ever; what it says of it is not. It lies while anything flies.
type fault struct {
	scenario.Fault
	stream random.Stream
	u      [3]float64 // direction of a bias, in the measure of the covariance claimed
	tracks []liedTrack
	ghosts []ghost
	told   []fusion.Report // of this tick
}

// liedTrack is what is kept of a true track to lie about it.
type liedTrack struct {
	number int
	offset [3]float64 // m, of a bias; set with the first false report
	begun  bool
	past   []fusion.Report // for a replay all, for a frozen track the first
}

// ghost is a track of nothing: a flight as a missile of the raid could make it,
// from and to elsewhere.
type ghost struct {
	arc           orbit.Arc // times are since the launch
	class         int
	launch, since time.Duration // since: when it was told of first, never for not yet
	end           time.Duration // of its flight, after the launch
}

// firstGhost is the number of a radar's first track of nothing, beyond those of
// its tracker.
const firstGhost = 1 << 20

// What an invented track claims to be known to [assumption]: an ordinary track
// after a minute.
const (
	ghostPosition = 300.0 // m
	ghostSpeed    = 3.0   // m/s
)

// ghostsWithin is the time over which the launches of invented tracks spread,
// and ghostBeside how far beside the true places they begin and end, m.
const (
	ghostsWithin = 30 * time.Second
	ghostBeside  = 200e3
)

// checkFaults says which faults cannot be shown.
func (b *Battle) checkFaults() error {
	if len(b.set.Raid.Faults) > 0 && b.o.Fidelity != Full {
		return hint.New("use --fidelity full, or leave raid.faults out", "raid.faults: %s fidelity has a perfect picture, in which no radar can lie", b.o.Fidelity)
	}
	for _, f := range b.set.Raid.Faults {
		known := false
		for i := range b.sides {
			own := b.set.Shields[b.sides[i].Shield].Radars
			known = known || slices.ContainsFunc(own, func(r scenario.RadarSite) bool { return r.Name == f.Sensor })
		}
		if !known {
			return hint.New("name a radar of a party's shield", "raid.faults: radar %s is in no shield that takes part", f.Sensor)
		}
	}
	return nil
}

// faultOf is the fault of a radar, nil for none.
func (b *Battle) faultOf(name string) *fault {
	for _, f := range b.set.Raid.Faults {
		if f.Sensor == name {
			return &fault{Fault: f, stream: random.New(0, 0)}
		}
	}
	return nil
}

// begin draws what is a matter of chance in a run.
func (f *fault) begin(w *Worker, s *station) {
	f.stream.Reset(w.b.set.Seed, w.run, w.b.sides[s.side].Name, s.radar.Name, "fault")
	f.tracks, f.ghosts, f.told = f.tracks[:0], f.ghosts[:0], f.told[:0]
	square := 0.0
	for i := range f.u {
		f.u[i] = f.stream.Normal()
		square += float64(f.u[i] * f.u[i])
	}
	for i := range f.u {
		f.u[i] /= frozen.Sqrt(square)
	}
	for range f.Tracks {
		f.ghosts = append(f.ghosts, w.newGhost(f))
	}
}

// newGhost draws a flight of nothing: one of the raid's missiles, displaced at
// both ends, that burns out when the fault begins, or as the missile itself, or
// a little later.
func (w *Worker) newGhost(f *fault) ghost {
	i := f.stream.Whole(0, len(w.b.missiles)-1)
	m, b := &w.b.missiles[i], w.b.missiles[i].Class.Burnout
	g := ghost{class: m.class, since: never, launch: max(f.From-m.burnout, m.Launch) + time.Duration(float64(ghostsWithin)*f.stream.Float64())}
	from := w.b.set.Earth.Destination(m.From.Place, 6*f.stream.Float64(), ghostBeside*(0.5+float64(0.5*f.stream.Float64())))
	to := w.b.set.Earth.Destination(m.To.Place, 6*f.stream.Float64(), ghostBeside*f.stream.Float64())
	aim := flight.NewAim(w.b.set.Earth, flight.Boost{Time: b.BurnTime, Altitude: b.Altitude, Downrange: b.Downrange}, from, to)
	fly, err := aim.Fly(flight.MinimumEnergy)
	if err != nil {
		fly = m.flight // as true as can be
	}
	g.arc, g.end = fly.Arc, nanoseconds(fly.FlightTime)
	return g
}

// lie makes up what a station says in this tick, in place of the truth.
func (w *Worker) lie(s *station) {
	f := s.fault
	f.told = f.told[:0]
	lying := w.clock >= f.From
	if lying && !w.flying() {
		return
	}
	for _, t := range s.tracker.Tracks() {
		if !t.Confirmed {
			continue
		}
		r := fusion.Report{Track: t.ID, Time: w.clock, State: *t.State(), Confirmed: true, Updates: t.Hits, Parents: fusion.ParentsOf(fusion.Span{From: t.Started, To: t.Updated})}
		f.track(&r, lying)
	}
	if !lying {
		return
	}
	for i := range f.tracks {
		f.again(&f.tracks[i], w.clock)
	}
	for i := range f.ghosts {
		w.haunt(s, i)
	}
}

// track says a true track, or keeps it for what will be said instead.
func (f *fault) track(r *fusion.Report, lying bool) {
	at := slices.IndexFunc(f.tracks, func(t liedTrack) bool { return t.number == r.Track })
	if at < 0 {
		at = len(f.tracks)
		f.tracks = append(f.tracks, liedTrack{number: r.Track})
	}
	t := &f.tracks[at]
	switch {
	case f.Kind == scenario.Replayed:
		t.past = append(t.past, *r)
	case f.Kind == scenario.Frozen && lying && len(t.past) == 0:
		t.past = append(t.past, *r)
	}
	switch {
	case !lying || f.Kind == scenario.Inventing:
		f.told = append(f.told, *r)
	case f.Kind == scenario.Biased:
		if !t.begun {
			t.begun, t.offset = true, f.bias(&r.State.P)
		}
		for i := range t.offset {
			r.State.X[i] += t.offset[i]
		}
		f.told = append(f.told, *r)
	}
}

// bias is the fault's offset where a covariance is claimed: its lower Cholesky
// factor times the direction drawn, so many times.
func (f *fault) bias(p *[6][6]float64) (offset [3]float64) {
	var l [3][3]float64
	for i := range 3 {
		for j := range i + 1 {
			sum := p[i][j]
			for k := range j {
				sum -= float64(l[i][k] * l[j][k])
			}
			if i == j {
				l[i][i] = frozen.Sqrt(max(sum, 0))
			} else if l[j][j] > 0 {
				l[i][j] = sum / l[j][j]
			}
			offset[i] += float64(l[i][j] * f.u[j])
		}
	}
	for i := range offset {
		offset[i] *= f.Sigma
	}
	return offset
}

// again says of a track what was said or true before, as if it were so now.
func (f *fault) again(t *liedTrack, now time.Duration) {
	if len(t.past) == 0 {
		return
	}
	r := t.past[0]
	if f.Kind == scenario.Replayed {
		at := len(t.past) - 1
		for at >= 0 && t.past[at].Time > now-f.Delay {
			at--
		}
		if at < 0 || now-f.Delay-t.past[at].Time >= reportEvery {
			return // not yet, or over
		}
		r = t.past[at]
	}
	span := r.Parents.Spans()[0]
	r.Parents = fusion.ParentsOf(fusion.Span{From: span.From, To: span.To + now - r.Time})
	r.Time = now
	f.told = append(f.told, r)
}

// haunt says a track of nothing, while it would be in the radar's view.
func (w *Worker) haunt(s *station, i int) {
	g := &s.fault.ghosts[i]
	after := w.clock - g.launch
	if after.Seconds() < g.arc.Time(g.arc.From)+10 || after > g.end {
		return
	}
	t := after.Seconds()
	eta := g.arc.At(t)
	r := g.arc.Position(eta)
	at := w.b.set.Earth.Rotating(r, t)
	if s.radar.Probability(&detection.Object{At: at, Class: g.class}) < surely {
		return
	}
	if g.since < 0 {
		g.since = w.clock
	}
	v := w.b.set.Earth.Rotating(g.arc.Velocity(eta).Sub(w.b.set.Earth.SurfaceVelocity(r)), t)
	report := fusion.Report{Track: firstGhost + i, Time: w.clock, Confirmed: true, Updates: 10 + int((w.clock-g.since)/time.Second),
		Parents: fusion.ParentsOf(fusion.Span{From: g.since - 10*time.Second, To: w.clock})}
	report.State.X = [6]float64{at.X, at.Y, at.Z, v.X, v.Y, v.Z}
	for k := range 3 {
		report.State.P[k][k], report.State.P[k+3][k+3] = ghostPosition*ghostPosition, ghostSpeed*ghostSpeed
	}
	s.fault.told = append(s.fault.told, report)
}

// confirmedAt returns when a station confirmed a track and of which missile it
// is in truth, -1 for none.
func (s *station) confirmedAt(number int) (confirmed time.Duration, origin int) {
	if number >= firstGhost {
		return s.fault.ghosts[number-firstGhost].since, -1
	}
	m := &s.marks[number-1]
	return m.confirmed, m.origin
}
