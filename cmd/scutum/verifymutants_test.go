package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"scutum/agreement/certificate"
	"scutum/agreement/verifier"
)

// A mutation spoils the papers: what they say is no longer proved, or no longer
// what was agreed. Hashes and sentence are made right afterwards.
type mutation struct {
	name   string
	change func(p *papers, r *rand.Rand)
}

// more adds from least to most to a number of the terms, in the agreement too.
func more(key string, least, most float64) func(*papers, *rand.Rand) {
	return func(p *papers, r *rand.Rand) {
		at := p.terms()
		keys := strings.Split(key, ".")
		for _, k := range keys[:len(keys)-1] {
			if list, ok := at[k].([]any); ok {
				at = list[0].(paper)
			} else {
				at = at[k].(paper)
			}
		}
		last := keys[len(keys)-1]
		// Few different ones, so that a checker may remember what it has reckoned.
		at[last] = at[last].(float64) + least + (most-least)*float64(r.IntN(4))/3
		p.agree()
	}
}

// edited changes the text of a tree.
func edited(kind, key string, change func(string, *rand.Rand) string) func(*papers, *rand.Rand) {
	return func(p *papers, r *rand.Rand) {
		proof := p.proof(kind, r.IntN(2))
		proof[key] = change(proof[key].(string), r)
	}
}

func without(s string, r *rand.Rand) string { i := r.IntN(len(s)); return s[:i] + s[i+1:] }

func with(letters string) func(string, *rand.Rand) string {
	return func(s string, r *rand.Rand) string {
		i := r.IntN(len(s) + 1)
		return s[:i] + letters[r.IntN(len(letters)):][:1] + s[i:]
	}
}

// subtree is the end of the tree that begins at a letter.
func subtree(s string, from int) int {
	for open := 1; open > 0; from++ {
		open--
		if s[from] != '.' {
			open += 2
		}
	}
	return from
}

// pruned makes a leaf of a large part of the tree.
func pruned(p *papers, r *rand.Rand) {
	proof := p.proof("cases", nearestCase)
	s := proof["tree"].(string)
	for {
		i := r.IntN(len(s))
		if end := subtree(s, i); end-i >= len(s)/6 {
			proof["tree"] = s[:i] + "." + s[end:]
			return
		}
	}
}

// halved leaves out one half of the whole domain: the other's splits stand for it.
func halved(p *papers, r *rand.Rand) {
	proof := p.proof("cases", nearestCase)
	s := proof["tree"].(string)
	middle := subtree(s, 1)
	proof["tree"] = []string{s[1:middle], s[middle:]}[r.IntN(2)]
}

func stated(kind, key string, least, most float64) func(*papers, *rand.Rand) {
	return func(p *papers, r *rand.Rand) {
		proof := p.proof(kind, r.IntN(2))
		proof[key] = proof[key].(float64) + math.Round((least+(most-least)*r.Float64())*1e3)/1e3
	}
}

// moved gives the departures and coasts of the cases that follow from changed
// terms.
func follow(p *papers) {
	var t certificate.Terms
	if err := json.Unmarshal(encoded(p.terms()), &t); err != nil {
		panic(err)
	}
	cases, err := t.Cases()
	if err != nil {
		panic(err)
	}
	for i, c := range cases {
		proof := p.proof("cases", i)
		proof["coast_from_s"], proof["coast_until_s"], proof["depart_s"] = c.CoastFrom, c.CoastUntil, c.Depart
	}
}

func andFollow(change func(*papers, *rand.Rand)) func(*papers, *rand.Rand) {
	return func(p *papers, r *rand.Rand) { change(p, r); follow(p) }
}

func ofStudy(change func(study, shield paper, r *rand.Rand)) func(*papers, *rand.Rand) {
	return func(p *papers, r *rand.Rand) {
		s := p.study["study"].(paper)
		change(s, s["shields"].([]any)[0].(paper), r)
	}
}

func otherFigure(key string, least, most float64) func(*papers, *rand.Rand) {
	return ofStudy(func(study, _ paper, r *rand.Rand) {
		f := study["figures"].(paper)
		f[key] = f[key].(float64) + least + (most-least)*r.Float64()
	})
}

func (p *papers) list(key string) []any { return p.cert[key].([]any) }

