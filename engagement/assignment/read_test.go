package assignment

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"scutum/internal/hint"
)

// small is the same instance in every way of writing it.
var small = Problem{Value: []float64{60, 40.5, 0}, Probability: []float64{0.7, 0.5, 0, 0.6, 1, 0.25}, Units: []int{2, 2}}

func TestReadForms(t *testing.T) {
	const pairs = "0 0 0.7\n0 1 0.5\n0 2 0\n1 0 0.6\n1 1 1\n1 2 0.25\n"
	for name, text := range map[string]string{
		"a value on each line":  "2 3 2\n60\n40.5\n0\n" + pairs,
		"values on one line":    "2 3 2\n60 40.5 0\n" + pairs,
		"values on two lines":   "2 3 2\n60 40.5\n0\n" + pairs,
		"blanks and line ends":  "\ufeff  2\t3 2  \r\n\r\n60 40.5 0 \r\n" + strings.ReplaceAll(pairs, "\n", "\r\n\r\n"),
		"no end of line":        "2 3 2\n60 40.5 0\n" + strings.TrimSpace(pairs),
		"comments":              "# an instance\n2 3 2\n# values\n60 40.5 0\n" + pairs + "# end",
		"other order, exponent": "2 3 2\n6e1 4.05E+1 -0\n1 2 2.5e-1\n1 1 1\n1 0 +.6\n0 2 0.0\n0 1 .5\n0 0 7e-1\n",
		"JSON":                  `{"value": [60, 40.5, 0], "units": 2, "probability": [[0.7, 0.5, 0], [0.6, 1, 0.25]]}`,
		"JSON, other order":     "\n\t{\"probability\": [[7e-1, 0.5, 0],\n[0.6, 1, 0.25]],\n \"units\": [2, 2],\n \"value\": [60, 40.5, -0]}\n",
	} {
		for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text))} {
			p, err := Read(r, "x")
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if !reflect.DeepEqual(p.Problem, small) || p.Missing != 0 {
				t.Errorf("%s: %+v", name, p)
			}
		}
	}
	p, err := Read(strings.NewReader("2 2 1\n5 6\n1 0 0.5\n"), "x")
	if err != nil || p.Missing != 3 || p.Probability[2] != 0.5 {
		t.Errorf("%+v, %v", p, err)
	}
	p, err = Read(strings.NewReader(`{"value": [5], "max_shots": [1], "probability": [[0.5], [0.6]]}`), "x")
	if err != nil || !reflect.DeepEqual(p.Problem, Problem{Value: []float64{5}, Probability: []float64{0.5, 0.6}, Units: []int{1, 1}, MaxShots: []int{1}}) {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestReadErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "x:1: W: the file ends here",
		" \n\n":                                 "x:3: W: the file ends here",
		"# only this":                           "x:2: W: the file ends here",
		"3":                                     "x:1: T: the file ends here",
		"3\n4 1":                                "x:1: T: is missing on the first line",
		"weapons 3 1":                           `x:1: W: "weapons" is not a whole number in [1, 10000000]`,
		"0 3 1":                                 `x:1: W: "0" is not a whole number in [1, 10000000]`,
		"2 2 -1":                                `x:1: mu: "-1" is not a whole number in [0, 500000]`,
		"2 2 1.5":                               `x:1: mu: "1.5" is not a whole number in [0, 500000]`,
		"100000 100000 1":                       "x:1: 100000 weapons x 100000 targets are more than 10000000 pairs or 1000000 weapons",
		"2 2 1 9\n":                             `x:1: "9" is one word too many on the first line`,
		"2 2 1\n5":                              "x:2: value of target 1: the file ends here",
		"2 2 1\n5\nNaN":                         `x:3: value of target 1: "NaN" is not a number in [0, 1e+15]`,
		"2 2 1\n5 -6":                           "x:2: value of target 1: -6 is not in [0, 1e+15]",
		"2 2 1\n5 1e999":                        `x:2: value of target 1: "1e999" is not a number in [0, 1e+15]`,
		"2 2 1\n5 0x10":                         `x:2: value of target 1: "0x10" is not a number in [0, 1e+15]`,
		"2 2 1\n5 6 0 0 0.5":                    `x:2: "0" is one word too many on this line`,
		"2 2 1\n5 6\n0 0":                       "x:3: p: the file ends here",
		"2 2 1\n5 6\n0 0\n0.5":                  "x:3: p: is missing on this line",
		"2 2 1\n5 6\n0 0 0.5 7":                 `x:3: "7" is one word too many on this line`,
		"2 2 1\n5 6\n\n2 0 0.5":                 `x:4: i: "2" is not a whole number in [0, 1]`,
		"2 2 1\n5 6\n0 2 0.5":                   `x:3: j: "2" is not a whole number in [0, 1]`,
		"2 2 1\n5 6\n0 1 50":                    "x:3: p: 50 is not in [0, 1]",
		"2 2 1\n5 6\n0 1 inf":                   `x:3: p: "inf" is not a number in [0, 1]`,
		"2 2 1\n5 6\n0 1 .5\n0 1 .5\n":          "x:4: weapon 0 and target 1 are given twice",
		"2 2 1\n5 " + strings.Repeat("6", 500):  "x:2: a word of more than 400 characters",
		"{":                                     "x:1: the file ends here",
		"{}":                                    "x:1: value and probability are needed",
		`{"value": 3}`:                          `x:1: value: "3" is not an array`,
		"{\"value\": [3,\n\"4\"]}":              `x:2: value[1]: "4" is not a number in [0, 1e+15]`,
		"{\"value\": [3,\n4,]}":                 "x:2: value: not JSON: invalid character ']' looking for beginning of value",
		`{"value": [-3]}`:                       "x:1: value[0]: -3 is not in [0, 1e+15]",
		`{"values": [3]}`:                       `x:1: unknown key "values"`,
		"{\"value\": [3],\n\n\"value\": [4]}":   "x:3: value: is given twice",
		`{"value": [], "probability": [[]]}`:    "x:1: value: is empty; at least one target is needed",
		`{"value": [3], "probability": []}`:     "x:1: probability: is empty; at least one weapon is needed",
		`{"value": [3], "probability": [0.5]}`:  `x:1: probability[0]: "0.5" is not an array`,
		`{"value": [3], "probability": [null]}`: `x:1: probability[0]: null is not an array`,
		"{\"value\": [3],\n\"probability\": [[0.5],\n[0.5, 0.6]]}":                "x:3: probability[1]: 2 numbers, where the first row has 1",
		`{"value": [3], "probability": [[0.5, 0.6]]}`:                             "x:1: probability: 2 numbers in a row for 1 targets",
		`{"value": [3], "probability": [[1.5]]}`:                                  "x:1: probability[0][0]: 1.5 is not in [0, 1]",
		`{"value": [3], "probability": [[0.5]], "units": [1, 2]}`:                 "x:1: units: 2 numbers for 1 weapons",
		`{"value": [3], "probability": [[0.5]], "units": -1}`:                     `x:1: units: "-1" is not a whole number in [0, 1000000]`,
		`{"value": [3], "probability": [[0.5]], "units": "two"}`:                  `x:1: units: "two" is not a whole number in [0, 1000000]`,
		`{"value": [3], "probability": [[0.5]], "max_shots": [1.5]}`:              `x:1: max_shots[0]: "1.5" is not a whole number in [0, 1000000]`,
		`{"value": [3], "probability": [[0.5]]} {}`:                               "x:1: something follows the closing brace",
		`{"value": [3, 4], "units": 900000, "probability": [[0.5, 1], [0.5, 1]]}`: "x:1: units[1]: 900000 is not in [0, 100000], for all weapons together have at most 1000000",
	} {
		p, err := Read(strings.NewReader(text), "x")
		if err == nil || err.Error() != want {
			t.Errorf("%.40q: %+v, %v\nwant %s", text, p, err, want)
		}
	}
	if _, err := Read(strings.NewReader("2 2 1\n5 6\n0 2 0.5"), "x"); hint.Of(err) != "targets count from 0" {
		t.Errorf("hint %q", hint.Of(err))
	}
	broken := errors.New("the disk is gone")
	for _, text := range []string{"", "2 2 1\n5", `{"value": [`} {
		if _, err := Read(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), "x"); !errors.Is(err, broken) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// FuzzRead: what is read can be solved, bounded, written and read again.
