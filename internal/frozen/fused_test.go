package frozen

import (
	"bufio"
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the module's folder, seen from this package's.
const module = "../.."

// TestNoFusedMultiplyAdd builds the program for processors whose compiler may
// fuse x*y+z and looks for such instructions in every function of this module.
// A finding is mended by writing float64(x*y) + z; the product may stand in
// another function, which was inlined. Beware of x*y*2, which becomes a fused
// x*y + x*y: write 2*x*y. On arm64 differences are fused as well as sums.
func TestNoFusedMultiplyAdd(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the whole program")
	}
	for _, target := range []struct{ name, fused, environment string }{
		{"amd64 v3", `\bVFN?M(ADD|SUB)`, "GOARCH=amd64 GOAMD64=v3"},
		{"arm64", `\bFN?M(ADD|SUB)D`, "GOARCH=arm64"},
	} {
		t.Run(target.name, func(t *testing.T) {
			program := filepath.Join(t.TempDir(), "scutum")
			build := exec.Command("go", "build", "-o", program, "./cmd/scutum")
			build.Dir = module
			build.Env = append(os.Environ(), "GOOS=linux", "CGO_ENABLED=0")
			build.Env = append(build.Env, strings.Fields(target.environment)...)
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			findFused(t, program, regexp.MustCompile(target.fused))
		})
	}
}

// findFused reports the instructions of this module's functions that match.
func findFused(t *testing.T, program string, fused *regexp.Regexp) {
	dump := exec.Command("go", "tool", "objdump", "-s", `^(scutum/|main\.)`, program)
	var problems bytes.Buffer
	dump.Stderr = &problems
	text, err := dump.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := dump.Start(); err != nil {
		t.Fatal(err)
	}
	symbol, symbols, findings := "", 0, 0
	lines := bufio.NewScanner(text)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if name, found := strings.CutPrefix(line, "TEXT "); found {
			symbol = strings.Fields(name)[0]
			symbols++
		} else if fused.MatchString(line) && !strings.HasPrefix(symbol, "scutum/"+allowing+".") {
			findings++
			if findings <= 40 {
				t.Errorf("%s: fused multiply-add at %s", symbol, strings.Fields(line)[0])
			}
		}
	}
	if err := dump.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, problems.String())
	}
	if symbols < 100 {
		t.Errorf("only %d functions found: is the program stripped?", symbols)
	}
	if findings > 40 {
		t.Errorf("%d findings in all", findings)
	}
}

// allowing is the package that needs no frozen bits: the independent checker
// imports Go's own library alone, prints no number that it computed, and allows
// for rounding, of which a fused operation makes less.
const allowing = "agreement/verifier"

// unfrozen are the functions of package math whose last bit depends on the
// machine or on the release of Go.
var unfrozen = []string{
	"Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Atan2", "Exp", "Exp2", "Expm1", "Log", "Log2", "Log10", "Log1p",
	"Pow", "Cbrt", "Hypot", "Sincos", "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh", "FMA", "Gamma", "Erf",
}

// TestNoUnfrozenFunctions looks for calls of them in the module's sources,
// tests and generators excepted.
func TestNoUnfrozenFunctions(t *testing.T) {
	err := filepath.WalkDir(module, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if d.Name() == "node_modules" || d.Name() == "testdata" || len(d.Name()) > 2 && d.Name()[0] == '.' {
				return fs.SkipDir
			}
			return nil
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(filepath.ToSlash(path), allowing+"/"):
			return nil
		}
		return reportUnfrozen(t, path)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func reportUnfrozen(t *testing.T, path string) error {
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if bytes.HasPrefix(source, []byte("//go:build ignore")) {
		return nil
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, source, 0)
	if err != nil {
		return nil // the compiler says it better
	}
	alias := ""
	for _, spec := range file.Imports {
		if imported, _ := strconv.Unquote(spec.Path.Value); imported == "math" {
			alias = "math"
			if spec.Name != nil {
				alias = spec.Name.Name
			}
		}
	}
	if alias == "" {
		return nil
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == alias && slices.Contains(unfrozen, s.Sel.Name) {
				t.Errorf("%s: math.%s: use scutum/internal/frozen", files.Position(s.Pos()), s.Sel.Name)
			}
		}
		return true
	})
	return nil
}
