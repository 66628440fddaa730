package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"scutum/agreement/certificate"
	"scutum/agreement/verifier"
	"scutum/systems/catalogue"
)

type paper = map[string]any

// papers are a certificate, its agreement and its study, as JSON to be changed.
type papers struct{ cert, agreement, study paper }

func decoded(data []byte) (value paper) {
	if err := json.Unmarshal(data, &value); err != nil {
		panic(err)
	}
	return value
}

func encoded(value any) []byte {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return data
}

func (p *papers) copied() papers {
	return papers{decoded(encoded(p.cert)), decoded(encoded(p.agreement)), decoded(encoded(p.study))}
}

func (p *papers) terms() paper { return p.cert["terms"].(paper) }

// agree writes the certificate's terms into the agreement.
func (p *papers) agree() { p.agreement["guarantee"] = decoded(encoded(p.terms())) }

// sealed makes the hashes and the sentence right again.
func (p *papers) sealed() {
	var t certificate.Terms
	if err := json.Unmarshal(encoded(p.terms()), &t); err != nil {
		panic(err)
	}
	p.cert["claim"] = t.Claim()
	p.cert["agreement"].(paper)["sha256"] = fmt.Sprintf("%x", sha256.Sum256(encoded(p.agreement)))
	p.cert["study"].(paper)["sha256"] = fmt.Sprintf("%x", sha256.Sum256(encoded(p.study)))
}

func (p *papers) verdict() verifier.Result {
	return verifier.Verify(encoded(p.cert), encoded(p.agreement), encoded(p.study), 2)
}

func (p *papers) proof(kind string, i int) paper { return p.cert[kind].([]any)[i].(paper) }

// nearestCase is which case of the instance the cap comes from.
const nearestCase = 0

