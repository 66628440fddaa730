package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scutum/report/export"
)

// TestSameCooperationSameBytes: a small study of two parties gives the same
// files, by their SHA-256, for every number of workers and level of the
// processor.
func TestSameCooperationSameBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("several runs of a study")
	}
	var first []byte
	for i, path := range builds(t) {
		for _, workers := range [][]int{{1, 5}, {2}}[i] {
			out := filepath.Join(t.TempDir(), "result")
			command := exec.Command(path, "cooperate", filepath.Join("testdata", "studies", "two.yaml"), "--out", out, "--workers", strconv.Itoa(workers), "--runs", "30")
			if text, err := command.CombinedOutput(); err != nil {
				t.Fatalf("%d workers: %v\n%s", workers, err, text)
			}
			if err := export.Verify(os.DirFS(out)); err != nil {
				t.Fatal(err)
			}
			manifest, err := os.ReadFile(filepath.Join(out, export.ManifestName))
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = manifest
			}
			if diff := cmp.Diff(string(first), string(manifest)); diff != "" {
				t.Errorf("build %d with %d workers (-first +this):\n%s", i, workers, diff)
			}
		}
	}
}
