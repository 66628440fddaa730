package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"scutum/agreement/search"
)

// print writes what was found, for people.
func (a *searchedStudy) print(w io.Writer, target string) error {
	fmt.Fprintf(w, "%s of study %s: limits that guarantee %q and keep %q\n\n", a.Shield, a.Study, a.Guarantee, a.Keep)
	u := &a.Unlimited
	fmt.Fprintf(w, "Without limits: %s; interceptors of %g km/s have a margin of %+.2f km/s (%s).\n\n", peopleText(u.People, false), a.FastestKmS, u.MarginKmS, u.MarginBy)
	fmt.Fprintln(w, "One limit alone:")
	for i := range a.Alone {
		fmt.Fprintf(w, "  %s\n", a.Alone[i].Says)
	}
	if len(a.Deals) == 0 {
		fmt.Fprintln(w, "\nNo limits keep both.")
		if d := a.NearestToKeep; d != nil {
			fmt.Fprintf(w, "Nearest: %s: %.1f %% of the people.\n", d.Limits.String(), 100*d.Share)
		}
	} else {
		a.printDeals(w)
	}
	keeping := 0
	for i := range a.Front {
		if a.Front[i].Keeps {
			keeping++
		}
	}
	fmt.Fprintf(w, "\nFront: %s of people, margin and number of limits, %d of which keep enough.\n", counted(len(a.Front), "point", "points"), keeping)
	fmt.Fprintln(w, "\nSearched:")
	for _, x := range a.Searched {
		fmt.Fprintf(w, "  - %s\n", x)
	}
	fmt.Fprintln(w, "\nHow sure:")
	for _, x := range a.Sure {
		fmt.Fprintf(w, "  - %s\n", x)
	}
	fmt.Fprintf(w, "\nseed %d  inputs %s\n", a.Seed, a.InputsSHA256[:16])
	if target != "" && len(a.Deals) > 0 {
		first := filepath.Join(target, a.Deals[0].Name)
		fmt.Fprintf(w, "files: %s\ntry: scutum agreement check %s.yaml %s.study.yaml\n", target, first, first)
	}
	return nil
}

func (a *searchedStudy) printDeals(w io.Writer) {
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "deal\tkind\tlimits\tpeople\tmargin km/s\tguarantee")
	for i := range a.Deals {
		d := &a.Deals[i]
		fmt.Fprintf(t, "%s\t%s\t%d\t%.1f %%\t%+.2f\t%s\n", d.Name, d.Kind, d.Constraints, 100*d.Share, d.MarginKmS, provedText(d))
	}
	t.Flush()
	for i := range a.Deals {
		d := &a.Deals[i]
		fmt.Fprintf(w, "\n%s: %s\n  takes away: %s\n  %s\n  nearest: %s\n", d.Name, d.Limits.String(), orDash(strings.Join(d.Binding, "; ")), peopleText(d.People, true), d.MarginBy)
		if d.Proof != nil {
			if d.Proof.TightenedKmS > 0 {
				fmt.Fprintf(w, "  tightened: its cap by %g km/s, to %g, which is the loosest that is certified\n", d.Proof.TightenedKmS, d.Proof.CapKmS)
			} else if d.Proof.Why != "" {
				fmt.Fprintf(w, "  not certified: %s\n", d.Proof.Why)
			}
			for k, x := range d.Proof.Open {
				if k == 3 {
					fmt.Fprintf(w, "  ... and %d more resist\n", len(d.Proof.Open)-3)
					break
				}
				fmt.Fprintf(w, "  resists: %s\n", x)
			}
		}
	}
}

func provedText(d *search.Deal) string {
	if d.Proof == nil {
		return "sampled, no proof tried"
	}
	return d.Proof.Guarantee
}

func peopleText(people []search.People, share bool) string {
	var words []string
	for _, p := range people {
		text := fmt.Sprintf("%.2f M people defended against %s", p.Defended/1e6, p.Class)
		if share {
			text += fmt.Sprintf(" (%.1f %%)", 100*p.Share)
		}
		words = append(words, text)
	}
	return strings.Join(words, ", ")
}

// frontCSV is the trade-off front as a table.
func (a *searchedStudy) frontCSV() []byte {
	var b strings.Builder
	b.WriteString("constraints,people_share,margin_km_s,keeps,speed_cap_km_s,commit_after_burnout_s,sites,waters,own_radars_only,interceptors")
	for _, p := range a.Unlimited.People {
		fmt.Fprintf(&b, ",people_%s", p.Class)
	}
	b.WriteString("\n")
	for i := range a.Front {
		d := &a.Front[i]
		commit := ""
		if x := d.Limits.CommitAfterS; x != nil {
			commit = formatNumber(*x)
		}
		fmt.Fprintf(&b, "%d,%.5f,%.4f,%t,%g,%s,%q,%q,%t,%d", d.Constraints, d.Share, d.MarginKmS, d.Keeps, d.Limits.SpeedCapKmS, commit,
			strings.Join(d.Limits.Sites, " "), d.Limits.Waters.String(), d.Limits.OwnRadars, d.Limits.Interceptors)
		for _, p := range d.People {
			fmt.Fprintf(&b, ",%.0f", p.Defended)
		}
		b.WriteString("\n")
	}
	return []byte(b.String())
}
