package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"scutum"
	"scutum/agreement/certificate"
	"scutum/agreement/limits"
	"scutum/campaign"
	"scutum/internal/hint"
	"scutum/internal/outdir"
	"scutum/internal/progress"
	"scutum/physics/flight"
	"scutum/report"
	"scutum/report/export"
	"scutum/scenario"
	"scutum/scenario/geography"
)

// The draws behind what a page says of a proof, as agreement certify has them.
const nearestDraws, measuredDraws = 20_000, 2000

// agreementFiles is the work of agreement check --out.
type agreementFiles struct {
	o       *shieldFlags
	cmd     *cobra.Command
	args    []string
	text    *limits.Agreement
	study   *oneShield
	flights []flight.Ballistic
	report  *limits.Report
	pairs   []limits.Together
	proved  []byte // the certificate that --prove made
}

// all proves what is to be proved, and writes what --out asks for: nothing without
// it.
func (w *agreementFiles) all(o *checkFlags, answer *checkedAgreement) error {
	switch {
	case o.proofFile != "" && w.o.out == "":
		return hint.New("scutum verify looks at a certificate alone", "--certificate goes on the page, which --out writes")
	case o.prove && o.proofFile != "":
		return hint.New("leave one out", "--prove makes the certificate, --certificate has one")
	case o.prove && w.text.Guarantee == nil:
		return hint.New("scutum agreement show both-sides-2011 has one", "--prove: agreement %s has no guarantee to prove", w.text.Name)
	}
	dir, err := w.o.create()
	if err != nil {
		return err
	}
	if dir != nil {
		defer dir.Discard()
	}
	var proof *report.Proof
	switch {
	case o.prove:
		proof, err = w.prove(answer)
	case o.proofFile != "":
		proof, err = w.openProof(o.proofFile)
	}
	if err != nil || dir == nil {
		return err
	}
	if err := w.write(dir, answer, proof); err != nil {
		return err
	}
	answer.Files = w.o.out
	return nil
}

func (w *agreementFiles) proving() *proving {
	return &proving{w.cmd, w.o.workers, nearestDraws, measuredDraws}
}

// prove proves the guarantee, and lets the independent checker look at the proof.
func (w *agreementFiles) prove(answer *checkedAgreement) (*report.Proof, error) {
	work := w.proving()
	proof, err := work.prove(w.text.Guarantee, w.study.shield)
	if err != nil {
		return nil, err
	}
	if proof.Proved() {
		if w.proved, err = sealed(proof.Certificate, w.text, w.study); err != nil {
			return nil, err
		}
		if err := work.verified(proof, "certificate.json", w.proved, w.text, w.study); err != nil {
			return nil, err
		}
	}
	answer.Guarantee = newCertified(w.text, w.study, proof)
	return proof, nil
}

// write writes the page, the summary, the texts and the manifest.
func (w *agreementFiles) write(dir *outdir.Dir, answer *checkedAgreement, proof *report.Proof) error {
	s := w.study
	bar := progress.On(w.cmd.ErrOrStderr())
	keys, _ := limits.Swept(s.file, s.cat, s.base)
	figures := bar.Start("sensitivity", "figures", len(keys))
	defer figures.End()
	sensitivity, err := limits.Sensitive(w.cmd.Context(), w.text, s.file, s.cat, s.base, s.index, campaign.Workers(w.o.workers), figures.Add)
	figures.End()
	if err != nil {
		return err
	}
	sides, err := limits.AssumeEach(w.cmd.Context(), w.text, s.file, s.cat, s.index, assumptionSets)
	if err != nil {
		return err
	}
	answer.Sensitivity, answer.Sides = newSensitivityAnswer(sensitivity), newSideAnswers(sides)
	unconfirmed := []string{}
	for _, key := range s.file.Uses(s.cat) {
		if s.base.Unconfirmed(key) {
			unconfirmed = append(unconfirmed, key)
		}
	}
	text, sums := w.text.JSON(), []report.File{}
	files := []output{{"agreement.json", bytesOf(text)}, {"study.yaml", bytesOf(scenario.Show(s.file, s.cat, s.base).YAML())}, {"summary.json", jsonOf(answer)}}
	if w.proved != nil {
		files = append(files, output{"certificate.json", bytesOf(w.proved)})
	}
	for _, f := range files {
		sum, err := sumOf(f)
		if err != nil {
			return err
		}
		sums = append(sums, sum)
	}
	page := report.Agreement{Setting: s.setting, Shield: s.index, Assumptions: w.o.assumptions, Report: w.report, Together: w.pairs, Flights: w.flights, Sides: sides, Sensitivity: sensitivity, Proof: proof, Unconfirmed: unconfirmed,
		Provenance: report.Provenance{Version: scutum.Version, Seed: fmt.Sprint(s.setting.Seed), StudyHash: s.inputSum, CatalogueHash: s.cat.Hash(), Command: commandLine(w.cmd, w.args), Files: sums,
			Attributions: []string{geography.BordersAttribution}}}
	files = append(files, output{"report.html", func(out io.Writer) error { return page.Write(out) }})
	for _, in := range w.text.Inputs() {
		s.inputs = append(s.inputs, export.Sum(in.Name, in.Data))
	}
	if proof != nil && proof.Verified && w.proved == nil {
		s.inputs = append(s.inputs, export.File{Name: proof.File.Name, SHA256: proof.File.SHA256})
	}
	return s.write(w.cmd, w.args, dir, files)
}

