package outdir

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// program is what a Marker says of its maker.
const program = "scutum"

// maxMarkerBytes is the largest Marker read; one of a thousand files has 200 kB.
const maxMarkerBytes = 16 << 20

// notOurs says why a directory is not a result of this program and nothing
// else: "" if it is. Many programs have a manifest.json, and people keep notes
// beside a report: what is replaced is gone.
func notOurs(dir string) string {
	var m struct {
		Program string `json:"program"`
		Outputs []struct {
			Name string `json:"name"`
		} `json:"outputs"`
	}
	f, err := os.Open(filepath.Join(dir, Marker))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Sprintf("is not empty and has no %s: %s did not make it", Marker, program)
	}
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	if err := json.NewDecoder(io.LimitReader(f, maxMarkerBytes)).Decode(&m); err != nil || m.Program != program {
		return fmt.Sprintf("has a %s of another program: %s did not make it", Marker, program)
	}
	ours := map[string]bool{Marker: true}
	for _, o := range m.Outputs {
		ours[o.Name] = true
	}
	why := ""
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		// Files that begin with a dot are what file managers leave behind.
		if err != nil || entry.IsDir() || entry.Type().IsRegular() && strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if name = filepath.ToSlash(name); err == nil && !ours[name] {
			why = fmt.Sprintf("holds %s, which %s did not make", name, program)
			return fs.SkipAll
		}
		return err
	})
	if err != nil {
		return err.Error()
	}
	return why
}

// holds says what a directory holds that is more than a result, "" for none:
// not even force replaces it.
func holds(target string) string {
	if here, err := os.Getwd(); err == nil && within(here, target) {
		return "the working directory"
	}
	if home, err := os.UserHomeDir(); err == nil && home != "" && within(home, target) {
		return "the home directory"
	}
	return ""
}

// makeParents makes a directory with those above it, and returns the topmost
// one that was not there, "" where all were.
func makeParents(dir string) (topmost string, err error) {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Lstat(d); err == nil || filepath.Dir(d) == d {
			break
		}
		topmost = d
	}
	return topmost, os.MkdirAll(dir, 0o755)
}

// removeEmpty removes dir and those above it up to topmost, as long as they
// are empty.
func removeEmpty(dir, topmost string) {
	for d := dir; topmost != "" && within(d, topmost); d = filepath.Dir(d) {
		if os.Remove(d) != nil {
			return
		}
	}
}
