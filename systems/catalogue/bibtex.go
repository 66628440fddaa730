package catalogue

import (
	"fmt"
	"strings"
)

// BibTeX returns the references as docs/references.bib holds them.
func (c *Catalogue) BibTeX() string {
	var b strings.Builder
	b.WriteString("% Written by `go test ./systems/catalogue -run TestReferencesBib -update` from\n% systems/catalogue/data/references.yaml; edit that.\n")
	for _, r := range c.references {
		note := "read"
		if !r.Read {
			note = "named from memory; figures that rest on it alone are unconfirmed"
		}
		fmt.Fprintf(&b, "\n@misc{%s,\n  author = {{%s}},\n  title = {%s},\n  date = {%s},\n", r.Key, r.Author, r.Title, r.Date)
		if r.URL != "" {
			fmt.Fprintf(&b, "  url = {%s},\n", r.URL)
		}
		fmt.Fprintf(&b, "  note = {%s},\n}\n", note)
	}
	return b.String()
}
