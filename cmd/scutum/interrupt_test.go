package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestInterrupt: whenever Ctrl-C comes, a study or a proof ends soon with exit
// code 130, says so, keeps the earlier result and leaves nothing else.
func TestInterrupt(t *testing.T) {
	if testing.Short() {
		t.Skip("runs studies")
	}
	const earlierManifest = `{"program": "scutum"}`
	program, _ := build(t, "v1")
	parent := t.TempDir()
	earlier := filepath.Join(parent, "small", "manifest.json")
	if err := os.MkdirAll(filepath.Dir(earlier), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(earlier, []byte(earlierManifest), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, after := range []time.Duration{300 * time.Millisecond, time.Second, 2500 * time.Millisecond} {
		interrupt(t, parent, after, program, "study", filepath.Join("testdata", "studies", "small.yaml"), "--out", filepath.Dir(earlier), "--spacing-km", "60")
		if content, err := os.ReadFile(earlier); err != nil || string(content) != earlierManifest {
			t.Errorf("after %v: the earlier result is gone: %v", after, err)
		}
	}
	// A proof with the sea takes half a minute; its certificate goes beside.
	interrupt(t, parent, 2*time.Second, program, "agreement", "certify", "both-sides-2011", "epaa-3", "--out", filepath.Join(parent, "certificate.json"))
	interrupt(t, parent, 2*time.Second, program, "agreement", "check", "both-sides-2011", "epaa-3", "--prove", "--out", filepath.Join(parent, "page"))
}

// interrupt breaks a command off; it must end soon, say so, and leave in the
// folder the one entry that was there.
func interrupt(t *testing.T, parent string, after time.Duration, program string, args ...string) {
	t.Helper()
	command := exec.Command(program, args...)
	var data, talk bytes.Buffer
	command.Stdout, command.Stderr = &data, &talk
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	if err := command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	err := command.Wait()
	// A second is promised; a loaded machine may take three.
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("after %v: took %v to stop", after, took)
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted || !strings.Contains(talk.String(), "scutum: interrupted") || data.Len() > 0 {
		t.Errorf("after %v: %v\n%s%s", after, err, &talk, &data)
	}
	if entries, err := os.ReadDir(parent); err != nil || len(entries) != 1 {
		t.Errorf("after %v: left %v, %v", after, entries, err)
	}
}
