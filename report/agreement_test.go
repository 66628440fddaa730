package report

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"regexp"
	"strings"
	"sync"
	"testing"

	"scutum/agreement/certificate"
	"scutum/agreement/limits"
	"scutum/agreement/search"
	"scutum/assessment/deterrence"
	"scutum/report/chart"
	"scutum/report/drawing"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// agreed checks a built-in agreement against a built-in study of one shield.
func agreed(agreement, study string) *Agreement {
	cat := catalogue.Default()
	must := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	a, err := limits.Open(agreement, cat)
	must(err)
	f, err := scenario.Open(study, cat)
	must(err)
	base, err := f.Base(cat, "published")
	must(err)
	set, err := scenario.Expand(f, cat, base)
	must(err)
	flights, err := deterrence.Flights(set.Earth, &set.Force)
	must(err)
	out := &Agreement{Setting: set, Assumptions: "published", Flights: flights, Unconfirmed: []string{"sm-3-iia.burnout_speed_km_s"}, Provenance: provenance}
	out.Report, err = limits.Check(a, set, 0, flights)
	must(err)
	out.Sides, err = limits.AssumeEach(context.Background(), a, f, cat, 0, []string{"published", "moscow", "brussels"})
	must(err)
	out.Sensitivity, err = limits.Sensitive(context.Background(), a, f, cat, base, 0, 2, nil)
	must(err)
	return out
}

var agreementPages = sync.OnceValue(func() (pages []string) {
	kept := agreed("both-sides-2011", "epaa-3")
	terms := kept.Report.Agreement.Guarantee
	kept.Proof = &Proof{Terms: terms, Certificate: &certificate.Certificate{Terms: *terms, Claim: terms.Claim(), NotProved: certificate.NotCovered}, Verified: true, Cases: 297, Anew: 12345, Draws: 20000,
		Nearest: &certificate.Meeting{Case: "Tatishchevo to Miami, from Redzikowo", SpeedKmS: 4.9, DepartS: 20, MeetingS: 302, AltitudeKm: 878, PlaceLatDeg: 59.6, PlaceLonDeg: 14.6}}
	kept.Proof.Closest = &certificate.Miss{Meeting: *kept.Proof.Nearest, Km: 110.4, AtS: 290, LeftS: 20, AtAltitudeKm: 856, AtLatDeg: 59.5, AtLonDeg: 15.2}
	for _, a := range []*Agreement{kept, agreed("moscow-2012", "epaa-4")} {
		var b bytes.Buffer
		if err := a.Write(&b); err != nil {
			panic(err)
		}
		pages = append(pages, b.String())
	}
	return pages
})

// TestAgreementHolds: the verdict first, and every part that the page promises.
func TestAgreementHolds(t *testing.T) {
	for i, words := range [][]string{
		{"Phased approach, phase 3 (2018) keeps this agreement.", "Article 1. Speed of interceptors", "exactly at the limit", "Idle", "in force once the number of missiles over 3\u202f000 km, tested or deployed, has been below 1 for 120 months: ", "it stands at 83, 120 is wanted.", "8.6 km to spare", "60 s to spare", "asked in action", "these eleven areas", "The nearest any interceptor on land comes is 110 km", "km/s above the cap",
			"meetings before the missile&#39;s burnout", "its verdict turns", "Idle by themselves", "does not turn in its range", "best margin against the protected force, km/s", "12\u202f345 boxes"},
		{"does not keep this agreement: it fails articles 1 (number of interceptors), 2 (speed of interceptors) and 3 (places of basing).", "36 beyond the limit", "Tatishchevo to Miami", "can meet the missile",
			"scutum reach --site ", "the map at article 1", "No protected trajectory comes within reach by this", "turns at 5.141 km/s", "no certificate given", "can be where the missile is", "from any ship in 25° N to 90° N by 30° W to 70° E outside two excluded areas", "96, the limit is 60", "1209 km, the limit is 1300 km", "it forbids is there already"},
	} {
		for _, w := range words {
			if !strings.Contains(agreementPages()[i], w) {
				t.Errorf("page %d does not say %q", i, w)
			}
		}
	}
}

// TestAgreementAlone: the page asks nothing of the network, anchors lead
// somewhere, no number is missing, and the same agreement gives the same bytes.
func TestAgreementAlone(t *testing.T) {
	for i, page := range append(agreementPages(), dealsPageOf(t)) {
		whole := regexp.MustCompile(`xmlns="[^"]*"`).ReplaceAllString(page, "")
		whole = regexp.MustCompile(`(?s)<script>.*?</script>`).ReplaceAllString(whole, "")
		for _, word := range []string{"NaN", "Inf", "<nil>", "%!", "ZgotmplZ"} {
			if strings.Contains(whole, word) {
				t.Errorf("page %d says %s", i, word)
			}
		}
		if found := regexp.MustCompile(`(?:src|href)="(?:https?:)?//`).FindString(whole); found != "" {
			t.Errorf("page %d asks the network: %s", i, found)
		}
		ids := map[string]bool{}
		for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
			if ids[m[1]] {
				t.Errorf("page %d: %s stands twice", i, m[1])
			}
			ids[m[1]] = true
		}
		for _, m := range regexp.MustCompile(` href="#([^"]*)"`).FindAllStringSubmatch(page, -1) {
			if !ids[m[1]] {
				t.Errorf("page %d: nothing is called %s", i, m[1])
			}
		}
	}
	var again bytes.Buffer
	if err := agreed("moscow-2012", "epaa-4").Write(&again); err != nil || again.String() != agreementPages()[1] {
		t.Error("the same agreement gives other bytes", err)
	}
}

