package reach

import (
	"math"
	"math/rand/v2"
	"testing"

	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
)

// randomProblem makes case i of a series: classes, shapes and ranges of the
// studies, launches in the theatre's latitudes or anywhere, sites near the
// flight or far from it, either Earth, ceilings, least flights, times in view,
// and interceptors that must leave at commit. ok is false where nothing flies.
func randomProblem(rng *rand.Rand, i int) (q Problem, ok bool) {
	m := [...]earth.Model{earth.WGS84, earth.WGS84, earth.Sphere}[rng.IntN(3)]
	class := [...]flight.Boost{{Time: 130, Altitude: 100e3, Downrange: 150e3}, {Time: 180, Altitude: 180e3, Downrange: 300e3}, solid, {Time: 300, Altitude: 250e3, Downrange: 500e3}}[i%4]
	from := earth.Degrees(30+45*rng.Float64(), 30+60*rng.Float64())
	if rng.IntN(3) == 0 {
		from = earth.Degrees(160*rng.Float64()-80, 360*rng.Float64()-180)
	}
	distance := [...]float64{2000e3, 5000e3, 9500e3, 9500e3}[i%4] * (0.4 + 0.6*rng.Float64())
	to := m.Destination(from, 2*math.Pi*rng.Float64(), distance)
	aim := flight.NewAim(m, class, from, to)
	f, err := aim.Fly(flight.Shapes[rng.IntN(3)])
	if err != nil {
		return q, false
	}
	site := NewSite(m, earth.Degrees(math.Max(-89, math.Min(89, from.LatDeg()+25*(rng.Float64()-0.5))), from.LonDeg()-40*rng.Float64()))
	if rng.IntN(3) == 0 { // by the flight
		p := flight.Along(m, from, to, distance*rng.Float64())
		site = NewSite(m, earth.Degrees(math.Max(-89, math.Min(89, p.LatDeg()+6*(rng.Float64()-0.5))), p.LonDeg()+6*(rng.Float64()-0.5)))
	}
	q = Problem{Site: &site, Arc: &f.Arc, LostTime: 75 * rng.Float64(), Commit: class.Time + 360*rng.Float64() - 60}
	top := math.Inf(1)
	if rng.IntN(2) == 0 {
		top = 300e3 + 900e3*rng.Float64()
	}
	q.Spans = f.Arc.Altitudes(m, nil, 100e3, top)
	if rng.IntN(3) == 0 {
		q.MinFlight = 200 * rng.Float64()
	}
	q.LeaveAtCommit = rng.IntN(5) == 0
	q.SiteAtLaunch = rng.IntN(8) == 0
	if rng.IntN(4) == 0 { // two times in view
		a, l := f.Arc.From, f.Arc.To-f.Arc.From
		x := [4]float64{0.1 + 0.2*rng.Float64(), 0.3 + 0.2*rng.Float64(), 0.5 + 0.2*rng.Float64(), 0.7 + 0.3*rng.Float64()}
		q.Spans = orbit.Intersect(nil, q.Spans, []orbit.Span{{From: a + x[0]*l, To: a + x[1]*l}, {From: a + x[2]*l, To: a + x[3]*l}})
	}
	return q, true
}

// box is a part of the plane of meetings (anomaly) and departures (share of the
// time that there is to wait, its square root, so that early ones are dense).
type box struct{ e0, e1, w0, w1 float64 }

// scan asks an n by n grid in a box, and returns the best meeting with its place.
func (q *Problem) scan(b box, n int, row []Meeting) (best Meeting, e, w float64) {
	best = none
	waits := n
	if q.LeaveAtCommit {
		waits = 0
	}
	for i := range n + 1 {
		eta := b.e0 + (b.e1-b.e0)*float64(i)/float64(n)
		here := none
		if p, t := q.Arc.PositionTime(eta); true {
			if lo, hi, ok := q.bounds(t); ok {
				for j := range waits + 1 {
					u := b.w0 + (b.w1-b.w0)*float64(j)/float64(n)
					d := lo + u*u*(hi-lo)
					if v := q.transfer(p, t, d); v < here.Speed {
						here = Meeting{v, eta, t, d}
						if v < best.Speed {
							best, e, w = here, eta, u
						}
					}
				}
			}
		}
		if row != nil {
			row[i] = here
		}
	}
	return best, e, w
}

// bruteForce samples meetings and departures on a dense grid and closes in on
// the two best local minima along the arc by shrinking grids: slow, simple, and
// sharing nothing with the search but the transfer itself.
func bruteForce(q *Problem) Meeting {
	const dense, fine = 44, 10
	best := none
	for _, s := range q.Spans {
		var row [dense + 1]Meeting
		top, _, _ := q.scan(box{s.From, s.To, 0, 1}, dense, row[:])
		best = lesser(best, top)
		// The two lowest of the row's minima.
		var low [2]int
		found := 0
		for range low {
			at := -1
			for i := range row {
				if !row[i].Admissible() || i > 0 && row[i-1].Speed < row[i].Speed || i < dense && row[i+1].Speed < row[i].Speed {
					continue
				}
				if found > 0 && i == low[0] {
					continue
				}
				if at < 0 || row[i].Speed < row[at].Speed {
					at = i
				}
			}
			if at < 0 {
				break
			}
			low[found] = at
			found++
		}
		for _, i := range low[:found] {
			best = lesser(best, q.closeIn(s, row[i], dense, fine))
		}
	}
	return best
}

