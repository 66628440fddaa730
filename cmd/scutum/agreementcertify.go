package main

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"scutum/agreement/certificate"
	"scutum/agreement/limits"
	"scutum/internal/hint"
	"scutum/internal/outdir"
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
meeting with the command that reckons it again, and ends with exit code 1. The same on
a page: scutum agreement check --prove.`,
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
	if o.out != "" && (o.capKmS > 0 || o.withoutSea) {
		return hint.New("write the cap into a copy of the agreement", "--out writes certificates of an agreement as it stands, without --cap-km-s or --without-sea")
	}
	s, err := o.open(cmd, args[1:])
	if err != nil {
		return err
	}
	terms, shield := o.tried(a, s)
	work := &proving{cmd, o.workers, o.sample, o.measure}
	proof, err := work.prove(terms, shield)
	if err != nil {
		return err
	}
	out := newCertified(a, s, proof)
	if out.Proved && o.out != "" {
		data, err := sealed(proof.Certificate, a, s)
		if err == nil {
			err = outdir.WriteFile(o.out, data, o.force)
		}
		if err != nil {
			return err
		}
		out.File = o.out
	}
	if o.asJSON {
		err = printJSON(cmd, out)
	} else {
		err = o.print(cmd.OutOrStdout(), out, args)
	}
	if err == nil && !out.Proved {
		return violated("not proved: %s", out.shortfall())
	}
	return err
}

// tried are the agreement's terms and the study's shield, as the flags change them.
func (o *certifyFlags) tried(a *limits.Agreement, s *oneShield) (*certificate.Terms, *scenario.Shield) {
	terms, shield := *a.Guarantee, *s.shield
	if o.capKmS > 0 {
		terms.SpeedCapKmS = o.capKmS
	}
	if o.withoutSea {
		terms.Sea = nil
		shield.Sites = slices.DeleteFunc(slices.Clone(shield.Sites), func(x scenario.Site) bool { return x.Ship })
	}
	return &terms, &shield
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
	claim := c.Claim
	if !c.LimitsProved {
		claim = "The claim was: " + claim
	}
	fmt.Fprintf(&b, "%s\n\n%s\n", wrapped(c.verdict(), 88), wrapped(claim, 88))
	fmt.Fprintf(&b, "\n%s, %s.\n", counted(c.Cases, "case", "cases"), counted(c.Boxes, "box", "boxes"))
	if n := c.Nearest; n != nil {
		fmt.Fprintf(&b, "Nearest that sampling finds from the sites: %.4f km/s (%s; departure %.0f s and meeting %.0f s after burnout, %.0f km high).\n", n.SpeedKmS, n.Case, n.DepartS, n.MeetingS, n.AltitudeKm)
	}
	if n := c.NearestShip; n != nil {
		fmt.Fprintf(&b, "Nearest that sampling finds from ships: %.4f km/s (%s, from %.2f, %.2f; departure %.0f s and meeting %.0f s after burnout, %.0f km high).\n", n.SpeedKmS, n.Case, n.SiteLatDeg, n.SiteLonDeg, n.DepartS, n.MeetingS, n.AltitudeKm)
	}
	if x := c.Closest; x != nil {
		fmt.Fprintf(&b, "At the cap the nearest any from the sites comes is %.0f km (%s; %.0f s after burnout, %.0f km high above %.1f, %.1f; it left %.0f s after burnout).\n", x.MissKm, x.Case, x.AtS, x.AltitudeKm, x.LatDeg, x.LonDeg, x.DepartS)
	}
	if c.Reduced != nil && c.LimitsProved {
		fmt.Fprintf(&b, "On the ellipsoid under J2 %d random cases near the cap needed at worst %.4f km/s less: read the cap as %.4f km/s there.\n", c.MeasuredCases, math.Abs(min(0, *c.MeasuredWorst)), *c.Reduced)
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
			fmt.Fprintf(&b, "  again: %s\n", f.Again)
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
	_, err := w.Write(b.Bytes())
	return err
}

// print prints the answer, and what a stranger needs to go on.
func (o *certifyFlags) print(w io.Writer, c *certified, args []string) error {
	if err := c.print(w); err != nil {
		return err
	}
	again := slices.Clone(args) // as the other verbs have them
	if o.assumptions != "published" {
		again = append(again, "--assumptions", o.assumptions)
	}
	for _, f := range o.figures {
		again = append(again, "--figure", f)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "\nagreement %s  study %s\n", c.AgreementHash[:16], c.StudyHash[:16])
	if len(c.Failures) > 0 {
		fmt.Fprint(&b, "\nto draw the meeting that needs least on a map: ")
		if o.capKmS > 0 || o.withoutSea {
			fmt.Fprint(&b, "write what was tried here into the guarantee of a copy (scutum agreement new FILE --from NAME copies a built-in one), then ")
			again[0] = "FILE"
		}
		if o.shield != "" {
			again = append(again, "--shield", o.shield)
		}
		fmt.Fprintln(&b, export.Command("scutum agreement check", append(again, "--prove")), "--out DIR")
	}
	if c.File != "" {
		fmt.Fprintf(&b, "\nwrote %s; check it: %s\n", c.File, export.Command("scutum verify", append([]string{c.File}, again...)))
	}
	_, err := w.Write(b.Bytes())
	return err
}
