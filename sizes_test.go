package scutum

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSizes: no file above 800 lines, nine in ten at most 450. The log names
// the files above 450 and the functions above 50, which are to be split by
// noun and by step.
func TestSizes(t *testing.T) {
	var sizes []int
	for _, file := range sources(t) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.Count(content, []byte("\n"))
		sizes = append(sizes, lines)
		switch {
		case lines > 800:
			t.Errorf("%s has %d lines", file, lines)
		case lines > 450:
			t.Logf("%s has %d lines", file, lines)
		}
		for _, long := range longFunctions(t, file, content) {
			t.Log(long)
		}
	}
	slices.Sort(sizes)
	if ninth := sizes[len(sizes)*9/10]; ninth > 450 {
		t.Errorf("more than one file in ten is longer than 450 lines")
	}
	t.Logf("%d files, median %d lines", len(sizes), sizes[len(sizes)/2])
}

// longFunctions names the functions above 50 lines; tests, which are tables,
// do not count.
func longFunctions(t *testing.T, file string, content []byte) []string {
	t.Helper()
	if strings.HasSuffix(file, "_test.go") {
		return nil
	}
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, content, 0)
	if err != nil {
		t.Fatal(err)
	}
	var long []string
	for _, declaration := range parsed.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok {
			continue
		}
		from, to := set.Position(function.Pos()), set.Position(function.End())
		if to.Line-from.Line+1 > 50 {
			long = append(long, from.String()+": "+function.Name.Name+" is longer than 50 lines")
		}
	}
	return long
}

// TestNoPathsOfOneMachine: what is committed works on any machine.
func TestNoPathsOfOneMachine(t *testing.T) {
	listed, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		t.Skip("not a git checkout:", err)
	}
	// Written in two pieces so that this file is not its own finding.
	paths := [][]byte{[]byte("/wor" + "k/"), []byte("/tm" + "p/"), []byte("/hom" + "e/"), []byte("/roo" + "t/"), []byte("../sha" + "red")}
	for _, file := range strings.Split(strings.TrimRight(string(listed), "\x00"), "\x00") {
		content, err := os.ReadFile(file)
		if err != nil || bytes.IndexByte(content[:min(len(content), 8000)], 0) >= 0 {
			continue // removed in the working tree, or not a text
		}
		for _, path := range paths {
			if i := bytes.Index(content, path); i >= 0 && !temporary(file, path) && !insideAddress(content, i) {
				t.Errorf("%s:%d names %s", file, 1+bytes.Count(content[:i], []byte("\n")), path)
			}
		}
	}
}

// temporary says whether a file may name the directory of temporary files.
func temporary(file string, path []byte) bool {
	return strings.HasPrefix(string(path), "/tm") && (strings.HasSuffix(file, "_test.go") || filepath.Ext(file) == ".txtar")
}

// insideAddress says whether the path found is a part of a web address.
func insideAddress(content []byte, i int) bool {
	line := content[bytes.LastIndexByte(content[:i], '\n')+1 : i]
	word := line[bytes.LastIndexAny(line, " \t\"'(<")+1:]
	return bytes.Contains(word, []byte("://"))
}
