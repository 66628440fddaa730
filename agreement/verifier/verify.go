// Package verifier checks a certificate of package certificate without sharing a
// line with what made it, so that the other side can read all of it and rebuild
// it: it imports Go's own library only, and is written from docs/certificate.md.
//
// It recomputes every bound in its own arithmetic (type quadratic), checks that
// the boxes cover the whole domain without a hole, and that agreement and study
// are the ones that were proved. It does not split a box further than the
// certificate does. See TestMutants in cmd/scutum.
package verifier

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"sync"
)

// Result says whether a certificate is accepted, why not, and of what it is a
// proof.
type Result struct {
	Accepted   bool     `json:"accepted"`
	Reason     string   `json:"reason"` // for a refusal: what is wrong, and where
	Claim      string   `json:"claim"`
	Cases      int      `json:"cases"`
	Leaves     int      `json:"leaves"` // boxes that were proved anew
	NotCovered []string `json:"not_covered"`
}

// notCovered is what every certificate must say that it does not say.
var notCovered = []string{
	"meetings before the missile's burnout",
	"flights outside the stated areas and times of coast",
	"several warheads of one missile",
	"interceptors from places that are not stated",
	"the ellipsoid and J2: the proof is about a rotating sphere with two bodies; the difference is measured, not proved",
}

// Verify checks a certificate against the canonical JSON of the agreement and of
// the study. The answer does not depend on the number of workers.
func Verify(cert, agreement, study []byte, workers int) (r Result) {
	why := refusal(func() {
		c := read(cert, agreement, study)
		r = Result{true, "", text(c, "claim"), len(list(c, "cases")) + len(list(c, "sea")), prove(c, max(workers, 1)), notCovered}
	})
	if why != "" {
		return Result{Reason: why, NotCovered: []string{}}
	}
	return r
}

// refused is what need panics with: why a certificate is refused.
type refused string

func need(holds bool, why string, figures ...any) {
	if !holds {
		panic(refused(fmt.Sprintf(why, figures...)))
	}
}

// refusal runs a check and returns why it refused, or nothing.
func refusal(check func()) (why string) {
	defer func() {
		if r := recover(); r != nil {
			why = string(r.(refused)) // anything else is a fault of the checker's
		}
	}()
	check()
	return ""
}

// at returns the value of JSON to which a path of keys, apart by /, leads. A
// number that is not there is none, and no test holds for it.
func at(value any, path string) any {
	for key := range strings.SplitSeq(path, "/") {
		object, _ := value.(map[string]any)
		value = object[key]
	}
	return value
}

func number(o any, path string) float64 {
	if x, ok := at(o, path).(float64); ok {
		return x
	}
	return math.NaN()
}

func text(o any, path string) string {
	s, _ := at(o, path).(string)
	return s
}

func list(o any, path string) []any {
	items, _ := at(o, path).([]any)
	return items
}

// paths are all that a certificate may hold: what the checker does not know it
// cannot check.
const paths = " /format /claim /not_covered /agreement/name /agreement/sha256 /study/name /study/shield /study/sha256" +
	" /cases/name /cases/coast_from_s /cases/coast_until_s /cases/depart_s /cases/tree /sea/name /sea/cells /sea/trees" +
	" /terms/fields/name /terms/fields/lat_deg /terms/fields/lon_deg /terms/fields/burn_from_s /terms/fields/burn_until_s" +
	" /terms/fields/burnout_km /terms/fields/downrange_km /terms/aims/name /terms/aims/lat_deg /terms/aims/lon_deg" +
	" /terms/aims/radius_km /terms/sites/name /terms/sites/lat_deg /terms/sites/lon_deg /terms/sites/radius_km" +
	" /terms/sea/south_deg /terms/sea/north_deg /terms/sea/west_deg /terms/sea/east_deg /terms/sea/excluded/south_deg" +
	" /terms/sea/excluded/north_deg /terms/sea/excluded/west_deg /terms/sea/excluded/east_deg /terms/field_radius_km" +
	" /terms/aim_radius_km /terms/coast/within_s /terms/coast/ratio_from /terms/coast/ratio_to /terms/commit/after_launch_s" +
	" /terms/commit/after_burnout_s /terms/least_lost_time_s /terms/speed_cap_km_s /terms/least_altitude_km "

