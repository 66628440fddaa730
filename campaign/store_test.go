package campaign

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scutum/engagement/battle"
)

func testHeader() Header {
	return Header{Runs: 40, Block: 10, Events: 4, Items: []Item{{"version", "1.2"}, {"study", "abc"}, {"seed", "7"}}}
}

// TestHeaderDiffers: another study, seed, version or number of runs is refused
// by name.
func TestHeaderDiffers(t *testing.T) {
	begun := testHeader()
	same := testHeader()
	same.Block = 99 // which results do not depend on
	if err := begun.Same(&same); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*Header){
		"begun with runs 40, not 50":        func(h *Header) { h.Runs = 50 },
		"begun with events 4, not 0":        func(h *Header) { h.Events = 0 },
		"begun with seed 7, not 8":          func(h *Header) { h.Items[2].Value = "8" },
		"begun with version 1.2, not 1.3":   func(h *Header) { h.Items[0].Value = "1.3" },
		"begun with seed 7, not none":       func(h *Header) { h.Items = h.Items[:2] },
		"begun with fidelity none, not low": func(h *Header) { h.Items = append(h.Items, Item{"fidelity", "low"}) },
	} {
		other := testHeader()
		change(&other)
		if err := begun.Same(&other); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// TestStoreSurvives: what a store holds is read back as it was, and a folder
// that holds none says so.
func TestStoreSurvives(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenStore(dir); err == nil || !strings.Contains(err.Error(), "holds no campaign") {
		t.Error(err)
	}
	s, err := NewStore(dir, testHeader())
	if err != nil {
		t.Fatal(err)
	}
	again, err := OpenStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s.Header, again.Header); diff != "" {
		t.Error(diff)
	}
	r, _, err := One(newFake(), 10)
	if err != nil {
		t.Fatal(err)
	}
	b := Block{First: 10, Detections: 5}
	for i := range 10 {
		run := *r
		run.Number = 10 + i
		run.Shots = append([]battle.Shot(nil), r.Shots...)
		for k := range run.Shots {
			run.Shots[k].Run = run.Number
		}
		b.Runs = append(b.Runs, run)
	}
	if err := s.put(&b); err != nil {
		t.Fatal(err)
	}
	got, err := again.get(1)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&b, got); diff != "" {
		t.Error(diff)
	}
	if runs, err := again.Done(); err != nil || runs != 10 {
		t.Errorf("%d runs done: %v", runs, err)
	}
	if err := os.WriteFile(filepath.Join(dir, headerName), []byte(`{"runs": 40, "colour": "red"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenStore(dir); err == nil || !strings.Contains(err.Error(), "damaged or of another version") {
		t.Error(err)
	}
}

// FuzzBlock: a file of any bytes is refused or read, never a panic.
func FuzzBlock(f *testing.F) {
	r, _, err := One(newFake(), 3)
	if err != nil {
		f.Fatal(err)
	}
	var e encoder
	whole := e.encode(nil, &Block{First: 3, Runs: []Run{*r}})
	f.Add(whole)
	f.Add([]byte(blockMagic))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := decodeBlock(file); err != nil && !errors.Is(err, errBlock) {
			t.Error(err)
		}
		// Past the sum as well, which few damaged files pass.
		d := decoder{b: file}
		var run Run
		d.run(&run)
	})
}
