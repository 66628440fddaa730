package scenario

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"scutum/internal/hint"
	"scutum/internal/strictyaml"
	"scutum/studies"
	"scutum/systems/catalogue"
)

// opener opens a study that another one names.
type opener func(name string) (*strictyaml.Document, error)

// BuiltIns returns the names of the studies that are compiled in, sorted.
func BuiltIns() []string {
	entries, err := fs.ReadDir(studies.Files, ".")
	if err != nil {
		panic(err) // compiled in
	}
	var all []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".yaml"); ok {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// Open reads the built-in study of a name, or the study in a file. An error
// about what the file holds is strictyaml.Errors.
func Open(name string, cat *catalogue.Catalogue) (*File, error) {
	if isBuiltIn(name) {
		doc, err := openBuiltIn(name)
		if err != nil {
			return nil, err
		}
		return parse(doc, cat, openOnly)
	}
	doc, err := strictyaml.ReadFile(name, maxFileBytes)
	if err != nil {
		if _, missing := os.Stat(name); errors.Is(missing, fs.ErrNotExist) {
			return nil, unknownStudy(name)
		}
		return nil, err
	}
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return parse(doc, cat, func(inner string) (*strictyaml.Document, error) {
		return openBeside(root, filepath.Dir(name), inner)
	})
}

// Parse reads a study that is held in memory; name is how errors call it. It
// may include built-in studies only.
func Parse(name string, data []byte, cat *catalogue.Catalogue) (*File, error) {
	if len(data) > maxFileBytes {
		return nil, strictyaml.Errors{{File: name, Message: fmt.Sprintf("is larger than the %d bytes allowed", maxFileBytes)}}
	}
	doc, err := strictyaml.Parse(name, data)
	if err != nil {
		return nil, err
	}
	return parse(doc, cat, openOnly)
}

func isBuiltIn(name string) bool {
	for _, known := range BuiltIns() {
		if name == known {
			return true
		}
	}
	return false
}

// openBuiltIn reads a study that is compiled in, under the name it has in the
// source tree.
func openBuiltIn(name string) (*strictyaml.Document, error) {
	data, err := studies.Files.ReadFile(name + ".yaml")
	if err != nil {
		return nil, err
	}
	return strictyaml.Parse(path.Join("studies", name+".yaml"), data)
}

// openOnly opens built-in studies, by name or as files beside a built-in one.
func openOnly(name string) (*strictyaml.Document, error) {
	if bare := strings.TrimSuffix(name, ".yaml"); isBuiltIn(bare) {
		return openBuiltIn(bare)
	}
	return nil, unknownStudy(name)
}

// openBeside opens a built-in study by its name, or a file in the folder of
// the study that includes it, or below. Nothing leaves that folder, not even
// by a link.
func openBeside(root *os.Root, folder, name string) (*strictyaml.Document, error) {
	if isBuiltIn(name) {
		return openBuiltIn(name)
	}
	if !filepath.IsLocal(name) {
		return nil, hint.New("put the file beside the study that includes it", "%s is outside the folder of the study", name)
	}
	// Asked before opening: a pipe would wait for a writer.
	if info, err := root.Stat(filepath.FromSlash(name)); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", name)
	}
	f, err := root.Open(filepath.FromSlash(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, unknownStudy(name)
	}
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, err)
	}
	defer f.Close()
	return strictyaml.Read(filepath.ToSlash(filepath.Join(folder, name)), f, maxFileBytes)
}

func unknownStudy(name string) error {
	advice := hint.DidYouMean(name, BuiltIns())
	if advice == "" {
		advice = "built-in studies: " + strings.Join(BuiltIns(), ", ")
	}
	if name == "" {
		name = `""`
	}
	return hint.New(advice, "%s: there is no such file, and no such built-in study", name)
}
