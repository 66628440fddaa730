package sighting

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/systems/sensor"
)

// sees says by how much one satellite at q sees an object at p: the height of
// the whole line of sight above the limb, as a share of its radius, and the
// share of the range that is left, whichever is less.
func sees(m earth.Model, s sensor.SpaceTracker, q, p earth.Vec[earth.ECEF]) float64 {
	d := p.Sub(q)
	u := d.Unit()
	lowest := q
	if ahead := -q.Dot(u); ahead > 0 {
		lowest = q.AddScaled(ahead, u)
	}
	return math.Min(lowest.Norm()/(m.Radius+s.LimbHeight)-1, 1-d.Norm()/s.Range)
}

// bruteForce says the same of the ring at the worst of many phases and of the
// nodes: it places the satellites and looks.
func bruteForce(m earth.Model, s sensor.SpaceTracker, p earth.Vec[earth.ECEF], phases int) float64 {
	worst := math.Inf(1)
	spacing := 2 * math.Pi / float64(s.Satellites)
	for node := range nodes {
		sn, cn := math.Sincos(2 * math.Pi * float64(node) / nodes)
		si, ci := math.Sincos(s.Inclination)
		at := earth.Vec[earth.ECEF]{X: cn, Y: sn}
		ahead := earth.Vec[earth.ECEF]{X: -sn * ci, Y: cn * ci, Z: si}
		for phase := range phases {
			best := math.Inf(-1)
			for k := range s.Satellites {
				sp, cp := math.Sincos(spacing * (float64(k) + float64(phase)/float64(phases)))
				q := at.Scale(cp).AddScaled(sp, ahead).Scale(m.Radius + s.Altitude)
				best = math.Max(best, sees(m, s, q, p))
			}
			worst = math.Min(worst, best)
		}
		if s.Inclination == 0 {
			break
		}
	}
	return worst
}

func anyRing(t *rapid.T) sensor.SpaceTracker {
	s := sensor.SpaceTracker{
		Satellites: rapid.IntRange(5, 40).Draw(t, "satellites"), Altitude: rapid.Float64Range(600e3, 4000e3).Draw(t, "altitude"),
		LimbHeight: rapid.Float64Range(0, 200e3).Draw(t, "limb"), Range: rapid.Float64Range(4000e3, 14000e3).Draw(t, "range"),
	}
	if rapid.IntRange(0, 7).Draw(t, "inclined") == 0 {
		s.Inclination = rapid.Float64Range(0.01, math.Pi/2).Draw(t, "inclination")
	}
	return s
}

func anyObject(t *rapid.T, m earth.Model) earth.Vec[earth.ECEF] {
	p := earth.Degrees(rapid.Float64Range(-60, 60).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon"))
	p.Alt = rapid.Float64Range(100e3, 3000e3).Draw(t, "height")
	return m.Fixed(p)
}

// TestTrackerMargin holds the closed form to satellites placed at many phases,
// but for what lies between two phases.
func TestTrackerMargin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := []earth.Model{earth.WGS84, earth.Sphere}[rapid.IntRange(0, 1).Draw(t, "earth")]
		s, p := anyRing(t), anyObject(t, m)
		k := NewTracker(m, s)
		const phases = 120
		got, want := k.margin(p), bruteForce(m, s, p, phases)
		if math.Abs(got) < 2*math.Pi/float64(s.Satellites)/phases || math.Abs(want) < 1e-9 {
			return
		}
		if (got > 0) != (want > 0) {
			t.Fatalf("margin %g, brute force %g", got, want)
		}
	})
}

// TestTrackerContinuous: the margin changes little over a metre, as the search
// for edges wants.
func TestTrackerContinuous(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := NewTracker(earth.WGS84, anyRing(t))
		p := anyObject(t, earth.WGS84)
		axis := []earth.Vec[earth.ECEF]{{X: 1}, {Y: 1}, {Z: 1}}[rapid.IntRange(0, 2).Draw(t, "axis")]
		a, b := k.margin(p), k.margin(p.Add(axis))
		if math.IsNaN(a) || math.Abs(a-b) > 0.01 {
			t.Fatalf("%g and %g", a, b)
		}
	})
}

