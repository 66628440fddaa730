package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"scutum/internal/hint"
)

// readSample reads what a study-like file would hold, with every getter.
func readSample(d *Document) {
	root := d.Root()
	root.String("name")
	if root.Has("date") {
		root.Date("date")
	}
	root.IntOr("seed", 0, 1000, 1)
	root.BoolOr("ship", false)
	root.OneOfOr("fire_control", "organic", "organic", "launch-on-remote")
	root.Floats("mach", 3, 0, 30)
	root.Strings("areas", 3)
	if shield := root.MapOr("shield"); shield != nil {
		for _, site := range shield.Maps("sites", 10) {
			site.Float("lat_deg", -90, 90)
			site.FloatOr("burnout_speed_km_s", 0.1, 15, 3)
		}
	}
	if figures := root.MapOr("figures"); figures != nil {
		for _, key := range figures.Keys() {
			figures.Float(key, 0, 10)
		}
	}
}

func check(data string) error {
	d, err := Parse("x.yaml", []byte(data))
	if err != nil {
		return err
	}
	readSample(d)
	return d.Err()
}

// TestErrorTexts holds the promise of design.md section 4.9: file, line,
// field, allowed range, and a hint.
func TestErrorTexts(t *testing.T) {
	for _, c := range []struct{ data, want, hint string }{
		{"name: a\nshield:\n  sites:\n  - lat_deg: 1\n  - lat_deg: 91.2\n", "x.yaml:5: shield.sites[1].lat_deg: 91.2 is not in [-90, 90]", ""},
		{"name: a\nshield:\n  sites:\n  - lat_deg: 1\n    burnout_speed_m_s: 3000\n", "x.yaml:5: shield.sites[0].burnout_speed_m_s: unknown key", "did you mean burnout_speed_km_s?"},
		{"name: a\nshield:\n  sites:\n  - lat_deg: 1\n    burnout_speed_km_s: 4.5 km/s\n", `x.yaml:5: shield.sites[0].burnout_speed_km_s: "4.5 km/s" is not a number in [0.1, 15]`, "the unit is part of the key (burnout_speed_km_s): write the number alone"},
		{"name: a\nshield:\n  sites:\n  - lat_deg: 1\n    burnout_speed_km_s: -3\n", "x.yaml:5: shield.sites[0].burnout_speed_km_s: -3 is not in [0.1, 15]", ""},
		{"name: a\nfigures:\n  v: .nan\n", "x.yaml:3: figures.v: .nan is not in [0, 10]", ""},
		{"name: a\nfigures:\n  v: NaN\n", "x.yaml:3: figures.v: NaN is not in [0, 10]", ""},
		{"name: a\nfigures:\n  v: -.inf\n", "x.yaml:3: figures.v: -.inf is not in [0, 10]", ""},
		{"name: a\nfigures:\n  v: 1e308\n", "x.yaml:3: figures.v: 1e308 is not in [0, 10]", ""},
		{"name: a\nfigures:\n  v: 1e999\n", "x.yaml:3: figures.v: 1e999 is not in [0, 10]", ""},
		{"name: a\nfigures:\n  v: 010\n", `x.yaml:3: figures.v: "010" is not a number in [0, 10]`, "write plain decimal digits: 1000, not 1,000 or 1_000 or 01000"},
		{"name: a\nfigures:\n  v: 0x10\n", `x.yaml:3: figures.v: "0x10" is not a number in [0, 10]`, "the unit is part of the key (v): write the number alone"},
		{"name: a\nfigures:\n  v: yes\n", `x.yaml:3: figures.v: "yes" is not a number in [0, 10]`, ""},
		{"name: a\nfigures:\n  v: '5'\n", `x.yaml:3: figures.v: "5" is not a number in [0, 10]`, "remove the quotes"},
		{"name: a\nfigures:\n  v:\n", `x.yaml:3: figures.v: "" is not a number in [0, 10]`, "give a value, or remove the key"},
		{"name: a\nfigures:\n  v: [1]\n", "x.yaml:3: figures.v: is a list, where a number in [0, 10] is wanted", ""},
		{"name: a\nname: b\n", "x.yaml:2: name: is given twice, first on line 1", "keep one of them"},
		{"nam: a\n", "x.yaml:1: name: is missing (text)", ""},
		{"name: a\nship: yes\n", `x.yaml:2: ship: is "yes", where true or false is wanted`, ""},
		{"name: a\nseed: 1.5\n", "x.yaml:2: seed: 1.5 is not a whole number in [0, 1000]", ""},
		{"name: a\nfire_control: organc\n", `x.yaml:2: fire_control: "organc" is unknown: one of organic, launch-on-remote is wanted`, "did you mean organic?"},
		{"name: a\ndate: 1 December\n", `x.yaml:2: date: is "1 December", where a day like 2011-12-01 in [1900-01-01, 2200-12-31] is wanted`, "write year-month-day"},
		{"name: a\nmach: []\n", "x.yaml:2: mach: has 0 entries, which is not in [1, 3]", ""},
		{"name: a\nmach: [1, 2, 31]\n", "x.yaml:2: mach[2]: 31 is not in [0, 30]", ""},
		{"name: a\nareas: Tabriz\n", `x.yaml:2: areas: is "Tabriz", where a list is wanted`, "begin each entry with '- '"},
		{"name: ''\n", "x.yaml:1: name: is empty, where text is wanted", ""},
		{"name: &a x\nareas: [*a]\n", "x.yaml:1: name: has an anchor (&a), which is not allowed", "remove it; values cannot be shared"},
		{"name: !!python/name x\n", "x.yaml:1: name: has a tag (!!python/name), which is not allowed", "remove it"},
		{"name: a\n<<: {v: 1}\n", "x.yaml:2: <<: merge keys are not allowed", "write the values out"},
		{"name: a\n---\nname: b\n", "x.yaml: holds more than one document", "remove the line '---' and what follows it"},
		{"", "x.yaml: is empty", ""},
		{"# nothing\n", "x.yaml: is empty", ""},
		{"- a\n", "x.yaml:1: is a list, where 'key: value' lines are wanted", ""},
		{"name: \xff\n", "x.yaml:1: is not UTF-8 text", "save the file as UTF-8"},
		{"name: a\nseed: \x00\n", "x.yaml:2: holds the control character U+0000", ""},
		{"name: a\nfigures: {v: 1\n", "x.yaml:3: did not find expected ',' or '}' (while parsing a flow mapping begun on line 2)", ""},
		{"name: " + strings.Repeat("[", 40) + strings.Repeat("]", 40), "x.yaml:1: is nested deeper than 32 levels", ""},
	} {
		err := check(c.data)
		var first *Error
		if !errors.As(err, &first) {
			t.Errorf("%.60q: no error", c.data)
			continue
		}
		if first.Error() != c.want || first.Hint() != c.hint {
			t.Errorf("%.60q\n got %s (%s)\nwant %s (%s)", c.data, first, first.Hint(), c.want, c.hint)
		}
	}
}

