package scutum

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms is the house, in story order: a package imports from its own room or
// an earlier one. Within a room a package imports only those before it in the
// room's list; "" is the room's own package. Where there is no list, any order
// that Go accepts will do. A room that is not built yet costs nothing here.
var rooms = []struct {
	name     string
	packages []string
}{
	{"physics", []string{"unit", "earth", "atmosphere", "orbit", "flight"}},
	{"systems", []string{"sensor", "missile", "interceptor", "catalogue"}},
	{"studies", nil},    // files compiled in, no code
	{"agreements", nil}, // the same
	{"scenario", []string{"geography", ""}},
	{"engagement", []string{"sighting", "reach", "firing", "filter", "detection", "track", "fusion", "threat", "warning", "assignment", "battle"}},
	{"campaign", nil},
	{"assessment", []string{"footprint", "deterrence", "cooperation", "scorecard"}},
	{"agreement", []string{"certificate", "limits", "search", "verifier", "ledger"}},
	{"exercise", []string{"bus", "centre"}},
	{"report", nil},
	{"validation", nil}, // may use every room above; nothing but cmd uses it
	{"cmd", nil},
}

// standardOnly are packages that the other side must be able to read and
// rebuild: they import nothing but Go's own library.
var standardOnly = []string{"agreement/verifier"}

const module = "scutum/"

// TestLayers fails on an import from a later room, or from a later package of
// the same room, in code and in tests alike.
func TestLayers(t *testing.T) {
	checked := 0
	for _, file := range sources(t) {
		path := filepath.ToSlash(filepath.Dir(file))
		for _, imported := range imports(t, file) {
			if problem := forbidden(path, imported); problem != "" {
				t.Errorf("%s: %s", file, problem)
			}
			checked++
		}
	}
	if checked < 20 {
		t.Fatalf("only %d imports were looked at: the walk is broken", checked)
	}
}

// forbidden says what is wrong with a package's import, or "".
func forbidden(path, imported string) string {
	own, isOwn := strings.CutPrefix(imported, module)
	if slices.Contains(standardOnly, path) && (isOwn || strings.Contains(strings.Split(imported, "/")[0], ".")) {
		return fmt.Sprintf("%s may import the standard library only, not %s", path, imported)
	}
	if !isOwn || path == own || strings.HasPrefix(own, "internal/") {
		return "" // not ours, an external test, or open to all
	}
	if strings.HasPrefix(path, "internal/") {
		return fmt.Sprintf("internal/ imports internal/ only, not %s", own)
	}
	room, name := place(path)
	from, to := roomNumber(room), roomNumber(firstOf(own))
	switch {
	case path == ".":
		return fmt.Sprintf("the root package imports nothing of the house, not %s", own)
	case from < 0 || to < 0:
		return fmt.Sprintf("%s -> %s: a room that is not in the table of layers_test.go", path, own)
	case to > from:
		return fmt.Sprintf("%s imports upwards from %s", path, own)
	case firstOf(own) == "validation" && room != "cmd" && room != "validation":
		return fmt.Sprintf("only cmd imports validation, not %s", path)
	case to < from || rooms[from].packages == nil:
		return ""
	}
	_, ownName := place(own)
	order := rooms[from].packages
	if i, j := slices.Index(order, name), slices.Index(order, ownName); i < 0 || j < 0 || j > i {
		return fmt.Sprintf("%s -> %s is not in the order of the room's list in layers_test.go", path, own)
	}
	return ""
}

// place splits a package's path into its room and its name there. A package
// below a room's package counts as that one.
func place(path string) (room, name string) {
	parts := strings.Split(path, "/")
	if len(parts) > 1 {
		name = parts[1]
	}
	return parts[0], name
}

func firstOf(path string) string { room, _ := place(path); return room }

func roomNumber(room string) int {
	for i := range rooms {
		if rooms[i].name == room {
			return i
		}
	}
	return -1
}

// TestForbiddenSeesEveryKind proves the watchman awake.
func TestForbiddenSeesEveryKind(t *testing.T) {
	for _, c := range []struct {
		path, imported string
		wrong          bool
	}{
		{"physics/orbit", "scutum/physics/earth", false},
		{"physics/earth", "scutum/physics/orbit", true},
		{"physics/orbit", "scutum/scenario", true},
		{"physics/orbit", "scutum/internal/frozen", false},
		{"internal/frozen", "scutum/physics/earth", true},
		{"internal/hint", "scutum/internal/nearest", false},
		{"engagement/reach", "scutum/engagement/sighting", false},
		{"engagement/sighting", "scutum/engagement/reach", true},
		{"assessment/footprint", "scutum/engagement/reach", false},
		{"report", "scutum/validation", true},
		{"report", "scutum/report/export", false},
		{"validation", "scutum/report/export", false},
		{"cmd/scutum", "scutum/validation", false},
		{"report", "scutum/cmd/scutum", true},
		{"agreement/verifier", "crypto/sha256", false},
		{"agreement/verifier", "scutum/internal/frozen", true},
		{"agreement/verifier", "github.com/spf13/cobra", true},
		{".", "scutum/physics/earth", true},
		{"attic", "scutum/physics/earth", true},
		{"physics/orbit", "math", false},
	} {
		if problem := forbidden(c.path, c.imported); (problem != "") != c.wrong {
			t.Errorf("%s -> %s: %q", c.path, c.imported, problem)
		}
	}
}

// TestNamesOfPackages: a type lives where its verb lives.
func TestNamesOfPackages(t *testing.T) {
	banned := []string{"core", "common", "util", "utils", "model", "models", "pkg", "types", "helpers", "misc"}
	for _, file := range sources(t) {
		for _, part := range strings.Split(filepath.ToSlash(filepath.Dir(file)), "/") {
			if slices.Contains(banned, part) {
				t.Errorf("%s: no package is called %s", file, part)
			}
		}
	}
}

// sources lists the Go files of the module, by path below the root.
func sources(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir() && path != "." && (strings.HasPrefix(name, ".") || slices.Contains([]string{"testdata", "node_modules", "tools", "out"}, name)):
			return filepath.SkipDir
		case !entry.IsDir() && filepath.Ext(name) == ".go":
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func imports(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range parsed.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}
