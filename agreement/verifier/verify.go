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
func Verify(cert, agreement, study []byte, workers int) Result {
	c, err := read(cert, agreement, study)
	leaves := 0
	if err == nil {
		leaves, err = prove(c, max(workers, 1))
	}
	if err != nil {
		return Result{Reason: err.Error(), NotCovered: []string{}}
	}
	return Result{true, "", c.text("claim"), len(c.list("cases")) + len(c.list("sea")), leaves, notCovered}
}

// read checks all but the proofs.
func read(cert, agreement, study []byte) (c object, err error) {
	var agreed, whole object
	for _, file := range []struct {
		name string
		data []byte
		to   *object
	}{{"certificate", cert, &c}, {"agreement", agreement, &agreed}, {"study", study, &whole}} {
		if err := json.Unmarshal(file.data, file.to); err != nil {
			return nil, fmt.Errorf("%s: %w", file.name, err)
		}
		stated, sum := c.object(file.name).text("sha256"), fmt.Sprintf("%x", sha256.Sum256(file.data))
		if file.name != "certificate" && stated != sum {
			return nil, fmt.Errorf("%s: its SHA-256 is %s, the certificate's %q", file.name, sum, stated)
		}
	}
	t, s := c.object("terms"), whole.object("study")
	for _, rule := range []struct {
		keeps bool
		why   string
	}{
		{c.only("format claim not_covered agreement study terms cases sea"), "certificate: it has a key that is not known"},
		{c.text("format") == "scutum certificate 1", "format: it is not known"},
		{agreed.text("name") == c.object("agreement").text("name"), "agreement: it has another name"},
		{s.text("name") == c.object("study").text("name"), "study: it has another name"},
		{canonical(agreed["guarantee"]) == canonical(c["terms"]), "terms: they are not the agreement's guarantee"},
		{c.text("claim") == claim(t), "claim: the terms say otherwise: " + claim(t)},
		{canonical(c["not_covered"]) == canonical(notCovered), "not_covered: it is not the list of the format: " + canonical(notCovered)},
	} {
		if !rule.keeps {
			return nil, fmt.Errorf("%s", rule.why)
		}
	}
	if err := check(t); err != nil {
		return nil, err
	}
	return c, keeps(t, s, c.object("study").text("shield"))
}

// prove checks every tree: pair by pair, each against all sites and then the sea.
// Of several faults the first is reported.
func prove(c object, workers int) (total int, err error) {
	t := c.object("terms")
	pairs, atSea := len(t.list("fields"))*len(t.list("aims")), 0
	if t.object("sea") != nil {
		atSea = pairs
	}
	if len(c.list("cases")) != pairs*len(t.list("sites")) || len(c.list("sea")) != atSea {
		return 0, fmt.Errorf("cases: %d on land and %d at sea are not %d pairs against every site, and %d", len(c.list("cases")), len(c.list("sea")), pairs, atSea)
	}
	leaves, errs := make([]int, pairs), make([]error, pairs)
	free, group := make(chan struct{}, workers), sync.WaitGroup{}
	for i := range pairs {
		free <- struct{}{}
		group.Go(func() {
			leaves[i], errs[i] = provePair(c, t, i)
			<-free
		})
	}
	group.Wait()
	for i := range errs {
		if total += leaves[i]; errs[i] != nil {
			return 0, errs[i]
		}
	}
	return total, nil
}

// provePair checks the numbers and trees of one field and aim. What the coast of
// minimum energy is depends a little on how its flat minimum is sought: a bound
// may be off by a fiftieth of a second before it is made whole.
func provePair(c, t object, i int) (leaves int, err error) {
	aims, sites := t.list("aims"), t.list("sites")
	f, a := t.list("fields")[i/len(aims)], aims[i%len(aims)]
	pairName, depart := f.text("name")+" to "+a.text("name"), earliest(t, f)+t.number("least_lost_time_s")
	from, until := coasts(t, f, a)
	follows := func(written, bound float64, whole func(float64) float64) bool {
		return written == whole(bound-0.02) || written == whole(bound+0.02)
	}
	for j, site := range sites {
		s, name := c.list("cases")[i*len(sites)+j], pairName+", from "+site.text("name")
		first, last := s.number("coast_from_s"), s.number("coast_until_s")
		if s.text("name") != name || !follows(first, from, math.Floor) || !follows(last, until, math.Ceil) || s.number("depart_s") != depart {
			return 0, fmt.Errorf("cases: %s, coast %v to %v s, departure %v s, stands where %s, %.3f to %.3f, %v belongs",
				s.text("name"), first, last, s["depart_s"], name, from, until, depart)
		}
		station := area(ofSite, site, site.number("radius_km")/radiusKm)
		n, err := newPair(t, f, a, first, last, depart).tree(s.text("tree"), &station)
		if leaves += n; err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
	}
	if t.object("sea") == nil {
		return leaves, nil
	}
	s := c.list("sea")[i]
	if s.text("name") != pairName {
		return 0, fmt.Errorf("sea: %q stands where %q belongs", s.text("name"), pairName)
	}
	n, err := newPair(t, f, a, math.Floor(from+0.02), math.Ceil(until-0.02), depart).sea(s, t)
	if err != nil {
		return 0, fmt.Errorf("%s, at sea: %w", pairName, err)
	}
	return leaves + n, nil
}

// walk goes through a tree in preorder: visit returns the parts of what it is
// given, the last one first. At the end nothing may be left to come, and not
// before: so the parts cover the root.
func walk[T any](root T, letters string, visit func(rune, T) ([]T, error)) error {
	todo := []T{root}
	for i, letter := range letters {
		last := len(todo) - 1
		if last < 0 {
			return fmt.Errorf("the tree goes on after its end, at letter %d", i)
		}
		parts, err := visit(letter, todo[last])
		if err != nil {
			return err
		}
		todo = append(todo[:last], parts...)
	}
	if len(todo) > 0 {
		return fmt.Errorf("the tree ends early: %d parts are not covered", len(todo))
	}
	return nil
}

// tree checks a tree of splits and each leaf.
func (p *pair) tree(splits string, station *vector) (leaves int, err error) {
	err = walk(p.root, splits, func(letter rune, b box) ([]box, error) {
		n := strings.IndexRune("cma.", letter)
		switch {
		case n < 0:
			return nil, fmt.Errorf("the tree has an unknown letter %q", letter)
		case n < 3:
			lower, upper := b, b
			lower[n][1] = (b[n][0] + b[n][1]) / 2
			upper[n][0] = lower[n][1]
			return []box{upper, lower}, nil
		case !p.proved(&b, station):
			return nil, fmt.Errorf("box %d is not proved: coast %.1f to %.1f s, meeting's anomaly %.4f to %.4f, departure %.1f to %.1f s",
				leaves+1, b[0][0]*unitS, b[0][1]*unitS, b[1][0], b[1][1], b[2][0]*unitS, b[2][1]*unitS)
		}
		leaves++
		return nil, nil
	})
	return leaves, err
}
