package outdir

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestSparesNotes: a result is replaced, but not with the notes that somebody
// keeps in it, and not what only looks like a result.
func TestSparesNotes(t *testing.T) {
	result := filepath.Join(t.TempDir(), "europe")
	put := func(name, content string) {
		t.Helper()
		path := filepath.Join(result, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(want string) {
		t.Helper()
		if _, err := Create(result, false); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	put(Marker, manifest("1", "maps/a.csv"))
	put("maps/a.csv", "1")
	put("maps/.DS_Store", "of a file manager")
	create(t, result, false).Discard()
	put("maps/notes.txt", "mine")
	refused("holds maps/notes.txt, which scutum did not make")
	create(t, result, true).Discard()
	for _, other := range []string{`{"name": "a web page"}`, `[]`, `{`, "", `{"program": "scutum"`, `{"program": 3}`} {
		put(Marker, other)
		refused("has a manifest.json of another program")
	}
}

// TestSparesHome: not by force either.
func TestSparesHome(t *testing.T) {
	home := filepath.Join(t.TempDir(), "users", "me")
	if err := os.MkdirAll(home, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	for _, target := range []string{home, filepath.Dir(home)} {
		if _, err := Create(target, true); err == nil || !strings.Contains(err.Error(), "holds the home directory") {
			t.Errorf("%s: %v", target, err)
		}
	}
	create(t, filepath.Join(home, "out"), false).Discard()
}

// TestDiscardRemovesParents: a run that is broken off leaves no empty
// directories, and removes none that was there before.
func TestDiscardRemovesParents(t *testing.T) {
	parent := t.TempDir()
	create(t, filepath.Join(parent, "a", "b", "c"), false).Discard()
	if entries, err := os.ReadDir(parent); err != nil || len(entries) != 0 {
		t.Errorf("left %v, %v", entries, err)
	}
	d := create(t, filepath.Join(parent, "a", "b", "c"), false)
	if err := os.WriteFile(filepath.Join(parent, "a", "mine"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d.Discard()
	if got := tree(t, parent); len(got) != 1 {
		t.Errorf("left %v", got)
	}
	if err := os.Mkdir(filepath.Join(parent, "was"), 0o755); err != nil {
		t.Fatal(err)
	}
	create(t, filepath.Join(parent, "was", "c"), false).Discard()
	if _, err := os.Stat(filepath.Join(parent, "was")); err != nil {
		t.Error(err)
	}
}

// TestCommitAtOnce: of many that finish together one stays, whole, and nobody
// is told that it failed.
func TestCommitAtOnce(t *testing.T) {
	target := filepath.Join(t.TempDir(), "europe")
	var dirs []*Dir
	for i := range 8 {
		dirs = append(dirs, create(t, target, false))
		content := string(rune('a' + i))
		write(t, dirs[i], map[string]string{Marker: manifest(content, "x", "y"), "x": content, "y": content})
	}
	var all sync.WaitGroup
	for _, d := range dirs {
		all.Go(func() {
			if err := d.Commit(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	got := tree(t, filepath.Dir(target))
	if x := got["europe/x"]; len(got) != 3 || x == "" || got["europe/y"] != x || got["europe/"+Marker] != manifest(x, "x", "y") {
		t.Errorf("left %v", got)
	}
}