// sumOf is the digest of a file before it is written.
func sumOf(f output) (report.File, error) {
	var b bytes.Buffer
	err := f.write(&b)
	return report.File{Name: f.name, SHA256: export.Sum(f.name, b.Bytes()).SHA256}, err
}

// openProof reads a certificate and lets the independent checker look at it.
func (w *agreementFiles) openProof(name string) (*report.Proof, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, hint.New("scutum agreement certify writes certificates", "--certificate: %v", err)
	}
	proof := &report.Proof{}
	work := w.proving()
	if err := work.verified(proof, filepath.Base(name), data, w.text, w.study); err != nil {
		return nil, err
	}
	proof.Certificate = &certificate.Certificate{}
	if err := json.Unmarshal(data, proof.Certificate); err != nil {
		return nil, hint.New("", "--certificate: %s: %v", filepath.Base(name), err)
	}
	proof.Terms = &proof.Certificate.Terms
	return proof, work.sample(proof)
}

// sensitivityAnswer is what moves the best margin, in JSON.
type sensitivityAnswer struct {
	MarginKmS *float64      `json:"best_margin_km_s"` // null where nothing can be met
	CommitS   *float64      `json:"commit_after_burnout_s"`
	Figures   []movedFigure `json:"figures"`
	Idle      []string      `json:"figures_that_do_not_move_it"`
	Fixed     []string      `json:"figures_fixed_by_the_study"`
}

type movedFigure struct {
	Figure     string    `json:"figure"`
	Unit       string    `json:"unit"`
	Value      *float64  `json:"value"`
	Low        float64   `json:"low"`
	High       float64   `json:"high"`
	MarginLow  *float64  `json:"margin_at_low_km_s"`
	MarginHigh *float64  `json:"margin_at_high_km_s"`
	Turns      []float64 `json:"turns_at"`
	Beyond     []float64 `json:"turns_outside_the_range_at"`
}

func newSensitivityAnswer(s *limits.Sensitivity) *sensitivityAnswer {
	out := &sensitivityAnswer{MarginKmS: roundedOrNull(s.Margin, 4), Figures: []movedFigure{}, Idle: s.Idle, Fixed: append([]string{}, s.Fixed...)}
	if !s.Commit.BySensors && !s.Commit.ByLaunch {
		out.CommitS = roundedOrNull(s.Commit.AfterBurnout, 3)
	}
	all := func(values []float64) []float64 {
		out := []float64{}
		for _, v := range values {
			out = append(out, rounded(v, 4))
		}
		return out
	}
	for i := range s.Figures {
		m := &s.Figures[i]
		out.Figures = append(out.Figures, movedFigure{m.Key, m.Unit, roundedOrNull(m.Value, 6), m.Low, m.High, roundedOrNull(m.MarginLow, 4), roundedOrNull(m.MarginHigh, 4), all(m.Turns), all(m.Beyond)})
	}
	return out
}

// sideAnswer is what the agreement comes to under one assumption set.
type sideAnswer struct {
	Assumptions  string   `json:"assumptions"`
	Holds        bool     `json:"holds"`
	Broken       []string `json:"broken_clauses"`
	Reached      int      `json:"protected_reached"`
	MarginKmS    *float64 `json:"best_margin_km_s"`
	OwnCommitS   *float64 `json:"own_commit_after_burnout_s"` // null for commit by sensors
	OwnReached   int      `json:"protected_reached_at_own_commit"`
	OwnMarginKmS *float64 `json:"best_margin_at_own_commit_km_s"`
}

func newSideAnswers(sides []limits.Assumed) (out []sideAnswer) {
	for i := range sides {
		s := &sides[i]
		a := sideAnswer{Assumptions: s.Assumptions, Holds: s.Report.Holds(), Broken: []string{}, Reached: s.Report.Reached, MarginKmS: roundedOrNull(s.Margin, 4), OwnReached: s.OwnReached, OwnMarginKmS: roundedOrNull(s.OwnMargin, 4)}
		if !s.Own.BySensors {
			a.OwnCommitS = roundedOrNull(s.Own.AfterBurnout, 3)
		}
		for k := range s.Report.Verdicts {
			if v := &s.Report.Verdicts[k]; v.InForce && v.Broken > 0 {
				a.Broken = append(a.Broken, v.Clause.ID)
			}
		}
		out = append(out, a)
	}
	return out
}
