package certificate

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"scutum/physics/earth"
)

// TestSea proves one of the harder pairs against every place of the Atlantic
// and the Mediterranean, which 10^5 random ships do not refute, and fails where the northern waters are let in.
func TestSea(t *testing.T) {
	terms := phase3(t, Commit{AfterBurnoutS: at(0)})
	pairs, err := terms.Pairs()
	if err != nil {
		t.Fatal(err)
	}
	sea := Sea{Rectangle{25, 90, -30, 70}, []Rectangle{{47, 90, -30, 70}, {43, 90, 10, 70}}}
	p, err := ProveSea(context.Background(), pairs[12], &sea) // Tatishchevo to Miami
	if err != nil || p.Open != nil {
		t.Fatal(err, p.Open)
	}
	t.Logf("%s: %d cells, %d boxes", p.Name, len(p.Trees), p.Boxes)
	drawn(t, 100_000, pairs[12].SpeedKmS, func(r *rand.Rand) *Case { // ships where they may be, some on the lines
		c := pairs[12]
		c.Site = Disc{LatDeg: 25 + 22*r.Float64(), LonDeg: -30 + 100*r.Float64()}
		if c.Site.LonDeg > 10 {
			c.Site.LatDeg = math.Min(c.Site.LatDeg, 43)
		}
		return &c
	})
	sea.Excluded = sea.Excluded[:0]
	if p, err = ProveSea(context.Background(), pairs[12], &sea); err != nil || p.Open == nil {
		t.Fatalf("ships anywhere are certified: %v", err)
	}
	failed := Failure{Case: pairs[12], Cell: p.Open}
	terms.Sea = &sea
	m, ok := failed.Meeting(&terms, 1)
	t.Logf("least speed from a ship anywhere: %+v", m)
	if !ok || m.SpeedKmS > pairs[12].SpeedKmS || !sea.open(m.Site.LatDeg(), m.Site.LonDeg()) {
		t.Errorf("no meeting from the sea within the cap: %+v", m)
	}
	sea.Excluded = []Rectangle{{47, 90, -30, 70}, {43, 90, 10, 70}}
	m, ok = NearestShip(&pairs[12], &sea, 1)
	if t.Logf("least speed from where ships are certified: %+v", m); !ok || m.SpeedKmS < pairs[12].SpeedKmS || m.SpeedKmS > 5.035 || !sea.open(m.Site.LatDeg(), m.Site.LonDeg()) {
		t.Error("that is below the cap, above what 10^5 draws find, or no place for a ship")
	}
}

// A rectangle's disc holds its corners and the middles of its sides.
func TestDiscHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		a := Rectangle{SouthDeg: -90 + 170*r.Float64(), WestDeg: -180 + 300*r.Float64()}
		a.NorthDeg = a.SouthDeg + (90-a.SouthDeg)*r.Float64()
		a.EastDeg = a.WestDeg + 59*r.Float64()
		d := a.disc()
		c := earth.Up(earth.Degrees(d.LatDeg, d.LonDeg))
		for range 20 {
			lat, lon := a.SouthDeg+(a.NorthDeg-a.SouthDeg)*r.Float64(), a.WestDeg+(a.EastDeg-a.WestDeg)*r.Float64()
			if r.IntN(2) == 0 {
				lat = []float64{a.SouthDeg, a.NorthDeg}[r.IntN(2)]
			}
			if r.IntN(2) == 0 {
				lon = []float64{a.WestDeg, a.EastDeg}[r.IntN(2)]
			}
			angle := 2 * math.Asin(math.Min(1, c.Sub(earth.Up(earth.Degrees(lat, lon))).Norm()/2))
			if angle*radiusKm > d.RadiusKm*(1+1e-12) {
				t.Fatalf("%+v: %g, %g lies %g km from the middle, disc %g", a, lat, lon, angle*radiusKm, d.RadiusKm)
			}
		}
	}
}

// TestUseful: the cap that is certified lies within half a per cent of the
// least threshold that sampling finds (10^5 draws and a pattern search).
func TestUseful(t *testing.T) {
	for name, commit := range map[string]Commit{"at burnout": {AfterBurnoutS: at(0)}, "at 120 s": {AfterLaunchS: at(120)}} {
		terms := phase3(t, commit)
		draws := 100_000
		if testing.Short() {
			draws = 10_000
		}
		nearest, ok, err := NearestOfAll(context.Background(), &terms, draws, 1, 2)
		if err != nil || !ok {
			t.Fatal(err)
		}
		terms.SpeedCapKmS = 0.998 * nearest.SpeedKmS
		r, err := Certify(context.Background(), &terms, 2, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Failures) > 0 {
			t.Errorf("commit %s: 0.2 %% below the sampled minimum %.4f km/s %d cases fail", name, nearest.SpeedKmS, len(r.Failures))
		}
		t.Logf("commit %s: sampled minimum %.4f km/s (%s), certified %.4f, %d boxes", name, nearest.SpeedKmS, nearest.Case, terms.SpeedCapKmS, r.Boxes)
		terms.SpeedCapKmS = 1.001 * nearest.SpeedKmS
		if r, err = Certify(context.Background(), &terms, 2, nil); err != nil || len(r.Failures) == 0 {
			t.Errorf("commit %s: certified above the sampled minimum (%v)", name, err)
		}
	}
}