func known(value any, path string) bool {
	ok := strings.Contains(paths, path+" ") || strings.Contains(paths, path+"/")
	object, _ := value.(map[string]any)
	for key, inner := range object {
		ok = ok && known(inner, path+"/"+key)
	}
	items, _ := value.([]any)
	for _, inner := range items {
		ok = ok && known(inner, path)
	}
	return ok
}

// canonical writes JSON so that what says the same is the same.
func canonical(value any) string {
	data, err := json.Marshal(value)
	need(err == nil, "it cannot be written as JSON: %v", err)
	return string(data)
}

// read checks all but the proofs.
func read(cert, agreement, study []byte) (c any) {
	var agreed, shown any
	for i, to := range []*any{&c, &agreed, &shown} {
		name, data := []string{"certificate", "agreement", "study"}[i], [][]byte{cert, agreement, study}[i]
		err, sum := json.Unmarshal(data, to), fmt.Sprintf("%x", sha256.Sum256(data))
		need(err == nil, "%s: %v", name, err)
		need(i == 0 || text(c, name+"/sha256") == sum, "%s: its SHA-256 is %s, not the certificate's", name, sum)
	}
	t := at(c, "terms")
	need(known(c, " "), "certificate: it has a key that is not known")
	need(text(c, "format") == "scutum certificate 1", "format: it is not known")
	need(text(agreed, "name") == text(c, "agreement/name"), "agreement: it has another name")
	need(text(shown, "study/name") == text(c, "study/name"), "study: it has another name")
	need(canonical(at(agreed, "guarantee")) == canonical(t), "terms: they are not the agreement's guarantee")
	need(text(c, "claim") == claim(t), "claim: the terms say otherwise: %s", claim(t))
	need(canonical(at(c, "not_covered")) == canonical(notCovered), "not_covered: it is not the list of the format: %q", notCovered)
	check(t)
	keeps(t, at(shown, "study"), text(c, "study/shield"))
	pairs, atSea := len(list(t, "fields"))*len(list(t, "aims")), 0
	if at(t, "sea") != nil {
		atSea = pairs
	}
	need(len(list(c, "cases")) == pairs*len(list(t, "sites")) && len(list(c, "sea")) == atSea, "cases: %d on land and %d at sea are not %d pairs against every site, and %d",
		len(list(c, "cases")), len(list(c, "sea")), pairs, atSea)
	return c
}

// prove checks every tree: pair by pair, each against all sites and then the sea.
// Of several faults the first is reported.
func prove(c any, workers int) (total int) {
	pairs := len(list(c, "terms/fields")) * len(list(c, "terms/aims"))
	leaves, faults := make([]int, pairs), make([]string, pairs)
	free, group := make(chan struct{}, workers), sync.WaitGroup{}
	for i := range pairs {
		free <- struct{}{}
		group.Go(func() {
			faults[i] = refusal(func() { leaves[i] = provePair(c, at(c, "terms"), i) })
			<-free
		})
	}
	group.Wait()
	for i := range pairs {
		need(faults[i] == "", "%s", faults[i])
		total += leaves[i]
	}
	return total
}

