package validation

import (
	"embed"
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

//go:embed data/*.csv
var data embed.FS

// table is a file of references: its comment lines and its rows by column.
type table struct {
	name string
	head []string
	rows [][]string
}

// read returns a table of data/. The files are part of the program, so that a
// fault in one is a panic.
func read(name string) table {
	content, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(err)
	}
	r := csv.NewReader(strings.NewReader(string(content)))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("%s: %v", name, err))
	}
	return table{name, rows[0], rows[1:]}
}

// text returns a cell.
func (t table) text(row []string, column string) string {
	i := slices.Index(t.head, column)
	if i < 0 {
		panic(fmt.Sprintf("%s has no column %s", t.name, column))
	}
	return row[i]
}

// number returns a cell as a number; NaN where it is empty.
func (t table) number(row []string, column string) float64 {
	text := t.text(row, column)
	if text == "" {
		return math.NaN()
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(fmt.Sprintf("%s: %v", t.name, err))
	}
	return x
}

// halfDigit returns half of a printed number's last digit, which is the most
// that rounding can have moved it: 0.005 for 1.23, 5e-8 for 7.1042e-3. See
// TestHalfDigit.
func halfDigit(text string) float64 {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	power := 0
	if exponent != "" {
		n, err := strconv.Atoi(exponent)
		if err != nil {
			panic(err)
		}
		power = n
	}
	if _, decimals, ok := strings.Cut(mantissa, "."); ok {
		power -= len(decimals)
	}
	x, err := strconv.ParseFloat("5e"+strconv.Itoa(power-1), 64)
	if err != nil {
		panic(err)
	}
	return x
}
