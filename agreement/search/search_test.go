package search

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"scutum/agreement/limits"
	"scutum/internal/hint"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

func setting(t testing.TB, name string) (*scenario.File, *scenario.Setting) {
	t.Helper()
	cat := catalogue.Default()
	f, err := scenario.Open(name, cat)
	if err != nil {
		t.Fatal(err)
	}
	base, err := f.Base(cat, "published")
	if err != nil {
		t.Fatal(err)
	}
	set, err := scenario.Expand(f, cat, base)
	if err != nil {
		t.Fatal(err)
	}
	return f, set
}

func quick(workers int) Options {
	return Options{SpacingKm: 250, Draws: 4, Seed: 1, Workers: workers, Levels: []float64{NoCommitS, 60}}
}

func run(t testing.TB, set *scenario.Setting, guarantee, keep string, o Options) (*Problem, *Result) {
	t.Helper()
	p, err := New(set, 0, o)
	if err != nil {
		t.Fatal(err)
	}
	g, err := ParseGuarantee(guarantee)
	if err != nil {
		t.Fatal(err)
	}
	k, err := ParseKeep(keep, Classes(set))
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.Run(context.Background(), g, k)
	if err != nil {
		t.Fatal(err)
	}
	return p, r
}

// memory is a store that can be broken off.
type memory map[string][]byte

func (m memory) Load(name string) ([]byte, bool)     { data, ok := m[name]; return data, ok }
func (m memory) Save(name string, data []byte) error { m[name] = data; return nil }

// TestFrontAgainstGrid: no point of a grid of 10,000 over all limits that keeps
// the guarantee is better in people, margin or number of limits than every point
// of the front. SCUTUM_LONG=1 asks all commit times and a finer grid.
//
// The same search on one worker and resumed from half of what it kept has the
// same bytes. The deals place ships or time, since a cap on speed alone costs
// the defence dear; they can be read as agreements, and the studies under them
// keep them.
func TestFrontAgainstGrid(t *testing.T) {
	f, set := setting(t, "epaa-3-ships")
	store := memory{}
	o := quick(2)
	o.Store, o.Levels = store, []float64{NoCommitS, 0, 120}
	if os.Getenv("SCUTUM_LONG") != "" {
		o.Levels = nil
	}
	p, r := run(t, set, "no protected trajectory reachable", "people defended >= 95 %", o)
	if better := grid(t, p, r); better != "" {
		t.Errorf("the grid is better: %s", better)
	}
	poorer := *r
	poorer.Front = slices.DeleteFunc(slices.Clone(r.Front), func(d Deal) bool { return d.Constraints == 2 })
	if grid(t, p, &poorer) == "" {
		t.Error("a front without its points of two limits passes: the grid sees nothing")
	}
	o.Workers = 1
	delete(store, "level-+120.json")
	_, again := run(t, set, r.Guarantee, r.Keep, o)
	a, _ := json.Marshal(r)
	b, _ := json.Marshal(again)
	if string(a) != string(b) {
		t.Error("one worker, going on from half: another answer")
	}
	if speed := r.Alone[0]; speed.Limit != "speed" || speed.Deal.Keeps {
		t.Errorf("a cap on speed alone keeps enough: %+v", speed)
	}
	places := 0
	for i := range r.Deals {
		d := &r.Deals[i]
		if k := p.kindsOf(&d.Limits); k&(limitsWaters|limitsCommit) != 0 {
			places++
		}
		if d.MarginKmS < reserveKmS-slack || !d.Keeps {
			t.Errorf("%s: margin %g, keeps %v", d.Name, d.MarginKmS, d.Keeps)
		}
		checkFiles(t, p, f, d)
	}
	if places != len(r.Deals) || places == 0 {
		t.Errorf("%d of %d deals limit places at sea or time", places, len(r.Deals))
	}
	if err := p.Prove(context.Background(), &Result{Deals: r.Deals[:1]}, false, quietly); err != nil {
		t.Fatal(err)
	}
	if !r.Deals[0].Proof.Land || r.Deals[0].Proof.Sea != nil {
		t.Errorf("proof %+v", r.Deals[0].Proof)
	}
}