// provePair checks the numbers and trees of one field and aim. What the coast of
// minimum energy is depends a little on how its flat minimum is sought: a bound
// may be off by a fiftieth of a second before it is made whole.
func provePair(c, t any, i int) (leaves int) {
	aims, sites := list(t, "aims"), list(t, "sites")
	f, a := list(t, "fields")[i/len(aims)], aims[i%len(aims)]
	pairName, depart := text(f, "name")+" to "+text(a, "name"), commit(t, f)+number(t, "least_lost_time_s")
	from, until := coasts(t, f, a)
	for j, site := range sites {
		s, name := list(c, "cases")[i*len(sites)+j], pairName+", from "+text(site, "name")
		first, last := number(s, "coast_from_s"), number(s, "coast_until_s")
		need(text(s, "name") == name && number(s, "depart_s") == depart && (first == math.Floor(from-0.02) || first == math.Floor(from+0.02)) &&
			(last == math.Ceil(until-0.02) || last == math.Ceil(until+0.02)), "cases: %s, coast %v to %v s, departure %v s, stands where %s, %.3f to %.3f, %v belongs",
			text(s, "name"), first, last, number(s, "depart_s"), name, from, until, depart)
		leaves += newPair(t, f, a, first, last, depart).tree(name, text(s, "tree"), area(ofSite, site, number(site, "radius_km")/radiusKm))
	}
	if at(t, "sea") != nil {
		s := list(c, "sea")[i]
		need(text(s, "name") == pairName, "sea: %q stands where %q belongs", text(s, "name"), pairName)
		leaves += newPair(t, f, a, math.Floor(from+0.02), math.Ceil(until-0.02), depart).sea(s, t)
	}
	return leaves
}

// walk goes through a tree in preorder: visit returns the parts of what it is
// given, the last one first. At the end nothing may be left to come, and not
// before: so the parts cover the root.
func walk(root box, letters string, visit func(rune, box) []box) {
	todo := []box{root}
	for i, letter := range letters {
		last := len(todo) - 1
		need(last >= 0, "the tree goes on after its end, at letter %d", i)
		todo = append(todo[:last], visit(letter, todo[last])...)
	}
	need(len(todo) == 0, "the tree ends early: %d parts are not covered", len(todo))
}

// halves returns the upper and the lower half of one side.
func halves(b box, n int) []box {
	lower, upper := b, b
	lower[n][1] = (b[n][0] + b[n][1]) / 2
	upper[n][0] = lower[n][1]
	return []box{upper, lower}
}

// tree checks a tree of splits and each leaf.
func (p *pair) tree(where, splits string, station vector) (leaves int) {
	walk(p.root, splits, func(letter rune, b box) []box {
		n := strings.IndexRune("cma.", letter)
		need(n >= 0, "%s: the tree has an unknown letter %q", where, letter)
		if n < 3 {
			return halves(b, n)
		}
		leaves++
		need(p.proved(b, station), "%s: box %d is not proved: coast %.1f to %.1f s, meeting's anomaly %.4f to %.4f, departure %.1f to %.1f s",
			where, leaves, b[0][0]*unitS, b[0][1]*unitS, b[1][0], b[1][1], b[2][0]*unitS, b[2][1]*unitS)
		return nil
	})
	return leaves
}

// sea checks a quadtree of latitudes and longitudes: quarters are south-west,
// south-east, north-west, north-east.
func (p *pair) sea(s, t any) (leaves int) {
	trees, name := list(s, "trees"), text(s, "name")
	walk(cellOf(at(t, "sea")), text(s, "cells"), func(letter rune, cell box) []box {
		if letter == 'q' {
			lat := halves(cell, 0)
			return append(halves(lat[0], 1), halves(lat[1], 1)...)
		}
		proved := letter == 'p' && len(trees) > 0
		need(proved || letter == 'x' && excluded(cell, t), "%s: cell %v: %q is unknown, not excluded, or has no tree", name, cell[:2], letter)
		if proved {
			tree, _ := trees[0].(string)
			leaves += p.tree(fmt.Sprintf("%s, from cell %v", name, cell[:2]), tree, station(cell))
			trees = trees[1:]
		}
		return nil
	})
	need(len(trees) == 0, "%s: %d trees are without a cell", name, len(trees))
	return leaves
}
