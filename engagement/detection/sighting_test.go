package detection

import (
	"math"
	"math/rand/v2"
	"testing"

	"scutum/engagement/sighting"
	"scutum/internal/random"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
	"scutum/systems/sensor"
)

// randomCase is a flight of a class anywhere and a radar within a few degrees
// of its ground track, with or without a sector, limits and bent rays.
func randomCase(rng *rand.Rand, m earth.Model) (flight.Ballistic, scenario.RadarSite, bool) {
	b := [...]flight.Boost{{Time: 130, Altitude: 100e3, Downrange: 150e3}, {Time: 180, Altitude: 180e3, Downrange: 300e3}, {Time: 300, Altitude: 250e3, Downrange: 500e3}}[rng.IntN(3)]
	from := earth.Degrees(160*rng.Float64()-80, 360*rng.Float64()-180)
	aim := flight.NewAim(m, b, from, m.Destination(from, 2*math.Pi*rng.Float64(), 1000e3+8500e3*rng.Float64()))
	f, err := aim.Fly(flight.Shapes[rng.IntN(3)])
	if err != nil {
		return f, scenario.RadarSite{}, false
	}
	p := flight.Along(m, f.From, f.To, flight.GroundRange(m, f.From, f.To)*rng.Float64())
	r := sensor.Radar{Band: sensor.X, Range: 150e3 * math.Pow(25, rng.Float64()), ReferenceRCS: 0.01, ElevationMax: math.Pi / 2, FourThirds: rng.IntN(3) == 0,
		SNR: math.Inf(1), Swerling: 1 + rng.IntN(4), FalseAlarm: 1e-6, Beam: 0.01, RangeResolution: 10, Tracks: 10}
	if rng.IntN(2) == 0 {
		r.AzimuthFrom = 2 * math.Pi * rng.Float64()
		r.AzimuthTo = math.Mod(r.AzimuthFrom+0.3+5.5*rng.Float64(), 2*math.Pi)
	}
	if rng.IntN(2) == 0 {
		r.ElevationMin = 0.2 * rng.Float64()
	}
	if rng.IntN(3) == 0 {
		r.ElevationMax = 0.3 + 1.2*rng.Float64()
	}
	at := earth.Degrees(math.Max(-89, math.Min(89, p.LatDeg()+12*(rng.Float64()-0.5))), p.LonDeg()+20*(rng.Float64()-0.5))
	return f, scenario.RadarSite{Name: "radar", Place: at, Radar: r}, true
}

// TestAgreesWithSighting: with a signal beyond all noise, a radar detects an
// arc every second in the spans in which package sighting says that it holds
// it, and never outside, on 1,000 random arcs; what it then measures is exact.
// One arc in 800 may differ by a visit of seconds, as sighting states.
func TestAgreesWithSighting(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	stream := random.New(1, 0, "agree")
	cases, detections, wrong := 0, 0, 0
	var out []Detection
	for cases < 1000 {
		m := [...]earth.Model{earth.WGS84, earth.Sphere}[cases%2]
		f, site, ok := randomCase(rng, m)
		if !ok {
			continue
		}
		cases++
		rcs := map[sensor.Band]float64{sensor.X: 0.01 * math.Pow(100, rng.Float64()-0.5)}
		ready := sighting.NewRadar(m, site, rcs)
		var path sighting.Path
		path.Follow(m, &f.Arc)
		spans := ready.Holds(&path, nil)
		r, run := NewRadar(m, site, rcs), 0
		for when := f.Arc.Time(f.Arc.From) + 0.5; when < f.Arc.Time(f.Arc.To); when += 2 {
			eta := f.Arc.At(when)
			p, at := f.Arc.PositionTime(eta)
			o := Object{At: m.Rotating(p, at)}
			out = r.Scan(0, []Object{o}, &stream, out[:0])
			detections += len(out)
			in, edge := false, false
			for _, x := range spans {
				from, to := f.Arc.Time(x.From), f.Arc.Time(x.To)
				in = in || when >= from && when <= to
				edge = edge || math.Abs(when-from) < 0.01 || math.Abs(when-to) < 0.01
			}
			if in != (len(out) == 1) && !edge {
				run++
			}
			if len(out) == 1 {
				z := out[0].Measurement
				back := toward(m, site.Place, z.Z[0], z.Z[1], z.Z[2])
				if back.Sub(o.At).Norm() > 1e-2 || z.Sigma != [3]float64{} {
					t.Fatalf("measured %v m beside the truth", back.Sub(o.At).Norm())
				}
			}
		}
		if run > 0 {
			wrong++
			t.Logf("case %d: %d differences of 2 s", cases, run)
		}
	}
	t.Logf("%d detections on %d arcs, %d of which differ", detections, cases, wrong)
	if wrong > 2 || detections < 20000 {
		t.Error("detections and sighting do not agree")
	}
}