func quietly(string, int) func(int) { return func(int) {} }

// TestProveTightens: a deal whose cap is above what holds is tightened until it
// is proved, and one for which that costs too much is marked as sampled only;
// proofs that are kept are not made again.
func TestProveTightens(t *testing.T) {
	_, set := setting(t, "epaa-3-ships")
	o := quick(2)
	store := memory{}
	o.Store = store
	p, r := run(t, set, "no protected trajectory reachable", "people defended >= 95 %", o)
	k := slices.IndexFunc(r.Deals, func(d Deal) bool { return d.Limits.Waters.NoShips && d.Limits.CommitAfterS == nil })
	if k < 0 {
		t.Fatalf("no deal without ships and commit: %+v", r.Deals)
	}
	lim := r.Deals[k].Limits
	lim.SpeedCapKmS = floor2(r.Deals[k].MarginKmS + lim.SpeedCapKmS + 0.02)
	prove := func(keep *Keep) Deal {
		p.keep = keep
		d := p.value(p.levelOf(&lim), &lim)
		d.Name = "epaa-3-ships@deal-1"
		one := &Result{Deals: []Deal{d}}
		if err := p.Prove(context.Background(), one, false, quietly); err != nil {
			t.Fatal(err)
		}
		return one.Deals[0]
	}
	d := prove(p.keep)
	if x := d.Proof; x.Guarantee != "certified" || x.TightenedKmS < 0.02 || len(x.Open) == 0 || d.Limits.SpeedCapKmS != floor2(lim.SpeedCapKmS-x.TightenedKmS) || x.CapKmS != d.Limits.SpeedCapKmS || d.MarginKmS <= 0 {
		t.Errorf("%+v, cap %g", x, d.Limits.SpeedCapKmS)
	}
	kept := len(store)
	if again := prove(p.keep); again.Proof.Boxes != d.Proof.Boxes || len(store) != kept {
		t.Errorf("the proof was made again: %+v", again.Proof)
	}
	if d = prove(&Keep{Interceptors: 1e6}); d.Proof.Guarantee != "sampled only" || d.Proof.Why == "" || d.Limits.SpeedCapKmS != lim.SpeedCapKmS {
		t.Errorf("%+v, cap %g", d.Proof, d.Limits.SpeedCapKmS)
	}
}