var mutations = []mutation{
	{"the cap raised", more("speed_cap_km_s", 0.0005*4.95, 0.05)},
	{"the cap raised, not as agreed", func(p *papers, r *rand.Rand) {
		p.terms()["speed_cap_km_s"] = p.terms()["speed_cap_km_s"].(float64) * (1.0005 + 0.1*r.Float64())
	}},
	{"the site moved towards the flights", func(p *papers, r *rand.Rand) {
		more("sites.lat_deg", 0.3, 2)(p, r)
		ofStudy(func(_, shield paper, _ *rand.Rand) {
			shield["sites"].([]any)[0].(paper)["lat_deg"] = p.terms()["sites"].([]any)[0].(paper)["lat_deg"]
		})(p, r)
	}},
	{"the site moved, not as agreed", func(p *papers, r *rand.Rand) {
		s := p.terms()["sites"].([]any)[0].(paper)
		s["lon_deg"] = s["lon_deg"].(float64) + r.NormFloat64()
	}},
	{"the site's area", more("sites.radius_km", 20, 60)},
	{"the field's area", more("field_radius_km", 15, 40)},
	{"the aim's area", more("aim_radius_km", 30, 80)},
	{"the lost time", andFollow(more("least_lost_time_s", -6, -2))},
	{"the commit", andFollow(more("commit.after_burnout_s", -6, -2))},
	{"the coast", andFollow(more("coast.within_s", 20, 40))},
	{"the burnout", more("fields.downrange_km", -60, -20)},
	{"a coast's beginning", stated("cases", "coast_from_s", 2, 30)},
	{"a coast's beginning, wider", stated("cases", "coast_from_s", -30, -2)},
	{"a coast's end", stated("cases", "coast_until_s", -30, -2)},
	{"a coast's end, wider", stated("cases", "coast_until_s", 2, 30)},
	{"a departure", stated("cases", "depart_s", 0.001, 30)},
	{"a departure, earlier", stated("cases", "depart_s", -30, -0.001)},
	{"a letter left out", edited("cases", "tree", without)},
	{"a letter put in", edited("cases", "tree", with("cma."))},
	{"a letter that is none", edited("cases", "tree", with("xq "))},
	{"a part made a leaf", pruned},
	{"a half left out", halved},
	{"no tree", edited("cases", "tree", func(string, *rand.Rand) string { return "" })},
	{"a case left out", func(p *papers, r *rand.Rand) {
		p.cert["cases"] = slices.Delete(p.list("cases"), r.IntN(2), 2)
	}},
	{"cases in another order", func(p *papers, _ *rand.Rand) { slices.Reverse(p.list("cases")) }},
	{"a case's name", edited("cases", "name", without)},
	{"sea cells: a letter left out", edited("sea", "cells", without)},
	{"sea cells: a letter put in", edited("sea", "cells", with("qpx"))},
	{"sea cells: excluded for proved", edited("sea", "cells", func(s string, _ *rand.Rand) string { return strings.Replace(s, "p", "x", 1) })},
	{"a sea tree left out", func(p *papers, r *rand.Rand) {
		proof := p.proof("sea", r.IntN(2))
		proof["trees"] = slices.Delete(proof["trees"].([]any), 0, 1)
	}},
	{"a sea tree's letter left out", func(p *papers, r *rand.Rand) {
		trees := p.proof("sea", r.IntN(2))["trees"].([]any)
		i := r.IntN(len(trees))
		trees[i] = without(trees[i].(string), r)
	}},
	{"a sea proof left out", func(p *papers, _ *rand.Rand) { p.cert["sea"] = p.list("sea")[:1] }},
	{"no area excluded", func(p *papers, _ *rand.Rand) { p.terms()["sea"].(paper)["excluded"] = []any{}; p.agree() }},
	{"an excluded area made smaller", more("sea.excluded.south_deg", 1.5, 4)},
	{"a larger sea", more("sea.north_deg", 0.5, 3)},
	{"another study: faster", otherFigure("sm-3-iia.burnout_speed_km_s", 0.5, 2)},
	{"another study: quicker", otherFigure("sm-3-iia.lost_time_s", -20, -0.001)},
	{"another study: lower", otherFigure("sm-3-iia.min_altitude_km", -60, -1)},
	{"another study: an earlier commit", otherFigure("commit.after_burnout_s", -200, -61)},
	{"another study: a faster battery", ofStudy(func(_, shield paper, r *rand.Rand) {
		shield["sites"].([]any)[r.IntN(2)].(paper)["interceptors"].([]any)[0].(paper)["burnout_speed_km_s"] = 5 + r.Float64()
	})},
	{"another study: a site elsewhere", ofStudy(func(_, shield paper, r *rand.Rand) {
		shield["sites"].([]any)[0].(paper)["lon_deg"] = 17.1231 + r.NormFloat64()
	})},
	{"another study: a ship elsewhere", ofStudy(func(_, shield paper, r *rand.Rand) {
		shield["sites"].([]any)[1].(paper)["lat_deg"] = 47 + 20*r.Float64()
	})},
	{"another study: a ship ashore", ofStudy(func(_, shield paper, _ *rand.Rand) { shield["sites"].([]any)[1].(paper)["ship"] = false })},
	{"another study: one more site", ofStudy(func(_, shield paper, r *rand.Rand) {
		more := decoded(encoded(shield["sites"].([]any)[0]))
		more["lat_deg"] = 60 + r.Float64()
		shield["sites"] = append(shield["sites"].([]any), more)
	})},
	{"another study's name", ofStudy(func(study, _ paper, _ *rand.Rand) { study["name"] = "four" })},
	{"another shield's name", ofStudy(func(_, shield paper, _ *rand.Rand) { shield["name"] = "west" })},
	{"another agreement's name", func(p *papers, _ *rand.Rand) { p.agreement["name"] = "none" }},
	{"another agreement: a lower cap", func(p *papers, r *rand.Rand) {
		g := p.agreement["guarantee"].(paper)
		g["speed_cap_km_s"] = g["speed_cap_km_s"].(float64) + 0.1*r.NormFloat64()
	}},
	{"what is not covered", func(p *papers, r *rand.Rand) {
		p.cert["not_covered"] = slices.Delete(p.list("not_covered"), 0, 1+r.IntN(4))
	}},
	{"another format", func(p *papers, _ *rand.Rand) { p.cert["format"] = "scutum certificate 2" }},
	{"a key that is not known", func(p *papers, _ *rand.Rand) { p.cert["waiver"] = true }},
	{"a key of the terms that is not known", func(p *papers, _ *rand.Rand) { p.terms()["but"] = 1.0; p.agree() }},
}

