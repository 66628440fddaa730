package limits

import (
	"fmt"
	"strings"
	"time"
)

// Text returns the agreement as people read it.
func (a *Agreement) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s, between %s\n", a.Title, a.Date.Format(time.DateOnly), strings.Join(a.Parties, " and "))
	if a.Note != "" {
		fmt.Fprintf(&b, "\n%s\n", a.Note)
	}
	for i := range a.Clauses {
		c := &a.Clauses[i]
		fmt.Fprintf(&b, "\nArticle %d (%s)", i+1, c.ID)
		if c.Title != "" {
			fmt.Fprintf(&b, ": %s", c.Title)
		}
		fmt.Fprintf(&b, "\n  %s\n", c.Text)
		if c.When != "" {
			fmt.Fprintf(&b, "  in force when     %s\n", c.When)
		}
		if !c.From.IsZero() || !c.Until.IsZero() {
			fmt.Fprintf(&b, "  in force          from %s until %s\n", orDash(day(c.From)), orDash(day(c.Until)))
		}
		fmt.Fprintf(&b, "  each %-13s%s\n  evidence          %s\n", c.About, c.Condition, strings.Join(c.Evidence, ", "))
		for _, k := range c.Checked {
			fmt.Fprintf(&b, "  checked by        %s, by %s\n", k.By, k.How)
		}
		fmt.Fprintf(&b, "  where it fails    %s\n", c.OnFailure)
		if c.Feared != nil {
			fmt.Fprintf(&b, "  is there against  %s\n", c.Feared)
		}
	}
	if a.Guarantee != nil {
		fmt.Fprintf(&b, "\nGuarantee\n  %s\n", a.Guarantee.Claim())
	}
	return b.String()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
