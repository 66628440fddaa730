package outdir

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"scutum/internal/hint"
)

// tree lists every file below dir with its content.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// manifest is a marker of version v that lists files.
func manifest(v string, names ...string) string {
	text := `{"program": "scutum", "version": "` + v + `", "outputs": [`
	for i, name := range names {
		if i > 0 {
			text += ","
		}
		text += `{"name": "` + name + `"}`
	}
	return text + "]}"
}

func create(t *testing.T, target string, force bool) *Dir {
	t.Helper()
	d, err := Create(target, force)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Discard)
	return d
}

func write(t *testing.T, d *Dir, files map[string]string) {
	t.Helper()
	for name, content := range files {
		if err := d.WriteFile(name, []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCommitReplaces(t *testing.T) {
	parent := t.TempDir()
	target := filepath.Join(parent, "deep", "europe")
	d := create(t, target, false)
	write(t, d, map[string]string{"manifest.json": manifest("1", "maps/old.csv"), "maps/old.csv": "old"})
	if _, err := os.Stat(target); err == nil {
		t.Fatal("the directory appeared before Commit")
	}
	if err := d.Commit(); err != nil {
		t.Fatal(err)
	}

	d = create(t, target, false)
	write(t, d, map[string]string{"manifest.json": manifest("2", "maps/new.csv"), "maps/new.csv": "new"})
	if got := tree(t, target); got["manifest.json"] != manifest("1", "maps/old.csv") {
		t.Fatalf("the earlier result changed before Commit: %v", got)
	}
	if err := d.Commit(); err != nil {
		t.Fatal(err)
	}
	d.Discard()
	got := tree(t, parent)
	if len(got) != 2 || got["deep/europe/manifest.json"] != manifest("2", "maps/new.csv") || got["deep/europe/maps/new.csv"] != "new" {
		t.Fatalf("after two runs: %v", got)
	}
}

func TestDiscardLeavesNothing(t *testing.T) {
	parent := t.TempDir()
	target := filepath.Join(parent, "europe")
	d := create(t, target, false)
	write(t, d, map[string]string{"a": "1", "manifest.json": manifest("1", "a")})
	if err := d.Commit(); err != nil {
		t.Fatal(err)
	}
	d = create(t, target, false)
	write(t, d, map[string]string{"a": "half"})
	d.Discard()
	d.Discard()
	entries, err := os.ReadDir(parent)
	if err != nil || len(entries) != 1 || tree(t, target)["a"] != "1" {
		t.Fatalf("left %v, %v", entries, err)
	}
}

func TestRefusesWhatIsNotOurs(t *testing.T) {
	parent := t.TempDir()
	theirs := filepath.Join(parent, "letters")
	if err := os.MkdirAll(theirs, 0o755); err != nil {
		t.Fatal(err)
	}
	if d, err := Create(theirs, false); err != nil {
		t.Errorf("an empty directory: %v", err)
	} else {
		d.Discard()
	}
	if err := os.WriteFile(filepath.Join(theirs, "dear"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Create(theirs, false)
	if err == nil || !strings.Contains(err.Error(), "scutum did not make it") || !strings.Contains(hint.Of(err), "--force") {
		t.Errorf("a directory of letters: %v", err)
	}
	d := create(t, theirs, true)
	write(t, d, map[string]string{"manifest.json": "1"})
	if err := d.Commit(); err != nil || len(tree(t, theirs)) != 1 {
		t.Errorf("by force: %v", err)
	}
	if _, err := Create(filepath.Join(theirs, "manifest.json"), true); err == nil {
		t.Error("a file was taken for a directory")
	}
	if _, err := Create(" ", true); err == nil {
		t.Error("no name was taken")
	}
	t.Chdir(theirs)
	if _, err := Create("..", true); err == nil {
		t.Error("the parent of the working directory was taken")
	}
}

func TestKilledBetweenTheRenames(t *testing.T) {
	target := filepath.Join(t.TempDir(), "europe")
	if err := os.Mkdir(previous(target), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(previous(target), Marker), []byte(manifest("1")), 0o600); err != nil {
		t.Fatal(err)
	}
	create(t, target, false).Discard()
	if tree(t, target)[Marker] != manifest("1") {
		t.Error("the earlier result is lost")
	}
}

func TestCommitThroughALink(t *testing.T) {
	parent := t.TempDir()
	if err := os.Mkdir(filepath.Join(parent, "real"), 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(parent, "link")
	if err := os.Symlink("real", link); err != nil {
		t.Skip("no links here:", err)
	}
	d := create(t, link, false)
	write(t, d, map[string]string{"manifest.json": "1"})
	if err := d.Commit(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 || tree(t, filepath.Join(parent, "real"))["manifest.json"] != "1" {
		t.Errorf("the link was replaced: %v %v", info, err)
	}
}

func TestWriteFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "study.yaml")
	if err := WriteFile(path, []byte("1"), false); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(path, []byte("2"), false); err == nil || hint.Of(err) == "" {
		t.Errorf("replaced unasked: %v", err)
	}
	if err := WriteFile(path, []byte("3"), true); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, filepath.Dir(path)); len(got) != 1 || got["study.yaml"] != "3" {
		t.Error(got)
	}
	missing := filepath.Join(filepath.Dir(path), "none", "study.yaml")
	if err := WriteFile(missing, nil, true); err == nil || strings.Contains(err.Error(), "partial") || hint.Of(err) == "" {
		t.Errorf("a missing directory: %v", err)
	}
	if err := WriteFile(filepath.Dir(path), nil, true); err == nil || strings.Contains(err.Error(), "partial") || hint.Of(err) == "" {
		t.Errorf("over a directory: %v", err)
	}
}