// closeIn shrinks grids about a meeting of a grid of dense steps.
func (q *Problem) closeIn(s orbit.Span, m Meeting, dense, fine int) Meeting {
	best := m
	lo, hi, _ := q.bounds(m.Time)
	e, w := m.Anomaly, 0.0
	if hi > lo {
		w = math.Sqrt((m.Depart - lo) / (hi - lo))
	}
	de, dw := 2.5*(s.To-s.From)/float64(dense), 2.5/float64(dense)
	for range 8 {
		b := box{math.Max(s.From, e-de), math.Min(s.To, e+de), math.Max(0, w-dw), math.Min(1, w+dw)}
		c, ce, cw := q.scan(b, fine, nil)
		if !c.Admissible() {
			return best
		}
		if c.Speed < best.Speed {
			best = c
		}
		e, w = ce, cw
		de, dw = 0.4*de, 0.4*dw
	}
	return best
}

// isMeeting complains of a meeting that is none: outside the spans, with a
// departure out of bounds, or with another speed than its transfer's.
func isMeeting(t testing.TB, q *Problem, m Meeting) {
	t.Helper()
	inside := false
	for _, s := range q.Spans {
		inside = inside || m.Anomaly >= s.From && m.Anomaly <= s.To
	}
	p, at := q.Arc.PositionTime(m.Anomaly)
	lo, hi, ok := q.bounds(at)
	if !inside || !ok || m.Depart < lo || m.Depart > hi || m.Time != at {
		t.Errorf("%+v is no meeting: inside %v, departures %g to %g, time %g", m, inside, lo, hi, at)
	}
	if v := q.transfer(p, at, m.Depart); v != m.Speed {
		t.Errorf("%+v needs %g m/s", m, v)
	}
	path, ok := q.Path(m)
	if !ok {
		return // faster than escape
	}
	m0 := &q.Site.Earth
	leave := m.Depart
	if q.SiteAtLaunch {
		leave -= q.LostTime
	}
	start, _ := path.PositionTime(path.From)
	if d := start.Sub(m0.Inertial(q.Site.Position, leave)).Norm(); d > 1e-3 {
		t.Errorf("%+v: the path begins %g m from the site", m, d)
	}
	v := path.Velocity(path.From).Sub(m0.SurfaceVelocity(start))
	if !(v.Dot(m0.Inertial(q.Site.Up, leave)) > 0) || math.Abs(v.Norm()-m.Speed) > 1e-4 {
		t.Errorf("%+v: leaves with %g m/s, %g of it up", m, v.Norm(), v.Dot(m0.Inertial(q.Site.Up, leave)))
	}
	end, when := path.PositionTime(path.To)
	if end.Sub(p).Norm() > 1 || math.Abs(when-at) > 1e-6 {
		t.Errorf("%+v: the path ends %g m off at %g s", m, end.Sub(p).Norm(), when)
	}
}

// TestThresholdAgainstBruteForce: in 1,000 random cases the search finds a
// meeting, a real one, that needs no more than any on a dense grid of meetings
// and departures.
func TestThresholdAgainstBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	n := 1000
	if testing.Short() {
		n = 100
	}
	worst, nowhere, two, wait := 0.0, 0, 0, 0
	for i := range n {
		q, ok := randomProblem(rng, i)
		if !ok {
			continue
		}
		got, want := q.Threshold(), bruteForce(&q)
		if got.Admissible() {
			isMeeting(t, &q, got)
		}
		if !want.Admissible() {
			nowhere++
			continue
		}
		if len(q.Spans) > 1 {
			two++
		}
		if want.Speed > 20e3 {
			continue // beyond any interceptor: seconds to go a thousand kilometres
		}
		if got.Depart > q.Commit+q.LostTime {
			wait++
		}
		d := got.Speed - want.Speed
		worst = math.Max(worst, d)
		if d > 0.5 {
			t.Errorf("case %d: %.2f m/s, brute force %.2f (eta %.4f against %.4f, wait %.1f against %.1f, at commit %v, least flight %.0f, spans %v)", i, got.Speed, want.Speed, got.Anomaly, want.Anomaly,
				got.Depart-q.LostTime-q.Commit, want.Depart-q.LostTime-q.Commit, q.LeaveAtCommit, q.MinFlight, q.Spans)
		}
	}
	t.Logf("worst excess over brute force %.4f m/s; %d without admissible meeting, %d with two spans, %d wait", worst, nowhere, two, wait)
	if !testing.Short() && (nowhere > n/4 || two < n/10 || wait < n/5) {
		t.Error("the cases are not what they should be")
	}
}
