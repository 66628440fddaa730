// Package outdir writes a directory of results so that it appears whole or
// not at all: files are written to a hidden sibling, which takes the name by
// renaming at the end. An earlier result stays in place until then. See
// TestCommitReplaces and TestDiscardLeavesNothing.
package outdir

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"scutum/internal/hint"
)

// Marker is the file by which a directory is known to be a result of this
// program, which it may replace.
const Marker = "manifest.json"

// Dir is a directory of results in the making. Its methods may be called by
// several goroutines, for different files.
type Dir struct {
	target  string // the name it will have
	partial string // the name it has now, "" once committed or discarded
	topmost string // the topmost directory above it that was made for it, or ""
}

// Create starts a directory that will be called target. It refuses to replace
// what the program did not make (a directory that is not empty and not a result
// alone) unless force is set; a file, and a directory that holds the working
// or the home directory, are never replaced.
//
// The caller defers Discard, writes files, and calls Commit at the end.
func Create(target string, force bool) (*Dir, error) {
	target, err := resolve(target)
	if err != nil {
		return nil, err
	}
	if err := restore(target); err != nil {
		return nil, err
	}
	if err := mayReplace(target, force); err != nil {
		return nil, err
	}
	parent := filepath.Dir(target)
	topmost, err := makeParents(parent)
	if err != nil {
		removeEmpty(parent, topmost)
		return nil, hint.New("choose another place with --out", "cannot make %s: %v", parent, cause(err))
	}
	for i := 0; ; i++ {
		partial := filepath.Join(parent, fmt.Sprintf(".%s.partial-%d-%d", filepath.Base(target), os.Getpid(), i))
		err := os.Mkdir(partial, 0o755)
		if err == nil {
			return &Dir{target, partial, topmost}, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			removeEmpty(parent, topmost)
			return nil, hint.New("choose another place with --out", "cannot write in %s: %v", parent, cause(err))
		}
	}
}

// resolve returns the absolute name of target with links followed, so that
// renaming replaces the directory and not the link to it.
func resolve(target string) (string, error) {
	if strings.TrimSpace(target) == "" {
		return "", hint.New("name a directory", "the output directory has no name")
	}
	absolute, err := filepath.Abs(target)
	if err != nil {
		return "", err
	}
	if followed, err := filepath.EvalSymlinks(absolute); err == nil {
		return followed, nil
	}
	return absolute, nil
}

// mayReplace says whether a result may take target's name.
func mayReplace(target string, force bool) error {
	info, err := os.Stat(target)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", target, err)
	}
	if !info.IsDir() {
		return hint.New("choose another name with --out", "%s is a file, not a directory", target)
	}
	if what := holds(target); what != "" {
		return hint.New("choose a directory below it with --out", "%s holds %s and cannot be replaced", target, what)
	}
	entries, err := os.ReadDir(target)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("cannot read %s: %w", target, err)
	}
	if len(entries) == 0 || force {
		return nil
	}
	if why := notOurs(target); why != "" {
		return hint.New("choose another directory with --out, or replace it with --force", "%s %s", target, why)
	}
	return nil
}

// cause returns an error without the names of the files it is about.
func cause(err error) error {
	if about := (*os.LinkError)(nil); errors.As(err, &about) {
		return about.Err
	}
	if about := (*fs.PathError)(nil); errors.As(err, &about) {
		return about.Err
	}
	return err
}

// within says whether path is dir or lies below it.
func within(path, dir string) bool {
	relative, err := filepath.Rel(dir, path)
	return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
}

// previous is where an earlier result waits between the two renames of Commit.
func previous(target string) string {
	return filepath.Join(filepath.Dir(target), "."+filepath.Base(target)+".previous")
}

// restore brings back an earlier result that a killed process had put aside.
func restore(target string) error {
	_, errTarget := os.Lstat(target)
	_, errAside := os.Lstat(previous(target))
	if errors.Is(errTarget, fs.ErrNotExist) && errAside == nil {
		return os.Rename(previous(target), target)
	}
	return nil
}

// Target returns the name that the directory will have.
func (d *Dir) Target() string { return d.target }

// Create makes a file in the directory. The name is a slash-separated path
// below it; folders are made as needed.
func (d *Dir) Create(name string) (*os.File, error) {
	if !fs.ValidPath(name) || name == "." {
		panic(fmt.Sprintf("outdir: %q is no name below the directory", name))
	}
	path := filepath.Join(d.partial, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
}

// WriteFile makes a file with the given content in the directory.
func (d *Dir) WriteFile(name string, content []byte) error {
	f, err := d.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}

// FS returns the files written so far.
func (d *Dir) FS() fs.FS { return os.DirFS(d.partial) }

// Commit gives the directory its name, in place of an earlier result. Of two
// programs that finish at once the later one's result stays.
func (d *Dir) Commit() error {
	if d.partial == "" {
		panic("outdir: Commit after Commit or Discard")
	}
	var err error
	for range 100 {
		// Another program has taken the name in between: once more.
		if err = d.rename(); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return err
}

func (d *Dir) rename() error {
	aside := previous(d.target)
	if err := os.RemoveAll(aside); err != nil {
		return fmt.Errorf("cannot remove %s: %w", aside, err)
	}
	if err := os.Rename(d.target, aside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("cannot put the earlier result aside: %w", err)
	}
	if err := os.Rename(d.partial, d.target); err != nil {
		return errors.Join(fmt.Errorf("cannot name the result: %w", err), restore(d.target))
	}
	d.partial = ""
	if err := os.RemoveAll(aside); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil // another program has put its own there, and removes it
}

// Discard removes everything written, unless Commit has succeeded. It may be
// called at any time, and again.
func (d *Dir) Discard() {
	if d.partial != "" {
		os.RemoveAll(d.partial)
		removeEmpty(filepath.Dir(d.partial), d.topmost)
		d.partial = ""
	}
}

// WriteFile writes a single file that appears whole or not at all. It refuses
// to replace a file unless replace is set.
func WriteFile(path string, content []byte, replace bool) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".partial-*")
	if err != nil {
		return hint.New("choose another place", "cannot write %s: %v", path, cause(err))
	}
	defer os.Remove(temporary.Name())
	_, err = temporary.Write(content)
	if err = errors.Join(err, temporary.Chmod(0o644), temporary.Close()); err != nil {
		return fmt.Errorf("cannot write %s: %w", path, err)
	}
	if replace {
		if err := os.Rename(temporary.Name(), path); err != nil {
			return hint.New("choose another name", "cannot write %s: %v", path, cause(err))
		}
		return nil
	}
	// A hard link, unlike a rename, never replaces.
	err = os.Link(temporary.Name(), path)
	if errors.Is(err, fs.ErrExist) {
		return hint.New("choose another name, or remove it first", "%s exists already", path)
	}
	return err
}