// instance is two pairs against a site and a small sea, with a cap just below the
// least threshold that sampling finds. The areas are small, as what is lost on
// their curvature (0.1 % for 25 and 50 km) is not to hide what the mutants gain.
func instance(t *testing.T) papers {
	zero := 0.0
	terms := certificate.Terms{FieldRadiusKm: 10, AimRadiusKm: 20, Coast: certificate.Coast{WithinS: 60}, Commit: certificate.Commit{AfterBurnoutS: &zero},
		LeastLostTimeS: 25, SpeedCapKmS: 4.5, LeastAltitudeKm: 100,
		Fields: []certificate.Field{{Name: "Tatishchevo", LatDeg: 51.667, LonDeg: 45.567, BurnFromS: 180, BurnUntilS: 180, BurnoutKm: 200, DownrangeKm: 400}},
		Aims:   []certificate.Named{{Name: "Miami", LatDeg: 25.7743, LonDeg: -80.1937}, {Name: "Minot", LatDeg: 48.2325, LonDeg: -101.2963}},
		Sites:  []certificate.Named{{Name: "Redzikowo", LatDeg: 54.4728, LonDeg: 17.1231}}}
	nearest, ok, err := certificate.NearestOfAll(context.Background(), &terms, 20_000, 1, 2)
	if err != nil || !ok {
		t.Fatal(err)
	}
	terms.SpeedCapKmS = nearest.SpeedKmS * (1 - 0.0004)
	terms.Sea = &certificate.Sea{Rectangle: certificate.Rectangle{SouthDeg: 36, NorthDeg: 60, WestDeg: 5, EastDeg: 21},
		Excluded: []certificate.Rectangle{{SouthDeg: 47, NorthDeg: 60, WestDeg: 5, EastDeg: 21}}}
	r, err := certificate.Certify(context.Background(), &terms, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Certificate == nil {
		t.Fatalf("0.04 %% below the sampled minimum %.4f km/s, %s, is not proved: %s %s", nearest.SpeedKmS, nearest.Case,
			r.Failures[0].Case.Name, r.Failures[0].Where())
	}
	r.Certificate.Agreement.Name, r.Certificate.Study.Name, r.Certificate.Study.Shield = "both", "three", "east"
	battery := paper{"kind": "sm-3-iia", "number": 24.0}
	site := func(name string, lat, lon float64, ship bool) paper {
		return paper{"name": name, "lat_deg": lat, "lon_deg": lon, "ship": ship, "interceptors": []any{battery}}
	}
	p := papers{cert: decoded(encoded(r.Certificate)), agreement: paper{"name": "both"}, study: paper{"study": paper{"name": "three", "commit": "after-burnout",
		"shields": []any{paper{"name": "east", "sites": []any{site("Redzikowo", 54.4728, 17.1231, false), site("Ionian", 37, 19, true)}}},
		"figures": paper{"commit.after_burnout_s": 60.0, "sm-3-iia.burnout_speed_km_s": 4.5, "sm-3-iia.lost_time_s": 25.0, "sm-3-iia.min_altitude_km": 100.0}}}}
	p.agree()
	p.sealed()
	t.Logf("cap %.5f km/s against %.5f sampled for %s; trees of %d and %d letters, cells %s", terms.SpeedCapKmS, nearest.SpeedKmS, nearest.Case,
		len(r.Certificate.Cases[0].Tree), len(r.Certificate.Cases[1].Tree), r.Certificate.Sea[0].Cells)
	return p
}

// agreed makes papers of terms that can be proved, and a study of a slow shield
// at the terms' first site.
func agreed(t *testing.T, terms *certificate.Terms) (papers, bool) {
	r, err := certificate.Certify(context.Background(), terms, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Certificate == nil {
		return papers{}, false
	}
	r.Certificate.Agreement.Name, r.Certificate.Study.Name = "a", "s"
	at := terms.Sites[0]
	p := papers{cert: decoded(encoded(r.Certificate)), agreement: paper{"name": "a"}, study: paper{"study": paper{"name": "s", "commit": "sensors",
		"shields": []any{paper{"name": "one", "sites": []any{paper{"lat_deg": at.LatDeg, "lon_deg": at.LonDeg, "interceptors": []any{
			paper{"kind": "k", "number": 1.0, "burnout_speed_km_s": 0.1, "lost_time_s": 300.0, "min_altitude_km": 300.0}}}}}}}}}
	p.agree()
	p.sealed()
	return p, true
}

func named(t *testing.T, names ...string) (all []certificate.Named) {
	for _, name := range names {
		p, err := catalogue.Default().Point(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, certificate.Named{Name: name, LatDeg: p.LatDeg, LonDeg: p.LonDeg})
	}
	return all
}

var (
	fieldNames = []string{"Kozelsk", "Tatishchevo", "Dombarovsky", "Uzhur", "Teykovo", "Yoshkar-Ola", "Nizhny Tagil", "Novosibirsk", "Irkutsk", "Barnaul", "Vypolzovo"}
	aimNames   = []string{"Washington", "New York", "Boston", "Miami", "Chicago", "Houston", "Los Angeles", "Seattle", "Minot"}
)

// TestWholePhase3: all 198 cases, for solid missiles at commit 120 s and for
// liquid ones with coasts of 0.9 to 1.1 of minimum energy; the coasts of all
// pairs are the house's.
func TestWholePhase3(t *testing.T) {
	early, zero := 120.0, 0.0
	for name, terms := range map[string]certificate.Terms{
		"solid":  {SpeedCapKmS: 4.42, Coast: certificate.Coast{WithinS: 60}, Commit: certificate.Commit{AfterLaunchS: &early}},
		"liquid": {SpeedCapKmS: 4.4, Coast: certificate.Coast{RatioFrom: 0.9, RatioTo: 1.1}, Commit: certificate.Commit{AfterBurnoutS: &zero}},
	} {
		terms.FieldRadiusKm, terms.AimRadiusKm, terms.LeastLostTimeS, terms.LeastAltitudeKm = 25, 50, 25, 100
		for _, f := range named(t, fieldNames...) {
			field := certificate.Field{Name: f.Name, LatDeg: f.LatDeg, LonDeg: f.LonDeg, BurnFromS: 180, BurnUntilS: 180, BurnoutKm: 200, DownrangeKm: 400}
			if name == "liquid" {
				field.BurnFromS, field.BurnUntilS, field.BurnoutKm, field.DownrangeKm = 144, 300, 250, 500
			}
			terms.Fields = append(terms.Fields, field)
		}
		terms.Aims, terms.Sites = named(t, aimNames...), named(t, "Deveselu", "Redzikowo")
		p, ok := agreed(t, &terms)
		if !ok {
			t.Fatalf("%s: not proved", name)
		}
		if r := p.verdict(); !r.Accepted || r.Cases != 198 {
			t.Errorf("%s: %d cases, %s", name, r.Cases, r.Reason)
		}
	}
}

// TestWhateverIsProvedIsAccepted: terms drawn at random, with caps half a per
// cent below what sampling finds: what the prover proves, the checker, whose
// bounds are its own, accepts without another split.
func TestWhateverIsProvedIsAccepted(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	fields, aims := named(t, fieldNames...), named(t, aimNames...)
	sites := append(named(t, "Deveselu", "Redzikowo"), certificate.Named{Name: "Norwegian Sea", LatDeg: 68, LonDeg: 5}, certificate.Named{Name: "Baltic", LatDeg: 55.5, LonDeg: 18.5})
	proved := 0
	for range 20 {
		f, commit := fields[r.IntN(len(fields))], 200*(r.Float64()-0.3)
		terms := certificate.Terms{FieldRadiusKm: 50 * r.Float64(), AimRadiusKm: 100 * r.Float64(), LeastLostTimeS: 5 + 30*r.Float64(), LeastAltitudeKm: 80 + 50*r.Float64(), SpeedCapKmS: 4,
			Fields: []certificate.Field{{Name: f.Name, LatDeg: f.LatDeg, LonDeg: f.LonDeg, BurnFromS: 150, BurnUntilS: 150 + 150*r.Float64(), BurnoutKm: 150 + 150*r.Float64(), DownrangeKm: 300 + 300*r.Float64()}},
			Aims:   []certificate.Named{aims[r.IntN(len(aims))]}, Sites: []certificate.Named{sites[r.IntN(len(sites))]}, Commit: certificate.Commit{AfterBurnoutS: &commit}}
		if r.IntN(3) == 0 {
			terms.Sites[0].RadiusKm = 100 * r.Float64()
		}
		if terms.Coast.WithinS = 100 * r.Float64(); r.IntN(2) == 0 {
			terms.Coast = certificate.Coast{RatioFrom: 0.85 + 0.1*r.Float64(), RatioTo: 1.05 + 0.1*r.Float64()}
		}
		nearest, ok, err := certificate.NearestOfAll(context.Background(), &terms, 1000, 1, 2)
		if err != nil || !ok {
			continue
		}
		terms.SpeedCapKmS = math.Min(0.995*nearest.SpeedKmS, 7)
		p, ok := agreed(t, &terms)
		if !ok {
			continue
		}
		proved++
		if v := p.verdict(); !v.Accepted {
			t.Errorf("%+v: %s", terms, v.Reason)
		}
	}
	if t.Logf("%d proved", proved); proved < 10 {
		t.Error("too few to tell")
	}
}

// TestVerdictOfAnyNumberOfWorkers: of two faults the first is told.
func TestVerdictOfAnyNumberOfWorkers(t *testing.T) {
	p := instance(t)
	for i := range 2 {
		p.proof("cases", i)["tree"] = "c."
	}
	want := p.verdict()
	for _, workers := range []int{0, 1, 8} {
		if got := verifier.Verify(encoded(p.cert), encoded(p.agreement), encoded(p.study), workers); got.Reason != want.Reason || !strings.Contains(got.Reason, "Miami") {
			t.Errorf("%d workers: %s, not %s", workers, got.Reason, want.Reason)
		}
	}
}