// grid returns a point that is better than all of the front, or "". The points
// are every combination of a cap, a number, sites on land, lines for ships or
// none, radars and an earliest launch; each has the search's own value.
func grid(t *testing.T, p *Problem, r *Result) (better string) {
	levels, err := p.levels(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	waters := []Waters{{NoShips: true, WestNorthDeg: 25, EastNorthDeg: 25}}
	caps, lines := []float64{2.1, 2.9, 3.5, 3.68, 4.1, 4.3, 4.5}, []float64{35, 45, 53, 56, 69, 90}
	if os.Getenv("SCUTUM_LONG") != "" {
		caps, lines = nil, nil
		for x := 1.8; x <= 4.5; x += 0.15 {
			caps = append(caps, floor2(x))
		}
		for x := 30.0; x <= 90; x += 6 {
			lines = append(lines, x)
		}
	}
	for _, west := range lines {
		for _, east := range lines {
			waters = append(waters, Waters{WestNorthDeg: west, EastNorthDeg: east})
		}
	}
	asked, good := 0, 0
	ask := func(l *level, lim *Limits) {
		asked++
		d := p.value(l, lim)
		if !p.guaranteed(&d) || d.Batteries == 0 {
			return
		}
		good++
		if !slices.ContainsFunc(r.Front, func(f Deal) bool {
			return f.Constraints <= d.Constraints && f.Share >= d.Share-1e-9 && f.MarginKmS >= d.MarginKmS-1e-9
		}) {
			better = fmt.Sprintf("%s: %d limits, share %g, margin %g", lim.String(), d.Constraints, d.Share, d.MarginKmS)
		}
	}
	for i, l := range levels {
		for kept := range 1 << len(p.land) {
			for k := range 4 {
				for _, w := range waters {
					for _, v := range caps {
						lim := Limits{SpeedCapKmS: v, Sites: p.names(kept), Waters: w, OwnRadars: k&1 > 0, Interceptors: 24 * (k >> 1)}
						if i > 0 {
							lim.CommitAfterS = &l.CommitS
						}
						ask(l, &lim)
					}
				}
			}
		}
	}
	t.Logf("grid of %d points, %d keep the guarantee; front of %d", asked, good, len(r.Front))
	if good < asked/20 || asked < 10_000 {
		t.Errorf("only %d of %d grid points keep the guarantee: the grid proves nothing", good, asked)
	}
	return better
}

// checkFiles: a deal's agreement can be read and satisfied, its guarantee is what
// was searched, and the study under the deal keeps it.
func checkFiles(t *testing.T, p *Problem, f *scenario.File, d *Deal) {
	t.Helper()
	cat := catalogue.Default()
	a, err := limits.Parse("deal.yaml", p.YAML(d), cat)
	if err != nil {
		t.Fatalf("%s: %v\n%s", d.Name, err, p.YAML(d))
	}
	if err := a.CheckSatisfiable(); err != nil {
		t.Errorf("%s: %v", d.Name, err)
	}
	before := string(f.YAML())
	v, err := scenario.Parse("deal.study.yaml", p.Variant(f, d).YAML(), cat)
	if err != nil {
		t.Fatalf("%s: %v", d.Name, err)
	}
	if string(f.YAML()) != before {
		t.Errorf("%s: the user's study was changed", d.Name)
	}
	base, err := v.Base(cat, "published")
	if err != nil {
		t.Fatal(err)
	}
	under, err := scenario.Expand(v, cat, base)
	if err != nil {
		t.Fatal(err)
	}
	report, err := limits.Check(a, under, 0, nil)
	if err != nil || !report.Holds() {
		t.Errorf("%s: the study under it does not keep it: %v", d.Name, err)
	}
	if out := a.Guarantee.Outside(&under.Shields[0]); a.Guarantee.SpeedCapKmS != d.Limits.SpeedCapKmS || *a.Guarantee.Commit.AfterBurnoutS != d.Limits.commit() || len(out) > 0 {
		t.Errorf("%s: guarantee %+v; outside %v", d.Name, a.Guarantee, out)
	}
}

// TestDefendedAsFootprint: without limits the sampled places that are defended
// hold the people that footprint's own sample says.
func TestDefendedAsFootprint(t *testing.T) {
	_, set := setting(t, "epaa-3")
	p, err := New(set, 0, quick(2))
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.classes {
		c := &p.classes[i]
		held, err := p.defended(context.Background(), p.shield, c, p.everywhere(i), math.Inf(-1))
		if err != nil {
			t.Fatal(err)
		}
		curve := c.curveOf(held, 1<<len(p.guns)-1)
		share := c.sample.Share(context.Background(), set.Earth, p.shield, c.threat, scenario.Commit{BySensors: true})
		if got, want := curve.at(never), share.NATOOne*share.NATO; math.Abs(got-want) > 1 || want == 0 {
			t.Errorf("%s: %g people defended, footprint says %g", c.threat.Name, got, want)
		}
		slow := *p.shield
		slow.Sites = slices.Clone(slow.Sites)
		for k := range slow.Sites {
			slow.Sites[k].Batteries = slices.Clone(slow.Sites[k].Batteries)
			for j := range slow.Sites[k].Batteries {
				b := &slow.Sites[k].Batteries[j].Interceptor
				b.BurnoutSpeed = math.Min(b.BurnoutSpeed, 3700)
			}
		}
		share = c.sample.Share(context.Background(), set.Earth, &slow, c.threat, scenario.Commit{BySensors: true})
		if got, want := curve.at(3.7), share.NATOOne*share.NATO; math.Abs(got-want) > 1 {
			t.Errorf("%s capped: %g people defended, footprint says %g", c.threat.Name, got, want)
		}
	}
}

// TestNumber: a guarantee on missiles stopped is met by a number.
func TestNumber(t *testing.T) {
	_, set := setting(t, "plan-2007")
	_, r := run(t, set, "protected missiles stopped <= 7", "people defended >= 99 % and interceptors >= 5", quick(2))
	if !slices.ContainsFunc(r.Deals, func(d Deal) bool { return d.Limits.Interceptors == 7 && d.Number == 7 }) {
		t.Errorf("no deal on number: %+v", r.Deals)
	}
}

// TestInsideOf: nothing in northern waters inside the proposal; more batteries
// never defend less; all together bound it.
func TestInsideOf(t *testing.T) {
	_, set := setting(t, "epaa-3-ships")
	a, err := limits.Open("both-sides-2011", catalogue.Default())
	if err != nil {
		t.Fatal(err)
	}
	w, err := InsideOf(context.Background(), set, 0, a, quick(2))
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Refused) != 6 || len(w.Steps) == 0 || w.Steps[len(w.Steps)-1].Share < 1-slack || w.Steps[0].Each != 24 {
		t.Errorf("%+v", w)
	}
	for i := 1; i < len(w.Steps); i++ {
		if w.Steps[i].Share < w.Steps[i-1].Share-slack {
			t.Errorf("more defends less: %+v", w.Steps)
		}
	}
	moscow, err := limits.Open("moscow-2012", catalogue.Default())
	if err != nil {
		t.Fatal(err)
	}
	if w, err = InsideOf(context.Background(), set, 0, moscow, quick(2)); err != nil {
		t.Fatal(err)
	}
	for _, s := range w.Steps {
		if s.Each*len(s.Batteries) > 60 {
			t.Errorf("more than 60 interceptors: %+v", s)
		}
	}
}

