package cooperation

import (
	"math"

	"scutum/engagement/sighting"
	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
)

// Reveal is what a party tells the others at a level of sharing, over the raid.
// Each level reveals what those before it do.
type Reveal struct {
	Party        int
	Level        scenario.Sharing
	Reports      int     // missiles of whose launch it tells
	SoonestS     float64 // the soonest after launch: how quick its warning is
	Sensors      []Given // whose tracks it hands over; some may have none of this raid
	Sites        int     // whose places, stock and readiness it tells
	Interceptors int
}

// Given is what one sensor's tracks tell about the sensor.
type Given struct {
	Sensor     string
	Missiles   int     // tracks
	Seconds    float64 // together
	FarthestKm float64 // farthest that a missile was held: its range is at least that; 0 for satellites
	LowestDeg  float64 // lowest elevation at which one was held
}

// reveals lists what each party tells at each level but none.
func reveals(set *scenario.Setting, all []flight.Ballistic) []Reveal {
	var out []Reveal
	for _, level := range scenario.Sharings[1:] {
		for i, p := range set.Sides() {
			r := Reveal{Party: i, Level: level, SoonestS: math.Inf(1)}
			s := &set.Shields[p.Shield]
			given := make([]Given, len(s.Radars)+len(s.Trackers))
			for k := range all {
				r.add(set, s, &all[k], set.Raid.Missiles[k], given)
			}
			if math.IsInf(r.SoonestS, 1) {
				r.SoonestS = 0
			}
			if level >= scenario.ShareTracks {
				r.Sensors = given
			}
			if level >= scenario.SharePlanning {
				r.addStock(s)
			}
			out = append(out, r)
		}
	}
	return out
}

// addStock counts the sites with interceptors and what they hold.
func (r *Reveal) addStock(s *scenario.Shield) {
	for _, site := range s.Sites {
		n := 0
		for _, b := range site.Batteries {
			n += b.Number
		}
		if n > 0 {
			r.Sites++
			r.Interceptors += n
		}
	}
}

// add takes in one missile.
func (r *Reveal) add(set *scenario.Setting, s *scenario.Shield, f *flight.Ballistic, m scenario.RaidMissile, given []Given) {
	v := sighting.NewView(set.Earth, s, m.Class.RCS)
	v.Look(&f.Arc)
	w := word{math.Inf(1), math.Inf(1)}
	w.hear(v, s, 0)
	if first := math.Min(w[infraredKind], w[radarKind]); !math.IsInf(first, 1) {
		r.Reports++
		r.SoonestS = math.Min(r.SoonestS, first)
	}
	for i := range given {
		g := &given[i]
		g.Sensor = v.Sensor(i)
		spans := v.Holds(i)
		if len(spans) == 0 {
			continue
		}
		if g.Missiles == 0 && i < len(s.Radars) {
			g.LowestDeg = 90
		}
		g.Missiles++
		for _, x := range spans {
			g.Seconds += f.Arc.Time(x.To) - f.Arc.Time(x.From)
			if i < len(s.Radars) {
				g.measure(set, s.Radars[i].Place, f, x)
			}
		}
	}
}

// measure looks at a span from a radar.
func (g *Given) measure(set *scenario.Setting, place earth.Place, f *flight.Ballistic, x orbit.Span) {
	at, up := set.Earth.Fixed(place), earth.Up(place)
	const steps = 8
	for i := range steps + 1 {
		r, t := f.Arc.PositionTime(x.From + float64((x.To-x.From)*(float64(i)/steps)))
		d := set.Earth.Rotating(r, t).Sub(at)
		n := d.Norm()
		g.FarthestKm = math.Max(g.FarthestKm, n/1e3)
		g.LowestDeg = math.Min(g.LowestDeg, frozen.Asin(d.Dot(up)/n)*180/math.Pi)
	}
}
