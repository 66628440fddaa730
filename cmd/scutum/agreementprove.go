package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"scutum/agreement/certificate"
	"scutum/agreement/limits"
	"scutum/agreement/verifier"
	"scutum/campaign"
	"scutum/internal/progress"
	"scutum/report"
	"scutum/report/export"
	"scutum/scenario"
)

// proving is the proof of a guarantee, and what is sampled beside it.
type proving struct {
	cmd             *cobra.Command
	workers         int
	draws, measured int // for the nearest meeting; on sphere and ellipsoid
}

// prove tries to prove the terms, and says what of the shield stands outside them.
func (p *proving) prove(terms *certificate.Terms, shield *scenario.Shield) (*report.Proof, error) {
	bar := progress.On(p.cmd.ErrOrStderr()).Start("proof", "cases", terms.Pieces())
	r, err := certificate.Certify(p.cmd.Context(), terms, campaign.Workers(p.workers), bar.Add)
	bar.End()
	if err != nil {
		return nil, err
	}
	out := &report.Proof{Terms: terms, Certificate: r.Certificate, Cases: r.Cases, Boxes: r.Boxes, Outside: terms.Outside(shield)}
	for i := range r.Failures {
		f := &r.Failures[i]
		x := report.Refutation{Case: f.Case, Where: f.Where()}
		if m, ok := f.Meeting(terms, 1); ok {
			x.Meeting = &m
		}
		out.Refuted = append(out.Refuted, x)
	}
	return out, p.sample(out)
}

// sample adds to a proof the nearest meetings, the nearest miss from the sites on
// land, and what the ellipsoid changes.
func (p *proving) sample(out *report.Proof) (err error) {
	ctx, workers, onLand := p.cmd.Context(), campaign.Workers(p.workers), len(out.Terms.Sites) > 0
	ask := func(m certificate.Meeting, ok bool, failed error) *certificate.Meeting {
		if err = failed; err != nil || !ok {
			return nil
		}
		return &m
	}
	if p.draws > 0 {
		out.Draws = p.draws
		out.NearestShip = ask(certificate.NearestShipOfAll(ctx, out.Terms, 1, workers))
	}
	if p.draws > 0 && onLand && err == nil {
		out.Nearest = ask(certificate.NearestOfAll(ctx, out.Terms, p.draws, 1, workers))
	}
	if p.draws > 0 && onLand && err == nil {
		var x certificate.Miss
		var ok bool
		if x, ok, err = certificate.Closest(ctx, out.Terms, p.draws, 1, workers); ok {
			out.Closest = &x
		}
	}
	if p.measured > 0 && onLand && err == nil {
		out.Measured, err = certificate.Measure(ctx, out.Terms, p.measured, 1, workers, nil)
	}
	return err
}

// sealed writes a certificate with what it is a certificate of.
func sealed(c *certificate.Certificate, a *limits.Agreement, s *oneShield) ([]byte, error) {
	c.Agreement = certificate.Source{Name: a.Name, SHA256: agreementSum(a)}
	c.Study = certificate.Source{Name: s.setting.Name, Shield: s.shield.Name, SHA256: studySum(s)}
	data, err := json.Marshal(c)
	return append(data, '\n'), err
}

// studySum is the digest of a study's canonical form, as scutum show --json
// prints it.
func studySum(s *oneShield) string {
	return export.Sum("study", canonicalOf(s)).SHA256
}

func canonicalOf(s *oneShield) []byte { return scenario.Show(s.file, s.cat, s.base).JSON() }

// verified lets the independent checker look at a certificate.
func (p *proving) verified(out *report.Proof, name string, data []byte, a *limits.Agreement, s *oneShield) error {
	verdict := verifier.Verify(data, a.JSON(), canonicalOf(s), campaign.Workers(p.workers))
	if !verdict.Accepted {
		return violated("%s is refused: %s", name, verdict.Reason)
	}
	sum := export.Sum(name, data)
	out.File, out.Verified, out.Cases, out.Anew = report.File{Name: sum.Name, SHA256: sum.SHA256}, true, verdict.Cases, verdict.Leaves
	return nil
}

// certified is the answer of agreement certify.
type certified struct {
	Proved        bool             `json:"proved"`
	LimitsProved  bool             `json:"limits_proved"` // whether or not the shield stands within them
	Claim         string           `json:"claim"`
	NotCovered    []string         `json:"not_covered"`
	Agreement     string           `json:"agreement"`
	AgreementHash string           `json:"agreement_sha256"`
	Study         string           `json:"study"`
	Shield        string           `json:"shield"`
	StudyHash     string           `json:"study_sha256"`
	CapKmS        float64          `json:"speed_cap_km_s"`
	Reduced       *float64         `json:"cap_less_measured_margin_km_s"` // null where nothing was measured
	MeasuredCases int              `json:"measured_cases"`
	MeasuredWorst *float64         `json:"measured_worst_km_s"`
	Nearest       *nearestMeeting  `json:"nearest_sampled"`      // null where nothing was sampled
	NearestShip   *nearestMeeting  `json:"nearest_ship_sampled"` // null too without a sea
	Closest       *closestMiss     `json:"closest_sampled"`      // null where nothing was sampled, or a meeting is possible
	Cases         int              `json:"cases"`
	Boxes         int              `json:"boxes"`
	Outside       []string         `json:"shield_outside_limits"`
	Failures      []certifyFailure `json:"failures"`
	File          string           `json:"file,omitempty"`
}

