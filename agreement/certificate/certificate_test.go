package certificate

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"scutum/campaign"
	"scutum/engagement/reach"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/systems/catalogue"
)

// points are the places of validation/points.csv, as the catalogue has them.
func points(t *testing.T, names ...string) (all []Named) {
	t.Helper()
	for _, name := range names {
		p, err := catalogue.Default().Point(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, Named{Name: name, LatDeg: p.LatDeg, LonDeg: p.LonDeg})
	}
	return all
}

// phase3 are the terms of the 11 fields and 9 aims against the two land sites.
func phase3(t *testing.T, commit Commit) Terms {
	terms := Terms{FieldRadiusKm: 25, AimRadiusKm: 50, Coast: Coast{WithinS: 60}, Commit: commit, LeastLostTimeS: 25, SpeedCapKmS: 4.5, LeastAltitudeKm: 100}
	for _, f := range points(t, "Kozelsk", "Tatishchevo", "Dombarovsky", "Uzhur", "Teykovo", "Yoshkar-Ola", "Nizhny Tagil", "Novosibirsk", "Irkutsk", "Barnaul", "Vypolzovo") {
		terms.Fields = append(terms.Fields, Field{f.Name, f.LatDeg, f.LonDeg, 180, 180, 200, 400})
	}
	terms.Aims = points(t, "Washington", "New York", "Boston", "Miami", "Chicago", "Houston", "Los Angeles", "Seattle", "Minot")
	terms.Sites = points(t, "Deveselu", "Redzikowo")
	return terms
}

func at(s float64) *float64 { return &s }