func FuzzRead(f *testing.F) {
	f.Add("2 3 2\n60 40.5 0\n0 0 0.7\n0 1 0.5\n1 0 0.6\n1 1 1\n1 2 0.25\n")
	f.Add("# x\n1 1 3\r\n1e3\r\n0 0 .5")
	f.Add(`{"value": [60, 40.5], "units": [2, 1], "max_shots": 2, "probability": [[0.7, 0.5], [0.6, 0]]}`)
	f.Add("{\"value\":\n[1e-300],\"probability\":[[1]]}")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Read(strings.NewReader(text), "x")
		if err != nil {
			if !strings.HasPrefix(err.Error(), "x:") {
				t.Fatalf("no place: %v", err)
			}
			return
		}
		if err := p.Check(); err != nil {
			t.Fatal(err)
		}
		if len(p.Probability) > 1000 || checkUnits(p.Units) != nil || sumWhole(p.Units) > 1000 {
			return
		}
		s := answer(&p.Problem, 10_000)
		if left, err := p.Left(s.Shots(nil)); err != nil || left > sum(p.Value) {
			t.Fatal(left, err)
		}
		b := NewProver(s)
		b.Ascend(5)
		if !(b.Lower() <= s.Value()) || b.lower > s.Value()*(1+1e-12) {
			t.Fatalf("bound %v of %v", b.lower, s.Value())
		}
		var out bytes.Buffer
		if p.Write(&out) != nil {
			return
		}
		again, err := Read(&out, "x")
		if err != nil || !reflect.DeepEqual(again.Problem, p.Problem) {
			t.Fatalf("%v: %+v became %+v", err, p, again)
		}
	})
}

func sumWhole(list []int) int {
	n := 0
	for _, v := range list {
		n += v
	}
	return n
}

// TestWriteRefuses what the format has no room for.
func TestWriteRefuses(t *testing.T) {
	for _, p := range []*Problem{
		{Value: []float64{1}, Probability: []float64{1, 1}, Units: []int{1, 2}},
		{Value: []float64{1}, Probability: []float64{1}, Units: []int{1}, MaxShots: []int{1}},
	} {
		if err := p.Write(io.Discard); err == nil {
			t.Errorf("%+v was written", p)
		}
	}
}
