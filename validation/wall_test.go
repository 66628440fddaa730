package validation

import (
	"bytes"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scutum"
)

// TestWall is the wall: every disagreement is a known one.
func TestWall(t *testing.T) {
	rows := Wall()
	for _, r := range rows {
		if r.Verdict == Disagrees && !r.Known {
			t.Errorf("%s: %s, %s: %v %s, ours %v (tolerance %v)", r.Group, r.Case, r.Quantity, r.Reference, r.Unit, r.Ours, r.Tolerance)
		}
	}
	t.Logf("%+v", Count(rows))
}

func TestHalfDigit(t *testing.T) {
	for text, want := range map[string]float64{"1.23": 0.005, "7.1042e-3": 5e-8, "1.7776e5": 5, "12": 0.5, "0.0": 0.05, "101325": 0.5} {
		if got := halfDigit(text); got != want {
			t.Errorf("halfDigit(%s) = %v, want %v", text, got, want)
		}
	}
}

// TestAMovedDisagreementIsNew: a record covers a figure, not a row.
func TestAMovedDisagreementIsNew(t *testing.T) {
	c := comparison{"V9", "", "R"}
	const name = "97 % for four shots (quoted in the press)"
	rows := markKnown([]Row{
		c.number(name, "probability", "", 0.97, 0.96251904, 0.005),
		c.number(name, "probability", "", 0.97, 0.93, 0.005),
		c.number("another", "probability", "", 0.97, 0.96251904, 0.005),
		c.number(name, "probability", "", 0.97, 0.968, 0.005),
	})
	for i, want := range []bool{true, false, false, false} {
		if rows[i].Known != want {
			t.Errorf("row %d: known %v", i, rows[i].Known)
		}
	}
	if tally := Count(rows); tally.Green() || tally.Agree != 1 {
		t.Errorf("%+v", tally)
	}
}

// TestEveryRecordIsUsed: a record of a disagreement that is gone goes too.
func TestEveryRecordIsUsed(t *testing.T) {
	known := read("known.csv")
	rows := Wall()
	for _, k := range known.rows {
		used := false
		for _, r := range rows {
			used = used || r.Known && r.Group == k[0] && r.Case == k[1] && r.Quantity == k[2]
		}
		if !used {
			t.Errorf("nothing disagrees as recorded: %v", k)
		}
	}
}

func TestRecalledFiguresAreNoTarget(t *testing.T) {
	c := comparison{"V7", "", "M"}
	if r := c.number("x", "y", "z", 1, 2, 0.1); r.Verdict != Unconfirmed {
		t.Error(r.Verdict)
	}
}

func TestValuesPrint(t *testing.T) {
	for want, v := range map[string]Value{
		"1.50": Number(1.4999, 2), "0.0": Number(-0.01, 1), "7.5138e-09": Number(7.5138e-9, 13), "none": Number(math.NaN(), 2), "": {}, "protected": Word("protected"),
	} {
		if v.String() != want {
			t.Errorf("%q, want %q", v.String(), want)
		}
	}
	if n := decimalsFor(1e-3); n != 4 {
		t.Error(n)
	}
	if n := decimalsFor(0.03); n != 3 {
		t.Error(n)
	}
}

// TestPageIsCurrent: docs/validation.md says what `make validation` would,
// but for the last digits of our figures and of the differences.
func TestPageIsCurrent(t *testing.T) {
	var page bytes.Buffer
	if err := Markdown(&page, scutum.Version); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile("../docs/validation.md")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(withoutOurs(string(written)), withoutOurs(page.String())); diff != "" {
		t.Errorf("run make validation (-written +now):\n%s", diff)
	}
}

// withoutOurs empties the columns of our numbers in the wall's tables.
func withoutOurs(page string) string {
	lines := strings.Split(page, "\n")
	for i, line := range lines {
		cells := strings.Split(line, " | ")
		if len(cells) != 9 {
			continue
		}
		if _, err := strconv.ParseFloat(cells[5], 64); err == nil {
			cells[5], cells[6] = "", ""
		}
		lines[i] = strings.Join(cells, " | ")
	}
	return strings.Join(lines, "\n")
}
