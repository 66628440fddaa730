package outdir

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func begin(t *testing.T, target string, force bool) *Unfinished {
	t.Helper()
	u, err := Begin(target, force)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(u.Discard)
	return u
}

func keep(t *testing.T, u *Unfinished, name string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(u.State(), name), []byte(name), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestUnfinishedSurvives: what State held is found by Resume, also where the
// process was killed; half a result is not; Commit leaves the result alone.
func TestUnfinishedSurvives(t *testing.T) {
	target := filepath.Join(t.TempDir(), "new", "raid")
	u := begin(t, target, false)
	keep(t, u, "block-1")
	write(t, &u.Dir, map[string]string{"half.csv": "1,2"})
	if _, err := Resume(target); err == nil || !strings.Contains(err.Error(), "another process is at work") {
		t.Errorf("resumed while at work: %v", err)
	}
	u.lock.Close() // as when the process is killed
	if _, err := Begin(target, false); !errors.As(err, new(*Exists)) {
		t.Errorf("begun anew over unfinished work: %v", err)
	}
	if _, err := Create(target, false); err == nil {
		t.Error("another verb replaces unfinished work")
	}
	again, err := Resume(target)
	if err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(filepath.Join(again.State(), "block-1")); err != nil || string(content) != "block-1" {
		t.Errorf("%q, %v", content, err)
	}
	write(t, &again.Dir, map[string]string{"whole.csv": "1,2,3", Marker: manifest("1", "whole.csv")})
	if err := again.Commit(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"raid/whole.csv": "1,2,3", "raid/" + Marker: manifest("1", "whole.csv")}, tree(t, filepath.Dir(target))); diff != "" {
		t.Error(diff)
	}
	if _, err := Resume(target); err == nil || !strings.Contains(err.Error(), "is finished") {
		t.Errorf("a finished directory is resumed: %v", err)
	}
}

// TestUnfinishedKeepsTheEarlierResult until the new one is whole, and brings it
// back where a process was killed between the two renames.
func TestUnfinishedKeepsTheEarlierResult(t *testing.T) {
	target := filepath.Join(t.TempDir(), "raid")
	d := create(t, target, false)
	earlier := map[string]string{"old.csv": "old", Marker: manifest("1", "old.csv")}
	write(t, d, earlier)
	if err := d.Commit(); err != nil {
		t.Fatal(err)
	}
	u := begin(t, target, false)
	keep(t, u, "block-1")
	if got := tree(t, target); got["old.csv"] != "old" || got[Marker] != earlier[Marker] {
		t.Errorf("%v", got)
	}
	u.Keep()
	if err := os.Rename(target, previous(target)); err != nil { // killed here
		t.Fatal(err)
	}
	u, err := Resume(target)
	if err != nil {
		t.Fatal(err)
	}
	write(t, &u.Dir, map[string]string{"new.csv": "new", Marker: manifest("2", "new.csv")})
	if err := u.Commit(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"raid/new.csv": "new", "raid/" + Marker: manifest("2", "new.csv")}, tree(t, filepath.Dir(target))); diff != "" {
		t.Error(diff)
	}
}

// TestUnfinishedDiscards: nothing is left, and an earlier result is.
func TestUnfinishedDiscards(t *testing.T) {
	parent := t.TempDir()
	begin(t, filepath.Join(parent, "a", "b"), false).Discard()
	if entries, err := os.ReadDir(parent); err != nil || len(entries) != 0 {
		t.Errorf("left %v, %v", entries, err)
	}
	target := filepath.Join(parent, "notes")
	if err := os.MkdirAll(target, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(target, "notes.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Begin(target, false); err == nil || !strings.Contains(err.Error(), "did not make it") {
		t.Errorf("somebody's notes would be replaced: %v", err)
	}
	begin(t, target, true).Discard()
	if diff := cmp.Diff(map[string]string{"notes.txt": "mine"}, tree(t, target)); diff != "" {
		t.Error(diff)
	}
}

// TestForceBeginsAnew: unfinished work gives way to --force only, and not while
// a process is at it.
func TestForceBeginsAnew(t *testing.T) {
	target := filepath.Join(t.TempDir(), "raid")
	u := begin(t, target, false)
	keep(t, u, "block-1")
	if _, err := Begin(target, true); err == nil || !strings.Contains(err.Error(), "another process is at work") {
		t.Errorf("%v", err)
	}
	u.Keep()
	again := begin(t, target, true)
	if entries, err := os.ReadDir(again.State()); err != nil || len(entries) != 0 {
		t.Errorf("left %v, %v", entries, err)
	}
}

// TestNothingToResume says why.
func TestNothingToResume(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{"none": "there is no directory", ".": "holds nothing that was begun", "": "has no name"} {
		path := name
		if name != "" {
			path = filepath.Join(dir, name)
		}
		if _, err := Resume(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