func TestGoodFile(t *testing.T) {
	d, err := Parse("x.yaml", []byte("\ufeffname: Grüße\ndate: 2011-12-01\nship: true\nmach: [0, .5, +1e1]\nseed: 7\nshield:\n  sites:\n  - lat_deg: -0.0\n"))
	if err != nil {
		t.Fatal(err)
	}
	readSample(d)
	if err := d.Err(); err != nil {
		t.Fatal(err)
	}
	if line, ok := d.Origin("shield.sites[0].lat_deg"); line != 8 || !ok {
		t.Errorf("origin is line %d, %v; want 8", line, ok)
	}
	if _, ok := d.Origin("shield.sites[0].burnout_speed_km_s"); ok {
		t.Error("a default has an origin in the file")
	}
}

func TestItemsAndNone(t *testing.T) {
	d, err := Parse("x.yaml", []byte("areas:\n- Tabriz\n- {name: here}\n- [1]\nceiling: none\nfloor: nune\n"))
	if err != nil {
		t.Fatal(err)
	}
	root := d.Root()
	items := root.Items("areas", 5)
	if len(items) != 3 || items[0].Text != "Tabriz" || items[1].Map.String("name") != "here" || items[1].Line != 3 {
		t.Errorf("items are %+v", items)
	}
	if v := root.FloatOrNone("ceiling", 0, 10); !math.IsInf(v, 1) {
		t.Errorf("none is %v", v)
	}
	root.FloatOrNone("floor", 0, 10)
	want := "x.yaml:4: areas[2]: is a list, where text is wanted\nx.yaml:6: floor: \"nune\" is not a number in [0, 10]"
	if err := d.Err(); err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// Several errors are told at once, in the order of lines, at most 20.
func TestManyErrors(t *testing.T) {
	var b strings.Builder
	b.WriteString("name: a\n")
	for i := range 30 {
		fmt.Fprintf(&b, "wrong_%d: 1\n", i)
	}
	var all Errors
	if !errors.As(check(b.String()), &all) {
		t.Fatal("no error")
	}
	if len(all) != 21 || all[20].Message != "and 10 more errors" || all[0].Line != 2 || all[19].Line != 21 {
		t.Errorf("%d errors, last %v", len(all), all[len(all)-1])
	}
}

// endless is a stream without end, and counts what was taken from it.
type endless struct{ taken int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '#'
	}
	e.taken += len(p)
	return len(p), nil
}