// TestCounterMapOverThePole: a path from Siberia over the pole is one line without
// a streak, wholly within the frame.
func TestCounterMapOverThePole(t *testing.T) {
	a := agreed("both-sides-2011", "epaa-3")
	for i, tr := range a.Setting.Force.Trajectories {
		site := &a.Setting.Shields[0].Sites[i%4]
		m := newCounterMap(&encounter{flight: &a.Flights[i], field: tr.Field, target: tr.Target, site: site.Name, stands: site.Place, ship: site.Ship, lat: 80, lon: -150})
		lines := m.view.Lines(m.path, 0)
		if len(lines) != 1 {
			t.Errorf("%s to %s: the path is in %d pieces", tr.Field, tr.Target, len(lines))
		}
		for k := 1; k < len(lines[0]); k++ {
			if d := math.Hypot(lines[0][k].X-lines[0][k-1].X, lines[0][k].Y-lines[0][k-1].Y); d > 40 {
				t.Errorf("%s to %s: a streak of %v units", tr.Field, tr.Target, d)
			}
		}
		for _, x := range m.marks() {
			if p, ok := m.view.Point(x.lat, x.lon); !ok || !m.view.Inside(p, 0) {
				t.Errorf("%s to %s: %s is not on the map", tr.Field, tr.Target, x.name)
			}
		}
	}
}

func searched() *search.Result {
	deal := func(name string, share, margin float64, n int, keeps bool) search.Deal {
		return search.Deal{Name: name, Kind: "loosest", Limits: search.Limits{SpeedCapKmS: 4.5, Sites: []string{"Deveselu"}}, Binding: []string{"no ships"}, Constraints: n, Share: share, MarginKmS: margin, MarginBy: "Deveselu: Kozelsk to Boston",
			People: []search.People{{Class: "mrbm", Defended: 1e7 * share, Unlimited: 1e7, Share: share}}, Keeps: keeps}
	}
	r := &search.Result{Study: "epaa-3", Guarantee: "no protected trajectory reachable", Keep: "people defended >= 95 %", Trajectories: 135, Unlimited: deal("", 1, -0.8, 0, true), Searched: []string{"speed: every cap"}, Sure: []string{"people: sampled"}}
	for i := range 12 {
		r.Front = append(r.Front, deal("", 1-float64(i)/12, float64(i)/3, 1+i%6, i < 2))
	}
	for i := range 5 {
		r.Deals = append(r.Deals, deal(fmt.Sprintf("epaa-3@deal-%d", i+1), 1, float64(i/2), i+1, true))
	}
	sea := true
	r.Deals[1].Proof = &search.Proof{Guarantee: "certified", CapKmS: 4.5, TightenedKmS: 0.02, Land: true, Sea: &sea}
	alone := deal("", 0.6, 0.03, 1, false)
	r.Alone = []search.Alone{{Limit: "speed", Found: true, Deal: &alone}}
	return r
}

func dealsPageOf(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := (&Deals{Title: "Phase 3", Date: "2011-12-01", Result: searched(), Provenance: provenance}).Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestDealsHold: front, named deals, what was searched, how sure.
func TestDealsHold(t *testing.T) {
	page := dealsPageOf(t)
	for _, w := range []string{"Five deals keep both", "kept: people defended at least 95 %.", "deal-1, 2", "deal-5", "margin for Russia", "% of those without limits", "certified at 4.5 km/s, tightened by 0.02 km/s", "People: sampled.", "One limit alone", "keeps the guarantee, not the defence", "without limits"} {
		if !strings.Contains(page, w) {
			t.Errorf("the page does not say %q", w)
		}
	}
	none := searched()
	none.Deals, none.Front = nil, nil
	var b bytes.Buffer
	if err := (&Deals{Result: none, Provenance: provenance}).Write(&b); err != nil || !strings.Contains(b.String(), "No limits that were searched") {
		t.Errorf("an empty search: %v", err)
	}
}

// TestScatterLabelsDoNotOverlap: names keep out of each other's way.
func TestScatterLabelsDoNotOverlap(t *testing.T) {
	s := &chart.Scatter{Width: 900, Height: 400, X: chart.Axis{Title: "x, km/s", Min: 0, Max: 1}, Y: chart.Axis{Title: "y, %", Min: 0, Max: 1}, Moments: []chart.Moment{{Name: "here", X: 0.5}}}
	for i := range 40 {
		s.Points = append(s.Points, chart.Point{Name: fmt.Sprintf("deal-%d", i), X: math.Mod(float64(i)*0.37, 1), Y: math.Mod(float64(i)*0.61, 1), Kind: "found"})
	}
	_, boxes := s.Draw()
	for i, a := range boxes {
		for _, b := range boxes[:i] {
			if a.Overlaps(b) {
				t.Errorf("%v overlaps %v", a, b)
			}
		}
		if (drawing.Box{Right: 900, Bottom: 400}).Overlaps(a) && (a.Left < 0 || a.Right > 900) {
			t.Errorf("%v leaves the chart", a)
		}
	}
}
