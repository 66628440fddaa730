package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scutum/report/export"
)

// build compiles the command for a level of the processor and returns its
// path. It is not ok where this machine cannot run that level.
func build(t *testing.T, level string) (path string, ok bool) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "scutum-"+level)
	command := exec.Command("go", "build", "-o", path, ".")
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOAMD64="+level)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path, exec.Command(path, "version").Run() == nil
}

// builds returns the command as every amd64 runs it, and as the newer ones
// may, whose compiler fuses products and sums that are not kept apart.
func builds(t *testing.T) []string {
	t.Helper()
	if runtime.GOARCH != "amd64" {
		t.Skip("levels of amd64 need one; make test-arm64 compares the processors")
	}
	plain, _ := build(t, "v1")
	paths := []string{plain}
	if newer, ok := build(t, "v3"); ok {
		paths = append(paths, newer)
	} else {
		t.Log("this processor has no level v3: only the plain build is run")
	}
	return paths
}

// TestSameWordsOnEveryLevel: what the small verbs print does not depend on the
// level of the processor.
func TestSameWordsOnEveryLevel(t *testing.T) {
	paths := builds(t)
	for _, args := range [][]string{
		{"validate", "--json"},
		{"geodesic", "--from", "54.47,17.12", "--to=38.9,-77.04", "--json"},
		{"lambert", "--r1-km", "5000,10000,2100", "--r2-km=-14600,2500,7000", "--time-s", "3600", "--json"},
		{"reach", "--site", "44.07,24.38", "--interceptor", "sm-3-iia", "--from", "32.65,51.67", "--to", "51.51,-0.13", "--missile", "irbm", "--commit-s", "240",
			"--fire-control", "organic", "--own-radar", "an-tpy-2", "--own-radar-range-km", "2500", "--json"},
		{"horizon", "--radar", "49.6352,13.7479", "--from", "54.03,35.77", "--elevation-deg", "2", "--json"},
		{"footprint", "epaa-3-ships", "--cell", "41.0,28.95", "--json"},
		{"deterrence", "epaa-3-ships", "--commit", "sensors", "--json"},
	} {
		var first []byte
		for i, path := range paths {
			out, err := exec.Command(path, args...).Output()
			if err != nil {
				t.Fatalf("%v: %v", args, err)
			}
			if i == 0 {
				first = out
			} else if !bytes.Equal(out, first) {
				t.Errorf("%v differs between v1 and v3", args)
			}
		}
	}
}

// TestSameStudySameBytes: a small study gives the same files, by their
// SHA-256, for every number of workers and level of the processor. With
// SAME_STUDY=europe it runs the built-in study in its place, at 200 km.
func TestSameStudySameBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("five runs of a study")
	}
	name := os.Getenv("SAME_STUDY")
	if name == "" {
		name = filepath.Join("testdata", "studies", "small.yaml")
	}
	var first []byte
	for i, path := range builds(t) {
		workers := []int{1, 2, 8, 64}
		if i > 0 {
			workers = []int{2}
		}
		for _, n := range workers {
			manifest := studyManifest(t, path, name, n)
			if first == nil {
				first = manifest
			}
			if diff := cmp.Diff(string(first), string(manifest)); diff != "" {
				t.Errorf("build %d with %d workers (-first +this):\n%s", i, n, diff)
			}
		}
	}
}

// studyManifest runs a study and returns its manifest, whose sums it has
// checked against the files.
func studyManifest(t *testing.T, path, name string, workers int) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "result")
	command := exec.Command(path, "study", name, "--out", out, "--workers", strconv.Itoa(workers), "--spacing-km", "200", "--draws", "4", "--seed", "7")
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
	return manifest
}