func TestSizeCap(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.yaml")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(1 << 30); err != nil { // sparse
		t.Skip(err)
	}
	f.Close()
	start := time.Now()
	_, err = ReadFile(path, 1<<20)
	if err == nil || !strings.Contains(err.Error(), "is larger than the 1048576 bytes allowed") {
		t.Errorf("1 GB file: %v", err)
	}
	if time.Since(start) > time.Second {
		t.Errorf("1 GB file took %v", time.Since(start))
	}
	stream := &endless{}
	if _, err := Read("stream", stream, 1<<20); err == nil || stream.taken > 4<<20 {
		t.Errorf("endless stream: %v after %d bytes", err, stream.taken)
	}
	if _, err := ReadFile(filepath.Join(t.TempDir(), "none.yaml"), 1); err == nil || !strings.HasSuffix(err.Error(), "none.yaml: no such file or directory") {
		t.Errorf("missing file: %v", err)
	}
	if _, err := ReadFile(t.TempDir(), 1); err == nil {
		t.Error("a directory was read")
	}
	if _, err := Read("broken", io.MultiReader(strings.NewReader("a"), brokenReader{}), 10); err == nil {
		t.Error("a broken stream was read")
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("disk on fire") }

// hostile are inputs made to hang or to swell a reader.
func hostile(size int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'z'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s*%c]\n", c, c, strings.Repeat(fmt.Sprintf("*%c,", c-1), 8), c-1)
	}
	return map[string]string{
		"alias bomb": bomb, "open lists": fill("["), "open maps": fill("{"), "dashes": fill("- "), "questions": fill("? "),
		"comments": fill("#\n"), "spaced comments": fill(" #a\n"), "keys": fill("a:\n"), "flow keys": "{" + fill("a,") + "}",
		"long key": fill("k") + ": 1", "quotes": fill("'"), "double quotes": fill(`"\`), "literal": "a: |\n" + fill(" \n"),
		"digits": "name: a\nseed: " + fill("1"), "anchors": fill("&a "), "documents": fill("---\n"), "tags": fill("!a "),
		"nulls": fill("~\n"), "colons": fill(": "), "spaces": fill(" "), "comment list": "a:\n" + fill("  - 1 # x\n"), "percent": fill("%\n"),
	}
}

// TestNoHang bounds the time for hostile files of the size that a study may
// have (256 KiB). The bound is generous for a busy machine; a quadratic reader
// takes minutes.
func TestNoHang(t *testing.T) {
	for name, data := range hostile(256 << 10) {
		start := time.Now()
		err := check(data)
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("name: a\nshield:\n  sites:\n  - lat_deg: 91\n"))
	f.Add([]byte("a: &a [*a]\n"))
	f.Add([]byte("? [a]\n: {b: 1}\n"))
	f.Add([]byte("a: .nan\nb: 1e308\nc: 4.5 km/s\n"))
	for _, data := range hostile(100) {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		err := check(string(data))
		if time.Since(start) > time.Second {
			t.Fatalf("took %v", time.Since(start))
		}
		var all Errors
		if err != nil && (!errors.As(err, &all) || len(all) == 0 || len(all) > 21) {
			t.Fatalf("error is %T", err)
		}
		for _, one := range all {
			if bytes.ContainsRune([]byte(one.Error()), '\n') {
				t.Fatalf("error spans lines: %q", one.Error())
			}
		}
	})
}

// One error leaves its advice to the command's hint line; several carry it.
func TestHint(t *testing.T) {
	err := check("nam: a\nname: b\n")
	if hint.Of(err) != "did you mean name?" || err.Error() != "x.yaml:1: nam: unknown key" {
		t.Errorf("%v / %s", err, hint.Of(err))
	}
	err = check("name: b\nsed: 3\nshp: true\n")
	want := "x.yaml:2: sed: unknown key (did you mean seed?)\nx.yaml:3: shp: unknown key (did you mean ship?)"
	if hint.Of(err) == "did you mean ship?" || err.Error() != want {
		t.Errorf("%v / %s", err, hint.Of(err))
	}
}
