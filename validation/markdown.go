package validation

import (
	_ "embed"
	"fmt"
	"io"
	"strings"
)

//go:embed disagreements.md
var disagreements string

// Markdown writes the wall as a page: the count, one table for each group, and
// what is to be said about the disagreements.
func Markdown(w io.Writer, version string) error {
	rows := Wall()
	var b strings.Builder
	fmt.Fprintf(&b, "# Validation: published figures against ours\n\nWritten by `make validation` from scutum %s. `scutum validate` prints the same in a terminal.\n\n", version)
	b.WriteString("Tags: R read in the source, S seen in a public source, C computed by another program from a closed form or the\n" +
		"reference model, M recalled and not re-read (never a target). A disagreement stays in its table.\n\n")
	b.WriteString("| table | rows | agree | disagree | of these known | unconfirmed | not comparable |\n|---|---|---|---|---|---|---|\n")
	for _, g := range Groups {
		t := Count(only(rows, g.Name))
		fmt.Fprintf(&b, "| [%s](#%s) | %s |\n", g.Name, anchor(g), tallyCells(t))
	}
	fmt.Fprintf(&b, "| all | %s |\n\n", tallyCells(Count(rows)))
	for _, g := range Groups {
		markdownTable(&b, g, only(rows, g.Name))
	}
	b.WriteString(disagreements)
	_, err := io.WriteString(w, b.String())
	return err
}

func tallyCells(t Tally) string {
	return fmt.Sprintf("%d | %d | %d | %d | %d | %d", t.Rows, t.Agree, t.Disagree, t.Known, t.Unconfirmed, t.NotComparable)
}

func markdownTable(b *strings.Builder, g Group, rows []Row) {
	fmt.Fprintf(b, "## %s: %s\n\nTolerance: %s.\n\n", g.Name, g.Title, g.Reason)
	b.WriteString("| case | quantity | source | tag | reference | ours | difference | tolerance | verdict |\n|---|---|---|---|---|---|---|---|---|\n")
	for _, r := range rows {
		quantity := r.Quantity
		if r.Unit != "" {
			quantity += ", " + r.Unit
		}
		verdict := string(r.Verdict)
		if r.Verdict == Disagrees {
			verdict = "**disagrees**"
		}
		if r.Note != "" {
			verdict += ": " + r.Note
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n",
			r.Case, quantity, r.Source, r.Tag, r.Reference, r.Ours, r.Difference, r.Tolerance, verdict)
	}
	b.WriteString("\n")
}

// anchor is the heading's address as GitHub makes it.
func anchor(g Group) string {
	var b strings.Builder
	for _, c := range strings.ToLower(g.Name + ": " + g.Title) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-':
			b.WriteRune(c)
		case c == ' ':
			b.WriteByte('-')
		}
	}
	return b.String()
}

func only(rows []Row, group string) []Row {
	var out []Row
	for _, r := range rows {
		if r.Group == group {
			out = append(out, r)
		}
	}
	return out
}