type nearestMeeting struct {
	Case       string  `json:"case"`
	SpeedKmS   float64 `json:"speed_km_s"`
	FromLatDeg float64 `json:"from_lat_deg"`
	FromLonDeg float64 `json:"from_lon_deg"`
	ToLatDeg   float64 `json:"to_lat_deg"`
	ToLonDeg   float64 `json:"to_lon_deg"`
	SiteLatDeg float64 `json:"site_lat_deg"`
	SiteLonDeg float64 `json:"site_lon_deg"`
	CoastS     float64 `json:"coast_s"`
	DepartS    float64 `json:"depart_after_burnout_s"`
	MeetingS   float64 `json:"meeting_after_burnout_s"`
	AltitudeKm float64 `json:"meeting_altitude_km"`
	LatDeg     float64 `json:"meeting_lat_deg"`
	LonDeg     float64 `json:"meeting_lon_deg"`
}

// closestMiss is how near an interceptor that leaves at the cap comes.
type closestMiss struct {
	Case       string  `json:"case"`
	MissKm     float64 `json:"miss_km"`
	DepartS    float64 `json:"depart_after_burnout_s"`
	AtS        float64 `json:"at_after_burnout_s"`
	AltitudeKm float64 `json:"altitude_km"`
	LatDeg     float64 `json:"lat_deg"`
	LonDeg     float64 `json:"lon_deg"`
}

type certifyFailure struct {
	Case    string          `json:"case"`
	Box     string          `json:"box"`
	Counter *nearestMeeting `json:"counter_example"`        // null where sampling finds none within the cap
	Again   string          `json:"reckon_again,omitempty"` // the command
}

// newCertified is the answer that a proof gives.
func newCertified(a *limits.Agreement, s *oneShield, p *report.Proof) *certified {
	out := &certified{Proved: p.Proved(), LimitsProved: p.Certificate != nil, Claim: p.Terms.Claim(), NotCovered: certificate.NotCovered, Agreement: a.Name, AgreementHash: agreementSum(a),
		Study: s.setting.Name, Shield: s.shield.Name, StudyHash: studySum(s), CapKmS: p.Terms.SpeedCapKmS, Cases: p.Cases, Boxes: p.Boxes, Outside: append([]string{}, p.Outside...), Failures: []certifyFailure{}}
	for i := range p.Refuted {
		r := &p.Refuted[i]
		f := certifyFailure{Case: r.Case.Name, Box: r.Where}
		if r.Meeting != nil {
			f.Counter, f.Again = newNearestMeeting(r.Meeting), report.ReckonMeeting(p.Terms, &r.Case, r.Meeting)
		}
		out.Failures = append(out.Failures, f)
	}
	if p.Nearest != nil {
		out.Nearest = newNearestMeeting(p.Nearest)
	}
	if p.NearestShip != nil {
		out.NearestShip = newNearestMeeting(p.NearestShip)
	}
	if x := p.Closest; x != nil {
		out.Closest = &closestMiss{x.Case, rounded(x.Km, 1), rounded(x.LeftS, 1), rounded(x.AtS, 1), rounded(x.AtAltitudeKm, 1), rounded(x.AtLatDeg, 3), rounded(x.AtLonDeg, 3)}
	}
	if d := &p.Measured; d.Cases > 0 {
		out.MeasuredCases = d.Cases
		out.MeasuredWorst = roundedOrNull(d.Least, 4)
		out.Reduced = roundedOrNull(p.Terms.SpeedCapKmS+min(0, d.Least)-0.00005, 4)
	}
	return out
}

func newNearestMeeting(m *certificate.Meeting) *nearestMeeting {
	return &nearestMeeting{m.Case, rounded(m.SpeedKmS, 4), rounded(m.From.LatDeg(), 4), rounded(m.From.LonDeg(), 4), rounded(m.To.LatDeg(), 4), rounded(m.To.LonDeg(), 4),
		rounded(m.Site.LatDeg(), 4), rounded(m.Site.LonDeg(), 4), rounded(m.CoastS, 1), rounded(m.DepartS, 1), rounded(m.MeetingS, 1),
		rounded(m.AltitudeKm, 1), rounded(m.PlaceLatDeg, 3), rounded(m.PlaceLonDeg, 3)}
}

// verdict is the first line of the answer.
func (c *certified) verdict() string {
	switch {
	case c.Proved && c.MeasuredCases == 0:
		return "PROVED in the sphere model; its margin on the ellipsoid was not measured."
	case c.Proved:
		return "PROVED in the sphere model, margin measured."
	case c.LimitsProved:
		return fmt.Sprintf("THE LIMITS ARE PROVED, in the sphere model; the shield %s stands outside them, so that they promise nothing of it.", c.Shield)
	}
	return "NOT PROVED."
}
