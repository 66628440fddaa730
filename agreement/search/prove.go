package search

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"scutum/agreement/certificate"
	"scutum/agreement/limits"
	"scutum/campaign"
	"scutum/systems/catalogue"
)

const (
	tightenKmS = 0.01 // by which the cap of a deal is lowered until it is proved
	mostTimes  = 10
)

// landLimits are of one case on land: what takes more counts as not proved.
var landLimits = certificate.Limits{Boxes: 200_000, Depth: 60}

// part is a family of flights against a site, or against the sea.
type part struct {
	c     certificate.Case
	sea   *certificate.Sea
	boxes int
	open  string // where it resists
	err   error
}

func (x *part) prove(ctx context.Context) {
	x.open = ""
	if x.sea == nil {
		proof, err := certificate.Prove(ctx, &x.c, landLimits)
		x.boxes, x.err = x.boxes+proof.Boxes, err
		if proof.Open != nil {
			x.open = x.c.Name + ": " + (&certificate.Failure{Case: x.c, Box: proof.Open}).Where()
		}
		return
	}
	proof, err := certificate.ProveSea(ctx, x.c, x.sea)
	x.boxes, x.err = x.boxes+proof.Boxes, err
	if proof.Open != nil {
		x.open = x.c.Name + ": " + (&certificate.Failure{Case: x.c, Cell: proof.Open}).Where()
	}
}

// Prove certifies the deals of a result as their files state them: on land, and
// at sea if asked, some minutes a deal. A deal that resists is tightened, a
// hundredth of a km/s of its cap at a time, as long as it keeps enough; see
// TestProveTightens. begin is told of each deal and its families, and returns
// what is told of those that are done.
func (p *Problem) Prove(ctx context.Context, r *Result, sea bool, begin func(deal string, families int) func(int)) error {
	for i := range r.Deals {
		d := &r.Deals[i]
		a, err := limits.Parse(d.Name+".yaml", p.YAML(d), catalogue.Default())
		if err != nil {
			return fmt.Errorf("the file of %s cannot be read: %w", d.Name, err)
		}
		proof, err := p.proofOf(ctx, a.Guarantee, sea, func(n int) func(int) { return begin(d.Name, n) })
		if err != nil {
			return err
		}
		if proof.TightenedKmS > 0 {
			p.tighten(d, proof)
		}
		d.Proof = proof
		d.Proof.say(d.Limits.Waters.NoShips || len(p.ships) == 0)
	}
	return nil
}

// proofOf takes a proof from the store or makes it, and keeps it there.
func (p *Problem) proofOf(ctx context.Context, t *certificate.Terms, sea bool, begin func(families int) func(int)) (*Proof, error) {
	if p.o.Store == nil {
		return p.proveTerms(ctx, t, sea, begin(families(t, sea)))
	}
	key, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("proof-%t-%x.json", sea, sha256.Sum256(key))
	if data, ok := p.o.Store.Load(name); ok {
		had := &Proof{}
		if json.Unmarshal(data, had) == nil {
			begin(families(t, sea))(families(t, sea))
			return had, nil
		}
	}
	proof, err := p.proveTerms(ctx, t, sea, begin(families(t, sea)))
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(proof)
	if err != nil {
		return nil, err
	}
	return proof, p.o.Store.Save(name, data)
}

func families(t *certificate.Terms, sea bool) int {
	n := len(t.Fields) * len(t.Aims) * len(t.Sites)
	if sea && t.Sea != nil {
		n += len(t.Fields) * len(t.Aims)
	}
	return n
}

// parts lists the families of the terms, on land and, if asked, at sea.
func parts(t *certificate.Terms, sea bool) (all []part, err error) {
	cases, err := t.Cases()
	if err != nil {
		return nil, err
	}
	for i := range cases {
		all = append(all, part{c: cases[i]})
	}
	if !sea || t.Sea == nil {
		return all, nil
	}
	pairs, err := t.Pairs()
	for i := range pairs {
		all = append(all, part{c: pairs[i], sea: t.Sea})
	}
	return all, err
}

// proveTerms tries all families under the cap, and those that resist under lower
// ones: what is proved under a cap holds under a lower one.
func (p *Problem) proveTerms(ctx context.Context, t *certificate.Terms, sea bool, done func(int)) (*Proof, error) {
	all, err := parts(t, sea)
	if err != nil {
		return nil, err
	}
	out := &Proof{CapKmS: t.SpeedCapKmS, Land: true, Cases: len(all), Open: []string{}}
	var left []*part
	for i := range all {
		left = append(left, &all[i])
	}
	for times := range mostTimes + 1 {
		out.TightenedKmS = floor2(float64(tightenKmS * float64(times)))
		for _, x := range left {
			x.c.SpeedKmS = floor2(t.SpeedCapKmS - out.TightenedKmS)
		}
		if err := campaign.Each(ctx, len(left), p.o.Workers, done, func(_, k int) { left[k].prove(ctx) }); err != nil {
			return nil, err
		}
		left = slices.DeleteFunc(left, func(x *part) bool { return x.open == "" && x.err == nil })
		if times == 0 {
			for _, x := range left[:min(20, len(left))] {
				out.Open = append(out.Open, x.open)
			}
		}
		if len(left) == 0 {
			break
		}
		done = nil
	}
	out.verdict(all, sea && t.Sea != nil)
	for _, x := range left {
		if x.err != nil {
			return nil, x.err
		}
		out.TightenedKmS = 0
	}
	return out, nil
}

// verdict sums up the parts.
func (x *Proof) verdict(all []part, sea bool) {
	if x.Land = true; sea {
		x.Sea = new(bool)
		*x.Sea = true
	}
	for i := range all {
		x.Boxes += all[i].boxes
		switch {
		case all[i].open == "":
		case all[i].sea == nil:
			x.Land = false
		default:
			*x.Sea = false
		}
	}
}

// tighten lowers a deal's cap to what is proved, or says why not.
func (p *Problem) tighten(d *Deal, proof *Proof) {
	lim := d.Limits
	lim.SpeedCapKmS = floor2(lim.SpeedCapKmS - proof.TightenedKmS)
	if v := p.value(p.levelOf(&lim), &lim); v.Keeps {
		v.Name, v.Kind = d.Name, d.Kind
		*d = v
		proof.CapKmS = lim.SpeedCapKmS
		return
	}
	proof.Why = fmt.Sprintf("it is proved at %g km/s, where too little is defended", lim.SpeedCapKmS)
	proof.TightenedKmS, proof.Land = 0, false
	if proof.Sea != nil {
		*proof.Sea = false
	}
}

// levelOf is the level that limits were found at.
func (p *Problem) levelOf(lim *Limits) *level {
	for _, l := range p.lattice {
		if l.CommitS == lim.commit() {
			return l
		}
	}
	return p.between[lim.commit()]
}

// say puts into words what of a deal is sure.
func (x *Proof) say(noShips bool) {
	switch {
	case x.Land && (noShips || x.Sea != nil && *x.Sea):
		x.Guarantee = "certified"
	case x.Land && x.Sea == nil:
		x.Guarantee = "certified on land, sampled at sea"
	case x.Land:
		x.Guarantee = "certified on land, sampled only at sea"
	default:
		x.Guarantee = "sampled only"
	}
	if x.Why == "" && (!x.Land || x.Sea != nil && !*x.Sea) {
		x.Why = fmt.Sprintf("a cap lower by %g km/s is not proved either", floor2(tightenKmS*mostTimes))
	}
}
