package flight

import (
	"math"

	"scutum/internal/frozen"
	"scutum/internal/ode"
	"scutum/physics/atmosphere"
	"scutum/physics/earth"
)

// Workspace holds one flight at a time. It may be used again and again, by one
// goroutine; a flight then allocates nothing.
type Workspace struct {
	// Record keeps the nodes of the flight in Track, in inertial axes.
	Record bool
	Track  []ode.Node

	staged     *Staged
	motion     motion
	boost      ode.RungeKutta // also the fall
	coast      ode.Coast
	up, tilted [3]float64 // attitudes of the rise and of the kick
	accuracy   float64    // m at impact
	after      float64    // s; how far past a kink a branch is chosen
	felt       float64    // m/s2; drag below which kinks do not matter
	piece      int        // of the drag table
	rate       rate       // where the last step ended
	steps      int
	flown      Flown
}

// The parts of the accuracy that the estimated error of one step may take, by
// what would come of it at impact. Kinks make the estimate of the boost too
// kind, and it alone is followed by a whole flight. Tuned on flights of 200 to
// 12,000 km (TestAccuracyHolds).
const (
	boostShare = 1.0 / 120
	coastShare = 1.0 / 40
	fallShare  = 1.0 / 8
)

// longestRecorded is the longest step of a recorded coast, s: between its ends
// the interpolation errs by less than 1 m.
const longestRecorded = 150.0

func (w *Workspace) begin(s *Staged, l Launch) {
	w.staged, w.flown, w.steps, w.rate = s, Flown{ApogeeAltitude: math.Inf(-1)}, 0, rate{}
	w.Track = w.Track[:0]
	w.accuracy = l.Accuracy
	if w.accuracy == 0 {
		w.accuracy = 10
	}
	w.felt = felt * math.Min(1, w.accuracy/10)
	w.after = 0.002 * math.Min(3, frozen.Sqrt(w.accuracy))
	w.motion = motion{air: s.air, drag: s.drag, band: atmosphere.AnyBand}
	m := &w.motion
	m.setEarth(s.earth)

	fixed := s.earth.Fixed(l.From)
	up := earth.Up(l.From)
	north, east := earth.NorthEast(l.From)
	sa, ca := frozen.Sincos(l.Azimuth)
	sk, ck := frozen.Sincos(l.Kick)
	tilted := up.Scale(ck).AddScaled(sk, north.Scale(ca).AddScaled(sa, east))
	w.up = [3]float64{up.X, up.Y, up.Z}
	w.tilted = [3]float64{tilted.X, tilted.Y, tilted.Z}

	w.boost.Evaluations, w.coast.Evaluations = 0, 0
	w.boost.Now = ode.Node{Y: ode.State{fixed.X, fixed.Y, fixed.Z, -m.spin * fixed.Y, m.spin * fixed.X, 0}}
}

// mostSteps ends flights of bodies that no missile is; the longest useful
// flight takes 500.
const mostSteps = 20_000

// reached takes note of where a step from last has ended.
func (w *Workspace) reached(last, now *ode.Node) {
	w.steps++
	before := w.rate.climb
	w.observe(now)
	if before > 0 && w.rate.climb <= 0 {
		w.apogee(last, now)
	}
	if w.Record {
		w.Track = append(w.Track, *now)
	}
}

// apogee finds the highest point between two nodes: false position on the
// rate of climb.
func (w *Workspace) apogee(a, b *ode.Node) {
	m := &w.motion
	var y ode.State
	lo, hi := a.T, b.T
	fl, fh := m.climb(&a.Y), m.climb(&b.Y)
	t := lo
	for range 6 {
		t = lo + (hi-lo)*fl/(fl-fh)
		ode.Between(a, b, t, &y)
		f := m.climb(&y)
		if math.Abs(f) < 1e-3 {
			break
		}
		if f > 0 {
			lo, fl = t, f
		} else {
			hi, fh = t, f
		}
	}
	if h := m.height(&y); h > w.flown.ApogeeAltitude {
		w.flown.Apogee, w.flown.ApogeeTime, w.flown.ApogeeAltitude = y, t, h
	}
}

// At interpolates in the recorded track: the inertial state at a time, within
// 1 m. Before the first node and after the last it returns those.
func (w *Workspace) At(t float64) (y ode.State) {
	n := len(w.Track)
	switch {
	case n == 0:
		return y
	case t <= w.Track[0].T:
		return w.Track[0].Y
	case t >= w.Track[n-1].T:
		return w.Track[n-1].Y
	}
	lo, hi := 0, n-1
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; w.Track[mid].T <= t {
			lo = mid
		} else {
			hi = mid
		}
	}
	ode.Between(&w.Track[lo], &w.Track[hi], t, &y)
	return y
}
