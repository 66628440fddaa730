package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"scutum/agreement/certificate"
	"scutum/agreement/limits"
	"scutum/campaign"
	"scutum/internal/hint"
	"scutum/internal/outdir"
	"scutum/internal/progress"
	"scutum/report/export"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// certifyFlags are the flags of scutum agreement certify.
type certifyFlags struct {
	shieldFlags
	capKmS          float64
	withoutSea      bool
	measure, sample int
}

func newAgreementCertifyCommand() *cobra.Command {
	var o certifyFlags
	cmd := &cobra.Command{
		Use:   "certify AGREEMENT STUDY",
		Short: "Prove that within the limits no protected trajectory can be met",
		Long: `Proves an agreement's guarantee for the continuum: every launch point of the fields,
every aim point, every time of flight between the bounds, every departure not before
the limit, every place of the sites and of the sea outside the excluded areas. The
proof is in the model of a rotating sphere with two bodies (docs/certificate.md); the
difference to the ellipsoid under J2 is measured over samples and printed beside the
cap. The shield must stand within the limits itself.

The whole of both-sides-2011 with the sea takes under a minute on two cores. --out
writes the certificate, which scutum verify and tools/verify.py check by other
programs. Where the proof fails it prints the smallest box that resists and a concrete
meeting, and ends with exit code 1.`,
		Example: "  scutum agreement certify both-sides-2011 epaa-3 --without-sea --cap-km-s 4.8",
		Args:    argumentsBetween(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd, args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.shield, "shield", "", "shield of the study (needed unless it has only one)")
	choiceVar(f, &o.assumptions, "assumptions", "published", assumptionSets, "assumption set of the catalogue's figures")
	f.StringArrayVar(&o.figures, "figure", nil, "change a figure of the catalogue, as KEY=VALUE; may be repeated")
	wholeVar(f, &o.workers, "workers", 0, 0, 1024, "number of workers (default one for each processor)")
	f.StringVar(&o.out, "out", "", "write the certificate to this `FILE`")
	f.BoolVar(&o.force, "force", false, "replace the file if it exists")
	numberVar(f, &o.capKmS, "cap-km-s", 0, 0.5, 7.3, "try another cap on speed than the agreement's; no certificate is written")
	f.BoolVar(&o.withoutSea, "without-sea", false, "leave the sea and the shield's ships out; no certificate is written")
	wholeVar(f, &o.measure, "measure", 2000, 0, 10_000_000, "random cases on which sphere and ellipsoid are compared")
	wholeVar(f, &o.sample, "sample", 20_000, 0, 100_000_000, "draws for the nearest meeting")
	jsonFlag(cmd, &o.asJSON)
	return cmd
}

// certified is the answer of agreement certify.
type certified struct {
	Proved        bool             `json:"proved"`
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
	Nearest       *nearestMeeting  `json:"nearest_sampled"` // null where nothing was sampled
	Closest       *closestMiss     `json:"closest_sampled"` // null where nothing was sampled, or a meeting is possible
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
	Counter *nearestMeeting `json:"counter_example"` // null where sampling finds none within the cap
}

func (o *certifyFlags) run(cmd *cobra.Command, args []string) error {
	a, err := limits.Open(args[0], catalogue.Default())
	if err == nil {
		err = a.CheckSatisfiable()
	}
	if err != nil {
		return err
	}
	if a.Guarantee == nil {
		return hint.New("scutum agreement show both-sides-2011 has one", "agreement %s has no guarantee to prove", a.Name)
	}
	s, err := o.open(cmd, args[1:])
	if err != nil {
		return err
	}
	terms := *a.Guarantee
	tried := o.capKmS > 0 || o.withoutSea
	if o.capKmS > 0 {
		terms.SpeedCapKmS = o.capKmS
	}
	if o.withoutSea {
		terms.Sea = nil
	}
	if tried && o.out != "" {
		return hint.New("write the cap into a copy of the agreement", "--out writes certificates of an agreement as it stands, without --cap-km-s or --without-sea")
	}
	stands := *s.shield
	if o.withoutSea {
		stands.Sites = slices.DeleteFunc(slices.Clone(stands.Sites), func(x scenario.Site) bool { return x.Ship })
	}
	out := &certified{Claim: terms.Claim(), NotCovered: certificate.NotCovered, Agreement: a.Name, AgreementHash: agreementSum(a), Study: s.setting.Name,
		Shield: s.shield.Name, StudyHash: studySum(s), CapKmS: terms.SpeedCapKmS, Outside: terms.Outside(&stands), Failures: []certifyFailure{}}
	if out.Outside == nil {
		out.Outside = []string{}
	}
	result, err := o.prove(cmd, &terms, out)
	if err != nil {
		return err
	}
	out.Proved = result.Certificate != nil && len(out.Outside) == 0
	if out.Proved && o.out != "" {
		c := result.Certificate
		c.Agreement = certificate.Source{Name: a.Name, SHA256: out.AgreementHash}
		c.Study = certificate.Source{Name: s.setting.Name, Shield: s.shield.Name, SHA256: out.StudyHash}
		data, err := json.Marshal(c)
		if err != nil {
			return err
		}
		if err := outdir.WriteFile(o.out, append(data, '\n'), o.force); err != nil {
			return err
		}
		out.File = o.out
	}
	if o.asJSON {
		err = printJSON(cmd, out)
	} else {
		err = out.print(cmd.OutOrStdout())
	}
	if err == nil && !out.Proved {
		return violated("not proved: %s", out.shortfall())
	}
	return err
}

// studySum is the digest of a study's canonical form, as scutum show --json
// prints it.
func studySum(s *oneShield) string {
	return export.Sum("study", scenario.Show(s.file, s.cat, s.base).JSON()).SHA256
}

func (o *certifyFlags) prove(cmd *cobra.Command, terms *certificate.Terms, out *certified) (*certificate.Result, error) {
	screen := progress.On(cmd.ErrOrStderr())
	workers := campaign.Workers(o.workers)
	bar := screen.Start("proof", "cases", terms.Pieces())
	result, err := certificate.Certify(cmd.Context(), terms, workers, bar.Add)
	bar.End()
	if err != nil {
		return nil, err
	}
	out.Cases, out.Boxes = result.Cases, result.Boxes
	for i := range result.Failures {
		f := &result.Failures[i]
		out.Failures = append(out.Failures, certifyFailure{f.Case.Name, f.Where(), counterOf(&f.Case)})
	}
	if o.sample > 0 && len(terms.Sites) > 0 {
		m, ok, err := certificate.NearestOfAll(cmd.Context(), terms, o.sample, 1, workers)
		if err != nil {
			return nil, err
		}
		if ok {
			out.Nearest = newNearestMeeting(&m)
		}
		x, ok, err := certificate.Closest(cmd.Context(), terms, o.sample, 1, workers)
		if err != nil {
			return nil, err
		}
		if ok {
			out.Closest = &closestMiss{x.Case, rounded(x.Km, 1), rounded(x.LeftS, 1), rounded(x.AtS, 1), rounded(x.AtAltitudeKm, 1), rounded(x.AtLatDeg, 3), rounded(x.AtLonDeg, 3)}
		}
	}
	if o.measure > 0 && len(terms.Sites) > 0 {
		d, err := certificate.Measure(cmd.Context(), terms, o.measure, 1, workers, nil)
		if err != nil {
			return nil, err
		}
		if d.Cases > 0 {
			out.MeasuredCases = d.Cases
			out.MeasuredWorst = roundedOrNull(d.Least, 4)
			out.Reduced = roundedOrNull(terms.SpeedCapKmS+min(0, d.Least)-0.00005, 4)
		}
	}
	return result, nil
}

// counterOf looks for a concrete meeting of a case within its cap.
func counterOf(c *certificate.Case) *nearestMeeting {
	m, ok := certificate.Nearest(c, 2000, 1)
	if !ok || m.SpeedKmS > c.SpeedKmS {
		return nil
	}
	return newNearestMeeting(&m)
}

func newNearestMeeting(m *certificate.Meeting) *nearestMeeting {
	return &nearestMeeting{m.Case, rounded(m.SpeedKmS, 4), rounded(m.From.LatDeg(), 4), rounded(m.From.LonDeg(), 4), rounded(m.To.LatDeg(), 4), rounded(m.To.LonDeg(), 4),
		rounded(m.Site.LatDeg(), 4), rounded(m.Site.LonDeg(), 4), rounded(m.CoastS, 1), rounded(m.DepartS, 1), rounded(m.MeetingS, 1),
		rounded(m.AltitudeKm, 1), rounded(m.PlaceLatDeg, 3), rounded(m.PlaceLonDeg, 3)}
}

func (c *certified) shortfall() string {
	var why []string
	if n := len(c.Outside); n > 0 {
		why = append(why, fmt.Sprintf("%s of the shield outside the limits", counted(n, "thing", "things")))
	}
	if n := len(c.Failures); n > 0 {
		why = append(why, fmt.Sprintf("%s of %d resist", counted(n, "case", "cases"), c.Cases))
	}
	return strings.Join(why, "; ")
}

func (c *certified) print(w io.Writer) error {
	var b bytes.Buffer
	if c.Proved {
		fmt.Fprintf(&b, "PROVED in the sphere model, margin measured.\n\n%s\n", wrapped(c.Claim, 88))
	} else {
		fmt.Fprintf(&b, "NOT PROVED.\n\nThe claim was: %s\n", wrapped(c.Claim, 88))
	}
	fmt.Fprintf(&b, "\n%d cases, %d boxes.\n", c.Cases, c.Boxes)
	if n := c.Nearest; n != nil {
		fmt.Fprintf(&b, "Nearest that sampling finds from the sites: %.4f km/s (%s; departure %.0f s and meeting %.0f s after burnout, %.0f km high).\n", n.SpeedKmS, n.Case, n.DepartS, n.MeetingS, n.AltitudeKm)
	}
	if x := c.Closest; x != nil {
		fmt.Fprintf(&b, "At the cap the nearest any of them comes is %.0f km (%s; %.0f s after burnout, %.0f km high above %.1f, %.1f; it left %.0f s after burnout).\n", x.MissKm, x.Case, x.AtS, x.AltitudeKm, x.LatDeg, x.LonDeg, x.DepartS)
	}
	if c.Reduced != nil {
		fmt.Fprintf(&b, "On the ellipsoid under J2 %d random cases near the cap needed at worst %.4f km/s less: read the cap as %.4f km/s there.\n", c.MeasuredCases, -min(0, *c.MeasuredWorst), *c.Reduced)
	}
	for _, x := range c.Outside {
		fmt.Fprintf(&b, "\noutside the limits: %s", x)
	}
	for i := range c.Failures {
		f := &c.Failures[i]
		fmt.Fprintf(&b, "\nresists: %s\n  %s\n", f.Case, f.Box)
		if m := f.Counter; m != nil {
			fmt.Fprintf(&b, "  a meeting: from %.4f, %.4f to %.4f, %.4f, coast %.1f s, site %.4f, %.4f; departure %.1f s and meeting %.1f s after burnout, %.0f km high: %.4f km/s is enough\n",
				m.FromLatDeg, m.FromLonDeg, m.ToLatDeg, m.ToLonDeg, m.CoastS, m.SiteLatDeg, m.SiteLonDeg, m.DepartS, m.MeetingS, m.AltitudeKm, m.SpeedKmS)
		} else {
			fmt.Fprintln(&b, "  sampling finds no meeting within the cap: the bounds are not sharp enough")
		}
		if i == 9 && len(c.Failures) > 10 {
			fmt.Fprintf(&b, "\n... and %d more; --json has them all\n", len(c.Failures)-10)
			break
		}
	}
	fmt.Fprintf(&b, "\nNot covered:\n")
	for _, x := range c.NotCovered {
		fmt.Fprintf(&b, "  - %s\n", x)
	}
	fmt.Fprintf(&b, "\nagreement %s  study %s\n", c.AgreementHash[:16], c.StudyHash[:16])
	if c.File != "" {
		fmt.Fprintf(&b, "\nwrote %s; check it: scutum verify %s %s %s\n", c.File, c.File, c.Agreement, c.Study)
	}
	_, err := w.Write(b.Bytes())
	return err
}