// TestExpressions: what is refused says what is wrong and what to write.
func TestExpressions(t *testing.T) {
	g, err := ParseGuarantee("no protected trajectory reachable and margin ≥ 0.1 km/s")
	if err != nil || !g.HasMargin || g.MarginKmS != 0.1 || g.Stopped != -1 {
		t.Errorf("%+v %v", g, err)
	}
	k, err := ParseKeep("people defended from irbm >= 90 % and interceptors >= 24", []string{"mrbm", "irbm"})
	if err != nil || k.Interceptors != 24 || len(k.People) != 1 || k.People[0] != (KeepPeople{"irbm", 0.9}) {
		t.Errorf("%+v %v", k, err)
	}
	for _, c := range []struct{ guarantee, keep, want, advice string }{
		{"", "", "--guarantee: is empty", "margin >="},
		{"no protected trajectory reachabel", "", "is no term", "no protected trajectory reachable"},
		{"margin >= 100 m/s", "", `has the unit "m/s"`, "km/s"},
		{"margin >= 0.1", "", "has no unit", "margin >= 0.1 km/s"},
		{"margin <= 0.1 km/s", "", "compares with <=", "margin >= 0.1 km/s"},
		{"margim >= 0.1 km/s", "", `"margim" is no quantity`, "did you mean margin?"},
		{"protected missiles stopped <= 2.5", "", "is not a whole number", ""},
		{"margin >= NaN km/s", "", "is not a number", ""},
		{"margin >= 9 km/s", "", "is not in [0, 5]", ""},
		{"", "people defended >= 95", "has no unit", "people defended >= 95 %"},
		{"", "people defended >= 195 %", "is not in [0, 100]", ""},
		{"", "people defended from irbn >= 95 %", `no threat "irbn"`, "did you mean irbm?"},
		{"", "peple defended >= 95 %", `"peple defended" is no quantity`, "did you mean people defended?"},
		{"", "people", "is no term", "people defended >= 95 %"},
	} {
		_, err := ParseGuarantee(c.guarantee)
		if c.keep != "" {
			_, err = ParseKeep(c.keep, []string{"mrbm", "irbm"})
		}
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(hint.Of(err), c.advice) {
			t.Errorf("%q %q: %v; hint %q", c.guarantee, c.keep, err, hint.Of(err))
		}
	}
}
