package limits

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"scutum/engagement/battle"
	"scutum/systems/catalogue"
)

func guard(t testing.TB, name string) *Guard {
	t.Helper()
	a, err := Open(name, catalogue.Default())
	if err != nil {
		t.Fatal(err)
	}
	g, err := NewGuard(a, time.Date(2011, 12, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// good is an order that the proposal lets pass.
func good() battle.Order {
	return battle.Order{Party: "NATO", Site: "Redzikowo", Interceptor: "sm-3-iia", Track: 1, Class: "irbm",
		Decided: 290 * time.Second, Depart: 300 * time.Second, Meeting: 600 * time.Second, Burnout: 180 * time.Second,
		MeetingLatDeg: 48, MeetingLonDeg: 25, MeetingKm: 400, ImpactLatDeg: 52.5, ImpactLonDeg: 13.4, Sensors: []string{"Kurecik", "Redzikowo"}}
}

// plainly answers for the three articles of the proposal about engagements as
// their text has it, in ordinary code, without the language of clauses:
//
//	In every engagement the interceptor shall leave after the burnout of its target.
//	No missile shall be engaged whose predicted impact lies west of 40 degrees west.
//	No missile shall be engaged that a single sensor alone reports, where another could see it.
//
// What the order does not say is not allowed.
func plainly(o *battle.Order) (allowed bool, clause string) {
	switch {
	case o.Depart == 0 || o.Burnout == 0 || o.Depart < o.Burnout:
		return false, "burnout"
	case o.ImpactLatDeg == 0 && o.ImpactLonDeg == 0, math.Abs(o.ImpactLatDeg) > 90, math.Abs(o.ImpactLonDeg) > 180,
		o.ImpactLatDeg != o.ImpactLatDeg, o.ImpactLonDeg != o.ImpactLonDeg, o.ImpactLonDeg < -40:
		return false, "own-ground"
	case len(o.Sensors) == 0, o.SingleSource:
		return false, "two-sources"
	}
	return true, ""
}

// TestGuardAgreesWithText: on 10^6 random orders the clauses as they run and the
// text as it reads give the same answer by the same article.
func TestGuardAgreesWithText(t *testing.T) {
	g := guard(t, "both-sides-2011")
	n := 1_000_000
	if testing.Short() {
		n = 20_000
	}
	r := rand.New(rand.NewPCG(1, 2))
	seen := map[string]int{}
	for i := range n {
		o := good()
		disturb(r, &o)
		got := g.May(o)
		allowed, clause := plainly(&o)
		if got.Allowed != allowed || got.Clause != clause {
			t.Fatalf("order %d: the guard says %+v, the text %t by %q: %+v", i, got, allowed, clause, o)
		}
		seen[clause]++
	}
	for _, clause := range []string{"", "burnout", "own-ground", "two-sources"} {
		if seen[clause] < n/100 {
			t.Errorf("only %d of %d orders are decided by %q", seen[clause], n, clause)
		}
	}
}

// disturb changes some of an order, evidence taken away among it.
func disturb(r *rand.Rand, o *battle.Order) {
	pick := func(one float64, of ...func()) {
		if r.Float64() < one {
			of[r.IntN(len(of))]()
		}
	}
	pick(0.6, func() { o.Depart = time.Duration(r.Int64N(int64(400 * time.Second))) },
		func() { o.Burnout = time.Duration(r.Int64N(int64(600 * time.Second))) },
		func() { o.Depart = o.Burnout }, func() { o.Depart = 0 }, func() { o.Burnout = 0 }, func() { o.Depart = o.Burnout - 1 })
	pick(0.6, func() { o.ImpactLonDeg = 360*r.Float64() - 180 }, func() { o.ImpactLonDeg = -40 }, func() { o.ImpactLonDeg = math.Nextafter(-40, -50) },
		func() { o.ImpactLatDeg, o.ImpactLonDeg = 0, 0 }, func() { o.ImpactLatDeg = math.NaN() }, func() { o.ImpactLonDeg = math.NaN() },
		func() { o.ImpactLatDeg = 95 }, func() { o.ImpactLonDeg = 200 }, func() { o.ImpactLonDeg = math.Inf(1) })
	pick(0.4, func() { o.SingleSource = true }, func() { o.Sensors = nil }, func() { o.Sensors = o.Sensors[:1] })
	pick(0.2, func() { o.Class = "" }, func() { o.MeetingKm = 0 }, func() { o.Site = "" }, func() { o.MeetingLatDeg = math.NaN() }, func() { o.Party, o.Interceptor = "", "" })
}

// Without any evidence the answer is no.
func TestGuardNeedsEvidence(t *testing.T) {
	for _, condition := range []string{"engagement.class != 'icbm'", "engagement.site != 'x'", "engagement.party != 'x'", "engagement.interceptor != 'x'",
		"engagement.after_burnout > s(-1000)", "engagement.meeting_lat > deg(-90)", "engagement.meeting_lon > deg(-180)", "engagement.meeting_altitude > km(0)",
		"engagement.impact_lat > deg(-90)", "engagement.impact_lon > deg(-180)", "engagement.sensors >= 0", "!engagement.single_source"} {
		a := withClauses(t, "engagement: "+condition)
		g, err := NewGuard(a, a.Date)
		if err != nil {
			t.Fatal(err)
		}
		if r := g.May(battle.Order{}); r.Allowed || r.Clause != "c0" {
			t.Errorf("%s: %+v without evidence", condition, r)
		}
		if r := g.May(good()); !r.Allowed {
			t.Errorf("%s: %+v with it", condition, r)
		}
	}
	bad := good()
	bad.MeetingLatDeg = math.Inf(1)
	a := withClauses(t, "engagement: engagement.meeting_lat > deg(-90)")
	g, err := NewGuard(a, a.Date)
	if err != nil {
		t.Fatal(err)
	}
	if g.May(bad).Allowed {
		t.Error("a meeting at no latitude is allowed")
	}
}

// Clauses are in force by their dates and by the threat.
func TestGuardInForce(t *testing.T) {
	text := `name: x
title: x
date: 2011-12-01
parties: [A]
threat_index: {over_km: 3000, table: [{date: 2010-01-01, missiles: 0}, {date: 2012-06-01, missiles: 2}]}
clauses:
  - {id: early, text: t, about: engagement, condition: "false", until: 2011-01-01, on_failure: f}
  - {id: late, text: t, about: engagement, condition: "false", from: 2013-01-01, on_failure: f}
  - {id: calm, text: t, about: engagement, condition: "false", when: "threat.index == 0 && threat.months_below(1) >= 12", on_failure: f}
  - {id: ship, text: t, about: ship, condition: "false", on_failure: f}
`
	a, err := Parse("x.yaml", []byte(text), catalogue.Default())
	if err != nil {
		t.Fatal(err)
	}
	for date, want := range map[string]string{"2010-06-01": "early", "2011-06-01": "calm", "2012-07-01": "", "2013-02-01": "late"} {
		day, _ := time.Parse(time.DateOnly, date)
		g, err := NewGuard(a, day)
		if err != nil {
			t.Fatal(err)
		}
		if r := g.May(good()); r.Clause != want || r.Allowed != (want == "") {
			t.Errorf("%s: %+v, want %q", date, r, want)
		}
	}
	a = withClauses(t, "engagement: true")
	a.Clauses[0].When = "1/0 == 1"
	env, err := environment(AboutEngagement)
	if err != nil {
		t.Fatal(err)
	}
	if a.Clauses[0].when, _, err = compile(env, "1 / (threat.index - threat.index) == 1", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := NewGuard(a, a.Date); err == nil {
		t.Error("a condition on the threat that divides by zero is taken")
	}
}

// TestGuardQuick logs the 99th percentile; the benchmark holds the figure.
func TestGuardQuick(t *testing.T) {
	g := guard(t, "both-sides-2011")
	times := make([]time.Duration, 5000)
	for i := range times {
		begun := time.Now()
		if !g.May(good()).Allowed {
			t.Fatal("refused")
		}
		times[i] = time.Since(begun)
	}
	slices.Sort(times)
	t.Logf("p50 %v, p99 %v", times[len(times)/2], times[len(times)*99/100])
}

func BenchmarkGuard(b *testing.B) {
	g := guard(b, "both-sides-2011")
	o := good()
	times := make([]time.Duration, 0, 1<<16)
	b.ReportAllocs()
	for b.Loop() {
		begun := time.Now()
		g.May(o)
		if len(times) < cap(times) {
			times = append(times, time.Since(begun))
		}
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)*99/100].Nanoseconds())/1e3, "p99-us")
}
