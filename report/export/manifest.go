package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// ManifestName is the manifest's name in a result's directory.
const ManifestName = "manifest.json"

// Manifest says what went into a result and what came out, so that anybody can
// check that a file is part of it and repeat it. It holds nothing that differs
// between two runs of the same study: no time, no path, no count of workers,
// no level of the build.
type Manifest struct {
	Program   string `json:"program"`
	Version   string `json:"version"`
	Command   string `json:"command"`
	Study     string `json:"study"`
	Seed      uint64 `json:"seed"`
	Inputs    []File `json:"inputs"`
	Catalogue File   `json:"catalogue"`
	Outputs   []File `json:"outputs"`
}

// File is a file by its name and the SHA-256 of its content.
type File struct {
	Name   string `json:"name"`
	Bytes  int    `json:"bytes,omitempty"`
	SHA256 string `json:"sha256"`
}

// Sum describes content under a name. Of a path only the last element stays.
func Sum(name string, content []byte) File {
	sum := sha256.Sum256(content)
	return File{filepath.Base(name), len(content), hex.EncodeToString(sum[:])}
}

// Write adds the sums of every file of a result and writes the manifest.
func (m Manifest) Write(w io.Writer, result fs.FS) error {
	outputs, err := Sums(result)
	if err != nil {
		return err
	}
	m.Program, m.Outputs = "scutum", outputs
	if m.Inputs == nil {
		m.Inputs = []File{}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(m)
}

// Sums lists the files of a result but for the manifest, by path. Files are
// read piece by piece: tables of a campaign may be larger than memory.
func Sums(result fs.FS) ([]File, error) {
	files := []File{}
	err := fs.WalkDir(result, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == ManifestName {
			return err
		}
		f, err := sumOf(result, name)
		files = append(files, f)
		return err
	})
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return files, err
}

func sumOf(result fs.FS, name string) (File, error) {
	f, err := result.Open(name)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	return File{name, int(n), hex.EncodeToString(sum.Sum(nil))}, err
}

// ReadManifest reads the manifest of a result.
func ReadManifest(result fs.FS) (Manifest, error) {
	content, err := fs.ReadFile(result, ManifestName)
	if err != nil {
		return Manifest{}, err
	}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	var m Manifest
	if err := decoder.Decode(&m); err != nil {
		return Manifest{}, fmt.Errorf("%s: %w", ManifestName, err)
	}
	return m, nil
}

// Verify checks every file of a result against its manifest, and says for each
// that is missing, changed or too many.
func Verify(result fs.FS) error {
	m, err := ReadManifest(result)
	if err != nil {
		return err
	}
	found, err := Sums(result)
	if err != nil {
		return err
	}
	var problems []error
	for _, want := range m.Outputs {
		i := slices.IndexFunc(found, func(f File) bool { return f.Name == want.Name })
		switch {
		case i < 0:
			problems = append(problems, fmt.Errorf("%s is missing", want.Name))
		case found[i] != want:
			problems = append(problems, fmt.Errorf("%s has changed: SHA-256 %s, in the manifest %s", want.Name, found[i].SHA256, want.SHA256))
		}
	}
	for _, f := range found {
		if !slices.ContainsFunc(m.Outputs, func(o File) bool { return o.Name == f.Name }) {
			problems = append(problems, fmt.Errorf("%s is not in the manifest", f.Name))
		}
	}
	return errors.Join(problems...)
}

// Command is the command line as manifests quote it: without --workers and
// --out, which do not change the result, and with the last element of each
// path only.
func Command(program string, args []string) string {
	words := []string{program}
	for i := 0; i < len(args); i++ {
		name, value, hasValue := strings.Cut(args[i], "=")
		switch {
		case name == "--workers" || name == "--out":
			if !hasValue {
				i++
			}
		case hasValue && strings.HasPrefix(name, "--"):
			words = append(words, name+"="+lastElement(value))
		default:
			words = append(words, lastElement(args[i]))
		}
	}
	return strings.Join(words, " ")
}

func lastElement(word string) string { return path.Base(filepath.ToSlash(word)) }