// TestTrackerMore: twice the satellites, a lower limb or a longer range never
// hold less.
func TestTrackerMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyRing(t)
		p := anyObject(t, earth.WGS84)
		k := NewTracker(earth.WGS84, s)
		if k.margin(p) <= 0 {
			return
		}
		for name, more := range map[string]func(s *sensor.SpaceTracker){
			"satellites": func(s *sensor.SpaceTracker) { s.Satellites *= 2 },
			"limb":       func(s *sensor.SpaceTracker) { s.LimbHeight -= 20e3 },
			"range":      func(s *sensor.SpaceTracker) { s.Range += 500e3 },
		} {
			better := s
			more(&better)
			if k := NewTracker(earth.WGS84, better); k.margin(p) < -1e-9 {
				t.Fatalf("%s: margin %g", name, k.margin(p))
			}
		}
	})
}

// anyFlight is a flight over the northern hemisphere, of any length and shape.
func anyFlight(t *rapid.T, m earth.Model) flight.Ballistic {
	spot := func(label string) earth.Place {
		return earth.Degrees(rapid.Float64Range(0, 85).Draw(t, label+" lat"), rapid.Float64Range(-180, 180).Draw(t, label+" lon"))
	}
	boost := flight.Boost{Time: 180, Altitude: rapid.Float64Range(80e3, 300e3).Draw(t, "burnout"), Downrange: 200e3}
	from, to := spot("from"), spot("to")
	if d := flight.GroundRange(m, from, to); d < 800e3 || d > 13000e3 {
		t.Skip("too near or too far")
	}
	aim := flight.NewAim(m, boost, from, to)
	f, err := aim.Fly(flight.Shapes[rapid.IntRange(0, 2).Draw(t, "shape")])
	if err != nil {
		t.Skip(err)
	}
	return f
}

// TestTrackerBruteForce: along whole flights the spans that are held are those
// at which satellites, placed at every phase, see the missile.
func TestTrackerBruteForce(t *testing.T) {
	inside, outside := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		m := earth.WGS84
		s, f := anyRing(t), anyFlight(t, m)
		s.Inclination = 0
		k := NewTracker(m, s)
		var path Path
		path.FollowFinely(m, &f.Arc)
		spans := k.Holds(&path, nil)
		const phases = 60
		for i := range 25 {
			eta := f.Arc.From + (f.Arc.To-f.Arc.From)*(float64(i)+0.5)/25
			p := path.fixed(eta)
			want := bruteForce(m, s, p, phases)
			if margin := k.margin(p); math.Abs(margin) < 2*math.Pi/float64(s.Satellites)/phases || math.Abs(want) < 1e-6 || brief(&k, &path, eta) {
				continue
			}
			if within(spans, eta) {
				inside++
			} else {
				outside++
			}
			if within(spans, eta) != (want > 0) {
				t.Fatalf("at %.1f s held %v, brute force %g, margin %g, spans %v", f.Arc.Time(eta), within(spans, eta), want, k.margin(p), spans)
			}
		}
	})
	if inside == 0 || outside == 0 {
		t.Errorf("%d inside, %d outside", inside, outside)
	}
}

// brief says whether the ring's answer changes within a step of the path.
func brief(k *Tracker, p *Path, eta float64) bool {
	step := (p.arc.To - p.arc.From) / fineSteps
	held := k.margin(p.fixed(eta)) > 0
	for i := -5; i <= 5; i++ {
		if (k.margin(p.fixed(eta+step*float64(i)/5)) > 0) != held {
			return true
		}
	}
	return false
}

func within(spans []orbit.Span, eta float64) bool {
	for _, s := range spans {
		if eta >= s.From && eta <= s.To {
			return true
		}
	}
	return false
}
