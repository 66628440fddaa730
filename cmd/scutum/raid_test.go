package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scutum/report/export"
)

// raidManifest returns the manifest of a raid's directory, whose sums it has
// checked against the files.
func raidManifest(t *testing.T, out string) string {
	t.Helper()
	if err := export.Verify(os.DirFS(out)); err != nil {
		t.Fatal(err)
	}
	manifest, err := os.ReadFile(filepath.Join(out, export.ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	return string(manifest)
}

// TestRaidSameBytes: every file of a raid is the same for every number of
// workers and level of the processor, at either fidelity.
func TestRaidSameBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the command")
	}
	paths := builds(t)
	for fidelity, runs := range map[string]string{"kinematic": "900", "full": "24"} {
		first := ""
		for i, path := range paths {
			workers := []int{1, 2, 8, 64}
			if i > 0 {
				workers = []int{2}
			}
			for _, n := range workers {
				out := filepath.Join(t.TempDir(), "raid")
				command := exec.Command(path, "raid", "--fidelity", fidelity, "--runs", runs, "--workers", strconv.Itoa(n), "--out", out)
				if text, err := command.CombinedOutput(); err != nil {
					t.Fatalf("%s, %d workers: %v\n%s", fidelity, n, err, text)
				}
				manifest := raidManifest(t, out)
				if first == "" {
					first = manifest
				}
				if diff := cmp.Diff(first, manifest); diff != "" {
					t.Errorf("%s, build %d with %d workers (-first +this):\n%s", fidelity, i, n, diff)
				}
			}
		}
	}
}

// TestRaidBrokenOff: campaigns that are ended before their time.
func TestRaidBrokenOff(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the command")
	}
	program, _ := build(t, "v1")
	t.Run("killed", func(t *testing.T) { raidKilled(t, program) })
	t.Run("interrupted", func(t *testing.T) { raidInterrupted(t, program) })
}

// raidKilled kills a campaign for good (SIGKILL) again and again, at its runs
// and while it writes, and goes on with other workers: the result is that of a
// campaign left in peace.
func raidKilled(t *testing.T, program string) {
	parent := t.TempDir()
	args := []string{"raid", "--fidelity", "kinematic", "--runs", "12000", "--half-width", "0.02"}
	whole := filepath.Join(parent, "whole")
	if text, err := exec.Command(program, append(args, "--out", whole)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	out := filepath.Join(parent, "killed")
	state := filepath.Join(out, "unfinished", "state")
	command := append(args, "--out", out, "--workers", "2")
	for _, blocks := range []int{2, 20, 59} {
		killAt(t, program, command, state, blocks)
		command = []string{"raid", "--resume", out, "--workers", strconv.Itoa(1 + blocks%3)}
	}
	if _, err := os.Stat(filepath.Join(out, export.ManifestName)); err == nil {
		t.Error("a campaign that was killed left a result")
	}
	text, err := exec.Command(program, args[0], "--out", out, "--runs", "5").CombinedOutput()
	if err == nil || !strings.Contains(string(text), "not finished") || !strings.Contains(string(text), "scutum raid --resume") {
		t.Errorf("begun anew over a campaign that was killed: %v\n%s", err, text)
	}
	if text, err := exec.Command(program, command...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if diff := cmp.Diff(raidManifest(t, whole), raidManifest(t, out)); diff != "" {
		t.Errorf("killed and resumed (-whole +killed):\n%s", diff)
	}
	if entries, err := os.ReadDir(parent); err != nil || len(entries) != 2 {
		t.Errorf("left %v, %v", entries, err)
	}
}

// killAt starts a command and kills it once so many blocks are done. One that
// is too quick for that has finished what it had to do, which is an error.
func killAt(t *testing.T, program string, args []string, state string, blocks int) {
	t.Helper()
	command := exec.Command(program, args...)
	var talk bytes.Buffer
	command.Stderr = &talk
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	for {
		select {
		case err := <-ended:
			t.Fatalf("ended before block %d: %v\n%s", blocks, err, &talk)
		case <-time.After(200 * time.Microsecond):
		}
		done, err := filepath.Glob(filepath.Join(state, "block-*"))
		if err != nil {
			t.Fatal(err)
		}
		if len(done) >= blocks {
			break
		}
	}
	if err := command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-ended
}

// raidInterrupted: Ctrl-C ends a campaign with exit code 130, and the message
// says how to go on; another seed is refused.
func raidInterrupted(t *testing.T, program string) {
	out := filepath.Join(t.TempDir(), "raid")
	command := exec.Command(program, "raid", "--fidelity", "kinematic", "--runs", "1000000", "--out", out)
	var talk bytes.Buffer
	command.Stderr = &talk
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	for {
		if done, _ := filepath.Glob(filepath.Join(out, "unfinished", "state", "block-*")); len(done) > 3 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if err := command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := command.Wait(); !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted {
		t.Errorf("%v", err)
	}
	for _, want := range []string{"scutum: interrupted; ", " of 1,000,000 runs are kept in " + out, "hint: scutum raid --resume " + out + " goes on"} {
		if !strings.Contains(talk.String(), want) {
			t.Errorf("no %q in:\n%s", want, &talk)
		}
	}
	refused := exec.Command(program, "raid", "--resume", out, "--seed", "9")
	if text, err := refused.CombinedOutput(); err == nil || !strings.Contains(string(text), "begun with seed 1, not 9") {
		t.Errorf("another seed: %v\n%s", err, text)
	}
}

// TestRaidOnlyRun: a run done alone gives the rows that it has in the campaign,
// and every event that the campaign wrote of it.
func TestRaidOnlyRun(t *testing.T) {
	t.Chdir(t.TempDir())
	var talk bytes.Buffer
	for _, args := range [][]string{
		{"raid", "--fidelity", "kinematic", "--runs", "120", "--out", "all", "--show-run", "77"},
		{"raid", "--fidelity", "kinematic", "--only-run", "77", "--out", "alone"},
	} {
		if code := run(args, &bytes.Buffer{}, &talk); code != exitDone {
			t.Fatalf("%v: exit code %d\n%s", args, code, &talk)
		}
	}
	read := func(name ...string) string {
		content, err := os.ReadFile(filepath.Join(name...))
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	_, rows, _ := strings.Cut(read("alone", engagementsCSV), "\n")
	if rows == "" || !strings.Contains(read("all", engagementsCSV), "\n"+rows) {
		t.Errorf("the rows of the run alone are not those of the campaign:\n%s", rows)
	}
	if a, b := read("all", "run-77", "events.csv"), read("alone", "run-77", "events.csv"); a != b || strings.Count(a, "\n") < 50 {
		t.Errorf("the events differ:\n%s", cmp.Diff(a, b))
	}
	if a, b := read("all", "run-77", "raid.czml"), read("alone", "run-77", "raid.czml"); a != b {
		t.Error("the paths differ")
	}
}