// unsealed are changes after the hashes were made right.
var unsealed = []mutation{
	{"the sentence", func(p *papers, _ *rand.Rand) {
		p.cert["claim"] = strings.Replace(p.cert["claim"].(string), "at most 4", "at most 5", 1)
	}},
	{"the agreement's hash", func(p *papers, r *rand.Rand) {
		s := p.cert["agreement"].(paper)
		s["sha256"] = with("0123456789abcdef")(without(s["sha256"].(string), r), r)[:63] + "g"
	}},
	{"the study, not its hash", func(p *papers, r *rand.Rand) { p.study["study"].(paper)["seed"] = r.Float64() }},
}

// TestMutants: of 1,000 certificates that are spoilt, each in one way, with their
// hashes made right again, both checkers refuse 1,000; and accept the one that
// is not.
func TestMutants(t *testing.T) {
	good := instance(t)
	if r := good.verdict(); !r.Accepted {
		t.Fatalf("the certificate itself is refused: %s", r.Reason)
	}
	r := rand.New(rand.NewPCG(21, 22))
	n := 1000
	if testing.Short() {
		n = 200
	}
	all := []papers{good.copied()}
	kinds := len(mutations) + len(unsealed)
	accepted := 0
	for i := range n {
		k := i * kinds / n // like ones together
		p := good.copied()
		name := ""
		if k < len(mutations) {
			name = mutations[k].name
			mutations[k].change(&p, r)
			p.sealed()
		} else {
			name = unsealed[k-len(mutations)].name
			unsealed[k-len(mutations)].change(&p, r)
		}
		if verdict := p.verdict(); verdict.Accepted {
			accepted++
			t.Errorf("%d, %s: accepted", i+1, name)
		} else if verdict.Reason == "" {
			t.Errorf("%s: refused without a reason", name)
		}
		all = append(all, p)
	}
	t.Logf("%d of %d refused", n-accepted, n)
	inPython(t, all)
}

// inPython asks tools/verify.py, in one process.
func inPython(t *testing.T, all []papers) {
	python, err := exec.LookPath("python3")
	if err != nil || testing.Short() {
		t.Log("NOT CHECKED by tools/verify.py: no python3, or -short")
		return
	}
	dir := t.TempDir()
	var list bytes.Buffer
	for i := range all {
		for k, value := range []paper{all[i].cert, all[i].agreement, all[i].study} {
			path := filepath.Join(dir, fmt.Sprintf("%d-%d.json", i, k))
			if err := os.WriteFile(path, encoded(value), 0o644); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&list, "%s%s", path, []string{"\t", "\t", "\n"}[k])
		}
	}
	path := filepath.Join(dir, "list")
	if err := os.WriteFile(path, list.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, filepath.Join("..", "..", "tools", "verify.py"), "--batch", path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	i := 0
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); i++ {
		var r verifier.Result
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatalf("%v: %s", err, lines.Bytes())
		}
		if r.Accepted != (i == 0) {
			t.Errorf("tools/verify.py, %d: accepted %v %s", i, r.Accepted, r.Reason)
		}
	}
	if i != len(all) {
		t.Fatalf("%d answers of %d\n%s", i, len(all), out)
	}
}

// TestPythonArithmetic runs the tests of tools/verify.py.
func TestPythonArithmetic(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil || testing.Short() {
		t.Skip("no python3, or -short")
	}
	out, err := exec.Command(python, filepath.Join("..", "..", "tools", "verify_test.py"), "1500").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