// proved runs all cases and returns the names of those that fail.
func proved(t *testing.T, terms Terms) (boxes int, failed []string) {
	t.Helper()
	cases, err := terms.Cases()
	if err != nil {
		t.Fatal(err)
	}
	for i := range cases {
		p, err := Prove(context.Background(), &cases[i], DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		boxes += p.Boxes
		if p.Open != nil {
			failed = append(failed, cases[i].Name)
		}
	}
	return boxes, failed
}

// TestPhase3 proves 4.5 km/s at burnout, 4.9 too, and not 5.0, for which the
// one pair that is nearest has a concrete meeting.
func TestPhase3(t *testing.T) {
	terms := phase3(t, Commit{AfterBurnoutS: at(0)})
	for _, c := range []struct {
		cap  float64
		fail int
	}{{4.5, 0}, {4.9, 0}, {5.0, 1}} {
		terms.SpeedCapKmS = c.cap
		boxes, failed := proved(t, terms)
		if len(failed) != c.fail {
			t.Errorf("%.1f km/s: %d cases fail: %v", c.cap, len(failed), failed)
		}
		t.Logf("%.1f km/s: %d boxes", c.cap, boxes)
	}
}

// TestSound: in certified regions, random launch points, aim points, times of
// coast and commits from the discs' edges and insides: none of a million is
// reachable by reach, which shares nothing with the proof but the model.
func TestSound(t *testing.T) {
	terms := phase3(t, Commit{AfterLaunchS: at(120)})
	terms.SpeedCapKmS = 4.43
	if _, failed := proved(t, terms); failed != nil {
		t.Fatalf("not certified: %v", failed)
	}
	cases, err := terms.Cases()
	if err != nil {
		t.Fatal(err)
	}
	least := drawn(t, 1_000_000, terms.SpeedCapKmS, func(r *rand.Rand) *Case { return &cases[r.IntN(len(cases))] })
	if least > 1.01e3*terms.SpeedCapKmS {
		t.Errorf("no draw comes within a hundredth of the cap (%.1f m/s): they prove little", least)
	}
}

// drawn asks reach of n random meetings of cases that are certified at a cap,
// fewer with -short, and returns the least speed that one of them needs, m/s.
func drawn(t *testing.T, n int, capKmS float64, next func(*rand.Rand) *Case) float64 {
	t.Helper()
	if testing.Short() {
		n /= 50
	}
	const blocks = 100
	least, asked := [blocks]float64{}, [blocks]int{}
	err := campaign.Each(context.Background(), blocks, 0, nil, func(_, b int) {
		r := rand.New(rand.NewPCG(7, uint64(b)))
		least[b] = math.Inf(1)
		for range n / blocks {
			if speed, ok := concrete(r, next(r), 1.2e3*capKmS); ok {
				least[b] = math.Min(least[b], speed)
				asked[b]++
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	lowest, sum := slices.Min(least[:]), 0
	for _, k := range asked {
		sum += k
	}
	if lowest <= 1e3*capKmS {
		t.Errorf("reachable with %.1f m/s", lowest)
	}
	if sum < n*99/100 {
		t.Errorf("only %d of %d draws are flights", sum, n)
	}
	t.Logf("least threshold of %d draws: %.1f m/s", sum, lowest)
	return lowest
}

// concrete draws one flight, one site and one departure of a case and returns
// the speed that the interceptor needs, +Inf where it is surely above a limit.
func concrete(r *rand.Rand, c *Case, limit float64) (speed float64, ok bool) {
	m := earth.Sphere
	near := func(d Disc) earth.Place {
		far := d.RadiusKm * 1e3
		if r.IntN(2) == 0 {
			far *= math.Sqrt(r.Float64())
		}
		return m.Destination(earth.Degrees(d.LatDeg, d.LonDeg), 2*math.Pi*r.Float64(), far)
	}
	const burn = 180
	aim := flight.NewAim(m, flight.Boost{Time: burn, Altitude: c.BurnoutKm * 1e3, Downrange: c.DownrangeKm * 1e3}, near(c.Launch), near(c.Aim))
	part := r.Float64()
	if r.IntN(2) == 0 {
		part = math.Round(part) // the longest or the shortest
	}
	b, err := aim.After(c.CoastFrom+(c.CoastUntil-c.CoastFrom)*part, flight.MinimumEnergy)
	if err != nil {
		return 0, false
	}
	site := reach.NewSite(m, earth.Degrees(c.Site.LatDeg, c.Site.LonDeg))
	if c.Site.RadiusKm > 0 {
		site = reach.NewSite(m, near(c.Site))
	}
	q := reach.Problem{Site: &site, Arc: &b.Arc, Commit: burn + c.Depart + 200*r.Float64()*float64(r.IntN(2)),
		Spans: []orbit.Span(b.Arc.Altitudes(m, nil, c.LeastAltitudeKm*1e3, math.Inf(1)))}
	return q.ThresholdBelow(limit).Speed, true
}

// TestNegativeControls: what must not be proved is not.
func TestNegativeControls(t *testing.T) {
	nearest := func(change func(*Terms)) int {
		terms := phase3(t, Commit{AfterLaunchS: at(120)})
		terms.Fields, terms.Aims, terms.Sites = terms.Fields[1:2], terms.Aims[3:4], terms.Sites[1:]
		terms.SpeedCapKmS = 4.44
		change(&terms)
		_, failed := proved(t, terms)
		return len(failed)
	}
	if nearest(func(*Terms) {}) != 0 {
		t.Fatal("Tatishchevo to Miami is not certified at 4.44 km/s")
	}
	for name, change := range map[string]func(*Terms){
		"speed":    func(x *Terms) { x.SpeedCapKmS = 4.453 },
		"commit":   func(x *Terms) { x.Commit.AfterLaunchS = at(110) },
		"burn":     func(x *Terms) { x.Fields[0].BurnUntilS = 190 },
		"site":     func(x *Terms) { x.Sites[0].LonDeg += 1 },
		"field":    func(x *Terms) { x.FieldRadiusKm = 60 },
		"coast":    func(x *Terms) { x.Coast.WithinS = 70 },
		"lost":     func(x *Terms) { x.LeastLostTimeS = 15 },
		"the ship": func(x *Terms) { x.Sites[0].RadiusKm = 60 },
	} {
		if nearest(change) == 0 {
			t.Errorf("still certified with another %s", name)
		}
	}
}
