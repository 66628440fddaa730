package certificate

import (
	"context"
	"fmt"
	"strings"

	"scutum/campaign"
)

// Format is the certificate's own name and version.
const Format = "scutum certificate 1"

// Certificate is a proof with what it is a proof of. It is written as JSON; a
// checker needs nothing else but the agreement and the study that it names.
type Certificate struct {
	Format    string      `json:"format"`
	Claim     string      `json:"claim"`
	NotProved []string    `json:"not_covered"`
	Agreement Source      `json:"agreement"`
	Study     Source      `json:"study"`
	Terms     Terms       `json:"terms"`
	Cases     []CaseProof `json:"cases"`
	Sea       []SeaProof  `json:"sea,omitempty"`
}

// Source names an input by its canonical JSON, as `show --json` prints it.
type Source struct {
	Name   string `json:"name"`
	Shield string `json:"shield,omitempty"` // of a study
	SHA256 string `json:"sha256"`
}

// CaseProof is the tree of one case, with the numbers that follow from the
// terms.
type CaseProof struct {
	Name        string  `json:"name"`
	CoastFromS  float64 `json:"coast_from_s"`
	CoastUntilS float64 `json:"coast_until_s"`
	DepartS     float64 `json:"depart_s"`
	Tree        string  `json:"tree"`
}

// Failure is a case that could not be proved.
type Failure struct {
	Case Case
	Box  *OpenBox
	Cell *Rectangle // at sea
}

// Where says which box or cell resisted.
func (f *Failure) Where() string {
	if f.Cell != nil {
		return fmt.Sprintf("ships between %.2f and %.2f N, %.2f and %.2f E", f.Cell.SouthDeg, f.Cell.NorthDeg, f.Cell.WestDeg, f.Cell.EastDeg)
	}
	return fmt.Sprintf("coast %.3f to %.3f s, departure %.3f to %.3f s after burnout, anomaly %.7f to %.7f",
		f.Box.CoastS[0], f.Box.CoastS[1], f.Box.DepartS[0], f.Box.DepartS[1], f.Box.Anomaly[0], f.Box.Anomaly[1])
}

// Result is what certifying came to: a certificate where nothing failed.
type Result struct {
	Certificate *Certificate
	Failures    []Failure
	Cases       int
	Boxes       int
}

// Certify proves the terms, all cases and then the sea. progress, if not nil, is
// told of every finished piece; Pieces says how many there are.
func Certify(ctx context.Context, t *Terms, workers int, progress func(int)) (*Result, error) {
	cases, err := t.Cases()
	if err != nil {
		return nil, err
	}
	pairs, err := t.Pairs()
	if err != nil {
		return nil, err
	}
	proofs, seas := make([]Proof, len(cases)), make([]SeaProof, 0)
	if t.Sea != nil {
		seas = make([]SeaProof, len(pairs))
	}
	errs := make([]error, len(cases)+len(seas))
	err = campaign.Each(ctx, len(errs), workers, progress, func(_, i int) {
		if i < len(cases) {
			proofs[i], errs[i] = Prove(ctx, &cases[i], DefaultLimits)
		} else {
			seas[i-len(cases)], errs[i] = ProveSea(ctx, pairs[i-len(cases)], t.Sea)
		}
	})
	if err != nil {
		return nil, err
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return collect(t, cases, pairs, proofs, seas), nil
}

// Pieces is how many pieces of work Certify tells its progress of.
func (t *Terms) Pieces() int {
	n := len(t.Fields) * len(t.Aims) * len(t.Sites)
	if t.Sea != nil {
		n += len(t.Fields) * len(t.Aims)
	}
	return n
}

func collect(t *Terms, cases, pairs []Case, proofs []Proof, seas []SeaProof) *Result {
	r := &Result{Cases: len(cases) + len(seas)}
	c := &Certificate{Format: Format, Claim: t.Claim(), NotProved: NotCovered, Terms: *t, Sea: seas}
	for i := range cases {
		r.Boxes += proofs[i].Boxes
		if proofs[i].Open != nil {
			r.Failures = append(r.Failures, Failure{Case: cases[i], Box: proofs[i].Open})
		}
		c.Cases = append(c.Cases, CaseProof{cases[i].Name, cases[i].CoastFrom, cases[i].CoastUntil, cases[i].Depart, proofs[i].Tree})
	}
	for i := range seas {
		r.Boxes += seas[i].Boxes
		if seas[i].Open != nil {
			failed := pairs[i]
			failed.Site = seas[i].Open.disc()
			r.Failures = append(r.Failures, Failure{Case: failed, Cell: seas[i].Open})
		}
	}
	if len(r.Failures) == 0 {
		r.Certificate = c
	}
	return r
}

// NotCovered is said in every certificate.
var NotCovered = []string{
	"meetings before the missile's burnout",
	"flights outside the stated areas and times of coast",
	"several warheads of one missile",
	"interceptors from places that are not stated",
	"the ellipsoid and J2: the proof is about a rotating sphere with two bodies; the difference is measured, not proved",
}

// Claim says the terms in a sentence.
func (t *Terms) Claim() string {
	commit := ""
	if t.Commit.AfterLaunchS != nil {
		commit = fmt.Sprintf("%g s after the missile's launch", *t.Commit.AfterLaunchS)
	} else {
		commit = fmt.Sprintf("%g s after the missile's burnout", *t.Commit.AfterBurnoutS)
	}
	places := listed(t.Sites)
	if t.Sea != nil {
		if places != "" {
			places += ", or "
		}
		places += fmt.Sprintf("a ship anywhere between %g and %g N, %g and %g E", t.Sea.SouthDeg, t.Sea.NorthDeg, t.Sea.WestDeg, t.Sea.EastDeg)
		if n := len(t.Sea.Excluded); n > 0 {
			places += fmt.Sprintf(" outside %d excluded areas", n)
		}
	}
	var fields []string
	for i := range t.Fields {
		fields = append(fields, t.Fields[i].Name)
	}
	return fmt.Sprintf("For every launch point within %g km of %s, every aim point within %g km of %s, and every time of coast %s: no interceptor that leaves %s at an Earth-relative speed of at most %g km/s, launched not earlier than %s, meets the missile at %g km or higher.",
		t.FieldRadiusKm, strings.Join(fields, ", "), t.AimRadiusKm, listed(t.Aims), t.Coast.words(), places, t.SpeedCapKmS, commit, t.LeastAltitudeKm)
}

func (c Coast) words() string {
	words := fmt.Sprintf("within %g s of minimum energy", c.WithinS)
	if c.RatioFrom > 0 || c.RatioTo > 0 {
		words += fmt.Sprintf(" or between %g and %g times it", c.RatioFrom, c.RatioTo)
	}
	return words
}

func listed(places []Named) string {
	var names []string
	for _, p := range places {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}
