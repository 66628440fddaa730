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

// TestInterrupt: whenever Ctrl-C comes, the study ends soon with exit code
// 130, says so, keeps the earlier result and leaves nothing else.
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
		command := exec.Command(program, "study", filepath.Join("testdata", "studies", "small.yaml"), "--out", filepath.Dir(earlier), "--spacing-km", "60")
		var talk bytes.Buffer
		command.Stderr = &talk
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
		if !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted || !strings.Contains(talk.String(), "scutum: interrupted") {
			t.Errorf("after %v: %v\n%s", after, err, &talk)
		}
		entries, err := os.ReadDir(parent)
		if err != nil || len(entries) != 1 {
			t.Errorf("after %v: left %v, %v", after, entries, err)
		}
		if content, err := os.ReadFile(earlier); err != nil || string(content) != earlierManifest {
			t.Errorf("after %v: the earlier result is gone: %v", after, err)
		}
	}
}
